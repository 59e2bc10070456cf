import { z } from 'zod'
import { type ServiceId, type ServiceProfile, serviceId } from './profiles.ts'

/**
 * Descriptions of services 商品定義 are kept for ever, in the words of the program that wrote them. What a later
 * program asks of every service is not in them; it is read as the program's own description of that service has it.
 */

/** Parameters that came after descriptions were already kept in branches; the tokens' `hardware` came with these two. */
export const LATER = ['hardwareFees', 'hardwareDispatch'] as const

/** As much of a kept description as is needed to complete it. */
const Kept = z.looseObject({
  id: serviceId,
  tokenModels: z.array(z.looseObject({ code: z.string() })),
  sources: z.looseObject({}),
})

/**
 * A description as it was kept, with what has been learnt to ask since: the parameters of {@link LATER} with their
 * sources, and what the safe has to know of its hardware. One that has them is left as it is, whatever it says.
 *
 * @param kept a description out of the store, of any program version; anything else comes back untouched
 * @param own the program's description of a service
 */
export function completed(kept: unknown, own: (service: ServiceId) => ServiceProfile): unknown {
  const read = Kept.safeParse(kept)
  const missing = LATER.filter((name) => read.success && !(name in read.data))
  if (!read.success || missing.length === 0) return kept
  const { tokenModels, sources, ...now } = own(read.data.id)
  const models = new Map(tokenModels.map((model) => [model.code, model]))
  return {
    ...read.data,
    ...Object.fromEntries(missing.map((name) => [name, now[name]])),
    tokenModels: read.data.tokenModels.map((model) => {
      const hardware = models.get(model.code)?.hardware
      return hardware === undefined || !missing.includes('hardwareFees') ? model : { ...model, hardware }
    }),
    sources: { ...read.data.sources, ...Object.fromEntries(missing.map((name) => [name, sources[name]])) },
  }
}

const Proposal = z.looseObject({ kind: z.literal('profile-change'), profile: z.unknown() })

/** What a case asks for, where it asks for a description that was written before; anything else comes back untouched. */
export function proposalCompleted(kept: unknown, own: (service: ServiceId) => ServiceProfile): unknown {
  const read = Proposal.safeParse(kept)
  return read.success ? { ...read.data, profile: completed(read.data.profile, own) } : kept
}
