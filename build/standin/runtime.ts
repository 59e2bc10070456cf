/** What the parts of the stand-in share while it runs. */
import type { BrowserWindow } from './browser-window.ts'
import type { Chromium } from './chromium.ts'
import type { WebContents } from './web-contents.ts'

export const runtime = {
  /** `app` is ready: windows may be made. */
  ready: false,
  /** `app.quit()` is closing windows. */
  quitting: false,
  /** The program is ending; nothing more is reported. */
  finished: false,
  chromium: undefined as Chromium | undefined,
  windows: new Set<BrowserWindow>(),
  contents: new Set<WebContents>(),
  /** Windows in the order they were last focused, the focused one last. */
  focusOrder: [] as BrowserWindow[],
}

/** Chromium, once it runs; throws before. */
export function chromium(): Chromium {
  if (!runtime.chromium) throw new Error('electron-standin: Chromium does not run yet')
  return runtime.chromium
}

/** For protocol calls whose failure means only that the window or the browser has gone meanwhile. */
export function unlessGone(promise: Promise<unknown>): void {
  promise.catch((error: unknown) => {
    if (!runtime.finished && process.env.STANDIN_VERBOSE) console.error('electron-standin:', error)
  })
}
