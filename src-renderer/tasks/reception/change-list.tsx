import { IconArrowRight } from '@tabler/icons-react'
import { type ReactNode, useMemo, useState } from 'react'
import type { LinkChange } from '#shared/operations/contracts'
import type { ServiceProfile } from '#shared/profiles'
import { clockTime, formatDate, westernDate } from '#shared/text/wareki'
import { useMessages } from '../../desk/messages.ts'
import { go } from '../../desk/state.ts'
import { Code, Figures } from '../../parts/code.tsx'
import { ListTable, TwoLines } from '../../parts/list-table.tsx'
import css from './change-list.module.css'
import { serviceWordOf, touchedBy } from './changes.ts'
import { AuthenticationTag, RegistrationMark, useServiceWords } from './words.tsx'

type ChangeListProps = {
  /** Newest first. */
  readonly changes: readonly LinkChange[]
  readonly profile: ServiceProfile | undefined
  /** Whose contract as well: where changes of several contracts stand together. */
  readonly withCustomer?: boolean | undefined
  /** Whether the person may open cases. */
  readonly opensCases: boolean
}

type Row = LinkChange & { readonly id: string }

/** Every change with what was before and after, for ever (R-002-35, R-003-34, R-003-39). Enter opens its case. */
export function ChangeList({ changes, profile, withCustomer = false, opensCases }: ChangeListProps) {
  const { changes: t } = useMessages()
  const { language, say } = useServiceWords(profile)
  const [chosen, setChosen] = useState<string>()
  // Two changes of one moment may be alike in everything that could be a key.
  const rows = useMemo(() => changes.map((change, place): Row => ({ ...change, id: `${place}` })), [changes])
  const open = (id: string) => {
    const caseNo = rows.find((row) => row.id === id)?.caseNo
    if (opensCases && caseNo != null) go({ screen: 'case', of: caseNo })
  }
  return (
    <ListTable<Row>
      label={t.title}
      rows={rows}
      idOf={({ id }) => id}
      chosen={chosen}
      onChoose={setChosen}
      onOpen={open}
      empty={t.none}
      columns={[
        {
          id: 'at',
          title: t.column.at,
          width: '7rem',
          cell: ({ at }) => (
            <span title={formatDate(at, language)}>
              <TwoLines under={<Figures>{clockTime(at)}</Figures>}>
                <Figures>{westernDate(at)}</Figures>
              </TwoLines>
            </span>
          ),
        },
        {
          id: 'event',
          title: t.column.event,
          name: true,
          cell: ({ event, caseNo }) => {
            const word = serviceWordOf(profile, event)
            const own = word === undefined || say(word) === t.events[event] ? undefined : say(word)
            return (
              <TwoLines
                under={
                  <>
                    {own !== undefined && t.serviceWord(own)}
                    {own !== undefined && caseNo !== null && <br />}
                    {caseNo !== null && <Code size="sm">{caseNo}</Code>}
                  </>
                }
              >
                <b>{t.events[event]}</b>
              </TwoLines>
            )
          },
        },
        {
          id: 'who',
          title: t.column.who,
          width: '7.5rem',
          cell: ({ userName, customerName }) =>
            withCustomer ? (
              <TwoLines under={customerName}>{userName ?? t.shared}</TwoLines>
            ) : (
              (userName ?? t.shared)
            ),
        },
        {
          id: 'serial',
          title: t.column.serial,
          cell: (change) => (
            <Pair
              moved={touchedBy(change).serial}
              before={<TokenNumber of={change.serialBefore} />}
              after={<TokenNumber of={change.serialAfter} />}
            />
          ),
        },
        {
          id: 'state',
          title: t.column.state,
          cell: (change) => (
            <span className={css.axes}>
              <Pair
                moved={touchedBy(change).registration}
                before={<RegistrationMark state={change.registrationBefore} profile={profile} />}
                after={<RegistrationMark state={change.registrationAfter} profile={profile} />}
              />
              <Pair
                moved={touchedBy(change).authentication}
                before={<AuthenticationTag state={change.authenticationBefore} profile={profile} />}
                after={<AuthenticationTag state={change.authenticationAfter} profile={profile} />}
              />
            </span>
          ),
        },
      ]}
    />
  )
}

function TokenNumber({ of }: { readonly of: string | null }) {
  const { changes: t } = useMessages()
  return of === null ? <span>{t.nothing}</span> : <Code size="sm">{of}</Code>
}

type PairProps = { readonly moved: boolean; readonly before: ReactNode; readonly after: ReactNode }

/** Before and after, or the one thing that stayed. */
function Pair({ moved, before, after }: PairProps) {
  const { changes: t } = useMessages()
  if (!moved) return <span className={css.pair}>{after}</span>
  return (
    <span className={css.pair}>
      <span>
        <span className="visually-hidden">{t.before} </span>
        {before}
      </span>
      <IconArrowRight size="1rem" stroke={2} aria-hidden />
      <span>
        <span className="visually-hidden">{t.after} </span>
        {after}
      </span>
    </span>
  )
}
