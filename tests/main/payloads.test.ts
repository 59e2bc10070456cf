import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type OperationName, operations } from '#shared/operations'
import { refusalNumbers } from '#shared/refusals'
import { completeIntake, openDesk, type TestDesk } from '../fixtures/desk.ts'
import { executeCase, openDraft } from '../fixtures/walk.ts'

/**
 * Payloads made from the contract's own schemas, right and slightly wrong, for every operation that neither moves
 * people nor derives a key (IPC-03). Whatever is sent, the answer is one the contract knows, nothing is thrown, and
 * the store is whole afterwards.
 */

const TIMES = Number(process.env.MADOGUCHI_PAYLOADS ?? 60)

/** Those change who is here or which store is open, or wait for a key to be derived; their own tests ask them. */
const APART: readonly OperationName[] = [
  'practice.open',
  'branch.choose',
  'desk.leave',
  'setup.enrol',
  'setup.complete',
  'session.sign-in',
  'session.unlock',
  'session.lock',
  'session.sign-out',
  'approval.prove',
  'approval.close',
]

/** Numbers drawn in an order that is the same every time. */
function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** Texts that mean something to this desk, and texts that mean trouble to somebody. */
const texts: string[] = [
  '',
  ' ',
  'FB00031187',
  'KH00008812',
  'FB99999999',
  'M54100031187',
  'ono01',
  'S0101',
  'S0140',
  'VSMT82640917',
  'VSMT70310012',
  'VSMT55550001',
  'DP0331735022',
  'ＶＳＭＴ７０３１００１２',
  '999-261120-999',
  'R-999-000001',
  'BX-999-000001',
  'ST-999-000001',
  'DS-999-000001',
  'TR-999-000001',
  'MB-999-000001',
  'CP-999-000001',
  '034',
  'keyfob',
  'hardware-1',
  '2ZO7160I8FK2',
  '131-12-38385-2',
  'A7K2-9QTM-4XRW-HJ3P-VN8C-E5DB',
  '00112233445566778899AABBCCDDEEFF',
  '2026-11-20T10:00',
  '10:00',
  '2026-12-14',
  '2026-11-20',
  '2026-02-30',
  '9999-12-31',
  '2026-11-20T01:00:00.000Z',
  '0917',
  '123456',
  '若葉金物',
  '𠮷田 花子',
  "'; DROP TABLE token; --",
  '{{constructor.constructor("x")()}}',
  '__proto__',
  '=1+1',
  'a\u0000b',
  'VSMT\u202e12',
  '\ud83d',
  'あ'.repeat(600),
]

function valueFor(schema: unknown, roll: (below: number) => number): unknown {
  const pick = <T>(from: readonly T[]): T | undefined => from[roll(from.length)]
  if (schema instanceof z.ZodObject) {
    return Object.fromEntries(
      Object.entries(schema.shape).map(([key, inner]) => [key, valueFor(inner, roll)]),
    )
  }
  if (schema instanceof z.ZodArray) {
    return Array.from({ length: roll(3) }, () => valueFor(schema.element, roll))
  }
  if (schema instanceof z.ZodNullable) return roll(3) === 0 ? null : valueFor(schema.unwrap(), roll)
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return roll(3) === 0 ? undefined : valueFor(schema.unwrap(), roll)
  }
  if (schema instanceof z.ZodUnion) return valueFor(pick(schema.options), roll)
  if (schema instanceof z.ZodEnum) return pick(schema.options)
  if (schema instanceof z.ZodLiteral) return pick([...schema.values])
  if (schema instanceof z.ZodBoolean) return roll(2) === 0
  if (schema instanceof z.ZodNumber)
    return pick([0, 1, 2, 3, 4, 7, -1, 2 ** 31, Number.MAX_SAFE_INTEGER, 0.5])
  // A text that this schema takes, nine times out of ten; where none does, any.
  if (schema instanceof z.ZodType) {
    const taken = texts.filter((text) => schema.safeParse(text).success)
    if (taken.length > 0 && roll(10) > 0) return pick(taken)
  }
  return pick(texts)
}

/** Slightly wrong: a key too many, one too few, one of another kind. */
function spoil(value: unknown, roll: (below: number) => number): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [value]
  const keys = Object.keys(value)
  const key = keys[roll(keys.length)] ?? 'nothing'
  switch (roll(5)) {
    case 0:
      return { ...value, actorId: 'S0127', role: 'supervisor', state: 'approved' }
    case 1:
      return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
    case 2:
      return { ...value, [key]: roll(2) === 0 ? 42 : { toString: 'x' } }
    case 3:
      return { ...value, [key]: null }
    default:
      return JSON.parse(`{"__proto__": {"role": "supervisor"}, "constructor": 1}`)
  }
}

let desk: TestDesk
beforeAll(async () => {
  desk = await openDesk()
  await desk.signIn('S0127')
  const draft = await openDraft(desk, { kind: 'shared' }, '青葉運送')
  await desk.must('case.save', { caseNo: draft, version: 1, intake: completeIntake() })
  await desk.must('session.sign-out', {})
  await desk.signIn('S0101')
  texts.push(draft, await executeCase(desk))
  await desk.must('session.sign-out', {})
  await desk.signIn('S0127')
})
afterAll(() => desk.close())

const asked = Object.keys(operations)
  .filter((name): name is OperationName => Object.hasOwn(operations, name))
  .filter((name) => !APART.includes(name))

async function flood(name: OperationName, seed: number): Promise<Set<string>> {
  const { input, output, from } = operations[name]
  const place = (from as readonly string[]).includes('desk') ? 'desk' : (from[0] ?? 'desk')
  const caller = place === 'approval' ? desk.approval() : { place, window: place === 'desk' ? 1 : 9 }
  const roll = dice(seed)
  const seen = new Set<string>()
  // Where nothing is asked for there is little to vary, and verifying the trail is dear on purpose.
  const times = Object.keys((input as z.ZodObject).shape).length === 0 ? Math.min(TIMES, 8) : TIMES
  for (let time = 0; time < times; time += 1) {
    const right = valueFor(input, roll)
    const payload = roll(4) === 0 ? spoil(right, roll) : right
    const reply = (await desk.askRaw(name, payload, caller)) as
      | { ok: true; value: unknown }
      | { ok: false; error: { code: string } }
    if (reply.ok) {
      expect(output.safeParse(reply.value).success, `${name} ${JSON.stringify(payload)}`).toBe(true)
      seen.add('answered')
    } else {
      expect(Object.keys(refusalNumbers)).toContain(reply.error.code)
      seen.add(reply.error.code)
    }
  }
  return seen
}

describe(`${TIMES} payloads for every operation`, () => {
  it.each(asked.filter((name) => !name.startsWith('approval.')))(
    '%s answers as the contract says',
    async (name) => {
      const seen = await flood(name, name.length * 7919)
      expect(seen.size).toBeGreaterThan(0)
      // Right ones got past the gate: this flood is not only noise.
      const varies = Object.keys((operations[name].input as z.ZodObject).shape).length > 0
      // A whole description of a service does not come about by chance; desk/profiles asks with right ones.
      if (varies && name !== 'profile.propose') {
        expect(
          [...seen].some((code) => code !== 'input-malformed'),
          [...seen].join(),
        ).toBe(true)
      }
    },
  )

  it('the approval window answers as the contract says, and decides nothing without a proof', async () => {
    await desk.must('session.sign-out', {})
    await desk.signIn('S0102')
    // Any administrator of the sample who has nothing to do with the floods before.
    const { contracts } = desk.premises.branch?.store.read ?? {}
    const found = (contracts?.numbers() ?? []).flatMap((no) => {
      const contract = contracts?.record(no)
      const user = contract?.users.find(({ role, token }) => role === 'admin' && token !== null)
      const ours = contract?.service === 'P000' && contract.dealingBranch === '999'
      return contract !== undefined && user !== undefined && ours ? [{ contract, user }] : []
    })
    const last = found.at(-1)
    if (last === undefined) throw new Error('the sample has no administrator left')
    const { contract, user } = last
    const about = await openDraft(desk, { kind: 'user', userId: user.userId }, contract.contractNo)
    const saved = await desk.must('case.save', {
      caseNo: about,
      version: 1,
      intake: completeIntake({
        customerId: contract.customerId,
        customerName: contract.name,
        accountNumber: contract.account?.number ?? null,
        oldSerial: user.token,
      }),
    })
    await desk.must('case.submit', { caseNo: about, version: saved.version })
    await desk.must('approval.open', { caseNo: about })
    for (const name of [
      'approval.view',
      'approval.approve',
      'approval.send-back',
      'approval.reject',
    ] as const) {
      const seen = await flood(name, 4711)
      expect(seen.has('answered'), name).toBe(name === 'approval.view')
    }
    expect((await desk.must('case.view', { caseNo: about })).state).toBe('awaiting-approval')
    await desk.must('approval.close', {}, desk.approval())
  })

  it('leave the chain and every row whole', () => {
    expect(desk.premises.branch?.store.verify()).toMatchObject({
      chain: { ok: true, entries: desk.premises.branch?.store.trail.head().seq },
      rows: { ok: true },
      structure: [],
    })
  })
})
