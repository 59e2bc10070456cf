/**
 * How the stand-in says no. Its one rule: what it does not have throws, an event it never emits cannot be
 * listened for, and what it must accept without doing is a line of LIMITS, never an empty function.
 */
import { EventEmitter } from 'node:events'

/** Always throws `electron-standin: <what> is not supported`. */
export function unsupported(what: string): never {
  throw new Error(`electron-standin: ${what} is not supported`)
}

/** Names that JavaScript itself, Node or a test runner asks any object for; asking is not using. */
const ASKED_OF_EVERYTHING = new Set(['then', 'toJSON', 'domain', 'inspect', 'nodeType', 'asymmetricMatch'])

function isQuestion(key: string | symbol): boolean {
  return (
    typeof key === 'symbol' || ASKED_OF_EVERYTHING.has(key) || key.startsWith('_') || key.startsWith('$$')
  )
}

/** The same object, except that reading a member it does not have throws. */
export function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, key, receiver) {
      if (!(key in object) && !isQuestion(key)) unsupported(`${name}.${String(key)}`)
      return Reflect.get(object, key, receiver)
    },
  })
}

/**
 * An emitter that accepts listeners only for the events it really emits (or that LIMITS names), and whose
 * instances throw for members that do not exist.
 */
export class StrictEmitter extends EventEmitter {
  constructor(events: readonly string[]) {
    super()
    const known = new Set(['newListener', 'removeListener', ...events])
    this.on('newListener', (name: string | symbol) => {
      if (typeof name === 'string' && !known.has(name))
        unsupported(`the event '${name}' of ${this.constructor.name}`)
    })
  }
}

// A layer between our classes and EventEmitter: it is reached only when no class of ours has the member.
Object.setPrototypeOf(
  StrictEmitter.prototype,
  new Proxy(Object.create(EventEmitter.prototype) as object, {
    get(object, key, receiver) {
      if (!(key in object) && !isQuestion(key))
        unsupported(`${(receiver as object).constructor.name}.${String(key)}`)
      return Reflect.get(object, key, receiver)
    },
  }),
)

/** An Electron event object: listeners may call `preventDefault()`. */
export type StandinEvent<T extends object = object> = T & {
  defaultPrevented: boolean
  preventDefault(): void
}

/** Makes an event object carrying `facts`. */
export function makeEvent<T extends object>(facts: T): StandinEvent<T> {
  return Object.assign(
    {
      defaultPrevented: false,
      preventDefault(this: { defaultPrevented: boolean }) {
        this.defaultPrevented = true
      },
    },
    facts,
  )
}

/** Prints a line that is recognisably the stand-in's. */
export function say(...words: unknown[]): void {
  console.error('electron-standin:', ...words)
}
