/** Structured-clone values as JSON text, for the hop between main and the page. Used on both sides. */

export interface Codec {
  /** Throws `An object could not be cloned.` for what Electron's IPC refuses (functions, symbols, nodes). */
  encode(value: unknown): string
  decode(text: string): unknown
}

/** Self-contained: its source text is also put into the page, so it uses nothing from outside itself. */
export function makeCodec(): Codec {
  type Tagged = { $: string; v?: unknown; n?: string; s?: string }
  const toBase64 = (bytes: Uint8Array): string => {
    let binary = ''
    for (let at = 0; at < bytes.length; at += 0x8000)
      binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
    return btoa(binary)
  }
  const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => {
    const binary = atob(text)
    const bytes = new Uint8Array(binary.length)
    for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at)
    return bytes
  }
  const views = [
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  ] as (new (
    buffer: ArrayBuffer,
  ) => ArrayBufferView)[]
  const viewNamed = (name: string) => views.find((view) => view.name === name)
  const encode = (value: unknown): unknown => {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
    if (typeof value === 'number') {
      if (Object.is(value, -0)) return { $: 'f', v: '-0' }
      return Number.isFinite(value) ? value : { $: 'f', v: String(value) }
    }
    if (value === undefined) return { $: 'u' }
    if (typeof value === 'bigint') return { $: 'n', v: String(value) }
    if (Array.isArray(value)) return Array.from(value, encode)
    if (value instanceof Date) return { $: 'd', v: String(value.getTime()) }
    if (value instanceof RegExp) return { $: 'r', v: [value.source, value.flags] }
    if (value instanceof Map) return { $: 'm', v: [...value].map(([k, x]) => [encode(k), encode(x)]) }
    if (value instanceof Set) return { $: 's', v: [...value].map(encode) }
    if (value instanceof ArrayBuffer) return { $: 'b', v: toBase64(new Uint8Array(value)) }
    if (ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
      // A Buffer arrives as a Uint8Array, as it does in Electron.
      const name = viewNamed(value.constructor.name)?.name ?? 'Uint8Array'
      return { $: 't', n: name, v: toBase64(bytes) }
    }
    if (value instanceof Error) return { $: 'e', n: value.name, v: value.message, s: value.stack }
    const copy: Record<string, unknown> = {}
    for (const [key, item] of Object.entries(value as object)) copy[key] = encode(item)
    return '$' in copy ? { $: 'o', v: copy } : copy
  }
  const plain = (object: object): Record<string, unknown> => {
    const copy: Record<string, unknown> = {}
    for (const [key, item] of Object.entries(object))
      Object.defineProperty(copy, key, {
        value: decode(item),
        enumerable: true,
        configurable: true,
        writable: true,
      })
    return copy
  }
  const decode = (value: unknown): unknown => {
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) return value.map(decode)
    if (!('$' in value)) return plain(value)
    const { $, v, n = '', s } = value as Tagged
    switch ($) {
      case 'o':
        return plain(v as object)
      case 'u':
        return undefined
      case 'f':
        return Number(v)
      case 'n':
        return BigInt(v as string)
      case 'd':
        return new Date(Number(v))
      case 'r':
        return new RegExp(...(v as [string, string]))
      case 'm':
        return new Map((v as [unknown, unknown][]).map(([k, x]) => [decode(k), decode(x)]))
      case 's':
        return new Set((v as unknown[]).map(decode))
      case 'b':
        return fromBase64(v as string).buffer
      case 't':
        return new (viewNamed(n) ?? Uint8Array)(fromBase64(v as string).buffer)
      case 'e': {
        const error = new Error(v as string)
        error.name = n
        if (s !== undefined) error.stack = s
        return error
      }
      default:
        throw new Error(`electron-standin: a message with the tag ${$}`)
    }
  }
  return {
    encode(value) {
      let cloned: unknown
      try {
        cloned = structuredClone(value)
      } catch {
        throw new Error('An object could not be cloned.')
      }
      return JSON.stringify(encode(cloned))
    },
    decode: (text) => decode(JSON.parse(text)),
  }
}
