import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

/** Test files whose counts grow under `npm run test:long`. */
export function sampledFiles(): ReadonlySet<string> {
  return new Set(
    readdirSync(join(root, 'tests'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(test|spec)\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => readFileSync(path, 'utf8').includes('MADOGUCHI_LONG'))
      .map((path) => relative(root, path).split(sep).join('/')),
  )
}
