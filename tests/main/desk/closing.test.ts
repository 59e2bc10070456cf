import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sheetCode } from '#main/store/sheet-code'
import { openDesk, type TestDesk } from '../../fixtures/desk.ts'
import { newest, openDraft, passphraseOf, stateOf, submitCase, trailOf } from '../../fixtures/walk.ts'

const DAY = 24 * 60 * 60_000

let desk: TestDesk
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

const branch = () => {
  const { branch: open } = desk.premises
  if (open === undefined) throw new Error('no branch is open')
  return open
}
const sheetOf = (number: number) => {
  const row = branch().store.read.days.sheet(number)
  if (row === undefined) throw new Error(`no sheet ${number}`)
  return row
}
const close = async (): Promise<number> => (await desk.must('closing.close', {})).number
const openWith = async (number: number) => desk.must('opening.check', { code: sheetOf(number).code })

describe('a closing', { timeout: 30_000 }, () => {
  it('leaves ten minutes to print the sheet, and then ends the session, whatever one does and also through the lock (AUT-06)', async () => {
    await desk.signIn('S0127')
    await close()
    for (const minutes of [4, 4]) {
      desk.clock.advance(minutes * 60_000)
      await desk.must('session.touch', {})
      desk.premises.tick()
    }
    expect(await desk.must('desk.state', {})).toMatchObject({ staff: { staff: 'S0127' } })
    await desk.must('session.lock', {})
    await desk.must('session.unlock', { passphrase: passphraseOf('S0127'), code: desk.staffCode('S0127') })
    desk.clock.advance(2 * 60_000)
    desk.premises.tick()
    expect(await desk.must('desk.state', {})).toMatchObject({ staff: null })
  })

  it('makes a numbered sheet over a signed head, whose code follows from what it says and from the sheet before (AUD-09)', async () => {
    await desk.signIn('S0127')
    await openDraft(desk)
    const first = await close()
    await openWith(first)
    const second = await close()
    expect([first, second]).toEqual([1, 2])
    const { store } = branch()
    const origin = store.trail.origin()
    let previous = ''
    for (const number of [first, second]) {
      const { date, size, root, code, previous: before } = sheetOf(number)
      expect(before).toBe(previous)
      expect(code).toBe(sheetCode({ origin, number, date, size, root, previous }))
      expect(code).toMatch(/^[34679ACDEFGHJKMNPQRTUVWXY]{10}$/)
      expect(store.trail.notes().some((note) => note.split('\n')[1] === String(size))).toBe(true)
      // Anything else on the sheet would be another code.
      expect(sheetCode({ origin, number: number + 1, date, size, root, previous })).not.toBe(code)
      expect(sheetCode({ origin, number, date, size, root, previous: `${previous}X` })).not.toBe(code)
      previous = code
    }
    expect(newest(desk)).toEqual(['done day.closed'])
  })

  it('draws its sample with a root that nobody has seen, also where nothing happened since a head was signed (MC-11)', async () => {
    await desk.signIn('S0127')
    const { store } = branch()
    // As every quarter of an hour; whoever looks sees it.
    const seen = store.trail.sign()
    expect(await desk.must('trail.status', {})).toMatchObject({ signed: { root: seen.root } })
    expect(store.trail.head().seq).toBe(seen.size)
    await close()
    await openWith(1)
    const before = store.trail.sign()
    await close()
    for (const [number, known] of [seen, before].entries()) {
      const { root, size } = sheetOf(number + 1)
      expect(root).not.toBe(known.root)
      const last = store.trail.newest(20).find(({ seq }) => seq === size)
      expect(last?.verb).toBe('closing.begun')
      expect(JSON.stringify(last?.payload)).toMatch(/"random":"[0-9a-f]{64}"/)
    }
  })

  it('counts what was done since the sheet before, and what is left open; a quiet day too', async () => {
    await desk.signIn('S0127')
    await openDraft(desk)
    const preview = await desk.must('closing.preview', {})
    expect(preview).toMatchObject({ number: 1, date: '2026-11-20', lapsing: [] })
    expect(preview.facts.counts).toContainEqual({ event: 'case.opened', count: 1 })
    expect(preview.facts.open).toEqual([{ state: 'draft', count: 1 }])
    expect(preview.facts).toMatchObject({ clock: 'trusted', backup: 'none', drill: 'none' })
    const first = await close()
    expect(JSON.parse(sheetOf(first).facts).openings).toMatchObject([{ how: 'no-sheet' }])
    await openWith(first)
    const second = await close()
    const { counts, openings } = JSON.parse(sheetOf(second).facts)
    expect(counts).not.toContainEqual(expect.objectContaining({ event: 'case.opened' }))
    expect(openings).toMatchObject([{ how: 'code' }])
  })

  it('goes on numbering over the end of a year', async () => {
    // In steps, because nobody believes a clock after fourteen quiet days.
    for (let step = 0; step < 3; step += 1) {
      await desk.signIn('S0127')
      await desk.must('session.sign-out', {})
      desk.clock.advance(13 * DAY)
    }
    await desk.signIn('S0127')
    const first = await close()
    await desk.must('session.sign-out', {})
    desk.clock.advance(6 * DAY)
    await desk.signIn('S0127')
    await openWith(first)
    const second = await close()
    expect([sheetOf(first), sheetOf(second)]).toMatchObject([
      { number: 1, date: '2026-12-29' },
      { number: 2, date: '2027-01-04' },
    ])
  })

  it('ends requests that nobody decided about by the closing of the next business day, and leaves drafts', async () => {
    await desk.signIn('S0101')
    const caseNo = await submitCase(desk)
    await desk.signIn('S0127')
    // On its own day it stays.
    const first = await close()
    expect((await stateOf(desk, caseNo)).state).toBe('awaiting-approval')
    await desk.must('session.sign-out', {})
    // Monday is a holiday, so the next business day after Friday is Tuesday.
    desk.clock.advance(4 * DAY)
    await desk.signIn('S0127')
    await openWith(first)
    expect((await desk.must('closing.preview', {})).lapsing).toMatchObject([{ caseNo }])
    const second = await close()
    expect((await stateOf(desk, caseNo)).state).toBe('lapsed')
    expect(trailOf(desk, caseNo)).toContain('done case.lapsed')
    expect(JSON.parse(sheetOf(second).facts).lapsed).toEqual([caseNo])
    // It cannot be approved any more (MC-04).
    await openWith(second)
    expect(await desk.ask('approval.open', { caseNo })).toMatchObject({ error: { code: 'state-forbids' } })
  })

  it('takes the same number when it is repeated after it was cut off before the sheet (FLT-05)', async () => {
    await desk.signIn('S0127')
    await openDraft(desk)
    const { store } = branch()
    // Signed, and gone before the sheet was made.
    const head = store.trail.sign()
    desk.close()
    desk = await openDesk({ dir: desk.dir, at: desk.clock.wall + 60_000 })
    await desk.signIn('S0127')
    const number = await close()
    expect(number).toBe(1)
    expect(sheetOf(number).size).toBeGreaterThan(head.size)
  })

  it("makes the day's backup first, and says on the sheet what came of it", async () => {
    const folder = mkdtempSync(join(tmpdir(), 'backups-'))
    desk.close()
    desk = await openDesk({
      dir: desk.dir,
      at: desk.clock.wall + 60_000,
      surroundings: { files: { chooseFolder: async () => ({ path: folder, name: 'backups' }) } },
    })
    await desk.signIn('S0127')
    const { folder: about } = await desk.must('backup.choose-folder', {})
    await desk.must('second.prove', {
      purpose: 'backup',
      about,
      staff: 'S0131',
      passphrase: passphraseOf('S0131'),
      code: desk.staffCode('S0131'),
    })
    await desk.must('backup.set-folder', { folder: about })
    // Asked twice at the same moment, one sheet is made.
    const replies = await Promise.all([desk.ask('closing.close', {}), desk.ask('closing.close', {})])
    expect(replies).toMatchObject([{ ok: true }, { error: { code: 'closing-under-way' } }])
    expect(JSON.parse(sheetOf(1).facts)).toMatchObject({ backup: 'done' })

    await openWith(1)
    rmSync(folder, { recursive: true })
    const second = await close()
    expect(JSON.parse(sheetOf(second).facts)).toMatchObject({ backup: 'failed' })
  })
})
