import type { Authentication, Registration } from '#shared/links'
import { type AccountType, instant, type LineProblemCode } from '#shared/master'
import {
  type RoleCode,
  SERVICE_IDS,
  type ServiceId,
  type ServiceProfile,
  type TokenKind,
  type UsageMode,
} from '#shared/profiles'
import { foldId, foldKana, foldName } from '#shared/text/normalise'
import { unsafeIn } from '#shared/text/unsafe'
import { FIELD_CHARACTERS } from './read.ts'

/**
 * One cell at a time: from the text of the file to the value of the record, or the reason why not. Nothing
 * is completed or repaired. A number that has lost its leading zero is named as that, not given one.
 */

export type Read<T> = { readonly value: T } | { readonly problem: LineProblemCode }
const value = <T>(read: T): Read<T> => ({ value: read })
const problem = (code: LineProblemCode): { readonly problem: LineProblemCode } => ({ problem: code })

/** What a spreadsheet or a host writes for "nothing". */
const NOTHING = new Set(['', '-', '－', 'ー', '―', '—'])
export const isNothing = (cell: string): boolean =>
  cell === '' || (cell.length < 8 && NOTHING.has(cell.trim()))

/** What is wrong with the bare text of any cell. */
export function textProblem(cell: string): LineProblemCode | null {
  if (cell.length > FIELD_CHARACTERS) return 'field-too-long'
  return unsafeIn(cell) === null ? null : 'unsafe-text'
}

const PLAIN = /^[\x21-\x7e]*$/
/** Ids and numbers: NFKC without blanks. */
const folded = (cell: string): string => (PLAIN.test(cell) ? cell : foldId(cell))

/** What spreadsheets do to numbers. */
function spreadsheetProblem(text: string): LineProblemCode | null {
  if (text.startsWith('=')) return 'formula-cell'
  return /^\d(?:\.\d+)?E\+?\d+$/i.test(text) ? 'scientific-notation' : null
}

function matching(cell: string, form: RegExp, shortForm?: RegExp): Read<string> {
  const text = folded(cell)
  const spoilt = spreadsheetProblem(text)
  if (spoilt !== null) return problem(spoilt)
  if (form.test(text)) return value(text)
  return problem(shortForm?.test(text) === true ? 'leading-zero-lost' : 'bad-format')
}

const CONTRACT_NO = /^[0-9A-Z][0-9A-Z-]{2,19}$/
const USER_ID = /^[0-9A-Za-z][0-9A-Za-z._@-]{0,31}$/
const SERIAL = /^[0-9A-Z]{6,20}$/

export const contractNo = (cell: string): Read<string> => matching(cell.toUpperCase(), CONTRACT_NO)
export const userId = (cell: string): Read<string> => matching(cell, USER_ID)
export const branch = (cell: string): Read<string> => matching(cell, /^\d{3}$/, /^\d{1,2}$/)
export const accountNumber = (cell: string): Read<string> => matching(cell, /^\d{7}$/, /^\d{4,6}$/)
/** Every sign that people and hosts write for a hyphen. */
const DASHES = /[\p{Pd}\u2212\u30fc\uff70]/gu
export const postalCode = (cell: string): Read<string> =>
  matching(cell.replace(DASHES, '').replace('〒', ''), /^\d{7}$/, /^\d{6}$/)
export const phone = (cell: string): Read<string> =>
  matching(
    cell
      .replace(DASHES, '-')
      .replace(/[()（）]/gu, '-')
      .replace(/^-/, ''),
    /^[0-9][0-9-]{5,19}$/,
  )
export const serial = (cell: string): Read<string> => matching(cell.replace(DASHES, '').toUpperCase(), SERIAL)

export function name(cell: string, characters: number): Read<string> {
  const text = foldName(cell)
  return text.length <= characters ? value(text) : problem('field-too-long')
}

const KANA = /^[ァ-ヺーヽヾ・ 0-9A-Z().,&'/「」-]+$/u
export function kana(cell: string): Read<string> {
  const text = foldKana(cell).toUpperCase().replace(/[‐−]/gu, '-')
  if (text.length > 200) return problem('field-too-long')
  return KANA.test(text) ? value(text) : problem('kana-expected')
}

/** A closed set of words, compared without width, case and blanks. */
function words<T>(entries: readonly (readonly [T, readonly string[]])[]): (cell: string) => T | undefined {
  const known = new Map(
    entries.flatMap(([code, names]) => names.map((word) => [wordKey(word), code] as const)),
  )
  return remembered((cell) => known.get(wordKey(cell)))
}

/** A file says the same few words a million times. What was not understood is not remembered, so this stays small. */
function remembered<T>(read: (cell: string) => T | undefined): (cell: string) => T | undefined {
  const before = new Map<string, T>()
  return (cell) => {
    const known = before.get(cell)
    if (known !== undefined) return known
    const now = read(cell)
    if (now !== undefined && before.size < 1_000) before.set(cell, now)
    return now
  }
}
const wordKey = (cell: string): string => (PLAIN.test(cell) ? cell : foldId(cell)).toLowerCase()

const oneOf =
  <T>(known: (cell: string) => T | undefined) =>
  (cell: string): Read<T> => {
    const code = known(cell)
    return code === undefined ? problem('unknown-word') : value(code)
  }

export const accountType = oneOf<AccountType>(
  words([
    ['ordinary', ['ordinary', '普通', '普通預金', '1']],
    ['checking', ['checking', '当座', '当座預金', '2']],
  ]),
)
export const usageMode = oneOf<UsageMode>(
  words([
    [
      'individual',
      [
        'individual',
        '個別',
        '管理者、利用者が異なるトークンを利用する。',
        '管理者、利用者が異なるトークンを使用する。',
      ],
    ],
    [
      'shared',
      [
        'shared',
        '共通',
        '共用',
        '管理者、利用者が同じトークンを利用する。',
        '管理者、利用者が同じトークンを使用する。',
      ],
    ],
  ]),
)
export const transferRight = oneOf<boolean>(
  words([
    [true, ['あり', '有', '有り', '○', '可', '1', 'y', 'yes', 'true']],
    [false, ['なし', '無', '無し', '×', '不可', '0', 'n', 'no', 'false']],
  ]),
)
export const tokenKind = oneOf<TokenKind>(
  words([
    ['soft', ['soft', 'ソフト', 'ソフトウェア', 'ソフトウェアトークン', 'アプリ']],
    ['hard', ['hard', 'ハード', 'ハードウェア', 'ハードウェアトークン', 'キーホルダー型']],
  ]),
)

const SHARED_TOKEN = new Set(['共通トークン', 'shared', 'sharedtoken'])
/** Whether a line speaks of the contract's one token instead of a user (R-000-25). */
export const namesSharedToken = (cell: string): boolean =>
  cell.length < 20 && SHARED_TOKEN.has(PLAIN.test(cell) ? cell.toLowerCase() : wordKey(cell))

/** Service words by the profiles' ids and names. */
export function services(profiles: readonly ServiceProfile[]): (cell: string) => Read<ServiceId> {
  const known = words<ServiceId>([
    ...profiles.map(
      (profile) => [profile.id, [profile.name.ja, profile.name.en, profile.shortName.ja]] as const,
    ),
    ...SERVICE_IDS.map((id) => [id, [id]] as const),
  ])
  return (cell) => {
    const id = known(cell)
    return id === undefined ? problem('unknown-service') : value(id)
  }
}

/** The words of one service: its own, the desk's, and the codes. */
export type Vocabulary = {
  readonly role: (cell: string) => Read<RoleCode>
  readonly registration: (cell: string) => Read<Registration>
  readonly authentication: (cell: string) => Read<Authentication>
  readonly expiry: (cell: string) => Read<string>
}

export function vocabulary(profile: ServiceProfile): Vocabulary {
  const known = words<RoleCode>(
    profile.roles.map((role) => [role.code, [role.code, role.word.ja, role.word.en]] as const),
  )
  const own = profile.registrationWords ?? {}
  const registration = words<Registration>([
    ['none', ['none', '未登録', own.none?.ja ?? '未登録']],
    ['issued', ['issued', 'トークン発行済み', '発行済み', own.issued?.ja ?? '発行済み']],
    ['active', ['active', '登録完了', '登録済み', 'サービス利用中', own.active?.ja ?? '登録済み']],
    ['expired', ['expired', 'トークン有効期限切れ', '有効期限切れ', own.expired?.ja ?? '有効期限切れ']],
    ['revoked', ['revoked', '失効中', '失効', own.revoked?.ja ?? '失効中']],
    ['unknown', ['unknown', '要確認', '不明']],
  ])
  const authentication = words<Authentication>([
    ['usable', ['usable', '利用可能']],
    ['locked', ['locked', '停止中', profile.authenticationWords?.locked?.ja ?? '停止中']],
    ['suspended', ['suspended', '当店停止']],
    ['none', ['none']],
  ])
  const readRegistration = oneOf(registration)
  const readAuthentication = oneOf(authentication)
  return {
    role: (cell) => {
      const code = known(cell)
      return code === undefined ? problem('role-not-in-service') : value(code)
    },
    // A blank in the service's own list means that nobody knows (R-004-27); a hyphen means none.
    registration: (cell) =>
      cell.trim() === '' ? value('unknown') : isNothing(cell) ? value('none') : readRegistration(cell),
    authentication: (cell) => (isNothing(cell) ? value('none') : readAuthentication(cell)),
    expiry: expiries(profile),
  }
}

const EXPIRY =
  /^(\d{4})(?:年|[/-])(\d{1,2})(?:月|[/-])(\d{1,2})日?(?:T?(\d{1,2})(?:時|:)(\d{2})分?(?::?(\d{2})秒?)?)?$/
/** Reads expiries of one service; the same few dates stand in every line of a file. */
export function expiries(profile: ServiceProfile): (cell: string) => Read<string> {
  const known = remembered((cell) => {
    const read = expiry(cell, profile)
    return 'value' in read ? read : undefined
  })
  return (cell) => known(cell) ?? expiry(cell, profile)
}

/**
 * An expiry as an instant. `2029年9月30日 08時00分`, `2029/09/30 08:00`, `2029-09-30`; Tokyo time. A bare day
 * takes the time of day the profile knows (R-003-35), and is refused where it knows none.
 */
export function expiry(cell: string, profile: ServiceProfile): Read<string> {
  const text = foldId(cell)
  if (text.endsWith('Z')) return instant.safeParse(text).success ? value(text) : problem('bad-format')
  const parts = EXPIRY.exec(text)
  if (parts === null) return problem('bad-format')
  const [, year = '', month = '', day = '', hour, minute] = parts
  const rule = profile.hardwareExpiry
  const known = rule !== null && rule !== 'not-applicable' ? rule.instantOfDay : null
  const clock = hour !== undefined && minute !== undefined ? `${hour.padStart(2, '0')}:${minute}` : known
  if (clock === null) return problem('bad-format')
  const local = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${local}T${clock}:00+09:00`)
  if (Number.isNaN(at.getTime())) return problem('bad-format')
  // Date rolls the 31st of a short month over; such a day is not in the calendar.
  const back = new Date(at.getTime() + 9 * 3_600_000).toISOString().slice(0, 10)
  return back === local ? value(at.toISOString()) : problem('bad-format')
}
