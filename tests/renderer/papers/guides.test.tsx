import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { PaperProps } from '#renderer/papers/facts.ts'
import { Paper } from '#renderer/papers/paper.tsx'
import { papers as ja } from '#shared/messages/ja/papers'
import { hardware, receipt, request, sampleCase, steps } from './samples.ts'

/** What the guides want the customer to have in writing. */

const print = (props: PaperProps) =>
  renderToStaticMarkup(<Paper {...props} />)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')

describe('on paper the customer reads', () => {
  it('that the screens may differ from what is described (R-000-08)', () => {
    expect(print(steps())).toContain(ja.steps.screensDiffer)
  })

  it('that the chosen users can no longer log in, before signing (R-003-29)', () => {
    expect(print(request(hardware))).toContain('失効を行うと、選択された利用者はログインできなくなります。')
  })

  it('the serial from before the revocation, although the service itself shows “-” from then on (R-003-34, R-003-39)', () => {
    const before = sampleCase(hardware.case).oldSerial
    expect(before).not.toBeNull()
    expect(print(receipt(hardware))).toMatch(new RegExp(`${before} → ?いま なし`))
  })

  it('that an error before the earliest time is no fault (R-004-28)', () => {
    const app = { ...hardware, case: { ...hardware.case, service: 'P004' as const } }
    for (const early of ja.time.early) expect(print(receipt(app))).toContain(early)
    expect(ja.time.early.join('')).toMatch(/エラーが出ます。故障ではありません。/)
    expect(print(receipt(app))).toContain('14 時 48 分 以降')
  })
})
