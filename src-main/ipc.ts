import { ipcMain } from 'electron'
import type { FaultBook } from './fault-book.ts'
import { type Answer, hear, type Seat } from './hearing.ts'

/** Electron's side of the gate: one channel. Who may use it, and what comes back, is decided in `hearing.ts`. */
export function listen(
  answer: Answer,
  seatOf: (webContents: number) => Seat | undefined,
  faults: FaultBook,
): void {
  const heard = hear(answer, seatOf, faults)
  ipcMain.handle('desk:ask', (event, name: unknown, input: unknown) => heard(event, name, input))
}
