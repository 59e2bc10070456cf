/**
 * Chromium in real windows. Every window is an application window (no tabs, no address bar): the first one
 * comes with the start, each further one through a second `chromium --app=…` that hands over to the running
 * process and ends. The profile is a fresh temporary folder and is removed when the program ends.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { CdpConnection, type CdpSession } from './cdp.ts'
import { say } from './refuse.ts'

const PLACES = [
  '/usr/lib/chromium/chromium',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
const PROFILE = 'electron-standin-'
/** Lines Chromium prints on any machine without a desktop session; STANDIN_VERBOSE=1 shows them. */
const NOISE =
  /dbus|gpu|vaapi|libva|vulkan|angle|Fontconfig|registration_request|google_apis|cpuinfo|zygote|^\s*$/i
/** Outside any screen: where a window with `show: false` waits. */
export const OFF_SCREEN = -20_000

export interface Target {
  readonly session: CdpSession
  readonly targetId: string
}

export interface Chromium {
  readonly cdp: CdpConnection
  readonly child: ChildProcess
  readonly version: string
  /** A new empty application window. */
  openWindow(): Promise<Target>
  /** Ends Chromium politely, then less so. */
  close(): Promise<void>
}

interface Hooks {
  /** A page opened another page (window.open, target=_blank); it waits until it is told to run or closed. */
  popup(openerId: string, target: Target): void
  gone(targetId: string): void
  exited(): void
}

function findChromium(): string {
  const wanted = process.env.CHROMIUM_PATH
  const found = [wanted, ...PLACES].find((place) => place !== undefined && existsSync(place))
  if (found !== undefined) return found
  say('no Chromium was found. Install it (apt-get install chromium) or set CHROMIUM_PATH.')
  process.exit(1)
}

/** Chromium's own sandbox needs a set-uid helper or user namespaces (tried out here), and refuses to run for root. */
function sandboxIsPossible(): boolean {
  if (process.getuid?.() === 0) return false
  try {
    if (statSync('/usr/lib/chromium/chrome-sandbox').mode & 0o4000) return true
  } catch {
    // not installed: user namespaces decide
  }
  return spawnSync('unshare', ['--user', '--pid', '--fork', 'true'], { stdio: 'ignore' }).status === 0
}

/** What Chromium, being a browser, offers people and Electron does not. */
const PREFERENCES = {
  credentials_enable_service: false,
  profile: {
    password_manager_enabled: false,
    // 2 blocks: a page that asks for a device is refused without a chooser.
    default_content_setting_values: { usb_guard: 2, hid_guard: 2, serial_guard: 2, bluetooth_guard: 2 },
  },
  autofill: { enabled: false, profile_enabled: false, credit_card_enabled: false },
  browser: { enable_spellchecking: false },
  translate: { enabled: false },
  safebrowsing: { enabled: false },
  hardware: { screen_capture_enabled: false },
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A new profile; those of programs that were killed are swept first. */
function makeProfile(): string {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PROFILE)
      ? Number(/^(\d+)-/.exec(name.slice(PROFILE.length))?.[1])
      : Number.NaN
    if (Number.isInteger(pid) && !isAlive(pid)) {
      try {
        rmSync(join(tmpdir(), name), { recursive: true, force: true })
      } catch {
        // somebody else's
      }
    }
  }
  const profile = mkdtempSync(join(tmpdir(), `${PROFILE}${process.pid}-`))
  mkdirSync(join(profile, 'Default'))
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(PREFERENCES))
  return profile
}

/**
 * Starts Chromium. `port` opens a DevTools port as well (tests ask for one; otherwise nothing listens);
 * `switches` are added to the command line.
 */
export async function startChromium(
  port: string | undefined,
  switches: readonly string[],
  hooks: Hooks,
): Promise<Chromium> {
  if (process.platform !== 'linux') {
    say('runs on Linux only; on Windows and macOS use the real Electron (npx install-electron).')
    process.exit(1)
  }
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    console.error('Unable to open X display.')
    process.exit(1)
  }
  const executable = findChromium()
  const profile = makeProfile()
  const common = [
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--test-type', // no bars that complain about the rest
    ...(sandboxIsPossible() ? [] : ['--no-sandbox']),
  ]
  const child = spawn(
    executable,
    [
      ...common,
      '--remote-debugging-pipe',
      ...(port === undefined ? [] : [`--remote-debugging-port=${port}`]),
      '--app=data:text/html,',
      `--window-position=${OFF_SCREEN},${OFF_SCREEN}`,
      '--disable-extensions',
      '--disable-sync',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-default-apps',
      '--disable-breakpad',
      '--metrics-recording-only',
      '--disable-search-engine-choice-screen',
      '--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,PaintHolding,BackForwardCache',
      '--disable-blink-features=Auxclick',
      '--disable-3d-apis',
      '--password-store=basic',
      '--use-mock-keychain',
      '--disable-dev-shm-usage',
      '--no-proxy-server',
      '--disk-cache-size=1',
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
      ...switches,
    ],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] },
  )
  const [, , stderr, out, input] = child.stdio as unknown as [null, null, Readable, Writable, Readable]
  let ended = false
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => {
      ended = true
      resolve()
      hooks.exited()
    })
  })
  child.once('error', (error) => {
    say('Chromium could not be started:', error.message)
    process.exit(1)
  })
  process.on('exit', () => {
    if (!ended) child.kill('SIGKILL')
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
  })
  createInterface({ input: stderr }).on('line', (line) => {
    if (line.startsWith('DevTools listening on ') || process.env.STANDIN_VERBOSE || !NOISE.test(line))
      console.error(line)
  })

  const cdp = new CdpConnection(out, input)
  const { browser } = cdp
  const version = (await browser.send('Browser.getVersion')).product.split('/')[1] ?? ''

  // Windows are recognised by the address they were opened with.
  const awaited = new Map<string, (target: Target) => void>()
  const first = new Promise<Target>((resolve) => awaited.set('data:text/html,', resolve))
  let firstIsFree = true
  browser.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    const target = { session: cdp.session(sessionId), targetId: targetInfo.targetId }
    const resolve = awaited.get(targetInfo.url)
    if (resolve) {
      awaited.delete(targetInfo.url)
      target.session.send('Runtime.runIfWaitingForDebugger').catch(() => undefined)
      resolve(target)
    } else if (targetInfo.openerId !== undefined) hooks.popup(targetInfo.openerId, target)
    else {
      say('a window that nobody asked for was closed:', targetInfo.url)
      browser.send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(() => undefined)
    }
  })
  browser.on('Target.detachedFromTarget', ({ sessionId, targetId }) => {
    cdp.forget(sessionId)
    if (targetId !== undefined) hooks.gone(targetId)
  })
  browser.on('Target.targetDestroyed', ({ targetId }) => hooks.gone(targetId))
  await browser.send('Target.setDiscoverTargets', { discover: true })
  await browser.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
    filter: [{ type: 'page' }],
  })

  return {
    cdp,
    child,
    version,
    openWindow() {
      if (firstIsFree) {
        firstIsFree = false
        return first
      }
      const address = `data:text/html,${randomUUID()}`
      return new Promise((resolve, reject) => {
        awaited.set(address, resolve)
        const messenger = spawn(executable, [...common, `--app=${address}`], { stdio: 'ignore' })
        messenger.once('error', reject)
        messenger.once('exit', (code) => {
          if (code !== 0) reject(new Error(`electron-standin: Chromium refused a window (${code})`))
        })
      })
    },
    async close() {
      if (ended) return
      browser.send('Browser.close').catch(() => undefined)
      const timer = setTimeout(() => child.kill('SIGKILL'), 3000)
      await exited
      clearTimeout(timer)
    },
  }
}
