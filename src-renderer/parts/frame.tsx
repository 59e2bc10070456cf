import {
  IconClockCheck,
  IconClockExclamation,
  IconClockX,
  IconLock,
  IconSchool,
  IconUser,
} from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import { type KeyMap, nextTextSize } from '../desk/key-map.ts'
import { focusNextPane, LOCK_DEPTH, useFloor, useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { say, setTextSize, useDesk } from '../desk/state.ts'
import css from './frame.module.css'
import { KeyBar } from './key-bar.tsx'
import { MessageLine } from './message-line.tsx'
import type { Icon } from './panel.tsx'

export type RailItem = {
  readonly id: string
  readonly label: string
  readonly icon: Icon
  readonly count?: number | undefined
}
export type RailGroup = { readonly title: string; readonly items: readonly RailItem[] }

export type TopBarProps = {
  readonly institution?: string | undefined
  readonly branchName?: string | undefined
  readonly branchNo?: string | undefined
  /** 令和8年11月20日（金） and `2026-11-20`. */
  readonly date: { readonly wareki: string; readonly western: string }
  /** `14:18`, and what the clock sentinel thinks of it. */
  readonly clock: { readonly time: string; readonly state: 'trusted' | 'suspect' | 'rejected' }
  /** F3, where there is something to be confirmed about the clock. */
  readonly onClock?: (() => void) | undefined
  /** The role in words, and the name. */
  readonly person?: { readonly role: string; readonly name: string } | undefined
  /** What the person may change about themselves. */
  readonly onPerson?: (() => void) | undefined
  /** Ctrl+L. Absent while nobody is here. */
  readonly onLeave?: (() => void) | undefined
  readonly practice?: boolean | undefined
}

export type FrameProps = TopBarProps & {
  /** Empty: no rail, as in the approval window. */
  readonly groups: readonly RailGroup[]
  /** The rail item we are in. */
  readonly current?: string | undefined
  readonly onGo: (id: string) => void
  /** F1 to F8 as this desk has them; F6, F11 and Ctrl+L are the frame's own. */
  readonly keys?: KeyMap | undefined
  /** A standing sentence under the top bar: the evaluation stand-in, a frozen desk. */
  readonly banner?: string | undefined
  /** Grey and out of reach, while a supervisor approves over the teller's shoulder. */
  readonly frozen?: boolean | undefined
  /** In place of the top bar, for a window of its own: `WindowHead`. */
  readonly head?: ReactNode
  readonly children: ReactNode
}

const clocks = { trusted: IconClockCheck, suspect: IconClockExclamation, rejected: IconClockX } as const

/** Over every window of the desk, under the lock. */
export const FROZEN_DEPTH = LOCK_DEPTH - 1

/** The window: top bar, rail of jobs, content, message line, key bar. */
export function Frame(props: FrameProps) {
  const { groups, current, onGo, keys = {}, banner, frozen = false, practice = false, head, children } = props
  const t = useMessages()
  useFrameKeys({
    ...keys,
    F6: keys.F6 ?? { label: t.keys.nextPane, run: focusNextPane },
    'Ctrl+L': props.onLeave && { label: t.frame.leave, run: props.onLeave, everywhere: true },
  })
  // While frozen nothing of this desk answers, not even what is meant for everywhere.
  useKeys({}, { rank: 'frame', ...(frozen ? { floor: 'lock' as const, depth: FROZEN_DEPTH } : {}) })
  const floor = useFloor()
  const under = floor > 0
  const away = floor >= LOCK_DEPTH

  return (
    <div className={css.window} inert={away} data-away={away || undefined}>
      <div
        className={css.frame}
        data-practice={practice || undefined}
        data-frozen={frozen || undefined}
        data-railless={groups.length === 0 || undefined}
      >
        <div className={css.topPlace} inert={under}>
          {head ?? <TopBar {...props} />}
          {banner !== undefined && <StandinBanner>{banner}</StandinBanner>}
        </div>
        <nav className={css.rail} aria-label={t.frame.jobs} inert={under}>
          {groups.map(({ title, items }) => (
            <div key={title}>
              <p aria-hidden>{title}</p>
              <ul aria-label={title}>
                {items.map((item) => (
                  <li key={item.id}>
                    <RailButton item={item} on={item.id === current} onGo={onGo} />
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
        <main className={css.content} inert={under} data-fields aria-label={t.frame.content}>
          <div className={css.contentInner}>{children}</div>
        </main>
        <div className={css.linePlace} inert={frozen}>
          <MessageLine practice={practice} />
        </div>
        <KeyBar />
        <div className={css.windows} data-windows />
        {practice && <PracticeBand />}
      </div>
    </div>
  )
}

/** F11 and the size of `html`, for every window that has a key bar. */
export function useFrameKeys(keys: KeyMap): void {
  const t = useMessages()
  const size = useDesk((desk) => desk.textSize)
  useEffect(() => {
    document.documentElement.dataset.textSize = String(size)
    // Everything has moved: what is being worked on must not be out of sight.
    requestAnimationFrame(() => document.activeElement?.scrollIntoView({ block: 'nearest' }))
  }, [size])
  useKeys(
    {
      ...keys,
      F11: {
        label: t.keys.textSize,
        everywhere: true,
        run: () => {
          const next = nextTextSize(size)
          setTextSize(next)
          say(t.frame.textSize(next))
        },
      },
    },
    { rank: 'frame' },
  )
}

function RailButton({ item, on, onGo }: { item: RailItem; on: boolean; onGo: (id: string) => void }) {
  const { id, label, icon: Icon, count = 0 } = item
  return (
    <button
      type="button"
      className={css.railItem}
      data-on={on || undefined}
      aria-current={on ? 'page' : undefined}
      onClick={() => onGo(id)}
    >
      <Icon size="1.125rem" stroke={2} aria-hidden />
      <span>{label}</span>
      {count > 0 && <b>{count}</b>}
    </button>
  )
}

export function TopBar(props: TopBarProps) {
  const {
    institution,
    branchName,
    branchNo,
    date,
    clock,
    onClock,
    person,
    onPerson,
    onLeave,
    practice = false,
  } = props
  const t = useMessages().frame
  const Clock = clocks[clock.state]
  return (
    <header className={css.top} data-practice={practice || undefined}>
      <div className={css.logo}>
        {practice ? (
          <>
            <IconSchool size="1.25rem" stroke={2} aria-hidden />
            <span className={css.long}>{t.practice}</span>
            <span className={css.short} aria-hidden>
              {t.practiceShort}
            </span>
          </>
        ) : (
          <>
            <span className={css.long}>{t.appName}</span>
            <span className={css.short} aria-hidden>
              {t.appShort}
            </span>
          </>
        )}
      </div>
      <div className={css.branch}>
        <span>{institution}</span> <b>{branchName}</b> <small>{branchNo}</small>
      </div>
      <div className={css.date}>
        <span>{date.wareki}</span> <small>{date.western}</small>
      </div>
      {onClock === undefined ? (
        <div className={css.clock} data-state={clock.state}>
          <Clock size="1.125rem" stroke={2} aria-hidden />
          <b>{clock.time}</b> <span>{t.clock[clock.state]}</span>
        </div>
      ) : (
        <button
          type="button"
          className={css.clock}
          data-state={clock.state}
          tabIndex={-1}
          onClick={onClock}
          aria-keyshortcuts="F3"
        >
          <Clock size="1.125rem" stroke={2} aria-hidden />
          <b>{clock.time}</b> <span>{t.clock[clock.state]}</span> <kbd>F3</kbd>
        </button>
      )}
      {person !== undefined && onPerson !== undefined && (
        <button
          type="button"
          className={css.person}
          tabIndex={-1}
          onClick={onPerson}
          aria-keyshortcuts="Alt+0"
        >
          <IconUser size="1.125rem" stroke={2} aria-hidden />
          <span>{person.role}</span> <b>{person.name}</b>
          <span className="visually-hidden">{t.own}</span>
        </button>
      )}
      {person !== undefined && onPerson === undefined && (
        <div className={css.person}>
          <IconUser size="1.125rem" stroke={2} aria-hidden />
          <span>{person.role}</span> <b>{person.name}</b>
        </div>
      )}
      {onLeave !== undefined && (
        <button
          type="button"
          className={css.leave}
          tabIndex={-1}
          onClick={onLeave}
          aria-keyshortcuts="Control+L"
        >
          <IconLock size="1rem" stroke={2} aria-hidden />
          <span>{t.leave}</span> <kbd>Ctrl+L</kbd>
        </button>
      )}
    </header>
  )
}

/** A sentence that does not go away. */
export function StandinBanner({ children }: { readonly children: string }) {
  const t = useMessages().frame
  return (
    <aside className={css.banner} aria-label={t.standing}>
      {children}
    </aside>
  )
}

/** The hatched bar under the top bar and along the right edge: practice, seen from any corner of the eye. */
export function PracticeBand() {
  return (
    <>
      <div className={css.bandTop} aria-hidden />
      <div className={css.bandEnd} aria-hidden />
    </>
  )
}
