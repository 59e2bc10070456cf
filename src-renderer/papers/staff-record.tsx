import { administration as en } from '#shared/messages/en/administration'
import { people as peopleEn } from '#shared/messages/en/people'
import { administration as ja } from '#shared/messages/ja/administration'
import { people as peopleJa } from '#shared/messages/ja/people'
import type { StaffRecord } from '#shared/operations/people'
import { Heading, Row, Rows, Stamps } from './bits.tsx'
import type { Facts } from './facts.ts'
import styles from './hardware.module.css'
import { fromBranch, Page } from './page.tsx'

const FORM = { number: 'AD-01', edition: 1 } as const

/** 職員登録の記録: what two people changed about a third, from its entry. No first secret is ever on it. */
export function StaffRecordSheet({ facts, of }: { readonly facts: Facts; readonly of: StaffRecord }) {
  const { record: t } = facts.lang === 'ja' ? ja : en
  const words = facts.lang === 'ja' ? peopleJa : peopleEn
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
            <b data-act="">{t.acts[of.act]}</b>
          </Row>
          <Row name={t.at}>{facts.moment(of.at)}</Row>
          <Row name={t.staff}>{of.staff}</Row>
          <Row name={t.name}>{of.name}</Row>
          <Row name={t.role}>
            {of.roleBefore === null
              ? words.roles[of.role]
              : t.fromTo(words.roles[of.roleBefore], words.roles[of.role])}
          </Row>
          {of.reason !== '' && <Row name={t.reason}>{of.reason}</Row>}
          {of.secretUntil !== null && <Row name={t.secretUntil}>{facts.moment(of.secretUntil)}</Row>}
          {of.cases.length > 0 && <Row name={t.cases}>{t.casesTo(of.cases.length, of.casesTo ?? '')}</Row>}
          <Row name={t.by}>{of.byName}</Row>
          <Row name={t.second}>{of.secondName}</Row>
        </Rows>
      </div>
      {of.cases.length > 0 && (
        <>
          <Heading>{t.casesTitle}</Heading>
          <p>{of.cases.slice(0, CASES_MAX).join('　')}</p>
          {of.cases.length > CASES_MAX && <p>{t.more(of.cases.length - CASES_MAX)}</p>}
        </>
      )}
      <div className={styles.lastStamps}>
        <p>{of.secretUntil === null ? t.keep : t.keepSecret}</p>
        <Stamps
          stamps={[
            { name: t.by, people: [of.byName] },
            { name: t.second, people: [of.secondName] },
            { name: t.person, people: of.act === 'left' || of.act === 'disabled' ? [] : [of.name] },
          ]}
        />
      </div>
    </Page>
  )
}

/** What fits on the sheet; the trail has all of them. */
const CASES_MAX = 60
