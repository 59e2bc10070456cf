import { type TextSize, textSizes } from './key-map.ts'
import { usePractice } from './practice.ts'
import { useDesk } from './state.ts'

/**
 * Loading the page anew, so that nothing stays in its memory: of the passphrase that was typed when somebody has come,
 * of the customers when they have left the desk. Looks survive; they travel with the page's own history entry, which
 * is in memory only and is cleared as soon as it has been read.
 */
export type Said = 'welcome' | 'left' | undefined

type Kept = {
  readonly language: 'ja' | 'en'
  readonly textSize: TextSize
  readonly spent: Readonly<Record<string, string>>
  readonly said: Said
}

const isKept = (state: unknown): state is Kept =>
  typeof state === 'object' &&
  state !== null &&
  'language' in state &&
  (state.language === 'ja' || state.language === 'en') &&
  'textSize' in state &&
  textSizes.some((size) => size === state.textSize) &&
  'spent' in state

/** Loads the page anew; what is to be said afterwards is said by the new one. */
export function renew(said: Said): void {
  const { language, textSize } = useDesk.getState()
  const kept: Kept = { language, textSize, spent: usePractice.getState().spent, said }
  history.replaceState(kept, '')
  location.reload()
}

/** Called once by a new page, before anything is drawn: what the one before it has left to say. */
export function beginAnew(): Said {
  const kept: unknown = history.state
  if (!isKept(kept)) return undefined
  history.replaceState(null, '')
  useDesk.setState({ language: kept.language, textSize: kept.textSize })
  usePractice.setState({ spent: kept.spent })
  return kept.said
}
