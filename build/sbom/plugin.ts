import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import type { LockFile } from './bom.ts'
import { licencesOf, sharedTexts } from './licences.ts'

const NAME = 'virtual:licences'
/** The sign by which Rollup and Vite know that no file of this name exists. */
const RESOLVED = `\0${NAME}`

/**
 * `import … from 'virtual:licences'` in the page: what is shipped and under which licence, with the texts, as the lock
 * file and `node_modules` below `root` say when the program is made. The finished program asks nobody for it.
 */
export const licencesForThePage = (root: string): Plugin => ({
  name: 'licences-for-the-page',
  resolveId: (id) => (id === NAME ? RESOLVED : undefined),
  load(id) {
    if (id !== RESOLVED) return undefined
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as LockFile
    const licences = licencesOf(lock, root)
    const list = licences.map(({ name, version, licence }) => ({ name, version, licence }))
    const texts = [...sharedTexts(licences)].map(([text, of]) => ({ of, text }))
    return `export const licences = ${JSON.stringify(list)}\nexport const texts = ${JSON.stringify(texts)}`
  },
})
