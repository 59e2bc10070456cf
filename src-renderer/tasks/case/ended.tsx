import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { go } from '../../desk/state.ts'
import { CaseLayout } from '../../parts/case-layout.tsx'
import { CompareTable } from '../../parts/compare-table.tsx'
import { Note } from '../../parts/notices.tsx'
import { Aside, Trail } from './aside.tsx'
import { Head } from './head.tsx'
import { Executed } from './registration.tsx'
import { useLines } from './rows.tsx'
import type { StageProps } from './stage.ts'

/** Closed, rejected, withdrawn or lapsed: what was on the paper, what was done, by whom. Nothing more can be done. */
export function EndedStage({ view, profile, words, may }: StageProps) {
  const { cases: t } = useMessages()
  const { caseNo, state } = view
  const { rows } = useLines(view, profile, view.intake, words, undefined)
  const executed = view.executedAt !== null
  const print = (paper: 'receipt' | 'request') => () =>
    go({ screen: 'paper', of: JSON.stringify({ paper, caseNo }) })
  useKeys(
    may
      ? {
          F7: executed
            ? { label: t.registration.receiptPrint, run: print('receipt') }
            : { label: t.draft.print, run: print('request') },
        }
      : {},
  )
  const how = state === 'rejected' || state === 'withdrawn' || state === 'lapsed' ? state : 'closed'
  const reason = view.entries.findLast(({ event }) => event === `case.${how}`)?.note
  return (
    <CaseLayout
      head={
        <>
          <Head view={view} words={words} />
          <Note tone="plain" title={t.ended[how]}>
            {reason === null || reason === undefined ? null : <p>{t.ended.reason(reason)}</p>}
          </Note>
        </>
      }
      missing={
        executed ? (
          <Executed view={view} profile={profile} words={words} />
        ) : (
          <Trail view={view} words={words} />
        )
      }
      aside={executed ? <Aside view={view} profile={profile} words={words} may={may} /> : undefined}
    >
      <CompareTable rows={rows} paperNote={t.paper.note} />
    </CaseLayout>
  )
}
