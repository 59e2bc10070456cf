import type { EvidenceSheet } from '#shared/evidence-pack'
import type { Instant } from '#shared/ids'
import { en } from '#shared/messages/en'
import { ja } from '#shared/messages/ja'
import { factsText } from '#shared/messages/trail-facts'
import { trailOutcome, trailSentence } from '#shared/messages/trail-sentence'
import { clockTime, westernDate } from '#shared/text/wareki'
import { Qr } from './barcode.tsx'
import { Code, Heading, Row, Rows, Stamps } from './bits.tsx'
import styles from './evidence.module.css'
import { type EntryRow, entriesIn, pagesOf, rowsOf } from './evidence-pages.ts'
import type { Facts } from './facts.ts'
import { fromBranch, NumberCorner, Page } from './page.tsx'

const FORM = { number: 'EV-01', edition: 1 } as const
const QR_MM = 34

type PackProps = { readonly facts: Facts; readonly of: EvidenceSheet }
type Messages = typeof ja

/** 証拠一式 of one case: what the case is, every entry of its life, and what they are shown to be under. */
export function EvidencePackPaper({ facts, of }: PackProps) {
  const messages: Messages = facts.lang === 'ja' ? ja : en
  const { evidence: t } = messages
  const lists = pagesOf(rowsOf(of.entries, (entry) => factsText(messages, entry.facts)))
  const count = lists.length + 2
  const page = {
    facts,
    form: FORM,
    title: t.title,
    small: t.small,
    over: fromBranch(facts),
    corner: <NumberCorner facts={facts} value={of.caseNo} name={facts.t.caseNo} />,
    of: count,
  }
  let before = 0
  return (
    <>
      <Page {...page} page={1}>
        <Taken facts={facts} of={of} t={t} />
        <TheCase facts={facts} of={of} messages={messages} />
        <Approvals facts={facts} of={of} t={t} />
      </Page>
      {lists.map((list, place) => {
        const from = before + 1
        before += entriesIn(list)
        return (
          <Page key={list[0]?.entry.n} {...page} page={place + 2}>
            <Heading>{t.entries.title(from, before, of.entries.length)}</Heading>
            <Entries rows={list} messages={messages} />
          </Page>
        )
      })}
      <Page {...page} page={count}>
        <Proof of={of} t={t} />
        <Heading>{t.how.title}</Heading>
        <ol className={styles.how}>
          {t.how.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <div className={styles.last}>
          <Stamps
            stamps={[
              { name: t.taken.by, people: [of.by.name] },
              { name: t.taken.second, people: [of.with.name] },
            ]}
          />
        </div>
      </Page>
    </>
  )
}

type PartProps = PackProps & { readonly t: Messages['evidence'] }

function Taken({ facts, of, t }: PartProps) {
  return (
    <>
      <Heading>{t.taken.title}</Heading>
      <Rows>
        <Row name={t.taken.made}>{facts.exactMoment(of.made)}</Row>
        <Row name={t.taken.by}>
          {of.by.name}　<Code>{of.by.staff}</Code>
        </Row>
        <Row name={t.taken.second}>
          {of.with.name}　<Code>{of.with.staff}</Code>
        </Row>
        <Row name={t.taken.reason}>{of.reason}</Row>
        <Row name={t.taken.file}>
          <span className={styles.digest}>{of.fileSha256}</span>
        </Row>
      </Rows>
    </>
  )
}

type CaseProps = PackProps & { readonly messages: Messages }

function TheCase({ facts, of, messages: { evidence, words } }: CaseProps) {
  const { case: t } = evidence
  const { facts: known, entries } = of
  const when = (at: typeof known.submittedAt) => (at === null ? t.notYet : facts.exactMoment(at))
  const count = (verb: string) => entries.filter((entry) => entry.verb === verb).length
  return (
    <>
      <Heading>{t.title}</Heading>
      <Rows>
        {of.customerName !== '' && <Row name={t.customer}>{of.customerName}</Row>}
        {known.contractNo !== null && (
          <Row name={t.contract}>
            <Code>{known.contractNo}</Code>
          </Row>
        )}
        <Row name={t.service}>{facts.say(of.serviceName)}</Row>
        <Row name={t.kind}>{words.kind[known.kind]}</Row>
        <Row name={t.state}>
          {words.caseState[known.state]}　{t.version(known.version)}
        </Row>
        <Row name={t.opened}>{when(known.openedAt)}</Row>
        <Row name={t.submitted}>{when(known.submittedAt)}</Row>
        <Row name={t.executed}>{when(known.executedAt)}</Row>
        <Row name={t.closed}>{when(known.closedAt)}</Row>
        <Row name={t.serials}>
          {known.oldSerial === null && known.newSerial === null ? (
            t.none
          ) : (
            <Code>{t.serialsMoved(known.oldSerial ?? '-', known.newSerial ?? '-')}</Code>
          )}
        </Row>
        <Row name={t.receipt}>
          {known.receiptCode === null
            ? t.none
            : t.receiptValue(known.receiptNo ?? '-', known.receiptCode, known.receiptEntry ?? 0)}
        </Row>
        <Row name={t.hands}>{t.people(known.hands.length)}</Row>
        <Row name={t.printsAndReads}>
          {t.printsAndReadsValue(count('paper.printed'), count('record.read'))}
        </Row>
      </Rows>
    </>
  )
}

function Approvals({ facts, of, t }: PartProps) {
  const { approvals } = of.facts
  return (
    <>
      <Heading>{t.approvals.title}</Heading>
      {approvals.length === 0 ? (
        <p>{t.approvals.none}</p>
      ) : (
        <table className={styles.list}>
          <thead>
            <tr>
              <th>{t.approvals.at}</th>
              <th>{t.approvals.who}</th>
              <th>{t.approvals.what}</th>
              <th>{t.approvals.version}</th>
              <th>{t.approvals.hash}</th>
            </tr>
          </thead>
          <tbody>
            {approvals.map(({ at, approver, decision, version, contentHash, reason }, place) => (
              <tr key={`${at} ${approver}`}>
                <td className={styles.short}>{facts.shortMoment(at)}</td>
                <td className={styles.short}>
                  {of.approverNames[place]}
                  <small className={styles.mono}>{approver}</small>
                </td>
                <td>
                  <span className={styles.short}>{t.approvals.decision[decision]}</span>
                  {reason !== null && <small>{reason}</small>}
                </td>
                <td className={styles.short}>{version}</td>
                <td>
                  <span className={styles.digest}>{contentHash}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

const exactTime = (at: Instant): string => `${clockTime(at)}:${at.slice(17, 19)}`
/** When something ended that began then: its time, and its day where that is another. */
const endOf = (began: Instant, ended: Instant): string =>
  westernDate(began) === westernDate(ended) ? exactTime(ended) : `${westernDate(ended)} ${exactTime(ended)}`

type EntriesProps = { readonly rows: readonly EntryRow[]; readonly messages: Messages }

function Entries({ rows, messages }: EntriesProps) {
  const { evidence, people } = messages
  const { entries: t } = evidence
  return (
    <table className={styles.list}>
      <thead>
        <tr>
          <th>{t.n}</th>
          <th>{t.at}</th>
          <th>{t.who}</th>
          <th>{t.what}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ entry, facts, together }) => (
          <tr key={entry.n} data-entry={entry.n} data-through={together?.last.n}>
            <td className={styles.n}>
              {entry.n}
              {together !== null && <small>{t.through(together.last.n)}</small>}
            </td>
            <td className={styles.at}>
              {westernDate(entry.at)}
              <small>{exactTime(entry.at)}</small>
            </td>
            <td className={styles.who}>
              {entry.who?.name ?? t.nobody}
              <small>
                <span className={styles.mono}>{entry.who?.staff}</span>
                {entry.role !== null && ` ${people.roles[entry.role]}`}
              </small>
            </td>
            <td>
              <b>{trailSentence(messages, entry)}</b>　{trailOutcome(messages, entry.outcome)}
              {entry.second !== null && <small>{t.second(entry.second)}</small>}
              {entry.about !== null && <small>{t.about(entry.about)}</small>}
              {entry.erased && <small>{t.erased}</small>}
              {facts !== '' && <small>{facts}</small>}
              {together === null ? (
                <small className={styles.leaf}>{entry.leaf}</small>
              ) : (
                <small>
                  {t.together(together.count, entry.n, together.last.n, endOf(entry.at, together.last.at))}
                </small>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Proof({ of, t }: { readonly of: EvidenceSheet; readonly t: Messages['evidence'] }) {
  const { proof } = t
  return (
    <>
      <Heading>{proof.title}</Heading>
      <p className={styles.lead}>{proof.lead}</p>
      <Rows>
        <Row name={proof.origin}>
          <span className={styles.digest}>{of.origin}</span>
        </Row>
        <Row name={proof.size}>{of.size.toLocaleString('en')}</Row>
        <Row name={proof.root}>
          <span className={styles.digest}>{of.root}</span>
        </Row>
        <Row name={proof.positions}>
          {proof.positionsValue(of.entries.length, of.entries.map(({ n }) => n - 1).join(' '))}
        </Row>
        <Row name={proof.keys}>
          {of.keys.map((key) => (
            <span key={key} className={styles.digest}>
              {key}
            </span>
          ))}
        </Row>
      </Rows>
      <div className={styles.note}>
        <div>
          <b>{proof.note}</b>
          <pre>{of.note}</pre>
        </div>
        <Qr value={of.note} label={proof.qr} height={QR_MM} />
      </div>
    </>
  )
}
