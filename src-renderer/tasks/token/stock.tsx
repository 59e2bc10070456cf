import { IconBuildingWarehouse } from '@tabler/icons-react'
import { useState } from 'react'
import { Instant } from '#shared/ids'
import type { InputOf, OutputOf } from '#shared/operations'
import type { Refusal } from '#shared/refusals'
import { stockLife } from '#shared/stock'
import { clockTime, formatDate, westernDate } from '#shared/text/wareki'
import type { KeyBinding } from '../../desk/key-map.ts'
import { useMessages } from '../../desk/messages.ts'
import { say, useDesk } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { Code, Figures } from '../../parts/code.tsx'
import { FieldStack } from '../../parts/field.tsx'
import { ListTable, TwoLines } from '../../parts/list-table.tsx'
import { type Fact, Facts, Panel } from '../../parts/panel.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { SecondPerson } from '../../parts/second-person.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { Window } from '../../parts/window.tsx'

/** One token as a thing: where it lies, how it got there, and what can have happened to it. */
export type TokenStock = NonNullable<OutputOf<'stock.token'>>
type Movement = TokenStock['movements'][number]
type Act = InputOf<'stock.move'>['event']

const ACTS = ['bring-back', 'inspect', 'shelve', 'reject', 'run-down', 'lose'] as const satisfies Act[]

/** What somebody at the counter may say has happened to it. */
export const actsOf = ({ row }: TokenStock): readonly Act[] =>
  ACTS.filter((act) => act in stockLife[row.state])

/** What is printed as a day ends with it, at midnight: the day is the one before. */
const dayEndedBy = (instant: Instant): Instant =>
  Instant.parse(new Date(Date.parse(instant) - 1).toISOString())

export function StockPanel({
  stock,
  onMove,
}: {
  readonly stock: TokenStock
  readonly onMove?: (() => void) | undefined
}) {
  const { stock: s, words } = useMessages()
  const t = s.token
  const language = useDesk((desk) => desk.language)
  const { row, modelName } = stock
  const items: readonly Fact[] = [
    { label: t.state, value: <b>{words.stock.state[row.state]}</b> },
    { label: t.since, value: formatDate(row.since, language) },
    { label: t.model, value: modelName[language] },
    { label: t.box, value: <Code size="sm">{row.box}</Code> },
    { label: t.until, value: row.validUntil === null ? '―' : formatDate(row.validUntil, language) },
    {
      label: t.printed,
      value: row.printedExpiry === null ? t.notPrinted : formatDate(dayEndedBy(row.printedExpiry), language),
    },
    ...(row.caseNo === null ? [] : [{ label: t.case, value: <Code size="sm">{row.caseNo}</Code> }]),
  ]
  return (
    <Panel title={t.panel} icon={IconBuildingWarehouse}>
      <FieldStack>
        <Facts items={items} />
        {onMove !== undefined && (
          <Actions>
            <Action keyName="F7" onPress={onMove}>
              {t.move}
            </Action>
          </Actions>
        )}
      </FieldStack>
    </Panel>
  )
}

export function Movements({ stock }: { readonly stock: TokenStock }) {
  const { stock: s, words } = useMessages()
  const t = s.token
  const [chosen, setChosen] = useState<string>()
  const rows = stock.movements.map((movement, place) => ({ ...movement, id: String(place) }))
  return (
    <ListTable<Movement & { readonly id: string }>
      label={t.tab}
      rows={rows}
      idOf={({ id }) => id}
      chosen={chosen}
      onChoose={setChosen}
      empty={t.empty}
      columns={[
        {
          id: 'event',
          title: t.column.event,
          name: true,
          cell: ({ event, before, after }) => (
            <TwoLines
              under={
                before === null
                  ? words.stock.state[after]
                  : t.states(words.stock.state[before], words.stock.state[after])
              }
            >
              <b>{words.stock.event[event]}</b>
            </TwoLines>
          ),
        },
        {
          id: 'why',
          title: t.column.why,
          cell: ({ why, caseNo, record }) => (
            <TwoLines under={<Code size="sm">{caseNo ?? record ?? ''}</Code>}>{why}</TwoLines>
          ),
        },
        {
          id: 'by',
          title: t.column.by,
          width: '10rem',
          cell: ({ staffName, secondName }) => (
            <TwoLines under={secondName === null ? '' : t.second(secondName)}>{staffName}</TwoLines>
          ),
        },
        {
          id: 'at',
          title: t.column.at,
          width: '10rem',
          cell: ({ at }) => <Figures>{`${westernDate(at)} ${clockTime(at)}`}</Figures>,
        },
      ]}
    />
  )
}

type MoveProps = { readonly stock: TokenStock; readonly onClose: () => void }

/** What has happened to it, and why. Into the safe only before a second person. */
export function MoveWindow({ stock, onClose }: MoveProps) {
  const { stock: s, words } = useMessages()
  const t = s.token
  const command = useCommand('stock.move')
  const acts = actsOf(stock)
  const [act, setAct] = useState<Act | null>(null)
  const [why, setWhy] = useState('')
  const [asking, setAsking] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()
  const { serial, service, state } = stock.row
  const needsWhy = act !== null && act !== 'inspect' && act !== 'shelve'
  const busy = command.busy
  const send = async () => {
    if (act === null) return
    setRefusal(undefined)
    const reply = await command.send({ serial, service, event: act, why })
    if (reply === undefined) return
    if (!reply.ok) {
      setRefusal(reply.error)
      return
    }
    say(t.done(serial, words.stock.state[reply.value.state]), 'done')
    onClose()
  }
  const run = () => {
    setRefusal(undefined)
    if (act === 'shelve') setAsking(true)
    else void send()
  }
  const go: KeyBinding = {
    label: t.go,
    run,
    off: act === null ? t.needs : needsWhy && why.trim() === '' ? t.whyNeeded : undefined,
  }
  return (
    <Window
      title={t.move}
      icon={IconBuildingWarehouse}
      size="small"
      onClose={onClose}
      keys={{ F12: go }}
      footer={
        <Actions>
          <Action keyName="Esc" onPress={onClose}>
            {t.cancel}
          </Action>
          <Action keyName="F12" tone="go" off={go.off} busy={busy && !asking} onPress={run}>
            {act === 'shelve' ? t.goTwo : t.go}
          </Action>
        </Actions>
      }
    >
      <FieldStack>
        <Facts
          inline
          items={[
            { label: s.list.column.serial, value: <Code strong>{serial}</Code> },
            { label: t.state, value: <b>{words.stock.state[state]}</b> },
          ]}
        />
        {refusal !== undefined && !asking && <RefusalNote refusal={refusal} />}
        <ChoiceField<Act>
          id="move-act"
          label={t.what}
          need="required"
          value={act}
          onChange={setAct}
          direction="column"
          choices={acts.map((one) => {
            const after = stockLife[state][one]
            return {
              value: one,
              label: t.acts[one],
              note: after === undefined ? undefined : t.toState(words.stock.state[after]),
            }
          })}
        />
        <TextField
          id="move-why"
          label={t.why}
          need={needsWhy ? 'required' : 'optional'}
          value={why}
          onChange={setWhy}
          maxLength={500}
        />
      </FieldStack>
      {asking && (
        <SecondPerson
          purpose="stock-move"
          about={serial}
          go={t.goTwo}
          goKey={t.go}
          refusal={refusal}
          busy={busy}
          onProven={() => void send()}
          onCancel={() => setAsking(false)}
        >
          <p>{t.shelveAbout(serial)}</p>
        </SecondPerson>
      )}
    </Window>
  )
}
