import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emptyReport, type LossReport } from '#shared/asks'
import type { CaseView } from '#shared/operations/cases'
import { useDesk } from '../../../../src-renderer/desk/state.ts'
import {
  noteInto,
  reportFrom,
  saveReport,
  settleReport,
  useReports,
} from '../../../../src-renderer/tasks/loss/reports.ts'

const CASE = '012-261121-001'
const PAUSE_MS = 700
const viewOf = (version: number, changes: Partial<LossReport> = {}) =>
  ({
    caseNo: CASE,
    version,
    ask: { kind: 'loss', how: 'lost', report: { ...emptyReport, ...changes }, found: null },
  }) as CaseView

/** Main as the page sees it: one loss, kept by version. */
function makeMain() {
  let version = 1
  let report: LossReport = emptyReport
  let answer: 'takes' | 'fails' | 'closed' = 'takes'
  let notes = 0
  const ask = (name: string, input: unknown) => {
    if (name === 'desk.state') return Promise.reject(new Error('not asked here'))
    if (name === 'case.view') return Promise.resolve({ ok: true, value: viewOf(version, report) })
    notes += 1
    if (answer === 'fails') return Promise.reject(new Error('fault F-1'))
    if (answer === 'closed')
      return Promise.resolve({ ok: false, error: { code: 'state-forbids', thing: CASE, state: 'closed' } })
    const request = input as { version: number; report: LossReport }
    if (request.version !== version)
      return Promise.resolve({ ok: false, error: { code: 'case-changed', caseNo: CASE, version } })
    version += 1
    report = request.report
    return Promise.resolve({ ok: true, value: { version } })
  }
  return {
    ask,
    notes: () => notes,
    kept: () => report,
    answers: (how: typeof answer) => {
      answer = how
    },
    elsewhere: (changes: Partial<LossReport>) => {
      version += 1
      report = { ...report, ...changes }
    },
  }
}

const report = () => useReports.getState().of[CASE]

describe('what was said on the telephone', () => {
  let main: ReturnType<typeof makeMain>
  beforeEach(() => {
    vi.useFakeTimers()
    main = makeMain()
    vi.stubGlobal('window', { desk: { ask: main.ask } })
    useReports.setState({ of: {} })
    useDesk.setState({ who: undefined, locked: false })
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('is kept after a pause, and not at every key', async () => {
    noteInto(viewOf(1), { callerName: '長宗' })
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 1)
    noteInto(viewOf(1), { callerName: '長宗我部' })
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 1)
    expect(main.notes()).toBe(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(main.kept().callerName).toBe('長宗我部')
    expect(report()).toMatchObject({ version: 2, saves: 1 })
  })

  it('keeps an answer given while another is on its way, and saves it after with the new version', async () => {
    noteInto(viewOf(1), { whoCalled: 'customer-called' })
    const first = saveReport(CASE)
    noteInto(viewOf(1), { codeReadOut: 'no' })
    expect(await first).toBe(false)
    expect(await saveReport(CASE)).toBe(true)
    expect(main.kept()).toMatchObject({ whoCalled: 'customer-called', codeReadOut: 'no' })
  })

  it('lays its own answers over those a colleague gave meanwhile, loses neither, and says so', async () => {
    noteInto(viewOf(1), { codeReadOut: 'yes' })
    main.elsewhere({ callBackNumber: '0299-00-0775' })
    await saveReport(CASE)
    expect(report()?.trouble).toBe('changed')
    expect(await saveReport(CASE)).toBe(true)
    expect(main.kept()).toMatchObject({ codeReadOut: 'yes', callBackNumber: '0299-00-0775' })
  })

  it('stays on the screen when it could not be kept, and is kept the next time', async () => {
    noteInto(viewOf(1), { note: '電車の中' })
    main.answers('fails')
    expect(await saveReport(CASE)).toBe(false)
    expect(report()).toMatchObject({ trouble: 'failed', report: { note: '電車の中' } })
    main.answers('takes')
    expect(await saveReport(CASE)).toBe(true)
  })

  it('is not added to a case that is over', async () => {
    noteInto(viewOf(1), { note: '遅れて' })
    main.answers('closed')
    await saveReport(CASE)
    expect(report()).toMatchObject({ trouble: 'moved', report: { note: null } })
  })

  it('shows a newer version at once while nothing is typed over it', () => {
    useReports.setState({ of: { [CASE]: reportFrom(viewOf(1)) } })
    settleReport(viewOf(2, { policeReportNo: '第123号' }))
    expect(report()?.report.policeReportNo).toBe('第123号')
    expect(report()?.trouble).toBeUndefined()
  })

  it('goes to the store in the moment of locking, and is dropped when another person comes', async () => {
    const who = { staff: 'S0101', person: 'P1', name: '高橋 美咲', role: 'teller' } as never
    useDesk.setState({ who })
    noteInto(viewOf(1), { note: '途中' })
    useDesk.setState({ locked: true })
    expect(main.notes()).toBe(1)
    await vi.advanceTimersByTimeAsync(0)
    useDesk.setState({ who: undefined })
    expect(report()).toBeUndefined()
  })
})
