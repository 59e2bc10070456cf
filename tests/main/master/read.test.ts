import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BadLine,
  type Examined,
  examine,
  LIMITS,
  type Limits,
  type Row,
  rowsOf,
} from '#main/master/read'
import { type MasterSource, sourceOfBytes } from '#main/master/source'
import { atOnce } from '#main/master/steps'
import type { FileRefusal } from '#shared/master'
import { encodeShiftJis } from '../../../build/sample/shift-jis.ts'

const HEAD = '契約番号,サービス,契約者名,契約者名カナ,取引店番,利用者ID,利用者名,利用権限'
const LINE = 'FB001,P000,若葉金物店,ﾜｶﾊﾞ,999,M1,若林,管理者'
const bytes = (text: string) => Buffer.from(text, 'utf8')

/** A source that hands out pieces of the given size, to cut characters and line ends in two. */
const inPieces = (data: Uint8Array, size: number): MasterSource => ({
  bytes: data.length,
  *chunks() {
    for (let at = 0; at < data.length; at += size) yield data.subarray(at, at + size)
  },
})

const look = (data: Uint8Array | string, limits: Limits = LIMITS) =>
  atOnce(examine(sourceOfBytes(typeof data === 'string' ? bytes(data) : data), limits))
const refusal = (data: Uint8Array | string, limits?: Limits): FileRefusal | undefined => {
  const result = look(data, limits)
  return result.ok ? undefined : result.error
}
const known = (source: MasterSource): Examined => {
  const result = atOnce(examine(source))
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}
const items = (source: MasterSource): (Row | BadLine)[] => {
  const all: (Row | BadLine)[] = []
  for (const batch of rowsOf(source, known(source))) all.push(...batch.items)
  return all
}
const rows = (text: string) => items(sourceOfBytes(bytes(text)))
const bad = (text: string) =>
  rows(text).flatMap((item) => ('code' in item ? [[item.line, item.lastLine, item.code]] : []))

describe('the encoding', () => {
  it.each([
    ['utf-8', bytes(`${HEAD}\n${LINE}\n`)],
    ['utf-8-bom', bytes(`\uFEFF${HEAD}\n${LINE}\n`)],
    ['shift_jis', encodeShiftJis(`${HEAD}\r\n${LINE}\r\n`)],
  ] as const)('is found to be %s and read to the same rows', (encoding, data) => {
    const source = sourceOfBytes(data)
    expect(known(source).encoding).toBe(encoding)
    expect(items(source)).toMatchObject([{ line: 2, cells: LINE.split(',') }])
  })

  it('keeps the name kanji that Shift_JIS has in its extension rows only', () => {
    const line = LINE.replace('若林', '髙橋 﨑山')
    expect(items(sourceOfBytes(encodeShiftJis(`${HEAD}\r\n${line}\r\n`)))).toMatchObject([
      { cells: line.split(',') },
    ])
  })

  it('is UTF-8 where the bytes would be valid as both', () => {
    // C3 BD is the letter ý, or half-width ﾃｽ. Such a name is not katakana and is named later, line by line.
    const head = 'contract_no,service,name,kana,dealing_branch,user_id,user_name,role\n'
    const data = Buffer.concat([
      bytes(`${head}A01,P000,X,`),
      Buffer.from([0xc3, 0xbd]),
      bytes(',999,M1,Y,admin\n'),
    ])
    expect(known(sourceOfBytes(data)).encoding).toBe('utf-8')
  })

  it.each([
    ['UTF-16 with a mark, little-endian', Buffer.from(`\uFEFF${HEAD}\n`, 'utf16le'), 'encoding-utf16'],
    ['UTF-16 with a mark, big-endian', Buffer.from(`\uFEFF${HEAD}\n`, 'utf16le').swap16(), 'encoding-utf16'],
    [
      'UTF-16 without a mark',
      Buffer.from('contract_no,service,name\nA01,P000,X\n', 'utf16le'),
      'encoding-utf16',
    ],
    [
      'EUC-JP',
      Buffer.concat([Buffer.from([0xb7, 0xc0, 0xcc, 0xf3, 0xc8, 0xd6, 0xb9, 0xe6, 0xff]), bytes('\n')]),
      'encoding-unknown',
    ],
    ['UTF-8 cut in the middle of a character', bytes(`${HEAD}\n${LINE}`).subarray(0, -1), 'encoding-unknown'],
    [
      'UTF-8 with one wrong byte',
      Buffer.concat([bytes(`${HEAD}\n`), Buffer.from([0xff])]),
      'encoding-unknown',
    ],
    ['a NUL', bytes(`${HEAD}\n${LINE.replace('M1', 'M\u00001')}\n`), 'nul-bytes'],
    ['nothing', Buffer.alloc(0), 'empty'],
    ['only blank lines', bytes('\n\r\n,,,\n'), 'empty'],
  ])('refuses %s as a whole', (_, data, code) => {
    expect(refusal(data)?.code).toBe(code)
  })

  it('never replaces a byte it cannot read by a substitute', () => {
    const data = Buffer.concat([
      encodeShiftJis(`${HEAD}\r\n`),
      Buffer.from([0x81, 0x20]),
      encodeShiftJis('\r\n'),
    ])
    expect(refusal(data)?.code).toBe('encoding-unknown')
  })

  it('refuses a file over the limit before reading it', () => {
    const source: MasterSource = {
      bytes: LIMITS.bytes + 1,
      // biome-ignore lint/correctness/useYield: reaching it is the failure
      *chunks() {
        throw new Error('was read')
      },
    }
    expect(atOnce(examine(source))).toMatchObject({ error: { code: 'too-large', limit: LIMITS.bytes } })
  })
})

describe('the heading', () => {
  it('is found in any order, by Japanese or English names, whatever their width', () => {
    const data = `ｒｏｌｅ,User ID,利用者名,Dealing-Branch,カナ名称,name,サービス区分,契約番号\n管理者,M1,若林,999,ﾜｶﾊﾞ,若葉,P000,FB001\n`
    const { columns } = known(sourceOfBytes(bytes(data)))
    expect(columns.at).toEqual({
      role: 0,
      userId: 1,
      userName: 2,
      dealingBranch: 3,
      kana: 4,
      name: 5,
      service: 6,
      contractNo: 7,
    })
  })

  it.each([
    ['a missing column', HEAD.replace('利用者ID,', ''), 'header-missing', ['userId']],
    ['no heading at all', LINE, 'header-missing', undefined],
    ['a doubled column', `${HEAD},ログインID`, 'header-duplicated', ['ログインID']],
    [
      'half of what belongs together',
      `${HEAD},トークンID`,
      'header-missing',
      ['registration', 'authentication'],
    ],
    ['a password column', `${HEAD},承認用パスワード`, 'secret-column', ['承認用パスワード']],
    ['a column of seeds', `${HEAD},Token Seed`, 'secret-column', ['Token Seed']],
    ['an open quote', `"${HEAD}`, 'header-broken', undefined],
  ])('is refused with %s', (_, head, code, columns) => {
    const found = refusal(`${head}\n${LINE}\n`)
    expect(found?.code).toBe(code)
    if (columns !== undefined) expect(found?.columns).toEqual(columns)
  })

  it('names columns that are not read', () => {
    expect(known(sourceOfBytes(bytes(`${HEAD},備考\n`))).columns.ignored).toEqual(['備考'])
  })

  it('does not count a spreadsheet’s trailing commas', () => {
    expect(rows(`${HEAD},,,\n${LINE},,,\n${LINE}\n`)).toMatchObject([{ line: 2 }, { line: 3 }])
    expect(bad(`${HEAD},,,\n${LINE},x\n`)).toEqual([[2, 2, 'column-count']])
  })
})

describe('the lines', () => {
  it('may end in CR LF, LF or CR, also mixed, and are counted as an editor counts them', () => {
    const lines = rows(`${HEAD}\r\n${LINE}\n\n${LINE}\r${LINE}\r\n,,,,\n${LINE}`)
    expect(lines.map((row) => row.line)).toEqual([2, 4, 5, 7])
  })

  it('are the same wherever the file is cut into pieces', () => {
    const data = bytes(`\uFEFF${HEAD}\r\n${LINE}\r\n"FB,2",P000,𠮷野,ﾖｼﾉ,999,M2,若林,管理者\r${LINE}\n`)
    const whole = items(sourceOfBytes(data))
    expect(whole).toHaveLength(3)
    for (let size = 1; size < 40; size += 1) {
      expect(items(inPieces(data, size)), `pieces of ${size}`).toEqual(whole)
    }
    const shiftJis = encodeShiftJis(`${HEAD}\r\n${LINE}\r\n`)
    for (let size = 1; size < 20; size += 1) expect(items(inPieces(shiftJis, size))).toHaveLength(1)
  })

  it('read quoted fields as RFC 4180 writes them', () => {
    const line = LINE.replace('若葉金物店', '"カフェ ""ひだまり"", 本店"')
    expect(rows(`${HEAD}\n${line}\n`)).toMatchObject([
      { cells: ['FB001', 'P000', 'カフェ "ひだまり", 本店', 'ﾜｶﾊﾞ', '999', 'M1', '若林', '管理者'] },
    ])
  })

  it('lose one line at most to a broken quote, never the lines behind it', () => {
    const open = LINE.replace('若葉金物店', '"若葉金物店')
    const inside = LINE.replace('若葉金物店', '若"葉"金物店')
    const text = [HEAD, LINE, open, LINE, inside, LINE, `${LINE}"`, LINE].join('\n')
    expect(bad(text)).toEqual([
      [3, 3, 'quotes-broken'],
      [5, 5, 'quotes-broken'],
      [7, 7, 'quotes-broken'],
    ])
    expect(
      rows(text)
        .filter((item) => !('code' in item))
        .map((item) => item.line),
    ).toEqual([2, 4, 6, 8])
  })

  it('never take the inside of a quoted field for lines of their own', () => {
    const text = [HEAD, LINE.replace('若葉金物店', `"若葉\n${LINE}\n金物店"`), LINE].join('\n')
    expect(rows(text)).toMatchObject([{ line: 2, lastLine: 4, code: 'line-break-in-field' }, { line: 5 }])
  })

  it('with too few or too many fields are named with their count', () => {
    expect(rows(`${HEAD}\nFB001,P000\n${LINE},x\n`)).toMatchObject([
      { line: 2, code: 'column-count', found: '2' },
      { line: 3, code: 'column-count', found: '9' },
    ])
  })

  it('that are endless are rejected without being kept', () => {
    const endless = 'x'.repeat(5_000_000)
    const text = `${HEAD}\n${LINE}\n${endless}\n${LINE}\n"${endless}\n${LINE}`
    const found = rows(text)
    expect(found.map((item) => ('code' in item ? item.code : item.line))).toEqual([
      2,
      'line-too-long',
      4,
      'line-too-long',
      6,
    ])
    expect(JSON.stringify(found).length).toBeLessThan(100_000)
  })

  it('are refused as a whole beyond the limit', () => {
    const limits = { ...LIMITS, lines: 2 }
    const source = sourceOfBytes(bytes(`${HEAD}\n${LINE}\n${LINE}\n${LINE}\n`))
    const examined = { ...known(source), limits }
    const batches = rowsOf(source, examined)
    expect(batches.next()).toMatchObject({ done: true, value: { code: 'too-many-lines', limit: 2 } })
  })

  it('that all have broken quotes do not make reading slow', () => {
    const text = `${HEAD}\n${`${LINE}"\n`.repeat(40_000)}`
    const begun = process.cpuUsage()
    expect(rows(text)).toHaveLength(40_000)
    expect(process.cpuUsage(begun).user).toBeLessThan(5_000_000)
  })

  it('agree with csv-parse on every well-formed file', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ' ', '若', 'ｶ'), maxLength: 5 })
    const line = fc.array(cell, { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (records) => {
        const visible = records.filter((record) =>
          record.some((value) => value.trim() !== '' && value !== ','),
        )
        const text = visible
          .map((record) =>
            record
              .map((value) => (/[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value))
              .join(','),
          )
          .join('\n')
        const read = rows(`${HEAD}\n${text}\n`).map((item) => ('cells' in item ? item.cells : item))
        const expected: string[][] = text === '' ? [] : parse(text, { relax_column_count: true })
        expect(read).toEqual(expected)
      }),
    )
  })
})
