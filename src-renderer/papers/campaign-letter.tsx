import type { PaperContent } from '#shared/operations/papers'
import { formatTime } from '#shared/text/wareki'
import { Code128 } from './barcode.tsx'
import { Code, Heading, Numbered, Row, Rows } from './bits.tsx'
import own from './campaign-letter.module.css'
import type { Facts } from './facts.ts'
import { Choice } from './form-bits.tsx'
import styles from './hardware.module.css'
import { Key, WhomToCall, WindowAddress } from './hardware-bits.tsx'
import { letterMailing, wordsOf } from './hardware-facts.ts'
import { fromBranch, NumberCorner, Page } from './page.tsx'

const FORMS = {
  1: { number: 'CL-01', edition: 1 },
  2: { number: 'CL-02', edition: 1 },
} as const

export type Letters = Extract<NonNullable<PaperContent['record']>, { kind: 'letters' }>
type Letter = Letters['letters'][number]

/** So much of a serial tells a customer's tokens apart, and nobody else what token it is. */
const ENDING = 4

/** 交換のご案内: one page for each token, which one it is, when it stops, and a slip to answer with. */
export function CampaignLetters({
  facts,
  of,
  round,
}: {
  readonly facts: Facts
  readonly of: Letters
  readonly round: 1 | 2
}) {
  return of.letters.map((letter) => (
    <CampaignLetter key={letter.row.link} facts={facts} of={of} letter={letter} round={round} />
  ))
}

function CampaignLetter({
  facts,
  of,
  letter,
  round,
}: {
  readonly facts: Facts
  readonly of: Letters
  readonly letter: Letter
  readonly round: 1 | 2
}) {
  const { t, content, profile, say } = facts
  const { row, postalCode, address } = letter
  const { campaign: words, ...more } = wordsOf(facts)
  const over = row.expiresAt <= content.printedAt
  const to = letterMailing(facts, { ...row, postalCode, address })
  return (
    <Page
      facts={facts}
      form={FORMS[round]}
      title={words.title[round]}
      small={words.small}
      over={fromBranch(facts)}
      corner={<NumberCorner facts={facts} value={of.campaign.campaign} name={more.record} />}
      window={<WindowAddress facts={facts} to={to} />}
    >
      <p className={styles.date}>{facts.day(content.printedAt)}</p>
      <p className={styles.lead}>{(over ? words.leadOver : words.lead)[round]}</p>

      <Heading>{over ? words.expired : words.expires}</Heading>
      <Key
        word={facts.day(row.expiresAt)}
        below={formatTime(row.expiresAt, facts.lang)}
        lines={over ? words.expiredNote : words.expiresNote}
      />

      <div className={styles.rowsBelow}>
        <Rows>
          {profile !== null && <Row name={t.service}>{say(profile.name)}</Row>}
          {row.userId !== '' && <Row name={words.whose}>{t.person(row.userName)}</Row>}
          <Row name={words.which}>{words.ending(row.serial.slice(-ENDING))}</Row>
          {profile !== null && (
            <Row name={words.otherwise}>
              <b>{words.otherwiseIs[profile.deadTokenBlocksLogin]}</b>
            </Row>
          )}
        </Rows>
      </div>

      <Heading>{words.how}</Heading>
      <Numbered steps={[...words.steps, over ? words.keep : words.until]} wide />
      <p className={styles.small}>{words.already}</p>
      <div className={own.ask}>
        <WhomToCall facts={facts} />
      </div>

      <div className={own.reply} data-reply="">
        <p className={own.cut}>✂ {more.label.cut}</p>
        <div className={own.head}>
          <b>{words.reply.title}</b>
          <div>
            <Code128 value={row.contractNo} label={t.barcode(row.contractNo)} height={9} />
            <p>
              {t.contractNo} <Code>{row.contractNo}</Code>
            </p>
          </div>
        </div>
        <div className={own.slip}>
          <div>
            <p className={own.choices}>
              <Choice word={words.reply.want} chosen={false} />
              <Choice word={words.reply.stop} chosen={false} />
            </p>
            <p className={own.line}>
              <span>{words.reply.date}</span>
              <i />
            </p>
            <p className={own.line}>
              <span>{words.reply.name}</span>
              <i />
            </p>
            <p className={own.small}>
              <span>
                {words.reply.campaign} <Code>{of.campaign.campaign}</Code>
              </span>
              <span>{words.ending(row.serial.slice(-ENDING))}</span>
              <span className={own.branch}>
                {words.reply.branch}　{words.reply.caseNo}
              </span>
            </p>
          </div>
          <div className={own.seal}>{words.reply.seal}</div>
        </div>
      </div>
    </Page>
  )
}
