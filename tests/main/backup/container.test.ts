import { createSecretKey, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { CHUNK, TAG } from '#main/backup/chunks'
import {
  type ExportKey,
  type Manifest,
  readContainer,
  readHeader,
  writeContainer,
} from '#main/backup/container'
import { digestOfFile } from '#main/backup/make'
import { Instant } from '#shared/ids'

const dir = mkdtempSync(join(tmpdir(), 'madoguchi-container-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const installation = 'ab'.repeat(16)
const exportKey: ExportKey = { key: createSecretKey(randomBytes(32)), version: 1, installation }
let files = 0

/** A backup of a "database" of so many bytes. */
async function backupOf(bytes: number, key = exportKey): Promise<{ path: string; body: Buffer }> {
  files += 1
  const database = join(dir, `${files}.db`)
  const body = randomBytes(bytes)
  writeFileSync(database, body)
  const manifest: Manifest = {
    mode: 'branch',
    branchNo: '012',
    schema: 6,
    keyVersions: { database: 1, rows: 1, seeds: 1, staff: 1 },
    entries: 7,
    chain: 'aa',
    acc: 'bb',
    bytes,
    sha256: await digestOfFile(database),
  }
  const path = join(dir, `${files}.mgbackup`)
  await writeContainer(path, {
    at: Instant.parse('2026-11-20T07:30:00.000Z'),
    recovery: null,
    manifest,
    database,
    exportKey: key,
  })
  return { path, body }
}

describe('a backup', () => {
  it.each([1, CHUNK - 300, CHUNK, 2 * CHUNK + 17])('of %i bytes comes out as it went in', async (bytes) => {
    const { path, body } = await backupOf(bytes)
    const to = `${path}.out`
    const read = await readContainer(path, exportKey, to)
    expect(read).toMatchObject({ ok: true, value: { manifest: { entries: 7, branchNo: '012' } } })
    expect(readFileSync(to).equals(body)).toBe(true)
  })

  it('shows installation, date and size to somebody with the file alone, and nothing else (BAK-02)', async () => {
    const { path } = await backupOf(5000)
    const header = await readHeader(path)
    if (!header.ok) throw new Error(header.error)
    const { key: _sealed, keyVersion: _version, format: _format, recovery, ...shown } = header.value
    expect(shown).toEqual({
      installation,
      at: '2026-11-20T07:30:00.000Z',
      entries: 7,
      bytes: expect.any(Number),
    })
    expect(recovery).toBeNull()
    expect(readFileSync(path).includes('012')).toBe(false)
  })

  it('does not open when any one bit of it is another (BAK-05)', async () => {
    const { path } = await backupOf(3000)
    const whole = readFileSync(path)
    const places = Array.from(
      { length: process.env.MADOGUCHI_LONG === undefined ? 150 : whole.length },
      (_, n) => (process.env.MADOGUCHI_LONG === undefined ? Math.floor((n * whole.length) / 150) : n),
    )
    for (const place of places) {
      const changed = Buffer.from(whole)
      changed[place] = (changed[place] ?? 0) ^ (1 << (place % 8))
      writeFileSync(`${path}.changed`, changed)
      const read = await readContainer(`${path}.changed`, exportKey)
      expect(read.ok, `bit at ${place}`).toBe(false)
    }
  })

  it('does not open when it was cut anywhere, or when something was added (BAK-05)', async () => {
    const { path } = await backupOf(CHUNK + 500)
    const whole = readFileSync(path)
    for (const length of [0, 1, 8, 12, 200, whole.length - CHUNK, whole.length - TAG, whole.length - 1]) {
      writeFileSync(`${path}.cut`, whole.subarray(0, length))
      expect((await readContainer(`${path}.cut`, exportKey)).ok, `cut at ${length}`).toBe(false)
    }
    writeFileSync(`${path}.long`, Buffer.concat([whole, Buffer.from([0])]))
    expect(await readContainer(`${path}.long`, exportKey)).toMatchObject({ error: 'backup-damaged' })
  })

  it('does not open with two chunks exchanged, or one of another backup of the same day (BAK-05)', async () => {
    const { path } = await backupOf(3 * CHUNK)
    const whole = readFileSync(path)
    const from = whole.length - 4 * TAG - (3 * CHUNK + 4 + 200)
    const start = whole.indexOf('}', 12)
    expect(from).toBeLessThan(start + 1000)
    const head = headerBytes(whole)
    const swapped = Buffer.concat([
      whole.subarray(0, head + CHUNK + TAG),
      whole.subarray(head + 2 * (CHUNK + TAG), head + 3 * (CHUNK + TAG)),
      whole.subarray(head + CHUNK + TAG, head + 2 * (CHUNK + TAG)),
      whole.subarray(head + 3 * (CHUNK + TAG)),
    ])
    expect(swapped.length).toBe(whole.length)
    writeFileSync(`${path}.swapped`, swapped)
    expect(await readContainer(`${path}.swapped`, exportKey)).toMatchObject({ error: 'backup-damaged' })
    const other = readFileSync((await backupOf(3 * CHUNK)).path)
    writeFileSync(`${path}.mixed`, Buffer.concat([whole.subarray(0, head), other.subarray(head)]))
    expect(await readContainer(`${path}.mixed`, exportKey)).toMatchObject({ error: 'backup-damaged' })
  })

  it('says apart what is no backup, of another branch, of a newer program, and under other keys (BAK-05)', async () => {
    const { path } = await backupOf(100)
    const whole = readFileSync(path)
    writeFileSync(`${path}.x`, 'SQLite format 3')
    expect(await readContainer(`${path}.x`, exportKey)).toMatchObject({ error: 'backup-not-one' })
    writeFileSync(`${path}.x`, '')
    expect(await readContainer(`${path}.x`, exportKey)).toMatchObject({ error: 'backup-not-one' })
    const foreign = { ...exportKey, installation: 'cd'.repeat(16) }
    expect(await readContainer(path, foreign)).toMatchObject({ error: 'backup-foreign' })
    const rotated: ExportKey = { ...exportKey, key: createSecretKey(randomBytes(32)), version: 2 }
    expect(await readContainer(path, rotated)).toMatchObject({ error: 'backup-other-keys' })
    const newer = Buffer.from(whole.toString('latin1').replace('"format":1', '"format":2'), 'latin1')
    writeFileSync(`${path}.x`, newer)
    expect(await readContainer(`${path}.x`, exportKey)).toMatchObject({ error: 'backup-newer' })
  })
})

/** Where the chunks begin. */
const headerBytes = (whole: Buffer): number => 12 + whole.readUInt32BE(8)
