import { IconHistory, IconLink, IconListDetails, IconUsers } from '@tabler/icons-react'
import type { CaseView } from '#shared/operations/cases'
import type { ServiceProfile } from '#shared/profiles'
import { clockTime, formatDate, westernDate } from '#shared/text/wareki'
import { useMessages } from '../../desk/messages.ts'
import { go } from '../../desk/state.ts'
import { Code } from '../../parts/code.tsx'
import { Counts, Effects } from '../../parts/effects.tsx'
import { Note } from '../../parts/notices.tsx'
import { Panel } from '../../parts/panel.tsx'
import css from './case.module.css'
import { useConsequences } from './consequences.tsx'
import { Keeper } from './keeper.tsx'
import type { CaseWords } from './words.ts'

export type AsideProps = {
  readonly view: CaseView
  readonly profile: ServiceProfile
  readonly words: CaseWords
  /** False for those who may look only (inspection). */
  readonly may: boolean
}

/** The right pane of a case: what happens, who is touched, 90 days, linked cases, and whose hands it is in. */
export function Aside(props: AsideProps) {
  const { view, words } = props
  const { cases: t } = useMessages()
  const { effects, touched, spared } = useConsequences(props)
  return (
    <>
      <SecondChecker view={view} profile={props.profile} words={words} />
      <Effects
        title={view.executedAt === null ? undefined : t.effects.titleDone}
        effects={effects}
        touched={touched}
        spared={spared}
      />
      <History view={view} />
      <Linked view={view} />
      <Keeper view={view} words={words} may={props.may} />
      {view.entries.length > 1 && <Trail view={view} words={words} />}
    </>
  )
}

type SecondProps = {
  readonly view: Pick<CaseView, 'secondChecker' | 'firstApproverName' | 'state' | 'executedAt'>
  readonly profile: ServiceProfile
  readonly words: Pick<CaseWords, 'language'>
}

/** Which changes lie too close, and how the desk knows of them. */
export function Because({ view, words }: Omit<SecondProps, 'profile'>) {
  const { jobs, words: w } = useMessages()
  return (
    <ul>
      {view.secondChecker.map(({ what, on, from }) => (
        <li key={`${what}${on}${from}`}>
          {jobs.second.because(
            w.secondChecker.what[what],
            formatDate(on, words.language),
            w.secondChecker.from[from],
          )}
        </li>
      ))}
    </ul>
  )
}

/** Why one supervisor is not enough, for as long as that matters. */
function SecondChecker({ view, profile, words }: SecondProps) {
  const { second: t } = useMessages().jobs
  if (view.executedAt !== null || (view.secondChecker.length === 0 && view.firstApproverName === null)) {
    return null
  }
  return (
    <Note icon={IconUsers} title={t.title}>
      <Because view={view} words={words} />
      {view.firstApproverName === null ? (
        <p>
          {t.why(profile.combinationDays)} {t.waits}
        </p>
      ) : (
        <p>{t.firstDone(view.firstApproverName)}</p>
      )}
    </Note>
  )
}

/** Losses, unlocks and re-issues within 90 days, of the person and of the whole contract. */
export function History({ view }: { readonly view: CaseView }) {
  const { cases: t, jobs } = useMessages()
  const { history } = jobs
  const { person, contract, cases } = view.history
  const strip = (of: typeof person) => [
    { label: history.losses, count: of.losses },
    { label: history.unlocks, count: of.unlocks },
    { label: history.reissues, count: of.reissues },
  ]
  return (
    <Panel
      title={history.title}
      icon={IconHistory}
      note={view.intake.originalKeptAt === null ? undefined : t.history.original(view.intake.originalKeptAt)}
    >
      <dl className={css.strips}>
        {view.target.kind === 'user' && (
          <div>
            <dt>{history.person}</dt>
            <dd>
              <Counts items={strip(person)} />
            </dd>
          </div>
        )}
        <div>
          <dt>{history.contract}</dt>
          <dd>
            <Counts items={strip(contract)} />
          </dd>
        </div>
        <div>
          <dt>{history.others}</dt>
          <dd>
            <b className={css.figure}>{cases}</b>
          </dd>
        </div>
      </dl>
    </Panel>
  )
}

/** The loss this case grew out of, and what grew out of this one. */
export function Linked({ view }: { readonly view: Pick<CaseView, 'linkedCase' | 'followedBy'> }) {
  const { cases, jobs, words } = useMessages()
  const { linked: t } = jobs
  if (view.linkedCase === null && view.followedBy.length === 0) return null
  const row = (caseNo: string, said: string) => (
    <li key={caseNo}>
      <button type="button" onClick={() => go({ screen: 'case', of: caseNo })}>
        <Code size="sm">{caseNo}</Code> <span>{said}</span>
      </button>
    </li>
  )
  return (
    <Panel title={t.title} icon={IconLink}>
      <ul className={css.linked}>
        {view.linkedCase !== null && row(view.linkedCase, t.from)}
        {view.followedBy.map(({ caseNo, kind, state }) =>
          row(caseNo, t.to(words.kind[kind], cases.state[state])),
        )}
      </ul>
    </Panel>
  )
}

/** Who did what in this case, oldest first. */
export function Trail({ view, words }: { readonly view: CaseView; readonly words: CaseWords }) {
  const { cases: t } = useMessages()
  const today = view.store?.today
  return (
    <Panel title={t.trail} icon={IconListDetails}>
      <ol className={css.trail}>
        {view.entries
          .filter(({ event }) => t.event[event] !== undefined)
          .map(({ at, event, staffName, note }) => (
            <li key={`${at}${event}`}>
              <time dateTime={at}>
                {westernDate(at) === today ? '' : `${westernDate(at).slice(5).replace('-', '/')} `}
                {clockTime(at)}
              </time>
              <span>
                {t.event[event]} {staffName}
              </span>
              {note !== null && note !== '' && <q lang={words.language}>{note}</q>}
            </li>
          ))}
      </ol>
    </Panel>
  )
}
