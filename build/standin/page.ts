/**
 * What is put into every document before its own scripts: one end of `contextBridge` in the page's world, the
 * other end with `ipcRenderer` and the preload in a world of its own, and a guard that takes away what Chromium
 * offers people and Electron does not.
 *
 * The functions below are sent as source text, so each uses only its own arguments. Node has replaced their
 * types by blanks; nothing else is done to them.
 */
import { type Codec, makeCodec } from './codec.ts'

/** Facts the preload's `process` shows. */
export interface PageFacts {
  readonly platform: string
  readonly arch: string
  readonly versions: Readonly<Record<string, string>>
  readonly argv: readonly string[]
}

/** Page to main. */
export type FromPage =
  | { kind: 'invoke'; id: number; channel: string; body: string }
  | { kind: 'send'; channel: string; body: string }
  | { kind: 'preload-error'; error: string }

/** Main to page. */
export type ToPage =
  | { kind: 'reply'; id: number; body: string }
  | { kind: 'reply'; id: number; error: string }
  | { kind: 'event'; channel: string; body: string }

/** A value on the bridge: copied, except that functions and promises cross as numbers. */
type Wire =
  | ['value', unknown]
  | ['array', Wire[]]
  | ['object', Record<string, Wire>]
  | ['error', { name: string; message: string }]
  | ['promise', number]
  | ['function', number]

interface Bridge {
  toWire(value: unknown): Wire
  fromWire(wire: Wire): unknown
  fire(name: string, detail: unknown): void
}
type MakeBridge = (node: EventTarget, me: string, other: string) => Bridge

/**
 * One end of contextBridge. Both ends share one detached DOM node that no page ever sees; the detail of a
 * CustomEvent is cloned when it passes from one world to the other.
 */
function makeBridge(node: EventTarget, me: string, other: string): Bridge {
  type Outcome = { ret: number; ok: boolean; v: unknown }
  const functions = new Map<number, (...args: unknown[]) => unknown>()
  const numbers = new WeakMap<object, number>()
  const promises = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  const results = new Map<number, Outcome>()
  let next = 1
  const fire = (name: string, detail: unknown): void => {
    node.dispatchEvent(new CustomEvent(name, { detail }))
  }
  const listen = <T>(name: string, react: (detail: T) => void): void => {
    node.addEventListener(name, (event) => react((event as CustomEvent<T>).detail))
  }
  const errorFacts = (error: unknown): { name: string; message: string } =>
    error instanceof Error
      ? { name: error.name, message: error.message }
      : { name: 'Error', message: String(error) }
  const toError = (facts: { name: string; message: string }): Error => {
    const error = new Error(facts.message)
    error.name = facts.name
    return error
  }
  const toWire = (value: unknown): Wire => {
    if (typeof value === 'function') {
      let number = numbers.get(value)
      if (number === undefined) {
        number = next++
        numbers.set(value, number)
        functions.set(number, value as (...args: unknown[]) => unknown)
      }
      return ['function', number]
    }
    if (typeof value === 'symbol') throw new TypeError('An object could not be cloned.')
    if (value instanceof Promise) {
      const id = next++
      value.then(
        (result) => fire(`${other}:settle`, { id, ok: true, v: toWire(result) }),
        (error) => fire(`${other}:settle`, { id, ok: false, v: errorFacts(error) }),
      )
      return ['promise', id]
    }
    if (Array.isArray(value)) return ['array', value.map(toWire)]
    if (value instanceof Error) return ['error', errorFacts(value)]
    if (value !== null && typeof value === 'object') {
      const prototype = Object.getPrototypeOf(value)
      if (prototype === null || prototype === Object.prototype || prototype.constructor?.name === 'Object') {
        const copy: Record<string, Wire> = {}
        for (const [key, item] of Object.entries(value)) copy[key] = toWire(item)
        return ['object', copy]
      }
      return ['value', structuredClone(value)]
    }
    return ['value', value]
  }
  const fromWire = (wire: Wire): unknown => {
    switch (wire[0]) {
      case 'value':
        return wire[1]
      case 'array':
        return wire[1].map(fromWire)
      case 'object':
        return Object.fromEntries(Object.entries(wire[1]).map(([key, item]) => [key, fromWire(item)]))
      case 'error':
        return toError(wire[1])
      case 'promise': {
        const id = wire[1]
        return new Promise((resolve, reject) => promises.set(id, { resolve, reject }))
      }
      case 'function': {
        const number = wire[1]
        return (...args: unknown[]) => {
          const ret = next++
          fire(`${other}:call`, { number, args: args.map(toWire), ret })
          const result = results.get(ret)
          results.delete(ret)
          if (!result) throw new Error('electron-standin: a call over the bridge was lost')
          if (!result.ok) throw toError(result.v as { name: string; message: string })
          return fromWire(result.v as Wire)
        }
      }
    }
  }
  listen<{ number: number; args: Wire[]; ret: number }>(`${me}:call`, ({ number, args, ret }) => {
    let outcome: Outcome
    try {
      outcome = { ret, ok: true, v: toWire(functions.get(number)?.(...args.map(fromWire))) }
    } catch (error) {
      outcome = { ret, ok: false, v: errorFacts(error) }
    }
    fire(`${other}:result`, outcome)
  })
  listen<Outcome>(`${me}:result`, (outcome) => results.set(outcome.ret, outcome))
  listen<{ id: number; ok: boolean; v: unknown }>(`${me}:settle`, ({ id, ok, v }) => {
    const waiting = promises.get(id)
    promises.delete(id)
    if (ok) waiting?.resolve(fromWire(v as Wire))
    else waiting?.reject(toError(v as { name: string; message: string }))
  })
  return { toWire, fromWire, fire }
}

/** In the page's world: waits for the other end and defines what it exposes, frozen. */
function pageWorld(token: string, bridgeMaker: MakeBridge): void {
  if (window !== window.top) return
  const freeze = (value: unknown): unknown => {
    if (value !== null && typeof value === 'object') {
      Object.values(value).forEach(freeze)
      Object.freeze(value)
    }
    return value
  }
  document.addEventListener(
    token,
    (event) => {
      const node = (event as MouseEvent).relatedTarget
      if (!node) return
      const bridge = bridgeMaker(node, 'page', 'preload')
      node.addEventListener('expose', (exposing) => {
        const { key, wire } = (exposing as CustomEvent<{ key: string; wire: Wire }>).detail
        if (Object.hasOwn(window, key)) {
          const error = 'Cannot bind an API on top of an existing property on the window object'
          bridge.fire('exposed', { error })
          return
        }
        const value = freeze(bridge.fromWire(wire))
        Object.defineProperty(window, key, { value, enumerable: true, configurable: false, writable: false })
        bridge.fire('exposed', {})
      })
    },
    { once: true },
  )
}

/** In a world of its own, as Electron's context isolation does it: `electron` for the preload, then the preload. */
function preloadWorld(
  token: string,
  facts: PageFacts,
  bridgeMaker: MakeBridge,
  codecMaker: () => Codec,
  preload: (
    require: (name: string) => unknown,
    module: { exports: object },
    exports: object,
    process: object,
  ) => void,
): void {
  if (window !== window.top) return
  type World = { __standinSend: (text: string) => void; __standinReceive: (message: ToPage) => void }
  type Listener = (event: object, ...args: unknown[]) => void
  const world = globalThis as unknown as World
  const send = (message: FromPage): void => world.__standinSend(JSON.stringify(message))
  const refuse = (what: string): never => {
    throw new Error(`electron-standin: ${what} is not supported`)
  }
  const guarded = <T extends object>(name: string, object: T): T =>
    new Proxy(object, {
      get: (target, key) =>
        key in target || typeof key === 'symbol' || key === 'then' || key === 'toJSON'
          ? Reflect.get(target, key)
          : refuse(`${name}.${key}`),
    })
  const codec = codecMaker()
  const node = document.createElement('i')
  document.dispatchEvent(new MouseEvent(token, { relatedTarget: node }))
  const bridge = bridgeMaker(node, 'preload', 'page')

  const listeners = new Map<string, { listener: Listener; once: boolean }[]>()
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let nextId = 1
  const add = (channel: string, listener: Listener, once: boolean): object => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, once }])
    return ipcRenderer
  }
  const remove = (channel: string, listener: Listener): object => {
    const rest = (listeners.get(channel) ?? []).filter((entry) => entry.listener !== listener)
    listeners.set(channel, rest)
    return ipcRenderer
  }
  const ipcRenderer = guarded('ipcRenderer', {
    invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      const id = nextId++
      const body = codec.encode(args)
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        send({ kind: 'invoke', id, channel, body })
      })
    },
    send(channel: string, ...args: unknown[]): void {
      send({ kind: 'send', channel, body: codec.encode(args) })
    },
    on: (channel: string, listener: Listener) => add(channel, listener, false),
    addListener: (channel: string, listener: Listener) => add(channel, listener, false),
    once: (channel: string, listener: Listener) => add(channel, listener, true),
    off: remove,
    removeListener: remove,
    removeAllListeners(channel: string): object {
      listeners.delete(channel)
      return ipcRenderer
    },
  })
  world.__standinReceive = (message) => {
    if (message.kind === 'reply') {
      const call = waiting.get(message.id)
      waiting.delete(message.id)
      if ('error' in message) call?.reject(new Error(message.error))
      else call?.resolve(codec.decode(message.body))
      return
    }
    for (const { listener, once } of [...(listeners.get(message.channel) ?? [])]) {
      if (once) remove(message.channel, listener)
      listener({ sender: ipcRenderer, ports: [] }, ...(codec.decode(message.body) as unknown[]))
    }
  }
  const contextBridge = guarded('contextBridge', {
    exposeInMainWorld(key: string, value: unknown): void {
      let answer: { error?: string } | undefined
      node.addEventListener('exposed', (event) => (answer = (event as CustomEvent<object>).detail), {
        once: true,
      })
      bridge.fire('expose', { key, wire: bridge.toWire(value) })
      if (!answer) throw new Error('electron-standin: the page did not answer the bridge')
      if (answer.error !== undefined) throw new Error(answer.error)
    },
  })
  const electron = guarded('electron (in a preload)', { contextBridge, ipcRenderer })
  const require = (name: string): unknown => {
    if (/^electron(\/(renderer|common))?$/.test(name)) return electron
    throw new Error(`module not found: ${name}`)
  }
  const process = Object.freeze({
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    platform: facts.platform,
    arch: facts.arch,
    versions: facts.versions,
    argv: facts.argv,
    env: {},
  })
  const module = { exports: {} }
  try {
    preload(require, module, module.exports, process)
  } catch (error) {
    send({ kind: 'preload-error', error: String((error instanceof Error && error.stack) || error) })
  }
}

/**
 * Stops what Chromium would do by itself when the page leaves an event alone: browser shortcuts, the browser's
 * context menu, files dropped onto the window, the mouse's back button. Each listener moves to the end of the
 * queue as its event begins, so that the page always decides first.
 */
function guardWorld(): void {
  const last = (type: string, react: (event: Event) => void): void => {
    const listener = (event: Event): void => {
      if (!event.defaultPrevented) react(event)
    }
    window.addEventListener(
      type,
      () => {
        window.removeEventListener(type, listener)
        window.addEventListener(type, listener)
      },
      true,
    )
  }
  const isShortcut = ({ key, ctrlKey, altKey, shiftKey }: KeyboardEvent): boolean => {
    if (/^Browser\w+$/.test(key)) return true
    if (/^F\d+$/.test(key)) return !(altKey && key === 'F4')
    if (altKey) return /^(Arrow(Left|Right)|Home|[a-z])$/i.test(key)
    if (!ctrlKey) return shiftKey && key === 'Escape'
    // Left to text fields: all, copy, paste, cut, undo, redo, paste as text.
    if ((shiftKey ? /^[vz]$/i : /^[acvxyz]$/i).test(key)) return false
    return key.length === 1 || /^(Page(Up|Down)|Tab)$/.test(key)
  }
  last('keydown', (event) => {
    if (isShortcut(event as KeyboardEvent)) event.preventDefault()
  })
  last('contextmenu', (event) => event.preventDefault())
  last('mouseup', (event) => {
    if ((event as MouseEvent).button > 2) event.preventDefault()
  })
  const keepOut = (event: Event): void => {
    if ((event as DragEvent).dataTransfer?.types.includes('Files')) event.preventDefault()
  }
  last('dragover', keepOut)
  last('drop', keepOut)
  if (window !== window.top) return
  const tell = (globalThis as unknown as { __standinTell: (text: string) => void }).__standinTell
  window.addEventListener('focus', () => tell('focus'))
  document.addEventListener('DOMContentLoaded', () => {
    const tellTitle = (): void => tell(`title:${document.title}`)
    new MutationObserver(tellTitle).observe(document.head, {
      childList: true,
      subtree: true,
      characterData: true,
    })
    tellTitle()
  })
}

/** The script for the page's own world. `token` is a secret shared with the preload's world. */
export function pageSource(token: string): string {
  return `(${pageWorld})(${JSON.stringify(token)}, ${makeBridge})`
}

/** The script for the preload's world; `preload` is the text of the preload bundle. */
export function preloadSource(token: string, facts: PageFacts, preload: string): string {
  return `(${preloadWorld})(${JSON.stringify(token)}, ${JSON.stringify(facts)}, ${makeBridge}, ${makeCodec}, function (require, module, exports, process) {\n${preload}\n})`
}

/** The script of the guard, for a world of its own. */
export function guardSource(): string {
  return `(${guardWorld})()`
}
