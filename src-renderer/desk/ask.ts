import type { InputOf, OperationName, ReplyOf } from '#shared/operations'
import type { Refusal } from '#shared/refusals'

declare global {
  interface Window {
    /** The one door to the main process, opened by the preload. */
    readonly desk: {
      ask(name: string, input: unknown): Promise<unknown>
      /** Main nudges: something may have changed (a lock, the approval window, another window's command). */
      onChange(listener: () => void): void
    }
  }
}

/** An accident in main. All that reaches the page is the number under which it was written down. */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly number: string

  constructor(number: string) {
    super(`fault ${number}`)
    this.number = number
  }
}

/**
 * How often a question waits for its turn by itself before a person is told to: some ten seconds, because whoever types
 * fast through several screens asks more than the desk answers in one, and none of it is wrong.
 */
const TURNS_MAX = 20

/** A question that nobody waits for any more: a newer one has taken its place. Its own answer is of no use. */
export type Overtaken = { readonly aborted: boolean }

/**
 * Asks the main process. An expected no comes back as a refusal; an accident rejects with a `Fault`. A question that is
 * `overtaken` while it waits for its turn takes none: it ends with the refusal that made it wait.
 */
export async function ask<N extends OperationName>(
  name: N,
  input: InputOf<N>,
  overtaken?: Overtaken,
): Promise<ReplyOf<N>> {
  try {
    // The answer was parsed by the contract in main before it was committed; here it is only named.
    let reply = (await window.desk.ask(name, input)) as ReplyOf<N>
    // Whatever was asked too soon has not been done: it may be asked again as it stands.
    for (let turn = 0; turn < TURNS_MAX && !reply.ok && reply.error.code === 'too-many-calls'; turn += 1) {
      const { waitMs } = reply.error as Refusal<'too-many-calls'>
      // Longer each time: all that had to wait wake together, and one of them has its turn.
      await new Promise((resolve) => setTimeout(resolve, waitMs * (1 + turn)))
      if (overtaken?.aborted === true) return reply
      reply = (await window.desk.ask(name, input)) as ReplyOf<N>
    }
    return reply
  } catch (thrown) {
    const number = thrown instanceof Error ? /\bfault (\S+)/.exec(thrown.message)?.[1] : undefined
    throw number === undefined ? thrown : new Fault(number)
  }
}
