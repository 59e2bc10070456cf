/**
 * The software bill of materials, made from the lock file: what is shipped, on every system it is shipped for, with the
 * hash the registry gave. The same lock file gives the same bytes.
 */
import { createHash } from 'node:crypto'

export type Locked = {
  readonly version?: string
  readonly name?: string
  readonly integrity?: string
  readonly resolved?: string
  readonly link?: boolean
  readonly license?: string
  readonly dev?: boolean
  readonly devOptional?: boolean
  readonly optional?: boolean
  readonly hasInstallScript?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}
export type LockFile = {
  readonly name: string
  readonly version: string
  readonly lockfileVersion: number
  /** Folder (`node_modules/a/node_modules/b`) → package; '' is ourselves. */
  readonly packages: Readonly<Record<string, Locked>>
}

/** What Electron is made of. Its package names none of these versions: they are fixed by Electron's own. */
export const ELECTRON_PARTS = ['chromium', 'nodejs', 'v8', 'boringssl'] as const

/** The systems the program is meant for; the archives Electron publishes for them. */
const ARCHIVES = ['win32-x64', 'darwin-arm64', 'linux-x64'] as const

export type Component = {
  readonly 'bom-ref': string
  readonly type: 'library' | 'framework' | 'application'
  readonly name: string
  readonly version?: string
  readonly scope?: 'required' | 'optional'
  readonly purl?: string
  readonly hashes?: readonly { readonly alg: 'SHA-512'; readonly content: string }[]
  readonly licenses?: readonly (
    | { readonly license: { readonly id: string } }
    | { readonly expression: string }
  )[]
  readonly externalReferences?: readonly {
    readonly type: 'distribution'
    readonly url: string
    readonly hashes: readonly { readonly alg: 'SHA-256'; readonly content: string }[]
  }[]
  readonly components?: readonly Component[]
  readonly properties?: readonly { readonly name: string; readonly value: string }[]
}

export type Bom = {
  readonly $schema: string
  readonly bomFormat: 'CycloneDX'
  readonly specVersion: '1.6'
  readonly serialNumber: string
  readonly version: 1
  readonly metadata: { readonly component: Component }
  readonly components: readonly Component[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[]
}

const PREFIX = 'node_modules/'
const installedName = (folder: string): string => folder.slice(folder.lastIndexOf(PREFIX) + PREFIX.length)

/** The folders of what is shipped: everything that is not only for making the program. */
export const shippedIn = (lock: LockFile): readonly string[] =>
  Object.keys(lock.packages)
    .filter((folder) => folder !== '' && lock.packages[folder]?.dev !== true)
    .sort()

function packageName(lock: LockFile, folder: string): string {
  return lock.packages[folder]?.name ?? installedName(folder)
}

const refOf = (lock: LockFile, folder: string): string =>
  `${packageName(lock, folder)}@${lock.packages[folder]?.version ?? ''}`

const purlOf = (name: string, version: string): string => `pkg:npm/${name.replace(/^@/, '%40')}@${version}`

/** The registry's hash as CycloneDX writes it. */
export function hexOf(integrity: string): string {
  const [, base64] = /^sha512-([A-Za-z0-9+/=]+)$/.exec(integrity) ?? []
  if (base64 === undefined) throw new Error(`not a SHA-512: ${integrity}`)
  return Buffer.from(base64, 'base64').toString('hex')
}

function componentOf(lock: LockFile, folder: string): Component {
  const facts = lock.packages[folder]
  const name = packageName(lock, folder)
  const { version, integrity, license } = facts ?? {}
  if (version === undefined || integrity === undefined || license === undefined)
    throw new Error(`the lock file does not say enough about ${folder}`)
  return {
    'bom-ref': refOf(lock, folder),
    type: 'library',
    name,
    version,
    scope: facts?.optional === true ? 'optional' : 'required',
    purl: purlOf(name, version),
    hashes: [{ alg: 'SHA-512', content: hexOf(integrity) }],
    licenses: / (OR|AND) /.test(license) ? [{ expression: license }] : [{ license: { id: license } }],
  }
}

/** Where Node would find `name` for a package in `folder`; undefined where it is optional and absent. */
function resolve(lock: LockFile, folder: string, name: string): string | undefined {
  for (let at = folder; ; ) {
    const here = at === '' ? `${PREFIX}${name}` : `${at}/${PREFIX}${name}`
    if (lock.packages[here] !== undefined) return here
    if (at === '') return undefined
    const up = at.lastIndexOf(`/${PREFIX}`)
    at = up === -1 ? '' : at.slice(0, up)
  }
}

function electronOf(lock: LockFile, checksums: Readonly<Record<string, string>>, abi: string): Component {
  const folder = `${PREFIX}electron`
  const version = lock.packages[folder]?.version ?? ''
  return {
    ...componentOf(lock, folder),
    type: 'framework',
    scope: 'required',
    externalReferences: ARCHIVES.map((system) => {
      const archive = `electron-v${version}-${system}.zip`
      const content = checksums[archive]
      if (content === undefined) throw new Error(`Electron names no checksum for ${archive}`)
      return {
        type: 'distribution',
        url: `https://github.com/electron/electron/releases/download/v${version}/${archive}`,
        hashes: [{ alg: 'SHA-256', content }],
      }
    }),
    properties: [{ name: 'madoguchi:module-abi', value: abi }],
    components: ELECTRON_PARTS.map((name) => ({
      'bom-ref': `electron@${version}/${name}`,
      type: 'framework',
      name,
      properties: [{ name: 'madoguchi:version', value: `as in Electron ${version}` }],
    })),
  }
}

/**
 * @param checksums Electron's own `checksums.json`: archive → SHA-256
 * @param abi what Electron's `abi_version` says
 * @throws when a package lacks a hash, a version or a licence
 */
export function bomOf(lock: LockFile, checksums: Readonly<Record<string, string>>, abi: string): Bom {
  const shipped = shippedIn(lock)
  const us = `${lock.name}@${lock.version}`
  const electron = electronOf(lock, checksums, abi)
  const needs = (folder: string): string[] => {
    const { dependencies, optionalDependencies, peerDependencies } = lock.packages[folder] ?? {}
    const names = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })
    const found = names.flatMap((name) => {
      const at = resolve(lock, folder, name)
      return at !== undefined && shipped.includes(at) ? [refOf(lock, at)] : []
    })
    return [...new Set(found)].sort()
  }
  const body = {
    metadata: {
      component: {
        'bom-ref': us,
        type: 'application',
        name: lock.name,
        version: lock.version,
        purl: purlOf(lock.name, lock.version),
        licenses: [{ license: { id: 'MIT' } }],
      } satisfies Component,
    },
    components: [...shipped.map((folder) => componentOf(lock, folder)), electron],
    dependencies: [
      { ref: us, dependsOn: [...needs(''), electron['bom-ref']].sort() },
      ...shipped.map((folder) => ({ ref: refOf(lock, folder), dependsOn: needs(folder) })),
      { ref: electron['bom-ref'], dependsOn: [] },
    ],
  }
  const digest = createHash('sha256').update(JSON.stringify(body)).digest('hex')
  // A name-based UUID (version 8, RFC 9562) of the content: the same content has the same serial number.
  const serial = `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20, 32)}`
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${serial}`,
    version: 1,
    ...body,
  }
}
