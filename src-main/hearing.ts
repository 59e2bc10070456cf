import type { Caller } from './desk/handlers.ts'
import type { FaultBook } from './fault-book.ts'
import type { Reply } from './gate.ts'
import { type Frame, isOurPage } from './sender.ts'

export type Answer = (caller: Caller, name: unknown, input: unknown) => Reply | Promise<Reply>

/** What of Electron's event is believed: which frame asks, and in which window. */
export type Question = { readonly senderFrame: Frame; readonly sender: { readonly id: number } }

/**
 * How main hears a page: only the main frame of a window we opened, at our own origin, is answered. An accident
 * reaches the page as a number that stands in the fault book, and as nothing else; so does a question from any other
 * frame, because no page of ours can ask one.
 *
 * @param callerOf which of our windows this is, by the number of its contents; undefined once it is closed
 */
export function hear(
  answer: Answer,
  ourOrigin: string,
  callerOf: (webContents: number) => Caller | undefined,
  faults: FaultBook,
) {
  return async ({ senderFrame, sender }: Question, name: unknown, input: unknown): Promise<Reply> => {
    try {
      const caller = isOurPage(senderFrame, ourOrigin) ? callerOf(sender.id) : undefined
      if (caller === undefined) throw new StrangerFault('asked from a page that is not ours')
      return await answer(caller, name, input)
    } catch (thrown) {
      throw new Error(`fault ${faults.record(thrown)}`)
    }
  }
}

/** A frame asks that is none of ours: what is behind it has left the page we loaded. */
export class StrangerFault extends Error {
  override readonly name = 'StrangerFault'
}
