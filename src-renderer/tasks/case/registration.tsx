import {
  IconCircleCheck,
  IconDeviceMobile,
  IconListCheck,
  IconReceipt,
  IconUsersGroup,
} from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { CalendarDate } from '#shared/ids'
import type { OutputOf } from '#shared/operations'
import { vendorClosed } from '#shared/profile-rules'
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
import { ChoiceField, TickField } from '../../parts/choice-field.tsx'
import { Code } from '../../parts/code.tsx'
import { Note, Refused } from '../../parts/notices.tsx'
import { Facts, Panel } from '../../parts/panel.tsx'
import { ReissueClock } from '../../parts/reissue-clock.tsx'
import { SerialField } from '../../parts/serial-field.tsx'
import { ToConfirm } from '../../parts/state-tag.tsx'
import { CodeField, SelectField, TextField } from '../../parts/text-field.tsx'
import { WarekiField } from '../../parts/wareki-field.tsx'
import { AfterDispatch } from '../dispatch/after.tsx'
import { Aside } from './aside.tsx'
import css from './case.module.css'
import { useLinesOf } from './consequences.tsx'
import { senderOf } from './hardware.ts'
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

/**
 * A token is registered: its serial, and the proof that the customer holds it. Where several people have to register,
 * one after another, until nobody is missing (R-000-06, R-000-07).
 */
export function RegistrationStage({ view, profile, words, may }: StageProps) {
  const { cases: t, jobs } = useMessages()
  const { caseNo, version, progress } = view
  const r = t.registration
  const j = jobs.registration
  const now = useNow()
  const refusal = useRefused()
  const register = useCommand('case.register')
  const [serial, setSerial] = useState('')
  const [code, setCode] = useState('')
  const [seen, setSeen] = useState(false)
  const [reason, setReason] = useState('')
  const [later, setLater] = useState(false)
  const [picked, setPicked] = useState<string | null>(null)
  const [vendorPicked, setVendorPicked] = useState<string | null>(null)

  // The shared token of a contract has no user of its own, and nobody is to be chosen for it.
  const missing = (progress?.missing ?? []).filter(({ userId }) => userId !== '')
  const who = missing.find(({ userId }) => userId === picked) ?? missing[0]
  const userId = who?.userId ?? null

  const numbered = profile.tokenIdPatterns !== 'none'
  const folded = foldSerial(serial)
  const settled = useSettled(folded, LOOK_AFTER_MS)
  const { ask } = view
  // What is registered here is what the safe has sent: nobody need say of whom it is, or look for it on a screen.
  const sent =
    ask.kind === 'hardware' ? profile.tokenModels.find(({ code }) => code === ask.model) : undefined
  const sender = ask.kind === 'hardware' ? senderOf(profile) : undefined
  const asked = useQuery(
    'case.look-at-serial',
    settled === '' || !may || !numbered
      ? undefined
      : { caseNo, userId, serial: settled, vendor: sender?.code ?? vendorPicked },
  )
  const look = asked.value?.serial === folded && folded !== '' ? asked.value : undefined
  const accepted = look?.finding === 'good' || look?.finding === 'warning'
  const proof = !numbered ? 'centre' : accepted ? look.proof : undefined

  const vendors = profile.vendors ?? []
  const vendorSeen = vendors.find(({ code: one }) => one === look?.vendor)
  const vendor =
    sender?.code ??
    vendorSeen?.code ??
    (vendors.length === 1 ? (vendors[0]?.code ?? null) : vendors.length > 1 ? vendorPicked : null)
  const today = view.store?.today ?? ''
  const closedSince = (of: string) => (today === '' ? null : vendorClosed(profile, of, today))

  const earliest = view.earliestRegistration
  const waits = earliest !== null && now !== undefined && now < Date.parse(earliest)
  const digits = codeDigits(profile.digits)
  const off = (): string | undefined => {
    if (waits) return r.needsTime(formatTime(earliest, words.language))
    if (numbered && folded === '') return r.needsSerial
    if (numbered && !accepted) return r.needsLook
    if (vendors.length > 1 && vendor === null) return j.needsVendor
    if (vendor !== null && closedSince(vendor) !== null) return j.closedVendor
    if (look?.finding === 'warning' && reason.trim() === '') return r.needsReason
    if (proof === 'code' && code.length < digits) return r.needsCode
    return proof === 'centre' && !seen ? r.needsTick : undefined
  }

  const send = async () => {
    const reply = await register.send({
      caseNo,
      version,
      userId,
      serial: numbered ? folded : '',
      vendor,
      proof: proof === 'code' ? { kind: 'code', code } : { kind: 'centre' },
      warningReason: look?.finding === 'warning' ? reason.trim() : null,
    })
    if (reply === undefined) return
    if (reply.ok) {
      say(
        who !== undefined && progress !== null
          ? j.oneDone(who.name, progress.registered + 1, progress.of)
          : reply.value.serial === null
            ? j.done
            : r.registered(reply.value.serial),
        'done',
      )
      // The next one brings a token of their own.
      setSerial('')
      setCode('')
      setSeen(false)
      setReason('')
      setPicked(null)
      setVendorPicked(null)
      document.getElementById(numbered ? 'newSerial' : 'centre')?.focus()
    } else if (reply.error.code === 'code-refused') {
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
  useStanding('', waits ? 'time' : 'customer')

  const refused = register.refusal
  const finding = look === undefined ? undefined : refusalFor(look, words.tokenLabel)
  const suggestion = look?.suggestion ?? undefined
  const place = suggestion === undefined ? undefined : differences(folded, suggestion)[0]
  const patterns = profile.tokenIdPatterns === 'none' ? null : profile.tokenIdPatterns
  const shape = new RegExp(`^(?:${sent?.hardware?.serialPattern ?? '.*'})$`)
  const examples = patterns
    ?.filter(({ verdict, example }) => verdict === 'ok' && shape.test(example))
    .map(({ example }) => example)
    .join(words.language === 'ja' ? '、' : ', ')
  const where = (sent ?? profile.tokenModels[0])?.whereIsTheSerial
  const administratorFirst =
    profile.enrolOrder === 'admin-first' &&
    missing.length > 1 &&
    view.touched.some(
      ({ userId: id, role }) =>
        missing.some((one) => one.userId === id) &&
        profile.roles.some(({ code: of, administers }) => of === role && administers),
    )
  return (
    <CaseLayout
      head={<Head view={view} words={words} />}
      missing={<Executed view={view} profile={profile} words={words} />}
      aside={<Aside view={view} profile={profile} words={words} may={may} />}
    >
      {progress !== null && progress.of > 1 && (
        <div className={css.before}>
          <Panel
            title={j.progress(progress.registered, progress.of)}
            icon={IconUsersGroup}
            note={missing.length === 0 ? undefined : j.next(missing[0]?.name ?? '')}
          >
            <progress
              className={css.registered}
              value={progress.registered}
              max={progress.of}
              aria-label={j.progress(progress.registered, progress.of)}
            />
            <p>{j.missing(words.names(missing))}</p>
            {administratorFirst && <p className={css.quiet}>{j.firstAdministrator}</p>}
            {profile.allOrNothing === 'transfer-right-users' && <p className={css.quiet}>{j.allOrNothing}</p>}
          </Panel>
        </div>
      )}
      <Panel title={titleOf(view, words.isShared, r.title, j.title)} icon={IconDeviceMobile}>
        <div className={css.form}>
          {view.followUpOn !== null && <Note>{r.laterOn(formatDate(view.followUpOn, words.language))}</Note>}
          {waits && earliest !== null && view.executedAt !== null && (
            <ReissueClock
              at={formatTime(earliest, 'en')}
              from={formatTime(view.executedAt, 'en')}
              minutesLeft={Math.ceil((Date.parse(earliest) - now) / MINUTE)}
              minutesTotal={Math.ceil((Date.parse(earliest) - Date.parse(view.executedAt)) / MINUTE)}
            >
              {view.earliestToConfirm && (
                <p>
                  <ToConfirm /> {j.toConfirm}
                </p>
              )}
            </ReissueClock>
          )}
          {missing.length > 1 && (
            <SelectField
              id="registers"
              label={j.who}
              need="required"
              value={who?.userId ?? null}
              onChange={(chosen) => {
                setPicked(chosen)
                setSeen(false)
              }}
              disabled={!may}
              options={missing.map(({ userId: value, name }) => ({
                value,
                label: t.person(name),
              }))}
            />
          )}
          {numbered ? (
            <SerialField
              id="newSerial"
              label={
                who === undefined ? r.newSerial(words.tokenLabel) : j.serialOf(words.tokenLabel, who.name)
              }
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
                  {examples === undefined
                    ? r.noPattern
                    : sent === undefined
                      ? r.example(examples)
                      : r.exampleOnToken(examples)}
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
          ) : (
            <p>{j.noSerial}</p>
          )}
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
          {vendors.length > 1 && sender === undefined && (
            <ChoiceField
              id="vendor"
              label={j.vendor}
              need="required"
              direction="column"
              value={vendor}
              onChange={setVendorPicked}
              disabled={!may || vendorSeen !== undefined}
              help={vendorSeen === undefined ? undefined : j.vendorSeen(words.say(vendorSeen.name))}
              choices={vendors.map(({ code: value, name }) => {
                const closed = closedSince(value)
                return {
                  value,
                  label: words.say(name),
                  ...(closed === null
                    ? {}
                    : {
                        tone: 'bad' as const,
                        note: j.vendorClosed(
                          formatDate(CalendarDate.parse(closed.since), words.language),
                          closed.instead.map(words.say).join(words.language === 'ja' ? '、' : ', '),
                        ),
                      }),
                }
              })}
            />
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
              label={numbered ? r.centreTick : j.centreTickNoSerial}
              need="required"
              value={seen}
              onChange={setSeen}
              help={r.centreWhy}
              disabled={!may}
              autoFocus={!numbered}
            />
          )}
          {refused !== undefined && refused.code !== 'code-refused' && <Refused {...refusal(refused)} />}
          {may && (
            <div className={css.actions}>
              <Action keyName="F12" tone="go" onPress={() => void send()} off={off()} busy={register.busy}>
                {r.go}
              </Action>
              <Action keyName="F9" onPress={() => setLater(true)}>
                {r.later}
              </Action>
            </div>
          )}
        </div>
      </Panel>
      {view.kind === 'hardware' && <AfterDispatch view={view} may={may} />}
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

/** Whoever applies has no old token; the shared token is nobody's own. */
const titleOf = <T,>(
  { ask }: Pick<StageProps['view'], 'ask'>,
  isShared: boolean,
  again: T,
  of: { readonly issue: T; readonly shared: T },
): T =>
  ask.kind === 'application'
    ? of.issue
    : isShared || (ask.kind === 'usage-mode' && ask.to === 'shared')
      ? of.shared
      : again

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
export function Executed({ view, profile, words }: Pick<StageProps, 'view' | 'profile' | 'words'>) {
  const { cases: t, jobs } = useMessages()
  const r = t.registration
  const [done = ''] = useLinesOf({ view, profile, words })
  const facts = [
    ...(view.receiptNo === null ? [] : [{ label: r.receipt, value: <Code strong>{view.receiptNo}</Code> }]),
    ...(view.oldSerial === null
      ? []
      : [
          {
            // The branch's own stop leaves the token where it was.
            label: view.kind === 'resume' ? words.tokenLabel : r.oldSerial(words.tokenLabel),
            value: <Code>{view.oldSerial}</Code>,
          },
        ]),
    ...(view.newSerial === null
      ? []
      : [{ label: t.closing.newSerial(words.tokenLabel), value: <Code strong>{view.newSerial}</Code> }]),
    ...(view.registeredBy === null
      ? []
      : [{ label: t.closing.proof, value: t.closing.registeredBy[view.registeredBy] }]),
  ]
  return (
    <Panel icon={IconReceipt} title={t.state[view.state]}>
      {view.executedAt !== null && (
        <p>
          {jobs.executedAt(formatTime(view.executedAt, words.language), view.approverName ?? '')} {done}
        </p>
      )}
      {facts.length > 0 && <Facts items={facts} />}
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
  const refused = postpone.refusal
  return (
    <AskWindow
      title={r.laterTitle}
      go={r.laterGo}
      goKey={r.laterKey}
      back={r.laterClose}
      off={day === null ? r.laterNeeds : undefined}
      busy={postpone.busy}
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
