import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readContainer } from '#main/backup/container'
import { KEPT, outdated } from '#main/backup/folder'
import { exportKeyOf } from '#main/backup/make'
import { makeBackup } from '#main/desk/backup'
import { openDeskCopy } from '#main/store/desk-store'
import { openDesk, type TestDesk } from '../../fixtures/desk.ts'
import { proveSecond } from '../../fixtures/stock.ts'

/** Backups and drills, through the gate. */

let desk: TestDesk
let folder: string
let chosen: string | undefined

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'madoguchi-backups-'))
  chosen = folder
  desk = await openDesk({
    surroundings: {
      files: { chooseFolder: async () => (chosen === undefined ? undefined : { path: chosen }) },
    },
  })
  await desk.signIn('S0127')
})
afterEach(() => {
  desk.premises.close()
  rmSync(desk.dir, { recursive: true, force: true })
  if (existsSync(folder)) chmodSync(folder, 0o700)
  rmSync(folder, { recursive: true, force: true })
})

const codeOf = (reply: { ok: boolean; error?: { code: string } }): string => reply.error?.code ?? 'done'
const branch = () => {
  const open = desk.premises.branch
  if (open === undefined) throw new Error('no store is open')
  return open
}
const backups = () => readdirSync(folder).filter((name) => name.endsWith('.mgbackup'))
const leftBehind = () => [
  ...readdirSync(folder).filter((name) => name.includes('.making')),
  ...readdirSync(desk.dir).filter((name) => /copying|drill|restoring/.test(name)),
]
async function setFolder(): Promise<void> {
  await proveSecond(desk, 'S0131', 'backup')
  await desk.must('backup.set-folder', {})
}

describe('where backups go', () => {
  it('is chosen by two, the second a supervisor, and is marked so that another medium is noticed', async () => {
    expect(codeOf(await desk.ask('backup.set-folder', {}))).toBe('second-missing')
    await setFolder()
    expect(await desk.must('backup.status', {})).toMatchObject({ folder, reachable: true, state: 'bad' })
    expect(readdirSync(folder)).toEqual(['madoguchi-backups.json'])
  })

  it('stays as it was when the person thinks better of it', async () => {
    chosen = undefined
    expect(codeOf(await desk.ask('backup.set-folder', {}))).toBe('save-cancelled')
    expect(codeOf(await desk.ask('backup.make', {}))).toBe('backup-no-folder')
    expect(codeOf(await desk.ask('backup.drill', {}))).toBe('backup-no-folder')
  })
})
