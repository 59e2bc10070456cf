import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Paper } from '#renderer/papers/paper.tsx'
import { CASES_ON_PAGE } from '#renderer/papers/restore-record.tsx'
import { restore as ja } from '#shared/messages/ja/restore'
import { restoreRecord } from './samples.ts'

const print = (props: Parameters<typeof Paper>[0]) => renderToStaticMarkup(<Paper {...props} />)
const count = (text: string, what: string): number => text.split(what).length - 1

describe('the record of a restore', () => {
  it('says who, how, which backup, and what is to be done, in both languages', () => {
    for (const lang of ['ja', 'en'] as const) {
      const text = print(restoreRecord({}, { lang }))
      for (const said of ['RR-01', '中村 隆', '内田 恵', '9f9f9f9f9f9f9f9f', '48,213', 'R-012-000012'])
        expect(text).toContain(said)
      for (const said of ['madoguchi-1a2b3c4d-20261119-170312.mgbackup', '012-261120-004', '島田 葵 S0170'])
        expect(text).toContain(said)
    }
  })

  it('has every case to be entered again, each with a box, on pages of its own', () => {
    const cases = Array.from({ length: CASES_ON_PAGE + 1 }, (_, place) => ({
      caseNo: `012-261120-${String(place).padStart(3, '0')}`,
      kind: 'loss',
      state: 'awaiting-review',
      receiptNo: '',
      contractNo: 'FB00031187',
    }))
    const text = print(restoreRecord({ cases }))
    expect(count(text, 'data-paper="RR-01"')).toBe(3)
    expect(count(text, 'data-case=""')).toBe(CASES_ON_PAGE + 1)
    expect(text).toContain('紛失・盗難')
  })

  it('of a PC without records sends people to the paper first, and names who waits for a first secret', () => {
    const facts = { how: 'cards', old: 'none', lost: null, stopped: [], disabled: [], cases: [], others: [] }
    const text = print(restoreRecord({ ...facts, without: ['山本 恵'], counters: 2 }))
    const at = (said: string) => text.indexOf(said)
    expect(at('紛失・盗難の受付票を探し')).toBeGreaterThan(0)
    expect(at('紛失・盗難の受付票を探し')).toBeLessThan(at(ja.list.cards))
    for (const said of [ja.list.people, ja.list.keys, ja.list.without('山本 恵'), ja.list.counters(2)])
      expect(text).toContain(said)
    expect(count(text, 'data-paper="RR-01"')).toBe(1)
  })
})
