import { describe, expect, it } from 'vitest'
import { operations } from '#shared/operations'
import { refusalNumbers } from '#shared/refusals'
import { filesUnder, read, sources, withoutComments } from './sources.ts'

/** Every "no" is somebody's: an operation or the gate may give it, some code gives it, and some test earns it. */

const codes = Object.keys(refusalNumbers)
const quoted = (code: string) => `'${code}'`

/** What the gate itself may refuse with, as its type says. */
const gates = [
  ...(
    /export type GateRefusal =([\s\S]*?)(?:\n\n|$)/.exec(read('src-shared/contract.ts').text)?.[1] ?? ''
  ).matchAll(/'([a-z-]+)'/g),
].map(([, code]) => code)

const given = sources
  .filter(({ path }) => path.startsWith('src-main/') || path === 'src-shared/life.ts')
  .map(({ text }) => withoutComments(text))
  .join('\n')

const earning = [
  ...filesUnder('tests/main', /\.test\.ts$/),
  ...filesUnder('tests/shared', /\.test\.ts$/).filter((path) => !path.includes('/messages/')),
  ...filesUnder('tests/window', /\.ts$/),
]
  .map((path) => withoutComments(read(path).text))
  .join('\n')

describe('a refusal', () => {
  it.each(codes)('%s may be given by an operation or the gate, is given, and is earned by a test', (code) => {
    const listed = Object.values(operations).some(({ refusals }) =>
      (refusals as readonly string[]).includes(code),
    )
    expect(listed || gates.includes(code), 'nobody may give it').toBe(true)
    expect(given.includes(quoted(code)), 'nobody gives it').toBe(true)
    expect(earning.includes(quoted(code)), 'no test earns it').toBe(true)
  })

  it('has a number of its own for the help desk', () => {
    const numbers = Object.values(refusalNumbers)
    expect(new Set(numbers).size).toBe(numbers.length)
    for (const number of numbers) expect(number).toMatch(/^[A-Z]{2}-\d{4}$/)
  })

  it('that the gate or an operation names is one we know', () => {
    expect(gates.length).toBeGreaterThan(8)
    const named = [
      ...gates,
      ...Object.values(operations).flatMap(({ refusals }) => refusals as readonly string[]),
    ]
    expect(named.filter((code) => !codes.includes(code ?? ''))).toEqual([])
  })
})
