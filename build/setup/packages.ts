/** The Debian packages that windows and tests need: looked for, installed where that is ours to do, else named. */
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run, say } from './child.ts'
import type { Runtime } from './runtime.ts'

export interface Need {
  /** A window is opened in a virtual display. */
  readonly virtualDisplay: boolean
  /** Tests read PDFs and barcodes, compare codes and seed files with independent programs, and let system calls fail. */
  readonly tests: boolean
}

function onPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
}

const hasChromium = (): boolean =>
  (process.env.CHROMIUM_PATH !== undefined && existsSync(process.env.CHROMIUM_PATH)) ||
  ['chromium', 'chromium-browser', 'google-chrome'].some(onPath)

const CJK = [
  '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/noto-cjk',
  '/usr/share/fonts/google-noto-cjk',
]

/** The names of packages that are missing. */
export function missingPackages(runtime: Runtime, need: Need): string[] {
  const wanted: [name: string, isNeeded: boolean, isThere: () => boolean][] = [
    ['chromium', runtime.kind === 'standin', hasChromium],
    ['fonts-noto-cjk', true, () => CJK.some((path) => existsSync(path))],
    ['xvfb', need.virtualDisplay, () => onPath('Xvfb')],
    ['xauth', need.virtualDisplay, () => onPath('xauth')],
    ['poppler-utils', need.tests, () => onPath('pdftotext') && onPath('pdftoppm')],
    ['oathtool', need.tests, () => onPath('oathtool')],
    ['pskctool', need.tests, () => onPath('pskctool')],
    ['zbar-tools', need.tests, () => onPath('zbarimg')],
    ['strace', need.tests, () => onPath('strace')],
  ]
  return wanted.filter(([, isNeeded, isThere]) => isNeeded && !isThere()).map(([name]) => name)
}

function isDebian(): boolean {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
}

/** True when everything is there, possibly because it has just been installed. */
export async function ensurePackages(runtime: Runtime, need: Need): Promise<boolean> {
  if (process.platform !== 'linux') return true
  const missing = missingPackages(runtime, need)
  if (missing.length === 0) return true
  const install = ['install', '--yes', '--no-install-recommends', ...missing]
  if (!isDebian() || process.getuid?.() !== 0) {
    const command = isDebian()
      ? `sudo apt-get install --no-install-recommends ${missing.join(' ')}`
      : missing.join(', ')
    say(`please install what is missing here (names as in Debian), then run this again: ${command}`)
    return false
  }
  say(`installing Debian packages: ${missing.join(' ')} …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const updated = await run('apt-get', ['update', '--quiet'], { env, quiet: true })
  const installed = await run('apt-get', install, { env, quiet: true })
  const still = missingPackages(runtime, need)
  if (installed.code === 0 && still.length === 0) {
    say('… installed.')
    return true
  }
  console.error(updated.output.slice(-2000), installed.output.slice(-4000))
  say(`the packages could not be installed: ${still.join(' ')} (apt-get ended with ${installed.code}).`)
  return false
}
