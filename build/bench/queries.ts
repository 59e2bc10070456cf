import type { MasterContract } from '#shared/master'
import { generateContracts } from '../sample/generate.ts'
import { random } from '../sample/random.ts'
import { STORE_SEED } from './stores.ts'

/** Things that a person has in mind and types from the first character to the last. */
const FIXED: readonly string[] = [
  // Beginnings that thousands of names share, among them the shortest.
  'カブシキガイシャ',
  'ゆうげんがいしゃ かすみの',
  'ｶﾌﾞｼｷｶﾞｲｼﾔ ｱｵﾊﾞ',
  '株式会社 霞野',
  'ヤマダ タロウ',
  'さとう',
  '佐藤 健一',
  '山﨑',
  'ー',
  'ン',
  'ノ',
  '川',
  '子',
  // Numbers: two digits begin tens of thousands of them.
  '00',
  '0000012',
  'M541',
  'm５４１０',
  'FB000',
  'user01',
  'VSMT',
  // Nothing of the kind, from the first character or from the last.
  'ヱヰヲ',
  'ゼツボウテキ',
  'XQ-998877',
  '9999999999',
  '株式会社 龘',
  'カスミノノカワトサトヤマトソラ',
]

/** Texts as they stand in the box after each key, in the order of typing. About 1,900, the same in every run. */
export function typedTexts(count: number): readonly string[] {
  const dice = random(count)
  const meant: string[] = [...FIXED]
  let at = 0
  const every = Math.max(1, Math.floor(Math.min(count, 20_000) / 90))
  for (const contract of generateContracts({ count: Math.min(count, 20_000), seed: STORE_SEED })) {
    at += 1
    if (at % every === 0) meant.push(...askedFor(contract, dice.below(6)))
  }
  return meant.flatMap(typing)
}

function askedFor(contract: MasterContract, how: number): string[] {
  const user = contract.users.at(-1)
  switch (how) {
    case 0:
      return [contract.kana]
    case 1:
      return [contract.name]
    case 2:
      return [user?.kana ?? contract.kana]
    case 3:
      return [user?.name ?? contract.name]
    case 4:
      return [contract.contractNo, contract.account?.number ?? contract.contractNo]
    default:
      return [contract.customerId ?? contract.contractNo, user?.token ?? contract.kana]
  }
}

const typing = (text: string): string[] =>
  [...text].map((_, index, characters) => characters.slice(0, index + 1).join(''))
