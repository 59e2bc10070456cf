/** What may be in the lock file. */
import type { LockFile } from './bom.ts'

/** Licences of what is shipped. */
const SHIPPED = ['MIT', 'ISC', '0BSD', 'Apache-2.0', 'OFL-1.1', '(MIT OR CC0-1.0)']
/** Licences of what only makes and tests the program. */
const TOOLS = [...SHIPPED, 'MIT OR Apache-2.0', 'MPL-2.0', 'BlueOak-1.0.0', 'BSD-3-Clause', 'CC-BY-4.0']

/** Packages that may run a script when they are installed, each with the reason. None of them is shipped. */
const SCRIPTS: Readonly<Record<string, string>> = {
  node: 'brings Node 24 for this project alone; tools only',
}

const REGISTRY = 'https://registry.npmjs.org/'
/** A version, a range or an alias of the registry; never an address, a folder or a repository. */
const FROM_REGISTRY = /^(npm:(@[\w.-]+\/)?[\w.-]+@)?[\w\s.^~<>=|*+-]*$/

/** Everything wrong with the lock file, one sentence each. */
export function lockFindings(
  lock: LockFile,
  allowScripts: Readonly<Record<string, boolean>>,
): readonly string[] {
  const findings: string[] = []
  for (const [folder, facts] of Object.entries(lock.packages)) {
    const all = { ...facts.dependencies, ...facts.optionalDependencies }
    for (const [name, range] of Object.entries(all))
      if (!FROM_REGISTRY.test(range)) findings.push(`${folder || 'package.json'} takes ${name} from ${range}`)
    if (folder === '') continue
    const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)
    if (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(facts.integrity ?? '')) findings.push(`${folder} has no SHA-512`)
    if (facts.link === true || (facts.resolved !== undefined && !facts.resolved.startsWith(REGISTRY)))
      findings.push(`${folder} is not from the registry`)
    if (facts.hasInstallScript === true) {
      if (facts.dev !== true) findings.push(`${folder} is shipped and runs a script when it is installed`)
      else if (!Object.hasOwn(SCRIPTS, name)) findings.push(`${folder} runs a script when it is installed`)
    }
    const allowed = facts.dev === true ? TOOLS : SHIPPED
    if (!allowed.includes(facts.license ?? '')) findings.push(`${folder} is licensed ${facts.license}`)
  }
  for (const [name, may] of Object.entries(allowScripts))
    if (may && !Object.hasOwn(SCRIPTS, name)) findings.push(`package.json lets ${name} run scripts`)
  return findings
}
