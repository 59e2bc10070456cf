import type { FILE_REFUSALS, FileEncoding, LineProblemCode, PLAN_WARNINGS } from '../../master.ts'
import { wordIn } from '../sentence.ts'

/** The contract master file: what is wrong with it, what is odd about it, and what importing it would do. */

type FileFacts = { readonly columns: readonly string[]; readonly line: number | null }
type FileWords = { readonly why: (facts: FileFacts) => string; readonly todo: string }
type LineWords = { readonly why: string; readonly todo: string }

/** Fields of a contract and columns of the file, by their canonical names. */
const columns: Readonly<Record<string, string>> = {
  contractNo: '契約番号',
  service: 'サービス',
  customerId: 'お客様ID',
  name: '契約者名',
  kana: '契約者名カナ',
  dealingBranch: '取引店番',
  account: '代表口座',
  accountBranch: '代表口座店番',
  accountType: '代表口座科目',
  accountNumber: '代表口座番号',
  postalCode: '郵便番号',
  address: '届出住所',
  phone: '電話番号',
  usageMode: '利用形態',
  users: '利用者',
  userId: '利用者ID',
  userName: '利用者名',
  userKana: '利用者名カナ',
  role: '利用権限',
  transferRight: '都度振込権限',
  sharedToken: '共通トークン',
  token: 'トークンID',
  tokenKind: 'トークン種別',
  registration: '登録状況',
  authentication: '認証状態',
  tokenExpiry: 'トークン有効期限',
}
/** A heading of the file that this program does not know is shown as it stands there. */
const column = (name: string): string => wordIn(columns, name) ?? name
const listed = (names: readonly string[]): string =>
  names.length === 0 ? '' : `「${names.map(column).join('」「')}」`
const atLine = (line: number | null): string => (line === null ? '' : `${line}行目に `)

const fileRefusals: Readonly<Record<(typeof FILE_REFUSALS)[number], FileWords>> = {
  empty: {
    why: () => 'ファイルに 何も入っていません。',
    todo: 'ファイルを作り直して、もう一度選んでください。',
  },
  'too-large': {
    why: () => 'ファイルが 大きすぎます。',
    todo: '支店ごとに分けて、取り込んでください。',
  },
  'too-many-lines': {
    why: () => '行の数が 多すぎます。',
    todo: '支店ごとに分けて、取り込んでください。',
  },
  'nul-bytes': {
    why: () => '文字ではないものが 混じっています。',
    todo: 'CSV の形で書き出し直してください。',
  },
  'encoding-utf16': {
    why: () => '文字の種類が UTF-16 です。',
    todo: 'UTF-8 か Shift_JIS で書き出し直してください。',
  },
  'encoding-unknown': {
    why: () => '文字の種類が UTF-8 でも Shift_JIS でもありません。',
    todo: 'UTF-8 か Shift_JIS で書き出し直してください。',
  },
  'header-missing': {
    why: ({ columns, line }) => `${atLine(line)}見出し${listed(columns)}が ありません。`,
    todo: '足りない列を付けて、書き出し直してください。',
  },
  'header-duplicated': {
    why: ({ columns, line }) => `${atLine(line)}同じ意味の見出し${listed(columns)}が 二つあります。`,
    todo: 'どちらか一つの列にして、書き出し直してください。',
  },
  'header-broken': {
    why: ({ line }) => `${atLine(line)}あるはずの見出しを 読めません。`,
    todo: '1行目に見出しを付けて、書き出し直してください。',
  },
  'secret-column': {
    why: ({ columns }) => `お預かりしてはいけない列${listed(columns)}が あります。`,
    todo: 'その列を除いて、書き出し直してください。このファイルは、決まりに従って消してください。',
  },
  cancelled: {
    why: () => '下見の途中で やめました。',
    todo: '続けるときは、もう一度ファイルを選んでください。',
  },
  'file-changed': {
    why: () => '下見の間に ファイルが変わりました。',
    todo: 'ファイルの書き出しが終わってから、選び直してください。',
  },
}

const lineProblems: Readonly<Record<LineProblemCode, LineWords>> = {
  'quotes-broken': {
    why: '引用符「"」が 閉じていません。',
    todo: '引用符を 二つで一組にしてください。',
  },
  'line-break-in-field': {
    why: '項目の中に 改行があります。',
    todo: '項目の中の改行を 除いてください。',
  },
  'line-too-long': { why: '行が 長すぎます。', todo: '引用符と区切りを お確かめください。' },
  'field-too-long': { why: '項目が 長すぎます。', todo: '短くしてください。' },
  'column-count': {
    why: '項目の数が 見出しと合いません。',
    todo: '区切りの「,」が 多いか足りないか お確かめください。',
  },
  required: { why: '入っていません。', todo: 'この列は必ず入れてください。' },
  'formula-cell': {
    why: '「=」「+」「-」「@」で始まっています。表計算の式かもしれません。',
    todo: '式ではなく、値にしてください。',
  },
  'scientific-notation': {
    why: '番号が 指数の形に変わっています。',
    todo: '表計算ソフトを通さずに、書き出し直してください。',
  },
  'leading-zero-lost': {
    why: '先頭の 0 が落ちています。',
    todo: '表計算ソフトを通さずに、書き出し直してください。',
  },
  'bad-format': { why: '形が合いません。', todo: '書き方を お確かめください。' },
  'unknown-service': {
    why: 'この窓口が知らないサービスです。',
    todo: 'サービスの書き方を お確かめください。',
  },
  'unknown-word': { why: '知らない言葉です。', todo: 'サービスの画面の言葉で 書いてください。' },
  'role-not-in-service': {
    why: 'このサービスにない利用権限です。',
    todo: '利用権限とサービスを お確かめください。',
  },
  'unsafe-text': {
    why: '見えない文字が 入っています。',
    todo: '見えない文字を除いて、入れ直してください。',
  },
  'kana-expected': { why: 'カナではない文字があります。', todo: 'カナで入れてください。' },
  'contract-rows-disagree': {
    why: '同じ契約の行どうしで 内容がちがいます。',
    todo: '契約の内容を どの行でも同じにしてください。',
  },
  'contract-rows-apart': {
    why: '同じ契約の行が 離れています。',
    todo: '契約番号の順に 並べてください。',
  },
  'user-twice': { why: '同じ利用者が 二度あります。', todo: 'どちらか一行にしてください。' },
  'too-many-users': {
    why: '利用者が一人だけのサービスです。',
    todo: '利用者を一人にしてください。',
  },
  'shared-token-not-in-service': {
    why: 'このサービスに 共通トークンはありません。',
    todo: '利用形態とサービスを お確かめください。',
  },
  'shared-token-in-individual-mode': {
    why: '個別の利用形態なのに 共通トークンがあります。',
    todo: '利用形態を お確かめください。',
  },
  'own-token-in-shared-mode': {
    why: '共通の利用形態なのに 利用者ごとのトークンがあります。',
    todo: '利用形態を お確かめください。',
  },
  'token-without-registration': {
    why: 'トークンがあるのに 登録状況が未登録です。',
    todo: '登録状況を お確かめください。',
  },
  'registration-without-token': {
    why: '登録されているのに トークンIDがありません。',
    todo: 'トークンIDを入れてください。',
  },
  'token-twice-in-contract': {
    why: '同じトークンが 契約の中に二度あります。',
    todo: 'トークンIDを お確かめください。',
  },
  'token-form-refused': {
    why: 'このサービスのトークンIDの形ではありません。',
    todo: 'O と 0、I と 1 を お確かめください。',
  },
  'token-in-two-contracts': {
    why: '同じトークンが 別の契約にもあります。',
    todo: 'どちらの契約のものか お確かめください。',
  },
  'token-was-detached-here': {
    why: '当店で外したトークンです。',
    todo: '外す前に書き出したファイルではないか お確かめください。',
  },
  'no-users': { why: '利用者が 一人もいません。', todo: '利用者の行を入れてください。' },
  'service-changed': {
    why: '台帳と サービスがちがいます。',
    todo: '契約番号とサービスを お確かめください。',
  },
  'contract-in-open-case': {
    why: 'この契約の案件が まだ終わっていません。',
    todo: '案件を終えてから、取り込んでください。',
  },
}

const warnings: Readonly<Record<(typeof PLAN_WARNINGS)[number], string>> = {
  'token-id-warn': 'トークンIDが 手引にない形です。',
  'user-absent': 'ファイルにいない利用者です。台帳には 残します。',
  'customer-id-twice': '同じお客様IDが 別の契約にもあります。',
  gaiji: '外字があります。読みでも探せるか お確かめください。',
}

export const master = {
  column,
  columns: listed,
  line: (line: number) => `${line}行目`,
  lines: (first: number, last: number): string =>
    first === last ? `${first}行目` : `${first}から${last}行目`,
  /** A problem of the contract as a whole. */
  noLine: '契約全体',
  unreadable: 'ファイルを 読めませんでした。',
  fileRefusals,
  lineProblems,
  warnings,
  found: (found: string) => `「${found}」`,
  encodings: {
    'utf-8': 'UTF-8',
    'utf-8-bom': 'UTF-8（BOM付き）',
    shift_jis: 'Shift_JIS',
  } satisfies Record<FileEncoding, string>,

  plan: {
    title: '契約の取込',
    lead: 'ファイルを選ぶと、まず下見をします。下見では 何も書き込みません。',
    choose: '契約のファイルを選ぶ',
    rehearsing: 'ファイルを下見しています。',
    file: (name: string, encoding: string, lines: number) => `${name}　${encoding}　${lines}行`,
    nothingYet: 'まだ何も書き込んでいません。',
    kinds: {
      new: '新しい契約',
      changed: '変わる契約',
      unchanged: '変わらない契約',
      rejected: '取り込まない契約',
      absent: 'ファイルにない契約',
    },
    about: {
      new: '台帳に 加えます。',
      changed: 'ちがうところだけを 直します。',
      unchanged: 'そのままにします。',
      rejected: 'いまの台帳のままにします。ファイルを直して取り込み直せます。',
      absent: '消しません。いまの台帳のままにします。',
    },
    contracts: (count: number) => `${count}件`,
    showing: (shown: number, of: number): string => (shown < of ? `先頭の${shown}件／${of}件` : `${of}件`),
    columns: {
      line: '行',
      contract: '契約番号',
      name: '契約者名',
      field: '項目',
      before: 'いま',
      after: '取り込むと',
      found: '見つかったもの',
      why: 'わけ',
      todo: '直し方',
    },
    /** Whose field changes: the contract's own, the shared token's, or a user's. */
    of: (user: string | null): string =>
      user === null ? '契約' : user === 'shared' ? '共通トークン' : `利用者 ${user}`,
    empty: '（なし）',
    warnings: '注意して見るところ',
    noWarnings: '注意して見るところは ありません。',
    noRejections: '取り込めない契約は ありません。',
    commit: (added: number, changed: number): string => `${added + changed}件を 台帳に取り込む`,
    commitKey: '取り込む',
    nothingToDo: '取り込むものが ありません',
    cancel: '取り込まずに戻る',
    done: (added: number, changed: number) => `新しい契約 ${added}件を加え、${changed}件を直しました。`,
    doneRejected: (rejected: number) => `${rejected}件は 取り込みませんでした。`,
  },
}
