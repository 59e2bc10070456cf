import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ContractNo } from '#shared/ids'
import type { PaperRequest } from '#shared/operations/papers'
import { verificationCode } from '#shared/verification-code'
import { openDesk, type TestDesk } from '../../fixtures/desk.ts'
import {
  administrator,
  contractNamed,
  executeCase,
  newest,
  openDraft,
  submitCase,
  trailOf,
  versionOf,
  wakaba,
} from '../../fixtures/walk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openDesk()
  await desk.signIn('S0101')
})
afterEach(() => desk.close())

const preview = async (request: PaperRequest) => desk.ask('paper.preview', { request })
const print = async (request: PaperRequest, to: 'pdf' | 'printer' = 'pdf') =>
  desk.ask('paper.print', { request, to })

describe('a sheet', () => {
  it('says which institution and branch printed it, who, when, and that this is practice', async () => {
    const content = await desk.must('paper.preview', {
      request: { paper: 'request-blank', contractNo: null },
    })
    expect(content).toMatchObject({
      institution: '霞野信用金庫',
      branchNo: '999',
      branchName: '練習支店',
      practice: true,
      printedBy: '高橋 美咲',
      printedAt: new Date(desk.clock.wall).toISOString(),
      printCount: 1,
      case: null,
      contract: null,
      verificationCode: null,
    })
  })

  it('counts its prints, one by one and each paper by itself; looking at it counts nothing', async () => {
    const caseNo = await executeCase(desk)
    const receipt: PaperRequest = { paper: 'receipt', caseNo }
    await preview(receipt)
    expect(await preview(receipt)).toMatchObject({ value: { printCount: 1 } })
    expect(await print(receipt)).toMatchObject({
      ok: true,
      value: { pages: 1, fileName: `控え_${caseNo}.pdf` },
    })
    expect(await preview(receipt)).toMatchObject({ value: { printCount: 2 } })
    await print(receipt)
    expect(await preview(receipt)).toMatchObject({ value: { printCount: 3 } })
    expect(await preview({ paper: 'steps', caseNo })).toMatchObject({ value: { printCount: 1 } })
    expect(trailOf(desk, caseNo).filter((entry) => entry === 'done paper.printed')).toHaveLength(2)
  })

  it('keeps its count across a restart of the program', async () => {
    const caseNo = await executeCase(desk)
    await print({ paper: 'receipt', caseNo })
    const at = desk.clock.wall + 60_000
    desk.close()
    desk = await openDesk({ dir: desk.dir, at })
    await desk.signIn('S0102')
    expect(await preview({ paper: 'receipt', caseNo })).toMatchObject({
      value: { printCount: 2, printedBy: '森 健太' },
    })
  })

  it('bears nobody’s name in its file’s name', async () => {
    const contractNo = await contractNamed(desk, wakaba)
    expect(await print({ paper: 'request-blank', contractNo })).toMatchObject({
      value: { fileName: `依頼書_${contractNo}.pdf` },
    })
  })

  it('shows the last three digits of the account and no more, but for what the paper itself says', async () => {
    const caseNo = await executeCase(desk)
    const content = await desk.must('paper.preview', { request: { paper: 'receipt', caseNo } })
    expect(content.contract?.accountEnding).toBe('842')
    expect(content.case?.store?.accountEnding).toBe('842')
    const { intake, ...rest } = content.case ?? {}
    expect(intake?.accountNumber).toBe('0318842')
    expect(JSON.stringify({ ...content, case: rest })).not.toContain('0318842')
  })
})

describe('the verification code', () => {
  it('ties the receipt to the very entry of the trail that says the case was executed', async () => {
    const caseNo = await executeCase(desk)
    const store = desk.premises.branch?.store
    const executed = store?.trail.ofObject(caseNo).find(({ verb }) => verb === 'case.executed')
    const chain = store?.trail.chainAt(executed?.seq ?? 0)
    const expected = verificationCode(chain ?? Buffer.alloc(0))
    expect(expected).toMatch(/^[34679ACDEFGHJKMNPQRTUVWXY]{8}$/)
    expect(await preview({ paper: 'receipt', caseNo })).toMatchObject({
      value: { verificationCode: expected },
    })
    // Whatever happens later, and however often it is printed.
    await print({ paper: 'receipt', caseNo })
    expect(await preview({ paper: 'receipt', caseNo })).toMatchObject({
      value: { verificationCode: expected },
    })
    expect(await preview({ paper: 'steps', caseNo })).toMatchObject({ value: { verificationCode: expected } })
  })

  it('is on no paper of a case that was not executed', async () => {
    const caseNo = await submitCase(desk)
    expect(await preview({ paper: 'request', caseNo })).toMatchObject({ value: { verificationCode: null } })
  })
})

describe('a sheet about a case', () => {
  const link = ContractNo.parse('FB00031187')
  const stop = async (contractNo = link, target = administrator) =>
    (await desk.must('loss.stop', { contractNo, target, how: 'stolen', callBackNumber: null })).caseNo
  const movedOn = async (request: PaperRequest) => (await desk.must('paper.preview', { request })).moved

  it('says what the case did to each link, before and after, whatever has happened since (R-002-35)', async () => {
    const caseNo = await executeCase(desk)
    const moved = await movedOn({ paper: 'receipt', caseNo })
    expect(moved).toMatchObject([
      {
        userId: 'M54100031187',
        events: ['detach'],
        serialBefore: 'VSMT82640917',
        serialAfter: null,
        registrationBefore: 'active',
        registrationAfter: 'none',
        authenticationAfter: 'none',
      },
    ])
    await desk.must('case.register', {
      caseNo,
      version: await versionOf(desk, caseNo),
      userId: null,
      serial: 'VSMT90021458',
      vendor: null,
      proof: { kind: 'centre' },
      warningReason: null,
    })
    const after = {
      events: ['detach', 'register'],
      serialBefore: 'VSMT82640917',
      serialAfter: 'VSMT90021458',
      registrationAfter: 'active',
      authenticationAfter: 'usable',
    }
    expect(await movedOn({ paper: 'receipt', caseNo })).toMatchObject([after])
    const loss = await stop()
    expect(await movedOn({ paper: 'receipt', caseNo })).toMatchObject([after])
    expect(await movedOn({ paper: 'slip', caseNo: loss })).toMatchObject([
      { events: ['suspend'], serialBefore: 'VSMT90021458', authenticationAfter: 'suspended' },
    ])
  })

  it('names everybody who was stopped together, in the order of the contract (R-003-15)', async () => {
    const kirishima = ContractNo.parse('KH00008812')
    const { users } = await desk.must('contract.view', { contractNo: kirishima })
    const [one] = users.filter(({ sharedWith }) => sharedWith > 0)
    const together = users.filter(({ serial }) => serial !== null && serial === one?.serial)
    expect(together.length).toBeGreaterThan(1)
    const caseNo = await stop(kirishima, { kind: 'user', userId: one?.userId ?? '' })
    const moved = await movedOn({ paper: 'slip', caseNo })
    expect(moved.map(({ userId, name }) => ({ userId, name }))).toEqual(
      together.map(({ userId, name }) => ({ userId, name })),
    )
    for (const { authenticationAfter } of moved) expect(authenticationAfter).toBe('suspended')
  })

  it('says nothing of the kind before anything was done', async () => {
    const caseNo = await submitCase(desk)
    expect(await movedOn({ paper: 'request', caseNo })).toEqual([])
  })

  it('is a slip for a loss and nothing else, tied to the entry of the stop; a loss has no receipt and no steps', async () => {
    const caseNo = await stop()
    const store = desk.premises.branch?.store
    const entry = store?.trail.ofObject(caseNo).find(({ verb }) => verb === 'token.stopped')
    const chain = store?.trail.chainAt(entry?.seq ?? 0) ?? Buffer.alloc(0)
    expect(await preview({ paper: 'slip', caseNo })).toMatchObject({
      value: { verificationCode: verificationCode(chain) },
    })
    for (const paper of ['receipt', 'steps'] as const) {
      expect(await preview({ paper, caseNo })).toMatchObject({ error: { code: 'paper-unavailable', paper } })
    }
    expect(await print({ paper: 'slip', caseNo })).toMatchObject({
      value: { fileName: `受付票_${caseNo}.pdf` },
    })
    expect(await print({ paper: 'request', caseNo })).toMatchObject({
      value: { fileName: `紛失盗難届_${caseNo}.pdf` },
    })
    const other = await openDraft(desk)
    expect(await preview({ paper: 'slip', caseNo: other })).toMatchObject({
      error: { code: 'paper-unavailable', paper: 'slip' },
    })
  })

  it('is blank for each job by itself, and counted by itself', async () => {
    const blank = (kind: 'unlock' | 'application') =>
      ({ paper: 'request-blank', contractNo: null, kind }) as const
    await print(blank('unlock'))
    expect(await preview(blank('unlock'))).toMatchObject({ value: { printCount: 2 } })
    expect(await preview(blank('application'))).toMatchObject({ value: { printCount: 1 } })
    expect(await preview({ paper: 'request-blank', contractNo: null })).toMatchObject({
      value: { printCount: 1 },
    })
    expect(await print(blank('application'))).toMatchObject({
      value: { fileName: '利用申込書_blank.pdf' },
    })
  })
})

describe('a paper', () => {
  it('about something that did not happen is not to be had', async () => {
    const caseNo = await openDraft(desk)
    for (const paper of ['receipt', 'steps'] as const) {
      const refusal = { ok: false, error: { code: 'paper-unavailable', paper } }
      expect(await preview({ paper, caseNo })).toEqual(refusal)
      expect(await print({ paper, caseNo })).toEqual(refusal)
    }
    expect(await preview({ paper: 'request', caseNo })).toMatchObject({ ok: true })
  })

  it('about a case or a contract nobody knows is not to be had', async () => {
    expect(await preview({ paper: 'receipt', caseNo: '999-261120-999' as never })).toMatchObject({
      error: { code: 'case-unknown' },
    })
    expect(await preview({ paper: 'request-blank', contractNo: 'FB99999999' as never })).toMatchObject({
      error: { code: 'contract-unknown', contractNo: 'FB99999999' },
    })
  })

  it('of guidance prints the router’s own answer, never words that a page sends (R-000-46)', async () => {
    const contractNo = await contractNamed(desk, '若葉金物店')
    const asked = {
      paper: 'guidance' as const,
      contractNo,
      target: { kind: 'user' as const, userId: 'ono01' },
      situation: 'phone-broken' as const,
      unavailable: [],
    } satisfies PaperRequest
    expect(await preview(asked)).toMatchObject({
      value: { answer: { outcome: 'own-administrator', helpers: [{ name: '若林 健一', usable: true }] } },
    })
    const forged = { request: { ...asked, answer: { outcome: 'nothing-to-do' } }, language: 'ja' }
    expect(await desk.askRaw('paper.preview', forged)).toMatchObject({ error: { code: 'input-malformed' } })
    expect(await preview({ ...asked, target: { kind: 'user', userId: 'nobody' } })).toMatchObject({
      error: { code: 'target-unknown' },
    })
  })

  it('is shown to no window that main did not open for it, and to none once somebody else has gone', async () => {
    const sheet = { place: 'paper', window: 4711 } as const
    expect(await desk.ask('paper.content', {}, sheet)).toMatchObject({ error: { code: 'paper-unavailable' } })
    const shown = await openDesk({
      surroundings: {
        windows: {
          renew: () => undefined,
          openApproval: async () => 1,
          closeApproval: () => undefined,
          printPaper: async () => Buffer.from(''),
          sendToPrinter: async () => false,
          paperIsReady: () => undefined,
          paperIn: (window) =>
            window === sheet.window
              ? { request: { paper: 'request-blank', contractNo: null }, language: 'ja' }
              : undefined,
        },
      },
    })
    expect(await shown.ask('paper.content', {}, sheet)).toMatchObject({
      error: { code: 'paper-unavailable' },
    })
    await shown.signIn('S0101')
    expect(await shown.ask('paper.content', {}, sheet)).toMatchObject({ ok: true, value: { printCount: 1 } })
    expect(await shown.ask('paper.content', {}, { place: 'paper', window: 4712 })).toMatchObject({
      error: { code: 'paper-unavailable' },
    })
    await shown.must('session.sign-out', {})
    expect(await shown.ask('paper.content', {}, sheet)).toMatchObject({
      error: { code: 'paper-unavailable' },
    })
    shown.close()
  })
})

describe('printing', () => {
  const windows = (changes: object) => ({
    windows: {
      renew: () => undefined,
      openApproval: async () => 1,
      closeApproval: () => undefined,
      printPaper: async () => Buffer.from('%PDF-1.7 /Type /Page x /Type /Pages /Type/Page '),
      sendToPrinter: async () => true,
      paperIsReady: () => undefined,
      paperIn: () => undefined,
      ...changes,
    },
  })
  const blank = { request: { paper: 'request-blank', contractNo: null } } as const

  async function deskWith(surroundings: object): Promise<TestDesk> {
    desk.close()
    desk = await openDesk({ surroundings })
    await desk.signIn('S0101')
    return desk
  }

  it('goes to the printer, or says that there is none', async () => {
    expect(await print(blank.request, 'printer')).toEqual({
      ok: false,
      error: { code: 'print-failed', reason: 'no-printer' },
    })
    await deskWith(windows({}))
    expect(await print(blank.request, 'printer')).toMatchObject({ ok: true, value: { fileName: null } })
  })

  it('counts the pages of what came out', async () => {
    await deskWith(windows({}))
    expect(await print(blank.request)).toMatchObject({ value: { pages: 2 } })
  })

  it('that fails says so with a code, and with nothing of what went wrong inside (IPC-09)', async () => {
    await deskWith(
      windows({
        printPaper: async () => {
          throw new Error('検証 花子Ω could not be laid out in /srv/branch/desk.db')
        },
      }),
    )
    expect(await print(blank.request)).toEqual({
      ok: false,
      error: { code: 'print-failed', reason: 'layout' },
    })
    expect(await preview(blank.request)).toMatchObject({ value: { printCount: 1 } })
    expect(newest(desk)).toEqual(['refused:print-failed paper.print'])
  })

  it('that was called off, or could not be saved, counts nothing', async () => {
    await deskWith({ files: { chooseMaster: async () => undefined, savePdf: async () => undefined } })
    expect(await print(blank.request)).toEqual({ ok: false, error: { code: 'save-cancelled' } })
    expect(await preview(blank.request)).toMatchObject({ value: { printCount: 1 } })
  })

  it('is kept nowhere once the person has signed out: every sheet that leaves is on record first (AUD-01)', async () => {
    const written: string[] = []
    await deskWith({
      files: {
        chooseMaster: async () => undefined,
        savePdf: async (name: string, _pdf: Buffer, putOnRecord: () => void) => {
          putOnRecord()
          expect(newest(desk)).toEqual(['done paper.printed'])
          written.push(name)
          return name
        },
      },
      ...windows({
        printPaper: async () => {
          if (written.length > 0) await desk.must('session.sign-out', {})
          return Buffer.from('%PDF-1.7 /Type /Page ')
        },
      }),
    })
    await print(blank.request)
    expect(await print(blank.request)).toEqual({ ok: false, error: { code: 'save-cancelled' } })
    expect(written).toHaveLength(1)
  })
})
