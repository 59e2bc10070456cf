import type { Authentication, Registration } from '#shared/links'
import { authenticationWord, registrationWord, roleOf } from '#shared/profile-rules'
import type { Bilingual, ServiceProfile } from '#shared/profiles'
import { useDesk } from '../../desk/state.ts'
import { RegMark, type StateName, StateTag } from '../../parts/state-tag.tsx'

/** The words of a service in the language of this desk. What is no code of the profile is a word already. */
export function useServiceWords(profile: ServiceProfile | undefined) {
  const language = useDesk((desk) => desk.language)
  const say = (word: Bilingual): string => word[language]
  const label = profile?.tokenIdLabel
  return {
    language,
    say,
    service: profile === undefined ? '' : say(profile.shortName),
    role: (code: string): string => {
      const known = profile === undefined ? undefined : roleOf(profile, code)
      return known === undefined ? code : say(known.word)
    },
    /** What the service calls a serial, without what the guide puts in brackets; undefined where it has none. */
    tokenLabel:
      label === undefined || label === 'none' ? undefined : say(label).replace(/\s*[（(].*[)）]$/u, ''),
  }
}

const tags = {
  usable: 'usable',
  locked: 'locked',
  suspended: 'suspended',
  none: 'none',
} as const satisfies Record<Authentication, StateName>

type Stated<T> = { readonly state: T; readonly profile: ServiceProfile | undefined }

/** Authentication in the desk's own form, in the service's own word or, where it has none, in the desk's. */
export function AuthenticationTag({ state, profile }: Stated<Authentication>) {
  const { say } = useServiceWords(profile)
  const worded = profile === undefined ? undefined : authenticationWord(profile, state)
  return <StateTag state={tags[state]}>{worded?.own === true ? say(worded.word) : undefined}</StateTag>
}

/** Registration, likewise. */
export function RegistrationMark({ state, profile }: Stated<Registration>) {
  const { say } = useServiceWords(profile)
  const worded = profile === undefined ? undefined : registrationWord(profile, state)
  return <RegMark state={state}>{worded?.own === true ? say(worded.word) : undefined}</RegMark>
}
