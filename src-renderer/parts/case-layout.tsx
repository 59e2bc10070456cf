import type { ReactNode } from 'react'
import css from './case.module.css'
import { Code } from './code.tsx'

export type CaseHeadProps = {
  readonly numberLabel: string
  readonly number: string
  readonly title: string
  /** The service's own word for the procedure, beside ours. */
  readonly serviceWord?: string | undefined
  /** Who and which contract: 有限会社 若葉金物店 法人WEB-FB お客様ID M54100031187. */
  readonly children?: ReactNode
  /** `Steps`, or whatever stands at the right end. */
  readonly end?: ReactNode
}

/** The head of a case: number, what is being done in our words and the service's, for whom, how far. */
export function CaseHead({ numberLabel, number, title, serviceWord, children, end }: CaseHeadProps) {
  return (
    <header className={css.caseHead}>
      <div className={css.caseNumber}>
        <small>{numberLabel}</small>
        <Code size="lg" strong>
          {number}
        </Code>
      </div>
      <div className={css.caseTitle}>
        <h1>
          {title}
          {serviceWord !== undefined && <small>{serviceWord}</small>}
        </h1>
        <p>{children}</p>
      </div>
      <div className={css.caseEnd}>{end}</div>
    </header>
  )
}

export type CaseLayoutProps = {
  readonly head: ReactNode
  /** Stacked first where there is no room for panes. */
  readonly missing?: ReactNode
  /** Paper and store. */
  readonly children: ReactNode
  /** Consequences, history: the right pane, or the end of the stack. */
  readonly aside?: ReactNode
}

/**
 * One case, one screen: paper and store on the left, what is missing and what will happen on the right.
 * At 200 % the panes stack as missing, paper and store, consequences; nothing scrolls sideways.
 */
export function CaseLayout({ head, missing, children, aside }: CaseLayoutProps) {
  return (
    <div className={css.case}>
      {head}
      <div className={css.panes}>
        <div className={css.main}>{children}</div>
        <div className={css.missingPlace}>{missing}</div>
        <div className={css.aside}>{aside}</div>
      </div>
    </div>
  )
}
