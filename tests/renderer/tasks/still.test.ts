import { describe, expect, it } from 'vitest'
import { standstill } from '../../../src-renderer/tasks/still.ts'

type Row = { readonly id: string; readonly state: string }
const idOf = ({ id }: Row) => id
const row = (id: string, state = 'new'): Row => ({ id, state })

describe('A list that is looked at', () => {
  it('keeps its rows where they stand, with the newest that is known of each', () => {
    const shown = [row('a'), row('b'), row('c')]
    const { rows, gone } = standstill(shown, [row('c', 'later'), row('b'), row('a')], idOf)
    expect(rows).toEqual([row('a'), row('b'), row('c', 'later')])
    expect(gone.size).toBe(0)
  })

  it('neither lets a row in nor drops one before F5, but says that there is something to see', () => {
    const shown = [row('a'), row('b')]
    const { rows, gone, moved } = standstill(shown, [row('b'), row('c')], idOf)
    expect(rows.map(idOf)).toEqual(['a', 'b'])
    expect([...gone]).toEqual(['a'])
    expect(moved).toBe(true)
  })

  it('is not outdated by a change within a row', () => {
    expect(standstill([row('a'), row('b')], [row('a', 'x'), row('b')], idOf).moved).toBe(false)
  })

  it('is outdated when the same rows would stand in another order', () => {
    expect(standstill([row('a'), row('b')], [row('b'), row('a')], idOf).moved).toBe(true)
  })

  it('is outdated when the first row comes into an empty list', () => {
    expect(standstill([], [row('a')], idOf).moved).toBe(true)
    expect(standstill<Row>([], [], idOf).moved).toBe(false)
  })
})
