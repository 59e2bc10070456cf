import { useHere } from './here.ts'

/**
 * Nothing secret reaches the clipboard, where every other program reads it: no passphrase, shown or hidden, no code,
 * no serial that is to be read off a token twice, and nothing of the approval window. Pasting stays possible.
 */
export function listenToCopying(): () => void {
  const keep = (event: Event) => {
    const { target } = event
    const secret =
      target instanceof Element && target.closest('[data-secret], input[type="password"]') !== null
    // Nothing is put on the clipboard instead, so what was there before stays.
    if (secret || useHere.getState().state?.place === 'approval') event.preventDefault()
  }
  const ways = ['copy', 'cut', 'dragstart'] as const
  for (const way of ways) document.addEventListener(way, keep, { capture: true })
  return () => {
    for (const way of ways) document.removeEventListener(way, keep, { capture: true })
  }
}
