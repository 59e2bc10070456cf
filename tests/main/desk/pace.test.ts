import { rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pauseOf } from '#main/desk/pace'
import { StaffNo } from '#shared/ids'
import { DayFacts } from '#shared/operations/closing'
import { putApprovals } from '../../fixtures/approvals.ts'
import { openDesk, START, type TestDesk } from '../../fixtures/desk.ts'
import { administrator, contractNamed, proveIn, submitCase, wakaba } from '../../fixtures/walk.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let desk: TestDesk
beforeEach(async () => {
  desk = await openDesk()
  await desk.signIn('S0101')
})
afterEach(() => {
  desk.close()
  rmSync(desk.dir, { recursive: true, force: true })
})

/** `count` approvals of S0127, the last of them now and a minute between two. */
const approved = (caseNo: Awaited<ReturnType<typeof submitCase>>, count: number, apart = MINUTE) =>
  putApprovals(
    desk,
    caseNo,
    Array.from({ length: count }, (_, place) => ({
      maker: 'S0101',
      approver: 'S0127',
      at: desk.clock.wall - (count - 1 - place) * apart,
    })),
  )
const paused = (until: number) => ({
  ok: false,
  error: { code: 'approvals-paused', until: new Date(until).toISOString(), count: 20 },
})
const nextMinute = (at: number) => Math.ceil(at / MINUTE) * MINUTE

describe('very many approvals within an hour (MC-12)', { timeout: 60_000 }, () => {
  it('make the next one of that person wait ten minutes, and no colleague', async () => {
    const caseNo = await submitCase(desk)
    approved(caseNo, 20)
    const end = nextMinute(desk.clock.wall + 10 * MINUTE)
    expect(await proveIn(desk, caseNo)).toMatchObject(paused(end))
    expect(await proveIn(desk, caseNo, 'S0131')).toMatchObject({ ok: true })
    desk.clock.advance(end - desk.clock.wall - 1)
    expect(await proveIn(desk, caseNo)).toMatchObject({ error: { code: 'approvals-paused' } })
    desk.clock.advance(1)
    expect(await proveIn(desk, caseNo)).toMatchObject({ ok: true })
  })

  it('are those that went through the window: the twentieth begins the pause', async () => {
    const caseNo = await submitCase(desk)
    approved(caseNo, 19)
    const person = desk.premises.branch?.store.read.people.row(StaffNo.parse('S0127'))?.person ?? ''
    const pause = () => {
      const { branch, around } = desk.premises
      return branch === undefined ? undefined : pauseOf(branch.store.read, person, around.clock.read())
    }
    await proveIn(desk, caseNo)
    expect(pause()).toBeUndefined()
    await desk.must('approval.approve', { seal: 'matches', typeBack: '0917' }, desk.approval())
    expect(pause()).toMatchObject(paused(nextMinute(desk.clock.wall + 10 * MINUTE)))
  })

  it('are counted over a restart and over midnight, because the records are what is counted', async () => {
    desk.close()
    rmSync(desk.dir, { recursive: true, force: true })
    // 23:55 in Tokyo.
    desk = await openDesk({ at: START + 13 * HOUR + 55 * MINUTE })
    await desk.signIn('S0101')
    const caseNo = await submitCase(desk)
    approved(caseNo, 20)
    const end = nextMinute(desk.clock.wall + 10 * MINUTE)
    const { dir } = desk
    const at = desk.clock.wall
    desk.close()
    desk = await openDesk({ dir, at: at + 6 * MINUTE })
    await desk.signIn('S0101')
    expect(await proveIn(desk, caseNo)).toMatchObject(paused(end))
  })

  it('do not count when they are spread over more than an hour', async () => {
    const caseNo = await submitCase(desk)
    approved(caseNo, 20, 4 * MINUTE)
    expect(await proveIn(desk, caseNo)).toMatchObject({ ok: true })
  })

  it('never stop a stop, nor its review', async () => {
    const caseNo = await submitCase(desk)
    approved(caseNo, 20)
    const contractNo = await contractNamed(desk, wakaba)
    const { caseNo: loss } = await desk.must('loss.stop', {
      contractNo,
      target: administrator,
      how: 'lost',
      callBackNumber: null,
    })
    expect(await proveIn(desk, loss)).toMatchObject({ ok: true })
  })

  it('stand on the daily sheet, with the name and the time of the pause', async () => {
    const caseNo = await submitCase(desk)
    approved(caseNo, 20)
    const last = desk.clock.wall
    await desk.must('session.sign-out', {})
    await desk.signIn('S0131')
    const { number } = await desk.must('closing.close', {})
    const facts = DayFacts.parse(
      JSON.parse(desk.premises.branch?.store.read.days.sheet(number)?.facts ?? '{}'),
    )
    expect(facts.pauses).toEqual([
      {
        name: '中村 隆',
        from: new Date(last).toISOString(),
        until: new Date(nextMinute(last + 10 * MINUTE)).toISOString(),
      },
    ])
  })
})
