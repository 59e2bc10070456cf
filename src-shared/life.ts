import { type Refusal, refuse } from './refusals.ts'
import type { Result } from './result.ts'
import { ok } from './result.ts'

/** A life table: from each state, the events that may happen and where they lead. What is not written does not happen. */
export type Life<State extends string, Event extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Event, State>>>>
>

/**
 * Where `event` leads from `state`.
 *
 * @returns the next state, or the refusal `state-forbids` naming the thing, its state and the event.
 */
export function advance<State extends string, Event extends string>(
  life: Life<State, Event>,
  state: State,
  event: Event,
  thing: string,
): Result<State, Refusal<'state-forbids'>> {
  const moves: Readonly<Partial<Record<Event, State>>> = life[state]
  const next = moves[event]
  return next === undefined ? refuse('state-forbids', { thing, state, event }) : ok(next)
}
