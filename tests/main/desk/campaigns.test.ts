import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noWish } from '#shared/asks'
import { CalendarDate, ContractNo, RecordNo } from '#shared/ids'
import type { MasterContract } from '#shared/master'
import { csvLines } from '../../../build/sample/csv.ts'
import { WALKED } from '../../../build/sample/walked.ts'
import { openDesk, type TestDesk } from '../../fixtures/desk.ts'
import { linkTo, putStock } from '../../fixtures/stock.ts'
import { versionOf } from '../../fixtures/walk.ts'

/** Whose token soon ends, who is written to, who has answered, and who is written to again. */

const kirishima = WALKED.find(({ contractNo }) => contractNo === 'KH00008812')
if (kirishima === undefined) throw new Error('no such contract')
const [someone] = kirishima.users
if (someone === undefined) throw new Error('nobody in it')
/** Three users whose fobs end on different days, and one who has none. */
const ending: MasterContract = {
  ...kirishima,
  contractNo: 'KH00009201',
  name: '期切製作所',
  users: [
    ['a', '青木 一', '92010001', '2026-12-30T23:00:00.000Z'],
    ['b', '馬場 二', '92010002', '2027-01-30T23:00:00.000Z'],
    ['c', '千葉 三', '92010003', null],
    ['d', '土井 四', null, null],
  ].map(([userId, name, token, tokenExpiry]) => ({
    ...someone,
    userId: `kigire-${userId}`,
    name: name ?? '',
    token: token ?? null,
    tokenExpiry: tokenExpiry ?? null,
    tokenKind: 'hard' as const,
    registration: token === null ? ('none' as const) : ('active' as const),
    authentication: token === null ? ('none' as const) : ('usable' as const),
  })),
}
const NO = ContractNo.parse(ending.contractNo)
const linkOf = (user: string) => `${NO}/kigire-${user}`

let dir: string
let desk: TestDesk
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'madoguchi-campaigns-'))
  const path = join(dir, '契約.csv')
  writeFileSync(path, [...csvLines([ending])].join('\n'))
  desk = await openDesk({
    surroundings: {
      files: { chooseMaster: async () => ({ path, name: '契約.csv' }), savePdf: async () => undefined },
    },
  })
  await desk.signIn('S0150')
  const plan = await desk.must('master.rehearse', {})
  if (plan === null) throw new Error('no plan')
  await desk.must('master.commit', { plan: plan.plan })
  await desk.must('session.sign-out', {})
  await desk.signIn('S0101')
})
afterEach(() => {
  desk.close()
  rmSync(dir, { recursive: true, force: true })
})

const day = (text: string) => CalendarDate.parse(text)
const open = (until: string, model: string | null = null) =>
  desk.ask('campaign.open', { service: 'P003', model, until: day(until) })
const opened = async (until: string, model: string | null = null) =>
  (await desk.must('campaign.open', { service: 'P003', model, until: day(until) })).campaign
type Only = 'all' | 'no-letter' | 'no-answer' | 'answered'
const usersIn = async (campaign: RecordNo, only: Only = 'all') =>
  (await desk.must('campaign.view', { campaign, only })).rows
    .filter(({ contractNo }) => contractNo === NO)
    .map(({ userId }) => userId.slice(-1))
const sent = (campaign: RecordNo, round: 1 | 2, ...users: string[]) =>
  desk.ask('campaign.letters-sent', { campaign, round, links: users.map(linkOf) })
const apply = async (user: string) =>
  (
    await desk.must('case.open', {
      contractNo: NO,
      target: { kind: 'user', userId: `kigire-${user}` },
      situation: 'apply-hardware',
      wish: {
        ...noWish,
        hardware: {
          purpose: 'expired',
          model: 'keyfob',
          delivery: 'mail',
          startOn: day('2026-12-21'),
          share: null,
        },
      },
      unavailable: [],
      redirectReason: null,
    })
  ).caseNo

describe('a campaign', () => {
  it('is about the registered hardware that ends before a day of Tokyo (R-003-35)', async () => {
    // 30 December 23:00 UTC is the morning of the last day of the year in Tokyo.
    expect(await open('2020-01-01')).toMatchObject({ error: { code: 'campaign-empty' } })
    // Others of the branch end before; this one only on that day.
    expect(await usersIn(await opened('2026-12-31'))).toEqual([])
    expect(await usersIn(await opened('2027-01-01'))).toEqual(['a'])
  })

  it('knows the end of a token from its box where the service does not say it', async () => {
    putStock(desk, ['92020001'], { state: 'registered', validUntil: '2027-02-10T00:00:00.000Z' })
    linkTo(desk, '92020001', NO, 'kigire-d')
    const campaign = await opened('2027-03-01', 'keyfob')
    expect(await usersIn(campaign)).toEqual(['d'])
    const { rows } = await desk.must('campaign.view', { campaign, only: 'all' })
    expect(rows.find(({ userId }) => userId === 'kigire-d')).toMatchObject({
      serial: '92020001',
      expiresAt: '2027-02-10T00:00:00.000Z',
      customerName: '期切製作所',
      userName: '土井 四',
    })
    expect(await open('2027-03-01', 'no-such-model')).toMatchObject({ error: { code: 'campaign-empty' } })
  })

  it('writes to nobody about a token that another campaign has asked about', async () => {
    const first = await opened('2027-01-01')
    expect(await open('2027-01-01')).toMatchObject({
      error: { code: 'campaign-open-already', campaign: first },
    })
    expect(await usersIn(await opened('2027-03-01'))).toEqual(['b'])
  })

  it('sends each letter once, the second after the first, and none to who has answered', async () => {
    const campaign = await opened('2027-03-01')
    const numbers = async () => {
      const { firstLetters, secondLetters, responded } = (
        await desk.must('campaign.view', { campaign, only: 'all' })
      ).campaign
      return [firstLetters, secondLetters, responded]
    }
    expect(await usersIn(campaign, 'no-letter')).toEqual(['a', 'b'])
    expect(await sent(campaign, 2, 'a')).toMatchObject({
      error: { code: 'letter-out-of-turn', user: 'kigire-a' },
    })
    expect(await sent(campaign, 1, 'a', 'b')).toMatchObject({ ok: true, value: { sent: 2 } })
    expect(await sent(campaign, 1, 'b')).toMatchObject({ error: { code: 'letter-out-of-turn' } })
    expect(await usersIn(campaign, 'no-letter')).toEqual([])
    expect(await usersIn(campaign, 'no-answer')).toEqual(['a', 'b'])
    expect(await numbers()).toEqual([2, 0, 0])

    const caseNo = await apply('a')
    expect(await usersIn(campaign, 'answered')).toEqual(['a'])
    expect(await usersIn(campaign, 'no-answer')).toEqual(['b'])
    const { rows } = await desk.must('campaign.view', { campaign, only: 'answered' })
    expect(rows[0]).toMatchObject({ caseNo, caseKind: 'hardware' })
    expect(await sent(campaign, 2, 'b', 'a')).toMatchObject({
      error: { code: 'letter-out-of-turn', user: 'kigire-a' },
    })
    // Refused as a whole: the other one's second letter has not gone either.
    expect(await numbers()).toEqual([2, 0, 1])
    expect(await sent(campaign, 2, 'b')).toMatchObject({ ok: true })
    expect(await numbers()).toEqual([2, 1, 1])

    // An application that was given up is no answer any more.
    await desk.must('case.withdraw', {
      caseNo,
      version: await versionOf(desk, caseNo),
      reason: '取り下げ',
    } as never)
    expect(await usersIn(campaign, 'no-answer')).toEqual(['a', 'b'])
  })

  it('counts as answered only what was applied for since it began', async () => {
    const before = await apply('b')
    desk.clock.advance(60_000)
    const campaign = await opened('2027-03-01')
    expect(await usersIn(campaign, 'answered')).toEqual([])
    expect(before).not.toBe('')
  })

  it('says how many tokens of the model are free in the safe', async () => {
    const [before] = [await opened('2027-01-01')]
    const inStock = async () =>
      (await desk.must('campaign.list', {})).find(({ campaign }) => campaign === before)?.inStock
    const was = (await inStock()) ?? 0
    putStock(desk, ['92030001', '92030002'])
    putStock(desk, ['92030003'], { validUntil: '2026-11-01T00:00:00.000Z' })
    expect(await inStock()).toBe(was + 2)
  })

  it('is one that exists, and is about whoever it is about', async () => {
    const campaign = RecordNo.parse('CP-999-009999')
    const unknown = { error: { code: 'campaign-unknown', campaign } }
    expect(await desk.ask('campaign.view', { campaign, only: 'all' })).toMatchObject(unknown)
    expect(await sent(campaign, 1, 'a')).toMatchObject(unknown)
    expect(await sent(await opened('2027-01-01'), 1, 'd')).toMatchObject({
      error: { code: 'letter-out-of-turn', user: linkOf('d') },
    })
  })
})
