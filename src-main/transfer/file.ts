import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { err, ok, type Result } from '#shared/result'
import { SHAPES } from './envelope.ts'

/** A file somebody chose on the desk: not even the largest document has this many bytes more. */
const BYTES_MAX = SHAPES.transfer.bytesMax

/**
 * The text of a document that lies in a file: an ordinary file of a document's size and nothing else, so that no pipe
 * keeps the desk waiting. Whose document it is and whether it is one is for `documentKind` and the readers to say.
 */
export function textOfFile(
  path: string,
): Result<string, { readonly code: 'document-too-large' | 'document-unreadable' }> {
  let file: number | undefined
  try {
    // Windows has no such flag, and no file there that would need it.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    if (!fstatSync(file).isFile()) return err({ code: 'document-unreadable' })
    const bytes = Buffer.alloc(BYTES_MAX + 1)
    let length = 0
    for (let read = -1; read !== 0 && length < bytes.length; length += read)
      read = readSync(file, bytes, length, bytes.length - length, null)
    return length > BYTES_MAX ? err({ code: 'document-too-large' }) : ok(bytes.toString('utf8', 0, length))
  } catch {
    // A stick that was pulled out, a folder that nobody may look into.
    return err({ code: 'document-unreadable' })
  } finally {
    if (file !== undefined) closeSync(file)
  }
}
