import { describe, expect, it } from 'vitest'
import {
  afterFailure,
  firstUnspent,
  giveBack,
  mustRebind,
  rebind,
  type TokenMemory,
  triesLeft,
  UNUSED,
  unlock,
} from '#main/otp/memory'

const failed = (times: number, from: TokenMemory = UNUSED): TokenMemory =>
  Array.from({ length: times }).reduce<TokenMemory>((memory) => afterFailure(memory), from)

describe('wrong codes', () => {
  it('lock at the tenth in a row, and not before', () => {
    expect(failed(9)).toMatchObject({ failures: 9, locked: false })
    expect(failed(10)).toMatchObject({ failures: 10, locked: true })
  })

  it('go on counting through an unlock and lock again ten later', () => {
    const unlocked = unlock(failed(10))
    expect(unlocked).toEqual({ ok: true, value: { ...UNUSED, failures: 10, locked: false } })
    if (!unlocked.ok) return
    expect(failed(9, unlocked.value)).toMatchObject({ failures: 19, locked: false })
    expect(failed(10, unlocked.value)).toMatchObject({ failures: 20, locked: true })
  })

  it('leave a hundred guesses in all, however often somebody unlocks', () => {
    let memory: TokenMemory = UNUSED
    let unlocks = 0
    for (;;) {
      memory = failed(10, memory)
      const next = unlock(memory)
      if (!next.ok) break
      memory = next.value
      unlocks++
    }
    expect(unlocks).toBe(9)
    expect(memory).toMatchObject({ failures: 100, locked: true })
    expect(mustRebind(memory)).toBe(true)
    expect(mustRebind(failed(99))).toBe(false)
    expect(unlock(memory)).toEqual({ ok: false, error: { code: 'must-rebind' } })
  })

  it('count down the tries that are left', () => {
    expect([0, 1, 9, 10].map((times) => triesLeft(failed(times)))).toEqual([10, 9, 1, 0])
    expect(triesLeft({ ...failed(10), locked: false })).toBe(10)
    expect(triesLeft({ ...failed(13), locked: false })).toBe(7)
    expect(triesLeft({ ...failed(100), locked: false })).toBe(0)
  })
})

describe('wrong codes that were right after all', () => {
  it('are taken back, and with them a lock that stood on them', () => {
    expect(giveBack(failed(10), 3)).toEqual({ ...UNUSED, failures: 7, locked: false })
    expect(giveBack(failed(4), 1)).toMatchObject({ failures: 3, locked: false })
    expect(giveBack(failed(2), 5)).toMatchObject({ failures: 0 })
  })

  it('touch nothing where there were none, and no lock of guesses', () => {
    expect(giveBack(failed(10), 0)).toEqual(failed(10))
    expect(giveBack(UNUSED, 2)).toBe(UNUSED)
    const spent = { ...failed(3), highWater: 58_000_000, drift: -3 }
    expect(giveBack(spent, 1)).toMatchObject({ highWater: 58_000_000, drift: -3, failures: 2 })
  })
})

describe('a new binding', () => {
  it('ends the streak and forgets nothing that was spent', () => {
    const worn = { highWater: 58_000_000, drift: -3, counter: 0, failures: 100, locked: true }
    expect(rebind(worn)).toEqual({ highWater: 58_000_000, drift: -3, counter: 0, failures: 0, locked: false })
  })
})

describe('what is unspent', () => {
  it('begins after the last accepted step, or at the counter a token arrived with', () => {
    expect(firstUnspent(UNUSED)).toBe(0)
    expect(firstUnspent({ ...UNUSED, highWater: 7 })).toBe(8)
    expect(firstUnspent({ ...UNUSED, counter: 41 })).toBe(41)
    expect(firstUnspent({ ...UNUSED, highWater: 50, counter: 41 })).toBe(51)
  })
})
