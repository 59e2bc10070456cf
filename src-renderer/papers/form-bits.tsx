import type { ReactNode } from 'react'
import type { CalendarDate } from '#shared/ids'
import type { Facts } from './facts.ts'
import styles from './request.module.css'

/** What a form is made of: numbered lines with boxes, choices and places to write. */

/** A text longer than this has no room on its line, and goes to a page of its own: nothing is cut off. */
const LETTERS_ON_LINE = 110

/** What somebody wrote, under the name of its line. */
export type Memo = { readonly name: string; readonly text: string | null }

/** Those that go to the last page, in the order of the form. */
export const tooLong = (memos: readonly Memo[]): readonly Memo[] =>
  memos.filter(({ text }) => text !== null && text.length > LETTERS_ON_LINE)

/** The text itself, or on which page it stands. */
export const onLine = (facts: Facts, text: string | null, page: number): string | null =>
  text !== null && text.length > LETTERS_ON_LINE ? facts.t.request.continuedOn(page) : text

/** Long texts in full, on the last page. */
export function Memos({ memos }: { readonly memos: readonly Memo[] }) {
  return memos.map(({ name, text }) => (
    <div key={name} className={styles.memo}>
      <b>{name}</b>
      <p>{text}</p>
    </div>
  ))
}

type FieldProps = {
  /** None for what the branch fills in for itself. */
  readonly number?: number | undefined
  readonly name: string
  readonly small?: string
  readonly children: ReactNode
}

export function Field({ number, name, small = '', children }: FieldProps) {
  return (
    <div className={styles.field}>
      <div className={styles.name}>
        {number === undefined ? <span /> : <i>{number}</i>}
        <span>
          {name}
          {small !== '' && <small>{small}</small>}
        </span>
      </div>
      <div className={styles.value}>{children}</div>
    </div>
  )
}

export function Choice({ word, chosen }: { readonly word: string; readonly chosen: boolean }) {
  return (
    <span className={styles.choice}>
      <svg className={styles.tick} viewBox="0 0 10 10" aria-hidden="true" data-chosen={chosen}>
        {chosen && <path d="M1.6 5.2 4.2 8 8.6 1.8" fill="none" stroke="#000" strokeWidth="1.6" />}
      </svg>
      {word}
    </span>
  )
}

export function Choices<Key extends string>({
  words,
  chosen,
  name,
}: {
  readonly words: Readonly<Record<Key, string>>
  readonly chosen: Key | null
  readonly name?: string
}) {
  const keys = Object.keys(words) as Key[]
  return (
    <span className={styles.choices}>
      {name !== undefined && <span className={styles.small}>{name}</span>}
      {keys.map((key) => (
        <Choice key={key} word={words[key]} chosen={key === chosen} />
      ))}
    </span>
  )
}

/** A line to write on, or what is already known. */
export function Line({
  name,
  value,
  large = false,
}: {
  readonly name?: string
  readonly value: string | null
  readonly large?: boolean
}) {
  return (
    <span className={large ? styles.lineLarge : styles.line}>
      {name !== undefined && <span className={styles.small}>{name}</span>}
      <span>{value ?? ''}</span>
    </span>
  )
}

/** One box for each character; a value longer than its boxes is written out. */
export function Cells({ value, count }: { readonly value: string | null; readonly count: number }) {
  if (value !== null && value.length > count) return <span className={styles.code}>{value}</span>
  return (
    <span className={styles.cells}>
      {Array.from({ length: count }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: boxes have nothing but their place
        <span key={place}>{value?.charAt(place) ?? ''}</span>
      ))}
    </span>
  )
}

export function Day({ facts, day }: { readonly facts: Facts; readonly day: CalendarDate | null }) {
  const { date } = facts.t.request
  if (day !== null) return <span className={styles.known}>{facts.day(day)}</span>
  return (
    <span className={styles.day}>
      <span className={styles.small}>{date.era}</span>
      <span />
      {date.year}
      <span />
      {date.month}
      <span />
      {date.day}
    </span>
  )
}

export function Plain({
  name,
  value,
  wide = false,
}: {
  readonly name: string
  readonly value: string | null
  readonly wide?: boolean
}) {
  return (
    <div className={wide ? styles.plainWide : undefined}>
      <span className={styles.small}>{name}</span>
      <span className={styles.plainValue}>{value ?? ''}</span>
    </div>
  )
}
