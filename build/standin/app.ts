/** `app`: life and names of the program. */
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { program } from './program.ts'
import { makeEvent, StrictEmitter, strict, unsupported } from './refuse.ts'
import { runtime } from './runtime.ts'
import { lockFolder, type Note } from './single-instance.ts'

/** The switches that reach Chromium. The rest is remembered for hasSwitch() only (see LIMITS). */
export const PASSED_SWITCHES = [
  'lang',
  'disable-gpu',
  'force-device-scale-factor',
  'force-color-profile',
  'js-flags',
  'host-resolver-rules',
]

const EVENTS = [
  'will-finish-launching',
  'ready',
  'before-quit',
  'will-quit',
  'quit',
  'window-all-closed',
  'second-instance',
  'web-contents-created',
  'browser-window-created',
  'render-process-gone',
]

let resolveReady: () => void
const whenReady = new Promise<void>((resolve) => {
  resolveReady = resolve
})

class App extends StrictEmitter {
  readonly isPackaged = false
  private readonly paths = new Map<string, string>()
  private chosenName: string | undefined
  private hasLock = false

  readonly commandLine = strict('app.commandLine', {
    appendSwitch(name: string, value = ''): void {
      program.switches.set(name, value)
    },
    hasSwitch: (name: string): boolean => program.switches.has(name),
    getSwitchValue: (name: string): string => program.switches.get(name) ?? '',
    removeSwitch(name: string): void {
      program.switches.delete(name)
    },
  })

  constructor() {
    super(EVENTS)
  }

  get name(): string {
    return this.getName()
  }

  isReady(): boolean {
    return runtime.ready
  }

  whenReady(): Promise<void> {
    return whenReady
  }

  getName(): string {
    return this.chosenName ?? program.name
  }

  setName(name: string): void {
    this.chosenName = name
  }

  getVersion(): string {
    return program.version
  }

  getAppPath(): string {
    return program.root
  }

  getLocale(): string {
    return (
      program.switches.get('lang') ?? (process.env.LANG ?? 'en-US').split('.')[0]?.replace('_', '-') ?? ''
    )
  }

  getPath(name: string): string {
    const set = this.paths.get(name)
    if (set !== undefined) return set
    const appData = process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config')
    switch (name) {
      case 'home':
        return homedir()
      case 'appData':
        return appData
      case 'userData':
        return program.switches.get('user-data-dir') ?? join(appData, this.getName())
      case 'logs':
        return join(this.getPath('userData'), 'logs')
      case 'temp':
        return tmpdir()
      case 'exe':
        return process.execPath
      case 'desktop':
      case 'documents':
      case 'downloads':
        return join(homedir(), name[0]?.toUpperCase() + name.slice(1))
      default:
        throw new Error(`Failed to get '${name}' path`)
    }
  }

  setPath(name: string, path: string): void {
    this.paths.set(name, path)
  }

  /** In LIMITS: a window that asks to be unsandboxed is refused in any case. */
  enableSandbox(): void {
    if (runtime.ready) throw new Error('app.enableSandbox() can only be called before app is ready')
  }

  /** In LIMITS: Windows only. */
  setAppUserModelId(_id: string): void {}

  disableHardwareAcceleration(): void {
    if (runtime.ready)
      throw new Error('app.disableHardwareAcceleration() can only be called before app is ready')
    program.switches.set('disable-gpu', '')
  }

  requestSingleInstanceLock(data?: unknown): boolean {
    const announce = (note: Note): void => {
      this.emit('second-instance', makeEvent({}), note.argv, note.cwd, note.data)
    }
    this.hasLock ||= lockFolder(this.getPath('userData'), data, announce)
    return this.hasLock
  }

  hasSingleInstanceLock(): boolean {
    return this.hasLock
  }

  focus(): void {
    const window = runtime.focusOrder.at(-1)
    if (window) window.focus()
  }

  /** Closes every window (each may hold it), then ends. */
  quit(): void {
    if (runtime.quitting || runtime.finished) return
    const event = makeEvent({})
    this.emit('before-quit', event)
    if (event.defaultPrevented) return
    runtime.quitting = true
    for (const window of [...runtime.windows])
      if (!window.isDestroyed() && !window.requestClose()) {
        runtime.quitting = false
        return
      }
    this.finish(0, false)
  }

  /** Ends at once; no window is asked. */
  exit(code = 0): void {
    this.finish(code, true)
  }

  /** Called by a window that has gone. */
  windowGone(): void {
    if (runtime.windows.size > 0 || runtime.quitting || runtime.finished) return
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed')
    else this.quit()
  }

  becomeReady(): void {
    runtime.ready = true
    this.emit('will-finish-launching')
    this.emit('ready', makeEvent({}), {})
    resolveReady()
  }

  private finish(code: number, atOnce: boolean): void {
    if (runtime.finished) return
    if (!atOnce) {
      const event = makeEvent({})
      this.emit('will-quit', event)
      if (event.defaultPrevented) {
        runtime.quitting = false
        return
      }
    }
    runtime.finished = true
    this.emit('quit', makeEvent({}), code)
    const gone = runtime.chromium ? runtime.chromium.close() : Promise.resolve()
    void gone.then(() => process.exit(code))
  }
}

export const app = new App()
process.on('SIGTERM', () => app.quit())
process.on('SIGINT', () => app.quit())
process.on('SIGHUP', () => app.quit())

/** Throws unless `app` is ready; `what` begins the sentence. */
export function requireReady(what: string): void {
  if (!runtime.ready) unsupported(`${what} before app is ready`)
}
