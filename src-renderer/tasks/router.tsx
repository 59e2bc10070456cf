import {
  IconBuildingStore,
  IconCircleCheck,
  IconCircleX,
  IconFileText,
  IconHandStop,
  IconLifebuoy,
  IconMessage2,
  IconPhone,
  IconQuestionMark,
  IconUserShield,
  IconUsers,
} from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { CaseNo } from '#shared/ids'
import type { OutputOf } from '#shared/operations'
import type { ContractView, RouterAnswer } from '#shared/operations/contracts'
import type { PaperRequest } from '#shared/operations/papers'
import { administers } from '#shared/profile-rules'
import type { ServiceProfile } from '#shared/profiles'
import type { Refusal } from '#shared/refusals'
import { type Outcome, SITUATIONS, type Situation } from '#shared/router'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { back, go, say } from '../desk/state.ts'
import { useCommand } from '../desk/use-command.ts'
import { useProfile } from '../desk/use-profile.ts'
import { useQuery } from '../desk/use-query.ts'
import { useStanding } from '../desk/use-standing.ts'
import { Action, Actions } from '../parts/action.tsx'
import { ChoiceField, TickField } from '../parts/choice-field.tsx'
import { Code } from '../parts/code.tsx'
import { ContactCard } from '../parts/contact-card.tsx'
import { Empty, Note } from '../parts/notices.tsx'
import { type Icon, Panel } from '../parts/panel.tsx'
import { RefusalNote } from '../parts/refusal.tsx'
import { StateTag, ToConfirm } from '../parts/state-tag.tsx'
import { TextField } from '../parts/text-field.tsx'
import { caseTag, isUnderWay } from './reception/cases.ts'
import {
  answerInquiry,
  beginInquiry,
  type Inquiry,
  noInquiry,
  useVisit,
  type Whose,
} from './reception/visit.ts'
import { AuthenticationTag, RegistrationMark, useServiceWords } from './reception/words.tsx'
import css from './router.module.css'

type ScreenProps = { readonly of?: string | undefined }

/** Router first: whether the customer needs the branch at all, before any form is taken. */
export function RouterTask({ of = '' }: ScreenProps) {
  const { value: view, refusal } = useQuery('contract.view', { contractNo: of })
  const profile = useProfile(view?.service)
  if (refusal !== undefined) return <RefusalNote refusal={refusal} />
  if (view === undefined || view.contractNo !== of || profile === undefined) return null
  return <Reception view={view} profile={profile} />
}

type Known = { readonly view: ContractView; readonly profile: ServiceProfile }

function Reception({ view, profile }: Known) {
  const { routerScreen: t, router: r } = useMessages()
  const { contractNo } = view
  const inquiry = useVisit(({ inquiries }) => inquiries[contractNo]) ?? noInquiry
  const { situation, unavailable, reason } = inquiry
  const whose = inquiry.whose ?? onlyTarget(view)
  const { value, asking, refusal } = useQuery(
    'router.answer',
    whose === undefined || situation === undefined
      ? undefined
      : { contractNo, target: whose, situation, unavailable: [...unavailable] },
  )
  const answer = whose === undefined || situation === undefined ? undefined : value
  const [refused, setRefused] = useState<Refusal>()
  const scroll = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (refused !== undefined) scroll.current?.scrollTo({ top: 0 })
  }, [refused])
  const openCase = useCommand('case.open')
  const advise = useCommand('advice.record')

  // A refusal is about what was chosen when it was given.
  const chosen = JSON.stringify([whose, situation, unavailable])
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => setRefused(undefined), [chosen])

  const toCase = (caseNo: CaseNo) => {
    beginInquiry(contractNo, undefined)
    // Back from the case leads to where the customer was found, not to an answer that has been acted upon.
    back()
    go({ screen: 'case', of: caseNo })
  }
  const receive = async () => {
    if (whose === undefined || situation === undefined || answer === undefined || asking) return
    const reply = await openCase.send({
      contractNo,
      target: whose,
      situation,
      unavailable: [...unavailable],
      redirectReason: answer.reasonRequired ? reason.trim() : null,
    })
    if (reply?.ok === true) {
      say(t.opened(reply.value.caseNo), 'done')
      toCase(reply.value.caseNo)
    } else if (reply !== undefined) setRefused(reply.error)
  }
  /** What was said is recorded once, however often the sheet is printed. */
  const record = async (): Promise<boolean> => {
    const first = answer?.reasons[0]
    if (answer === undefined || first === undefined || asking) return false
    const said = `${answer.outcome} ${first.code} ${chosen}`
    if (inquiry.recorded === said) return true
    const reply = await advise.send({ contractNo, outcome: answer.outcome, reason: first.code })
    if (reply?.ok === true) {
      answerInquiry(contractNo, { whose, recorded: said })
      say(t.recorded, 'done')
      return true
    }
    if (reply !== undefined) setRefused(reply.error)
    return false
  }
  const guide = async () => {
    if (whose === undefined || situation === undefined || !(await record())) return
    print({ paper: 'guidance', contractNo, target: whose, situation, unavailable: [...unavailable] })
  }

  // Where the panes are stacked the answer may be out of sight: the message line says which one it is.
  useStanding(answer === undefined ? undefined : answer.alone ? t.laneAlone : t.lane[answer.outcome])
  const kind = answer === undefined ? undefined : wayOf(answer)
  const off =
    kind === undefined
      ? t.waits.choose
      : kind === 'case' && answer?.reasonRequired === true && reason.trim() === ''
        ? t.waits.reason
        : undefined
  const forward =
    kind === 'case'
      ? { label: r.openCaseKey, long: r.openCase, run: () => void receive() }
      : kind === 'elsewhere'
        ? { label: r.recordKey, long: r.record, run: () => void record() }
        : { label: r.printGuidanceKey, long: r.printGuidance, run: () => void guide() }
  useKeys({
    F7: { label: t.printBlank, run: () => print({ paper: 'request-blank', contractNo }) },
    F9: { label: t.toContract, run: () => go({ screen: 'contract', of: contractNo }) },
    F12: { ...forward, off },
  })

  return (
    <div className={css.screen}>
      <Head view={view} profile={profile} />
      <div className={css.columns}>
        <Panel title={t.ask} fill>
          <Questions view={view} profile={profile} inquiry={{ ...inquiry, whose }} />
        </Panel>
        {answer === undefined ? (
          <Panel title={t.answerTitle} fill>
            {refusal === undefined ? (
              <Empty title={t.chooseFirst}>
                <p>{t.chooseFirstWhy}</p>
              </Empty>
            ) : (
              <RefusalNote refusal={refusal} />
            )}
            <CasesUnderWay view={view} onOpen={toCase} />
          </Panel>
        ) : (
          <section className={css.answer} data-pane tabIndex={-1} aria-label={t.answerTitle}>
            <Lanes answer={answer} situation={situation} />
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keys that scroll it */}
            <div ref={scroll} className={css.scroll} tabIndex={0}>
              {refused !== undefined && (
                <div className={css.section}>
                  <RefusalNote refusal={refused} />
                  {refused.code === 'case-open-already' && (
                    <Actions>
                      <Action onPress={() => toCase(refused.caseNo as CaseNo)}>{t.openExisting}</Action>
                    </Actions>
                  )}
                </div>
              )}
              <CasesUnderWay view={view} onOpen={toCase} />
              <Answered view={view} profile={profile} answer={answer} whose={whose}>
                {kind === 'case' && answer.reasonRequired && (
                  <div className={css.section}>
                    <Note title={r.reasonRequired} />
                    <TextField
                      id="redirect-reason"
                      label={r.reasonLabel}
                      need="required"
                      help={t.reasonHelp}
                      value={reason}
                      lines={2}
                      maxLength={500}
                      onChange={(text) => answerInquiry(contractNo, { whose, reason: text })}
                    />
                  </div>
                )}
              </Answered>
            </div>
            <Out profile={profile} answer={answer} way={wayOf(answer)}>
              <Action
                keyName="F12"
                tone="go"
                off={off}
                busy={openCase.progress.phase === 'asking' || advise.progress.phase === 'asking'}
                onPress={forward.run}
              >
                {forward.long}
              </Action>
            </Out>
          </section>
        )}
      </div>
    </div>
  )
}

const print = (request: PaperRequest): void => go({ screen: 'paper', of: JSON.stringify(request) })

/** Where there is only one token to ask about, nobody is asked. */
function onlyTarget(view: ContractView): Whose | undefined {
  if (view.sharedRegistration !== null) return { kind: 'shared' }
  const [first, ...others] = view.users
  return first !== undefined && others.length === 0 ? { kind: 'user', userId: first.userId } : undefined
}

/** What the desk does with an answer: open a case, hand over a sheet, or say honestly that it cannot yet. */
const wayOf = (answer: RouterAnswer): 'case' | 'guidance' | 'elsewhere' =>
  answer.outcome !== 'branch' ? 'guidance' : answer.carriedOut ? 'case' : 'elsewhere'

function Head({ view, profile }: Known) {
  const { routerScreen: t, contract: c } = useMessages()
  const words = useServiceWords(profile)
  return (
    <header className={css.head}>
      <h1>
        {view.name}
        <small>{t.title}</small>
      </h1>
      <p>
        <span>{words.service}</span>
        <span>
          {c.contractNo} <Code size="sm">{view.contractNo}</Code>
        </span>
        {view.dealingBranchIsOurs ? (
          <span>{c.ours(view.dealingBranch)}</span>
        ) : (
          <StateTag state="confirm">{c.notOurs(view.dealingBranch)}</StateTag>
        )}
      </p>
    </header>
  )
}

type QuestionsProps = Known & { readonly inquiry: Inquiry }

/** Whose token, what happened, and who cannot help today: three questions, all of them by keyboard. */
function Questions({ view, profile, inquiry }: QuestionsProps) {
  const { routerScreen: t, router: r } = useMessages()
  const words = useServiceWords(profile)
  const { contractNo } = view
  const { whose, situation, unavailable } = inquiry
  const put = (changes: Partial<Inquiry>) => answerInquiry(contractNo, { whose, ...changes })
  const administrators = view.users.filter(
    ({ role, userId }) => administers(profile, role) && !(whose?.kind === 'user' && whose.userId === userId),
  )
  const begins = whose === undefined ? 'whose' : 'situation'
  const shared = 'shared:'
  return (
    <div className={css.questions}>
      <div className={css.people}>
        <ChoiceField
          id="whose"
          label={r.whose}
          direction="column"
          autoFocus={begins === 'whose'}
          value={whose === undefined ? null : whose.kind === 'shared' ? shared : whose.userId}
          onChange={(id) =>
            put({
              whose: id === shared ? { kind: 'shared' } : { kind: 'user', userId: id },
              unavailable: unavailable.filter((one) => one !== id),
            })
          }
          choices={[
            ...(view.sharedRegistration === null
              ? []
              : [{ value: shared, label: t.shared, note: t.sharedNote }]),
            ...view.users.map((user) => ({
              value: user.userId,
              label: user.name,
              note: (
                <>
                  {words.role(user.role)}
                  {user.registration !== 'none' && (
                    <>
                      {'　'}
                      {user.serial === null ? (
                        <RegistrationMark state={user.registration} profile={profile} />
                      ) : (
                        <Code size="sm">{user.serial}</Code>
                      )}
                    </>
                  )}
                  {user.registration === 'none' && view.sharedRegistration === null && `　${t.noToken}`}
                </>
              ),
            })),
          ]}
        />
      </div>
      <div className={css.situations}>
        <ChoiceField<Situation>
          id="situation"
          label={r.what}
          autoFocus={begins === 'situation'}
          value={situation ?? null}
          onChange={(one) => put({ situation: one })}
          choices={SITUATIONS.map((one) => ({ value: one, label: r.situations[one].label }))}
          help={situation === undefined ? undefined : r.situations[situation].means}
        />
      </div>
      {administrators.length > 0 && (
        <fieldset className={css.ticks}>
          <legend>{r.unavailable}</legend>
          {administrators.map(({ userId, name, role }) => (
            <TickField
              key={userId}
              id={`unavailable-${userId}`}
              label={`${name}　${words.role(role)}`}
              value={unavailable.includes(userId)}
              onChange={(ticked) =>
                put({
                  unavailable: ticked
                    ? [...unavailable, userId]
                    : unavailable.filter((one) => one !== userId),
                })
              }
            />
          ))}
          <p>{t.unavailableNote}</p>
        </fieldset>
      )}
    </div>
  )
}

const laneIcons: Readonly<Record<Outcome, Icon>> = {
  'nothing-to-do': IconCircleCheck,
  'own-administrator': IconUserShield,
  branch: IconBuildingStore,
}
const lanes = ['nothing-to-do', 'own-administrator', 'branch'] as const

type LanesProps = { readonly answer: RouterAnswer; readonly situation: Situation | undefined }

/** The three answers there are; the one it is stands out, the others say why they are not. */
function Lanes({ answer, situation }: LanesProps) {
  const { routerScreen: t, router: r } = useMessages()
  return (
    <ul className={css.lanes}>
      {lanes.map((lane) => {
        const LaneIcon = laneIcons[lane]
        const on = lane === answer.outcome
        const why: Readonly<Partial<Record<Outcome, string>>> = t.otherLanes[lane]
        return (
          <li key={lane} data-on={on || undefined} aria-current={on ? 'true' : undefined}>
            <LaneIcon size={on ? '1.75rem' : '1.375rem'} stroke={2} aria-hidden />
            <p>
              {on && situation !== undefined && <small>{t.trouble(r.situation(situation))}</small>}
              <b>
                {!on
                  ? r.outcomes[lane].tab
                  : lane === 'own-administrator' && answer.alone
                    ? t.laneAlone
                    : t.lane[lane]}
              </b>
              {!on && <small>{why[answer.outcome]}</small>}
            </p>
          </li>
        )
      })}
    </ul>
  )
}

type AnsweredProps = Known & {
  readonly answer: RouterAnswer
  readonly whose: Whose | undefined
  /** What has to be written down before going on. */
  readonly children: ReactNode
}

/** The sentence to act on, its reasons, who helps, who is touched, and how to say it. */
function Answered({ view, profile, answer, whose, children }: AnsweredProps) {
  const { routerScreen: t, router: r } = useMessages()
  const words = useServiceWords(profile)
  const [first] = answer.reasons
  const way = wayOf(answer)
  const usable = answer.helpers.filter((helper) => helper.usable)
  const named = usable.slice(0, 2).map(({ name, role }) => t.helper(name, words.role(role)))
  const by = first === undefined || usable.length === 0 ? undefined : t.by[first.code]
  const headline =
    by !== undefined && answer.outcome === 'own-administrator' && !answer.alone
      ? by(t.orHelpers(named, usable.length - named.length))
      : first === undefined
        ? r.outcomes[answer.outcome].heading
        : r.reasons[first.code].heading
  const under =
    way === 'case'
      ? t.papersNeeded
      : way === 'elsewhere'
        ? r.notCarriedOut
        : answer.outcome === 'nothing-to-do'
          ? t.noPapersNothing
          : t.noPapers
  const detaches = answer.outcome === 'branch' && first?.code !== 'unlock-not-stated'
  return (
    <>
      <div className={css.headline}>
        <h2>{headline}</h2>
        <p>{under}</p>
        <ul className={css.reasons}>
          {answer.reasons.map(({ code, sources }, place) => (
            <li key={code}>
              {place > 0 && code !== 'stop-first' && r.reasons[code].heading}
              <small>{r.sources(sources)}</small>
            </li>
          ))}
          {answer.exception !== null && (
            <li>
              <small>{r.exception(answer.exception)}</small>
            </li>
          )}
        </ul>
      </div>
      {children}
      {answer.stopFirst && (
        <div className={css.section}>
          <div className={css.stop}>
            <IconHandStop size="1.375rem" stroke={2} aria-hidden />
            <p>
              <b>{r.stopFirst}</b>
            </p>
          </div>
        </div>
      )}
      {way === 'elsewhere' && (
        <div className={css.section}>
          <Note title={t.notHere}>
            <p>{r.notCarriedOut}</p>
          </Note>
        </div>
      )}
      <div className={css.two}>
        {(answer.alone || answer.helpers.length > 0) && <Helpers answer={answer} profile={profile} />}
        {answer.reasons[0]?.code === 'own-administrator-unlocks' ? (
          <Unlocked view={view} profile={profile} whose={whose} />
        ) : (
          <TouchedBy answer={answer} profile={profile} whose={whose} shown={detaches} />
        )}
      </div>
      {usable.length === 1 && answer.outcome === 'own-administrator' && (
        <div className={css.section}>
          <Note title={r.lastHelper} />
        </div>
      )}
      {answer.gaps.length > 0 && (
        <ul className={css.gaps}>
          {answer.gaps.map((gap) => (
            <li key={gap}>
              <IconQuestionMark size="1rem" stroke={2.4} aria-hidden />
              {r.gap(gap, r.gaps[gap])}
            </li>
          ))}
        </ul>
      )}
      <div className={css.say}>
        <h3>
          <IconMessage2 size="1.125rem" stroke={2} aria-hidden />
          {r.sayTo}
        </h3>
        {answer.reasons
          .toSorted((a, b) => Number(b.code === 'stop-first') - Number(a.code === 'stop-first'))
          .map(({ code }) => (
            <p key={code}>{r.quoted(r.reasons[code].say)}</p>
          ))}
        {answer.outcome === 'branch' && <p>{r.quoted(r.outcomes.branch.say)}</p>}
      </div>
      {answer.outcome === 'branch' && <Bring view={view} profile={profile} />}
      {(way !== 'case' || answer.stopFirst) && <Elsewhere profile={profile} />}
    </>
  )
}

function Helpers({ answer, profile }: { readonly answer: RouterAnswer; readonly profile: ServiceProfile }) {
  const { router: r, routerScreen: t } = useMessages()
  const words = useServiceWords(profile)
  const { helpers, alone } = answer
  const usable = helpers.filter((helper) => helper.usable).length
  return (
    <section>
      <h3>
        <IconLifebuoy size="1.125rem" stroke={2} aria-hidden />
        {alone ? t.laneAlone : r.helpers(usable, helpers.length)}
      </h3>
      {alone && <p>{r.alone}</p>}
      <ul className={css.helpers}>
        {helpers.map((helper) => {
          const UsableIcon = helper.usable ? IconCircleCheck : IconCircleX
          return (
            <li key={`${helper.name}${helper.role}`} data-usable={helper.usable || undefined}>
              <UsableIcon size="1.5rem" stroke={2} aria-hidden />
              <span>
                <b>{helper.name}</b> {words.role(helper.role)}
                <small>{helper.usable ? r.helperUsable : r.helperNot}</small>
              </span>
              <span className={css.states}>
                <RegistrationMark state={helper.registration} profile={profile} />
                {helper.authentication !== 'none' && (
                  <AuthenticationTag state={helper.authentication} profile={profile} />
                )}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

const TOUCHED_SHOWN = 6

type TouchedByProps = {
  readonly answer: RouterAnswer
  readonly profile: ServiceProfile
  readonly whose: Whose | undefined
  readonly shown: boolean
}

/** Everybody who is touched when the token goes; the guide's silence is shown, not filled. */
function TouchedBy({ answer, profile, whose, shown }: TouchedByProps) {
  const { routerScreen: t, router: r } = useMessages()
  const words = useServiceWords(profile)
  if (!shown && answer.outcome !== 'own-administrator') return null
  if (answer.alone) return null
  const order = { detached: 0, shared: 1, unclear: 2, none: 3 } as const
  const touched = answer.touched.toSorted((a, b) => order[a.effect] - order[b.effect])
  const first = touched.slice(0, TOUCHED_SHOWN)
  const rest = touched.slice(TOUCHED_SHOWN)
  const left = (effect: keyof typeof order) => rest.filter((one) => one.effect === effect).length
  return (
    <section>
      <h3>
        <IconUsers size="1.125rem" stroke={2} aria-hidden />
        {t.effectsTitle}
      </h3>
      <ul className={css.touched}>
        {first.map((one) => (
          <li key={one.userId} data-changes={one.effect !== 'none' || undefined}>
            <span>
              <b>{one.name}</b>{' '}
              {whose?.kind === 'user' && whose.userId === one.userId ? t.self : words.role(one.role)}
            </span>
            <span>{one.effect === 'unclear' ? <ToConfirm /> : r.effects[one.effect]}</span>
          </li>
        ))}
        {left('shared') > 0 && <li>{t.moreShared(left('shared'))}</li>}
        {left('unclear') > 0 && <li>{t.moreUnclear(left('unclear'))}</li>}
        {left('none') > 0 && <li>{t.moreNone(left('none'))}</li>}
      </ul>
      {touched.some(({ effect }) => effect === 'unclear') &&
        profile.effects.afterDetach
          .filter(({ gap }) => gap !== undefined)
          .map(({ code, text, gap }) => (
            <p key={code} className={css.open}>
              {words.say(text)} <small>{gap}</small>
            </p>
          ))}
    </section>
  )
}

/** Lifting a stop reaches whoever shares the serial, where the guide says so. */
function Unlocked({ view, profile, whose }: Known & { readonly whose: Whose | undefined }) {
  const { routerScreen: t } = useMessages()
  const words = useServiceWords(profile)
  const target = view.users.find(({ userId }) => whose?.kind === 'user' && whose.userId === userId)
  if (target === undefined) return null
  const together = view.users.filter(
    ({ userId, serial }) =>
      userId === target.userId ||
      (profile.unlockScope === 'all-users-of-serial' && serial !== null && serial === target.serial),
  )
  return (
    <section>
      <h3>
        <IconUsers size="1.125rem" stroke={2} aria-hidden />
        {t.unlockedTitle}
      </h3>
      <ul className={css.touched}>
        {together.map((user) => (
          <li key={user.userId}>
            <span>
              <b>{user.name}</b>{' '}
              {user === target
                ? t.self
                : user.authentication === 'locked'
                  ? words.role(user.role)
                  : t.unchanged}
            </span>
            <AuthenticationTag state={user.authentication} profile={profile} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Whom the customer may call when it does not go on without us. */
function Elsewhere({ profile }: { readonly profile: ServiceProfile }) {
  const { contact: t } = useMessages()
  return (
    <div className={css.section}>
      <h3>
        <IconPhone size="1.125rem" stroke={2} aria-hidden />
        {t.title}
      </h3>
      <ContactCard contact={profile.contact} inline />
    </div>
  )
}

/** What the customer brings to the counter, as the guide has it, or as this desk goes by until it is asked. */
function Bring({ view, profile }: Known) {
  const { routerScreen: t, contract: c, router: r } = useMessages()
  const words = useServiceWords(profile)
  const { requiredEvidence } = profile
  return (
    <div className={css.section}>
      <h3>
        <IconFileText size="1.125rem" stroke={2} aria-hidden />
        {t.bring}
      </h3>
      {requiredEvidence === null ? (
        <p>
          <ToConfirm /> {r.outcomes.branch.say}
        </p>
      ) : (
        <ul className={css.bring}>
          {requiredEvidence.map(({ code, word, sources }) => (
            <li key={code}>
              {words.say(word)}{' '}
              <small>{sources.map((source) => (source === 'DESK' ? t.deskRule : source)).join('、')}</small>
            </li>
          ))}
          {!view.dealingBranchIsOurs && (
            <li>
              <StateTag state="confirm">{c.notOurs(view.dealingBranch)}</StateTag>
            </li>
          )}
        </ul>
      )}
    </div>
  )
}

type OutProps = {
  readonly profile: ServiceProfile
  readonly answer: RouterAnswer
  readonly way: ReturnType<typeof wayOf>
  readonly children: ReactNode
}

/** What the customer takes away, what stays in the records, and the way on. */
function Out({ profile, answer, way, children }: OutProps) {
  const { routerScreen: t } = useMessages()
  const words = useServiceWords(profile)
  const sheet = profile.stepSheets.find(({ code }) => code === answer.sheet)
  const paper = {
    case: t.formSheet,
    guidance: sheet === undefined ? t.guidancePlain : t.guidanceSheet(words.say(sheet.title)),
    elsewhere: t.noSheet,
  }[way]
  const record = { case: t.recordCase, guidance: t.recordAdvice, elsewhere: t.recordBranch }[way]
  return (
    <footer className={css.out}>
      <div>
        <small>{t.paperOut}</small>
        <b>{paper}</b>
      </div>
      <div>
        <small>{t.record}</small>
        <b>{record}</b>
      </div>
      {children}
    </footer>
  )
}

type CasesProps = {
  readonly view: Pick<OutputOf<'contract.view'>, 'cases'>
  readonly onOpen: (caseNo: CaseNo) => void
}

/** Whoever comes a second time has a case already, and should not get another. */
function CasesUnderWay({ view, onOpen }: CasesProps) {
  const { routerScreen: t, cases, contract: c } = useMessages()
  const underWay = view.cases.filter(isUnderWay)
  if (underWay.length === 0) return null
  return (
    <div className={css.section}>
      <Note title={t.openCases}>
        {underWay.map((one) => (
          <p key={one.caseNo} className={css.underWay}>
            <Code size="sm">{one.caseNo}</Code> {one.targetName}
            <StateTag state={caseTag[one.state]}>{cases.state[one.state]}</StateTag>
            <Action onPress={() => onOpen(one.caseNo)}>{c.openCase}</Action>
          </p>
        ))}
      </Note>
    </div>
  )
}
