import { create } from 'zustand'
import { emptyReport, type LossReport } from '#shared/asks'
import type { CaseView } from '#shared/operations/cases'
import { ask } from '../../desk/ask.ts'
import { keepInHand } from '../../desk/hand.ts'
import { useHere } from '../../desk/here.ts'
import { committed, useDesk } from '../../desk/state.ts'

/**
 * What is being written down of a call, by case number. As with drafts of a form (`../case/drafts.ts`) it stands
 * outside the screens, goes to the store at every pause, and belongs to the person who types it.
 */
export type Report = {
  readonly report: LossReport
  /** What the store has, in `version`; the report is unsaved while this is another object. */
  readonly base: LossReport
  readonly version: number
  readonly saving: boolean
  /** Grows with every save, so that each can be told about. */
  readonly saves: number
  /** `changed`: somebody else wrote meanwhile. `moved`: nothing more can be added. `failed`: not in the store yet. */
  readonly trouble: 'changed' | 'moved' | 'failed' | undefined
}

export const useReports = create<{ readonly of: Readonly<Record<string, Report>> }>()(() => ({ of: {} }))

/** A pause in typing after which the report is kept. */
const SAVE_AFTER_MS = 700
const timers = new Map<string, ReturnType<typeof setTimeout>>()
const underWay = new Map<string, Promise<boolean>>()

type Noted = Pick<CaseView, 'caseNo' | 'version' | 'ask'>

/** What the store has of the call. */
export const reportOf = ({ ask: asked }: Pick<CaseView, 'ask'>): LossReport =>
  asked.kind === 'loss' ? asked.report : emptyReport

const current = (caseNo: string): Report | undefined => useReports.getState().of[caseNo]

export function reportFrom(view: Noted): Report {
  const report = reportOf(view)
  return { report, base: report, version: view.version, saving: false, saves: 0, trouble: undefined }
}

function patch(caseNo: string, changes: Partial<Report>): void {
  const before = current(caseNo)
  if (before === undefined) return
  useReports.setState(({ of }) => ({ of: { ...of, [caseNo]: { ...before, ...changes } } }))
}

/** Theirs, with every answer on top that differs in ours from what both began with. */
export function mergeReport(base: LossReport, ours: LossReport, theirs: LossReport): LossReport {
  const changed = Object.entries(ours).filter(([field, value]) => value !== base[field as keyof LossReport])
  return { ...theirs, ...(Object.fromEntries(changed) as Partial<LossReport>) }
}

/** A newer version has been read: what we typed stays on top of it. */
export function settleReport(view: Noted): void {
  const report = current(view.caseNo)
  if (report === undefined || report.saving || view.version <= report.version) return
  const theirs = reportOf(view)
  const ours = report.report !== report.base
  patch(view.caseNo, {
    report: ours ? mergeReport(report.base, report.report, theirs) : theirs,
    base: theirs,
    version: view.version,
    trouble: ours ? 'changed' : report.trouble,
  })
  if (ours) saveSoon(view.caseNo)
}

/** Something was answered or typed. */
export function noteInto(view: Noted, changes: Partial<LossReport>): void {
  const before = current(view.caseNo) ?? reportFrom(view)
  const report = { ...before.report, ...changes }
  useReports.setState(({ of }) => ({ of: { ...of, [view.caseNo]: { ...before, report } } }))
  saveSoon(view.caseNo)
}

function saveSoon(caseNo: string): void {
  clearTimeout(timers.get(caseNo))
  timers.set(
    caseNo,
    setTimeout(() => void saveReport(caseNo), SAVE_AFTER_MS),
  )
}

/**
 * Writes what was said to the store now. One save per case at a time; what is typed meanwhile is saved after it.
 *
 * @returns whether the store has everything that was typed
 */
export async function saveReport(caseNo: string): Promise<boolean> {
  clearTimeout(timers.get(caseNo))
  timers.delete(caseNo)
  const before = underWay.get(caseNo)
  if (before !== undefined) await before
  const report = current(caseNo)
  if (report === undefined || report.report === report.base) return true
  const running = underWay.get(caseNo) ?? send(caseNo, report).finally(() => underWay.delete(caseNo))
  underWay.set(caseNo, running)
  return running
}

async function send(caseNo: string, { report, version, saves }: Report): Promise<boolean> {
  patch(caseNo, { saving: true })
  try {
    const reply = await ask('loss.note', { caseNo, version, report })
    if (reply.ok) {
      const { version: kept } = reply.value
      patch(caseNo, { base: report, version: kept, saving: false, saves: saves + 1, trouble: undefined })
      committed()
      return current(caseNo)?.report === report
    }
    patch(caseNo, { saving: false })
    if (reply.error.code === 'case-changed') await readAgain(caseNo)
    else if (reply.error.code === 'state-forbids' || reply.error.code === 'case-unknown') {
      patch(caseNo, { report: current(caseNo)?.base ?? report, trouble: 'moved' })
      committed()
    } else patch(caseNo, { trouble: 'failed' })
  } catch {
    // Whatever happened, what was typed is still here; the next pause tries again, and the message line says so.
    patch(caseNo, { saving: false, trouble: 'failed' })
  }
  return false
}

async function readAgain(caseNo: string): Promise<void> {
  const reply = await ask('case.view', { caseNo })
  if (reply.ok) settleReport(reply.value)
  committed()
}

function forget(caseNo: string): void {
  clearTimeout(timers.get(caseNo))
  timers.delete(caseNo)
  useReports.setState(({ of: { [caseNo]: _gone, ...of } }) => ({ of }))
}

const saveAll = async (): Promise<void> => {
  await Promise.all(Object.keys(useReports.getState().of).map(saveReport))
}

// As with drafts: nobody else ever sees what one person types. Locked, it waits for its person.
useDesk.subscribe((desk, before) => {
  if (desk.who?.staff !== before.who?.staff && before.who !== undefined) {
    for (const caseNo of Object.keys(useReports.getState().of)) forget(caseNo)
  } else if (desk.locked && !before.locked) {
    // Sent within this very call, so that it reaches main before the lock does.
    void saveAll()
  }
})
useHere.subscribe(({ state }, before) => {
  if (state?.locked === false && before.state?.locked === true) void saveAll()
})

keepInHand('reports', {
  take: () => useReports.getState().of,
  put: (kept) => {
    const of = Object.entries(kept as Readonly<Record<string, Report>>).map(([caseNo, one]) => {
      // Saved or not is told by identity, which does not survive the way to main and back.
      const isSaved = JSON.stringify(one.report) === JSON.stringify(one.base)
      return [caseNo, { ...one, saving: false, base: isSaved ? one.report : one.base }] as const
    })
    useReports.setState({ of: Object.fromEntries(of) })
    void saveAll()
  },
})
