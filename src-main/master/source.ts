import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** The bytes of a file, which can be gone through as often as needed without ever being held as a whole. */
export type MasterSource = {
  readonly bytes: number
  chunks(): Iterable<Uint8Array>
}

const CHUNK = 1 << 20

/** Bytes already in memory. */
export const sourceOfBytes = (bytes: Uint8Array): MasterSource => ({
  bytes: bytes.length,
  *chunks() {
    for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK)
  },
})

/**
 * A file on disk, read in pieces of 1 MiB.
 *
 * @throws the file system's error when it cannot be opened or read
 */
export function sourceOfFile(path: string): MasterSource {
  return {
    bytes: withFile(path, (file) => fstatSync(file).size),
    *chunks() {
      const file = openSync(path, 'r')
      try {
        for (;;) {
          const piece = Buffer.allocUnsafe(CHUNK)
          const length = readSync(file, piece, 0, CHUNK, null)
          if (length === 0) return
          yield piece.subarray(0, length)
        }
      } finally {
        closeSync(file)
      }
    },
  }
}

function withFile<T>(path: string, use: (file: number) => T): T {
  const file = openSync(path, 'r')
  try {
    return use(file)
  } finally {
    closeSync(file)
  }
}

/** SHA-256 of a source in lower-case hex. */
export function digestOf(source: MasterSource): string {
  const hash = createHash('sha256')
  for (const chunk of source.chunks()) hash.update(chunk)
  return hash.digest('hex')
}
