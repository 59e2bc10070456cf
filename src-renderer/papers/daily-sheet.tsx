import { closing as en } from '#shared/messages/en/closing'
import { trail as trailEn } from '#shared/messages/en/trail'
import { words as wordsEn } from '#shared/messages/en/words'
import { closing as ja } from '#shared/messages/ja/closing'
import { trail as trailJa } from '#shared/messages/ja/trail'
import { words as wordsJa } from '#shared/messages/ja/words'
import { wordIn } from '#shared/messages/sentence'
import type { DaySheet } from '#shared/operations/closing'
import { clockTime } from '#shared/text/wareki'
import { Qr } from './barcode.tsx'
import { Code, Heading, Row, Rows, Stamps } from './bits.tsx'
import styles from './daily-sheet.module.css'
import type { Facts } from './facts.ts'
import { fromBranch, Page } from './page.tsx'

const FORM = { number: 'DY-01', edition: 2 } as const
/** Events in the table; the rest stand together in its last line. */
const EVENTS_MAX = 24
/** Modules of two dots at 300 dpi: a signed note is long, and read by a camera at rest. */
const QR_MM = 38

/** The ten characters in two groups, as they are typed back. */
export const grouped = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`

/** 日計表: the sealed day. Its code opens the next one; head office keeps the other copy. */
export function DailySheet({ facts, of }: { readonly facts: Facts; readonly of: DaySheet }) {
  const { content, lang } = facts
  const { sheet: t, ...c } = lang === 'ja' ? ja : en
  const trail = lang === 'ja' ? trailJa : trailEn
  const words = lang === 'ja' ? wordsJa : wordsEn
  const { facts: day } = of
  const [origin = ''] = of.note.split('\n')
  const overrides = day.openings.filter(({ how }) => how === 'override')
  const again = content.printCount > 1
  return (
    <Page
      facts={facts}
      form={FORM}
      title={t.title}
      small={t.small}
      over={fromBranch(facts)}
      corner={
        <div className={styles.number}>
          <small>{t.numberName}</small>
          <b>{t.numberValue(of.number)}</b>
          {again && <em data-again="">{t.againNote(content.printCount)}</em>}
        </div>
      }
    >
      <div className={styles.head}>
        <div>
          <Rows>
            <Row name={t.date}>
              <b>{facts.day(of.date)}</b>
            </Row>
            <Row name={t.made}>
              {facts.moment(of.madeAt)}　{of.madeByName}
            </Row>
            <Row name={t.size}>{of.size.toLocaleString('en')}</Row>
            <Row name={t.previous}>
              {of.previous === '' ? t.noPrevious : <Code>{grouped(of.previous)}</Code>}
            </Row>
          </Rows>
          <div className={styles.code} data-sheet-code="">
            <span>{t.code}</span>
            <b>{grouped(of.code)}</b>
          </div>
        </div>
        <figure className={styles.qr}>
          <Qr value={of.note} label={t.qr} height={QR_MM} />
          <figcaption>{t.qr}</figcaption>
        </figure>
      </div>
      <p className={styles.note}>{t.codeNote}</p>
      {overrides.length > 0 && (
        <div className={styles.red} data-red="">
          {overrides.map(({ at, by, second, reason }) => (
            <p key={at}>
              <b>{t.override(by, second ?? '')}</b>　{facts.shortMoment(at)}　{t.reason(reason)}
            </p>
          ))}
        </div>
      )}
      {(['backup', 'drill'] as const)
        .filter((copy) => day[copy] === 'failed')
        .map((copy) => (
          <div key={copy} className={styles.red} data-red="">
            <p>
              <b>
                {t[copy]}　{c.outcomes.failed}
              </b>
            </p>
          </div>
        ))}
      <Heading>{t.counts}</Heading>
      <Counts
        day={day}
        words={{ event: t.countsEvent, count: t.countsCount, rest: t.rest, refused: t.refused }}
        eventOf={(event) => wordIn<string>(trail.events, event) ?? trail.otherEvent}
      />
      <div className={styles.two}>
        <div>
          <Heading>{t.open}</Heading>
          {day.open.length === 0 ? (
            <p>{t.none}</p>
          ) : (
            <Rows>
              {day.open.map(({ state, count }) => (
                <Row key={state} name={words.caseState[state]}>
                  {count}
                </Row>
              ))}
            </Rows>
          )}
          {day.lapsed.length > 0 && (
            <p className={styles.note}>
              {t.lapsed}　<Code>{day.lapsed.join('　')}</Code>
            </p>
          )}
        </div>
        <div>
          <Heading>{t.stands}</Heading>
          <Rows>
            <Row name={t.openings}>
              {day.openings.map(({ at, how, by }) => (
                <span key={at} className={styles.line}>
                  {facts.shortMoment(at)}　{c.how[how]}　{by}
                </span>
              ))}
            </Row>
            <Row name={t.clock}>
              {c.states[day.clock]}
              {day.clockDoubts > 0 && `　${c.clockDoubts} ${day.clockDoubts}`}
            </Row>
            <Row name={t.backup}>{c.outcomes[day.backup]}</Row>
            <Row name={t.drill}>{c.outcomes[day.drill]}</Row>
            <Row name={t.deputies}>{day.deputies.length === 0 ? t.none : day.deputies.join('　')}</Row>
            {day.pauses.length > 0 && (
              <Row name={t.pauses}>
                {day.pauses.map(({ name, from, until }) => (
                  <span key={from} className={styles.line} data-pause="">
                    {t.pause(name, clockTime(from), clockTime(until))}
                  </span>
                ))}
              </Row>
            )}
            {day.pairs.length > 0 && (
              <Row name={t.pairs}>
                {day.pairs.map(({ names, count, of: all }) => (
                  <b key={names.join()} className={styles.line} data-pair="">
                    {t.pair(names.join('・'), count, all)}
                  </b>
                ))}
              </Row>
            )}
          </Rows>
        </div>
      </div>
      {day.sample.length > 0 && (
        <>
          <Heading>{t.sample}</Heading>
          <p data-sample="">
            <Code>{day.sample.map(({ caseNo }) => caseNo).join('　')}</Code>
          </p>
          <p className={styles.note}>{t.sampleNote}</p>
        </>
      )}
      <div className={styles.last}>
        <div className={styles.root}>
          <p>
            {t.origin}　{origin}
          </p>
          <p>
            {t.root}　{of.root}
          </p>
        </div>
        <Stamps
          stamps={[
            { name: t.stamps.made, people: [of.madeByName] },
            { name: t.stamps.checked, people: [] },
          ]}
        />
      </div>
    </Page>
  )
}

type CountsProps = {
  readonly day: DaySheet['facts']
  readonly words: {
    readonly event: string
    readonly count: string
    readonly rest: string
    readonly refused: string
  }
  readonly eventOf: (event: string) => string
}

/** What was done, most frequent first, in two columns. */
function Counts({ day, words, eventOf }: CountsProps) {
  const shown = day.counts.slice(0, EVENTS_MAX)
  const rest = day.counts.slice(EVENTS_MAX).reduce((sum, { count }) => sum + count, 0)
  const rows = [
    ...shown.map(({ event, count }) => ({ name: eventOf(event), key: event, count })),
    ...(rest > 0 ? [{ name: words.rest, key: 'rest', count: rest }] : []),
    { name: words.refused, key: 'refused', count: day.refused },
  ]
  const half = Math.ceil(rows.length / 2)
  return (
    <div className={styles.counts}>
      {[rows.slice(0, half), rows.slice(half)].map((column, place) => (
        <table key={place === 0 ? 'left' : 'right'}>
          <thead>
            <tr>
              <th>{words.event}</th>
              <th>{words.count}</th>
            </tr>
          </thead>
          <tbody>
            {column.map(({ name, key, count }) => (
              <tr key={key}>
                <td>{name}</td>
                <td>{count.toLocaleString('en')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  )
}
