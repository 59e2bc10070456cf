import { setImmediate as othersTurn } from 'node:timers/promises'
import { headOf } from './pskc/head.ts'
import { Keys, keyWrong } from './pskc/keys.ts'
import { KeyPackage } from './pskc/names.ts'
import { Parts } from './pskc/parts.ts'
import { derived, TransportKey } from './pskc-crypto.ts'
import { SeedFileFault, type SeedFileHead, type SeedItem, type SeedKey } from './record.ts'
import { XmlScanner } from './xml.ts'

/**
 * Reads the Portable Symmetric Key Container (RFC 6030) of a token vendor: plain, under a pre-shared key, or under
 * a password. Whatever the RFC leaves to the reader is refused here rather than guessed.
 */

/** What is read between two turns of the event loop: some 90 keys, one to three milliseconds. */
const SLICE = 64 * 1024

/**
 * What protects the file, told from its head alone. Reads no further than the first key.
 *
 * @param chunks the file from its beginning
 * @throws SeedFileFault as `readPskc`, for everything that already shows there
 */
export async function headOfPskc(chunks: AsyncIterable<Buffer>): Promise<SeedFileHead> {
  const parts = new Parts()
  const scanner = new XmlScanner(parts)
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length && !parts.isHeadComplete; at += SLICE) {
      scanner.write(chunk.subarray(at, at + SLICE))
    }
    if (parts.isHeadComplete) break
  }
  if (!parts.isHeadComplete) scanner.end()
  const { format, protection, keyName } = headOf(parts.take().filter(({ name }) => name !== KeyPackage))
  return { format, protection, keyName }
}

/**
 * The keys of a PSKC file, in its order, in batches. Every value's MAC is asked before the value is decrypted, and
 * nothing is handed on before the transport key has opened a first value.
 *
 * The event loop has its turn after every 64 KiB.
 *
 * @param chunks the file from its beginning
 * @param key what opens it; the caller wipes it. A plain file needs none and passes over one.
 * @returns batches of items; the seeds in them are the receiver's to wipe. Refused keys are items, too.
 * @throws SeedFileFault when the file as a whole is refused; nothing of what was handed on is to be used then.
 *   `key-wrong`: not one value could be opened.
 */
export async function* readPskc(
  chunks: AsyncIterable<Buffer>,
  key: SeedKey,
  options: { readonly signal?: AbortSignal | undefined } = {},
): AsyncGenerator<readonly SeedItem[], void, void> {
  const { signal } = options
  const parts = new Parts()
  const scanner = new XmlScanner(parts)
  let keys: Keys | undefined
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; at += SLICE) {
        stopIf(signal)
        scanner.write(chunk.subarray(at, at + SLICE))
        if (parts.isHeadComplete) {
          keys ??= await opened(parts, key)
          const items = keys.take(parts.take())
          if (items.length > 0) yield items
        }
        await othersTurn()
      }
    }
    stopIf(signal)
    scanner.end()
    keys ??= await opened(parts, key)
    keys.finish()
  } finally {
    keys?.wipe()
  }
}

function stopIf(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new SeedFileFault('cancelled')
}

/** Takes the head off the parts and fetches the transport key. */
async function opened(parts: Parts, key: SeedKey): Promise<Keys> {
  const taken = parts.take()
  const firstKey = taken.findIndex(({ name }) => name === KeyPackage)
  const head = headOf(firstKey === -1 ? taken : taken.slice(0, firstKey))
  parts.complete = firstKey === -1 ? [] : taken.slice(firstKey)
  if (head.protection === 'plain') return new Keys(head, null)
  if (head.derivation === null) {
    if (key.kind !== 'key') throw new SeedFileFault('key-needed')
    if (![16, 24, 32].includes(key.bytes.length)) throw keyWrong(1, 0)
    return new Keys(head, new TransportKey(key.bytes))
  }
  if (key.kind !== 'password') throw new SeedFileFault('password-needed')
  const bytes = await derived(key.text, head.derivation)
  try {
    return new Keys(head, new TransportKey(bytes))
  } finally {
    bytes.fill(0)
  }
}
