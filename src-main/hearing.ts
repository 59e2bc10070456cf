import type { Caller } from './desk/handlers.ts'
import type { FaultBook } from './fault-book.ts'
import type { Reply } from './gate.ts'
import { type Frame, isOurPage } from './sender.ts'

export type Answer = (caller: Caller, name: unknown, input: unknown) => Reply | Promise<Reply>

/** What of Electron's event is believed: which frame asks, and in which window. */
export type Question = { readonly senderFrame: Frame; readonly sender: { readonly id: number } }

/** One of our windows: who asks from it, and at which origins its page may stand. */
export type Seat = { readonly caller: Caller; readonly origins: readonly string[] }

/**
 * How main hears a page: only the main frame of a window we opened, at the origin where its page stands now, is
 * answered. An accident reaches the page as a number that stands in the fault book, and as nothing else; so does a
 * question from any other frame, because no page of ours can ask one.
 *
 * @param seatOf which of our windows this is, by the number of its contents; undefined once it is closed
 */
export function hear(answer: Answer, seatOf: (webContents: number) => Seat | undefined, faults: FaultBook) {
  return async ({ senderFrame, sender }: Question, name: unknown, input: unknown): Promise<Reply> => {
    try {
      const seat = seatOf(sender.id)
      if (seat === undefined || !isOurPage(senderFrame, seat.origins))
        throw new StrangerFault('asked from a page that is not ours')
      return await answer(seat.caller, name, input)
    } catch (thrown) {
      throw new Error(`fault ${faults.record(thrown)}`)
    }
  }
}

/** A frame asks that is none of ours: what is behind it has left the page we loaded. */
export class StrangerFault extends Error {
  override readonly name = 'StrangerFault'
}
