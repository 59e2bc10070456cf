import type { Refusal } from '#shared/refusals'
import { useRefused } from '../desk/refused.ts'
import { Refused } from './notices.tsx'

/** A refusal as the person reads it: what, its number, why, what to do. */
export function RefusalNote({ refusal }: { readonly refusal: Refusal }) {
  const sentence = useRefused()
  return <Refused {...sentence(refusal)} />
}
