/** The unit suite, whole or at full size. */
import { RECORD, type Suite } from '../checks/record.ts'
import { type Ran, runNode, tools } from './child.ts'

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
