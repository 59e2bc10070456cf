import type { CaseAsk } from '#shared/asks'
import type { Bilingual, ServiceProfile } from '#shared/profiles'
import { formatDate } from '#shared/text/wareki'
import type { useMessages } from '../../desk/messages.ts'
import type { CaseWords } from './words.ts'

export type HardwareAsk = Extract<CaseAsk, { kind: 'hardware' }>

/** The name of a model; its code where the service's description has lost it since. */
export function modelName(profile: ServiceProfile, code: string): Bilingual {
  return profile.tokenModels.find((model) => model.code === code)?.name ?? { ja: code, en: code }
}

/** Whose token it is that the safe sends; undefined where the service names nobody, or several to choose from. */
export function senderOf({ vendors }: Pick<ServiceProfile, 'vendors'>) {
  const [only, ...others] = vendors?.filter(({ carriers }) => carriers.includes('keyfob')) ?? []
  return others.length === 0 ? only : undefined
}

/** What it costs: an amount, nothing stated (要確認, G-10), or no fee at all. */
export function feeOf(profile: ServiceProfile, purpose: HardwareAsk['purpose']): number | undefined {
  if (profile.hardwareFees === 'not-applicable') return 0
  return profile.hardwareFees?.find((fee) => fee.purpose === purpose)?.yen
}

/** As many characters of a serial as tell one token from another. */
const ENDING = 4
export const endingOf = (serial: string): string => serial.slice(-ENDING)

/** What was applied for, line by line, as form, screen and approval window show it. */
export function wishLines(
  ask: HardwareAsk,
  profile: ServiceProfile,
  words: Pick<CaseWords, 'language' | 'say'>,
  { jobs, words: w }: Pick<ReturnType<typeof useMessages>, 'jobs' | 'words'>,
): readonly { readonly id: string; readonly label: string; readonly said: string }[] {
  const { wish } = jobs.paper
  const { side } = jobs
  const fee = feeOf(profile, ask.purpose)
  return [
    { id: 'purpose', label: wish.purpose, said: w.stock.purpose[ask.purpose] },
    ...(ask.share === null
      ? [
          { id: 'model', label: wish.model, said: words.say(modelName(profile, ask.model)) },
          { id: 'delivery', label: wish.delivery, said: w.stock.delivery[ask.delivery] },
        ]
      : [{ id: 'share', label: wish.share, said: `●●●●${endingOf(ask.share)}` }]),
    ...(profile.startDateRule === 'none' && ask.startOn === null
      ? []
      : [
          {
            id: 'startOn',
            label: wish.startOn,
            said: ask.startOn === null ? side.noStartOn : formatDate(ask.startOn, words.language),
          },
        ]),
    {
      id: 'fee',
      label: wish.fee,
      said:
        fee === undefined
          ? side.feeToConfirm
          : fee === 0
            ? side.feeFree
            : side.feeYen(fee.toLocaleString('en-US')),
    },
  ]
}
