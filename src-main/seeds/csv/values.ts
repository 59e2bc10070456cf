import { Instant } from '#shared/ids'
import type { SeedRecord } from '../record.ts'

/** Single cells → values. Nothing is rounded, completed or repaired; what is not understood is said to be so. */

const folded = (cell: string): string => cell.normalize('NFKC').trim().toLowerCase()

const TOTP = new Set([
  'totp',
  'oath-totp',
  'oathtotp',
  'time',
  'time-based',
  'timebased',
  'tots',
  't',
  '時刻',
])
const HOTP = new Set([
  'hotp',
  'oath-hotp',
  'oathhotp',
  'event',
  'event-based',
  'eventbased',
  'hmac',
  'e',
  '回数',
])
const OTHER = /^(?:ocra|ocra-?1.*|tan|spass|pw|motp|yubikey|yubico otp|static password|sms|challenge.*)$/u
for (const word of ['時刻同期', '時刻同期式', '時刻同期型', 'タイム', 'タイムベース']) TOTP.add(word)
for (const word of ['イベント', 'イベント同期', 'カウンタ', 'カウンター', 'カウンタ同期', 'カウンター同期'])
  HOTP.add(word)

/** Of which kind a cell says the key is; `other` for kinds this desk has no use for; null for no word for a kind. */
export function kindOf(cell: string): 'totp' | 'hotp' | 'other' | null {
  const word = folded(cell)
  if (TOTP.has(word)) return 'totp'
  if (HOTP.has(word)) return 'hotp'
  return OTHER.test(word) ? 'other' : null
}

/** @returns null for a hash this desk does not know */
export function algorithmOf(cell: string): SeedRecord['algorithm'] | null {
  const word = folded(cell)
    .replace(/[\s_-]/gu, '')
    .replace(/^(?:totp|hotp)?(?:with)?(?:hmac)?/u, '')
  return word === 'sha1' ? 'SHA1' : word === 'sha256' ? 'SHA256' : word === 'sha512' ? 'SHA512' : null
}

/** A name of an algorithm that may be shown: short enough to be no secret. */
export const namedAlgorithm = (cell: string): string =>
  /^[a-z][a-z0-9 /_-]{1,11}$/iu.test(cell.trim()) ? cell.trim() : ''

/** A whole number with its unit, if it has one; null when it is none. */
export function numberOf(cell: string): number | null {
  const match = /^(\d{1,15})(?:\.0+)?\s*(?:s|sec|secs|second|seconds|秒|桁|digits?|回)?$/u.exec(folded(cell))
  return match === null ? null : Number(match[1])
}

export const digitsOf = (count: number): SeedRecord['digits'] | null =>
  count === 6 || count === 7 || count === 8 ? count : null
export const periodOf = (seconds: number): 30 | 60 | null =>
  seconds === 30 || seconds === 60 ? seconds : null

const WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/
const LOCAL =
  /^(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?(?:[T\s]*(\d{1,2})(?::|時)(\d{1,2})(?:(?::|分)(\d{1,2})(?:\.\d+)?秒?|分)?)?$/u
const TOKYO = 9 * 3_600_000
const DAY = 24 * 3_600_000

/**
 * A moment. With a zone as it is; without one in Japan; a day alone is its beginning for a `start`, and for an `end` the
 * beginning of the next day, because a token that is good until a day is good on it. Day before month, two figures for
 * a year and the running days of a spreadsheet could each mean several days and are not read.
 */
export function instantOf(cell: string, side: 'start' | 'end'): Instant | null {
  const text = cell.normalize('NFKC').trim()
  if (WITH_ZONE.test(text)) return instant(Date.parse(text))
  const match = LOCAL.exec(/^\d{8}$/.test(text) ? text.replace(/^(....)(..)(..)$/, '$1-$2-$3') : text)
  if (match === null) return null
  const [year = 0, month = 0, day = 0] = match.slice(1, 4).map(Number)
  const [hour = 0, minute = 0, second = 0] = match.slice(4, 7).map((part) => Number(part ?? 0))
  if (year < 1970 || hour > 23 || minute > 59 || second > 59) return null
  const midnight = Date.UTC(year, month - 1, day)
  const date = new Date(midnight)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null
  const dayAlone = match[4] === undefined
  const within = dayAlone && side === 'end' ? DAY : ((hour * 60 + minute) * 60 + second) * 1000
  return instant(midnight + within - TOKYO)
}

function instant(milliseconds: number): Instant | null {
  if (!Number.isFinite(milliseconds)) return null
  const parsed = Instant.safeParse(new Date(milliseconds).toISOString())
  return parsed.success ? parsed.data : null
}
