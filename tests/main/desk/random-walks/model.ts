import { expect } from 'vitest'
import { contentHash } from '#main/desk/case-view'
import type { CaseRow } from '#main/store/records'
import { CaseAsk } from '#shared/asks'
import { bankDaysAfter } from '#shared/calendar'
import { type CaseState, caseLife } from '#shared/cases'
import { type CaseNo, ContractNo, Instant } from '#shared/ids'
import { Intake } from '#shared/intake'
import { westernDate } from '#shared/text/wareki'
import { START } from '../../../fixtures/desk.ts'
import { parcelSteps } from './parcels.ts'
import { type Name, steps } from './steps.ts'
import {
  contractOf,
  DAY_MS,
  four,
  isBuried,
  type Known,
  type Links,
  linksOf,
  oneOf,
  type Roll,
  readOf,
  rowOf,
  type Seen,
  type Step,
  seated,
  sit,
  todayOf,
  type Walk,
} from './walk.ts'

/** What the model expects: it knows nothing but the rules, walks along, and remembers who did what. */

/** Jobs that take protection away or renew it, as the bank lists them. */
const RESETS: readonly string[] = [
  'token-detach',
  'reissue',
  'unlock',
  'resume',
  'opt-out',
  'usage-mode',
  'hardware',
]
/** Whether a second supervisor must agree, told once more in the rule's own words. */
function needsTwo(walk: Walk, row: CaseRow): boolean {
  if (!RESETS.includes(row.kind)) return false
  const intake = Intake.parse(JSON.parse(row.intake))
  const days = readOf(walk).profiles.at(row.service, row.profile_version)?.combinationDays ?? 0
  const today = todayOf(walk)
  const since = (day: string) => (Date.parse(today) - Date.parse(day)) / DAY_MS
  if (intake.recentChange !== null && intake.recentChange !== 'none') {
    if (since(intake.recentChangeOn ?? today) <= days) return true
  }
  // The change itself is the reason, and counts from today unless its day was said.
  if (intake.reason === 'administrator-changed' && intake.recentChange !== 'administrator') return true
  return (
    row.contract_no === walk.town.moved.contractNo &&
    since(westernDate(Instant.parse(new Date(START).toISOString()))) <= days
  )
}

/**
 * The requests that end if the day is closed now: handed in before today, and so undecided by the closing of the next
 * business day or a later one. A clock that is doubted ends nothing.
 */
function lapsing(walk: Walk): ReadonlySet<CaseNo> {
  if (walk.desk.premises.around.clock.read().state !== 'trusted') return new Set()
  const today = todayOf(walk)
  const due = [...walk.cases].filter(([caseNo, { handedIn }]) => {
    const { state } = rowOf(walk, caseNo)
    if (state !== 'awaiting-approval' && state !== 'awaiting-second-approval') return false
    if (handedIn === undefined) throw new Error(`nobody handed ${caseNo} in`)
    const last = bankDaysAfter(handedIn, 1)
    return last !== 'unknown' && today >= last
  })
  return new Set(due.map(([caseNo]) => caseNo))
}

/** A closing ends what it is to end, and touches no other case. */
function closed(walk: Walk, rows: ReadonlyMap<CaseNo, CaseRow>, due: ReadonlySet<CaseNo>): void {
  for (const [caseNo, known] of walk.cases) {
    const before = rows.get(caseNo)
    if (!due.has(caseNo)) expect(rowOf(walk, caseNo), 'not due, and yet something changed').toEqual(before)
    else {
      expect(rowOf(walk, caseNo)).toMatchObject({ state: 'lapsed', content_hash: null, first_approver: null })
      known.lapsed = true
    }
  }
}

/** Everywhere a case may get to from a state in one step. */
const reachable = (state: CaseState): readonly string[] => Object.values(caseLife[state])

const PARCELS = Object.keys(parcelSteps) as readonly (keyof typeof parcelSteps)[]
/** Steps a person who is related takes no part in; a stop, and what is said about one, is anybody's. */
const TAKES_PART: readonly Name[] = [
  'begin',
  'edit',
  'submit',
  'withdraw',
  'call-back',
  'register',
  'postpone',
  'close',
  'resume',
  ...PARCELS,
]
/** Steps that leave a hand in the case. */
const WRITES: readonly Name[] = [
  'edit',
  'submit',
  'withdraw',
  'register',
  'postpone',
  'close',
  'note',
  'found',
  ...PARCELS,
]

export async function take(walk: Walk, name: Name, roll: Roll, subject: CaseNo | undefined): Promise<void> {
  const about: readonly Name[] = [
    'begin',
    'stop',
    'propose',
    'relate',
    'close-day',
    'open-day',
    'change',
    'wait',
    'doubt',
  ]
  const free = about.includes(name)
  if (!free && subject === undefined) return
  const caseNo = ['forge', 'approve', 'send-back', 'reject', 'leave'].includes(name)
    ? (walk.desk.premises.approval?.caseNo ?? subject)
    : subject
  const before = caseNo === undefined ? undefined : rowOf(walk, caseNo)
  const all = () =>
    new Map(walk.town.contracts.map(({ contractNo }) => [contractNo, linksOf(walk, contractNo)]))
  const contractNo = free ? null : (before?.contract_no ?? null)
  const links =
    name === 'stop' || name === 'close-day'
      ? all()
      : contractNo === null
        ? new Map<string, Links>()
        : new Map([[contractNo, linksOf(walk, contractNo)]])
  const needed = name === 'approve' && before !== undefined && needsTwo(walk, before)
  const grant = walk.desk.premises.approval?.grant
  const hash =
    name !== 'approve' || before === undefined
      ? ''
      : contentHash(
          before,
          before.contract_no === null ? undefined : contractOf(walk, before.contract_no),
          readOf(walk).parcels.underWay(before.case_no),
        )
  const due = name === 'close-day' ? lapsing(walk) : new Set<CaseNo>()
  const rows = new Map(name === 'close-day' ? [...walk.cases.keys()].map((no) => [no, rowOf(walk, no)]) : [])
  // Tellers sit here most of the time, and propose nothing about a service.
  if (name === 'propose' && roll(4) > 0) sit(walk, oneOf(roll, four.slice(2)))
  const person = seated(walk).person

  const step: Step = steps[name]
  // A free step is about no case; it is handed one nobody looks at.
  const reply = await step(walk, roll, caseNo ?? ('' as CaseNo))
  walk.told.push(
    `${name} ${free ? '' : (caseNo ?? '')} → ${reply === undefined ? '-' : reply.ok ? 'ok' : (reply.error?.code ?? '')}`,
  )
  if (reply === undefined) return
  if (reply.ok) walk.seen.steps.add(name)
  else walk.seen.refused += 1
  const value = (reply.value ?? {}) as {
    readonly caseNo?: CaseNo
    readonly decision?: string
    readonly receiptNo?: string | null
  }

  if (reply.ok && value.caseNo !== undefined && ['begin', 'stop', 'propose', 'resume'].includes(name)) {
    walk.cases.set(value.caseNo, {
      hands: new Set([person]),
      first: undefined,
      executed: undefined,
      reviewed: undefined,
      // A proposal is handed in as it is made.
      handedIn: name === 'propose' ? todayOf(walk) : undefined,
      lapsed: false,
    })
    const opened = rowOf(walk, value.caseNo)
    if (name !== 'stop' && name !== 'propose')
      expect(walk.related, `${name} by somebody related`).not.toContain(`${opened.contract_no} ${person}`)
    walk.seen.kinds.add(opened.kind)
  }
  if (reply.ok && name === 'relate') rememberRelations(walk)
  if (name === 'close-day') closed(walk, rows, reply.ok ? due : new Set())

  // An application that ends after it was executed takes the registration back that was waiting for its token.
  const undoes = name === 'withdraw' && before?.kind === 'hardware' && before.executed_at !== null
  const executes = reply.ok && (value.decision === 'approve' || name === 'register' || name === 'stop')
  const after = caseNo === undefined ? undefined : rowOf(walk, caseNo)
  if (!reply.ok || (!executes && !undoes && name !== 'approve')) {
    for (const [no, here] of links) expect(linksOf(walk, no), `${name} moved a link`).toEqual(here)
  }
  if (!reply.ok && after !== undefined)
    expect(after, `${name} was refused and yet something changed`).toEqual(before)
  if (executes) {
    for (const [no, here] of links) {
      for (const [link, now] of linksOf(walk, no)) {
        const was = here.get(link)
        if (was === undefined) continue
        // A suspended link never becomes usable but through an executed resume.
        if (
          was.authentication === 'suspended' &&
          now.authentication !== 'suspended' &&
          now.serial === was.serial &&
          now.registration === was.registration
        )
          expect(before?.kind, 'a stop was lifted').toBe('resume')
        if (now.serial !== null && now.serial !== was.serial) {
          expect(name, 'a serial came to a link').toBe('register')
          expect(isBuried(walk, now.serial), 'a lost or stolen token came back').toBe(false)
        }
      }
    }
  }
  if (before === undefined || after === undefined || free) return
  if (after.state !== before.state)
    expect(reachable(before.state), `${name} from ${before.state}`).toContain(after.state)
  expect(after.version).toBeGreaterThanOrEqual(before.version)
  if (!reply.ok) return

  const known = walk.cases.get(after.case_no)
  if (known === undefined) throw new Error(`${after.case_no} is nobody's`)
  if (TAKES_PART.includes(name))
    expect(walk.related, `${name} by somebody related`).not.toContain(`${after.contract_no} ${person}`)
  if (WRITES.includes(name)) known.hands.add(person)
  if (name === 'submit') known.handedIn = todayOf(walk)
  if (name === 'pack') {
    const { beside } = walk
    if (beside === undefined) throw new Error('packed alone')
    // Whoever has packed it has had a hand in it, and so approves nothing of it later.
    known.hands.add(beside.person)
    expect(walk.related, 'packed beside somebody related').not.toContain(
      `${after.contract_no} ${beside.person}`,
    )
  }
  if (name === 'hand-over') {
    const keeper = four.find(({ staff }) => staff === after.keeper)?.person ?? ''
    expect(walk.related, 'kept by somebody related').not.toContain(`${after.contract_no} ${keeper}`)
  }
  if (name === 'edit' || name === 'submit' || name === 'send-back') known.first = undefined
  if (name === 'approve' || name === 'send-back' || name === 'reject') {
    const approver = grant?.approver
    if (approver === undefined) throw new Error(`${name} without a grant`)
    expect(approver.role).toBe('supervisor')
    expect(known.hands, 'decided by somebody who wrote in it').not.toContain(approver.person)
    expect(walk.related, 'decided by somebody related').not.toContain(
      `${after.contract_no} ${approver.person}`,
    )
    if (name !== 'approve') return
    agreed(walk.seen, before, after, known, {
      person: approver.person,
      hash,
      needed,
      decision: value.decision ?? '',
    })
    if (value.receiptNo != null) walk.receipts.push(value.receiptNo)
  }
}

/** What an approval came to. */
function agreed(
  seen: Seen,
  before: CaseRow,
  after: CaseRow,
  known: Known,
  { person, hash, needed, decision }: { person: string; hash: string; needed: boolean; decision: string },
): void {
  if (decision === 'review') {
    const ask = CaseAsk.parse(JSON.parse(before.ask))
    expect(ask).toMatchObject({
      kind: 'loss',
      report: {
        whoCalled: expect.any(String),
        codeReadOut: expect.any(String),
        lastLoginTheirs: expect.any(String),
      },
    })
    known.reviewed = person
    return
  }
  if (decision === 'approve-first') {
    expect(needed, 'a second supervisor was asked for').toBe(true)
    expect(after.executed_at).toBeNull()
    known.first = { person, hash, version: before.version }
    return
  }
  expect(decision).toBe('approve')
  if (before.state === 'awaiting-approval') expect(needed, 'one supervisor was enough').toBe(false)
  else {
    expect(known.first, 'the first one agreed to the same').toMatchObject({ hash, version: before.version })
    expect(known.first?.person).not.toBe(person)
  }
  expect(known.executed, 'executed once').toBeUndefined()
  known.executed = {
    hash,
    approvers: [
      ...(known.first === undefined || before.state === 'awaiting-approval' ? [] : [known.first.person]),
      person,
    ],
  }
  expect(after.executed_at).not.toBeNull()
  seen.executedKinds.add(after.kind)
  if (known.executed.approvers.length === 2) seen.byTwo += 1
  if (after.kind === 'resume') seen.resumed += 1
}

function rememberRelations(walk: Walk): void {
  for (const { contractNo } of walk.town.contracts) {
    for (const { person } of readOf(walk).relations.ofContract(ContractNo.parse(contractNo)))
      walk.related.add(`${contractNo} ${person}`)
  }
}
