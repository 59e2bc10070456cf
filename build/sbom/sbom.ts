/**
 * `npm run -s sbom`: writes `sbom-output/sbom.cdx.json` (CycloneDX 1.6) and `sbom-output/licences.txt`, and says what is
 * in them. Ends with an error when the lock file holds what it may not.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bomOf, ELECTRON_PARTS, type LockFile } from './bom.ts'
import { licenceFile, licencesOf } from './licences.ts'
import { lockFindings } from './rules.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (...path: readonly string[]): string => readFileSync(join(root, ...path), 'utf8')

const lock = JSON.parse(read('package-lock.json')) as LockFile
const { allowScripts } = JSON.parse(read('package.json')) as { allowScripts: Record<string, boolean> }
const findings = lockFindings(lock, allowScripts)
const checksums = JSON.parse(read('node_modules', 'electron', 'checksums.json')) as Record<string, string>
const bom = bomOf(lock, checksums, read('node_modules', 'electron', 'abi_version').trim())
const licences = licencesOf(lock, root)

const out = join(root, 'sbom-output')
mkdirSync(out, { recursive: true })
writeFileSync(join(out, 'sbom.cdx.json'), `${JSON.stringify(bom, null, 2)}\n`)
writeFileSync(join(out, 'licences.txt'), licenceFile(licences))

const kinds = Map.groupBy(licences, ({ licence }) => licence)
console.log(`sbom-output/sbom.cdx.json   ${bom.components.length} components, ${bom.serialNumber}`)
console.log(`                            Electron with ${ELECTRON_PARTS.join(', ')}, by its own version`)
console.log(`sbom-output/licences.txt    ${licences.length} packages`)
for (const [kind, those] of [...kinds].sort(([, a], [, b]) => b.length - a.length))
  console.log(`  ${String(those.length).padStart(4)}  ${kind}`)
for (const finding of findings) console.error(`! ${finding}`)
process.exitCode = findings.length === 0 ? 0 : 1
