import { IconArrowBackUp } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Intake } from '#shared/intake'
import type { CaseView } from '#shared/operations/cases'
import { clockTime, formatTime, westernDate } from '#shared/text/wareki'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { useRefused } from '../../desk/refused.ts'
import { go, say } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { useStanding } from '../../desk/use-standing.ts'
import { CaseLayout } from '../../parts/case-layout.tsx'
import { CompareTable } from '../../parts/compare-table.tsx'
import { jumpTo, MissingList } from '../../parts/missing-list.tsx'
import { Note, Refused } from '../../parts/notices.tsx'
import { Allocation, useAllocation } from '../dispatch/allocation.tsx'
import { Aside } from './aside.tsx'
import css from './case.module.css'
import { type Draft, draftFrom, forget, saveDraft, settle, typeInto, useDrafts } from './drafts.ts'
import { Head } from './head.tsx'
import { ReasonWindow } from './reason-window.tsx'
import { useLines } from './rows.tsx'
import type { StageProps } from './stage.ts'
import type { CaseWords } from './words.ts'

/** The paper is taken in: paper against store, what is missing, what will happen. Kept at every pause. */
export function IntakeStage({ view, profile, words, may }: StageProps) {
  const { cases: t, parts } = useMessages()
  const draft = useDrafts(({ of }) => of[view.caseNo]) ?? draftFrom(view)
  const { intake } = draft
  const put = useCallback((changes: Partial<Intake>) => typeInto(view, changes), [view])
  const { rows, missing: blanks, first } = useLines(view, profile, intake, words, may ? put : undefined)
  const { lacks } = useAllocation(view)
  const { allocate } = useMessages().dispatch
  const missing = lacks
    ? [...blanks, { field: 'allocate', title: allocate.missing, hint: allocate.missingHint }]
    : blanks
  const submit = useCommand('case.submit')
  const withdraw = useCommand('case.withdraw')
  const [asking, setAsking] = useState(false)
  const refusal = useRefused()

  useEffect(() => settle(view), [view])
  const { caseNo } = view
  useEffect(
    () => () => {
      void saveDraft(caseNo)
    },
    [caseNo],
  )

  useTellOfDraft(draft, words.language)
  useStanding('', 'draft')

  // Work goes on where something is missing, or at the top of a paper that is complete.
  const begin = useRef(first)
  useEffect(() => {
    jumpTo(begin.current ?? 'formNumber')
  }, [])

  const request = async () => {
    // Saved first, so that what is asked for approval is what stands on the screen.
    if (!(await saveDraft(caseNo)) && !(await saveDraft(caseNo))) return
    const version = useDrafts.getState().of[caseNo]?.version ?? view.version
    const reply = await submit.send({ caseNo, version })
    if (reply === undefined) return
    if (reply.ok) {
      forget(caseNo)
      say(t.draft.submitted(caseNo), 'done')
    } else if (reply.error.code === 'case-incomplete' && reply.error.fields[0] !== undefined) {
      jumpTo(reply.error.fields[0])
    }
  }
  const takeBack = async (reason: string) => {
    await saveDraft(caseNo)
    const version = useDrafts.getState().of[caseNo]?.version ?? view.version
    const reply = await withdraw.send({ caseNo, version, reason })
    if (reply?.ok !== true) return
    forget(caseNo)
    setAsking(false)
    say(t.withdraw.done(caseNo), 'done')
  }

  useKeys(
    may
      ? {
          F7: {
            label: t.draft.print,
            run: () => go({ screen: 'paper', of: JSON.stringify({ paper: 'request', caseNo }) }),
          },
          F10: { label: t.draft.withdraw, run: () => setAsking(true) },
          F12: {
            label: t.draft.submitKey,
            run: () => void request(),
            off: missing.length > 0 ? parts.missing.f12Waits(missing.length) : undefined,
          },
        }
      : {},
  )

  const sentBack = view.entries.findLast(({ event }) => event === 'case.sent-back')
  const refused = submit.refusal
  const notWithdrawn = withdraw.refusal
  return (
    <CaseLayout
      head={
        <>
          <Head view={view} words={words} />
          {view.sentBackReason !== null && (
            <Note
              icon={IconArrowBackUp}
              title={
                sentBack === undefined
                  ? t.draft.sentBackPlain
                  : t.draft.sentBack(sentBack.staffName, formatTime(sentBack.at, words.language))
              }
            >
              <p>{view.sentBackReason}</p>
            </Note>
          )}
          {refused !== undefined && <Refused {...refusal(refused)} />}
        </>
      }
      missing={<MissingList items={missing} />}
      aside={<Aside view={{ ...view, intake }} profile={profile} words={words} may={may} />}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: leaving a field keeps the draft */}
      <div className={css.table} onBlur={() => void saveDraft(caseNo)}>
        {view.kind === 'hardware' && (
          <div className={css.before}>
            <Allocation view={view} may={may} />
          </div>
        )}
        <CompareTable rows={rows} paperNote={t.paper.note} storeNote={t.paper.storeNote(todayOf(view))} />
      </div>
      {asking && (
        <ReasonWindow
          title={t.withdraw.title}
          lead={t.withdraw.lead(caseNo)}
          label={t.withdraw.reason}
          go={t.withdraw.go}
          goKey={t.draft.withdraw}
          needed={t.withdraw.needed}
          back={t.withdraw.close}
          busy={withdraw.busy}
          refused={notWithdrawn && <Refused {...refusal(notWithdrawn)} />}
          onGo={(reason) => void takeBack(reason)}
          onClose={() => setAsking(false)}
        />
      )}
    </CaseLayout>
  )
}

const todayOf = (view: CaseView): string => (view.store?.today ?? '').replaceAll('-', '/').slice(5)

/** The message line says when the draft was kept, and when it could not be. */
function useTellOfDraft({ savedAt, trouble }: Draft, language: CaseWords['language']): void {
  const { cases: t } = useMessages()
  const said = useRef<string>(undefined)
  useEffect(() => {
    if (trouble !== undefined) said.current = undefined
    if (trouble === 'changed') say(t.draft.changed, 'caution')
    else if (trouble === 'moved') say(t.draft.moved, 'caution')
    else if (trouble === 'failed') say(t.draft.notSaved, 'stop')
  }, [trouble, t])
  useEffect(() => {
    if (savedAt === undefined) return
    // Once a minute is enough for the eye and for whoever listens to the line being read aloud.
    const minute = clockTime(savedAt) + westernDate(savedAt)
    if (said.current === minute) return
    said.current = minute
    say(t.draft.savedAt(formatTime(savedAt, language)), 'saved')
  }, [savedAt, t, language])
}
