import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Paper } from '#renderer/papers/paper.tsx'
import { administration as en } from '#shared/messages/en/administration'
import { administration as ja } from '#shared/messages/ja/administration'
import { StaffAct } from '#shared/operations/people'
import { staffRecord } from './samples.ts'

const print = (props: Parameters<typeof Paper>[0]) => renderToStaticMarkup(<Paper {...props} />)

describe('the record of a change of staff', () => {
  it.each(StaffAct.options)('says in both languages that somebody was %s, by whom and with whom', (act) => {
    for (const [lang, words] of [
      ['ja', ja],
      ['en', en],
    ] as const) {
      const text = print(staffRecord({ act }, { lang }))
      for (const said of [words.record.acts[act], '島田 葵', 'S0170', '中村', '内田', '4012', 'AD-01'])
        expect(text).toContain(said)
    }
  })

  it('names the cases that were handed over, and how many do not fit', () => {
    const cases = Array.from({ length: 75 }, (_, no) => `012-261120-${String(no).padStart(3, '0')}`)
    const text = print(
      staffRecord({ act: 'left', reason: '退職', casesTo: '内田 恵', cases, secretUntil: null }),
    )
    expect(text).toContain('012-261120-059')
    expect(text).not.toContain('012-261120-060')
    expect(text).toContain(ja.record.more(15))
    expect(text).toContain(ja.record.keep)
  })
})
