import { createContext, useContext, useEffect, useLayoutEffect, useRef } from 'react'
import { flushSync } from 'react-dom'
import { create } from 'zustand'
import {
  belongsToInputMethod,
  effectiveKeys,
  enterDoes,
  floorOf,
  functionKeys,
  type KeyBinding,
  type KeyLayer,
  type KeyMap,
  type KeyName,
  keyNameOf,
  type Rank,
} from './key-map.ts'
import { noBurst, scan } from './scanner.ts'
import { say } from './state.ts'

/** How deep in windows a part stands: 0 on the screen itself, 1 in a window, 2 in a window over it. */
export const WindowDepth = createContext(0)

/** The lock stands over everything there can be. */
export const LOCK_DEPTH = 100

type ScanTarget = { readonly id: number; readonly depth: number; readonly take: (code: string) => void }
type Keyboard = { readonly layers: readonly KeyLayer[]; readonly scanTargets: readonly ScanTarget[] }

const useKeyboard = create<Keyboard>()(() => ({ layers: [], scanTargets: [] }))
let lastId = 0

export type KeysOptions = {
  readonly rank?: Rank
  readonly floor?: KeyLayer['floor']
  readonly depth?: number
}

/**
 * Puts keys under the hand for as long as the component is on screen. Pass the map as it is now, at every
 * rendering; the key bar is only drawn anew when its words change.
 */
export function useKeys(keys: KeyMap, options: KeysOptions = {}): void {
  const around = useContext(WindowDepth)
  const { rank = 'screen', floor = 'none', depth = around } = options
  const latest = useRef(keys)
  const words = JSON.stringify(keys)

  useLayoutEffect(() => {
    latest.current = keys
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: `words` is what of `keys` can be seen; `run` is read when pressed
  useLayoutEffect(() => {
    const id = ++lastId
    const live = Object.fromEntries(
      Object.entries(keys).map(([name, binding]) => [
        name,
        binding && { ...binding, run: () => latest.current[name as KeyName]?.run() },
      ]),
    ) as KeyMap
    const layer: KeyLayer = { id, depth, rank, floor, keys: live }
    useKeyboard.setState(({ layers }) => ({ layers: [...layers, layer] }))
    return () => useKeyboard.setState(({ layers }) => ({ layers: layers.filter((one) => one.id !== id) }))
  }, [words, depth, rank, floor])
}

/** A code from the barcode reader goes to the topmost taker, wherever the focus is. */
export function useScan(take: ((code: string) => void) | undefined): void {
  const depth = useContext(WindowDepth)
  const latest = useRef(take)
  const takes = take !== undefined
  useLayoutEffect(() => {
    latest.current = take
  })
  useEffect(() => {
    if (!takes) return
    const id = ++lastId
    const target: ScanTarget = { id, depth, take: (code) => latest.current?.(code) }
    useKeyboard.setState(({ scanTargets }) => ({ scanTargets: [...scanTargets, target] }))
    return () =>
      useKeyboard.setState(({ scanTargets }) => ({ scanTargets: scanTargets.filter((one) => one.id !== id) }))
  }, [takes, depth])
}

/** What the keys do now, for the key bar. */
export const useEffectiveKeys = (): KeyMap => effectiveKeys(useKeyboard((keyboard) => keyboard.layers))

/** The depth of the topmost window: parts of lesser depth are out of reach. */
export const useFloor = (): number => useKeyboard((keyboard) => floorOf(keyboard.layers))

/** Presses a key, from the keyboard or by a click on the key bar. A key that is off says why. */
export function press(name: KeyName, binding: KeyBinding | undefined): void {
  if (binding === undefined) return
  if (binding.off === undefined) binding.run()
  else say(`${name}: ${binding.off}`, 'caution')
}

const fieldSelector =
  'input:not([type=hidden]):not([disabled]):not([readonly]):not([tabindex="-1"]),' +
  'textarea:not([disabled]):not([readonly]),select:not([disabled]),[data-forward]:not([disabled])'

/** The fields Enter walks through: those of the window or screen the focus is in, in reading order. */
function fieldsAround(from: HTMLElement): HTMLElement[] {
  const scope = from.closest('[data-fields]') ?? document
  return [...scope.querySelectorAll<HTMLElement>(fieldSelector)].filter(
    (field) => field.offsetParent !== null && field.closest('[inert]') === null,
  )
}

/** Moves the focus one field on, or back. At the end it stays: moving on from there is F12. */
export function moveFocus(from: HTMLElement, direction: 'next' | 'previous'): void {
  const fields = fieldsAround(from)
  const group = from.getAttribute('name')
  const here = fields.indexOf(from)
  const ahead = direction === 'next' ? fields.slice(here + 1) : fields.slice(0, here).reverse()
  const sameChoice = (field: HTMLElement) =>
    field instanceof HTMLInputElement && field.type === 'radio' && field.name === group
  const next = ahead.find((field) => !sameChoice(field))
  if (next === undefined) return
  next.focus()
  if (next instanceof HTMLInputElement && next.type !== 'radio' && next.type !== 'checkbox') next.select()
}

/** Writes into a field the way a person does, so that React hears of it. */
function restore(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  const prototype =
    field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

/** Keys that act on what was typed. The others (help, text size, jumps) leave the caret where it is. */
const settles = (name: KeyName): boolean => name !== 'F1' && name !== 'F11' && !name.startsWith('Alt+')

/**
 * Fields fold, read and hand over what they hold when they are left; a key that acts must not overtake that.
 * So the field is left and entered again, and drawn, before the key does anything.
 */
function settle(field: HTMLElement | undefined): void {
  if (field === undefined) return
  flushSync(() => field.blur())
  field.focus({ preventScroll: true })
}

type Remembered = { readonly field: HTMLInputElement | HTMLTextAreaElement; readonly value: string }

/**
 * The one place that hears the keyboard. Returns the way to stop listening.
 *
 * Order matters: what belongs to the input method is never looked at; then the barcode reader, whose
 * closing Enter must not move the focus; then the key map; then Enter.
 */
export function listenToKeyboard(): () => void {
  let burst = noBurst
  let remembered: Remembered | undefined

  function onKeyDown(event: KeyboardEvent): void {
    if (belongsToInputMethod(event)) {
      burst = noBurst
      return
    }
    const { target } = event
    const field =
      target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : undefined

    // A secret is never taken for a barcode: it must not end up readable in another field.
    const secret = field?.type === 'password' || field?.dataset.secret !== undefined
    if (!secret && !event.altKey && !event.ctrlKey && !event.metaKey) {
      const heard = scan(burst, event.key, event.timeStamp)
      burst = heard.burst
      if (heard.begins) remembered = field === undefined ? undefined : { field, value: field.value }
      if (heard.code !== undefined) {
        const { layers, scanTargets } = useKeyboard.getState()
        const floor = floorOf(layers)
        const taker = scanTargets.findLast(({ depth }) => depth >= floor)
        if (taker !== undefined) {
          event.preventDefault()
          event.stopPropagation()
          // The reader has already typed into whatever had the focus: that is undone first.
          if (remembered !== undefined) restore(remembered.field, remembered.value)
          remembered = undefined
          taker.take(heard.code)
          return
        }
      }
    }

    const name = keyNameOf(event)
    if (name !== undefined) {
      const known = effectiveKeys(useKeyboard.getState().layers)[name] !== undefined
      if (known && !event.repeat && settles(name)) settle(field)
      // Read only now: what the field handed over may have switched the key on or off.
      const binding = effectiveKeys(useKeyboard.getState().layers)[name]
      // The browser's own meaning of a function key (help, find, reload, full screen) never applies here.
      if (binding !== undefined || functionKeys.some((key) => key === name)) event.preventDefault()
      if (binding === undefined) return
      event.stopPropagation()
      if (!event.repeat) press(name, binding)
      return
    }

    if (event.key !== 'Enter' || event.ctrlKey || event.altKey || event.metaKey) return
    if (!(target instanceof HTMLElement)) return
    const does = enterDoes({ tag: target.tagName, type: field?.type, shiftKey: event.shiftKey })
    if (does === 'leave') return
    event.preventDefault()
    if (!event.repeat) moveFocus(target, does)
  }

  window.addEventListener('keydown', onKeyDown, { capture: true })
  return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
}

/** F6: the focus goes to the next pane, and round again. Panes say so with `data-pane`. */
export function focusNextPane(): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(
    (pane) => pane.offsetParent !== null && pane.closest('[inert]') === null,
  )
  const here = panes.findIndex((pane) => pane.contains(document.activeElement))
  const pane = panes[(here + 1) % panes.length]
  const first = pane?.querySelector<HTMLElement>(
    `${fieldSelector},button:not([disabled]),a[href],[tabindex="0"]`,
  )
  ;(first ?? pane)?.focus()
}
