import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { practiceCode } from '#main/practice/codes'
import { IDLE_MS_MAX, LOCKED_MS_MAX, SESSION_MS_MAX } from '#main/premises'
import { openDesk, over, START, type TestDesk } from '../../fixtures/desk.ts'
import { newest, openDraft, passphraseOf, proveIn, stateOf, submitCase } from '../../fixtures/walk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

const proof = (staff: string, changes: object = {}) => ({
  staff,
  passphrase: passphraseOf(staff),
  code: desk.staffCode(staff),
  ...changes,
})

describe('signing in', () => {
  it('takes staff number, passphrase and a code of one’s own token', async () => {
    expect(await desk.ask('session.sign-in', proof('S0101'))).toMatchObject({
      ok: true,
      value: { staff: 'S0101', name: '高橋 美咲', role: 'teller' },
    })
    expect(newest(desk)).toEqual(['done session.begun'])
  })

  it('answers alike for a wrong passphrase and for a number nobody has', async () => {
    const wrong = await desk.ask('session.sign-in', proof('S0101', { passphrase: 'not this one at all' }))
    const nobody = await desk.ask('session.sign-in', {
      staff: 'S9999',
      passphrase: 'whatever it may be',
      code: '123456',
    })
    expect(wrong).toEqual({ ok: false, error: { code: 'sign-in-refused' } })
    expect(nobody).toEqual(wrong)
  })

  it('refuses a wrong code, and the same code twice', async () => {
    expect(await desk.ask('session.sign-in', proof('S0101', { code: '000000' }))).toMatchObject({
      error: { code: 'staff-code-refused', reason: 'wrong' },
    })
    desk.clock.advance(2_000)
    const good = proof('S0101')
    await desk.must('session.sign-in', good)
    await desk.must('session.sign-out', {})
    expect(await desk.ask('session.sign-in', good)).toMatchObject({
      error: { code: 'staff-code-refused', reason: 'replayed' },
    })
  })

  it('waits longer after each failure, locks at five and disables at ten, also across a restart (AUT-04)', async () => {
    const wrong = () =>
      desk.ask('session.sign-in', { staff: 'S0101', passphrase: 'certainly not this', code: '000000' })
    for (const wait of [1, 2, 4, 8]) {
      expect(await wrong()).toMatchObject({ error: { code: 'sign-in-refused' } })
      expect(await wrong()).toMatchObject({ error: { code: 'sign-in-delayed', seconds: wait } })
      desk.clock.advance(wait * 1000)
    }
    expect(await wrong()).toMatchObject({ error: { code: 'sign-in-refused' } })
    desk.close()
    desk = await openDesk({ dir: desk.dir, at: desk.clock.wall })
    expect(await desk.ask('session.sign-in', proof('S0101'))).toMatchObject({
      error: { code: 'sign-in-delayed' },
    })
    for (let failure = 6; failure <= 10; failure += 1) {
      desk.clock.advance(15 * 60_000)
      expect(await wrong()).toMatchObject({ error: { code: 'sign-in-refused' } })
    }
    desk.clock.advance(24 * 60 * 60_000)
    expect(await desk.ask('session.sign-in', proof('S0101'))).toMatchObject({
      error: { code: 'sign-in-disabled' },
    })
  })

  it('puts what failed while the store was closed into the trail once it opens', async () => {
    await desk.ask('session.sign-in', { staff: 'S0101', passphrase: 'certainly not this', code: '000000' })
    await desk.signIn('S0102')
    expect(newest(desk, 4)).toContain('noted sign-in.failed')
  })
})

describe('the practice branch and the real one', () => {
  it('are never taken for each other, even when somebody moves the folders (store-of-other-mode)', async () => {
    desk.close()
    renameSync(join(desk.dir, 'practice'), join(desk.dir, 'branch'))
    const moved = over(desk.dir, START)
    await moved.must('branch.choose', {})
    expect(
      await moved.ask('session.sign-in', { ...proof('S0101'), code: moved.staffCode('S0101') }),
    ).toMatchObject({ error: { code: 'store-of-other-mode' } })
    expect(await moved.ask('practice.tokens', {})).toMatchObject({ error: { code: 'store-missing' } })
  })
})

describe('a machine that slept (FLT-15)', () => {
  const granted = async () => {
    await desk.signIn('S0101')
    const caseNo = await submitCase(desk)
    expect(await proveIn(desk, caseNo)).toMatchObject({ ok: true })
    return desk.approval()
  }
  const approve = { seal: 'matches', typeBack: '0917' } as const

  it('between proof and approval: ten minutes of running time have ended the grant, and the desk is locked', async () => {
    const window = await granted()
    desk.clock.advance(10 * 60_000)
    // Even if the page is quicker than the timer: the grant is over by itself.
    expect(await desk.ask('approval.approve', approve, window)).toMatchObject({
      error: { code: 'approval-expired' },
    })
    desk.premises.tick()
    expect((await desk.must('desk.state', {})).locked).toBe(true)
    expect(await desk.ask('approval.approve', approve, window)).toMatchObject({
      error: { code: 'approval-missing' },
    })
  })

  it('and whose running time stood still meanwhile: the system’s word locks, and the clock is doubted', async () => {
    const window = await granted()
    desk.clock.wall += 10 * 60_000
    expect(await desk.ask('approval.approve', approve, window)).toMatchObject({
      error: { code: 'clock-untrusted' },
    })
    desk.premises.lock()
    expect(desk.premises.approval).toBeUndefined()
    expect((await desk.must('desk.state', {})).locked).toBe(true)
  })
})

describe('the lock', () => {
  it('comes after five minutes without a sign of life, and not a second earlier (AUT-06)', async () => {
    await desk.signIn('S0101')
    desk.clock.advance(IDLE_MS_MAX - 1000)
    desk.premises.tick()
    expect((await desk.must('desk.state', {})).locked).toBe(false)
    await desk.must('session.touch', {})
    desk.clock.advance(IDLE_MS_MAX)
    desk.premises.tick()
    expect((await desk.must('desk.state', {})).locked).toBe(true)
  })

  it('gives way to the end of the session after twelve hours, whatever one does (AUT-06)', async () => {
    await desk.signIn('S0101')
    for (let left = SESSION_MS_MAX; left > 0; left -= IDLE_MS_MAX / 2) {
      expect((await desk.must('desk.state', {})).staff?.staff).toBe('S0101')
      desk.clock.advance(IDLE_MS_MAX / 2)
      await desk.must('session.touch', {})
      desk.premises.tick()
    }
    expect(await desk.must('desk.state', {})).toMatchObject({ staff: null, locked: false })
    expect(await desk.ask('search.find', { text: '若葉' })).toMatchObject({
      error: { code: 'not-signed-in' },
    })
  })

  it('ends after twelve hours from the sign-in, however late somebody came back through the lock (AUT-06)', async () => {
    await desk.signIn('S0101')
    for (let left = SESSION_MS_MAX - 600_000; left > 0; left -= IDLE_MS_MAX / 2) {
      desk.clock.advance(Math.min(left, IDLE_MS_MAX / 2))
      await desk.must('session.touch', {})
    }
    await desk.must('session.lock', {})
    desk.clock.advance(480_000)
    desk.premises.tick()
    expect((await desk.must('desk.state', {})).staff?.staff).toBe('S0101')
    await desk.must('session.unlock', { passphrase: passphraseOf('S0101'), code: desk.staffCode('S0101') })
    desk.clock.advance(90_000)
    await desk.must('session.touch', {})
    desk.clock.advance(30_000)
    desk.premises.tick()
    expect(await desk.must('desk.state', {})).toMatchObject({ staff: null, locked: false })
  })

  it('answers nothing about customers, and gives everything back to the same person (IPC-07)', async () => {
    await desk.signIn('S0101')
    const caseNo = await openDraft(desk)
    await desk.must('session.lock', {})
    expect(await desk.ask('case.view', { caseNo })).toMatchObject({ error: { code: 'session-locked' } })
    expect(await desk.ask('search.find', { text: 'わかば' })).toMatchObject({
      error: { code: 'session-locked' },
    })
    const { passphrase, code } = proof('S0101')
    expect(await desk.ask('session.unlock', { passphrase: 'somebody else’s words', code })).toMatchObject({
      error: { code: 'sign-in-refused' },
    })
    desk.clock.advance(2_000)
    await desk.must('session.unlock', { passphrase, code })
    expect((await stateOf(desk, caseNo)).state).toBe('draft')
  })

  it('keeps what was half-typed for its person, shows it to nobody meanwhile, and gives it back once (REN-09)', async () => {
    const hand = JSON.stringify({ drafts: { half: 'typed' } })
    expect(await desk.ask('session.put-away', { hand })).toMatchObject({ error: { code: 'not-signed-in' } })
    await desk.signIn('S0101')
    expect(await desk.ask('session.put-away', { hand }), 'not while the screen is open').toMatchObject({
      error: { code: 'not-signed-in' },
    })
    await desk.must('session.lock', {})
    await desk.must('session.put-away', { hand })
    expect(await desk.ask('session.take-back', {})).toMatchObject({ error: { code: 'session-locked' } })
    const { passphrase, code } = proof('S0101')
    await desk.must('session.unlock', { passphrase, code })
    expect(await desk.must('session.take-back', {})).toEqual({ hand })
    expect(await desk.must('session.take-back', {})).toEqual({ hand: null })
  })

  it('gives nobody else what was half-typed', async () => {
    await desk.signIn('S0101')
    await desk.must('session.lock', {})
    await desk.must('session.put-away', { hand: '{"half":"typed"}' })
    await desk.must('session.sign-out', {})
    await desk.signIn('S0102')
    expect(await desk.must('session.take-back', {})).toEqual({ hand: null })
  })

  it('closes the store and lets the keys go after half an hour in which nobody came back (REN-09)', async () => {
    await desk.signIn('S0101')
    await desk.must('session.lock', {})
    desk.clock.advance(LOCKED_MS_MAX - 1)
    desk.premises.tick()
    expect(desk.premises.branch).toBeDefined()
    desk.clock.advance(1)
    desk.premises.tick()
    expect(desk.premises.branch).toBeUndefined()
    expect(await desk.must('desk.state', {})).toMatchObject({ staff: null, locked: false })
  })

  it('cannot be opened when nobody is there', async () => {
    expect(await desk.ask('session.unlock', { passphrase: 'x', code: '123456' })).toMatchObject({
      error: { code: 'not-signed-in' },
    })
  })
})

describe('a wrong clock', () => {
  it('judges no code while it has jumped', async () => {
    desk.clock.wall += 60_000
    expect(await desk.ask('session.sign-in', proof('S0101'))).toMatchObject({
      error: { code: 'clock-untrusted', clock: 'suspect' },
    })
  })

  it('is not believed behind what was already written', async () => {
    await desk.signIn('S0101')
    desk.close()
    const behind = await openDesk({ dir: desk.dir, at: START - 60 * 60_000 })
    expect(
      await behind.ask('session.sign-in', { ...proof('S0102'), code: behind.staffCode('S0102') }),
    ).toMatchObject({
      error: { code: 'clock-untrusted', clock: 'rejected' },
    })
    behind.close()
  })
})

describe('setting up a branch', () => {
  let dir: string
  let fresh: TestDesk
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'madoguchi-setup-'))
    fresh = over(dir, START)
  })
  afterEach(() => {
    fresh.close()
    rmSync(dir, { recursive: true, force: true })
  })

  const institution = '霞野信用金庫'
  async function enrol(
    staff: string,
    name: string,
    role: 'teller' | 'supervisor' | 'administrator',
    changes: object = {},
  ) {
    const { enrolment } = await fresh.must('setup.enrol', { staff, institution })
    const seed = fresh.premises.enrolments.get(enrolment)?.seed
    const { code } = practiceCode(Buffer.from(seed ?? []), fresh.clock.wall)
    return { enrolment, staff, name, role, passphrase: `ume no hana ${staff} kaoru mado`, code, ...changes }
  }
  const complete = (people: Awaited<ReturnType<typeof enrol>>[]) =>
    fresh.ask('setup.complete', { institution, branchNo: '012', branchName: '本町支店', people })

  it('takes two persons who may look after people, one of them a supervisor; before that no account exists (AUT-11)', async () => {
    const one = await enrol('S0001', '高橋 美咲', 'teller')
    expect(await complete([one])).toMatchObject({ error: { code: 'two-persons-needed' } })
    const twin = await enrol('S0002', '高橋　美咲', 'supervisor')
    expect(await complete([one, twin])).toMatchObject({ error: { code: 'two-persons-needed' } })
    const teller = await enrol('S0002', '森 健太', 'teller')
    expect(await complete([one, teller])).toMatchObject({ error: { code: 'supervisor-needed' } })
    expect(readdirSync(dir)).toEqual([])
    const two = await enrol('S0127', '中村 隆', 'supervisor')
    // Nobody could ever be enrolled by a teller and a supervisor.
    expect(await complete([one, two])).toMatchObject({ error: { code: 'two-to-administer' } })
    expect(readdirSync(dir)).toEqual([])
    const three = await enrol('S0150', '西村 亮', 'administrator')
    expect(await complete([one, two, three])).toMatchObject({ ok: true })
    expect(await complete([one, two, three])).toMatchObject({ error: { code: 'store-exists' } })
  })

  it('refuses a weak passphrase, a code that is not theirs, and an enrolment it never began', async () => {
    const one = await enrol('S0001', '高橋 美咲', 'administrator')
    const weak = await enrol('S0127', '中村 隆', 'supervisor', { passphrase: 'honmachi012' })
    expect(await complete([one, weak])).toMatchObject({
      error: { code: 'passphrase-weak', staff: 'S0127', reason: 'too-short' },
    })
    const wrong = await enrol('S0127', '中村 隆', 'supervisor', { code: '000000' })
    expect(await complete([one, wrong])).toMatchObject({ error: { code: 'staff-code-refused' } })
    const forged = { ...(await enrol('S0127', '中村 隆', 'supervisor')), enrolment: 'never begun' }
    expect(await complete([one, forged])).toMatchObject({ error: { code: 'enrolment-unknown' } })
    expect(readdirSync(dir)).toEqual([])
  })

  it('opens for those it enrolled, and has no practice tokens', async () => {
    const people = [
      await enrol('S0001', '高橋 美咲', 'administrator'),
      await enrol('S0127', '中村 隆', 'supervisor'),
    ]
    await complete(people)
    expect(await fresh.ask('practice.tokens', {})).toMatchObject({ error: { code: 'store-missing' } })
    // The code that proved the authenticator is spent from the first moment.
    expect(
      await fresh.ask('session.sign-in', {
        staff: 'S0001',
        passphrase: people[0]?.passphrase ?? '',
        code: people[0]?.code ?? '',
      }),
    ).toMatchObject({
      error: { code: 'staff-code-refused', reason: 'replayed' },
    })
  })

  it('is not offered by a stand-in that was not told to hold a real branch', async () => {
    const standin = over(dir, START, { runtime: 'standin', branchAllowed: false })
    expect(await standin.ask('setup.enrol', { staff: 'S0001', institution })).toMatchObject({
      error: { code: 'standin-refuses-branch' },
    })
    expect(await standin.ask('branch.choose', {})).toMatchObject({
      error: { code: 'standin-refuses-branch' },
    })
  })

  it('is not made anew over a key ring whose records are gone (STO-05)', async () => {
    const people = [
      await enrol('S0001', '高橋 美咲', 'administrator'),
      await enrol('S0127', '中村 隆', 'supervisor'),
    ]
    await complete(people)
    rmSync(join(dir, 'branch', 'madoguchi.db'))
    expect((await fresh.must('desk.state', {})).branchExists).toBe(true)
    expect(await fresh.ask('setup.enrol', { staff: 'S0001', institution })).toMatchObject({
      error: { code: 'store-exists' },
    })
    await fresh.must('branch.choose', {})
    const [one] = people
    expect(
      await fresh.ask('session.sign-in', {
        staff: 'S0001',
        passphrase: one?.passphrase ?? '',
        code: '000000',
      }),
    ).toMatchObject({ error: { code: 'store-missing' } })
    expect(readdirSync(join(dir, 'branch'))).not.toContain('madoguchi.db')
  })

  it('ends the practice of whoever was still signed in there', async () => {
    desk.close()
    await desk.signIn('S0101')
    const { premises } = desk
    for (const staff of ['S0001', 'S0127']) await desk.must('setup.enrol', { staff, institution })
    const people = [...premises.enrolments].map(([enrolment, { staff, seed }], index) => ({
      enrolment,
      staff,
      name: ['高橋 美咲', '中村 隆'][index] ?? '',
      role: 'supervisor' as const,
      passphrase: `ume no hana ${staff} kaoru mado`,
      code: practiceCode(Buffer.from(seed), desk.clock.wall).code,
    }))
    await desk.must('setup.complete', { institution, branchNo: '012', branchName: '本町支店', people })
    expect(await desk.must('desk.state', {})).toMatchObject({ mode: 'branch', staff: null })
    expect(premises.branch).toBeUndefined()
  })

  it('cannot be chosen before it exists', async () => {
    expect(await fresh.ask('branch.choose', {})).toMatchObject({ error: { code: 'store-missing' } })
  })
})
