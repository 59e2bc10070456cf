import type { FileRefusal } from '#shared/master'
import { err, ok, type Result } from '#shared/result'

/** The columns of a contract master file and every heading they are known by. */
export const COLUMNS = {
  contractNo: ['契約番号', 'contract_no', 'contract number'],
  service: ['サービス', 'サービス区分', 'サービス種別', 'service'],
  customerId: ['お客様ID', 'お客さまID', '契約者ID', 'customer_id'],
  name: ['契約者名', '名称', '会社名', 'お名前', 'name', 'contract_name'],
  kana: ['契約者名カナ', '名称カナ', 'カナ名称', '会社名カナ', 'フリガナ', 'kana', 'name_kana'],
  dealingBranch: ['取引店番', '取扱店番', 'お取引店', '取引店', '取扱店', 'dealing_branch'],
  accountBranch: ['代表口座店番', '口座店番', 'account_branch'],
  accountType: ['代表口座科目', '口座科目', '科目', 'account_type'],
  accountNumber: ['代表口座番号', '口座番号', 'account_number'],
  postalCode: ['郵便番号', 'postal_code', 'zip'],
  address: ['届出住所', '住所', 'address', 'registered_address'],
  phone: ['電話番号', '電話', 'phone'],
  usageMode: ['利用形態', '現利用形態', 'usage_mode'],
  userId: ['利用者ID', 'ログインID', 'user_id', 'login_id'],
  userName: ['利用者名', '氏名', 'user_name'],
  userKana: ['利用者名カナ', '氏名カナ', '利用者カナ', 'user_kana'],
  role: ['利用権限', '利用者区分', '権限', 'role'],
  transferRight: ['都度振込権限', '振込権限', 'transfer_right'],
  token: ['トークンID', 'シリアル番号', 'クレデンシャルID', 'token', 'token_id', 'serial'],
  tokenKind: ['トークン種別', 'token_kind'],
  registration: ['登録状況', 'ワンタイムパスワード状態', 'registration'],
  authentication: ['認証状態', 'ワンタイムパスワード認証状態', 'authentication'],
  tokenExpiry: ['トークン有効期限', '有効期限', 'token_expiry'],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type ColumnName = keyof typeof COLUMNS
export const COLUMN_NAMES = Object.keys(COLUMNS) as readonly ColumnName[]

/** Without these a file says nothing that could be stored. */
export const REQUIRED_COLUMNS = [
  'contractNo',
  'service',
  'name',
  'kana',
  'dealingBranch',
  'userId',
  'userName',
  'role',
] as const satisfies readonly ColumnName[]

/** Columns that mean something only together: all of a group, or none. */
const GROUPS: readonly (readonly ColumnName[])[] = [
  ['token', 'registration', 'authentication'],
  ['accountBranch', 'accountType', 'accountNumber'],
]

/** Whoever exports one of these has exported too much; the file is not read at all (R-000-20). */
const SECRET = /パスワード$|暗証|password|passphrase|secret|seed|シード|秘密/i

/** Headings as they are compared: width, case, blanks, underscores and hyphens do not matter. */
const headingKey = (heading: string): string =>
  heading
    .normalize('NFKC')
    .replace(/[\s_\-・]/gu, '')
    .toLowerCase()

const BY_HEADING = new Map<string, ColumnName>(
  COLUMN_NAMES.flatMap((column) =>
    [column, ...COLUMNS[column]].map((heading) => [headingKey(heading), column] as const),
  ),
)

export type Columns = {
  /** Position of each column the file has. */
  readonly at: Readonly<Partial<Record<ColumnName, number>>>
  /** How many headings the file has, without empty ones at the end. */
  readonly count: number
  /** Headings this program does not know; their cells are not read. */
  readonly ignored: readonly string[]
}

/**
 * Which cell is what, by the headings, in whatever order they come. Empty headings at the end (a
 * spreadsheet's trailing commas) do not count.
 */
export function readHeader(headings: readonly string[], line: number): Result<Columns, FileRefusal> {
  const last = headings.findLastIndex((heading) => heading.trim() !== '')
  const used = headings.slice(0, last + 1)
  const secret = used.filter((heading) => SECRET.test(heading.normalize('NFKC').trim()))
  if (secret.length > 0) return err({ code: 'secret-column', columns: secret, line })

  const at: Partial<Record<ColumnName, number>> = {}
  const ignored: string[] = []
  const doubled: string[] = []
  for (const [position, heading] of used.entries()) {
    const column = BY_HEADING.get(headingKey(heading))
    if (column === undefined) ignored.push(heading)
    else if (at[column] !== undefined) doubled.push(heading)
    else at[column] = position
  }
  if (doubled.length > 0) return err({ code: 'header-duplicated', columns: doubled, line })
  const partial = GROUPS.filter((group) => group.some((column) => at[column] !== undefined)).flat()
  const missing = [...REQUIRED_COLUMNS, ...partial].filter((column) => at[column] === undefined)
  if (missing.length > 0) return err({ code: 'header-missing', columns: missing, line })
  return ok({ at, count: used.length, ignored })
}
