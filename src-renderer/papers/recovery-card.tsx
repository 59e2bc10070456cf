import { keyCare as en } from '#shared/messages/en/key-care'
import { keyCare as ja } from '#shared/messages/ja/key-care'
import type { RecoveryCard } from '#shared/operations/keys'
import { Qr } from './barcode.tsx'
import { Code, Heading, Numbered, Row, Rows, Stamps } from './bits.tsx'
import type { Facts } from './facts.ts'
import { fromBranch, Page } from './page.tsx'
import styles from './recovery-card.module.css'

const FORM = { number: 'KC-01', edition: 1 } as const
const QR_MM = 36

/** 復旧カード: one of the three, on a sheet of its own. It is the one paper with a secret on it. */
export function RecoveryCardSheet({ facts, of }: { readonly facts: Facts; readonly of: RecoveryCard }) {
  const { keepers, sheet: t } = facts.lang === 'ja' ? ja : en
  const groups = of.text.split(' ')
  const keeper = keepers[of.card - 1] ?? ''
  return (
    <Page
      facts={facts}
      form={FORM}
      title={t.title}
      small={t.small}
      over={fromBranch(facts)}
      corner={
        <div className={styles.number} data-which={of.card}>
          <small>{t.ofThree}</small>
          <b>{t.card(of.card)}</b>
        </div>
      }
    >
      <div className={styles.keeper}>
        <span>{t.keptAt}</span>
        <b>{keeper}</b>
      </div>
      <div className={styles.head}>
        <Rows>
          <Row name={t.branch}>
            <Code>{of.installation.toUpperCase()}</Code>
          </Row>
          <Row name={t.issue}>{t.issueValue(of.issue, of.generation)}</Row>
          <Row name={t.made}>{facts.moment(of.madeAt)}</Row>
          <Row name={t.first}>{of.madeByName}</Row>
          <Row name={t.second}>{of.madeWithName}</Row>
        </Rows>
        <figure className={styles.qr}>
          <Qr value={of.text} label={t.qr} height={QR_MM} />
          <figcaption>{t.qr}</figcaption>
        </figure>
      </div>
      <Heading>{t.letters}</Heading>
      <ol className={styles.letters} data-letters="">
        {groups.map((group, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place on the card is the identity
          <li key={place} className={place === groups.length - 1 ? styles.check : undefined}>
            <i>{place + 1}</i>
            <b>{group}</b>
          </li>
        ))}
      </ol>
      <p className={styles.checkNote}>{t.check}</p>
      <Heading>{t.stepsTitle}</Heading>
      <Numbered steps={t.steps} wide />
      <p className={styles.never}>{t.never}</p>
      <p className={styles.use}>{t.use}</p>
      <div className={styles.last}>
        <Rows>
          <Row name={t.envelope}>{t.envelopeBlank}</Row>
          <Row name={t.keeper}>
            <span className={styles.blank}>{t.keeperBlank}</span>
          </Row>
        </Rows>
        <Stamps
          stamps={[
            { name: t.first, people: [of.madeByName] },
            { name: t.second, people: [of.madeWithName] },
            { name: t.receiver, people: [] },
          ]}
        />
      </div>
    </Page>
  )
}
