import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { practicePeople } from '#main/practice/people'
import { CaseState, caseLife } from '#shared/cases'
import { CaseNo, ContractNo } from '#shared/ids'
import type { Staff } from '#shared/staff'
import { completeIntake, openDesk, type TestDesk } from '../../fixtures/desk.ts'

/**
 * Four people do whatever comes to mind, in any order, with grants that were never given to them and versions that
 * are not the newest (MC-04). However they walk: nothing is executed without another supervisor's approval of exactly
 * that content, and every step that is taken is one the life of a case knows.
 */

const WALKS = Number(process.env.MADOGUCHI_WALKS ?? 30)
const STEPS = 40

function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const four: readonly Staff[] = practicePeople
  .filter(({ staff }) => ['S0101', 'S0102', 'S0127', 'S0131'].includes(staff))
  .map(({ staff, name, role }) => ({ staff, name, role, person: `practice-${staff}` }))

let desk: TestDesk
let targets: { contractNo: ContractNo; name: string; customerId: string; account: string; userId: string }[]
beforeAll(async () => {
  desk = await openDesk()
  await desk.signIn('S0101')
  const { contracts } = store().read
  targets = contracts.numbers().flatMap((no) => {
    const contract = contracts.record(no)
    const user = contract?.users.find(({ role, token }) => role === 'admin' && token !== null)
    if (contract === undefined || user === undefined || contract.service !== 'P000') return []
    if (contract.dealingBranch !== '999') return []
    return [
      {
        contractNo: ContractNo.parse(no),
        name: contract.name,
        customerId: contract.customerId ?? '',
        account: contract.account?.number ?? '',
        userId: user.userId,
      },
    ]
  })
})
afterAll(() => desk.close())

function store() {
  const { branch } = desk.premises
  if (branch === undefined) throw new Error('no store is open')
  return branch.store
}

/** Somebody else takes the seat, without the half second that deriving a key would cost each time. */
function sit(staff: Staff): void {
  const { mono } = desk.premises.around.clock.read()
  desk.premises.session = {
    id: `walk-${staff.staff}`,
    staff,
    startedAt: mono,
    touchedAt: mono,
    locked: false,
  }
}

type Step = (
  roll: (below: number) => number,
  caseNo: CaseNo,
  target: (typeof targets)[number],
) => Promise<unknown>

/** The version somebody believes in: mostly the newest. */
const believed = (roll: (below: number) => number, caseNo: CaseNo): number =>
  (store().read.cases.find(caseNo)?.version ?? 1) - (roll(8) === 0 ? 1 : 0)
const endingOf = (caseNo: CaseNo): string => store().read.cases.find(caseNo)?.old_serial?.slice(-4) ?? ''

const steps: Readonly<Record<string, Step>> = {
  edit: (roll, caseNo, { name, customerId, account, contractNo, userId }) =>
    desk.ask('case.save', {
      caseNo,
      version: believed(roll, caseNo),
      intake: completeIntake({
        customerId,
        customerName: name,
        accountNumber: account,
        oldSerial: store().read.tokens.link(contractNo, userId)?.serial ?? null,
        visitorName: roll(12) === 0 ? null : '若林 健一',
        seal: roll(12) === 0 ? 'differs' : 'matches',
      }),
    }),
  submit: (roll, caseNo) => desk.ask('case.submit', { caseNo, version: believed(roll, caseNo) }),
  withdraw: async (roll, caseNo) =>
    roll(6) === 0 &&
    desk.ask('case.withdraw', { caseNo, version: believed(roll, caseNo), reason: '来店取止め' }),
  open: (_roll, caseNo) => desk.ask('approval.open', { caseNo }),
  /** A proof nobody gave: any colleague, any hash, any version, sometimes already over. */
  forge: async (roll, caseNo) => {
    const row = store().read.cases.find(caseNo)
    const approver = four[roll(four.length)]
    if (desk.premises.approval === undefined || row === undefined || approver === undefined) return
    desk.premises.approval.grant = {
      id: `forged-${row.case_no}-${row.version}-${desk.clock.mono}-${roll(1_000_000)}`,
      approver,
      caseNo: row.case_no,
      version: row.version - (roll(6) === 0 ? 1 : 0),
      contentHash: roll(6) === 0 ? 'ab'.repeat(32) : (row.content_hash ?? ''),
      until: desk.clock.mono + (roll(6) === 0 ? 0 : 120_000),
      wrongTypeBacks: roll(6) === 0 ? 3 : 0,
    }
  },
  approve: (roll, caseNo) =>
    desk.ask(
      'approval.approve',
      { seal: roll(8) === 0 ? 'differs' : 'matches', typeBack: roll(8) === 0 ? '0000' : endingOf(caseNo) },
      desk.approval(),
    ),
  'send-back': async (roll) =>
    roll(4) === 0 && desk.ask('approval.send-back', { reason: '訂正印' }, desk.approval()),
  reject: async (roll) =>
    roll(8) === 0 && desk.ask('approval.reject', { reason: '印影が違う' }, desk.approval()),
  leave: () => desk.ask('approval.close', {}, desk.approval()),
  register: (roll, caseNo) =>
    desk.ask('case.register', {
      userId: null,
      vendor: null,
      caseNo,
      version: believed(roll, caseNo),
      serial: `VSMT9${String(roll(10_000_000)).padStart(7, '0')}`,
      proof: { kind: 'centre' },
      warningReason: null,
    }),
  postpone: (roll, caseNo) =>
    desk.ask('case.register-later', {
      caseNo,
      version: believed(roll, caseNo),
      followUpOn: '2027-01-08' as never,
    }),
  close: (roll, caseNo) =>
    desk.ask('case.close', { caseNo, version: believed(roll, caseNo), relogin: 'confirmed', reason: null }),
  change: async (roll) => {
    const staff = four[roll(3) === 0 ? roll(four.length) : roll(2)]
    if (staff !== undefined) sit(staff)
  },
  wait: async (roll) => desk.clock.advance(roll(200) * 1000),
}
const names = Object.keys(steps)
/** What somebody who means well would do next, so that walks get somewhere. */
function sensible(state: CaseState): readonly string[] {
  const approving = desk.premises.approval !== undefined
  if (state === 'awaiting-approval') return approving ? ['forge', 'approve', 'approve', 'leave'] : ['open']
  if (approving) return ['leave']
  if (state === 'draft') return ['edit', 'submit', 'submit', 'change']
  if (state === 'awaiting-registration') return ['register', 'register', 'postpone']
  return state === 'awaiting-relogin' ? ['close', 'change'] : ['wait']
}

/** Everywhere a case may get to from a state in one step. */
const reachable = (state: CaseState): readonly string[] => Object.values(caseLife[state])

/** A new case about the walk's customer, or the one that an earlier walk left open. */
async function caseFor(walk: number) {
  for (let turn = 0; turn < targets.length; turn += 1) {
    const target = targets[(walk + turn) % targets.length]
    if (target === undefined) break
    const opened = await desk.ask('case.open', {
      wish: { users: [], alsoReissue: false, usageMode: null },
      contractNo: target.contractNo,
      target: { kind: 'user', userId: target.userId },
      situation: 'phone-broken',
      unavailable: [],
      redirectReason: null,
    })
    if (opened.ok) return { caseNo: opened.value.caseNo, target }
    if (opened.error.code === 'case-open-already') {
      return { caseNo: CaseNo.parse(opened.error.caseNo), target }
    }
  }
  throw new Error('no customer is left to walk with')
}

describe(`${WALKS} walks of four people`, () => {
  const seen = { executed: 0, refused: 0, taken: 0, ends: new Set<string>() }

  it.each(Array.from({ length: WALKS }, (_none, walk) => walk))(
    'number %i keeps the policy (MC-04)',
    async (walk) => {
      const roll = dice(walk * 7919 + 17)
      const maker = four[roll(2)]
      if (maker === undefined) throw new Error('nobody to walk with')
      sit(maker)
      const { caseNo, target } = await caseFor(walk)
      for (let step = 0; step < STEPS; step += 1) {
        const from = store().read.cases.find(caseNo)
        const pool = roll(3) === 0 ? names : sensible(from?.state ?? 'draft')
        const name = pool[roll(pool.length)] ?? 'wait'
        const reply = (await steps[name]?.(roll, caseNo, target)) as { ok?: boolean } | undefined
        const to = store().read.cases.find(caseNo)
        if (from === undefined || to === undefined) throw new Error('a case went away')
        if (reply?.ok === true) seen.taken += 1
        if (reply?.ok === false) {
          seen.refused += 1
          expect(to, `${name} was refused and yet something changed`).toEqual(from)
        }
        if (to.state !== from.state)
          expect(reachable(from.state), `${name} from ${from.state}`).toContain(to.state)
        expect(to.version).toBeGreaterThanOrEqual(from.version)
      }
      if (desk.premises.approval !== undefined) await desk.must('approval.close', {}, desk.approval())

      const row = store().read.cases.find(caseNo)
      seen.ends.add(row?.state ?? '')
      const approvals = store()
        .read.cases.approvals(caseNo)
        .filter(({ decision }) => decision === 'approve')
      if (row?.executed_at != null) {
        seen.executed += 1
        const [approval] = approvals
        expect(approvals).toHaveLength(1)
        expect(approval?.approver_person).not.toBe(approval?.maker_person)
        expect(four.find(({ person }) => person === approval?.approver_person)?.role).toBe('supervisor')
        const executed = store()
          .trail.ofObject(caseNo)
          .filter(({ verb, outcome }) => verb === 'case.executed' && outcome === 'done')
        expect(executed).toMatchObject([
          { payload: { contentHash: approval?.content_hash, receiptNo: row.receipt_no } },
        ])
      } else {
        expect(approvals).toEqual([])
        expect(row?.receipt_no).toBeNull()
      }
      expect(store().verify()).toMatchObject({ chain: { ok: true }, rows: { ok: true }, structure: [] })
    },
  )

  it('and they got about: cases were executed, refused and ended in every way', () => {
    expect(seen.executed).toBeGreaterThan(WALKS / 10)
    expect(seen.taken).toBeGreaterThan(WALKS)
    expect(seen.refused).toBeGreaterThan(WALKS)
    expect(seen.ends.size).toBeGreaterThan(3)
    for (const state of seen.ends) expect(CaseState.options).toContain(state)
  })

  it('numbers the receipts without a gap', () => {
    const receipts = CaseState.options
      .flatMap((state) => store().read.cases.inState(state))
      .flatMap(({ receipt_no }) => (receipt_no === null ? [] : [receipt_no]))
    expect(receipts.toSorted()).toEqual(
      receipts.map((_none, turn) => `R-999-${String(turn + 1).padStart(6, '0')}`),
    )
  })
})
