import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

const KNOWS = /\bprocess\.env\.MADOGUCHI_(LONG|WALKS|KILLS)\b/

/** Test files whose counts grow under `npm run test:long`. */
export function sampledFiles(): readonly string[] {
  return readdirSync(join(root, 'tests'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(test|spec)\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => KNOWS.test(readFileSync(path, 'utf8')))
    .map((path) => relative(root, path).split(sep).join('/'))
}
