import {
  IconDeviceMobile,
  IconDeviceMobileOff,
  IconDots,
  IconFileText,
  IconHandStop,
  IconLock,
  IconPackage,
  IconUserX,
} from '@tabler/icons-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { ServiceProfile } from '#shared/profiles'
import type { Situation } from '#shared/router'
import { useMessages } from '../../desk/messages.ts'
import { type Icon, Panel } from '../../parts/panel.tsx'
import css from './situation-board.module.css'
import { boardOf, keyOf, OTHERS_KEY, type SituationGroup, situationOfKey } from './situations.ts'

const icons: Readonly<Record<SituationGroup, Icon>> = {
  broken: IconDeviceMobileOff,
  lost: IconHandStop,
  locked: IconLock,
  phone: IconDeviceMobile,
  administrator: IconUserX,
  request: IconFileText,
  hardware: IconPackage,
  other: IconDots,
}

/** A key alone, as this board takes it; what belongs to the desk or the input method is not for it. */
const plainKey = (event: KeyboardEvent): string | undefined =>
  event.altKey || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing ? undefined : event.key

type BoardProps = {
  readonly profile: ServiceProfile
  readonly chosen: Situation | undefined
  readonly onChoose: (situation: Situation) => void
  /** The work begins here: the customer's person is known. */
  readonly autoFocus: boolean
}

/**
 * Everything that can have happened, on one sheet. A digit or letter chooses from anywhere on it; the arrows walk and
 * choose nothing, so that one can read on the way.
 */
export function SituationBoard({ profile, chosen, onChoose, autoFocus }: BoardProps) {
  const { routerScreen: t, router: r } = useMessages()
  const { groups, others } = boardOf(profile)
  const [open, setOpen] = useState(chosen !== undefined && others.includes(chosen))
  const list = useRef<HTMLDivElement>(null)
  const first = chosen ?? groups[0]?.situations[0]

  const onKeyDown = (event: KeyboardEvent) => {
    const key = plainKey(event)
    if (key === undefined) return
    const situation = situationOfKey(key)
    if (situation !== undefined) onChoose(situation)
    else if (key.normalize('NFKC') === OTHERS_KEY) setOpen(true)
    else if (!walk(list.current, key)) return
    event.preventDefault()
  }

  const option = (situation: Situation) => (
    <button
      key={situation}
      type="button"
      id={`situation-${situation}`}
      data-jump={situation === first ? 'situation' : undefined}
      data-forward={situation === first || undefined}
      aria-pressed={situation === chosen}
      aria-keyshortcuts={keyOf(situation)}
      // biome-ignore lint/a11y/noAutofocus: the screen says where work begins
      autoFocus={autoFocus && situation === first}
      onClick={() => onChoose(situation)}
    >
      <kbd aria-hidden>{keyOf(situation)}</kbd>
      <span>
        {r.situation(situation)}
        <small>{r.situations[situation].means}</small>
      </span>
    </button>
  )

  return (
    <Panel title={t.board} note={t.boardHow} fill>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: its buttons are what is pressed; this hears their letters */}
      <div ref={list} className={css.board} onKeyDown={onKeyDown}>
        {groups.map(({ group, situations }) => {
          const GroupIcon = icons[group]
          return (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset takes no part in the grid of headings
            <div
              key={group}
              className={css.group}
              role="group"
              aria-label={t.groups[group]}
              data-alone={situations.length === 1 || undefined}
            >
              <h3>
                <GroupIcon size="1.125rem" stroke={2} aria-hidden />
                {t.groups[group]}
              </h3>
              <div>{situations.map(option)}</div>
            </div>
          )
        })}
        {others.length > 0 && (
          <div className={css.others}>
            <button
              type="button"
              aria-expanded={open}
              aria-keyshortcuts={OTHERS_KEY}
              onClick={() => setOpen(!open)}
            >
              <kbd aria-hidden>{OTHERS_KEY}</kbd>
              <span>{t.others(others.length)}</span>
            </button>
            {open && <div>{others.map(option)}</div>}
          </div>
        )}
      </div>
    </Panel>
  )
}

const steps: Readonly<Partial<Record<string, number>>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
}

/** Arrows go from one choice to the next, round the board. */
function walk(board: HTMLElement | null, key: string): boolean {
  const step = steps[key]
  if (board === null || step === undefined) return false
  const buttons = [...board.querySelectorAll('button')]
  const here = buttons.findIndex((button) => button.matches(':focus'))
  buttons[(here + step + buttons.length) % buttons.length]?.focus()
  return true
}

type ChosenProps = {
  readonly situation: Situation
  readonly onChoose: (situation: Situation) => void
  readonly onReopen: () => void
}

/** What was chosen, in one line. Another key still chooses another, so that a slip is one key's work. */
export function ChosenSituation({ situation, onChoose, onReopen }: ChosenProps) {
  const { routerScreen: t, router: r } = useMessages()
  const onKeyDown = (event: KeyboardEvent) => {
    const key = plainKey(event)
    if (key === undefined) return
    const another = situationOfKey(key)
    if (another !== undefined) onChoose(another)
    else if (key.normalize('NFKC') === OTHERS_KEY) onReopen()
    else return
    event.preventDefault()
  }
  return (
    <fieldset className={css.chosen} onKeyDown={onKeyDown}>
      <legend>{t.chosen}</legend>
      <label>
        <input
          type="radio"
          name="situation"
          id="situation"
          checked
          // biome-ignore lint/a11y/noAutofocus: the next key may be another situation, or Enter
          autoFocus
          onChange={() => onChoose(situation)}
        />
        <kbd aria-hidden>{keyOf(situation)}</kbd>
        <span>
          {r.situation(situation)}
          <small>{r.situations[situation].means}</small>
        </span>
      </label>
      <button type="button" aria-keyshortcuts={OTHERS_KEY} onClick={onReopen}>
        <kbd aria-hidden>{OTHERS_KEY}</kbd>
        {t.chooseAgain}
      </button>
    </fieldset>
  )
}
