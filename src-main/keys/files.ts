import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { err, ok, type Result } from '#shared/result'

/**
 * Small JSON files that must survive a power cut whole: the key ring, the sealed device secret, the
 * record of sign-in attempts. Each is `{ sha256, body }`; the plain checksum says *damaged* apart from
 * *wrong passphrase*, and protects against accidents only, never against a person.
 */

const digest = (body: unknown): string => createHash('sha256').update(JSON.stringify(body)).digest('hex')

/** One of these files could not be written; after `failed` nobody knows whether the old or the new one is there. */
export class FileFault extends Error {
  readonly why: 'failed' | 'read-only' | 'full'
  constructor(why: FileFault['why'], cause: unknown) {
    super(`a file of the store could not be written: ${why}`, { cause })
    this.name = 'FileFault'
    this.why = why
  }
}

const WHY: Readonly<Record<string, FileFault['why']>> = {
  EIO: 'failed',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
}

/**
 * Replaces the file at `path` so that a crash leaves either the old or the new one: temp file, fsync,
 * rename, fsync of the directory. `onceWritten` is called between the fsync and the rename: the new text lies
 * on the disk whole and does not count yet. Throws `FileFault` where the disk does not take it, else what the
 * file system or `onceWritten` throws; the old file stands then, and nothing is left beside it.
 */
export function writeDurably(path: string, text: string, onceWritten: () => void = () => {}): void {
  const temporary = `${path}.writing`
  try {
    const file = openSync(temporary, 'w', 0o600)
    try {
      // Not `writeSync`: that one takes what the disk has room for, says how much it was, and throws nothing.
      writeFileSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    onceWritten()
    renameSync(temporary, path)
    syncDirectory(dirname(path))
  } catch (thrown) {
    removeIfPossible(temporary)
    const why = thrown instanceof Error && 'code' in thrown ? WHY[String(thrown.code)] : undefined
    throw why === undefined ? thrown : new FileFault(why, thrown)
  }
}

/** Half a key ring in the way of the next one helps nobody; where it cannot go, the next writing goes over it. */
function removeIfPossible(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // What kept the file from being written is what the caller is told.
  }
}

/** Makes a rename in `dir` durable. Windows cannot open a directory for this and needs no such call. */
export function syncDirectory(dir: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(dir, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Writes `body` (plain JSON) with its checksum, as `writeDurably` does. */
export function writeChecked(path: string, body: object, onceWritten?: () => void): void {
  writeDurably(path, `${JSON.stringify({ sha256: digest(body), body }, null, 2)}\n`, onceWritten)
}

/** The body of a file written by `writeChecked`; the caller still parses its shape. */
export function readChecked(path: string): Result<unknown, 'missing' | 'damaged'> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return err('missing')
    throw thrown
  }
  let file: unknown
  try {
    file = JSON.parse(text)
  } catch {
    return err('damaged')
  }
  if (typeof file !== 'object' || file === null || !('sha256' in file) || !('body' in file))
    return err('damaged')
  return file.sha256 === digest(file.body) ? ok(file.body) : err('damaged')
}
