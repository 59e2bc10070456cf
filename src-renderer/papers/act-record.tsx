import { administration as en } from '#shared/messages/en/administration'
import { keyCare as keyCareEn } from '#shared/messages/en/key-care'
import { people as peopleEn } from '#shared/messages/en/people'
import { trail as trailEn } from '#shared/messages/en/trail'
import { administration as ja } from '#shared/messages/ja/administration'
import { keyCare as keyCareJa } from '#shared/messages/ja/key-care'
import { people as peopleJa } from '#shared/messages/ja/people'
import { trail as trailJa } from '#shared/messages/ja/trail'
import type { ActRecord, ActRow } from '#shared/operations/acts'
import { Heading, Row, Rows, Stamps } from './bits.tsx'
import type { Facts } from './facts.ts'
import styles from './hardware.module.css'
import { fromBranch, Page } from './page.tsx'

const FORM = { number: 'AD-01', edition: 2 } as const
/** What fits on the sheet; the trail has all of them. */
const CASES_MAX = 60

/** 管理の記録: what people have done to the branch itself, from its entry. No first secret and no key is ever on it. */
export function ActRecordSheet({ facts, of }: { readonly facts: Facts; readonly of: ActRecord }) {
  const { record: t } = facts.lang === 'ja' ? ja : en
  const { events } = facts.lang === 'ja' ? trailJa : trailEn
  const cases = of.rows.flatMap((row) => (row.is === 'cases' ? row.cases : []))
  const secret = of.rows.some((row) => row.is === 'moment' && row.row === 'secretUntil')
  return (
    <Page
      facts={facts}
      form={FORM}
      title={t.title}
      small={t.small}
      over={fromBranch(facts)}
      corner={<p>{t.entry(of.entry)}</p>}
    >
      <p className={styles.lead}>{t.lead}</p>
      <div className={styles.rowsBelow}>
        <Rows>
          <Row name={t.act}>
            <b data-act="">{events[of.act]}</b>
          </Row>
          <Row name={t.at}>{facts.moment(of.at)}</Row>
          {of.rows.map((row) => (
            <Said key={'row' in row ? row.row : row.is} facts={facts} row={row} />
          ))}
          <Row name={t.by}>{of.byName}</Row>
          {of.secondName !== null && <Row name={t.second}>{of.secondName}</Row>}
        </Rows>
      </div>
      {cases.length > 0 && (
        <>
          <Heading>{t.casesTitle}</Heading>
          <p>{cases.slice(0, CASES_MAX).join('　')}</p>
          {cases.length > CASES_MAX && <p>{t.more(cases.length - CASES_MAX)}</p>}
        </>
      )}
      <div className={styles.lastStamps}>
        <p>{secret ? t.keepSecret : t.keep}</p>
        <Stamps
          stamps={[
            { name: t.by, people: [of.byName] },
            ...(of.secondName === null ? [] : [{ name: t.second, people: [of.secondName] }]),
            ...(of.personName === null ? [] : [{ name: t.person, people: [of.personName] }]),
          ]}
        />
      </div>
    </Page>
  )
}

/** One line of the record, in the sheet's language. */
function Said({ facts, row }: { readonly facts: Facts; readonly row: ActRow }) {
  const { record: t } = facts.lang === 'ja' ? ja : en
  const { roles } = facts.lang === 'ja' ? peopleJa : peopleEn
  const { purpose } = facts.lang === 'ja' ? keyCareJa : keyCareEn
  switch (row.is) {
    case 'text':
      return <Row name={t.rows[row.row]}>{row.text}</Row>
    case 'moment':
      return <Row name={t.rows[row.row]}>{facts.moment(row.at)}</Row>
    case 'day':
      return <Row name={t.rows[row.row]}>{facts.day(row.day)}</Row>
    case 'key':
      return <Row name={t.rows.key}>{purpose[row.purpose]}</Row>
    case 'role':
      return (
        <Row name={t.rows.role}>
          {row.before === null ? roles[row.role] : t.fromTo(roles[row.before], roles[row.role])}
        </Row>
      )
    case 'cases':
      return <Row name={t.rows.cases}>{t.casesTo(row.cases.length, row.to)}</Row>
  }
}
