import { useEffect, useState } from 'react'
import { ask } from './ask.ts'

const SECOND = 1000
/** How often main is asked again, so that a corrected clock is noticed here too. */
const ASK_AGAIN_MS = 60 * SECOND

/**
 * What time it is by main's clock, in milliseconds since 1970, once a second while on screen; undefined until
 * main has answered. The page has no clock of its own: between two answers only the time passed is added.
 */
export function useNow(): number | undefined {
  const [now, setNow] = useState<number>()
  useEffect(() => {
    let current = true
    let told: { readonly time: number; readonly at: number } | undefined
    const read = () => {
      if (told !== undefined) setNow(told.time + performance.now() - told.at)
    }
    const hear = () => {
      ask('desk.state', {}).then(
        (reply) => {
          if (!current || !reply.ok) return
          told = { time: Date.parse(reply.value.now), at: performance.now() }
          read()
        },
        // Without an answer the last one goes on; the frame shows what the clock sentinel thinks.
        () => undefined,
      )
    }
    hear()
    const ticking = setInterval(read, SECOND)
    const asking = setInterval(hear, ASK_AGAIN_MS)
    return () => {
      current = false
      clearInterval(ticking)
      clearInterval(asking)
    }
  }, [])
  return now
}

/** Whole seconds left of `seconds` since `key` last changed; stops at 0. Undefined key: nothing is counted. */
export function useCountdown(seconds: number, key: string | undefined): number {
  const [left, setLeft] = useState(seconds)
  useEffect(() => {
    if (key === undefined) return
    const from = performance.now()
    const read = () => setLeft(Math.max(0, seconds - Math.floor((performance.now() - from) / SECOND)))
    read()
    const ticking = setInterval(read, SECOND)
    return () => clearInterval(ticking)
  }, [seconds, key])
  return left
}
