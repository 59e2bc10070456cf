import { IconCircleCheck, IconDeviceMobile, IconListCheck, IconReceipt } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { CalendarDate } from '#shared/ids'
import type { OutputOf } from '#shared/operations'
import type { Refusal } from '#shared/refusals'
import { differences, foldSerial } from '#shared/text/serial'
import { formatDate, formatTime } from '#shared/text/wareki'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { useRefused } from '../../desk/refused.ts'
import { go, say } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { useNow } from '../../desk/use-now.ts'
import { useQuery } from '../../desk/use-query.ts'
import { useStanding } from '../../desk/use-standing.ts'
import { Action } from '../../parts/action.tsx'
import { CaseLayout } from '../../parts/case-layout.tsx'
import { TickField } from '../../parts/choice-field.tsx'
import { Code } from '../../parts/code.tsx'
import { Note, Refused } from '../../parts/notices.tsx'
import { Facts, Panel } from '../../parts/panel.tsx'
import { ReissueClock } from '../../parts/reissue-clock.tsx'
import { SerialField } from '../../parts/serial-field.tsx'
import { CodeField, TextField } from '../../parts/text-field.tsx'
import { WarekiField } from '../../parts/wareki-field.tsx'
import { Aside } from './aside.tsx'
import css from './case.module.css'
import { Head } from './head.tsx'
import { AskWindow } from './reason-window.tsx'
import type { StageProps } from './stage.ts'

/** Where the guide does not say, six is what the desk goes by (G-09). */
const codeDigits = (digits: number | null): 6 | 7 | 8 => (digits === 7 || digits === 8 ? digits : 6)

type Look = OutputOf<'case.look-at-serial'>

const LOOK_AFTER_MS = 150
const MINUTE = 60_000
/** Under this many seconds the code may change while it is being read out. */
const SHORT_SECONDS = 6

/** What a finding would be refused with: the same sentence before and after pressing F12. */
const refusalFor = (look: Look, label: string): Refusal | undefined => {
  const { finding, serial } = look
  switch (finding) {
    case 'malformed':
      return { code: 'serial-malformed', serial, label }
    case 'not-ours':
      return { code: 'serial-not-ours', serial }
    case 'tombstoned':
      return { code: 'serial-tombstoned', serial }
    case 'in-use':
      return { code: 'serial-in-use', serial }
    case 'is-old':
      return { code: 'serial-is-old', serial }
    default:
      return undefined
  }
}

/** The token is off. The new one is registered: its serial, and the proof that the customer holds it. */
export function RegistrationStage({ view, profile, words, may }: StageProps) {
  const { cases: t } = useMessages()
  const { caseNo, version } = view
  const r = t.registration
  const now = useNow()
  const refusal = useRefused()
  const register = useCommand('case.register')
  const [serial, setSerial] = useState('')
  const [code, setCode] = useState('')
  const [seen, setSeen] = useState(false)
  const [reason, setReason] = useState('')
  const [later, setLater] = useState(false)

  const folded = foldSerial(serial)
  const settled = useSettled(folded, LOOK_AFTER_MS)
  const asked = useQuery(
    'case.look-at-serial',
    settled === '' || !may ? undefined : { caseNo, serial: settled },
  )
  const look = asked.value?.serial === folded && folded !== '' ? asked.value : undefined
  const accepted = look?.finding === 'good' || look?.finding === 'warning'
  const proof = accepted ? look.proof : undefined

  const earliest = view.earliestRegistration
  const waits = earliest !== null && now !== undefined && now < Date.parse(earliest)
  const digits = codeDigits(profile.digits)
  const off = (): string | undefined => {
    if (waits) return r.needsTime(formatTime(earliest, words.language))
    if (folded === '') return r.needsSerial
    if (!accepted) return r.needsLook
    if (look.finding === 'warning' && reason.trim() === '') return r.needsReason
    if (proof === 'code' && code.length < digits) return r.needsCode
    return proof === 'centre' && !seen ? r.needsTick : undefined
  }

  const send = async () => {
    const reply = await register.send({
      caseNo,
      version,
      serial: folded,
      proof: proof === 'code' ? { kind: 'code', code } : { kind: 'centre' },
      warningReason: look?.finding === 'warning' ? reason.trim() : null,
    })
    if (reply === undefined) return
    if (reply.ok) say(r.registered(reply.value.serial), 'done')
    else if (reply.error.code === 'code-refused') {
      // The digits that were refused are of no more use: the customer reads out the next ones.
      setCode('')
      document.getElementById('code')?.focus()
    }
  }

  const print = (paper: 'receipt' | 'steps') => () =>
    go({ screen: 'paper', of: JSON.stringify({ paper, caseNo }) })
  useKeys(
    may
      ? {
          F7: { label: r.receiptPrint, run: print('receipt') },
          F9: { label: r.laterKey, run: () => setLater(true) },
          F10: { label: r.stepsPrint, run: print('steps') },
          F12: { label: r.goKey, run: () => void send(), off: off() },
        }
      : {},
  )
  useStanding('', 'customer')

  const refused =
    register.progress.phase === 'answered' && !register.progress.reply.ok
      ? register.progress.reply.error
      : undefined
  const finding = look === undefined ? undefined : refusalFor(look, words.tokenLabel)
  const suggestion = look?.suggestion ?? undefined
  const place = suggestion === undefined ? undefined : differences(folded, suggestion)[0]
  const patterns = profile.tokenIdPatterns === 'none' ? null : profile.tokenIdPatterns
  const where = profile.tokenModels[0]?.whereIsTheSerial
  return (
    <CaseLayout
      head={<Head view={view} words={words} />}
      missing={<Executed view={view} words={words} />}
      aside={<Aside view={view} profile={profile} words={words} />}
    >
      <Panel title={r.title} icon={IconDeviceMobile}>
        <div className={css.form}>
          {view.followUpOn !== null && <Note>{r.laterOn(formatDate(view.followUpOn, words.language))}</Note>}
          {waits && earliest !== null && view.executedAt !== null && (
            <ReissueClock
              at={formatTime(earliest, 'en')}
              from={formatTime(view.executedAt, 'en')}
              minutesLeft={Math.ceil((Date.parse(earliest) - now) / MINUTE)}
              minutesTotal={Math.ceil((Date.parse(earliest) - Date.parse(view.executedAt)) / MINUTE)}
            />
          )}
          <SerialField
            id="newSerial"
            label={r.newSerial(words.tokenLabel)}
            need="required"
            value={serial}
            onChange={(typed) => {
              setSerial(typed)
              setSeen(false)
            }}
            disabled={!may}
            autoFocus
            help={
              <>
                {patterns === null
                  ? r.noPattern
                  : r.example(
                      patterns
                        .filter(({ verdict }) => verdict === 'ok')
                        .map(({ example }) => example)
                        .join('、'),
                    )}
                {where !== undefined && <> {r.where(words.say(where))}</>}
              </>
            }
            lookAlike={
              suggestion === undefined
                ? undefined
                : place === undefined
                  ? r.suggestion(suggestion)
                  : r.suggestionPlace(place.position, place.a, place.b)
            }
            problem={finding === undefined || suggestion !== undefined ? undefined : refusal(finding)}
          />
          {suggestion !== undefined && (
            <div className={css.found}>
              <Action onPress={() => setSerial(suggestion)}>{r.takeSuggestion(suggestion)}</Action>
            </div>
          )}
          {look?.finding === 'good' && suggestion === undefined && (
            <p className={css.good}>
              <IconCircleCheck size="1.125rem" stroke={2} aria-hidden />
              {r.good}
            </p>
          )}
          {look?.finding === 'warning' && (
            <>
              <Note title={r.warning}>{look.warning === null ? null : r.warnings[look.warning]}</Note>
              <TextField
                id="warningReason"
                label={r.warningReason}
                need="required"
                value={reason}
                onChange={setReason}
                maxLength={500}
              />
            </>
          )}
          {proof === 'code' && (
            <>
              <CodeField
                id="code"
                label={r.code}
                need="required"
                digits={digits}
                value={code}
                onChange={(typed) => {
                  setCode(typed)
                  // The refusal was about other digits.
                  if (refused !== undefined && typed !== '') register.again()
                }}
                help={r.codeHelp}
                problem={refused?.code === 'code-refused' ? refusal(refused) : undefined}
              />
              <Seconds now={now} period={look?.periodSeconds ?? profile.periodSec} />
            </>
          )}
          {proof === 'centre' && (
            <TickField
              id="centre"
              label={r.centreTick}
              need="required"
              value={seen}
              onChange={setSeen}
              help={r.centreWhy}
            />
          )}
          {refused !== undefined && refused.code !== 'code-refused' && <Refused {...refusal(refused)} />}
          {may && (
            <div className={css.actions}>
              <Action
                keyName="F12"
                tone="go"
                onPress={() => void send()}
                off={off()}
                busy={register.progress.phase === 'asking'}
              >
                {r.go}
              </Action>
              <Action keyName="F9" onPress={() => setLater(true)}>
                {r.later}
              </Action>
            </div>
          )}
        </div>
      </Panel>
      {profile.effects.afterRegister.length > 0 && (
        <div className={css.after}>
          <Panel title={r.what} icon={IconListCheck}>
            <ul className={css.sentences}>
              {profile.effects.afterRegister.map(({ code: id, text, sources }) => (
                <li key={id}>
                  {words.say(text)} <small className={css.source}>{sources[0]}</small>
                </li>
              ))}
            </ul>
          </Panel>
        </div>
      )}
      {later && <LaterWindow view={view} words={words} onClose={() => setLater(false)} />}
    </CaseLayout>
  )
}

/** How long the digits on the customer's token last. Where the guide gives no period, nothing is claimed. */
function Seconds({ now, period }: { readonly now: number | undefined; readonly period: number | null }) {
  const { registration: r } = useMessages().cases
  if (now === undefined || period === null) return null
  const left = period - (Math.floor(now / 1000) % period)
  return (
    <div className={css.seconds} data-short={left <= SHORT_SECONDS || undefined}>
      <span aria-hidden>{r.seconds(left, period)}</span>
      <progress value={left} max={period} aria-label={r.seconds(left, period)} />
    </div>
  )
}

/** What was done, with the numbers the customer's papers bear. */
export function Executed({ view, words }: Pick<StageProps, 'view' | 'words'>) {
  const { cases: t } = useMessages()
  const r = t.registration
  return (
    <Panel icon={IconReceipt} title={t.state[view.state]}>
      {view.executedAt !== null && (
        <p>{r.executed(formatTime(view.executedAt, words.language), view.approverName ?? '')}</p>
      )}
      <Facts
        items={[
          { label: r.receipt, value: <Code strong>{view.receiptNo ?? ''}</Code> },
          { label: r.oldSerial(words.tokenLabel), value: <Code>{view.oldSerial ?? ''}</Code> },
          ...(view.newSerial === null
            ? []
            : [
                { label: t.closing.newSerial(words.tokenLabel), value: <Code strong>{view.newSerial}</Code> },
              ]),
          ...(view.registeredBy === null
            ? []
            : [{ label: t.closing.proof, value: t.closing.registeredBy[view.registeredBy] }]),
        ]}
      />
    </Panel>
  )
}

/** The customer registers at the office: the case stays open until a day on which they are asked. */
function LaterWindow({
  view,
  words,
  onClose,
}: Pick<StageProps, 'view' | 'words'> & { readonly onClose: () => void }) {
  const { registration: r } = useMessages().cases
  const { caseNo, version } = view
  const [day, setDay] = useState<CalendarDate | null>(view.followUpOn)
  const postpone = useCommand('case.register-later')
  const refusal = useRefused()
  const send = async () => {
    if (day === null) return
    const reply = await postpone.send({ caseNo, version, followUpOn: day })
    if (reply?.ok !== true) return
    say(r.laterDone(formatDate(day, words.language)), 'done')
    onClose()
  }
  const refused =
    postpone.progress.phase === 'answered' && !postpone.progress.reply.ok
      ? postpone.progress.reply.error
      : undefined
  return (
    <AskWindow
      title={r.laterTitle}
      go={r.laterGo}
      goKey={r.laterKey}
      back={r.laterClose}
      off={day === null ? r.laterNeeds : undefined}
      busy={postpone.progress.phase === 'asking'}
      onGo={() => void send()}
      onClose={onClose}
    >
      <p>{r.laterLead}</p>
      <WarekiField
        id="followUpOn"
        label={r.followUpOn}
        need="required"
        value={day}
        onChange={setDay}
        problem={refused === undefined ? undefined : refusal(refused)}
        autoFocus
      />
    </AskWindow>
  )
}

/** A text once it has stood still for a moment. */
function useSettled(text: string, afterMs: number): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), afterMs)
    return () => clearTimeout(timer)
  }, [text, afterMs])
  return settled
}
