import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SeedRecord } from '#main/seeds/record'
import {
  bytesOf,
  CIPHER,
  type CipherName,
  container,
  headOf,
  MAC,
  type MacName,
  pack,
  passwordHead,
  plainValue,
  recordsOf,
  SIX,
  sealedFile,
  vendorWith,
} from './pskc-file.ts'

/**
 * `pskctool` (OATH Toolkit) shares no line with us: it reads with libxml2 and knows the schema of RFC 6030. It has no
 * keys, so it judges how sealed files are made, and what plain ones say.
 */
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pskctool-'))
  if (spawnSync('pskctool', ['--version']).error !== undefined) {
    throw new Error(
      'The program pskctool is not installed, and without it nothing independent has judged our seed files. ' +
        'On Debian: apt-get install pskctool',
    )
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

function pskctool(mode: '--info' | '--validate', file: string): string {
  const path = join(folder, 'file.xml')
  writeFileSync(path, file)
  // On the other output it warns of every sealed value, because it has no keys.
  return spawnSync('pskctool', [mode, path], { encoding: 'utf8' }).stdout.trim()
}

/** What `pskctool --info` says of each key, by its own labels. */
function keysIn(info: string): ReadonlyMap<string, string>[] {
  return info
    .split(/\n\tKeyPackage \d+:\n/)
    .slice(1)
    .map(
      (part) =>
        new Map(part.split('\n').map((line) => line.trim().split(/:\s+(.*)/s, 2) as [string, string])),
    )
}
/** The same of our records, in its labels. */
const told = (record: SeedRecord): Record<string, string | undefined> => ({
  SerialNo: record.serial,
  Manufacturer: record.manufacturer ?? undefined,
  Model: record.model ?? undefined,
  IssueNo: record.issueNo ?? undefined,
  Issuer: record.issuer ?? undefined,
  FriendlyName: record.friendlyName ?? undefined,
  Algorithm: `urn:ietf:params:xml:ns:keyprov:pskc:${record.kind}`,
  'Key Secret (base64)': record.seed.toString('base64'),
  'Key Counter': record.counter === null ? undefined : String(record.counter),
  'Key TimeInterval': record.periodSeconds === null ? undefined : String(record.periodSeconds),
  'Response Format Length': String(record.digits),
  'Policy ExpiryDate': record.validUntil?.replace(/T(.*)\.000Z/, ' $1'),
})

describe('beside pskctool', () => {
  const plain = container('', [
    pack({
      serial: '26001248',
      device: '<Model>C200</Model><IssueNo>2</IssueNo>',
      beforeData: '<FriendlyName>窓口 &amp; 金庫</FriendlyName>',
      parameters: `<Suite>HMAC-SHA256</Suite>${SIX}`,
      data: `<Time>${plainValue(0)}</Time><TimeInterval>${plainValue(60)}</TimeInterval>`,
      afterData: '<Policy><ExpiryDate>2030-09-29T23:00:00Z</ExpiryDate><KeyUsage>OTP</KeyUsage></Policy>',
    })
      .replace('<DeviceInfo>', '<DeviceInfo><Manufacturer>oath.飛天</Manufacturer>')
      .replace('<AlgorithmParameters>', '<Issuer>銀行</Issuer><AlgorithmParameters>'),
    ...Array.from({ length: 40 }, (_, index) =>
      pack({
        serial: String(30_000_000 + index),
        profile: index % 2 === 0 ? 'hotp' : 'totp',
        parameters: SIX.replace('6', String(6 + (index % 3))),
        secret: plainValue(bytesOf(`seed ${index}`, 16 + index)),
        ...(index % 2 === 0 ? { data: `<Counter>${plainValue(index ** 5)}</Counter>` } : {}),
      }),
    ),
  ])

  it('IMP-01: reads the same serials, secrets, counters, periods, lengths and dates out of a plain file', async () => {
    const theirs = keysIn(pskctool('--info', plain))
    const ours = await recordsOf(plain)
    expect(theirs).toHaveLength(41)
    for (const [index, record] of ours.entries()) {
      const entries = Object.entries(told(record))
      const said = theirs[index]
      expect(Object.fromEntries(entries.map(([label]) => [label, said?.get(label)]))).toEqual(
        Object.fromEntries(entries),
      )
    }
  })

  it('IMP-01: finds every kind of file these tests write true to the schema of RFC 6030', () => {
    expect(pskctool('--validate', plain)).toBe('OK')
    expect(pskctool('--validate', plain.replace('<Data>', '<Date>').replace('</Data>', '</Date>'))).not.toBe(
      'OK',
    )
    for (const cipher of Object.keys(CIPHER) as CipherName[]) {
      const vendor = { ...vendorWith(cipher), macKey: bytesOf('mac', 24) }
      expect(pskctool('--validate', sealedFile(vendor, [bytesOf('a', 24), bytesOf('b', 32)]))).toBe('OK')
    }
    for (const mac of Object.keys(MAC) as MacName[]) {
      const vendor = vendorWith('aes256-cbc', mac)
      expect(pskctool('--validate', sealedFile(vendor, [bytesOf('a', 20)]))).toBe('OK')
      expect(pskctool('--validate', container(passwordHead(vendor), pack()))).toBe('OK')
      expect(headOf(vendor)).toContain(MAC[mac])
    }
  })
})
