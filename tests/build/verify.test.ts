import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { appendFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publicKeyOf, verifierKey } from '#main/store/checkpoint'
import { type CopyLine, copyText, madeCopy, ORIGIN } from '../fixtures/audit-copy.ts'
import { filesUnder, read } from '../house/sources.ts'

const VERIFIER = join(import.meta.dirname, '../../build/verify/verify.mjs')
/** 2,000 entries and 50 changes here; 10,000 and 200 in the long run. */
const LONG = process.env.MADOGUCHI_LONG !== undefined
const ENTRIES = LONG ? 10_000 : 2_000
const CHANGES = LONG ? 200 : 50

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'madoguchi-verify-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

type Verdict = {
  verdict: string
  entry?: number
  last?: number
  why?: string
  entries?: number
  heads?: number
  papers?: number
}

/** The verifier as an auditor runs it: its own process, and nothing but the file and what stands on paper. */
function run(content: string | Buffer, ...args: string[]): Verdict & { status: number | null } {
  const file = join(dir, 'copy.jsonl')
  writeFileSync(file, content)
  const { status, stdout, stderr } = spawnSync(process.execPath, [VERIFIER, file, '--json', ...args], {
    encoding: 'utf8',
  })
  if (stdout === '') throw new Error(stderr)
  return { ...JSON.parse(stdout), status }
}

/** The same within this process, for hundreds of times: the very file, by its own door. */
async function judge(content: string | Buffer, ...args: string[]): Promise<Verdict & { status: number }> {
  const { main } = (await import(VERIFIER)) as { main: (args: string[]) => number }
  const file = join(dir, 'copy.jsonl')
  writeFileSync(file, content)
  const said: string[] = []
  const { log } = console
  console.log = (line: string) => said.push(line)
  try {
    const status = main([file, '--json', ...args])
    return { ...JSON.parse(said.join('')), status }
  } finally {
    console.log = log
  }
}

const made = madeCopy({ entries: ENTRIES })
const isEntry = (line: CopyLine): boolean => line.n !== undefined
const entryLines = made.lines.filter(isEntry)
/** The copy with other entries in place of its own; everything else as it is. */
const withEntries = (entries: readonly CopyLine[]): string =>
  copyText([
    ...made.lines.slice(0, made.lines.findIndex(isEntry)),
    ...entries,
    ...made.lines.slice(made.lines.findLastIndex(isEntry) + 1),
  ])

describe('the offline verifier', { timeout: 120_000 }, () => {
  it('finds an untouched copy consistent, with a sheet’s code and receipts from paper, and needs no secret', () => {
    const sheet = made.sheets.get(1) ?? ''
    const receipt = made.receipts.get(500) ?? ''
    const found = run(
      copyText(made.lines),
      '--code',
      `1=${sheet.toLowerCase().slice(0, 5)}-${sheet.slice(5)}`,
      '--receipt',
      `500=${receipt}`,
      '--receipt',
      `012-261120-010=${made.receipts.get(10)}`,
      '--key',
      made.key,
    )
    expect(found).toMatchObject({
      verdict: 'consistent',
      status: 0,
      entries: ENTRIES,
      heads: ENTRIES / 100,
      papers: 3,
    })
    const text = spawnSync(process.execPath, [VERIFIER, join(dir, 'copy.jsonl')], { encoding: 'utf8' })
    expect(text.stdout).toMatch(/^consistent 一致\n/)
    expect(text.stdout).toContain(`${ENTRIES} entries`)
    expect(text.stdout).toContain('compare them with those you were given')
  })

  it('says that a paper belongs to another trail, or to a newer one', async () => {
    const text = copyText(made.lines)
    expect(await judge(text, '--code', '1=3333333333')).toMatchObject({
      verdict: 'diverged',
      why: 'paper',
      status: 1,
    })
    expect(await judge(text, '--code', `${made.sheets.size + 1}=3333333333`)).toMatchObject({
      entry: ENTRIES + 1,
      why: 'paper',
    })
    expect(await judge(text, '--receipt', '500=33333333')).toMatchObject({ entry: 500, why: 'paper' })
    expect(await judge(text, '--receipt', '999-000000-000=33333333')).toMatchObject({ why: 'paper' })
  })

  it('lets numbers of daily sheets be left out, as a restore does, and no sheet (AUD-09)', async () => {
    const shape = { entries: ENTRIES, sheetsEvery: ENTRIES / 4 }
    const restored = madeCopy({ ...shape, sheetNumber: (turn) => (turn < 3 ? turn : turn + 40) })
    const code = ['--code', `43=${restored.sheets.get(43)}`]
    expect(await judge(copyText(restored.lines), ...code)).toMatchObject({ verdict: 'consistent', sheets: 4 })
    for (const gone of [1, 2, 43]) {
      const without = restored.lines.filter(({ sheet }) => sheet !== gone)
      expect(await judge(copyText(without)), `without ${gone}`).toMatchObject({ why: 'sheet' })
    }
    // A number that was given out already is none that a restore leaves out.
    const twice = madeCopy({ ...shape, sheetNumber: (turn) => (turn < 3 ? turn : turn - 1) })
    expect(await judge(copyText(twice.lines))).toMatchObject({ why: 'sheet' })
  })

  it('tells what it cannot judge from what has diverged', () => {
    expect(run('').status).toBe(2)
    expect(run('{"madoguchi":"audit-copy","version":2}\n').status).toBe(2)
    expect(run('PK\u0003\u0004').status).toBe(2)
    const none = spawnSync(process.execPath, [VERIFIER, join(dir, 'nothing')], { encoding: 'utf8' })
    expect(none.status).toBe(2)
    expect(spawnSync(process.execPath, [VERIFIER], { encoding: 'utf8' }).stderr).toContain('usage')
  })

  it(`finds one changed byte of a random field ${CHANGES} times of ${CHANGES}, and names the entry (AUD-02; full count in the long run)`, async () => {
    let random = 7
    const next = (below: number): number => {
      random = (random * 48_271) % 2_147_483_647
      return random % below
    }
    const fields = ['e', 'c', 'p', 'k', 'n'] as const
    for (let round = 0; round < CHANGES; round += 1) {
      const field = fields[next(fields.length)] ?? 'e'
      // A payload stands beside every third entry.
      const seq = field === 'p' || field === 'k' ? 3 * (1 + next(Math.floor(ENTRIES / 3))) : 1 + next(ENTRIES)
      const line = entryLines[seq - 1]
      if (line === undefined) throw new Error(`no entry ${seq}`)
      const bytes = Buffer.from(String(line[field]))
      const at = next(bytes.length)
      // Neither the last digit's unused bits in base64 nor a byte that leaves the number the same.
      const place = field === 'c' || field === 'k' ? at % 40 : at
      bytes[place] = (bytes[place] ?? 0) ^ (1 + next(7))
      const value =
        field === 'n' ? Number(bytes.toString('latin1')) : bytes.toString(field === 'e' ? 'utf8' : 'latin1')
      const changed = entryLines.with(seq - 1, { ...line, [field]: value })
      const found = await judge(withEntries(changed))
      expect([found.verdict, found.entry], `${field} of entry ${seq}, byte ${place}`).toEqual([
        'diverged',
        seq,
      ])
    }
  })

  it('finds a change in a head, a sheet, the first or the last line', async () => {
    const at = (find: (line: CopyLine) => boolean) => made.lines.findIndex(find)
    const change = (index: number, changes: CopyLine) =>
      copyText(made.lines.with(index, { ...made.lines[index], ...changes }))
    const head = at(({ head }) => head !== undefined)
    const sheet = at(({ sheet }) => sheet !== undefined)
    const { head: note } = made.lines[head] ?? {}
    for (const [text, why] of [
      [change(head, { head: String(note).replace('\n100\n', '\n101\n') }), 'head-signature'],
      [change(head, { head: String(note).replaceAll('/012/', '/013/') }), 'head-origin'],
      [change(head, { head: 'nothing' }), 'head-form'],
      [change(sheet, { code: '3333333333' }), 'sheet'],
      [change(sheet, { date: '2026-11-21' }), 'sheet'],
      [change(made.lines.length - 1, { root: made.key }), 'end'],
      [change(0, { entries: 5 }), 'cut'],
      [copyText(made.lines.slice(0, -1)), 'cut'],
      [copyText([...made.lines, made.lines[5] ?? {}]), 'end'],
    ] as const) {
      expect(await judge(text), why).toMatchObject({ verdict: 'diverged', why, status: 1 })
    }
  })

  describe('somebody who has the database key (AUD-03)', () => {
    const renumbered = (entries: readonly CopyLine[]): CopyLine[] =>
      entries.map((line, index) => ({ ...line, n: index + 1 }))

    it.each([
      ['deletes an entry', entryLines.toSpliced(699, 1), 700],
      ['deletes an entry and renumbers the lines', renumbered(entryLines.toSpliced(699, 1)), 700],
      ['deletes the last ones', entryLines.slice(0, -3), ENTRIES - 2],
      ['inserts an entry', entryLines.toSpliced(700, 0, { ...entryLines[700] }), 702],
      [
        'swaps two entries',
        entryLines.with(699, entryLines[700] ?? {}).with(700, entryLines[699] ?? {}),
        700,
      ],
      [
        'swaps two entries and renumbers the lines',
        renumbered(entryLines.with(699, entryLines[700] ?? {}).with(700, entryLines[699] ?? {})),
        700,
      ],
    ])('%s: diverged at the first that does not follow', async (_, entries, entry) => {
      expect(await judge(withEntries(entries))).toMatchObject({ verdict: 'diverged', entry, status: 1 })
    })

    it('writes the past anew from one entry on, chain and root with it: the signed heads say between which two', async () => {
      const anew = madeCopy({
        entries: ENTRIES,
        rewrite: (entry, seq) => {
          if (seq === 750) entry.actor = 'S0199'
        },
      })
      const theirs = anew.lines.filter(isEntry)
      const text = copyText([
        ...made.lines.slice(0, made.lines.findIndex(isEntry)),
        ...theirs,
        ...anew.lines.slice(-1),
      ])
      expect(await judge(text)).toMatchObject({ verdict: 'diverged', entry: 701, last: 800, why: 'head' })
    })

    it('and signs it with a key of their own: the key from elsewhere, or a code on paper, tells', async () => {
      const own = generateKeyPairSync('ed25519').privateKey
      const anew = madeCopy({
        entries: ENTRIES,
        signingKey: own,
        rewrite: (entry, seq) => {
          if (seq === 750) entry.actor = 'S0199'
        },
      })
      const text = copyText(anew.lines)
      // Only with nothing to compare it to is it believed, and the verifier says so.
      expect(await judge(text)).toMatchObject({ verdict: 'consistent', keysFromCopy: true })
      expect(await judge(text, '--key', made.key)).toMatchObject({
        verdict: 'diverged',
        why: 'head-signature',
      })
      expect(await judge(text, '--code', `1=${made.sheets.get(1)}`)).toMatchObject({ why: 'paper' })
      expect(await judge(text, '--receipt', `760=${made.receipts.get(760)}`)).toMatchObject({
        why: 'paper',
        entry: 760,
      })
    })

    it('cuts the end off, with its heads and its sheets: the entries nobody signed, or the newer paper, tell', async () => {
      const short = madeCopy({ entries: 950 })
      expect(await judge(copyText(short.lines), '--code', `1=${made.sheets.get(1)}`)).toMatchObject({
        why: 'paper',
      })
      const unsigned = made.lines.filter(({ head }) => !String(head).includes(`\n${ENTRIES}\n`))
      expect(await judge(copyText(unsigned))).toMatchObject({ why: 'sheet' })
    })
  })

  it('lets payloads be gone that are erased on record, and no other', async () => {
    const without = (upTo: number) =>
      withEntries(
        entryLines.map((line) => (Number(line.n) <= upTo ? { n: line.n, c: line.c, e: line.e } : line)),
      )
    expect(await judge(without(30))).toMatchObject({ verdict: 'diverged', entry: 3, why: 'payload' })
    const record = `${JSON.stringify({ erasure: 1, before: '2026-01-01T00:00:00.000Z', through: 29, payloads: 9 })}\n`
    const at = (text: string) => text.replace('{"n":1,', `${record}{"n":1,`)
    expect(await judge(at(without(29)))).toMatchObject({ verdict: 'consistent', erasedThrough: 29 })
    expect(await judge(at(without(30)))).toMatchObject({ verdict: 'diverged', entry: 30, why: 'payload' })
  })

  it('reads the published form of a key and refuses one whose id does not fit', () => {
    const key = verifierKey(ORIGIN, publicKeyOf(generateKeyPairSync('ed25519').privateKey))
    expect(run(copyText(made.lines), '--key', key.replace(/\+[0-9a-f]{8}\+/, '+00000000+')).status).toBe(2)
  })

  it('shares no code with the program and depends on nothing', () => {
    const files = filesUnder('build/verify', /./)
    expect(files).toEqual(['build/verify/verify.mjs'])
    const imports = [...read('build/verify/verify.mjs').text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(
      ([, name]) => name,
    )
    expect(imports.length).toBeGreaterThan(0)
    for (const name of imports) expect(name).toMatch(/^node:/)
  })

  it(`verifies ${LONG ? '500,000' : '50,000'} entries in seconds, without holding them`, () => {
    const file = join(dir, 'large.jsonl')
    // Making a copy of a million takes four gigabytes here; the verifier itself went through one in 25 s and 64 MB of heap.
    const count = LONG ? 500_000 : 50_000
    // In pieces of 50,000, or the copy itself would be what does not fit.
    const large = largeCopy(file, count)
    const started = performance.now()
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--max-old-space-size=128', VERIFIER, file, '--json'],
      { encoding: 'utf8' },
    )
    const seconds = (performance.now() - started) / 1000
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'consistent', entries: count, heads: large })
    expect(statSync(file).size).toBeGreaterThan(count * 400)
    expect(seconds).toBeLessThan(LONG ? 120 : 15)
    console.info(`${count} entries: ${seconds.toFixed(1)} s, ${(statSync(file).size / 1e6).toFixed(0)} MB`)
  }, 900_000)
})

/** Writes a copy without payloads of so many entries; answers with how many heads it has. */
function largeCopy(file: string, entries: number): number {
  const { lines } = madeCopy({ entries, payloads: true, headsEvery: 1000, sheetsEvery: entries + 1 })
  writeFileSync(file, '')
  for (let at = 0; at < lines.length; at += 10_000)
    appendFileSync(file, copyText(lines.slice(at, at + 10_000)))
  return lines.filter(({ head }) => head !== undefined).length
}
