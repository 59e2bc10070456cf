import { IconAntenna } from '@tabler/icons-react'
import { useState } from 'react'
import type { OutputOf } from '#shared/operations'
import { administers } from '#shared/profile-rules'
import { SERVICE_IDS, type ServiceId } from '#shared/profiles'
import { westernDate } from '#shared/text/wareki'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { go, useDesk } from '../desk/state.ts'
import { useProfile } from '../desk/use-profile.ts'
import { Code, Figures } from '../parts/code.tsx'
import { ListTable, TwoLines } from '../parts/list-table.tsx'
import { Empty } from '../parts/notices.tsx'
import { Panel } from '../parts/panel.tsx'
import { SelectField } from '../parts/text-field.tsx'
import css from './board/board.module.css'
import lists from './lists.module.css'
import { AuthenticationTag, RegistrationMark, useServiceWords } from './reception/words.tsx'
import { useStill } from './still.ts'

type Radar = OutputOf<'board.radar'>['rows'][number]
type Person = Radar['people'][number]

const rowsOf = ({ rows }: OutputOf<'board.radar'>): readonly Radar[] => rows
const idOf = ({ contractNo }: Radar): string => contractNo
const PEOPLE_SHOWN = 3

/** Contracts in which nobody, or only one person, could still help the others without the branch. Worst first. */
export function BoardRadar() {
  const { boards: t, lists: l } = useMessages()
  const [service, setService] = useState<ServiceId | null>(null)
  const list = useStill('board.radar', { service }, rowsOf, idOf)
  const { ready, value, rows, row, chosen, choose, isGone, checkedAt } = list
  const open = (contractNo: string | undefined) =>
    contractNo !== undefined && go({ screen: 'contract', of: contractNo })
  useKeys({
    F9: { label: t.serviceKey, run: () => document.getElementById('radar-service')?.focus() },
    ...(row === undefined ? {} : { F12: { label: t.openContract, run: () => open(chosen) } }),
  })
  return (
    <div className={lists.screen}>
      <h1 className="visually-hidden">{t.radar}</h1>
      <Panel
        title={ready ? l.title(t.radar, value?.total ?? rows.length) : t.radar}
        icon={IconAntenna}
        note={checkedAt}
        flush
        fill
      >
        <div className={css.bar}>
          <ServiceField value={service} onChange={setService} />
          <p>{t.radarLead}</p>
        </div>
        {ready && (
          <ListTable<Radar>
            key={service}
            label={t.radar}
            rows={rows}
            idOf={idOf}
            chosen={chosen}
            onChoose={choose}
            onOpen={open}
            isOff={isGone}
            autoFocus={service === null}
            empty={
              <Empty title={t.emptyRadar}>
                <p>{checkedAt}</p>
              </Empty>
            }
            columns={[
              {
                id: 'left',
                title: t.whoIsLeft,
                width: '8.5rem',
                cell: ({ usable, administrators }) => (
                  <span className={css.left} data-none={usable === 0 || undefined}>
                    <b>{t.usable(usable, administrators)}</b>
                    <small>{usable === 0 ? t.nobody : t.lastOne}</small>
                  </span>
                ),
              },
              {
                id: 'name',
                title: l.column.customer,
                name: true,
                cell: (of) => <ContractCell service={of.service} name={of.name} contractNo={of.contractNo} />,
              },
              {
                id: 'people',
                title: t.people,
                cell: ({ people, service: of }) => <People people={people} service={of} />,
              },
              {
                id: 'phone',
                title: t.phone,
                width: '10rem',
                cell: ({ phone }) =>
                  phone === null ? <span className={lists.waited}>{t.noPhone}</span> : <Code>{phone}</Code>,
              },
            ]}
          />
        )}
        {ready && value !== undefined && value.total > rows.length && (
          <p className={css.more}>{t.shownOf(rows.length, value.total)}</p>
        )}
      </Panel>
    </div>
  )
}

type ContractCellProps = Pick<Radar, 'service' | 'name' | 'contractNo'>

/** Whose contract, and with which service. */
export function ContractCell({ service, name, contractNo }: ContractCellProps) {
  const words = useServiceWords(useProfile(service))
  return (
    <TwoLines
      under={
        <>
          {words.service}
          {'　'}
          <Code size="sm">{contractNo}</Code>
        </>
      }
    >
      <b>{name}</b>
    </TwoLines>
  )
}

function People({ people, service }: { readonly people: readonly Person[]; readonly service: ServiceId }) {
  const { boards: t } = useMessages()
  const profile = useProfile(service)
  const { role } = useServiceWords(profile)
  return (
    <ul className={css.people}>
      {people.slice(0, PEOPLE_SHOWN).map((one) => (
        <li key={one.name}>
          <span>
            <b>{one.name}</b> <small>{role(one.role)}</small>
          </span>
          <RegistrationMark state={one.registration} profile={profile} />
          {one.authentication !== 'none' && (
            <AuthenticationTag state={one.authentication} profile={profile} />
          )}
          {one.expiresAt !== null && (
            <small>
              {t.expires} <Figures>{westernDate(one.expiresAt)}</Figures>
            </small>
          )}
        </li>
      ))}
      {people.length > PEOPLE_SHOWN && <li>{t.morePeople(people.length - PEOPLE_SHOWN)}</li>}
    </ul>
  )
}

type ServiceFieldProps = {
  readonly value: ServiceId | null
  readonly onChange: (service: ServiceId | null) => void
}

/** One service, or all of them. Services in which nobody acts for others have nothing to choose. */
function ServiceField({ value, onChange }: ServiceFieldProps) {
  const { boards: t } = useMessages()
  const language = useDesk((desk) => desk.language)
  const profiles = [
    useProfile(SERVICE_IDS[0]),
    useProfile(SERVICE_IDS[1]),
    useProfile(SERVICE_IDS[2]),
    useProfile(SERVICE_IDS[3]),
    useProfile(SERVICE_IDS[4]),
  ].flatMap((profile) =>
    profile?.roles.some(({ code }) => administers(profile, code)) === true ? [profile] : [],
  )
  return (
    <SelectField<ServiceId | 'all'>
      id="radar-service"
      label={t.service}
      value={value ?? 'all'}
      onChange={(chosen) => onChange(chosen === 'all' ? null : chosen)}
      options={[
        { value: 'all', label: t.allServices },
        ...profiles.map(({ id, shortName }) => ({ value: id, label: shortName[language] })),
      ]}
    />
  )
}
