import { ipcMain } from 'electron'
import type { Caller } from './desk/handlers.ts'
import type { FaultBook } from './fault-book.ts'
import type { Reply } from './gate.ts'
import { isOurPage } from './sender.ts'

export type Answer = (caller: Caller, name: unknown, input: unknown) => Reply | Promise<Reply>

/**
 * Electron's side of the gate: one channel, and only the main frame of a window we opened, at our own origin, may
 * use it. An accident reaches the page as a number that stands in the fault book, and as nothing else.
 */
export function listen(
  answer: Answer,
  ourOrigin: string,
  callerOf: (webContents: number) => Caller | undefined,
  faults: FaultBook,
): void {
  ipcMain.handle('desk:ask', async (event, name: unknown, input: unknown) => {
    const caller = isOurPage(event.senderFrame, ourOrigin) ? callerOf(event.sender.id) : undefined
    if (caller === undefined) throw new Error('asked from a page that is not ours')
    try {
      return await answer(caller, name, input)
    } catch (thrown) {
      throw new Error(`fault ${faults.record(thrown)}`)
    }
  })
}
