import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TokenRow } from '#main/store/records'
import { type CaseNo, Serial } from '#shared/ids'
import { openDesk, type TestDesk } from '../../fixtures/desk.ts'
import { executeCase, stateOf, trailOf, versionOf } from '../../fixtures/walk.ts'

const mine = Serial.parse('VSMT70310012')
const other = Serial.parse('VSMT70310020')

let desk: TestDesk
let caseNo: CaseNo
beforeEach(async () => {
  desk = await openDesk()
  await desk.signIn('S0101')
  caseNo = await executeCase(desk)
})
afterEach(() => desk.close())

const register = async (serial: string, code: string) =>
  desk.ask('case.register', {
    userId: null,
    vendor: null,
    caseNo,
    version: await versionOf(desk, caseNo),
    serial,
    proof: { kind: 'code', code },
    warningReason: null,
  })

/** Changes token rows as somebody would who holds every key but cannot seal a seed anew. */
function tamper(
  change: (find: (serial: Serial) => TokenRow) => readonly (readonly [Serial, Partial<TokenRow>])[],
): void {
  const at = { wall: '2026-11-20T01:00:00.000Z', mono: 0, bootId: 'x', clock: 'trusted' } as const
  desk.premises.branch?.store.attempt({ staff: null, session: null, operation: 'test', at }, (db) => {
    const find = (serial: Serial) => {
      const row = db.tokens.find(serial)
      if (row === undefined) throw new Error(`no token ${serial}`)
      return row
    }
    for (const [serial, changes] of change(find)) db.tokens.change(find(serial), changes)
    return { ok: true, value: { output: null, audit: { event: 'case.saved' } } }
  })
}
const memoryOf = (serial: Serial) => {
  const row = desk.premises.branch?.store.read.tokens.find(serial)
  return { highWater: row?.high_water, failures: row?.failures, locked: row?.locked }
}

const quarantined = { ok: false, error: { code: 'code-refused', reason: 'quarantined', triesLeft: null } }

describe('a seed that does not belong to its row any more', () => {
  it.each<[string, Partial<TokenRow>]>([
    ['digits', { digits: 8 }],
    ['period', { period_seconds: 60 }],
    ['algorithm', { algorithm: 'SHA256' }],
    ['row', { row_id: 'another row' }],
  ])('speaks for nobody when its %s was changed; the others work (OTP-16)', async (_what, changes) => {
    tamper(() => [[mine, changes]])
    expect(await register(mine, desk.tokenCode(mine))).toEqual(quarantined)
    expect((await stateOf(desk, caseNo)).state).toBe('awaiting-registration')
    expect(await register(other, desk.tokenCode(other))).toMatchObject({ ok: true })
  })

  it('speaks for neither token when two were swapped, with neither’s code (STO-07)', async () => {
    tamper((find) => {
      const [a, b] = [find(mine).seed, find(other).seed]
      return [
        [mine, { seed: b }],
        [other, { seed: a }],
      ]
    })
    for (const serial of [mine, other]) {
      for (const shown of [mine, other]) {
        expect(await register(serial, desk.tokenCode(shown))).toEqual(quarantined)
      }
    }
  })

  it('is not counted as a wrong code, and is on record', async () => {
    tamper(() => [[mine, { digits: 8 }]])
    await register(mine, '000000')
    expect(memoryOf(mine)).toMatchObject({ failures: 0, locked: 0 })
    expect(trailOf(desk, caseNo)).toContain('done code.refused')
  })
})

describe('what a token remembers', () => {
  it('is kept in the moment it is judged, and survives the refusal (OTP-08)', async () => {
    await register(mine, '000000')
    expect(memoryOf(mine)).toMatchObject({ failures: 1 })
    await register(mine, '000 000')
    expect(memoryOf(mine)).toMatchObject({ failures: 2 })
    await register(mine, desk.tokenCode(mine))
    expect(memoryOf(mine)).toMatchObject({ failures: 0, highWater: Math.floor(desk.clock.wall / 30_000) })
  })

  it('is not touched by what is no code at all (OTP-10)', async () => {
    for (const typed of ['12345', '1234567', 'abcdef', '٠١٢٣٤٥']) {
      expect(await register(mine, typed)).toMatchObject({
        error: { code: 'code-refused', reason: 'malformed' },
      })
    }
    expect(memoryOf(mine)).toMatchObject({ failures: 0 })
  })

  it('takes a code in any width, with blanks and hyphens (OTP-10)', async () => {
    const code = desk.tokenCode(mine)
    const wide = [...code].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('')
    expect(await register(mine, ` ${wide.slice(0, 3)}-${wide.slice(3)} `)).toMatchObject({ ok: true })
  })

  it('judges no code while the clock is in doubt, and counts none (OTP-06)', async () => {
    desk.clock.wall += 60_000
    expect(await register(mine, '000000')).toMatchObject({
      error: { code: 'clock-untrusted', clock: 'suspect' },
    })
    expect(memoryOf(mine)).toMatchObject({ failures: 0 })
  })
})
