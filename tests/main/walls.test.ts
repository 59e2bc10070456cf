import { describe, expect, it } from 'vitest'
import {
  contentPolicy,
  fileFor,
  forbiddenStart,
  headersOf,
  isPageFile,
  lockedPreferences,
  PARTITION,
  PRIVILEGES,
} from '#main/walls'

describe('the content policy', () => {
  it('is the reference, word by word (REN-02)', () => {
    expect(contentPolicy('N0NCE')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-N0NCE'; style-src-attr 'none'; " +
        "img-src 'self' data:; font-src 'self'; connect-src 'none'; worker-src 'none'; frame-src 'none'; " +
        "object-src 'none'; media-src 'none'; manifest-src 'none'; base-uri 'none'; form-action 'none'; " +
        "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default",
    )
    expect(contentPolicy('x')).not.toMatch(/unsafe|https?:|\*|blob:|wasm/)
  })

  it('goes out with every answer, and with what else a page needs to be told (REN-02)', () => {
    for (const path of ['/b/index.html', '/b/assets/index.js', '/b/x.css', '/b/x.woff2']) {
      const { 'content-type': type, ...rest } = headersOf(path, 'n')
      expect(type).toMatch(/^(text\/(html|javascript|css); charset=utf-8|font\/woff2)$/)
      expect(rest).toEqual({
        'content-security-policy': contentPolicy('n'),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy':
          'camera=(), microphone=(), geolocation=(), usb=(), hid=(), serial=(), clipboard-read=()',
      })
    }
  })
})

describe('the windows', () => {
  it('are made with the preferences of the security design (REN-01)', () => {
    expect(lockedPreferences('/preload.cjs', true)).toEqual({
      preload: '/preload.cjs',
      partition: 'madoguchi',
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
      devTools: false,
    })
    expect(lockedPreferences('/preload.cjs', false).devTools).toBe(true)
  })

  it('keep nothing: their partition is one in memory (REN-10)', () => {
    expect(PARTITION).not.toMatch(/^persist:/)
    expect(PRIVILEGES).toMatchObject({ bypassCSP: false, allowServiceWorkers: false, codeCache: false })
  })
})

describe('what a page may ask the scheme for (REN-08)', () => {
  const files = new Map([
    ['/index.html', '/built/index.html'],
    ['/assets/index-1a2b.js', '/built/assets/index-1a2b.js'],
  ])
  const ask = (url: string, method = 'GET') => fileFor(files, (host) => host === 'desk-4', { method, url })

  it('is what was built, under the path it was built under, at the host where a page stands now', () => {
    expect(ask('app://desk-4/')).toEqual({ status: 200, file: '/built/index.html' })
    expect(ask('app://desk-4/index.html?view=paper#x')).toEqual({ status: 200, file: '/built/index.html' })
    expect(ask('app://desk-4/assets/index-1a2b.js')).toMatchObject({ status: 200 })
  })

  it.each([
    'app://desk-4/../../etc/passwd',
    'app://desk-4/%2e%2e/%2e%2e/etc/passwd',
    'app://desk-4/%252e%252e/%252e%252e/etc/passwd',
    'app://desk-4/..%2f..%2fetc/passwd',
    'app://desk-4/..\\..\\windows\\win.ini',
    'app://desk-4/..%5c..%5cwin.ini',
    'app://desk-4/index.html%00.js',
    'app://desk-4/index\u0000.html',
    'app://desk-4//etc/passwd',
    'app://desk-4/C:/Windows/win.ini',
    'app://desk-4/built/index.html',
    'app://desk-4/INDEX.HTML',
    'app://desk-4/index.html/',
    'app://desk-4/__proto__',
    'app://desk-4/constructor',
    `app://desk-4/${'a'.repeat(10_000)}`,
    'app://evil/index.html',
    'app://desk/index.html',
    'app://desk-3/index.html',
    'app://desk-44/index.html',
    'app://desk-4.evil/index.html',
    'app://someone@desk-4/index.html',
    'app://desk-4:80/index.html',
    'file:///built/index.html',
    'https://desk-4/index.html',
    'not an address',
    '',
  ])('has nothing at %j', (url) => {
    expect(ask(url)).toEqual({ status: 404 })
  })

  it.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'get'])('takes no %s', (method) => {
    expect(ask('app://desk-4/index.html', method)).toEqual({ status: 405 })
  })

  it('has no maps, no sources and no programs among its files', () => {
    for (const name of ['index.js.map', 'app.tsx', 'native.node', 'index.cjs', 'madoguchi.db', 'notes'])
      expect(isPageFile(name), name).toBe(false)
  })
})

describe('what a packaged program is not started with (REN-11)', () => {
  it.each([
    ['--remote-debugging-port=9222', '--remote-debugging'],
    ['--remote-debugging-pipe', '--remote-debugging'],
    ['--remote-debugging-address=0.0.0.0', '--remote-debugging'],
    ['--inspect', '--inspect'],
    ['--inspect-brk=0', '--inspect'],
    ['--inspect-port=9229', '--inspect'],
    ['--no-sandbox', '--no-sandbox'],
    ['--disable-web-security', '--disable-web-security'],
    ['--js-flags=--allow-natives-syntax', '--js-flags'],
    ['--host-rules=MAP * evil', '--host-rules'],
    ['--host-resolver-rules=MAP * evil', '--host-resolver-rules'],
    ['--proxy-server=evil:8080', '--proxy-'],
    ['--proxy-pac-url=https://evil/', '--proxy-'],
    ['--load-extension=/evil', '--load-extension'],
    ['--log-net-log=net.json', '--log-net-log'],
    ['-remote-debugging-port=1', '--remote-debugging'],
    ['/remote-debugging-port=1', '--remote-debugging'],
    ['--REMOTE-DEBUGGING-PORT=1', '--remote-debugging'],
  ])('%s', (given, named) => {
    expect(forbiddenStart(['--user-data-dir=/x', given], {})).toBe(named)
  })

  it.each(['ELECTRON_ENABLE_LOGGING', 'SSLKEYLOGFILE', 'SslKeyLogFile'])('the variable %s', (name) => {
    expect(forbiddenStart([], { PATH: '/bin', [name]: '1' })).toBe(name.toUpperCase())
    expect(forbiddenStart([], { [name]: '' })).toBeUndefined()
  })

  it('starts with what a person starts it with', () => {
    expect(
      forbiddenStart(['--user-data-dir=/x', '--lang=ja', '/files/inspect'], { LANG: 'ja' }),
    ).toBeUndefined()
  })
})
