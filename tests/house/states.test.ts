import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Writes } from '#main/store/tables'
import { type Instant, StaffNo } from '#shared/ids'
import { type OperationName, operations } from '#shared/operations'
import { openDesk, type TestDesk } from '../fixtures/desk.ts'
import { dice, texts, valueFor } from '../fixtures/payloads.ts'
import { inStore } from '../fixtures/stock.ts'
import { contractNamed, openDraft, wakaba } from '../fixtures/walk.ts'

/**
 * What the state of the desk lets through, whoever asks (IPC-06): `policy.test.ts` says who may ask what; here stands
 * what else must hold. Written by hand: whoever changes the contract changes these lists too, and somebody reads both.
 */

/** Judge a code or a wait by the time it is: not while the clock is suspect, and not while it is rejected. */
const NEEDS_THE_TIME = `
approval.approve
case.register
dispatch.read-first
people.prove-token
seeds.commit
seeds.try-code
token.reset-drift
token.resync
trail.erase
`
  .trim()
  .split('\n')

/** Prove a person by a code of theirs: suspect is enough time for that, rejected is not. */
const PROVES_A_PERSON = `
approval.prove
clock.confirm
second.prove
session.change-passphrase
session.sign-in
session.unlock
`
  .trim()
  .split('\n')

const isListed = (name: string): name is OperationName => Object.hasOwn(operations, name)
const names = Object.keys(operations).filter(isListed)
const mayRefuseForTheClock = names.filter((name) =>
  (operations[name].refusals as readonly string[]).includes('clock-untrusted'),
)

const PEOPLE = { T: 'S0101', S: 'S0127', B: 'S0140', A: 'S0150', U: 'S0160' } as const

const TELLER = StaffNo.parse('S0101')

let desk: TestDesk
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

const codeOf = async (name: string, input: unknown = { nonsense: true }): Promise<string> => {
  const reply = (await desk.askRaw(name, input)) as { ok: boolean; error: { code: string } }
  return reply.ok ? 'answered' : reply.error.code
}
const atTheDesk = names.filter((name) => operations[name].from.some((place) => place === 'desk'))
const ofSomebody = atTheDesk.filter((name) => operations[name].may !== 'anyone')

describe('a state of the desk (IPC-06)', () => {
  it('that wants the time is listed for every operation that may refuse for the clock, and for no other', () => {
    const listed = [...NEEDS_THE_TIME, ...PROVES_A_PERSON]
    const missing = mayRefuseForTheClock.filter((name) => !listed.includes(name))
    const tooMany = listed.filter((name) => !mayRefuseForTheClock.some((one) => one === name))
    expect({ missing, tooMany }).toEqual({ missing: [], tooMany: [] })
  })

  it.each([
    ['suspect', 3_600_000],
    ['rejected', -3_600_000],
  ] as const)(
    'of a %s clock lets nothing through that needs the time, and everything else as before',
    async (state, by) => {
      await desk.signIn('S0127')
      const contractNo = await contractNamed(desk, wakaba)
      texts.push(await openDraft(desk))
      desk.clock.wall += by
      expect((await desk.must('desk.state', {})).clock).toBe(state)
      for (const name of atTheDesk.filter((one) => NEEDS_THE_TIME.includes(one))) {
        const roll = dice(name.length * 7919)
        for (let time = 0; time < 25; time += 1) {
          const code = await codeOf(name, valueFor(operations[name].input, roll))
          expect([name, code]).not.toEqual([name, 'answered'])
        }
      }
      // A token is stopped whatever the clock shows.
      const stopped = await desk.must('loss.stop', {
        contractNo,
        target: { kind: 'user', userId: 'M54100031187' },
        how: 'lost',
        callBackNumber: null,
      })
      expect((await desk.must('case.view', { caseNo: stopped.caseNo })).kind).toBe('loss')
    },
  )

  it.each(Object.entries(PEOPLE))(
    'locked lets nobody through who was %s (%s), one moment after (IPC-07)',
    async (_letter, staff) => {
      await desk.signIn(staff)
      await desk.must('session.lock', {})
      desk.clock.advance(1)
      for (const name of ofSomebody) expect([name, await codeOf(name)]).toEqual([name, 'session-locked'])
      // Whoever tried stands in the trail.
      const entries = desk.premises.branch?.store.trail.newest(ofSomebody.length) ?? []
      expect(entries.filter(({ outcome }) => outcome === 'refused:session-locked')).toHaveLength(
        ofSomebody.length,
      )
    },
  )

  it.each([
    [
      'disabled',
      (db: Writes, at: Instant): void =>
        void db.people.stand(TELLER, { disabled_at: at, disabled_why: 'test' }),
    ],
    ['in another role', (db: Writes): void => void db.people.change(TELLER, { role: 'auditor' })],
    [
      'given another passphrase by two others',
      (db: Writes, at: Instant): void => void db.people.stand(TELLER, { secret_until: at }),
    ],
  ] as const)(
    'lets nobody through who was %s meanwhile, whatever they ask first (IPC-06, IPC-07; every 90th first question, all in the long run)',
    async (_how, happens) => {
      const step = process.env.MADOGUCHI_LONG === undefined ? 90 : 1
      for (let first = 0; first < ofSomebody.length; first += step) {
        await desk.signIn(TELLER)
        inStore(desk, happens)
        const before = desk.premises.branch?.store.trail.head().seq ?? 0
        // The first ends the session, and with it the store is closed: no other gets any further.
        for (const name of [...ofSomebody.slice(first), ...ofSomebody.slice(0, first)])
          expect([name, await codeOf(name)]).toEqual([name, 'not-signed-in'])
        expect(desk.premises.session).toBeUndefined()
        await desk.signIn('S0127')
        const since = desk.premises.branch?.store.trail.newest(8).filter(({ seq }) => seq > before) ?? []
        expect(
          since.map(({ verb }) => verb),
          'that it ended is on record',
        ).toContain('session.ended')
        inStore(desk, (db) => {
          db.people.stand(TELLER, { disabled_at: null, disabled_why: '', secret_until: null })
          db.people.change(TELLER, { role: 'teller' })
        })
        await desk.must('session.sign-out', {})
        desk.clock.advance(60_000)
      }
    },
  )

  it('before anybody has signed in, and after the last one has left, lets nobody through (IPC-07)', async () => {
    for (const name of ofSomebody) expect([name, await codeOf(name)]).toEqual([name, 'not-signed-in'])
    await desk.signIn('S0127')
    await desk.must('session.sign-out', {})
    for (const name of ofSomebody) expect([name, await codeOf(name)]).toEqual([name, 'not-signed-in'])
  })

  it('an approval window that is not the one main opened decides nothing', async () => {
    await desk.signIn('S0101')
    for (const name of names.filter((one) => operations[one].from.some((place) => place === 'approval'))) {
      if (operations[name].kind !== 'command') continue
      const reply = (await desk.askRaw(name, valueFor(operations[name].input, dice(7)), {
        place: 'approval',
        window: 4711,
      })) as { error: { code: string } }
      expect(['approval-missing', 'input-malformed'], name).toContain(reply.error.code)
    }
  })
})
