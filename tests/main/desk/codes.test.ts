import { execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noDevice } from '#main/keys/device'
import { unlockSlot } from '#main/keys/keyring'
import { openDatabase } from '#main/store/database'
import type { LinkRow, TokenRow } from '#main/store/records'
import { DATABASE_FILE } from '#main/store/store'
import type { Writes } from '#main/store/tables'
import { type CaseNo, ContractNo, Instant, Serial } from '#shared/ids'
import { operations } from '#shared/operations'
import { judgeCode, openDesk, putToken, type TestDesk } from '../../fixtures/desk.ts'
import { executeCase, passphraseOf, stateOf, trailOf, versionOf } from '../../fixtures/walk.ts'
import { deviceOf } from '../otp/device.ts'

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

const wideOf = (code: string) =>
  [...code].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('')

/** Starts a program of the fixtures, waits until it says `ACK`, and kills it there (SIGKILL). */
function killedAfterAck(program: string, parameters: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const path = join(import.meta.dirname, '../../fixtures', program)
    const child = spawn(process.execPath, [path, ...parameters], { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        said += String(data)
        if (said.startsWith('ACK')) child.kill('SIGKILL')
      })
    }
    child.on('exit', (_code, signal) =>
      signal === 'SIGKILL' ? resolve() : reject(new Error(`it ended by itself: ${said}`)),
    )
  })
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

/** The database opened and changed by hand, by somebody who has its key and none of the others. */
async function changedByHand(sql: string): Promise<void> {
  const dir = desk.premises.dirOf('practice')
  desk.close()
  const keys = await unlockSlot(dir, 'S0101', passphraseOf('S0101'), noDevice)
  if (!keys.ok) throw new Error('the key ring does not open')
  const db = openDatabase(join(dir, DATABASE_FILE), keys.value.database, { create: false, newest: 99 })
  expect(db.prepare(sql).run().changes).toBe(1)
  db.close()
  keys.value.close()
}

describe('a token changed in the database itself', () => {
  it.each([
    ['digits', 'digits = 8'],
    ['period', 'period_seconds = 60'],
    ['algorithm', "algorithm = 'SHA512'"],
  ])(
    'is found out at the next opening, which names the store as diverged: %s (OTP-16)',
    async (_what, set) => {
      await changedByHand(`UPDATE token SET ${set} WHERE serial = '${mine}'`)
      desk = await openDesk({ dir: desk.dir, at: desk.clock.wall + 60_000 })
      const reply = await desk.ask('session.sign-in', {
        staff: 'S0101',
        passphrase: passphraseOf('S0101'),
        code: desk.staffCode('S0101'),
      })
      expect(reply).toMatchObject({ ok: false, error: { code: 'store-diverged' } })
      expect(desk.premises.branch).toBeUndefined()
    },
  )
})

describe('a token that may not speak', () => {
  const right = () => desk.tokenCode(mine)
  /** The token in somebody's hands, with what stands on their link. */
  const linked = (changes: Partial<LinkRow>) => (db: Writes) => {
    const link = db.tokens.links(ContractNo.parse('FB00031204')).find(({ serial }) => serial !== null)
    if (link === undefined) throw new Error('no such link')
    const because = { event: 'import', at: link.since, caseNo: null } as const
    db.tokens.changeLink(link, { serial: mine, ...changes }, because)
  }

  it('because the branch has stopped it is refused with its right code, at once, and nothing is counted (MC-05)', () => {
    const before = memoryOf(mine)
    const began = performance.now()
    expect(judgeCode(desk, mine, right(), linked({ authentication: 'suspended' }))).toEqual({
      outcome: 'suspended',
      triesLeft: 0,
    })
    expect(performance.now() - began).toBeLessThan(1_000)
    expect(judgeCode(desk, mine, '000000').outcome).toBe('suspended')
    expect(memoryOf(mine)).toEqual(before)
  })

  it('because the branch has stopped it is refused even where its seed was tampered with (MC-05)', () => {
    tamper(() => [[mine, { digits: 8 }]])
    expect(judgeCode(desk, mine, right(), linked({ authentication: 'suspended' })).outcome).toBe('suspended')
  })

  it('because it was lost or stolen is refused for ever, whoever holds it (OTP-04)', () => {
    for (const tombstone of ['lost', 'stolen', 'retired'] as const) {
      tamper(() => [[mine, { tombstone }]])
      expect(judgeCode(desk, mine, right()).outcome).toBe('tombstoned')
    }
    expect(memoryOf(mine)).toMatchObject({ failures: 0, highWater: null })
  })

  it('because it stands as expired in the contract master is called expired (OTP-14)', () => {
    expect(judgeCode(desk, mine, right(), linked({ registration: 'expired' })).outcome).toBe('expired')
    expect(memoryOf(mine)).toMatchObject({ failures: 0, highWater: null })
  })

  it('is over for everybody who shares it, when the first of their dates is (OTP-14)', () => {
    const at = Instant.parse(new Date(desk.clock.wall + 1).toISOString())
    expect(judgeCode(desk, mine, right(), linked({ token_expiry: at })).outcome).toBe('accepted')
    desk.clock.advance(1)
    expect(judgeCode(desk, mine, right()).outcome).toBe('expired')
  })

  it.each(['Asia/Tokyo', 'UTC', 'America/New_York'])(
    'is over at its instant in Tokyo and not a millisecond before, on a machine set to %s (OTP-14)',
    async (zone) => {
      const dir = mkdtempSync(join(tmpdir(), 'madoguchi-expiry-'))
      const path = join(import.meta.dirname, '../../fixtures/expiry.ts')
      const { stdout } = await promisify(execFile)(process.execPath, [path, dir], {
        env: { ...process.env, TZ: zone },
      })
      rmSync(dir, { recursive: true, force: true })
      const { hour, judged } = JSON.parse(stdout)
      // The machine really believed to be there.
      expect(hour).toBe({ 'Asia/Tokyo': 8, UTC: 23, 'America/New_York': 19 }[zone])
      expect(judged).toEqual([
        ['2021-09-29T22:59:59.999Z', 'accepted', 0],
        ['2021-09-29T23:00:00.000Z', 'expired', 0],
      ])
    },
  )
})

describe('an accepted code is spent for ever (OTP-03, R-000-02)', () => {
  const signIn = (code: string, staff = 'S0101') =>
    desk.ask('session.sign-in', { staff, passphrase: passphraseOf(staff), code })
  const replayed = { ok: false, error: { code: 'staff-code-refused', reason: 'replayed' } }
  /** Refusals of codes on record, as the trail tells them to whoever reads it. */
  const refusedCodes = () =>
    desk.premises.branch?.store.trail
      .newest(20)
      .filter(({ verb }) => verb === 'code.refused')
      .map(({ payload }) => (payload as { outcome?: string }).outcome)

  it('at once, and the trail says replayed (OTP-03)', async () => {
    const code = desk.staffCode('S0102')
    expect(await signIn(code, 'S0102')).toMatchObject({ ok: true })
    await desk.must('session.sign-out', {})
    expect(await signIn(code, 'S0102')).toEqual(replayed)
    desk.clock.advance(30_000)
    await desk.signIn('S0101')
    expect(refusedCodes()).toEqual(['replayed'])
    const customers = desk.tokenCode(mine)
    expect(judgeCode(desk, mine, customers).outcome).toBe('accepted')
    expect(judgeCode(desk, mine, customers).outcome).toBe('replayed')
  })

  it('after a restart (OTP-03)', async () => {
    const code = desk.staffCode('S0102')
    expect(await signIn(code, 'S0102')).toMatchObject({ ok: true })
    const customers = desk.tokenCode(mine)
    expect(judgeCode(desk, mine, customers).outcome).toBe('accepted')
    desk.close()
    desk = await openDesk({ dir: desk.dir, at: desk.clock.wall })
    expect(await signIn(code, 'S0102')).toEqual(replayed)
    await desk.signIn('S0131')
    expect(judgeCode(desk, mine, customers).outcome).toBe('replayed')
    expect(refusedCodes()).toEqual(['replayed', 'replayed', 'accepted'])
  })

  it('after the program was killed right after it had answered (OTP-03)', async () => {
    desk.close()
    const at = desk.clock.wall + 60_000
    await killedAfterAck('one-code.ts', [desk.dir, String(at)])
    desk = await openDesk({ dir: desk.dir, at })
    const spent = desk.staffCode('S0101')
    expect(await signIn(spent)).toEqual(replayed)
    await desk.signIn('S0131')
    expect(judgeCode(desk, mine, desk.tokenCode(mine)).outcome).toBe('replayed')
    expect(refusedCodes()?.slice(0, 2)).toEqual(['replayed', 'replayed'])
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

  it('passes the right code after nine wrong ones, and the streak is over (OTP-08)', async () => {
    for (let wrong = 1; wrong <= 9; wrong += 1) await register(mine, '000000')
    expect(memoryOf(mine)).toMatchObject({ failures: 9, locked: 0 })
    expect(await register(mine, desk.tokenCode(mine))).toMatchObject({ ok: true })
    expect(memoryOf(mine)).toMatchObject({ failures: 0, locked: 0 })
  })

  it('counts from the last right code on: nine, one right, ten more, and only then is it locked (OTP-08)', () => {
    const outcomes = [...Array(9).fill('000000'), '', ...Array(10).fill('000000'), ''].map((typed) => {
      desk.clock.advance(30_000)
      return judgeCode(desk, mine, typed === '' ? desk.tokenCode(mine) : typed)
    })
    expect(outcomes[9]).toEqual({ outcome: 'accepted', triesLeft: 10 })
    expect(outcomes.slice(10, 20).map(({ triesLeft }) => triesLeft)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
    expect(outcomes[20]).toEqual({ outcome: 'locked', triesLeft: 0 })
  })

  it('refuses the right code after ten wrong ones, because the token is locked (OTP-08)', async () => {
    for (let wrong = 1; wrong <= 10; wrong += 1) await register(mine, '000000')
    expect(await register(mine, desk.tokenCode(mine))).toMatchObject({
      error: { code: 'code-refused', reason: 'locked', triesLeft: null },
    })
    expect(memoryOf(mine)).toMatchObject({ failures: 10, locked: 1 })
  })

  it('is not touched by what is no code of this token (OTP-10)', async () => {
    for (const typed of ['12345', '1234567', 'abcdef', '٠١٢٣٤٥']) {
      expect(await register(mine, typed)).toMatchObject({
        error: { code: 'code-refused', reason: 'malformed' },
      })
    }
    expect(memoryOf(mine)).toMatchObject({ failures: 0 })
  })

  it('is not touched by what cannot be a code, which the schema refuses within 5 ms (OTP-10)', async () => {
    const version = await versionOf(desk, caseNo)
    const { input } = operations['case.register']
    const sent = (code: unknown) => ({
      userId: null,
      vendor: null,
      caseNo,
      version,
      serial: mine,
      proof: { kind: 'code', code },
      warningReason: null,
    })
    for (const code of [123456, null, ['123456'], { toString: () => '123456' }, '1'.repeat(1_000_000)]) {
      expect(await desk.askRaw('case.register', sent(code))).toMatchObject({
        error: { code: 'input-malformed' },
      })
      const began = performance.now()
      expect(input.safeParse(sent(code)).success).toBe(false)
      expect(performance.now() - began).toBeLessThan(5)
    }
    expect(memoryOf(mine)).toMatchObject({ failures: 0 })
  })

  it.each([
    ['full width', (code: string) => wideOf(code)],
    ['a blank in the middle', (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`],
    ['a hyphen in the middle', (code: string) => `${code.slice(0, 3)}-${code.slice(3)}`],
    ['one digit in full width', (code: string) => code.slice(0, 5) + wideOf(code.slice(5))],
    ['all of it at once', (code: string) => ` ${wideOf(code.slice(0, 3))}-${wideOf(code.slice(3))} `],
  ])('is judged on the value, right or wrong, typed with %s (OTP-10)', async (_how, typed) => {
    const code = desk.tokenCode(mine)
    expect(await register(mine, typed(code === '111111' ? '222222' : '111111'))).toMatchObject({
      error: { code: 'code-refused', reason: 'wrong', triesLeft: 9 },
    })
    expect(await register(mine, typed(code))).toMatchObject({ ok: true })
  })

  it('of a counter token is kept as well: ten presses ahead are forgiven, eleven are not, none comes back (OTP-13)', () => {
    const secret = Buffer.from('COUNTER-TOKEN-SECRET')
    const counter = deviceOf(secret, { kind: 'hotp' })
    putToken(desk, 'VSMT70399001', secret, { kind: 'hotp' })
    const judge = (press: number) => judgeCode(desk, 'VSMT70399001', counter.shows(press)).outcome
    const kept = () => desk.premises.branch?.store.read.tokens.find(Serial.parse('VSMT70399001'))?.counter
    expect([judge(11), kept()]).toEqual(['wrong', 0])
    expect([judge(10), kept()]).toEqual(['accepted', 11])
    for (let press = 10; press >= 0; press -= 1) expect(judge(press)).not.toBe('accepted')
    expect(kept()).toBe(11)
    expect([judge(11), kept()]).toEqual(['accepted', 12])
  })

  it('judges no code while the clock is in doubt, and counts none (OTP-06)', async () => {
    desk.clock.wall += 60_000
    expect(await register(mine, '000000')).toMatchObject({
      error: { code: 'clock-untrusted', clock: 'suspect' },
    })
    expect(memoryOf(mine)).toMatchObject({ failures: 0 })
  })
})
