import type { InputOf, OperationName, ReplyOf } from '#shared/operations'

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

/** Asks the main process. An expected no comes back as a refusal; an accident rejects with a `Fault`. */
export async function ask<N extends OperationName>(name: N, input: InputOf<N>): Promise<ReplyOf<N>> {
  try {
    // The answer was parsed by the contract in main before it was committed; here it is only named.
    return (await window.desk.ask(name, input)) as ReplyOf<N>
  } catch (thrown) {
    const number = thrown instanceof Error ? /\bfault (\S+)/.exec(thrown.message)?.[1] : undefined
    throw number === undefined ? thrown : new Fault(number)
  }
}
