/**
 * Which key does what, as data. The keyboard itself is touched in `keys.ts`.
 *
 * Keys lie in layers: the frame's own, the screen's, and a window's. Layers carry the depth of the window
 * they belong to; a window is a floor that nothing below shines through, except what is meant for
 * everywhere (F4 emergency stop, F11 text size).
 */
export const functionKeys = [
  'Esc',
  'F1',
  'F2',
  'F3',
  'F4',
  'F5',
  'F6',
  'F7',
  'F8',
  'F9',
  'F10',
  'F11',
  'F12',
] as const
export type FunctionKey = (typeof functionKeys)[number]

export type AltKey = `Alt+${string}`
export type KeyName = FunctionKey | 'Ctrl+L' | AltKey

export type KeyBinding = {
  /** What will happen, in the words of the key bar. */
  readonly label: string
  readonly run: () => void
  /** Why the key is off. A key with a reason keeps its place, dashed, and pressing it says the reason. */
  readonly off?: string | undefined
  /** A count on the key, such as cases waiting. */
  readonly count?: number | undefined
  /** `go` for the way forward, `stop` for F4. Everything else is plain. */
  readonly tone?: 'plain' | 'go' | 'stop' | undefined
  /** Stays reachable while a window is open. */
  readonly everywhere?: boolean | undefined
}

export type KeyMap = { readonly [K in KeyName]?: KeyBinding | undefined }

/** `frame` lies under `screen`, `screen` under `part`, within one depth. */
export const ranks = ['frame', 'screen', 'part'] as const
export type Rank = (typeof ranks)[number]

export type KeyLayer = {
  readonly id: number
  readonly depth: number
  readonly rank: Rank
  /**
   * `window`: its depth becomes the floor, through which only `everywhere` keys shine. `lock`: nothing does,
   * because whoever stands there now is not the person those keys belong to.
   */
  readonly floor: 'none' | 'window' | 'lock'
  readonly keys: KeyMap
}

/** What the keys do now: the topmost binding of every key that is within reach. */
export function effectiveKeys(layers: readonly KeyLayer[]): KeyMap {
  const floor = floorOf(layers)
  const locked = deepest(layers, 'lock')
  const bottomUp = [...layers].sort(
    (a, b) => a.depth - b.depth || ranks.indexOf(a.rank) - ranks.indexOf(b.rank) || a.id - b.id,
  )
  const reach: { [K in KeyName]?: KeyBinding } = {}
  for (const layer of bottomUp) {
    for (const [name, binding] of Object.entries(layer.keys) as [KeyName, KeyBinding | undefined][]) {
      if (binding === undefined) continue
      if (layer.depth >= floor || (layer.depth >= locked && binding.everywhere === true))
        reach[name] = binding
    }
  }
  return reach
}

/** The depth of the topmost open window or lock; 0 while there is none. */
export const floorOf = (layers: readonly KeyLayer[]): number =>
  Math.max(deepest(layers, 'window'), deepest(layers, 'lock'))

const deepest = (layers: readonly KeyLayer[], floor: KeyLayer['floor']): number =>
  layers.reduce((depth, layer) => (layer.floor === floor ? Math.max(depth, layer.depth) : depth), 0)

/** The parts of a keyboard event this file looks at, so that it can be tested without a keyboard. */
export type Stroke = {
  readonly key: string
  readonly code: string
  readonly keyCode: number
  readonly isComposing: boolean
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly shiftKey: boolean
  readonly metaKey: boolean
}

/**
 * While the input method is composing, every key belongs to it. Some report only the old key code 229, and
 * the Enter that ends a conversion may arrive with either sign.
 */
export const belongsToInputMethod = (stroke: Pick<Stroke, 'isComposing' | 'keyCode' | 'key'>): boolean =>
  stroke.isComposing || stroke.keyCode === 229 || stroke.key === 'Process'

/** The name of a stroke in the key map, or nothing for ordinary typing. Layout-independent for Alt. */
export function keyNameOf(stroke: Stroke): KeyName | undefined {
  if (belongsToInputMethod(stroke) || stroke.metaKey) return undefined
  const { altKey, ctrlKey, shiftKey, key, code } = stroke

  if (ctrlKey && !altKey && !shiftKey) return code === 'KeyL' ? 'Ctrl+L' : undefined
  if (altKey && !ctrlKey && !shiftKey) {
    const plain = /^(?:Digit|Numpad|Key)([0-9A-Z])$/.exec(code)?.[1]
    return plain === undefined ? undefined : `Alt+${plain}`
  }
  if (altKey || ctrlKey || shiftKey) return undefined
  if (key === 'Escape') return 'Esc'
  return functionKeys.find((name) => name === key)
}

/** The field a stroke of Enter lands in, as far as the rule needs it. */
export type EnterTarget = {
  readonly tag: string
  readonly type?: string | undefined
  readonly shiftKey: boolean
}

/**
 * Enter moves to the next field and never submits. A button keeps its Enter, because pressing it is what
 * was asked for; in a field of several lines Shift+Enter breaks the line.
 */
export function enterDoes({ tag, type, shiftKey }: EnterTarget): 'next' | 'previous' | 'leave' {
  if (tag === 'TEXTAREA') return shiftKey ? 'leave' : 'next'
  if (tag === 'SELECT') return shiftKey ? 'previous' : 'next'
  if (tag !== 'INPUT') return 'leave'
  if (type === 'button' || type === 'submit' || type === 'reset' || type === 'file') return 'leave'
  return shiftKey ? 'previous' : 'next'
}

export const textSizes = [100, 125, 150, 200] as const
export type TextSize = (typeof textSizes)[number]

/** F11 goes round. */
export function nextTextSize(size: TextSize): TextSize {
  return textSizes[(textSizes.indexOf(size) + 1) % textSizes.length] ?? 100
}
