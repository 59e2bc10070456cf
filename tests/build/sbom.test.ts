import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bomOf, ELECTRON_PARTS, hexOf, type LockFile, shippedIn } from '../../build/sbom/bom.ts'
import { licenceFile, licencesOf } from '../../build/sbom/licences.ts'
import { licencesForThePage } from '../../build/sbom/plugin.ts'
import { lockFindings } from '../../build/sbom/rules.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (...path: readonly string[]): string => readFileSync(join(root, ...path), 'utf8')
const lock = JSON.parse(read('package-lock.json')) as LockFile
const ours = JSON.parse(read('package.json')) as {
  allowScripts: Record<string, boolean>
  dependencies: Record<string, string>
}
const checksums = JSON.parse(read('node_modules', 'electron', 'checksums.json')) as Record<string, string>
const make = (from: LockFile = lock) => bomOf(from, checksums, '150')

/** npm leaves out whatever a tool of ours needs as well; what the lock file does not mark as a tool's is shipped. */
const OURS_ALONE = ['pkg:npm/%40types/react', 'pkg:npm/csstype', 'pkg:npm/tslib', 'pkg:npm/electron']
/** They bring no text of their own: the licence is named in the list. */
const SILENT = /^@node-rs\/argon2-|^react-remove-scroll-bar$/

describe('the lock file (BLD-04)', () => {
  it('holds what came from the registry by its SHA-512, under a licence we know, and needs no script at run time', () => {
    expect(Object.keys(lock.packages).length).toBeGreaterThan(150)
    expect(lockFindings(lock, ours.allowScripts)).toEqual([])
  })

  it('ships few packages of our own choice, each in one exact version', () => {
    // Three of them are fonts and one a list of holidays.
    expect(Object.keys(ours.dependencies).length).toBeLessThanOrEqual(19)
    for (const [name, version] of Object.entries(ours.dependencies))
      expect(version, name).toMatch(/^(npm:[\w-]+@)?\d+\.\d+\.\d+$/)
  })

  const planted = (folder: string, facts: object): LockFile => ({
    ...lock,
    packages: { ...lock.packages, [folder]: { ...lock.packages[folder], ...facts } },
  })
  it.each([
    ['a package without a hash', planted('node_modules/zod', { integrity: undefined }), /zod has no SHA-512/],
    [
      'an old hash',
      planted('node_modules/zod', { integrity: 'sha1-aaaaaaaaaaaaaaaaaaaaaaaaaaa=' }),
      /SHA-512/,
    ],
    ['another server', planted('node_modules/zod', { resolved: 'https://example.org/zod.tgz' }), /registry/],
    ['a folder', planted('node_modules/zod', { link: true }), /registry/],
    [
      'a repository',
      planted('', { dependencies: { zod: 'git+https://example.org/zod.git' } }),
      /takes zod from/,
    ],
    ['a short name of one', planted('', { dependencies: { zod: 'colinhacks/zod' } }), /takes zod from/],
    [
      'an address',
      planted('node_modules/zustand', { dependencies: { react: 'https://a.b/c' } }),
      /takes react/,
    ],
    [
      'a script of something shipped',
      planted('node_modules/zod', { hasInstallScript: true }),
      /shipped and runs/,
    ],
    [
      'a script of a new tool',
      planted('node_modules/vite', { hasInstallScript: true }),
      /vite runs a script/,
    ],
    ['a licence nobody has read', planted('node_modules/zod', { license: 'GPL-3.0-only' }), /licensed GPL/],
    ['no licence', planted('node_modules/zod', { license: undefined }), /licensed undefined/],
  ])('is refused with %s', (_what, wrong, why) => {
    const findings = lockFindings(wrong, {})
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatch(why)
  })

  it('is refused when package.json lets another package run scripts', () => {
    expect(lockFindings(lock, { 'bwip-js': true })).toHaveLength(1)
    expect(lockFindings(lock, { 'bwip-js': false })).toEqual([])
  })
})

describe('the bill of materials (BLD-04)', () => {
  const bom = make()

  it('equals the lock file and Electron: nothing more, nothing less, each by its hash', () => {
    const locked = shippedIn(lock).map((folder) => {
      const { name, version, integrity } = lock.packages[folder] ?? {}
      return `${name ?? folder.slice('node_modules/'.length)}@${version} ${hexOf(integrity ?? '')}`
    })
    const electron = lock.packages['node_modules/electron']
    locked.push(`electron@${electron?.version} ${hexOf(electron?.integrity ?? '')}`)
    const said = bom.components.map(
      ({ name, version, hashes }) => `${name}@${version} ${hashes?.[0]?.content}`,
    )
    expect(said.toSorted()).toEqual(locked.toSorted())
    for (const direct of Object.keys(ours.dependencies))
      expect(shippedIn(lock), direct).toContain(`node_modules/${direct}`)
  })

  it('names the parts of Electron, and its archives by the checksums that came with the package', () => {
    const electron = bom.components.find(({ name }) => name === 'electron')
    expect(electron?.components?.map(({ name }) => name)).toEqual([...ELECTRON_PARTS])
    expect(electron?.externalReferences).toHaveLength(3)
    for (const { hashes } of electron?.externalReferences ?? [])
      expect(hashes[0]?.content).toMatch(/^[0-9a-f]{64}$/)
  })

  it('agrees with npm’s own about what is shipped', () => {
    const printed = execFileSync(
      'npm',
      ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--omit', 'dev'],
      { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 32 * 1024 * 1024 },
    )
    const theirs = (JSON.parse(printed) as { components: { name: string; purl: string }[] }).components
    const own = bom.components.map(({ purl }) => purl ?? '')
    const named = new Set(theirs.map(({ purl }) => purl))
    expect(theirs.filter(({ purl }) => !own.includes(purl))).toEqual([])
    expect(own.filter((purl) => !named.has(purl)).map((purl) => purl.replace(/@[\d.]+$/, ''))).toEqual(
      OURS_ALONE,
    )
  })

  it('is CycloneDX 1.6, says who needs whom, and names nothing it does not list', () => {
    expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 })
    expect(bom.serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
    )
    const refs = [bom.metadata.component, ...bom.components].map((component) => component['bom-ref'])
    expect(new Set(refs).size).toBe(refs.length)
    expect(bom.dependencies.map(({ ref }) => ref).toSorted()).toEqual(refs.toSorted())
    for (const { ref, dependsOn } of bom.dependencies)
      for (const needed of dependsOn) expect(refs, `${ref} needs ${needed}`).toContain(needed)
    // Whatever is shipped is shipped because something needs it.
    const needed = new Set(bom.dependencies.flatMap(({ dependsOn }) => dependsOn))
    expect(bom.components.map((one) => one['bom-ref']).filter((ref) => !needed.has(ref))).toEqual([])
  })

  it('is the same bytes each time, and other bytes when one hash is another', () => {
    expect(JSON.stringify(make())).toBe(JSON.stringify(bom))
    const zod = lock.packages['node_modules/zod']
    const integrity = `sha512-${'A'.repeat(86)}==`
    const other = make({ ...lock, packages: { ...lock.packages, 'node_modules/zod': { ...zod, integrity } } })
    expect(other.serialNumber).not.toBe(bom.serialNumber)
  })
})

describe('the licences of what is shipped', () => {
  const licences = licencesOf(lock, root)

  it('are all listed, with the texts that the installed packages bring', () => {
    expect(licences).toHaveLength(shippedIn(lock).length + 1)
    const installed = licences.filter(({ name }) =>
      existsSync(
        join(root, 'node_modules', name === 'better-sqlite3-multiple-ciphers' ? 'better-sqlite3' : name),
      ),
    )
    const silent = installed.filter(({ text }) => text === null).map(({ name }) => name)
    expect(silent.filter((name) => !SILENT.test(name))).toEqual([])
  })

  it('are in the page as well, which shows them without asking anybody', async () => {
    const { load } = licencesForThePage(root)
    const module =
      typeof load === 'function' ? await Reflect.apply(load, undefined, ['\0virtual:licences']) : ''
    for (const { name, version } of licences)
      expect(module).toContain(`{"name":"${name}","version":"${version}"`)
    expect(module).toContain('Permission is hereby granted')
  })

  it('are one file, in which every name stands and every text once', () => {
    const file = licenceFile(licences)
    for (const { name, version } of licences) expect(file).toContain(`${name} ${version}`)
    const texts = new Set(licences.flatMap(({ text }) => text ?? []))
    expect(texts.size).toBeGreaterThan(20)
    expect(file.split('─'.repeat(78))).toHaveLength(texts.size + 1)
    for (const text of texts) expect(file).toContain(text)
  })
})
