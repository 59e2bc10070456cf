/** What must be so before the program or its tests can run. Says what it does. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { say } from './child.ts'
import { downloadElectron } from './download.ts'
import { ensurePackages, type Need } from './packages.ts'
import { chooseRuntime, type Runtime, root } from './runtime.ts'

/** The runtime to use, also written into `env`; undefined when something is missing that has been said. */
export async function prepare(env: NodeJS.ProcessEnv, need: Need): Promise<Runtime | undefined> {
  if (!existsSync(join(root, 'node_modules', 'electron', 'package.json'))) {
    say('the dependencies are missing; run "npm ci" first.')
    return undefined
  }
  await downloadElectron()
  const runtime = chooseRuntime(env)
  say(
    runtime.kind === 'electron'
      ? 'running on the real Electron.'
      : 'running on the stand-in for Electron (build/standin): for evaluation, development and tests, not for customers’ data.',
  )
  return (await ensurePackages(runtime, need)) ? runtime : undefined
}

/** The real Electron refuses to run for root unless told to do without its sandbox. */
export function rootArguments(runtime: Runtime): string[] {
  if (runtime.kind !== 'electron' || process.platform !== 'linux' || process.getuid?.() !== 0) return []
  say('running for root, so without Electron’s sandbox.')
  return ['--no-sandbox']
}
