import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { emptyDumps } from '#main/dumps'

const root = join(import.meta.dirname, '..', '..')
let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'madoguchi-dumps-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

/** Where this system would put a core file: into the folder a program runs in, or somewhere we cannot look. */
const intoFolder =
  process.platform === 'linux' && readFileSync('/proc/sys/kernel/core_pattern', 'utf8').trim() === 'core'

/** A process that holds canaries, has `before` run, and dies of `signal` with core files allowed. */
function dies(signal: string, before: string): Buffer[] {
  const script = `${before}
    globalThis.kept = ['検証 花子Ω', 'CANARY' + 'SEED' + '0123456789'].map((text) => Buffer.from(text.repeat(50)))
    process.kill(process.pid, '${signal}')
    setInterval(() => {}, 1000)`
  const file = join(dir, 'victim.mjs')
  writeFileSync(file, script)
  spawnSync('sh', ['-c', `ulimit -c unlimited; exec "${process.execPath}" "${file}"`], {
    cwd: dir,
    env: { ...process.env, NODE_OPTIONS: '--report-on-signal --report-on-fatalerror' },
  })
  const left = readdirSync(dir).filter((name) => name !== 'victim.mjs')
  const bytes = left.map((name) => readFileSync(join(dir, name)))
  for (const name of left) rmSync(join(dir, name))
  return bytes
}
const guarded = `const { leaveNoDumps } = await import(${JSON.stringify(`file://${root}/src-main/dumps.ts`)}); leaveNoDumps()`
const tells = (bytes: Buffer): boolean =>
  bytes.includes('検証 花子Ω') || bytes.includes('CANARYSEED0123456789')

describe('a crash (PRV-04)', () => {
  it.each(['SIGSEGV', 'SIGABRT'])(
    'by %s leaves nothing of what was in memory, even where core files are allowed',
    (signal) => {
      for (const bytes of dies(signal, guarded)) {
        expect(tells(bytes)).toBe(false)
        // Registers and the names of mappings; no page of memory.
        expect(bytes.length).toBeLessThan(1024 * 1024)
      }
    },
  )

  it('of an earlier day leaves nothing at the next start', () => {
    const dumps = join(dir, 'dumps')
    mkdirSync(join(dumps, 'pending'), { recursive: true })
    writeFileSync(join(dumps, 'pending', 'a.dmp'), '検証 花子Ω')
    emptyDumps(dumps)
    expect(readdirSync(dumps)).toEqual([])
    if (process.platform !== 'win32') expect(statSync(dumps).mode & 0o077).toBe(0)
    rmSync(dumps, { recursive: true })
    emptyDumps(dumps)
    expect(existsSync(dumps)).toBe(true)
  })

  it('is reported to nobody: nothing in the sources starts a reporter, and the page’s process has a limit of 0 on the stand-in', () => {
    expect(readFileSync(join(root, 'build', 'standin', 'electron'), 'utf8')).toMatch(/^ulimit -c 0$/m)
    const main = readdirSync(join(root, 'src-main'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(root, 'src-main', name), 'utf8'))
    expect(
      main.filter((text) =>
        /crashReporter|setHeapSnapshotNearHeapLimit|writeHeapSnapshot|report\.writeReport/.test(text),
      ),
    ).toEqual([])
    expect(main.some((text) => text.includes('leaveNoDumps()') && text.includes("from 'electron'"))).toBe(
      true,
    )
  })
})

// Where core files go elsewhere nothing can be looked at; the check itself needs no such place.
describe('the search in a core file', () => {
  it.runIf(intoFolder)('finds the canary where nothing was done against it', () => {
    expect(dies('SIGSEGV', '').some(tells)).toBe(true)
  })
})
