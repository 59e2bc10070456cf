import { IconHandStop, IconInfoCircle, IconPhone, IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { LossHow } from '#shared/asks'
import type { CaseNo } from '#shared/ids'
import type { ContractView, Hit } from '#shared/operations/contracts'
import type { ServiceProfile } from '#shared/profiles'
import type { Refusal } from '#shared/refusals'
import { belongsToInputMethod, type KeyMap } from '../desk/key-map.ts'
import { useScan, WindowDepth } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { go, say, useDesk } from '../desk/state.ts'
import { useCommand } from '../desk/use-command.ts'
import { useProfile } from '../desk/use-profile.ts'
import { useQuery } from '../desk/use-query.ts'
import { Action, Actions } from '../parts/action.tsx'
import { ChoiceField } from '../parts/choice-field.tsx'
import { Code, Figures, KeyCap } from '../parts/code.tsx'
import { jumpTo } from '../parts/missing-list.tsx'
import { Note } from '../parts/notices.tsx'
import { Facts } from '../parts/panel.tsx'
import { RefusalNote } from '../parts/refusal.tsx'
import { ToConfirm } from '../parts/state-tag.tsx'
import { TextField } from '../parts/text-field.tsx'
import { Window } from '../parts/window.tsx'
import css from './emergency.module.css'
import { closeEmergency, decideOn, markHit, searchEmergency, useEmergency } from './loss/emergency-state.ts'
import { meantToken, peopleOf, phoneNumberIn, type Stoppable, stoppablesOf } from './loss/stoppable.ts'
import { StoppedWindow } from './loss/stopped-window.tsx'
import { AuthenticationTag, useServiceWords } from './reception/words.tsx'

/** Above every window of a task, so that it opens over them too; below the lock. */
const DEPTH = 9

const LIST = 'emergency-hits'
/** A refusal of a machine whose disk takes nothing: no stop, and not even a look at a record that would be put on record. */
const takesNothing = (refusal: Refusal | undefined): boolean =>
  ['disk-full', 'store-read-only', 'store-in-doubt'].some((code) => code === refusal?.code)

const FIELD = 'emergency-field'
const idOf = (hit: Hit): string =>
  ['stop', hit.kind, hit.contractNo, hit.userId ?? '', hit.caseNo ?? '', hit.detail]
    .join('-')
    .replace(/[^0-9A-Za-z-]/gu, '_')

export type EmergencyProps = {
  /** From here somebody goes to a case: no other window may be left open over it. */
  readonly onAway: () => void
}

/**
 * 緊急停止 over whatever is on screen: search, decide, say how, F12. Nothing here waits for a clock, a supervisor or a
 * complete form; what else there is to ask follows in the case (R-001-22, R-002-36).
 */
export function EmergencyWindow({ onAway }: EmergencyProps) {
  const stopped = useEmergency((emergency) => emergency.stopped)
  return (
    <WindowDepth value={DEPTH}>
      {stopped === undefined ? (
        <StopWindow onAway={onAway} />
      ) : (
        <StoppedWindow {...stopped} onAway={onAway} />
      )}
    </WindowDepth>
  )
}

/** What the search has, each person once; on an empty field the contract that is open on the screen. */
function useHits(text: string): {
  readonly hits: readonly Hit[]
  readonly more: boolean
  readonly asking: boolean
} {
  const sought = text.trim()
  const { value, asking } = useQuery('search.find', sought === '' ? undefined : { text: sought })
  const { hit, asking: looking } = useOnScreen()
  if (sought === '') return { hits: hit === undefined ? [] : [hit], more: false, asking: looking }
  return { hits: peopleOf(value?.hits ?? []), more: value?.more === true, asking }
}

/** The contract somebody is looking at already, as a hit: the caller is often the customer on the screen. */
function useOnScreen(): { readonly hit: Hit | undefined; readonly asking: boolean } {
  const route = useDesk(({ routes }) => routes.at(-1))
  const caseNo = route?.screen === 'case' ? route.of : undefined
  const { value: aCase, asking: readingCase } = useQuery(
    'case.view',
    caseNo === undefined ? undefined : { caseNo },
  )
  const byRoute = route?.screen === 'contract' || route?.screen === 'router' ? route.of : undefined
  const contractNo = byRoute ?? aCase?.contractNo ?? undefined
  const { value: view, asking } = useQuery(
    'contract.view',
    contractNo === undefined ? undefined : { contractNo },
  )
  if (view === undefined) return { hit: undefined, asking: asking || readingCase }
  const hit: Hit = {
    kind: 'contract',
    contractNo: view.contractNo,
    caseNo: null,
    userId: aCase?.target.kind === 'user' ? aCase.target.userId : null,
    service: view.service,
    title: view.name,
    kana: view.kana,
    detail: view.customerId === '' ? view.contractNo : view.customerId,
    authentication: null,
  }
  return { hit, asking: false }
}

function StopWindow({ onAway }: EmergencyProps) {
  const { emergency: t } = useMessages()
  const { text, marked, decided, token, how, callBack } = useEmergency()
  const { hits, more, asking } = useHits(text)
  const field = useRef<HTMLInputElement>(null)
  const check = useRef<HTMLElement>(null)
  const stop = useCommand('loss.stop')
  const form = useCommand('paper.print')

  const hit = hits.find((one) => idOf(one) === marked) ?? hits[0]
  // One answer is as good as a decision; the contract on the screen was not asked for, and wants one.
  const single = text.trim() !== '' && !asking && hits.length === 1
  const isDecided = hit !== undefined && !asking && (single || idOf(hit) === decided)
  const { value: view, refusal: unread } = useQuery('contract.view', hit && { contractNo: hit.contractNo })
  const { value: desk } = useQuery('desk.state', {})
  const profile = useProfile(hit?.service)
  const here = view !== undefined && view.contractNo === hit?.contractNo ? view : undefined
  const tokens = here === undefined || hit === undefined ? [] : stoppablesOf(here, hit.userId)
  const meant = hit === undefined ? undefined : meantToken(tokens, hit.userId, token)

  const toField = () => {
    field.current?.focus()
    field.current?.select()
  }
  useEffect(toField, [])
  useScan((code) => {
    searchEmergency(code)
    toField()
  })

  // Enter may come before the answer does: it then decides on the first hit as soon as that is there.
  const [hurried, setHurried] = useState(false)
  const first = hits[0]
  useEffect(() => {
    if (!hurried || asking) return
    setHurried(false)
    if (first !== undefined) decideOn(idOf(first))
  }, [hurried, asking, first])

  // Decided: on to the token where there are several, else to how it came about.
  const next = tokens.filter(({ stopped }) => !stopped).length > 1 && meant === undefined ? TOKEN : HOW
  const ready = decided !== undefined && isDecided && here !== undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: the token is chosen with the focus on it; only a decision moves on
  useEffect(() => {
    if (ready && !choices.some((id) => document.activeElement?.id.startsWith(id))) jumpTo(next)
  }, [ready, decided])

  const walk = (event: KeyboardEvent) => {
    if (belongsToInputMethod(event.nativeEvent)) return
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      // The focus leaves the field with the stroke: whatever is typed next is no part of the name.
      if (here !== undefined && !asking) jumpTo(next)
      else if (asking || hit !== undefined) check.current?.focus()
      if (asking) setHurried(true)
      else if (hit !== undefined) decideOn(idOf(hit))
      return
    }
    const at = hit === undefined ? -1 : hits.indexOf(hit)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 5, PageUp: at - 5 }[event.key]
    const there = to === undefined ? undefined : hits[Math.min(Math.max(to, 0), hits.length - 1)]
    if (there === undefined) return
    event.preventDefault()
    markHit(idOf(there))
    document.getElementById(idOf(there))?.scrollIntoView({ block: 'nearest' })
  }

  const who = here !== undefined && meant !== undefined ? whoOf(t, here, meant) : undefined
  const off = asking
    ? t.searching
    : hit === undefined
      ? t.beginAgain
      : !isDecided
        ? t.chooseFirst
        : here === undefined
          ? takesNothing(unread)
            ? t.onPaper
            : t.searching
          : meant !== undefined
            ? undefined
            : tokens.some(({ stopped }) => !stopped)
              ? t.whichFirst
              : t.nothingToStop
  const send = async () => {
    if (here === undefined || meant === undefined || who === undefined) return
    const reply = await stop.send({
      contractNo: here.contractNo,
      target: meant.target,
      how,
      callBackNumber: phoneNumberIn(callBack),
    })
    if (reply?.ok !== true) return
    const { caseNo } = reply.value
    say(t.said(who.name, caseNo), 'done')
    useEmergency.setState({ stopped: { caseNo, who: who.name } })
  }
  const label = who === undefined ? t.stopKey : who.label
  const refused = stop.refusal
  // Stopped already: the way to what stopped it, where that is still under way.
  const stoppedBy = here !== undefined && meant === undefined ? openLossOf(here) : null
  const other = refused?.code === 'already-stopped' ? refused.caseNo : stoppedBy
  const toOther = () => {
    if (other === null) return
    closeEmergency()
    onAway()
    go({ screen: 'case', of: other })
  }
  const phone = here?.phone ?? ''
  // The machine keeps nothing: the stop is taken down on paper, and entered first of all when it does again.
  const byHand = (desk?.disk ?? null) !== null || takesNothing(refused) || takesNothing(unread)
  const printForm = () =>
    void form.send({
      request: { paper: 'request-blank', contractNo: null, kind: 'loss' },
      language: 'ja',
      to: 'printer',
    })
  const keys: KeyMap = {
    ...(byHand ? { F8: { label: t.byHandPrintKey, run: printForm } } : {}),
    F2: { label: t.again, run: toField },
    ...(phone === ''
      ? {}
      : { 'Alt+D': { label: t.useContract, run: () => useEmergency.setState({ callBack: phone }) } }),
    ...(other === null ? {} : { F9: { label: t.openOther, run: toOther } }),
    F12: { label: t.stopKey, tone: 'stop', run: () => void send(), off },
  }

  return (
    <Window
      title={t.title}
      icon={IconHandStop}
      tone="stop"
      size="large"
      note={
        <>
          <span className={css.lead}>{t.lead}</span>
          <Elapsed />
        </>
      }
      onClose={closeEmergency}
      closeLabel={t.backKey}
      keys={keys}
      footer={
        <div className={css.foot}>
          <Action keyName="Esc" onPress={closeEmergency}>
            {t.back}
          </Action>
          <p>
            <b>{t.clock}</b> <span>{off ?? t.review}</span>
          </p>
          <Action keyName="F12" tone="stop" onPress={() => void send()} off={off} busy={stop.busy}>
            {label}
          </Action>
        </div>
      }
    >
      <div className={css.window}>
        <div className={css.find}>
          <h2>
            <Step number={1} />
            <label htmlFor={FIELD}>{t.find}</label>
          </h2>
          <div className={css.field}>
            <IconSearch size="1.25rem" stroke={2} aria-hidden />
            <input
              id={FIELD}
              ref={field}
              type="text"
              role="combobox"
              aria-expanded={hits.length > 0}
              aria-controls={LIST}
              aria-activedescendant={hit === undefined ? undefined : idOf(hit)}
              aria-autocomplete="list"
              autoComplete="off"
              spellCheck={false}
              maxLength={100}
              value={text}
              onChange={(event) => searchEmergency(event.currentTarget.value)}
              onKeyDown={walk}
            />
          </div>
          <p>{t.fieldHelp}</p>
        </div>
        <div className={css.columns}>
          <section className={css.who} data-pane tabIndex={-1} aria-label={t.who}>
            <h2>
              <Step number={2} />
              {t.who}
              <small role="status">
                {hits.length > 0 && (
                  <>
                    {text.trim() === '' ? t.onScreen : t.count(hits.length, more)} <KeyCap>↑</KeyCap>
                    <KeyCap>↓</KeyCap> {t.arrows} <KeyCap>Enter</KeyCap> {t.enter}
                  </>
                )}
              </small>
            </h2>
            <div id={LIST} role="listbox" aria-label={t.who} className={css.hits}>
              {hits.map((one) => (
                <HitOption key={idOf(one)} hit={one} chosen={one === hit} />
              ))}
            </div>
            <div className={css.quiet}>
              {hits.length === 0 && !asking && text.trim() !== '' && (
                <>
                  <p>
                    <b>{t.nobody(text.trim())}</b>
                  </p>
                  <p>{t.nobodyTodo}</p>
                </>
              )}
              <p>{t.kept}</p>
            </div>
          </section>
          <section ref={check} className={css.check} data-pane tabIndex={-1} aria-label={t.check}>
            <h2>
              <Step number={3} />
              {t.check}
            </h2>
            {refused !== undefined && <RefusalNote refusal={refused} />}
            {byHand && (
              <>
                <p>{t.byHand}</p>
                <Actions>
                  <Action keyName="F8" onPress={printForm} busy={form.busy}>
                    {t.byHandPrint}
                  </Action>
                </Actions>
                {form.refusal !== undefined && <RefusalNote refusal={form.refusal} />}
              </>
            )}
            {other !== null && (
              <Actions>
                <Action keyName="F9" onPress={toOther}>
                  {t.stoppedAlready(other)}
                </Action>
              </Actions>
            )}
            {here !== undefined && profile !== undefined && (
              <Check
                view={here}
                profile={profile}
                tokens={tokens}
                meant={meant}
                choosing={meantToken(tokens, hit?.userId ?? null, undefined) === undefined}
              />
            )}
            <div className={css.below}>
              <Note title={t.neverAsk} icon={IconInfoCircle}>
                <p>{t.neverAskWhat}</p>
                <p>{t.neverAskSay}</p>
              </Note>
              {here !== undefined && (
                <div>
                  <TextField
                    id="emergency-call-back"
                    label={t.callBack}
                    need="optional"
                    value={callBack}
                    onChange={(value) => useEmergency.setState({ callBack: value })}
                    fold={(typed) => phoneNumberIn(typed) ?? typed}
                    code
                    maxLength={30}
                    help={t.callBackHelp}
                  />
                  {phone === '' ? (
                    <p className={css.phone}>{t.noPhone}</p>
                  ) : (
                    <Action keyName="Alt+D" onPress={() => useEmergency.setState({ callBack: phone })}>
                      {t.onContract(phone)}
                    </Action>
                  )}
                </div>
              )}
            </div>
          </section>
        </div>
      </div>
    </Window>
  )
}

const HOW = 'emergency-how'
const TOKEN = 'emergency-token'
const choices = [HOW, TOKEN]

type Words = ReturnType<typeof useMessages>['emergency']

const openLossOf = (view: ContractView): CaseNo | null =>
  view.cases.find(
    ({ kind, state }) => kind === 'loss' && (state === 'awaiting-review' || state === 'awaiting-papers'),
  )?.caseNo ?? null

/** Whom F12 names, and what it says: the person and how many more have the same token, or the contract. */
function whoOf(t: Words, view: ContractView, { target, users }: Stoppable) {
  const [head] = users
  const name =
    target.kind === 'shared' ? t.customer(view.name) : t.andOthers(head?.name ?? '', users.length - 1)
  return { name, label: target.kind === 'shared' ? t.stopShared(view.name) : t.stop(name) }
}

const NAMES_SHOWN = 4

type CheckProps = {
  readonly view: ContractView
  readonly profile: ServiceProfile
  readonly tokens: readonly Stoppable[]
  readonly meant: Stoppable | undefined
  /** Nobody could tell which token is meant: the teller chooses. */
  readonly choosing: boolean
}

/** What F12 will do, in one sentence and five lines, and the two choices that go with it. */
function Check({ view, profile, tokens, meant, choosing }: CheckProps) {
  const { emergency: t, words: w } = useMessages()
  const words = useServiceWords(profile)
  const how = useEmergency((emergency) => emergency.how)
  const named = (users: Stoppable['users']) =>
    t.people(
      users.slice(0, NAMES_SHOWN).map(({ name }) => name),
      Math.max(0, users.length - NAMES_SHOWN),
    )
  const holders = ({ target, users }: Stoppable) =>
    target.kind === 'shared' ? t.sharedToken(users.length) : named(users)
  const left = tokens.filter(({ stopped }) => !stopped)
  if (left.length === 0) {
    return (
      <Note title={t.nothingToStop}>
        <p>{t.nothingToStopWhy}</p>
      </Note>
    )
  }
  const others = meant?.users.slice(meant.target.kind === 'shared' ? 0 : 1) ?? []
  const { name, phone } = profile.contact
  return (
    <>
      {meant !== undefined && (
        <p className={css.consequence} role="status">
          {t.consequence[profile.deadTokenBlocksLogin](
            meant.target.kind === 'shared' ? t.customer(view.name) : named(meant.users),
          )}
        </p>
      )}
      {choosing && (
        <div className={css.tokens}>
          <ChoiceField
            id={TOKEN}
            label={t.which}
            direction="column"
            value={meant?.id ?? null}
            onChange={(id) => useEmergency.setState({ token: id })}
            choices={left.map((one) => ({
              value: one.id,
              label: holders(one),
              note: (
                <span className={css.token}>
                  {one.serial === null ? t.numberless : <Code size="sm">{one.serial}</Code>}
                  {one.states.map((state) => (
                    <AuthenticationTag key={state} state={state} profile={profile} />
                  ))}
                </span>
              ),
            }))}
          />
        </div>
      )}
      <ChoiceField
        id={HOW}
        label={t.how}
        value={how}
        onChange={(value) => useEmergency.setState({ how: value })}
        choices={LossHow.options.map((value) => ({ value, label: w.loss.how[value] }))}
      />
      {meant !== undefined && (
        <Facts
          items={[
            {
              label: t.token,
              value: meant.serial === null ? t.numberless : <Code strong>{meant.serial}</Code>,
            },
            { label: t.together, value: others.length === 0 ? t.alone : named(others) },
            {
              label: t.scheduled,
              value: (
                <>
                  <ToConfirm />{' '}
                  {phone === undefined
                    ? t.scheduledSupervisor
                    : t.scheduledAsk(`${words.say(name)} ${phone}`)}
                </>
              ),
            },
            { label: t.undo, value: t.undoHow[how][profile.foundAgain] },
          ]}
        />
      )}
    </>
  )
}

function HitOption({ hit, chosen }: { readonly hit: Hit; readonly chosen: boolean }) {
  const t = useMessages().emergency
  const profile = useProfile(hit.service)
  const words = useServiceWords(profile)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the list's, which the field drives
    <div
      id={idOf(hit)}
      role="option"
      aria-selected={chosen}
      tabIndex={-1}
      className={css.hit}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => decideOn(idOf(hit))}
    >
      <p className={css.name}>
        <b>{t.customer(hit.title)}</b>
        {hit.authentication !== null && hit.authentication !== 'none' && (
          <AuthenticationTag state={hit.authentication} profile={profile} />
        )}
      </p>
      <p>
        {words.service}
        {'　'}
        {t.kinds[hit.kind]} {hit.kind === 'user' ? hit.detail : <Code size="sm">{hit.detail}</Code>}
      </p>
      {hit.kana !== '' && <p>{hit.kana}</p>}
    </div>
  )
}

function Step({ number }: { readonly number: number }): ReactNode {
  return (
    <i className={css.step} aria-hidden>
      {number}
    </i>
  )
}

/** How long the caller has been waiting, once a second. Read aloud to nobody. */
function Elapsed() {
  const t = useMessages().emergency
  const openedAt = useEmergency((emergency) => emergency.openedAt)
  const [seconds, setSeconds] = useState(() => Math.floor((performance.now() - openedAt) / 1000))
  useEffect(() => {
    const ticking = setInterval(() => setSeconds(Math.floor((performance.now() - openedAt) / 1000)), 1000)
    return () => clearInterval(ticking)
  }, [openedAt])
  return (
    <span className={css.elapsed} aria-hidden>
      <IconPhone size="1.125rem" stroke={2} />
      {t.elapsed} <Figures strong>{t.time(Math.floor(seconds / 60), seconds % 60)}</Figures>
    </span>
  )
}
