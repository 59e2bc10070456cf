import { describe, expect, it } from 'vitest'
import { FACTS, hasRange, KINDS, numbersIn } from '../../build/trace/numbers.ts'
import { OPEN } from '../../build/trace/open.ts'
import { printed, proofsInTests, traced } from '../../build/trace/table.ts'
import { titlesOf } from '../../build/trace/titles.ts'

const table = traced(proofsInTests())

describe('every numbered fact of the guides', () => {
  it('is proven by a test that names it, or listed with the reason why not, and never both', () => {
    expect(table.faults).toEqual([])
    expect(table.rows.length).toBe(FACTS.length)
    for (const row of table.rows) expect(row.proofs.length > 0, row.number).toBe(row.open === null)
  })

  it('is there once, in order and without a gap, with its kind and its fact', () => {
    const count = { 'R-000': 51, 'R-001': 25, 'R-002': 40, 'R-003': 43, 'R-004': 30, C: 27, E: 14, G: 12 }
    const expected = Object.entries(count).flatMap(([series, last]) =>
      Array.from({ length: last }, (_none, place) => `${series}-${String(place + 1).padStart(2, '0')}`),
    )
    expect(FACTS.map((fact) => fact.number)).toEqual(expected)
    for (const { number, kind, says } of FACTS) {
      expect(says.length, number).toBeGreaterThan(3)
      const kinds = kind.split('/').filter((one) => one !== '')
      expect(kinds.length > 0, number).toBe(number.startsWith('R-'))
      expect(kinds.filter((one) => !KINDS.some((known) => known === one))).toEqual([])
    }
  })

  it('that is open says why in a sentence', () => {
    for (const [number, reason] of Object.entries(OPEN)) expect(reason, number).toMatch(/^\S.{15,}\.$/)
  })
})

describe('a table that is not complete', () => {
  const facts = [
    { number: 'R-000-01', kind: 'P', says: 'a fact' },
    { number: 'E-03', kind: '', says: 'an exception' },
  ]
  const at = (title: string, proves = true) => ({ file: 'a.test.ts', line: 1, title, proves })
  const faults = (titles: readonly ReturnType<typeof at>[], open: Readonly<Record<string, string>>) =>
    traced(titles, facts, open).faults

  it.each([
    ['a number without a test or a reason', [at('a (E-03)')], {}, /R-000-01 is neither/],
    ['a number with both', [at('a (E-03, R-000-01)')], { 'E-03': 'why' }, /E-03 is proven .* still/],
    ['an empty reason', [at('a (E-03)')], { 'R-000-01': ' ' }, /R-000-01 .* without a reason/],
    [
      'a number in a title that is not there',
      [at('a (E-03, R-000-01, R-009-01)')],
      {},
      /names R-009-01, which does not/,
    ],
    ['a number in the list that is not there', [at('E-03, R-000-01')], { 'G-99': 'why' }, /G-99 is listed/],
    ['a range', [at('a (E-03, R-000-01…07)')], {}, /range/],
    ['a test that is skipped', [at('R-000-01'), at('E-03', false)], {}, /E-03 is neither/],
  ])('is told apart by %s', (_what, titles, open, fault) => {
    expect(faults(titles, open)).toHaveLength(1)
    expect(faults(titles, open)[0]).toMatch(fault)
  })

  it('and one that is complete is told too, its sum last', () => {
    const whole = traced([at('unlocks them (E-03)')], facts, { 'R-000-01': 'why' })
    expect(whole.faults).toEqual([])
    const text = printed(whole)
    expect(text).toMatch(/^E-03 +an exception\n {4}✓ a\.test\.ts:1 {2}unlocks them \(E-03\)$/m)
    expect(text).toMatch(/^R-000-01 +P +a fact\n {4}– why$/m)
    expect(text.split('\n').at(-1)).toBe('proven 1, open 1, of 2')
  })
})

// What is planted here stands in no title of this file: there it would count as a proof.
describe('a number in a title', () => {
  it('is found as it is written, and no number of another kind is taken for one', () => {
    expect(numbersIn('what the paper says (R-000-44, R-000-45), R-000-44')).toEqual(['R-000-44', 'R-000-45'])
    expect(numbersIn('E-01: a token is reset（G-07）')).toEqual(['E-01', 'G-07'])
    expect(numbersIn('R-012-000123, 012-261121-001, IPC-01, MC-01, AUD-12, DP0331735022, C-011')).toEqual([])
  })

  it('is never one end of a range', () => {
    const ranges = [
      'R-000-47…49',
      'R-000-47–R-000-49',
      'R-000-47 to 49',
      'R-004-18/19',
      'E-04, 06',
      'E-01-03',
    ]
    expect(ranges.filter((title) => !hasRange(title))).toEqual([])
    const apart = [
      'R-000-47, R-000-49',
      'E-03: all locked',
      '(C-12) 30 minutes',
      'R-004-19, E-03 is its case',
    ]
    expect(apart.filter(hasRange)).toEqual([])
  })
})

describe('titles are read from the source', () => {
  const titles = (text: string) => titlesOf('a.test.tsx', text).map(({ title }) => title)

  it('with the groups around them, over lines, templates and options', () => {
    const source = [
      "describe('one', { timeout: 3 }, () => {",
      "  it(\n    'first',\n    async () => {},\n  )",
      '  describe(`two $' + "{N} deep`, () => it('second', () => {}))",
      '})',
      "test.describe('three', () => { test('third', async () => {}) })",
      'const view = <p title={tell("x")}>{test.name}</p>',
    ].join('\n')
    expect(titlesOf('a.test.tsx', source)).toEqual([
      { line: 2, title: 'one › first', proves: true },
      { line: 6, title: 'one › two … deep › second', proves: true },
      { line: 8, title: 'three › third', proves: true },
    ])
  })

  it('with the rows of a table in their places', () => {
    expect(titles("it.each([['a', 1], ['b', 2]] as const)('%s is %i', () => {})")).toEqual([
      'a is 1',
      'b is 2',
    ])
    expect(titles("it.each<[string]>([['a']])('%s', () => {})")).toEqual(['a'])
    expect(titles("const rows = [{ of: 'R-000-01' }]; it.each(rows)('is $of', () => {})")).toEqual([
      'is R-000-01',
    ])
    expect(titles("it.each(load())('row %s', () => {})")).toEqual(['row %s'])
    expect(titles("describe.each(['x', 'y'])('in %s', () => { it('is', () => {}) })")).toEqual([
      'in x › is',
      'in y › is',
    ])
  })

  it('and not from comments, texts, other calls, or what is not run', () => {
    const word = 'skip'
    expect(titles("// it('a', () => {})\nconst text = \"it('b', () => {})\"\nx.it('c', () => {})")).toEqual(
      [],
    )
    expect(titles("test.use({ a: 1 }); test.setTimeout(3); expect.poll('d'); test.step('e', f)")).toEqual([])
    expect(titlesOf('a.ts', `describe.${word}('a', () => { it('b', () => {}) })`)).toMatchObject([
      { title: 'a › b', proves: false },
    ])
    expect(titlesOf('a.ts', `test.${word}(onOther, 'why'); test('b', () => {})`)).toMatchObject([
      { title: 'b', proves: true },
    ])
    expect(() => titles('it(')).toThrow(SyntaxError)
  })
})
