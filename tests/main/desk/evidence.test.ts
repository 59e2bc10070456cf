import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NameTaken, type PaperJob } from '#main/premises'
import { readCheckpoint } from '#main/store/checkpoint'
import { EvidencePack, type EvidenceSheet } from '#shared/evidence-pack'
import { CalendarDate, type CaseNo } from '#shared/ids'
import { ok } from '#shared/result'
import { openDesk, type TestDesk } from '../../fixtures/desk.ts'
import { proveSecond } from '../../fixtures/stock.ts'
import { executeCase } from '../../fixtures/walk.ts'

let desk: TestDesk
let caseNo: CaseNo
/** What was saved: the name, the file for machines, and the paper's content. */
let saved: { name: string; json: string } | undefined
let sheet: EvidenceSheet | undefined
/** What bears the name of the file for machines already. */
let taken: string | undefined
let printer: (job: PaperJob) => Promise<Buffer>

beforeEach(async () => {
  saved = undefined
  taken = undefined
  printer = async (job) => {
    sheet = job.evidence
    return Buffer.from('%PDF-1.7 /Type /Page x /Type/Page ')
  }
  desk = await openDesk({
    surroundings: {
      windows: { printPaper: (job) => printer(job) },
      files: {
        savePdf: async (name, _pdf, putOnRecord, json) => {
          if (taken !== undefined) throw new NameTaken(taken)
          putOnRecord()
          saved = { name, json: json ?? '' }
          return name
        },
      },
    },
  })
  await desk.signIn('S0101')
  caseNo = await executeCase(desk)
  await desk.must('paper.print', { request: { paper: 'receipt', caseNo }, to: 'pdf' })
  await desk.must('session.sign-out', {})
  await desk.signIn('S0160')
})
afterEach(() => desk.close())

const store = () => {
  const { branch } = desk.premises
  if (branch === undefined) throw new Error('no store is open')
  return branch.store
}
async function take(): Promise<EvidencePack> {
  await proveSecond(desk, 'S0131', 'export', caseNo)
  await desk.must('trail.evidence', { caseNo, reason: '照会' })
  return EvidencePack.parse(JSON.parse(saved?.json ?? ''))
}

/** The offline verifier over a text, as an auditor runs it. */
function verifier(text: string): Record<string, unknown> {
  const dir = mkdtempSync(join(tmpdir(), 'madoguchi-pack-'))
  try {
    writeFileSync(join(dir, 'pack'), text)
    const program = join(import.meta.dirname, '../../../build/verify/verify.mjs')
    const { stdout, stderr } = spawnSync(process.execPath, [program, join(dir, 'pack'), '--json'], {
      encoding: 'utf8',
    })
    if (stdout === '') throw new Error(stderr)
    return JSON.parse(stdout)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

describe('the evidence pack of one case', { timeout: 60_000 }, () => {
  it('is taken out by two, for a reason, for this very case, and both files stand in one entry', async () => {
    expect(await desk.ask('trail.evidence', { caseNo, reason: ' ' })).toMatchObject({
      error: { code: 'reason-needed' },
    })
    expect(await desk.ask('trail.evidence', { caseNo: '999-261120-999', reason: '照会' })).toMatchObject({
      error: { code: 'case-unknown' },
    })
    await proveSecond(desk, 'S0131', 'export', '')
    // A proof for the whole trail is none for a case.
    expect(await desk.ask('trail.evidence', { caseNo, reason: '照会' })).toMatchObject({
      error: { code: 'second-missing' },
    })
    const { entries } = await take()
    expect(saved?.name).toBe(`証拠一式_${caseNo}.pdf`)
    const [newest] = store().trail.newest(1)
    expect(newest).toMatchObject({
      verb: 'trail.exported',
      object: caseNo,
      payload: {
        format: 'evidence',
        entries: entries.length,
        pages: 2,
        sha256: sheet?.fileSha256,
        second: 'S0131',
      },
    })
    expect(store().read.prints.count('evidence', caseNo)).toBe(1)
  })

  it('says the same on paper and in the file, and the verifier finds each entry under the signed head', async () => {
    const pack = await take()
    const text = saved?.json ?? ''
    if (sheet === undefined) throw new Error('nothing was printed')
    expect(verifier(text)).toMatchObject({
      verdict: 'consistent',
      entries: pack.entries.length,
      case: caseNo,
    })
    expect(sheet.fileSha256).toBe(createHash('sha256').update(text).digest('hex'))
    const head = readCheckpoint(pack.head)
    expect({ size: sheet.size, root: sheet.root, note: sheet.note }).toEqual({
      size: head?.size,
      root: head?.root.toString('base64'),
      note: pack.head,
    })
    expect(sheet.facts).toEqual(pack.facts)
    expect(sheet.entries.map(({ n, leaf }) => ({ n, leaf }))).toEqual(
      pack.entries.map(({ n, e }) => ({
        n,
        leaf: createHash('sha256').update(Buffer.of(0)).update(e).digest('base64'),
      })),
    )
    expect(sheet.entries.map(({ verb }) => verb)).toEqual([
      'case.opened',
      'case.saved',
      'case.submitted',
      'case.executed',
      'paper.printed',
    ])
    const executed = sheet.entries.find(({ verb }) => verb === 'case.executed')
    expect(executed).toMatchObject({
      who: { staff: 'S0127' },
      role: 'supervisor',
      n: pack.facts.receiptEntry,
    })
    expect(pack.facts.approvals).toMatchObject([{ approver: 'S0127', decision: 'approve' }])
    expect(sheet.approverNames).toHaveLength(1)
    expect(pack.facts).toMatchObject({ kind: 'token-detach', receiptNo: 'R-999-000001' })

    const [first] = pack.entries
    const forged = { ...first, e: first?.e.replace('case.', 'cake.') }
    expect(verifier(JSON.stringify({ ...pack, entries: [forged] }))).toMatchObject({ verdict: 'diverged' })
    const moved = { ...first, n: (first?.n ?? 0) + 1 }
    expect(verifier(JSON.stringify({ ...pack, entries: [moved] })).verdict).toBe('diverged')
    expect(verifier(JSON.stringify({ ...pack, case: '999-261120-002' }))).toMatchObject({ why: 'object' })
  })

  it('also holds what changed the case and is about something else, without what is said of others', async () => {
    const row = store().read.cases.find(caseNo)
    if (row === undefined) throw new Error('no case')
    const at = { wall: '2026-11-20T02:00:00.000Z', mono: 0, bootId: 'b', clock: 'trusted' as const }
    store().attempt({ staff: 'S0101', session: null, operation: 'dispatch.post', at }, (db) => {
      db.cases.change(row, { follow_up_on: CalendarDate.parse('2026-11-27') })
      return ok({
        output: undefined,
        audit: { event: 'dispatch.posted', object: 'BG-999-000001', facts: { cases: ['999-261120-777'] } },
      })
    })
    const pack = await take()
    const posted = sheet?.entries.at(-1)
    expect(posted).toMatchObject({
      verb: 'dispatch.posted',
      about: 'BG-999-000001',
      facts: '',
      erased: false,
    })
    expect(saved?.json).not.toContain('999-261120-777')
    expect(verifier(saved?.json ?? '')).toMatchObject({
      verdict: 'consistent',
      entries: pack.entries.length,
    })
  })

  it('is refused, and not on record, where the name of the file beside the paper is not free', async () => {
    taken = `証拠一式_${caseNo}.json`
    await desk.must('session.sign-out', {})
    await desk.signIn('S0127')
    await proveSecond(desk, 'S0131', 'export', caseNo)
    expect(await desk.ask('trail.evidence', { caseNo, reason: '照会' })).toEqual({
      ok: false,
      error: { code: 'pack-name-taken', fileName: taken },
    })
    expect(
      store()
        .trail.newest(50)
        .filter(({ verb }) => verb.startsWith('trail.'))
        .map(({ outcome }) => outcome),
    ).toEqual(['refused:pack-name-taken'])
  })

  it('is printed for no page that asks for its paper, and leaves no success where it could not be laid out', async () => {
    await desk.must('session.sign-out', {})
    await desk.signIn('S0127')
    const request = { paper: 'evidence', caseNo } as const
    expect(await desk.ask('paper.preview', { request })).toMatchObject({
      error: { code: 'paper-unavailable' },
    })
    expect(await desk.ask('paper.print', { request, to: 'pdf' })).toMatchObject({
      error: { code: 'paper-unavailable' },
    })
    printer = async () => {
      throw new Error('overflow')
    }
    await proveSecond(desk, 'S0131', 'export', caseNo)
    expect(await desk.ask('trail.evidence', { caseNo, reason: '照会' })).toMatchObject({
      error: { code: 'print-failed' },
    })
    const exported = store()
      .trail.newest(50)
      .filter(({ verb }) => verb.startsWith('trail.'))
    expect(exported.map(({ outcome }) => outcome)).toEqual(['refused:print-failed'])
    expect(saved?.name).toBe(`控え_${caseNo}.pdf`)
  })
})
