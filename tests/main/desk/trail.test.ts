import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDesk, type TestDesk } from '../../fixtures/desk.ts'
import { executeCase, openDraft } from '../../fixtures/walk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

async function handOver(staff: string): Promise<void> {
  await desk.must('session.sign-out', {})
  await desk.signIn(staff)
}

describe('the trail', () => {
  it('is read by auditor, supervisor and administrator, newest first, with names beside numbers (AUD-12)', async () => {
    await desk.signIn('S0101')
    const caseNo = await openDraft(desk)
    await handOver('S0160')
    const { entries, total } = await desk.must('trail.list', { before: null, text: '' })
    expect(entries[0]).toMatchObject({ seq: total, verb: 'session.begun', outcome: 'done', staff: 'S0160' })
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
