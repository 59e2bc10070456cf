/** `npm run test:window`: the window tests, in a virtual display. Arguments go to Playwright. */
import { RECORD, type Suite } from '../checks/record.ts'
import { buildIfNeeded } from './build.ts'
import { type Ran, runNode, say, tools } from './child.ts'
import { wantsVirtualDisplay, withDisplay } from './display.ts'
import { prepare } from './prepare.ts'

/** Everything must be prepared and built. `record`: a whole suite, written down for `npm run -s checks` as this one. */
export function runWindowTests(
  env: NodeJS.ProcessEnv,
  args: readonly string[],
  record?: Extract<Suite, 'window' | 'long-window'>,
): Promise<Ran> {
  if (wantsVirtualDisplay(env))
    say('window tests run in a virtual display (MADOGUCHI_SHOW=1 shows them on yours).')
  // The suite strips types with a function that Node still calls experimental.
  const NODE_OPTIONS = `${env.NODE_OPTIONS ?? ''} --disable-warning=ExperimentalWarning`.trim()
  return withDisplay(
    { ...env, NODE_OPTIONS, ...(record === undefined ? {} : { [RECORD]: record }) },
    (shown) =>
      runNode(tools.playwright, ['test', '--config', 'tests/playwright.config.ts', ...args], {
        env: shown,
        keep: true,
      }),
  )
}

export async function window(args: readonly string[]): Promise<number> {
  const env = { ...process.env }
  const runtime = await prepare(env, { virtualDisplay: wantsVirtualDisplay(), tests: true })
  if (!runtime || !(await buildIfNeeded())) return 1
  return (await runWindowTests(env, args)).code
}
