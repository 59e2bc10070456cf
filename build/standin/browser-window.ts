/** `BrowserWindow`: an application window of Chromium's. */
import { app, requireReady } from './app.ts'
import type { CdpSession, Protocol } from './cdp.ts'
import { OFF_SCREEN } from './chromium.ts'
import { checkOptions, type WindowOptions } from './preferences.ts'
import { makeEvent, StrictEmitter, unsupported } from './refuse.ts'
import { chromium, runtime, unlessGone } from './runtime.ts'
import { claimSession } from './session.ts'
import { WebContents } from './web-contents.ts'

interface Size {
  width: number
  height: number
}
interface Bounds extends Size {
  x: number
  y: number
}

let nextId = 1

/**
 * Waits until the window system has given the window the size `outer` and the page has followed; `done` is false
 * when it has not within a second (a tiling window manager never does).
 */
async function settle(cdp: CdpSession, outer: Size): Promise<{ done: boolean; inner: Size }> {
  const expression = '[innerWidth, innerHeight, outerWidth, outerHeight]'
  let inner = outer
  for (let turn = 0; turn < 100; turn++) {
    const { result } = await cdp.send('Runtime.evaluate', { expression, returnByValue: true })
    const [width = 0, height = 0, outerWidth = 0, outerHeight = 0] = result.value as number[]
    inner = { width, height }
    const frame = { width: outerWidth - width, height: outerHeight - height }
    const isFrame = frame.width >= 0 && frame.width < 60 && frame.height >= 0 && frame.height < 160
    if (outerWidth === outer.width && outerHeight === outer.height && isFrame) return { done: true, inner }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return { done: false, inner }
}

export class BrowserWindow extends StrictEmitter {
  readonly id = nextId++
  readonly webContents: WebContents
  /** Of the page, in CSS pixels at zoom 1. For web-contents.ts. */
  _contentSize: Size
  private readonly options: WindowOptions
  private readonly parent: BrowserWindow | null
  /** Of the whole window: as last set by the program or found by _fit. */
  private bounds: Bounds
  private placed: boolean
  /** For web-contents.ts: the page's title takes over. */
  _title: string
  private visible = false
  private state: 'normal' | 'minimized' | 'maximized' = 'normal'

  constructor(options: WindowOptions = {}) {
    super([
      'ready-to-show',
      'show',
      'hide',
      'focus',
      'blur',
      'close',
      'closed',
      'minimize',
      'maximize',
      'restore',
      'unresponsive',
      'responsive',
    ])
    requireReady('new BrowserWindow()')
    checkOptions(options)
    this.options = options
    this.parent = options.parent instanceof BrowserWindow ? options.parent : null
    const { width = 800, height = 600, x, y, webPreferences = {} } = options
    this._contentSize = { width, height }
    this.bounds = { x: x ?? 0, y: y ?? 0, width, height }
    this.placed = x !== undefined && y !== undefined
    this._title = options.title ?? app.getName()
    const session = claimSession(webPreferences.partition ?? '')
    runtime.windows.add(this)
    this.webContents = new WebContents(this, webPreferences, session, () => chromium().openWindow())
    if (options.show !== false) this.show()
    app.emit('web-contents-created', makeEvent({}), this.webContents)
    app.emit('browser-window-created', makeEvent({}), this)
  }

  static getAllWindows(): BrowserWindow[] {
    return [...runtime.windows]
  }

  static getFocusedWindow(): BrowserWindow | null {
    return runtime.focusOrder.at(-1) ?? null
  }

  static fromWebContents(contents: WebContents | null | undefined): BrowserWindow | null {
    return [...runtime.windows].find((window) => window.webContents === contents) ?? null
  }

  static fromId(id: number): BrowserWindow | null {
    return [...runtime.windows].find((window) => window.id === id) ?? null
  }

  loadURL(url: string, options?: object): Promise<void> {
    return this.webContents.loadURL(url, options)
  }

  reload(): void {
    this.webContents.reload()
  }

  show(): void {
    this.appear()
    this.focus()
  }

  showInactive(): void {
    this.appear()
  }

  hide(): void {
    if (!this.visible) return
    this.visible = false
    unlessGone(this.setBrowserBounds({ left: OFF_SCREEN, top: OFF_SCREEN }))
    this.emit('hide')
    this.leaveFocus()
  }

  focus(): void {
    unlessGone(this.webContents._send('Page.bringToFront'))
    this._focused()
  }

  /** Asks the window (its `close` listeners), then closes it. */
  close(): void {
    this.requestClose()
  }

  /** Closes the window without asking. */
  destroy(): void {
    if (this.isDestroyed()) return
    unlessGone(
      this.webContents
        ._target()
        .then((targetId) => chromium().cdp.browser.send('Target.closeTarget', { targetId })),
    )
    this.webContents._gone()
  }

  isDestroyed(): boolean {
    return !runtime.windows.has(this)
  }

  isVisible(): boolean {
    return this.visible
  }

  isFocused(): boolean {
    return runtime.focusOrder.at(-1) === this
  }

  isMinimized(): boolean {
    return this.state === 'minimized'
  }

  isMaximized(): boolean {
    return this.state === 'maximized'
  }

  minimize(): void {
    this.changeState('minimized', 'minimize')
  }

  maximize(): void {
    this.changeState('maximized', 'maximize')
  }

  restore(): void {
    this.changeState('normal', 'restore')
  }

  getTitle(): string {
    return this._title
  }

  setTitle(title: string): void {
    this._title = title
    unlessGone(this.webContents.executeJavaScript(`document.title = ${JSON.stringify(title)}`))
  }

  getParentWindow(): BrowserWindow | null {
    return this.parent
  }

  getBounds(): Bounds {
    return { ...this.bounds }
  }

  setBounds(wanted: Partial<Bounds>): void {
    const { width, height } = this.bounds
    this.bounds = { ...this.bounds, ...wanted }
    this.placed ||= wanted.x !== undefined
    this._contentSize = {
      width: this._contentSize.width + this.bounds.width - width,
      height: this._contentSize.height + this.bounds.height - height,
    }
    const { x, y } = this.bounds
    const place = this.visible ? { left: x, top: y } : {}
    unlessGone(this.setBrowserBounds({ ...place, width: this.bounds.width, height: this.bounds.height }))
    if (this.webContents.getZoomFactor() !== 1) this.webContents._applyZoom()
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height })
  }

  getSize(): [number, number] {
    return [this.bounds.width, this.bounds.height]
  }

  getContentSize(): [number, number] {
    return [this._contentSize.width, this._contentSize.height]
  }

  setBackgroundColor(color: string): void {
    const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color)
    if (!hex) unsupported(`the background colour ${color} (only #rrggbb is)`)
    const [r = 0, g = 0, b = 0] = hex.slice(1).map((part) => Number.parseInt(part, 16))
    unlessGone(this.webContents._send('Emulation.setDefaultBackgroundColorOverride', { color: { r, g, b } }))
  }

  /** In LIMITS. */
  setContentProtection(_enabled: boolean): void {}

  /** In LIMITS. */
  removeMenu(): void {}

  /** In LIMITS. */
  setMenu(menu: null): void {
    if (menu !== null) unsupported('a menu')
  }

  /** In LIMITS. */
  setMenuBarVisibility(visible: boolean): void {
    if (visible) unsupported('a menu bar')
  }

  /** For app.ts and close(): false when a listener held the window. */
  requestClose(): boolean {
    const event = makeEvent({})
    this.emit('close', event)
    if (event.defaultPrevented) return false
    this.destroy()
    return true
  }

  /** For web-contents.ts: gives the connected window its size and place. */
  async _fit(cdp: CdpSession, targetId: string): Promise<void> {
    const { width, height } = this._contentSize
    const { browser } = chromium().cdp
    const { windowId } = await browser.send('Browser.getWindowForTarget', { targetId })
    const move = (bounds: Protocol.Browser.Bounds) =>
      browser.send('Browser.setWindowBounds', { windowId, bounds })
    if (this.options.backgroundColor !== undefined)
      setImmediate(() => this.setBackgroundColor(this.options.backgroundColor ?? ''))
    let outer: Size = { width, height }
    let inner: Size = outer
    for (let turn = 0; turn < 3; turn++) {
      await move({ left: OFF_SCREEN, top: OFF_SCREEN, ...outer })
      const settled = await settle(cdp, outer)
      inner = settled.inner
      const fits = inner.width === width && inner.height === height
      if (fits || !settled.done || !this.options.useContentSize) break
      outer = { width: outer.width + width - inner.width, height: outer.height + height - inner.height }
    }
    this._contentSize = inner
    Object.assign(this.bounds, outer)
    if (!this.placed) {
      const expression = '[screen.availWidth, screen.availHeight]'
      const { result } = await cdp.send('Runtime.evaluate', { expression, returnByValue: true })
      const [screenWidth = 0, screenHeight = 0] = result.value as number[]
      this.bounds.x = Math.max(0, Math.round((screenWidth - outer.width) / 2))
      this.bounds.y = Math.max(0, Math.round((screenHeight - outer.height) / 2))
    }
    this.fitted = true
    if (this.visible) await move({ left: this.bounds.x, top: this.bounds.y })
  }

  /** For web-contents.ts: this window has the focus now. */
  _focused(): void {
    if (this.isDestroyed() || !this.visible) return
    const before = runtime.focusOrder.at(-1)
    if (before === this) return
    runtime.focusOrder = [...runtime.focusOrder.filter((window) => window !== this), this]
    before?.emit('blur')
    this.emit('focus')
  }

  /** For web-contents.ts: the page has gone, and the window with it. */
  _gone(): void {
    if (!runtime.windows.delete(this)) return
    for (const child of [...runtime.windows]) if (child.parent === this) child.destroy()
    this.leaveFocus()
    this.emit('closed')
    app.windowGone()
  }

  private fitted = false

  private appear(): void {
    if (this.visible || this.isDestroyed()) return
    this.visible = true
    if (this.fitted) unlessGone(this.setBrowserBounds({ left: this.bounds.x, top: this.bounds.y }))
    this.emit('show')
  }

  /** The window last focused before this one takes over. */
  private leaveFocus(): void {
    const hadIt = this.isFocused()
    runtime.focusOrder = runtime.focusOrder.filter((window) => window !== this)
    const next = runtime.focusOrder.at(-1)
    if (!hadIt || runtime.finished) return
    if (!this.isDestroyed()) this.emit('blur')
    if (!next) return
    unlessGone(next.webContents._send('Page.bringToFront'))
    next.emit('focus')
  }

  private changeState(state: 'normal' | 'minimized' | 'maximized', event: string): void {
    if (this.state === state) return
    this.state = state
    unlessGone(this.setBrowserBounds({ windowState: state }))
    this.emit(event)
  }

  private async setBrowserBounds(bounds: Protocol.Browser.Bounds): Promise<void> {
    const targetId = await this.webContents._target()
    const { browser } = chromium().cdp
    const { windowId } = await browser.send('Browser.getWindowForTarget', { targetId })
    await browser.send('Browser.setWindowBounds', { windowId, bounds })
  }
}
