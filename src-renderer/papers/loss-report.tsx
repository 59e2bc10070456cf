import { emptyReport } from '#shared/asks'
import { emptyIntake } from '#shared/intake'
import type { CaseView } from '#shared/operations/cases'
import { formatTime } from '#shared/text/wareki'
import { Code, Stamps } from './bits.tsx'
import type { Facts } from './facts.ts'
import { Cells, Choice, Choices, Day, Field, Line, Memos, onLine, Plain, tooLong } from './form-bits.tsx'
import { Page } from './page.tsx'
import styles from './request.module.css'
import { CaseCorner, effects, Identity, Sealing, Written } from './request.tsx'

const FORM = { number: 'RQ-08', edition: 1 } as const

/**
 * 紛失・盗難届. Blank, to be written at the counter; or the print of what was said on the telephone, to be signed when
 * the customer comes: who reported it and is called back where, the three questions by which fraud shows (R-000-15),
 * and the number the police gave. It bears no serial: whoever holds it is not known by it.
 */
export function LossReport({ facts, of }: { readonly facts: Facts; readonly of: CaseView | null }) {
  const { t, content, profile } = facts
  const { request, lossReport: words } = t
  const { ask } = of ?? {}
  const loss = ask?.kind === 'loss' ? ask : undefined
  const report = loss?.report ?? emptyReport
  const person = of === null ? undefined : facts.target(of)
  const isShared = of?.target.kind === 'shared'
  const oneUser = profile?.severalUsers === false
  const ownStop = profile === null || profile.stepSheets.some(({ code }) => code === 'stop-transactions')
  const paper = of?.intake ?? emptyIntake
  const memos = tooLong([
    { name: words.note, text: report.note },
    { name: words.found, text: loss?.found?.where ?? null },
  ])
  const count = memos.length > 0 ? 2 : 1
  return (
    <>
      <Page
        facts={facts}
        form={FORM}
        title={request.of.loss.title}
        small={request.small}
        over={request.addressee(content.institution, content.branchName)}
        corner={<CaseCorner facts={facts} of={of} />}
        of={count}
      >
        <div className={styles.intro}>
          <b>{request.of.loss.ask}</b>
          <p>{of === null ? request.how : words.record}</p>
          <p>{request.never}</p>
          <p>{words.later}</p>
        </div>
        <Written facts={facts}>
          <Field number={1} name={words.reportedAt}>
            {of === null ? (
              <>
                <Day facts={facts} day={null} />
                <span className={styles.day}>
                  <span />
                  {request.date.hour}
                  <span />
                  {request.date.minute}
                </span>
              </>
            ) : (
              <span className={styles.known}>{facts.moment(of.openedAt)}</span>
            )}
          </Field>
          <Field number={2} name={facts.userId}>
            <Cells value={of?.store?.customerId ?? content.contract?.customerId ?? null} count={12} />
          </Field>
          <Field number={3} name={request.customerName}>
            <Line value={of !== null || content.contract !== null ? facts.customerName : null} large />
          </Field>
          <Field number={4} name={request.of.loss.target}>
            {!oneUser && (
              <span className={styles.block}>
                <Choice word={request.targetUser} chosen={of !== null && !isShared} />
                <Choice word={request.targetShared} chosen={isShared} />
              </span>
            )}
            <Line name={request.targetName} value={of !== null && !isShared ? of.targetName : null} />
            {!oneUser && <Line name={facts.userId} value={person?.userId ?? null} />}
          </Field>
          <Field number={5} name={words.how}>
            <Choices words={t.lossHow} chosen={loss?.how ?? null} />
          </Field>
          <Field number={6} name={words.caller}>
            <Line name={words.callerName} value={report.callerName} />
            <Choices words={words.callerIs} chosen={report.callerIs} />
          </Field>
          <Field number={7} name={words.callBack}>
            <Line value={report.callBackNumber} />
            <span className={styles.small}>{words.callBackHelp}</span>
          </Field>
          <Field number={8} name={words.questions}>
            <Question asked={words.asked.whoCalled}>
              <Choices words={words.whoCalled} chosen={report.whoCalled} />
            </Question>
            <Question asked={words.asked.codeReadOut}>
              <Choices words={words.answer} chosen={report.codeReadOut} />
            </Question>
            <Question asked={words.asked.lastLoginTheirs}>
              <Choices words={words.answer} chosen={report.lastLoginTheirs} />
            </Question>
            {ownStop && (
              <Question asked={words.asked.ownStopPressed}>
                <Choices words={words.answer} chosen={report.ownStopPressed} />
              </Question>
            )}
          </Field>
          <Field number={9} name={words.police}>
            <Line name={words.policeNo} value={report.policeReportNo} />
            <Line name={words.policeStation} value={report.policeStation} />
          </Field>
          <Field number={10} name={words.note}>
            <Line value={onLine(facts, report.note, count)} large />
          </Field>
          <Sealing
            facts={facts}
            number={11}
            title={request.of.loss.happens}
            happens={effects(facts, 'loss')}
          />
          <Identity facts={facts} paper={paper} number={12} />
        </Written>
        <Stopped facts={facts} of={of} />
      </Page>
      {memos.length > 0 && (
        <Page
          facts={facts}
          form={FORM}
          title={request.continued}
          small={t.annex.small(request.of.loss.title)}
          over={request.addressee(content.institution, content.branchName)}
          corner={<CaseCorner facts={facts} of={of} />}
          page={count}
          of={count}
        >
          <Memos memos={memos} />
        </Page>
      )}
    </>
  )
}

function Question({ asked, children }: { readonly asked: string; readonly children: React.ReactNode }) {
  return (
    <span className={styles.question}>
      <span>{asked}</span>
      {children}
    </span>
  )
}

/** What the branch did, and who has gone through it. */
function Stopped({ facts, of }: { readonly facts: Facts; readonly of: CaseView | null }) {
  const { t, content } = facts
  const { lossReport: words, request } = t
  const found = of?.ask.kind === 'loss' ? of.ask.found : null
  const at = content.moved[0]?.at
  const people = of === null ? [] : facts.people(of)
  return (
    <div className={styles.branch}>
      <p className={styles.branchTitle}>
        {request.branchUse}　{words.stopped}
      </p>
      <div className={styles.branchBody}>
        <div className={styles.branchFields}>
          <Plain name={words.stoppedAt} value={at === undefined ? null : facts.exactMoment(at)} />
          <Plain name={words.stoppedBy} value={of?.makerName ?? null} />
          <div className={styles.plainWide}>
            <span className={styles.small}>{words.stoppedWho}</span>
            <span className={styles.plainValue}>
              {people.length > 0 && `${words.people(people.length)}　`}
              {people.map(({ userId, who }) => (
                <span key={userId} className={styles.one}>
                  {who} <Code>{userId}</Code>　
                </span>
              ))}
            </span>
          </div>
          {found !== null && (
            <div className={styles.plainWide}>
              <span className={styles.small}>{words.found}</span>
              <span className={styles.plainValue}>
                {words.foundAt(
                  `${facts.day(found.at)} ${formatTime(found.at, facts.lang)}`,
                  onLine(facts, found.where, 2) ?? '',
                )}
                {'　'}
                <Choice word={words.handedIn} chosen={found.handedIn} />
              </span>
            </div>
          )}
          <Plain name={words.reviewed} value={of === null ? null : (of.approverName ?? words.notYet)} />
          <Plain name={request.keptAt} value={of?.intake.originalKeptAt ?? null} />
        </div>
        <Stamps
          stamps={[
            { name: words.stamps.received, people: of === null ? [] : [of.makerName] },
            {
              name: words.stamps.reviewed,
              people: of?.approverName === null || of === null ? [] : [of.approverName],
            },
            { name: words.stamps.papers, people: [] },
          ]}
        />
      </div>
    </div>
  )
}
