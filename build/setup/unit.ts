/** The unit suite, whole or at full size. */
import { RECORD, type Suite } from '../checks/record.ts'
import { sampledFiles } from '../checks/sampled.ts'
import { type Ran, runNode, say, tools } from './child.ts'
import { prepare } from './prepare.ts'

/** Runs it and has it written down for `npm run -s checks`. Everything must be prepared. */
export function runUnitTests(
  env: NodeJS.ProcessEnv,
  suite: Extract<Suite, 'unit' | 'long'>,
  files: readonly string[] = [],
): Promise<Ran> {
  return runNode(tools.vitest, ['run', '--config', 'tests/vitest.config.ts', ...files], {
    keep: true,
    env: { ...env, [RECORD]: suite },
  })
}

/** `npm run test:long`: the tests whose counts `npm test` only samples, at full size. Takes hours, not minutes. */
export async function long(args: readonly string[]): Promise<number> {
  // The counts of the random walks and of the kills, unless somebody has chosen others.
  const env = { MADOGUCHI_WALKS: '10000', MADOGUCHI_KILLS: '1000', ...process.env, MADOGUCHI_LONG: '1' }
  const runtime = await prepare(env, { virtualDisplay: false, tests: true })
  if (!runtime) return 1
  const files = [...sampledFiles()].filter((file) => /\.test\.tsx?$/.test(file))
  if (files.length === 0) {
    say('no test knows a larger size.')
    return 1
  }
  say(`${files.length} files at full size …`)
  // A selection of the person's own is run, and not written down: it proves part of a table.
  if (args.length > 0)
    return (await runNode(tools.vitest, ['run', '--config', 'tests/vitest.config.ts', ...args], { env })).code
  return (await runUnitTests(env, 'long', files)).code
}
