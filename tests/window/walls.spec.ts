/** What a page of the real program cannot do, whatever runs in it. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { root } from '../../build/setup/runtime.ts'
import * as job from '../../build/tour/job.ts'
import { passphraseOf, TELLER, wakaba } from '../../build/tour/people.ts'
import type { Seat } from '../../build/tour/seat.ts'
import { expect, test } from './desk.ts'

test.use({ breaksPolicy: true })

test('IPC-01, REN-01: the page has two ways to main and nothing of Node', async ({ seat: { page } }) => {
  const found = await page.evaluate(() => {
    const global = globalThis as unknown as Record<string, unknown>
    const desk = global.desk as object
    return {
      bridge: Object.keys(desk),
      frozen: Object.isFrozen(desk),
      node: ['require', 'process', 'Buffer', 'module', 'global', 'ipcRenderer', 'electron'].filter(
        (name) => name in global,
      ),
    }
  })
  expect(found).toEqual({ bridge: ['ask', 'onChange'], frozen: true, node: [] })
  const ask = (name: string, input: unknown = {}) =>
    page.evaluate(
      ([operation, given]) =>
        (window as unknown as { desk: { ask(name: unknown, input: unknown): Promise<unknown> } }).desk.ask(
          operation,
          given,
        ),
      [name, input] as const,
    )
  for (const name of ['__proto__', 'constructor', 'store.run', 'case.delete'])
    expect(await ask(name)).toMatchObject({ ok: false, error: { code: 'operation-unknown' } })
  // Crafted: the desk's own page asks for what only the supervisor's window may, and for what nobody here may.
  expect(await ask('approval.approve', { seal: 'matches', typeBack: '0917' })).toMatchObject({
    ok: false,
    error: { code: 'window-forbids' },
  })
  expect(await ask('search.find', { text: '若葉' })).toMatchObject({ ok: false })
  expect(await ask('desk.state', { role: 'supervisor' })).toMatchObject({
    ok: false,
    error: { code: 'input-malformed' },
  })
})

test('REN-03, REN-07: nothing foreign runs in the page, and it reaches no network', async ({
  seat: { page },
}) => {
  const tried = await page.evaluate(async () => {
    const refused: string[] = []
    const attempt = async (name: string, act: () => unknown): Promise<void> => {
      try {
        await act()
      } catch {
        refused.push(name)
      }
    }
    const violations: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective))
    await attempt('innerHTML', () => {
      document.body.innerHTML = '<img src=x onerror="window.foreign = 1">'
    })
    await attempt('document.write', () => document.write('<script>window.foreign = 2</script>'))
    await attempt('script.text', () => {
      const script = document.createElement('script')
      script.text = 'window.foreign = 3'
      document.head.append(script)
    })
    await attempt('Worker', () => new Worker(URL.createObjectURL(new Blob(['1']))))
    await attempt('import', () => import(String('data:text/javascript,window.foreign=4')))
    await attempt('fetch', () => fetch('https://example.com/'))
    await attempt(
      'WebSocket',
      () =>
        new Promise((resolve, reject) => {
          const socket = new WebSocket('wss://example.com/')
          socket.onopen = resolve
          socket.onerror = reject
        }),
    )
    const frame = document.createElement('iframe')
    frame.src = 'https://example.com/'
    document.body.append(frame)
    const styled = document.createElement('p')
    styled.setAttribute('style', 'position: fixed')
    document.body.append(styled)
    const image = new Image()
    image.src = 'https://example.com/x.png'
    await new Promise((resolve) => setTimeout(resolve, 300))
    return {
      refused,
      violations: [...new Set(violations)],
      foreign: 'foreign' in window,
      position: getComputedStyle(styled).position,
      image: image.naturalWidth,
    }
  })
  expect(tried.foreign).toBe(false)
  expect(tried.position).toBe('static')
  expect(tried.image).toBe(0)
  expect(tried.refused).toEqual(
    expect.arrayContaining([
      'innerHTML',
      'document.write',
      'script.text',
      'Worker',
      'import',
      'fetch',
      'WebSocket',
    ]),
  )
  expect(tried.violations).toEqual(
    expect.arrayContaining(['connect-src', 'frame-src', 'img-src', 'style-src-attr']),
  )
})

test('REN-05: no other window opens, and no other place is gone to', async ({ seat: { page, app } }) => {
  const windows = app.windows().length
  const { href } = await page.evaluate(() => ({ href: location.href }))
  // Each attempt in a task of its own: a navigation that is refused ends the one before it, and a page that is
  // really left would take the answer with it.
  const ways = ['window.open', 'link to a new window', 'link', 'form', 'address', 'address of ours', 'reload']
  for (const attempt of ways) {
    const born = await page.evaluate(() => performance.timeOrigin)
    await page.evaluate((way) => {
      setTimeout(() => {
        const link = document.createElement('a')
        const form = document.createElement('form')
        document.body.append(link, form)
        link.href = 'https://example.com/'
        form.action = 'https://example.com/'
        if (way === 'window.open') window.open('https://example.com/')
        else if (way === 'form') form.submit()
        else if (way === 'address') location.href = 'https://example.com/'
        else if (way === 'address of ours') location.href = '/index.html?4711'
        else if (way === 'reload') location.reload()
        else {
          if (way !== 'link') link.target = '_blank'
          link.click()
        }
      })
    }, attempt)
    await page.waitForTimeout(150)
    expect(await page.evaluate(() => location.href), attempt).toBe(href)
    expect(await page.evaluate(() => performance.timeOrigin), attempt).toBe(born)
  }
  await page.waitForTimeout(700)
  expect(app.windows()).toHaveLength(windows)
  expect(await page.evaluate(() => location.href)).toBe(href)
  await expect(page.locator('#staff')).toBeVisible()
})

test('REN-06, REN-10: no permission is given, and the page keeps nothing', async ({ seat: { page } }) => {
  const found = await page.evaluate(async () => {
    const states: Record<string, string> = {}
    for (const name of ['camera', 'microphone', 'geolocation', 'notifications', 'clipboard-read']) {
      states[name] = await navigator.permissions
        .query({ name: name as PermissionName })
        .then(({ state }) => state)
        .catch(() => 'denied')
    }
    const clipboard = await navigator.clipboard.readText().then(
      () => 'read',
      () => 'denied',
    )
    const databases = await indexedDB.databases()
    return {
      allowed: Object.entries(states).filter(([, state]) => state === 'granted'),
      clipboard,
      kept: [localStorage.length, sessionStorage.length, databases.length, document.cookie.length],
    }
  })
  expect(found).toEqual({ allowed: [], clipboard: 'denied', kept: [0, 0, 0, 0] })
})

/** What the production build serves: read once, after the program has been built. */
function built(): readonly { readonly name: string; readonly text: string }[] {
  const folder = join(root, 'out/renderer')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(html|js|css|map)$/.test(name))
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
}

/** Names of things, not addresses: nothing is fetched from them, and the content policy would not let it. */
const NAMES = /^https?:\/\/(www\.w3\.org|json-schema\.org|react\.dev|mantine\.dev)\b/

const LICENCES = /^assets\/licences-[\w-]+\.js$/

test('REN-02: what is built has no inline script, no foreign address, no source map, and makes no code of text', () => {
  const files = built()
  expect(files.length).toBeGreaterThan(4)
  const pages = files.filter(({ name }) => name.endsWith('.html'))
  expect(pages.map(({ name }) => name)).toEqual(['index.html'])
  for (const { text } of pages) {
    const scripts = [...text.matchAll(/<script\b([^>]*)>([^<]*)<\/script>/g)]
    expect(scripts.length).toBeGreaterThan(0)
    for (const [, attributes, content] of scripts) {
      expect(attributes).toContain('src="./assets/')
      expect(content).toBe('')
    }
    expect(text).not.toMatch(/<style|\son\w+=|style=|javascript:|http-equiv/i)
  }
  for (const { name, text } of files) {
    expect(name).not.toMatch(/\.map$/)
    expect(text, name).not.toMatch(/sourceMappingURL|unsafe-(inline|eval|hashes)/)
    expect(text, name).not.toMatch(/\bnew Function\b|(?<![\w$.])eval\(|document\.write\(|insertAdjacentHTML/)
    // Licences are shown word for word, with the addresses their authors wrote into them.
    if (LICENCES.test(name)) continue
    const addresses = text.match(/https?:\/\/[\w.-]+/g) ?? []
    expect(
      addresses.filter((address) => !NAMES.test(address)),
      name,
    ).toEqual([])
  }
})

test('REN-03: no text becomes code, however it is put', async ({ seat: { page } }) => {
  const refused = await page.evaluate(async () => {
    const names: string[] = []
    const attempts: Record<string, () => unknown> = {
      eval: () => (Reflect.get(globalThis, 'eval') as (text: string) => unknown)('window.foreign = 1'),
      Function: () => new Function('window.foreign = 2')(),
      'setTimeout with text': () => setTimeout('window.foreign = 3' as unknown as () => void),
      'an attribute that listens': () => document.body.setAttribute('onclick', 'window.foreign = 4'),
      insertAdjacentHTML: () => document.body.insertAdjacentHTML('beforeend', '<b>x</b>'),
      outerHTML: () => {
        document.createElement('p').outerHTML = '<b>x</b>'
      },
      srcdoc: () => {
        document.createElement('iframe').srcdoc = '<b>x</b>'
      },
      DOMParser: () => new DOMParser().parseFromString('<b>x</b>', 'text/html'),
      'a policy of one’s own': () =>
        (
          window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): object } }
        ).trustedTypes.createPolicy('mine', { createHTML: (text: string) => text }),
      'a worker of one’s own': () => new Worker('data:text/javascript,1'),
      'a service worker': () => navigator.serviceWorker.register('/index.html'),
    }
    // In a task of the page's own: what a debugger evaluates may do more than the page.
    await new Promise<void>((resolve) =>
      setTimeout(async () => {
        for (const [name, act] of Object.entries(attempts)) {
          try {
            await act()
          } catch {
            names.push(name)
          }
        }
        resolve()
      }),
    )
    await new Promise((resolve) => setTimeout(resolve, 200))
    return { names, foreign: 'foreign' in window }
  })
  expect(refused.foreign).toBe(false)
  expect(refused.names).toEqual(
    expect.arrayContaining([
      'eval',
      'Function',
      'setTimeout with text',
      'insertAdjacentHTML',
      'outerHTML',
      'srcdoc',
      'DOMParser',
      'a policy of one’s own',
      'a worker of one’s own',
      'a service worker',
    ]),
  )
})

test('REN-05: no frame, no page within the page, no refresh, no history to elsewhere, nothing dropped', async ({
  seat: { page, app },
}) => {
  const windows = app.windows().length
  const { href } = await page.evaluate(() => ({ href: location.href }))
  const ways = ['iframe', 'webview', 'refresh', 'middle click', 'drop', 'history', 'object'] as const
  for (const attempt of ways) {
    await page.evaluate((way) => {
      setTimeout(() => {
        const put = (name: string, attributes: Record<string, string>): HTMLElement => {
          const element = document.createElement(name)
          for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
          document.body.append(element)
          return element
        }
        const elsewhere = 'https://example.com/'
        if (way === 'iframe') put('iframe', { src: elsewhere })
        else if (way === 'webview') put('webview', { src: elsewhere })
        else if (way === 'refresh')
          document.head.append(put('meta', { 'http-equiv': 'refresh', content: `0;url=${elsewhere}` }))
        else if (way === 'object') put('object', { data: elsewhere })
        else if (way === 'middle click')
          put('a', { href: elsewhere }).dispatchEvent(
            new MouseEvent('auxclick', { button: 1, bubbles: true }),
          )
        else if (way === 'drop') {
          const data = new DataTransfer()
          data.setData('text/uri-list', elsewhere)
          document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }))
        } else history.pushState(null, '', elsewhere)
      })
    }, attempt)
    await page.waitForTimeout(150)
    expect(await page.evaluate(() => location.href), attempt).toBe(href)
  }
  // A frame that was refused shows an empty page of nobody's, which nobody can look into.
  const shown = await page.evaluate(() =>
    [...document.querySelectorAll('iframe')].map((frame) => {
      try {
        return frame.contentDocument?.body?.innerText ?? ''
      } catch {
        return ''
      }
    }),
  )
  expect(shown.filter((text) => text !== '')).toEqual([])
  expect(app.windows()).toHaveLength(windows)
})

test('REN-06: every kind of permission and every device is denied', async ({ seat: { page } }) => {
  const found = await page.evaluate(async () => {
    const given: string[] = []
    const names = [
      'camera',
      'microphone',
      'geolocation',
      'notifications',
      'midi',
      'clipboard-read',
      'clipboard-write',
      'idle-detection',
      'storage-access',
      'local-fonts',
      'window-management',
      'screen-wake-lock',
      'background-sync',
      'background-fetch',
      'push',
      'persistent-storage',
      'payment-handler',
      'accelerometer',
      'gyroscope',
      'magnetometer',
      'nfc',
      'speaker-selection',
      'display-capture',
    ]
    for (const name of names) {
      const state = await navigator.permissions.query({ name: name as PermissionName }).then(
        ({ state }) => state,
        () => 'unknown',
      )
      if (state === 'granted') given.push(name)
    }
    const machine = navigator as unknown as Record<
      string,
      Record<string, (options?: object) => Promise<unknown>> | undefined
    >
    const asks: Record<string, () => Promise<unknown> | undefined> = {
      media: () => machine.mediaDevices?.getUserMedia?.({ audio: true, video: true }),
      screen: () => machine.mediaDevices?.getDisplayMedia?.({ video: true }),
      usb: () => machine.usb?.requestDevice?.({ filters: [] }),
      hid: () => machine.hid?.requestDevice?.({ filters: [] }),
      serial: () => machine.serial?.requestPort?.(),
      bluetooth: () => machine.bluetooth?.requestDevice?.({ acceptAllDevices: true }),
      clipboard: () => machine.clipboard?.readText?.(),
      position: () =>
        new Promise((resolve, reject) =>
          navigator.geolocation.getCurrentPosition(resolve, reject, { timeout: 2000 }),
        ),
      notification: async () => {
        if ((await Notification.requestPermission()) !== 'granted') throw new Error('denied')
      },
      persistence: async () => {
        if (!(await navigator.storage.persist())) throw new Error('denied')
      },
    }
    for (const [name, ask] of Object.entries(asks)) {
      const answer = await Promise.race([
        Promise.resolve()
          .then(ask)
          .then(
            (value) =>
              value === undefined && name !== 'notification' && name !== 'persistence' ? 'absent' : 'given',
            () => 'denied',
          ),
        new Promise<string>((resolve) => setTimeout(resolve, 3000, 'unanswered')),
      ])
      if (answer === 'given') given.push(name)
    }
    return given
  })
  expect(found).toEqual([])
})

test('REN-08: the page finds nothing of the machine behind its own scheme', async ({ seat: { page } }) => {
  const found = await page.evaluate(async () => {
    const there: string[] = []
    const paths = [
      '../../etc/passwd',
      '%2e%2e/%2e%2e/etc/passwd',
      '..%2f..%2fpackage.json',
      '%252e%252e%252fetc/passwd',
      '..\\..\\package.json',
      'index.html%00.png',
      '/etc/passwd',
      'C:/Windows/win.ini',
      'INDEX.HTML',
      'a'.repeat(10_000),
    ]
    for (const path of [
      ...paths.map((one) => `app://desk/${one}`),
      'app://evil/index.html',
      'app://desk.evil/index.html',
    ]) {
      const sheet = document.createElement('link')
      sheet.rel = 'stylesheet'
      sheet.href = path
      const loaded = await new Promise((resolve) => {
        sheet.onload = () => resolve(true)
        sheet.onerror = () => resolve(false)
        setTimeout(resolve, 1000, false)
        document.head.append(sheet)
      })
      if (loaded) there.push(path.slice(0, 60))
    }
    return there
  })
  expect(found).toEqual([])
})

/** Only what is nobody else's: it must not be anywhere once the screen is hidden. */
const CANARY = '蛍袋 紫乃'

/** Everything the page's heap holds, as text. */
async function heapOf(page: Page): Promise<string> {
  const driver = await page.context().newCDPSession(page)
  const pieces: string[] = []
  driver.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => pieces.push(chunk))
  await driver.send('HeapProfiler.collectGarbage')
  await driver.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await driver.detach()
  return pieces.join('')
}
/** The processes of Chromium that draw pages, under this program; one may stand ready for a page to come. */
function renderers({ app }: Seat): readonly number[] {
  const all = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [])
    .map(([, pid, parent, args = '']) => ({ pid: Number(pid), parent: Number(parent), args }))
  const ours = new Set([app.process().pid])
  for (let found = 0; found !== ours.size; ) {
    found = ours.size
    for (const { pid, parent } of all) if (ours.has(parent)) ours.add(pid)
  }
  return all
    .filter(({ pid, args }) => ours.has(pid) && args.includes('--type=renderer'))
    .map(({ pid }) => pid)
}

/** The operating system's number of the page's process: of all that draw pages, the one that works while the page does. */
async function processOf(seat: Seat): Promise<number> {
  // Fields 14 and 15 of /proc/…/stat, time spent in hundredths of a second, counted after the name in brackets.
  const spent = (pid: number): number => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return Number(fields[11]) + Number(fields[12])
  }
  const before = renderers(seat).map((pid) => ({ pid, ticks: spent(pid) }))
  await seat.page.evaluate(() => {
    const until = performance.now() + 500
    while (performance.now() < until);
  })
  const [most] = before
    .filter(({ pid }) => existsSync(`/proc/${pid}`))
    .map(({ pid, ticks }) => ({ pid, worked: spent(pid) - ticks }))
    .sort((left, right) => right.worked - left.worked)
  if (most === undefined) throw new Error('no process draws this page')
  return most.pid
}

test('REN-09, REN-10: whoever comes, leaves or comes back gets a page in another process; the one that was left holds nothing of a customer, and nothing of the passphrase; nothing is kept on the disk', async ({
  seat,
  tokens,
}) => {
  test.slow()
  const { hands, page } = seat
  let last = await processOf(seat)
  const anotherProcess = async (why: string): Promise<void> => {
    const now = await processOf(seat)
    expect(now, why).not.toBe(last)
    await expect
      .poll(() => renderers(seat), { message: `the one before has ended: ${why}` })
      .not.toContain(last)
    last = now
  }
  await job.signIn(hands, tokens, TELLER)
  await anotherProcess('for whoever came')
  expect(await heapOf(page), 'it knows no passphrase').not.toContain(passphraseOf(TELLER))

  await job.find(hands, wakaba)
  await job.receive(hands, wakaba)
  await job.openCase(hands)
  await hands.field('formNumber', 'IB-77')
  await hands.page.locator('#visitorName').focus()
  await hands.page.keyboard.type(CANARY)
  const before = await heapOf(page)
  expect(
    before.includes(CANARY) || before.includes(escaped(CANARY)),
    'the snapshot shows what is there',
  ).toBe(true)

  await hands.press('Control+l')
  await hands.at('passphrase')
  await anotherProcess('for whoever left')
  const left = await heapOf(page)
  const shown = await page.content()
  for (const trace of [CANARY, '若葉金物店']) {
    expect(left.includes(trace) || left.includes(escaped(trace)), `${trace} in the heap`).toBe(false)
    expect(shown, 'in the page').not.toContain(trace)
  }

  await job.comeBack(hands, tokens, TELLER)
  await page.locator('#formNumber').waitFor({ timeout: 30_000 })
  await expect(page.locator('#formNumber')).toHaveValue('IB-77')
  await expect(page.locator('#visitorName')).toHaveValue(CANARY)
  await anotherProcess('for whoever came back')
  expect(await heapOf(page), 'it knows no passphrase').not.toContain(passphraseOf(TELLER))

  const kept = await page.evaluate(async () => [
    localStorage.length,
    sessionStorage.length,
    (await indexedDB.databases()).length,
    document.cookie.length,
    (await navigator.serviceWorker.getRegistrations()).length,
    (await caches.keys()).length,
  ])
  expect(kept).toEqual([0, 0, 0, 0, 0, 0])
  const profile = chromiumProfile(seat)
  const traces = [CANARY, '若葉金物店', passphraseOf(TELLER)].flatMap((text) => [
    Buffer.from(text, 'utf8'),
    Buffer.from(text, 'utf16le'),
  ])
  const holding = [seat.userData, ...profile].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => {
        const bytes = readFileSync(file)
        return traces.some((trace) => bytes.includes(trace))
      }),
  )
  expect(holding, 'files that hold something of a customer').toEqual([])
})

/** As a snapshot writes what is not ASCII. */
const escaped = (text: string): string =>
  text.replace(
    /[^ -~]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  )

/** Where Chromium keeps what it keeps: with Electron in the program's own folder, with the stand-in in a passing one. */
function chromiumProfile({ userData, app }: Seat): readonly string[] {
  const { pid = 0 } = app.process()
  const folders = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => /--user-data-dir=(\S+)/.exec(line)?.[1] ?? [])
    .filter((folder) => folder !== userData && folder.includes(`${pid}-`) && existsSync(folder))
  return [...new Set(folders)]
}

test('REN-12: a passphrase and a code cannot be copied out of their fields, and a passphrase can be pasted', async ({
  seat: { page, hands },
}) => {
  await hands.at('staff')
  await hands.type('S0101')
  await hands.press('Control+a', 'Control+c')
  await page.locator('#passphrase').focus()
  await page.keyboard.type('not for the clipboard')
  await hands.press('Control+a', 'Control+c', 'Control+x')
  await expect(page.locator('#passphrase')).toHaveValue('not for the clipboard')
  // Shown, it is a field of text as any other, and copied all the same not.
  await page
    .locator('#passphrase ~ * button, [data-secret] button')
    .first()
    .click()
    .catch(() => undefined)
  await page.locator('#passphrase').focus()
  await hands.press('Control+a', 'Control+c')
  await page.locator('#code').focus()
  await page.keyboard.type('123456')
  await hands.press('Control+a', 'Control+c', 'Control+x')
  await expect(page.locator('#code')).toHaveValue('123456')
  await page.locator('#passphrase').focus()
  await hands.press('Control+a', 'Control+v')
  await expect(page.locator('#passphrase'), 'what was copied last is what could be').toHaveValue('S0101')
})
