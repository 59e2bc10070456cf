import { IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import type { OutputOf } from '#shared/operations'
import type { KeyPurpose } from '#shared/operations/keys'
import { formatDate, formatMoment } from '#shared/text/wareki'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { say, useDesk } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { FieldStack } from '../../parts/field.tsx'
import { ListTable } from '../../parts/list-table.tsx'
import { Note } from '../../parts/notices.tsx'
import { Facts } from '../../parts/panel.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { SecondPerson } from '../../parts/second-person.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { Window } from '../../parts/window.tsx'
import type { AdminSheetProps } from './sheet.ts'
import { focusSoon } from '../proof.tsx'
import { TwoCards } from '../two-cards.tsx'
import css from './admin.module.css'

/** What was made; a card that has been shown is blank. */
type Made = Omit<OutputOf<'keys.make-cards'>, 'cards'> & { readonly cards: readonly string[] }
type Doing =
  | { readonly at: 'second' }
  | { readonly at: 'card'; readonly made: Made; readonly card: 1 | 2 | 3 }
  | { readonly at: 'confirm' }
  | { readonly at: 'drill' }
  | { readonly at: 'rotate'; readonly purpose: KeyPurpose }

/** 鍵の管理: the cards first, because without them nothing else begins; then every key with its age. */
export function KeySheet({ autoFocus }: AdminSheetProps) {
  const { keyCare: t } = useMessages()
  const language = useDesk((desk) => desk.language)
  const who = useDesk((desk) => desk.who)
  const { value: status } = useQuery('keys.status', {})
  const [doing, setDoing] = useState<Doing>()
  const [chosen, setChosen] = useState<KeyPurpose>()
  const make = useCommand('keys.make-cards')
  const rotate = useCommand('keys.rotate')
  const [refused, setRefused] =
    useState<Extract<Awaited<ReturnType<typeof make.send>>, { ok: false }>['error']>()
  const [rotationRefused, setRotationRefused] =
    useState<Extract<Awaited<ReturnType<typeof rotate.send>>, { ok: false }>['error']>()
  const may = who !== undefined && who.role !== 'auditor'
  const head = who?.role === 'supervisor' || who?.role === 'administrator'
  const drillable = status?.cards?.open === true && status.cards.confirmedAt !== null
  const noKey = chosen === undefined ? t.rotating.choose : undefined

  useKeys({
    ...(may ? { F10: { label: t.makeKey, run: () => setDoing({ at: 'second' }) } } : {}),
    ...(head && drillable
      ? {
          F12: { label: t.drillKey, run: () => setDoing({ at: 'drill' }) },
        }
      : {}),
    ...(head && status?.inService === true
      ? {
          F9: {
            label: t.rotateKey,
            off: noKey,
            run: () => chosen !== undefined && setDoing({ at: 'rotate', purpose: chosen }),
          },
        }
      : {}),
  })
  if (status === undefined) return <div className={css.sheet} />
  const { cards } = status
  const moment = (at: string | null) => (at === null ? t.cards.never : formatMoment(at as never, language))

  return (
    <div className={css.sheet}>
      {!status.inService && <Note tone="caution">{t.cards.outOfService}</Note>}
      <h2>{t.cards.title}</h2>
      <p>
        {cards === null
          ? t.cards.none
          : !cards.open
            ? t.cards.closed
            : cards.confirmedAt === null
              ? t.cards.waiting
              : t.cards.inForce}
      </p>
      {cards !== null && (
        <Facts
          items={[
            { label: t.cards.issue, value: String(cards.issue) },
            { label: t.cards.mark, value: status.installation.toUpperCase() },
            {
              label: t.cards.made,
              value:
                cards.madeAt === null
                  ? t.cards.never
                  : `${moment(cards.madeAt)}　${t.cards.madeBy(cards.madeBy, cards.madeWith)}`,
            },
            { label: t.cards.confirmed, value: moment(cards.confirmedAt) },
            { label: t.cards.drilled, value: moment(cards.drilledAt) },
            {
              label: t.cards.due,
              value: cards.drillDue === null ? t.cards.never : formatDate(cards.drillDue, language),
            },
          ]}
        />
      )}
      {may && <p>{t.makeLead}</p>}
      <Actions>
        {may && (
          <Action id="make-cards" keyName="F10" onPress={() => setDoing({ at: 'second' })}>
            {t.make}
          </Action>
        )}
        {may && status.waiting && (
          <Action id="confirm-cards" onPress={() => setDoing({ at: 'confirm' })}>
            {t.confirm.title}
          </Action>
        )}
        {head && drillable && (
          <Action keyName="F12" onPress={() => setDoing({ at: 'drill' })}>
            {t.drill}
          </Action>
        )}
      </Actions>

      <h2>{t.keys.title}</h2>
      <ListTable
        label={t.keys.title}
        autoFocus={autoFocus}
        columns={[
          { id: 'key', title: t.keys.column.key, cell: (row) => t.purpose[row.purpose] },
          { id: 'version', title: t.keys.column.version, cell: (row) => String(row.version) },
          { id: 'since', title: t.keys.column.since, cell: (row) => formatDate(row.since, language) },
          { id: 'due', title: t.keys.column.due, cell: (row) => formatDate(row.due, language) },
        ]}
        rows={status.keys}
        idOf={(row) => row.purpose}
        chosen={chosen}
        onChoose={(id) => setChosen(status.keys.find(({ purpose }) => purpose === id)?.purpose)}
      />
      <Facts
        items={[
          { label: t.keys.generation, value: String(status.generation) },
          { label: t.keys.device, value: status.usesDeviceSecret ? t.keys.deviceUsed : t.keys.deviceNot },
        ]}
      />
      {head && status.inService && (
        <Actions>
          <Action
            keyName="F9"
            off={noKey}
            onPress={() => chosen !== undefined && setDoing({ at: 'rotate', purpose: chosen })}
          >
            {t.rotate}
          </Action>
        </Actions>
      )}

      {doing?.at === 'second' && (
        <SecondPerson
          purpose="shares"
          about=""
          supervisor={who?.role !== 'supervisor'}
          refusal={refused}
          busy={make.busy}
          go={t.make}
          goKey={t.makeKey}
          onCancel={() => {
            setRefused(undefined)
            setDoing(undefined)
          }}
          onProven={() => {
            void make.send({}).then((reply) => {
              if (reply === undefined) return
              setRefused(reply.ok ? undefined : reply.error)
              if (reply.ok) setDoing({ at: 'card', made: reply.value, card: 1 })
            })
          }}
        >
          <p>{t.makeLead}</p>
        </SecondPerson>
      )}
      {doing?.at === 'card' && (
        <OneCard
          made={doing.made}
          card={doing.card}
          onNext={() => setDoing(after(doing))}
          onStop={() => setDoing(undefined)}
        />
      )}
      {doing?.at === 'confirm' && <Confirm onDone={() => setDoing(undefined)} />}
      {doing?.at === 'drill' && <Drill onDone={() => setDoing(undefined)} />}
      {doing?.at === 'rotate' && (
        <SecondPerson
          purpose="rotate"
          about={doing.purpose}
          supervisor
          refusal={rotationRefused}
          busy={rotate.busy}
          go={t.rotating.go}
          goKey={t.rotating.goKey}
          onCancel={() => {
            setRotationRefused(undefined)
            setDoing(undefined)
          }}
          onProven={() => {
            const { purpose } = doing
            void rotate.send({ purpose }).then((reply) => {
              if (reply === undefined) return
              setRotationRefused(reply.ok ? undefined : reply.error)
              if (!reply.ok) return
              setDoing(undefined)
              say(t.rotating.done(t.purpose[purpose], reply.value.version), 'done')
            })
          }}
        >
          <p>{t.rotating.lead(t.purpose[doing.purpose])}</p>
        </SecondPerson>
      )}
    </div>
  )
}

/** The next card; what was shown is forgotten. */
function after({ made, card }: Extract<Doing, { at: 'card' }>): Doing {
  if (card === 3) return { at: 'confirm' }
  const cards = made.cards.map((text, place) => (place < card ? '' : text))
  return { at: 'card', made: { ...made, cards }, card: card === 1 ? 2 : 3 }
}

/** One card on the screen at a time, so that nobody photographs two together; nothing brings it back. */
function OneCard(props: {
  readonly made: Made
  readonly card: number
  readonly onNext: () => void
  readonly onStop: () => void
}) {
  const t = useMessages().keyCare.show
  const { made, card, onNext, onStop } = props
  const last = card === 3
  const groups = (made.cards[card - 1] ?? '').split(' ')
  return (
    <Window
      key={card}
      title={t.title(card)}
      icon={IconKey}
      onClose={onStop}
      closeLabel={t.stopKey}
      // Not F12, which has just been pressed to make the cards: pressed once more, it would pass one over.
      keys={{ F10: { label: last ? t.lastKey : t.nextKey, run: onNext } }}
      footer={
        <Actions>
          <Action keyName="Esc" onPress={onStop}>
            {t.stop}
          </Action>
          <Action id="next-card" keyName="F10" tone="go" onPress={onNext}>
            {last ? t.last : t.next}
          </Action>
        </Actions>
      }
    >
      <FieldStack>
        <p>{t.lead}</p>
        <p>{t.label(made.issue, made.installation.toUpperCase())}</p>
        <p className={css.card} data-card={card} data-secret>
          {groups.map((group, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the place on the card is the identity
            <span key={place}>{group}</span>
          ))}
        </p>
        <Note>
          <p>{t.once}</p>
        </Note>
      </FieldStack>
    </Window>
  )
}

function Confirm({ onDone }: { readonly onDone: () => void }) {
  const { keyCare, keys } = useMessages()
  const t = keyCare.confirm
  const confirm = useCommand('keys.confirm-cards')
  const [groups, setGroups] = useState<[string, string, string]>(['', '', ''])
  const off = groups.some((group) => group.trim() === '') ? t.needs : undefined
  const send = async () => {
    if (off !== undefined) return
    const reply = await confirm.send({ groups })
    if (reply?.ok === false && reply.error.code === 'card-group-differs')
      focusSoon(`group-${reply.error.card}`)
    if (reply?.ok !== true) return
    say(t.done, 'done')
    onDone()
  }
  return (
    <Window
      title={t.title}
      icon={IconKey}
      size="small"
      onClose={onDone}
      closeLabel={keys.close}
      keys={{ F12: { label: t.goKey, off, run: () => void send() } }}
      footer={
        <Actions>
          <Action keyName="Esc" onPress={onDone}>
            {keys.close}
          </Action>
          <Action
            id="cards-done"
            keyName="F12"
            tone="go"
            off={off}
            busy={confirm.busy}
            onPress={() => void send()}
          >
            {t.go}
          </Action>
        </Actions>
      }
    >
      <FieldStack>
        <p>{t.lead}</p>
        {confirm.refusal !== undefined && <RefusalNote refusal={confirm.refusal} />}
        {groups.map((group, place) => (
          <TextField
            // biome-ignore lint/suspicious/noArrayIndexKey: the card's number is the identity
            key={place}
            id={`group-${place + 1}`}
            label={t.group(place + 1)}
            value={group}
            onChange={(text) => setGroups(groups.with(place, text) as [string, string, string])}
            maxLength={20}
            code
            secret
            autoFocus={place === 0}
          />
        ))}
      </FieldStack>
    </Window>
  )
}

function Drill({ onDone }: { readonly onDone: () => void }) {
  const { keyCare } = useMessages()
  const t = keyCare.drilling
  const drill = useCommand('keys.drill')
  const [cards, setCards] = useState<[string, string]>(['', ''])
  const off = cards.some((card) => card.trim() === '') ? keyCare.two.needs : undefined
  const send = async () => {
    if (off !== undefined) return
    const reply = await drill.send({ cards })
    if (reply?.ok !== true) return
    say(t.done(reply.value.issue), 'done')
    onDone()
  }
  return (
    <Window
      title={t.title}
      icon={IconKey}
      onClose={onDone}
      closeLabel={t.close}
      keys={{ F12: { label: t.goKey, off, run: () => void send() } }}
      footer={
        <Actions>
          <Action keyName="Esc" onPress={onDone}>
            {t.close}
          </Action>
          <Action keyName="F12" tone="go" off={off} busy={drill.busy} onPress={() => void send()}>
            {t.go}
          </Action>
        </Actions>
      }
    >
      <FieldStack>
        <p>{t.lead}</p>
        {drill.refusal !== undefined && <RefusalNote refusal={drill.refusal} />}
        <TwoCards cards={cards} onChange={setCards} />
      </FieldStack>
    </Window>
  )
}
