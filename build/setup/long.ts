/** `npm run test:long`: the tests whose counts `npm test` only samples, at full size. Takes hours, not minutes. */
import { sampledFiles } from '../checks/sampled.ts'
import { buildIfNeeded } from './build.ts'
import { runNode, say, tools } from './child.ts'
import { wantsVirtualDisplay } from './display.ts'
import { prepare } from './prepare.ts'
import { runUnitTests } from './unit.ts'
import { runWindowTests } from './window.ts'

export async function long(args: readonly string[]): Promise<number> {
  // The counts of the random walks and of the kills, unless somebody has chosen others.
  const env = { MADOGUCHI_WALKS: '10000', MADOGUCHI_KILLS: '1000', ...process.env, MADOGUCHI_LONG: '1' }
  const runtime = await prepare(env, { virtualDisplay: wantsVirtualDisplay(), tests: true })
  if (!runtime) return 1
  // A selection of the person's own is run, and not written down: it proves part of a table.
  if (args.length > 0)
    return (await runNode(tools.vitest, ['run', '--config', 'tests/vitest.config.ts', ...args], { env })).code
  const { units, windows } = Object.groupBy(sampledFiles(), (file) =>
    /\.spec\.ts$/.test(file) ? 'windows' : 'units',
  )
  if (units === undefined || windows === undefined) {
    say('no test of one of the suites knows a larger size.')
    return 1
  }
  say(`${units.length} files without a window at full size …`)
  const unit = await runUnitTests(env, 'long', units)
  if (!(await buildIfNeeded())) return 1
  say(`${windows.length} files with one …`)
  const window = await runWindowTests(env, windows, 'long-window')
  return unit.code === 0 && window.code === 0 ? 0 : 1
}
