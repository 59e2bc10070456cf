/**
 * The DevTools protocol over the pipe that Chromium inherits from us (fd 3 in, fd 4 out). A pipe rather than a
 * port: nothing listens on the machine, and when this process dies, by whatever means, Chromium sees the pipe
 * close and goes too.
 */
import { EventEmitter } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import type { Protocol } from '../../node_modules/playwright-core/types/protocol.d.ts'

export type { Protocol }

type Commands = Protocol.CommandParameters
type Answers = Protocol.CommandReturnValues
type Events = Protocol.Events

interface Incoming {
  id?: number
  method?: string
  params?: unknown
  result?: unknown
  error?: { message: string }
  sessionId?: string
}
interface Waiting {
  method: string
  resolve: (result: unknown) => void
  reject: (error: Error) => void
}

/** One attached target (or, without an id, the browser itself). */
export class CdpSession {
  private readonly events = new EventEmitter()
  private readonly connection: CdpConnection
  readonly id: string | undefined

  constructor(connection: CdpConnection, id?: string) {
    this.connection = connection
    this.id = id
    this.events.setMaxListeners(0)
  }

  /** Rejects with the protocol's own message, or with `Chromium is gone`. */
  send<M extends keyof Commands & keyof Answers>(method: M, params?: Commands[M]): Promise<Answers[M]> {
    return this.connection.send(method, params, this.id) as Promise<Answers[M]>
  }

  on<E extends keyof Events>(event: E, listener: (params: Events[E]) => void): void {
    this.events.on(event, listener)
  }

  receive(event: string, params: unknown): void {
    this.events.emit(event, params)
  }
}

export class CdpConnection {
  /** The browser itself. */
  readonly browser: CdpSession
  private readonly sessions = new Map<string, CdpSession>()
  private readonly waiting = new Map<number, Waiting>()
  private readonly out: Writable
  private next = 1
  private closed = false

  constructor(out: Writable, input: Readable) {
    this.out = out
    this.browser = new CdpSession(this)
    let rest: Buffer[] = []
    input.on('data', (chunk: Buffer) => {
      let from = 0
      for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, from)) {
        rest.push(chunk.subarray(from, end))
        this.receive(Buffer.concat(rest).toString('utf8'))
        rest = []
        from = end + 1
      }
      rest.push(chunk.subarray(from))
    })
    input.on('close', () => this.close())
    input.on('error', () => this.close())
    out.on('error', () => this.close())
  }

  session(id: string): CdpSession {
    const known = this.sessions.get(id)
    if (known) return known
    const session = new CdpSession(this, id)
    this.sessions.set(id, session)
    return session
  }

  forget(id: string): void {
    this.sessions.delete(id)
  }

  send(method: string, params: unknown, sessionId: string | undefined): Promise<unknown> {
    if (this.closed) return Promise.reject(new Error(`${method}: Chromium is gone`))
    return new Promise((resolve, reject) => {
      const id = this.next++
      this.waiting.set(id, { method, resolve, reject })
      this.out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    })
  }

  private receive(text: string): void {
    const message = JSON.parse(text) as Incoming
    if (message.id !== undefined) {
      const waiting = this.waiting.get(message.id)
      this.waiting.delete(message.id)
      if (message.error) waiting?.reject(new Error(`${waiting.method}: ${message.error.message}`))
      else waiting?.resolve(message.result)
    } else if (message.method !== undefined) {
      const session = message.sessionId === undefined ? this.browser : this.sessions.get(message.sessionId)
      session?.receive(message.method, message.params)
    }
  }

  private close(): void {
    if (this.closed) return
    this.closed = true
    for (const { method, reject } of this.waiting.values()) reject(new Error(`${method}: Chromium is gone`))
    this.waiting.clear()
  }
}
