import { IconBuildingBank, IconId } from '@tabler/icons-react'
import { useState } from 'react'
import type { Instant } from '#shared/ids'
import type { OutputOf } from '#shared/operations'
import type { Refusal } from '#shared/refusals'
import type { Role } from '#shared/staff'
import { formatDate, formatMoment } from '#shared/text/wareki'
import type { KeyMap } from '../desk/key-map.ts'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { go, say, useDesk } from '../desk/state.ts'
import { useCommand } from '../desk/use-command.ts'
import { useQuery } from '../desk/use-query.ts'
import { Action, Actions } from '../parts/action.tsx'
import { Code, Figures } from '../parts/code.tsx'
import { ListTable, TwoLines } from '../parts/list-table.tsx'
import { Empty } from '../parts/notices.tsx'
import { RefusalNote } from '../parts/refusal.tsx'
import { SerialRuns } from '../parts/serial-runs.tsx'
import { Tabs } from '../parts/tabs.tsx'
import type { ScreenProps } from './screen.ts'
import { Codes, CodesWindow } from './transfers/codes.tsx'
import { Meet } from './transfers/meet.tsx'
import { ReadLetter } from './transfers/read.tsx'
import { Send } from './transfers/send.tsx'
import css from './transfers/transfers.module.css'

type Listed = OutputOf<'transfer.list'>
type Sheet = 'transfers' | 'peers' | 'own'

const clerks: readonly (Role | undefined)[] = ['teller', 'supervisor', 'back-office']
const introducers: readonly (Role | undefined)[] = ['supervisor', 'administrator']

/** 店間移管: `of` is what is being done (`send`, `read`, `meet`); nothing for what there is. */
export function TransfersTask({ of }: ScreenProps) {
  switch (of) {
    case 'send':
      return <Send />
    case 'read':
      return <ReadLetter />
    case 'meet':
      return <Meet />
    default:
      return <Overview />
  }
}

const to = (of: 'send' | 'read' | 'meet') => () => go({ screen: 'transfers', of })

function Overview() {
  const { transfers: t } = useMessages()
  const { value, refusal } = useQuery('transfer.list', {})
  const [at, setAt] = useState<Sheet>('transfers')
  if (refusal !== undefined) return <RefusalNote refusal={refusal} />
  if (value === undefined) return null
  return (
    <div className={css.screen}>
      <h1 className="visually-hidden">{t.title}</h1>
      <Tabs<Sheet>
        label={t.tabs.label}
        tabs={[
          { id: 'transfers', title: t.tabs.transfers, count: value.transfers.length },
          { id: 'peers', title: t.tabs.peers, count: value.peers.length },
          { id: 'own', title: t.tabs.own },
        ]}
        at={at}
        onGo={setAt}
        note={t.lead}
      >
        {at === 'transfers' && <Transfers listed={value} />}
        {at === 'peers' && <Peers listed={value} />}
        {at === 'own' && <Own listed={value} />}
      </Tabs>
    </div>
  )
}

/** What stands under a sheet: its keys once more, as buttons. */
function Foot({ keys }: { readonly keys: KeyMap }) {
  return (
    <div className={css.foot}>
      <Actions>
        {(['F12', 'F3', 'F7', 'F10'] as const).flatMap((name) => {
          const binding = keys[name]
          return binding === undefined
            ? []
            : [
                <Action key={name} keyName={name} off={binding.off} onPress={binding.run}>
                  {binding.label}
                </Action>,
              ]
        })}
      </Actions>
    </div>
  )
}

function Transfers({ listed }: { readonly listed: Listed }) {
  const { transfers: t } = useMessages()
  const language = useDesk((desk) => desk.language)
  const mayAct = useDesk(({ who }) => clerks.includes(who?.role))
  const again = useCommand('transfer.save-again')
  const [chosen, setChosen] = useState<string>()
  const [refused, setRefused] = useState<Refusal>()
  const [showing, setShowing] = useState(false)
  const row = listed.transfers.find(({ transfer }) => transfer === chosen) ?? listed.transfers[0]
  const save = async () => {
    if (row === undefined) return
    setRefused(undefined)
    const reply = await again.send({ transfer: row.transfer })
    if (reply === undefined) return
    if (reply.ok) say(t.list.saved(reply.value.fileName), 'done')
    else setRefused(reply.error)
  }
  const off = row === undefined ? t.list.choose : row.saves === null ? t.list.nothingToSave : undefined
  const keys: KeyMap = mayAct
    ? {
        F12: { label: t.list.againKey, run: () => void save(), off },
        F3: { label: t.codes.key, run: () => setShowing(true), off },
        F7: {
          label: t.list.sendKey,
          run: to('send'),
          off: listed.peers.length === 0 ? t.list.noPeer : undefined,
        },
        F10: { label: t.list.readKey, run: to('read') },
      }
    : {}
  useKeys(keys)
  const when = (instant: Instant) => formatMoment(instant, language)
  return (
    <>
      {refused !== undefined && <RefusalNote refusal={refused} />}
      <ListTable
        label={t.tabs.transfers}
        rows={listed.transfers}
        idOf={({ transfer }) => transfer}
        chosen={row?.transfer}
        onChoose={setChosen}
        autoFocus
        empty={
          <Empty title={t.list.empty}>
            <p>{t.list.emptyHow}</p>
          </Empty>
        }
        columns={[
          {
            id: 'no',
            title: t.column.no,
            width: '10rem',
            name: true,
            cell: ({ transfer }) => <Code size="sm">{transfer}</Code>,
          },
          {
            id: 'direction',
            title: t.column.direction,
            width: '6.5rem',
            cell: ({ direction }) => (
              <b>
                {direction === 'out' ? '→ ' : '← '}
                {t.direction[direction]}
              </b>
            ),
          },
          {
            id: 'branch',
            title: t.column.branch,
            width: '11rem',
            cell: ({ branchNo, branchName }) => t.branch(branchNo, branchName),
          },
          {
            id: 'tokens',
            title: t.column.tokens,
            cell: ({ tokens }) => (
              <TwoLines under={<SerialRuns serials={tokens} />}>
                <Figures strong>{t.count(tokens.length)}</Figures>
              </TwoLines>
            ),
          },
          {
            id: 'state',
            title: t.column.state,
            width: '13rem',
            cell: ({ direction, state, reason }) => (
              <TwoLines under={reason === null ? '' : t.reasons[reason]}>
                <b data-open={(direction === 'out' && state === 'sent') || undefined}>
                  {t.standing[direction][state]}
                </b>
              </TwoLines>
            ),
          },
          { id: 'at', title: t.column.at, width: '12rem', cell: ({ at }) => when(at) },
          {
            id: 'by',
            title: t.column.by,
            width: '9rem',
            cell: ({ byName, secondName }) => <TwoLines under={secondName}>{byName}</TwoLines>,
          },
        ]}
      />
      <Foot keys={keys} />
      {showing && row !== undefined && (
        <CodesWindow transfer={row.transfer} onClose={() => setShowing(false)} />
      )}
    </>
  )
}

function Peers({ listed }: { readonly listed: Listed }) {
  const { transfers: t } = useMessages()
  const language = useDesk((desk) => desk.language)
  const may = useDesk(({ who }) => introducers.includes(who?.role))
  const [chosen, setChosen] = useState<string>()
  const keys: KeyMap = {
    F10: { label: t.peers.meetKey, run: to('meet'), off: may ? undefined : t.peers.supervisors },
  }
  useKeys(keys)
  return (
    <>
      <ListTable
        label={t.tabs.peers}
        rows={listed.peers}
        idOf={({ branchNo }) => branchNo}
        chosen={chosen}
        onChoose={setChosen}
        empty={
          <Empty title={t.peers.empty}>
            <p>{t.peers.emptyHow}</p>
          </Empty>
        }
        columns={[
          {
            id: 'branch',
            title: t.peers.branch,
            name: true,
            cell: ({ branchNo, branchName, institution }) => (
              <TwoLines under={institution}>
                <IconBuildingBank size="1rem" stroke={2} aria-hidden /> {t.branch(branchNo, branchName)}
              </TwoLines>
            ),
          },
          {
            id: 'fingerprint',
            title: t.peers.fingerprint,
            cell: ({ fingerprint }) => <Code size="sm">{fingerprint}</Code>,
          },
          { id: 'since', title: t.peers.since, cell: ({ since }) => formatDate(since, language) },
        ]}
      />
      <Foot keys={keys} />
    </>
  )
}

function Own({ listed: { ownFingerprint, ownCodes } }: { readonly listed: Listed }) {
  const { transfers: t } = useMessages()
  const s = t.own
  const may = useDesk(({ who }) => introducers.includes(who?.role))
  const introduce = useCommand('transfer.introduce')
  const save = async () => {
    const reply = await introduce.send({})
    if (reply === undefined || !reply.ok) return
    const { fileName } = reply.value
    if (fileName === null) say(s.notSaved)
    else say(s.saved(fileName), 'done')
  }
  const keys: KeyMap = {
    F12: { label: s.saveKey, run: () => void save(), off: may ? undefined : t.peers.supervisors },
  }
  useKeys(keys)
  return (
    <div className={css.own}>
      <p>
        <IconId size="1.125rem" stroke={2} aria-hidden /> {s.lead}
      </p>
      {ownFingerprint === null ? (
        <Empty title={s.none} />
      ) : (
        <>
          <section className={css.fingerprint}>
            <h2>{s.fingerprint}</h2>
            <p>
              {ownFingerprint.split('-').map((group, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a group is its place
                <Code key={place} size="xl">
                  {group}
                </Code>
              ))}
            </p>
            <p>{s.readOut}</p>
          </section>
          <section>
            <h2>{s.codes}</h2>
            <p>{s.codesHow(ownCodes.length)}</p>
            <Codes codes={ownCodes} />
          </section>
        </>
      )}
      <Foot keys={keys} />
    </div>
  )
}
