import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { PaperProps } from '#renderer/papers/facts.ts'
import { Paper } from '#renderer/papers/paper.tsx'
import { daySheet } from './samples.ts'

const markup = (props: PaperProps) => renderToStaticMarkup(<Paper {...props} />)
const print = (props: PaperProps) =>
  markup(props)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
const red = (props: PaperProps): number => markup(props).split('data-red').length - 1

describe('a daily sheet', () => {
  it('bears its number, the day in both calendars, its code in two groups and the code of the sheet before (AUD-09)', () => {
    const text = print(daySheet())
    expect(text).toContain('第12号')
    expect(text).toContain('令和8年（2026年）11月20日（金）')
    expect(text).toContain('VEWF6-UD6CA')
    expect(text).toContain('34679-ACDEF')
    expect(text).toContain('48,213')
    expect(text).toContain('MwG4MI5s+xqWR3fH0XII8JdNdRKCzZOmj68XgCr/dP4=')
  })

  it('counts what was done, what is open and what ended, and has room for two seals', () => {
    const text = print(daySheet())
    for (const words of [
      '1,204',
      '断ったこと',
      '承認待ち',
      '012-261119-004',
      '締上をした役席者',
      '確認した役席者',
    ])
      expect(text).toContain(words)
    expect(red(daySheet())).toBe(0)
  })

  it('prints in red that it was opened without the sheet before, with both names and the reason, and that backup and drill failed (BAK-08)', () => {
    const override = {
      at: '2026-11-19T23:40:00.000Z',
      how: 'override',
      by: '内田 恵',
      second: '中村 隆',
      reason: '日計表を本部に送った',
    }
    const sheet = daySheet({ openings: [override], backup: 'failed', drill: 'failed' })
    expect(red(sheet)).toBe(3)
    for (const words of ['内田 恵・中村 隆', '日計表を本部に送った', '失敗'])
      expect(print(sheet)).toContain(words)
  })

  it('names the approvals to be looked at again, who had to pause, and two people with most of the resets (MC-11, MC-12)', () => {
    const text = print(
      daySheet({
        sample: [{ entry: 4012, caseNo: '012-261120-007' }],
        pauses: [{ name: '中村 隆', from: '2026-11-20T01:02:30.000Z', until: '2026-11-20T01:13:00.000Z' }],
        pairs: [{ names: ['高橋 美咲', '中村 隆'], count: 130, of: 200 }],
      }),
    )
    for (const words of [
      '012-261120-007',
      '中村 隆　10:02 から 10:13 まで',
      '高橋 美咲・中村 隆　200件のうち 130件（65%）',
    ])
      expect(text.replace(/\s/g, '')).toContain(words.replace(/\s/g, ''))
    // On a day without any of it nothing says so.
    expect(print(daySheet())).not.toContain('抜き取り確認')
  })

  it('says that it was printed again, and how often', () => {
    const { content, ...rest } = daySheet()
    const again = { ...rest, content: { ...content, printCount: 3 } }
    expect(print(again)).toContain('再発行（3回目の印刷）')
    expect(print({ ...rest, content: { ...content, printCount: 1 } })).not.toContain('再発行')
  })

  it('keeps a busy day on one page: what is least frequent stands together', () => {
    const counts = Array.from({ length: 60 }, (_, place) => ({ event: `event-${place}`, count: 100 - place }))
    const text = print(daySheet({ counts }))
    expect(text).toContain('ほか')
    expect(markup(daySheet({ counts })).split('<section').length - 1).toBe(1)
  })
})
