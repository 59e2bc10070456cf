import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCsv } from '#main/seeds/csv'
import { rowOf } from '#main/seeds/csv/cells'
import { decoded, ENCODINGS, encodingOf } from '#main/seeds/csv/secret'
import { instantOf } from '#main/seeds/csv/values'
import { SeedFileFault, type SeedItem, type SeedRecord } from '#main/seeds/record'
import { encodeShiftJis } from '../../../build/sample/shift-jis.ts'

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield Buffer.from(bytes.subarray(at, at + size))
}
const bytesOf = (text: string | Uint8Array): Uint8Array =>
  typeof text === 'string' ? Buffer.from(text, 'utf8') : text
async function read(text: string | Uint8Array, size = 1 << 16): Promise<SeedItem[]> {
  const items: SeedItem[] = []
  for await (const some of readCsv(chunked(bytesOf(text), size))) items.push(...some)
  return items
}
const records = async (text: string | Uint8Array): Promise<SeedRecord[]> =>
  (await read(text)).map((item) => {
    if (!item.ok) throw new Error(`${item.problem.place.line}: ${item.problem.code}`)
    return item.record
  })
const record = async (text: string | Uint8Array): Promise<SeedRecord> => {
  const [first] = await records(text)
  if (first === undefined) throw new Error('no record')
  return first
}
const codes = async (text: string | Uint8Array): Promise<(string | null)[]> =>
  (await read(text)).map((item) => (item.ok ? null : item.problem.code))
const faultOf = async (text: string | Uint8Array): Promise<SeedFileFault> => {
  try {
    await read(text)
  } catch (error) {
    if (error instanceof SeedFileFault) return error
    throw error
  }
  throw new Error('the file was taken')
}

/** Twenty bytes, different for each number, written in each way. */
const seed = (number: number): Buffer => {
  const bytes = Buffer.alloc(20)
  for (let at = 0; at < 20; at += 1) bytes[at] = (number * 131 + at * 89 + ((number * at) % 7) * 11) % 256
  return bytes
}
const hex = (number: number): string => seed(number).toString('hex')
const base64 = (number: number): string => seed(number).toString('base64')
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const base32Of = (bytes: Uint8Array): string => {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const text = (bits.match(/.{1,5}/g) ?? [])
    .map((five) => LETTERS[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('')
  return text.padEnd(Math.ceil(text.length / 8) * 8, '=')
}
const base32 = (number: number): string => base32Of(seed(number))
const HEAD = 'serial,secret,timeinterval,manufacturer,model'

describe('a list with headings', () => {
  it('as OATH vendors write it gives one record per key, with its place', async () => {
    const [first, second] = await records(
      `${HEAD}\n12345678,${base32(1)},60,Feitian,C200\n12345679,${base32(2)},30,Feitian,C200\n`,
    )
    expect(first).toEqual({
      place: { key: 1, line: 2 },
      serial: '12345678',
      manufacturer: 'Feitian',
      issuer: null,
      issueNo: null,
      friendlyName: null,
      model: 'C200',
      kind: 'totp',
      algorithm: 'SHA1',
      digits: 6,
      periodSeconds: 60,
      counter: null,
      validFrom: null,
      validUntil: null,
      encoding: 'base32',
      seed: seed(1),
      assumed: ['algorithm', 'digits'],
    })
    expect(second).toMatchObject({ place: { key: 2, line: 3 }, periodSeconds: 30, seed: seed(2) })
  })

  it('as Microsoft asks for it is read without its owner column, with blanks and a comma too many', async () => {
    const text = `upn,serial number,secret key,time interval,manufacturer,model,\r\na@example.jp,2V0716016FK2,${base32(3)},30,Contoso,HardwareKey,,\r\n`
    const one = await record(text)
    expect(one).toMatchObject({
      serial: '2V0716016FK2',
      periodSeconds: 30,
      model: 'HardwareKey',
      seed: seed(3),
    })
    expect(JSON.stringify({ ...one, seed: null })).not.toContain('example.jp')
  })

  it.each([
    ['Japanese', 'メーカー,シリアル番号,シード,桁数,時間間隔,アルゴリズム,種別,有効期限,備考'],
    ['full-width', 'メーカー,シリアル　番号,シード値,桁数,周期,ハッシュ,方式,満了日,箱'],
    ['English', 'Vendor,Serial_No,SECRET KEY,OTP Length,Time-Step,Algo,Token Type,Expiry Date,Box'],
  ])('in %s, in any order and with columns nobody knows', async (_language, head) => {
    const one = await record(
      `${head}\nSeiko,2v07-1601-6fk2,${hex(4)},8,60秒,HMAC-SHA-256,TOTP,2029年09月30日 08時00分,7\n`,
    )
    expect(one).toMatchObject({
      serial: '2V0716016FK2',
      manufacturer: 'Seiko',
      digits: 8,
      periodSeconds: 60,
      algorithm: 'SHA256',
      kind: 'totp',
      validUntil: '2029-09-29T23:00:00.000Z',
      encoding: 'hex',
      seed: seed(4),
      assumed: [],
    })
  })

  it.each([
    [';', 'semicolons'],
    ['\t', 'tabs'],
    ['|', 'bars'],
    ['   ', 'blanks'],
  ])('divided by %j (%s)', async (delimiter) => {
    const text = [
      ['serial', 'secret', 'period'],
      ['12345678', hex(1), '60'],
    ]
      .map((row) => row.join(delimiter))
      .join('\n')
    expect(await record(text)).toMatchObject({ serial: '12345678', periodSeconds: 60, seed: seed(1) })
  })

  it('with a counter column is for presses', async () => {
    expect(await record(`serial,secret,type,counter,digits\n12345678,${hex(1)},HOTP,17,6\n`)).toMatchObject({
      kind: 'hotp',
      counter: 17,
      periodSeconds: null,
      assumed: ['algorithm'],
    })
    const implied = await record(`serial,secret,counter\n12345678,${hex(1)},17\n`)
    expect(implied).toMatchObject({ kind: 'hotp', counter: 17 })
    expect(implied.assumed).toContain('kind')
  })

  it('says how the secret is written, in the heading too', async () => {
    expect(await record(`serial,secret (base32)\n12345678,${base32(1)}\n`)).toMatchObject({
      encoding: 'base32',
      seed: seed(1),
    })
    expect(await record(`serial,HEX seed\n12345678,${hex(1)}\n`)).toMatchObject({
      encoding: 'hex',
      seed: seed(1),
    })
    expect(await codes(`serial,base32 secret\n12345678,${hex(1)}\n`)).toEqual(['secret-unreadable'])
    // Both ways of writing beside each other are one secret.
    const both = await record(`serial,secret base32,secret hex\n12345678,${base32(1)},${hex(1)}\n`)
    expect(both).toMatchObject({ encoding: 'hex', seed: seed(1) })
  })

  it.each([
    ['serial', `number,secret\n1,${hex(1)}\n`],
    ['secret', 'serial,model\n12345678,C200\n'],
    ['secret', 'name,colour\nred,blue\n'],
  ])('without a column for the %s is refused as a whole', async (missing, text) => {
    const fault = await faultOf(text)
    expect([fault.code, fault.line]).toEqual(['header-unknown', 1])
    expect(fault.facts).toEqual({ missing })
  })

  it('with two columns for one thing is refused as a whole', async () => {
    const fault = await faultOf(`serial,serial number,secret\n1,2,${hex(1)}\n`)
    expect(fault.code).toBe('header-unknown')
    expect(fault.facts).toEqual({ twice: 'serial' })
  })
})

describe('a list without headings', () => {
  it('of Feitian: serial and key, by tab or by blanks', async () => {
    for (const gap of ['\t', '  ', ' ']) {
      const [first, second] = await records(`2600124573715${gap}${hex(1)}\n2600124573716${gap}${hex(2)}\n`)
      expect(first).toMatchObject({
        serial: '2600124573715',
        encoding: 'hex',
        seed: seed(1),
        place: { key: 1, line: 1 },
      })
      expect(first?.assumed).toEqual(['kind', 'algorithm', 'digits', 'period'])
      expect(second?.seed).toEqual(seed(2))
    }
  })

  it('of Yubico: serial, identity, use, key, access code, time; other uses are refused', async () => {
    const text = [
      '# <OATH mode>',
      `508326,,0,${hex(1)},,2013-12-12T08:41:07,`,
      `1382042,,0,${hex(2)},,2013-12-12T08:41:17,`,
      `508327,cccccccccccc,83cebdfb7b93,${hex(3)},,2013-12-12T08:43:17,`,
    ].join('\n')
    const [first, second, third] = await read(text)
    expect(first).toMatchObject({
      ok: true,
      record: { serial: '508326', kind: 'hotp', counter: 0, seed: seed(1) },
    })
    // Their numbers grow without zeros in front, so unequal lengths say nothing.
    expect(second).toMatchObject({ ok: true, record: { serial: '1382042' } })
    expect(third).toMatchObject({ ok: false, problem: { code: 'usage-refused', serial: '508327' } })
  })

  it('of Yubico’s programming log: the identity stands for the serial, and is said to', async () => {
    const log = (use: string, identity: string, key: string, digits: string): string =>
      `${use},11.12.13 18:55,1,${identity},,${key},,,0,0,0,${digits},0,0,0,0,0,0`
    const items = await read(
      [
        log('OATH-HOTP', 'ubhe00508326', hex(1), '8'),
        log('OATH-HOTP', 'cccccccccccc', hex(2), '6'),
        log('Yubico OTP', 'vvgutbiedkvi', 'd26a7c0f85fdda28bd816e406342b214', '0'),
      ].join('\r\n'),
    )
    expect(items[0]).toMatchObject({
      ok: true,
      record: { serial: 'UBHE00508326', kind: 'hotp', digits: 8, seed: seed(1) },
    })
    expect(items[0]?.ok === true && items[0].record.assumed).toContain('serial')
    expect(items.slice(1).map((item) => !item.ok && item.problem.code)).toEqual([
      'serial-missing',
      'usage-refused',
    ])
  })

  it('of SafeWord: some lines per token, by time or by presses, whatever stands between them', async () => {
    const token = (id: string, data: string) => [
      `dn: sccAuthenticatorId=${id}`,
      'objectclass: sccCompatibleToken',
      `sccAuthenticatorId: ${id}`,
      'sccTokenType: eToken-PASS',
      `sccTokenData: ${data}`,
      'sccSignature: MC0CFGxPAjrb0zg7MwFzrPib',
      '',
    ]
    const text = [
      '# ===== SafeWord Authenticator Records $Version: 100$ =====',
      ...token('ALNG000001', `sccKey=${hex(1).toUpperCase()};sccMode=T;sccPwLen=8;sccVer=6.20;sccTick=60;`),
      ...token('ALNG000002', `sccKey=${hex(2).toUpperCase()};sccMode=E;sccPwLen=6;sccVer=6.20;`),
      ...token('ALNG000003', `sccKey=${hex(3)};sccMode=T;sccPwLen=6;sccTick=45`),
      ...token('ALNG000004', 'sccMode=T;sccPwLen=6;sccTick=30'),
    ].join('\n')
    const items = await read(text)
    expect(items[0]).toMatchObject({
      ok: true,
      record: {
        place: { key: 1, line: 2 },
        serial: 'ALNG000001',
        kind: 'totp',
        digits: 8,
        periodSeconds: 60,
        seed: seed(1),
      },
    })
    expect(items[1]).toMatchObject({
      ok: true,
      record: { serial: 'ALNG000002', kind: 'hotp', counter: 0, seed: seed(2) },
    })
    expect(items.slice(2).map((item) => !item.ok && item.problem.code)).toEqual([
      'period-refused',
      'secret-missing',
    ])
    expect(await read(text, 7)).toEqual(items)
  })

  it('of the OATH servers: serial, key, kind, digits, period or counter, hash', async () => {
    const [time, press, ocra] = await read(
      [
        `F7001234,${hex(1)},totp,8,60,sha256`,
        `F7001235,${hex(2)},hotp,6,12`,
        `F7001236,${hex(3)},ocra,OCRA-1:HOTP-SHA256-8:QN08`,
      ].join('\n'),
    )
    expect(time).toMatchObject({
      ok: true,
      record: { kind: 'totp', digits: 8, periodSeconds: 60, algorithm: 'SHA256', assumed: [] },
    })
    expect(press).toMatchObject({
      ok: true,
      record: { kind: 'hotp', digits: 6, counter: 12, periodSeconds: null },
    })
    expect(ocra).toMatchObject({ ok: false, problem: { code: 'usage-refused', facts: { kind: 'ocra' } } })
  })

  it.each([
    [
      'owner first',
      `a@example.jp,12345678,${base32(1)},30,Token2,miniOTP-2\nb@example.jp,12345679,${base32(2)},30,Token2,miniOTP-2\n`,
      { model: 'miniOTP-2', periodSeconds: 30 },
    ],
    ['key first', `${hex(1)};12345678\n${hex(2)};12345679\n`, { kind: 'totp' }],
    ['counter last', `12345678,${hex(1)},0\n12345679,${hex(2)},0\n`, { kind: 'hotp', counter: 0 }],
    ['interval last', `12345678,${hex(1)},60\n12345679,${hex(2)},60\n`, { kind: 'totp', periodSeconds: 60 }],
    ['maker first', `Feitian,12345678,${hex(1)}\nFeitian,12345679,${hex(2)}\n`, {}],
  ])('finds its columns by what is in them: %s', async (_name, text, facts) => {
    const [first, second] = await records(text)
    expect(first).toMatchObject({ serial: '12345678', seed: seed(1), ...facts })
    expect(second).toMatchObject({ serial: '12345679', seed: seed(2) })
  })
})

describe('secrets', () => {
  it('are recognised over the whole column and shown', async () => {
    for (const [encoding, write] of [
      ['hex', hex],
      ['base32', base32],
      ['base64', base64],
    ] as const) {
      const text = ['serial,secret', ...[1, 2, 3].map((at) => `1234567${at},${write(at)}`)].join('\n')
      const all = await records(text)
      expect(all.map((one) => one.encoding)).toEqual([encoding, encoding, encoding])
      expect(all.map((one) => one.seed)).toEqual([seed(1), seed(2), seed(3)])
      expect(all.every((one) => !one.assumed.includes('encoding'))).toBe(true)
    }
  })

  it('that could be two encodings are decided by the other lines, and said to be a guess where those do not help', async () => {
    const either = 'ABCDEF234567ABCDEF234567ABCDEF234567ABCD'
    const alone = await record(`serial,secret\n12345678,${either}\n`)
    expect(alone).toMatchObject({ encoding: 'hex', seed: Buffer.from(either, 'hex') })
    expect(alone.assumed).toContain('encoding')
    const amongOthers = await records(
      `serial,secret\n12345678,${either}\n12345679,${base32(1)}\n12345670,${base32(2)}\n`,
    )
    expect(amongOthers[0]).toMatchObject({ encoding: 'base32', seed: decoded(either, 'base32') })
    expect(amongOthers[0]?.assumed).not.toContain('encoding')
  })

  it('that are not written as the others are refused, though they could pass for a third encoding', async () => {
    const text = [
      'serial,secret',
      `12345671,${hex(1)}`,
      `12345672,${hex(2)}`,
      `12345673,${base32(3)}`,
      `12345674,${base64(4)}`,
    ]
    expect(await codes(text.join('\n'))).toEqual([null, null, 'secret-unreadable', 'secret-unreadable'])
    const odd = [hex(1).slice(1), `${hex(1).slice(0, -1)}g`, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1', '']
    const refused = await codes(
      [
        'serial,secret',
        `12345670,${hex(1)}`,
        `12345671,${hex(2)}`,
        `12345672,${hex(5)}`,
        `12345673,${hex(6)}`,
        `12345674,${hex(7)}`,
        ...odd.map((cell, at) => `2234567${at},${cell}`),
      ].join('\n'),
    )
    expect(refused.slice(5)).toEqual([
      'secret-unreadable',
      'secret-unreadable',
      'secret-unreadable',
      'secret-missing',
    ])
  })

  it('are read in groups, in small letters and with or without filling', async () => {
    const grouped = `${hex(1).match(/.{4}/g)?.join(' ')}`
    expect((await record(`serial,secret\n12345678,${grouped}\n`)).seed).toEqual(seed(1))
    expect((await record(`serial,secret\n12345678,0x${hex(1).toUpperCase()}\n`)).seed).toEqual(seed(1))
    expect((await record(`serial,secret\n12345678,${base32(1).toLowerCase()}\n`)).seed).toEqual(seed(1))
  })

  it.each([
    ['seed-too-short', '3132333435363738393031323334', 14],
    ['seed-too-short', Buffer.alloc(10, 'abcdefghij').toString('hex'), 10],
    ['seed-too-short', Buffer.alloc(15, 'abcdefghij').toString('hex'), 15],
    ['seed-too-long', Buffer.alloc(65, 'abcdefghij').toString('hex'), 65],
    ['seed-blank', '0'.repeat(40), 20],
    ['seed-blank', 'f'.repeat(40), 20],
  ])('that are none are refused: %s (IMP-15)', async (code, cell, bytes) => {
    const items = await read(`serial,secret\n12345678,${hex(1)}\n12345679,${cell}\n`)
    expect(items[1]).toEqual({
      ok: false,
      problem: { place: { key: 2, line: 3 }, serial: '12345679', code, facts: { bytes } },
    })
  })

  it('come back as the bytes they were written from, whatever the length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 10, maxLength: 64 }), (bytes) => {
        const buffer = Buffer.from(bytes)
        expect(decoded(buffer.toString('hex'), 'hex')).toEqual(buffer)
        expect(decoded(base32Of(bytes), 'base32')).toEqual(buffer)
        expect(decoded(base32Of(bytes).replace(/=/g, ''), 'base32')).toEqual(buffer)
        expect(decoded(buffer.toString('base64'), 'base64')).toEqual(buffer)
        expect(decoded(buffer.toString('base64url'), 'base64')).toEqual(buffer)
      }),
    )
  })

  it('never change their encoding with their order in the file', () => {
    const secret = fc.uint8Array({ minLength: 16, maxLength: 32 }).map((bytes) => Buffer.from(bytes))
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 3, maxLength: 8 }),
        fc.constantFrom(...ENCODINGS),
        (all, encoding) => {
          const write = (bytes: Buffer) =>
            encoding === 'base32' ? base32Of(bytes) : bytes.toString(encoding)
          const column = all.map(write)
          expect(encodingOf(column)).toEqual(encodingOf(column.toReversed()))
        },
      ),
    )
  })
})

describe('what spreadsheets do', () => {
  const japanese = `シリアル番号,シード,メーカー,型番\r\n12345678,${hex(1)},髙見精機,鍵Ⅱ\r\n`

  it('is undone: a mark in front, Shift_JIS, quotes, text as a formula, commas at the end, blank lines', async () => {
    for (const file of [`\ufeff${japanese}`, encodeShiftJis(japanese), japanese]) {
      expect(await record(file)).toMatchObject({
        serial: '12345678',
        manufacturer: '髙見精機',
        model: '鍵Ⅱ',
        seed: seed(1),
      })
    }
    const text = [
      'sep=;',
      '"Serial";"Secret";;',
      ';;;',
      `="00012345";"${hex(1)}";;`,
      `"=""00012346""";${hex(2)};;`,
      `'00012347;'${hex(3)};;`,
      '',
    ].join('\r\n')
    const all = await records(text)
    expect(all.map((one) => one.serial)).toEqual(['00012345', '00012346', '00012347'])
    expect(all.map((one) => one.place)).toEqual([
      { key: 1, line: 4 },
      { key: 2, line: 5 },
      { key: 3, line: 6 },
    ])
  })

  it('to leading zeros is found out and never repaired', async () => {
    const text = `${HEAD}\n99999998,${hex(1)},60,A,B\n99999999,${hex(2)},60,A,B\n100000000,${hex(3)},60,A,B\n`
    const items = await read(text)
    expect(items.map((item) => item.ok || [item.problem.code, item.problem.serial])).toEqual([
      ['leading-zeros-lost', '99999998'],
      ['leading-zeros-lost', '99999999'],
      true,
    ])
    expect(items[0]).toMatchObject({ problem: { facts: { digits: 8, others: 9 } } })
  })

  it('to leading zeros is not suspected between models, nor where a serial is written as text', async () => {
    const models = `${HEAD}\n99999998,${hex(1)},60,A,B\n7810641,${hex(2)},60,A,C\n`
    expect(await codes(models)).toEqual([null, null])
    const asText = `${HEAD}\n"99999998",${hex(1)},60,A,B\n"100000000",${hex(2)},60,A,B\n`
    expect(await codes(asText)).toEqual([null, null])
  })

  it('to leading zeros is found out behind the first lines too, whichever kind comes first', async () => {
    const lines = (count: number, write: (at: number) => string) =>
      Array.from({ length: count }, (_n, at) => write(at))
    const many = lines(9000, (at) => `${20_000_000 + at},${hex(at)}`)
    const shorter = await codes(['serial,secret', ...many, `1234567,${hex(9999)}`].join('\n'))
    expect(shorter.filter((code) => code !== null)).toEqual(['leading-zeros-lost'])
    const longer = await codes(['serial,secret', ...many, `123456789,${hex(9999)}`].join('\n'))
    expect(longer.filter((code) => code !== null)).toEqual(['leading-zeros-lost'])
  })

  it('to long numbers is found out: in the serial and in the secret', async () => {
    const text = `serial,secret\n2.60012E+12,${hex(1)}\n12345678,1.23457E+19\n123456E12345,${hex(2)}\n`
    // The last one is a serial that happens to look like it.
    expect(await codes(text)).toEqual(['scientific-notation', 'scientific-notation', null])
  })
})

describe('a key is refused, and never taken for an ordinary one (IMP-16)', () => {
  const head = 'serial,secret,type,algorithm,digits,period,counter,valid from,expiry date'
  const good = ['12345678', hex(1), 'totp', 'SHA1', '6', '30', '', '', '']
  it.each([
    ['period-refused', 5, '45', { period: 45 }],
    ['period-refused', 5, '30 minutes', {}],
    ['digits-refused', 4, '9', { digits: 9 }],
    ['digits-refused', 4, '06x', {}],
    ['algorithm-unknown', 3, 'MD5', { algorithm: 'MD5' }],
    ['algorithm-unknown', 3, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', { algorithm: '' }],
    ['usage-refused', 2, 'OCRA-1:HOTP-SHA1-6:QN08', { kind: '' }],
    ['usage-refused', 2, 'motp', { kind: 'motp' }],
    ['usage-refused', 2, 'whatever', { kind: 'whatever' }],
    ['date-unreadable', 8, '30/09/29', {}],
    ['date-unreadable', 8, '2029-02-30', {}],
    ['date-unreadable', 7, '45000', {}],
    ['serial-missing', 0, '', {}],
    ['secret-missing', 1, '', {}],
  ])('%s in column %i: %s', async (code, column, cell, facts) => {
    const row = good.with(column, cell)
    const [, item] = await read(`${head}\n${good.join(',')}\n${row.join(',')}\n`)
    expect(item).toMatchObject({ ok: false, problem: { code, facts, place: { key: 2, line: 3 } } })
    expect(JSON.stringify(item)).not.toContain('GEZD')
  })

  it('counter-refused where a counter is no number', async () => {
    expect(await codes(`serial,secret,type,counter\n12345678,${hex(1)},hotp,-1\n`)).toEqual([
      'counter-refused',
    ])
  })

  it('line-malformed: an open quote, a field too many, a sign nobody sees', async () => {
    const text = [
      HEAD,
      `12345678,"${hex(1)},60,A,B`,
      `12345679,${hex(2)},60,A,B,C`,
      `1234\u202e5670,${hex(3)},60,A,B`,
      `12345671,${hex(4)},60,A,B`,
    ]
    expect(await codes(text.join('\n'))).toEqual(['line-malformed', 'line-malformed', 'line-malformed', null])
  })

  it('and its serial is not repeated where it could be a secret', async () => {
    const items = await read(`serial,secret\n${base32(1)},12345678\n`)
    expect(items[0]?.ok).toBe(false)
    expect(JSON.stringify(items)).not.toContain(base32(1))
  })

  it('but a start in the future is kept as it is', async () => {
    const one = await record(`${head}\n${good.with(7, '2031-01-01').with(8, '2035/12/31').join(',')}\n`)
    expect(one.validFrom).toBe('2030-12-31T15:00:00.000Z')
    expect(one.validUntil).toBe('2035-12-31T15:00:00.000Z')
  })
})

describe('dates', () => {
  it.each([
    ['2029-09-30T08:00:00Z', '2029-09-30T08:00:00.000Z'],
    ['2029-09-30T08:00:00+09:00', '2029-09-29T23:00:00.000Z'],
    ['2029-09-30T08:00:00', '2029-09-29T23:00:00.000Z'],
    ['2029/9/30 8:00', '2029-09-29T23:00:00.000Z'],
    ['2029年9月30日', '2029-09-30T15:00:00.000Z'],
    ['20290930', '2029-09-30T15:00:00.000Z'],
    ['２０２９．９．３０', '2029-09-30T15:00:00.000Z'],
    ['09/30/2029', null],
    ['2029-13-01', null],
    ['2029-09-30 25:00', null],
    ['soon', null],
  ])('%s until → %s, in Japan unless it says otherwise (R-003-35)', (cell, instant) => {
    expect(instantOf(cell, 'end')).toBe(instant)
  })
})

describe('a file that is no list (IMP-07)', () => {
  it.each([
    ['UTF-16 with a mark', Buffer.from(`\ufeff${HEAD}\n`, 'utf16le'), 'encoding-refused'],
    ['UTF-16 the other way round', Buffer.from([0xfe, 0xff, 0, 0x73]), 'encoding-refused'],
    ['UTF-32', Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x73]), 'encoding-refused'],
    ['UTF-7', '+/v8-serial,secret\n', 'encoding-refused'],
    ['NUL', `${HEAD}\n1234\0`, 'encoding-refused'],
    [
      'neither UTF-8 nor Shift_JIS',
      Buffer.from([...Buffer.from('serial,secret,名前\n'), 0xff, 0xfe, 0xfd]),
      'encoding-refused',
    ],
    ['nothing but blanks', ' \n,,,\n\n', 'no-keys'],
    ['headings alone', `${HEAD}\n`, 'no-keys'],
    ['prose', 'Dear customer,\nplease find enclosed the seeds of your tokens.\n', 'header-unknown'],
    ['compressed', Buffer.from([0x1f, 0x8b, 8, 1, 1, 1, 1, 1, 1, 3, 0x4b, 0x4c]), 'encoding-refused'],
  ])('%s is refused', async (_name, file, code) => {
    expect((await faultOf(file)).code).toBe(code)
  })

  it('a line that never ends is refused long before the file is read', async () => {
    const begun = process.cpuUsage()
    let given = 0
    async function* endless(): AsyncGenerator<Buffer> {
      for (; given < 1000; given += 1) yield Buffer.alloc(1 << 20, 'a')
    }
    const reading = async () => {
      for await (const _items of readCsv(endless())) expect.unreachable()
    }
    await expect(reading()).rejects.toMatchObject({ code: 'limit-exceeded', line: 1 })
    expect(given).toBeLessThan(3)
    expect(process.cpuUsage(begun).user / 1000).toBeLessThan(2000)
  })

  it('hostile lines take no longer than others', async () => {
    const begun = process.cpuUsage()
    for (const line of [
      '"'.repeat(60_000),
      `${' '.repeat(60_000)}"`,
      ','.repeat(60_000),
      `"${'""'.repeat(30_000)}`,
      'A'.repeat(60_000),
      `${'= "'.repeat(20_000)}`,
    ]) {
      await read(`serial,secret\n12345678,${hex(1)}\n${line}\n`).catch((error) =>
        expect(error).toBeInstanceOf(SeedFileFault),
      )
    }
    // Processor time: the machine may be busy with something else.
    expect(process.cpuUsage(begun).user / 1000).toBeLessThan(2000)
  })

  it('cut off at any byte it gives the keys before the cut as they are, one in doubt or none, and never an accident', async () => {
    const text = Buffer.from(
      `シリアル番号,シード,型番\r\n${[1, 2, 3].map((at) => `1234567${at},${base32(at)},鍵${at}`).join('\r\n')}\r\n`,
    )
    const whole = await records(text)
    for (let end = 0; end < text.length; end += 1) {
      try {
        const items = await read(text.subarray(0, end))
        for (const [at, item] of items.slice(0, -1).entries()) {
          expect(item.ok && item.record.seed).toEqual(whole[at]?.seed)
        }
      } catch (error) {
        expect(error).toBeInstanceOf(SeedFileFault)
      }
    }
  })

  it('is read the same in pieces of any size', async () => {
    const text = `シリアル番号,シード,型番\r\n${[1, 2, 3].map((at) => `1234567${at},${base32(at)},鍵${at}`).join('\r\n')}\r\n`
    const whole = await read(text)
    for (const size of [1, 2, 3, 7, 100]) expect(await read(bytesOf(text), size)).toEqual(whole)
  })

  it('of any bytes at all is read or refused, and nothing else happens', async () => {
    const part = fc.oneof(
      fc.constantFrom(
        ...[
          'serial,secret\n',
          '"',
          ',',
          ';',
          '\t',
          '\r\n',
          '=',
          "'",
          hex(1),
          base32(2),
          '12345678',
          '\ufeff',
          'シード',
        ],
      ),
      fc.string({ unit: 'binary' }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 30 }), async (parts) => {
        try {
          for (const item of await read(parts.join(''))) {
            if (item.ok) expect(item.record.seed.length).toBeGreaterThanOrEqual(16)
          }
        } catch (error) {
          expect(error).toBeInstanceOf(SeedFileFault)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('a row', () => {
  it('of plain and quoted fields is what an RFC 4180 reader makes of it', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '1', ',', '"', '鍵', '-') })
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), fc.boolean(), (cells, always) => {
        const line = cells
          .map((text) => (always || /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text))
          .join(',')
        const [expected] = parse(line, { relax_column_count: true }) as string[][]
        expect(rowOf(line, ',')?.cells).toEqual(expected ?? [''])
      }),
    )
  })
})

describe('a long list', () => {
  it('of 200,000 keys is read as it comes, and held nowhere', async () => {
    const COUNT = 200_000
    async function* file(): AsyncGenerator<Buffer> {
      yield Buffer.from(`${HEAD}\n`)
      for (let from = 0; from < COUNT; from += 1000) {
        const lines = Array.from(
          { length: 1000 },
          (_n, at) => `${20_000_000 + from + at},${hex(from + at)},60,A,B\n`,
        )
        yield Buffer.from(lines.join(''))
      }
    }
    globalThis.gc?.()
    const before = process.memoryUsage().rss
    let keys = 0
    let peak = 0
    for await (const items of readCsv(file())) {
      keys += items.length
      for (const item of items) if (item.ok) item.record.seed.fill(0)
      peak = Math.max(peak, process.memoryUsage().rss)
    }
    expect(keys).toBe(COUNT)
    // What an import may take at most. The process grows as lazily as its collector is, more so on a busy machine.
    expect((peak - before) / 2 ** 20).toBeLessThan(256)
  })

  it('stops when somebody cancels', async () => {
    const stop = new AbortController()
    async function* file(): AsyncGenerator<Buffer> {
      yield Buffer.from(`${HEAD}\n`)
      for (let at = 0; ; at += 1) yield Buffer.from(`${20_000_000 + at},${hex(at)},60,A,B\n`)
    }
    const reading = async () => {
      for await (const _items of readCsv(file(), { signal: stop.signal })) stop.abort()
    }
    await expect(reading()).rejects.toMatchObject({ code: 'cancelled' })
  })
})
