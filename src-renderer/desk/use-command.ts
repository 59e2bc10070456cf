import { useCallback, useEffect, useRef, useState } from 'react'
import type { CommandName, ErrandName, InputOf, ReplyOf } from '#shared/operations'
import { ask } from './ask.ts'
import { committed, useDesk } from './state.ts'

/** What is kept of an answer: the refusal alone. What was answered may be a secret that is shown once. */
type Progress<N extends CommandName | ErrandName> =
  | { readonly phase: 'ready' }
  | { readonly phase: 'asking' }
  | { readonly phase: 'refused'; readonly reply: ReplyOf<N> }

/**
 * Asks for something to be done. Nothing is optimistic: the screen says what is committed. `send` resolves
 * with the reply, or with nothing where the answer came for somebody who has left meanwhile; it rejects on
 * an accident, which the fault boundary shows. A second `send` while one is on its way is not sent, and `busy`
 * says so; `refusal` is what the last answer refused, until the next `send`.
 */
export function useCommand<N extends CommandName | ErrandName>(name: N) {
  const [progress, setProgress] = useState<Progress<N>>({ phase: 'ready' })
  const asking = useRef(false)
  const here = useRef(true)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])

  const send = useCallback(
    async (input: InputOf<N>): Promise<ReplyOf<N> | undefined> => {
      if (asking.current) return undefined
      asking.current = true
      setProgress({ phase: 'asking' })
      const asker = useDesk.getState().who?.staff
      try {
        const reply = await ask(name, input)
        if (reply.ok) committed()
        // Signing in changes who is here, and is meant to: only an asker who has gone is protected.
        const left = asker !== undefined && useDesk.getState().who?.staff !== asker
        if (!here.current || left) return undefined
        setProgress(reply.ok ? { phase: 'ready' } : { phase: 'refused', reply })
        return reply
      } catch (accident) {
        if (here.current) setProgress({ phase: 'ready' })
        throw accident
      } finally {
        asking.current = false
      }
    },
    [name],
  )

  const again = useCallback(() => setProgress({ phase: 'ready' }), [])
  const busy = progress.phase === 'asking'
  const refusal = progress.phase === 'refused' && !progress.reply.ok ? progress.reply.error : undefined
  return { busy, refusal, send, again }
}
