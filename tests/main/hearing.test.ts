import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { faultBook } from '#main/fault-book'
import { hear, type Question, type Seat } from '#main/hearing'
import { StoreFault } from '#main/store/faults'
import { openDesk, type TestDesk } from '../fixtures/desk.ts'

/** Where the desk's page and the approval window's stand now. */
const HERE = 'app://desk-2/index.html?2'
const THERE = 'app://desk-3/index.html?3'
/** The desk's window, the approval window, and one that was closed. */
const DESK_WINDOW = 1
const APPROVAL_WINDOW = 2
const CLOSED_WINDOW = 3

let dir: string
let desk: TestDesk
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'madoguchi-hearing-'))
  desk = await openDesk()
})
afterEach(() => {
  desk.close()
  rmSync(dir, { recursive: true, force: true })
})

const faults = () => faultBook(dir, () => '2026-11-20T01:02:03.456Z')
const book = () => readFileSync(join(dir, 'faults.log'), 'utf8')

/** Main's ears over the real gate, and which window is which. */
function ears(
  answer: Parameters<typeof hear>[0] = (caller, name, input) => asRaw(desk, caller, name, input),
) {
  const windows = new Map<number, Seat>([
    [DESK_WINDOW, { caller: { place: 'desk', window: DESK_WINDOW }, origins: ['app://desk-2'] }],
    [APPROVAL_WINDOW, { caller: { place: 'approval', window: APPROVAL_WINDOW }, origins: ['app://desk-3'] }],
  ])
  return hear(answer, (id) => windows.get(id), faults())
}
const asRaw = async (of: TestDesk, ...[caller, name, input]: Parameters<Parameters<typeof hear>[0]>) =>
  (await of.askRaw(name, input, caller)) as Awaited<ReturnType<Parameters<typeof hear>[0]>>

const from = (url: string, window = DESK_WINDOW, parent: unknown = null): Question => ({
  senderFrame: { url, parent },
  sender: { id: window },
})

describe('who is heard (IPC-02)', () => {
  it('answers the main frame of a window of ours', async () => {
    expect(await ears()(from(HERE), 'desk.state', {})).toMatchObject({ ok: true })
  })

  it.each([
    ['a frame within the page', from(HERE, DESK_WINDOW, {})],
    ['about:blank', from('about:blank')],
    ['data:', from('data:text/html,<p>')],
    ['file:', from('file:///app/desk-2/index.html')],
    ['https:', from('https://desk-2/index.html')],
    ['another host of the scheme', from('app://evil/index.html')],
    ['a host that begins as ours', from('app://desk-2.evil/index.html')],
    ['somebody at our host', from('app://someone@desk-2/index.html')],
    ['a port', from('app://desk-2:8080/index.html')],
    ['a page that has given way to this one', from('app://desk-1/index.html?1')],
    ['a page of the other window', from(THERE)],
    ['capitals', from('APP://DESK-22/index.html')],
    ['a frame that is gone', { senderFrame: null, sender: { id: DESK_WINDOW } }],
    ['a window that is closed', from(HERE, CLOSED_WINDOW)],
    ['a window that never was', from(HERE, 4711)],
  ] as const)('refuses %s, and writes it into the book of accidents (IPC-01)', async (_who, question) => {
    await desk.signIn('S0127')
    await expect(ears()(question, 'search.find', { text: '若葉' })).rejects.toThrow(/^fault F-/)
    expect(book()).toContain('"kind":"StrangerFault"')
  })

  it('takes the scheme and host as Chromium writes them: capitals are the same origin, and nothing else is', async () => {
    // A host of a standard scheme is made small before it is compared anywhere.
    expect(new URL('https://DESK/').host).toBe('desk')
    await expect(ears()(from('APP://EVIL/index.html'), 'desk.state', {})).rejects.toThrow(/^fault/)
  })

  it('knows the window by its number, whatever the page says it is', async () => {
    await desk.signIn('S0101')
    const asked = await ears()(from(THERE, APPROVAL_WINDOW), 'search.find', { text: '若葉' })
    expect(asked).toMatchObject({ error: { code: 'window-forbids' } })
    expect(
      await ears()(from(HERE), 'approval.approve', { seal: 'matches', typeBack: '0917', window: 2 }),
    ).toMatchObject({ error: { code: 'window-forbids' } })
  })
})

describe('what comes back of an accident (IPC-09)', () => {
  class SqliteError extends Error {
    readonly code = 'SQLITE_CONSTRAINT_UNIQUE'
    override readonly name = 'SqliteError'
  }
  const secret = '若葉金物店 JBSWY3DPEHPK3PXP'
  const accidents = [
    ['a constraint', new SqliteError(`UNIQUE constraint failed: token.serial ${secret}`)],
    ['an I/O error', Object.assign(new Error(`EIO: i/o error, read '/branches/${secret}'`), { code: 'EIO' })],
    ['a broken answer', new SyntaxError(`Unexpected token in JSON at position 4: ${secret}`)],
    ['a cipher', new Error(`Unsupported state or unable to authenticate data ${secret}`)],
    ['the store', new StoreFault('in-doubt')],
    ['something that is no error', secret],
    ['nothing', undefined],
  ] as const

  it.each(accidents)('of %s the page learns a number, and the book keeps no value', async (_what, thrown) => {
    const rejected = await ears(() => {
      throw thrown
    })(from(HERE), 'desk.state', {}).then(
      () => undefined,
      (error: unknown) => error as Error,
    )
    expect(rejected?.message).toMatch(/^fault F-\d{6}-\d{6}-\d+$/)
    expect(rejected?.cause).toBeUndefined()
    expect(book()).not.toContain('若葉')
    expect(book()).not.toContain('JBSW')
    expect(book()).not.toContain('/branches/')
  })

  it.each(accidents)('of %s that comes later, too', async (_what, thrown) => {
    const rejected = ears(async () => {
      throw thrown
    })(from(HERE), 'desk.state', {})
    await expect(rejected).rejects.toThrow(/^fault F-\d{6}-\d{6}-\d+$/)
  })
})
