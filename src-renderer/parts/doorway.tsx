import { type ReactNode, useId } from 'react'
import type { KeyMap } from '../desk/key-map.ts'
import { LOCK_DEPTH, useFloor, useKeys, WindowDepth } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import {
  type FrameProps,
  PracticeBand,
  StandinBanner,
  TopBar,
  type TopBarProps,
  useFrameKeys,
} from './frame.tsx'
import { KeyBar } from './key-bar.tsx'
import { MessageLine } from './message-line.tsx'
import css from './window.module.css'

export type DoorwayProps = TopBarProps &
  Pick<FrameProps, 'banner' | 'keys'> & {
    readonly title: string
    readonly lead?: ReactNode
    /** For forms of several columns. */
    readonly wide?: boolean | undefined
    /** Beside the card: practice tokens, what this machine is. */
    readonly beside?: ReactNode
    readonly children: ReactNode
  }

/** Before anybody is here: choosing a branch, first run, signing in. No rail, the same bars. */
export function Doorway(props: DoorwayProps) {
  const { title, lead, wide, beside, banner, keys = {}, practice = false, children } = props
  const heading = useId()
  useFrameKeys(keys)
  const under = useFloor() > 0
  return (
    <div className={css.doorway} data-practice={practice || undefined}>
      <TopBar {...props} />
      {banner === undefined ? <span /> : <StandinBanner>{banner}</StandinBanner>}
      <main className={css.room} data-fields aria-labelledby={heading} inert={under}>
        <section className={css.card} data-wide={wide || undefined}>
          <h1 id={heading}>{title}</h1>
          {lead !== undefined && <p>{lead}</p>}
          {children}
        </section>
        {beside !== undefined && <aside className={css.besides}>{beside}</aside>}
      </main>
      <MessageLine practice={practice} />
      <KeyBar />
      <div className={css.windows} data-windows />
      {practice && <PracticeBand />}
    </div>
  )
}

export type LockScreenProps = Omit<DoorwayProps, 'title' | 'lead'> & {
  /** Whose screen it is: only they can come back to it. */
  readonly name: string
}

/**
 * Covers everything at once and takes the keyboard from whatever is under it. The frame under it is not drawn
 * and out of reach, but stays as it was for the person it belongs to.
 */
export function LockScreen(props: LockScreenProps) {
  const t = useMessages().frame.locked
  return (
    <WindowDepth value={LOCK_DEPTH}>
      <LockFloor keys={props.keys ?? {}} />
      <div
        className={css.doorway}
        data-over
        data-practice={props.practice || undefined}
        role="dialog"
        aria-modal
        aria-label={t.title}
      >
        <TopBar {...props} person={undefined} onLeave={undefined} />
        {props.banner === undefined ? <span /> : <StandinBanner>{props.banner}</StandinBanner>}
        <div className={css.room} data-fields>
          <section className={css.card}>
            <h1>{t.title}</h1>
            <p>
              {t.whose(props.name)}
              <br />
              {t.kept}
            </p>
            {props.children}
          </section>
          {props.beside !== undefined && <aside className={css.besides}>{props.beside}</aside>}
        </div>
        <span />
        <KeyBar />
        <div className={css.windows} data-windows />
        {props.practice === true && <PracticeBand />}
      </div>
    </WindowDepth>
  )
}

function LockFloor({ keys }: { readonly keys: KeyMap }) {
  useFrameKeys(keys)
  useKeys({}, { floor: 'lock' })
  return null
}
