/** Building out/ with electron-vite when the sources are newer. */
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runNode, say, tools } from './child.ts'
import { root } from './runtime.ts'

const SOURCES = [
  'src-main',
  'src-shared',
  'src-renderer',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
]
const RESULTS = ['main/index.js', 'preload', 'renderer/index.html']
const stamp = join(root, 'out', '.built')

/** The latest change below a path; a folder counts too, so that a removed file is noticed. */
function newest(path: string): number {
  const facts = statSync(path)
  if (!facts.isDirectory()) return facts.mtimeMs
  return Math.max(facts.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

function isFresh(): boolean {
  if (!existsSync(stamp) || RESULTS.some((result) => !existsSync(join(root, 'out', result)))) return false
  const built = statSync(stamp).mtimeMs
  return SOURCES.every((source) => newest(join(root, source)) < built)
}

/** True when out/ is the program as it stands in the sources. `always` builds in any case. */
export async function buildIfNeeded(always = false): Promise<boolean> {
  if (!always && isFresh()) return true
  say('building the program …')
  const { code, output } = await runNode(tools.electronVite, ['build'], {
    quiet: true,
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (code !== 0) {
    console.error(output)
    say('the program could not be built.')
    return false
  }
  writeFileSync(stamp, '')
  say('… built.')
  return true
}
