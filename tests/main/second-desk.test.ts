import { spawn } from 'node:child_process'
import { chmodSync, chownSync, cpSync, mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DATABASE_FILE } from '#main/store/store'
import { openDesk, START, type TestDesk } from '../fixtures/desk.ts'
import { passphraseOf } from '../fixtures/walk.ts'

/** A second desk on the same folder, another account of the machine, and files that are missing or empty. */

const NOBODY = 65_534
const worker = join(import.meta.dirname, '../fixtures/disk-worker.ts')

let desk: TestDesk
beforeEach(async () => {
  desk = await openDesk()
  await desk.signIn('S0101')
})
afterEach(() => {
  desk.premises.close()
  rmSync(desk.dir, { recursive: true, force: true })
})

const signIn = (at: TestDesk, staff = 'S0102') =>
  at.ask('session.sign-in', { staff, passphrase: passphraseOf(staff), code: at.staffCode(staff) })

/** What another process is told that sits down at this folder, and how long the last refusal took. */
function sitDown(dir: string, uid?: number, stops = 0): Promise<{ said: string; lines: readonly string[] }> {
  const child = spawn(process.execPath, [worker, dir, String(START + 120_000), String(stops)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      said += String(data)
    })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => resolve({ said, lines: said.trim().split('\n') }))
  })
}

describe('a second desk on the same folder (STO-12)', () => {
  it('is told within two seconds that the records are in use, and the first works on', {
    timeout: 180_000,
  }, async () => {
    const second = await openDesk({ dir: desk.dir, at: desk.clock.wall })
    const from = performance.now()
    expect(await signIn(second)).toMatchObject({ ok: false, error: { code: 'store-in-use' } })
    expect(performance.now() - from).toBeLessThan(2000)
    second.premises.close()
    expect((await desk.must('search.find', { text: '若葉' })).hits.length).toBeGreaterThan(0)
    desk.clock.advance(60_000)
    await desk.must('session.sign-out', {})
    expect(await signIn(desk)).toMatchObject({ ok: true })
    expect(desk.premises.branch?.store.verify()).toMatchObject({ chain: { ok: true }, rows: { ok: true } })
  })

  it('is told the same in a process of its own', { timeout: 180_000 }, async () => {
    const { said, lines } = await sitDown(desk.dir)
    expect(said).toContain('OUTSIDE {"code":"store-in-use"}')
    expect(lines.at(-1)).toBe('END {}')
    expect(desk.premises.branch?.store.verify()).toMatchObject({ chain: { ok: true }, rows: { ok: true } })
  })

  it('of another account of the machine is let in neither while the first is open nor afterwards', {
    timeout: 180_000,
  }, async ({ skip }) => {
    skip(process.getuid?.() !== 0, 'only root can start a program as somebody else')
    const { said } = await sitDown(desk.dir, NOBODY)
    // The folder is its owner's alone: not even the key ring is read.
    expect(said).not.toContain('ACK')
    expect(said).toMatch(/OUTSIDE \{"(code":"(store-|sign-in-|keyring-)|thrown":"Error: EACCES)|EACCES/)
    desk.clock.advance(60_000)
    await desk.must('session.sign-out', {})
    expect(await signIn(desk)).toMatchObject({ ok: true })
  })
})

describe('a folder whose owner may not write in it any more (FLT-08)', () => {
  it('lets people look and do nothing, by name, and has nothing written anywhere else', {
    timeout: 180_000,
  }, async ({ skip }) => {
    skip(process.getuid?.() !== 0, 'only root can start a program as somebody else')
    await desk.must('session.sign-out', {})
    desk.close()
    const dir = mkdtempSync(join(tmpdir(), 'madoguchi-readable-'))
    cpSync(desk.dir, dir, { recursive: true })
    for (const name of ['', ...readdirSync(dir, { recursive: true }).map(String)])
      chownSync(join(dir, name), NOBODY, NOBODY)
    expect((await sitDown(dir, NOBODY)).said).not.toContain('OUTSIDE')
    for (const name of readdirSync(join(dir, 'practice'))) chmodSync(join(dir, 'practice', name), 0o400)
    chmodSync(join(dir, 'practice'), 0o500)
    const before = readdirSync(dir, { recursive: true }).toSorted()
    const { said, lines } = await sitDown(dir, NOBODY, 1)
    // The code that was used before is spent; the next one lets them look.
    expect(lines).toContain('OUTSIDE {"code":"staff-code-refused"}')
    expect(lines).toContain('NO {"number":0,"code":"store-read-only"}')
    expect(said).not.toContain('thrown')
    expect(lines.at(-1)).toBe('END {}')
    expect(readdirSync(dir, { recursive: true }).toSorted()).toEqual(before)
    rmSync(dir, { recursive: true })
  })
})

describe('a database that is missing or empty beside its key ring (STO-05)', () => {
  it.each<[string, string, (file: string) => void]>([
    ['missing', 'store-missing', (file) => rmSync(file)],
    ['empty', 'database-damaged', (file) => truncateSync(file)],
  ])('is never made anew: %s', async (_how, code, spoil) => {
    await desk.must('session.sign-out', {})
    desk.close()
    const folder = join(desk.dir, 'practice')
    for (const suffix of ['-wal', '-shm']) rmSync(join(folder, `${DATABASE_FILE}${suffix}`), { force: true })
    spoil(join(folder, DATABASE_FILE))
    const before = readdirSync(folder).toSorted()
    desk = await openDesk({ dir: desk.dir, at: desk.clock.wall + 60_000 })
    expect(await signIn(desk)).toMatchObject({ ok: false, error: { code } })
    expect(readdirSync(folder).toSorted()).toEqual(before)
    // Practising anew is offered nowhere while the key ring is there.
    await desk.must('practice.open', {})
    expect(readdirSync(folder).toSorted()).toEqual(before)
  })
})
