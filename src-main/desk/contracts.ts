import type { LinkHistoryRow } from '#main/store/records'
import type { Reads } from '#main/store/tables'
import type { CaseAsk } from '#shared/asks'
import { ContractNo, type Instant, Serial } from '#shared/ids'
import type { Target } from '#shared/intake'
import type { MasterContract } from '#shared/master'
import type { OutputOf, RequestOf } from '#shared/operations'
import type { LinkChange } from '#shared/operations/contracts'
import { vendorBySerial, vendorClosed } from '#shared/profile-rules'
import type { ServiceProfile } from '#shared/profiles'
import { type Refusal, refuse } from '#shared/refusals'
import { ok, type Result } from '#shared/result'
import { type Answer, route } from '#shared/router'
import { westernDate } from '#shared/text/wareki'
import type { Reading } from '../clock.ts'
import type { Premises } from '../premises.ts'
import { progressOf, touchedIn } from './blast.ts'
import { summaryOf } from './case-view.ts'
import type { Handlers } from './handlers.ts'

const HITS_MAX = 20
const CHANGES_MAX = 100

export const contractHandlers: Handlers<
  | 'search.find'
  | 'contract.view'
  | 'contract.register'
  | 'contract.declare-relation'
  | 'token.view'
  | 'router.answer'
> = {
  'search.find': ({ text }, { db }) => {
    const found = db.search.find(text, HITS_MAX + 1)
    return ok({
      hits: found.slice(0, HITS_MAX).flatMap((hit) => hitOf(db, hit)),
      more: found.length > HITS_MAX,
    })
  },

  'contract.view': ({ contractNo }, { db, staff, now, premises }) => {
    const contract = db.contracts.record(contractNo)
    return contract === undefined
      ? refuse('contract-unknown', { contractNo })
      : ok(contractView(db, contract, premises, staff?.person, now))
  },

  'contract.register': (_request, { db }) =>
    ok({ contracts: db.contracts.count(), importedAt: db.contracts.lastImport() }),

  'contract.declare-relation': ({ contractNo, staff: no, note }, { db, staff, now }) => {
    if (db.contracts.record(contractNo) === undefined) return refuse('contract-unknown', { contractNo })
    const related = db.people.find(no)
    if (related === undefined) return refuse('colleague-unknown', { staff: no })
    if (note.trim() === '') return refuse('reason-needed', {})
    // Declared once is declared: saying it again changes nothing, and is on the record all the same.
    if (!db.relations.isRelated(contractNo, related.person)) {
      db.relations.declare({
        contract_no: contractNo,
        person: related.person,
        staff: no,
        note,
        declared_by: staff.staff,
        since: now.instant,
      })
    }
    return ok({
      output: {},
      audit: { event: 'relation.declared', object: contractNo, facts: { contractNo, staff: no, note } },
    })
  },

  'token.view': ({ serial }, { db, staff }) => {
    const token = db.tokens.find(serial)
    if (token === undefined) return refuse('token-unknown', { serial })
    const changes = db.tokens.historyOfSerial(serial)
    const caseNos = [...new Set(changes.flatMap(({ case_no: no }) => (no === null ? [] : [no])))]
    return ok({
      serial,
      service: token.service,
      medium: token.medium,
      ours: token.seed !== null,
      knownSince: token.known_since,
      tombstone: token.tombstone,
      locked: token.locked === 1,
      failures: token.failures,
      users: db.tokens.linksOf(serial).map((link) => ({
        contractNo: link.contract_no,
        customerName: db.contracts.heading(link.contract_no)?.name ?? '',
        userId: link.user_id === '' ? null : link.user_id,
        userName:
          link.user_id === ''
            ? null
            : (db.contracts.userHeading(link.contract_no, link.user_id)?.name ?? link.user_id),
        registration: link.registration,
        authentication: link.authentication,
        since: link.since,
      })),
      changes: changes.map((row) => changeOf(db, row)),
      cases: caseNos.flatMap((no) => {
        const row = db.cases.find(no)
        return row === undefined ? [] : [summaryOf(db, row, staff?.person)]
      }),
    })
  },

  'router.answer': (request, { db }) => {
    const contract = db.contracts.record(request.contractNo)
    if (contract === undefined) return refuse('contract-unknown', { contractNo: request.contractNo })
    const profile = db.profiles.current(contract.service)
    const answer = answerFor(profile, contract, request)
    return answer.ok ? ok(namedAnswer(profile, contract, request.target, answer.value)) : answer
  },
}

/** The router's answer for a contract as it stands, or `target-unknown` where there is no such user or token. */
export function answerFor(
  profile: ServiceProfile,
  contract: MasterContract,
  {
    target,
    situation,
    unavailable,
  }: Pick<RequestOf<'router.answer'>, 'target' | 'situation' | 'unavailable'>,
): Result<Answer, Refusal<'target-unknown'>> {
  const answer = route({
    profile,
    situation,
    whose: target,
    users: contract.users.map((user) => ({
      userId: user.userId,
      role: user.role,
      registration: user.registration,
      authentication: user.authentication,
      unavailable: unavailable.includes(user.userId),
    })),
    shared: contract.sharedToken,
  })
  return answer.ok ? answer : refuse('target-unknown', { contractNo: contract.contractNo })
}

/** The answer as it is shown and printed: with names where the router has IDs. */
export function namedAnswer(
  profile: ServiceProfile,
  contract: MasterContract,
  target: Target,
  answer: Answer,
): OutputOf<'router.answer'> {
  return {
    ...answer,
    reasons: answer.reasons.map(({ code, sources }) => ({ code, sources: [...sources] })),
    gaps: [...answer.gaps],
    helpers: answer.helpers.flatMap(({ userId, usable }) => {
      const user = contract.users.find((entry) => entry.userId === userId)
      return user === undefined
        ? []
        : [
            {
              name: user.name,
              role: user.role,
              usable,
              registration: user.registration,
              authentication: user.authentication,
            },
          ]
    }),
    touched: touchedIn(profile, contract, askedBy(answer, contract, target), target),
  }
}

/** What the answer's job would ask for, for the blast view at reception; a stop where the token is to be stopped first. */
function askedBy(answer: Answer, contract: MasterContract, target: Target): CaseAsk {
  if (answer.job === 'unlock' || answer.job === 'application') {
    const users = target.kind === 'user' ? [target.userId] : contract.users.map(({ userId }) => userId)
    return answer.job === 'unlock'
      ? { kind: 'unlock', users, alsoReissue: false }
      : { kind: 'application', users }
  }
  if (answer.job === 'opt-out') return { kind: 'opt-out' }
  if (answer.job === 'usage-mode') {
    const { usageMode } = contract
    return { kind: 'usage-mode', from: usageMode, to: usageMode === 'shared' ? 'individual' : 'shared' }
  }
  return { kind: 'token-detach' }
}

/** One kept change of a link, with names. */
export function changeOf(db: Reads, row: LinkHistoryRow): LinkChange {
  const slash = row.link.lastIndexOf('/')
  const contractNo = ContractNo.parse(row.link.slice(0, slash))
  const userId = row.link.slice(slash + 1)
  return {
    at: row.at,
    event: row.event,
    contractNo,
    customerName: db.contracts.heading(contractNo)?.name ?? '',
    userName: userId === '*' ? null : (db.contracts.userHeading(contractNo, userId)?.name ?? userId),
    caseNo: row.case_no,
    serialBefore: row.serial_before,
    serialAfter: row.serial_after,
    registrationBefore: row.registration_before,
    registrationAfter: row.registration_after,
    authenticationBefore: row.authentication_before,
    authenticationAfter: row.authentication_after,
  }
}

export function contractView(
  db: Reads,
  contract: MasterContract,
  premises: Premises,
  person: string | undefined,
  now: Reading,
): OutputOf<'contract.view'> {
  const { sharedToken } = contract
  const profile = db.profiles.current(contract.service)
  const no = ContractNo.parse(contract.contractNo)
  const vendorsOfLinks = new Map(db.tokens.links(no).map((link) => [link.user_id, link.vendor]))
  const vendorOf = (userId: string, serial: string | null): string | null =>
    vendorsOfLinks.get(userId) ?? (serial === null ? null : (vendorBySerial(profile, serial)?.code ?? null))
  const today = westernDate(now.instant)
  return {
    contractNo: no,
    service: contract.service,
    profileVersion: profile.version,
    customerId: contract.customerId ?? '',
    name: contract.name,
    kana: contract.kana,
    dealingBranch: contract.dealingBranch as OutputOf<'contract.view'>['dealingBranch'],
    dealingBranchIsOurs: contract.dealingBranch === premises.branch?.branchNo,
    accountEnding: contract.account?.number.slice(-3) ?? null,
    address: contract.address ?? '',
    phone: contract.phone ?? '',
    usageMode: contract.usageMode,
    users: contract.users.map((user) => ({
      userId: user.userId,
      name: user.name,
      kana: user.kana ?? '',
      role: user.role,
      transferRight: user.transferRight ?? false,
      serial: Serial.nullable().parse(user.token),
      sharedWith: user.token === null ? 0 : Math.max(0, db.tokens.linksOf(user.token).length - 1),
      registration: user.registration,
      authentication: user.authentication,
      expiresAt: user.tokenExpiry as Instant | null,
      vendor: vendorOf(user.userId, user.token),
      legacy: isLegacy(profile, vendorOf(user.userId, user.token), today),
    })),
    sharedSerial: Serial.nullable().parse(sharedToken?.token ?? null),
    sharedRegistration: sharedToken?.registration ?? null,
    sharedAuthentication: sharedToken?.authentication ?? null,
    cases: db.cases.ofContract(contract.contractNo).map((row) => summaryOf(db, row, person)),
    importedAt: db.contracts.importedAt(contract.contractNo) as Instant,
    changes: db.tokens.historyOfContract(no, CHANGES_MAX).map((row) => changeOf(db, row)),
    related: db.relations
      .ofContract(no)
      .map(({ staff, note }) => ({ staff, name: db.people.nameOf(staff), note })),
    progress: progressOf(profile, contract),
  }
}

/** Of a vendor that takes no new registrations any more; the token itself keeps working (R-002-08). */
const isLegacy = (profile: ServiceProfile, vendor: string | null, today: string): boolean =>
  vendor !== null && vendorClosed(profile, vendor, today) !== null

function hitOf(
  db: Reads,
  found: ReturnType<Reads['search']['find']>[number],
): OutputOf<'search.find'>['hits'] {
  const contract = db.contracts.heading(found.contractNo)
  if (contract === undefined) return []
  const base = {
    contractNo: ContractNo.parse(contract.contractNo),
    service: contract.service,
    caseNo: null,
    userId: null,
    kana: contract.kana,
    authentication: null,
  }
  if (found.caseNo !== null) {
    const row = db.cases.find(found.caseNo as Parameters<Reads['cases']['find']>[0])
    return row === undefined
      ? []
      : [
          {
            ...base,
            kind: 'case',
            caseNo: row.case_no,
            title: contract.name,
            detail: row.receipt_no ?? row.case_no,
          },
        ]
  }
  const { contractNo } = contract
  const user = found.userId === null ? undefined : db.contracts.userHeading(contractNo, found.userId)
  const link = db.tokens.link(contractNo, user?.userId ?? '')
  if (found.kind === 'token') {
    return [
      {
        ...base,
        kind: 'token',
        userId: user?.userId ?? null,
        title: user?.name ?? contract.name,
        detail: found.key,
        // An old serial leads here too, and whatever its successor may do, it is not in use.
        authentication: link?.serial === found.key ? link.authentication : null,
      },
    ]
  }
  if (user !== undefined) {
    return [
      {
        ...base,
        kind: 'user',
        userId: user.userId,
        title: user.name,
        kana: user.kana ?? '',
        detail: contract.name,
        authentication: link?.authentication ?? 'none',
      },
    ]
  }
  return [
    { ...base, kind: 'contract', title: contract.name, detail: contract.customerId ?? contract.contractNo },
  ]
}
