import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** The program's own source, read as text, because a reviewer reads it so too. Paths run from the root, with slashes. */

export const root = join(import.meta.dirname, '..', '..')

export type Source = { readonly path: string; readonly text: string }

/** Every file below `top` whose name fits. */
export const filesUnder = (top: string, name: RegExp): readonly string[] =>
  readdirSync(join(root, top), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()

export const read = (path: string): Source => ({ path, text: readFileSync(join(root, path), 'utf8') })

/** All TypeScript of the three source folders. */
export const sources: readonly Source[] = ['src-main', 'src-shared', 'src-renderer'].flatMap((top) =>
  filesUnder(top, /\.tsx?$/).map(read),
)

/** Comments blanked out; line numbers stay. */
export const withoutComments = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/(^|\s)\/\/.*$/gm, '$1')

/** What a file imports or re-exports, as it is written: `#shared/ids`, `./gate.ts`, `react`. */
export const importsOf = (text: string): readonly string[] =>
  [
    ...withoutComments(text).matchAll(
      /(?:\bfrom\s*|\bimport\s+|\bimport\s*\(\s*|\brequire\s*\(\s*)(['"])([^'"\n]+)\1/g,
    ),
  ].flatMap(([, , name]) => (name === undefined ? [] : [name]))

/** Where an import leads: a path from the root for our own files, otherwise the name of the package. */
export function targetOf(path: string, name: string): string {
  if (name.startsWith('.')) {
    const parts = path.split('/').slice(0, -1)
    for (const step of name.split('/')) {
      if (step === '..') parts.pop()
      else if (step !== '.') parts.push(step)
    }
    return parts.join('/')
  }
  for (const [alias, top] of [
    ['#shared/', 'src-shared/'],
    ['#main/', 'src-main/'],
    ['#renderer/', 'src-renderer/'],
  ] as const) {
    if (name.startsWith(alias)) return `${top}${name.slice(alias.length)}.ts`
  }
  if (name.startsWith('node:')) return name
  return name.split('/', name.startsWith('@') ? 2 : 1).join('/')
}
