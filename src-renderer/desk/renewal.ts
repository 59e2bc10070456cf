import { ask } from './ask.ts'
import { type TextSize, textSizes } from './key-map.ts'
import { usePractice } from './practice.ts'
import { useDesk } from './state.ts'

/**
 * Another page, in a process of its own, in place of this one, so that nothing stays in memory: of the passphrase that
 * was typed when somebody has come, of the customers when they have left the desk. Looks survive; main hands them on in
 * the new page's address, and there they are cleared as soon as they have been read.
 */
export type Said = 'welcome' | 'back' | 'chosen' | 'left' | Ended | undefined

/** What two people did that ended everybody's sign-in, their own too. */
type Ended = 'begun-anew' | 'restored'
let ended: Ended | undefined
/** Called when it is done, before the page learns that nobody is signed in any more. */
export const endedBy = (what: Ended): void => {
  ended = what
}
export const howItEnded = (): Ended | undefined => ended

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

/** As many spent codes of practice tokens as fit into an address; the last ones, since only a code of now is ever shown. */
const SPENT_MAX = 50

/**
 * Asks for the other page; what is to be said afterwards is said by that one. Throws where main gives none: this page
 * stays, then.
 */
export async function renew(said: Said): Promise<void> {
  const { language, textSize } = useDesk.getState()
  const spent = Object.fromEntries(Object.entries(usePractice.getState().spent).slice(-SPENT_MAX))
  const kept: Kept = { language, textSize, spent, said }
  const reply = await ask('desk.renew', { looks: JSON.stringify(kept) })
  if (!reply.ok) throw new Error(`no other page takes the place of this one: ${reply.error.code}`)
}

/** Called once by a new page, before anything is drawn: what the one before it has left to say. */
export function beginAnew(): Said {
  if (location.hash === '') return undefined
  // Written by the page before this one, through main; nobody else can load a page of ours.
  const kept: unknown = JSON.parse(decodeURIComponent(location.hash.slice(1)))
  history.replaceState(null, '', location.pathname)
  if (!isKept(kept)) return undefined
  useDesk.setState({ language: kept.language, textSize: kept.textSize })
  usePractice.setState({ spent: kept.spent })
  return kept.said
}
