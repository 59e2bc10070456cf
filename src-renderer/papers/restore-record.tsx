import { restore as en } from '#shared/messages/en/restore'
import { words as wordsEn } from '#shared/messages/en/words'
import { restore as ja } from '#shared/messages/ja/restore'
import { words as wordsJa } from '#shared/messages/ja/words'
import { restoreList } from '#shared/messages/restore-list'
import { wordIn } from '#shared/messages/sentence'
import type { RestoreRecord } from '#shared/operations/backup'
import { Code, Heading, Row, Rows, Stamps } from './bits.tsx'
import type { Facts } from './facts.ts'
import styles from './hardware.module.css'
import { pagesOf } from './hardware-facts.ts'
import { fromBranch, Page } from './page.tsx'
import own from './restore-record.module.css'

const FORM = { number: 'RR-01', edition: 1 } as const
/** Cases on a page of their own; the first page has what is to be done. */
export const CASES_ON_PAGE = 40

/** 復元の記録: who restored which backup, what is to be done, and every case to be entered again with a box to tick. */
export function RestoreRecordSheet({ facts, of }: { readonly facts: Facts; readonly of: RestoreRecord }) {
  const { paper: t, list } = facts.lang === 'ja' ? ja : en
  const backupAt = facts.moment(of.backupAt)
  // The cases stand on the pages that follow, with a box each.
  const todo = restoreList({ ...of, cases: [] }, list, {
    backupAt,
    between: facts.lang === 'ja' ? '、' : ', ',
  })
  const [first = '', second = ''] = of.by
  const lost = of.lost === null ? t.lostUnknown : t.lost(of.lost)
  const pages = of.cases.length === 0 ? [] : pagesOf(of.cases, CASES_ON_PAGE, CASES_ON_PAGE)
  const sheet = {
    facts,
    form: FORM,
    title: t.title,
    small: t.small,
    over: fromBranch(facts),
    corner: <p>{t.number(of.number)}</p>,
    of: pages.length + 1,
  }
  return (
    <>
      <Page {...sheet} page={1}>
        <p className={styles.lead}>{t.lead}</p>
        <div className={styles.rowsBelow}>
          <Rows>
            <Row name={t.at}>
              <b>{facts.moment(of.at)}</b>
            </Row>
            <Row name={t.by}>{of.by.join('　')}</Row>
            <Row name={t.how}>{t.hows[of.how]}</Row>
            <Row name={t.backup}>{t.backupAt(backupAt, of.backupEntries)}</Row>
            <Row name={t.file}>{of.file}</Row>
            <Row name={t.digest}>
              <Code>{of.digest.slice(0, 16)}</Code>
            </Row>
            <Row name={t.old}>{of.old === 'read' ? t.olds.read(lost) : t.olds[of.old]}</Row>
            <Row name={t.epoch}>{t.epochValue(of.epoch)}</Row>
            <Row name={t.next}>
              <Code>{of.nextReceipt}</Code>
            </Row>
          </Rows>
        </div>
        <Heading>{t.todo}</Heading>
        <ul className={own.todo}>
          {todo.map((line) => (
            <li key={line} data-todo="">
              <i aria-hidden="true" />
              <span>{line}</span>
            </li>
          ))}
          {of.cases.length > 0 && (
            <li data-todo="">
              <i aria-hidden="true" />
              <span>{`${t.cases}　${t.lost(of.cases.length)}`}</span>
            </li>
          )}
        </ul>
        <div className={styles.lastStamps}>
          <p>{t.keep}</p>
          <Stamps
            stamps={[
              { name: t.stamps.first, people: [first] },
              { name: t.stamps.second, people: [second] },
              { name: t.stamps.checked, people: [] },
            ]}
          />
        </div>
      </Page>
      {pages.map((cases, place) => (
        <Page {...sheet} key={cases[0]?.caseNo} page={place + 2}>
          <Heading>{t.cases}</Heading>
          <table className={styles.list}>
            <thead>
              <tr>
                <th scope="col">{t.column.caseNo}</th>
                <th scope="col">{t.column.kind}</th>
                <th scope="col">{t.column.receiptNo}</th>
                <th scope="col">{t.column.contractNo}</th>
                <th scope="col">{t.column.done}</th>
              </tr>
            </thead>
            <tbody>
              {cases.map(({ caseNo, kind, receiptNo, contractNo }) => (
                <tr key={caseNo} data-case="">
                  <td>
                    <Code>{caseNo}</Code>
                  </td>
                  <td>{wordIn<string>((facts.lang === 'ja' ? wordsJa : wordsEn).kind, kind) ?? kind}</td>
                  <td>
                    <Code>{receiptNo}</Code>
                  </td>
                  <td>
                    <Code>{contractNo}</Code>
                  </td>
                  <td className={own.tick}>
                    <i aria-hidden="true" />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Page>
      ))}
    </>
  )
}
