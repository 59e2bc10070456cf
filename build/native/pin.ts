/**
 * `node build/native/pin.ts`: writes `src-main/native-hashes.ts`, the SHA-256 of every native module the locked packages
 * bring, for each system the program is meant for. To be run after either package was renewed. Packages for other
 * systems than this one are fetched by npm into a folder that is thrown away, and believed only by the hash in the lock
 * file.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LockFile } from '../sbom/bom.ts'
import { nativeTable, type Pinned } from './table.ts'

const root = join(import.meta.dirname, '..', '..')
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as LockFile

/** argon2's packages for the systems that SQLite's package knows, too. */
const ARGON2 = [
  'darwin-arm64',
  'darwin-x64',
  'linux-arm64-gnu',
  'linux-arm64-musl',
  'linux-x64-gnu',
  'linux-x64-musl',
  'win32-arm64-msvc',
  'win32-x64-msvc',
]

const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

function natives(dir: string): Pinned[] {
  return readdirSync(dir)
    .filter((file) => file.endsWith('.node'))
    .map((file) => ({ file, sha256: sha256(join(dir, file)) }))
}

function fetched(name: string): Pinned[] {
  const { version = '', integrity = '' } = lock.packages[`node_modules/${name}`] ?? {}
  const dir = mkdtempSync(join(tmpdir(), 'madoguchi-pin-'))
  try {
    execFileSync('npm', ['pack', `${name}@${version}`, '--pack-destination', dir], { stdio: 'ignore' })
    const [archive = ''] = readdirSync(dir)
    const digest = createHash('sha512')
      .update(readFileSync(join(dir, archive)))
      .digest('base64')
    if (`sha512-${digest}` !== integrity) throw new Error(`${name} is not what the lock file says`)
    execFileSync('tar', ['xzf', join(dir, archive), '-C', dir])
    return natives(join(dir, 'package'))
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

const pinned = natives(join(root, 'node_modules', 'better-sqlite3', 'prebuilds'))
for (const system of ARGON2) {
  const name = `@node-rs/argon2-${system}`
  const dir = join(root, 'node_modules', name)
  pinned.push(...(existsSync(dir) ? natives(dir) : fetched(name)))
}
writeFileSync(join(root, 'src-main', 'native-hashes.ts'), nativeTable(pinned))
console.log(`${pinned.length} native modules pinned.`)
