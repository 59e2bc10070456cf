import { IconUserX } from '@tabler/icons-react'
import { useState } from 'react'
import type { CalendarDate, StaffNo } from '#shared/ids'
import type { DeputyView } from '#shared/operations/closing'
import type { Refusal } from '#shared/refusals'
import { formatDate } from '#shared/text/wareki'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { say, useDesk } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Code } from '../../parts/code.tsx'
import { ListTable, TwoLines } from '../../parts/list-table.tsx'
import { Empty } from '../../parts/notices.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { SecondPerson } from '../../parts/second-person.tsx'
import { type StateName, StateTag } from '../../parts/state-tag.tsx'
import { SelectField, TextField } from '../../parts/text-field.tsx'
import { WarekiField } from '../../parts/wareki-field.tsx'
import { Window } from '../../parts/window.tsx'
import css from './closing.module.css'

const TAGS: Readonly<Record<DeputyView['state'], StateName>> = {
  coming: 'time',
  acting: 'usable',
  ended: 'none',
}

/** 代行: who stands in for a supervisor on which day; two supervisors appoint them beforehand. */
export function Deputies() {
  const { closing, keys } = useMessages()
  const t = closing.deputy
  const language = useDesk((desk) => desk.language)
  const appoints = useDesk(({ who }) => who?.role === 'supervisor')
  const { value, refusal } = useQuery('deputy.list', {})
  const appoint = useCommand('deputy.appoint')
  const end = useCommand('deputy.end')
  const [staff, setStaff] = useState<string>('')
  const [date, setDate] = useState<CalendarDate | null>(null)
  const [reason, setReason] = useState('')
  const [asking, setAsking] = useState(false)
  const [ending, setEnding] = useState(false)
  const [refused, setRefused] = useState<Refusal>()
  const [chosen, setChosen] = useState<string>()
  const row = value?.deputies.find(({ id }) => String(id) === chosen)
  const person = value?.fit.find((one) => one.staff === staff)
  const off = person === undefined || date === null || reason.trim() === '' ? t.needs : undefined
  const offEnd = row === undefined || row.state === 'ended' ? t.choose : undefined

  const send = async () => {
    if (person === undefined || date === null) return
    setRefused(undefined)
    const reply = await appoint.send({ staff: person.staff, date, reason })
    if (reply === undefined) return
    if (reply.ok) {
      say(t.appointed(person.name), 'done')
      setAsking(false)
      setStaff('')
      setDate(null)
      setReason('')
    } else if (reply.error.code.startsWith('second-')) setRefused(reply.error)
    else {
      setAsking(false)
      setRefused(reply.error)
    }
  }
  const dismiss = async () => {
    if (row === undefined) return
    setRefused(undefined)
    const reply = await end.send({ id: row.id })
    setEnding(false)
    if (reply?.ok === true) say(t.ended(row.name), 'done')
  }
  useKeys(
    appoints
      ? {
          F10: { label: t.end, run: () => setEnding(true), off: offEnd },
          F12: { label: t.appointKey, run: () => setAsking(true), off },
        }
      : {},
  )
  if (refusal !== undefined) return <RefusalNote refusal={refusal} />
  if (value === undefined) return null
  const said = asking ? undefined : (refused ?? end.refusal)
  return (
    <>
      {appoints && (
        <div className={css.form}>
          <p className={css.wide}>{t.lead}</p>
          {said !== undefined && (
            <div className={css.wide}>
              <RefusalNote refusal={said} />
            </div>
          )}
          <SelectField<string>
            id="deputyStaff"
            label={t.who}
            need="required"
            value={staff === '' ? null : staff}
            onChange={setStaff}
            options={value.fit.map((one) => ({
              value: one.staff as string,
              label: `${one.staff}　${one.name}`,
            }))}
          />
          <WarekiField id="deputyDate" label={t.date} need="required" value={date} onChange={setDate} />
          <div className={css.wide}>
            <TextField
              id="deputyReason"
              label={t.reason}
              need="required"
              value={reason}
              onChange={setReason}
              maxLength={300}
            />
          </div>
        </div>
      )}
      <ListTable
        label={closing.tabs.deputies}
        rows={value.deputies}
        idOf={({ id }) => String(id)}
        chosen={chosen}
        onChoose={setChosen}
        empty={<Empty title={t.empty} />}
        isOff={({ state }) => state === 'ended'}
        columns={[
          {
            id: 'who',
            title: t.who,
            name: true,
            cell: ({ name, staff: no }) => <TwoLines under={<Code size="sm">{no}</Code>}>{name}</TwoLines>,
          },
          { id: 'date', title: t.date, width: '14rem', cell: (one) => formatDate(one.date, language) },
          {
            id: 'state',
            title: t.stateName,
            width: '10rem',
            cell: ({ state }) => <StateTag state={TAGS[state]}>{t.state[state]}</StateTag>,
          },
          {
            id: 'by',
            title: t.by,
            cell: ({ appointedByName, appointedWithName }) => (
              <TwoLines under={appointedWithName}>{appointedByName}</TwoLines>
            ),
          },
          { id: 'reason', title: t.reason, cell: (one) => one.reason },
        ]}
      />
      {appoints && (
        <div className={css.foot}>
          <Actions>
            <Action keyName="F10" onPress={() => setEnding(true)} off={offEnd}>
              {t.end}
            </Action>
            <Action keyName="F12" tone="go" onPress={() => setAsking(true)} off={off}>
              {t.appoint}
            </Action>
          </Actions>
        </div>
      )}
      {ending && row !== undefined && (
        <Window
          title={t.end}
          icon={IconUserX}
          size="small"
          onClose={() => setEnding(false)}
          closeLabel={keys.back}
          keys={{ F12: { label: t.end, run: () => void dismiss() } }}
          footer={
            <Actions>
              <Action keyName="Esc" onPress={() => setEnding(false)}>
                {keys.back}
              </Action>
              <Action keyName="F12" tone="stop" onPress={() => void dismiss()} busy={end.busy}>
                {t.end}
              </Action>
            </Actions>
          }
        >
          <p>{t.endLead(row.name, formatDate(row.date, language))}</p>
        </Window>
      )}
      {asking && person !== undefined && date !== null && (
        <SecondPerson
          purpose="deputy"
          about={person.staff satisfies StaffNo}
          supervisor
          go={t.appoint}
          goKey={t.appointKey}
          refusal={refused}
          busy={appoint.busy}
          onProven={() => void send()}
          onCancel={() => {
            setAsking(false)
            setRefused(undefined)
          }}
        >
          <p>{t.second(person.name, formatDate(date, language))}</p>
        </SecondPerson>
      )}
    </>
  )
}
