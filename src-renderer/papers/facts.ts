import type { CalendarDate, Instant } from '#shared/ids'
import { endsOf } from '#shared/jobs'
import { contact as contactEn } from '#shared/messages/en/contact'
import { papers as en } from '#shared/messages/en/papers'
import { contact as contactJa } from '#shared/messages/ja/contact'
import { papers as ja, type PaperMessages } from '#shared/messages/ja/papers'
import type { CaseView, Touched } from '#shared/operations/cases'
import type { Moved, PaperContent } from '#shared/operations/papers'
import type { Bilingual, ServiceProfile, Verb } from '#shared/profiles'
import {
  formatDate,
  formatMoment,
  formatTime,
  type Language,
  serviceMoment,
  westernDate,
} from '#shared/text/wareki'

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
  | 'severalUsers'
  | 'tokenIdPatterns'
  | 'replacesSecret'
  | 'registrationWords'
  | 'authenticationWords'
  | 'unlockScope'
  | 'allOrNothing'
  | 'unsupportedDevices'
  | 'tokenModels'
  | 'hardwareFees'
  | 'startDateRule'
  | 'sharing'
  | 'deadTokenBlocksLogin'
>

/** One person a case has touched, with what they had before and have now. */
export type PersonRow = {
  readonly userId: string
  /** In the words of the sheet: with さま and the service's word for the role. */
  readonly who: string
  readonly serialBefore: string | null
  readonly serialAfter: string | null
  /** The axes that changed, in the service's own words. */
  readonly changes: readonly StateChange[]
}
export type StateChange = {
  readonly axis: 'registration' | 'authentication'
  readonly before: string
  readonly after: string
}

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

  /** To the second, as the services print it: `2026年11月20日 14時18分05秒` (R-002-21). */
  exactMoment(when: Instant): string {
    const exact = serviceMoment(when, { seconds: true })
    if (this.lang === 'ja') return exact
    const second = /(\d\d)秒$/u.exec(exact)?.[1] ?? '00'
    return `${formatDate(when, 'en')}, ${formatTime(when, 'en')}:${second}`
  }

  /** Where there is no room for both calendars. */
  shortDay(when: CalendarDate): string {
    return formatDate(when, this.lang)
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
    if (of.target.kind !== 'user') return this.t.receipt.several(this.people(of).length)
    const person = this.target(of)
    return person === undefined
      ? this.t.person(of.targetName)
      : this.t.withRole(of.targetName, this.role(person.role))
  }

  /** The service's word for an act, where it is another than ours. */
  serviceWord(verb: Verb, ours: string): string | undefined {
    const word = this.profile?.verbWords[verb]
    return word === undefined || this.say(word) === ours ? undefined : this.say(word)
  }

  /** The service's own word for a state; ours where it has none, as for a stop by the branch. */
  private state(axis: StateChange['axis'], of: Moved, when: 'Before' | 'After'): string {
    if (axis === 'registration') {
      const state = of[`registration${when}`]
      const word = this.profile?.registrationWords?.[state]
      return word === undefined ? this.t.registration[state] : this.say(word)
    }
    const state = of[`authentication${when}`]
    const word = this.profile?.authenticationWords?.[state]
    return word === undefined ? this.t.authentication[state] : this.say(word)
  }

  private changes(first: Moved, last: Moved): readonly StateChange[] {
    const registration = first.registrationBefore !== last.registrationAfter
    // Who has no token has nothing to authenticate with: that the word goes with the token says nothing more.
    const authentication = !registration && first.authenticationBefore !== last.authenticationAfter
    const axes = [
      ...(registration ? (['registration'] as const) : []),
      ...(authentication ? (['authentication'] as const) : []),
    ]
    return axes.map((axis) => ({
      axis,
      before: this.state(axis, first, 'Before'),
      after: this.state(axis, last, 'After'),
    }))
  }

  /** What the service calls an axis, as the head of its own list has it. */
  axis(axis: StateChange['axis']): string {
    const column = this.profile?.listColumns.find(({ code }) => code === axis)
    return column === undefined ? this.t.receipt[axis] : this.say(column.word)
  }

  /**
   * Everybody the case has touched, in the order of the contract. A shared token is everybody's, so its change is
   * each user's; where a case has moved somebody from a shared token to their own, both are one line.
   */
  people(of: CaseView): readonly PersonRow[] {
    const { moved } = this.content
    const shared = moved.filter(({ userId }) => userId === '')
    const everybody = shared.length > 0 ? of.touched : []
    const gone = moved.filter(
      ({ userId }) => userId !== '' && !of.touched.some((user) => user.userId === userId),
    )
    const rows = [...of.touched, ...gone].flatMap((user): readonly PersonRow[] => {
      const own = moved.filter(({ userId }) => userId === user.userId)
      const all = [...own, ...(everybody.some(({ userId }) => userId === user.userId) ? shared : [])]
        .slice()
        .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
      const first = all.at(0)
      const last = all.at(-1)
      if (first === undefined || last === undefined) return []
      return [
        {
          userId: user.userId,
          who:
            user.role === null ? this.t.person(user.name) : this.t.withRole(user.name, this.role(user.role)),
          serialBefore: first.serialBefore,
          serialAfter: last.serialAfter,
          changes: this.changes(first, last),
        },
      ]
    })
    return rows
  }

  /** The shared token itself, where the case has moved it. */
  get sharedMoved(): Moved | undefined {
    return this.content.moved.find(({ userId }) => userId === '')
  }

  /** What became of everybody else, one sentence each; never silent. */
  others(of: CaseView): readonly string[] {
    const { receipt } = this.t
    const done = new Set(this.people(of).map(({ userId }) => userId))
    const others = of.touched.filter(({ userId }) => !done.has(userId))
    const unclear = others.filter(({ effect }) => effect === 'unclear')
    if (unclear.length > 0) return [receipt.othersUnclear(unclear.length), this.names(unclear)]
    return [receipt.othersNone(others.length)]
  }

  /** People still to register, by name; the shared token by its own. */
  names(people: readonly { readonly name: string }[]): string {
    const all = people.map(({ name }) => (name === '' ? this.t.sharedToken : this.t.person(name)))
    let room = NAMES_LETTERS
    const shown = all.filter((name, place) => {
      room -= name.length
      return place === 0 || (place < NAMES_MAX && room >= 0)
    })
    return this.t.names(shown, people.length - shown.length)
  }

  /** What the customer uses instead of one-time passwords once they are given up (R-001-16, R-002-27). */
  get withoutToken(): string {
    return this.fallback === '' ? this.t.receipt.passwordsOnly : this.fallback
  }

  /** What takes the place of one-time passwords; empty where nothing does. */
  get fallback(): string {
    return (this.profile?.replacesSecret ?? []).map(this.say).join(this.lang === 'ja' ? '・' : ' / ')
  }

  /** What the guide says about going without, for the form and the receipt of an opt-out. */
  get whenOptedOut(): readonly string[] {
    return this.effectsAfterDetach(true)
  }

  /** What the guide says about losing the token, without what it says of giving it up. */
  get whenTakenAway(): readonly string[] {
    return this.effectsAfterDetach(false)
  }

  private effectsAfterDetach(optedOut: boolean): readonly string[] {
    const known = this.profile?.effects.afterDetach ?? []
    return known
      .filter(({ code, gap }) => gap === undefined && OPT_OUT_EFFECTS.has(code) === optedOut)
      .map(({ text }) => this.say(text))
  }
}

/** The guides list what giving up brings together with what losing the token brings; on paper they are two things. */
const OPT_OUT_EFFECTS: ReadonlySet<string> = new Set(['login-without-otp', 'falls-back-to-password'])

/** A new token is registered as part of this case. */
export const registers = ({ ask }: CaseView): boolean =>
  endsOf(ask) === 'approve' || endsOf(ask) === 'dispatch'

/** The token it is about has still to reach the customer; nothing can be registered before (R-003-09). */
const isUnderWay = ({ ask, state }: CaseView): boolean =>
  endsOf(ask) === 'dispatch' &&
  state !== 'awaiting-registration' &&
  state !== 'awaiting-relogin' &&
  state !== 'closed'

const SECOND_WORD = /\s?([（(].*[）)])$/u

/** More names than this do not help a reader, and the sheet must stay on one page. */
const NAMES_MAX = 8
const NAMES_LETTERS = 100

export type KeyTime =
  | { readonly kind: 'registered' }
  | { readonly kind: 'now' }
  | { readonly kind: 'parcel' }
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
  if (isRegistered(of)) return { kind: 'registered' }
  if (isUnderWay(of)) return { kind: 'parcel' }
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

/** Everybody's, where several have to register; a token without a number is registered all the same (R-004-07). */
function isRegistered({ progress, newSerial, registeredBy }: CaseView): boolean {
  return progress === null ? newSerial !== null || registeredBy !== null : progress.missing.length === 0
}

const MINUTE = 60_000
function nextMinute(at: Instant): Instant {
  const rounded = new Date(Math.ceil(Date.parse(at) / MINUTE) * MINUTE)
  return rounded.toISOString() as Instant
}

/** 高橋 of 高橋 美咲: what fits beneath a stamp. */
export const familyName = (name: string): string => name.split(/[\s　]/u)[0] ?? name
