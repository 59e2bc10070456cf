/** `npm start`: set up what is missing, build, open the desk. `npm run dev`: the same with hot reload. */
import { buildIfNeeded } from './build.ts'
import { run, runNode, say, tools } from './child.ts'
import { hasDisplay } from './display.ts'
import { prepare, rootArguments } from './prepare.ts'
import { root } from './runtime.ts'
import { tour } from './tour.ts'

export async function start(args: readonly string[]): Promise<number> {
  const dev = args.includes('--dev')
  const passed = args.filter((argument) => argument !== '--dev')
  if (!hasDisplay()) {
    if (dev) {
      say(
        'there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so there is nothing to develop on.',
      )
      return 1
    }
    say(
      'there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set); showing the tour in a virtual one instead.',
    )
    return tour(passed)
  }
  const env = { ...process.env }
  const runtime = await prepare(env, { virtualDisplay: false, tests: false })
  if (!runtime) return 1
  if (dev)
    return (await runNode(tools.electronVite, ['dev', '--', ...rootArguments(runtime), ...passed], { env }))
      .code
  if (!(await buildIfNeeded())) return 1
  say('opening the desk.')
  return (await run(runtime.executable, [root, ...rootArguments(runtime), ...passed], { env })).code
}
