import { profileOf } from '#main/profiles/index'
import type { Reads } from '#main/store/tables'
import { ContractNo, type Instant, Serial } from '#shared/ids'
import type { Target } from '#shared/intake'
import type { MasterContract } from '#shared/master'
import type { OutputOf, RequestOf } from '#shared/operations'
import { type Refusal, refuse } from '#shared/refusals'
import { ok, type Result } from '#shared/result'
import { type Answer, route } from '#shared/router'
import type { Premises } from '../premises.ts'
import { touchedIn } from './blast.ts'
import { summaryOf } from './case-view.ts'
import type { Handlers } from './handlers.ts'

const HITS_MAX = 20

export const contractHandlers: Handlers<
  'search.find' | 'contract.view' | 'contract.register' | 'profile.view' | 'router.answer'
> = {
  'search.find': ({ text }, { db }) => {
    const found = db.search.find(text, HITS_MAX + 1)
    return ok({
      hits: found.slice(0, HITS_MAX).flatMap((hit) => hitOf(db, hit)),
      more: found.length > HITS_MAX,
    })
  },

  'contract.view': ({ contractNo }, { db, staff, premises }) => {
    const contract = db.contracts.record(contractNo)
    return contract === undefined
      ? refuse('contract-unknown', { contractNo })
      : ok(contractView(db, contract, premises, staff?.person))
  },

  'contract.register': (_request, { db }) =>
    ok({ contracts: db.contracts.count(), importedAt: db.contracts.lastImport() }),

  'profile.view': ({ service }) => ok(profileOf(service)),

  'router.answer': (request, { db }) => {
    const contract = db.contracts.record(request.contractNo)
    if (contract === undefined) return refuse('contract-unknown', { contractNo: request.contractNo })
    const answer = answerFor(contract, request)
    return answer.ok ? ok(namedAnswer(contract, request.target, answer.value)) : answer
  },
}

/** The router's answer for a contract as it stands, or `target-unknown` where there is no such user or token. */
export function answerFor(
  contract: MasterContract,
  {
    target,
    situation,
    unavailable,
  }: Pick<RequestOf<'router.answer'>, 'target' | 'situation' | 'unavailable'>,
): Result<Answer, Refusal<'target-unknown'>> {
  const answer = route({
    profile: profileOf(contract.service),
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
  contract: MasterContract,
  target: Target,
  answer: Answer,
): OutputOf<'router.answer'> {
  const profile = profileOf(contract.service)
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
    touched: touchedIn(profile, contract, target),
  }
}

export function contractView(
  db: Reads,
  contract: MasterContract,
  premises: Premises,
  person: string | undefined,
): OutputOf<'contract.view'> {
  const { sharedToken } = contract
  return {
    contractNo: ContractNo.parse(contract.contractNo),
    service: contract.service,
    profileVersion: profileOf(contract.service).version,
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
    })),
    sharedSerial: Serial.nullable().parse(sharedToken?.token ?? null),
    sharedRegistration: sharedToken?.registration ?? null,
    sharedAuthentication: sharedToken?.authentication ?? null,
    cases: db.cases.ofContract(contract.contractNo).map((row) => summaryOf(db, row, person)),
    importedAt: db.contracts.importedAt(contract.contractNo) as Instant,
  }
}

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
