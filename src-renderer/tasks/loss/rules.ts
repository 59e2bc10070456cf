import type { CaseAsk } from '#shared/asks'
import type { ServiceProfile } from '#shared/profiles'

export type LossAsk = Extract<CaseAsk, { kind: 'loss' }>
export type ResumeWhy = Extract<CaseAsk, { kind: 'resume' }>['why']

/**
 * Why the branch's own stop may be lifted, as the desk sees it; main decides. What was stopped by mistake was no loss.
 * A stolen token never returns, a lost one only where the profile lets a found one return (R-003-41).
 */
export function resumeReasons({ how, found }: LossAsk, { foundAgain }: ServiceProfile): readonly ResumeWhy[] {
  if (how === 'stolen') return ['mistaken-stop']
  if (how === 'lost')
    return foundAgain === 'before-reissue' && found !== null ? ['mistaken-stop', 'found'] : ['mistaken-stop']
  return ['mistaken-stop', 'working-again']
}
