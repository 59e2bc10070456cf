import { IconHistory, IconListDetails } from '@tabler/icons-react'
import type { CaseView } from '#shared/operations/cases'
import type { ServiceProfile } from '#shared/profiles'
import { clockTime, formatTime, westernDate } from '#shared/text/wareki'
import { useMessages } from '../../desk/messages.ts'
import { Counts, type Effect, Effects, type Touched } from '../../parts/effects.tsx'
import { Panel } from '../../parts/panel.tsx'
import css from './case.module.css'
import type { CaseWords, Worded } from './words.ts'

type AsideProps = { readonly view: CaseView; readonly profile: ServiceProfile; readonly words: CaseWords }

/** An icon for a consequence, from the words of its code; the sentence says it all. */
const iconFor = (code: string): Effect['kind'] =>
  /transfer|payment|payee/.test(code)
    ? 'money'
    : /effective|wait|earliest/.test(code)
      ? 'time'
      : /login/.test(code)
        ? 'person'
        : 'info'

/** What taking the token away does: in sentences, for everyone, with 要確認 where the guide is silent. */
export function useConsequences({
  view,
  profile,
  words,
}: Omit<AsideProps, 'view'> & {
  readonly view: Worded & Pick<CaseView, 'executedAt' | 'earliestRegistration'>
}): {
  readonly effects: readonly Effect[]
  readonly touched: readonly Touched[]
} {
  const { cases: t } = useMessages()
  const done = view.executedAt !== null
  const unclear = view.touched.some(({ effect }) => effect === 'unclear')
  const first = words.isShared
    ? done
      ? t.effects.detachedSharedDone
      : t.effects.detachedShared
    : done
      ? t.effects.detachedDone(words.targetName)
      : t.effects.detached(words.targetName)
  const effects: Effect[] = [
    {
      id: 'detached',
      kind: 'detach',
      text: (
        <>
          <b>{first}</b> {!done && t.effects.forEver}
        </>
      ),
    },
    // What the guide leaves open is only said where somebody is concerned by it.
    ...profile.effects.afterDetach
      .filter(({ gap }) => gap === undefined || unclear)
      .map(({ code, text, gap, sources }) => ({
        id: code,
        kind: iconFor(code),
        text: (
          <>
            {words.say(text)} <small className={css.source}>{gap ?? sources[0]}</small>
          </>
        ),
        confirm: gap !== undefined,
      })),
    {
      id: 'effective',
      kind: 'time',
      text: (
        <>
          {t.effects.effective[profile.effectiveOn]}{' '}
          <small className={css.source}>{profile.sources.effectiveOn?.[0]}</small>
        </>
      ),
    },
    ...(view.earliestRegistration !== null && profile.reissueWaitMin > 0
      ? [
          {
            id: 'earliest',
            kind: 'time' as const,
            text: t.effects.earliest(formatTime(view.earliestRegistration, words.language)),
          },
        ]
      : []),
  ]
  const rank = { detached: 0, shared: 1, unclear: 2, none: 3 } as const
  const touched = view.touched
    .toSorted((a, b) => rank[a.effect] - rank[b.effect])
    .map(({ userId, name, role, effect }) => ({
      id: userId,
      name,
      role: words.role(role),
      effect:
        done && effect === 'detached'
          ? t.touched.doneDetached
          : done && effect === 'shared'
            ? t.touched.doneShared
            : t.touched[effect],
      changes: effect === 'detached' || effect === 'shared',
      confirm: effect === 'unclear',
    }))
  return { effects, touched }
}

/** The right pane of a case: what happens, who is touched, and what happened within 90 days. */
export function Aside(props: AsideProps) {
  const { view, words } = props
  const { cases: t } = useMessages()
  const { effects, touched } = useConsequences(props)
  return (
    <>
      <Effects
        title={view.executedAt === null ? undefined : t.effects.titleDone}
        effects={effects}
        touched={touched}
      />
      <History view={view} />
      {view.entries.length > 1 && <Trail view={view} words={words} />}
    </>
  )
}

export function History({ view }: { readonly view: CaseView }) {
  const { cases: t } = useMessages()
  const { detached, registered, cases } = view.history
  return (
    <Panel
      title={t.history.title}
      icon={IconHistory}
      note={view.intake.originalKeptAt === null ? undefined : t.history.original(view.intake.originalKeptAt)}
    >
      <Counts
        items={[
          { label: t.history.detached, count: detached },
          { label: t.history.registered, count: registered },
          { label: t.history.cases, count: cases },
        ]}
      />
    </Panel>
  )
}

/** Who did what in this case, oldest first. */
export function Trail({ view, words }: { readonly view: CaseView; readonly words: CaseWords }) {
  const { cases: t } = useMessages()
  const today = view.store.today
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
              {note !== null && <q lang={words.language}>{note}</q>}
            </li>
          ))}
      </ol>
    </Panel>
  )
}
