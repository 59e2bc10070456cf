/** The options a window may be made with. Anything not named here throws, so that no option is lost unseen. */
import { unsupported } from './refuse.ts'

export interface WebPreferences {
  preload?: string
  partition?: string
  javascript?: boolean
  disableDialogs?: boolean
  zoomFactor?: number
  additionalArguments?: string[]
  [name: string]: unknown
}

export interface WindowOptions {
  width?: number
  height?: number
  x?: number
  y?: number
  center?: boolean
  useContentSize?: boolean
  show?: boolean
  title?: string
  backgroundColor?: string
  parent?: object
  webPreferences?: WebPreferences
  [name: string]: unknown
}

const IMPLEMENTED_PREFERENCES = new Set([
  'preload',
  'partition',
  'javascript',
  'disableDialogs',
  'zoomFactor',
  'additionalArguments',
])
/** Preferences with the only values the stand-in can have. */
const FIXED_PREFERENCES: Record<string, readonly unknown[]> = {
  sandbox: [true],
  contextIsolation: [true],
  webSecurity: [true],
  nodeIntegration: [false],
  nodeIntegrationInWorker: [false],
  nodeIntegrationInSubFrames: [false],
  allowRunningInsecureContent: [false],
  experimentalFeatures: [false],
  webviewTag: [false],
  plugins: [false],
  // The rest is in LIMITS.
  webgl: [false],
  spellcheck: [false],
  navigateOnDragDrop: [false],
  enableWebSQL: [false],
  backgroundThrottling: [false],
  disableBlinkFeatures: ['Auxclick'],
  v8CacheOptions: ['none', 'code', 'bypassHeatCheck', 'bypassHeatCheckAndEagerCompile'],
  devTools: [true, false],
}
const IMPLEMENTED_OPTIONS = new Set([
  'width',
  'height',
  'x',
  'y',
  'center',
  'useContentSize',
  'show',
  'title',
  'backgroundColor',
  'parent',
  'webPreferences',
])
/** In LIMITS. */
const ACCEPTED_OPTIONS = new Set([
  'autoHideMenuBar',
  'minWidth',
  'minHeight',
  'resizable',
  'minimizable',
  'maximizable',
  'fullscreenable',
  'skipTaskbar',
])

/** Throws for an option, or a value of it, that would not do here what it does in Electron. */
export function checkOptions(options: WindowOptions): void {
  for (const name of Object.keys(options))
    if (options[name] !== undefined && !IMPLEMENTED_OPTIONS.has(name) && !ACCEPTED_OPTIONS.has(name))
      unsupported(`the BrowserWindow option ${name}`)
  for (const [name, value] of Object.entries(options.webPreferences ?? {})) {
    if (value === undefined || IMPLEMENTED_PREFERENCES.has(name)) continue
    if (!FIXED_PREFERENCES[name]?.includes(value)) unsupported(`webPreferences.${name}: ${String(value)}`)
  }
}
