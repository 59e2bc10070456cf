import { practicePeople } from '#main/practice/people'
import type { CaseRow, LinkRow } from '#main/store/records'
import { type CaseKind, type CaseState, OPEN_STATES } from '#shared/cases'
import { CalendarDate, type CaseNo, type Serial } from '#shared/ids'
import type { MasterContract } from '#shared/master'
import type { Staff } from '#shared/staff'
import { westernDate } from '#shared/text/wareki'
import type { Town } from '../../../fixtures/customers.ts'
import type { TestDesk } from '../../../fixtures/desk.ts'

/** A walk: where it takes place, who takes part, what the model remembers of it, and the dice that decide. */

export const four: readonly Staff[] = practicePeople
  .filter(({ staff }) => ['S0101', 'S0102', 'S0127', 'S0131'].includes(staff))
  .map(({ staff, name, role }) => ({ staff, name, role, person: `practice-${staff}` }))

/** One thing a person may do; undefined where nothing was asked of the desk. */
export type Step = (walk: Walk, roll: Roll, caseNo: CaseNo) => Promise<Reply | undefined>

/** Numbers between nothing and `below`, from one number. */
export type Roll = (below: number) => number
export function dice(seed: number): Roll {
  let state = Math.imul(seed ^ 0x9e37_79b9, 2_654_435_761) >>> 0
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
export function oneOf<T>(roll: Roll, things: readonly T[]): T {
  const thing = things[roll(things.length)]
  if (thing === undefined) throw new Error('there is nothing to choose from')
  return thing
}

/** What the model knows of a case: who has written in it, who has agreed to what, and what came of it. */
export type Known = {
  readonly hands: Set<string>
  first: { person: string; hash: string; version: number } | undefined
  executed: { hash: string; approvers: readonly string[] } | undefined
  reviewed: string | undefined
  /** The day it was handed in on, the last time. */
  handedIn: CalendarDate | undefined
  lapsed: boolean
}

export type Walk = {
  readonly desk: TestDesk
  readonly town: Town
  readonly cases: Map<CaseNo, Known>
  /** Persons the model has heard to be related, as `contract person`. */
  readonly related: Set<string>
  readonly receipts: string[]
  readonly told: string[]
  /** Who stood beside last. */
  beside: Staff | undefined
  /** Of all walks of the run. */
  readonly seen: Seen
}

/** How far the walks got about: a rule nobody came near was not walked. */
export type Seen = {
  refused: number
  executed: number
  byTwo: number
  resumed: number
  spent: number
  packed: number
  readonly ends: Set<CaseState>
  readonly kinds: Set<CaseKind>
  readonly executedKinds: Set<CaseKind>
  /** The steps that were taken and not refused. */
  readonly steps: Set<string>
}
export const nothingSeen = (): Seen => ({
  refused: 0,
  executed: 0,
  byTwo: 0,
  resumed: 0,
  spent: 0,
  packed: 0,
  ends: new Set(),
  kinds: new Set(),
  executedKinds: new Set(),
  steps: new Set(),
})

export type Reply = {
  readonly ok: boolean
  readonly value?: unknown
  readonly error?: { readonly code: string }
}

export const storeOf = ({ desk }: Pick<Walk, 'desk'>) => {
  const { branch } = desk.premises
  if (branch === undefined) throw new Error('no store is open')
  return branch.store
}
export const readOf = (walk: Walk) => storeOf(walk).read
export const rowOf = (walk: Walk, caseNo: CaseNo): CaseRow => {
  const row = readOf(walk).cases.find(caseNo)
  if (row === undefined) throw new Error(`${caseNo} went away`)
  return row
}
/** Nothing is to be done about it any more. */
export const isOver = ({ state }: CaseRow): boolean => !OPEN_STATES.some((open) => open === state)
export const todayOf = ({ desk }: Pick<Walk, 'desk'>): CalendarDate =>
  westernDate(desk.premises.around.clock.read().instant)
export const seated = ({ desk }: Walk): Staff => {
  const { session } = desk.premises
  if (session === undefined) throw new Error('nobody is there')
  return session.staff
}
export const contractOf = (walk: Walk, contractNo: string): MasterContract => {
  const contract = readOf(walk).contracts.record(contractNo)
  if (contract === undefined) throw new Error(`${contractNo} went away`)
  return contract
}

/** Somebody else takes the seat, without the half second that deriving a key would cost each time. */
export function sit({ desk }: Pick<Walk, 'desk'>, staff: Staff): void {
  const { mono } = desk.premises.around.clock.read()
  desk.premises.session = {
    id: `walk-${staff.staff}`,
    staff,
    startedAt: mono,
    touchedAt: mono,
    locked: false,
  }
}

export const HOUR_MS = 60 * 60 * 1000
export const DAY_MS = 24 * HOUR_MS
export const daysBefore = (day: string, days: number): CalendarDate =>
  CalendarDate.parse(new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10))

/** The version somebody believes in: mostly the newest. */
export const believed = (walk: Walk, caseNo: CaseNo, roll: Roll): number =>
  rowOf(walk, caseNo).version - (roll(24) === 0 ? 1 : 0)

/** Links of a contract, by their names. */
export type Links = ReadonlyMap<string, LinkRow>
export const linksOf = (walk: Walk, contractNo: string): Links =>
  new Map(
    readOf(walk)
      .tokens.links(contractNo)
      .map((link) => [link.link, link]),
  )

export const isBuried = (walk: Walk, serial: Serial): boolean => {
  const tombstone = readOf(walk).tokens.find(serial)?.tombstone
  return tombstone === 'lost' || tombstone === 'stolen'
}
