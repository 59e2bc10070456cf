import { IconLink, IconListSearch, IconUnlink } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { factLines } from '#shared/messages/trail-facts'
import { trailOutcome, trailSentence } from '#shared/messages/trail-sentence'
import type { OutputOf } from '#shared/operations'
import type { Refusal } from '#shared/refusals'
import { idKey } from '#shared/text/normalise'
import { clockTime, formatMoment, westernDate } from '#shared/text/wareki'
import { ask } from '../desk/ask.ts'
import { useHere } from '../desk/here.ts'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { say, useDesk } from '../desk/state.ts'
import { useQuery } from '../desk/use-query.ts'
import { Action, Actions } from '../parts/action.tsx'
import { Code, Figures } from '../parts/code.tsx'
import { ListTable } from '../parts/list-table.tsx'
import { Empty, Note } from '../parts/notices.tsx'
import { type Fact, Facts, Panel } from '../parts/panel.tsx'
import { RefusalNote } from '../parts/refusal.tsx'
import { TextField } from '../parts/text-field.tsx'
import { NarrowFields, type Narrowing, NO_NARROWING } from './trail/narrow.tsx'
import { Standing } from './trail/standing.tsx'
import css from './trail.module.css'

type Entry = OutputOf<'trail.list'>['entries'][number]
type Verdict = OutputOf<'trail.verify'> & { readonly at: string }

/** The trail, newest first: what happened, what was refused, and whether it still hangs together. */
export function TrailTask() {
  const messages = useMessages()
  const { trail: t, trailScreen: s, people, parts } = messages
  const [text, setText] = useState('')
  /** The way to older pages: the last one is what `before` is asked with. */
  const [befores, setBefores] = useState<readonly number[]>([])
  const [chosen, setChosen] = useState<string>()
  const [filter, setFilter] = useState<Narrowing>(NO_NARROWING)
  const sought = idKey(text)
  const before = befores.at(-1) ?? null
  const { value, refusal } = useQuery('trail.list', { before, text: sought, filter })
  const entries = value?.entries ?? []
  const entry = entries.find(({ seq }) => String(seq) === chosen) ?? entries[0]
  const oldest = entries.at(-1)?.seq
  const { verdict, verify, verifying, refused } = useVerdict()
  const list = useRef<HTMLDivElement>(null)

  const toTop = () => list.current?.scrollTo({ top: 0 })
  const older = () => {
    if (oldest === undefined) return
    setBefores([...befores, oldest])
    setChosen(undefined)
    toTop()
  }
  const newest = () => {
    setBefores([])
    setChosen(undefined)
    toTop()
  }
  const noOlder = oldest === undefined || oldest <= 1 ? s.oldest : undefined
  useKeys({
    F9: { label: s.verifyKey, run: verify, off: verifying ? t.verifying : undefined },
    F10: { label: s.olderKey, run: older, off: noOlder },
  })

  const range =
    value === undefined
      ? ''
      : sought !== ''
        ? s.foundFor(sought, entries.length)
        : entries.length === 0
          ? parts.list.count(0, 0, 0)
          : s.page(oldest ?? 0, entries[0]?.seq ?? 0, value.total)
  return (
    <div className={css.columns}>
      <div className={css.main}>
        <Panel title={t.title} icon={IconListSearch} lead note={range} fill flush>
          <div className={css.bar}>
            <TextField
              id="trail-text"
              label={s.find}
              help={s.findHelp}
              value={text}
              code
              maxLength={40}
              autoFocus
              onChange={(typed) => {
                setText(typed)
                newest()
              }}
            />
            <Actions>
              <Action onPress={newest} off={befores.length === 0 ? s.atNewest : undefined}>
                {s.newest}
              </Action>
              <Action keyName="F10" onPress={older} off={noOlder}>
                {t.older}
              </Action>
            </Actions>
          </div>
          <NarrowFields
            value={filter}
            onChange={(next) => {
              setFilter(next)
              newest()
            }}
          />
          {refusal !== undefined && <RefusalNote refusal={refusal} />}
          <div className={css.list} ref={list}>
            <ListTable
              label={t.title}
              rows={entries}
              idOf={({ seq }) => String(seq)}
              chosen={entry === undefined ? undefined : String(entry.seq)}
              onChoose={setChosen}
              empty={value === undefined ? undefined : t.empty}
              columns={[
                {
                  id: 'seq',
                  title: t.column.seq,
                  width: '4.5rem',
                  cell: ({ seq }) => <Figures>{seq}</Figures>,
                },
                {
                  id: 'at',
                  title: t.column.at,
                  width: '10.5rem',
                  cell: ({ at }) => (
                    <Figures>{`${westernDate(at)} ${clockTime(at)}:${at.slice(17, 19)}`}</Figures>
                  ),
                },
                {
                  id: 'who',
                  title: t.column.who,
                  width: '9rem',
                  cell: ({ staff, staffName }) => staffName ?? staff ?? people.nobody,
                },
                {
                  id: 'what',
                  title: t.column.what,
                  name: true,
                  cell: (one) => (
                    <span className={css.what} data-outcome={one.outcome.split(':')[0]}>
                      {trailSentence(messages, one)}
                    </span>
                  ),
                },
                {
                  id: 'object',
                  title: t.column.object,
                  width: '10rem',
                  cell: ({ object }) => (object === null ? '' : <Code size="sm">{object}</Code>),
                },
              ]}
            />
          </div>
        </Panel>
      </div>
      <div className={css.aside}>
        <Chain verdict={verdict} verifying={verifying} refused={refused} onVerify={verify} />
        <Standing text={sought} filter={filter} caseNo={entry?.caseNo ?? null} />
        <Panel title={s.chosen} icon={IconListSearch}>
          {entry === undefined ? <p>{s.chooseOne}</p> : <Chosen entry={entry} />}
        </Panel>
      </div>
    </div>
  )
}

/** Asks main to go through the whole chain. A verdict is of the moment it was asked for. */
function useVerdict() {
  const { trail: t } = useMessages()
  const [verdict, setVerdict] = useState<Verdict>()
  const [verifying, setVerifying] = useState(false)
  const [refused, setRefused] = useState<Refusal>()
  const [accident, setAccident] = useState<{ readonly thrown: unknown }>()
  const here = useRef(true)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])

  const verify = () => {
    if (verifying) return
    setVerifying(true)
    setVerdict(undefined)
    setRefused(undefined)
    ask('trail.verify', {}).then(
      (reply) => {
        if (!here.current) return
        setVerifying(false)
        if (!reply.ok) {
          setRefused(reply.error)
          return
        }
        setVerdict({ ...reply.value, at: useHere.getState().state?.now ?? '' })
        const { consistent, entries, divergedAt } = reply.value
        say(consistent ? t.consistent(entries) : t.diverged(divergedAt), consistent ? 'done' : 'stop')
      },
      (thrown: unknown) => here.current && setAccident({ thrown }),
    )
  }
  if (accident !== undefined) throw accident.thrown
  return { verdict, verify, verifying, refused }
}

type ChainProps = {
  readonly verdict: Verdict | undefined
  readonly verifying: boolean
  readonly refused: Refusal | undefined
  readonly onVerify: () => void
}

function Chain({ verdict, verifying, refused, onVerify }: ChainProps) {
  const { trail: t, trailScreen: s } = useMessages()
  return (
    <Panel title={s.verifyTitle} icon={verdict?.consistent === false ? IconUnlink : IconLink}>
      <div className={css.chain}>
        {verifying && <p role="status">{t.verifying}</p>}
        {refused !== undefined && <RefusalNote refusal={refused} />}
        {!verifying && verdict === undefined && refused === undefined && <p>{s.notYet}</p>}
        {verdict?.consistent === true && (
          <>
            <p className={css.good}>
              <IconLink size="1.25rem" stroke={2} aria-hidden />
              <b>{t.consistent(verdict.entries)}</b>
            </p>
            <p>{verdict.at !== '' && s.verifiedAt(clockTime(verdict.at as Entry['at']))}</p>
            <p>
              <small>{t.head}</small>
              <Code size="sm">{verdict.head.match(/.{1,8}/g)?.join(' ') ?? ''}</Code>
            </p>
          </>
        )}
        {verdict?.consistent === false && (
          <Empty title={t.diverged(verdict.divergedAt)}>
            <p>{t.divergedTodo}</p>
          </Empty>
        )}
        <Actions>
          <Action keyName="F9" onPress={onVerify} busy={verifying}>
            {t.verify}
          </Action>
        </Actions>
      </div>
    </Panel>
  )
}

/** One entry in full: the sentence, and the facts it was written down with. */
function Chosen({ entry }: { readonly entry: Entry }) {
  const messages = useMessages()
  const { trail: t, trailScreen: s, people } = messages
  const language = useDesk((desk) => desk.language)
  const facts = factLines(messages, entry.facts)
  const items: readonly Fact[] = [
    { label: t.column.seq, value: <Figures>{entry.seq}</Figures> },
    { label: t.column.at, value: formatMoment(entry.at, language) },
    {
      label: t.column.who,
      value: (
        <>
          {entry.staffName ?? people.nobody} {entry.staff !== null && <Code size="sm">{entry.staff}</Code>}
        </>
      ),
    },
    { label: t.column.outcome, value: trailOutcome(messages, entry.outcome) },
    ...(entry.object === null
      ? []
      : [{ label: t.column.object, value: <Code size="sm">{entry.object}</Code> }]),
  ]
  return (
    <div className={css.chosen}>
      <p>
        <b>{trailSentence(messages, entry)}</b>
      </p>
      <Facts items={items} />
      <h3>{t.column.facts}</h3>
      {facts.length === 0 ? (
        <p className={css.quiet}>{s.noFacts}</p>
      ) : (
        <Facts
          items={facts.map(({ name, label, value }) => ({
            key: name,
            label,
            value: <span className={css.fact}>{value}</span>,
          }))}
        />
      )}
      <Note tone="plain">
        <Code size="sm">{`${entry.verb} ${entry.outcome}`}</Code>
      </Note>
    </div>
  )
}
