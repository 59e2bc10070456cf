import { createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { syncDirectory, writeDurably } from '../keys/files.ts'
import type { Head } from './audit.ts'

/**
 * The anchor: where the trail had got to, in a small file outside the store's folder. Whoever puts back an older store
 * finds the anchor ahead of it.
 *
 * It is written after each commit, so the store may be ahead of it and never behind. Two records of 512 bytes are
 * written in turns, so that one that was cut off leaves the other; each bears a MAC under a key that the database does
 * not hold. No commit waits for the disk here: what the machine's memory loses in a power cut is only a little of the
 * witness, never a wrong one. `settle` waits.
 */

const RECORD_BYTES = 512

const AnchorRecord = z.strictObject({
  /** Counts the writings; its last bit says which of the two places the record lies in. */
  count: z.int().nonnegative(),
  /** The newest entry: number, chain value and sum of the critical rows, hex. */
  size: z.int().nonnegative(),
  chain: z.string(),
  acc: z.string(),
  /** The time of the newest entry whose clock was believed; '' where there is none. */
  wallHigh: z.string(),
  build: z.string(),
  installation: z.string(),
})
export type AnchorRecord = z.infer<typeof AnchorRecord>

/** What was found: a record, or why there is none. */
export type AnchorFound =
  | { readonly state: 'sound'; readonly record: AnchorRecord }
  | { readonly state: 'missing' | 'unreadable' }

/** A key apart, so that nothing else that is authenticated under the row key can be shown as an anchor. */
const anchorKeyOf = (rows: KeyObject): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', rows, '', 'madoguchi|anchor|v1', 32)))

const macOf = (key: KeyObject, text: string): string => createHmac('sha256', key).update(text).digest('hex')

/** The newer of the two records that are whole and ours. */
function readAnchor(file: string, key: KeyObject): AnchorFound {
  if (!existsSync(file)) return { state: 'missing' }
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch {
    return { state: 'unreadable' }
  }
  const records = [0, 1]
    .map((place) => parseRecord(bytes.subarray(place * RECORD_BYTES, (place + 1) * RECORD_BYTES), key))
    .filter((record) => record !== undefined)
    .sort((left, right) => right.count - left.count)
  const [record] = records
  return record === undefined ? { state: 'unreadable' } : { state: 'sound', record }
}

function parseRecord(bytes: Buffer, key: KeyObject): AnchorRecord | undefined {
  const [text = '', mac = ''] = bytes.toString('utf8').split('\n')
  const right = Buffer.from(macOf(key, text))
  const found = Buffer.from(mac)
  if (right.length !== found.length || !timingSafeEqual(right, found)) return undefined
  // Only what we wrote ourselves gets this far.
  return AnchorRecord.parse(JSON.parse(text))
}

/**
 * The anchor in `file`, read once; nothing is written, and no file made, before the first `write`.
 *
 * @param fresh a store is being made: whatever lies there belonged to another and is no witness
 */
export function openAnchor(
  file: string,
  {
    rowKey,
    installation,
    build,
    fresh,
  }: {
    readonly rowKey: KeyObject
    readonly installation: string
    readonly build: string
    readonly fresh: boolean
  },
) {
  const key = anchorKeyOf(rowKey)
  const found: AnchorFound = fresh ? { state: 'missing' } : readAnchor(file, key)
  let count = found.state === 'sound' ? found.record.count : 0
  let wallHigh = found.state === 'sound' ? found.record.wallHigh : ''
  let handle: number | undefined
  let replaced = found.state === 'sound'
  const record = Buffer.alloc(RECORD_BYTES)

  function opened(): number {
    if (handle !== undefined) return handle
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const isNew = !replaced || !existsSync(file)
    handle = openSync(file, isNew ? 'w' : 'r+', 0o600)
    if (isNew) {
      // Whole from the beginning, so that a power cut cannot take its length away.
      writeSync(handle, Buffer.alloc(RECORD_BYTES * 2, ' '), 0, RECORD_BYTES * 2, 0)
      fsyncSync(handle)
      syncDirectory(dirname(file))
      replaced = true
    }
    return handle
  }

  function letGo(): void {
    const held = handle
    handle = undefined
    if (held !== undefined) closeSync(held)
  }

  return {
    found,

    /** The newest entry's time, where its clock was believed. */
    sawTime(wall: string): void {
      wallHigh = wall
    },

    /**
     * The trail has got to `head`, and that is committed. Never throws: what is committed stands, and a witness that
     * could not be written is written with the next commit. About 15 µs.
     */
    write({ seq, chain, acc }: Head): void {
      count += 1
      const text = JSON.stringify({
        count,
        size: seq,
        chain: chain.toString('hex'),
        acc,
        wallHigh,
        build: build.slice(0, 40),
        installation,
      } satisfies AnchorRecord)
      record.fill(' ')
      record.write(`${text}\n${macOf(key, text)}\n`)
      try {
        writeSync(opened(), record, 0, RECORD_BYTES, (count % 2) * RECORD_BYTES)
      } catch {
        letGo()
      }
    },

    /** Waits until the disk has it. Throws what the file system throws. */
    settle(): void {
      if (handle !== undefined) fsyncSync(handle)
    },

    /** Settles where that can be done, and lets the file go. */
    close(): void {
      try {
        if (handle !== undefined) fsyncSync(handle)
      } catch {
        // The store is leaving; what it committed stands without its witness.
      } finally {
        letGo()
      }
    },
  }
}
export type Anchor = ReturnType<typeof openAnchor>

/**
 * Puts the anchor under the next row key, and nothing else about it changes. Where it is under that key already, or is no
 * witness any more, it stays as it is. Whole before and after: another file takes its name.
 */
export function moveAnchor(file: string, from: KeyObject, to: KeyObject): void {
  const found = readAnchor(file, anchorKeyOf(from))
  if (found.state !== 'sound') return
  const text = JSON.stringify(found.record)
  const record = `${text}\n${macOf(anchorKeyOf(to), text)}\n`.padEnd(RECORD_BYTES)
  const empty = ' '.repeat(RECORD_BYTES)
  writeDurably(file, found.record.count % 2 === 0 ? record + empty : empty + record)
}
