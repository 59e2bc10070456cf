/** `ipcMain`: channel names are the program's own, so any may be listened for. */
import { EventEmitter } from 'node:events'
import { strict } from './refuse.ts'

type Handler = (event: object, ...args: unknown[]) => unknown

class IpcMain extends EventEmitter {
  /** For web-contents.ts. */
  readonly _handlers = new Map<string, Handler>()

  handle(channel: string, handler: Handler): void {
    if (this._handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`)
    this._handlers.set(channel, handler)
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel)
      return handler(event, ...args)
    })
  }

  removeHandler(channel: string): void {
    this._handlers.delete(channel)
  }
}

export const ipcMain = strict('ipcMain', new IpcMain())
