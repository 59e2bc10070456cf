import type { CaseView, Touched } from '#shared/operations/cases'
import { authenticationWord, registrationWord, roleOf, verbWord } from '#shared/profile-rules'
import type { Bilingual, ServiceProfile, Verb } from '#shared/profiles'
import { useMessages } from '../../desk/messages.ts'
import { useDesk } from '../../desk/state.ts'
import { isMeant } from './shape.ts'

/** A case as far as its words go; in the approval window the serials are not whole. */
export type Worded = Pick<CaseView, 'kind' | 'ask' | 'target' | 'targetName' | 'customerName'> & {
  readonly touched: readonly (Omit<Touched, 'serial'> & { readonly serial: string | null })[]
}

/** As many names as a sentence can carry. */
const NAMES_MAX = 3

/** What a case is called on every screen: our words, with the service's own beside them. */
export function useCaseWords(view: Worded, profile: ServiceProfile | undefined) {
  const language = useDesk((desk) => desk.language)
  const { cases, jobs, states } = useMessages()
  const say = (word: Bilingual): string => word[language]
  const role = (code: string): string => {
    const known = profile === undefined ? undefined : roleOf(profile, code)
    return known === undefined ? code : say(known.word)
  }
  const { target, ask } = view
  const isShared = target.kind === 'shared'
  const meant = view.touched.filter(isMeant)
  const holder =
    target.kind === 'user'
      ? view.touched.find(({ userId }) => userId === target.userId)
      : isShared
        ? view.touched.find(({ effect }) => effect !== 'none')
        : meant[0]
  const label = profile?.tokenIdLabel
  const names = (users: readonly { readonly name: string }[]): string =>
    jobs.names(
      users.slice(0, NAMES_MAX).map(({ name }) => name),
      Math.max(0, users.length - NAMES_MAX),
    )

  const only = meant.length === 1 ? meant[0] : undefined
  const roleWord = (code: string): string =>
    language === 'en' ? `the ${role(code).toLowerCase()}` : role(code)
  /** A role, several people, or the shared token: short enough for a title. */
  const who =
    target.kind === 'user' && holder !== undefined
      ? roleWord(holder.role)
      : target.kind === 'contract' && only !== undefined
        ? roleWord(only.role)
        : jobs.people(meant.length)
  const service = profile === undefined ? '' : say(profile.shortName)
  const title = (): string => {
    switch (ask.kind) {
      case 'token-detach':
        return isShared ? cases.titleShared : cases.title(holder === undefined ? '' : role(holder.role))
      case 'reissue':
        return isShared ? jobs.short.reissue('', true) : jobs.title.reissue(who)
      case 'unlock':
        return ask.alsoReissue ? jobs.title.unlockReissue(who) : jobs.title.unlock(who)
      case 'loss':
        return isShared ? jobs.short.loss('', true) : jobs.title.loss(who)
      case 'resume':
        return isShared ? jobs.short.resume('', true) : jobs.title.resume(who)
      case 'application':
        return jobs.title.application(who)
      case 'opt-out':
        return isShared ? jobs.short['opt-out']('', true) : jobs.title.optOut(who)
      case 'usage-mode':
        return ask.to === 'shared' ? jobs.title.toShared : jobs.title.toIndividual
      case 'profile-change':
        return jobs.title.profile(service)
      case 'hardware':
        return jobs.title.hardware(who)
      case 'stock-difference':
        return jobs.title.difference(ask.stocktake)
    }
  }
  const verbOf = (): Verb | undefined => {
    switch (ask.kind) {
      case 'token-detach':
      case 'reissue':
        return profile?.resetVerb
      case 'unlock':
        // Two acts of the service's: neither word alone would be true.
        return ask.alsoReissue ? undefined : 'unlock'
      case 'application':
      case 'hardware':
        return profile?.verbWords.issue === undefined ? undefined : 'issue'
      case 'opt-out':
        return 'optOut'
      default:
        return undefined
    }
  }
  const verb = verbOf()
  const verbSaid = profile === undefined || verb === undefined ? undefined : verbWord(profile, verb)
  return {
    language,
    say,
    role,
    names,
    /** The person whose token it is; of a shared token, anyone who uses it. */
    holder,
    /** Everybody something happens to. */
    meant,
    isShared,
    /** The person, the people or the shared token this is about, without さま. */
    targetName: isShared
      ? cases.sharedToken
      : target.kind === 'user'
        ? view.targetName
        : (ask.kind === 'usage-mode' ? view.touched : meant)
            .map(({ name }) => name)
            .join(language === 'ja' ? '、' : ', '),
    /** Whoever something happens to, inside a sentence. */
    targetSaid: target.kind === 'user' ? names([{ name: view.targetName }]) : names(meant),
    title: title(),
    serviceWord: verbSaid === undefined ? undefined : cases.serviceWord(say(verbSaid)),
    service,
    /** トークンID, without what the guide puts in brackets. */
    tokenLabel:
      label === undefined || label === 'none'
        ? cases.paper.tokenId
        : say(label).replace(/\s*[（(].*[)）]$/u, ''),
    registration: (state: Touched['registration']): string =>
      profile === undefined ? states.registration[state] : say(registrationWord(profile, state).word),
    authentication: (state: Touched['authentication']): string =>
      profile === undefined ? '' : say(authenticationWord(profile, state).word),
  }
}
export type CaseWords = ReturnType<typeof useCaseWords>
