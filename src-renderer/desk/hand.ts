import { ask } from './ask.ts'

/**
 * What lies in a person's hands: half-typed, half-answered, not in the store. When they leave the desk it goes to
 * main, the page is loaded anew and holds nothing of any customer, and only their own return brings it back.
 */
type Part = { readonly take: () => unknown; readonly put: (kept: unknown) => void }

const parts = new Map<string, Part>()
/** Given back before the module it belongs to was loaded. */
const waiting = new Map<string, unknown>()

/** Names a part of what lies in hand. What `take` gives survives as JSON does: without functions, sets and dates. */
export function keepInHand(name: string, part: Part): void {
  parts.set(name, part)
  if (!waiting.has(name)) return
  part.put(waiting.get(name))
  waiting.delete(name)
}

type Store<T> = { getState(): T; setState(state: Partial<T>): void }

/** A whole store of plain data. */
export function keepStoreInHand<T extends object>(name: string, store: Store<T>): void {
  // It comes back as this very store gave it away.
  keepInHand(name, { take: () => store.getState(), put: (kept) => store.setState(kept as Partial<T>) })
}

/** Gives everything to main. False where main would not take it; then it stays here, out of sight. */
export async function putAway(): Promise<boolean> {
  const hand = JSON.stringify(Object.fromEntries([...parts].map(([name, { take }]) => [name, take()])))
  const reply = await ask('session.put-away', { hand }).catch(() => undefined)
  return reply?.ok === true
}

/** Takes it back, once its person is here again. */
export async function takeBack(): Promise<void> {
  const reply = await ask('session.take-back', {}).catch(() => undefined)
  if (reply?.ok !== true || reply.value.hand === null) return
  for (const [name, kept] of Object.entries(JSON.parse(reply.value.hand) as Record<string, unknown>)) {
    const part = parts.get(name)
    if (part === undefined) waiting.set(name, kept)
    else part.put(kept)
  }
}
