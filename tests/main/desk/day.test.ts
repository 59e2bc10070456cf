import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StaffNo } from '#shared/ids'
import { openDesk, type TestDesk } from '../../fixtures/desk.ts'
import { administrator, contractNamed, newest, openDraft, passphraseOf, wakaba } from '../../fixtures/walk.ts'

const DAY = 24 * 60 * 60_000

let desk: TestDesk
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

/** The code as it stands on the paper. */
const codeOf = (number: number): string => desk.premises.branch?.store.read.days.sheet(number)?.code ?? ''

async function closeAs(staff = 'S0127'): Promise<number> {
  await desk.signIn(staff)
  const { number } = await desk.must('closing.close', {})
  return number
}

async function secondFor(date: string, staff = 'S0131') {
  return desk.must('second.prove', {
    purpose: 'open-day',
    about: date,
    staff,
    passphrase: passphraseOf(staff),
    code: desk.staffCode(staff),
  })
}

/** The desk a working day later. Hours pass with the clock, as they do when nobody touches it. */
async function nextDay(days = 1): Promise<void> {
  await desk.must('session.sign-out', {})
  desk.clock.advance(days * DAY)
}

describe('before the branch is open', { timeout: 30_000 }, () => {
  it('waits for nothing where no sheet was ever made', async () => {
    await desk.signIn('S0127')
    expect(await desk.must('opening.state', {})).toMatchObject({ waits: null, sheet: null })
    await openDraft(desk)
    expect(await desk.ask('opening.check', { code: 'AAAAAAAAAA' })).toMatchObject({
      error: { code: 'opening-not-due' },
    })
    expect(await desk.ask('opening.override', { reason: '理由' })).toMatchObject({
      error: { code: 'opening-not-due' },
    })
  })

  it('takes no case on the next day before a supervisor has typed the code of the newest sheet', async () => {
    const number = await closeAs()
    const code = codeOf(number)
    await nextDay()
    await desk.signIn('S0101')
    expect(await desk.must('opening.state', {})).toMatchObject({
      waits: 'day',
      date: '2026-11-21',
      sheet: { number, date: '2026-11-20' },
      mayOpen: false,
    })
    await expect(openDraft(desk)).rejects.toThrow('day-not-opened')
    expect(newest(desk)).toEqual(['refused:day-not-opened case.open'])
    // What only looks waits for nothing.
    await contractNamed(desk, wakaba)
    expect(await desk.ask('opening.check', { code })).toMatchObject({ error: { code: 'opening-not-yours' } })

    await desk.signIn('S0127')
    await desk.must('opening.check', { code: `${code.slice(0, 5).toLowerCase()}－${code.slice(5)}` })
    expect(newest(desk)).toEqual(['done day.opened'])
    expect(await desk.must('opening.state', {})).toMatchObject({ waits: null })
    await openDraft(desk)
  })

  it('stops a token at once all the same (MC-05)', async () => {
    await closeAs()
    await nextDay()
    await desk.signIn('S0101')
    const contractNo = await contractNamed(desk, wakaba)
    const reply = await desk.ask('loss.stop', stopInput(contractNo))
    expect(reply).toMatchObject({ ok: true })
  })

  it('counts wrong codes, also over a new start, and then only two supervisors open it', async () => {
    const number = await closeAs()
    await nextDay()
    await desk.signIn('S0127')
    const wrong = { code: 'A3A3A3A3A3' }
    expect(await desk.ask('opening.check', wrong)).toMatchObject({
      error: { code: 'sheet-code-wrong', number, triesLeft: 2 },
    })
    expect(newest(desk)).toEqual(['done day.sheet-code-wrong'])
    await desk.ask('opening.check', wrong)
    await desk.must('session.sign-out', {})
    await desk.signIn('S0127')
    expect(await desk.ask('opening.check', wrong)).toMatchObject({ error: { triesLeft: 0 } })
    expect(await desk.ask('opening.check', { code: codeOf(number) })).toMatchObject({
      error: { code: 'sheet-tries-spent' },
    })

    expect(await desk.ask('opening.override', { reason: '日計表を本部に送った' })).toMatchObject({
      error: { code: 'second-missing' },
    })
    await secondFor('2026-11-21')
    expect(await desk.ask('opening.override', { reason: '　' })).toMatchObject({
      error: { code: 'reason-needed' },
    })
    await desk.must('opening.override', { reason: '日計表を本部に送った' })
    await openDraft(desk)
    const next = await desk.must('closing.close', {})
    expect((await desk.must('closing.sheets', {}))[0]).toMatchObject({ number: next.number, overrides: 1 })
  })

  it('shows the newest sheet to nobody, or its code would need no paper; only whoever just made it prints it', async () => {
    const number = await closeAs()
    const request = { paper: 'day-sheet' as const, sheet: number }
    expect(await desk.must('paper.preview', { request, language: 'ja' })).toMatchObject({
      record: { day: { number, code: codeOf(number) } },
    })
    await desk.must('paper.print', { request, language: 'ja', to: 'pdf' })
    await desk.must('session.sign-out', {})
    await desk.signIn('S0127')
    expect(await desk.ask('paper.preview', { request, language: 'ja' })).toMatchObject({
      error: { code: 'paper-unavailable' },
    })
    expect(await desk.must('closing.sheets', {})).toMatchObject([{ number, prints: 1, printable: false }])
    expect(JSON.stringify(desk.premises.branch?.store.trail.newest(50))).not.toContain(codeOf(number))
    await desk.must('opening.check', { code: codeOf(number) })
    // Printed again it says so, and that it was is on record.
    expect(await desk.must('paper.preview', { request, language: 'ja' })).toMatchObject({ printCount: 2 })
    await desk.must('paper.print', { request, language: 'ja', to: 'pdf' })
    expect(newest(desk)).toEqual(['done paper.printed'])
  })

  it('asks again on the same day after its closing, and the closing itself waits for the opening', async () => {
    const first = await closeAs()
    expect(await desk.must('opening.state', {})).toMatchObject({ waits: 'closed' })
    // Otherwise a new sheet would be made, and its code typed.
    expect(await desk.ask('closing.close', {})).toMatchObject({ error: { code: 'day-not-opened' } })
    await desk.must('opening.check', { code: codeOf(first) })
    const { number } = await desk.must('closing.close', {})
    expect(number).toBe(first + 1)
    expect(await desk.ask('opening.check', { code: codeOf(first) })).toMatchObject({
      error: { code: 'sheet-code-wrong', number },
    })
  })

  it('asks again where the anchor was gone, also on the same day (AUD-04)', async () => {
    const number = await closeAs()
    await desk.must('opening.check', { code: codeOf(number) })
    const { dir, clock } = desk
    desk.close()
    rmSync(join(dir, 'anchors'), { recursive: true })
    desk = await openDesk({ dir, at: clock.wall + 60_000 })
    await desk.signIn('S0127')
    expect(await desk.must('opening.state', {})).toMatchObject({ waits: 'anchor' })
    await desk.must('opening.check', { code: codeOf(number) })
    expect(await desk.must('opening.state', {})).toMatchObject({ waits: null })
  })
})

describe('before the first sheet, with the anchor gone', { timeout: 30_000 }, () => {
  it('serves nobody until two supervisors have opened it, and stops tokens all the same (AUD-04)', async () => {
    await desk.signIn('S0127')
    expect(await desk.must('opening.state', {})).toMatchObject({ waits: null })
    const { dir, clock } = desk
    desk.close()
    rmSync(join(dir, 'anchors'), { recursive: true })
    desk = await openDesk({ dir, at: clock.wall + 60_000 })
    await desk.signIn('S0127')
    expect(await desk.must('opening.state', {})).toMatchObject({ waits: 'anchor', sheet: null })
    expect(await desk.ask('closing.close', {})).toMatchObject({
      error: { code: 'day-not-opened', number: 0 },
    })
    expect(await desk.ask('opening.check', { code: 'AAAAAAAAAA' })).toMatchObject({
      error: { code: 'day-not-opened' },
    })
    await expect(openDraft(desk)).rejects.toThrow('day-not-opened')
    await desk.signIn('S0127')
    expect(await desk.ask('opening.override', { reason: '端末の入れ替え' })).toMatchObject({
      error: { code: 'second-missing' },
    })
    // It stays so over a new start, though there is an anchor again.
    const later = desk.clock.wall
    desk.close()
    desk = await openDesk({ dir, at: later + 60_000 })
    await desk.signIn('S0101')
    const contractNo = await contractNamed(desk, wakaba)
    expect(await desk.ask('loss.stop', stopInput(contractNo))).toMatchObject({ ok: true })
    await expect(openDraft(desk)).rejects.toThrow('day-not-opened')
    await desk.signIn('S0127')
    await secondFor('2026-11-20')
    await desk.must('opening.override', { reason: '端末の入れ替え' })
    expect(await desk.must('opening.state', {})).toMatchObject({ waits: null })
    await openDraft(desk)
    await desk.signIn('S0127')
    await desk.must('closing.close', {})
    expect((await desk.must('closing.sheets', {}))[0]).toMatchObject({ overrides: 1 })
  })
})

describe('an older store put back alone', { timeout: 30_000 }, () => {
  it('keeps the door shut and tells both heads; nobody is let in, and nothing is written (AUD-04)', async () => {
    await desk.signIn('S0127')
    await desk.must('session.sign-out', {})
    const { dir, clock } = desk
    const yesterday = mkdtempSync(join(tmpdir(), 'yesterday-'))
    cpSync(join(dir, 'practice'), yesterday, { recursive: true })
    await desk.signIn('S0127')
    await openDraft(desk)
    desk.close()
    rmSync(join(dir, 'practice'), { recursive: true })
    cpSync(yesterday, join(dir, 'practice'), { recursive: true })
    rmSync(yesterday, { recursive: true })
    const before = readFileSync(join(dir, 'practice', 'madoguchi.db'), 'hex')

    desk = await openDesk({ dir, at: clock.wall + 60_000 })
    const reply = await desk.ask('session.sign-in', {
      staff: StaffNo.parse('S0127'),
      passphrase: passphraseOf('S0127'),
      code: desk.staffCode('S0127'),
    })
    expect(reply).toMatchObject({ ok: false, error: { code: 'store-rolled-back' } })
    if (reply.ok || reply.error.code !== 'store-rolled-back') throw new Error('another answer')
    const { entry, head, seen, seenHead, seenAt } = reply.error
    expect(entry).toBeLessThan(seen)
    expect(head).toMatch(/^[0-9A-F]{8}$/)
    expect(seenHead).toMatch(/^[0-9A-F]{8}$/)
    expect(seenAt).toMatch(/^2026-11-20T/)
    expect(desk.premises.branch).toBeUndefined()
    expect(readFileSync(join(dir, 'practice', 'madoguchi.db'), 'hex')).toBe(before)
  })
})

describe('a whole machine put back, files and clock (AUD-06)', { timeout: 30_000 }, () => {
  it.each([
    ['as it stood after its closing', false],
    ['as it stood in the middle of its day', true],
  ])(
    '%s, three days ago: the paper of today does not fit, and without it the branch does not open',
    async (_when, open) => {
      const first = await closeAs()
      await desk.must('opening.check', { code: codeOf(first) })
      if (!open) await desk.must('closing.close', {})
      await desk.must('session.sign-out', {})
      const image = mkdtempSync(join(tmpdir(), 'image-'))
      cpSync(desk.dir, image, { recursive: true })
      const then = desk.clock.wall

      // Three days go by on the real machine, and a sheet is made on the last of them.
      desk.clock.advance(3 * DAY)
      await desk.signIn('S0127')
      const newestThen = desk.premises.branch?.store.read.days.newestSheet()?.number ?? 0
      await desk.must('opening.check', { code: codeOf(newestThen) })
      const today = await desk.must('closing.close', {})
      const paper = codeOf(today.number)
      desk.close()

      // The image comes back with its own clock, and its anchor fits it.
      desk = await openDesk({ dir: image, at: then + 10 * 60_000 })
      try {
        await desk.signIn('S0127')
        expect(await desk.must('opening.state', {})).toMatchObject({ waits: open ? 'machine' : 'closed' })
        await expect(openDraft(desk, administrator)).rejects.toThrow('day-not-opened')
        const reply = await desk.ask('opening.check', { code: paper })
        // The number it expects is lower than the one on the paper: that is what says it.
        expect(reply).toMatchObject({ error: { code: 'sheet-code-wrong', number: today.number - 1 } })
        await expect(openDraft(desk, administrator)).rejects.toThrow('day-not-opened')
      } finally {
        desk.close()
        rmSync(image, { recursive: true, force: true })
      }
    },
  )
})

const stopInput = (contractNo: Awaited<ReturnType<typeof contractNamed>>) => ({
  contractNo,
  target: administrator,
  how: 'lost' as const,
  callBackNumber: null,
})
