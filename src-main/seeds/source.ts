import { createHash } from 'node:crypto'
import { type BigIntStats, constants } from 'node:fs'
import { type FileHandle, lstat, open } from 'node:fs/promises'
import { basename } from 'node:path'
import { SEED_LIMITS, SeedFileFault } from './record.ts'

/** A seed file, held open. Everything is read through the one handle, so that no other file can take its place. */
export type SeedSource = {
  /** The file's own name, without its folder. */
  readonly name: string
  /** As it was when it was opened. */
  readonly bytes: number
  /** The first bytes, at most `count` of them. */
  head(count: number): Promise<Buffer>
  /**
   * The whole file once more, from the beginning, in pieces of 256 KiB. `onBytes` hears how far it got.
   *
   * @throws SeedFileFault `file-changed` when the file is not what it was when it was opened, or not what it was
   *   when it was read before; `cancelled`; `file-unreadable`
   */
  chunks(options?: ReadOptions): AsyncGenerator<Buffer, void, void>
  /** SHA-256 in lower-case hex, once the file has been read to its end; null before. */
  sha256(): string | null
  close(): Promise<void>
}
export type ReadOptions = {
  readonly signal?: AbortSignal | undefined
  readonly onBytes?: ((bytes: number) => void) | undefined
}

const CHUNK = 256 * 1024

/**
 * Opens a seed file: an ordinary file and nothing else. Links, pipes, devices and folders are refused before they
 * are opened, and are refused again should one take the file's place in between; opening waits for nobody.
 *
 * @throws SeedFileFault `not-a-file`, `file-empty`, `file-too-large`, `file-unreadable`
 */
export async function openSource(path: string): Promise<SeedSource> {
  const seen = await looked(() => lstat(path, { bigint: true }))
  if (!seen.isFile()) throw new SeedFileFault('not-a-file')
  // Windows has neither flag, and no file there that would need them.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
  const handle = await looked(() => open(path, flags))
  try {
    const opened = await looked(() => handle.stat({ bigint: true }))
    if (!opened.isFile()) throw new SeedFileFault('not-a-file')
    if (opened.dev !== seen.dev || opened.ino !== seen.ino) throw new SeedFileFault('file-changed')
    if (opened.size === 0n) throw new SeedFileFault('file-empty')
    if (opened.size > BigInt(SEED_LIMITS.fileBytes)) {
      throw new SeedFileFault('file-too-large', 0, { limit: SEED_LIMITS.fileBytes })
    }
    return sourceOf(handle, opened, basename(path))
  } catch (error) {
    await handle.close()
    throw error
  }
}

function sourceOf(handle: FileHandle, opened: BigIntStats, name: string): SeedSource {
  const size = Number(opened.size)
  let sha256: string | null = null
  return {
    name,
    bytes: size,
    head: async (count) => {
      const piece = Buffer.alloc(Math.min(count, size))
      return piece.subarray(0, await readAt(handle, piece, 0))
    },
    async *chunks({ signal, onBytes } = {}) {
      const hash = createHash('sha256')
      for (let at = 0; at < size; ) {
        if (signal?.aborted === true) throw new SeedFileFault('cancelled')
        const piece = Buffer.allocUnsafe(Math.min(CHUNK, size - at))
        const length = await readAt(handle, piece, at)
        // The file has become shorter than it was.
        if (length < piece.length) throw new SeedFileFault('file-changed')
        hash.update(piece)
        at += length
        yield piece
        onBytes?.(at)
      }
      const now = await looked(() => handle.stat({ bigint: true }))
      const digest = hash.digest('hex')
      if (
        now.size !== opened.size ||
        now.mtimeNs !== opened.mtimeNs ||
        now.ctimeNs !== opened.ctimeNs ||
        (sha256 !== null && sha256 !== digest)
      ) {
        throw new SeedFileFault('file-changed')
      }
      sha256 = digest
    },
    sha256: () => sha256,
    close: () => handle.close(),
  }
}

/** Fills the piece from the given place, as far as the file goes. */
async function readAt(handle: FileHandle, piece: Buffer, from: number): Promise<number> {
  let filled = 0
  while (filled < piece.length) {
    const { bytesRead } = await looked(() => handle.read(piece, filled, piece.length - filled, from + filled))
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return filled
}

/** The system's own word (`ENOENT`) goes along as a fact: it names a reason and nothing of the file. */
async function looked<T>(look: () => Promise<T>): Promise<T> {
  try {
    return await look()
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (reason === 'ELOOP') throw new SeedFileFault('not-a-file')
    throw new SeedFileFault('file-unreadable', 0, { reason })
  }
}
