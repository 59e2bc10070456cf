import { CaseKind } from '#shared/cases'
import { CalendarDate, type CaseNo, ContractNo } from '#shared/ids'
import { emptyIntake, Intake, type Target } from '#shared/intake'
import { SITUATIONS, type Situation } from '#shared/router'
import {
  contractOf,
  daysBefore,
  oneOf,
  type Reply,
  type Roll,
  readOf,
  rowOf,
  todayOf,
  type Walk,
} from './walk.ts'

/** What customers come to the counter with, and the forms they fill in. */

type Opening = { readonly place: number; readonly user: number | 'shared'; readonly situation: Situation }

/** What really brings customers of these contracts to the counter; anything else is tried as well. */
const openings: readonly Opening[] = [
  { place: 0, user: 0, situation: 'phone-broken' },
  { place: 0, user: 0, situation: 'administrator-changed' },
  { place: 0, user: 0, situation: 'usage-mode' },
  { place: 0, user: 1, situation: 'lost' },
  { place: 1, user: 'shared', situation: 'phone-broken' },
  { place: 1, user: 0, situation: 'usage-mode' },
  { place: 2, user: 0, situation: 'old-token-cannot-start' },
  { place: 2, user: 0, situation: 'lost' },
  { place: 2, user: 0, situation: 'opt-out' },
  { place: 3, user: 0, situation: 'opt-out' },
  { place: 3, user: 0, situation: 'opt-out' },
  { place: 3, user: 0, situation: 'old-token-cannot-start' },
  { place: 4, user: 0, situation: 'pc-token-ended' },
  { place: 5, user: 1, situation: 'locked-out' },
  { place: 5, user: 3, situation: 'lost' },
  { place: 5, user: 2, situation: 'phone-broken' },
  { place: 6, user: 0, situation: 'token-expired' },
  { place: 6, user: 1, situation: 'phone-broken' },
  { place: 7, user: 0, situation: 'locked-out' },
  { place: 7, user: 1, situation: 'token-replaced' },
  { place: 8, user: 1, situation: 'apply' },
  { place: 8, user: 0, situation: 'token-replaced' },
  { place: 9, user: 0, situation: 'old-token-cannot-start' },
  { place: 9, user: 0, situation: 'stolen' },
  ...Array.from({ length: 6 }, () => ({ place: 10, user: 0, situation: 'apply-hardware' }) as const),
  { place: 10, user: 0, situation: 'apply-hardware' },
  { place: 10, user: 0, situation: 'apply-hardware' },
  { place: 10, user: 1, situation: 'apply-hardware' },
  { place: 10, user: 1, situation: 'apply-hardware' },
  { place: 10, user: 0, situation: 'lost' },
]

/** No walk counts the safe: stocktakes and their differences are walked in desk/stocktakes. */
export const WALKED = CaseKind.options.filter((kind) => kind !== 'stock-difference')

export async function openCase(walk: Walk, roll: Roll): Promise<Reply> {
  const { place, user, situation } = oneOf(roll, openings)
  const contract = walk.town.contracts[place]
  if (contract === undefined) throw new Error('no such place')
  const stands = contractOf(walk, contract.contractNo)
  const everybody = stands.users.map(({ userId }) => userId)
  const target: Target =
    user === 'shared' ? { kind: 'shared' } : { kind: 'user', userId: everybody[user] ?? '' }
  return walk.desk.ask('case.open', {
    contractNo: ContractNo.parse(contract.contractNo),
    target,
    situation: roll(10) === 0 ? oneOf(roll, SITUATIONS) : situation,
    wish: {
      users:
        situation === 'apply' || situation === 'locked-out'
          ? everybody.filter((_one, index) => index === user || (situation !== 'apply' && roll(2) === 0))
          : [],
      alsoReissue: roll(3) === 0,
      usageMode:
        situation === 'usage-mode' ? (stands.usageMode === 'shared' ? 'individual' : 'shared') : null,
      hardware:
        situation === 'apply-hardware'
          ? {
              purpose: 'first',
              model: 'keyfob',
              delivery: roll(4) === 0 ? 'counter' : 'mail',
              startOn: CalendarDate.parse('2027-02-15'),
              share: null,
            }
          : null,
    },
    unavailable: roll(5) === 0 ? [] : everybody,
    redirectReason: roll(8) === 0 ? null : 'ほかに管理者がいない',
  })
}

/** A form that is complete and right, but for what goes wrong with one in twenty-four. */
export function formFor(walk: Walk, caseNo: CaseNo, roll: Roll): Intake {
  const row = rowOf(walk, caseNo)
  const before = Intake.parse(JSON.parse(row.intake))
  if (row.contract_no === null) return before
  const contract = contractOf(walk, row.contract_no)
  const link =
    row.target_kind === 'contract'
      ? undefined
      : readOf(walk).tokens.link(row.contract_no, row.target_kind === 'shared' ? '' : row.target_user)
  const today = todayOf(walk)
  const recentChange = roll(4) > 0 ? 'none' : oneOf(roll, ['seal', 'address', 'administrator'] as const)
  return {
    ...emptyIntake,
    formNumber: 'FB-07',
    receivedOn: CalendarDate.parse('2026-11-20'),
    cameBy: 'representative',
    visitorName: roll(24) === 0 ? null : '歩 太郎',
    customerId: contract.customerId,
    customerName: contract.name,
    accountNumber: contract.account?.number ?? null,
    oldSerial: link?.serial ?? row.old_serial,
    reason: before.reason ?? 'broken',
    reasonNote: '画面がつかない',
    seal: roll(24) === 0 ? 'differs' : 'matches',
    sealMethod: 'side-by-side',
    identity: 'driving-licence',
    identityIssuer: '東京都公安委員会',
    identityExpiresOn: CalendarDate.parse('2029-03-15'),
    identityLast4: '4471',
    originalKeptAt: '窓口トレイ2',
    situationCause: 'mistyped',
    situationNote: '続けて誤入力',
    recentChange,
    recentChangeOn:
      recentChange === 'none' ? null : oneOf(roll, [today, daysBefore(today, 30), daysBefore(today, 31)]),
    assisted: roll(6) === 0,
    assistedReason: '手を痛めている',
    assistedPresent: '歩 花子',
    assistedReadBack: true,
    lowerProtectionAcknowledged: roll(24) > 0,
    fallbackSecret: 'card-present',
    mailAddressChecked: true,
    addressConfirmed: true,
    redirectReason: before.redirectReason ?? 'ほかに管理者がいない',
  }
}
