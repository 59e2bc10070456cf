import { describe, expect, it } from 'vitest'
import { EVERYTHING, filterText, isEverything, readFilter } from '#renderer/tasks/stock/filter.ts'
import { placeOf, SHEETS, stockRoute } from '#renderer/tasks/stock/place.ts'

describe('where one is in the stock', () => {
  it('is told by the route, and by nothing else', () => {
    for (const sheet of SHEETS) {
      expect(placeOf(stockRoute(sheet).of ?? '')).toEqual({ sheet, about: '' })
      expect(placeOf(stockRoute(sheet, 'ST-999-000001').of ?? '')).toEqual({ sheet, about: 'ST-999-000001' })
    }
  })

  it('is the first sheet where the route says nothing or nonsense', () => {
    expect(placeOf('')).toEqual({ sheet: 'models', about: '' })
    expect(placeOf('cellar/12')).toEqual({ sheet: 'models', about: '12' })
  })
})

describe('what of the list is shown', () => {
  it('comes back with the place one was at, after a look at a token', () => {
    const text = filterText({ state: 'in-stock', serial: '7810/8' }, 41)
    const { about } = placeOf(stockRoute('list', text).of ?? '')
    expect(readFilter(about)).toEqual({
      filter: { ...EVERYTHING, state: 'in-stock', serial: '7810/8' },
      at: 41,
    })
  })

  it('is everything where a route cannot be read, or asks for what there is not', () => {
    for (const text of ['', '{', '{"state":"stolen"}', JSON.stringify({ ...EVERYTHING, from: -1 })])
      expect(readFilter(text)).toEqual({ filter: EVERYTHING, at: 0 })
    expect(isEverything(readFilter('').filter)).toBe(true)
    expect(isEverything(readFilter(filterText({ serial: '7' })).filter)).toBe(false)
  })
})
