import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NATIVE_HASHES } from '#main/native-hashes'
import { nativeTable } from '../../build/native/table.ts'
import { importsOf, read, targetOf } from '../house/sources.ts'

/** A native module is loaded only as it was when the program was made. Each try runs in a process of its own. */

const root = join(import.meta.dirname, '..', '..')
const modules = join(root, 'node_modules')
const guard = join(root, 'src-main', 'native.ts')

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'madoguchi-native-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** Runs `script` under the guard, in `cwd`; what it printed, a word a line. */
function guarded(cwd: string, script: string, env: NodeJS.ProcessEnv = {}): string[] {
  const file = join(cwd, 'try.mjs')
  writeFileSync(
    file,
    `import { guardNatives } from ${JSON.stringify(`file://${guard}`)}
const refused = guardNatives()
try { ${script} } catch (thrown) { console.log(thrown.name) ; console.log(thrown.message) }
console.log('refused ' + refused.join())`,
  )
  const { stdout, stderr, status } = spawnSync(process.execPath, [file], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
  if (status !== 0) throw new Error(stderr)
  return stdout.trim().split('\n')
}

/** A copy of SQLite's package, as it lies in a program folder. */
function copied(name: string): { readonly at: string; readonly native: string } {
  const at = join(dir, name)
  const to = join(at, 'node_modules', 'better-sqlite3')
  for (const part of ['package.json', 'lib'])
    cpSync(join(modules, 'better-sqlite3', part), join(to, part), { recursive: true })
  mkdirSync(join(to, 'prebuilds'))
  const file = execFileSync(process.execPath, [
    '-p',
    `require(${JSON.stringify(join(modules, 'better-sqlite3', 'lib', 'binding.js'))}).getPrebuildPath()`,
  ])
    .toString()
    .trim()
  const native = join(to, 'prebuilds', file.slice(file.lastIndexOf('prebuilds') + 'prebuilds/'.length))
  cpSync(file, native)
  return { at, native }
}

const OPEN =
  "const { default: Sqlite } = await import('better-sqlite3'); new Sqlite(':memory:').close(); console.log('loaded')"

describe('a native module (BLD-06)', () => {
  it('is loaded when it is the one the program was made with', () => {
    const { at } = copied('right')
    expect(guarded(at, OPEN)).toEqual(['loaded', 'refused'])
  })

  it('of which one bit is another is refused before it is loaded, by the name of its file', () => {
    const { at, native } = copied('bit')
    const bytes = readFileSync(native)
    bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1
    writeFileSync(native, bytes)
    const file = native.slice(native.lastIndexOf('prebuilds') + 'prebuilds/'.length)
    const [name, message, refused] = guarded(at, OPEN)
    expect(name).toBe('NativeFault')
    expect(message).toContain(`The native module ${file} is not the one`)
    expect(message).not.toContain(dir)
    expect(refused).toBe(`refused ${file}`)
  })

  it('of another build under the right name is refused', () => {
    const { at, native } = copied('build')
    const other = readdirSync(join(modules, 'better-sqlite3', 'prebuilds')).find(
      (file) => !native.endsWith(`/${file}`),
    )
    cpSync(join(modules, 'better-sqlite3', 'prebuilds', other ?? ''), native)
    expect(guarded(at, OPEN)[0]).toBe('NativeFault')
  })

  it('that nobody knows is refused, also where the package would take another instead', () => {
    const { at, native } = copied('unknown')
    const built = join(at, 'node_modules', 'better-sqlite3', 'build', 'Release')
    mkdirSync(built, { recursive: true })
    cpSync(native, join(built, 'better_sqlite3.node'))
    rmSync(native)
    expect(guarded(at, OPEN).at(-1)).toBe('refused better_sqlite3.node')
  })

  it('that a variable of the environment points to is refused, and its name is kept although argon2 swallows the refusal', () => {
    const planted = join(dir, 'planted.node')
    writeFileSync(planted, 'not a module')
    const said = guarded(
      mkdtempSync(join(dir, 'env-')),
      `await import(${JSON.stringify(`file://${join(modules, '@node-rs', 'argon2', 'index.js')}`)}); console.log('loaded')`,
      { NAPI_RS_NATIVE_LIBRARY_PATH: planted },
    )
    expect(said).toHaveLength(3)
    expect(said).toEqual(['Error', expect.not.stringContaining('planted'), 'refused planted.node'])
  })
})

describe('the table of native modules', () => {
  it('says what is installed here', () => {
    const folders = [
      join(modules, 'better-sqlite3', 'prebuilds'),
      ...readdirSync(join(modules, '@node-rs'))
        .filter((name) => name.startsWith('argon2-'))
        .map((name) => join(modules, '@node-rs', name)),
    ]
    const files = folders.flatMap((folder) =>
      readdirSync(folder)
        .filter((file) => file.endsWith('.node'))
        .map(
          (file) =>
            [
              file,
              createHash('sha256')
                .update(readFileSync(join(folder, file)))
                .digest('hex'),
            ] as const,
        ),
    )
    expect(files.length).toBeGreaterThanOrEqual(9)
    for (const [file, sha256] of files) expect(NATIVE_HASHES[file], file).toBe(sha256)
    // Both modules for the same eight systems.
    expect(Object.keys(NATIVE_HASHES)).toHaveLength(16)
  })

  it('is written so that a name stands once', () => {
    const one = { file: 'a.node', sha256: '00' }
    expect(nativeTable([one])).toContain("'a.node': '00',")
    expect(() => nativeTable([one, one])).toThrow('twice')
  })
})

const isNative = (name: string): boolean => name === 'better-sqlite3' || name.startsWith('@node-rs/')

/** The packages that are read with a file of ours, and with all it reads. */
function packagesOf(start: string): string[] {
  const seen = new Set<string>()
  const packages = new Set<string>()
  const walk = (path: string): void => {
    if (seen.has(path)) return
    seen.add(path)
    // `import('…')` is read later, and `import type` never.
    const text = read(path)
      .text.replace(/import\([^)]*\)/g, '')
      .replace(/(import|export) type [^;]*?from '[^']*'/gs, '')
    for (const name of importsOf(text)) {
      const target = targetOf(path, name)
      if (target.startsWith('src-')) walk(target)
      else packages.add(target)
    }
  }
  walk(start)
  return [...packages]
}

describe('what the program reads at its start', () => {
  it('holds no native module before the guard stands', () => {
    const started = packagesOf('src-main/index.ts')
    expect(started).toContain('electron')
    expect(started.filter(isNative)).toEqual([])
    // The walk would find them where they are.
    expect(packagesOf('src-main/gate.ts').filter(isNative).toSorted()).toEqual([
      '@node-rs/argon2',
      'better-sqlite3',
    ])
  })
})
