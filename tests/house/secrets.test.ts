import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isOperationName, type OperationName, operations } from '#shared/operations'
import { Role } from '#shared/staff'
import { TAKES_APART } from '../fixtures/canary-trust.ts'
import { LEAVES_NOTHING, LEAVES_SEVERAL } from '../fixtures/entries-left.ts'
import type { Left } from '../fixtures/trail-watch.ts'

/**
 * A desk is worked through everything it can do, with a customer, passphrases, seeds and codes that can be told
 * again; then everything it left behind and everything it said is searched for them (PRV-02, OTP-12, IPC-09, STO-01). What
 * each question left on the trail is counted on the same walk (AUD-01).
 */

const worker = join(import.meta.dirname, '../fixtures/canaries.ts')
const customer = { names: ['検証', '花子Ω', '太郎Ω'], account: '7654321' }

/** Answers that must show a customer's name, because somebody is looking for them or at them. */
const SHOW_NAMES = new Set([
  'search.find',
  'contract.view',
  'token.view',
  'board.reissue',
  'board.radar',
  'board.sunset',
  'campaign.view',
  'router.answer',
  'master.rehearse',
  'case.view',
  'case.list',
  'dispatch.board',
  'dispatch.view',
  'dispatch.bags',
  'approval.view',
  'paper.preview',
  'paper.content',
])
/** Entries of the trail and of the safe show reasons people gave in their own words. */
const SHOW_REASONS = new Set(['trail.list', 'stock.token', 'stock.destructions'])
/** The one answer that shows codes and passphrases: those of the practice branch, which are published. */
const SHOW_PRACTICE = 'practice.tokens'
/** First secrets and recovery cards are said once, to be put on paper, and lie nowhere. */
const SAID_ONCE = /^people\.(add|enable|reset)$|^keys\.show-card$/
/** A recovery card on its way to the printer. */
const isCard = ({ name, reply }: Reply): boolean =>
  name === 'paper.content' &&
  (reply.value as { record?: { kind: string } | null } | undefined)?.record?.kind === 'card'

type Reply = {
  name: string
  place: string
  role: string
  reply: { ok?: boolean; value?: unknown; error?: unknown; fault?: string }
  /** Entries of the trail that were made on the way; missing where something was saved and not answered. */
  left?: readonly Left[]
}
type Found = {
  replies: Reply[]
  numbers: string[]
  passphrases: string[]
  practised: string[]
  codes: string[]
  seeds: string[]
  /** Every code twenty canary tokens showed while the walk lasted, or would show ten steps before and after. */
  shown: string[]
  /** Operations that end a session, and are therefore not asked again by everybody. */
  left: string[]
}

const base32 = (bytes: Buffer): string => {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? [])
    .map((group) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(group.padEnd(5, '0'), 2)])
    .join('')
}

/** Every spelling in which a text may lie in a file. */
const spellings = (text: string): Buffer[] => [
  Buffer.from(text, 'utf8'),
  Buffer.from(text, 'utf16le'),
  Buffer.from(Buffer.from(text).toString('base64').replace(/=+$/, '')),
  Buffer.from(Buffer.from(text).toString('hex')),
]
const seedSpellings = (hex: string): Buffer[] => {
  const bytes = Buffer.from(hex, 'hex')
  return [
    bytes,
    ...[hex, hex.toUpperCase(), base32(bytes), bytes.toString('base64').replace(/=+$/, '')].map((text) =>
      Buffer.from(text),
    ),
  ]
}
/** Six to eight digits by themselves; within a longer number or a hash they are nobody's code. */
const numbersIn = (text: string): ReadonlySet<string> =>
  new Set(text.match(/(?<![0-9A-Za-z+/_-])[0-9]{6,8}(?![0-9A-Za-z+/=_-])/g))

const secretsIn = (bytes: Buffer, found: Found): string[] => {
  const numbers = numbersIn(bytes.toString('latin1'))
  return [
    ...found.passphrases.filter((phrase) => spellings(phrase).some((one) => bytes.includes(one))),
    ...found.seeds.filter((seed) => seedSpellings(seed).some((one) => bytes.includes(one))),
    ...[...found.codes, ...found.shown].filter((code) => numbers.has(code)),
  ]
}
const customersIn = (bytes: Buffer): string[] =>
  [...customer.names, customer.account].filter((name) => spellings(name).some((one) => bytes.includes(one)))

/** Refused and remembered: the failure that was counted is an effect, and the entry is about it. */
const REMEMBERED = new Set(['code-refused', 'staff-code-refused'])

/** Whether an answer has left what it must: a change its one entry, a look none or one that says who looked. */
function fits(name: OperationName, left: readonly Left[]): boolean {
  const operation = operations[name]
  const several = LEAVES_SEVERAL.get(name)
  const verbs = left.map(({ verb }) => verb)
  if (several !== undefined) return several.sequences.some((one) => one === verbs.join(' '))
  const isNote = left.length === 1 && left[0]?.outcome === 'noted' && left[0].touched === 0
  // Looked at again within ten minutes leaves nothing.
  if (operation.kind === 'query') return left.length === 0 || ('reads' in operation && isNote)
  if (LEAVES_NOTHING.has(name)) return left.length === 0
  return left.length === 1 && (left[0]?.outcome === 'done' || isNote)
}

let root: string
let found: Found
let inside: Buffer
let voice = ''
/** What lay in each file, while the branch was open and after it was closed. */
const files = new Map<string, Buffer>()

function look(dir: string, when: string): void {
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    files.set(`${when}: ${relative(dir, path)}`, readFileSync(path))
  }
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'madoguchi-canaries-'))
  const dir = mkdtempSync(join(root, 'desk-'))
  const out = mkdtempSync(join(root, 'out-'))
  const temporary = mkdtempSync(join(root, 'tmp-'))
  await new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, [worker, dir, out], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, SQLITE_TMPDIR: temporary },
    })
    child.stderr.on('data', (data) => {
      voice += String(data)
    })
    createInterface({ input: child.stdout }).on('line', (line) => {
      voice += `${line}\n`
      if (line === 'OPEN') {
        look(dir, 'open')
        child.stdin.end()
      }
    })
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`the desk ended with ${code}: ${voice}`)),
    )
  })
  look(dir, 'closed')
  look(temporary, 'temporary')
  found = JSON.parse(readFileSync(join(out, 'found.json'), 'utf8'))
  inside = readFileSync(join(out, 'inside.json'))
}, 900_000)
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('after everything a desk can do', () => {
  it('every operation was really asked, and answered at least once', () => {
    const answered = new Set(found.replies.filter(({ reply }) => reply.ok === true).map(({ name }) => name))
    const all = Object.keys(operations)
    // Nothing was founded before it was chosen, and what takes a branch apart is answered in tests of its own.
    const refused = ['branch.choose', ...TAKES_APART]
    expect(all.filter((name) => !answered.has(name)).toSorted()).toEqual(refused.toSorted())
    for (const name of refused) expect(found.replies.map((one) => one.name)).toContain(name)
  })

  it('every kind of file was looked at, open and closed', () => {
    const names = [...files.keys()].join('\n')
    for (const name of [
      'open: branch/',
      '-wal',
      'keyring.json',
      'attempts.json',
      'closed: practice/',
      'faults/faults.log',
    ]) {
      expect(names).toContain(name)
    }
    expect(found.codes.length).toBeGreaterThan(12)
    expect(found.seeds.length).toBeGreaterThan(12)
    expect(found.passphrases.length).toBeGreaterThan(10)
  })

  it('everybody has asked everything there is to ask, and so has nobody (OTP-12)', () => {
    // 20 tokens, ten steps on either side of the first moment and of the last.
    expect(found.shown.length).toBeGreaterThanOrEqual(20 * 21)
    const asked = new Set(found.replies.map(({ name, place, role }) => `${role} ${place} ${name}`))
    const missing = Object.entries(operations).flatMap(([name, { from }]) =>
      from.some((place) => place === 'desk') && !found.left.includes(name)
        ? [...Role.options, 'nobody']
            .filter((role) => !asked.has(`${role} desk ${name}`))
            .map((role) => `${role} ${name}`)
        : [],
    )
    expect(missing).toEqual([])
    // A canary's code was really judged, and its token registered by it.
    const registered = found.replies.filter(
      ({ name, reply }) => name === 'case.register' && reply.ok === true,
    )
    expect(JSON.stringify(registered)).toContain('VSMT61000000')
    // What is left out of the sweep is the door, and what closes or takes apart what is behind it.
    expect(
      found.left.filter(
        (name) =>
          !/^(session|setup|branch|practice|recovery)\.|^(desk\.leave|closing\.close)$/.test(name) &&
          !TAKES_APART.some((one) => one === name),
      ),
    ).toEqual([])
  })

  it('no file holds a passphrase, a seed, a code, a customer, or a database in clear (STO-01, PRV-02)', () => {
    const leaks = [...files].flatMap(([file, bytes]) => [
      ...secretsIn(bytes, found).map((secret) => `${file}: ${secret}`),
      ...customersIn(bytes).map((name) => `${file}: ${name}`),
      ...(bytes.includes('SQLite format 3') ? [`${file}: a database in clear`] : []),
    ])
    expect(leaks).toEqual([])
  })

  it('whoever holds the key of the database still reads no passphrase, no seed and no code (OTP-12)', () => {
    // The customer is there, so this is the right database and it was really read.
    expect(inside.toString('utf8')).toContain('検証 花子Ω')
    expect(secretsIn(inside, found)).toEqual([])
  })

  it('no answer holds a passphrase, a seed or a code (OTP-12)', () => {
    const leaks = found.replies
      .filter((one) => one.name !== SHOW_PRACTICE && !isCard(one))
      .filter(({ name, reply }) => !(SAID_ONCE.test(name) && reply.ok === true))
      .flatMap(({ name, reply }) =>
        secretsIn(Buffer.from(JSON.stringify(reply)), found).map((secret) => `${name}: ${secret}`),
      )
    expect(leaks).toEqual([])
  })

  it('the practice panel shows what is published and nothing of the branch’s people', () => {
    const panels = found.replies.filter(({ name }) => name === SHOW_PRACTICE)
    const own = found.passphrases.filter((phrase) => !found.practised.includes(phrase))
    expect(own.length).toBeGreaterThan(3)
    expect(panels.length).toBeGreaterThan(0)
    for (const phrase of own) expect(JSON.stringify(panels)).not.toContain(phrase)
  })

  it('an authenticator is shown as a picture, and its seed as nothing else', () => {
    const enrolments = found.replies.filter(({ name, reply }) => name === 'setup.enrol' && reply.ok === true)
    expect(enrolments).toHaveLength(6)
    for (const { reply } of enrolments) {
      const { qr } = reply.value as { qr: string[] }
      expect(qr.join('')).toMatch(/^[01]+$/)
    }
  })

  it('names stand only where somebody must see them, and an account in full only on the teller’s own form', () => {
    const withoutForm = (value: unknown): string =>
      JSON.stringify(value, (key, inner) => (key === 'intake' || key === 'reason' ? undefined : inner))
    for (const { name, reply } of found.replies) {
      const text = withoutForm(reply)
      expect(text, name).not.toContain(customer.account)
      if (SHOW_NAMES.has(name) || SHOW_REASONS.has(name)) continue
      for (const part of customer.names) expect(text, name).not.toContain(part)
    }
  })

  it('no refusal says a name, a path, a line of code or a word of SQL (IPC-09)', () => {
    const refusals = found.replies.filter(({ reply }) => reply.ok === false)
    expect(refusals.length).toBeGreaterThan(20)
    for (const { name, reply } of refusals) {
      const text = JSON.stringify(reply.error)
      expect(text, name).not.toMatch(
        /SQLITE|\b(SELECT|INSERT|UPDATE|DELETE|BEGIN)\b|node:|\.tsx?\b|\bat \S+:\d+|[/\\]{1,2}\w+[/\\]/,
      )
      for (const part of [...customer.names, customer.account, root]) expect(text, name).not.toContain(part)
    }
  })

  it('an accident is a number, and the book of accidents says where and not what (IPC-09)', () => {
    expect(found.numbers.length).toBeGreaterThan(0)
    const book = files.get('closed: faults/faults.log')?.toString('utf8') ?? ''
    for (const number of found.numbers) expect(book).toContain(number)
    expect(book).not.toContain('no window for')
    expect(book).not.toContain(root)
    expect(book).not.toContain(join(import.meta.dirname, '..'))
  })

  it('every effect has left its entry and no other: one, or those that are listed with their reasons (AUD-01)', () => {
    const wrong = found.replies.flatMap(({ name, reply, left }) => {
      if (reply.ok !== true || left === undefined || !isOperationName(name)) return []
      const said = left.map(({ verb, outcome }) => `${verb} ${outcome}`).join(', ')
      return fits(name, left) ? [] : [`${name} left ${said || 'nothing'}`]
    })
    expect([...new Set(wrong)]).toEqual([])
    // What has an effect and was answered here at all: each of them has stood this test.
    const answered = new Set(found.replies.filter(({ reply }) => reply.ok === true).map(({ name }) => name))
    for (const name of [...LEAVES_NOTHING.keys(), ...LEAVES_SEVERAL.keys()]) expect(answered).toContain(name)
  })

  it('every refusal is one entry that says which, and has changed no row; a wrong code is its own entry (AUD-01)', () => {
    const refused = found.replies.filter(({ reply, left }) => reply.ok === false && left !== undefined)
    const wrong = refused.flatMap(({ name, role, reply, left = [] }) => {
      const { code } = reply.error as { code: string }
      const said = left.map(({ verb, outcome, touched }) => `${verb} ${outcome} ${touched}`).join(', ')
      if (REMEMBERED.has(code)) return left.length === 1 && left[0]?.verb === 'code.refused' ? [] : [said]
      const about = isOperationName(name) ? name : 'unknown'
      // Where nobody is signed in the store is closed; what is tried at the door is counted beside it.
      const wanted = role === 'nobody' ? '' : `${about} refused:${code} 0`
      return said === wanted ? [] : [`${name} of ${role}, refused as ${code}, left ${said || 'nothing'}`]
    })
    expect(wrong).toEqual([])
    expect(refused.length).toBeGreaterThan(500)
  })

  it('nothing was printed but that it was open, and closed', () => {
    expect(voice).toBe('OPEN\nCLOSED\n')
  })
})

describe('the count of entries (AUD-01)', () => {
  const left = (verb: string, outcome: string, touched = 0): Left => ({
    seq: 1,
    verb,
    outcome,
    actor: 'S0001',
    touched,
  })
  it('finds a change without an entry or with two, a look that changed something, and one too many of the several', () => {
    expect(fits('case.open', [left('case.opened', 'done', 2)])).toBe(true)
    expect(fits('case.open', [])).toBe(false)
    expect(fits('case.open', [left('case.opened', 'done', 2), left('case.saved', 'done', 1)])).toBe(false)
    expect(fits('case.open', [left('case.open', 'refused:case-changed')])).toBe(false)
    expect(fits('contract.view', [left('record.read', 'noted')])).toBe(true)
    expect(fits('contract.view', [left('record.read', 'noted', 1)])).toBe(false)
    expect(fits('stock.list', [left('record.read', 'noted')])).toBe(false)
    expect(fits('people.add', [left('staff.added', 'done', 1)])).toBe(false)
  })
})

describe('the search for secrets', () => {
  const planted: Found = {
    replies: [],
    numbers: [],
    passphrases: ['かなりあ の うた は とおく まで きこえる'],
    practised: [],
    codes: ['918273'],
    seeds: [Buffer.from('CANARYSEED0123456789').toString('hex')],
    shown: ['55512345'],
    left: [],
  }
  it.each([
    ['a passphrase', Buffer.from('x かなりあ の うた は とおく まで きこえる x')],
    ['a passphrase in UTF-16', Buffer.from('かなりあ の うた は とおく まで きこえる', 'utf16le')],
    [
      'a passphrase in base64',
      Buffer.from(Buffer.from('かなりあ の うた は とおく まで きこえる').toString('base64')),
    ],
    ['a seed', Buffer.from('CANARYSEED0123456789')],
    ['a seed in hex', Buffer.from(Buffer.from('CANARYSEED0123456789').toString('hex'))],
    ['a seed in base32', Buffer.from(base32(Buffer.from('CANARYSEED0123456789')))],
    ['a code', Buffer.from('{"code":"918273"}')],
    ['a code nobody typed', Buffer.from('{"next":"55512345"}')],
  ])('finds %s', (_what, bytes) => {
    expect(secretsIn(bytes, planted)).toHaveLength(1)
  })

  it('finds a customer, and takes no number in a hash for a code', () => {
    expect(customersIn(Buffer.from('検証 花子Ω'))).toEqual(['検証', '花子Ω'])
    expect(secretsIn(Buffer.from('a1918273ff'), planted)).toEqual([])
  })
})
