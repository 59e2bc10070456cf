import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isOperationName, operations } from '#shared/operations'
import { openDesk, type TestDesk } from '../fixtures/desk.ts'
import { submitCase } from '../fixtures/walk.ts'

/**
 * Who may ask what, and from which window (IPC-06). Written by hand: whoever changes the contract changes this table
 * too, and somebody reads both.
 *
 * Windows: D the desk, A the approval window, P the hidden sheet. People: T teller, S supervisor, B back office,
 * A administrator, U auditor; `*` anyone, also before anybody has signed in and while the screen is locked.
 * `while approving` says what the desk's own window may still do while an approval window stands over it.
 */
const POLICY = `
operation            windows  people  while approving
desk.state           D A P    *       yes
practice.open        D        *       no
branch.choose        D        *       no
desk.leave           D        *       yes
desk.renew           D        *       no
setup.enrol          D        *       no
setup.complete       D        *       no
session.sign-in      D        *       no
session.unlock       D        *       yes
session.change-passphrase  D  TSBAU   no
session.lock         D        *       yes
session.put-away     D        *       no
session.take-back    D        TSBAU   no
session.sign-out     D        *       yes
session.touch        D        *       yes
practice.tokens      D A      *       yes
advice.record        D        TSB     no

search.find          D        TSBAU   yes
contract.view        D        TSBAU   yes
contract.register    D        TSBAU   yes
profile.view         D A P    *       yes
profile.list         D        TSBAU   yes
profile.propose      D        SA      no
contract.declare-relation  D  TSBA    no
token.view           D        TSBAU   yes
board.reissue        D        TSBAU   yes
board.radar          D        TSBAU   yes
board.sunset         D        TSBAU   yes
router.answer        D        TSB     yes
master.rehearse      D        SA      no
master.progress      D        SA      yes
master.cancel        D        SA      no
master.commit        D        SA      no

case.open            D        TSB     no
case.view            D        TSBAU   yes
case.list            D        TSBU    yes
case.counts          D        TSBAU   yes
case.save            D        TSB     no
case.submit          D        TSB     no
case.withdraw        D        TSB     no
case.register        D        TSB     no
case.look-at-serial  D        TSB     yes
case.register-later  D        TSB     no
case.close           D        TSB     no
case.hand-over       D        TSB     no
case.call-back       D        TSB     no
staff.colleagues     D        TSBA    yes

clock.confirm        D        *       no
clock.status         D        SAU     yes

backup.status        D        TSBAU   yes
backup.set-folder    D        SA      no
backup.make          D        SA      no
backup.drill         D        SA      no
backup.choose        D        S       no
backup.restore       D        S       no
backup.choose-folder  D       SA      no
restore.choose       D        *       no
restore.open         D        *       no
restore.complete     D        *       no
backup.restore-record  D      TSBAU   yes
token.resync         D        TSB     no
token.reset-drift    D        TSB     no
token.drift          D        TSBAU   yes
board.drift          D        TSBAU   yes

loss.stop            D        TSB     no
loss.note            D        TSB     no
loss.found           D        TSB     no
loss.open-resume     D        TSB     no

keys.status          D        TSBAU   yes
keys.make-cards      D        TSBA    no
keys.print-card      D        TSBA    no
keys.show-card       D        TSBA    no
keys.confirm-cards   D        TSBA    no
keys.drill           D        SA      no
keys.rotate          D        SA      no
keys.begin-anew      D        SA      no
recovery.open        D        *       no
recovery.complete    D        *       no

second.prove         D        TSBAU   no

acts.list            D        SAU     yes
review.list          D        SAU     yes
review.note          D        SA      no
people.list          D        SAU     yes
people.enrol-token   D        SA      no
people.prove-token   D        SA      no
people.add           D        SA      no
people.change-role   D        SA      no
people.disable       D        SA      no
people.enable        D        SA      no
people.leave         D        SA      no
people.reset         D        TSBA    no
people.replace-token  D       SA      no

seeds.choose         D        S       no
seeds.half           D        S       no
seeds.rehearse       D        S       no
seeds.progress       D        S       yes
seeds.cancel         D        S       no
seeds.rows           D        S       yes
seeds.try-code       D        S       no
seeds.take-proposal  D        S       no
seeds.retry-list     D        S       no
seeds.commit         D        S       no
seeds.allow-plain    D        S       no
seeds.policy         D        TSBAU   yes

stock.models         D        TSBAU   yes
stock.list           D        TSBAU   yes
stock.token          D        TSBAU   yes
stock.look           D        TSBAU   yes
stock.boxes          D        TSBAU   yes
stock.inspect-box    D        TSB     no
stock.shelve-box     D        TSB     no
stock.move           D        TSB     no
stock.destroy        D        TSB     no
stock.destructions   D        TSBAU   yes
stocktake.open       D        TSB     no
stocktake.count      D        TSB     no
stocktake.uncount    D        TSB     no
stocktake.close      D        TSB     no
stocktake.list       D        TSBAU   yes
stocktake.view       D        TSBAU   yes
transfer.list        D        TSBAU   yes
transfer.introduce   D        SA      no
transfer.read-introduction  D  SA     no
transfer.meet        D        SA      no
transfer.send        D        TSB     no
transfer.save-again  D        TSB     no
transfer.codes       D        TSB     yes
transfer.read        D        TSB     no
transfer.accept      D        TSB     no
transfer.refuse      D        TSB     no
transfer.settle      D        TSB     no
campaign.open        D        TSB     no
campaign.list        D        TSBAU   yes
campaign.view        D        TSBAU   yes
campaign.letters-sent  D      TSB     no

dispatch.board       D        TSBAU   yes
dispatch.counts      D        TSBAU   yes
dispatch.view        D        TSBAU   yes
dispatch.bags        D        TSBAU   yes
dispatch.allocate    D        TSB     no
dispatch.read-first  D        TSB     no
dispatch.pack        D        TSB     no
dispatch.number      D        TSB     no
dispatch.unpack      D        TSB     no
dispatch.defective   D        TSB     no
dispatch.post        D        TSB     no
dispatch.hand-out    D        TSB     no
dispatch.arrive      D        TSB     no
dispatch.come-back   D        TSB     no
dispatch.send-again  D        TSB     no
dispatch.lost        D        TSB     no
dispatch.move-start  D        TSB     no
dispatch.confirm-start  D     TSB     no
dispatch.free        D        TSB     yes

approval.open        D        TSBA    yes
approval.view        A        *       -
approval.prove       A        *       -
approval.approve     A        *       -
approval.send-back   A        *       -
approval.reject      A        *       -
approval.close       A        *       -

paper.preview        D        TSBA    yes
paper.content        P        *       -
paper.ready          P        *       -
paper.print          D        TSBA    no

closing.preview      D        SAU     yes
closing.close        D        S       no
closing.sheets       D        SAU     yes
opening.state        D        TSBAU   yes
opening.check        D        TSB     no
opening.override     D        S       no
deputy.appoint       D        S       no
deputy.list          D        SAU     yes
deputy.end           D        S       no

trail.list           D        SAU     yes
trail.verify         D        SAU     yes
trail.status         D        SAU     yes
trail.export         D        SAU     no
trail.evidence       D        SAU     no
trail.erase          D        S       no
`
  .trim()
  .split('\n')
  .slice(1)
  .filter((line) => line !== '')
  .map((line) => {
    const [operation = '', windows = '', people = '', whileApproving = ''] = line.split(/\s{2,}/)
    return { operation, windows: windows.split(' '), people, whileApproving }
  })

const PLACES = { D: 'desk', A: 'approval', P: 'paper' } as const
const PEOPLE = {
  T: 'S0101',
  S: 'S0127',
  B: 'S0140',
  A: 'S0150',
  U: 'S0160',
} as const

/** What got as far as its own input got past every question of who and where. */
const PAST_THE_GATE = 'input-malformed'
const NONSENSE = { nonsense: true }

async function codeOf(desk: TestDesk, name: string, place: keyof typeof PLACES): Promise<string> {
  const reply = await desk.askRaw(name, NONSENSE, { place: PLACES[place], window: 7 })
  return (reply as { error: { code: string } }).error.code
}

/** Every operation and window that somebody gets past the gate with. */
async function openTo(desk: TestDesk): Promise<string[]> {
  const open: string[] = []
  for (const { operation } of POLICY) {
    for (const place of ['D', 'A', 'P'] as const) {
      if ((await codeOf(desk, operation, place)) === PAST_THE_GATE) open.push(`${operation} ${place}`)
    }
  }
  return open
}

const policyFor = (mayAsk: (people: string) => boolean): string[] =>
  POLICY.flatMap(({ operation, windows, people }) =>
    mayAsk(people) ? windows.map((window) => `${operation} ${window}`) : [],
  )

let desk: TestDesk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

describe('the policy', () => {
  it('names every operation once, and none that is not there', () => {
    const names = POLICY.map(({ operation }) => operation)
    expect(names.toSorted()).toEqual(Object.keys(operations).toSorted())
    expect(names.every(isOperationName)).toBe(true)
  })

  it('opens to nobody what wants somebody', async () => {
    expect(await openTo(desk)).toEqual(policyFor((people) => people === '*'))
  })

  it.each(Object.entries(PEOPLE))(
    'opens to %s (%s) what it says, and nothing else',
    async (letter, staff) => {
      await desk.signIn(staff)
      expect(await openTo(desk)).toEqual(policyFor((people) => people === '*' || people.includes(letter)))
      await desk.must('session.sign-out', {})
    },
  )

  it('opens nothing behind the lock that wants somebody (IPC-07)', async () => {
    await desk.signIn('S0127')
    await desk.must('session.lock', {})
    expect(await openTo(desk)).toEqual(policyFor((people) => people === '*'))
    await desk.must('session.sign-out', {})
  })

  it('holds the desk still while an approval window stands over it, but for looking and leaving', async () => {
    await desk.signIn('S0101')
    const caseNo = await submitCase(desk)
    await desk.must('approval.open', { caseNo })
    const still: string[] = []
    for (const { operation, people } of POLICY) {
      const code = await codeOf(desk, operation, 'D')
      if (code === 'desk-frozen') still.push(operation)
      else if (people === '*' || people.includes('T')) {
        expect([operation, code]).toEqual([
          operation,
          POLICY.find((row) => row.operation === operation)?.windows.includes('D') === true
            ? PAST_THE_GATE
            : 'window-forbids',
        ])
      }
    }
    const wanted = POLICY.filter(
      ({ whileApproving, people }) => whileApproving === 'no' && (people === '*' || people.includes('T')),
    )
    expect(still).toEqual(wanted.map(({ operation }) => operation))
    await desk.must('approval.close', {}, desk.approval())
    await desk.must('session.sign-out', {})
  })
})
