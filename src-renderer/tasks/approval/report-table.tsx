import { IconAlertTriangle } from '@tabler/icons-react'
import type { CaseAsk, LossReport } from '#shared/asks'
import { useMessages } from '../../desk/messages.ts'
import { Note } from '../../parts/notices.tsx'
import { ToConfirm } from '../../parts/state-tag.tsx'
import css from './approval.module.css'

type LossAsk = Extract<CaseAsk, { kind: 'loss' }>

/** The order in which the call goes; who called whom and the two other questions of fraud come first. */
const asked = [
  'whoCalled',
  'codeReadOut',
  'lastLoginTheirs',
  'ownStopPressed',
  'callerName',
  'callerIs',
  'callBackNumber',
  'policeReportNo',
  'policeStation',
  'note',
] as const satisfies readonly (keyof LossReport)[]

/** Questions a review cannot do without; the others may have had no answer. */
const needed: readonly (keyof LossReport)[] = [
  'whoCalled',
  'codeReadOut',
  'lastLoginTheirs',
  'callBackNumber',
]

/** Answers by which fraud shows (R-000-15, R-001-22). */
export const warns = (field: keyof LossReport, report: LossReport): boolean =>
  (field === 'whoCalled' && report.whoCalled === 'stranger-called-first') ||
  (field === 'codeReadOut' && report.codeReadOut !== null && report.codeReadOut !== 'no') ||
  (field === 'lastLoginTheirs' && report.lastLoginTheirs !== null && report.lastLoginTheirs !== 'yes')

/** What was said on the telephone, for the supervisor who goes through it. */
export function ReportTable({ ask }: { readonly ask: LossAsk }) {
  const { approval, words } = useMessages()
  const { report: t } = approval
  const { loss: w } = words
  const { report } = ask
  const said = (field: (typeof asked)[number]): string | null => {
    switch (field) {
      case 'whoCalled':
        return report.whoCalled === null ? null : w.whoCalled[report.whoCalled]
      case 'callerIs':
        return report.callerIs === null ? null : w.callerIs[report.callerIs]
      case 'codeReadOut':
      case 'lastLoginTheirs':
      case 'ownStopPressed': {
        const answer = report[field]
        return answer === null ? null : w.answer[answer]
      }
      default:
        return report[field]
    }
  }
  return (
    <>
      {asked.some((field) => warns(field, report)) && (
        <div className={css.second}>
          <Note icon={IconAlertTriangle} title={t.fraud} />
        </div>
      )}
      <h2 className={css.changes}>
        {t.title}{' '}
        <small>
          {t.how}：{w.how[ask.how]}
        </small>
      </h2>
      <table className={css.report}>
        <thead>
          <tr>
            <th scope="col">{t.question}</th>
            <th scope="col">{t.answer}</th>
          </tr>
        </thead>
        <tbody>
          {asked.map((field) => {
            const answer = said(field)
            if (answer === null && !needed.includes(field)) return null
            return (
              <tr key={field} data-warns={warns(field, report) || undefined}>
                <th scope="row">{w.field[field]}</th>
                <td>
                  {answer ?? (
                    <>
                      <ToConfirm>{w.notAsked}</ToConfirm> {t.notAsked}
                    </>
                  )}
                  {warns(field, report) && (
                    <strong>
                      <IconAlertTriangle size="1rem" stroke={2} aria-hidden />
                      {t.warns}
                    </strong>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {ask.found !== null && (
        <p className={css.quiet}>
          {t.found(ask.found.where)} {ask.found.handedIn && t.handedIn}
        </p>
      )}
    </>
  )
}
