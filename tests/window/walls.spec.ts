/** What a page of the real program cannot do, whatever runs in it. */
import { expect, test } from './desk.ts'

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
  for (const attempt of ['window.open', 'link to a new window', 'link', 'form', 'address']) {
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
        else {
          if (way !== 'link') link.target = '_blank'
          link.click()
        }
      })
    }, attempt)
    await page.waitForTimeout(150)
    expect(await page.evaluate(() => location.href), attempt).toBe(href)
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
