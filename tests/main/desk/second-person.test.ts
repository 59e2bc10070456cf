import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SECOND_MS, takeSecond } from '#main/desk/second-person'
import type { SecondProof } from '#main/premises'
import { StaffNo } from '#shared/ids'
import { SecondPurpose } from '#shared/operations/second'
import type { Staff } from '#shared/staff'
import { openDesk, type TestDesk } from '../../fixtures/desk.ts'
import { inStore, proveSecond } from '../../fixtures/stock.ts'
import { newest, passphraseOf } from '../../fixtures/walk.ts'

/** Two people at one desk, for one thing about one object, now (MC-01, MC-02, MC-09). */

let desk: TestDesk
beforeEach(async () => {
  desk = await openDesk()
  await desk.signIn('S0127')
})
afterEach(() => desk.close())

const ABOUT = 'BX-999-000001'
const first = (): Staff => {
  const { session } = desk.premises
  if (session === undefined) throw new Error('nobody is there')
  return session.staff
}
const take = (purpose: SecondPurpose, about = ABOUT, more: { supervisor?: boolean } = {}, who = first()) =>
  takeSecond(desk.premises, who, purpose, about, desk.premises.around.clock.read(), more)
const code = (taken: ReturnType<typeof take>) => (taken.ok ? taken.value.staff : taken.error.code)
const prove = (staff: string, purpose: SecondPurpose, about = ABOUT) =>
  desk.ask('second.prove', {
    purpose,
    about,
    staff: StaffNo.parse(staff),
    passphrase: passphraseOf(staff),
    code: desk.staffCode(staff),
  })
/** A proof that stands for somebody the book knows otherwise, as it would after the book has changed. */
const stand = (staff: Partial<Staff>, more: Partial<SecondProof> = {}): void => {
  desk.premises.second = {
    purpose: 'shelve',
    about: ABOUT,
    staff: { ...first(), ...staff },
    session: desk.premises.session?.id ?? '',
    until: desk.clock.mono + SECOND_MS,
    ...more,
  }
}

describe('the proof of a second person', () => {
  it('is good for one command, and says who it was', async () => {
    await proveSecond(desk, 'S0140', 'shelve', ABOUT)
    expect(newest(desk)).toEqual(['done second.proven'])
    expect(code(take('shelve'))).toBe('S0140')
    expect(code(take('shelve'))).toBe('second-missing')
  })

  it('is good for 120 seconds by a clock nobody can set', async () => {
    await proveSecond(desk, 'S0140', 'shelve', ABOUT)
    desk.clock.advance(SECOND_MS - 1)
    // The wall clock is set back an hour: that makes it no younger.
    desk.clock.wall -= 60 * 60_000
    expect(code(take('shelve'))).toBe('S0140')
    desk.clock.wall += 60 * 60_000
    await proveSecond(desk, 'S0140', 'shelve', ABOUT)
    desk.clock.advance(SECOND_MS)
    expect(code(take('shelve'))).toBe('second-expired')
    // An old one does not wait for a younger command.
    expect(code(take('shelve'))).toBe('second-missing')
  })

  it('is good for what it was given for, and for nothing else', async () => {
    await proveSecond(desk, 'S0131', 'shelve', ABOUT)
    expect(code(take('destroy', ''))).toBe('second-missing')
    expect(code(take('stock-move'))).toBe('second-missing')
    expect(code(take('shelve', 'BX-999-000002'))).toBe('second-missing')
    expect(code(take('shelve', ''))).toBe('second-missing')
    // None of these has used it up, and none has turned it into something else.
    expect(code(take('shelve'))).toBe('S0131')
  })

  it('is taken back by the next one, also where that is refused', async () => {
    await proveSecond(desk, 'S0131', 'shelve', ABOUT)
    await proveSecond(desk, 'S0131', 'shelve', 'BX-999-000002')
    expect(code(take('shelve'))).toBe('second-missing')
    expect(await prove('S0127', 'shelve')).toMatchObject({ error: { code: 'second-is-first' } })
    expect(code(take('shelve', 'BX-999-000002'))).toBe('second-missing')
  })

  it.each([
    ['locking', () => desk.must('session.lock', {})],
    [
      'locking and unlocking',
      async () => {
        await desk.must('session.lock', {})
        await desk.must('session.unlock', {
          passphrase: passphraseOf('S0127'),
          code: desk.staffCode('S0127'),
        })
      },
    ],
    [
      'signing out and in again',
      async () => {
        await desk.must('session.sign-out', {})
        await desk.signIn('S0127')
      },
    ],
    [
      'somebody else’s signing in',
      async () => {
        await desk.must('session.sign-out', {})
        await desk.signIn('S0131')
      },
    ],
  ])('is gone with %s', async (_what, leave) => {
    const who = first()
    await proveSecond(desk, 'S0140', 'shelve', ABOUT)
    await leave()
    expect(desk.premises.second).toBeUndefined()
    expect(code(take('shelve', ABOUT, {}, who))).toBe('second-missing')
  })

  it('of another session is none, should it ever outlive it', async () => {
    await proveSecond(desk, 'S0140', 'shelve', ABOUT)
    const proof = desk.premises.second
    await desk.must('session.sign-out', {})
    await desk.signIn('S0127')
    desk.premises.second = proof
    expect(code(take('shelve'))).toBe('second-missing')
  })
})

describe('the second person', () => {
  it('is not the first one, whatever they call themselves (MC-02)', async () => {
    expect(await prove('S0127', 'shelve')).toMatchObject({ error: { code: 'second-is-first' } })
    const twice = StaffNo.parse('S0199')
    inStore(desk, (db, at) =>
      db.people.enrol({
        staff: twice,
        person: first().person,
        name: '中村 隆',
        role: 'supervisor',
        enrolled_at: at,
        ended_at: null,
      }),
    )
    stand({ staff: twice })
    expect(code(take('shelve'))).toBe('second-is-first')
    expect(code(take('shelve'))).toBe('second-missing')
  })

  it('proves themselves with passphrase and code, like at the door', async () => {
    const right = {
      purpose: 'shelve',
      about: ABOUT,
      staff: StaffNo.parse('S0131'),
      passphrase: passphraseOf('S0131'),
    } as const
    expect(await desk.ask('second.prove', { ...right, code: '000000' })).toMatchObject({
      error: { code: 'staff-code-refused' },
    })
    desk.clock.advance(60_000)
    const wrong = { ...right, passphrase: passphraseOf('S0127'), code: desk.staffCode('S0131') }
    expect(await desk.ask('second.prove', wrong)).toMatchObject({ error: { code: 'sign-in-refused' } })
    expect(code(take('shelve'))).toBe('second-missing')
    // A code is spent, whichever thing it was typed for.
    desk.clock.advance(60_000)
    const spent = { ...right, code: desk.staffCode('S0131') }
    expect(await desk.ask('second.prove', spent)).toMatchObject({ ok: true })
    expect(await desk.ask('second.prove', spent)).toMatchObject({ error: { code: 'staff-code-refused' } })
  })

  const seals: readonly SecondPurpose[] = [
    'seed-key',
    'seed-commit',
    'plain-seeds',
    'destroy',
    'transfer',
    'post',
    'send-again',
    'lose-in-post',
    'move-start',
    'resync',
    'staff',
    'deputy',
    'rotate',
    'open-day',
    'backup',
    'restore',
    'export',
    'erase',
  ]
  it.each(SecondPurpose.options)('for %s is a supervisor where the rule asks for one', async (purpose) => {
    const reply = await prove('S0140', purpose)
    if (seals.includes(purpose)) expect(reply).toMatchObject({ error: { code: 'second-not-supervisor' } })
    else {
      expect(reply).toMatchObject({ ok: true, value: { staff: 'S0140', secondsLeft: 120 } })
      expect(code(take(purpose, ABOUT, { supervisor: true }))).toBe('second-not-supervisor')
    }
  })

  it('is what the book says today: a role that has ended within the two minutes counts no more', async () => {
    // Proven as a supervisor; the book says back office by now.
    stand(
      { staff: StaffNo.parse('S0140'), person: 'practice-S0140', role: 'supervisor' },
      { purpose: 'destroy' },
    )
    expect(code(take('destroy'))).toBe('second-not-supervisor')
    const left = StaffNo.parse('S0198')
    inStore(desk, (db, at) =>
      db.people.enrol({
        staff: left,
        person: 'somebody who has left',
        name: '去りし人',
        role: 'supervisor',
        enrolled_at: at,
        ended_at: at,
      }),
    )
    stand({ staff: left, person: 'somebody who has left' })
    expect(code(take('shelve'))).toBe('second-missing')
  })
})
