import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emptyIntake, type Intake } from '#shared/intake'
import type { CaseView } from '#shared/operations/cases'
import { useDesk } from '../../../../src-renderer/desk/state.ts'
import {
  draftFrom,
  mergeIntake,
  SAVE_AFTER_MS,
  saveAllDrafts,
  saveDraft,
  settle,
  typeInto,
  useDrafts,
} from '../../../../src-renderer/tasks/case/drafts.ts'

const CASE = '012-261121-001'
const viewOf = (version: number, intake: Partial<Intake> = {}) =>
  ({ caseNo: CASE, state: 'draft', version, intake: { ...emptyIntake, ...intake } }) as CaseView

/** Main as the page sees it: one case, kept by version. */
function makeMain() {
  let version = 1
  let intake: Intake = emptyIntake
  let answer: 'takes' | 'locked' | 'fails' = 'takes'
  const asked: { name: string; input: unknown }[] = []
  const ask = (name: string, input: unknown) => {
    asked.push({ name, input })
    if (name === 'desk.state') return Promise.reject(new Error('not asked here'))
    if (name === 'case.view') return Promise.resolve({ ok: true, value: viewOf(version, intake) })
    if (answer === 'fails') return Promise.reject(new Error('fault F-1'))
    if (answer === 'locked') return Promise.resolve({ ok: false, error: { code: 'session-locked' } })
    const request = input as { version: number; intake: Intake }
    if (request.version !== version) {
      return Promise.resolve({ ok: false, error: { code: 'case-changed', caseNo: CASE, version } })
    }
    version += 1
    intake = request.intake
    return Promise.resolve({ ok: true, value: { version, savedAt: '2026-11-21T05:17:00.000Z' } })
  }
  return {
    ask,
    asked,
    saves: () => asked.filter(({ name }) => name === 'case.save').length,
    kept: () => intake,
    version: () => version,
    answers: (how: typeof answer) => {
      answer = how
    },
    /** Somebody else writes in the same case. */
    elsewhere: (changes: Partial<Intake>) => {
      version += 1
      intake = { ...intake, ...changes }
    },
  }
}

const draft = () => useDrafts.getState().of[CASE]

describe('the draft of a case', () => {
  let main: ReturnType<typeof makeMain>

  beforeEach(() => {
    vi.useFakeTimers()
    main = makeMain()
    vi.stubGlobal('window', { desk: { ask: main.ask } })
    useDrafts.setState({ of: {} })
    useDesk.setState({ who: undefined, locked: false })
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('is kept in the store after a pause in typing, and not before', async () => {
    typeInto(viewOf(1), { formNumber: 'FB' })
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS - 1)
    typeInto(viewOf(1), { formNumber: 'FB-07' })
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS - 1)
    expect(main.saves()).toBe(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(main.saves()).toBe(1)
    expect(main.kept().formNumber).toBe('FB-07')
    expect(draft()?.version).toBe(2)
  })

  it('keeps what is typed while a save is on its way, and saves it after with the new version', async () => {
    typeInto(viewOf(1), { formNumber: 'FB-07' })
    const first = saveDraft(CASE)
    typeInto(viewOf(1), { visitorName: '若林 健一' })
    expect(await first).toBe(false)
    expect(await saveDraft(CASE)).toBe(true)
    expect(main.kept()).toMatchObject({ formNumber: 'FB-07', visitorName: '若林 健一' })
    expect(main.version()).toBe(3)
  })

  it('lays its own words over a version somebody else wrote, and says so', async () => {
    typeInto(viewOf(1), { formNumber: 'FB-07' })
    main.elsewhere({ originalKeptAt: '窓口トレイ2', formNumber: 'other' })
    await saveDraft(CASE)
    expect(draft()).toMatchObject({ trouble: 'changed', version: 2 })
    expect(draft()?.intake).toMatchObject({ formNumber: 'FB-07', originalKeptAt: '窓口トレイ2' })
    expect(await saveDraft(CASE)).toBe(true)
    expect(main.kept()).toMatchObject({ formNumber: 'FB-07', originalKeptAt: '窓口トレイ2' })
  })

  it('shows a newer version at once while nothing is typed over it', () => {
    useDrafts.setState({ of: { [CASE]: draftFrom(viewOf(1)) } })
    settle(viewOf(2, { formNumber: 'FB-09' }))
    expect(draft()?.intake.formNumber).toBe('FB-09')
    expect(draft()?.trouble).toBeUndefined()
  })

  it('sends what is unsaved before the desk locks, within the same call', () => {
    typeInto(viewOf(1), { formNumber: 'FB-07' })
    useDesk.setState({ locked: true })
    main.ask('session.lock', {})
    expect(main.asked.map(({ name }) => name)).toEqual(['case.save', 'session.lock'])
  })

  it('stays on the screen when it could not be saved, and is saved when the person is back', async () => {
    main.answers('locked')
    typeInto(viewOf(1), { formNumber: 'FB-07' })
    expect(await saveDraft(CASE)).toBe(false)
    expect(draft()).toMatchObject({ trouble: 'failed', saving: false })
    expect(draft()?.intake.formNumber).toBe('FB-07')
    main.answers('takes')
    await saveAllDrafts()
    expect(main.kept().formNumber).toBe('FB-07')
    expect(draft()?.trouble).toBeUndefined()
  })

  it('survives an accident in main', async () => {
    main.answers('fails')
    typeInto(viewOf(1), { formNumber: 'FB-07' })
    expect(await saveDraft(CASE)).toBe(false)
    expect(draft()).toMatchObject({ trouble: 'failed', intake: { formNumber: 'FB-07' } })
  })

  it('is gone with the person who typed it', () => {
    const who = { staff: 'S0101', person: 'p', name: '高橋 美咲', role: 'teller' } as never
    useDesk.setState({ who })
    typeInto(viewOf(1), { formNumber: 'FB-07' })
    useDesk.setState({ who: undefined })
    expect(draft()).toBeUndefined()
  })
})

describe('laying our words over theirs', () => {
  it('takes a field from us only where we changed it, also where we emptied it', () => {
    const base = { ...emptyIntake, formNumber: 'A', visitorName: 'B', originalKeptAt: 'C' }
    const ours = { ...base, formNumber: null }
    const theirs = { ...base, visitorName: 'D' }
    expect(mergeIntake(base, ours, theirs)).toEqual({ ...base, formNumber: null, visitorName: 'D' })
  })
})
