import { useEffect, useState } from 'react'
import type { InputOf, OutputOf, QueryName } from '#shared/operations'
import type { Refusal } from '#shared/refusals'
import { ask } from './ask.ts'
import { useDesk } from './state.ts'

export type Answer<N extends QueryName> = {
  /** The newest answer; the previous one stays while a new one is on its way, so that nothing flickers. */
  readonly value: OutputOf<N> | undefined
  readonly refusal: Refusal | undefined
  readonly asking: boolean
}

/**
 * Asks, and asks again whenever something was committed, the input changed, or somebody else is here. An
 * answer overtaken by a newer question, or meant for somebody who has left, is dropped. `undefined` as
 * input asks nothing.
 */
export function useQuery<N extends QueryName>(name: N, input: InputOf<N> | undefined): Answer<N> {
  const revision = useDesk((desk) => desk.revision)
  const who = useDesk((desk) => desk.who?.staff)
  const question = input === undefined ? undefined : JSON.stringify(input)
  const [answer, setAnswer] = useState<Answer<N>>({ value: undefined, refusal: undefined, asking: true })
  const [accident, setAccident] = useState<{ readonly thrown: unknown }>()

  // biome-ignore lint/correctness/useExhaustiveDependencies: `revision` is the reason to ask again
  useEffect(() => {
    if (question === undefined) {
      setAnswer({ value: undefined, refusal: undefined, asking: false })
      return
    }
    const overtaken = new AbortController()
    setAnswer((before) => ({ ...before, asking: true }))
    ask(name, JSON.parse(question) as InputOf<N>, overtaken.signal).then(
      (reply) => {
        if (overtaken.signal.aborted || useDesk.getState().who?.staff !== who) return
        setAnswer(
          reply.ok
            ? { value: reply.value as OutputOf<N>, refusal: undefined, asking: false }
            : { value: undefined, refusal: reply.error as Refusal, asking: false },
        )
      },
      (thrown: unknown) => {
        if (!overtaken.signal.aborted) setAccident({ thrown })
      },
    )
    return () => overtaken.abort()
  }, [name, question, revision, who])

  // An accident belongs to the fault boundary around the screen.
  if (accident !== undefined) throw accident.thrown
  return answer
}
