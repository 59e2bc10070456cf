import { useLayoutEffect, useRef, useState } from 'react'
import type { PaperProps } from './facts.ts'
import { Paper } from './paper.tsx'
import styles from './preview.module.css'

type PreviewProps = PaperProps & {
  /** `width` fills the pane's width and scrolls; `page` shows a whole page in a pane of definite height. */
  readonly fit?: 'width' | 'page'
}

/** The sheet exactly as it will be printed, scaled to its pane. Scaled and not re-laid, so no line breaks elsewhere. */
export function PaperPreview({ fit = 'width', ...paper }: PreviewProps) {
  const pane = useRef<HTMLDivElement>(null)
  const sheet = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState({ scale: 1, height: 0 })

  useLayoutEffect(() => {
    const { current: outer } = pane
    const { current: inner } = sheet
    if (outer === null || inner === null) return
    const measure = () => {
      const page = inner.firstElementChild
      if (!(page instanceof HTMLElement)) return
      const byWidth = outer.clientWidth / page.offsetWidth
      const byHeight = outer.clientHeight / page.offsetHeight
      const scale = fit === 'page' ? Math.min(byWidth, byHeight) : byWidth
      setSize({ scale, height: inner.offsetHeight * scale })
    }
    const observer = new ResizeObserver(measure)
    observer.observe(outer)
    observer.observe(inner)
    return () => observer.disconnect()
  }, [fit])

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keys that scroll it
    <div ref={pane} className={styles.pane} tabIndex={0}>
      <div className={styles.frame} style={{ height: size.height }}>
        <div ref={sheet} className={styles.sheet} style={{ transform: `scale(${size.scale})` }}>
          <Paper {...paper} />
        </div>
      </div>
    </div>
  )
}
