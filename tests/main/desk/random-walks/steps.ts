import { contentHash } from '#main/desk/case-view'
import { waitsFor } from '#main/desk/day'
import { practiceCode } from '#main/practice/codes'
import { practiceTokenSeed } from '#main/practice/people'
import type { CaseRow } from '#main/store/records'
import { CaseAsk, emptyReport, LossHow } from '#shared/asks'
import { bankDaysAfter, tokyoInstant } from '#shared/calendar'
import { CalendarDate, type CaseNo, ContractNo } from '#shared/ids'
import { Intake } from '#shared/intake'
import { SERVICE_IDS } from '#shared/profiles'
import { westernDate } from '#shared/text/wareki'
import { formFor, openCase } from './customers.ts'
import { packing, parcelSteps } from './parcels.ts'
import {
  believed,
  contractOf,
  four,
  oneOf,
  type Reply,
  type Roll,
  readOf,
  rowOf,
  type Step,
  sit,
  todayOf,
  type Walk,
} from './walk.ts'

/** What four people may do, and which of it somebody would do who means well. */

function endingOf(walk: Walk, row: CaseRow): string | null {
  if (row.contract_no === null || row.kind === 'loss') return null
  // The form for opting out has no line for a serial.
  const serial = row.kind === 'opt-out' ? null : row.old_serial
  return (serial ?? contractOf(walk, row.contract_no).account?.number ?? '').slice(-4)
}

export const steps = {
  edit: (walk, roll, caseNo) =>
    walk.desk.ask('case.save', {
      caseNo,
      version: believed(walk, caseNo, roll),
      intake: formFor(walk, caseNo, roll),
    }),
  submit: (walk, roll, caseNo) =>
    walk.desk.ask('case.submit', { caseNo, version: believed(walk, caseNo, roll) }),
  withdraw: async (walk, roll, caseNo) =>
    roll(2) === 0
      ? walk.desk.ask('case.withdraw', {
          caseNo,
          version: believed(walk, caseNo, roll),
          reason: '来店取止め',
        })
      : undefined,
  'hand-over': (walk, roll, caseNo) =>
    walk.desk.ask('case.hand-over', {
      caseNo,
      version: believed(walk, caseNo, roll),
      to: oneOf(roll, four).staff,
      note: '午後から',
    }),
  'call-back': (walk, roll, caseNo) =>
    walk.desk.ask('case.call-back', {
      caseNo,
      version: believed(walk, caseNo, roll),
      reached: roll(2) === 0,
      note: '',
    }),
  open: (walk, _roll, caseNo) => walk.desk.ask('approval.open', { caseNo }),
  /** A proof nobody gave: any colleague, any hash, any version, sometimes already over. */
  forge: async (walk, roll, caseNo) => {
    const { desk } = walk
    const row = rowOf(walk, caseNo)
    if (desk.premises.approval === undefined) return undefined
    const hash =
      row.kind === 'loss' && row.contract_no !== null
        ? contentHash(row, contractOf(walk, row.contract_no), undefined)
        : (row.content_hash ?? '')
    desk.premises.approval.grant = {
      id: `forged-${row.case_no}-${row.version}-${desk.clock.mono}-${roll(1_000_000_000)}`,
      approver: roll(6) === 0 ? oneOf(roll, four) : oneOf(roll, four.slice(2)),
      caseNo: row.case_no,
      version: row.version - (roll(24) === 0 ? 1 : 0),
      contentHash: roll(24) === 0 ? 'ab'.repeat(32) : hash,
      until: desk.clock.mono + (roll(24) === 0 ? 0 : 120_000),
      wrongTypeBacks: roll(24) === 0 ? 3 : 0,
    }
    return undefined
  },
  approve: (walk, roll, caseNo) =>
    walk.desk.ask(
      'approval.approve',
      {
        seal: roll(24) === 0 ? 'differs' : 'matches',
        typeBack: roll(24) === 0 ? '0000' : endingOf(walk, rowOf(walk, caseNo)),
      },
      walk.desk.approval(),
    ),
  'send-back': async ({ desk }, roll) =>
    roll(6) === 0 ? desk.ask('approval.send-back', { reason: '訂正印' }, desk.approval()) : undefined,
  reject: async ({ desk }, roll) =>
    roll(8) === 0 ? desk.ask('approval.reject', { reason: '印影が違う' }, desk.approval()) : undefined,
  leave: ({ desk }) => desk.ask('approval.close', {}, desk.approval()),
  register: (walk, roll, caseNo) => register(walk, roll, caseNo),
  postpone: (walk, roll, caseNo) =>
    walk.desk.ask('case.register-later', {
      caseNo,
      version: believed(walk, caseNo, roll),
      followUpOn: CalendarDate.parse('2027-01-08'),
    }),
  close: (walk, roll, caseNo) =>
    walk.desk.ask('case.close', {
      caseNo,
      version: believed(walk, caseNo, roll),
      relogin: 'confirmed',
      reason: null,
    }),
  note: (walk, roll, caseNo) =>
    walk.desk.ask('loss.note', {
      caseNo,
      version: believed(walk, caseNo, roll),
      report: {
        ...emptyReport,
        callBackNumber: '0299-00-9999',
        whoCalled: 'customer-called',
        codeReadOut: roll(8) === 0 ? null : 'no',
        lastLoginTheirs: 'yes',
      },
    }),
  found: (walk, roll, caseNo) =>
    walk.desk.ask('loss.found', {
      caseNo,
      version: believed(walk, caseNo, roll),
      where: '机の引き出し',
      handedIn: roll(2) === 0,
    }),
  resume: (walk, roll, caseNo) =>
    walk.desk.ask('loss.open-resume', {
      caseNo,
      why: oneOf(roll, ['mistaken-stop', 'mistaken-stop', 'working-again', 'found'] as const),
    }),
  stop: (walk, roll) => {
    const contract = oneOf(roll, walk.town.contracts)
    const shared = contract.sharedToken !== null && roll(2) === 0
    return walk.desk.ask('loss.stop', {
      contractNo: ContractNo.parse(contract.contractNo),
      target: shared ? { kind: 'shared' } : { kind: 'user', userId: oneOf(roll, contract.users).userId },
      how: oneOf(roll, LossHow.options),
      callBackNumber: null,
    })
  },
  begin: (walk, roll) => openCase(walk, roll),
  ...parcelSteps,
  propose: (walk, roll) => propose(walk, roll),
  relate: async (walk, roll) =>
    roll(3) === 0
      ? walk.desk.ask('contract.declare-relation', {
          contractNo: ContractNo.parse(oneOf(roll, walk.town.contracts).contractNo),
          staff: oneOf(roll, four).staff,
          note: '義理の兄',
        })
      : undefined,
  /** 締上, by one of the supervisors. */
  'close-day': (walk, roll) => {
    sit(walk, oneOf(roll, four.slice(2)))
    return walk.desk.ask('closing.close', {})
  },
  'open-day': (walk, roll) => openDay(walk, roll),
  change: async (walk, roll) => {
    sit(walk, oneOf(roll, four))
    return undefined
  },
  wait: async ({ desk }, roll) => {
    desk.clock.advance(roll(45) * 60_000)
    return undefined
  },
  /** Somebody sets the clock, or puts it right again. */
  doubt: async ({ desk }) => {
    const { clock } = desk.premises.around
    desk.clock.wall +=
      clock.read().state === 'trusted' ? 95_000 : -(clock.read().doubt?.secondsFast ?? 0) * 1000
    return undefined
  },
} as const satisfies Readonly<Record<string, Step>>
export type Name = keyof typeof steps
export const names = Object.keys(steps) as readonly Name[]

/** A new serial of the service, one of our own with its code, a wrong or spent one, or one that somebody else has. */
function register(walk: Walk, roll: Roll, caseNo: CaseNo): Promise<Reply> {
  const { desk, town } = walk
  const row = rowOf(walk, caseNo)
  const ask = CaseAsk.parse(JSON.parse(row.ask))
  const contract = row.contract_no === null ? undefined : contractOf(walk, row.contract_no)
  const several = 'users' in ask || ask.kind === 'usage-mode'
  const missing = contract?.users.filter(({ registration }) => registration !== 'active') ?? []
  const ours = oneOf(roll, town.ownTokens)
  const number = String(roll(100_000_000)).padStart(8, '0')
  const elsewhere = oneOf(roll, [
    ...town.contracts.flatMap(({ users }) => users.flatMap(({ token }) => token ?? [])),
    row.old_serial ?? '',
  ])
  const kind = roll(5)
  const parcel = row.kind === 'hardware' ? readOf(walk).parcels.underWay(caseNo) : undefined
  const fresh = { P000: `VSMT${number}`, P001: `VSMT${number}`, P002: `GM${number}`, P003: number, P004: '' }
  const secret = parcel === undefined ? Buffer.from(ours.secret) : practiceTokenSeed(parcel.serial)
  const code = practiceCode(secret, desk.clock.wall + (roll(4) === 0 ? -30_000 : 0)).code
  return desk.ask('case.register', {
    caseNo,
    version: believed(walk, caseNo, roll),
    userId: several && missing.length > 0 ? oneOf(roll, missing).userId : null,
    serial:
      parcel !== undefined && roll(8) > 0
        ? parcel.serial
        : kind < 2
          ? fresh[row.service]
          : kind < 4
            ? ours.serial
            : elsewhere,
    vendor: null,
    proof:
      kind === 2 || kind === 3 ? { kind: 'code', code: roll(4) === 0 ? '000000' : code } : { kind: 'centre' },
    warningReason: '手引に形がない',
  })
}

async function propose({ desk }: Walk, roll: Roll): Promise<Reply | undefined> {
  const service = oneOf(roll, SERVICE_IDS)
  const inForce = await desk.ask('profile.view', { service, version: null })
  if (!inForce.ok) return inForce
  const profile = inForce.value
  return desk.ask('profile.propose', {
    service,
    from: profile.version - (roll(8) === 0 ? 1 : 0) || 1,
    profile: {
      ...profile,
      reissueWaitMin: oneOf(roll, [0, 15, 30]),
      combinationDays: oneOf(roll, [0, 30, 60]),
      foundAgain: oneOf(roll, ['never', 'before-reissue'] as const),
    },
    reason: '手引の改訂',
  })
}

/** Why the branch serves nobody; undefined where it does. */
const isClosed = (walk: Walk) => waitsFor(readOf(walk), walk.desk.premises.around.clock.read())

/** A supervisor types the sheet's code: on the next business morning, or once in four on the evening it was made. */
export async function openDay(walk: Walk, roll: Roll): Promise<Reply> {
  const { desk } = walk
  const morning = bankDaysAfter(todayOf(walk), 1)
  if (morning === 'unknown') throw new Error('no calendar says when the next business day is')
  if (isClosed(walk) === 'closed' && roll(4) > 0)
    desk.clock.advance(Date.parse(tokyoInstant(morning, '09:00')) - desk.clock.wall)
  sit(walk, oneOf(roll, four.slice(2)))
  const reply = await desk.ask('opening.check', { code: readOf(walk).days.newestSheet()?.code ?? '' })
  sit(walk, oneOf(roll, four.slice(0, 2)))
  return reply
}

/** What somebody who means well would do next, so that walks get somewhere. */
export function sensible(walk: Walk, row: CaseRow | undefined, roll: Roll): readonly Name[] {
  if (isClosed(walk) !== undefined) return ['open-day']
  const approving = walk.desk.premises.approval
  if (approving !== undefined) {
    const about = rowOf(walk, approving.caseNo)
    const waits = ['awaiting-approval', 'awaiting-second-approval', 'awaiting-review'].includes(about.state)
    if (!waits) return ['leave']
    return approving.grant === undefined
      ? ['forge', 'forge', 'forge', 'forge', 'forge', 'leave']
      : ['approve', 'approve', 'approve', 'approve', 'forge', 'leave', 'send-back', 'reject']
  }
  const { state } = walk.desk.premises.around.clock.read()
  if (state !== 'trusted' && roll(2) === 0) return ['doubt']
  if (row === undefined) return ['begin', 'begin', 'begin', 'begin', 'stop', 'stop', 'propose', 'relate']
  switch (row.state) {
    case 'draft':
      if (row.kind === 'hardware' && readOf(walk).parcels.underWay(row.case_no) === undefined)
        return ['allocate']
      return Intake.parse(JSON.parse(row.intake)).formNumber === null
        ? ['edit']
        : ['submit', 'submit', 'submit', 'edit']
    case 'awaiting-approval':
    case 'awaiting-second-approval': {
      // A parcel's way is long enough by day; it lapses with a day that somebody else closes.
      if (row.kind === 'hardware') return ['open']
      // What was left over from the day before is often left for good.
      const late = row.submitted_at !== null && westernDate(row.submitted_at) < todayOf(walk)
      return late
        ? ['open', 'close-day']
        : [...Array.from({ length: 11 }, () => 'open' as const), 'close-day']
    }
    case 'awaiting-review':
      return ['note', 'open', 'open', 'resume', 'found']
    case 'awaiting-papers':
      return ['resume', 'begin', 'found']
    case 'awaiting-dispatch':
      return packing(walk, row)
    case 'in-transit':
      return ['arrive', 'lose-in-post', 'come-back', 'come-back', 'come-back', 'lose-in-post', 'move-start']
    case 'returned':
      return ['send-again', 'send-again', 'withdraw', 'change', 'change']
    case 'awaiting-registration':
      if (row.kind === 'hardware')
        return ['register', 'register', 'wait', 'confirm-start', 'move-start', 'call-back']
      return ['register', 'register', 'register', 'wait', 'call-back']
    case 'awaiting-relogin':
      return ['close', 'close', 'call-back']
    default:
      return ['begin', 'begin', 'stop', 'propose', 'propose', 'relate', 'change']
  }
}
