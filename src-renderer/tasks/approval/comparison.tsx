import { IconArrowRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { ApprovalView } from '#shared/operations/approval'
import type { ServiceProfile } from '#shared/profiles'
import { clockTime } from '#shared/text/wareki'
import { useMessages } from '../../desk/messages.ts'
import { Code, Figures } from '../../parts/code.tsx'
import { StateTag, ToConfirm } from '../../parts/state-tag.tsx'
import { useConsequences } from '../case/aside.tsx'
import type { CaseWords } from '../case/words.ts'
import css from './approval.module.css'

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
        <small>
          {words.service} {of.customerName}
        </small>
        <h2>{words.title}</h2>
      </div>
      <div>
        <small>{t.maker}</small>
        <b>{view.makerName}</b> <Figures>{clockTime(view.submittedAt)}</Figures>
      </div>
      <div>
        <small>{t.edition}</small>
        <b>{t.editionOf(of.edition)}</b>{' '}
        {of.edition > 1 && <span className={css.quiet}>{t.afterSendBack}</span>}
      </div>
      <div>
        <small>{t.original}</small>
        <b>{of.intake.originalKeptAt}</b>
      </div>
    </header>
  )
}

type Line = {
  readonly id: string
  readonly label: string
  readonly paper: ReactNode
  readonly now: ReactNode
  /** What it will be; undefined where nothing changes. */
  readonly after?: string
  /** In place of 変わらない. */
  readonly kept?: string
}

/** The consequence first, then what changes and what does not, who is touched, and what happened before. */
export function Comparison({ view, profile, words }: Shown) {
  const { approval: t, cases } = useMessages()
  const of = view.case
  const { intake, store } = of
  const { effects, touched } = useConsequences({ view: of, profile, words })
  const holder = words.holder
  const shared = of.touched.filter(({ effect }) => effect === 'shared').length
  const paperSerial = intake.oldSerial
  const lastSendBack = of.entries.findLast(({ event }) => event === 'case.sent-back')

  const lines: readonly Line[] = [
    {
      id: 'customerId',
      label: t.row.customerId,
      paper: <Code>{intake.customerId ?? ''}</Code>,
      now: <Code>{store.customerId}</Code>,
    },
    { id: 'customerName', label: t.row.customerName, paper: intake.customerName, now: store.customerName },
    {
      id: 'account',
      label: t.row.account,
      paper: <Code>{intake.accountNumber ?? t.nothing}</Code>,
      now:
        store.accountEnding === null ? (
          t.nothing
        ) : (
          <>
            <Code>{cases.store.account(store.accountEnding)}</Code>{' '}
            {store.accountMatches === true && t.accountSame}
          </>
        ),
    },
    {
      id: 'target',
      label: t.row.target,
      paper: words.targetName,
      now: (
        <>
          {words.targetName} {words.isShared || holder === undefined ? '' : words.role(holder.role)}
        </>
      ),
    },
    {
      id: 'serial',
      label: words.tokenLabel,
      paper: (
        <>
          <Code>{paperSerial ?? ''}</Code> {intake.oldSerialCorrected && <small>{t.corrected}</small>}
        </>
      ),
      now: (
        <del>
          <Code>{of.oldSerial ?? store.oldSerial ?? ''}</Code>
        </del>
      ),
      after: t.gone,
    },
    {
      id: 'registration',
      label: t.row.registration,
      paper: t.nothing,
      now: holder === undefined ? t.nothing : words.registration(holder.registration),
      after: words.registration('none'),
    },
    {
      id: 'authentication',
      label: t.row.authentication,
      paper: t.nothing,
      now:
        holder === undefined || holder.authentication === 'none' ? (
          t.nothing
        ) : (
          <StateTag state={holder.authentication}>{words.authentication(holder.authentication)}</StateTag>
        ),
      ...(holder === undefined || holder.authentication === 'none' ? {} : { after: t.none }),
    },
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
    ...(store.targetIsAdministrator
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
  return (
    <>
      <p className={css.say}>
        {words.isShared ? t.say.shared(shared) : t.say.detached(words.targetName)}
        <br />
        {profile.effects.afterDetach[0] !== undefined && words.say(profile.effects.afterDetach[0].text)}
      </p>
      <h2 className={css.changes}>
        {t.changes(lines.filter(({ after }) => after !== undefined).length)} <small>{t.changesNote}</small>
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
      <div className={css.below}>
        <div>
          <b>{t.touchedTitle(touched.length)}</b>
          <ul>
            {touched.map(({ id, name, role, effect, changes, confirm }) => (
              <li key={id}>
                {name} <span className={css.quiet}>{role}</span>{' '}
                {changes === true ? <strong>{effect}</strong> : effect} {confirm === true && <ToConfirm />}
              </li>
            ))}
          </ul>
        </div>
        <div>
          <b>{t.historyTitle}</b>
          <p>
            {cases.history.detached} {of.history.detached}・{cases.history.registered} {of.history.registered}
            ・{cases.history.cases} {of.history.cases}
          </p>
          {lastSendBack?.note != null && <p>{t.previousReason(lastSendBack.note)}</p>}
        </div>
        <div>
          <ul>
            {effects.slice(1).map(({ id, text, confirm }) => (
              <li key={id}>
                {text} {confirm === true && <ToConfirm />}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </>
  )
}
