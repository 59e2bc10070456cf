import { IconArrowRight, IconUsers } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { formFields } from '#shared/jobs'
import type { ApprovalView } from '#shared/operations/approval'
import type { ServiceProfile } from '#shared/profiles'
import { clockTime, formatDate } from '#shared/text/wareki'
import { useMessages } from '../../desk/messages.ts'
import { Code, Figures } from '../../parts/code.tsx'
import { Note } from '../../parts/notices.tsx'
import { StateTag, ToConfirm } from '../../parts/state-tag.tsx'
import { Because } from '../case/aside.tsx'
import { useConsequences } from '../case/consequences.tsx'
import { DifferenceTable } from '../case/difference-table.tsx'
import { wishLines } from '../case/hardware.ts'
import { targetLabel } from '../case/rows.tsx'
import { isReissuedToo, statesAfter } from '../case/shape.ts'
import type { CaseWords } from '../case/words.ts'
import { ProfileDifferences } from '../profiles/differences.tsx'
import css from './approval.module.css'
import { ReportTable } from './report-table.tsx'

type Shown = { readonly view: ApprovalView; readonly profile: ServiceProfile; readonly words: CaseWords }

/** Which case, entered by whom, in which edition, and where the paper lies. */
export function Heading({ view, words }: Pick<Shown, 'view' | 'words'>) {
  const { approval: t, cases } = useMessages()
  const of = view.case
  return (
    <header className={css.head}>
      <div>
        <small>{cases.number}</small>
        <Code size="lg" strong>
          {of.caseNo}
        </Code>
      </div>
      <div className={css.title}>
        <small>{of.contractNo === null ? words.service : `${words.service} ${of.customerName}`}</small>
        <h2>{words.title}</h2>
      </div>
      <div>
        <small>{t.maker}</small>
        <b>{view.makerName}</b> <Figures>{clockTime(view.submittedAt)}</Figures>
      </div>
      {view.decision !== 'review' && (
        <div>
          <small>{t.edition}</small>
          <b>{t.editionOf(of.edition)}</b>{' '}
          {of.edition > 1 && <span className={css.quiet}>{t.afterSendBack}</span>}
        </div>
      )}
      {of.intake.originalKeptAt !== null && (
        <div>
          <small>{t.original}</small>
          <b>{of.intake.originalKeptAt}</b>
        </div>
      )}
    </header>
  )
}

type Line = {
  readonly id: string
  readonly label: string
  readonly paper: ReactNode
  readonly now: ReactNode
  /** What it will be; undefined where nothing changes. */
  readonly after?: ReactNode
  /** In place of 変わらない. */
  readonly kept?: string
}

/** The consequence first, then what changes and what does not, who is touched, and what happened before. */
export function Comparison({ view, profile, words }: Shown) {
  const { approval: t, cases, jobs } = useMessages()
  const of = view.case
  const { lines: said, guide, effects, touched, spared } = useConsequences({ view: of, profile, words })
  const lastSendBack = of.entries.findLast(({ event }) => event === 'case.sent-back')
  const [first = '', second, ...others] = said
  const big = [
    // A short second sentence belongs to the first.
    ...(second === jobs.effects.forEver || second === jobs.effects.lower
      ? [`${first}${words.language === 'ja' ? '' : ' '}${second}`]
      : said.slice(0, 2)),
    ...others,
    ...(guide[0] === undefined ? [] : [words.say(guide[0].text)]),
  ]
  const lines = useFormLines({ view, profile, words })
  return (
    <>
      <p className={css.say} data-consequence>
        {big.map((sentence) => (
          <span key={sentence}>{sentence}</span>
        ))}
      </p>
      {(view.decision === 'approve-first' || of.firstApproverName !== null) && (
        <div className={css.second}>
          <Note
            icon={IconUsers}
            title={of.firstApproverName === null ? t.first : t.second(of.firstApproverName)}
          >
            {of.firstApproverName === null && <p>{t.firstWhy}</p>}
            <Because view={of} words={words} />
          </Note>
        </div>
      )}
      {of.ask.kind === 'loss' && <ReportTable ask={of.ask} />}
      {of.ask.kind === 'profile-change' && (
        <>
          <h2 className={css.changes}>
            {t.changes(view.differences.length)} <small>{of.ask.reason}</small>
          </h2>
          <ProfileDifferences of={view.differences} />
        </>
      )}
      {of.ask.kind === 'stock-difference' && (
        <>
          <h2 className={css.changes}>
            {jobs.difference.counted(of.ask.missing.length, of.ask.surplus.length)}{' '}
            <small>
              {jobs.difference.reason} {of.ask.reason}
            </small>
          </h2>
          <DifferenceTable ask={of.ask} />
        </>
      )}
      {lines.length > 0 && (
        <>
          <h2 className={css.changes}>
            {t.changes(lines.filter(({ after }) => after !== undefined).length)}{' '}
            <small>{t.changesNote}</small>
          </h2>
          <table className={css.lines}>
            <thead>
              <tr>
                <th scope="col">{t.column.item}</th>
                <th scope="col">{t.column.paper}</th>
                <th scope="col">{t.column.store}</th>
                <th scope="col">{t.column.after}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map(({ id, label, paper, now, after, kept }) => (
                <tr key={id} data-changes={after !== undefined || undefined}>
                  <th scope="row">{label}</th>
                  <td data-title={t.column.paper}>{paper}</td>
                  <td data-title={t.column.store}>{now}</td>
                  <td data-title={t.column.after}>
                    {after === undefined ? (
                      <span className={css.quiet}>{kept ?? t.unchanged}</span>
                    ) : (
                      <>
                        <IconArrowRight size="1.125rem" stroke={2.6} aria-hidden />
                        {after}
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {of.contractNo !== null && (
        <div className={css.below}>
          <div>
            <b>{t.touchedTitle(touched.length)}</b>
            <ul>
              {touched.map(({ id, name, role, effect, changes, states = [], confirm }) => (
                <li key={id}>
                  {name} <span className={css.quiet}>{role}</span>{' '}
                  {changes === true ? <strong>{effect}</strong> : effect}{' '}
                  <span className={css.quiet}>{states.join('　')}</span> {confirm === true && <ToConfirm />}
                </li>
              ))}
              {spared !== undefined && <li className={css.quiet}>{spared}</li>}
            </ul>
          </div>
          <div>
            <b>{t.historyTitle}</b>
            {of.target.kind === 'user' && (
              <p>{strip(jobs.history.person, of.history.person, jobs.history)}</p>
            )}
            <p>{strip(jobs.history.contract, of.history.contract, jobs.history)}</p>
            <p>
              {jobs.history.others} {of.history.cases}
            </p>
            {lastSendBack?.note != null && <p>{t.previousReason(lastSendBack.note)}</p>}
          </div>
          {effects.length > 1 && (
            <div>
              <ul>
                {effects.slice(1).map(({ id, text, confirm }) => (
                  <li key={id}>
                    {text} {confirm === true && <ToConfirm />}
                  </li>
                ))}
              </ul>
            </div>
          )}
        </div>
      )}
      {of.ask.kind === 'resume' && (
        <p className={css.quiet}>{jobs.linked.to(cases.number, of.linkedCase ?? '')}</p>
      )}
    </>
  )
}

type Words90 = ReturnType<typeof useMessages>['jobs']['history']

/** この契約　紛失 0・停止解除 1・再発行 0 */
const strip = (whose: string, of: ApprovalView['case']['history']['person'], t: Words90): string =>
  `${whose}　${t.losses} ${of.losses}・${t.unlocks} ${of.unlocks}・${t.reissues} ${of.reissues}`

/** The form's lines beside what the database has and what will be; none where there is no form. */
function useFormLines({ view, profile, words }: Shown): readonly Line[] {
  const messages = useMessages()
  const { approval: t, cases, jobs, words: w } = messages
  const of = view.case
  const { intake, store } = of
  if (store === null) return []
  const fields = formFields(of.kind, profile, isReissuedToo(of))
  if (fields.length === 0) return []
  const takesAway =
    of.kind === 'token-detach' ||
    of.kind === 'reissue' ||
    of.kind === 'opt-out' ||
    (of.kind === 'hardware' && of.touched.some(({ effect }) => effect === 'detached'))
  const gone = profile.resetVerb === 'revoke' && of.kind !== 'opt-out' ? t.revoked : t.gone
  const serial = of.oldSerial ?? store.oldSerial
  const tag = (state: (typeof of.touched)[number]['authentication']) =>
    state === 'none' ? t.nothing : <StateTag state={state}>{words.authentication(state)}</StateTag>
  const several = of.target.kind === 'contract'
  const { holder } = words
  const after = holder === undefined || several ? undefined : statesAfter(holder, profile, of.kind)
  const moved = after === 'before-stop' ? undefined : after

  return [
    ...(store.customerId === ''
      ? []
      : [
          {
            id: 'customerId',
            label: t.row.customerId,
            paper: <Code>{intake.customerId ?? ''}</Code>,
            now: <Code>{store.customerId}</Code>,
          },
        ]),
    { id: 'customerName', label: t.row.customerName, paper: intake.customerName, now: store.customerName },
    {
      id: 'account',
      label: t.row.account,
      paper: <Code>{intake.accountNumber ?? t.nothing}</Code>,
      now: (
        <>
          {store.accountEnding !== null && <Code>{cases.store.account(store.accountEnding)}</Code>}{' '}
          {store.accountMatches === true ? t.accountSame : store.accountEnding === null && t.nothing}
        </>
      ),
    },
    ...(several
      ? words.meant.map((one) => {
          const will = statesAfter(one, profile, of.kind)
          const changes =
            will === undefined
              ? undefined
              : will === 'before-stop'
                ? jobs.beforeStop
                : [
                    ...(will.registration === one.registration
                      ? []
                      : [words.registration(will.registration)]),
                    ...(will.authentication === one.authentication || will.authentication === 'none'
                      ? []
                      : [words.authentication(will.authentication)]),
                  ].join('　')
          return {
            id: `user-${one.userId}`,
            label: targetLabel(of, jobs.paper.targetOf),
            paper: (
              <>
                {one.name} <small>{words.role(one.role)}</small>
              </>
            ),
            now: (
              <span className={css.states}>
                <span>{words.registration(one.registration)}</span> {tag(one.authentication)}
              </span>
            ),
            ...(changes === undefined ? {} : { after: changes }),
          }
        })
      : [
          {
            id: 'target',
            label: targetLabel(of, jobs.paper.targetOf),
            paper: words.targetName,
            now: (
              <>
                {words.targetName} {words.isShared || holder === undefined ? '' : words.role(holder.role)}
              </>
            ),
          },
        ]),
    ...(of.ask.kind === 'hardware'
      ? wishLines(of.ask, profile, words, messages).map(({ id, label, said }) => ({
          id,
          label,
          paper: said,
          now: t.nothing,
          kept: t.kept,
        }))
      : []),
    ...(serial === null || several
      ? []
      : [
          {
            id: 'serial',
            label: words.tokenLabel,
            paper: (
              <>
                <Code>{intake.oldSerial ?? t.nothing}</Code>{' '}
                {intake.oldSerialCorrected && <small>{t.corrected}</small>}
              </>
            ),
            now: takesAway ? (
              <del>
                <Code>{serial}</Code>
              </del>
            ) : (
              <Code>{serial}</Code>
            ),
            ...(takesAway ? { after: gone } : {}),
          },
        ]),
    ...(several || holder === undefined
      ? []
      : [
          {
            id: 'registration',
            label: t.row.registration,
            paper: t.nothing,
            now: words.registration(holder.registration),
            ...(moved === undefined || moved.registration === holder.registration
              ? {}
              : { after: words.registration(moved.registration) }),
          },
          {
            id: 'authentication',
            label: t.row.authentication,
            paper: t.nothing,
            now: tag(holder.authentication),
            ...(after === 'before-stop'
              ? { after: jobs.beforeStop }
              : moved === undefined || moved.authentication === holder.authentication
                ? {}
                : {
                    after:
                      moved.authentication === 'none' ? t.none : words.authentication(moved.authentication),
                  }),
          },
        ]),
    ...(fields.includes('situationNote')
      ? [
          {
            id: 'situation',
            label: fields.includes('situationCause') ? t.row.situation : t.row.reason,
            paper: (
              <>
                {intake.situationCause !== null && w.situationCause[intake.situationCause]}{' '}
                <small>{intake.situationNote}</small>
              </>
            ),
            now: of.ask.kind === 'resume' ? w.resumeWhy[of.ask.why] : t.nothing,
            kept: t.kept,
          },
        ]
      : []),
    ...(fields.includes('reason')
      ? [
          {
            id: 'reason',
            label: t.row.reason,
            paper: (
              <>
                {intake.reason !== null && cases.reason[intake.reason]}
                {intake.reasonNote !== null && <small> {intake.reasonNote}</small>}
              </>
            ),
            now: t.nothing,
            kept: t.kept,
          },
        ]
      : fields.includes('reasonNote') && intake.reasonNote !== null
        ? [
            {
              id: 'reason',
              label: of.kind === 'opt-out' ? t.row.reason : t.row.note,
              paper: intake.reasonNote,
              now: t.nothing,
              kept: t.kept,
            },
          ]
        : []),
    ...(fields.includes('lowerProtectionAcknowledged')
      ? [
          {
            id: 'lower',
            label: t.row.lower,
            paper: intake.lowerProtectionAcknowledged ? jobs.side.lowerTick : t.nothing,
            now: t.nothing,
            kept: t.kept,
          },
        ]
      : []),
    ...(fields.includes('fallbackSecret')
      ? [
          {
            id: 'fallback',
            label: t.row.fallback,
            paper: intake.fallbackSecret === null ? t.nothing : w.fallbackSecret[intake.fallbackSecret],
            now: profile.replacesSecret.map(words.say).join(words.language === 'ja' ? '・' : ', '),
            kept: t.kept,
          },
        ]
      : []),
    ...(intake.mailAddressChecked
      ? [{ id: 'mail', label: t.row.mail, paper: jobs.side.mailTick, now: t.nothing, kept: t.kept }]
      : []),
    ...(fields.includes('addressConfirmed')
      ? [
          {
            id: 'address',
            label: t.row.address,
            paper: intake.addressConfirmed ? jobs.side.addressTick : t.nothing,
            now: t.nothing,
            kept: t.kept,
          },
        ]
      : []),
    {
      id: 'visitor',
      label: t.row.visitor,
      paper: (
        <>
          {intake.visitorName}{' '}
          <small>
            {intake.cameBy !== null && cases.cameBy[intake.cameBy]}
            {intake.authority !== null && ` ${cases.authority[intake.authority]}`}
          </small>
        </>
      ),
      now: t.nothing,
      kept: t.kept,
    },
    {
      id: 'identity',
      label: t.row.identity,
      paper: (
        <>
          {intake.identity !== null && cases.identity[intake.identity]}{' '}
          <small>{intake.identityLast4 !== null && t.last4(intake.identityLast4)}</small>
        </>
      ),
      now: t.nothing,
      kept: t.kept,
    },
    ...(intake.recentChange === null || intake.recentChange === 'none'
      ? []
      : [
          {
            id: 'recentChange',
            label: t.row.recentChange,
            paper: (
              <>
                {w.recentChange[intake.recentChange]}{' '}
                <small>
                  {intake.recentChangeOn !== null && formatDate(intake.recentChangeOn, words.language)}
                </small>
              </>
            ),
            now: t.nothing,
            kept: t.kept,
          },
        ]),
    ...(intake.assisted
      ? [
          {
            id: 'assisted',
            label: t.row.assisted,
            paper: (
              <>
                {intake.assistedReason} <small>{intake.assistedPresent}</small>
              </>
            ),
            now: intake.assistedReadBack ? jobs.side.readBackTick : t.nothing,
            kept: t.kept,
          },
        ]
      : []),
    ...(intake.redirectReason === null
      ? []
      : [
          {
            id: 'redirect',
            label: t.row.redirect,
            paper: intake.redirectReason,
            now: t.nothing,
            kept: t.kept,
          },
        ]),
    ...(store.dealingBranchIsOurs
      ? []
      : [{ id: 'branch', label: t.row.branch, paper: intake.branchReason, now: t.nothing, kept: t.kept }]),
  ]
}
