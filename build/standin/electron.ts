/**
 * The module `electron` as the main process sees it: what this program uses, nothing more. An import of anything
 * else fails when the program is loaded, a member that is missing throws when it is touched.
 */
import { readFileSync } from 'node:fs'
import { app, PASSED_SWITCHES } from './app.ts'
import { BrowserWindow } from './browser-window.ts'
import { startChromium } from './chromium.ts'
import { dialog } from './dialog.ts'
import { ipcMain } from './ipc-main.ts'
import { LIMITS } from './limits.ts'
import { program } from './program.ts'
import { StrictEmitter, say, strict, unsupported } from './refuse.ts'
import { runtime, unlessGone } from './runtime.ts'
import { safeStorage } from './safe-storage.ts'
import { net, protocol, session, watchDownloads } from './session.ts'
import { WebContents } from './web-contents.ts'

class PowerMonitor extends StrictEmitter {
  constructor() {
    super(['lock-screen', 'unlock-screen', 'suspend', 'resume'])
  }
}
const powerMonitor = new PowerMonitor()

const Menu = strict('Menu', {
  /** In LIMITS. */
  setApplicationMenu(menu: object | null): void {
    if (menu !== null) unsupported('an application menu')
  },
  getApplicationMenu: (): null => null,
})

const webContents = strict('webContents', WebContents)
const Window = strict('BrowserWindow', BrowserWindow)

/** Tells the program, and whoever reads the output, what runs it. */
const packageFile = new URL('../../node_modules/electron/package.json', import.meta.url)
const electronVersion = (JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }).version
const standin = strict('standin', { limits: LIMITS })
Object.defineProperties(process.versions, {
  electron: { value: electronVersion, enumerable: true },
  standin: { value: '1', enumerable: true },
})

/** For boot.ts: Chromium, then `ready`. */
async function launch(): Promise<void> {
  const defaults = new Map([['host-resolver-rules', 'MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1']])
  for (const name of PASSED_SWITCHES) {
    const value = program.switches.get(name)
    if (value !== undefined) defaults.set(name, value)
  }
  const switches = [...defaults].map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`))
  const chromium = await startChromium(program.switches.get('remote-debugging-port'), switches, {
    popup(openerId, target) {
      const opener = WebContents.fromDevToolsTargetId(openerId)
      if (opener) unlessGone(opener._popup(target))
      else unlessGone(chromium.cdp.browser.send('Target.closeTarget', { targetId: target.targetId }))
    },
    gone: (targetId) => WebContents.fromDevToolsTargetId(targetId)?._gone(),
    exited() {
      if (runtime.finished || runtime.windows.size === 0) return
      say('Chromium has gone away')
      app.exit(1)
    },
  })
  runtime.chromium = chromium
  Object.defineProperty(process.versions, 'chrome', { value: chromium.version, enumerable: true })
  await watchDownloads()
  app.becomeReady()
}

const electron: object = strict('electron', {
  app,
  BrowserWindow: Window,
  webContents,
  ipcMain,
  protocol,
  session,
  net,
  safeStorage,
  dialog,
  Menu,
  powerMonitor,
  standin,
  launch,
})

export {
  app,
  dialog,
  electron as default,
  electron as 'module.exports',
  ipcMain,
  launch,
  Menu,
  net,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  standin,
  Window as BrowserWindow,
  webContents,
}
