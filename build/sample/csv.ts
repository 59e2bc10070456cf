import { profileOf } from '#main/profiles/index'
import type { MasterContract, MasterUser, SharedToken } from '#shared/master'
import { authenticationWord, registrationWord, roleOf } from '#shared/profile-rules'
import type { ServiceProfile } from '#shared/profiles'

/** Writes contracts the way a host exports them: one line per user, half-width kana, the service's own words. */

export const HEADINGS = [
  '契約番号',
  'サービス',
  'お客様ID',
  '契約者名',
  '契約者名カナ',
  '取引店番',
  '代表口座店番',
  '代表口座科目',
  '代表口座番号',
  '郵便番号',
  '届出住所',
  '電話番号',
  '利用形態',
  '利用者ID',
  '利用者名',
  '利用者名カナ',
  '利用権限',
  '都度振込権限',
  'トークンID',
  'トークン種別',
  '登録状況',
  '認証状態',
  'トークン有効期限',
] as const

/** The heading, then one line per user and one for a shared token; without line ends. */
export function* csvLines(contracts: Iterable<MasterContract>): Generator<string, void, void> {
  yield HEADINGS.join(',')
  for (const contract of contracts) yield* linesOf(contract)
}

function* linesOf(contract: MasterContract): Generator<string, void, void> {
  const profile = profileOf(contract.service)
  const { account, postalCode } = contract
  const customerId = contract.customerId ?? ''
  const common = [
    contract.contractNo,
    profile.shortName.ja,
    // Printed once with a blank inside, as in the guide (R-000-24).
    contract.contractNo.endsWith('7') && customerId.startsWith('M')
      ? `M54 ${customerId.slice(3)}`
      : customerId,
    contract.name,
    halfWidth(contract.kana),
    contract.dealingBranch,
    account?.branch ?? '',
    account === null ? '' : account.type === 'ordinary' ? '普通' : '当座',
    account?.number ?? '',
    postalCode === null ? '' : `${postalCode.slice(0, 3)}-${postalCode.slice(3)}`,
    contract.address ?? '',
    contract.phone ?? '',
    contract.usageMode === null ? '-' : contract.usageMode === 'shared' ? '共通' : '個別',
  ].map(field)
  const head = common.join(',')
  if (contract.sharedToken !== null) {
    yield `${head},${['共通トークン', '-', '-', '-', '-', ...linkCells(profile, contract.sharedToken)].map(field).join(',')}`
  }
  for (const user of contract.users) yield `${head},${userCells(profile, user).map(field).join(',')}`
}

const userCells = (profile: ServiceProfile, user: MasterUser): readonly string[] => [
  user.userId,
  user.name,
  user.kana === null ? '' : halfWidth(user.kana),
  roleOf(profile, user.role)?.word.ja ?? user.role,
  user.transferRight === null ? '' : user.transferRight ? 'あり' : 'なし',
  ...linkCells(profile, user),
]

const linkCells = (profile: ServiceProfile, link: SharedToken): readonly string[] => [
  link.token ?? '-',
  link.tokenKind === null ? '' : link.tokenKind === 'soft' ? 'ソフト' : 'ハード',
  link.registration === 'unknown' ? '' : registrationWord(profile, link.registration).word.ja,
  link.authentication === 'none' ? '-' : authenticationWord(profile, link.authentication).word.ja,
  link.tokenExpiry === null ? '' : expiryWord(link.tokenExpiry),
]

/** `2029年09月30日 08時00分`, Tokyo time. */
function expiryWord(instant: string): string {
  const local = new Date(Date.parse(instant) + 9 * 3_600_000).toISOString()
  return `${local.slice(0, 4)}年${local.slice(5, 7)}月${local.slice(8, 10)}日 ${local.slice(11, 13)}時${local.slice(14, 16)}分`
}

const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Katakana → half width, by turning the standard's own mapping round. */
const HALF = new Map<string, string>()
for (let code = 0xff61; code <= 0xff9d; code += 1) {
  const half = String.fromCharCode(code)
  HALF.set(half.normalize('NFKC'), half)
  for (const mark of ['\uff9e', '\uff9f']) {
    const voiced = (half + mark).normalize('NFKC')
    if (voiced.length === 1) HALF.set(voiced, half + mark)
  }
}
const halfWidth = (kana: string): string =>
  [...kana].map((character) => HALF.get(character) ?? character).join('')
