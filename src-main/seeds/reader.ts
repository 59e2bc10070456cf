import type { Instant } from '#shared/ids'
import { makeChecks } from './checks.ts'
import { readCsv } from './csv.ts'
import { headOfPskc, readPskc } from './pskc.ts'
import { SeedFileFault, type SeedFileHead, type SeedItem, type SeedKey } from './record.ts'
import { openSource, type SeedSource } from './source.ts'

/** A seed file that has been looked into and not yet read. */
export type SeedFile = {
  readonly name: string
  readonly sizeBytes: number
  readonly head: SeedFileHead
  /**
   * Every key of the file in its order, judged by itself, by the others and by `now`. May be called again; the file is
   * read anew and must be the same. Whoever takes a record wipes its seed.
   *
   * @throws SeedFileFault when nothing of the file may be used, also after keys were handed on
   */
  read(key: SeedKey, options: ReadSeedsOptions): AsyncGenerator<readonly SeedItem[], void, void>
  /** SHA-256 in lower-case hex once `read` has come to its end, null before. */
  sha256(): string | null
  close(): Promise<void>
}
export type ReadSeedsOptions = {
  readonly now: Instant
  readonly signal?: AbortSignal | undefined
  /** Bytes of the file read so far, of `sizeBytes`. */
  readonly onProgress?: ((bytes: number) => void) | undefined
}

/** Enough to tell the formats apart, not their heads. */
const SNIFFED = 1024

/**
 * Opens a seed file of any format that is read here.
 *
 * @throws SeedFileFault as `openSource` does; `format-unknown`, `encoding-refused`, and what its head is refused for
 */
export async function openSeedFile(path: string): Promise<SeedFile> {
  const source = await openSource(path)
  try {
    const format = formatOf(await source.head(SNIFFED))
    const head: SeedFileHead =
      format === 'csv' ? { format, protection: 'plain', keyName: null } : await headOfPskc(source.chunks())
    return seedFileOf(source, head)
  } catch (error) {
    await source.close()
    throw error
  }
}

function seedFileOf(source: SeedSource, head: SeedFileHead): SeedFile {
  return {
    name: source.name,
    sizeBytes: source.bytes,
    head,
    async *read(key, { now, signal, onProgress }) {
      let ended = false
      async function* whole() {
        yield* source.chunks({ signal, onBytes: onProgress })
        ended = true
      }
      const items = head.format === 'csv' ? readCsv(whole(), { signal }) : readPskc(whole(), key, { signal })
      const checks = makeChecks(now)
      let keys = 0
      for await (const some of items) {
        keys += some.length
        yield some.map(checks.judge)
      }
      // Only at the end of the file is it known that it is still the one that was opened.
      if (!ended) throw new SeedFileFault('structure-refused')
      if (keys === 0) throw new SeedFileFault('no-keys')
    },
    sha256: () => source.sha256(),
    close: () => source.close(),
  }
}

/** What compressed files and office documents begin with: they have to be unpacked, and exported, first. */
const PACKED = [
  [0x1f, 0x8b],
  [0x50, 0x4b],
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x42, 0x5a, 0x68],
  [0xfd, 0x37, 0x7a],
  [0x37, 0x7a],
]

function formatOf(bytes: Buffer): SeedFileHead['format'] {
  if (PACKED.some((mark) => mark.every((byte, at) => bytes[at] === byte)))
    throw new SeedFileFault('format-unknown')
  // UTF-16 and UTF-32, with a mark or recognised by their zeros.
  if (
    (bytes[0] === 0xff && bytes[1] === 0xfe) ||
    (bytes[0] === 0xfe && bytes[1] === 0xff) ||
    bytes.includes(0)
  ) {
    throw new SeedFileFault('encoding-refused', 1)
  }
  return /^(?:\ufeff)?\s*</u.test(bytes.toString('utf8')) ? 'pskc' : 'csv'
}
