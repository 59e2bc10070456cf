import { IconMoonStars } from '@tabler/icons-react'
import { useState } from 'react'
import { wordIn } from '#shared/messages/sentence'
import type { DayFacts } from '#shared/operations/closing'
import { clockTime, formatDate, formatMoment } from '#shared/text/wareki'
import type { KeyMap } from '../../desk/key-map.ts'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { go, say, useDesk } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Code, Figures } from '../../parts/code.tsx'
import { Note } from '../../parts/notices.tsx'
import { Facts } from '../../parts/panel.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { Window } from '../../parts/window.tsx'
import { OpeningWindow } from '../opening.tsx'
import css from './closing.module.css'

/** What would stand on the sheet, what will end with it, and the closing itself. */
export function DayEnd() {
  const { closing: t, cases, keys } = useMessages()
  const language = useDesk((desk) => desk.language)
  const closes = useDesk(({ who }) => who?.role === 'supervisor')
  const { value, refusal } = useQuery('closing.preview', {})
  const opening = useQuery('opening.state', {}).value
  const close = useCommand('closing.close')
  const [sure, setSure] = useState(false)
  const [checking, setChecking] = useState(false)
  const [made, setMade] = useState<number>()
  const held = opening !== undefined && opening.waits !== null

  const send = async () => {
    const reply = await close.send({})
    setSure(false)
    if (reply?.ok !== true) return
    setMade(reply.value.number)
    say(t.done(reply.value.number), 'done')
  }
  const print = () => {
    if (made !== undefined) go({ screen: 'paper', of: JSON.stringify({ paper: 'day-sheet', sheet: made }) })
  }
  const off = value === undefined ? t.loading : held ? t.held : undefined
  const map: KeyMap = !closes
    ? {}
    : {
        ...(made === undefined ? {} : { F7: { label: t.printKey, run: print } }),
        ...(held
          ? { F10: { label: t.opening.key, run: () => setChecking(true) } }
          : { F12: { label: t.closeKey, run: () => setSure(true), off } }),
      }
  useKeys(map)
  if (refusal !== undefined) return <RefusalNote refusal={refusal} />
  if (value === undefined) return null
  const { facts, lapsing } = value
  return (
    <>
      <div className={css.preview}>
        <div className={css.wide}>
          {made !== undefined && held && (
            <Note title={t.done(made)}>
              <p>{t.printNow}</p>
            </Note>
          )}
          {!held && (
            <p>
              <b>{t.lead(formatDate(value.date, language), value.number)}</b>
            </p>
          )}
          {close.refusal !== undefined && <RefusalNote refusal={close.refusal} />}
        </div>
        <section className={css.wide}>
          <h2>{lapsing.length === 0 ? t.lapsingNone : t.lapsing(lapsing.length)}</h2>
          {lapsing.length > 0 && (
            <>
              <p>{t.lapsingWhy}</p>
              <ul className={css.lapsing}>
                {lapsing.map(({ caseNo, submittedAt, makerName }) => (
                  <li key={caseNo}>
                    <Code>{caseNo}</Code>　{t.submitted} {formatMoment(submittedAt, language)}　{t.maker}{' '}
                    {makerName}
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
        <section>
          <h2>{t.openCases}</h2>
          {facts.open.length === 0 ? (
            <p>{t.none}</p>
          ) : (
            <div className={css.counts}>
              {facts.open.map(({ state, count }) => (
                <div key={state}>
                  <span>{cases.state[state]}</span>
                  <Figures strong>{t.cases(count)}</Figures>
                </div>
              ))}
            </div>
          )}
          <h2 className={css.next}>{t.stands}</h2>
          <Stands facts={facts} />
        </section>
        <section>
          <h2>{t.today}</h2>
          <Counted facts={facts} />
        </section>
      </div>
      {closes && (
        <div className={css.foot}>
          <Actions>
            {made !== undefined && (
              <Action keyName="F7" onPress={print} tone={held ? 'go' : 'plain'}>
                {t.print}
              </Action>
            )}
            {held ? (
              <Action keyName="F10" onPress={() => setChecking(true)}>
                {t.opening.open}
              </Action>
            ) : (
              <Action keyName="F12" tone="go" onPress={() => setSure(true)} off={off}>
                {t.close}
              </Action>
            )}
          </Actions>
        </div>
      )}
      {checking && held && <OpeningWindow onClose={() => setChecking(false)} />}
      {sure && (
        <Window
          title={t.sure}
          icon={IconMoonStars}
          size="small"
          onClose={() => setSure(false)}
          closeLabel={keys.back}
          // Another key than the one that opened this: pressed twice, F12 must not close a day.
          keys={{ F10: { label: t.closeKey, run: () => void send() } }}
          footer={
            <Actions>
              <Action keyName="Esc" onPress={() => setSure(false)}>
                {t.cancel}
              </Action>
              <Action keyName="F10" tone="go" onPress={() => void send()} busy={close.busy}>
                {close.busy ? t.closing : t.close}
              </Action>
            </Actions>
          }
        >
          <p>
            <b>{t.lead(formatDate(value.date, language), value.number)}</b>
          </p>
          <p>{t.sureText}</p>
        </Window>
      )}
    </>
  )
}

/** How clock and copies stand, and how the day was opened. */
function Stands({ facts }: { readonly facts: DayFacts }) {
  const { closing: t } = useMessages()
  return (
    <Facts
      items={[
        {
          label: t.openings,
          value:
            facts.openings.length === 0
              ? t.none
              : facts.openings.map(({ at, how, by, second }) => (
                  <div key={at}>
                    {clockTime(at)}　{t.how[how]}　{by}
                    {second === null ? '' : `・${second}`}
                  </div>
                )),
        },
        {
          label: t.clock,
          value: `${t.states[facts.clock]}${facts.clockDoubts > 0 ? `　${t.clockDoubts} ${t.times(facts.clockDoubts)}` : ''}`,
        },
        { label: t.backup, value: t.outcomes[facts.backup] },
        { label: t.drill, value: t.outcomes[facts.drill] },
        { label: t.deputies, value: facts.deputies.length === 0 ? t.none : facts.deputies.join('　') },
        ...(facts.pauses.length === 0
          ? []
          : [
              {
                label: t.sheet.pauses,
                value: facts.pauses.map(({ name, from, until }) => (
                  <div key={from}>{t.sheet.pause(name, clockTime(from), clockTime(until))}</div>
                )),
              },
            ]),
        ...(facts.pairs.length === 0
          ? []
          : [
              {
                label: t.sheet.pairs,
                value: facts.pairs.map(({ names, count, of }) => (
                  <div key={names.join()}>{t.sheet.pair(names.join('・'), count, of)}</div>
                )),
              },
            ]),
      ]}
    />
  )
}

/** What the trail says was done, most frequent first. */
function Counted({ facts }: { readonly facts: DayFacts }) {
  const { closing: t, trail } = useMessages()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keys that scroll it
    <div className={css.counts} tabIndex={0}>
      {facts.counts.map(({ event, count }) => (
        <div key={event}>
          <span>{wordIn<string>(trail.events, event) ?? trail.otherEvent}</span>
          <Figures>{t.times(count)}</Figures>
        </div>
      ))}
      <div>
        <span>{t.refused}</span>
        <Figures>{t.times(facts.refused)}</Figures>
      </div>
    </div>
  )
}
