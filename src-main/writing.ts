import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { err, ok, type Result } from '#shared/result'

/**
 * Files where a person wanted them. Each is written beside its name and synced, and renamed then: half a file never bears
 * the name that was asked for. What the medium does is thrown as the file system says it.
 */

/**
 * Where the file for machines lies beside `path`: its name with `.json`. Nobody was asked about that one, so nothing is
 * replaced by it: the error is its name where something bears that, or the first file itself would.
 */
export function besideAsJson(path: string): Result<string, string> {
  const json = `${path.slice(0, path.length - extname(path).length)}.json`
  if (json.toLowerCase() === path.toLowerCase() || existsSync(json)) return err(basename(json))
  return ok(json)
}

/** Writes all of them, or none. The last may replace a file; those before it are taken away again where it cannot. */
export function writeTogether(files: readonly { readonly path: string; readonly content: Buffer }[]): void {
  const making = files.map((file) => ({ ...file, name: makingOf(file.path) }))
  const placed: string[] = []
  try {
    for (const { name, content } of making) writeSynced(name, content)
    for (const { name, path } of making) {
      renameSync(name, path)
      placed.push(path)
    }
  } catch (thrown) {
    for (const path of placed) rmSync(path, { force: true })
    throw thrown
  } finally {
    for (const { name } of making) rmSync(name, { force: true })
  }
}

/** Writes what is too long to be held, piece by piece; others are answered between two. Throws what making one throws. */
export async function writePieces(path: string, pieces: AsyncIterable<string>): Promise<void> {
  const name = makingOf(path)
  try {
    const file = openSync(name, 'w', 0o600)
    try {
      for await (const piece of pieces) {
        writeFileSync(file, piece)
        await new Promise((resolve) => setImmediate(resolve))
      }
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(name, path)
  } finally {
    rmSync(name, { force: true })
  }
}

const makingOf = (path: string): string => `${path}.${randomBytes(4).toString('hex')}.making`

function writeSynced(name: string, content: Buffer): void {
  const file = openSync(name, 'w', 0o600)
  try {
    writeFileSync(file, content)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
