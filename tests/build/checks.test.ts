import { describe, expect, it } from 'vitest'
import { CHECKS, type Check, checksIn, NEEDS_PACKAGE, WITHOUT_TEST } from '../../build/checks/list.ts'
import type { Ran } from '../../build/checks/record.ts'
import { printedChecks, tabled } from '../../build/checks/table.ts'
import { proofsInTests } from '../../build/trace/table.ts'

const titles = proofsInTests()
const carried = new Set(titles.filter(({ proves }) => proves).flatMap(({ title }) => [...checksIn(title)]))
const runnable = CHECKS.filter(({ id }) => !Object.hasOwn(NEEDS_PACKAGE, id))

describe('the list of checks', () => {
  it('has each one once, with what it says and how it is run', () => {
    expect(CHECKS).toHaveLength(132)
    expect(new Set(CHECKS.map(({ id }) => id)).size).toBe(132)
    for (const { id, run, says } of CHECKS) {
      expect(checksIn(id), id).toEqual([id])
      expect(run.length, id).toBeGreaterThan(0)
      expect(says.length, id).toBeGreaterThan(20)
    }
  })

  it('excuses only what needs a packaged program, with the reason', () => {
    for (const [id, why] of Object.entries(NEEDS_PACKAGE)) {
      expect(CHECKS.find((check) => check.id === id)?.run, id).toContain('P')
      expect(why.length, id).toBeGreaterThan(20)
    }
  })

  it('has a test for every check of priority 0 that can be run here', () => {
    const missing = runnable.filter(({ id }) => !carried.has(id))
    expect(missing.filter(({ priority }) => priority === 0).map(({ id }) => id)).toEqual([])
  })

  it('gives the reason for each that has none, and for no other', () => {
    for (const { id } of runnable) expect(Object.hasOwn(WITHOUT_TEST, id), id).toBe(!carried.has(id))
    for (const why of Object.values(WITHOUT_TEST)) expect(why).toMatch(/^(no test yet|a )/)
  })

  it('is not hidden behind a range in a title', () => {
    expect(
      titles.filter(({ title }) =>
        /\b[A-Z]{2,3}-\d{2}\s*(…|\.\.|–|-|bis|to)\s*([A-Z]{2,3}-)?\d{2}\b/.test(title),
      ),
    ).toEqual([])
  })
})

describe('the table', () => {
  // Names are put together, so that no title here carries one.
  const name = (group: string, no: number): string => `${group}-0${no}`
  const check = (no: number, over: Partial<Check> = {}): Check => ({
    id: name('STO', no),
    priority: 0,
    run: ['N'],
    says: `number ${no}`,
    ...over,
  })
  const ran = (no: number, state: Ran['state'], file = 'tests/a.test.ts'): Ran => ({
    file,
    title: `it holds (${name('STO', no)})`,
    state,
  })
  const big = new Set(['tests/big.test.ts'])
  const one = (tests: readonly Ran[], long: readonly Ran[] = [], over: Partial<Check> = {}) => {
    const [row] = tabled({ tests, long, sampled: big }, [check(1, over)])
    return `${row?.state}: ${row?.why}`
  }

  it('passes a check only when all of its tests passed', () => {
    expect(one([ran(1, 'passed'), ran(1, 'passed')])).toBe('passed: ')
    expect(one([ran(1, 'passed'), ran(1, 'failed')])).toMatch(/^failed: tests\/a\.test\.ts/)
    expect(one([ran(1, 'passed'), ran(1, 'skipped')])).toBe('not run: 1 of 2 tests cannot run here')
    expect(one([ran(2, 'passed')])).toBe('not run: no test names it')
  })

  it('says where npm test only samples, and lets a failure at full size count', () => {
    const small = ran(1, 'passed', 'tests/big.test.ts')
    const left = ran(1, 'skipped', 'tests/big.test.ts')
    expect(one([small])).toMatch(/^passed: sampled/)
    expect(one([small, left])).toMatch(/^passed: sampled/)
    expect(one([left])).toMatch(/^not run/)
    expect(one([small], [small])).toBe('passed: run at full size too')
    expect(one([small], [{ ...small, state: 'failed' }])).toMatch(/^failed: at full size/)
  })

  it('never passes what needs a package, and says what else the package would show', () => {
    const [packaged] = CHECKS.filter(({ id }) => Object.hasOwn(NEEDS_PACKAGE, id))
    const test = { file: 'a', title: packaged?.id ?? '', state: 'passed' as const }
    const rows = tabled({ tests: [test], long: [], sampled: big }, packaged === undefined ? [] : [packaged])
    expect(rows.map(({ state }) => state)).toEqual(['not run'])
    expect(one([ran(1, 'passed')], [], { run: ['S', 'P'] })).toBe('passed: in the packaged program not run')
  })

  it('closes with the sum', () => {
    const rows = tabled({ tests: [ran(1, 'passed'), ran(2, 'failed')], long: [], sampled: big }, [
      check(1),
      check(2),
      check(3),
    ])
    const text = printedChecks(rows)
    expect(text.split('\n').at(-1)).toBe('passed 1, failed 1, not run 1, of 3')
    expect(text).toContain(`– ${name('STO', 3)} P0 N   not run here`)
  })
})
