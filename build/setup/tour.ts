/** `npm run tour`: the whole job by keyboard in the real window, without a person. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfNeeded } from './build.ts'
import { runNode, say } from './child.ts'
import { wantsVirtualDisplay, withDisplay } from './display.ts'
import { prepare } from './prepare.ts'
import { root } from './runtime.ts'

const script = join(root, 'build', 'tour', 'tour.ts')

export async function tour(args: readonly string[]): Promise<number> {
  if (!existsSync(script)) {
    say('there is no tour yet (build/tour/tour.ts).')
    return 1
  }
  const env = { ...process.env }
  const runtime = await prepare(env, { virtualDisplay: wantsVirtualDisplay(), tests: true })
  if (!runtime || !(await buildIfNeeded())) return 1
  return withDisplay(env, async (shown) => (await runNode(script, args, { env: shown })).code)
}
