import { createHash, createSecretKey, type KeyObject } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { z } from 'zod'
import { Instant } from '#shared/ids'
import { err, ok, type Result } from '#shared/result'
import { RecoveryCopy } from '../keys/cards.ts'
import { secretBytes } from '../keys/random.ts'
import { gcmOpen, gcmSeal } from '../keys/wrap.ts'
import { CHUNK, chunksOf, openChunk, sealChunk, TAG } from './chunks.ts'

/**
 * A backup バックアップ is one file:
 *
 *   "MADOBKP1" ‖ length of the header (32 bits) ‖ header, JSON ‖ body in sealed chunks
 *   body = length of the manifest (32 bits) ‖ manifest, JSON ‖ the database, encrypted under its own key
 *
 * The header is what somebody with the file alone can read: which installation, when, how big, and what is needed to
 * open it with two recovery cards. The file's key is new each time and wrapped by the installation's export key.
 * Nothing else is in it: people's slots and the device secret would open nowhere else, and the record of failed
 * sign-ins must not be set back by a restore.
 */

const MAGIC = Buffer.from('MADOBKP1', 'latin1')
const FORMAT = 1
/** A header with its recovery copy takes some 3 KB. */
const HEADER_MAX = 64 * 1024
const MANIFEST_MAX = 64 * 1024

const Header = z.strictObject({
  format: z.literal(FORMAT),
  installation: z.string().regex(/^[0-9a-f]{32}$/),
  /** When it was begun. */
  at: Instant,
  /** Entries of the trail in it. */
  entries: z.int().min(1),
  /** Bytes of the body before sealing. */
  bytes: z.int().min(1),
  /** Of the export key that wraps `key`. */
  keyVersion: z.int().min(1),
  key: z.base64(),
  /** What two recovery cards open; null where there are none. */
  recovery: RecoveryCopy.nullable(),
})
export type Header = z.infer<typeof Header>

const Manifest = z.strictObject({
  mode: z.enum(['practice', 'branch']),
  branchNo: z.string(),
  /** The newest step of the schema that the database has. */
  schema: z.int().min(1),
  /** Of the keys that the database cannot be used without: it is restored under exactly these, or not at all. */
  keyVersions: z.strictObject({
    database: z.int().min(1),
    rows: z.int().min(1),
    seeds: z.int().min(1),
    staff: z.int().min(1),
  }),
  entries: z.int().min(1),
  /** The chain's value after the last entry, hex, and the sum of the critical rows. */
  chain: z.string(),
  acc: z.string(),
  /** Bytes and SHA-256 (hex) of the database file. */
  bytes: z.int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type Manifest = z.infer<typeof Manifest>

export type ContainerFault =
  /** No backup of ours: empty, or something else. */
  | 'backup-not-one'
  /** Of a newer program. */
  | 'backup-newer'
  /** Changed, cut, or not whole. */
  | 'backup-damaged'
  /** Of another installation. */
  | 'backup-foreign'
  /** Under a key that is no longer ours: the export key around it, or one that the database in it is under. */
  | 'backup-other-keys'

/** The key that wraps a file's key: `keys.export` and its version. */
export type ExportKey = { readonly key: KeyObject; readonly version: number; readonly installation: string }

const wrapBinding = ({ installation, at, entries, keyVersion }: Omit<Header, 'key'>): string =>
  `backup-key|v1|${installation}|${at}|${entries}|${keyVersion}`

const digestOf = (header: Buffer): Buffer => createHash('sha256').update(header).digest()

/**
 * Writes a backup to the new file `path` and syncs it.
 *
 * @param database the copy of the database, `manifest.bytes` long; read once
 * @returns size and SHA-256 (hex) of what was written
 * Throws what the file system throws; the half-written file is the caller's to remove.
 */
export async function writeContainer(
  path: string,
  {
    at,
    recovery,
    manifest,
    database,
    exportKey,
  }: {
    readonly at: Instant
    readonly recovery: Header['recovery']
    readonly manifest: Manifest
    readonly database: string
    readonly exportKey: ExportKey
  },
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const described = Buffer.from(JSON.stringify(Manifest.parse(manifest)), 'utf8')
  const bare = {
    format: FORMAT,
    installation: exportKey.installation,
    at,
    entries: manifest.entries,
    bytes: 4 + described.length + manifest.bytes,
    keyVersion: exportKey.version,
    recovery,
  } as const
  const raw = secretBytes(32)
  const wrapped = gcmSeal(exportKey.key, raw, wrapBinding(bare)).toString('base64')
  const key = createSecretKey(raw)
  raw.fill(0)
  const header = framed(MAGIC, Buffer.from(JSON.stringify({ ...bare, key: wrapped }), 'utf8'))
  const digest = digestOf(header)

  const whole = createHash('sha256')
  const source = await open(database, 'r')
  try {
    const file = await open(path, 'wx', 0o600)
    try {
      let bytes = 0
      const put = async (piece: Buffer): Promise<void> => {
        whole.update(piece)
        await writeAll(file, piece)
        bytes += piece.length
      }
      await put(header)
      const last = chunksOf(bare.bytes) - 1
      let held = framed(Buffer.alloc(0), described)
      for (let number = 0; number <= last; number += 1) {
        const wanted = number < last ? CHUNK : bare.bytes - last * CHUNK
        const plain = Buffer.alloc(wanted)
        const carried = held.copy(plain)
        held = held.subarray(carried)
        await readAll(source, plain.subarray(carried))
        await put(sealChunk(key, digest, number, number === last, plain))
      }
      await file.sync()
      return { bytes, sha256: whole.digest('hex') }
    } finally {
      await file.close()
    }
  } finally {
    await source.close()
  }
}

/** The header of the file at `path`, which nobody has vouched for yet. */
export async function readHeader(path: string): Promise<Result<Header, ContainerFault>> {
  const file = await open(path, 'r')
  try {
    const read = await headerIn(file)
    return read.ok ? ok(read.value.header) : read
  } finally {
    await file.close()
  }
}

/**
 * Reads a backup from end to end and verifies every byte; with `to`, writes the database to that new file and syncs it.
 * Where it fails, what was written to `to` is not to be used.
 */
export async function readContainer(
  path: string,
  exportKey: ExportKey,
  to?: string,
): Promise<Result<{ readonly header: Header; readonly manifest: Manifest }, ContainerFault>> {
  const file = await open(path, 'r')
  let sink: FileHandle | undefined
  try {
    const read = await headerIn(file)
    if (!read.ok) return read
    const { header, digest, from } = read.value
    if (header.installation !== exportKey.installation) return err('backup-foreign')
    const { key: wrapped, ...bare } = header
    const raw = gcmOpen(exportKey.key, Buffer.from(wrapped, 'base64'), wrapBinding(bare))
    if (raw?.length !== 32)
      return err(header.keyVersion === exportKey.version ? 'backup-damaged' : 'backup-other-keys')
    const key = createSecretKey(raw)
    raw.fill(0)
    const last = chunksOf(header.bytes) - 1
    const { size } = await file.stat()
    if (size !== from + header.bytes + (last + 1) * TAG) return err('backup-damaged')

    let manifest: Manifest | undefined
    const database = createHash('sha256')
    for (let number = 0; number <= last; number += 1) {
      const sealed = Buffer.alloc((number < last ? CHUNK : header.bytes - last * CHUNK) + TAG)
      await readAll(file, sealed, from + number * (CHUNK + TAG))
      let plain = openChunk(key, digest, number, number === last, sealed)
      if (plain === undefined) return err('backup-damaged')
      if (manifest === undefined) {
        const described = unframed(plain, 0, MANIFEST_MAX)
        const parsed = described === undefined ? undefined : parse(Manifest, described)
        if (described === undefined || parsed === undefined) return err('backup-damaged')
        manifest = parsed
        plain = plain.subarray(4 + described.length)
        if (to !== undefined) sink = await open(to, 'wx', 0o600)
      }
      database.update(plain)
      if (sink !== undefined) await writeAll(sink, plain)
    }
    if (manifest === undefined || database.digest('hex') !== manifest.sha256) return err('backup-damaged')
    await sink?.sync()
    return ok({ header, manifest })
  } finally {
    await sink?.close()
    await file.close()
  }
}

async function headerIn(
  file: FileHandle,
): Promise<
  Result<
    { readonly header: Header; readonly digest: Buffer; readonly from: number },
    'backup-not-one' | 'backup-newer' | 'backup-damaged'
  >
> {
  const { size } = await file.stat()
  const start = Buffer.alloc(Math.min(size, MAGIC.length + 4 + HEADER_MAX))
  await readAll(file, start, 0)
  const magic = start.subarray(0, MAGIC.length)
  if (!magic.equals(MAGIC)) return err('backup-not-one')
  const text = unframed(start, MAGIC.length, HEADER_MAX)
  if (text === undefined) return err('backup-damaged')
  const versioned = parse(z.looseObject({ format: z.int() }), text)
  if (versioned !== undefined && versioned.format > FORMAT) return err('backup-newer')
  const header = parse(Header, text)
  if (header === undefined) return err('backup-damaged')
  const from = MAGIC.length + 4 + text.length
  return ok({ header, digest: digestOf(start.subarray(0, from)), from })
}

function framed(before: Buffer, text: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  return Buffer.concat([before, length, text])
}

/** What stands framed at `at`, or undefined where it is not all there. */
function unframed(bytes: Buffer, at: number, most: number): Buffer | undefined {
  if (bytes.length < at + 4) return undefined
  const length = bytes.readUInt32BE(at)
  if (length > most || bytes.length < at + 4 + length) return undefined
  return bytes.subarray(at + 4, at + 4 + length)
}

function parse<T>(schema: z.ZodType<T>, text: Buffer): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text.toString('utf8'))).data
  } catch {
    return undefined
  }
}

async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, at, bytes.length - at)
    at += bytesWritten
  }
}

/** Fills `bytes`; a file that ends before is no longer the one whose size was asked for. */
async function readAll(file: FileHandle, bytes: Buffer, from?: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, at, bytes.length - at, from === undefined ? null : from + at)
    if (bytesRead === 0) throw new Error('a file became shorter while it was read')
    at += bytesRead
  }
}
