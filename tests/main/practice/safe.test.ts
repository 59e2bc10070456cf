import { describe, expect, it } from 'vitest'
import { practiceContracts } from '#main/practice/contracts'
import { practicePeople } from '#main/practice/people'
import { practiceSafe, SAFE_KEEPERS } from '#main/practice/safe'
import { profileOf } from '#main/profiles/index'
import { monthsAfter } from '#shared/calendar'
import { Instant } from '#shared/ids'
import { mayActivate, type StockState, stockLife } from '#shared/stock'
import { westernDate } from '#shared/text/wareki'
import { checkTokenId } from '#shared/token-id'

const NOW = Instant.parse('2026-11-20T01:00:00.000Z')
const safe = practiceSafe(NOW)
const tokens = safe.flatMap(({ tokens: inBox, ...box }) => inBox.map((token) => ({ ...token, box })))

/** Where a token is in the end, walked through the life table by hand. */
const endOf = (way: readonly { readonly event: string }[]): StockState => {
  let state: StockState = 'received'
  for (const { event } of way) {
    const next: StockState | undefined = (stockLife[state] as Partial<Record<string, StockState>>)[event]
    if (next === undefined) throw new Error(`${state} knows no ${event}`)
    state = next
  }
  return state
}
const ended = tokens.map((token) => ({ ...token, state: endOf(token.way) }))
const inState = (state: StockState) => ended.filter((token) => token.state === state)

describe('the safe of the practice branch', () => {
  it('goes no way the life table does not have, and nothing in it happens after today or out of turn', () => {
    for (const { serial, way, box } of ended) {
      const times = [box.at, ...way.map(({ at }) => at)]
      expect([...times].sort(), serial).toEqual(times)
      expect(
        times.every((at) => at <= NOW),
        serial,
      ).toBe(true)
    }
  })

  it('has boxes of three models, two in use with about forty tokens, and two that have just come', () => {
    expect(safe.map(({ service, model, tokens: inBox }) => [service, model, inBox.length])).toEqual([
      ['P003', 'keyfob', 3],
      ['P002', 'hardware-1', 2],
      ['P003', 'keyfob', 40],
      ['P002', 'hardware-1', 40],
      ['P002', 'hardware-2', 40],
      ['P003', 'keyfob', 40],
    ])
    const untouched = safe.filter(({ tokens: inBox }) => inBox.every(({ way }) => way.length === 0))
    expect(untouched.map(({ model }) => model)).toEqual(['hardware-2', 'keyfob'])
    expect(new Set(tokens.map(({ serial }) => serial)).size).toBe(tokens.length)
    expect(new Set(safe.map(({ fileName }) => fileName)).size).toBe(safe.length)
  })

  it('bears serials that the services take, each of its own model (R-002-22, R-002-35, R-003-12)', () => {
    for (const { serial, box } of tokens) {
      const profile = profileOf(box.service)
      expect(checkTokenId(profile, serial).verdict, serial).toBe('ok')
      const bearing = profile.tokenModels.filter(({ hardware }) =>
        hardware === undefined
          ? false
          : hardware.serialPattern === null || new RegExp(`^(?:${hardware.serialPattern})$`).test(serial),
      )
      expect(
        bearing.map(({ code }) => code),
        serial,
      ).toEqual([box.model])
    }
  })

  it('makes codes as each model does, some of eight digits and some that last a minute (R-003-04)', () => {
    for (const { service, model, parameters } of safe) {
      const hardware = profileOf(service).tokenModels.find(({ code }) => code === model)?.hardware
      expect([null, parameters.periodSeconds]).toContain(hardware?.periodSeconds)
    }
    expect(new Set(safe.map(({ parameters }) => parameters.periodSeconds))).toEqual(new Set([30, 60]))
    expect(new Set(safe.map(({ parameters }) => parameters.digits))).toEqual(new Set([6, 8]))
  })

  it('shows one token of every mishap, and no token that is half-way without its papers', () => {
    const states = Object.fromEntries(
      [...new Set(ended.map(({ state }) => state))].sort().map((state) => [state, inState(state).length]),
    )
    expect(states).toEqual({
      'battery-end': 1,
      'in-stock': 70,
      'initial-defect': 2,
      inspected: 4,
      'lost-in-post': 1,
      received: 80,
      registered: 5,
      'returned-by-customer': 1,
      undelivered: 1,
    })
    expect(ended.filter(({ tombstone }) => tombstone !== undefined).map(({ state }) => state)).toEqual([
      'lost-in-post',
    ])
  })

  it('has in stock some that expire soon, which are not the same in both services', () => {
    const soon = monthsAfter(westernDate(NOW), 3)
    const near = inState('in-stock').filter(
      ({ validUntil }) => validUntil !== null && westernDate(validUntil) <= soon,
    )
    expect(near.map(({ box }) => box.service)).toEqual([...Array(4).fill('P003'), ...Array(3).fill('P002')])
    expect(near.every(({ validUntil }) => validUntil !== null && validUntil > NOW)).toBe(true)
  })

  it.each(['2026-11-20', '2027-01-31', '2028-02-29', '2026-12-31'])(
    'has the same tokens when it is founded on %s, and those that expire soon still do',
    (day) => {
      const now = Instant.parse(`${day}T01:00:00.000Z`)
      const other = practiceSafe(now)
      expect(other.map(({ tokens: inBox }) => inBox.map(({ serial }) => serial))).toEqual(
        safe.map(({ tokens: inBox }) => inBox.map(({ serial }) => serial)),
      )
      const [soon] = other[2]?.tokens ?? []
      expect(soon?.validUntil).not.toBeNull()
      const days = (Date.parse(soon?.validUntil ?? '') - Date.parse(now)) / 86_400_000
      expect(days).toBeGreaterThan(27)
      expect(days).toBeLessThan(93)
    },
  )

  it('keeps two persons at every movement, neither of whom is a teller', () => {
    const roleOf = (staff: string) => practicePeople.find((person) => person.staff === staff)?.role
    expect(roleOf(SAFE_KEEPERS.staff)).toBe('back-office')
    expect(roleOf(SAFE_KEEPERS.second)).toBe('supervisor')
  })
})

describe('what customers of the practice branch have from its safe', () => {
  const links = practiceContracts().flatMap((contract) =>
    contract.users.map((user) => ({ ...user, contractNo: contract.contractNo, service: contract.service })),
  )
  const held = (serial: string) => links.filter((link) => link.token === serial)

  it('is registered in the safe, and of their own service', () => {
    const ours = new Set<string>(tokens.map(({ serial }) => serial))
    const linked = [
      ...new Set(links.flatMap(({ token }) => (token !== null && ours.has(token) ? [token] : []))),
    ]
    expect(linked.sort()).toEqual(
      inState('registered')
        .map(({ serial }) => String(serial))
        .sort(),
    )
    for (const { serial, box, way } of inState('registered')) {
      expect(mayActivate('registered')).toBe(true)
      const [link] = held(serial)
      expect([link?.service, link?.tokenKind], serial).toEqual([box.service, 'hard'])
      expect(way.findLast(({ contractNo }) => contractNo !== undefined)?.contractNo).toBe(link?.contractNo)
    }
  })

  it('is one token that three share (R-003-15), one that is over, and one that is over within three months', () => {
    expect(held('78106431').map(({ userId }) => userId)).toEqual([
      'kiri-keiri1',
      'kiri-keiri2',
      'kiri-keiri3',
    ])
    expect(held('78106536').map(({ registration }) => registration)).toEqual(['expired'])
    const expiring = inState('registered').filter(
      ({ validUntil }) =>
        validUntil !== null &&
        validUntil > NOW &&
        westernDate(validUntil) <= monthsAfter(westernDate(NOW), 3),
    )
    expect(expiring.map(({ serial }) => serial)).toEqual(['2V0716016FK2'])
  })

  it('ends when the contracts’ file says so, wherever that file knows', () => {
    for (const { serial, validUntil } of inState('registered')) {
      for (const { tokenExpiry } of held(serial)) {
        if (tokenExpiry !== null) expect(validUntil, serial).toBe(tokenExpiry)
      }
    }
  })

  it('names contracts that are there', () => {
    const numbers = new Set(practiceContracts().map(({ contractNo }) => contractNo))
    const named = tokens.flatMap(({ way }) => way.flatMap(({ contractNo }) => contractNo ?? []))
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((contractNo) => !numbers.has(contractNo))).toEqual([])
  })
})
