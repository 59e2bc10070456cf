/** `webContents`: one page in one window, over its DevTools session. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fromPage, originOf, toPage, toPageText } from './addresses.ts'
import { app } from './app.ts'
import type { BrowserWindow } from './browser-window.ts'
import type { CdpSession, Protocol } from './cdp.ts'
import type { Target } from './chromium.ts'
import { makeCodec } from './codec.ts'
import { ipcMain } from './ipc-main.ts'
import { type FromPage, guardSource, type PageFacts, pageSource, preloadSource, type ToPage } from './page.ts'
import type { WebPreferences } from './preferences.ts'
import { makeEvent, StrictEmitter, say, strict, unsupported } from './refuse.ts'
import { chromium, runtime, unlessGone } from './runtime.ts'
import type { RequestDetails, Session } from './session.ts'

const WORLD = 'Electron Isolated Context'
const GUARD = 'electron-standin guard'
const UNRESPONSIVE_AFTER = 30_000
const codec = makeCodec()

const EVENTS = [
  'did-start-loading',
  'did-stop-loading',
  'did-navigate',
  'did-navigate-in-page',
  'dom-ready',
  'did-finish-load',
  'did-fail-load',
  'will-navigate',
  'will-frame-navigate',
  'will-redirect',
  'console-message',
  'preload-error',
  'render-process-gone',
  'unresponsive',
  'responsive',
  'destroyed',
  // Never emitted, in LIMITS:
  'will-attach-webview',
]

/** In inches, as Electron has them. */
const PAPER: Record<string, readonly [number, number]> = {
  Letter: [8.5, 11],
  Legal: [8.5, 14],
  A3: [11.7, 16.54],
  A4: [8.27, 11.7],
  A5: [5.83, 8.27],
  A6: [4.13, 5.83],
}

export interface PdfOptions {
  landscape?: boolean
  displayHeaderFooter?: boolean
  headerTemplate?: string
  footerTemplate?: string
  printBackground?: boolean
  scale?: number
  pageSize?: string | { width: number; height: number }
  margins?: { top?: number; bottom?: number; left?: number; right?: number }
  pageRanges?: string
  preferCSSPageSize?: boolean
  generateTaggedPDF?: boolean
  generateDocumentOutline?: boolean
}
const PDF_OPTIONS = new Set([
  'landscape',
  'displayHeaderFooter',
  'headerTemplate',
  'footerTemplate',
  'printBackground',
  'scale',
  'pageSize',
  'margins',
  'pageRanges',
  'preferCSSPageSize',
  'generateTaggedPDF',
  'generateDocumentOutline',
])

interface World {
  readonly id: number
  readonly uniqueId: string
}
interface WindowOpenDetails {
  url: string
  frameName: string
  features: string
  disposition: string
  referrer: { url: string; policy: string }
}

let nextId = 1

export class WebContents extends StrictEmitter {
  readonly id = nextId++
  readonly session: Session
  readonly mainFrame: WebFrameMain
  /** Settled when the page is connected. For browser-window.ts. */
  readonly _attached: Promise<CdpSession>
  private readonly window: BrowserWindow
  private readonly preferences: WebPreferences
  private readonly secret = randomUUID()
  /** Addresses main itself asked for: their navigation is not announced. */
  private readonly expected = new Set<string>()
  private readonly popups: Protocol.Page.windowOpenPayload[] = []
  private targetId: string | undefined
  private world: World | undefined
  private url = ''
  private dead = false
  private crashed = false
  private loading = false
  private painted = false
  private historyIsClean = false
  private askedByPage = false
  private zoom = 1
  private finishLoad: (() => void) | undefined
  private windowOpenHandler: (details: WindowOpenDetails) => { action: string } = () => ({ action: 'allow' })

  constructor(
    window: BrowserWindow,
    preferences: WebPreferences,
    session: Session,
    open: () => Promise<Target>,
  ) {
    super(EVENTS)
    this.window = window
    this.preferences = preferences
    this.session = session
    this.mainFrame = strict('WebFrameMain', new WebFrameMain(this))
    runtime.contents.add(this)
    this._attached = this.attach(open)
    this._attached.catch((error: unknown) => {
      if (!runtime.finished) say('a window could not be made:', error)
    })
  }

  static getAllWebContents(): WebContents[] {
    return [...runtime.contents]
  }

  static fromId(id: number): WebContents | undefined {
    return [...runtime.contents].find((contents) => contents.id === id)
  }

  static fromDevToolsTargetId(targetId: string): WebContents | undefined {
    return [...runtime.contents].find((contents) => contents.targetId === targetId)
  }

  static getFocusedWebContents(): WebContents | null {
    return runtime.focusOrder.at(-1)?.webContents ?? null
  }

  getURL(): string {
    return this.url
  }

  getType(): string {
    return 'window'
  }

  isDestroyed(): boolean {
    return this.dead
  }

  isCrashed(): boolean {
    return this.crashed
  }

  isLoading(): boolean {
    return this.loading
  }

  isFocused(): boolean {
    return this.window.isFocused()
  }

  focus(): void {
    this.window.focus()
  }

  close(): void {
    this.window.close()
  }

  setWindowOpenHandler(handler: (details: WindowOpenDetails) => { action: string }): void {
    this.windowOpenHandler = handler
  }

  send(channel: string, ...args: unknown[]): void {
    this.toWorld({ kind: 'event', channel, body: codec.encode(args) }, this.world)
  }

  /** Resolves when the page has loaded; rejects with Electron's wording when it cannot. */
  async loadURL(url: string, options: object = {}): Promise<void> {
    if (Object.keys(options).length > 0) unsupported('loadURL() with options')
    const cdp = await this._attached
    const address = toPage(url)
    this.expected.add(address.split('#')[0] ?? '')
    this.loading = true
    const loaded = new Promise<void>((resolve) => {
      this.finishLoad = resolve
    })
    this.emit('did-start-loading')
    const { errorText } = await cdp.send('Page.navigate', { url: address })
    if (errorText !== undefined) {
      this.loading = false
      const code = errorText.replace(/^net::/, '')
      this.emit('did-fail-load', makeEvent({}), -2, code, url, true)
      throw Object.assign(new Error(`${code} (-2) loading '${url}'`), { code, errno: -2, url })
    }
    await loaded
    await this.cleanHistory(cdp)
    this.loading = false
    this.emit('did-stop-loading')
  }

  reload(): void {
    this.expected.add(toPage(this.url).split('#')[0] ?? '')
    unlessGone(this._send('Page.reload'))
  }

  reloadIgnoringCache(): void {
    this.expected.add(toPage(this.url).split('#')[0] ?? '')
    unlessGone(this._send('Page.reload', { ignoreCache: true }))
  }

  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    const { result, exceptionDetails } = await this._send('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
      userGesture,
    })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  }

  async printToPDF(options: PdfOptions = {}): Promise<Buffer> {
    for (const name of Object.keys(options))
      if (!PDF_OPTIONS.has(name)) unsupported(`printToPDF() with ${name}`)
    const { pageSize = 'Letter', margins = {}, ...rest } = options
    const size = typeof pageSize === 'string' ? PAPER[pageSize] : ([pageSize.width, pageSize.height] as const)
    if (!size) throw new Error(`Invalid pageSize ${String(pageSize)}`)
    const { data } = await this._send('Page.printToPDF', {
      ...rest,
      paperWidth: size[0],
      paperHeight: size[1],
      marginTop: margins.top ?? 0.4,
      marginBottom: margins.bottom ?? 0.4,
      marginLeft: margins.left ?? 0.4,
      marginRight: margins.right ?? 0.4,
    })
    return Buffer.from(data, 'base64')
  }

  /** There is never a printer here. */
  async getPrintersAsync(): Promise<object[]> {
    return []
  }

  /** Fails as Electron does without a printer; without a callback to hear it, throws. */
  print(_options: object = {}, callback?: (success: boolean, reason: string) => void): void {
    if (!callback) throw new Error('electron-standin: there are no printers')
    setImmediate(callback, false, 'no valid printers available')
  }

  getZoomFactor(): number {
    return this.zoom
  }

  setZoomFactor(factor: number): void {
    if (!(factor > 0)) throw new Error("'zoomFactor' must be a double greater than 0.0")
    this.zoom = factor
    this._applyZoom()
  }

  forcefullyCrashRenderer(): void {
    unlessGone(this._send('Page.crash'))
    // A page that is busy for ever does not hear that. Electron ends its process from outside.
    setTimeout(() => {
      if (!this.crashed && !this.dead) unlessGone(this.endBusyProcess())
    }, 1000).unref()
  }

  /** One protocol command to this page. */
  async _send<M extends keyof Protocol.CommandParameters & keyof Protocol.CommandReturnValues>(
    method: M,
    params?: Protocol.CommandParameters[M],
  ): Promise<Protocol.CommandReturnValues[M]> {
    return (await this._attached).send(method, params)
  }

  /** For browser-window.ts: the target, once attached. */
  async _target(): Promise<string> {
    await this._attached
    return this.targetId ?? ''
  }

  /** A zoomed page has fewer, larger CSS pixels: a smaller layout drawn larger. */
  _applyZoom(): void {
    const { width, height } = this.window._contentSize
    const { zoom } = this
    unlessGone(
      zoom === 1
        ? this._send('Emulation.clearDeviceMetricsOverride')
        : this._send('Emulation.setDeviceMetricsOverride', {
            width: Math.round(width / zoom),
            height: Math.round(height / zoom),
            deviceScaleFactor: zoom,
            scale: zoom,
            mobile: false,
          }),
    )
  }

  /** This page opened another one; it is never let live (Electron's `allow` would make a window of it). */
  async _popup({ session, targetId }: Target): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 20)) // Page.windowOpen comes on the opener's session
    const opened = this.popups.shift()
    const details: WindowOpenDetails = {
      url: fromPage(opened?.url ?? ''),
      frameName: opened?.windowName ?? '',
      features: (opened?.windowFeatures ?? []).join(','),
      disposition: 'foreground-tab',
      referrer: { url: this.url, policy: 'default' },
    }
    const { action } = this.windowOpenHandler(details)
    // It shares its opener's process, which stands still until it may run; and it may not close while it waits.
    // So it runs, with every request of its own held for ever, and closes at the same time.
    unlessGone(session.send('Fetch.enable', { patterns: [{ urlPattern: '*', requestStage: 'Request' }] }))
    unlessGone(session.send('Runtime.runIfWaitingForDebugger'))
    unlessGone(chromium().cdp.browser.send('Target.closeTarget', { targetId }))
    if (action !== 'deny') say('a window opened by a page is not supported and was closed:', details.url)
  }

  getTitle(): string {
    return this.window.getTitle()
  }

  /** The page is gone: closed by main, by a person or by its end. */
  _gone(): void {
    if (this.dead) return
    this.dead = true
    runtime.contents.delete(this)
    this.emit('destroyed')
    this.window._gone()
  }

  /** Forgets the empty page every window begins with, so that `history.back()` finds nothing, as in Electron. */
  private async cleanHistory(cdp: CdpSession): Promise<void> {
    for (let turn = 0; turn < 20 && !this.historyIsClean && !this.dead; turn++) {
      // Refused while the renderer of the empty page is still being put away.
      this.historyIsClean = await cdp.send('Page.resetNavigationHistory').then(
        () => true,
        () => false,
      )
      if (!this.historyIsClean) await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  private async attach(open: () => Promise<Target>): Promise<CdpSession> {
    const { session: cdp, targetId } = await open()
    this.targetId = targetId
    this.listen(cdp, targetId)
    const { preload, javascript, additionalArguments = [] } = this.preferences
    const facts: PageFacts = {
      platform: process.platform,
      arch: process.arch,
      versions: {
        electron: process.versions.electron ?? '',
        chrome: chromium().version,
        node: process.versions.node,
      },
      argv: additionalArguments,
    }
    const inject = (source: string, worldName?: string) =>
      cdp.send('Page.addScriptToEvaluateOnNewDocument', worldName ? { source, worldName } : { source })
    const orders: Promise<unknown>[] = [
      cdp.send('Runtime.enable'),
      cdp.send('Page.enable'),
      cdp.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      cdp.send('Inspector.enable'),
      cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*', requestStage: 'Request' }] }),
      cdp.send('Runtime.addBinding', { name: '__standinSend', executionContextName: WORLD }),
      cdp.send('Runtime.addBinding', { name: '__standinTell', executionContextName: GUARD }),
      inject(guardSource(), GUARD),
    ]
    if (preload !== undefined) {
      const text = readFileSync(preload, 'utf8')
      orders.push(inject(pageSource(this.secret)), inject(preloadSource(this.secret, facts, text), WORLD))
    }
    if (javascript === false) orders.push(cdp.send('Emulation.setScriptExecutionDisabled', { value: true }))
    await Promise.all(orders)
    await this.window._fit(cdp, targetId)
    if (this.preferences.zoomFactor !== undefined)
      setImmediate(() => this.setZoomFactor(this.preferences.zoomFactor ?? 1))
    setImmediate(() => unlessGone(this.session._applyPermissions()))
    this.watchAnswering(cdp)
    return cdp
  }

  private listen(cdp: CdpSession, targetId: string): void {
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = context.auxData as { frameId?: string }
      if (context.name === WORLD && frameId === targetId) this.world = context
    })
    cdp.on('Runtime.executionContextDestroyed', ({ executionContextUniqueId }) => {
      if (this.world?.uniqueId === executionContextUniqueId) this.world = undefined
    })
    cdp.on('Runtime.executionContextsCleared', () => {
      this.world = undefined
    })
    cdp.on('Runtime.bindingCalled', ({ name, executionContextId, payload }) => {
      if (name === '__standinTell') this.told(payload)
      else if (name === '__standinSend' && executionContextId === this.world?.id)
        this.fromWorld(JSON.parse(payload) as FromPage, this.world)
    })
    cdp.on('Runtime.consoleAPICalled', ({ type, args }) => {
      const message = args.map((argument) => String(argument.value ?? argument.description ?? '')).join(' ')
      this.emit('console-message', makeEvent({ level: type, message }))
    })
    cdp.on('Runtime.exceptionThrown', ({ exceptionDetails: { exception, text } }) => {
      this.emit('console-message', makeEvent({ level: 'error', message: exception?.description ?? text }))
    })
    cdp.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId === undefined) this.navigated(fromPage(frame.url))
    })
    cdp.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId !== targetId) return
      this.url = fromPage(url)
      this.emit('did-navigate-in-page', makeEvent({}), this.url, true)
    })
    cdp.on('Page.frameRequestedNavigation', ({ frameId }) => {
      if (frameId === targetId) this.askedByPage = true
    })
    cdp.on('Page.domContentEventFired', () => this.emit('dom-ready', makeEvent({})))
    cdp.on('Page.lifecycleEvent', ({ name, frameId }) => {
      if (name === 'firstPaint' && frameId === targetId && this.url !== '') this.paintedOnce()
    })
    cdp.on('Page.loadEventFired', () => {
      if (this.url === '') return
      this.emit('did-finish-load', makeEvent({}))
      this.finishLoad?.()
      setTimeout(() => this.paintedOnce(), 1000).unref() // a minimised window does not paint
    })
    cdp.on('Page.windowOpen', (opened) => this.popups.push(opened))
    cdp.on('Page.javascriptDialogOpening', () => {
      if (this.preferences.disableDialogs)
        unlessGone(cdp.send('Page.handleJavaScriptDialog', { accept: false }))
    })
    cdp.on('Inspector.targetCrashed', () => {
      this.crashed = true
      const details = { reason: 'crashed', exitCode: 1 }
      this.emit('render-process-gone', makeEvent({}), details)
      app.emit('render-process-gone', makeEvent({}), this, details)
    })
    cdp.on('Fetch.requestPaused', (paused) => {
      this.answer(cdp, targetId, paused).catch((error: unknown) => {
        if (!this.dead && !runtime.finished && !/Invalid InterceptionId|gone/.test(String(error)))
          say(`the request for ${paused.request.url} failed:`, error)
      })
    })
  }

  /** From the guard of this page. */
  private told(news: string): void {
    if (news === 'focus') this.window._focused()
    else if (news.startsWith('title:') && news.length > 6) this.window._title = news.slice(6)
  }

  private paintedOnce(): void {
    if (this.painted || this.dead) return
    this.painted = true
    this.window.emit('ready-to-show')
  }

  private navigated(url: string): void {
    this.crashed = false
    const before = this.url
    if (before !== '' && !/^[a-z]+:\/\//i.test(url)) {
      // about:blank and blob: pass no request, so the page is already there when main can be asked.
      const event = this.announce(url, true)
      if (event.defaultPrevented) {
        this.loadURL(before).catch(() => undefined)
        return
      }
    }
    this.url = url
    this.emit('did-navigate', makeEvent({}), url, 200, 'OK')
  }

  /** will-frame-navigate, and will-navigate for the main frame. */
  private announce(url: string, isMainFrame: boolean) {
    const event = makeEvent({
      url,
      isSameDocument: false,
      isMainFrame,
      frame: isMainFrame ? this.mainFrame : null,
    })
    this.emit('will-frame-navigate', event)
    if (isMainFrame && !event.defaultPrevented) this.emit('will-navigate', event, url)
    return event
  }

  private fromWorld(message: FromPage, world: World): void {
    if (message.kind === 'preload-error') {
      console.error(`Unable to load preload script: ${this.preferences.preload}\n${message.error}`)
      this.emit('preload-error', makeEvent({}), this.preferences.preload, new Error(message.error))
      return
    }
    const event = makeEvent({
      type: 'frame',
      sender: this,
      senderFrame: this.mainFrame,
      processId: this.id,
      frameId: 1,
      reply: (channel: string, ...args: unknown[]) => this.send(channel, ...args),
    })
    const args = codec.decode(message.body) as unknown[]
    const { channel } = message
    if (message.kind === 'send') {
      ipcMain.emit(channel, event, ...args)
      return
    }
    const { id } = message
    const fail = (error: unknown): void => {
      this.toWorld(
        { kind: 'reply', id, error: `Error invoking remote method '${channel}': ${String(error)}` },
        world,
      )
    }
    const handler = ipcMain._handlers.get(channel)
    if (!handler) {
      fail(new Error(`No handler registered for '${channel}'`))
      return
    }
    const run = async (): Promise<void> => {
      const body = codec.encode(await handler(event, ...args))
      this.toWorld({ kind: 'reply', id, body }, world)
    }
    run().catch((error: unknown) => {
      console.error(`Error occurred in handler for '${channel}':`, error)
      fail(error)
    })
  }

  private toWorld(message: ToPage, world: World | undefined): void {
    if (!world || this.dead) return
    const expression = `__standinReceive(${JSON.stringify(message)})`
    unlessGone(this._send('Runtime.evaluate', { uniqueContextId: world.uniqueId, expression }))
  }

  /** One request of the page: navigation rules, webRequest, then the program's own schemes. */
  private async answer(
    cdp: CdpSession,
    targetId: string,
    paused: Protocol.Fetch.requestPausedPayload,
  ): Promise<void> {
    const { request, requestId, resourceType, frameId } = paused
    const url = fromPage(request.url)
    const isMainFrame = resourceType === 'Document' && frameId === targetId
    const fail = (errorReason: Protocol.Network.ErrorReason) =>
      cdp.send('Fetch.failRequest', { requestId, errorReason })
    if (resourceType === 'Document') {
      const asked = isMainFrame && this.expected.delete(request.url.split('#')[0] ?? '')
      if (paused.redirectedRequestId !== undefined) {
        const event = makeEvent({ url, isSameDocument: false, isMainFrame })
        this.emit('will-redirect', event, url)
        if (event.defaultPrevented) return void (await fail('Aborted'))
      } else if (
        !asked &&
        (!isMainFrame || (await this.isOfThePage(url))) &&
        this.announce(url, isMainFrame).defaultPrevented
      )
        return void (await fail('Aborted'))
    }
    const details: RequestDetails = {
      id: requestId,
      url,
      method: request.method,
      resourceType: isMainFrame
        ? 'mainFrame'
        : resourceType === 'Document'
          ? 'subFrame'
          : lowerFirst(resourceType),
      webContents: this,
      webContentsId: this.id,
      referrer: fromPage(request.headers.Referer ?? ''),
      timestamp: performance.timeOrigin + performance.now(),
    }
    if (!(await this.session.webRequest._allows(details))) return void (await fail('BlockedByClient'))
    const handler = this.session.protocol._find(url.slice(0, url.indexOf(':')))
    if (!handler) return void (await cdp.send('Fetch.continueRequest', { requestId }))
    if (new URL(request.url).pathname === '/favicon.ico' && resourceType === 'Other')
      return void (await cdp.send('Fetch.fulfillRequest', { requestId, responseCode: 404 })) // Chromium's own wish
    const body = request.postDataEntries?.map(({ bytes = '' }) => Buffer.from(bytes, 'base64'))
    let response: Response
    try {
      const { method, headers } = request
      response = await handler(
        new Request(url, { method, headers, ...(body ? { body: Buffer.concat(body) } : {}) }),
      )
    } catch (error) {
      console.error(error)
      return void (await fail('Failed'))
    }
    if (response.status < 200) return void (await fail('Failed'))
    const responseHeaders: Record<string, string[]> = {}
    for (const [name, value] of response.headers)
      responseHeaders[name] = [...(responseHeaders[name] ?? []), value]
    const headers = await this.session.webRequest._headers({
      ...details,
      statusCode: response.status,
      responseHeaders,
    })
    await cdp.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: Object.entries(headers).flatMap(([name, values]) =>
        [values].flat().map((value) => ({ name, value: toPageText(value) })),
      ),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    })
  }

  /**
   * Whether the page asked for this navigation. Chromium says so when it did; otherwise it was a test's own
   * `reload()`, which Electron does not announce either. To another origin it counts as the page's in any case.
   */
  private async isOfThePage(url: string): Promise<boolean> {
    if (originOf(url) !== originOf(this.url)) return true
    for (let turn = 0; turn < 5 && !this.askedByPage; turn++)
      await new Promise((resolve) => setTimeout(resolve, 10))
    const asked = this.askedByPage
    this.askedByPage = false
    return asked
  }

  /** The protocol does not say which process draws a page. One that answers nothing is the one that works without end. */
  private async endBusyProcess(): Promise<void> {
    const { browser } = chromium().cdp
    const spent = async (): Promise<Map<number, number>> => {
      const { processInfo } = await browser.send('SystemInfo.getProcessInfo')
      return new Map(
        processInfo.filter(({ type }) => type === 'renderer').map(({ id, cpuTime }) => [id, cpuTime]),
      )
    }
    const before = await spent()
    await new Promise((resolve) => setTimeout(resolve, 500))
    const [busiest] = [...(await spent())]
      .map(([id, time]) => ({ id, worked: time - (before.get(id) ?? time) }))
      .sort((left, right) => right.worked - left.worked)
    if (busiest !== undefined && busiest.worked > 0) process.kill(busiest.id, 'SIGKILL')
  }

  private watchAnswering(cdp: CdpSession): void {
    let silentSince: number | undefined
    let reported = false
    const timer = setInterval(() => {
      if (this.dead) return clearInterval(timer)
      if (this.crashed || this.url === '') return
      if (silentSince === undefined) {
        silentSince = performance.now()
        const answered = (): void => {
          silentSince = undefined
          if (reported) this.window.emit('responsive')
          if (reported) this.emit('responsive')
          reported = false
        }
        cdp.send('Runtime.evaluate', { expression: '0' }).then(answered, answered)
      } else if (!reported && performance.now() - silentSince >= UNRESPONSIVE_AFTER) {
        reported = true
        this.window.emit('unresponsive')
        this.emit('unresponsive')
      }
    }, 5000)
    timer.unref()
  }
}

/** The main frame as IPC handlers see it (`event.senderFrame`). */
export class WebFrameMain {
  readonly parent = null
  readonly routingId = 1
  private readonly contents: WebContents

  constructor(contents: WebContents) {
    this.contents = contents
  }

  get url(): string {
    return this.contents.getURL()
  }

  get origin(): string {
    return originOf(this.contents.getURL())
  }

  get top(): WebFrameMain {
    return this.contents.mainFrame
  }

  get processId(): number {
    return this.contents.id
  }

  get frameTreeNodeId(): number {
    return this.contents.id
  }

  isDestroyed(): boolean {
    return this.contents.isDestroyed()
  }
}

function lowerFirst(word: string): string {
  return word.slice(0, 1).toLowerCase() + word.slice(1)
}
