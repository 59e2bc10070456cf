import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Paper } from '#renderer/papers/paper.tsx'
import { administration as en } from '#shared/messages/en/administration'
import { trail as trailEn } from '#shared/messages/en/trail'
import { administration as ja } from '#shared/messages/ja/administration'
import { trail as trailJa } from '#shared/messages/ja/trail'
import { RecordedAct } from '#shared/operations/acts'
import { actRecord } from './samples.ts'

const print = (props: Parameters<typeof Paper>[0]) => renderToStaticMarkup(<Paper {...props} />)

describe('the record of an act', () => {
  it.each(RecordedAct.options)('says in both languages that it was %s, by whom and with whom', (act) => {
    for (const [lang, { events }] of [
      ['ja', trailJa],
      ['en', trailEn],
    ] as const) {
      const text = print(actRecord({ act }, { lang }))
      for (const said of [events[act], '島田 葵', 'S0170', '中村', '内田', '4012', 'AD-01'])
        expect(text).toContain(said)
    }
  })

  it('names the cases that were handed over, and how many do not fit', () => {
    const cases = Array.from({ length: 75 }, (_, no) => `012-261120-${String(no).padStart(3, '0')}`)
    const rows = [
      { is: 'text', row: 'reason', text: '退職' },
      { is: 'cases', to: '内田 恵', cases },
    ]
    const text = print(actRecord({ act: 'staff.left', rows, personName: null }))
    expect(text).toContain('012-261120-059')
    expect(text).not.toContain('012-261120-060')
    expect(text).toContain(ja.record.more(15))
    expect(text).toContain(ja.record.keep)
    expect(text).not.toContain(ja.record.person)
  })

  it('has neither a second name nor a box for one where one person did it alone', () => {
    const text = print(actRecord({ act: 'deputy.ended', secondName: null, personName: null }, { lang: 'en' }))
    expect(text).not.toContain(en.record.second)
  })
})
