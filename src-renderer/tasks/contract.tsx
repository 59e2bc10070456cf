import { useState } from 'react'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { go, useDesk } from '../desk/state.ts'
import { useProfile } from '../desk/use-profile.ts'
import { useQuery } from '../desk/use-query.ts'
import { useStanding } from '../desk/use-standing.ts'
import { RefusalNote } from '../parts/refusal.tsx'
import { Cases } from './contract/cases.tsx'
import { Details, Helpdesk, Rules } from './contract/details.tsx'
import { Head } from './contract/head.tsx'
import type { Known } from './contract/known.ts'
import { Radar } from './contract/radar.tsx'
import { Users } from './contract/users.tsx'
import css from './contract.module.css'
import { type Row, rowsOf } from './reception/rows.ts'
import { beginInquiry } from './reception/visit.ts'

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
  const { contract: t } = useMessages()
  const role = useDesk(({ who }) => who?.role)
  const receives = clerks.some((clerk) => clerk === role)
  const [chosen, setChosen] = useState<string>()
  const rows = rowsOf(view)
  const row = rows.find(({ id }) => id === chosen)

  const toRouter = (at: Row | undefined) => {
    beginInquiry(
      view.contractNo,
      at === undefined
        ? undefined
        : at.user === null
          ? { kind: 'shared' }
          : { kind: 'user', userId: at.user.userId },
    )
    go({ screen: 'router', of: view.contractNo })
  }
  const blank = { paper: 'request-blank' as const, contractNo: view.contractNo }
  const off = receives ? undefined : t.clerksOnly
  useKeys({
    ...(receives
      ? { F7: { label: t.printBlank, run: () => go({ screen: 'paper', of: JSON.stringify(blank) }) } }
      : {}),
    F12: { label: t.toRouterKey, run: () => toRouter(row), off },
  })
  useStanding(row === undefined ? undefined : row.user === null ? t.chosenShared : t.chosen(row.user.name))

  return (
    <div className={css.page}>
      <Head view={view} profile={profile} />
      <div className={css.columns}>
        <div className={css.main}>
          <Users
            view={view}
            profile={profile}
            rows={rows}
            chosen={chosen}
            onChoose={setChosen}
            onOpen={receives ? toRouter : undefined}
          />
          <Cases view={view} />
        </div>
        <div className={css.aside}>
          <Radar view={view} profile={profile} />
          <Helpdesk profile={profile} />
          <Details view={view} />
          <Rules profile={profile} />
        </div>
      </div>
    </div>
  )
}
