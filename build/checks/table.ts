/** Every check beside what the newest test runs found. */
import { CHECKS, type Check, checksIn, NEEDS_PACKAGE, WITHOUT_TEST } from './list.ts'
import type { Ran } from './record.ts'

export type State = 'passed' | 'failed' | 'not run'
export type Row = Check & {
  readonly state: State
  /** Why it was not run, or how far what was run reaches; empty when there is nothing to say. */
  readonly why: string
  readonly tests: readonly Ran[]
}

export type Facts = {
  /** Both suites. */
  readonly tests: readonly Ran[]
  /** The full-sized run of the files that know one, where there has been one. */
  readonly long: readonly Ran[]
  /** Files whose counts are larger under `npm run test:long`. */
  readonly sampled: ReadonlySet<string>
}

/**
 * A check has passed only when all its tests have. A test that was left out counts as passed only when it is one of the
 * full-sized ones and smaller ones of the same check passed; then the row says so.
 */
export function tabled(facts: Facts, checks: readonly Check[] = CHECKS): readonly Row[] {
  const byCheck = new Map<string, Ran[]>()
  for (const test of facts.tests)
    for (const id of checksIn(test.title)) byCheck.set(id, [...(byCheck.get(id) ?? []), test])
  const longOf = (id: string): readonly Ran[] =>
    facts.long.filter(({ title }) => checksIn(title).includes(id))

  return checks.map((check): Row => {
    const tests = byCheck.get(check.id) ?? []
    const row = (state: State, why: string): Row => ({ ...check, state, why, tests })
    const packaged = NEEDS_PACKAGE[check.id]
    const failed = tests.filter(({ state }) => state === 'failed')
    if (failed.length > 0)
      return row('failed', failed.map(({ file, title }) => `${file}: ${title}`).join('; '))
    const long = longOf(check.id)
    const failedLong = long.filter(({ state }) => state === 'failed')
    if (failedLong.length > 0)
      return row('failed', `at full size: ${failedLong.map(({ title }) => title).join('; ')}`)
    if (packaged !== undefined) return row('not run', packaged)
    const left = tests.filter(({ state }) => state === 'skipped')
    const passed = tests.length - left.length
    if (tests.length === 0) return row('not run', WITHOUT_TEST[check.id] ?? 'no test names it')
    const known = ({ file }: Ran): boolean => facts.sampled.has(file)
    // In each of its sampled files, not in one of them; titles may say another count there.
    const full = tests
      .filter(known)
      .every(({ file }) => long.some((ran) => ran.file === file && ran.state === 'passed'))
    if (left.some((test) => !known(test)) || passed === 0)
      return row('not run', `${left.length} of ${tests.length} tests cannot run here`)
    const says = [
      ...(tests.some(known)
        ? [full ? 'run at full size too' : 'sampled; npm run test:long runs all of it']
        : []),
      ...(check.run.includes('P') ? ['in the packaged program not run'] : []),
    ]
    return row('passed', says.join('; '))
  })
}

const MARKS: Readonly<Record<State, string>> = { passed: '✓', failed: '✗', 'not run': '–' }

/** The table as text; the last line is the sum: `passed N, failed N, not run N, of N`. */
export function printedChecks(rows: readonly Row[]): string {
  const lines = rows.map(({ id, priority, run, says, state, why, tests }) => {
    const shown = state === 'not run' ? 'not run here' : state
    const count = tests.length === 0 ? '' : `  ${tests.length} ${tests.length === 1 ? 'test' : 'tests'}`
    const head = `${MARKS[state]} ${id} P${priority} ${run.join('').padEnd(2)}  ${shown.padEnd(12)}${count.padEnd(11)}  ${says}`
    return why === '' ? head : `${head}\n    ${why}`
  })
  const sum = (wanted: State): number => rows.filter(({ state }) => state === wanted).length
  return [
    ...lines,
    '',
    `passed ${sum('passed')}, failed ${sum('failed')}, not run ${sum('not run')}, of ${rows.length}`,
  ].join('\n')
}
