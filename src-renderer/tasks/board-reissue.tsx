import { IconClockPlay } from '@tabler/icons-react'
import { useState } from 'react'
import type { OutputOf } from '#shared/operations'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { go, say, useDesk } from '../desk/state.ts'
import { useCommand } from '../desk/use-command.ts'
import { Action, Actions } from '../parts/action.tsx'
import { ChoiceField } from '../parts/choice-field.tsx'
import { Code, Figures } from '../parts/code.tsx'
import { ListTable, TwoLines } from '../parts/list-table.tsx'
import { Empty } from '../parts/notices.tsx'
import { Facts, Panel } from '../parts/panel.tsx'
import { RefusalNote } from '../parts/refusal.tsx'
import { TextField } from '../parts/text-field.tsx'
import { Window } from '../parts/window.tsx'
import css from './board/board.module.css'
import { EarliestCell } from './board/earliest.tsx'
import { byEarliest } from './board/order.ts'
import { CaseCell, CustomerCell } from './case/cells.tsx'
import { minutesUntil } from './clock-words.ts'
import lists from './lists.module.css'
import { Since } from './since.tsx'
import { useStill } from './still.ts'

type Clock = OutputOf<'board.reissue'>[number]

const rowsOf = (clocks: readonly Clock[]) =>
  byEarliest(clocks, ({ earliest, case: { caseNo } }) => [earliest, caseNo])
const idOf = ({ case: { caseNo } }: Clock): string => caseNo
const nothing = {}
const clerks = ['teller', 'supervisor', 'back-office'] as const

/** The re-issue clock board: who may register from when, and who is called back then (R-003-30, R-004-23). */
export function BoardReissue() {
  const { boards: t, lists: l } = useMessages()
  const role = useDesk(({ who }) => who?.role)
  const list = useStill('board.reissue', nothing, rowsOf, idOf)
  const { ready, rows, row, chosen, choose, isGone, now, checkedAt } = list
  const [calling, setCalling] = useState(false)
  const calls = clerks.some((clerk) => clerk === role)
  const opens = calls || role === 'auditor'
  const open = (caseNo: string | undefined) => caseNo !== undefined && go({ screen: 'case', of: caseNo })
  const off = row === undefined ? t.chooseFirst : isGone(row) ? t.goneRow : undefined
  const call = () => setCalling(true)
  useKeys({
    ...(calls ? { F9: { label: t.callKey, run: call, off } } : {}),
    ...(opens && row !== undefined ? { F12: { label: l.openCase, run: () => open(chosen) } } : {}),
  })
  if (!ready || now === undefined) return null
  const due = rows.filter((one) => isDue(one, now) && !isGone(one)).length
  return (
    <div className={lists.screen}>
      <h1 className="visually-hidden">{t.reissue}</h1>
      <Panel
        title={l.title(t.reissue, rows.length)}
        icon={IconClockPlay}
        note={
          <>
            {due > 0 && <b className={lists.late}>{t.due(due)}</b>} {checkedAt}
          </>
        }
        flush
        fill
      >
        <ListTable<Clock>
          label={t.reissue}
          rows={rows}
          idOf={idOf}
          chosen={chosen}
          onChoose={choose}
          onOpen={opens ? open : undefined}
          isOff={isGone}
          autoFocus
          empty={
            <Empty title={t.emptyReissue}>
              <p>{t.emptyReissueHow}</p>
              <p>{checkedAt}</p>
            </Empty>
          }
          columns={[
            {
              id: 'earliest',
              title: l.column.earliest,
              width: '12rem',
              cell: ({ earliest, toConfirm }) => (
                <EarliestCell at={earliest} now={now} toConfirm={toConfirm} />
              ),
            },
            {
              id: 'customer',
              title: l.column.customer,
              name: true,
              cell: ({ case: of }) => <CustomerCell of={of} />,
            },
            { id: 'case', title: l.column.caseNo, cell: ({ case: of }) => <CaseCell of={of} /> },
            {
              id: 'executed',
              title: t.executed,
              width: '7rem',
              cell: ({ executedAt }) => <Since at={executedAt} now={now} />,
            },
            {
              id: 'callBack',
              title: t.callBack,
              width: '15rem',
              cell: (clock) => <CallBackCell of={clock} now={now} />,
            },
            {
              id: 'keeper',
              title: l.column.keeper,
              width: '8rem',
              cell: ({ case: { keeperName } }) => keeperName,
            },
          ]}
        />
      </Panel>
      {row !== undefined && (
        <div className={lists.foot}>
          <p>
            <b>
              {minutesUntil(row.earliest, now) === 0
                ? t.mayRegister(nameOf(row))
                : t.mayRegisterIn(nameOf(row), minutesUntil(row.earliest, now))}
            </b>
            <span>
              {minutesUntil(row.earliest, now) === 0
                ? row.callBack?.reached === true
                  ? ''
                  : t.callNow
                : row.toConfirm
                  ? t.toConfirmWhy
                  : t.errorsBefore}
            </span>
          </p>
          <Actions>
            {calls && (
              <Action keyName="F9" onPress={call} off={off}>
                {t.call}
              </Action>
            )}
            {opens && (
              <Action keyName="F12" tone="go" onPress={() => open(chosen)}>
                {l.openCase}
              </Action>
            )}
          </Actions>
        </div>
      )}
      {calling && row !== undefined && (
        <CallBackWindow key={idOf(row)} of={row} onClose={() => setCalling(false)} />
      )}
    </div>
  )
}

/** The time has come, and nobody has reached the customer since. */
const isDue = ({ earliest, callBack }: Clock, now: string): boolean =>
  earliest <= now && callBack?.reached !== true

const nameOf = ({ case: { targetName, customerName } }: Clock): string => targetName || customerName

function CallBackCell({ of: { phone, callBack, earliest }, now }: { of: Clock; now: Clock['earliest'] }) {
  const { boards: t } = useMessages()
  const number = phone === null ? <span className={lists.waited}>{t.noPhone}</span> : <Code>{phone}</Code>
  const state =
    callBack === null ? (
      <span className={earliest <= now ? lists.late : undefined}>
        {earliest <= now ? t.callNow : t.notYet}
      </span>
    ) : (
      <span className={callBack.reached ? undefined : lists.late}>
        <Since at={callBack.at} now={now} /> {callBack.reached ? t.reachedThem : t.notReached}
      </span>
    )
  return <TwoLines under={state}>{number}</TwoLines>
}

/** Whether the customer could be reached; what was said, if it matters. */
function CallBackWindow({ of, onClose }: { readonly of: Clock; readonly onClose: () => void }) {
  const { boards: t, lists: l } = useMessages()
  const [reached, setReached] = useState<'yes' | 'no' | null>(null)
  const [note, setNote] = useState('')
  const { busy, refusal, send } = useCommand('case.call-back')
  const off = reached === null ? t.callNeeds : undefined
  const act = async () => {
    const { caseNo, version } = of.case
    const reply = await send({ caseNo, version, reached: reached === 'yes', note: note.trim() })
    if (reply?.ok !== true) return
    say(reached === 'yes' ? t.calledReached(nameOf(of)) : t.calledNotReached(nameOf(of)), 'done')
    onClose()
  }
  return (
    <Window
      title={t.callTitle}
      size="small"
      onClose={onClose}
      keys={{ F12: { label: t.callGoKey, run: () => void act(), off } }}
      footer={
        <Actions>
          <Action keyName="Esc" onPress={onClose}>
            {t.callBackOut}
          </Action>
          <Action keyName="F12" tone="go" onPress={() => void act()} off={off} busy={busy}>
            {t.callGo}
          </Action>
        </Actions>
      }
    >
      <div className={css.stack}>
        <Facts
          items={[
            {
              label: l.column.customer,
              value: (
                <>
                  <b>{nameOf(of)}</b>
                  {of.case.targetName !== '' && `　${of.case.customerName}`}
                </>
              ),
            },
            { label: t.phone, value: of.phone === null ? t.noPhone : <Code size="lg">{of.phone}</Code> },
            { label: t.caseNo, value: <Figures>{of.case.caseNo}</Figures> },
          ]}
        />
        <ChoiceField
          label={t.callChoice}
          need="required"
          value={reached}
          onChange={setReached}
          choices={[
            { value: 'yes', label: t.reachedThem, tone: 'good' },
            { value: 'no', label: t.notReached },
          ]}
          autoFocus
        />
        <TextField label={t.callNote} value={note} onChange={setNote} lines={2} maxLength={500} />
        {refusal !== undefined && <RefusalNote refusal={refusal} />}
      </div>
    </Window>
  )
}
