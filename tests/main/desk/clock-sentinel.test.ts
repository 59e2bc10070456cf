import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openAttempts } from '#main/keys/attempts'
import { practiceCode } from '#main/practice/codes'
import { practicePeople, practiceSerials, practiceStaffSeed, practiceTokenSeed } from '#main/practice/people'
import { type CaseNo, Serial, StaffNo } from '#shared/ids'
import { openDesk, START, type TestDesk } from '../../fixtures/desk.ts'
import { executeCase, newest, passphraseOf, versionOf } from '../../fixtures/walk.ts'

/**
 * A PC without a network, whose clock is wrong. Tokens go by the true time, so all of them are off by the same amount;
 * the desk must find out before customers and colleagues are locked out for it (OTP-06, T15).
 */

let desk: TestDesk
afterEach(() => desk.premises.close())

const colleagues = practicePeople.slice(0, 6).map(({ staff }) => staff)

/** What a colleague's token shows while the wall clock is so many seconds fast. */
const staffShows = (staff: string, secondsFast: number) =>
  practiceCode(practiceStaffSeed(staff), desk.clock.wall - secondsFast * 1000).code
const tokenShows = (serial: string, secondsFast: number) =>
  practiceCode(practiceTokenSeed(serial), desk.clock.wall - secondsFast * 1000).code

const signIn = (staff: string, code: string) =>
  desk.ask('session.sign-in', { staff, passphrase: passphraseOf(staff), code })
const register = async (caseNo: CaseNo, serial: string, code: string) =>
  desk.ask('case.register', {
    userId: null,
    vendor: null,
    caseNo,
    version: await versionOf(desk, caseNo),
    serial,
    proof: { kind: 'code', code },
    warningReason: null,
  })

const reasonOf = (reply: { ok: boolean; error?: object }): string => {
  const { code, reason } = (reply.error ?? { code: 'ok' }) as { code: string; reason?: string }
  return reason === undefined ? code : `${code} ${reason}`
}
const failuresOf = () => {
  const read = desk.premises.branch?.store.read
  return [
    ...practicePeople.map(({ staff }) => read?.people.token(StaffNo.parse(staff))),
    ...practiceSerials.map((serial) => read?.tokens.find(Serial.parse(serial))),
  ].map((row) => [row?.failures, row?.locked])
}
const none = Array.from({ length: practicePeople.length + practiceSerials.length }, () => [0, 0])

describe('a clock that was wrong before the desk was opened', () => {
  it.each([
    [95, 90, 120],
    [-95, -120, -90],
  ])(
    'by %i seconds is found out by the third of six colleagues, who all keep their tries (OTP-06)',
    async (off, least, most) => {
      desk = await openDesk({ at: START + off * 1000 })
      const replies: string[] = []
      for (const staff of colleagues) {
        replies.push(reasonOf(await signIn(staff, staffShows(staff, off))))
        desk.clock.advance(17_000)
      }
      expect(replies).toEqual([
        'staff-code-refused wrong',
        'staff-code-refused wrong',
        ...Array(4).fill('clock-untrusted tokens'),
      ])
      const state = await desk.must('desk.state', {})
      expect(state).toMatchObject({ clock: 'suspect', clockDoubt: { reason: 'tokens' } })
      expect(state.clockDoubt?.secondsFast).toBeGreaterThanOrEqual(least)
      expect(state.clockDoubt?.secondsFast).toBeLessThanOrEqual(most)

      // Put right, while the desk goes on: believed again, and nobody has lost a try.
      desk.clock.wall -= off * 1000
      desk.clock.advance(60_000)
      expect(await desk.must('desk.state', {})).toMatchObject({ clock: 'trusted', clockDoubt: null })
      const attempts = openAttempts(desk.premises.dirOf('practice'), new Date(desk.clock.wall).toISOString())
      expect(colleagues.map((staff) => attempts.standing(staff)?.failures ?? 0)).toEqual([0, 0, 0, 0, 0, 0])
      await desk.signIn('S0101')
      expect(failuresOf()).toEqual(none)
    },
  )

  it('is found out at the counter as well, by customers’ tokens and colleagues’ together (OTP-06)', async () => {
    desk = await openDesk()
    await desk.signIn('S0101')
    const caseNo = await executeCase(desk)
    // From here on the tokens show a time 95 seconds ago; the machine's two clocks go wrong together.
    const replies: string[] = []
    for (const serial of practiceSerials) {
      replies.push(reasonOf(await register(caseNo, serial, tokenShows(serial, 95))))
      desk.clock.advance(7_000)
    }
    for (const staff of ['S0102', 'S0127']) replies.push(reasonOf(await signIn(staff, staffShows(staff, 95))))
    expect(replies).toEqual([
      'code-refused wrong',
      'code-refused wrong',
      'code-refused clock-contradicted',
      'clock-untrusted tokens',
      'clock-untrusted tokens',
      'clock-untrusted tokens',
    ])
    desk.clock.wall -= 95_000
    desk.clock.advance(120_000)
    await desk.signIn('S0101')
    expect(failuresOf()).toEqual(none)
  })

  it('stops every registration, also without a code, and says why and by how much', async () => {
    desk = await openDesk()
    await desk.signIn('S0101')
    const executed = await executeCase(desk)
    for (const serial of practiceSerials) await register(executed, serial, tokenShows(serial, 95))
    const reply = await desk.ask('case.register', {
      userId: null,
      vendor: null,
      caseNo: executed,
      version: await versionOf(desk, executed),
      serial: 'VSMT55550001',
      proof: { kind: 'centre' },
      warningReason: null,
    })
    expect(reply).toMatchObject({
      error: { code: 'clock-untrusted', clock: 'suspect', reason: 'tokens', secondsFast: expect.any(Number) },
    })
    expect(newest(desk)).toEqual(['refused:clock-untrusted case.register'])
  })

  it('is on record with the code that showed it', async () => {
    desk = await openDesk()
    await desk.signIn('S0101')
    const caseNo = await executeCase(desk)
    for (const serial of practiceSerials.slice(0, 3)) await register(caseNo, serial, tokenShows(serial, 95))
    const [doubted, entry] = desk.premises.branch?.store.trail.newest(2) ?? []
    expect(doubted).toMatchObject({ verb: 'clock.doubted', clock: 'suspect' })
    expect(entry).toMatchObject({ verb: 'code.refused', object: caseNo })
    expect(JSON.stringify(entry)).toContain('clock-contradicted')
  })

  it('gives back a lock that the clock alone brought on, and none that guesses did', async () => {
    desk = await openDesk()
    await desk.signIn('S0101')
    const caseNo = await executeCase(desk)
    const [guessed = '', stopped = '', third = '', fourth = ''] = practiceSerials
    for (let guess = 0; guess < 9; guess += 1) await register(caseNo, guessed, '000000')
    for (let guess = 0; guess < 10; guess += 1) await register(caseNo, stopped, '000000')
    expect(await register(caseNo, guessed, tokenShows(guessed, 95))).toMatchObject({
      error: { reason: 'wrong', triesLeft: 0 },
    })
    expect(reasonOf(await register(caseNo, stopped, tokenShows(stopped, 95)))).toBe('code-refused locked')
    await register(caseNo, third, tokenShows(third, 95))
    expect(reasonOf(await register(caseNo, fourth, tokenShows(fourth, 95)))).toBe(
      'code-refused clock-contradicted',
    )
    const read = desk.premises.branch?.store.read.tokens
    expect(read?.find(Serial.parse(guessed))).toMatchObject({ failures: 9, locked: 0 })
    expect(read?.find(Serial.parse(stopped))).toMatchObject({ failures: 10, locked: 1 })
  })
})

describe('a clock behind the last entry (FLT-09)', () => {
  it('is noticed also where the anchor is missing, which the opening writes down first', async () => {
    const ahead = await openDesk({ at: START + 60 * 60_000 })
    await ahead.signIn('S0160')
    ahead.close()
    rmSync(join(ahead.dir, 'anchors'), { recursive: true, force: true })
    desk = await openDesk({ dir: ahead.dir, at: START })
    expect(await signIn('S0127', staffShows('S0127', 0))).toMatchObject({
      error: { code: 'clock-untrusted', reason: 'behind' },
    })
  })
})

describe('a clock that is set while the desk is open', () => {
  it('is doubted before the first code, which says by how much; no token loses a try (OTP-06)', async () => {
    desk = await openDesk()
    await desk.signIn('S0101')
    const caseNo = await executeCase(desk)
    desk.clock.wall += 95_000
    for (const serial of practiceSerials) {
      expect(await register(caseNo, serial, tokenShows(serial, 95))).toMatchObject({
        error: { code: 'clock-untrusted', reason: 'jump', secondsFast: 95 },
      })
    }
    await desk.must('session.lock', {})
    for (const staff of ['S0127', 'S0131']) {
      expect(reasonOf(await signIn(staff, staffShows(staff, 95)))).toBe('clock-untrusted jump')
    }
    desk.clock.wall -= 95_000
    desk.clock.advance(30_000)
    await desk.signIn('S0101')
    expect(failuresOf()).toEqual(none)
  })
})

describe('a clock that is right', () => {
  it('is not doubted for people who are slow, nor for one token with a clock of its own', async () => {
    desk = await openDesk()
    await desk.signIn('S0101')
    const caseNo = await executeCase(desk)
    const [own = '', late = '', later = ''] = practiceSerials
    for (const secondsFast of [180, 150, 120]) await register(caseNo, own, tokenShows(own, secondsFast))
    await register(caseNo, late, tokenShows(late, 60))
    await desk.must('session.lock', {})
    await desk.must('session.unlock', { passphrase: passphraseOf('S0101'), code: desk.staffCode('S0101') })
    expect(reasonOf(await register(caseNo, later, tokenShows(later, 60)))).toBe('code-refused wrong')
    expect(await desk.must('desk.state', {})).toMatchObject({ clock: 'trusted', clockDoubt: null })
  })
})
