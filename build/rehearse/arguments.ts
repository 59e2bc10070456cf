import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { foldSerial } from '#shared/text/serial'

/** Where the transport key or the password comes from; the value `-` means the first line of standard input. */
export type Secret = { readonly kind: 'none' } | { readonly kind: 'key' | 'password'; readonly value: string }

/** One `--prove SERIAL=CODE@UNIXTIME`. */
export type Wanted = { readonly serial: string; readonly code: string; readonly unixTime: number }

export type Arguments = {
  readonly path: string
  readonly secret: Secret
  readonly wanted: readonly Wanted[]
  readonly json: boolean
  readonly language: 'ja' | 'en'
}

export const USAGE_FAULTS = [
  'option-unknown',
  'file-not-named',
  'more-than-one-file',
  'key-and-password',
  'key-malformed',
  'prove-malformed',
  'language-unknown',
  'input-empty',
] as const
export type UsageFault = (typeof USAGE_FAULTS)[number]

export type Understood =
  | { readonly kind: 'run'; readonly arguments: Arguments }
  | { readonly kind: 'help' }
  /** `json`, as far as it could still be told. */
  | { readonly kind: 'fault'; readonly fault: UsageFault; readonly json: boolean }

const OPTIONS = {
  key: { type: 'string' },
  password: { type: 'string' },
  prove: { type: 'string', multiple: true },
  json: { type: 'boolean' },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/**
 * What the person wants. Nothing that was typed comes back in a fault: a key may stand in any wrong place.
 *
 * @param from the folder that a relative FILE is meant from
 */
export function understand(given: readonly string[], from: string): Understood {
  const fault = (code: UsageFault): Understood => ({
    kind: 'fault',
    fault: code,
    json: given.includes('--json'),
  })
  let parsed: ReturnType<
    typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true; args: string[] }>
  >
  try {
    parsed = parseArgs({ options: OPTIONS, allowPositionals: true, args: [...given] })
  } catch {
    return fault('option-unknown')
  }
  const { values, positionals } = parsed
  if (values.help === true) return { kind: 'help' }
  const [path, ...more] = positionals
  if (path === undefined || path === '') return fault('file-not-named')
  if (more.length > 0) return fault('more-than-one-file')
  if (values.key !== undefined && values.password !== undefined) return fault('key-and-password')
  if (values.key !== undefined && values.key !== '-' && keyBytes(values.key) === null) {
    return fault('key-malformed')
  }
  const language = values.lang ?? 'ja'
  if (language !== 'ja' && language !== 'en') return fault('language-unknown')
  const wanted: Wanted[] = []
  for (const text of values.prove ?? []) {
    const one = wantedOf(text)
    if (one === null) return fault('prove-malformed')
    wanted.push(one)
  }
  const secret: Secret =
    values.key !== undefined
      ? { kind: 'key', value: values.key }
      : values.password !== undefined
        ? { kind: 'password', value: values.password }
        : { kind: 'none' }
  return {
    kind: 'run',
    arguments: { path: resolve(from, path), secret, wanted, json: values.json === true, language },
  }
}

/** A pre-shared key of 16, 24 or 32 bytes in hexadecimal, blanks, hyphens and colons between; null when it is none. */
export function keyBytes(text: string): Buffer | null {
  const digits = text.replace(/[\s:-]+/gu, '')
  return /^(?:[0-9a-f]{32}|[0-9a-f]{48}|[0-9a-f]{64})$/iu.test(digits) ? Buffer.from(digits, 'hex') : null
}

function wantedOf(text: string): Wanted | null {
  const match = /^([^=]{1,40})=([^@=]{1,32})@(\d{1,12})$/u.exec(text)
  if (match === null) return null
  const serial = foldSerial(match[1] ?? '')
  if (serial === '') return null
  return { serial, code: match[2] ?? '', unixTime: Number(match[3]) }
}
