import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeClock } from '#main/clock'
import { openAttempts } from '#main/keys/attempts'
import { noDevice } from '#main/keys/device'
import { unlockSlot } from '#main/keys/keyring'
import { practicePeople, practiceSerials } from '#main/practice/people'
import { openDatabase } from '#main/store/database'
import { DATABASE_FILE } from '#main/store/store'
import { Serial, StaffNo } from '#shared/ids'
import type { InputOf } from '#shared/operations'
import { judgeCode, openDesk, putToken, START, type TestDesk } from '../../fixtures/desk.ts'
import { administrator, contractNamed, newest, passphraseOf, trailOf, wakaba } from '../../fixtures/walk.ts'
import { deviceOf, lastDigitPlusOne } from '../otp/device.ts'

/** 再同期, 時計のずれ, and two people who say what time it is: all of it through the gate. */

let desk: TestDesk
afterEach(() => desk.premises.close())

const codeOf = (reply: { ok: boolean; error?: object }): string => {
  const { code, reason, need } = (reply.error ?? { code: 'ok' }) as Record<string, string>
  return [code, reason ?? need].filter(Boolean).join(' ')
}
const store = () => {
  const { branch } = desk.premises
  if (branch === undefined) throw new Error('no store is open')
  return branch.store
}

describe('再同期', () => {
  const OWN = 'HARD00000001'
  const secret = Buffer.from('a token of our own  ')
  const hard = deviceOf(secret, { periodSeconds: 60 })
  const step = (period = 60) => Math.floor(desk.clock.wall / 1000 / period)
  const row = (serial = OWN) => store().read.tokens.find(Serial.parse(serial))
  const second = (about = OWN, staff = 'S0127') =>
    desk.ask('second.prove', {
      purpose: 'resync',
      about,
      staff,
      passphrase: passphraseOf(staff),
      code: desk.staffCode(staff),
    })
  const resync = (first: string, then: string, serial = OWN) =>
    desk.ask('token.resync', { serial, first, second: then })

  beforeEach(async () => {
    desk = await openDesk()
    await desk.signIn('S0101')
    putToken(desk, OWN, secret, { medium: 'hard', period: 60 })
  })

  it('finds a token of 60 seconds that is five steps ahead, and the next ordinary code is right again', async () => {
    expect(judgeCode(desk, OWN, hard.shows(step() + 5)).outcome).toBe('wrong')
    await second()
    expect(await resync(hard.shows(step() + 4), hard.shows(step() + 5))).toEqual({
      ok: true,
      value: { drift: 5, periodSeconds: 60, locked: false },
    })
    expect(row()).toMatchObject({ drift: 5, failures: 0 })
    desk.clock.advance(60_000)
    expect(judgeCode(desk, OWN, hard.shows(step() + 5)).outcome).toBe('accepted')
  })

  it('spends both codes, and says with both names that it was done', async () => {
    await second()
    const [first, then] = [hard.shows(step() - 1), hard.shows(step())]
    await resync(first, then)
    expect(judgeCode(desk, OWN, then).outcome).toBe('replayed')
    const entry = store()
      .trail.ofObject(OWN)
      .find(({ verb }) => verb === 'token.resynced')
    expect(entry).toMatchObject({ actor: 'S0101', outcome: 'done' })
    expect(JSON.stringify(entry)).toContain('S0127')
    await second()
    expect(codeOf(await resync(first, then))).toBe('resync-refused replayed')
  })

  it('is nobody’s alone: the second person is another, a supervisor, and proven for this token and once', async () => {
    const pair = () => [hard.shows(step()), hard.shows(step() + 1)] as const
    expect(codeOf(await resync(...pair()))).toBe('second-missing')
    expect(codeOf(await second(OWN, 'S0101'))).toBe('second-is-first')
    expect(codeOf(await second(OWN, 'S0102'))).toBe('second-not-supervisor')
    await second('HARD00000002')
    expect(codeOf(await resync(...pair()))).toBe('second-missing')
    await second()
    desk.clock.advance(120_000)
    expect(codeOf(await resync(...pair()))).toBe('second-expired')
    await second()
    expect((await resync(...pair())).ok).toBe(true)
    expect(codeOf(await resync(hard.shows(step() + 2), hard.shows(step() + 3)))).toBe('second-missing')
  })

  it('that finds nothing changes nothing but the count of wrong codes, and the tenth locks', async () => {
    for (let wrong = 1; wrong <= 10; wrong += 1) {
      await second()
      expect(await resync(hard.shows(step() + 1), hard.shows(step() + 4))).toMatchObject({
        error: { code: 'resync-refused', reason: 'wrong', triesLeft: 10 - wrong },
      })
      expect(row()).toMatchObject({ failures: wrong, drift: 0, high_water: null })
    }
    expect(row()).toMatchObject({ locked: 1 })
    await second()
    expect(codeOf(await resync(hard.shows(step()), hard.shows(step() + 1)))).toBe('resync-refused locked')
    expect(newest(desk)).toEqual(['done code.refused'])
    expect(store().read.drift.ofSerial(Serial.parse(OWN), 10)).toEqual([])
  })

  it('does not reach further than ten steps either way', async () => {
    await second()
    expect(codeOf(await resync(hard.shows(step() + 10), hard.shows(step() + 11)))).toBe(
      'resync-refused wrong',
    )
    await second()
    expect((await resync(hard.shows(step() + 9), hard.shows(step() + 10))).ok).toBe(true)
    expect(row()).toMatchObject({ drift: 10 })
  })

  it('is for tokens that are ours and may speak', async () => {
    expect(codeOf(await resync('123456', '234567', 'HARD99999999'))).toBe('token-unknown')
    // One that is linked, stopped, and ours: the first that the walk's customer brings.
    const [serial = ''] = practiceSerials
    const by = desk.premises
    store().attempt(
      {
        staff: null,
        session: null,
        operation: 'test',
        at: { wall: by.around.clock.read().instant, mono: 0, bootId: by.bootId, clock: 'trusted' },
      },
      (db) => {
        const token = db.tokens.find(Serial.parse(serial))
        if (token !== undefined) db.tokens.change(token, { tombstone: 'lost' })
        return { ok: true, value: { output: undefined, audit: { event: 'master.imported' as const } } }
      },
    )
    await second(serial)
    expect(codeOf(await resync('123456', '234567', serial))).toBe('resync-refused tombstoned')
    const contractNo = await contractNamed(desk, wakaba)
    const view = await desk.must('contract.view', { contractNo })
    const vendors = view.users[0]?.serial ?? ''
    expect(codeOf(await resync('123456', '234567', vendors))).toBe('code-not-checkable')
  })

  it('of counter tokens takes two presses in a row up to fifty ahead, and the counter never goes back (OTP-13)', async () => {
    const press = deviceOf(secret, { kind: 'hotp' })
    const counter = 'HARD00000003'
    putToken(desk, counter, secret, { kind: 'hotp', medium: 'hard' })
    const judge = (n: number) => judgeCode(desk, counter, press.shows(n)).outcome
    const both = async (a: number, b: number) => {
      await second(counter)
      return codeOf(await resync(press.shows(a), press.shows(b), counter))
    }
    expect([judge(11), judge(10)]).toEqual(['wrong', 'accepted'])
    expect(await both(51, 53)).toBe('resync-refused wrong')
    expect(await both(71, 72)).toBe('resync-refused wrong')
    expect(row(counter)).toMatchObject({ counter: 11 })
    expect(await both(51, 52)).toBe('ok')
    expect(row(counter)).toMatchObject({ counter: 53, failures: 0 })
    expect(await both(51, 52)).toBe('resync-refused replayed')
    expect(judge(40)).toBe('wrong')
    expect([judge(52), judge(53)]).toEqual(['replayed', 'accepted'])
    expect(row(counter)).toMatchObject({ counter: 54 })
    // A counter has no clock, so there is nothing to note of one.
    expect(store().read.drift.ofSerial(Serial.parse(counter), 10)).toEqual([])
  })

  it('is not judged and counts nothing while the clock is in doubt (OTP-06)', async () => {
    await second()
    desk.clock.wall += 60_000
    expect(codeOf(await resync('000000', '111111'))).toBe('clock-untrusted jump')
    expect(row()).toMatchObject({ failures: 0 })
    expect(judgeCode(desk, OWN, '000000')).toEqual({ outcome: 'clock-doubted', triesLeft: 0 })
    expect(row()).toMatchObject({ failures: 0 })
  })

  it('of several tokens by the same amount shows that the clock is wrong, and moves none of the last', async () => {
    const tokens = ['HARD00000011', 'HARD00000012', 'HARD00000013'].map((serial, n) => {
      const own = Buffer.from(`token number ${n}, 20 b`).subarray(0, 20)
      putToken(desk, serial, own, { medium: 'hard' })
      return { serial, device: deviceOf(own) }
    })
    const replies: string[] = []
    for (const { serial, device } of tokens) {
      await second(serial)
      replies.push(codeOf(await resync(device.shows(step(30) + 3), device.shows(step(30) + 4), serial)))
    }
    expect(replies).toEqual(['ok', 'ok', 'resync-refused clock-contradicted'])
    expect(await desk.must('desk.state', {})).toMatchObject({
      clock: 'suspect',
      clockDoubt: { reason: 'tokens', secondsFast: -120 },
    })
    expect(row('HARD00000013')).toMatchObject({ drift: 0, high_water: null })
  })

  describe('and what is known of a token’s clock', () => {
    it('is forgotten by two people with a reason, and by nobody else', async () => {
      await second()
      await resync(hard.shows(step() + 4), hard.shows(step() + 5))
      const reset = (reason: string) => desk.ask('token.reset-drift', { serial: OWN, reason })
      expect(codeOf(await reset(''))).toBe('reason-needed')
      expect(codeOf(await reset('電池を替えた'))).toBe('second-missing')
      await second()
      expect(await reset('電池を替えた')).toEqual({ ok: true, value: { drift: 0 } })
      expect(row()).toMatchObject({ drift: 0 })
      expect(codeOf(await reset('もう一度'))).toBe('drift-none')
      expect(trailOf(desk, OWN)).toContain('done token.drift-reset')
      const drift = await desk.must('token.drift', { serial: OWN })
      expect(drift.notes.map((note) => [note.how, note.drift])).toEqual([
        ['reset', 0],
        ['resync', 5],
      ])
    })

    it('stands on the token’s page and on the drift map, with the day on which it will be lost', async () => {
      const DAY = 24 * 60 * 60_000
      const slow = 'HARD00000021'
      putToken(desk, slow, Buffer.from('yet another token   '), { medium: 'hard', period: 60 })
      const steady = deviceOf(Buffer.from('yet another token   '), { periodSeconds: 60 })
      const before = await desk.must('board.drift', {})
      // Three steps a year ahead, seen every four months; the other one goes as ours does.
      for (const drift of [0, 1, 2, 3]) {
        expect(judgeCode(desk, OWN, hard.shows(step() + drift)).outcome).toBe('accepted')
        expect(judgeCode(desk, slow, steady.shows(step())).outcome).toBe('accepted')
        if (drift < 3) desk.clock.advance(121.75 * DAY)
      }
      const view = await desk.must('token.drift', { serial: OWN })
      expect(view).toMatchObject({ kind: 'totp', digits: 6, periodSeconds: 60, drift: 3 })
      expect(view.trend?.stepsPerYear).toBeCloseTo(3, 1)
      const years = (Date.parse(view.trend?.leavesAt ?? '') - desk.clock.wall) / (365.25 * DAY)
      expect(years).toBeCloseTo(7 / 3, 1)

      const board = await desk.must('board.drift', {})
      expect(board).toMatchObject({ measured: before.measured + 2, unmeasured: before.unmeasured - 2 })
      expect(board.worst.map(({ serial, drift }) => [serial, drift])).toEqual([[OWN, 3]])
      const group = board.groups.find(({ sort }) => sort.service === null)
      expect(group).toMatchObject({
        years: 1,
        tokens: 2,
        at: [
          { drift: 0, tokens: 1 },
          { drift: 3, tokens: 1 },
        ],
      })
      expect(group?.stepsPerYear).toBeCloseTo(1.5, 1)
    })

    it('says nothing of a token nobody knows, and no rate after one look', async () => {
      expect(codeOf(await desk.ask('token.drift', { serial: 'HARD99999999' }))).toBe('token-unknown')
      judgeCode(desk, OWN, hard.shows(step()))
      expect((await desk.must('token.drift', { serial: OWN })).trend).toBeNull()
    })

    it('is never changed and never taken away, even by whoever holds the database', async () => {
      judgeCode(desk, OWN, hard.shows(step()))
      const dir = join(desk.dir, 'practice')
      const keys = await unlockSlot(dir, StaffNo.parse('S0101'), passphraseOf('S0101'), noDevice)
      if (!keys.ok) throw new Error(keys.error)
      desk.close()
      const db = openDatabase(join(dir, DATABASE_FILE), keys.value.database, { create: false, newest: 99 })
      expect(() => db.exec('UPDATE drift_note SET drift = 0')).toThrow('never changed')
      expect(() => db.exec('DELETE FROM drift_note')).toThrow('never deleted')
      expect(db.prepare('SELECT count(*) FROM drift_note').pluck().get()).toBe(1)
      db.close()
      keys.value.close()
    })
  })
})

/** What another clock on the wall shows, so many seconds away from the machine's. */
const elsewhere = (seconds = 0) => {
  const tokyo = new Date(desk.clock.wall + seconds * 1000 + 9 * 60 * 60_000).toISOString()
  return { date: tokyo.slice(0, 10), time: tokyo.slice(11, 16) }
}
const confirm = (staff: string, changes: Partial<InputOf<'clock.confirm'>> = {}) =>
  desk.ask('clock.confirm', {
    staff,
    passphrase: passphraseOf(staff),
    code: desk.staffCode(staff),
    reference: 'radio-clock',
    note: '',
    ...elsewhere(),
    ...changes,
  })
const signIn = (staff: string) =>
  desk.ask('session.sign-in', { staff, passphrase: passphraseOf(staff), code: desk.staffCode(staff) })
const clock = async () => {
  const { clock: state, clockDoubt } = await desk.must('desk.state', {})
  return clockDoubt === null ? state : `${state} ${clockDoubt.reason}`
}
/** The program is ended and started again, so many milliseconds of true time later. */
async function restart(later = 60_000): Promise<void> {
  const { dir, clock: was } = desk
  desk.close()
  desk = await openDesk({ dir, at: was.wall + later })
}
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

describe('a machine whose clock is behind the last entry', () => {
  it.each([1_000, 119_000])('by %i ms is believed (FLT-09)', async (behind) => {
    desk = await openDesk({ at: START - MINUTE - behind })
    expect(codeOf(await signIn('S0101'))).toBe('ok')
    expect(await clock()).toBe('trusted')
  })

  it.each([121_000, HOUR, 365 * DAY])(
    'by %i ms lets nobody in, until two people have confirmed it (FLT-09)',
    async (behind) => {
      desk = await openDesk({ at: START - MINUTE - behind })
      expect(codeOf(await signIn('S0140'))).toBe('clock-untrusted behind')
      expect(await clock()).toBe('rejected behind')
      expect(await confirm('S0101')).toEqual({ ok: true, value: { name: '高橋 美咲', settled: false } })
      expect(await clock()).toBe('rejected behind')
      expect(await confirm('S0127')).toEqual({ ok: true, value: { name: '中村 隆', settled: true } })
      expect(await clock()).toBe('trusted')
      expect(codeOf(await signIn('S0102'))).toBe('ok')
      await restart()
      expect(codeOf(await signIn('S0101'))).toBe('ok')
    },
  )

  it('does not become right by waiting until it has caught up with the entry', async () => {
    desk = await openDesk({ at: START - MINUTE - 180_000 })
    expect(codeOf(await signIn('S0101'))).toBe('clock-untrusted behind')
    desk.clock.advance(10 * MINUTE)
    expect(codeOf(await signIn('S0101'))).toMatch(/^clock-untrusted/)
    await restart()
    expect(codeOf(await signIn('S0101'))).toBe('clock-untrusted earlier')
  })

  it('while it runs is rejected as well; a token is stopped all the same, and the entry says in what state', async () => {
    desk = await openDesk()
    await desk.signIn('S0101')
    desk.clock.wall -= HOUR
    expect(await clock()).toBe('rejected behind')
    const contractNo = await contractNamed(desk, wakaba)
    const stopped = await desk.must('loss.stop', {
      contractNo,
      target: administrator,
      how: 'lost',
      callBackNumber: null,
    })
    const entry = store()
      .trail.newest(5)
      .find(({ verb }) => verb === 'token.stopped')
    expect(entry).toMatchObject({ clock: 'rejected', object: stopped.caseNo })
    // Put right, it is believed again without anybody: what it was held against goes on.
    desk.clock.wall += HOUR
    expect(await clock()).toBe('trusted')
    expect(trailVerbs(6)).toContain('clock.put-right')
  })

  it('before this program existed is confirmed by nobody (FLT-09)', async () => {
    const at = { wall: START, mono: 0 }
    desk = await openDesk({
      surroundings: {
        clock: makeClock(
          () => at.wall,
          () => at.mono,
          START + DAY,
        ),
      },
    })
    expect(await clock()).toBe('rejected before-program')
    expect(codeOf(await confirm('S0127'))).toBe('clock-untrusted before-program')
    at.wall += 2 * DAY
    desk.clock.wall += 2 * DAY
    expect(await clock()).toBe('suspect jump')
    expect(codeOf(await confirm('S0127'))).toBe('ok')
    expect(codeOf(await confirm('S0131'))).toBe('ok')
    expect(await clock()).toBe('trusted')
  })
})

const trailVerbs = (count: number) =>
  store()
    .trail.newest(count)
    .map(({ verb }) => verb)

describe('a desk nobody has opened for long', () => {
  it('is opened as ever after thirteen days (FLT-10)', async () => {
    desk = await openDesk({ at: START + 13 * DAY })
    expect(codeOf(await signIn('S0101'))).toBe('ok')
  })

  it('asks two people for the time after fifteen days (FLT-10)', async () => {
    desk = await openDesk({ at: START + 15 * DAY })
    expect(codeOf(await signIn('S0101'))).toBe('clock-untrusted gap')
    expect(await desk.must('desk.state', {})).toMatchObject({
      clock: 'suspect',
      clockDoubt: { reason: 'gap', secondsFast: (15 * DAY + MINUTE) / 1000 },
    })
    // Asked again: a second try, and the doubt is still the same.
    desk.clock.advance(30_000)
    expect(codeOf(await signIn('S0102'))).toBe('clock-untrusted gap')
    expect(codeOf(await confirm('S0131'))).toBe('ok')
    expect(codeOf(await confirm('S0102'))).toBe('ok')
    expect(codeOf(await signIn('S0101'))).toBe('ok')
  })

  it('is not closed for years by a clock that was in 2035 for a day (FLT-10)', async () => {
    desk = await openDesk({ at: Date.parse('2035-01-01T00:00:00.000Z') })
    expect(codeOf(await signIn('S0101'))).toBe('clock-untrusted gap')
    desk.close()
    desk = await openDesk({ dir: desk.dir, at: START + HOUR })
    expect(codeOf(await signIn('S0101'))).toBe('clock-untrusted earlier')
    expect(await clock()).toBe('suspect earlier')
    expect(codeOf(await confirm('S0127'))).toBe('ok')
    expect(codeOf(await confirm('S0131'))).toBe('ok')
    expect(codeOf(await signIn('S0101'))).toBe('ok')
  })
})

describe('a doubt of the clock', () => {
  const colleagues = practicePeople.slice(0, 5).map(({ staff }) => staff)
  /** Every count there is: of customers' tokens, of colleagues', and of the colleagues themselves. */
  const counts = () => {
    const at = new Date(desk.clock.wall).toISOString()
    const attempts = openAttempts(desk.premises.dirOf('practice'), at)
    const { read } = store()
    return [
      ...practiceSerials.map((serial) => read.tokens.find(Serial.parse(serial))?.failures),
      ...practicePeople.map(({ staff }) => read.people.token(StaffNo.parse(staff))?.failures),
      ...practicePeople.map(({ staff }) => attempts.standing(staff)?.failures ?? 0),
    ]
  }

  it('stands at the next start, until two people confirm it; then it is gone for good (OTP-06)', async () => {
    desk = await openDesk()
    await desk.signIn('S0101')
    desk.clock.wall += 95_000
    expect(await clock()).toBe('suspect jump')
    expect(newest(desk)).toEqual(['done clock.doubted'])
    await restart()
    expect(codeOf(await signIn('S0102'))).toBe('clock-untrusted earlier')
    await restart()
    expect(codeOf(await signIn('S0102'))).toBe('clock-untrusted earlier')
    expect(codeOf(await confirm('S0102'))).toBe('ok')
    expect(codeOf(await confirm('S0127'))).toBe('ok')
    expect(codeOf(await signIn('S0101'))).toBe('ok')
    expect(trailVerbs(4)).toEqual(['session.begun', 'clock.confirmed', 'clock.stated', 'clock.stated'])
    const confirmed = store().trail.newest(2)[1]
    expect(confirmed).toMatchObject({ clock: 'trusted', actor: 'S0127' })
    expect(JSON.stringify(confirmed)).toContain('S0102')
    await restart()
    expect(codeOf(await signIn('S0101'))).toBe('ok')
  })

  it('that was put right before the program ended is not there at the next start', async () => {
    desk = await openDesk()
    await desk.signIn('S0101')
    desk.clock.wall += 95_000
    expect(await clock()).toBe('suspect jump')
    desk.clock.wall -= 95_000
    expect(await clock()).toBe('trusted')
    expect(trailVerbs(2)).toEqual(['clock.put-right', 'clock.doubted'])
    await restart()
    expect(codeOf(await signIn('S0101'))).toBe('ok')
  })

  it('is noticed every second, also when nobody asks anything', async () => {
    desk = await openDesk()
    await desk.signIn('S0101')
    desk.clock.wall -= 30_000
    desk.premises.tick()
    expect(newest(desk)).toEqual(['done clock.doubted'])
    desk.premises.tick()
    expect(trailVerbs(2).filter((verb) => verb === 'clock.doubted')).toHaveLength(1)
  })

  it('takes two different people of whom one is a supervisor', async () => {
    desk = await openDesk({ at: START + 15 * DAY })
    expect(codeOf(await confirm('S0101'))).toBe('ok')
    expect(await desk.must('desk.state', {})).toMatchObject({ clockConfirmedBy: '高橋 美咲' })
    expect(codeOf(await confirm('S0101'))).toBe('clock-second-person another')
    expect(await confirm('S0102')).toMatchObject({
      error: { code: 'clock-second-person', need: 'supervisor', name: '高橋 美咲' },
    })
    expect(await clock()).toBe('suspect gap')
    expect(codeOf(await confirm('S0127'))).toBe('ok')
    expect(await clock()).toBe('trusted')
    expect(await desk.must('desk.state', {})).toMatchObject({ clockConfirmedBy: null })
  })

  it('is not settled by somebody who comes more than five minutes later, nor across a clock that was set', async () => {
    desk = await openDesk({ at: START + 15 * DAY })
    await confirm('S0127')
    desk.clock.advance(5 * MINUTE)
    expect(await confirm('S0131')).toMatchObject({ value: { settled: false } })
    desk.clock.wall += 30_000
    desk.clock.advance(30_000)
    expect(await confirm('S0127')).toMatchObject({ value: { settled: false } })
    expect(await clock()).not.toBe('trusted')
    expect(await confirm('S0131')).toMatchObject({ value: { settled: true } })
  })

  it('is settled by the same time only: what is said elsewhere must be what the machine shows', async () => {
    desk = await openDesk({ at: START + 15 * DAY })
    expect(await confirm('S0127', elsewhere(5 * 60))).toMatchObject({
      error: { code: 'clock-time-differs', secondsFast: -300 },
    })
    expect(await confirm('S0127', elsewhere(-5 * 60))).toMatchObject({
      error: { code: 'clock-time-differs', secondsFast: expect.toSatisfy((s: number) => s > 200) },
    })
    expect(codeOf(await confirm('S0127', { reference: 'other' }))).toBe('reason-needed')
    expect(codeOf(await confirm('S0127', { reference: 'other', note: '支店長の腕時計' }))).toBe('ok')
  })

  it('is not settled while the tokens of the two show another time, and costs nobody a try (OTP-06)', async () => {
    desk = await openDesk({ at: START + 95_000 })
    // Three colleagues at the door in the morning: none gets in, and the clock is found out.
    const shown = (staff: string) => {
      desk.clock.wall -= 95_000
      const code = desk.staffCode(staff)
      desk.clock.wall += 95_000
      return code
    }
    for (const staff of colleagues.slice(0, 3)) {
      const at = desk.clock.wall
      const code = shown(staff)
      expect(desk.clock.wall).toBe(at)
      await desk.ask('session.sign-in', { staff, passphrase: passphraseOf(staff), code })
    }
    expect(await clock()).toBe('suspect tokens')
    // The clock on the wall is not read to the second, so only the codes can tell.
    desk.clock.advance(30_000)
    expect(codeOf(await confirm('S0127', { ...elsewhere(-95), code: shown('S0127') }))).toBe(
      'clock-code-differs',
    )
    expect(codeOf(await confirm('S0131', { ...elsewhere(-95), code: shown('S0131') }))).toBe(
      'sign-in-delayed',
    )
    desk.clock.advance(30_000)
    expect(codeOf(await confirm('S0131', { ...elsewhere(-95), code: lastDigitPlusOne('999998') }))).toBe(
      'clock-code-differs',
    )
    // Set right, it is believed at once: it agrees with the tokens.
    desk.clock.wall -= 95_000
    desk.clock.advance(60_000)
    expect(await clock()).toBe('trusted')
    expect(codeOf(await signIn('S0101'))).toBe('ok')
    expect(new Set(counts())).toEqual(new Set([0]))
  })

  it('keeps every count still, whoever tries what (OTP-06)', async () => {
    desk = await openDesk()
    await desk.signIn('S0101')
    const before = counts()
    desk.clock.wall += 95_000
    for (const serial of practiceSerials)
      expect(judgeCode(desk, serial, '000000').outcome).toBe('clock-doubted')
    expect(counts()).toEqual(before)
    for (const staff of ['S0102', 'S0127', 'S0131']) {
      const proof = { staff, passphrase: passphraseOf(staff), code: '000000' }
      expect(codeOf(await desk.ask('second.prove', { purpose: 'resync', about: 'x', ...proof }))).toBe(
        'clock-untrusted jump',
      )
      expect(
        codeOf(
          await desk.ask('clock.confirm', { ...proof, ...elsewhere(), reference: 'telephone', note: '' }),
        ),
      ).toBe('clock-code-differs')
      desk.clock.advance(30_000)
    }
    expect(counts()).toEqual(before)
  })

  it('that is none is nobody’s to settle; and a wrong passphrase is nobody’s at all', async () => {
    desk = await openDesk()
    expect(codeOf(await confirm('S0127'))).toBe('clock-not-doubted')
    desk.clock.wall += 95_000
    expect(codeOf(await confirm('S0127', { passphrase: 'not the one of Nakamura' }))).toBe('sign-in-refused')
    expect(codeOf(await confirm('S0199', { passphrase: 'of nobody at all' }))).toBe('sign-in-refused')
    await desk.must('desk.leave', {})
    expect(codeOf(await confirm('S0127'))).toBe('store-missing')
  })

  it('is confirmed for the branch whose people confirm it: practice passphrases are published', async () => {
    desk = await openDesk()
    desk.clock.wall += 95_000
    await confirm('S0127')
    await confirm('S0131')
    expect(await clock()).toBe('trusted')
    await desk.must('desk.leave', {})
    expect(await clock()).toBe('suspect jump')
    await desk.must('practice.open', {})
    expect(await clock()).toBe('trusted')
  })

  it('is confirmed beside a session too, also while the screen is locked', async () => {
    desk = await openDesk()
    await desk.signIn('S0101')
    desk.clock.wall += 95_000
    expect(codeOf(await confirm('S0101'))).toBe('ok')
    await desk.must('session.lock', {})
    expect(codeOf(await confirm('S0127'))).toBe('ok')
    expect(
      codeOf(
        await desk.ask('session.unlock', {
          passphrase: passphraseOf('S0101'),
          code: desk.staffCode('S0101'),
        }),
      ),
    ).toBe('ok')
  })
})
