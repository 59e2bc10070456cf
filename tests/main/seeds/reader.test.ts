import { createHash } from 'node:crypto'
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSeedFile, type SeedFile } from '#main/seeds/reader'
import { SeedFileFault, type SeedItem } from '#main/seeds/record'
import { NOW, seedNumber } from './records.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seed-reader-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
const path = (content: string | Uint8Array): string => {
  files += 1
  const name = join(folder, `箱${files}.csv`)
  writeFileSync(name, content)
  return name
}
const csv = (count: number): string =>
  [
    'serial,secret',
    ...Array.from({ length: count }, (_n, at) => `${20_000_000 + at},${seedNumber(at).toString('hex')}`),
  ].join('\n')
const pskc = (serials: readonly string[]): string => `<?xml version="1.0" encoding="UTF-8"?>
<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">
${serials
  .map(
    (
      serial,
      at,
    ) => `<KeyPackage><DeviceInfo><Manufacturer>Kasumi</Manufacturer><SerialNo>${serial}</SerialNo></DeviceInfo>
<Key Id="${at}" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp"><AlgorithmParameters><ResponseFormat Length="6" Encoding="DECIMAL"/></AlgorithmParameters>
<Data><Secret><PlainValue>${seedNumber(at).toString('base64')}</PlainValue></Secret><TimeInterval><PlainValue>60</PlainValue></TimeInterval></Data></Key></KeyPackage>`,
  )
  .join('\n')}
</KeyContainer>
`
async function all(
  file: SeedFile,
  options: { signal?: AbortSignal; onProgress?: (bytes: number) => void } = {},
) {
  const items: SeedItem[] = []
  for await (const some of file.read({ kind: 'none' }, { now: NOW, ...options })) items.push(...some)
  return items
}
const faultOf = async (work: () => Promise<unknown>): Promise<string> => {
  try {
    await work()
    return 'none'
  } catch (error) {
    return error instanceof SeedFileFault ? error.code : `accident: ${String(error)}`
  }
}

describe('a seed file of either format', () => {
  it('is told by its beginning, and gives the same records and a digest', async () => {
    for (const [content, format] of [
      [csv(3), 'csv'],
      [pskc(['20000000', '20000001', '20000002']), 'pskc'],
      [`\ufeff\n${pskc(['20000000', '20000001', '20000002'])}`.replace(/<\?xml.*?\?>\n/, ''), 'pskc'],
    ] as const) {
      const file = await openSeedFile(path(content))
      expect(file.head).toEqual({ format, protection: 'plain', keyName: null })
      expect(file.sizeBytes).toBe(Buffer.byteLength(content))
      expect(file.sha256()).toBeNull()
      const items = await all(file)
      expect(items.map((item) => item.ok && [item.record.serial, item.record.seed])).toEqual(
        [0, 1, 2].map((at) => [String(20_000_000 + at), seedNumber(at)]),
      )
      expect(file.sha256()).toBe(createHash('sha256').update(content).digest('hex'))
      await file.close()
    }
  })

  it('has the same digest each time, and another one for the same keys in other bytes (IMP-14)', async () => {
    const [same, again, other] = [path(csv(3)), path(csv(3)), path(`${csv(3)}\n\n`)]
    const digests: (string | null)[] = []
    for (const one of [same, again, other]) {
      const file = await openSeedFile(one)
      await all(file)
      await all(file)
      digests.push(file.sha256())
      await file.close()
    }
    expect(digests[0]).toBe(digests[1])
    expect(digests[2]).not.toBe(digests[0])
  })

  it('is checked across its keys whatever the format (IMP-15, IMP-16)', async () => {
    const file = await openSeedFile(path(pskc(['20000000', '20000001', '20000000'])))
    expect((await all(file)).map((item) => item.ok || item.problem.code)).toEqual([
      true,
      true,
      'serial-twice',
    ])
    await file.close()
    const list = await openSeedFile(
      path(
        `serial,secret,expiry\n20000000,${seedNumber(1).toString('hex')},2026-11-20\n20000001,${seedNumber(1).toString('hex')},\n`,
      ),
    )
    expect((await all(list)).map((item) => item.ok || item.problem.code)).toEqual([
      'key-expired',
      'seed-shared',
    ])
    await list.close()
  })

  it('that is none of the two is refused (IMP-07)', async () => {
    expect(await faultOf(() => openSeedFile(path(gzipSync(csv(3)))))).toBe('format-unknown')
    expect(await faultOf(() => openSeedFile(path('PK\x03\x04 a spreadsheet')))).toBe('format-unknown')
    expect(await faultOf(() => openSeedFile(path(Buffer.from(`\ufeff${csv(3)}`, 'utf16le'))))).toBe(
      'encoding-refused',
    )
    expect(await faultOf(() => openSeedFile(path(Buffer.from(csv(3), 'utf16le'))))).toBe('encoding-refused')
    expect(await faultOf(() => openSeedFile(path('')))).toBe('file-empty')
    expect(await faultOf(() => openSeedFile(join(folder, 'missing')))).toBe('file-unreadable')
    const html = await faultOf(() => openSeedFile(path('<html><body>Not found</body></html>')))
    expect(html).toBe('format-unknown')
    const none = await openSeedFile(path('serial,secret\n'))
    expect(await faultOf(() => all(none))).toBe('no-keys')
    await none.close()
  })

  it('tells how far it is, and stops when somebody cancels', async () => {
    const file = await openSeedFile(path(csv(20_000)))
    const heard: number[] = []
    await all(file, { onProgress: (bytes) => heard.push(bytes) })
    expect(heard.length).toBeGreaterThan(2)
    expect(heard.at(-1)).toBe(file.sizeBytes)
    const stop = new AbortController()
    expect(await faultOf(() => all(file, { signal: stop.signal, onProgress: () => stop.abort() }))).toBe(
      'cancelled',
    )
    await file.close()
  })

  it('that changes between two readings is not used (IMP-17)', async () => {
    const name = path(csv(3))
    const file = await openSeedFile(name)
    await all(file)
    appendFileSync(name, '\n')
    expect(await faultOf(() => all(file))).toBe('file-changed')
    await file.close()
  })
})
