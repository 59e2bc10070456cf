import { randomBytes } from 'node:crypto'
import { extname } from 'node:path'
import { app, BrowserWindow, Menu, protocol, session } from 'electron'
import type { Caller } from './desk/handlers.ts'
import type { FaultBook } from './fault-book.ts'
import type { Seat } from './hearing.ts'
import { type PageFile, readPageFile } from './page-files.ts'
import type { PaperJob, Windows } from './premises.ts'
import {
  fileFor,
  headersOf,
  hostIn,
  hostOf,
  lockedPreferences,
  PARTITION,
  PRIVILEGES,
  SCHEME,
} from './walls.ts'

/** Set by the development server while the page is being worked on; never in a packaged program. */
export const devServer = (): string | undefined =>
  app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL

/** Where the page at `host` has its files; the development server knows one place only. */
const originAt = (host: string): string => devServer() ?? `${SCHEME}://${host}`

/** To be called before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: PRIVILEGES }])
  // No name is ever looked up; the development server is asked for by one.
  if (devServer() === undefined) app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  // Electron's own default, said where it is relied on: no page shares a process with the one before it.
  app.commandLine.appendSwitch('site-per-process')
}

/** Whether a page of ours stands at this host, or is about to. */
type Stands = (host: string) => boolean

function serve(files: ReadonlyMap<string, PageFile>, stands: Stands, faults: FaultBook): void {
  session.fromPartition(PARTITION).protocol.handle(SCHEME, (request) => {
    const found = fileFor(files, stands, request)
    if (found.status !== 200) return new Response('', { status: found.status })
    const { path } = found.file
    const nonce = randomBytes(16).toString('base64')
    let content: Buffer<ArrayBuffer>
    try {
      content = readPageFile(found.file)
    } catch (changed) {
      faults.record(changed)
      return new Response('', { status: 404 })
    }
    const body = extname(path) === '.html' ? content.toString('utf8').replaceAll('__NONCE__', nonce) : content
    return new Response(body, { headers: headersOf(path, nonce) })
  })
}

/** No permission, no download, no address but ours, whatever a page asks for; and a page goes nowhere by itself. */
function lockDown(stands: Stands): void {
  const isOurs = (url: string): boolean => {
    const dev = devServer()
    if (dev !== undefined && (url.startsWith(`${dev}/`) || url.startsWith(dev.replace(/^http/, 'ws'))))
      return true
    const host = hostIn(url)
    return (host !== undefined && stands(host)) || url.startsWith('data:image/')
  }
  const staysInDevelopment = (url: string): boolean => devServer() !== undefined && isOurs(url)
  const own = session.fromPartition(PARTITION)
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  own.setPermissionCheckHandler(() => false)
  own.setDevicePermissionHandler(() => false)
  own.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }))
  own.setDisplayMediaRequestHandler((_request, answer) => answer({}))
  own.setSpellCheckerEnabled(false)
  void own.setProxy({ mode: 'direct' })
  own.on('will-download', (event) => event.preventDefault())
  own.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isOurs(details.url) }))
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-navigate', (event, url) => {
      if (!staysInDevelopment(url)) event.preventDefault()
    })
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame || !staysInDevelopment(event.url)) event.preventDefault()
    })
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
  })
}

type Known = {
  readonly window: BrowserWindow
  readonly caller: Caller
  readonly paper: PaperJob | undefined
  /** Where its page stands, and after it where the next one will that is being loaded. */
  hosts: readonly string[]
  ready: ((outcome: string) => void) | undefined
}

/** How long a sheet may take to lay itself out. */
const LAYOUT_MS_MAX = 20_000

/** How long a page may go on not answering, after Electron has found that it does not (some 30 s). */
const STUCK_MS_MAX = 5_000

/**
 * Main's windows: the desk, the approval window over it, and hidden sheets to print. Which window asks is known
 * here, by the number of its web contents, and is never taken from the page.
 */
export function makeWindows(preload: string, files: ReadonlyMap<string, PageFile>, faults: FaultBook) {
  const known = new Map<number, Known>()
  let pages = 0
  let desk: BrowserWindow | undefined
  let approval: BrowserWindow | undefined

  const stands: Stands = (host) => [...known.values()].some(({ hosts }) => hosts.includes(host))
  if (devServer() === undefined) serve(files, stands, faults)
  lockDown(stands)
  Menu.setApplicationMenu(null)

  function open(
    place: Caller['place'],
    options: { width: number; height: number; show: boolean },
    paper?: PaperJob,
  ) {
    const window = new BrowserWindow({
      ...options,
      useContentSize: true,
      autoHideMenuBar: true,
      title: '窓口',
      backgroundColor: '#E6EAED',
      webPreferences: lockedPreferences(preload, app.isPackaged),
    })
    // No picture of it in a shared screen or a recording, where the system can do that.
    window.setContentProtection(true)
    const { id } = window.webContents
    const entry: Known = { window, caller: { place, window: id }, paper, hosts: [], ready: undefined }
    known.set(id, entry)
    // The page before this one has gone, and nothing of it is heard or served any more.
    window.webContents.on('did-navigate', () => {
      entry.hosts = entry.hosts.slice(-1)
    })
    window.on('closed', () => known.delete(id))
    endWhenStuck(window)
    return window
  }

  /** A page that goes on not answering is not waited for: its process goes, and all follows as when it had fallen over. */
  function endWhenStuck({ webContents }: BrowserWindow): void {
    let end: NodeJS.Timeout | undefined
    webContents.on('unresponsive', () => {
      end ??= setTimeout(
        () => webContents.isDestroyed() || webContents.forcefullyCrashRenderer(),
        STUCK_MS_MAX,
      )
    })
    const answered = () => {
      clearTimeout(end)
      end = undefined
    }
    webContents.on('responsive', answered)
    webContents.on('render-process-gone', answered)
    webContents.on('destroyed', answered)
  }

  /** Loads the next page, at a host of its own and therefore in a process of its own. */
  function load(window: BrowserWindow, looks = ''): Promise<void> {
    pages += 1
    const host = hostOf(pages)
    const entry = known.get(window.webContents.id)
    if (entry !== undefined) entry.hosts = [...entry.hosts, host]
    const address = `${originAt(host)}/index.html?${pages}`
    return window.loadURL(looks === '' ? address : `${address}#${encodeURIComponent(looks)}`)
  }

  async function withSheet<T>(request: PaperJob, use: (sheet: BrowserWindow) => Promise<T>): Promise<T> {
    const sheet = open('paper', { width: 794, height: 1123, show: false }, request)
    const dropped = new Promise<never>((_resolve, reject) => {
      sheet.once('closed', () => reject(new Error('the sheet was thrown away')))
    })
    let tooLate: NodeJS.Timeout | undefined
    const used = async () => {
      const entry = known.get(sheet.webContents.id)
      const ready = new Promise<void>((resolve, reject) => {
        if (entry !== undefined) {
          entry.ready = (outcome) =>
            outcome === 'ready'
              ? resolve()
              : reject(new Error(`the sheet could not lay itself out: ${outcome}`))
        }
        const late = () => reject(new Error('the sheet did not lay itself out in time'))
        tooLate = setTimeout(late, LAYOUT_MS_MAX).unref()
      })
      await Promise.all([load(sheet), ready])
      return use(sheet)
    }
    try {
      // A sheet that is gone answers nothing any more: whoever waits for it must not wait for ever.
      return await Promise.race([used(), dropped])
    } finally {
      clearTimeout(tooLate)
      if (!sheet.isDestroyed()) sheet.destroy()
    }
  }

  const windows: Windows = {
    async openApproval() {
      const window = open('approval', { width: 1366, height: 730, show: true })
      approval = window
      const { id } = window.webContents
      // Its grant goes with it: nobody can know any more what the supervisor saw.
      window.webContents.on('render-process-gone', () => window.destroy())
      // Loaded after its case has been noted down, because its first question is about that case.
      setImmediate(() => void load(window))
      return id
    },
    closeApproval(id) {
      if (approval !== undefined && !approval.isDestroyed() && approval.webContents.id === id)
        approval.destroy()
      approval = undefined
      if (desk !== undefined && !desk.isDestroyed()) desk.focus()
    },
    printPaper: (request) =>
      withSheet(request, (sheet) =>
        sheet.webContents.printToPDF({ pageSize: 'A4', printBackground: true, preferCSSPageSize: true }),
      ),
    sendToPrinter: (request) =>
      withSheet(
        request,
        (sheet) =>
          new Promise<boolean>((resolve) => {
            sheet.webContents.print({ silent: false, printBackground: true, pageSize: 'A4' }, (done) =>
              resolve(done),
            )
          }),
      ).catch(() => false),
    renew(id, looks) {
      const window = known.get(id)?.window
      // The page that asks is answered first.
      setImmediate(() => window === undefined || window.isDestroyed() || void load(window, looks))
    },
    dropPapers() {
      for (const { caller, window } of [...known.values()])
        if (caller.place === 'paper' && !window.isDestroyed()) window.destroy()
    },
    paperIsReady: (id, outcome) => known.get(id)?.ready?.(outcome),
    paperIn: (id) => known.get(id)?.paper,
  }

  return {
    windows,
    seatOf(webContents: number): Seat | undefined {
      const entry = known.get(webContents)
      return entry && { caller: entry.caller, origins: entry.hosts.map(originAt) }
    },
    /** Tells every page that something may have changed; what, they ask. */
    changed(): void {
      for (const window of BrowserWindow.getAllWindows()) {
        if (!window.isDestroyed()) window.webContents.send('desk:changed')
      }
    },
    /** The desk's own window, shown once its first frame is painted. */
    async openDesk(
      onApprovalClosed: (window: number) => void,
      onDeskGone: () => void,
    ): Promise<BrowserWindow> {
      app.on('browser-window-created', (_event, window) => {
        const { id } = window.webContents
        window.on('closed', () => {
          if (window === approval) onApprovalClosed(id)
        })
      })
      const window = open('desk', { width: 1366, height: 768, show: false })
      desk = window
      window.webContents.on('render-process-gone', () => {
        onDeskGone()
        if (!window.isDestroyed()) void load(window)
      })
      window.once('ready-to-show', () => window.show())
      await load(window)
      return window
    },
    deskWindow: (): BrowserWindow | undefined => desk,
  }
}
