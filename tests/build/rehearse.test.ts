import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { practiceTokenSeed } from '#main/practice/people'
import { SEED_FILE_FAULTS, SEED_PROBLEMS } from '#shared/seeds'
import { understand } from '../../build/rehearse/arguments.ts'
import { SAMPLE_KEY, SAMPLE_PASSWORD, sampleSeedFiles } from '../../build/sample/seeds/generate.ts'
import { deviceOf } from '../main/otp/device.ts'

/** Every child is a start of Node, which a busy machine makes dear. */
vi.setConfig({ testTimeout: 120_000 })

const ROOT = join(import.meta.dirname, '../..')
const AT = 1_795_000_000

let folder = ''
const at = (name: string): string => join(folder, name)
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rehearse-'))
  for (const { name, content } of sampleSeedFiles()) writeFileSync(at(name), content)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Ended = { readonly exit: number | null; readonly out: string; readonly err: string }
/** What the program says, searched for every seed and code of the files before anybody else sees it. */
async function rehearse(
  args: readonly string[],
  {
    input = '',
    secrets = [],
    program = [process.execPath, 'build/rehearse/rehearse.ts'],
  }: {
    readonly input?: string
    readonly secrets?: readonly string[]
    readonly program?: readonly string[]
  } = {},
): Promise<Ended> {
  const [command = '', ...first] = program
  const child = spawn(command, [...first, ...args], { cwd: ROOT, stdio: 'pipe' })
  const parts: { out: Buffer[]; err: Buffer[] } = { out: [], err: [] }
  child.stdout.on('data', (part: Buffer) => parts.out.push(part))
  child.stderr.on('data', (part: Buffer) => parts.err.push(part))
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const exit = await new Promise<number | null>((resolve) => child.on('close', resolve))
  const out = Buffer.concat(parts.out).toString('utf8')
  const err = Buffer.concat(parts.err).toString('utf8')
  const said = `${out}\n${err}`.toUpperCase()
  for (const secret of [
    ...SEEDS,
    SAMPLE_KEY.hex,
    SAMPLE_PASSWORD.toUpperCase(),
    ...secrets.map((one) => one.toUpperCase()),
  ]) {
    expect(said.includes(secret), 'a secret is said').toBe(false)
  }
  return { exit, out, err }
}

/** Every seed of the sample files in every way of writing, upper case. */
const SERIALS = sampleSeedFiles().flatMap(({ content }) =>
  [
    ...Buffer.from(content)
      .toString('latin1')
      .matchAll(/2V0926\d{3}KHM|0?7811\d{3,4}/g),
  ].map(([serial]) => serial),
)
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const base32 = (bytes: Buffer): string =>
  (
    [...bytes]
      .map((byte) => byte.toString(2).padStart(8, '0'))
      .join('')
      .match(/.{1,5}/g) ?? []
  )
    .map((five) => LETTERS[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('')
const SEEDS = SERIALS.flatMap((serial) => {
  const seed = practiceTokenSeed(serial)
  return [seed.toString('hex'), seed.toString('base64'), base32(seed)].map((text) => text.toUpperCase())
})

const codeOf = (serial: string, period: 30 | 60, ahead = 0): string =>
  deviceOf(practiceTokenSeed(serial), { periodSeconds: period }).shows(Math.floor(AT / period) + ahead)

type Key = {
  serial: string
  key: number
  line: number
  outcome: string
  code?: string
  reason?: { ja: string; en: string }
} & Record<string, unknown>
type Document = {
  outcome: string
  file: Record<string, unknown>
  keys: Key[]
  proofs: (Record<string, unknown> & { outcome: string; proven: boolean })[]
  sha256: string
  counts: Record<string, number>
  error?: { code: string; detail?: string; line?: number | null; reason: { ja: string; en: string } }
}
const documentOf = ({ out }: Ended): Document => JSON.parse(out) as Document

const SEALED = 'hardware-1-2V0926001.xml'
const LOCKED = 'keyfob-78110001.xml'

describe('the rehearsal without a window', () => {
  it('reads an encrypted file, proves it by a code, and ends with 0', async () => {
    const code = codeOf('2V0926007KHM', 30, 3)
    const ended = await rehearse(
      [at(SEALED), '--key', SAMPLE_KEY.hex, '--prove', `2v0926-007-khm=${code}@${AT}`, '--json'],
      { secrets: [code] },
    )
    expect([ended.exit, ended.err]).toEqual([0, ''])
    const told = documentOf(ended)
    expect(told.outcome).toBe('accepted')
    expect(told.file).toEqual({
      name: SEALED,
      bytes: statSync(at(SEALED)).size,
      format: 'pskc',
      protection: 'key',
      keyName: SAMPLE_KEY.name,
      plainSecrets: false,
    })
    expect(told.counts).toEqual({ keys: 20, accepted: 20, refused: 0, proofs: 1, proven: 1 })
    expect(told.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(told.keys).toHaveLength(20)
    expect(told.keys[6]).toEqual({
      serial: '2V0926007KHM',
      key: 7,
      line: expect.any(Number),
      outcome: 'accepted',
      type: 'totp',
      algorithm: 'SHA1',
      digits: 6,
      period: 30,
      counter: null,
      validFrom: null,
      validUntil: '2031-09-29T23:00:00.000Z',
      manufacturer: '霞野トークン工業',
      model: 'hardware-1',
      issuer: null,
      issueNo: null,
      friendlyName: null,
      encoding: 'base64',
      seedBytes: 20,
      assumed: [],
    })
    expect(told.proofs).toEqual([
      {
        serial: '2V0926007KHM',
        unixTime: AT,
        outcome: 'fits',
        proven: true,
        ahead: 3,
        proposals: [],
        reason: { ja: expect.any(String), en: expect.any(String) },
      },
    ])
  })

  it('takes keys and passwords from standard input, too', async () => {
    const key = await rehearse([at(SEALED), '--key', '-', '--json'], {
      input: `${SAMPLE_KEY.hex.toLowerCase()}\r\n`,
    })
    expect([key.exit, documentOf(key).counts.accepted]).toEqual([0, 20])
    const password = await rehearse([at(LOCKED), '--password', '-', '--json'], {
      input: `${SAMPLE_PASSWORD}\n`,
    })
    expect([password.exit, documentOf(password).counts.accepted]).toEqual([0, 20])
    expect(documentOf(password).keys[0]).toMatchObject({ serial: '78110001', period: 60 })
  })

  it('tells of every refused key the code, the place and the reason in two languages, and ends with 1', async () => {
    const ended = await rehearse([at('keyfob-faulty.csv'), '--json'])
    expect(ended.exit).toBe(1)
    const told = documentOf(ended)
    expect(told.outcome).toBe('refused')
    expect(told.keys.map(({ line, serial, code }) => [line, serial, code ?? 'accepted'])).toEqual([
      [2, '07811201', 'accepted'],
      [3, '7811202', 'leading-zeros-lost'],
      [4, '07811201', 'serial-twice'],
      [5, '07811204', 'seed-shared'],
      [6, '07811205', 'period-refused'],
      [7, '07811206', 'key-expired'],
    ])
    for (const { code, reason } of told.keys.slice(1)) {
      expect(SEED_PROBLEMS).toContain(code)
      expect(reason?.ja).toMatch(/。$/)
      expect(reason?.en).toMatch(/\.$/)
    }
    expect(told.file).toMatchObject({ format: 'csv', protection: 'plain', plainSecrets: true })
  })

  it('says which codes do not fit, which would fit otherwise, and which had no key, and ends with 1', async () => {
    const serial = '2V0926301KHM'
    const codes = [codeOf(serial, 30), codeOf(serial, 60), '000000'] as const
    const ended = await rehearse(
      [
        at('hardware-1-2V0926301-silent.txt'),
        ...codes.flatMap((code) => ['--prove', `${serial}=${code}@${AT}`]),
        ...['--prove', `2V0926302KHM=12x456@${AT}`, '--prove', `99999999=123456@${AT}`, '--json'],
      ],
      { secrets: [codes[0], codes[1]] },
    )
    expect(ended.exit).toBe(1)
    const { proofs, counts, outcome } = documentOf(ended)
    expect(proofs.map((proof) => [proof.outcome, proof.proven])).toEqual([
      ['fits', true],
      ['fits-otherwise', false],
      ['does-not-fit', false],
      ['malformed', false],
      ['serial-not-in-file', false],
    ])
    expect(proofs[1]).toMatchObject({
      proposals: expect.arrayContaining([
        { type: 'totp', algorithm: 'SHA1', digits: 6, period: 60, against: [] },
      ]),
    })
    expect(counts).toMatchObject({ accepted: 5, refused: 0, proofs: 5, proven: 1 })
    // The file itself is in order; it is the person who is not done.
    expect(outcome).toBe('accepted')
    const refused = await rehearse([at('keyfob-faulty.csv'), '--prove', `07811206=123456@${AT}`, '--json'])
    expect(documentOf(refused).proofs[0]?.outcome).toBe('key-refused')
  })

  it('prints a table for people, in Japanese or in English', async () => {
    const serial = '78111003'
    const args = [at('keyfob-78111001-sjis.csv'), '--prove', `${serial}=${codeOf(serial, 60)}@${AT}`]
    const ja = await rehearse(args, { secrets: [codeOf(serial, 60)] })
    expect(ja.exit).toBe(0)
    expect(ja.out).toMatch(/78111003 .*TOTP .*60 s .*可/)
    expect(ja.out).toContain('5本のうち、可 5本、不可 0本。')
    expect(ja.out).toContain('シードが 暗号になっていません。')
    const en = await rehearse([...args, '--lang', 'en'])
    expect(en.out).toMatch(/78111003 .*TOTP .*60 s .*2031 .*accepted/)
    expect(en.out).toContain('5 keys: 5 accepted, 0 refused.')
    const faulty = await rehearse([at('keyfob-faulty.csv')])
    expect(faulty.exit).toBe(1)
    expect(faulty.out).toContain('一本でも不可があれば')
  })

  it('writes nothing beside what it says', async () => {
    const before = readdirSync(folder).map((name) => [name, statSync(at(name)).mtimeMs])
    await rehearse([at('keyfob-faulty.csv'), '--json'])
    expect(readdirSync(folder).map((name) => [name, statSync(at(name)).mtimeMs])).toEqual(before)
  })

  it('runs as its users call it, and finds a file from where they stand', async () => {
    const npm = await rehearse([at('keyfob-78111001-sjis.csv'), '--json'], {
      program: ['npm', 'run', '-s', 'rehearse', '--'],
    })
    expect([npm.exit, documentOf(npm).counts.accepted]).toEqual([0, 5])
    const found = understand(['a.csv'], '/where/they/stand')
    expect(found.kind === 'run' && found.arguments.path).toBe('/where/they/stand/a.csv')
  })
})

describe('a file that cannot be used ends with 2, a code and a sentence', () => {
  const refused = async (
    args: readonly string[],
    code: string,
    options: { input?: string } = {},
  ): Promise<void> => {
    const json = await rehearse([...args, '--json'], options)
    const { error, outcome } = documentOf(json)
    expect([json.exit, outcome, error?.code]).toEqual([2, 'refused', code])
    expect(SEED_FILE_FAULTS).toContain(code)
    expect(error?.reason.ja).toMatch(/。$/)
    expect(error?.reason.en).toMatch(/\.$/)
    expect(json.err).toContain(error?.reason.ja)
    expect(json.err).toContain(error?.reason.en)
    expect(json.err).toContain(`[${code}]`)
  }

  it('without its key or password, or with a wrong one', async () => {
    await refused([at(SEALED)], 'key-needed')
    await refused([at(SEALED), '--key', 'A'.repeat(32)], 'key-wrong')
    await refused([at(LOCKED)], 'password-needed')
    await refused([at(LOCKED), '--password', 'not the password'], 'key-wrong')
    const table = await rehearse([at(SEALED)])
    expect([table.exit, table.out.includes('可')]).toEqual([2, false])
    expect(table.err).toContain('[key-needed]')
  })

  it('that is a link, a folder, empty, missing, or no seed file (IMP-17, IMP-07)', async () => {
    symlinkSync(at(SEALED), at('link.xml'))
    mkdirSync(at('folder'), { recursive: true })
    writeFileSync(at('empty.csv'), '')
    writeFileSync(at('letter.csv'), 'Dear customer,\nyour tokens are on their way.\n')
    await refused([at('link.xml')], 'not-a-file')
    await refused([at('folder')], 'not-a-file')
    await refused(['/dev/zero'], 'not-a-file')
    await refused([at('empty.csv')], 'file-empty')
    await refused([at('missing.csv')], 'file-unreadable')
    await refused([at('letter.csv')], 'header-unknown')
  })

  it('also when that shows only behind the first keys: the document is whole, and says so last', async () => {
    const [sealed] = sampleSeedFiles()
    writeFileSync(at('cut.xml'), (sealed?.content ?? Buffer.alloc(0)).subarray(0, -200))
    const ended = await rehearse([at('cut.xml'), '--key', SAMPLE_KEY.hex, '--json'])
    const { keys, error, outcome } = documentOf(ended)
    expect([ended.exit, outcome, error?.code]).toEqual([2, 'refused', 'xml-malformed'])
    expect(keys.length).toBeLessThanOrEqual(20)
  })
})

describe('wrong usage ends with 2 and says what is wrong, without repeating what was typed', () => {
  const SLIP = '0123456789ABCDEF0123456789ABCDEF'
  it.each([
    ['file-not-named', []],
    ['more-than-one-file', ['a.csv', SLIP]],
    ['option-unknown', ['a.csv', `--kye=${SLIP}`]],
    ['option-unknown', ['a.csv', '--key']],
    ['key-malformed', ['a.csv', '--key', SLIP.slice(1)]],
    ['key-and-password', ['a.csv', '--key', SLIP, '--password', SLIP]],
    ['prove-malformed', ['a.csv', '--prove', '12345678=123456']],
    ['prove-malformed', ['a.csv', '--prove', '12345678@123456']],
    ['language-unknown', ['a.csv', '--lang', 'fr']],
  ])('%s', (detail, args) => {
    expect(understand([...args, '--json'], '/')).toEqual({ kind: 'fault', fault: detail, json: true })
  })

  it('on standard error for people and in the document for programs', async () => {
    const ended = await rehearse([at(SEALED), SLIP, '--json'], { secrets: [SLIP] })
    expect(ended.exit).toBe(2)
    expect(documentOf(ended).error).toMatchObject({ code: 'usage', detail: 'more-than-one-file' })
    expect(ended.err).toMatch(/ファイルは 一つだけ.*\n.*one file only/)
    const empty = await rehearse([at(SEALED), '--key', '-', '--json'], { input: '' })
    expect([empty.exit, documentOf(empty).error?.detail]).toEqual([2, 'input-empty'])
    const odd = await rehearse([at(SEALED), '--key', '-', '--json'], {
      input: `${SLIP.slice(1)}\n`,
      secrets: [SLIP.slice(1)],
    })
    expect([odd.exit, documentOf(odd).error?.detail]).toEqual([2, 'key-malformed'])
  })

  it('and whoever asks is told how to use it', async () => {
    const { exit, out, err } = await rehearse(['--help'])
    expect([exit, err]).toEqual([0, ''])
    for (const word of ['--key', '--password', '--prove', '--json', '読み', 'Exit code: 0'])
      expect(out).toContain(word)
  })
})

describe('the sample seed files', () => {
  it('have seeds of the practice rule, serials of the practice models, and are the same each time', () => {
    const [first, again] = [sampleSeedFiles(), sampleSeedFiles()]
    expect(first).toEqual(again)
    expect(new Set(first.map(({ name }) => name)).size).toBe(first.length)
    expect(new Set(SERIALS).size).toBeGreaterThan(60)
    for (const serial of SERIALS) expect(serial).toMatch(/^(?:[0-9A-Z]{12}|\d{7,12})$/)
  })

  it('have a key that is its two halves put together', () => {
    const [a, b, key] = [...SAMPLE_KEY.halves, SAMPLE_KEY.hex].map((text) => [...Buffer.from(text, 'hex')])
    expect(key).toHaveLength(16)
    expect(a?.map((byte, place) => byte ^ (b?.[place] ?? 0))).toEqual(key)
  })

  it.each(sampleSeedFiles())('$name: $says', async ({ name, protection, keys }) => {
    const opening =
      protection === 'key'
        ? ['--key', SAMPLE_KEY.hex]
        : protection === 'password'
          ? ['--password', SAMPLE_PASSWORD]
          : []
    const told = documentOf(await rehearse([at(name), ...opening, '--json']))
    expect(told.file.protection).toBe(protection)
    expect(told.counts).toMatchObject({ keys, accepted: name.includes('faulty') ? 1 : keys })
  })
})
