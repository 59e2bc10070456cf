import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StaffNo } from '#shared/ids'
import type { ActRecord } from '#shared/operations/acts'
import { openDesk, type TestDesk } from '../../fixtures/desk.ts'
import { passphraseOf } from '../../fixtures/walk.ts'

const DAY = 24 * 60 * 60_000
const DEPUTY = StaffNo.parse('S0102')

let desk: TestDesk
beforeEach(async () => {
  desk = await openDesk()
  await desk.signIn('S0127')
})
afterEach(() => desk.close())

const second = (purpose: 'deputy' | 'open-day', about: string) =>
  desk.must('second.prove', {
    purpose,
    about,
    staff: 'S0131',
    passphrase: passphraseOf('S0131'),
    code: desk.staffCode('S0131'),
  })

async function recordOf(entry: number): Promise<ActRecord> {
  const { record } = await desk.must('paper.preview', { request: { paper: 'act-record', entry } })
  if (record?.kind !== 'act') throw new Error('no record of an act')
  return record.act
}

describe('the records of acts', { timeout: 30_000 }, () => {
  it('are there for a deputy and for an opening without the sheet, from their entries, in the names of two', async () => {
    await second('deputy', DEPUTY)
    await desk.must('deputy.appoint', { staff: DEPUTY, date: '2026-11-20', reason: '研修のため' })
    await desk.must('closing.close', {})
    desk.clock.advance(DAY)
    await desk.must('session.sign-out', {})
    await desk.signIn('S0127')
    await second('open-day', '2026-11-21')
    await desk.must('opening.override', { reason: '日計表が見当たらない' })

    const acts = await desk.must('acts.list', {})
    expect(acts).toMatchObject([
      { act: 'day.opened', about: null, byName: '中村 隆', secondName: '内田 恵' },
      { act: 'deputy.appointed', about: DEPUTY, byName: '中村 隆', secondName: '内田 恵' },
    ])
    const [opened, appointed] = acts
    expect((await recordOf(opened?.entry ?? 0)).rows).toEqual([
      { is: 'text', row: 'sheet', text: '1' },
      { is: 'text', row: 'reason', text: '日計表が見当たらない' },
    ])
    expect(await recordOf(appointed?.entry ?? 0)).toMatchObject({
      personName: acts[1]?.aboutName,
      rows: expect.arrayContaining([
        { is: 'text', row: 'reason', text: '研修のため' },
        { is: 'day', row: 'deputyFor', day: '2026-11-20' },
      ]),
    })
    // Neither the closing before nor the opening of the first day was an act of somebody's about the branch.
    expect(acts.map(({ act }) => act)).toHaveLength(2)
    expect(
      await desk.ask('paper.preview', {
        request: { paper: 'act-record', entry: (opened?.entry ?? 0) - 1 },
      }),
    ).toMatchObject({ error: { code: 'paper-unavailable' } })
  })
})
