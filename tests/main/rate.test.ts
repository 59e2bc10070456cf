import { afterEach, describe, expect, it } from 'vitest'
import type { Reading } from '#main/clock'
import { seedUsesOnRecord } from '#main/desk/seed-uses'
import { makeBucket, makeLimits, SEED_USES_MAX, seedUsing } from '#main/rate'
import type { ReadEntry } from '#main/store/audit'
import { operations } from '#shared/operations'
import { openDesk, START, type TestDesk } from '../fixtures/desk.ts'
import { newest, openDraft } from '../fixtures/walk.ts'

type Answered = { ok: boolean; error?: { code: string; waitMs?: number } }

let desk: TestDesk | undefined
afterEach(() => desk?.close())

/** A desk that counts, after a night in which nothing was asked. */
async function quietDesk(staff: string): Promise<TestDesk> {
  const quiet = await openDesk({ limits: makeLimits() })
  desk = quiet
  await quiet.signIn(staff)
  await quiet.must('search.find', { text: '若葉' })
  quiet.clock.advance(10_000)
  return quiet
}

const entries = (of: TestDesk): number => of.premises.branch?.store.trail.head().seq ?? -1

describe('a bucket', () => {
  it('gives its burst at once and then so many a second, whatever the order of the clock', () => {
    const bucket = makeBucket({ perSecond: 20, burst: 60 })
    let given = 0
    for (let call = 0; call < 1000; call += 1) if (bucket.take(call) === undefined) given += 1
    // 60 at once, and 20 in the second that the thousand calls took.
    expect(given).toBeGreaterThanOrEqual(79)
    expect(given).toBeLessThanOrEqual(80)
    expect(bucket.take(500)).toMatchObject({ first: false })
    expect(bucket.take(1000 + 3000)).toBeUndefined()
  })

  it('says once that it is empty, and again only after it has been full', () => {
    const bucket = makeBucket({ perSecond: 1, burst: 2 })
    const said = (at: number) => bucket.take(at)?.first
    expect([said(0), said(0), said(0), said(10), said(1500), said(1600)]).toEqual([
      undefined,
      undefined,
      true,
      false,
      undefined,
      false,
    ])
    expect(bucket.isFull(10_000)).toBe(true)
    expect([said(10_000), said(10_000), said(10_000)]).toEqual([undefined, undefined, true])
  })
})

describe('IPC-08: how often the desk answers', () => {
  it('1,000 calls in one second get 60 and 20 answers, one entry in the trail, and it recovers', async () => {
    const { askRaw, clock } = await quietDesk('S0101')
    const before = entries(desk as TestDesk)
    let answered = 0
    for (let call = 0; call < 1000; call += 1) {
      clock.advance(1)
      const reply = (await askRaw('search.find', { text: '若葉' })) as Answered
      if (reply.ok) answered += 1
      else expect(reply.error).toEqual({ code: 'too-many-calls', waitMs: expect.any(Number) })
    }
    expect(answered).toBeGreaterThanOrEqual(79)
    expect(answered).toBeLessThanOrEqual(80)
    expect(entries(desk as TestDesk)).toBe(before + 1)
    expect(newest(desk as TestDesk)).toEqual(['refused:too-many-calls search.find'])
    clock.advance(50)
    expect(await askRaw('search.find', { text: '若葉' })).toMatchObject({ ok: true })
    // Quiet for a while, and the next flood is an entry of its own.
    clock.advance(3000)
    for (let call = 0; call < 70; call += 1) await askRaw('nope', {})
    expect(newest(desk as TestDesk)).toEqual(['refused:too-many-calls unknown'])
  })

  it('one window that asks too much keeps no other waiting, and never the lock or the emergency stop', async () => {
    const { askRaw, ask, premises } = await quietDesk('S0101')
    for (let call = 0; call < 200; call += 1) await askRaw('desk.state', {})
    expect(await askRaw('desk.state', {})).toMatchObject({ error: { code: 'too-many-calls' } })
    expect(await askRaw('desk.state', {}, { place: 'paper', window: 9 })).toMatchObject({ ok: true })
    expect(await askRaw('loss.stop', {})).toMatchObject({ error: { code: 'input-malformed' } })
    expect(await ask('session.lock', {})).toMatchObject({ ok: true })
    expect(premises.session?.locked).toBe(true)
  })

  it('the whole trail is verified three times at once and then once a second', async () => {
    const { askRaw, clock } = await quietDesk('S0160')
    const codes: unknown[] = []
    for (let call = 0; call < 5; call += 1) codes.push(((await askRaw('trail.verify', {})) as Answered).ok)
    clock.advance(1000)
    codes.push(((await askRaw('trail.verify', {})) as Answered).ok)
    codes.push(((await askRaw('trail.verify', {})) as Answered).ok)
    expect(codes).toEqual([true, true, true, false, false, true, false])
  })

  it('a question that may not be asked costs nothing of what may', async () => {
    const { askRaw, clock } = await quietDesk('S0101')
    for (let call = 0; call < 10; call += 1) {
      clock.advance(100)
      expect(await askRaw('trail.verify', {})).toMatchObject({ error: { code: 'role-forbids' } })
    }
  })

  it('the 61st use of a token’s seed in an hour raises an alarm and waits for a supervisor', async () => {
    const { askRaw, clock, must, signIn } = await quietDesk('S0101')
    const draft = await openDraft(desk as TestDesk)
    const use = async () => {
      clock.advance(2000)
      return (await askRaw('case.register', {
        caseNo: draft,
        version: 1,
        userId: null,
        serial: 'VSMT70310012',
        vendor: null,
        proof: { kind: 'code', code: '123456' },
        warningReason: null,
      })) as Answered
    }
    const seen = new Set<unknown>()
    for (let call = 0; call < SEED_USES_MAX; call += 1) seen.add((await use()).error?.code)
    expect(seen.has('seed-uses-spent')).toBe(false)
    expect(seen.has('input-malformed'), 'the question is a right one').toBe(false)
    const before = entries(desk as TestDesk)
    for (let call = 0; call < 5; call += 1) {
      expect((await use()).error).toEqual({ code: 'seed-uses-spent', perHour: 60 })
    }
    // The alarm, and the refusal that raised it; the four after it are the same flood.
    expect(entries(desk as TestDesk)).toBe(before + 2)
    expect(newest(desk as TestDesk, 2)).toEqual([
      'refused:seed-uses-spent case.register',
      'noted alarm.raised',
    ])

    await must('session.sign-out', {})
    await signIn('S0127')
    expect((await use()).error?.code).not.toBe('seed-uses-spent')
    expect(newest(desk as TestDesk, 2)).toContain('noted alarm.answered')
    await must('session.sign-out', {})
    await signIn('S0101')
    expect((await use()).error?.code, 'the count began again').not.toBe('seed-uses-spent')
  })

  it('starting the program anew does not begin the count of seeds anew; a supervisor who answered the alarm does', async () => {
    const { askRaw, clock, dir, premises, must } = await quietDesk('S0101')
    const draft = await openDraft(desk as TestDesk)
    const question = {
      caseNo: draft,
      version: 1,
      userId: null,
      serial: 'VSMT70310012',
      vendor: null,
      proof: { kind: 'code', code: '123456' },
      warningReason: null,
    }
    for (let call = 0; call < SEED_USES_MAX; call += 1) {
      clock.advance(2000)
      await askRaw('case.register', question)
    }
    // Refused before any seed was opened: no use of one.
    clock.advance(2000)
    await askRaw('case.register', { ...question, version: 'first' })
    await must('session.sign-out', {})
    premises.leave()

    const restarted = async (later: number) => {
      const again = await openDesk({ dir, at: clock.wall + later, limits: makeLimits() })
      await again.signIn('S0127')
      const reply = (await again.askRaw('case.register', question)) as Answered
      return { again, code: reply.error?.code }
    }
    const soon = await restarted(60_000)
    expect(soon.code).toBe('seed-uses-spent')
    expect(newest(soon.again, 2)).toContain('noted alarm.raised')
    // Answered by a supervisor, the alarm ends what was counted before it, after a start, too.
    await soon.again.askRaw('case.register', question)
    expect(newest(soon.again, 2)).toContain('noted alarm.answered')
    soon.again.premises.leave()
    const answered = await restarted(120_000)
    expect(answered.code).not.toBe('seed-uses-spent')
    answered.again.premises.leave()
  })

  it('a colleague’s refused code, and what a clock in doubt refused, are no uses of a customer’s seed', () => {
    const entry = (seq: number, verb: string, outcome: string, payload: object) =>
      ({ seq, verb, outcome, payload, wall: new Date(START).toISOString() }) as unknown as ReadEntry
    const entries = [
      entry(4, 'code.refused', 'done', { operation: 'session.unlock', outcome: 'wrong' }),
      entry(3, 'token.resync', 'refused:clock-untrusted', { state: 'jumped' }),
      entry(2, 'token.resync', 'refused:code-not-checkable', {}),
      entry(1, 'code.refused', 'done', { serial: 'VSMT70310012', outcome: 'wrong', triesLeft: 9 }),
    ]
    const db = { trail: { find: () => entries } } as unknown as Parameters<typeof seedUsesOnRecord>[0]
    const now = { wall: START, mono: 5000 } as Reading
    expect(seedUsesOnRecord(db, now, 1000, seedUsing)).toEqual([5000, 5000])
  })

  it('what is practised counts for the practice branch alone, and a supervisor is told once before they go on', () => {
    const limits = makeLimits()
    const use = (branch: string, isSupervisor: boolean) =>
      limits.seedUse(branch, 'token.resync', isSupervisor, 1000)
    for (let call = 0; call < SEED_USES_MAX; call += 1) expect(use('branch', true).says).toBe('go')
    expect(use('practice', false).says).toBe('go')
    expect(use('branch', true)).toEqual({ says: 'too-many', first: true })
    expect(use('practice', true).says).toBe('go')
    expect(use('branch', false)).toEqual({ says: 'too-many', first: false })
    expect(use('branch', true).says).toBe('answered')
    expect(use('branch', false).says).toBe('go')
  })

  it('an alarm that the disk did not take is raised again, and one it did not take as answered stands', () => {
    const limits = makeLimits()
    const taken: string[] = []
    let full = true
    const use = (isSupervisor: boolean) =>
      limits.seedUse('branch', 'token.resync', isSupervisor, 1000, undefined, (event) => {
        if (full) throw new Error('the disk is full')
        taken.push(event)
      })
    for (let call = 0; call < SEED_USES_MAX; call += 1) expect(use(false).says).toBe('go')
    expect(() => use(false)).toThrow('full')
    full = false
    expect(use(false)).toEqual({ says: 'too-many', first: true })
    full = true
    expect(() => use(true)).toThrow('full')
    expect(use(false)).toEqual({ says: 'too-many', first: false })
    full = false
    expect(use(true)).toEqual({ says: 'answered' })
    expect(taken).toEqual(['alarm.raised', 'alarm.answered'])
  })

  it('an hour later a seed may be used again without anybody', () => {
    const limits = makeLimits()
    const use = (mono: number) => limits.seedUse('branch', 'token.resync', false, mono).says
    for (let call = 0; call < SEED_USES_MAX; call += 1) expect(use(call)).toBe('go')
    expect(use(3_599_999)).toBe('too-many')
    expect(use(3_600_000)).toBe('go')
    expect(use(3_600_000)).toBe('too-many')
  })

  it('counts every operation that is asked for a customer’s code', () => {
    const wanting = Object.entries(operations)
      .filter(([, { input, from }]) => from.some((place) => place === 'desk') && wantsCode(input))
      .map(([name]) => name)
      // Colleagues' own codes have delays and a lock of their own (AUT-03); a description's codes name step sheets, a day's is of its sheet.
      .filter(
        (name) =>
          !/^(session|second|clock|setup|practice|profile|people|opening|recovery|restore)\./.test(name),
      )
    expect(wanting.length).toBeGreaterThan(2)
    expect(wanting.filter((name) => ![...seedUsing].some((one) => one === name))).toEqual([])
  })
})

function wantsCode(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false
  if ('shape' in schema)
    return Object.entries(schema.shape as object).some(
      ([key, inner]) => /^codes?$|^(first|second|next)Code$/.test(key) || wantsCode(inner),
    )
  if ('options' in schema && Array.isArray(schema.options)) return schema.options.some(wantsCode)
  if ('element' in schema) return wantsCode(schema.element)
  return false
}
