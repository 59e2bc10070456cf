import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { APPROVALS_AN_HOUR } from '#main/desk/pace'
import { CaseState } from '#shared/cases'
import { Instant } from '#shared/ids'
import { deskWithTowns, foundTowns, type Town, townOf } from '../../fixtures/customers.ts'
import type { TestDesk } from '../../fixtures/desk.ts'
import { WALKED } from './random-walks/customers.ts'
import { holds, receiptsHold } from './random-walks/invariants.ts'
import { take } from './random-walks/model.ts'
import { type Name, names, openDay, sensible } from './random-walks/steps.ts'
import {
  dice,
  four,
  HOUR_MS,
  isOver,
  nothingSeen,
  oneOf,
  readOf,
  rowOf,
  sit,
  type Walk,
} from './random-walks/walk.ts'

/**
 * Four people do whatever comes to mind, in any order and about every kind of case, with grants that were never given
 * to them and versions that are not the newest (MC-04). A model that knows nothing but the rules walks along, and
 * however they walk nothing happens that it did not expect: nothing is executed without the approvals its row of the
 * policy asks for, nothing is half done, nothing that was stopped speaks again, and no spent code comes back.
 *
 * A walk is a list of numbers, each of which decides one step from where the walk stands, so that a walk that fails is
 * told again by its seed and made shorter by leaving numbers out. What people may do is in `random-walks/steps`, what is
 * expected of each step in `model`, what holds after all of them in `invariants`. `MADOGUCHI_WALKS` says how many there are; a
 * sample of them is walked with all other tests.
 */

const ALL_WALKS = 10_000
const WALKS = Number(process.env.MADOGUCHI_WALKS ?? 200)
const SEED = Number(process.env.MADOGUCHI_WALKS_SEED ?? 20_261_121)
/** Makes a walk that failed shorter, which takes a desk of its own for each try. */
const SHORTEN = process.env.MADOGUCHI_WALKS_SHORTEN === '1'
/** Walks about one desk, so that neither its trail nor its records grow long; each in a town of its own. */
const TOWNS = 100
/** Walks between two readings of the whole chain and every row: each reading holds for all walks before it. */
const WALKS_BETWEEN_READINGS = 10

const seen = nothingSeen()
let desk: TestDesk | undefined
let towns: string | undefined
let walked = 0
let failed = false

/** A desk with a town nobody has walked in; after a walk has failed, a desk of its own for each. */
async function freshTown(): Promise<{ desk: TestDesk; town: Town }> {
  const here = failed ? 0 : walked % TOWNS
  if (here === 0) {
    if (desk !== undefined) receiptsHold(desk)
    desk?.close()
    towns ??= await foundTowns(Array.from({ length: TOWNS }, (_none, town) => townOf(town)))
    desk = await deskWithTowns(towns)
  }
  walked += 1
  if (desk === undefined) throw new Error('no desk is open')
  return { desk, town: townOf(here) }
}

async function walkOnce(numbers: readonly number[]): Promise<void> {
  const walk: Walk = {
    ...(await freshTown()),
    cases: new Map(),
    related: new Set(),
    receipts: [],
    told: [],
    beside: undefined,
    seen,
  }
  const marks = new Map(
    walk.town.ownTokens.map(({ serial }) => [serial, readOf(walk).tokens.find(serial)?.high_water ?? null]),
  )
  try {
    sit(walk, oneOf(dice(numbers.length), four.slice(0, 2)))
    for (const number of numbers) {
      const roll = dice(number)
      const open = [...walk.cases.keys()].filter((caseNo) => !isOver(rowOf(walk, caseNo)))
      // A parcel has the longest way of all: whoever has begun one mostly goes on with it.
      const parcels = open.filter((caseNo) => rowOf(walk, caseNo).kind === 'hardware')
      const subject =
        open.length === 0 || roll(8) === 0
          ? undefined
          : oneOf(roll, parcels.length > 0 && roll(3) > 0 ? parcels : open.slice(-3))
      const row = subject === undefined ? undefined : rowOf(walk, subject)
      await take(walk, oneOf(roll, roll(6) === 0 ? names : sensible(walk, row, roll)), roll, subject)
    }
    const held = new Set<string | null>(
      [...walk.cases.keys()].map((caseNo) => rowOf(walk, caseNo).receipt_no),
    )
    for (const receipt of walk.receipts) expect(held.has(receipt), `${receipt} was handed out`).toBe(true)
    seen.executed += [...walk.cases.values()].filter(({ executed }) => executed !== undefined).length
    holds(walk, marks, { wholeChain: failed || walked % WALKS_BETWEEN_READINGS === 0 })
    await tidy(walk)
  } catch (thrown) {
    failed = true
    const why = thrown instanceof Error ? thrown.message : String(thrown)
    throw new Error(`${why}\n\nThe walk:\n${walk.told.join('\n')}`, { cause: thrown })
  }
}

/** What walks share is put in order for the next one: the window, the clock, the day, and what is proposed about services. */
async function tidy(walk: Walk): Promise<void> {
  const { desk: at } = walk
  at.premises.approval = undefined
  const { doubt } = at.premises.around.clock.read()
  if (doubt !== null) at.clock.wall -= doubt.secondsFast * 1000
  // Walks follow each other without a pause; people do not. An hour forgets what was approved (MC-12).
  const hourAgo = Instant.parse(new Date(at.clock.wall - HOUR_MS).toISOString())
  if (readOf(walk).cases.approvalsAfter(hourAgo).length > APPROVALS_AN_HOUR / 2) at.clock.advance(HOUR_MS)
  sit(walk, oneOf(dice(0), four.slice(0, 1)))
  if ((await at.must('opening.state', {})).waits !== null)
    expect(await openDay(walk, dice(0))).toMatchObject({ ok: true })
  for (const caseNo of walk.cases.keys()) {
    const row = rowOf(walk, caseNo)
    if (row.kind === 'profile-change' && !isOver(row))
      await at.must('case.withdraw', { caseNo, version: row.version, reason: '取り下げ' })
  }
}

afterAll(() => desk?.close())

describe(`${WALKS} of ${ALL_WALKS} walks of four people, about every kind of case`, () => {
  it(
    'keep the policy, and every invariant after each of them (MC-04)',
    async () => {
      const numbers = fc.array(fc.noBias(fc.nat()), { minLength: 26, maxLength: 46, size: 'max' })
      await fc.assert(fc.asyncProperty(numbers, walkOnce), {
        numRuns: WALKS,
        seed: SEED,
        endOnFailure: !SHORTEN,
      })
    },
    // All of them are asked for by hand, and may take their time.
    Math.max(300_000, WALKS * 2000),
  )

  it('and they got about: every kind of case was executed, by one and by two, and ended in every way', () => {
    if (desk !== undefined) receiptsHold(desk)
    expect([...seen.kinds].sort()).toEqual(WALKED.toSorted())
    const executable = WALKED.filter((kind) => kind !== 'loss')
    expect([...seen.executedKinds].sort()).toEqual(executable.toSorted())
    expect(seen.executed).toBeGreaterThan(WALKS / 2)
    expect(seen.refused).toBeGreaterThan(WALKS)
    expect(seen.byTwo).toBeGreaterThan(0)
    expect(seen.resumed).toBeGreaterThan(0)
    expect(seen.spent).toBeGreaterThan(0)
    expect(seen.packed).toBeGreaterThan(0)
    expect([...seen.ends].sort()).toEqual(CaseState.options.toSorted())
    const silent: readonly Name[] = ['forge', 'change', 'wait', 'doubt']
    expect([...seen.steps].sort()).toEqual(names.filter((name) => !silent.includes(name)).toSorted())
  })
})
