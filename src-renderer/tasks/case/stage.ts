import type { CaseView } from '#shared/operations/cases'
import type { ServiceProfile } from '#shared/profiles'
import type { CaseWords } from './words.ts'

/** What every stage of a case is given. */
export type StageProps = {
  readonly view: CaseView
  readonly profile: ServiceProfile
  readonly words: CaseWords
  /** False for those who may look only (inspection). */
  readonly may: boolean
}
