import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Serial } from '#shared/ids'
import { ja } from '#shared/messages/ja'
import { type DifferenceAsk, DifferenceTable } from '../../../../src-renderer/tasks/case/difference-table.tsx'

/** What a supervisor reads before the book is changed: every serial, and what becomes of it. */

const ask = (given: Partial<DifferenceAsk>): DifferenceAsk => ({
  kind: 'stock-difference',
  stocktake: 'ST-012-000001',
  model: null,
  missing: [],
  surplus: [],
  reason: '',
  ...given,
})
const rowsOf = (of: DifferenceAsk): readonly string[] =>
  [...renderToStaticMarkup(<DifferenceTable ask={of} />).matchAll(/<tr[^>]*>(.*?)<\/tr>/g)].map(
    ([, row = '']) =>
      row
        .replace(/<\/t[hd]>/g, ' ')
        .replace(/<[^>]*>|\u200b/g, '')
        .trim(),
  )
const { state } = ja.words.stock
const { difference: t } = ja.jobs

describe('a difference of a stocktake', () => {
  it('names every missing token with its state, and that it will be missing by the book', () => {
    const rows = rowsOf(
      ask({
        missing: [
          { serial: Serial.parse('78106431'), state: 'in-stock' },
          { serial: Serial.parse('78106432'), state: 'reserved' },
        ],
      }),
    )
    expect(rows.slice(1)).toEqual([
      `78106431 ${state['in-stock']} ${state.missing}`,
      `78106432 ${state.reserved} ${state.missing}`,
    ])
  })

  it('says of every surplus token what the book will say of it, and of a stranger that it stays out', () => {
    const surplus = (
      [
        ['78106433', 'missing'],
        ['78106434', 'dispatched'],
        ['78106435', 'registered'],
        ['78106436', 'destroyed'],
        ['99999999', null],
      ] as const
    ).map(([serial, was]) => ({ serial: Serial.parse(serial), state: was }))
    expect(rowsOf(ask({ surplus })).slice(1)).toEqual([
      `78106433 ${state.missing} ${state.received}`,
      `78106434 ${state.dispatched} ${t.ifFree(state.undelivered)}`,
      `78106435 ${state.registered} ${t.ifFree(state['returned-by-customer'])}`,
      `78106436 ${state.destroyed} ${t.staysOut}`,
      `99999999 ${t.notOurs} ${t.staysOut}`,
    ])
  })

  it('says of a side without any that there is none, and counts what no eye reads', () => {
    const html = renderToStaticMarkup(<DifferenceTable ask={ask({})} />)
    expect(html.split(t.none).length - 1).toBe(2)
    const many = Array.from({ length: 203 }, (_, place) => ({
      serial: Serial.parse(String(78_106_000 + place)),
      state: 'in-stock' as const,
    }))
    const rows = rowsOf(ask({ missing: many }))
    expect(rows).toHaveLength(1 + 200 + 1)
    expect(rows.at(-1)).toBe(t.more(3))
  })
})
