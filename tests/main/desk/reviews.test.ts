import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CaseNo, StaffNo } from '#shared/ids'
import { DayFacts } from '#shared/operations/closing'
import { type Approved, putApprovals } from '../../fixtures/approvals.ts'
import { openDesk, type TestDesk } from '../../fixtures/desk.ts'
import { inStore } from '../../fixtures/stock.ts'
import { passphraseOf, submitCase, trailOf } from '../../fixtures/walk.ts'

const VERIFIER = join(import.meta.dirname, '../../../build/verify/verify.mjs')
const DAY = 24 * 60 * 60_000

let desk: TestDesk
let like: CaseNo
let copy = ''
beforeEach(async () => {
  desk = await openDesk({
    surroundings: {
      files: {
        saveLines: async (name, begin) => {
          copy = ''
          for await (const piece of begin()) copy += piece
          return name
        },
      },
    },
  })
  await desk.signIn('S0101')
  like = await submitCase(desk)
})
afterEach(() => {
  desk.close()
  rmSync(desk.dir, { recursive: true, force: true })
})

const store = () => {
  const { branch } = desk.premises
  if (branch === undefined) throw new Error('no store is open')
  return branch.store
}
const come = async (staff: string) => {
  await desk.must('session.sign-out', {})
  await desk.signIn(staff)
}
const factsOf = (sheet: number) => DayFacts.parse(JSON.parse(store().read.days.sheet(sheet)?.facts ?? '{}'))
/** Spread over the month, so that nobody has to wait. */
const spread = (count: number, who: Omit<Approved, 'at'>): Approved[] =>
  Array.from({ length: count }, (_, place) => ({ ...who, at: desk.clock.wall - 10 * DAY + place * 60_000 }))

/** What the verifier says a sheet has chosen, from nothing but a copy of the trail. */
async function verified() {
  const second = { staff: 'S0131', passphrase: passphraseOf('S0131'), code: desk.staffCode('S0131') }
  await desk.must('second.prove', { purpose: 'export', about: '', ...second })
  await desk.must('trail.export', { format: 'copy', payloads: false, reason: '検査', filter: {} })
  const file = join(desk.dir, 'copy.jsonl')
  writeFileSync(file, copy)
  const { stdout, stderr } = spawnSync(process.execPath, [VERIFIER, file, '--json'], { encoding: 'utf8' })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout) as {
    verdict: string
    samples: { sheet: number; entries: { n: number; about: string }[] }[]
  }
}

describe('the review of a day’s approvals (MC-11)', { timeout: 120_000 }, () => {
  it('is of a sample nobody can redraw: the verifier finds the same, also after more was written; a pair with 65 % is named', async () => {
    putApprovals(desk, like, [
      ...spread(130, { maker: 'S0101', approver: 'S0127' }),
      ...spread(40, { maker: 'S0102', approver: 'S0131' }),
      ...spread(30, { maker: 'S0140', approver: 'S0131' }),
    ])
    await come('S0131')
    expect((await desk.must('closing.preview', {})).facts.pairs).toEqual([
      { names: expect.arrayContaining(['高橋 美咲', '中村 隆']), count: 130, of: 200 },
    ])
    const { number } = await desk.must('closing.close', {})
    const printed = factsOf(number)
    expect(printed.sample).toHaveLength(10)
    expect(printed.pairs).toMatchObject([{ count: 130, of: 200 }])

    const code = store().read.days.sheet(number)?.code ?? ''
    await desk.must('opening.check', { code })
    putApprovals(desk, like, spread(40, { maker: 'S0102', approver: 'S0127' }))
    const second = await desk.must('closing.close', {})
    await desk.must('opening.check', { code: store().read.days.sheet(second.number)?.code ?? '' })
    expect(factsOf(number).sample).toEqual(printed.sample)
    await come('S0160')
    const { verdict, samples } = await verified()
    expect(verdict).toBe('consistent')
    expect(samples).toEqual(
      [number, second.number].map((sheet) => ({
        sheet,
        entries: factsOf(sheet).sample.map(({ entry, caseNo }) => ({ n: entry, about: caseNo })),
      })),
    )
    expect(samples[1]?.entries).toHaveLength(3)
  })

  it('accuses nobody on a small number, nor for exactly 60 %', async () => {
    putApprovals(desk, like, spread(19, { maker: 'S0101', approver: 'S0127' }))
    await come('S0131')
    expect((await desk.must('closing.preview', {})).facts.pairs).toEqual([])
    putApprovals(desk, like, [
      ...spread(5, { maker: 'S0101', approver: 'S0127' }),
      ...spread(16, { maker: 'S0102', approver: 'S0131' }),
    ])
    expect((await desk.must('closing.preview', {})).facts.pairs).toEqual([])
    putApprovals(desk, like, spread(1, { maker: 'S0101', approver: 'S0127' }))
    expect((await desk.must('closing.preview', {})).facts.pairs).toMatchObject([{ count: 25, of: 41 }])
  })

  it('is noted once, by a supervisor who had no part in it', async () => {
    putApprovals(desk, like, spread(2, { maker: 'S0101', approver: 'S0127' }))
    await come('S0127')
    const { number } = await desk.must('closing.close', {})
    await desk.must('opening.check', { code: store().read.days.sheet(number)?.code ?? '' })
    const list = await desk.must('review.list', {})
    expect(list).toMatchObject([
      { sheet: number, not: 'part', review: null, makerName: '高橋 美咲' },
      { sheet: number, not: 'part', review: null },
    ])
    const [one, other] = list
    if (one === undefined || other === undefined) throw new Error('nothing was chosen')
    const note = { sheet: number, entry: one.entry, finding: 'in-order', note: '' } as const
    expect(await desk.ask('review.note', note)).toMatchObject({
      error: { code: 'review-not-yours', because: 'part' },
    })
    // An administrator only where no supervisor is left for it.
    await come('S0150')
    expect(await desk.ask('review.note', note)).toMatchObject({
      error: { code: 'review-not-yours', because: 'supervisors' },
    })
    await come('S0131')
    expect(await desk.ask('review.note', { ...note, entry: 1 })).toMatchObject({
      error: { code: 'sample-unknown' },
    })
    expect(await desk.ask('review.note', { ...note, finding: 'to-be-followed' })).toMatchObject({
      error: { code: 'reason-needed' },
    })
    await desk.must('review.note', { ...note, finding: 'to-be-followed', note: '印影が薄い' })
    expect(await desk.ask('review.note', note)).toMatchObject({ error: { code: 'sample-reviewed' } })
    expect(await desk.must('review.list', {})).toContainEqual(
      expect.objectContaining({
        entry: one.entry,
        review: expect.objectContaining({ byName: '内田 恵', finding: 'to-be-followed', note: '印影が薄い' }),
      }),
    )
    expect(trailOf(desk, one.caseNo).at(-1)).toBe('done sample.reviewed')

    // By hand in the database, nobody who approved reviews.
    expect(() =>
      inStore(desk, (db, at) =>
        db.reviews.keep({
          sheet: number,
          entry: other.entry,
          case_no: other.caseNo,
          reviewer: StaffNo.parse('S0127'),
          reviewer_person: store().read.people.row(StaffNo.parse('S0127'))?.person ?? '',
          finding: 'in-order',
          note: '',
          at,
        }),
      ),
    ).toThrow(/had a part in/)
    // The other supervisor is not there any more: then it is the administrator's.
    inStore(desk, (db, at) =>
      db.people.stand(StaffNo.parse('S0131'), { disabled_at: at, disabled_why: '試し' }),
    )
    await come('S0150')
    await desk.must('review.note', { ...note, entry: other.entry })
  })
})
