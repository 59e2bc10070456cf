import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readContainer } from '#main/backup/container'
import { exportKeyOf } from '#main/backup/make'
import { noDevice } from '#main/keys/device'
import { unlockSlot } from '#main/keys/keyring'
import type { Keys } from '#main/keys/keys'
import { practicePeople } from '#main/practice/people'
import { momentOf } from '#main/premises'
import { canonical } from '#main/store/canonical'
import { openDatabase } from '#main/store/database'
import { StoreFault } from '#main/store/faults'
import { DATABASE_FILE } from '#main/store/store'
import { CaseNo, StaffNo } from '#shared/ids'
import { verificationCode } from '#shared/verification-code'
import { openDesk, START, type TestDesk, type TestSurroundings } from '../../fixtures/desk.ts'
import { inStore } from '../../fixtures/stock.ts'
import { executeCase, openDraft, proveIn, submitCase } from '../../fixtures/walk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => {
  desk.close()
})

async function handOver(staff: string): Promise<void> {
  await desk.must('session.sign-out', {})
  await desk.signIn(staff)
}

/** What a spreadsheet would take for a formula, or for more than one cell. */
const FORMULAS = ['=1+1', '＝1', '+1', '＋1', '-1', '－1', '@a', '＠a', '\t=1', ' =1', '"a",b', '一\r\n二']

describe('the trail', () => {
  it('is read by auditor, supervisor and administrator, newest first, with names beside numbers (AUD-12)', async () => {
    await desk.signIn('S0101')
    const caseNo = await openDraft(desk)
    await handOver('S0160')
    const { entries, total } = await desk.must('trail.list', { before: null, text: '' })
    expect(entries[0]).toMatchObject({ seq: total, verb: 'session.begun', outcome: 'done', staff: 'S0160' })
    expect(entries.find(({ object }) => object === caseNo)?.caseNo).toBe(caseNo)
    expect(entries[0]?.caseNo).toBeNull()
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_entry, index) => total - index))
    expect(entries.find(({ verb }) => verb === 'case.opened')).toMatchObject({
      staff: 'S0101',
      staffName: '高橋 美咲',
      outcome: 'done',
      object: caseNo,
    })
  })

  it('is not for tellers, nor for the back office', async () => {
    for (const staff of ['S0101', 'S0140']) {
      await desk.signIn(staff)
      expect(await desk.ask('trail.list', { before: null, text: '' })).toMatchObject({
        error: { code: 'role-forbids' },
      })
      await desk.must('session.sign-out', {})
    }
  })

  it('goes back page by page, without a gap and without an end in the middle', async () => {
    await desk.signIn('S0160')
    for (let more = 0; more < 120; more += 1) await desk.askRaw('nobody knows this', {})
    const all = desk.premises.branch?.store.trail.head().seq ?? 0
    const seen: number[] = []
    let before: number | null = null
    for (;;) {
      const page: { entries: readonly { seq: number }[] } = await desk.must('trail.list', {
        before,
        text: '',
      })
      if (page.entries.length === 0) break
      seen.push(...page.entries.map(({ seq }) => seq))
      before = page.entries.at(-1)?.seq ?? null
    }
    expect(seen).toHaveLength(all)
    expect(seen.at(-1)).toBe(1)
    expect(new Set(seen).size).toBe(seen.length)
  })

  it('tells the whole story of one case, refusals and all (AUD-01)', async () => {
    await desk.signIn('S0101')
    const caseNo = await executeCase(desk)
    await handOver('S0160')
    const { entries } = await desk.must('trail.list', { before: null, text: ` ${caseNo} ` })
    expect(entries.map(({ verb }) => verb)).toEqual([
      'case.executed',
      'case.submitted',
      'case.saved',
      'case.opened',
    ])
    const executed = JSON.parse(entries[0]?.facts ?? '{}')
    expect(executed).toMatchObject({ receiptNo: 'R-999-000001', serial: 'VSMT82640917' })
  })

  it('says codes and facts, never a sentence, a code that was typed or a passphrase', async () => {
    await desk.signIn('S0101')
    await desk.ask('case.view', { caseNo: '999-261120-999' as never })
    await desk.ask('session.unlock', { passphrase: 'not my passphrase at all', code: '918273' })
    await handOver('S0160')
    const { entries } = await desk.must('trail.list', { before: null, text: '' })
    const text = JSON.stringify(entries)
    expect(text).not.toContain('918273')
    expect(text).not.toContain('not my passphrase')
    for (const { outcome, verb } of entries) {
      expect(outcome).toMatch(/^(done|noted|refused:[a-z-]+)$/)
      expect(verb).toMatch(/^([a-z-]+\.[a-z-]+|unknown)$/)
    }
  })
})

describe('verifying the trail', () => {
  it('finds it consistent, and says how far and where it ends', async () => {
    await desk.signIn('S0101')
    await executeCase(desk)
    await handOver('S0160')
    const head = desk.premises.branch?.store.trail.head()
    const verdict = await desk.must('trail.verify', {})
    expect(verdict).toEqual({ consistent: true, entries: head?.seq, divergedAt: null, head: head?.chain })
    expect(verdict.head).toMatch(/^[0-9a-f]{64}$/)
  })

  it('calls nothing consistent in which SQLite finds a fault, an index among them', async () => {
    await desk.signIn('S0160')
    const { branch } = desk.premises
    if (branch === undefined) throw new Error('nobody is signed in')
    const verify = () => ({ ...branch.store.verify(), structure: ['row 3 missing from index link_serial'] })
    desk.premises.branch = { ...branch, store: { ...branch.store, verify } }
    const { entries, divergedAt, consistent } = await desk.must('trail.verify', {})
    expect({ divergedAt, consistent }).toEqual({ divergedAt: entries, consistent: false })
  })

  it('is not for tellers', async () => {
    await desk.signIn('S0101')
    expect(await desk.ask('trail.verify', {})).toMatchObject({ error: { code: 'role-forbids' } })
  })
})

/** The second of two people proves themselves at the first one's desk. */
async function prove(purpose: 'export' | 'erase' | 'backup', about: string, staff = 'S0131'): Promise<void> {
  const person = practicePeople.find((one) => one.staff === staff)
  await desk.must('second.prove', {
    purpose,
    about,
    staff: staff,
    passphrase: person?.passphrase ?? '',
    code: desk.staffCode(staff),
  })
}

/** Where the desk saves: the texts by name. */
const saved = new Map<string, string>()
/** The folder that is chosen for backups. */
let chosen: string | undefined
const files: NonNullable<TestSurroundings['files']> = {
  chooseFolder: async () => (chosen === undefined ? undefined : { path: chosen }),
  saveLines: async (name, begin) => {
    let text = ''
    for await (const piece of begin()) text += piece
    saved.set(name, text)
    return name
  },
}
async function deskThatSaves(at?: number): Promise<void> {
  desk.close()
  desk = await openDesk({ ...(at === undefined ? {} : { at }), surroundings: { files } })
}

/** The offline verifier over a text, as an auditor runs it. */
function verifier(text: string, ...args: string[]): { verdict: string; [more: string]: unknown } {
  const dir = mkdtempSync(join(tmpdir(), 'madoguchi-copy-'))
  try {
    writeFileSync(join(dir, 'copy'), text)
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [join(import.meta.dirname, '../../../build/verify/verify.mjs'), join(dir, 'copy'), '--json', ...args],
      { encoding: 'utf8' },
    )
    if (stdout === '') throw new Error(stderr)
    return JSON.parse(stdout)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

const store = () => {
  const { branch } = desk.premises
  if (branch === undefined) throw new Error('no store is open')
  return branch.store
}
const verbs = (): string[] =>
  store()
    .trail.newest(500)
    .map(({ verb }) => verb)

describe('searching the trail', { timeout: 60_000 }, () => {
  it('filters by day, person, kind, outcome and object, page by page (AUD-12)', async () => {
    await desk.signIn('S0101')
    const caseNo = await executeCase(desk)
    await desk.ask('case.view', { caseNo: '999-261120-999' })
    await handOver('S0160')
    const list = async (filter: object, text = '') => {
      const { entries } = await desk.must('trail.list', { before: null, text, filter })
      return entries
    }
    for (const one of await list({ staff: 'S0101' })) expect(one.staff).toBe('S0101')
    const cases = await list({ verb: 'case' })
    expect(cases.length).toBeGreaterThan(3)
    for (const { verb } of cases) expect(verb).toMatch(/^case\./)
    expect((await list({ verb: 'case.executed' })).map(({ object }) => object)).toEqual([caseNo])
    const refused = await list({ outcome: 'refused' })
    expect(refused.map(({ outcome }) => outcome)).toContain('refused:case-unknown')
    for (const { outcome } of refused) expect(outcome).toMatch(/^refused:/)
    for (const { object } of await list({ outcome: 'done' }, caseNo)) expect(object).toBe(caseNo)
    expect(await list({ from: '2026-11-21' })).toEqual([])
    expect(await list({ to: '2026-11-19' })).toEqual([])
    expect((await list({ from: '2026-11-20', to: '2026-11-20' })).length).toBeGreaterThan(10)
  })

  it('finds a person who has two numbers by either of them, whether they acted or it was about them (MC-02)', async () => {
    const OTHER = StaffNo.parse('S0198')
    await desk.signIn('S0160')
    inStore(desk, (db) => {
      const row = db.people.row(StaffNo.parse('S0101'))
      if (row === undefined) throw new Error('S0101 is not here')
      const { person, name, enrolled_at, ended_at } = row
      db.people.enrol({ staff: OTHER, person, name, role: 'supervisor', enrolled_at, ended_at })
    })
    const at = momentOf(desk.premises, desk.premises.around.clock.read())
    for (const staff of ['S0101', 'S0102', OTHER]) {
      store().note({ staff, session: null, operation: 'test', at }, { event: 'deputy.ended', object: staff })
    }
    const found = async (staff: string | null, text: string) => {
      const filter = { staff: staff === null ? null : StaffNo.parse(staff), verb: 'deputy.ended' }
      const { entries } = await desk.must('trail.list', { before: null, text, filter })
      return entries.map(({ staff: who, object }) => [who, object])
    }
    const both = [
      [OTHER, OTHER],
      ['S0101', 'S0101'],
    ]
    for (const number of ['S0101', OTHER]) {
      expect(await found(number, '')).toEqual(both)
      expect(await found(null, number)).toEqual(both)
    }
    expect(await found('S0102', '')).toEqual([['S0102', 'S0102']])
    expect(await found(null, 'S0999')).toEqual([])
  })

  it('stands in the trail itself, once for the same search in ten minutes (AUD-12)', async () => {
    await desk.signIn('S0160')
    const list = (text: string) => desk.must('trail.list', { before: null, text })
    const before = store().trail.head().seq
    await list('')
    await list('')
    expect(store().trail.head().seq).toBe(before + 1)
    await list('S0101')
    expect(store().trail.newest(1)[0]).toMatchObject({
      verb: 'trail.read',
      object: 'S0101',
      outcome: 'noted',
    })
    desk.clock.advance(10 * 60_000)
    desk.premises.touch()
    await list('')
    expect(store().trail.head().seq).toBe(before + 3)
    await desk.must('trail.verify', {})
    expect(verbs()[0]).toBe('trail.verified')
    expect((await desk.must('trail.status', {})).verified?.staffName).not.toBeNull()
  })
})

describe('reading a customer’s record', { timeout: 60_000 }, () => {
  it('stands in the trail once for each person and record in ten minutes', async () => {
    await desk.signIn('S0101')
    const contractNo = (store().read.contracts.numbers() as readonly string[])[0] ?? ''
    const read = () =>
      store()
        .trail.ofObject(contractNo)
        .filter(({ verb }) => verb === 'record.read')
        .map(({ actor }) => actor)
    await desk.must('contract.view', { contractNo: contractNo })
    await desk.must('contract.view', { contractNo: contractNo })
    expect(read()).toEqual(['S0101'])
    await handOver('S0102')
    await desk.must('contract.view', { contractNo: contractNo })
    expect(read()).toEqual(['S0101', 'S0102'])
    // What is not there was not read; that somebody tried is an entry of its own.
    await desk.ask('contract.view', { contractNo: '0000000000' })
    expect(store().trail.ofObject('0000000000')).toEqual([])
  })

  it('stands there too where a search listed customers, without what was typed, and where the approval window showed a case', async () => {
    await desk.signIn('S0101')
    const readings = () =>
      store()
        .trail.newest(100)
        .filter(({ verb }) => verb === 'record.read')
        .map(({ actor, object, payload }) => ({ actor, object, payload }))
    await desk.must('search.find', { text: 'そんな人はいない' })
    expect(readings()).toEqual([])
    // Letter by letter, it is one search.
    for (const text of ['若', '若葉', '若葉金物店']) await desk.must('search.find', { text })
    expect(readings()).toEqual([{ actor: 'S0101', object: null, payload: { listed: expect.any(Number) } }])
    expect(JSON.stringify(readings())).not.toContain('若')

    const caseNo = await submitCase(desk)
    await desk.must('approval.open', { caseNo })
    await desk.must('approval.view', {}, desk.approval())
    await desk.must('approval.view', {}, desk.approval())
    await proveIn(desk, caseNo)
    await desk.must('approval.view', {}, desk.approval())
    const ofCase = readings().filter(({ object }) => object === caseNo)
    expect(ofCase.map(({ actor }) => actor)).toEqual(['S0127', 'S0101'])
  })

  it('is refused where the disk does not take the entry about it', async () => {
    await desk.signIn('S0101')
    const { branch } = desk.premises
    if (branch === undefined) throw new Error('no store is open')
    const [contractNo] = store().read.contracts.numbers() as readonly string[]
    const note = () => {
      throw new StoreFault('disk-full')
    }
    desk.premises.branch = { ...branch, store: { ...branch.store, note } }
    expect(await desk.ask('contract.view', { contractNo: contractNo ?? '' })).toEqual({
      ok: false,
      error: { code: 'disk-full' },
    })
    desk.premises.branch = branch
    expect((await desk.ask('contract.view', { contractNo: contractNo ?? '' })).ok).toBe(true)
  })
})

describe('a copy for the auditor', { timeout: 120_000 }, () => {
  const filter = {}
  it('needs a second person and a reason, and says of itself that it was made (AUD-01, AUD-12)', async () => {
    await deskThatSaves()
    await desk.signIn('S0160')
    const wanted = { format: 'copy', payloads: false, reason: '定例の監査', filter } as const
    expect(await desk.ask('trail.export', { ...wanted, reason: ' ' })).toMatchObject({
      error: { code: 'reason-needed' },
    })
    expect(await desk.ask('trail.export', wanted)).toMatchObject({ error: { code: 'second-missing' } })
    await prove('export', '')
    const { fileName, entries } = await desk.must('trail.export', wanted)
    expect(entries).toBe(store().trail.head().seq)
    expect(store().trail.newest(1)[0]).toMatchObject({
      verb: 'trail.exported',
      payload: { format: 'copy', entries, payloads: false, reason: '定例の監査', second: 'S0131' },
    })
    const text = saved.get(fileName) ?? ''
    expect(verifier(text)).toMatchObject({ verdict: 'consistent', entries, payloads: 0 })
    expect(text).not.toContain('"k":')
    // Proven once is for one copy.
    expect(await desk.ask('trail.export', wanted)).toMatchObject({ error: { code: 'second-missing' } })
  })

  it.each(['ENOSPC', 'EROFS'])(
    'that the chosen stick does not take (%s) says nothing of the disk of the records',
    async (code) => {
      desk.close()
      const saveLines = async (_name: string, begin: () => AsyncIterable<string>) => {
        for await (const _piece of begin()) throw Object.assign(new Error(code), { code, syscall: 'write' })
        return undefined
      }
      desk = await openDesk({ surroundings: { files: { saveLines } } })
      await desk.signIn('S0160')
      await prove('export', '')
      const wanted = { format: 'copy', payloads: false, reason: '定例の監査', filter } as const
      expect(await desk.ask('trail.export', wanted)).toEqual({ ok: false, error: { code: 'save-cancelled' } })
    },
  )

  it('is judged by the verifier with payloads and a receipt, and one changed letter is found', async () => {
    await deskThatSaves()
    await desk.signIn('S0101')
    const caseNo = await executeCase(desk)
    const executed = store()
      .trail.ofObject(caseNo)
      .find(({ verb }) => verb === 'case.executed')
    const code = verificationCode(store().trail.chainAt(executed?.seq ?? 0) ?? Buffer.alloc(0))
    const { verifier: key } = store().trail.publicKeys()[0] ?? { verifier: '' }
    await handOver('S0160')
    await prove('export', '')
    const { fileName } = await desk.must('trail.export', {
      format: 'copy',
      payloads: true,
      reason: '検査',
      filter,
    })
    const text = saved.get(fileName) ?? ''
    const proof = ['--receipt', `${caseNo}=${code}`, '--receipt', `${executed?.seq}=${code}`, '--key', key]
    expect(verifier(text, ...proof)).toMatchObject({ verdict: 'consistent', papers: 2 })
    expect(verifier(text.replace('case.executed', 'case.rejected'), ...proof)).toMatchObject({
      verdict: 'diverged',
      entry: executed?.seq,
    })
    for (const secret of [practicePeople[0]?.passphrase ?? 'none']) expect(text).not.toContain(secret)
  })

  it('is a table for a spreadsheet in which nothing is a formula (IMP-12)', async () => {
    await deskThatSaves()
    await desk.signIn('S0160')
    for (const object of FORMULAS) {
      store().note(
        {
          staff: 'S0160',
          session: null,
          operation: 'test',
          at: { wall: '2026-11-20T01:00:00.000Z', mono: 0, bootId: 'b', clock: 'trusted' },
        },
        { event: 'record.read', object },
      )
    }
    await prove('export', '')
    const { fileName, entries } = await desk.must('trail.export', {
      format: 'csv',
      payloads: false,
      reason: '検査',
      filter: { verb: 'record.read' },
    })
    const text = saved.get(fileName) ?? ''
    expect(text.startsWith('\ufeffseq,at,staff,')).toBe(true)
    const rows = parse(text, { bom: true, columns: true, record_delimiter: '\r\n' }) as Record<
      string,
      string
    >[]
    expect(rows).toHaveLength(entries)
    expect(entries).toBe(FORMULAS.length)
    for (const row of rows) {
      for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[\s\u3000]*[=+\-@＝＋－＠]/)
    }
    expect(rows.map(({ object = '' }) => object.replace(/^'/, '')).reverse()).toEqual(FORMULAS)

    await prove('export', '')
    const list = await desk.must('trail.export', {
      format: 'json',
      payloads: false,
      reason: '検査',
      filter: { verb: 'record.read' },
    })
    const lines = (saved.get(list.fileName) ?? '').trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).object)[11]).toBe('=1+1')
  })
})

/** The bytes of a closed database, decrypted where it lies. */
function inClear(file: string, keys: Pick<Keys, 'database'>): Buffer {
  const db = openDatabase(file, keys.database, { create: false, newest: 99 })
  db.pragma('journal_mode = DELETE')
  db.pragma("rekey = ''")
  db.close()
  return readFileSync(file)
}

describe('erasing what is past its time (AUD-11, PRV-05)', { timeout: 120_000 }, () => {
  const YEARS = 7 * 366 * 24 * 60 * 60_000

  /** A desk on which a case was executed seven years and some days ago; signed in again by two confirming the clock. */
  async function sevenYearsLater(): Promise<string> {
    await deskThatSaves()
    await desk.signIn('S0101')
    const caseNo = await executeCase(desk)
    await desk.must('session.sign-out', {})
    const { dir } = desk
    desk.close()
    desk = await openDesk({ dir, at: START + YEARS, surroundings: { files } })
    return caseNo
  }

  it('takes payloads and keys away by two people, leaves the chain, and says how many', async () => {
    const caseNo = await sevenYearsLater()
    await settleClock()
    await desk.signIn('S0127')
    const { due, keptSince } = await desk.must('trail.status', {})
    expect(due).toBeGreaterThan(3)
    expect(keptSince > '2026-11-20').toBe(true)
    expect(await desk.ask('trail.erase', {})).toMatchObject({ error: { code: 'second-missing' } })
    await prove('erase', '')
    const entriesBefore = store().trail.ofObject(caseNo)
    const { payloads, through } = await desk.must('trail.erase', {})
    expect(payloads).toBe(due)
    await new Promise((resolve) => setImmediate(resolve))

    const after = store().trail.ofObject(caseNo)
    expect(after.map(({ seq, verb }) => [seq, verb])).toEqual(
      entriesBefore.map(({ seq, verb }) => [seq, verb]),
    )
    expect(entriesBefore.some(({ payload }) => payload !== undefined)).toBe(true)
    for (const { payload } of after) expect(payload).toBeUndefined()
    expect(store().verify().chain).toEqual({ ok: true, entries: store().trail.head().seq })
    expect((await desk.must('trail.status', {})).erasures).toMatchObject([{ payloads, through }])
    // The case itself stays: what is erased is what was said about it.
    expect(store().read.cases.find(CaseNo.parse(caseNo))).toBeDefined()

    await prove('export', '')
    const { fileName } = await desk.must('trail.export', {
      format: 'copy',
      payloads: true,
      reason: '消去の確認',
    })
    expect(verifier(saved.get(fileName) ?? '')).toMatchObject({
      verdict: 'consistent',
      erasedThrough: through,
    })

    // Opened again, everything still adds up; and nothing more is due.
    await desk.must('session.sign-out', {})
    await desk.signIn('S0127')
    expect((await desk.must('trail.verify', {})).consistent).toBe(true)
    await prove('erase', '')
    expect(await desk.must('trail.erase', {})).toEqual({ payloads: 0, through: 0 })

    // Nothing of it is left in the file, in its free pages or in the log beside it.
    const gone = entriesBefore.flatMap(({ payload }) => (payload === undefined ? [] : [canonical(payload)]))
    const kept = store().trail.newest(1)[0]?.payload
    const person = practicePeople.find(({ staff }) => staff === 'S0127')
    const dir = join(desk.dir, 'practice')
    desk.close()
    const keys = await unlockSlot(dir, 'S0127', person?.passphrase ?? '', noDevice)
    if (!keys.ok) throw new Error(keys.error)
    const file = join(dir, DATABASE_FILE)
    expect(existsSync(`${file}-wal`) ? readFileSync(`${file}-wal`).length : 0).toBe(0)
    const bytes = inClear(file, keys.value)
    keys.value.close()
    expect(bytes.includes('CREATE TABLE audit_payload')).toBe(true)
    expect(bytes.includes(canonical(kept))).toBe(true)
    expect(gone.length).toBeGreaterThan(1)
    for (const text of gone.filter((one) => one.length > 40)) expect(bytes.includes(text), text).toBe(false)
  })

  it('leaves nothing of it in a backup that is made afterwards (AUD-11)', async () => {
    const caseNo = await sevenYearsLater()
    await settleClock()
    await desk.signIn('S0127')
    const folder = join(desk.dir, 'backups')
    mkdirSync(folder)
    chosen = folder
    await desk.must('backup.choose-folder', {})
    await prove('backup', folder)
    await desk.must('backup.set-folder', { folder })
    const gone = store()
      .trail.ofObject(caseNo)
      .flatMap(({ payload }) => (payload === undefined ? [] : [canonical(payload)]))
      .filter((text) => text.length > 40)
    expect(gone.length).toBeGreaterThan(1)
    const backup = async (): Promise<Buffer> => {
      const { file } = await desk.must('backup.make', {})
      const keys = desk.premises.branch?.keys
      if (keys === undefined) throw new Error('nobody is signed in')
      const out = join(desk.dir, `${file}.db`)
      const read = await readContainer(join(folder, file), exportKeyOf(keys), out)
      if (!read.ok) throw new Error(read.error)
      return inClear(out, keys)
    }

    // The look finds what is there: the backup of before has every one of them.
    const before = await backup()
    for (const text of gone) expect(before.includes(text), text).toBe(true)
    await prove('erase', '')
    await desk.must('trail.erase', {})
    desk.clock.advance(60_000)
    const after = await backup()
    expect(after.includes('CREATE TABLE audit_payload')).toBe(true)
    expect(after.includes(caseNo)).toBe(true)
    for (const text of gone) expect(after.includes(text), text).toBe(false)
  })

  it('is refused while the clock is in doubt', async () => {
    await sevenYearsLater()
    // Fourteen days without an entry: the clock is looked at first.
    expect(
      await desk.ask('session.sign-in', {
        staff: 'S0127',
        passphrase: practicePeople.find(({ staff }) => staff === 'S0127')?.passphrase ?? '',
        code: desk.staffCode('S0127'),
      }),
    ).toMatchObject({ error: { code: 'clock-untrusted' } })
    await settleClock()
    await desk.signIn('S0127')
    await prove('erase', '')
    // The wall jumps, the running time does not.
    desk.clock.wall += 60 * 60_000
    expect(await desk.ask('trail.erase', {})).toMatchObject({ error: { code: 'clock-untrusted' } })
    expect((await desk.ask('trail.status', {})).ok).toBe(true)
  })

  /** Two colleagues have looked at another clock. */
  async function settleClock(): Promise<void> {
    for (const staff of ['S0127', 'S0131']) {
      const tokyo = new Date(desk.clock.wall + 9 * 60 * 60_000).toISOString()
      const reply = await desk.ask('clock.confirm', {
        staff: staff,
        passphrase: practicePeople.find((one) => one.staff === staff)?.passphrase ?? '',
        code: desk.staffCode(staff),
        date: tokyo.slice(0, 10),
        time: tokyo.slice(11, 16),
        reference: 'radio-clock',
        note: '',
      })
      if (!reply.ok) throw new Error(JSON.stringify(reply.error))
    }
  }
})
