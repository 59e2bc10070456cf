import type { CaseRow } from '#main/store/records'
import { CalendarDate, type CaseNo } from '#shared/ids'
import type { SecondPurpose } from '#shared/operations/second'
import type { Staff } from '#shared/staff'
import { believed, four, oneOf, type Roll, readOf, type Step, type Walk } from './walk.ts'

/** What four people do about envelopes with tokens in them. */

const CONTENTS = ['token', 'cover-letter', 'guide', 'exchange-steps', 'receipt-card'] as const

/** The serial on the token in somebody's hand: the parcel's, or one that was taken from the wrong place. */
function parcelSerial(walk: Walk, caseNo: CaseNo, roll: Roll): string {
  const parcel = readOf(walk).parcels.underWay(caseNo)
  return parcel === undefined || roll(16) === 0 ? oneOf(roll, walk.town.fobs) : parcel.serial
}

/** A number no parcel has had, with the digit that checks it; sometimes the wrong one. */
let mailed = 0
function registeredNo(roll: Roll): string {
  mailed += 1
  const ten = String(1_000_000_000 + mailed)
  return `${ten}${(Number(BigInt(ten) % 7n) + (roll(16) === 0 ? 1 : 0)) % 10}`
}

/** Somebody stands beside, without the half second of a passphrase: the right one, or one who may not. */
function stand(walk: Walk, roll: Roll, purpose: SecondPurpose, about: string, right: readonly Staff[]): void {
  const { desk } = walk
  const { session } = desk.premises
  if (session === undefined || roll(16) === 0) return
  const others = right.filter(({ person }) => person !== session.staff.person)
  const beside = roll(12) === 0 ? oneOf(roll, four) : oneOf(roll, others)
  walk.beside = beside
  desk.premises.second = {
    purpose,
    about: roll(24) === 0 ? 'something else' : about,
    staff: beside,
    session: roll(24) === 0 ? 'another session' : session.id,
    until: desk.clock.mono + (roll(24) === 0 ? 0 : 120_000),
  }
}

/** The steps about a parcel. All of them leave a hand in the case. */
export const parcelSteps = {
  allocate: (walk, roll, caseNo) =>
    walk.desk.ask('dispatch.allocate', {
      caseNo,
      version: believed(walk, caseNo, roll),
      serial: roll(3) === 0 ? oneOf(roll, walk.town.fobs) : '',
    }),
  'read-first': (walk, roll, caseNo) => {
    const serial = parcelSerial(walk, caseNo, roll)
    return walk.desk.ask('dispatch.read-first', {
      caseNo,
      version: believed(walk, caseNo, roll),
      serial,
      code: roll(24) === 0 ? '000000' : walk.desk.tokenCode(serial),
    })
  },
  pack: (walk, roll, caseNo) => {
    stand(walk, roll, 'pack', caseNo, four)
    return walk.desk.ask('dispatch.pack', {
      caseNo,
      version: believed(walk, caseNo, roll),
      serial: parcelSerial(walk, caseNo, roll),
      contents: roll(24) === 0 ? ['token'] : [...CONTENTS],
    })
  },
  unpack: async (walk, roll, caseNo) => {
    if (roll(3) > 0) return undefined
    stand(walk, roll, 'pack', caseNo, four)
    const version = believed(walk, caseNo, roll)
    return walk.desk.ask('dispatch.unpack', { caseNo, version, why: '手引の入れ忘れ' })
  },
  defective: async (walk, roll, caseNo) =>
    roll(3) === 0
      ? walk.desk.ask('dispatch.defective', {
          caseNo,
          version: believed(walk, caseNo, roll),
          why: '画面が欠けている',
        })
      : undefined,
  number: (walk, roll, caseNo) =>
    walk.desk.ask('dispatch.number', {
      caseNo,
      version: believed(walk, caseNo, roll),
      mailNo: registeredNo(roll),
    }),
  post: (walk, roll, caseNo) => {
    stand(walk, roll, 'post', '', four.slice(2))
    return walk.desk.ask('dispatch.post', { cases: [{ caseNo, version: believed(walk, caseNo, roll) }] })
  },
  'hand-out': (walk, roll, caseNo) =>
    walk.desk.ask('dispatch.hand-out', {
      caseNo,
      version: believed(walk, caseNo, roll),
      visitorName: '歩 太郎',
      identity: 'driving-licence',
      identityLast4: roll(12) === 0 ? '' : '4471',
    }),
  arrive: (walk, roll, caseNo) =>
    walk.desk.ask('dispatch.arrive', {
      caseNo,
      version: believed(walk, caseNo, roll),
      how: oneOf(roll, ['tracking', 'receipt-card', 'customer'] as const),
    }),
  'come-back': (walk, roll, caseNo) =>
    walk.desk.ask('dispatch.come-back', {
      caseNo,
      version: believed(walk, caseNo, roll),
      reason: 'unknown-address',
    }),
  'send-again': (walk, roll, caseNo) => {
    stand(walk, roll, 'send-again', caseNo, four.slice(2))
    return walk.desk.ask('dispatch.send-again', {
      caseNo,
      version: believed(walk, caseNo, roll),
      how: oneOf(roll, ['mail', 'counter'] as const),
      note: '電話で確認',
    })
  },
  'lose-in-post': (walk, roll, caseNo) => {
    stand(walk, roll, 'lose-in-post', caseNo, four.slice(2))
    const version = believed(walk, caseNo, roll)
    return walk.desk.ask('dispatch.lost', { caseNo, version, note: '郵便局の調査で所在不明' })
  },
  'move-start': (walk, roll, caseNo) => {
    stand(walk, roll, 'move-start', caseNo, four.slice(2))
    return walk.desk.ask('dispatch.move-start', {
      caseNo,
      version: believed(walk, caseNo, roll),
      startOn: CalendarDate.parse('2027-03-01'),
      reason: '返戻のため',
    })
  },
  'confirm-start': (walk, roll, caseNo) =>
    walk.desk.ask('dispatch.confirm-start', { caseNo, version: believed(walk, caseNo, roll) }),
} as const satisfies Readonly<Record<string, Step>>

/** What is next at the envelope. */
export function packing(walk: Walk, row: CaseRow): readonly (keyof typeof parcelSteps | 'wait' | 'change')[] {
  const parcel = readOf(walk).parcels.underWay(row.case_no)
  if (parcel === undefined) return ['allocate']
  if (parcel.read_by === null) return ['read-first', 'read-first', 'read-first', 'wait', 'defective']
  if (parcel.packed_at === null) return ['pack', 'pack', 'pack', 'pack', 'change']
  if (parcel.how === 'counter') return ['hand-out', 'hand-out', 'unpack']
  return parcel.mail_no === null ? ['number', 'number', 'unpack'] : ['post', 'post', 'post', 'change']
}
