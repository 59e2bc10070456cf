import { useState } from 'react'
import type { CardNumber, KeyPurpose } from '#shared/operations/keys'
import { formatDate, formatMoment } from '#shared/text/wareki'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { go, say, useDesk } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { ListTable } from '../../parts/list-table.tsx'
import { Note } from '../../parts/notices.tsx'
import { Facts } from '../../parts/panel.tsx'
import { SecondPerson } from '../../parts/second-person.tsx'
import css from './admin.module.css'
import { BeginAnew } from './begin-anew.tsx'
import { Confirm, Drill, OneCard } from './cards.tsx'
import type { AdminSheetProps } from './sheet.ts'

type Doing =
  | { readonly at: 'second' }
  | { readonly at: 'card'; readonly card: CardNumber }
  | { readonly at: 'confirm' }
  | { readonly at: 'drill' }
  | { readonly at: 'begin-anew' }
  | { readonly at: 'rotate'; readonly purpose: KeyPurpose }

/** 鍵の管理: the cards first, because without them nothing else begins; then every key with its age. */
export function KeySheet({ about, autoFocus }: AdminSheetProps) {
  const { keyCare: t } = useMessages()
  const language = useDesk((desk) => desk.language)
  const who = useDesk((desk) => desk.who)
  const { value: status } = useQuery('keys.status', {})
  const [doing, setDoing] = useState<Doing>()
  const [offered, setOffered] = useState(false)
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

  const records = () => go({ screen: 'administration', of: 'acts' })

  useKeys({
    ...(head ? { F7: { label: t.recordsKey, run: records } } : {}),
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
  // Opened for a branch that has no cards yet (`keys/first`): the ceremony comes up by itself, once.
  if (about === 'first' && may && !offered && status !== undefined) {
    setOffered(true)
    if (!status.inService && status.waiting === null) setDoing({ at: 'second' })
  }
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
        {may && status.waiting !== null && (
          <Action id="cards-on-paper" onPress={() => setDoing({ at: 'card', card: 1 })}>
            {t.show.again}
          </Action>
        )}
        {may && status.waiting !== null && (
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
      {head && (
        <Actions>
          {status.inService && (
            <Action
              keyName="F9"
              off={noKey}
              onPress={() => chosen !== undefined && setDoing({ at: 'rotate', purpose: chosen })}
            >
              {t.rotate}
            </Action>
          )}
          {status.inService && (
            <Action id="begin-anew" onPress={() => setDoing({ at: 'begin-anew' })}>
              {t.begin.title}
            </Action>
          )}
          <Action keyName="F7" onPress={records}>
            {t.records}
          </Action>
        </Actions>
      )}
      {head && status.inService && <p>{t.begin.when}</p>}

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
              if (reply.ok) setDoing({ at: 'card', card: 1 })
            })
          }}
        >
          <p>{t.makeLead}</p>
        </SecondPerson>
      )}
      {doing?.at === 'card' && (
        <OneCard
          key={doing.card}
          card={doing.card}
          status={status}
          onNext={() => setDoing(after(doing.card))}
          onStop={() => setDoing(undefined)}
        />
      )}
      {doing?.at === 'confirm' && (
        <Confirm onBack={() => setDoing({ at: 'card', card: 1 })} onDone={() => setDoing(undefined)} />
      )}
      {doing?.at === 'drill' && <Drill onDone={() => setDoing(undefined)} />}
      {doing?.at === 'begin-anew' && <BeginAnew onCancel={() => setDoing(undefined)} />}
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

/** What comes after a card; after the third, all are typed back. */
const after = (card: CardNumber): Doing =>
  card === 3 ? { at: 'confirm' } : { at: 'card', card: card === 1 ? 2 : 3 }
