import {
  IconBuildingStore,
  IconCircleCheck,
  IconCircleX,
  IconFileText,
  IconHandStop,
  IconLifebuoy,
  IconListNumbers,
  IconMessage2,
  IconPhone,
  IconQuestionMark,
  IconUserShield,
  IconUsers,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { evidenceFor } from '#shared/evidence'
import type { CaseNo } from '#shared/ids'
import type { CaseSummary, Touched } from '#shared/operations/cases'
import type { ContractView, RouterAnswer } from '#shared/operations/contracts'
import type { ServiceProfile } from '#shared/profiles'
import type { Outcome, Situation } from '#shared/router'
import { press, useEffectiveKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { Action } from '../../parts/action.tsx'
import { Code } from '../../parts/code.tsx'
import { ContactCard } from '../../parts/contact-card.tsx'
import { Note } from '../../parts/notices.tsx'
import type { Icon } from '../../parts/panel.tsx'
import { StateTag, ToConfirm } from '../../parts/state-tag.tsx'
import css from './answer.module.css'
import { CaseState } from './case-state.tsx'
import type { OpenCases } from './same-token.ts'
import type { Whose } from './visit.ts'
import { isElsewhere, isParcelSought, type Way } from './way.ts'
import { actOf } from './wish.ts'
import { AuthenticationTag, RegistrationMark, useServiceWords } from './words.tsx'

const laneIcons: Readonly<Record<Outcome, Icon>> = {
  'nothing-to-do': IconCircleCheck,
  'own-administrator': IconUserShield,
  branch: IconBuildingStore,
}
const lanes = ['nothing-to-do', 'own-administrator', 'branch'] as const

type LanesProps = {
  readonly answer: RouterAnswer
  readonly way: Way
  readonly situation: Situation
}

/** The three answers there are; the one it is stands out, the others say why they are not. */
export function Lanes({ answer, way, situation }: LanesProps) {
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
              {on && <small>{t.trouble(r.situation(situation))}</small>}
              <b>
                {!on
                  ? r.outcomes[lane].tab
                  : lane === 'own-administrator' && answer.alone
                    ? t.laneAlone
                    : isElsewhere(answer, way)
                      ? t.laneElsewhere
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

type AnswerProps = {
  readonly view: ContractView
  readonly profile: ServiceProfile
  readonly answer: RouterAnswer
  readonly way: Way
  readonly open: OpenCases
  readonly whose: Whose | undefined
  /** Everybody the job reaches as it is wished now. */
  readonly touched: readonly Touched[]
  readonly alsoReissue: boolean
  readonly onOpen: (caseNo: CaseNo) => void
  /** What has to be written down before going on. */
  readonly children: ReactNode
}

/** The sentence to act on, its reasons, who helps, who is touched, and how to say it. */
export function AnswerCard(props: AnswerProps) {
  const { view, profile, answer, way, open, onOpen, children } = props
  const { router: r } = useMessages()
  const usable = answer.helpers.filter((helper) => helper.usable).length
  const elsewhere = isElsewhere(answer, way)
  const toBring = answer.outcome === 'branch' && answer.job !== null
  return (
    <>
      {answer.stopFirst && <StopFirst stoppedBy={open.loss} onOpen={onOpen} />}
      <Headline {...props} />
      <OpenOnes
        open={open}
        way={way}
        stopFirst={answer.stopFirst}
        parcel={isParcelSought(answer)}
        onOpen={onOpen}
      />
      {children}
      {elsewhere && <Instead view={view} answer={answer} />}
      <div className={css.two}>
        {(answer.alone || answer.helpers.length > 0) && <Helpers answer={answer} profile={profile} />}
        {(answer.outcome !== 'branch' || answer.job !== null) && <Reached {...props} />}
      </div>
      {usable === 1 && answer.outcome === 'own-administrator' && (
        <div className={css.section}>
          <Note title={r.lastHelper} />
        </div>
      )}
      <Gaps gaps={answer.gaps} />
      <Say answer={answer} toBring={toBring} />
      {toBring && <Bring view={view} profile={profile} />}
      {(answer.outcome !== 'branch' || elsewhere || answer.stopFirst) && <Contact profile={profile} />}
    </>
  )
}

function Headline({ answer, profile, way }: Pick<AnswerProps, 'answer' | 'profile' | 'way'>) {
  const { routerScreen: t, router: r } = useMessages()
  const words = useServiceWords(profile)
  const [first] = answer.reasons
  const usable = answer.helpers.filter((helper) => helper.usable)
  const named = usable.slice(0, 2).map(({ name, role }) => t.helper(name, words.role(role)))
  const by = first === undefined || usable.length === 0 ? undefined : t.by[first.code]
  const job = answer.job === null ? undefined : t.jobs[answer.job]
  const heading = first === undefined ? r.outcomes[answer.outcome].heading : r.reasons[first.code].heading
  const headline =
    job?.head ??
    (by !== undefined && answer.outcome === 'own-administrator' && !answer.alone
      ? by(t.orHelpers(named, usable.length - named.length))
      : heading)
  const under =
    way.kind === 'open'
      ? undefined
      : answer.outcome === 'branch'
        ? job === undefined
          ? t.noCase
          : `${heading} ${job.when}`
        : answer.outcome === 'nothing-to-do'
          ? t.noPapersNothing
          : t.noPapers
  return (
    <div className={css.headline}>
      <h2>{headline}</h2>
      {under !== undefined && <p>{under}</p>}
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
  )
}

/** Loss and theft: the stop needs no paper and no approval, and comes before everything else here (R-001-22). */
function StopFirst({
  stoppedBy,
  onOpen,
}: Pick<AnswerProps, 'onOpen'> & { readonly stoppedBy: CaseSummary | undefined }) {
  const { routerScreen: t } = useMessages()
  const { F4 } = useEffectiveKeys()
  return (
    <div className={css.section}>
      <div className={css.stop} data-stopped={stoppedBy !== undefined || undefined}>
        <IconHandStop size="1.5rem" stroke={2} aria-hidden />
        <p>
          <b>{stoppedBy === undefined ? t.stop.title : t.stop.stopped}</b>
          <span>{stoppedBy === undefined ? t.stop.how : t.stop.stoppedBy(stoppedBy.caseNo)}</span>
        </p>
        {stoppedBy !== undefined && <Action onPress={() => onOpen(stoppedBy.caseNo)}>{t.openKey}</Action>}
        {stoppedBy === undefined && F4 !== undefined && (
          <Action keyName="F4" tone="stop" off={F4.off} onPress={() => press('F4', F4)}>
            {t.stop.key}
          </Action>
        )}
      </div>
    </div>
  )
}

type OpenOnesProps = Pick<AnswerProps, 'open' | 'way' | 'onOpen'> & {
  readonly stopFirst: boolean
  readonly parcel: boolean
}

/** Whoever comes a second time has a case already, and should not get another. */
function OpenOnes({ open, way, stopFirst, parcel, onOpen }: OpenOnesProps) {
  const { routerScreen: t } = useMessages()
  const { same, loss, others } = open
  const going = way.kind === 'open' ? way.of : undefined
  return (
    <>
      {same !== undefined && way.kind !== 'guidance' && (
        <Cases title={parcel ? t.openParcelWhy : t.openSame} cases={[same]} onOpen={onOpen} />
      )}
      {loss !== undefined && (loss === going || !stopFirst) && (
        <Cases title={t.openLoss} cases={[loss]} onOpen={onOpen} />
      )}
      <Cases title={t.openCases} cases={others} onOpen={onOpen} />
    </>
  )
}

type CasesProps = {
  readonly title: string
  readonly cases: readonly CaseSummary[]
  readonly onOpen: (caseNo: CaseNo) => void
}

/** Cases that are under way, each with its own way in. */
export function Cases({ title, cases, onOpen }: CasesProps) {
  const { routerScreen: t, words } = useMessages()
  if (cases.length === 0) return null
  return (
    <div className={css.section}>
      <Note title={title}>
        {cases.map((one) => (
          <p key={one.caseNo} className={css.underWay}>
            <Code size="sm">{one.caseNo}</Code> {words.kind[one.kind]}
            {one.targetName !== '' && <span>{one.targetName}</span>}
            <CaseState of={one} />
            <Action onPress={() => onOpen(one.caseNo)}>{t.openKey}</Action>
          </p>
        ))}
      </Note>
    </div>
  )
}

type InsteadProps = Pick<AnswerProps, 'view' | 'answer'>

/** What the branch does where this desk opens no case: said step by step, as it is done today. */
function Instead({ view, answer }: InsteadProps) {
  const { routerScreen: t } = useMessages()
  const code = answer.reasons[0]?.code
  const steps =
    code === 'parcel-is-looked-for' ||
    code === 'unlock-not-stated' ||
    code === 'stopped-by-the-branch' ||
    code === 'registration-unclear'
      ? t.instead[code]
      : []
  return (
    <div className={css.section}>
      <h3>
        <IconListNumbers size="1.125rem" stroke={2} aria-hidden />
        {t.instead.title}
      </h3>
      <ol className={css.steps}>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {code === 'parcel-is-looked-for' && (
        <dl className={css.known}>
          <dt>{t.instead.address}</dt>
          <dd>{view.address === '' ? t.instead.none : view.address}</dd>
          <dt>{t.instead.phone}</dt>
          <dd>{view.phone === '' ? t.instead.none : <Code size="sm">{view.phone}</Code>}</dd>
        </dl>
      )}
    </div>
  )
}

function Helpers({ answer, profile }: Pick<AnswerProps, 'answer' | 'profile'>) {
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
/** What changes most comes first; what does not change at all comes last. */
const order = [
  'detached',
  'shared',
  'unlocked',
  'suspended',
  'resumed',
  'enabled',
  'opted-out',
  'unclear',
  'none',
] as const satisfies readonly Touched['effect'][]

type ReachedProps = Pick<AnswerProps, 'answer' | 'profile' | 'whose' | 'touched' | 'alsoReissue'>

/** Everybody who is touched, as it is wished now; the guide's silence is shown, not filled. */
function Reached({ answer, profile, whose, touched, alsoReissue }: ReachedProps) {
  const { routerScreen: t, router: r } = useMessages()
  const words = useServiceWords(profile)
  const act = actOf(answer)
  const unlocking = act === 'unlock'
  if (answer.alone || answer.outcome === 'nothing-to-do' || touched.length === 0) return null
  const titled =
    act === 'application' || act === 'opt-out' || act === 'usage-mode' || act === 'hardware' ? act : 'taken'
  const title = t.effectsTitle[unlocking && !alsoReissue ? 'unlock' : titled]
  const sorted = touched.toSorted((a, b) => order.indexOf(a.effect) - order.indexOf(b.effect))
  const shown = (unlocking ? sorted.filter(sharesWith(sorted)) : sorted).slice(0, TOUCHED_SHOWN)
  const rest = sorted.filter((one) => !shown.includes(one))
  return (
    <section>
      <h3>
        <IconUsers size="1.125rem" stroke={2} aria-hidden />
        {title}
      </h3>
      <ul className={css.touched}>
        {shown.map((one) => (
          <li key={one.userId} data-changes={one.effect !== 'none' || undefined}>
            <span>
              <b>{one.name}</b>{' '}
              {whose?.kind === 'user' && whose.userId === one.userId ? t.self : words.role(one.role)}
            </span>
            {unlocking && one.effect === 'none' ? (
              <AuthenticationTag state={one.authentication} profile={profile} />
            ) : (
              <span>{one.effect === 'unclear' ? <ToConfirm /> : r.effects[one.effect]}</span>
            )}
          </li>
        ))}
        {order.map((effect) => {
          const count = rest.filter((one) => one.effect === effect).length
          return count > 0 && <li key={effect}>{t.more(count, r.effects[effect])}</li>
        })}
      </ul>
      {touched.some(({ effect }) => effect === 'unclear') &&
        profile.effects.afterDetach
          .filter(({ gap }) => gap !== undefined)
          .map(({ code, text, gap }) => (
            <p key={code} className={css.silent}>
              {words.say(text)} <small>{gap}</small>
            </p>
          ))}
    </section>
  )
}

/** Of an unlocking those are named who have the very token, stopped or not; the others are counted. */
const sharesWith =
  (all: readonly Touched[]) =>
  ({ effect, serial }: Touched): boolean =>
    effect !== 'none' ||
    (serial !== null && all.some((one) => one.effect !== 'none' && one.serial === serial))

function Gaps({ gaps }: { readonly gaps: readonly string[] }) {
  const { router: r } = useMessages()
  if (gaps.length === 0) return null
  return (
    <ul className={css.gaps}>
      {gaps.map((gap) => (
        <li key={gap}>
          <IconQuestionMark size="1rem" stroke={2.4} aria-hidden />
          {r.gap(gap, r.gaps[gap])}
        </li>
      ))}
    </ul>
  )
}

/** What to say, in sentences that can be read out as they stand. The stop is spoken of first. */
function Say({ answer, toBring }: Pick<AnswerProps, 'answer'> & { readonly toBring: boolean }) {
  const { router: r } = useMessages()
  return (
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
      {toBring && <p>{r.quoted(r.outcomes.branch.say)}</p>}
    </div>
  )
}

/** What the customer brings to the counter, as the guide has it, or as this desk goes by until it is asked. */
function Bring({ view, profile }: Pick<AnswerProps, 'view' | 'profile'>) {
  const { routerScreen: t, contract: c } = useMessages()
  const words = useServiceWords(profile)
  // The counter itself is no thing to bring; whether it is ours is said by the tag.
  const things = evidenceFor(profile).filter(({ code }) => code !== 'dealing-branch')
  // Where the guide is silent it is silent about all of them: said once.
  const silent = things.find(({ toConfirm }) => toConfirm)
  const sourceWords = (sources: readonly string[]) =>
    sources.map((source) => (source === 'DESK' ? t.deskRule : source)).join('、')
  return (
    <div className={css.section}>
      <h3>
        <IconFileText size="1.125rem" stroke={2} aria-hidden />
        {t.bring}
      </h3>
      <ul className={css.bring}>
        {things.map(({ code, word, sources, toConfirm }) => (
          <li key={code}>
            {word === null ? t.evidence[code] : words.say(word)}{' '}
            {!toConfirm && <small>{sourceWords(sources)}</small>}
          </li>
        ))}
        {silent !== undefined && (
          <li>
            <ToConfirm /> <small>{sourceWords(silent.sources)}</small>
          </li>
        )}
        {!view.dealingBranchIsOurs && (
          <li>
            <StateTag state="confirm">{c.notOurs(view.dealingBranch)}</StateTag>
          </li>
        )}
      </ul>
    </div>
  )
}

/** Whom the customer may call when it does not go on without us. */
function Contact({ profile }: { readonly profile: ServiceProfile }) {
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

type OutProps = {
  readonly profile: ServiceProfile
  readonly answer: RouterAnswer
  readonly way: Way
  readonly children: ReactNode
}

/** What the customer takes away, what stays in the records, and the way on. */
export function Out({ profile, answer, way, children }: OutProps) {
  const { routerScreen: t } = useMessages()
  const words = useServiceWords(profile)
  const sheet =
    answer.outcome === 'branch' ? undefined : profile.stepSheets.find(({ code }) => code === answer.sheet)
  const paper = {
    case: t.formSheet,
    open: t.noSheet,
    guidance: sheet === undefined ? t.guidancePlain : t.guidanceSheet(words.say(sheet.title)),
  }[way.kind]
  const record = {
    case: t.recordCase,
    open: t.recordOpen,
    guidance: answer.outcome === 'branch' ? t.recordBranch : t.recordAdvice,
  }[way.kind]
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
