import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { peopleWithSlots } from '#main/keys/ring-file'
import { openDesk, START, type TestDesk } from '../fixtures/desk.ts'
import { proveAct } from '../fixtures/stock.ts'
import { passphraseOf } from '../fixtures/walk.ts'

/** The program is killed, for good, at the worst moment there is for those who work here. */

const WORKER = join(import.meta.dirname, '../fixtures/people-worker.ts')

let dir: string
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'madoguchi-people-'))
  const made = await openDesk()
  made.close()
  cpSync(join(made.dir, 'practice'), join(dir, 'practice'), { recursive: true })
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

/** Runs the worker; kills it a moment after it has said `word`, where it does not die by itself. */
function killed(
  what: string,
  word: string,
  killHere: boolean,
  at: number = START,
): Promise<NodeJS.Signals | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [WORKER, dir, String(at), what], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = false
    let complaint = ''
    child.stderr.on('data', (data) => {
      complaint += String(data)
    })
    createInterface({ input: child.stdout }).on('line', (line) => {
      said ||= line === word
      if (said && killHere) setTimeout(() => child.kill('SIGKILL'), 30)
    })
    child.on('exit', (_code, signal) =>
      said ? resolve(signal) : reject(new Error(`the worker said nothing: ${complaint}`)),
    )
  })
}

const comeIn = (desk: TestDesk, staff: string) =>
  desk.ask('session.sign-in', { staff, passphrase: passphraseOf(staff), code: desk.staffCode(staff) })
const standingOf = async (desk: TestDesk, staff: string) =>
  (await desk.must('people.list', {})).find((one) => one.staff === staff)?.standing
const slots = () => peopleWithSlots(join(dir, 'practice')).map(({ staff }) => staff)

describe('a kill -9', { timeout: 120_000 }, () => {
  it('during the quarter of an hour after five failures does not end it, for the right passphrase either (AUT-04)', async () => {
    expect(await killed('fail', 'LOCKED', true)).toBe('SIGKILL')
    const desk = await openDesk({ dir, at: START + 60_000 })
    expect(await comeIn(desk, 'S0102')).toMatchObject({ error: { code: 'sign-in-delayed' } })
    desk.clock.advance(15 * 60_000)
    expect(await comeIn(desk, 'S0102')).toMatchObject({ ok: true })
    desk.close()
  })

  it.each(['leave', 'disable'] as const)(
    'between key ring and book, when two %s somebody, leaves them outside, and the act is done again',
    async (what) => {
      expect(await killed(what, 'CUT', false)).toBe('SIGKILL')
      expect(slots()).not.toContain('S0102')
      const desk = await openDesk({ dir, at: START + 600_000 })
      expect(await comeIn(desk, 'S0102')).toMatchObject({ error: { code: 'sign-in-refused' } })
      await desk.signIn('S0127')
      expect(await standingOf(desk, 'S0102')).toBe('no-slot')
      await proveAct(desk, 'S0131', what === 'leave' ? 'left' : 'disabled', 'S0102')
      await desk.must(`people.${what}`, { staff: 'S0102', reason: 'once more' })
      expect(await standingOf(desk, 'S0102')).toBe(what === 'leave' ? 'left' : 'disabled')
      expect(desk.premises.branch?.store.verify()).toMatchObject({ chain: { ok: true }, rows: { ok: true } })
      desk.close()
    },
  )

  it('between key ring and book, when somebody is added or helped, lets in nobody by a secret nobody was told', async () => {
    expect(await killed('reset', 'CUT', false)).toBe('SIGKILL')
    expect(await killed('add', 'CUT', false, START + 300_000)).toBe('SIGKILL')
    const desk = await openDesk({ dir, at: START + 600_000 })
    // The ring has a slot the book does not know, and another whose passphrase nobody knows.
    expect(slots()).toEqual(expect.arrayContaining(['S0102', 'S0170']))
    expect(await comeIn(desk, 'S0102')).toMatchObject({ error: { code: 'sign-in-refused' } })
    await desk.signIn('S0127')
    expect(await standingOf(desk, 'S0170')).toBeUndefined()
    await proveAct(desk, 'S0131', 'secret-issued', 'S0102')
    const { secret } = await desk.must('people.reset', { staff: 'S0102', reason: 'once more' })
    expect(await standingOf(desk, 'S0102')).toBe('first-secret')
    await desk.must('session.sign-out', {})
    desk.clock.advance(60_000)
    expect(
      await desk.ask('session.sign-in', {
        staff: 'S0102',
        passphrase: secret ?? '',
        code: desk.staffCode('S0102'),
      }),
    ).toMatchObject({ ok: true })
    desk.close()
  })
})
