import { Fragment } from 'react'
import { BARCODE_MARGIN_MM, barsInMillimetres } from '#shared/postal'
import { Code, Contact, Heading } from './bits.tsx'
import type { Facts } from './facts.ts'
import styles from './hardware.module.css'
import { type Mailing, postalLine, type SerialRow, wordsOf } from './hardware-facts.ts'

/** Parts of the papers of hardware tokens. */

/** So many letters of address and names fit the window in this size; more are set smaller. */
const WINDOW_LETTERS = [
  [44, '10pt'],
  [64, '9pt'],
  [84, '8pt'],
  [Number.POSITIVE_INFINITY, '7pt'],
] as const

/** Where it goes, as it shows through the window of the envelope. What the post reads is Japanese on every sheet. */
export function WindowAddress({ facts, to }: { readonly facts: Facts; readonly to: Mailing }) {
  const { title } = wordsOf(facts)
  const letters = to.address.length + to.firm.length + to.name.length
  const [, size] = WINDOW_LETTERS.find(([most]) => letters <= most) ?? WINDOW_LETTERS[3]
  return (
    <div className={styles.windowAddress} style={{ fontSize: size }} lang="ja">
      <p className={styles.postal}>{postalLine(to.postalCode)}</p>
      <p>{to.address}</p>
      {to.firm !== '' && <p className={styles.firm}>{to.firm}</p>}
      <p className={styles.windowName}>
        {to.name}
        <span>{title[to.title]}</span>
      </p>
    </div>
  )
}

/** Things that are there, each with its tick. */
export function Ticked({ things }: { readonly things: readonly string[] }) {
  return (
    <ul className={styles.ticked}>
      {things.map((thing) => (
        <li key={thing}>
          <svg viewBox="0 0 10 10" aria-hidden="true" data-chosen="true">
            <path d="M1.6 5.2 4.2 8 8.6 1.8" fill="none" stroke="#000" strokeWidth="1.6" />
          </svg>
          {thing}
        </li>
      ))}
    </ul>
  )
}

/** Lines of a list that is read, not worked through. */
export function Points({ lines }: { readonly lines: readonly string[] }) {
  return (
    <ul className={styles.points}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

type KeyProps = {
  readonly word: string
  /** Its second line, where it has one. */
  readonly below?: string
  readonly lines: readonly string[]
}

/** A day in large letters, which never breaks, and what it means beside it. */
export function Key({ word, below = '', lines }: KeyProps) {
  return (
    <div className={styles.key} data-key-day="">
      <b>
        {word}
        {below !== '' && <span>{below}</span>}
      </b>
      <div>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </div>
  )
}

/** 利用開始日 as it stands: a day, a day that is held, or any day from the arrival on (R-003-07, R-003-09). */
export function StartDay({ facts }: { readonly facts: Facts }) {
  const { start } = wordsOf(facts)
  const { dispatch } = facts.content
  if (dispatch === null) return null
  const forced = facts.profile?.startDateRule === 'sent-by-start-date-then-forced'
  const { startOn, startState } = dispatch
  return (
    <>
      <Heading>{start.title}</Heading>
      {startState === 'held' ? (
        <Key word={start.held} lines={start.heldNote} />
      ) : startOn === null ? (
        <Key word={start.anyDay} lines={start.anyDayNote} />
      ) : (
        <Key word={facts.day(startOn)} lines={forced ? start.forced : start.free} />
      )}
    </>
  )
}

/**
 * The customer barcode カスタマバーコード at the manual's measures: rectangles in millimetres, and its white margin as
 * part of the picture, so that nothing comes nearer.
 *
 * @param points size of the barcode, 8 to 11.5
 */
export function AddressBarcode({
  bars,
  label,
  points = 10,
}: {
  readonly bars: string
  readonly label: string
  readonly points?: number
}) {
  const drawn = barsInMillimetres(bars, points)
  const last = drawn.at(-1)
  const width = (last === undefined ? 0 : last.x + last.width) + BARCODE_MARGIN_MM * 2
  const height = Math.max(...drawn.map(({ y, height }) => y + height)) + BARCODE_MARGIN_MM * 2
  return (
    <svg
      role="img"
      aria-label={label}
      data-customer-barcode=""
      width={`${width.toFixed(3)}mm`}
      height={`${height.toFixed(3)}mm`}
      viewBox={`${-BARCODE_MARGIN_MM} ${-BARCODE_MARGIN_MM} ${width.toFixed(3)} ${height.toFixed(3)}`}
      shapeRendering="geometricPrecision"
    >
      {drawn.map(({ x, y, width: w, height: h }) => (
        <rect key={x} x={x} y={y} width={w} height={h} fill="#000" />
      ))}
    </svg>
  )
}

type SerialTableProps = {
  readonly column: { readonly name?: string; readonly serials: string; readonly count: string }
  readonly rows: readonly SerialRow[]
  readonly facts: Facts
}

/** Ranges of serials with how many each holds. */
export function SerialTable({ column, rows, facts }: SerialTableProps) {
  const { count } = wordsOf(facts)
  return (
    <table className={styles.list}>
      <thead>
        <tr>
          {column.name !== undefined && <th scope="col">{column.name}</th>}
          <th scope="col">{column.serials}</th>
          <th scope="col" className={styles.figure}>
            {column.count}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.name} ${row.serials}`}>
            {column.name !== undefined && <td>{row.name}</td>}
            <td>
              <Code>{row.serials}</Code>
            </td>
            <td className={styles.figure}>{count(row.count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Lines to sign on, each with what it is for and, where it is known, whose it is. */
export function Signatures({
  title,
  lines,
  on,
}: {
  readonly title: string
  readonly lines: readonly { readonly name: string; readonly known: string }[]
  readonly on: string
}) {
  return (
    <div className={styles.signatures} data-signatures="">
      <b>{title}</b>
      <dl>
        {lines.map(({ name, known }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be for the same
          <Fragment key={place}>
            <dt>{name}</dt>
            <dd>{known}</dd>
          </Fragment>
        ))}
        <dt>{on}</dt>
        <dd />
      </dl>
    </div>
  )
}

/** Whom to call, and room for the branch's own stamp with its telephone: the desk does not know it. */
export function WhomToCall({ facts }: { readonly facts: Facts }) {
  return (
    <div className={styles.call}>
      <Contact facts={facts} hours />
      <div className={styles.branchStamp}>{wordsOf(facts).branchStamp}</div>
    </div>
  )
}
