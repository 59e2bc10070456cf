/**
 * What the program relies on in Electron, checked against whichever runtime is present. The same tests run on the
 * real Electron; the few about the stand-in alone say so and are skipped there.
 */
import { execFileSync, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, test as base, type ElectronApplication, expect, type Page } from '@playwright/test'
import { chooseRuntime, root } from '../../build/setup/runtime.ts'
import { LIMITS } from '../../build/standin/limits.ts'
import type { Fixture, PageApi } from './fixture/shared.ts'

declare global {
  /** In the fixture's main process. */
  var fixture: Fixture
  /** In the fixture's page. */
  interface Window {
    t: PageApi
    again: string
    inline?: number
    ownScript?: number
    keys?: string[]
    got?: unknown[][]
    secret?: string
    require?: unknown
    __standinSend?: unknown
    __standinReceive?: unknown
  }
}

const { kind, executable } = chooseRuntime(process.env)
const onStandin = kind === 'standin'
const font = join(root, 'node_modules/@fontsource/biz-udgothic/files/biz-udgothic-japanese-400-normal.woff2')

/** The fixture with its types stripped: plain JavaScript, as a built program is. */
function buildFixture(): string {
  const from = join(import.meta.dirname, 'fixture')
  const to = mkdtempSync(join(tmpdir(), 'fixture-app-'))
  const strip = (name: string) => stripTypeScriptTypes(readFileSync(join(from, name), 'utf8'))
  writeFileSync(join(to, 'package.json'), '{ "name": "fixture", "version": "1.2.3", "main": "main.mjs" }')
  writeFileSync(join(to, 'main.mjs'), strip('main.ts'))
  writeFileSync(join(to, 'preload.cjs'), strip('preload.ts'))
  return to
}

const env = (extra: Record<string, string> = {}): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ),
  FIXTURE_FONT: font,
  ...extra,
})

async function launch(program: string, userData: string, extra: Record<string, string> = {}) {
  const app = await _electron.launch({ args: [program, `--user-data-dir=${userData}`], env: env(extra) })
  const page = await app.firstWindow()
  await page.waitForFunction(() => 't' in window && document.readyState === 'complete')
  return { app, page }
}

interface Own {
  userData: string
  started: { app: ElectronApplication; page: Page }
  app: ElectronApplication
  page: Page
}
const test = base.extend<Own, { program: string }>({
  program: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern here
    async ({}, use) => {
      const folder = buildFixture()
      await use(folder)
      rmSync(folder, { recursive: true })
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern here
  userData: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'fixture-data-'))
    await use(folder)
    rmSync(folder, { recursive: true, force: true })
  },
  started: async ({ program, userData }, use) => {
    const started = await launch(program, userData)
    await use(started)
    await started.app
      .evaluate(() => {
        globalThis.fixture.hold = false
      })
      .catch(() => undefined)
    await started.app.close().catch(() => undefined)
  },
  app: async ({ started }, use) => use(started.app),
  page: async ({ started }, use) => use(started.page),
})

const seen = (app: ElectronApplication) => app.evaluate(() => globalThis.fixture.seen)

test('the runtime names itself and its limits', async ({ app }) => {
  const { versions, version, packaged } = await app.evaluate(({ app: it }) => ({
    versions: { ...process.versions } as unknown as Record<string, string | undefined>,
    version: it.getVersion(),
    packaged: it.isPackaged,
  }))
  console.log(
    `  runtime: ${onStandin ? `the stand-in for Electron ${versions.electron}` : `Electron ${versions.electron}`}, Chromium ${versions.chrome}, Node ${versions.node}`,
  )
  if (onStandin) for (const { what, why } of LIMITS) console.log(`  limit: ${what}: ${why}`)
  expect(versions.standin).toBe(onStandin ? '1' : undefined)
  expect(version).toBe('1.2.3')
  expect(packaged).toBe(false)
  expect(Number(versions.chrome?.split('.')[0])).toBeGreaterThanOrEqual(140)
})

test.describe('messages between page and main', () => {
  test('values survive the trip', async ({ page }) => {
    const result = await page.evaluate(async () => {
      const value = {
        date: new Date(5),
        map: new Map([['k', 1]]),
        set: new Set([1]),
        nothing: undefined,
        big: 12345678901234567890n,
        nan: Number.NaN,
        zero: -0,
        bytes: new Uint8Array([0, 255]),
        tagged: { $: 'd', v: 3 },
        text: '漢字\u2028"𠮟',
      }
      const [back] = (await window.t.invoke('echo', value)) as [typeof value]
      return [
        back.date instanceof Date && back.date.getTime(),
        back.map.get('k'),
        back.set.has(1),
        'nothing' in back && back.nothing === undefined,
        back.big === value.big,
        Number.isNaN(back.nan),
        Object.is(back.zero, -0),
        back.bytes instanceof Uint8Array && back.bytes[1],
        back.tagged.v,
        back.text === value.text,
      ]
    })
    expect(result).toEqual([5, 1, true, true, true, true, true, 255, 3, true])
  })

  test('errors come back in Electron’s words', async ({ page }) => {
    const say = (channel: string) =>
      page.evaluate((name) => window.t.invoke(name).catch((error: Error) => error.message), channel)
    expect(await say('fail')).toBe("Error invoking remote method 'fail': TypeError: bad thing")
    expect(await say('none')).toBe(
      "Error invoking remote method 'none': Error: No handler registered for 'none'",
    )
    expect(await say('function')).toContain('An object could not be cloned')
    const cloning = await page.evaluate(() => {
      try {
        return window.t.invoke('echo', Symbol('x'))
      } catch (error) {
        return (error as Error).message
      }
    })
    expect(cloning).toContain('could not be cloned')
  })

  test('main knows the frame that asks: address, origin, no parent, its window', async ({ page }) => {
    expect(await page.evaluate(() => window.t.invoke('who'))).toEqual({
      url: 'app://a/one',
      origin: 'app://a',
      parent: null,
      main: true,
      known: true,
    })
  })

  test('events from main arrive in order, and plain messages reach main', async ({ app, page }) => {
    await page.evaluate(() => {
      window.got = []
      window.t.on('news', (...args) => window.got?.push(args))
      window.t.send('say', 'hello')
    })
    await app.evaluate(({ BrowserWindow: Windows }) => {
      const contents = Windows.getAllWindows()[0]?.webContents
      contents?.send('news', 1, new Date(7))
      contents?.send('news', 2)
    })
    const got = () =>
      page.evaluate(() => window.got?.map(([n, date]) => [n, (date as Date | undefined)?.getTime()]))
    await expect.poll(got).toEqual([
      [1, 7],
      [2, undefined],
    ])
    await expect.poll(() => seen(app)).toContain('hello')
  })
})

test('the bridge copies, freezes, and keeps the two worlds apart', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const boom = () => {
      try {
        window.t.boom()
      } catch (error) {
        return [error instanceof Error, (error as Error).message]
      }
      return []
    }
    const replace = () => {
      try {
        Object.assign(window, { t: 1 })
      } catch {
        // refused
      }
      return typeof window.t.invoke
    }
    return {
      outside: [
        typeof window.secret,
        typeof window.require,
        typeof window.__standinSend,
        typeof window.__standinReceive,
      ],
      values: [
        window.t.sync(4).twice,
        window.t.sync(1).date instanceof Date,
        window.t.sync(1).bytes instanceof Uint8Array,
      ],
      boom: boom(),
      reject: await window.t.reject().catch((error: Error) => [error instanceof Error, error.message]),
      callback: await window.t.callback(async (text) => `${text}!`),
      frozen: [Object.isFrozen(window.t), Object.isFrozen(window.t.nested.deep), replace()],
      ownFunctions: window.t.sync.constructor === Function,
      requireError: window.t.requireError,
      preloadProcess: window.t.process,
      again: window.again,
      keys: Object.keys(window.t).sort(),
    }
  })
  expect(result).toEqual({
    outside: ['undefined', 'undefined', 'undefined', 'undefined'],
    values: [8, true, true],
    boom: [true, 'from preload'],
    reject: [true, 'later'],
    callback: 'got from preload!',
    frozen: [true, true, 'function'],
    ownFunctions: true,
    requireError: 'module not found: node:fs',
    preloadProcess: ['renderer', true, true],
    again: expect.stringContaining('Cannot bind an API on top of an existing property'),
    keys: ['boom', 'callback', 'invoke', 'nested', 'on', 'process', 'reject', 'requireError', 'send', 'sync'],
  })
})

test.describe('app://', () => {
  test('serves pages and data, is a secure context, and survives a reload', async ({ app, page }) => {
    const post = () => fetch('/data.json', { method: 'POST', body: '本文' }).then((answer) => answer.json())
    expect(await page.evaluate(post)).toEqual({ url: 'app://a/data.json', method: 'POST', body: '本文' })
    await page.evaluate(() => localStorage.setItem('k', 'v'))
    await page.reload()
    await page.waitForFunction(() => 't' in window)
    const kept = () =>
      page.evaluate(() => [localStorage.getItem('k'), typeof window.t.invoke, isSecureContext])
    expect(await kept()).toEqual(['v', 'function', true])
    await app.evaluate(({ BrowserWindow: Windows }) => {
      const contents = Windows.getAllWindows()[0]?.webContents
      return new Promise<void>((resolve) => {
        contents?.once('did-finish-load', () => resolve())
        contents?.reload()
      })
    })
    expect(await kept()).toEqual(['v', 'function', true])
    expect((await seen(app)).filter((entry) => entry.startsWith('nav:'))).toEqual([])
  })

  test('its policy stops inline scripts, inline styles and frames, and lets its own script and font in', async ({
    page,
  }) => {
    expect(await page.evaluate(() => [window.inline, window.ownScript])).toEqual([undefined, 1])
    const tried = await page.evaluate(async () => {
      const script = document.createElement('script')
      const refused: string[] = []
      document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective))
      try {
        script.text = 'window.inline = 2'
      } catch (error) {
        refused.push((error as Error).name)
      }
      document.body.append(script)
      const style = document.createElement('style')
      style.textContent = 'body { color: rgb(1, 2, 3) }'
      document.head.append(style)
      const frame = document.createElement('iframe')
      frame.src = 'app://a/one'
      document.body.append(frame)
      await fetch('https://example.com/').catch(() => refused.push('fetch'))
      await document.fonts.ready
      await new Promise((resolve) => setTimeout(resolve, 300))
      return {
        refused: [...new Set(refused)].sort(),
        inline: window.inline,
        colour: getComputedStyle(document.body).color,
        font: document.fonts.check('16px Desk', '窓'),
      }
    })
    expect(tried.inline).toBeUndefined()
    expect(tried.colour).toBe('rgb(0, 0, 0)')
    expect(tried.font).toBe(true)
    expect(tried.refused).toEqual(
      expect.arrayContaining(['TypeError', 'connect-src', 'fetch', 'frame-src', 'style-src-elem']),
    )
  })

  test('Trusted Types refuse markup from text, and the bridge works beside them', async ({ page }) => {
    const result = await page.evaluate(async () => {
      const field = document.querySelector('#text')
      let error = ''
      try {
        if (field) field.innerHTML = '<img src=x>'
      } catch (caught) {
        error = (caught as Error).name
      }
      return [error, field?.children.length, (await window.t.invoke('echo', 1)) as unknown]
    })
    expect(result).toEqual(['TypeError', 0, [1]])
  })

  test('every request can be refused by main', async ({ app, page }) => {
    await app.evaluate(() => {
      globalThis.fixture.cancel = 'data.json'
    })
    expect(
      await page.evaluate(() =>
        fetch('/data.json').then(
          () => 'came',
          () => 'refused',
        ),
      ),
    ).toBe('refused')
  })
})

test.describe('nobody leaves', () => {
  test('links, scripts and blank pages are refused by will-navigate', async ({ app, page }) => {
    await page.locator('#out').click({ noWaitAfter: true })
    await expect.poll(() => seen(app)).toContain('nav:https://example.com/')
    await page.evaluate(() => {
      location.href = 'https://example.com/two'
    })
    await expect.poll(() => seen(app)).toContain('nav:https://example.com/two')
    await page.evaluate(() => {
      location.href = 'about:blank'
    })
    await expect.poll(() => seen(app)).toContain('nav:about:blank')
    await expect
      .poll(() => page.evaluate(() => document.querySelector('#text')?.textContent).catch(() => 'on its way'))
      .toBe('窓口 /one')
    expect(await seen(app)).toContain('frame:true')
    const url = await app.evaluate(({ BrowserWindow: Windows }) =>
      Windows.getAllWindows()[0]?.webContents.getURL(),
    )
    expect(url).toBe('app://a/one')
  })

  test('going back does not lead out of the program', async ({ page }) => {
    expect(await page.evaluate(() => history.length)).toBe(1)
    await page.evaluate(() => history.back())
    await page.waitForTimeout(300)
    expect(await page.evaluate(() => document.querySelector('#text')?.textContent)).toBe('窓口 /one')
  })

  test('no page opens a window', async ({ app, page }) => {
    await page.locator('#blank').click({ noWaitAfter: true })
    await expect.poll(() => seen(app)).toContain('open:https://example.com/new')
    await page.evaluate(() => {
      window.open('app://a/two')
    })
    await expect
      .poll(async () => (await seen(app)).filter((entry) => entry.startsWith('open:')).length)
      .toBe(2)
    await page.locator('#out').click({ button: 'middle', noWaitAfter: true })
    await page.waitForTimeout(300)
    expect(await app.evaluate(({ BrowserWindow: Windows }) => Windows.getAllWindows().length)).toBe(1)
    expect(app.windows().filter((one) => !one.isClosed()).length).toBe(1)
  })

  test('a download is reported and does not happen', async ({ app, page }) => {
    await page.locator('#file').click({ noWaitAfter: true })
    await expect
      .poll(async () => (await seen(app)).filter((entry) => entry.startsWith('download:')).length)
      .toBe(1)
  })
})

test('no permission, device or screen is granted', async ({ page }) => {
  const states = await page.evaluate(() =>
    Promise.all(
      ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi', 'local-fonts'].map(
        async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
      ),
    ),
  )
  expect(new Set(states)).toEqual(new Set(['denied']))
  // One call each, so that each has a person's gesture behind it.
  const answers: Record<string, string> = {}
  const kinds = [
    'camera',
    'microphone',
    'screen',
    'clipboard',
    'place',
    'notification',
    'usb',
    'hid',
    'serial',
    'bluetooth',
  ]
  for (const kind of kinds)
    answers[kind] = await page.evaluate((wanted) => {
      interface Devices {
        requestDevice(options: object): Promise<unknown>
        requestPort(): Promise<unknown>
      }
      const devices = navigator as unknown as Partial<Record<string, Devices>>
      const asks: Record<string, () => Promise<unknown> | undefined> = {
        camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
        microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
        screen: () => navigator.mediaDevices.getDisplayMedia(),
        clipboard: () => navigator.clipboard.readText(),
        place: () =>
          new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
        notification: async () => {
          if ((await Notification.requestPermission()) !== 'granted') throw new Error('denied')
        },
        usb: () => devices.usb?.requestDevice({ filters: [] }),
        // Answers with a list, an empty one when nothing was chosen.
        hid: () =>
          devices.hid?.requestDevice({ filters: [] }).then((list) => {
            if ((list as unknown[]).length === 0) throw new Error('denied')
          }),
        serial: () => devices.serial?.requestPort(),
        bluetooth: () => devices.bluetooth?.requestDevice({ acceptAllDevices: true }),
      }
      const asked = asks[wanted]?.()
      if (!asked) return 'absent'
      const answer = asked.then(
        () => 'granted',
        () => 'refused',
      )
      const patience = new Promise<string>((resolve) => setTimeout(resolve, 3000, 'a person was asked'))
      return Promise.race([answer, patience])
    }, kind)
  for (const kind of kinds) expect(`${kind} ${answers[kind]}`).toMatch(/ (refused|absent)$/)
})

test('what pages store lives in memory: nothing is left after the program, on disk or in the next start', async ({
  program,
  userData,
}) => {
  const secret = '仮の秘密0123456789'
  const first = await launch(program, userData)
  await first.page.evaluate((text) => {
    localStorage.setItem('k', text)
    // biome-ignore lint/suspicious/noDocumentCookie: this is the thing under test
    document.cookie = 'k=1; max-age=10000'
  }, secret)
  await first.page.waitForTimeout(500)
  const { pid } = first.app.process()
  await first.app.close()
  const files = readdirSync(userData, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  const holding = files.filter((entry) => {
    const bytes = readFileSync(join(entry.parentPath, entry.name))
    return bytes.includes(Buffer.from(secret)) || bytes.includes(Buffer.from(secret, 'utf16le'))
  })
  expect(holding.map((entry) => entry.name)).toEqual([])
  if (onStandin)
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`electron-standin-${pid}-`))).toEqual([])
  const second = await launch(program, userData)
  expect(await second.page.evaluate(() => [localStorage.length, document.cookie])).toEqual([0, ''])
  await second.app.close()
})

test.describe('windows', () => {
  test('the desk is 1366 × 768 of page, in a plain window', async ({ app, page }) => {
    expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([1366, 768])
    expect(await page.evaluate(() => outerHeight - innerHeight)).toBeLessThan(60)
    const state = await app.evaluate(({ BrowserWindow: Windows }) => {
      const window = Windows.getAllWindows()[0]
      return [window?.isVisible(), window?.isFocused(), window?.getContentSize()]
    })
    expect(state).toEqual([true, true, [1366, 768]])
    const title = () => app.evaluate(({ BrowserWindow: Windows }) => Windows.getAllWindows()[0]?.getTitle())
    await expect.poll(title).toBe('/one')
  })

  test('a second window has its own page, preload and identity; closing it gives the first the focus', async ({
    app,
    page,
  }) => {
    const coming = app.waitForEvent('window')
    await app.evaluate(({ BrowserWindow: Windows }) => {
      const parent = Windows.getAllWindows()[0]
      globalThis.fixture.open(
        { width: 900, height: 620, title: '承認', ...(parent ? { parent } : {}) },
        '/two',
      )
    })
    const second = await coming
    await second.waitForFunction(() => 't' in window && document.readyState === 'complete')
    expect(
      await second.evaluate(() => [document.querySelector('#text')?.textContent, innerWidth, innerHeight]),
    ).toEqual(['窓口 /two', 900, 620])
    expect(await second.evaluate(() => window.t.invoke('who'))).toMatchObject({
      url: 'app://a/two',
      known: true,
      main: true,
    })
    expect(await page.evaluate(() => window.t.invoke('who'))).toMatchObject({ url: 'app://a/one' })
    const focused = () =>
      app.evaluate(({ BrowserWindow: Windows }) => Windows.getFocusedWindow()?.webContents.getURL())
    await expect.poll(focused).toBe('app://a/two')
    await app.evaluate(({ BrowserWindow: Windows }) => {
      Windows.getAllWindows()
        .find((window) => window.webContents.getURL() === 'app://a/two')
        ?.close()
    })
    await expect.poll(focused).toBe('app://a/one')
    expect(await app.evaluate(({ BrowserWindow: Windows }) => Windows.getAllWindows().length)).toBe(1)
    expect(await page.evaluate(() => document.visibilityState)).toBe('visible')
    expect((await seen(app)).filter((entry) => entry.startsWith('focus:')).at(-1)).toBe('focus:1')
  })

  test('a test may close a window as a person does', async ({ app }) => {
    const coming = app.waitForEvent('window')
    await app.evaluate(() => void globalThis.fixture.open({ width: 500, height: 400 }, '/two'))
    const second = await coming
    await second.waitForFunction(() => 't' in window)
    await second.close()
    await expect
      .poll(() => app.evaluate(({ BrowserWindow: Windows }) => Windows.getAllWindows().length))
      .toBe(1)
  })

  test('closing can be held, and the program ends in order when it is not', async ({
    app,
    program,
    userData,
  }) => {
    const held = await app.evaluate(({ BrowserWindow: Windows }) => {
      globalThis.fixture.hold = true
      Windows.getAllWindows()[0]?.close()
      return [Windows.getAllWindows().length, globalThis.fixture.seen.includes('held')]
    })
    expect(held).toEqual([1, true])
    await app.evaluate(({ app: it }) => it.quit())
    expect(await app.evaluate(({ BrowserWindow: Windows }) => Windows.getAllWindows().length)).toBe(1)
    await app.evaluate(() => {
      globalThis.fixture.hold = false
    })
    const child = app.process()
    let out = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      out += String(chunk)
    })
    const closed = app.waitForEvent('close')
    await app.evaluate(({ BrowserWindow: Windows }) => {
      setTimeout(() => Windows.getAllWindows()[0]?.close(), 50)
    })
    await closed
    await expect.poll(() => child.exitCode).toBe(0)
    expect(out).toContain('fixture: before-quit, will-quit')
    expect([existsSync(program), existsSync(userData)]).toEqual([true, true])
  })

  test('a crashed page is reported and can be loaded again', async ({ app, page }) => {
    const crashed = page.waitForEvent('crash')
    await app.evaluate(({ BrowserWindow: Windows }) =>
      Windows.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    )
    await crashed
    await expect.poll(async () => (await seen(app)).some((entry) => entry.startsWith('gone:'))).toBe(true)
    const again = await app.evaluate(async ({ BrowserWindow: Windows }) => {
      const contents = Windows.getAllWindows()[0]?.webContents
      await contents?.loadURL('app://a/again')
      return contents?.executeJavaScript('[document.querySelector("#text").textContent, typeof t.invoke]')
    })
    expect(again).toEqual(['窓口 /again', 'function'])
  })

  test('each host of the scheme is a site of its own, and its page lives in a process of its own', async ({
    app,
    page,
  }) => {
    const machine = async (): Promise<string> => {
      const driver = await page.context().newCDPSession(page)
      const { id } = await driver.send('Runtime.getIsolateId')
      await driver.detach()
      return id
    }
    const go = (url: string) =>
      app.evaluate(
        ({ BrowserWindow: Windows }, to) => Windows.getAllWindows()[0]?.webContents.loadURL(to),
        url,
      )
    const first = await machine()
    await go('app://a/two')
    expect(await machine(), 'another page of the same host keeps it').toBe(first)
    await go('app://b/one')
    const second = await machine()
    expect(second).not.toBe(first)
    await go('app://a/one')
    const third = await machine()
    expect([first, second], 'the one before has ended').not.toContain(third)
    expect(await page.evaluate(() => typeof window.t.invoke)).toBe('function')
  })

  test('a larger zoom gives the page fewer, larger pixels', async ({ app, page }) => {
    await app.evaluate(({ BrowserWindow: Windows }) =>
      Windows.getAllWindows()[0]?.webContents.setZoomFactor(1.25),
    )
    await expect.poll(() => page.evaluate(() => [innerWidth, devicePixelRatio])).toEqual([1093, 1.25])
    await app.evaluate(({ BrowserWindow: Windows }) =>
      Windows.getAllWindows()[0]?.webContents.setZoomFactor(1),
    )
    await expect.poll(() => page.evaluate(() => [innerWidth, devicePixelRatio])).toEqual([1366, 1])
  })

  test('the page hears every key first, and a browser’s shortcuts do nothing', async ({ app, page }) => {
    await page.locator('#field').focus()
    for (const key of [
      'F2',
      'F5',
      'F12',
      'Control+n',
      'Control+t',
      'Control+w',
      'Control+p',
      'Control+r',
      'Alt+ArrowLeft',
    ])
      await page.keyboard.press(key)
    await page.locator('#text').click({ button: 'right' })
    await page.locator('#field').pressSequentially('ab')
    await page.keyboard.press('Control+a')
    await page.keyboard.press('x')
    await page.waitForTimeout(300)
    expect(await page.locator('#field').inputValue()).toBe('x')
    expect(
      await page.evaluate(() => window.keys?.filter((key) => /^(F\d+|n|t|w|p|r|ArrowLeft):/.test(key))),
    ).toEqual(['F2', 'F5', 'F12', 'n', 't', 'w', 'p', 'r', 'ArrowLeft'].map((key) => `${key}:false`))
    expect(app.windows().filter((one) => !one.isClosed()).length).toBe(1)
    expect(await page.evaluate(() => window.ownScript)).toBe(1)
  })
})

test('a page prints to A4 with its font inside; printing on paper without a printer says so', async ({
  app,
  userData,
}) => {
  const pdf = join(userData, '控え.pdf')
  const failure = await app.evaluate(async ({ BrowserWindow: Windows }, path) => {
    const hidden = globalThis.fixture.open({ show: false, width: 800, height: 600 }, '/paper')
    await new Promise<void>((resolve) => hidden.webContents.once('did-finish-load', () => resolve()))
    await hidden.webContents.executeJavaScript('document.fonts.load("16px Desk", "窓口").then(() => 1)')
    const bytes = await hidden.webContents.printToPDF({
      pageSize: 'A4',
      printBackground: true,
      preferCSSPageSize: true,
    })
    const { writeFileSync: write } = process.getBuiltinModule('node:fs')
    write(path, bytes)
    // Without the page's own wish, what main asks for decides.
    const smaller = await hidden.webContents.printToPDF({ pageSize: 'A5' })
    write(path.replace('.pdf', '2.pdf'), smaller)
    const reason = await new Promise((resolve) =>
      hidden.webContents.print({ silent: true }, (_done, why) => resolve(why)),
    )
    const shown = hidden.isVisible()
    hidden.destroy()
    return [reason, shown, Windows.getAllWindows().length]
  }, pdf)
  expect(failure).toEqual([expect.stringMatching(/./), false, 1])
  expect(execFileSync('pdfinfo', [pdf], { encoding: 'utf8' })).toMatch(
    /Pages: +1\n[\s\S]*Page size: +59[45]\.\d+ x 84[12](\.\d+)? pts \(A4\)/,
  )
  const other = execFileSync('pdfinfo', [pdf.replace('.pdf', '2.pdf')], { encoding: 'utf8' })
  expect(other).toMatch(/Page size: +(419|420)(\.\d+)? x 59[45](\.\d+)? pts \(A5\)/)
  expect(execFileSync('pdftotext', [pdf, '-'], { encoding: 'utf8' })).toContain('窓口 /paper')
  const fonts = execFileSync('pdffonts', [pdf], { encoding: 'utf8' }).split('\n').slice(2).filter(Boolean)
  expect(fonts.length).toBeGreaterThan(0)
  expect(fonts.filter((line) => !/ yes (yes|no) +(yes|no) +\d+ +\d+$/.test(line))).toEqual([])
  expect(fonts.join()).toContain('BIZ')
})

test('locking and sleeping of the machine are heard', async ({ app }) => {
  await app.evaluate(({ powerMonitor }) => {
    for (const name of ['lock-screen', 'unlock-screen', 'suspend', 'resume']) powerMonitor.emit(name)
  })
  expect(await seen(app)).toEqual(
    expect.arrayContaining(['lock-screen', 'unlock-screen', 'suspend', 'resume']),
  )
})

test('a second start hands its arguments to the first and ends', async ({ app, program, userData }) => {
  const child = spawn(executable, [program, `--user-data-dir=${userData}`, '--hello'], { env: env() })
  const code = await new Promise((resolve) => child.once('exit', resolve))
  expect(code).toBe(3)
  await expect.poll(() => seen(app)).toContain('second:--hello')
})

test('dialogs can be answered by a test', async ({ app }) => {
  const answer = await app.evaluate(async ({ dialog }) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: '/tmp/x.pdf' })
    return dialog.showSaveDialog({ defaultPath: 'a.pdf' })
  })
  expect(answer).toEqual({ canceled: false, filePath: '/tmp/x.pdf' })
})

test.describe('the stand-in', () => {
  // Electron itself has all that the stand-in must refuse by name; these say nothing about it.
  test.skip(!onStandin, 'about the stand-in only')

  test('refuses what it does not have, by name', async ({ app }) => {
    const said = await app.evaluate(async (electron) => {
      const { BrowserWindow: Windows, app: it, session, dialog, protocol, powerMonitor, ipcMain } = electron
      const window = Windows.getAllWindows()[0]
      const touch = (object: object | undefined, name: string) =>
        (object as Record<string, unknown> | undefined)?.[name]
      const tries: Record<string, () => unknown> = {
        'electron.Tray': () => touch(electron, 'Tray'),
        'App.relaunch': () => touch(it, 'relaunch'),
        'BrowserWindow.setKiosk': () => touch(window, 'setKiosk'),
        'BrowserWindow.addDevToolsExtension': () => touch(Windows, 'addDevToolsExtension'),
        'WebContents.openDevTools': () => window?.webContents.openDevTools(),
        'WebFrameMain.executeJavaScript': () => touch(window?.webContents.mainFrame, 'executeJavaScript'),
        'Session.loadExtension': () => touch(window?.webContents.session, 'loadExtension'),
        'protocol.interceptFileProtocol': () => touch(protocol, 'interceptFileProtocol'),
        'ipcMain.nothing': () => touch(ipcMain, 'nothing'),
        "the event 'page-title-updated' of BrowserWindow": () =>
          window?.on('page-title-updated', () => undefined),
        "the event 'activate' of App": () => it.on('activate', () => undefined),
        "the event 'on-battery' of PowerMonitor": () =>
          powerMonitor.on('on-battery' as 'suspend', () => undefined),
        'the BrowserWindow option transparent': () => new Windows({ transparent: true }),
        'webPreferences.sandbox: false': () => new Windows({ webPreferences: { sandbox: false } }),
        'webPreferences.nodeIntegration: true': () =>
          new Windows({ webPreferences: { nodeIntegration: true } }),
        'webPreferences.webviewTag: true': () => new Windows({ webPreferences: { webviewTag: true } }),
        "a window in the session '' beside windows in 'fixture'": () => new Windows({}),
        "the partition 'persist:x' (nothing is kept after the program ends)": () =>
          session.fromPartition('persist:x'),
        'dialog.showMessageBox()': () => dialog.showMessageBox({ message: '' }),
        "session.setProxy() with mode 'system'": () => session.defaultSession.setProxy({ mode: 'system' }),
        'printToPDF() with colour': () => window?.webContents.printToPDF({ colour: true } as object),
      }
      const said: Record<string, string> = {}
      for (const [what, attempt] of Object.entries(tries))
        try {
          await attempt()
          said[what] = 'nothing happened'
        } catch (error) {
          said[what] = (error as Error).message
        }
      return said
    })
    for (const [what, message] of Object.entries(said))
      expect(message).toBe(`electron-standin: ${what} is not supported`)
    expect(Object.keys(said).length).toBe(21)
  })

  test('keeps a browser’s shortcuts, its menu and dropped files from a person, and the text field’s own keys for them', async ({
    page,
  }) => {
    const prevented = await page.evaluate(() => {
      const send = (event: Event) => !document.body.dispatchEvent(event)
      const key = (name: string, extra: KeyboardEventInit = {}) =>
        send(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...extra }))
      const files = new DataTransfer()
      files.items.add(new File(['x'], 'x.txt'))
      const drop = new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true })
      return {
        stopped: [
          ...['F1', 'F5', 'F11', 'F12'].map((name) => key(name)),
          ...['n', 't', 'w', 'p', 'r', '+', '0', 'Tab'].map((name) => key(name, { ctrlKey: true })),
          ...['I', 'N'].map((name) => key(name, { ctrlKey: true, shiftKey: true })),
          key('ArrowLeft', { altKey: true }),
          send(new MouseEvent('contextmenu', { bubbles: true, cancelable: true })),
          send(drop),
        ],
        left: [
          ...['a', 'c', 'v', 'x', 'y', 'z', 'ArrowLeft', 'Home'].map((name) => key(name, { ctrlKey: true })),
          ...['a', 'Enter', 'Tab', 'Escape', 'Backspace'].map((name) => key(name)),
          key('F4', { altKey: true }),
        ],
      }
    })
    expect(new Set(prevented.stopped)).toEqual(new Set([true]))
    expect(new Set(prevented.left)).toEqual(new Set([false]))
  })

  test('accepts every line of its limits, and no other value of it', async ({ app }) => {
    const done = await app.evaluate(async (electron) => {
      const { app: it, BrowserWindow: Windows, Menu, session, powerMonitor, safeStorage } = electron
      const window = Windows.getAllWindows()[0]
      const own = session.fromPartition('fixture')
      window?.setContentProtection(true)
      window?.removeMenu()
      window?.setMenu(null)
      window?.setMenuBarVisibility(false)
      window?.on('close', () => undefined)
      window?.webContents.on('unresponsive' as 'destroyed', () => undefined)
      window?.webContents.on('will-attach-webview', () => undefined)
      Menu.setApplicationMenu(null)
      it.setAppUserModelId('jp.example.madoguchi')
      it.commandLine.appendSwitch('disable-http-cache')
      own.setBluetoothPairingHandler(() => undefined)
      await own.setProxy({ mode: 'direct' })
      own.setSpellCheckerEnabled(false)
      powerMonitor.on('suspend', () => undefined)
      const third = new Windows({
        show: false,
        autoHideMenuBar: true,
        minWidth: 800,
        minHeight: 600,
        resizable: true,
        minimizable: true,
        maximizable: true,
        fullscreenable: false,
        skipTaskbar: true,
        webPreferences: {
          partition: 'fixture',
          webgl: false,
          spellcheck: false,
          navigateOnDragDrop: false,
          disableBlinkFeatures: 'Auxclick',
          v8CacheOptions: 'none',
          devTools: false,
          backgroundThrottling: false,
        },
      })
      await third.loadURL('app://a/three')
      third.destroy()
      return [
        it.commandLine.hasSwitch('disable-http-cache'),
        safeStorage.isEncryptionAvailable(),
        safeStorage.getSelectedStorageBackend(),
      ]
    })
    expect(done).toEqual([true, false, 'basic_text'])
  })

  test('has no key store unless a test asks for one', async ({ program, userData }) => {
    const { app } = await launch(program, userData, { MADOGUCHI_STANDIN_KEYRING: '1' })
    const result = await app.evaluate(async ({ safeStorage }) => {
      const sealed = await safeStorage.encryptStringAsync('秘密')
      const { result: text } = await safeStorage.decryptStringAsync(sealed)
      return [
        safeStorage.isEncryptionAvailable(),
        safeStorage.getSelectedStorageBackend(),
        text,
        sealed.includes(Buffer.from('秘密')),
      ]
    })
    expect(result).toEqual([true, 'gnome_libsecret', '秘密', false])
    await app.close()
  })

  test('answers dialogs from the environment, and never overwrites in its own folder', async ({
    program,
    userData,
  }) => {
    const saves = join(userData, 'saves')
    mkdirSync(saves)
    cpSync(font, join(saves, 'a.pdf'))
    const { app } = await launch(program, userData, { MADOGUCHI_STANDIN_DIALOG: saves })
    const answers = await app.evaluate(async ({ dialog }) => [
      (await dialog.showSaveDialog({ defaultPath: '/somewhere/a.pdf' })).filePath,
      (await dialog.showOpenDialog({ properties: ['openFile'] })).filePaths[0],
    ])
    expect(answers).toEqual([join(saves, 'a (2).pdf'), saves])
    await app.close()
  })

  test('opens no port of its own, and leaves no Chromium behind when it is killed', async ({
    program,
    userData,
  }) => {
    const child = spawn(executable, [program, `--user-data-dir=${userData}`], { env: env() })
    let out = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        out += String(chunk)
      })
    await expect.poll(() => out, { timeout: 20_000 }).toContain('fixture: ready')
    expect(out).not.toContain('DevTools listening')
    const profile = `electron-standin-${child.pid}-`
    const browsers = () =>
      readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .filter((pid) => {
          try {
            return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(profile)
          } catch {
            return false
          }
        })
    expect(browsers().length).toBeGreaterThan(0)
    child.kill('SIGKILL')
    await expect.poll(() => browsers().length, { timeout: 10_000 }).toBe(0)
    const next = await launch(program, userData)
    await next.app.close()
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith(profile))).toEqual([])
  })
})
