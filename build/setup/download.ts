/** The official download of Electron's program: tried once a day at most, and never waited for longer than a minute. */
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runNode, say } from './child.ts'
import { hasElectron, root } from './runtime.ts'

const PATIENCE = 60_000
const RETRY_AFTER = 24 * 3600 * 1000
const electronFolder = join(root, 'node_modules', 'electron')
const noteFile = join(root, '.cache', 'electron-download-failed.txt')

/** Whether the last try failed within a day, for this very version. */
function failedLately(version: string): boolean {
  if (!existsSync(noteFile)) return false
  const fresh = Date.now() - statSync(noteFile).mtimeMs < RETRY_AFTER
  return fresh && readFileSync(noteFile, 'utf8').startsWith(`${version}\n`)
}

/**
 * Downloads Electron through its own script, which honours ELECTRON_MIRROR and the other settings of npm's
 * electron package. Says what it does; a failure is said and remembered, never thrown.
 */
export async function downloadElectron(): Promise<void> {
  if (hasElectron() || process.env.STANDIN === '1' || process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) return
  const { version } = JSON.parse(readFileSync(join(electronFolder, 'package.json'), 'utf8')) as {
    version: string
  }
  if (failedLately(version)) {
    say(
      `Electron ${version} could not be downloaded earlier today (to try again now: rm ${noteFile.slice(root.length + 1)}).`,
    )
    return
  }
  const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror
  say(`Electron ${version} is missing; trying its download once${mirror ? ` from ${mirror}` : ''} …`)
  const { code, output } = await runNode(join(electronFolder, 'install.js'), [], {
    quiet: true,
    limit: PATIENCE,
  })
  if (code === 0 && hasElectron()) {
    rmSync(noteFile, { force: true })
    say('… downloaded.')
    return
  }
  const reason = output
    .split('\n')
    .find((line) => /Error|ENOTFOUND|ECONN|EAI_AGAIN|certificate/i.test(line))
    ?.trim()
  say(`… it cannot be had here (${reason ?? 'no answer within a minute'}).`)
  mkdirSync(join(root, '.cache'), { recursive: true })
  writeFileSync(noteFile, `${version}\n${output}`)
}
