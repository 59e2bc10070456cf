/**
 * `session` and `protocol`. Each session keeps its own handlers; windows may use one session per run, the
 * default one or one in-memory partition, because all windows share Chromium's one temporary profile.
 */
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { matches, registerScheme, toPage } from './addresses.ts'
import type { Protocol } from './cdp.ts'
import { makeEvent, StrictEmitter, say, strict, unsupported } from './refuse.ts'
import { chromium, runtime, unlessGone } from './runtime.ts'
import type { WebContents } from './web-contents.ts'

type SchemeHandler = (request: Request) => Response | Promise<Response>

class SchemeTable {
  private readonly handlers = new Map<string, SchemeHandler>()

  /** Only for all sessions together, and before `ready`. */
  registerSchemesAsPrivileged(schemes: readonly { scheme: string; privileges?: object }[]): void {
    if (runtime.ready)
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const { scheme } of schemes) registerScheme(scheme)
  }

  handle(scheme: string, handler: SchemeHandler): void {
    if (!runtime.ready) unsupported('protocol.handle() before app is ready')
    if (this.handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    this.handlers.set(scheme, handler)
  }

  unhandle(scheme: string): void {
    if (!this.handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`)
  }

  isProtocolHandled(scheme: string): boolean {
    return this.handlers.has(scheme)
  }

  /** For web-contents.ts. */
  _find(scheme: string): SchemeHandler | undefined {
    return this.handlers.get(scheme)
  }
}

interface Filter {
  urls?: string[]
}
interface Watcher<Details, Verdict> {
  filter: Filter
  listener: (details: Details, callback: (verdict: Verdict) => void) => void
}
export interface RequestDetails {
  id: string
  url: string
  method: string
  resourceType: string
  webContents: WebContents
  webContentsId: number
  referrer: string
  timestamp: number
}
type RequestVerdict = { cancel?: boolean; redirectURL?: string }
export interface HeaderDetails extends RequestDetails {
  statusCode: number
  responseHeaders: Record<string, string[]>
}
type HeaderVerdict = { cancel?: boolean; responseHeaders?: Record<string, string | string[]> }

function watcher<D, V>(
  a: Filter | Watcher<D, V>['listener'] | null,
  b?: Watcher<D, V>['listener'] | null,
): Watcher<D, V> | undefined {
  const listener = typeof a === 'function' ? a : b
  return listener ? { filter: typeof a === 'function' || a === null ? {} : a, listener } : undefined
}

class WebRequest {
  private before: Watcher<RequestDetails, RequestVerdict> | undefined
  private headers: Watcher<HeaderDetails, HeaderVerdict> | undefined

  onBeforeRequest(
    a: Filter | Watcher<RequestDetails, RequestVerdict>['listener'] | null,
    b?: Watcher<RequestDetails, RequestVerdict>['listener'] | null,
  ): void {
    this.before = watcher(a, b)
  }

  onHeadersReceived(
    a: Filter | Watcher<HeaderDetails, HeaderVerdict>['listener'] | null,
    b?: Watcher<HeaderDetails, HeaderVerdict>['listener'] | null,
  ): void {
    this.headers = watcher(a, b)
  }

  /** For web-contents.ts: whether the request may go on. */
  async _allows(details: RequestDetails): Promise<boolean> {
    const { before } = this
    if (!before || !matches(before.filter.urls, details.url)) return true
    const verdict = await new Promise<RequestVerdict>((resolve) => before.listener(details, resolve))
    if (verdict.redirectURL !== undefined) unsupported('redirectURL in webRequest.onBeforeRequest')
    return verdict.cancel !== true
  }

  /** For web-contents.ts: the headers to answer with. */
  async _headers(details: HeaderDetails): Promise<Record<string, string | string[]>> {
    const { headers } = this
    if (!headers || !matches(headers.filter.urls, details.url)) return details.responseHeaders
    const verdict = await new Promise<HeaderVerdict>((resolve) => headers.listener(details, resolve))
    if (verdict.cancel) unsupported('cancel in webRequest.onHeadersReceived')
    return verdict.responseHeaders ?? details.responseHeaders
  }
}

/** Chromium's name of each permission → Electron's. */
const PERMISSIONS: Record<string, string> = {
  camera: 'media',
  microphone: 'media',
  geolocation: 'geolocation',
  notifications: 'notifications',
  midi: 'midi',
  'clipboard-read': 'clipboard-read',
  'clipboard-write': 'clipboard-sanitized-write',
  'idle-detection': 'idle-detection',
  'storage-access': 'storage-access',
  'top-level-storage-access': 'top-level-storage-access',
  'local-fonts': 'local-fonts',
  'window-management': 'window-management',
  'keyboard-lock': 'keyboardLock',
  'pointer-lock': 'pointerLock',
  'screen-wake-lock': 'screen-wake-lock',
  'speaker-selection': 'speaker-selection',
  'display-capture': 'display-capture',
  'payment-handler': 'unknown',
  'background-sync': 'unknown',
  'background-fetch': 'unknown',
  'persistent-storage': 'unknown',
  accelerometer: 'sensors',
  gyroscope: 'sensors',
  magnetometer: 'sensors',
}
/** Never granted, whatever a handler says (see LIMITS). */
const NEVER = new Set(['display-capture'])

type PermissionCheck = (
  contents: WebContents | null,
  permission: string,
  origin: string,
  details: object,
) => boolean
type PermissionRequest = (
  contents: WebContents,
  permission: string,
  callback: (granted: boolean) => void,
  details: { requestingUrl: string; isMainFrame: boolean },
) => void

export interface DownloadItem {
  getURL(): string
  getFilename(): string
  cancel(): void
}

export class Session extends StrictEmitter {
  readonly protocol = strict('protocol', new SchemeTable())
  readonly webRequest = strict('webRequest', new WebRequest())
  readonly partition: string
  private check: PermissionCheck | null = null
  private request: PermissionRequest | null = null

  constructor(partition: string) {
    super(['will-download'])
    this.partition = partition
  }

  isPersistent(): boolean {
    return false
  }

  setPermissionRequestHandler(handler: PermissionRequest | null): void {
    this.request = handler
    unlessGone(this._applyPermissions())
  }

  setPermissionCheckHandler(handler: PermissionCheck | null): void {
    this.check = handler
    unlessGone(this._applyPermissions())
  }

  /** In LIMITS. */
  setDevicePermissionHandler(_handler: ((details: object) => boolean) | null): void {}

  /** In LIMITS. */
  setBluetoothPairingHandler(_handler: ((details: object, callback: () => void) => void) | null): void {}

  /** In LIMITS. */
  setDisplayMediaRequestHandler(
    _handler: ((request: object, callback: (streams: object) => void) => void) | null,
  ): void {}

  /** In LIMITS: only what is always so. */
  async setProxy(config: { mode?: string }): Promise<void> {
    if (config.mode !== 'direct') unsupported(`session.setProxy() with mode '${config.mode}'`)
  }

  /** In LIMITS: only what is always so. */
  setSpellCheckerEnabled(enabled: boolean): void {
    if (enabled) unsupported('session.setSpellCheckerEnabled(true)')
  }

  async clearStorageData(): Promise<void> {
    for (const contents of this.contents()) {
      const { origin } = new URL(toPage(contents.getURL()))
      await contents._send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
    }
  }

  async clearCache(): Promise<void> {
    for (const contents of this.contents()) await contents._send('Network.clearBrowserCache')
  }

  /** Asks the handlers once for each kind and tells Chromium. Electron grants what no handler refuses. */
  async _applyPermissions(): Promise<void> {
    const contents = this.contents()[0]
    if (!contents) return
    const origin = contents.getURL()
    await Promise.all(
      Object.entries(PERMISSIONS).map(async ([name, permission]) => {
        let granted = !NEVER.has(name)
        if (granted && this.check) granted = this.check(contents, permission, origin, { isMainFrame: true })
        const { request } = this
        if (granted && request)
          granted = await new Promise<boolean>((resolve) =>
            request(contents, permission, resolve, { requestingUrl: origin, isMainFrame: true }),
          )
        await chromium().cdp.browser.send('Browser.setPermission', {
          permission: { name },
          setting: granted ? 'granted' : 'denied',
        })
      }),
    )
  }

  private contents(): WebContents[] {
    return [...runtime.contents].filter((contents) => contents.session === this)
  }
}

const sessions = new Map<string, Session>()
let inUse: Session | undefined

function sessionOf(partition: string): Session {
  if (partition.startsWith('persist:'))
    unsupported(`the partition '${partition}' (nothing is kept after the program ends)`)
  const known = sessions.get(partition)
  if (known) return known
  const made = new Session(partition)
  sessions.set(partition, made)
  return made
}

/** The session of a window that asks for `partition` ('' is the default one). */
export function claimSession(partition: string): Session {
  const wanted = sessionOf(partition)
  inUse ??= wanted
  if (inUse !== wanted)
    unsupported(`a window in the session '${partition}' beside windows in '${inUse.partition}'`)
  return wanted
}

export const session = strict('session', {
  get defaultSession(): Session {
    return sessionOf('')
  },
  fromPartition(partition: string, options: object = {}): Session {
    if (Object.keys(options).length > 0) unsupported('session.fromPartition() with options')
    return sessionOf(partition)
  },
})

/** `protocol` of the default session, as in Electron. */
export const protocol = sessionOf('').protocol

/** Refuses every download in Chromium and reports each to the session in use. */
export async function watchDownloads(): Promise<void> {
  const { browser } = chromium().cdp
  browser.on('Browser.downloadWillBegin', ({ url, suggestedFilename }) => {
    if (!inUse) return
    const event = makeEvent({})
    let cancelled = false
    const item: DownloadItem = {
      getURL: () => url,
      getFilename: () => suggestedFilename,
      cancel: () => {
        cancelled = true
      },
    }
    const contents = [...runtime.contents].find((one) => one.session === inUse)
    inUse.emit('will-download', event, strict('DownloadItem', item), contents)
    if (!cancelled && !event.defaultPrevented) say('a download is not supported and was cancelled:', url)
  })
  const behavior: Protocol.Browser.setDownloadBehaviorParameters = { behavior: 'deny', eventsEnabled: true }
  await browser.send('Browser.setDownloadBehavior', behavior)
}

const MIME: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain',
  '.pdf': 'application/pdf',
}

export const net = strict('net', {
  /** Local files only; the program is offline. */
  async fetch(input: string | Request): Promise<Response> {
    const url = typeof input === 'string' ? input : input.url
    if (!url.startsWith('file:')) unsupported(`net.fetch() of ${url}`)
    const file = fileURLToPath(url)
    let body: Buffer<ArrayBuffer>
    try {
      body = await readFile(file)
    } catch {
      throw new Error('net::ERR_FILE_NOT_FOUND')
    }
    const type = MIME[extname(file).toLowerCase()] ?? 'application/octet-stream'
    return new Response(body, { headers: { 'content-type': type } })
  },
})
