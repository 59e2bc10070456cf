import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

/** What npm itself refuses under this project's settings. Nothing is fetched: npm is offline, and its cache is empty. */

const root = join(import.meta.dirname, '..', '..')
/** The first npm that has all of the settings; an older one leaves them aside, and `lockFindings` still holds. */
const KNOWS = { major: 11, minor: 19 }

let dir = tmpdir()
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'madoguchi-supply-'))
  copyFileSync(join(root, '.npmrc'), join(dir, '.npmrc'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

function npm(...args: readonly string[]): string {
  const own = ['--offline', '--logs-max=0', `--cache=${join(dir, 'cache')}`]
  // What the npm that started this run was told would be told to this one too.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)))
  const { stdout, stderr } = spawnSync('npm', [...args, ...own], { cwd: dir, env, encoding: 'utf8' })
  return stdout + stderr
}
const write = (name: string, value: object): void => writeFileSync(join(dir, name), JSON.stringify(value))

const [major = 0, minor = 0] = npm('--version').trim().split('.').map(Number)
const isOld = major < KNOWS.major || (major === KNOWS.major && minor < KNOWS.minor)

describe.skipIf(isOld)(`npm, since ${KNOWS.major}.${KNOWS.minor}, refuses`, { timeout: 60_000 }, () => {
  it.each([
    ['a repository', 'git+https://example.invalid/x.git', 'EALLOWGIT'],
    ['an address', 'https://example.invalid/x.tgz', 'EALLOWREMOTE'],
    ['an archive', 'file:./x.tgz', 'EALLOWFILE'],
    ['a folder', 'file:./x', 'EALLOWDIRECTORY'],
  ])('to take a package from %s', (_where, from, code) => {
    mkdirSync(join(dir, 'x'))
    write('x/package.json', { name: 'x', version: '1.0.0' })
    write('package.json', { name: 'taker', version: '1.0.0', dependencies: { x: from } })
    expect(npm('install')).toContain(`code ${code}`)
  })

  it('the locked packages as soon as one of them has a script that package.json does not name', () => {
    const ours = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>
    copyFileSync(join(root, 'package-lock.json'), join(dir, 'package-lock.json'))
    write('package.json', { ...ours, allowScripts: {} })
    const refused = npm('ci')
    expect(refused).toContain('code ESTRICTALLOWSCRIPTS')
    expect(refused).toMatch(/node@24\.\d+\.\d+ \(install:/)
    // With the names that are written there it goes on, as far as it can without a network.
    write('package.json', ours)
    expect(npm('ci')).toContain('code ENOTCACHED')
  })
})
