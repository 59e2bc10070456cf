import type { RestoreRecord } from '../operations/backup.ts'
import type { Messages } from './ja.ts'

/**
 * What is to be done after a restore, the most urgent first, in sentences; for the screen and for its paper.
 *
 * @param backupAt the time of the backup as the reader writes times
 */
export function restoreList(
  record: RestoreRecord,
  t: Messages['restore']['list'],
  { backupAt, between }: { readonly backupAt: string; readonly between: string },
): readonly string[] {
  const {
    stopped,
    notStopped,
    cases,
    others,
    disabled,
    without,
    counters,
    lastReceipt,
    lastCase,
    nextReceipt,
  } = record
  const isKnown = record.old === 'read'
  const join = (parts: readonly string[]) => parts.join(between)
  const receipts = cases.filter(({ receiptNo }) => receiptNo !== '').map(({ receiptNo }) => receiptNo)
  const open = cases.filter(({ receiptNo }) => receiptNo === '').map(({ caseNo }) => caseNo)
  const rest = others.reduce((sum, { times }) => sum + times, 0)
  const list = [
    notStopped.length > 0 && t.notStopped(join(notStopped.map(({ serial, caseNo }) => serial || caseNo))),
    stopped.length > 0 && t.stoppedAgain(join(stopped.map(({ caseNo }) => caseNo))),
    !isKnown && t.stopFromPaper(backupAt),
    record.how === 'cards' && t.cards,
    !isKnown && t.people,
    without.length > 0 && t.without(join(without)),
    disabled.length > 0 && t.disabled(join(disabled.map(({ staff, name }) => `${name} ${staff}`))),
    !isKnown && t.keys,
    !isKnown && t.enterFromPaper(lastReceipt, lastCase, nextReceipt),
    receipts.length > 0 && t.receipts(join(receipts)),
    open.length > 0 && t.cases(join(open)),
    rest > 0 && t.others(rest),
    counters > 0 && t.counters(counters),
  ].filter((line) => line !== false)
  return list.length > 0 ? list : [t.nothing]
}
