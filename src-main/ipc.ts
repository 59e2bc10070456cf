import { ipcMain } from 'electron'
import type { Caller } from './desk/handlers.ts'
import type { FaultBook } from './fault-book.ts'
import { type Answer, hear } from './hearing.ts'

/** Electron's side of the gate: one channel. Who may use it, and what comes back, is decided in `hearing.ts`. */
export function listen(
  answer: Answer,
  ourOrigin: string,
  callerOf: (webContents: number) => Caller | undefined,
  faults: FaultBook,
): void {
  const heard = hear(answer, ourOrigin, callerOf, faults)
  ipcMain.handle('desk:ask', (event, name: unknown, input: unknown) => heard(event, name, input))
}
