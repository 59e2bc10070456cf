import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { operations } from '#shared/operations'
import { openDesk, type TestDesk } from '../fixtures/desk.ts'
import { dice, valueFor } from '../fixtures/payloads.ts'
import { newest, openDraft } from '../fixtures/walk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

describe('the gate', () => {
  it.each(['nope', '__proto__', 'constructor', 'toString', 'case.approve', '\ud83d', 42, null, {}])(
    'refuses the unknown operation %j, and writes it down (IPC-01)',
    async (name) => {
      await desk.signIn('S0101')
      expect(await desk.askRaw(name, {})).toMatchObject({ ok: false, error: { code: 'operation-unknown' } })
      expect(newest(desk)).toEqual(['refused:operation-unknown unknown'])
    },
  )

  it.each([
    ['an unknown key', { text: 'a', role: 'supervisor' }],
    ['a polluted prototype', JSON.parse('{"text":"a","__proto__":{"role":"supervisor"}}')],
    ['the wrong type', { text: 7 }],
    ['no object', 'text'],
    ['nothing', undefined],
    ['a text beyond its bounds', { text: 'あ'.repeat(101) }],
    ['more than any question needs', { text: 'a'.repeat(70_000) }],
    ['a bidirectional override', { text: 'VSMT\u202e12' }],
    ['a NUL', { text: 'a\u0000b' }],
    ['half a surrogate', { text: '\ud83d' }],
  ])('refuses %s (IPC-03, IPC-05)', async (_what, input) => {
    await desk.signIn('S0101')
    expect(await desk.askRaw('search.find', input)).toMatchObject({
      ok: false,
      error: { code: 'input-malformed' },
    })
  })

  it('asks who is there before anything else, for every operation that wants somebody (IPC-06)', async () => {
    for (const [name, operation] of Object.entries(operations)) {
      if (operation.may === 'anyone' || !operation.from.some((place) => place === 'desk')) continue
      expect(await desk.askRaw(name, {}), name).toMatchObject({ ok: false, error: { code: 'not-signed-in' } })
    }
  })

  it.each([
    ['S0101', 'teller'],
    ['S0140', 'back-office'],
    ['S0150', 'administrator'],
    ['S0160', 'auditor'],
    ['S0127', 'supervisor'],
  ] as const)('lets %s (%s) do what the contract says and nothing else (IPC-06)', async (staff, role) => {
    await desk.signIn(staff)
    for (const [name, operation] of Object.entries(operations)) {
      if (operation.may === 'anyone' || !operation.from.some((place) => place === 'desk')) continue
      const may = (operation.may as readonly string[]).includes(role)
      const reply = (await desk.askRaw(name, { nonsense: true })) as { error: { code: string } }
      expect([name, reply.error.code]).toEqual([name, may ? 'input-malformed' : 'role-forbids'])
    }
  })

  it('keeps every window to its own questions', async () => {
    await desk.signIn('S0101')
    for (const [name, operation] of Object.entries(operations)) {
      for (const place of ['desk', 'approval', 'paper'] as const) {
        if (operation.from.some((allowed) => allowed === place)) continue
        expect(await desk.askRaw(name, {}, { place, window: 9 }), `${name} from ${place}`).toMatchObject({
          error: { code: 'window-forbids' },
        })
      }
    }
  })

  it('writes down who tries numbers that are not there, and not what the windows ask by themselves (IPC-10)', async () => {
    await desk.signIn('S0101')
    await desk.askRaw('case.view', { caseNo: '999-261120-007' })
    expect(newest(desk)).toEqual(['refused:case-unknown case.view'])
    await desk.askRaw('contract.view', { contractNo: 'FB99999999' })
    expect(newest(desk)).toEqual(['refused:contract-unknown contract.view'])
    const before = desk.premises.branch?.store.trail.head().seq
    await desk.askRaw('approval.view', {}, { place: 'approval', window: 9 })
    await desk.askRaw('paper.content', {}, { place: 'paper', window: 9 })
    await desk.must('search.find', { text: '存在しない会社' })
    expect(desk.premises.branch?.store.trail.head().seq).toBe(before)
  })

  it.each([
    ['caseNo', '999-261120-777', '998-261120-001'],
    ['contractNo', 'FB88888888', 'ZZ00031187'],
  ])(
    'answers a guessed %s alike whether it is nobody’s or another branch’s, for every operation that takes one, and puts the try on record (IPC-10)',
    async (key, nobodys, elsewhere) => {
      await desk.signIn('S0101')
      const asked: string[] = []
      for (const [name, { input, from, may, kind }] of Object.entries(operations)) {
        const isMine = may === 'anyone' || (may as readonly string[]).includes('teller')
        if (!isMine || !(from as readonly string[]).includes('desk')) continue
        const right = rightInputs(input, key)
        if (right === undefined) continue
        const code = async (number: string) => {
          const reply = (await desk.askRaw(name, { ...right, [key]: number })) as {
            ok: boolean
            error: { code: string }
          }
          return reply.ok ? 'answered' : reply.error.code
        }
        const of = [await code(nobodys), await code(elsewhere)]
        expect([name, of[1]]).toEqual([name, of[0]])
        // Lists answer with nothing in them; whatever is refused is on record, each time.
        if (of[0] === 'answered') expect([name, kind]).toEqual([name, 'query'])
        else expect(newest(desk, 2), name).toEqual([`refused:${of[0]} ${name}`, `refused:${of[0]} ${name}`])
        asked.push(name)
      }
      expect(asked.length).toBeGreaterThan(key === 'caseNo' ? 20 : 3)
    },
  )

  it('shows a colleague’s draft to every clerk of the branch, and each look is on record; to write in it is a part taken', async () => {
    await desk.signIn('S0101')
    const caseNo = await openDraft(desk)
    await desk.must('session.sign-out', {})
    await desk.signIn('S0102')
    const { version, intake } = await desk.must('case.view', { caseNo })
    const [look] = desk.premises.branch?.store.trail.newest(1) ?? []
    expect(look).toMatchObject({ actor: 'S0102', verb: 'record.read', object: caseNo, outcome: 'noted' })
    await desk.must('case.save', { caseNo, version, intake })
    expect(newest(desk)).toEqual(['done case.saved'])
  })

  it('decides nothing while no store is open, whichever window asks', async () => {
    const decisions = [
      ['approval.approve', { seal: 'matches', typeBack: '0917' }],
      ['approval.send-back', { reason: '訂正印がない' }],
      ['approval.reject', { reason: '訂正印がない' }],
    ] as const
    for (const [name, input] of decisions) {
      expect(await desk.askRaw(name, input, { place: 'approval', window: 9 })).toEqual({
        ok: false,
        error: { code: 'store-not-open' },
      })
    }
  })

  it('has no operation that returns a seed or makes a code of a customer’s token (OTP-12)', () => {
    const answers = Object.entries(operations).map(([name, { output }]) => [
      name,
      JSON.stringify(describeShape(output)),
    ])
    for (const [name, shape] of answers) {
      // A number counts keys or says which one is meant; no key is a number.
      expect(shape, name).not.toMatch(/"\w*(seed|secretBytes|masterKey|key)":(?!"number")/i)
      // A profile's `code`s name step sheets and effects; only the practice panel shows one-time codes.
      if (name !== 'practice.tokens' && name !== 'profile.view')
        expect(shape, name).not.toMatch(/"code":"string"/)
    }
  })
})

/** An input the contract would take, of an operation that is asked about `key`; undefined where it is not. */
function rightInputs(schema: z.ZodType, key: string): Record<string, unknown> | undefined {
  const roll = dice(key.length * 7919)
  for (let time = 0; time < 100; time += 1) {
    const given = schema.safeParse(valueFor(schema, roll))
    if (given.success && typeof given.data === 'object' && given.data !== null && key in given.data)
      return given.data as Record<string, unknown>
  }
  return undefined
}

/** The keys and kinds of a schema, as far down as objects and arrays go. */
function describeShape(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return 'none'
  if ('shape' in schema) {
    return Object.fromEntries(
      Object.entries(schema.shape as object).map(([key, inner]) => [key, describeShape(inner)]),
    )
  }
  if ('element' in schema) return [describeShape(schema.element)]
  if ('type' in schema) return schema.type
  return 'other'
}
