import { useEffect } from 'react'
import { ask } from './ask.ts'

/** Main hides the screen after five minutes; telling it every twenty seconds is exact enough. */
const TOUCH_EVERY_MS = 20_000
const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'compositionupdate'] as const

/** Tells main that somebody is at the keyboard. Only real input counts, never a script's. */
export function usePresence(here: boolean): void {
  useEffect(() => {
    if (!here) return
    let toldAt = Number.NEGATIVE_INFINITY
    const touch = (event: Event) => {
      if (!event.isTrusted || event.timeStamp - toldAt < TOUCH_EVERY_MS) return
      toldAt = event.timeStamp
      // Not through `useCommand`: nothing was committed that a screen would have to ask for again.
      void ask('session.touch', {})
    }
    for (const sign of signs) window.addEventListener(sign, touch, { capture: true, passive: true })
    return () => {
      for (const sign of signs) window.removeEventListener(sign, touch, { capture: true })
    }
  }, [here])
}
