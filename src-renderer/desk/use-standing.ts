import { useEffect } from 'react'
import { type Standing, stand } from './state.ts'

/** Says something at the right end of the message line for as long as the screen is open. */
export function useStanding(text: string | undefined, state?: Standing['state']): void {
  useEffect(() => {
    if (text === undefined) return
    stand(state === undefined ? { text } : { text, state })
    return () => stand(undefined)
  }, [text, state])
}
