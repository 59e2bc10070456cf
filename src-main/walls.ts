import { extname } from 'node:path'

/**
 * What a page of ours is shut into, as data: its address, its headers, its window's preferences, and what the program
 * refuses to be started with. Nothing of Electron is needed to read or test it; `window.ts` puts it up.
 */

export const SCHEME = 'app'
/**
 * The host of the n-th page. Every page that is loaded stands at one of its own: to Chromium that is another site, and
 * no two sites share a process (site isolation). What the page before it had in memory goes with its process.
 */
export const hostOf = (page: number): string => `desk-${page}`

/** The host of an address of ours; undefined where it has none, or more than a host. */
export function hostIn(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { protocol, host, username, password } = new URL(url)
  return protocol === `${SCHEME}:` && username === '' && password === '' ? host : undefined
}
/** Without `persist:`: in memory, so that nothing Chromium keeps outlives the program. */
export const PARTITION = 'madoguchi'

const MIME: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/** Whether a built file is one a page may ask for. */
export const isPageFile = (name: string): boolean => MIME[extname(name)] !== undefined

/** What the scheme may do: no more than be an origin of its own from which modules are fetched. */
export const PRIVILEGES = {
  standard: true,
  secure: true,
  supportFetchAPI: true,
  bypassCSP: false,
  allowServiceWorkers: false,
  corsEnabled: false,
  stream: false,
  codeCache: false,
} as const

/** The content policy of every page, with the nonce of this load for Mantine's style elements. */
export const contentPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'none'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    "worker-src 'none'",
    "frame-src 'none'",
    "object-src 'none'",
    "media-src 'none'",
    "manifest-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ')

/** The headers of every answer to a page. */
export const headersOf = (path: string, nonce: string): Readonly<Record<string, string>> => ({
  'content-type': MIME[extname(path)] ?? 'application/octet-stream',
  'content-security-policy': contentPolicy(nonce),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(), usb=(), hid=(), serial=(), clipboard-read=()',
})

/**
 * Which built file answers a request. Nothing is ever looked up by a path from outside: the map was made from what
 * was built, and what does not stand in it is not there.
 *
 * @param files by the path they are asked for under, such as `/index.html`
 * @param stands whether a page stands at this host now
 */
export function fileFor<File>(
  files: ReadonlyMap<string, File>,
  stands: (host: string) => boolean,
  { method, url }: { readonly method: string; readonly url: string },
): { readonly status: 404 | 405 } | { readonly status: 200; readonly file: File } {
  if (method !== 'GET') return { status: 405 }
  const host = hostIn(url)
  if (host === undefined || !stands(host)) return { status: 404 }
  const { pathname } = new URL(url)
  const file = files.get(pathname === '/' ? '/index.html' : pathname)
  return file === undefined ? { status: 404 } : { status: 200, file }
}

/** The preferences of every window (security rule: renderer lockdown). */
export const lockedPreferences = (preload: string, isPackaged: boolean) =>
  ({
    preload,
    partition: PARTITION,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    webgl: false,
    enableWebSQL: false,
    navigateOnDragDrop: false,
    disableDialogs: true,
    spellcheck: false,
    disableBlinkFeatures: 'Auxclick',
    v8CacheOptions: 'none',
    devTools: !isPackaged,
  }) as const

/** Switches that open the program to somebody else, by how they begin. */
const FORBIDDEN_SWITCHES = [
  '--remote-debugging',
  '--inspect',
  '--no-sandbox',
  '--disable-web-security',
  '--js-flags',
  '--host-rules',
  '--host-resolver-rules',
  '--proxy-',
  '--load-extension',
  '--log-net-log',
] as const
const FORBIDDEN_VARIABLES = ['ELECTRON_ENABLE_LOGGING', 'SSLKEYLOGFILE'] as const

/** How the program ends that was started with something forbidden. */
export const FORBIDDEN_START_EXIT = 64

/**
 * The first switch or variable a packaged program must not be started with, by its name alone; undefined where there
 * is none. The fuse against `--inspect` does not cover remote debugging.
 */
export function forbiddenStart(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  // Chromium takes one dash, two, and on Windows a slash, in any case.
  const given = args.map((arg) => `--${/^(?:--?|\/)([^=]*)/.exec(arg)?.[1]?.toLowerCase() ?? ''}`)
  return (
    FORBIDDEN_SWITCHES.find((name) => given.some((arg) => arg.startsWith(name))) ??
    FORBIDDEN_VARIABLES.find((name) =>
      // Windows does not tell the case of a variable's name apart.
      Object.entries(env).some(
        ([key, value]) => key.toUpperCase() === name && value !== undefined && value !== '',
      ),
    )
  )
}
