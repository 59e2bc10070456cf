import { describe, expect, it } from 'vitest'
import { headOfPskc, readPskc } from '#main/seeds/pskc'
import { SEED_LIMITS } from '#main/seeds/record'
import {
  bytesOf,
  codeOf,
  container,
  inPieces,
  itemsOf,
  keyOf,
  NAMED,
  NONE,
  pack,
  plainValue,
  recordsOf,
  SALT,
  SEED,
  sealedFile,
  sealedValue,
  TIME,
  VENDOR,
} from './pskc-file.ts'

/** Containers made to be read in two ways or to do harm, and long ones. */

describe('readers that see different things', () => {
  const value = SEED.toString('base64')
  const inside = (replacement: string): string => container('', pack()).replace(value, replacement)
  const half = value.slice(0, 12)
  const rest = value.slice(12)

  it.each([
    ['a second root', `${container('', pack())}<KeyContainer/>`, 'xml-malformed'],
    ['text behind the root', `${container('', pack())}x`, 'xml-malformed'],
    ['a comment inside a value', inside(`${half}<!-- x -->${rest}`), 'structure-refused'],
    ['a comment before a value', inside(`<!-- x -->${value}`), 'structure-refused'],
    ['an instruction inside a value', inside(`${half}<?x y?>${rest}`), 'structure-refused'],
    ['CDATA', inside(`<![CDATA[${value}]]>`), 'structure-refused'],
    ['an element inside a value', inside(`${half}<b/>${rest}`), 'structure-refused'],
    ['text beside elements', container('', pack()).replace('<Data>', '<Data>x'), 'structure-refused'],
    ['text beside packages', container('x', pack()), 'structure-refused'],
    [
      'a value in a foreign namespace',
      container('', pack()).replace(/<(\/?)PlainValue>/g, '<$1ds:PlainValue>'),
      'structure-refused',
    ],
    [
      'a secret in a foreign namespace',
      container('', pack()).replace('<Data>', '<Data><ds:Secret/>'),
      'structure-refused',
    ],
    [
      'a prefix that is not declared',
      container('', pack()).replace('<Data>', '<Data><foo:Secret/>'),
      'xml-malformed',
    ],
    [
      'a key outside its package',
      container('', pack().replace(/<\/?KeyPackage>|<DeviceInfo>.*<\/DeviceInfo>/g, '')),
      'structure-refused',
    ],
    [
      'two Data',
      container('', pack({ afterData: `<Data><Secret>${plainValue(SEED)}</Secret></Data>` })),
      'structure-refused',
    ],
    [
      'two Secrets',
      container('', pack({ data: `<Secret>${plainValue(SEED)}</Secret>` })),
      'structure-refused',
    ],
    [
      'two values of a secret',
      container('', pack({ secret: plainValue(SEED) + plainValue(SEED) })),
      'structure-refused',
    ],
    [
      'a plain and a sealed value',
      container('', pack({ secret: sealedValue(VENDOR, SEED) + plainValue(SEED) })),
      'structure-refused',
    ],
    ['two serials', container('', pack({ device: '<SerialNo>99999999</SerialNo>' })), 'structure-refused'],
    [
      'two keys in a package',
      container('', pack().replace('</KeyPackage>', '<Key/></KeyPackage>')),
      'structure-refused',
    ],
    ['two policies', container('', pack({ afterData: '<Policy/><Policy/>' })), 'structure-refused'],
    ['an unknown element in a key', container('', pack({ afterData: '<Foo/>' })), 'structure-refused'],
    ['two transport keys', container(NAMED + NAMED, pack()), 'structure-refused'],
    ['a transport key behind the first package', container('', pack() + NAMED), 'structure-refused'],
    ['no package at all', container('', ''), 'no-keys'],
    ['a version nobody wrote', container('', pack()).replace('"1.0" xmlns', '"2.0" xmlns'), 'format-unknown'],
    ['another document', '<html/>', 'format-unknown'],
  ])('IMP-09: %s is refused', async (_what, file, code) => {
    expect(await codeOf(file)).toBe(code)
  })

  it('IMP-09: a value with references is the value they stand for, as for every XML reader', async () => {
    const written = [...value].map((letter) => `&#${letter.charCodeAt(0)};`).join('')
    expect((await recordsOf(inside(written)))[0]?.seed).toEqual(SEED)
    expect((await recordsOf(inside(`${half}&#x0a;&#32;${rest}`)))[0]?.seed).toEqual(SEED)
  })

  it('Base64 is read as it is written: nothing is skipped, nothing left over', async () => {
    for (const wrong of [
      value.slice(0, -1),
      `${value}=`,
      `${value.slice(0, -1)}_`,
      `*${value}`,
      `${half}=${rest}`,
      `${value.slice(0, -2)}B=`,
    ]) {
      expect(await codeOf(inside(wrong))).toBe('secret-unreadable')
    }
  })
})

describe('files that mean harm', () => {
  /** Reads a file that goes on for ever; says how it was refused, how much was read, and how much memory it took. */
  async function endless(
    start: string,
    forever: string,
  ): Promise<{ code: string; bytes: number; milliseconds: number }> {
    let bytes = 0
    async function* pieces(): AsyncGenerator<Buffer> {
      const piece = Buffer.from(forever.repeat(Math.max(1, Math.floor(16_384 / forever.length))))
      yield Buffer.from(start)
      for (;;) {
        bytes += piece.length
        yield piece
      }
    }
    const before = performance.now()
    try {
      for await (const batch of readPskc(pieces(), NONE)) expect(batch).toBeDefined()
      return { code: 'nothing', bytes, milliseconds: 0 }
    } catch (error) {
      return {
        code: String((error as { code?: unknown }).code),
        bytes,
        milliseconds: performance.now() - before,
      }
    }
  }
  const open = container('', '').replace('</KeyContainer>\n', '')

  it.each([
    [
      'an external entity that is a file',
      '<!DOCTYPE KeyContainer [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
    [
      'an external entity that is an address',
      '<!DOCTYPE KeyContainer [<!ENTITY x SYSTEM "http://127.0.0.1/">]>',
    ],
    ['a parameter entity', '<!DOCTYPE KeyContainer [<!ENTITY % x SYSTEM "http://127.0.0.1/"> %x;]>'],
    ['an external schema', '<!DOCTYPE KeyContainer SYSTEM "http://127.0.0.1/pskc.dtd">'],
    ['a billion laughs', '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;">]>'],
    ['a DOCTYPE without an end', `<!DOCTYPE KeyContainer [${' '.repeat(70_000)}`],
  ])(
    'IMP-03, IMP-04: %s: refused at the DOCTYPE, before another byte is asked for',
    async (_what, doctype) => {
      let asked = false
      async function* pieces(): AsyncGenerator<Buffer> {
        yield Buffer.from(`<?xml version="1.0"?>\n<!-- x -->\n${doctype}`)
        asked = true
      }
      await expect(readPskc(pieces(), NONE).next()).rejects.toMatchObject({
        code: 'doctype-refused',
        line: 3,
      })
      await expect(headOfPskc(pieces())).rejects.toMatchObject({ code: 'doctype-refused', line: 3 })
      expect(asked).toBe(false)
      const inside = container('', pack()).replace('<KeyPackage>', `${doctype}<KeyPackage>`)
      expect(await codeOf(inside)).toBe('doctype-refused')
      expect(await codeOf(container('', pack({ secret: '<PlainValue>&x;</PlainValue>' })))).toBe(
        'xml-malformed',
      )
    },
  )

  it.each([
    ['10 M numeric references', `${open}<KeyPackage>`, '&#65;'],
    ['10 M predefined references', `${open}<KeyPackage>`, '&amp;'],
    [
      'references spread over a package',
      `${open}<KeyPackage><Key>`,
      `<Issuer>${'&amp;'.repeat(100)}</Issuer>`,
    ],
    ['references spread over an extension', `${open}<Extensions>`, `<x>${'&amp;'.repeat(3_000)}</x>`],
    ['1 GB of text', `${open}<KeyPackage>`, 'x'],
    ['1 GB of blanks', `${open}<KeyPackage>`, ' '],
    ['an attribute of 10 MB', `${open}<KeyPackage Id="`, 'x'],
    ['an attribute’s name of 10 MB', `${open}<KeyPackage `, 'x'],
    ['an element’s name of 10 MB', `${open}<`, 'x'],
    ['an endless end tag', `${open}<KeyPackage></`, 'x'],
    ['an endless comment', `${open}<!-- `, '< x '],
    ['an endless instruction', `${open}<?x `, '< x '],
    ['blanks in a tag', `${open}<KeyPackage`, ' '],
    ['depth without end', open, '<Data>'],
    ['elements without end', `${open}<KeyPackage>`, '<Key/>'],
    ['elements without end in an extension', `${open}<Extensions>`, '<x/>'],
    ['text before the root', '', ' '],
  ])('IMP-04, IMP-07: %s: refused within 2 MiB and 2 s', async (_what, start, forever) => {
    const before = process.memoryUsage().rss
    const { code, bytes, milliseconds } = await endless(start === '' ? '    ' : start, forever)
    expect(['limit-exceeded', 'structure-refused']).toContain(code)
    expect(bytes).toBeLessThan(2 * 1024 ** 2)
    expect(milliseconds).toBeLessThan(2_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 ** 2)
  })

  it('IMP-07: a key more than a million, an attribute more than 32, a level deeper than 32', async () => {
    const attributes = (count: number): string =>
      Array.from({ length: count }, (_, at) => ` a${at}="1"`).join('')
    const many = (count: number): string =>
      container('', pack().replace('<Data>', `<Data${attributes(count)}>`))
    expect(await codeOf(many(SEED_LIMITS.attributes))).toBe('nothing')
    expect(await codeOf(many(SEED_LIMITS.attributes + 1))).toBe('limit-exceeded')
    const deep = (levels: number): string =>
      container(`<Extensions>${'<x>'.repeat(levels - 2)}${'</x>'.repeat(levels - 2)}</Extensions>`, pack())
    expect(await codeOf(deep(SEED_LIMITS.depth))).toBe('nothing')
    expect(await codeOf(deep(SEED_LIMITS.depth + 1))).toBe('limit-exceeded')
    const words = 'x'.repeat(300)
    expect(await codeOf(container('', pack({ device: `<Model>${words}</Model>` })))).toBe('limit-exceeded')
  })

  it('IMP-07: more keys than a million are refused at the first too many', { timeout: 120_000 }, async () => {
    async function* pieces(): AsyncGenerator<Buffer> {
      yield Buffer.from(open)
      const piece = Buffer.from('<KeyPackage/>'.repeat(5_000))
      for (;;) yield piece
    }
    let count = 0
    const reading = async () => {
      for await (const batch of readPskc(pieces(), NONE)) count += batch.length
    }
    await expect(reading()).rejects.toMatchObject({
      code: 'limit-exceeded',
      facts: { limit: SEED_LIMITS.keys },
    })
    expect(count).toBeGreaterThan(SEED_LIMITS.keys - 10_000)
    expect(count).toBeLessThanOrEqual(SEED_LIMITS.keys)
  })

  const text = container('', pack({ device: '<Model>型</Model>' }))
  const utf16 = Buffer.from(text, 'utf16le')
  it.each<[string, Buffer, string]>([
    ['UTF-16 with its mark', Buffer.concat([Buffer.from('fffe', 'hex'), utf16]), 'encoding-refused'],
    ['UTF-16 without a mark', utf16, 'encoding-refused'],
    [
      'big-endian UTF-16',
      Buffer.concat([Buffer.from('feff', 'hex'), Buffer.from(utf16).swap16()]),
      'encoding-refused',
    ],
    ['UTF-32', Buffer.concat([Buffer.from('fffe0000', 'hex'), utf16]), 'encoding-refused'],
    ['big-endian UTF-32', Buffer.concat([Buffer.from('0000feff', 'hex'), utf16]), 'encoding-refused'],
    ['UTF-7', Buffer.from('+ADw-?xml version="1.0" encoding="UTF-7"?+AD4-'), 'encoding-refused'],
    ['UTF-7 by its name', Buffer.from(text.replace('UTF-8', 'UTF-7')), 'encoding-refused'],
    ['Shift_JIS by its name', Buffer.from(text.replace('UTF-8', 'Shift_JIS')), 'encoding-refused'],
    [
      'Shift_JIS that calls itself UTF-8',
      Buffer.concat([Buffer.from(text.slice(0, 400)), Buffer.from('8c5e', 'hex')]),
      'encoding-refused',
    ],
    ['half a character', Buffer.from(text.replace('型', '')).fill(0xe5, 420, 421), 'encoding-refused'],
    [
      'a surrogate in UTF-8',
      Buffer.from(text).fill(Buffer.from('eda080', 'hex'), 420, 423),
      'encoding-refused',
    ],
    [
      'an overlong character',
      Buffer.from(text).fill(Buffer.from('c0af', 'hex'), 420, 422),
      'encoding-refused',
    ],
    ['NUL', Buffer.from(text.replace('12345678', '1234\x005678')), 'encoding-refused'],
    ['a control character', Buffer.from(text.replace('12345678', '1234\x085678')), 'xml-malformed'],
    ['U+FFFF', Buffer.from(text.replace('12345678', '1234\uffff5678')), 'xml-malformed'],
    ['gzip', Buffer.from('1f8b0800000000000003', 'hex'), 'format-unknown'],
    ['zip', Buffer.from('504b030414000000', 'hex'), 'format-unknown'],
    ['nothing', Buffer.alloc(0), 'file-empty'],
    ['a byte order mark alone', Buffer.from('efbbbf', 'hex'), 'xml-malformed'],
    ['the same attribute twice', Buffer.from(text.replace('<Key ', '<Key Id="x" ')), 'xml-malformed'],
    [
      'the same attribute twice by its namespace',
      Buffer.from(text.replace('<Data>', '<Data xmlns:p="urn:x" xmlns:q="urn:x" p:a="1" q:a="2">')),
      'xml-malformed',
    ],
    ['tags that do not match', Buffer.from(text.replace('</Data>', '</Date>')), 'xml-malformed'],
    ['XML 1.1', Buffer.from(text.replace('version="1.0" enc', 'version="1.1" enc')), 'xml-malformed'],
  ])('IMP-07: %s is refused with a stable code within 2 s', async (_what, file, code) => {
    const before = performance.now()
    expect(await codeOf(file)).toBe(code)
    expect(performance.now() - before).toBeLessThan(2_000)
    // Byte by byte it is no other file.
    let inBytes = 'nothing'
    await itemsOf(file, NONE, 1).catch((error: { code: string }) => (inBytes = error.code))
    expect(inBytes).toBe(code)
  })

  it('IMP-07: cut short at every KiB it is refused, never read as a shorter file', async () => {
    const file = Buffer.from(
      sealedFile(
        VENDOR,
        Array.from({ length: 60 }, (_, index) => bytesOf(`${index}`, 20)),
      ),
    )
    expect(file.length).toBeGreaterThan(40 * 1024)
    for (let length = 1024; length < file.length; length += 1024) {
      expect(await codeOf(file.subarray(0, length), keyOf(VENDOR))).toBe('xml-malformed')
    }
    for (let length = 1; length < 400; length += 1) {
      expect(await codeOf(file.subarray(0, length), keyOf(VENDOR))).toBe('xml-malformed')
    }
  })
})

describe('a long file', () => {
  const seeds = Array.from({ length: 3_000 }, (_, index) => bytesOf(`long ${index}`, 20))
  const file = Buffer.from(sealedFile(VENDOR, seeds))

  it('comes in batches, in the order of the file, however it is cut into pieces', async () => {
    for (const size of [997, 65_536, 10_000_000]) {
      const items = await itemsOf(file, keyOf(VENDOR), size)
      expect(items.map((item) => item.ok && item.record.seed)).toEqual(seeds)
      expect(items.map((item) => item.ok && item.record.place.key)).toEqual(
        seeds.map((_, index) => index + 1),
      )
    }
  })

  it('lets others have their turn between slices', async () => {
    let turns = 0
    let isReading = true
    const turn = (): void => {
      turns += 1
      if (isReading) setImmediate(turn)
    }
    setImmediate(turn)
    await itemsOf(file, keyOf(VENDOR), file.length)
    isReading = false
    expect(turns).toBeGreaterThanOrEqual(Math.floor(file.length / 65_536))
  })

  it('stops when it is told to, and hands nothing on from then', async () => {
    const stop = new AbortController()
    let count = 0
    const reading = async () => {
      for await (const batch of readPskc(inPieces(file), keyOf(VENDOR), { signal: stop.signal })) {
        count += batch.length
        stop.abort()
      }
    }
    await expect(reading()).rejects.toMatchObject({ code: 'cancelled' })
    expect(count).toBeGreaterThan(0)
    expect(count).toBeLessThan(200)
  })

  it('tells its head from its first bytes', async () => {
    let bytes = 0
    async function* pieces(): AsyncGenerator<Buffer> {
      for await (const piece of inPieces(file, 1_000)) {
        bytes += piece.length
        yield piece
      }
    }
    expect(await headOfPskc(pieces())).toEqual({
      format: 'pskc',
      protection: 'key',
      keyName: 'Transport key 7',
    })
    expect(bytes).toBeLessThan(3_000)
    expect(await headOfPskc(inPieces(container('', pack())))).toEqual({
      format: 'pskc',
      protection: 'plain',
      keyName: null,
    })
    expect(SALT.length).toBe(8)
    expect(TIME).toContain('30')
  })
})
