/** The licences of what is shipped, with the texts that must go along. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type LockFile, shippedIn } from './bom.ts'

export type Licence = {
  readonly name: string
  readonly version: string
  readonly licence: string
  /** As the package brings it; null where it brings none, or is not installed on this system. */
  readonly text: string | null
}

const FILE = /^(licen[cs]e|copying)([.-].*)?$/i

/** @param root the folder with `node_modules`. In the lock file's order, Electron last. */
export function licencesOf(lock: LockFile, root: string): readonly Licence[] {
  return [...shippedIn(lock), 'node_modules/electron'].map((folder) => {
    const { name, version = '', license = '' } = lock.packages[folder] ?? {}
    const dir = join(root, folder)
    const files = existsSync(dir)
      ? readdirSync(dir)
          .filter((file) => FILE.test(file))
          .sort()
      : []
    return {
      name: name ?? folder.slice('node_modules/'.length),
      version,
      licence: license,
      text:
        files.length === 0
          ? null
          : files.map((file) => readFileSync(join(dir, file), 'utf8').trim()).join('\n\n'),
    }
  })
}

/** Each text once, and the names of all that share it. */
export function sharedTexts(licences: readonly Licence[]): ReadonlyMap<string, readonly string[]> {
  const byText = new Map<string, string[]>()
  for (const { name, text } of licences)
    if (text !== null) byText.set(text, [...(byText.get(text) ?? []), name])
  return byText
}

/** One file for people: a list first, then each text once, under the names of all that share it. */
export function licenceFile(licences: readonly Licence[]): string {
  const list = licences.map(({ name, version, licence }) => `${name} ${version}  ${licence}`)
  const texts = [...sharedTexts(licences)].map(
    ([text, names]) => `${'─'.repeat(78)}\n${names.join(', ')}\n\n${text}`,
  )
  return `${[list.join('\n'), ...texts].join('\n\n')}\n`
}
