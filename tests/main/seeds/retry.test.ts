import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SeedProblem } from '#main/seeds/record'
import { csvField, retryList } from '#main/seeds/retry'

const FORMULAS = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '＝1',
  '＋1',
  '－1',
  '＠x',
  ' =1',
  '\u3000=1',
  "'=1",
]

describe('a field of a list for a spreadsheet (IMP-12)', () => {
  it.each(FORMULAS)('that begins as %j does gets an apostrophe, so that nothing is computed', (text) => {
    const [[cell = ''] = []] = parse(`${csvField(text)}\r\n`) as string[][]
    expect(cell.startsWith("'")).toBe(true)
    expect(cell.slice(1)).toBe(text)
  })

  it('is the text again for whoever reads RFC 4180 and takes the apostrophe away', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({
        unit: fc.constantFrom('=', '+', '-', '@', '"', "'", ',', '\n', '\r', '\t', ' ', '＝', '1', '鍵'),
      }),
    )
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 4 }), (cells) => {
        const [row = []] = parse(`${cells.map(csvField).join(',')}\r\n`, {
          record_delimiter: '\r\n',
        }) as string[][]
        expect(row.map((cell) => (cell.startsWith("'") ? cell.slice(1) : cell))).toEqual(cells)
        for (const cell of row) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠\t\r\n]/u)
      }),
    )
  })

  it('may be 32,000 characters long', () => {
    const long = `=${'"'.repeat(32_000)}`
    const [[cell = ''] = []] = parse(`${csvField(long)}\r\n`) as string[][]
    expect(cell).toBe(`'${long}`)
  })
})

describe('the retry list', () => {
  const problems: readonly SeedProblem[] = [
    { place: { key: 3, line: 4 }, serial: '12345678', code: 'period-refused', facts: { period: 45 } },
    { place: { key: 9, line: 11 }, serial: null, code: 'serial-missing', facts: {} },
  ]
  const text = [
    ...retryList(problems, {
      headings: ['シリアル番号', '番目', '行', '符号', 'わけ'],
      reason: ({ code }) => `わけ, "${code}"`,
    }),
  ].join('')

  it('has a mark, five columns and one line per key, and none for a secret (IMP-12)', () => {
    expect(text.startsWith('\ufeff')).toBe(true)
    expect(text.split('\r\n')).toHaveLength(4)
    expect(parse(text, { bom: true })).toEqual([
      ['シリアル番号', '番目', '行', '符号', 'わけ'],
      ['12345678', '3', '4', 'period-refused', 'わけ, "period-refused"'],
      ['', '9', '11', 'serial-missing', 'わけ, "serial-missing"'],
    ])
  })
})
