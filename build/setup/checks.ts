/**
 * `npm run -s checks`: every check with what the newest runs of both suites found. `npm test` writes that down; where
 * it has not run yet, the suites are run first. `--run` runs them in any case.
 */
import { currentCommit, readRecord, type TestRecord } from '../checks/record.ts'
import { sampledFiles } from '../checks/sampled.ts'
import { printedChecks, tabled } from '../checks/table.ts'
import { buildIfNeeded } from './build.ts'
import { say } from './child.ts'
import { wantsVirtualDisplay } from './display.ts'
import { prepare } from './prepare.ts'
import { runUnitTests } from './unit.ts'
import { runWindowTests } from './window.ts'

const made = ({ suite, madeAt, commit, tests }: TestRecord, now: string): string => {
  const when = `${suite}: ${tests.length} tests, ${madeAt}`
  if (commit === '') return `${when}.`
  return `${when}, of ${commit}${commit === now ? '' : ` (now ${now})`}.`
}

export async function checks(args: readonly string[]): Promise<number> {
  const again = args.includes('--run')
  if (again || readRecord('unit') === undefined || readRecord('window') === undefined) {
    const env = { ...process.env }
    const runtime = await prepare(env, { virtualDisplay: wantsVirtualDisplay(), tests: true })
    if (!runtime) return 1
    if (again || readRecord('unit') === undefined) await runUnitTests(env, 'unit')
    if (again || readRecord('window') === undefined) {
      if (!(await buildIfNeeded())) return 1
      await runWindowTests(env, [], 'window')
    }
  }
  const unit = readRecord('unit')
  const window = readRecord('window')
  if (unit === undefined || window === undefined) {
    say('a suite did not come to its end, so there is no table.')
    return 1
  }
  const long = [readRecord('long'), readRecord('long-window')].filter((record) => record !== undefined)
  const rows = tabled({
    tests: [...unit.tests, ...window.tests],
    long: long.flatMap(({ tests }) => tests),
    sampled: new Set(sampledFiles()),
  })
  const now = currentCommit()
  for (const record of [unit, window, ...long]) say(made(record, now))
  console.log(`\n${printedChecks(rows)}`)
  return rows.some(({ state }) => state === 'failed') ? 1 : 0
}
