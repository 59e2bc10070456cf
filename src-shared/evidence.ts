import { EVIDENCE_CODES, type Evidence, type ServiceProfile } from './profiles.ts'

/** What a customer brings to the counter for a written form. */

export type EvidenceCode = (typeof EVIDENCE_CODES)[number]
export type Brought = {
  readonly code: EvidenceCode
  /** The guide's own word; null where the guide is silent and the desk's word stands. */
  readonly word: Evidence['word'] | null
  readonly sources: readonly string[]
  /** The guide does not ask for it in words: shown as 要確認. */
  readonly toConfirm: boolean
}

/** What every form of this desk has a line for, and so is asked for where the guide names nothing. */
const ASKED_ON_EVERY_FORM = ['registered-seal', 'identity-document', 'authority'] as const

/**
 * What the customer brings: as the guide has it, or else as the desk goes by until the institution answers (G-07).
 *
 * @returns in the order of the guide; every entry marked `toConfirm` where the guide is silent
 */
export function evidenceFor(
  profile: Pick<ServiceProfile, 'requiredEvidence' | 'workingDefaults'>,
): readonly Brought[] {
  const { requiredEvidence, workingDefaults } = profile
  if (requiredEvidence !== null) {
    return requiredEvidence.map(({ code, word, sources }) => ({ code, word, sources, toConfirm: false }))
  }
  const assumed = workingDefaults.find(({ parameter }) => parameter === 'requiredEvidence')
  const named: readonly string[] = Array.isArray(assumed?.value) ? assumed.value : ASKED_ON_EVERY_FORM
  return EVIDENCE_CODES.filter((code) => code === 'written-form' || named.includes(code)).map((code) => ({
    code,
    word: null,
    sources: [assumed?.gap ?? 'DESK'],
    toConfirm: true,
  }))
}
