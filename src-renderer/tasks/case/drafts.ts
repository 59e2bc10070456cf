import { create } from 'zustand'
import type { Instant } from '#shared/ids'
import type { Intake, IntakeField } from '#shared/intake'
import type { CaseView } from '#shared/operations/cases'
import { ask } from '../../desk/ask.ts'
import { keepInHand } from '../../desk/hand.ts'
import { useHere } from '../../desk/here.ts'
import { committed, useDesk } from '../../desk/state.ts'

/**
 * What is being typed into drafts, by case number. It stands outside the screens, so that locking, going
 * elsewhere and coming back lose nothing; it is written to the store at every pause, and dropped when its person
 * leaves.
 */
export type Draft = {
  readonly intake: Intake
  /** What the store has, in `version`; the draft is unsaved while this is another object. */
  readonly base: Intake
  readonly version: number
  readonly saving: boolean
  readonly savedAt: Instant | undefined
  /** `changed`: somebody else wrote meanwhile, theirs is shown with ours on top. `failed`: not in the store yet. */
  readonly trouble: 'changed' | 'moved' | 'failed' | undefined
}

type Drafts = { readonly of: Readonly<Record<string, Draft>> }

export const useDrafts = create<Drafts>()(() => ({ of: {} }))

/** A pause in typing after which the draft is kept. */
export const SAVE_AFTER_MS = 700

const timers = new Map<string, ReturnType<typeof setTimeout>>()
const underWay = new Map<string, Promise<boolean>>()

const draftOf = (caseNo: string): Draft | undefined => useDrafts.getState().of[caseNo]
const isUnsaved = (draft: Draft): boolean => draft.intake !== draft.base

function patch(caseNo: string, changes: Partial<Draft>): void {
  const draft = draftOf(caseNo)
  if (draft === undefined) return
  useDrafts.setState(({ of }) => ({ of: { ...of, [caseNo]: { ...draft, ...changes } } }))
}

export const draftFrom = (view: Pick<CaseView, 'intake' | 'version'>): Draft => ({
  intake: view.intake,
  base: view.intake,
  version: view.version,
  saving: false,
  savedAt: undefined,
  trouble: undefined,
})

/** Theirs, with every field on top that differs in ours from what both began with. */
export function mergeIntake(base: Intake, ours: Intake, theirs: Intake): Intake {
  const changed = Object.entries(ours).filter(([field, value]) => value !== base[field as IntakeField])
  return { ...theirs, ...(Object.fromEntries(changed) as Partial<Intake>) }
}

/** A newer version has been read. What we typed stays on top of it; nothing is done while a save is on its way. */
export function settle(view: CaseView): void {
  const draft = draftOf(view.caseNo)
  if (draft === undefined || draft.saving || view.version <= draft.version) return
  const ours = isUnsaved(draft)
  const intake = ours ? mergeIntake(draft.base, draft.intake, view.intake) : view.intake
  patch(view.caseNo, {
    intake,
    base: view.intake,
    version: view.version,
    trouble: ours ? 'changed' : draft.trouble,
  })
  if (ours) saveSoon(view.caseNo)
}

/** Something was typed. */
export function typeInto(view: CaseView, changes: Partial<Intake>): void {
  const draft = draftOf(view.caseNo) ?? draftFrom(view)
  const intake = { ...draft.intake, ...changes }
  useDrafts.setState(({ of }) => ({ of: { ...of, [view.caseNo]: { ...draft, intake } } }))
  saveSoon(view.caseNo)
}

function saveSoon(caseNo: string): void {
  clearTimeout(timers.get(caseNo))
  timers.set(
    caseNo,
    setTimeout(() => void saveDraft(caseNo), SAVE_AFTER_MS),
  )
}

/**
 * Writes a draft to the store now. One save per case at a time; what is typed meanwhile is saved after it.
 *
 * @returns whether the store has everything that was typed
 */
export async function saveDraft(caseNo: string): Promise<boolean> {
  clearTimeout(timers.get(caseNo))
  timers.delete(caseNo)
  const before = underWay.get(caseNo)
  if (before !== undefined) await before
  const draft = draftOf(caseNo)
  if (draft === undefined || !isUnsaved(draft)) return true
  const running = underWay.get(caseNo) ?? send(caseNo, draft).finally(() => underWay.delete(caseNo))
  underWay.set(caseNo, running)
  return running
}

async function send(caseNo: string, { intake, version }: Draft): Promise<boolean> {
  patch(caseNo, { saving: true })
  try {
    const reply = await ask('case.save', { caseNo, version, intake })
    if (reply.ok) {
      patch(caseNo, { ...reply.value, base: intake, saving: false, trouble: undefined })
      committed()
      return draftOf(caseNo)?.intake === intake
    }
    if (reply.error.code === 'case-changed') {
      patch(caseNo, { saving: false })
      await readAgain(caseNo)
    } else if (reply.error.code === 'state-forbids' || reply.error.code === 'case-unknown') {
      forget(caseNo)
      committed()
    } else patch(caseNo, { saving: false, trouble: 'failed' })
  } catch {
    // Whatever happened, what was typed is still here; the next pause tries again, and the message line says so.
    patch(caseNo, { saving: false, trouble: 'failed' })
  }
  return false
}

/** The version a command about this case has to name; what is typed into a draft is in the store before. */
export async function currentVersion(
  view: Pick<CaseView, 'caseNo' | 'version'>,
): Promise<number | undefined> {
  const { caseNo } = view
  if (!(await saveDraft(caseNo)) && !(await saveDraft(caseNo))) return undefined
  return Math.max(view.version, draftOf(caseNo)?.version ?? 0)
}

async function readAgain(caseNo: string): Promise<void> {
  const reply = await ask('case.view', { caseNo })
  if (!reply.ok) return
  if (reply.value.state === 'draft') settle(reply.value)
  else patch(caseNo, { intake: reply.value.intake, base: reply.value.intake, trouble: 'moved' })
  committed()
}

export function forget(caseNo: string): void {
  clearTimeout(timers.get(caseNo))
  timers.delete(caseNo)
  useDrafts.setState(({ of }) => {
    const { [caseNo]: _gone, ...rest } = of
    return { of: rest }
  })
}

/** Everything typed anywhere goes to the store: before the person leaves, and when they come back. */
export async function saveAllDrafts(): Promise<void> {
  await Promise.all(Object.keys(useDrafts.getState().of).map(saveDraft))
}

// A draft belongs to the person who types it: nobody else ever sees it. Locked, it waits for its person.
useDesk.subscribe((desk, before) => {
  if (desk.who?.staff !== before.who?.staff && before.who !== undefined) {
    for (const caseNo of Object.keys(useDrafts.getState().of)) forget(caseNo)
  } else if (desk.locked && !before.locked) {
    // Sent within this very call, so that it reaches main before the lock does.
    void saveAllDrafts()
  }
})
useHere.subscribe(({ state }, before) => {
  if (state?.locked === false && before.state?.locked === true) void saveAllDrafts()
})

keepInHand('drafts', {
  take: () => useDrafts.getState().of,
  put: (kept) => {
    const of = Object.entries(kept as Readonly<Record<string, Draft>>).map(([caseNo, one]) => {
      // Saved or not is told by identity, which does not survive the way to main and back.
      const isSaved = JSON.stringify(one.intake) === JSON.stringify(one.base)
      return [caseNo, { ...one, saving: false, base: isSaved ? one.intake : one.base }] as const
    })
    useDrafts.setState({ of: Object.fromEntries(of) })
    void saveAllDrafts()
  },
})
