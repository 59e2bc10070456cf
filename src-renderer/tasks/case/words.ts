import type { CaseView, Touched } from '#shared/operations/cases'
import { authenticationWord, registrationWord, roleOf, verbWord } from '#shared/profile-rules'
import type { Bilingual, ServiceProfile } from '#shared/profiles'
import { useMessages } from '../../desk/messages.ts'
import { useDesk } from '../../desk/state.ts'

/** A case as far as its words go; in the approval window the serials are not whole. */
export type Worded = Pick<CaseView, 'target' | 'targetName'> & {
  readonly touched: readonly Omit<Touched, 'serial'>[]
}

/** What a case is called on every screen: our words, with the service's own beside them. */
export function useCaseWords(view: Worded, profile: ServiceProfile | undefined) {
  const language = useDesk((desk) => desk.language)
  const { cases, states } = useMessages()
  const say = (word: Bilingual): string => word[language]
  const role = (code: string): string => {
    const known = profile === undefined ? undefined : roleOf(profile, code)
    return known === undefined ? code : say(known.word)
  }
  const { target } = view
  const holder =
    target.kind === 'user'
      ? view.touched.find(({ userId }) => userId === target.userId)
      : view.touched.find(({ effect }) => effect === 'shared')
  const verb = profile === undefined ? undefined : verbWord(profile, profile.resetVerb)
  const label = profile?.tokenIdLabel
  return {
    language,
    say,
    role,
    /** The person whose token it is; of a shared token, anyone who uses it. */
    holder,
    isShared: target.kind === 'shared',
    targetName: target.kind === 'shared' ? cases.sharedToken : view.targetName,
    title:
      target.kind === 'shared'
        ? cases.titleShared
        : cases.title(holder === undefined ? '' : role(holder.role)),
    serviceWord: verb === undefined ? undefined : cases.serviceWord(say(verb)),
    service: profile === undefined ? '' : say(profile.shortName),
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
