import type { CalendarDate, Instant } from '#shared/ids'
import { contact as contactEn } from '#shared/messages/en/contact'
import { papers as en } from '#shared/messages/en/papers'
import { contact as contactJa } from '#shared/messages/ja/contact'
import { papers as ja, type PaperMessages } from '#shared/messages/ja/papers'
import type { CaseView, Touched } from '#shared/operations/cases'
import type { PaperContent } from '#shared/operations/papers'
import type { Bilingual, ServiceProfile } from '#shared/profiles'
import { formatDate, formatMoment, formatTime, type Language, westernDate } from '#shared/text/wareki'

/** What the sheets ask of a service profile. */
export type PaperProfile = Pick<
  ServiceProfile,
  | 'name'
  | 'institutionWord'
  | 'customers'
  | 'roles'
  | 'digits'
  | 'tokenKinds'
  | 'guideCovers'
  | 'tokenIdLabel'
  | 'effectiveOn'
  | 'enrolledBy'
  | 'resetVerb'
  | 'verbWords'
  | 'listColumns'
  | 'effects'
  | 'stepSheets'
  | 'contact'
  | 'requiredEvidence'
  | 'workingDefaults'
  | 'reissueWaitMin'
>

export type PaperProps = {
  readonly content: PaperContent
  readonly lang: Language
  /** The profile of the contract's service; null for a blank form that is for no contract. */
  readonly profile: PaperProfile | null
}

/** Everything a sheet prints, read from its content once. Pure, so that the tests can ask it directly. */
export class Facts {
  readonly content: PaperContent
  readonly lang: Language
  readonly profile: PaperProfile | null
  readonly t: PaperMessages
  readonly contactWords: typeof contactJa

  constructor({ content, lang, profile }: PaperProps) {
    this.content = content
    this.lang = lang
    this.profile = profile
    this.t = lang === 'ja' ? ja : en
    this.contactWords = lang === 'ja' ? contactJa : contactEn
  }

  readonly say = (word: Bilingual): string => word[this.lang]

  /** The day in both calendars: `令和8年（2026年）11月20日（金）`. */
  day(when: Instant | CalendarDate): string {
    const western = this.lang === 'ja' ? westernDate(when) : formatDate(when, 'en')
    return this.t.bothCalendars(formatDate(when, 'ja'), western)
  }

  moment(when: Instant): string {
    return `${this.day(when)}${this.lang === 'ja' ? '　' : ', '}${formatTime(when, this.lang)}`
  }

  /** For the foot, where a short line is enough. */
  shortMoment(when: Instant): string {
    return formatMoment(when, this.lang)
  }

  /** How the institution calls itself, 当金庫 or 当組合. */
  get institution(): string {
    return this.profile === null ? this.t.institution : this.say(this.profile.institutionWord)
  }

  /** What the service calls a serial, in full: トークンID（クレデンシャルID）. */
  get tokenIdInFull(): string {
    const label = this.profile?.tokenIdLabel
    return label === undefined || label === 'none' ? this.t.tokenId : this.say(label)
  }

  /** The first word of it, for sentences: トークンID. */
  get tokenId(): string {
    return this.tokenIdInFull.replace(SECOND_WORD, '')
  }

  /** The second word, which stands small beneath the first: （クレデンシャルID）, or nothing. */
  get tokenIdAlso(): string {
    return SECOND_WORD.exec(this.tokenIdInFull)?.[1] ?? ''
  }

  get userId(): string {
    const column = this.profile?.listColumns.find(({ code }) => code === 'userId')
    return column === undefined ? this.t.userId : this.say(column.word)
  }

  /** The word of the service for a role; what is not a code of the profile is a word already. */
  role(role: string): string {
    const known = this.profile?.roles.find(({ code }) => code === role)
    return known === undefined ? role : this.say(known.word)
  }

  get isCompany(): boolean {
    return this.profile?.customers.includes('corporate') ?? true
  }

  get customerName(): string {
    const { contract, case: of } = this.content
    return contract?.name ?? of?.customerName ?? ''
  }

  /** The token is a thing handed over, not an app. */
  get isHardware(): boolean {
    return this.profile?.guideCovers.every((kind) => kind === 'hard') ?? false
  }

  get takesEffect() {
    return this.profile?.effectiveOn ?? 'nextLogin'
  }

  /** The person whose token it was, as the case saw them; undefined for a shared token. */
  readonly target = (of: CaseView): Touched | undefined => {
    const { target } = of
    return target.kind === 'user' ? of.touched.find(({ userId }) => userId === target.userId) : undefined
  }

  targetWords(of: CaseView): string {
    if (of.target.kind === 'shared') return this.t.sharedToken
    const person = this.target(of)
    return person === undefined
      ? this.t.person(of.targetName)
      : this.t.withRole(of.targetName, this.role(person.role))
  }

  /** What became of everybody else, one sentence each; never silent. */
  others(of: CaseView): readonly string[] {
    const { receipt } = this.t
    const others = of.touched.filter(
      ({ userId }) => of.target.kind === 'shared' || userId !== of.target.userId,
    )
    const shared = others.filter(({ effect }) => effect === 'shared' || effect === 'detached')
    const unclear = others.filter(({ effect }) => effect === 'unclear')
    const untouched = others.filter(({ effect }) => effect === 'none')
    const lines: string[] = []
    if (shared.length > 0) lines.push(receipt.othersShared(this.names(shared), shared.length))
    if (unclear.length > 0) lines.push(receipt.othersUnclear(unclear.length))
    if (lines.length === 0) lines.push(receipt.othersNone(untouched.length))
    return lines
  }

  private names(people: readonly { readonly name: string }[]): string {
    const shown = people.slice(0, NAMES_MAX).map(({ name }) => this.t.person(name))
    return this.t.names(shown, people.length - shown.length)
  }
}

const SECOND_WORD = /\s?([（(].*[）)])$/u

/** More names than this do not help a reader, and the sheet must stay on one page. */
const NAMES_MAX = 6

export type KeyTime =
  | { readonly kind: 'registered' }
  | { readonly kind: 'now' }
  | {
      readonly kind: 'wait'
      readonly day: Instant
      readonly hour: string
      readonly minute: string
      readonly today: boolean
    }

/**
 * When a new token can be registered. A time with seconds is printed as the next full minute, because a
 * sheet must never promise a moment too early.
 */
export function keyTime(of: CaseView, printedAt: Instant): KeyTime {
  if (of.newSerial !== null) return { kind: 'registered' }
  const { earliestRegistration: earliest, executedAt } = of
  if (earliest === null || (executedAt !== null && earliest <= executedAt)) return { kind: 'now' }
  const at = nextMinute(earliest)
  const [hour = '', minute = ''] = formatTime(at, 'en').split(':')
  return {
    kind: 'wait',
    day: at,
    hour: `${Number(hour)}`,
    minute,
    today: westernDate(at) === westernDate(printedAt),
  }
}

const MINUTE = 60_000
function nextMinute(at: Instant): Instant {
  const rounded = new Date(Math.ceil(Date.parse(at) / MINUTE) * MINUTE)
  return rounded.toISOString() as Instant
}

/** 高橋 of 高橋 美咲: what fits beneath a stamp. */
export const familyName = (name: string): string => name.split(/[\s　]/u)[0] ?? name
