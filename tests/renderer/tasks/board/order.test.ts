import { describe, expect, it } from 'vitest'
import { byEarliest } from '../../../../src-renderer/tasks/board/order.ts'

type Row = readonly [at: string, no: string]
const keys = (row: Row): Row => row

describe('The clock board', () => {
  it('has the earliest time first (R-003-30, R-004-23)', () => {
    const rows: readonly Row[] = [
      ['2026-11-21T23:10:00.000Z', '012-261121-001'],
      ['2026-11-21T05:48:00.000Z', '012-261121-009'],
      ['2026-11-21T06:05:00.000Z', '012-261121-003'],
    ]
    expect(byEarliest(rows, keys).map(([, no]) => no.slice(-3))).toEqual(['009', '003', '001'])
  })

  it('stands the same way whichever way the answer came', () => {
    const rows: readonly Row[] = [
      ['2026-11-21T05:48:00.000Z', '012-261121-002'],
      ['2026-11-21T05:48:00.000Z', '012-261121-001'],
    ]
    expect(byEarliest(rows, keys)).toEqual(byEarliest(rows.toReversed(), keys))
  })
})
