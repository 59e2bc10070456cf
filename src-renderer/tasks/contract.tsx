import { useState } from 'react'
import { useKeys } from '../desk/keys.ts'
import { type Messages, useMessages } from '../desk/messages.ts'
import { go, useDesk } from '../desk/state.ts'
import { useProfile } from '../desk/use-profile.ts'
import { useQuery } from '../desk/use-query.ts'
import { useStanding } from '../desk/use-standing.ts'
import { RefusalNote } from '../parts/refusal.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { Cases } from './contract/cases.tsx'
import { NextRegistration } from './contract/clock.tsx'
import { sortsById } from './contract/columns.ts'
import { Details, Helpdesk, Rules } from './contract/details.tsx'
import { Head } from './contract/head.tsx'
import type { Known } from './contract/known.ts'
import { everybody, isNarrowed, narrowed } from './contract/narrow.ts'
import { NARROW_FIELD, NarrowBar } from './contract/narrow-bar.tsx'
import { EnrolmentProgress } from './contract/progress.tsx'
import { Radar } from './contract/radar.tsx'
import { Related } from './contract/related.tsx'
import { UnderWay } from './contract/under-way.tsx'
import { Legend, Users } from './contract/users.tsx'
import css from './contract.module.css'
import { ChangeList } from './reception/change-list.tsx'
import { type Row, rowsOf } from './reception/rows.ts'
import { answerInquiry, beginInquiry, nothingTicked } from './reception/visit.ts'
import { useServiceWords } from './reception/words.tsx'

/** One contract: who it is, its users and tokens in the service's words, its cases, and what the guide says. */
export function ContractTask({ of = '' }: { readonly of?: string | undefined }) {
  const { value: view, refusal } = useQuery('contract.view', { contractNo: of })
  const profile = useProfile(view?.service)
  if (refusal !== undefined) return <RefusalNote refusal={refusal} />
  if (view === undefined || view.contractNo !== of || profile === undefined) return null
  return <Page view={view} profile={profile} />
}

const clerks = ['teller', 'supervisor', 'back-office'] as const

function Page({ view, profile }: Known) {
  const { contract: t, changes } = useMessages()
  const { say } = useServiceWords(profile)
  const role = useDesk(({ who }) => who?.role)
  const receives = clerks.some((clerk) => clerk === role)
  const opensCases = receives || role === 'auditor'
  const [at, setAt] = useState<'users' | 'cases' | 'changes'>('users')
  const [chosen, setChosen] = useState<string>()
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [narrowing, setNarrowing] = useState(everybody)

  const shown = narrowed(view.users, narrowing)
  const rows = rowsOf(
    isNarrowed(narrowing)
      ? { users: shown, sharedSerial: null, sharedRegistration: null, sharedAuthentication: null }
      : view,
    sortsById(profile) ? 'id' : 'records',
  )
  const row = rows.find(({ id }) => id === chosen)
  const several = profile.selectMode === 'multi'
  const tick = (userId: string) =>
    setTicked((before) =>
      before.has(userId)
        ? new Set([...before].filter((other) => other !== userId))
        : new Set([...before, userId]),
    )

  const toRouter = (from: Row | undefined) => {
    const users = view.users.filter(({ userId }) => ticked.has(userId)).map(({ userId }) => userId)
    const [first] = users
    const userId = from?.user?.userId ?? first
    const whose =
      from?.user === null
        ? ({ kind: 'shared' } as const)
        : userId === undefined
          ? undefined
          : ({ kind: 'user', userId } as const)
    beginInquiry(view.contractNo, whose)
    if (users.length > 0) {
      answerInquiry(view.contractNo, { ticked: { ...nothingTicked, users } })
    }
    go({ screen: 'router', of: view.contractNo })
  }
  const toFilter = () => {
    setAt('users')
    requestAnimationFrame(() => document.getElementById(NARROW_FIELD)?.focus())
  }
  const blank = { paper: 'request-blank' as const, contractNo: view.contractNo }
  const serial = row?.serial ?? null
  useKeys({
    ...(receives
      ? { F7: { label: t.printBlank, run: () => go({ screen: 'paper', of: JSON.stringify(blank) }) } }
      : {}),
    ...(profile.severalUsers
      ? {
          F9: isNarrowed(narrowing)
            ? { label: t.clearKey, run: () => setNarrowing(everybody) }
            : { label: t.narrowKey, run: toFilter },
        }
      : {}),
    F10: {
      label: t.tokenKey,
      run: () => serial !== null && go({ screen: 'token', of: serial }),
      off: serial === null ? t.noTokenChosen : undefined,
    },
    F12: { label: t.toRouterKey, run: () => toRouter(row), off: receives ? undefined : t.clerksOnly },
  })
  useStanding(standingOf(t, view, row, ticked))

  const words = new Map(profile.listColumns.map(({ code, word }) => [code, say(word)]))
  return (
    <div className={css.page}>
      <Head view={view} profile={profile} />
      <div className={css.columns}>
        <div className={css.main}>
          <Tabs
            label={t.title}
            tabs={[
              { id: 'users', title: t.usersTab, count: view.users.length },
              { id: 'cases', title: t.cases, count: view.cases.length },
              { id: 'changes', title: changes.title, count: view.changes.length },
            ]}
            at={at}
            onGo={setAt}
            foot={at === 'users' && <Legend profile={profile} />}
            note={
              at === 'users' && (
                <>
                  {sortsById(profile) ? t.orderById(words.get('userId') ?? t.columns.userId) : t.order}
                  {'　'}
                  {t.count(Math.min(1, shown.length), shown.length, shown.length)}
                </>
              )
            }
          >
            {at === 'users' && (
              <>
                {profile.severalUsers && (
                  <NarrowBar
                    idWord={words.get('userId') ?? t.columns.userId}
                    nameWord={words.get('userName') ?? t.columns.userName}
                    value={narrowing}
                    onChange={setNarrowing}
                  />
                )}
                <Users
                  view={view}
                  profile={profile}
                  rows={rows}
                  chosen={chosen}
                  ticked={ticked}
                  onChoose={setChosen}
                  onTick={several ? tick : undefined}
                  onOpen={receives ? toRouter : undefined}
                />
              </>
            )}
            {at === 'cases' && <Cases cases={view.cases} empty={t.noCases} opens={opensCases} />}
            {at === 'changes' && (
              <ChangeList changes={view.changes} profile={profile} opensCases={opensCases} />
            )}
          </Tabs>
        </div>
        <div className={css.aside}>
          <NextRegistration view={view} />
          <UnderWay view={view} opens={opensCases} />
          <EnrolmentProgress view={view} profile={profile} />
          <Radar view={view} profile={profile} />
          <Helpdesk profile={profile} />
          <Related view={view} />
          <Details view={view} />
          <Rules profile={profile} />
        </div>
      </div>
    </div>
  )
}

/** Who is chosen; and who has the same token and would be touched with them. */
function standingOf(
  t: Messages['contract'],
  view: Known['view'],
  row: Row | undefined,
  ticked: ReadonlySet<string>,
): string | undefined {
  if (ticked.size > 0) return t.chosenMany(ticked.size)
  if (row === undefined) return undefined
  if (row.user === null) return t.chosenShared
  const { userId, serial, name } = row.user
  const others =
    serial === null ? [] : view.users.filter((one) => one.serial === serial && one.userId !== userId)
  return others.length === 0 ? t.chosen(name) : t.chosenSharer(name, others.length)
}
