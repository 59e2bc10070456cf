import { cpSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lacking } from '#main/desk/people'
import { openAttempts } from '#main/keys/attempts'
import { noDevice } from '#main/keys/device'
import { KDF_FLOOR } from '#main/keys/kdf'
import { addSlot, removeSlot } from '#main/keys/keyring'
import { peopleWithSlots } from '#main/keys/ring-file'
import { practiceCode } from '#main/practice/codes'
import { practiceStaffSeed } from '#main/practice/people'
import { Serial, StaffNo } from '#shared/ids'
import { openDesk, putToken, type TestDesk } from '../../fixtures/desk.ts'
import { inStore, proveAct } from '../../fixtures/stock.ts'
import { newest, openDraft, passphraseOf, stateOf } from '../../fixtures/walk.ts'

/** The branch's own people: every act by two, never about either of them (policy: staff add, role, unlock). */

let desk: TestDesk
beforeEach(async () => {
  desk = await openDesk()
  await desk.signIn('S0127')
})
afterEach(() => desk.close())

const NEW = StaffNo.parse('S0170')
const HOURS = 60 * 60_000
const OWN = 'たなばたの夜に笹を三本もらう'.padEnd(16, 'よ')
const no = (staff: string): StaffNo => StaffNo.parse(staff)

/** A token of their own, proven by its first code. */
async function enrolToken(staff = NEW): Promise<string> {
  const { enrolment, qr } = await desk.must('people.enrol-token', { staff })
  expect(qr.length).toBeGreaterThan(20)
  await desk.must('people.prove-token', { enrolment, code: desk.staffCode(staff) })
  return enrolment
}

const adding = async (changes: object = {}) => ({
  staff: NEW,
  name: '島田 葵',
  role: 'teller' as const,
  samePersonAs: null,
  namesake: false,
  enrolment: await enrolToken(),
  ...changes,
})

async function add(changes: object = {}, second = 'S0131') {
  const request = await adding(changes)
  await proveAct(desk, second, 'added', NEW)
  return desk.must('people.add', request)
}

async function reset(staff: string, second = 'S0131') {
  await proveAct(desk, second, 'secret-issued', staff)
  return desk.must('people.reset', { staff, reason: '合言葉を忘れた' })
}

const comeIn = (staff: string, passphrase: string) =>
  desk.ask('session.sign-in', { staff, passphrase, code: desk.staffCode(staff) })
const listed = async (staff: string) =>
  (await desk.must('people.list', {})).find((member) => member.staff === staff)
const dirOf = () => join(desk.dir, 'practice')
const slots = () => peopleWithSlots(dirOf()).map(({ staff }) => staff)
const secretOf = ({ secret }: { readonly secret: string | null }): string => {
  if (secret === null) throw new Error('there is no first secret')
  return secret
}

/** A new colleague comes in, chooses, and has left the desk again. */
async function settle(secret: string, staff: string = NEW, own = OWN) {
  await desk.must('session.sign-out', {})
  await desk.must('session.sign-in', { staff, passphrase: secret, code: desk.staffCode(staff) })
  await desk.must('session.change-passphrase', { proof: null, passphrase: own })
}

describe('adding a colleague', () => {
  it('takes two people, and gives the new one a secret neither has chosen', async () => {
    const { secret, secretUntil, entry } = await add()
    expect(secret).toMatch(/^[acdefhjkmnprtuvwxy3467]{20}$/)
    expect(secretUntil).toBe(new Date(desk.clock.wall + 24 * HOURS).toISOString())
    expect(await listed(NEW)).toMatchObject({
      name: '島田 葵',
      role: 'teller',
      standing: 'first-secret',
      signedInAt: null,
      self: false,
    })
    expect(newest(desk, 2)).toEqual(['done keyring.generation-recorded', 'done staff.added'])
    const [said] = desk.premises.branch?.store.trail.newest(1, entry + 1) ?? []
    expect(said).toMatchObject({ verb: 'staff.added', actor: 'S0127', object: NEW })
    expect(said?.payload).toMatchObject({ second: 'S0131', role: 'teller' })
    expect(JSON.stringify(said)).not.toContain(secret)
  })

  it('lets them in once, to choose a passphrase and nothing else, and then to work (AUT-09)', async () => {
    const secret = secretOf(await add())
    await desk.must('session.sign-out', {})
    expect(await comeIn(NEW, secret)).toMatchObject({ ok: true })
    expect(await desk.must('desk.state', {})).toMatchObject({ passphraseDue: true })
    // Not working, not looking, not vouching for others, not even stopping a token.
    for (const name of ['search.find', 'case.list', 'loss.stop', 'second.prove', 'case.open'] as const)
      expect(await desk.askRaw(name, {})).toMatchObject({ error: { code: 'passphrase-due' } })
    const weak = await desk.ask('session.change-passphrase', { proof: null, passphrase: 'short' })
    expect(weak).toMatchObject({ error: { code: 'passphrase-weak', reason: 'too-short' } })
    expect(await desk.ask('session.change-passphrase', { proof: null, passphrase: secret })).toMatchObject({
      error: { code: 'passphrase-weak', reason: 'unchanged' },
    })
    await desk.must('session.change-passphrase', { proof: null, passphrase: OWN })
    expect(await desk.must('desk.state', {})).toMatchObject({ passphraseDue: false })
    await openDraft(desk)
    await desk.must('session.sign-out', {})
    expect(await comeIn(NEW, secret)).toMatchObject({ error: { code: 'sign-in-refused' } })
    desk.clock.advance(60_000)
    expect(await comeIn(NEW, OWN)).toMatchObject({ ok: true })
    await desk.must('session.sign-out', {})
    await desk.signIn('S0127')
    expect(await listed(NEW)).toMatchObject({ standing: 'active' })
    expect((await listed(NEW))?.signedInAt).not.toBeNull()
  })

  it('goes on nothing without a proven token, a free number, and a word about who they are', async () => {
    const request = await adding()
    expect(await desk.ask('people.add', { ...request, enrolment: 'none' })).toMatchObject({
      error: { code: 'enrolment-unknown' },
    })
    const { enrolment } = await desk.must('people.enrol-token', { staff: NEW })
    expect(await desk.ask('people.add', { ...request, enrolment })).toMatchObject({
      error: { code: 'enrolment-unknown' },
    })
    expect(await desk.ask('people.prove-token', { enrolment, code: '000000' })).toMatchObject({
      error: { code: 'staff-code-refused' },
    })
    expect(await desk.ask('people.add', { ...request, staff: 'S0101' })).toMatchObject({
      error: { code: 'staff-number-taken' },
    })
    expect(await desk.ask('people.add', { ...request, name: '高橋　美咲' })).toMatchObject({
      error: { code: 'person-known', staff: 'S0101' },
    })
    expect(await desk.ask('people.add', request)).toMatchObject({ error: { code: 'second-missing' } })
    expect(slots()).not.toContain(NEW)
  })

  it('knows a person with two numbers as one (MC-02)', async () => {
    const secret = secretOf(await add({ name: '高橋 美咲', role: 'supervisor', samePersonAs: 'S0101' }))
    expect(await listed(NEW)).toMatchObject({ alsoAs: ['S0101'], role: 'supervisor' })
    await settle(secret)
    await desk.must('session.sign-out', {})
    // The supervisor they are under the other number checks nothing the teller has made.
    await desk.signIn('S0101')
    desk.clock.advance(60_000)
    const prove = (about: string) =>
      desk.ask('second.prove', {
        purpose: 'resync',
        about,
        staff: NEW,
        passphrase: OWN,
        code: desk.staffCode(NEW),
      })
    expect(await prove('VSMT70310012')).toMatchObject({ error: { code: 'second-is-first' } })
    await desk.must('session.sign-out', {})
    // Nor do they change anything about themselves.
    await desk.must('session.sign-in', { staff: NEW, passphrase: OWN, code: desk.staffCode(NEW) })
    await proveAct(desk, 'S0131', 'role-changed', 'S0101')
    expect(
      await desk.ask('people.change-role', { staff: 'S0101', role: 'auditor', reason: '異動' }),
    ).toMatchObject({ error: { code: 'about-oneself' } })
  })

  it('is a supervisor’s or an administrator’s to begin, and a supervisor’s to stand beside', async () => {
    const request = await adding()
    await expect(proveAct(desk, 'S0101', 'added', NEW)).rejects.toThrow(/second-not-supervisor/)
    await expect(proveAct(desk, 'S0150', 'added', NEW)).rejects.toThrow(/second-not-supervisor/)
    await desk.must('session.sign-out', {})
    for (const staff of ['S0101', 'S0140', 'S0160']) {
      await desk.signIn(staff)
      expect(await desk.ask('people.add', request)).toMatchObject({ error: { code: 'role-forbids' } })
      await desk.must('session.sign-out', {})
    }
    await desk.signIn('S0150')
    expect(await add()).toMatchObject({ entry: expect.any(Number) })
  })

  it('is undone by a cut in between: a slot nobody has the secret of opens nothing, and the act is done anew', async () => {
    const { branch } = desk.premises
    if (branch === undefined) throw new Error('no store')
    // What a kill leaves between the ring and the book: the ring is written, and nobody has been told anything.
    const orphan = { staff: NEW, role: 'teller', passphrase: 'known to nobody at all' }
    const written = await addSlot(dirOf(), branch.keys, orphan, { kdf: KDF_FLOOR, device: noDevice })
    expect(written.ok).toBe(true)
    desk.close()
    desk = await openDesk({ dir: desk.dir, at: desk.clock.wall + 60_000 })
    expect(await comeIn(NEW, orphan.passphrase)).toMatchObject({ error: { code: 'sign-in-refused' } })
    await desk.signIn('S0127')
    expect(await listed(NEW)).toBeUndefined()
    const secret = secretOf(await add())
    expect(slots().filter((staff) => staff === NEW)).toHaveLength(1)
    await desk.must('session.sign-out', {})
    desk.clock.advance(60_000)
    expect(await comeIn(NEW, secret)).toMatchObject({ ok: true })
  })
})

describe('a forgotten passphrase', () => {
  it('is helped by a supervisor and one more, in either chair, and by nobody else (AUT-09)', async () => {
    const request = { staff: 'S0102', reason: '合言葉を忘れた' }
    // One helper.
    expect(await desk.ask('people.reset', request)).toMatchObject({ error: { code: 'second-missing' } })
    await expect(proveAct(desk, 'S0127', 'secret-issued', 'S0102')).rejects.toThrow(/second-is-first/)
    await desk.must('session.sign-out', {})
    // Two tellers, or a teller with somebody of the back office.
    await desk.signIn('S0101')
    await proveAct(desk, 'S0140', 'secret-issued', 'S0102')
    expect(await desk.ask('people.reset', request)).toMatchObject({
      error: { code: 'second-not-supervisor' },
    })
    // A teller and a supervisor.
    expect(secretOf(await reset('S0102', 'S0127'))).toHaveLength(20)
    await desk.must('session.sign-out', {})
    await desk.signIn('S0127')
    expect(secretOf(await reset('S0102', 'S0101'))).toHaveLength(20)
  })

  it('is never helped by oneself', async () => {
    await expect(proveAct(desk, 'S0127', 'secret-issued', 'S0127')).rejects.toThrow(/second-is-first/)
    expect(await desk.ask('people.reset', { staff: 'S0127', reason: '忘れた' })).toMatchObject({
      error: { code: 'about-oneself' },
    })
    await proveAct(desk, 'S0131', 'secret-issued', 'S0131')
    expect(await desk.ask('people.reset', { staff: 'S0131', reason: '忘れた' })).toMatchObject({
      error: { code: 'about-oneself' },
    })
  })

  it('ends the old one at once, and the new secret is good once and for a day (AUT-09)', async () => {
    const first = secretOf(await reset('S0102'))
    await desk.must('session.sign-out', {})
    expect(await comeIn('S0102', passphraseOf('S0102'))).toMatchObject({
      error: { code: 'sign-in-refused' },
    })
    desk.clock.advance(60_000)
    expect(await comeIn('S0102', first)).toMatchObject({ ok: true })
    // Gone without having chosen.
    await desk.must('session.sign-out', {})
    desk.clock.advance(60_000)
    expect(await comeIn('S0102', first)).toMatchObject({
      error: { code: 'first-secret-over', reason: 'used' },
    })
    await desk.signIn('S0127')
    expect(await listed('S0102')).toMatchObject({ standing: 'secret-over' })
    const second = secretOf(await reset('S0102'))
    await desk.must('session.sign-out', {})
    desk.clock.advance(24 * HOURS - 60_000)
    // A code that was refused is no use of it.
    expect(
      await desk.ask('session.sign-in', { staff: 'S0102', passphrase: second, code: '000000' }),
    ).toMatchObject({ error: { code: 'staff-code-refused' } })
    desk.clock.advance(120_000)
    expect(await comeIn('S0102', second)).toMatchObject({
      error: { code: 'first-secret-over', reason: 'late' },
    })
  })

  it('gives no way to vouch for others, to confirm a clock, or to come back through the lock (AUT-09)', async () => {
    const secret = secretOf(await reset('S0131', 'S0101'))
    const proving = { purpose: 'staff', about: 'S0102', staff: 'S0131', passphrase: secret } as const
    expect(await desk.ask('second.prove', { ...proving, code: desk.staffCode('S0131') })).toMatchObject({
      error: { code: 'passphrase-due' },
    })
    await desk.must('session.sign-out', {})
    await desk.must('session.sign-in', {
      staff: 'S0131',
      passphrase: secret,
      code: desk.staffCode('S0131'),
    })
    await desk.must('session.lock', {})
    expect(await desk.must('desk.state', {})).toMatchObject({ staff: null, locked: false })
  })
})

describe('one’s own passphrase', () => {
  it('is changed at any time, by the old one and a code', async () => {
    const proof = { passphrase: passphraseOf('S0127'), code: desk.staffCode('S0127') }
    expect(await desk.ask('session.change-passphrase', { proof: null, passphrase: OWN })).toMatchObject({
      error: { code: 'sign-in-refused' },
    })
    // What will not do costs no code.
    for (const [passphrase, reason] of [
      ['中村隆 霞野信用金庫 練習支店', 'context'],
      ['中村隆中村隆中村隆中村隆中村隆', 'repeats'],
      ['qwertyuiopasdfg', 'keyboard'],
    ] as const) {
      expect(await desk.ask('session.change-passphrase', { proof, passphrase })).toMatchObject({
        error: { code: 'passphrase-weak', staff: 'S0127', reason },
      })
    }
    await desk.must('session.change-passphrase', { proof, passphrase: OWN })
    expect(newest(desk, 3)).toEqual([
      'done keyring.generation-recorded',
      'done passphrase.changed',
      'done passphrase.proven',
    ])
    await desk.must('session.sign-out', {})
    expect(await comeIn('S0127', passphraseOf('S0127'))).toMatchObject({
      error: { code: 'sign-in-refused' },
    })
    desk.clock.advance(60_000)
    expect(await comeIn('S0127', OWN)).toMatchObject({ ok: true })
  })

  it('is whole: the last character changed is another passphrase (AUT-01)', async () => {
    const proof = { passphrase: passphraseOf('S0127'), code: desk.staffCode('S0127') }
    const long = '鷺が三羽、𠮷野の橋から🌧️をながめている。'.padEnd(128, '鷺と橋')
    await desk.must('session.change-passphrase', { proof, passphrase: long })
    await desk.must('session.sign-out', {})
    expect(await comeIn('S0127', `${long.slice(0, -1)}〇`)).toMatchObject({
      error: { code: 'sign-in-refused' },
    })
    desk.clock.advance(60_000)
    expect(await comeIn('S0127', long)).toMatchObject({ ok: true })
  })
})

describe('disabling', () => {
  const disable = async (staff: string) => {
    await proveAct(desk, 'S0131', 'disabled', staff)
    return desk.must('people.disable', { staff, reason: '長期の休み' })
  }

  it('takes the slot at once, so that the old passphrase opens nothing of the new key ring (AUT-10)', async () => {
    await disable('S0102')
    expect(slots()).not.toContain('S0102')
    expect(await listed('S0102')).toMatchObject({ standing: 'disabled', why: '長期の休み' })
    await desk.must('session.sign-out', {})
    expect(await comeIn('S0102', passphraseOf('S0102'))).toEqual({
      ok: false,
      error: { code: 'sign-in-refused' },
    })
  })

  it('is noticed as an older file when somebody puts the old key ring back (AUT-10)', async () => {
    const old = mkdtempSync(join(tmpdir(), 'madoguchi-ring-'))
    cpSync(join(dirOf(), 'keyring.json'), join(old, 'keyring.json'))
    await disable('S0102')
    await desk.must('session.sign-out', {})
    cpSync(join(old, 'keyring.json'), join(dirOf(), 'keyring.json'))
    expect(await comeIn('S0102', passphraseOf('S0102'))).toMatchObject({
      error: { code: 'store-diverged' },
    })
  })

  it('ends what they have open within a second, wherever it was done (AUT-10, IPC-07)', async () => {
    await desk.must('session.sign-out', {})
    await desk.signIn('S0102')
    const caseNo = await openDraft(desk)
    // As another window would: the book changes under the session.
    inStore(desk, (db, at) => db.people.stand(no('S0102'), { disabled_at: at, disabled_why: 'test' }))
    expect(await desk.ask('case.view', { caseNo })).toMatchObject({ error: { code: 'not-signed-in' } })
    expect(await desk.must('desk.state', {})).toMatchObject({ staff: null })

    await desk.signIn('S0101')
    inStore(desk, (db) => db.people.change(no('S0101'), { role: 'auditor' }))
    desk.clock.advance(1000)
    // The timer that asks every second, with nobody pressing anything.
    desk.premises.tick()
    expect(desk.premises.session).toBeUndefined()
    expect(desk.premises.branch).toBeUndefined()
  })

  it('takes a second person’s proof with it, and an approver’s', async () => {
    await proveAct(desk, 'S0131', 'disabled', 'S0101')
    inStore(desk, (db, at) => db.people.stand(no('S0131'), { disabled_at: at, disabled_why: 'test' }))
    expect(await desk.ask('people.disable', { staff: 'S0101', reason: '長期の休み' })).toMatchObject({
      error: { code: 'second-missing' },
    })
  })

  it('is undone by two others, with a first secret', async () => {
    await disable('S0102')
    await proveAct(desk, 'S0131', 'enabled', 'S0102')
    const secret = secretOf(await desk.must('people.enable', { staff: 'S0102', reason: '復帰' }))
    await settle(secret, 'S0102')
    expect(await desk.must('desk.state', {})).toMatchObject({ staff: { staff: 'S0102' } })
  })

  it('takes every number of a person with two, and gives them back one by one (AUT-10, MC-02)', async () => {
    await add({ name: '高橋 美咲', role: 'supervisor', samePersonAs: 'S0101' })
    expect(slots()).toEqual(expect.arrayContaining(['S0101', NEW]))
    await proveAct(desk, 'S0131', 'disabled', 'S0101')
    const { entry } = await desk.must('people.disable', { staff: 'S0101', reason: '長期の休み' })
    expect(slots()).not.toContain('S0101')
    expect(slots()).not.toContain(NEW)
    for (const staff of ['S0101', NEW])
      expect(await listed(staff)).toMatchObject({ standing: 'disabled', why: '長期の休み' })
    const [said] = desk.premises.branch?.store.trail.newest(1, entry + 1) ?? []
    expect(said).toMatchObject({ verb: 'staff.disabled', object: 'S0101' })
    expect(said?.payload).toMatchObject({ alsoAs: [NEW] })
    // The book knows the ring as it is now, both slots gone.
    await desk.must('session.sign-out', {})
    await desk.signIn('S0127')
    await proveAct(desk, 'S0131', 'enabled', 'S0101')
    await desk.must('people.enable', { staff: 'S0101', reason: '復帰' })
    expect(await listed('S0101')).toMatchObject({ standing: 'first-secret' })
    expect(await listed(NEW)).toMatchObject({ standing: 'disabled' })
  })

  it('counts nobody as staying who goes under another number', async () => {
    // A teller who is a supervisor as well; once the two others cannot come in, the branch's only one.
    await settle(secretOf(await add({ name: '高橋 美咲', role: 'supervisor', samePersonAs: 'S0101' })))
    await desk.must('session.sign-out', {})
    desk.clock.advance(60_000)
    await desk.signIn('S0150')
    await proveAct(desk, 'S0131', 'disabled', 'S0101')
    const attempts = openAttempts(dirOf(), new Date(desk.clock.wall).toISOString())
    for (const staff of ['S0127', 'S0131'])
      for (let failure = 0; failure < 10; failure += 1) {
        const at = new Date(desk.clock.wall - (10 - failure) * HOURS).toISOString()
        attempts.begin(staff, true, at)
        attempts.failed(staff, true, at)
      }
    for (const act of ['people.disable', 'people.leave'] as const)
      expect(await desk.ask(act, { staff: 'S0101', reason: '長期の休み' })).toMatchObject({
        error: { code: 'too-few-people', lacks: 'supervisor' },
      })
    expect(slots()).toContain('S0101')
  })

  it('never leaves fewer than two who can sign in, or no supervisor', async () => {
    const person = (name: string, role: 'teller' | 'supervisor') => ({ person: name, role })
    expect(lacking([person('a', 'supervisor')])).toBe('two')
    expect(lacking([person('a', 'supervisor'), person('a', 'teller')])).toBe('two')
    expect(lacking([person('a', 'teller'), person('b', 'teller')])).toBe('supervisor')
    expect(lacking([person('a', 'teller'), person('b', 'supervisor')])).toBeUndefined()

    await desk.must('session.sign-out', {})
    await desk.signIn('S0150')
    await proveAct(desk, 'S0131', 'role-changed', 'S0127')
    // Ten failures of the very supervisor who stands there: they cannot come back tomorrow.
    const attempts = openAttempts(dirOf(), new Date(desk.clock.wall).toISOString())
    for (let failure = 0; failure < 10; failure += 1) {
      const at = new Date(desk.clock.wall - (10 - failure) * HOURS).toISOString()
      attempts.begin('S0131', true, at)
      attempts.failed('S0131', true, at)
    }
    for (const role of ['teller', 'auditor'] as const) {
      expect(await desk.ask('people.change-role', { staff: 'S0127', role, reason: '異動' })).toMatchObject({
        error: { code: 'too-few-people', lacks: 'supervisor' },
      })
    }
  })

  it('takes no proof that was given for another act about the same colleague', async () => {
    const request = { staff: 'S0102', reason: '長期の休み' }
    for (const act of ['token-replaced', 'role-changed', 'left', 'secret-issued'] as const) {
      await proveAct(desk, 'S0131', act, 'S0102')
      expect(await desk.ask('people.disable', request)).toMatchObject({ error: { code: 'second-missing' } })
    }
    await proveAct(desk, 'S0131', 'disabled', 'S0102')
    expect(await desk.ask('people.leave', request)).toMatchObject({ error: { code: 'second-missing' } })
    expect(slots()).toContain('S0102')
  })

  it('asks for a reason, for somebody who is there, and for a standing it fits', async () => {
    const request = { staff: 'S0102', reason: '長期の休み' }
    expect(await desk.ask('people.disable', { ...request, reason: '  ' })).toMatchObject({
      error: { code: 'reason-needed' },
    })
    expect(await desk.ask('people.disable', { ...request, staff: 'S0999' })).toMatchObject({
      error: { code: 'colleague-unknown' },
    })
    expect(await desk.ask('people.enable', request)).toMatchObject({
      error: { code: 'standing-forbids', standing: 'active' },
    })
  })
})

describe('after ten failures', () => {
  async function lockOut(staff: string) {
    for (let failure = 0; failure < 10; failure += 1) {
      desk.clock.advance(16 * 60_000)
      const reply = await desk.ask('session.sign-in', {
        staff,
        passphrase: 'not this one at all',
        code: '000000',
      })
      expect(reply).toMatchObject({ error: { code: 'sign-in-refused' } })
    }
  }

  it('two others give access back, and the person has kept their passphrase (AUT-04)', async () => {
    await desk.must('session.sign-out', {})
    await lockOut('S0102')
    // Also after the program was ended, and for the right passphrase.
    desk.close()
    desk = await openDesk({ dir: desk.dir, at: desk.clock.wall + 24 * HOURS })
    expect(await comeIn('S0102', passphraseOf('S0102'))).toMatchObject({
      error: { code: 'sign-in-disabled' },
    })
    // A supervisor with a teller is one too few.
    await desk.signIn('S0127')
    expect(await listed('S0102')).toMatchObject({ standing: 'locked' })
    await proveAct(desk, 'S0101', 'secret-issued', 'S0102')
    expect(await desk.ask('people.reset', { staff: 'S0102', reason: '忘れた' })).toMatchObject({
      error: { code: 'standing-forbids' },
    })
    await proveAct(desk, 'S0131', 'enabled', 'S0102')
    expect(await desk.must('people.enable', { staff: 'S0102', reason: '打ち間違い' })).toMatchObject({
      secret: null,
    })
    await desk.must('session.sign-out', {})
    expect(await comeIn('S0102', passphraseOf('S0102'))).toMatchObject({ ok: true })
  })
})

describe('leaving', () => {
  it('takes the slot, hands open cases to the supervisor, and says that keys are due (AUT-10)', async () => {
    await desk.must('session.sign-out', {})
    await desk.signIn('S0102')
    const caseNo = await openDraft(desk)
    await desk.must('session.sign-out', {})
    await desk.signIn('S0150')
    await proveAct(desk, 'S0127', 'left', 'S0102')
    const { entry } = await desk.must('people.leave', { staff: 'S0102', reason: '退職' })
    expect(slots()).not.toContain('S0102')
    expect(await listed('S0102')).toMatchObject({ standing: 'left', openCases: 0 })
    expect((await stateOf(desk, caseNo)).keeper).toBe('S0127')
    const said = () => desk.premises.branch?.store.trail.newest(1, entry + 1)[0]?.payload
    expect(said()).toMatchObject({ cases: [caseNo], casesTo: 'S0127', rotationDue: false })
    // Their number is nobody else's, and no way back leads through anything but a new one.
    for (const name of ['people.disable', 'people.enable', 'people.reset'] as const)
      expect(await desk.ask(name, { staff: 'S0102', reason: '戻る' })).toMatchObject({
        error: { code: 'standing-forbids', standing: 'left' },
      })
    expect(await desk.ask('people.add', await adding({ staff: 'S0102' }))).toMatchObject({
      error: { code: 'staff-number-taken' },
    })
  })

  it('of a supervisor makes every key due within five bank days', async () => {
    await desk.must('session.sign-out', {})
    await desk.signIn('S0150')
    await proveAct(desk, 'S0127', 'left', 'S0131')
    const before = (await desk.must('keys.status', {})).keys
    await desk.must('people.leave', { staff: 'S0131', reason: '退職' })
    // Friday; the next Monday is a holiday (勤労感謝の日), so the fifth bank day is the Monday after.
    for (const { due } of (await desk.must('keys.status', {})).keys)
      expect(due).toBe('2026-11-30T14:59:00.000Z')
    expect(before.every(({ due }) => due > '2027-01-01')).toBe(true)
  })

  it('is a person’s under every number, with the cases and the keys of all of them (AUT-10)', async () => {
    const secret = secretOf(await add({ name: '小林 健太', role: 'supervisor', samePersonAs: 'S0102' }))
    await settle(secret)
    const ofNew = await openDraft(desk)
    await desk.must('session.sign-out', {})
    await desk.signIn('S0127')
    await proveAct(desk, 'S0131', 'left', 'S0102')
    // Gone as the teller they are; the supervisor they also are goes with them.
    const { entry } = await desk.must('people.leave', { staff: 'S0102', reason: '退職' })
    for (const staff of ['S0102', NEW]) {
      expect(slots()).not.toContain(staff)
      expect(await listed(staff)).toMatchObject({ standing: 'left', openCases: 0 })
    }
    expect((await stateOf(desk, ofNew)).keeper).not.toBe(NEW)
    const [said] = desk.premises.branch?.store.trail.newest(1, entry + 1) ?? []
    expect(said?.payload).toMatchObject({ alsoAs: [NEW], cases: [ofNew], rotationDue: true })
    for (const { due } of (await desk.must('keys.status', {})).keys)
      expect(due).toBe('2026-11-30T14:59:00.000Z')
  })

  it('is done once more after a cut in between: the slot has gone first', async () => {
    const { branch } = desk.premises
    if (branch === undefined) throw new Error('no store')
    expect(removeSlot(dirOf(), branch.keys, 'S0102').ok).toBe(true)
    desk.close()
    desk = await openDesk({ dir: desk.dir, at: desk.clock.wall + 60_000 })
    expect(await comeIn('S0102', passphraseOf('S0102'))).toMatchObject({
      error: { code: 'sign-in-refused' },
    })
    await desk.signIn('S0127')
    expect(await listed('S0102')).toMatchObject({ standing: 'no-slot' })
    await proveAct(desk, 'S0131', 'left', 'S0102')
    await desk.must('people.leave', { staff: 'S0102', reason: '退職' })
    expect(await listed('S0102')).toMatchObject({ standing: 'left' })
  })
})

describe('another role, another token', () => {
  it('changes what somebody may do from the next time they come, and keeps the old role on record', async () => {
    await proveAct(desk, 'S0131', 'role-changed', 'S0101')
    const { entry } = await desk.must('people.change-role', {
      staff: 'S0101',
      role: 'supervisor',
      reason: '昇任',
    })
    const [said] = desk.premises.branch?.store.trail.newest(1, entry + 1) ?? []
    expect(said?.payload).toMatchObject({ from: 'teller', to: 'supervisor', second: 'S0131' })
    await desk.must('session.sign-out', {})
    await desk.signIn('S0101')
    expect(await desk.must('desk.state', {})).toMatchObject({ staff: { role: 'supervisor' } })
  })

  it('gives a token that knows its first code as spent', async () => {
    const enrolment = await enrolToken(no('S0102'))
    const code = practiceCode(practiceStaffSeed('S0102'), desk.clock.wall).code
    await proveAct(desk, 'S0131', 'token-replaced', 'S0102')
    const spent = desk.premises.enrolments.get(enrolment)?.spentStep
    await desk.must('people.replace-token', { staff: 'S0102', enrolment, reason: '紛失' })
    expect(desk.premises.branch?.store.read.people.token(no('S0102'))).toMatchObject({
      high_water: spent,
      failures: 0,
      locked: 0,
    })
    expect(code).toHaveLength(6)
    expect(
      await desk.ask('people.replace-token', { staff: 'S0102', enrolment, reason: '紛失' }),
    ).toMatchObject({ error: { code: 'enrolment-unknown' } })
  })
})

describe('the two pools of tokens (AUT-12)', () => {
  it('share no serial: neither the book nor the code lets one into the other', async () => {
    putToken(desk, 'S0170', Buffer.alloc(20, 7))
    // By code: a customer's serial is nobody's staff number.
    expect(await desk.ask('people.add', await adding())).toMatchObject({
      error: { code: 'staff-number-taken' },
    })
    // By constraint: the token of somebody who works here is no customer's.
    expect(() => putToken(desk, 'S0101', Buffer.alloc(20, 7))).toThrow(/one pool or the other/)
    const { branch } = desk.premises
    const token = branch?.store.read.people.token(no('S0101'))
    const customers = branch?.store.read.tokens.find(Serial.parse('S0170'))
    if (token === undefined || customers === undefined) throw new Error('tokens are missing')
    expect(() =>
      inStore(desk, (db) => db.people.rememberToken(no('S0101'), token.ver, { row_id: customers.row_id })),
    ).toThrow(/one pool or the other/)
    // And a colleague's serial is nothing a customer could be given.
    expect(branch?.store.read.tokens.find(Serial.parse('S0101'))).toBeUndefined()
  })
})

describe('the record of an act', () => {
  it('is printed by an administrator or a supervisor from its entry, without the secret', async () => {
    const { entry, secret } = await add()
    const request = { paper: 'act-record', entry } as const
    const content = await desk.must('paper.preview', { request })
    expect(content.record).toMatchObject({
      kind: 'act',
      act: {
        act: 'staff.added',
        byName: '中村 隆',
        secondName: '内田 恵',
        personName: '島田 葵',
        rows: expect.arrayContaining([
          { is: 'text', row: 'staff', text: NEW },
          { is: 'role', before: null, role: 'teller' },
        ]),
      },
    })
    expect(JSON.stringify(content)).not.toContain(secret)
    // No other entry is one, and it is no clerk's.
    expect(await desk.ask('paper.preview', { request: { ...request, entry: entry - 1 } })).toMatchObject({
      error: { code: 'paper-unavailable' },
    })
    await desk.must('session.sign-out', {})
    await desk.signIn('S0101')
    expect(await desk.ask('paper.preview', { request })).toMatchObject({
      error: { code: 'paper-unavailable' },
    })
  })
})

describe('the key ring on disk', () => {
  it('never holds a first secret or a passphrase', async () => {
    const secret = secretOf(await add())
    expect(readFileSync(join(dirOf(), 'keyring.json'), 'utf8')).not.toContain(secret)
  })
})
