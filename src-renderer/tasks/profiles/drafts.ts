import { create } from 'zustand'
import type { ServiceId } from '#shared/ids'
import type { ServiceProfile } from '#shared/profiles'
import { keepStoreInHand } from '../../desk/hand.ts'
import { useDesk } from '../../desk/state.ts'
import { asJson, changedNames, rebased } from './edit.ts'
import type { Json } from './shape.ts'

/**
 * Changes of descriptions that nobody has been asked to approve yet. They stand outside the screen, so that locking,
 * going elsewhere and coming back lose nothing, and go with the person who wrote them.
 */
export type ProfileDraft = {
  /** What was in force when the change was begun. */
  readonly base: ServiceProfile
  readonly profile: Json
  readonly reason: string
  /** The line that is open. */
  readonly line: string
  readonly search: string
  /** Said once: the version meanwhile, and the lines it changed as well. */
  readonly moved: { readonly version: number; readonly both: readonly string[] } | undefined
}

type Drafts = { readonly of: { readonly [S in ServiceId]?: ProfileDraft | undefined } }

export const useProfileDrafts = create<Drafts>()(() => ({ of: {} }))

keepStoreInHand('profile-drafts', useProfileDrafts)

const put = (service: ServiceId, draft: ProfileDraft | undefined): void =>
  useProfileDrafts.setState(({ of }) => ({ of: { ...of, [service]: draft } }))

export const isDrafted = (draft: ProfileDraft | undefined): boolean =>
  draft !== undefined && changedNames(asJson(draft.base), draft.profile).length > 0

/** Begins a change, or goes on with one: on top of the version in force, whatever it was begun from. */
export function beginDraft(inForce: ServiceProfile, line: string): void {
  const draft = useProfileDrafts.getState().of[inForce.id]
  if (draft === undefined) {
    const profile = asJson(inForce)
    put(inForce.id, { base: inForce, profile, reason: '', line, search: '', moved: undefined })
  } else if (draft.base.version !== inForce.version) {
    const { profile, both } = rebased(asJson(draft.base), draft.profile, asJson(inForce))
    put(inForce.id, { ...draft, base: inForce, profile, moved: { version: inForce.version, both } })
  }
}

export function changeDraft(service: ServiceId, changes: Partial<Omit<ProfileDraft, 'base'>>): void {
  const draft = useProfileDrafts.getState().of[service]
  if (draft !== undefined) put(service, { ...draft, ...changes })
}

export const dropDraft = (service: ServiceId): void => put(service, undefined)

// What somebody has written is theirs: the next person at this desk does not see it.
useDesk.subscribe((desk, before) => {
  if (before.who !== undefined && desk.who?.staff !== before.who.staff) useProfileDrafts.setState({ of: {} })
})
