import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { Code128 } from './barcode.tsx'
import { type Facts, familyName } from './facts.ts'
import styles from './page.module.css'

/** Number and edition of a form. Raise the edition with every change of what is printed. */
export type FormName = { readonly number: string; readonly edition: number }

type PageProps = {
  readonly facts: Facts
  readonly form: FormName
  readonly title: string
  readonly small: string
  /** The line above the title: whose paper this is, or to whom it goes. */
  readonly over: string
  readonly corner: ReactNode
  /** Where it goes, at the place of the window of a long envelope (長形3号), the sheet folded in three. */
  readonly window?: ReactNode
  readonly page?: number
  readonly of?: number
  readonly children: ReactNode
}

/** What does not fit is set smaller, down to this. Head, barcode, seal box and key time keep their size. */
const SMALLEST = 0.7
const STEP = 0.02

/**
 * One A4 page: head with its mark in the corner, the body, and the foot with form, print count and page.
 * On a practice branch every page carries 練習 across it and a line that says so.
 */
export function Page(props: PageProps) {
  const { facts, form, title, small, over, corner, window, page = 1, of = 1, children } = props
  const { t, content, lang } = facts
  const isLetter = window !== undefined
  const body = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const { current } = body
    if (current === null) return
    const refit = () => shrinkToFit(current)
    refit()
    // A rare letter in a name brings in a face of its own, and the lines may then break elsewhere.
    document.fonts.addEventListener('loadingdone', refit)
    return () => document.fonts.removeEventListener('loadingdone', refit)
  })
  return (
    <section className={styles.page} lang={lang} data-paper={form.number}>
      {isLetter && (
        <>
          <div className={styles.window} data-window="">
            {window}
          </div>
          <div className={`${styles.corner} ${styles.letterCorner}`}>{corner}</div>
          <i className={styles.fold} aria-hidden="true" />
        </>
      )}
      <header className={isLetter ? `${styles.head} ${styles.letterHead}` : styles.head}>
        <div>
          <p className={styles.over}>
            {over}
            {content.practice && <b className={styles.practiceLine}>{t.practice.line}</b>}
          </p>
          <h1 className={styles.title}>
            {title}
            <small>{small}</small>
            {content.practice && <span className={styles.practiceMark}>{t.practice.mark}</span>}
          </h1>
        </div>
        {!isLetter && <div className={styles.corner}>{corner}</div>}
      </header>
      <div className={styles.body} ref={body}>
        {children}
      </div>
      <footer className={styles.foot}>
        <span>{t.form.line(form.number, form.edition)}</span>
        <span>
          {t.form.print(
            content.printCount,
            facts.shortMoment(content.printedAt),
            familyName(content.printedBy),
          )}
        </span>
        <span>{t.form.page(page, of)}</span>
      </footer>
      {content.practice && (
        <div className={styles.watermark} aria-hidden="true" data-watermark="">
          <span>{t.practice.mark}</span>
          <span>{t.practice.mark}</span>
        </div>
      )}
    </section>
  )
}

/** Marks the body with `data-overflow` when even the smallest size does not fit, so that it is not printed cut off. */
function shrinkToFit(body: HTMLElement): void {
  for (let zoom = 1; zoom >= SMALLEST; zoom -= STEP) {
    body.style.setProperty('--zoom', zoom.toFixed(2))
    if (body.scrollHeight <= body.clientHeight + 1) {
      delete body.dataset.overflow
      return
    }
  }
  body.dataset.overflow = ''
}

/** The barcode of a number, the number beneath it and what number it is. */
export function NumberCorner({
  facts,
  value,
  name,
}: {
  readonly facts: Facts
  readonly value: string
  readonly name: string
}) {
  return (
    <>
      <Code128 value={value} label={facts.t.barcode(value)} />
      <p className={styles.number}>
        <small>{name}</small> <span className={styles.code}>{value}</span>
      </p>
    </>
  )
}

/** The institution and branch, as it stands above the title of what the branch gives away. */
export const fromBranch = ({ content }: Facts): string => `${content.institution}　${content.branchName}`
