import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SAMPLE_CONTRACTS_CSV } from '#main/practice/sample-contracts'
import { openDesk, type TestDesk } from '../../fixtures/desk.ts'
import { executeCase, newest, openDraft } from '../../fixtures/walk.ts'

let dir: string
let file: string | undefined
let desk: TestDesk
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'madoguchi-master-'))
  file = undefined
  desk = await openDesk({
    surroundings: {
      files: {
        chooseMaster: async () => (file === undefined ? undefined : { path: file, name: basename(file) }),
        savePdf: async () => undefined,
      },
    },
  })
  await desk.signIn('S0150')
})
afterEach(() => {
  desk.close()
  rmSync(dir, { recursive: true, force: true })
})

function give(text: string | Buffer): void {
  file = join(dir, '契約.csv')
  writeFileSync(file, text)
}
const edited = (from: string, to: string) => SAMPLE_CONTRACTS_CSV.replaceAll(from, to)

describe('a contract master file at the desk', () => {
  it('is rehearsed first: the practice branch’s own file changes nothing, and nothing is written', async () => {
    give(SAMPLE_CONTRACTS_CSV)
    const plan = await desk.must('master.rehearse', {})
    expect(plan).toMatchObject({ new: 0, changed: 0, unchanged: 300, rejected: 0, absent: 0 })
    expect(newest(desk)).toEqual(['done session.begun'])
    expect(await desk.ask('master.commit', { plan: plan?.plan ?? '' })).toMatchObject({
      error: { code: 'master-nothing-to-do' },
    })
  })

  it('is not read for somebody who has gone while they were asked for it', async () => {
    desk.close()
    give(SAMPLE_CONTRACTS_CSV)
    desk = await openDesk({
      surroundings: {
        files: {
          chooseMaster: async () => {
            await desk.must('session.sign-out', {})
            return { path: file ?? '', name: '契約.csv' }
          },
          savePdf: async () => undefined,
        },
      },
    })
    await desk.signIn('S0150')
    expect(await desk.ask('master.rehearse', {})).toMatchObject({ error: { code: 'save-cancelled' } })
    expect(desk.premises.plan).toBeUndefined()
  })

  it('leaves no plan behind when its reader goes while it is read', async () => {
    give(SAMPLE_CONTRACTS_CSV)
    const reading = desk.ask('master.rehearse', {})
    await new Promise(setImmediate)
    await desk.must('session.sign-out', {})
    expect(await reading).toMatchObject({ ok: false })
    expect(desk.premises.plan).toBeUndefined()
  })

  it('shows a change field by field, and writes exactly that', async () => {
    give(edited('有限会社 若葉金物店', '株式会社 若葉金物店'))
    const plan = await desk.must('master.rehearse', {})
    expect(plan?.changes).toMatchObject([
      { change: { field: 'name', before: '有限会社 若葉金物店', after: '株式会社 若葉金物店' } },
    ])
    await desk.must('master.commit', { plan: plan?.plan ?? '' })
    const { hits } = await desk.must('search.find', { text: '株式会社 若葉金物' })
    expect(hits[0]?.title).toBe('株式会社 若葉金物店')
    expect(newest(desk)).toEqual(['done master.imported'])
    expect(await desk.ask('master.commit', { plan: plan?.plan ?? '' })).toMatchObject({
      error: { code: 'master-plan-unknown' },
    })
  })

  it('names a bad line by its number, keeps the good ones, and loses nothing that is there', async () => {
    const lines = edited('M54100031204,株式会社 青葉運送', 'M54100031204,青葉運送 株式会社').split('\n')
    const bad = lines.findIndex((line) => line.includes('若林 健一'))
    give(lines.map((line, index) => (index === bad ? line.replace('0318842', '=1+1') : line)).join('\n'))
    const plan = await desk.must('master.rehearse', {})
    expect(plan).toMatchObject({ changed: 1, rejected: 1 })
    expect(plan?.rejections).toContainEqual(
      expect.objectContaining({
        contractNo: 'FB00031187',
        problem: expect.objectContaining({ code: 'formula-cell', line: bad + 1, column: 'accountNumber' }),
      }),
    )
    await desk.must('master.commit', { plan: plan?.plan ?? '' })
    expect((await desk.must('search.find', { text: '若葉金物' })).hits[0]?.title).toBe('有限会社 若葉金物店')
    expect((await desk.must('contract.view', { contractNo: 'FB00031204' })).name).toBe('青葉運送 株式会社')
  })

  it.each([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['UTF-16', Buffer.from(SAMPLE_CONTRACTS_CSV, 'utf16le'), 'encoding-utf16'],
    ['NUL bytes', Buffer.from('契約番号,サービス\0'), 'nul-bytes'],
    ['bytes that are no text', Buffer.from([0x81, 0xff, 0xfe, 0x41, 0x80, 0x0a]), 'encoding-unknown'],
    ['no heading', Buffer.from('a,b,c\n1,2,3\n'), 'header-missing'],
    ['a column for a secret', Buffer.from(`承認用パスワード,${SAMPLE_CONTRACTS_CSV}`), 'secret-column'],
  ])('is refused as a whole with %s', async (_what, content, reason) => {
    give(content)
    expect(await desk.ask('master.rehearse', {})).toMatchObject({
      error: { code: 'master-unreadable', reason },
    })
  })

  it('does not change a contract under an open case, nor bring back a token that was detached here', async () => {
    await desk.must('session.sign-out', {})
    await desk.signIn('S0101')
    await openDraft(desk, { kind: 'shared' }, '青葉運送')
    await executeCase(desk)
    await desk.must('session.sign-out', {})
    await desk.signIn('S0150')
    give(edited('M54100031204,株式会社 青葉運送', 'M54100031204,青葉運送 株式会社'))
    const plan = await desk.must('master.rehearse', {})
    expect(plan?.changed).toBe(0)
    expect(new Set(plan?.rejections.map(({ problem }) => problem.code))).toEqual(
      new Set(['contract-in-open-case', 'token-was-detached-here']),
    )
  })

  it('writes nothing of a plan that the store has overtaken: it is rehearsed again (master-plan-unknown)', async () => {
    give(edited('M54100031204,株式会社 青葉運送', 'M54100031204,青葉運送 株式会社'))
    const stale = await desk.must('master.rehearse', {})
    const first = desk.premises.plan
    const again = await desk.must('master.rehearse', {})
    await desk.must('master.commit', { plan: again?.plan ?? '' })
    give(edited('有限会社 若葉金物店', '株式会社 若葉金物店'))
    desk.premises.plan = first
    expect(await desk.ask('master.commit', { plan: stale?.plan ?? '' })).toMatchObject({ ok: false })
    expect((await desk.must('contract.view', { contractNo: 'FB00031187' })).name).toBe('有限会社 若葉金物店')
  })

  it('changes nothing when the person thinks better of it', async () => {
    expect(await desk.ask('master.rehearse', {})).toMatchObject({ error: { code: 'save-cancelled' } })
  })

  it('is not for tellers', async () => {
    await desk.must('session.sign-out', {})
    await desk.signIn('S0101')
    expect(await desk.ask('master.rehearse', {})).toMatchObject({ error: { code: 'role-forbids' } })
  })
})
