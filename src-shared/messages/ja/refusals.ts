import type { CalendarDate, Instant } from '../../ids.ts'
import type { PassphraseFault } from '../../passphrase.ts'
import type { Outcome } from '../../router.ts'
import { formatDate, formatMoment } from '../../text/wareki.ts'
import type { TokenIdWarning } from '../../token-id.ts'
import { type RefusalSentences, type Sentence, wordIn } from '../sentence.ts'
import { closing } from './closing.ts'
import { frame } from './frame.ts'
import { master } from './master.ts'
import { people } from './people.ts'
import { backupRefusals } from './refusals-backup.ts'
import { keyRefusals } from './refusals-keys.ts'
import { stockRefusals } from './refusals-stock.ts'
import { trail } from './trail.ts'
import { words } from './words.ts'

/**
 * What, why, and what to do, for every "no" the desk gives. Plain and polite, one fact per sentence; nobody is
 * blamed and nothing is asked for that could be a secret. Facts come as codes and leave as words: where a code
 * has no word (an older desk, a newer one), the sentence says 要確認 and never shows the code.
 */

const tellSystems = '番号をシステム担当へ伝えてください。'

const operation = (name: string): string => wordIn(trail.operations, name) ?? trail.otherOperation
const state = (code: string): string => wordIn<string>(words.states, code) ?? people.unknown

/** What cannot be done now; of a token in the safe, its own word. */
const act = (now: string, event: string): string | undefined =>
  (wordIn<string>(words.stock.state, now) === undefined ? undefined : wordIn(words.stockActs, event)) ??
  wordIn(words.acts, event)

/** Names of fields as the gate gives them, such as `intake.formNumber` or `people.0.name`. */
const fieldNames = (fields: readonly string[]): readonly string[] => [
  ...new Set(
    fields.flatMap((path) => {
      const last = path.split('.').findLast((part) => !/^\d+$/u.test(part)) ?? ''
      return wordIn<string>(words.intake, last) ?? wordIn(words.inputs, last) ?? []
    }),
  ),
]

const duration = (seconds: number): string => (seconds < 60 ? `${seconds}秒` : `${Math.ceil(seconds / 60)}分`)

const passphraseFaults: Readonly<Record<PassphraseFault['code'] | 'unchanged', string>> = {
  'too-short': '短すぎます。',
  'too-long': '長すぎます。',
  common: 'よく使われる合言葉です。',
  repeats: '同じ文字のくり返しです。',
  sequence: '順番に並んだ文字です。',
  keyboard: 'キーボードの並びのままです。',
  context: '名前・番号・店名だけでできています。',
  unchanged: 'いまの合言葉と同じです。',
}

const clocks: Readonly<Record<string, string>> = {
  suspect: 'この端末の時計が 合っていないおそれがあります。',
  rejected: 'この端末の時計が 合っていません。',
}

type Because = Pick<Sentence, 'why' | 'todo'>
const setTheClock = '端末の時計を合わせ、F3 を押して 2人で確かめてください。1人は役席者です。'
/** Why a code was not taken, as far as it is the same for a colleague's token and a customer's. */
const codes: Readonly<Record<string, Because>> = {
  wrong: { why: 'いまの数字と 合いません。', todo: '次の数字が出るのを待って、入れてください。' },
  replayed: { why: 'この数字は もう使われています。', todo: '次の数字が出るのを待って、入れてください。' },
  malformed: { why: '数字の桁数が 合いません。', todo: 'トークンに出ている数字を すべて入れてください。' },
  'clock-behind': { why: 'この端末の時計が 遅れています。', todo: setTheClock },
  'clock-contradicted': {
    why: 'いくつものトークンが、この端末の時計と ちがう時刻を示しています。',
    todo: setTheClock,
  },
  'clock-doubted': {
    why: 'この端末の時計が 合っていないおそれがあります。',
    todo: setTheClock,
  },
  expired: {
    why: 'このトークンは 有効期限を過ぎています。',
    todo: '別のトークンをお渡しし、その番号で登録してください。',
  },
  suspended: {
    why: 'このトークンは 当店で停止しています。',
    todo: '止めたときの案件で わけをお確かめください。',
  },
  tombstoned: {
    why: '前に外したか、紛失や盗難のお届けがあったトークンです。',
    todo: '別のトークンをお渡しし、その番号で登録してください。',
  },
  'not-handed-out': {
    why: 'このトークンは、まだお客さまの手元にないことになっています。',
    todo: 'お届けか 窓口でのお渡しを 先に記録してください。',
  },
  quarantined: {
    why: 'このトークンの登録の内容が 記録と食い違っています。',
    todo: `このトークンを使わずに、${tellSystems}`,
  },
}
const staffCodes: Readonly<Record<string, Because>> = {
  ...codes,
  locked: {
    why: 'ちがう数字が続いたので、このトークンは止まっています。',
    todo: '管理担当に伝えてください。ご自分では戻せません。',
  },
  rebind: {
    why: 'ちがう数字が多すぎたので、このトークンは使えません。',
    todo: '管理担当に伝え、トークンを登録し直してください。',
  },
}
const customerCodes: Readonly<Record<string, Because>> = {
  ...codes,
  locked: {
    why: 'ちがう数字が続いたので、このトークンは止まっています。',
    todo: '別のトークンをお渡しし、その番号で登録してください。',
  },
  rebind: {
    why: 'ちがう数字が多すぎたので、このトークンは使えません。',
    todo: '別のトークンをお渡しし、その番号で登録してください。',
  },
}
/** Why two digits in a row were not taken, where it is not the same as for one. */
const resyncs: Readonly<Record<string, Because>> = {
  wrong: {
    why: '続けて出た2つの数字として 合いません。',
    todo: '1つ目と、そのすぐ次の数字を入れてください。何度も合わないトークンは、交換してください。',
  },
  replayed: {
    why: 'この2つの数字は もう使われています。',
    todo: '次の数字が出るのを待って、続けて2つ入れてください。',
  },
  locked: {
    why: 'ちがう数字が続いたので、このトークンは止まっています。',
    todo: '停止解除をしてから、再同期をしてください。',
  },
}
const otherCode: Because = {
  why: 'わけは 要確認です。',
  todo: `もう一度入れてください。続くときは ${tellSystems}`,
}

const serialWarnings: Readonly<Record<TokenIdWarning, string>> = {
  'carrier-mismatch': '番号の形が、このサービスの機器のものではありません。',
  'short-serial': '手引より 1桁短い番号です。',
  'form-not-stated': '番号の形が 手引に書かれていません。',
}

const neverReturns: Readonly<Record<string, string>> = {
  lost: '紛失のお届けがあったトークンは、見つかっても戻さない決まりです。',
  stolen: '盗難のお届けがあったトークンは、だれにも戻しません。',
  retired: 'このトークンは もう外してあり、使い終わったものです。',
}

const otherAnswer: Because = {
  why: 'この手続きは、まだこの窓口の画面では行えません。',
  todo: 'これまでの事務の手順で 受け付けてください。',
}
const answers: Readonly<Record<Outcome, Because>> = {
  'nothing-to-do': {
    why: 'お手続きは いりません。',
    todo: 'お客さまに わけをお伝えし、案内の記録を残してください。',
  },
  'own-administrator': {
    why: 'お客さまの管理者の方が、ご自身の画面でできます。',
    todo: '案内の紙を お渡しください。',
  },
  branch: otherAnswer,
}

const papersWait: Readonly<Record<string, string>> = {
  receipt: '控えは、承認のあとに出せます。',
  slip: '受付票は、紛失・盗難の案件で出せます。',
  steps: '手順の紙は、トークンを外したあとに出せます。',
}

const printing: Readonly<Record<string, Because>> = {
  'no-printer': {
    why: '使えるプリンターが 見つかりません。',
    todo: 'プリンターの電源と A4 の用紙を確かめ、F7 を押してください。手続きは そのまま進んでいます。',
  },
  layout: {
    why: '紙の面を 用意できませんでした。',
    todo: `F7 をもう一度押してください。続くときは ${tellSystems}`,
  },
}

export const refusals: RefusalSentences = {
  'not-signed-in': () => ({
    what: '席についている方が いません。',
    why: 'この操作は、席についた方だけが行えます。',
    todo: '職員番号、合言葉、トークンの数字を入れて、席についてください。',
  }),
  'session-locked': () => ({
    what: 'この席は 離席中です。',
    why: '席に戻った方を まだ確かめていません。',
    todo: '合言葉とトークンの数字を入れて、席に戻ってください。',
  }),
  'desk-frozen': () => ({
    what: 'この画面は いま使えません。',
    why: '承認の画面が 開いています。',
    todo: '承認の画面が閉じてから、続けてください。',
  }),
  'role-forbids': ({ role, operation: name }) => ({
    what: `${operation(name)}は、${wordIn(people.roles, role) ?? people.unknown}の業務に含まれません。`,
    why: '行えることは 役割ごとに決まっています。',
    todo: 'その業務の方に お願いしてください。',
  }),
  'window-forbids': ({ operation: name }) => ({
    what: `${operation(name)}は、この画面からは行えません。`,
    why: '行えることは 画面ごとに決まっています。',
    todo: '窓口の画面と承認の画面の、もう一方で行ってください。',
  }),
  'operation-unknown': () => ({
    what: 'この操作は 窓口にありません。',
    why: '画面とプログラムの版が ちがうおそれがあります。',
    todo: `窓口を開き直してください。続くときは ${tellSystems}`,
  }),
  'too-many-calls': () => ({
    what: '短い間に たくさんの操作が続いたため、受け付けませんでした。',
    why: 'この窓口が1秒に答える数は 決まっています。',
    todo: `少し待って、もう一度行ってください。何もしていないのに出るときは ${tellSystems}`,
  }),
  'seed-uses-spent': ({ perHour }) => ({
    what: 'トークンの数字の確認を 止めました。',
    why: `1時間に ${perHour}回を超えました。このことを記録しました。`,
    todo: '役席者がこの端末で席につき、続きを行ってください。回数は そこから数え直します。',
  }),
  'input-malformed': ({ fields }) => {
    const names = fieldNames(fields)
    return {
      what: `${names.length === 0 ? '入力' : names.join('、')}を 読めません。`,
      why: '長すぎるか、形が合わないか、見えない文字が入っています。',
      todo: '消してから 入れ直してください。',
    }
  },
  'state-forbids': ({ thing, state: now, event }) => ({
    what: `${thing} は、いま「${state(now)}」です。`,
    why: `この状態では、${act(now, event) ?? '進める'}ことができません。`,
    todo: '画面を最新にして、いまの状態をお確かめください。',
  }),
  'already-done': ({ operation: name }) => ({
    what: `${operation(name)}は、もう済んでいます。`,
    why: '同じ依頼が 二度届きました。',
    todo: '画面を最新にして、結果をお確かめください。',
  }),
  'clock-untrusted': ({ clock, reason, secondsFast }) => ({
    what:
      reason === undefined || secondsFast === undefined
        ? (wordIn(clocks, clock) ?? 'この端末の時計は 要確認です。')
        : frame.clockDoubt(reason, secondsFast),
    why: '正しい時刻がないと、数字の確認と承認ができません。',
    todo: setTheClock,
  }),

  'store-not-open': () => ({
    what: '支店の記録が 開いていません。',
    why: '席につくまで、記録は閉じています。',
    todo: '最初の画面で支店を選び、席についてください。',
  }),
  'store-exists': () => ({
    what: 'この端末には、もう支店の記録があります。',
    why: 'はじめての設定は、一度だけです。',
    todo: '最初の画面で「支店をひらく」を選んでください。',
  }),
  'store-missing': () => ({
    what: 'この支店の記録が 見つかりません。',
    why: 'まだ作っていないか、記録が別の場所に移されています。',
    todo: '最初の画面に戻ってください。はじめてのときは 設定から始めます。',
  }),
  'standin-refuses-branch': () => ({
    what: '本番の記録は 開きません。',
    why: '評価用の代わりの実行環境で 動いています。',
    todo: '練習支店をお使いください。',
  }),
  'keyring-damaged': () => ({
    what: '鍵のファイルを 使えません。',
    why: 'ファイルが傷んでいるか、書き換えられています。',
    todo: `ファイルに触らずに、${tellSystems}`,
  }),
  'keyring-foreign': () => ({
    what: '鍵のファイルが、この記録のものではありません。',
    why: '別の支店の記録から 写されたおそれがあります。',
    todo: `ファイルに触らずに、${tellSystems}`,
  }),
  'keyring-newer': () => ({
    what: '鍵のファイルが 新しすぎて読めません。',
    why: 'もっと新しい版の窓口が 書いたものです。',
    todo: '新しい版の窓口で 開いてください。ファイルは そのままにしてあります。',
  }),
  'database-damaged': () => ({
    what: '支店の記録を 開けません。',
    why: '記録のファイルが傷んでいるか、書き換えられています。',
    todo: `ファイルに触らずに、${tellSystems}`,
  }),
  'database-newer': ({ found, known }) => ({
    what: '支店の記録が 新しすぎて読めません。',
    why: `記録は第${found}版です。この窓口は 第${known}版まで読めます。`,
    todo: '新しい版の窓口で 開いてください。記録は そのままにしてあります。',
  }),
  'store-in-use': () => ({
    what: '支店の記録は、もう開いています。',
    why: '別の窓口の画面が 同じ記録を使っています。',
    todo: '先に開いたほうを 閉じてください。',
  }),
  'store-of-other-mode': () => ({
    what: 'この記録は、ここでは開けません。',
    why: '練習支店の記録と 本番の支店の記録が、入れ替わって置かれています。',
    todo: 'フォルダーを動かした方に、もとの場所へ戻してもらってください。',
  }),
  'store-diverged': ({ entry }) => ({
    what: '支店の記録が 食い違っています。',
    why:
      entry > 0
        ? `${entry}番目の記録から先が つながりません。`
        : '記録か鍵のファイルが、古いものに戻されたおそれがあります。',
    todo: `業務を始めずに、${tellSystems}`,
  }),
  'day-not-opened': ({ number, sheetDate }) => ({
    what: 'まだ 開店していません。',
    why:
      number === 0
        ? '記録がどこまで進んだかのしるしが 端末に見つからず、日計表も まだありません。'
        : `第${number}号の日計表（${formatDate(sheetDate as CalendarDate, 'ja')}）の照合が 済んでいません。`,
    todo:
      number === 0
        ? '役席者2人で、理由を書いて 開店してください。緊急停止は いまでもできます。'
        : '役席者が 日計表の照合コードを入れて 開店してください。緊急停止は いまでもできます。',
  }),
  'opening-not-due': () => ({
    what: 'もう 開店しています。',
    why: '日計表の照合は 済んでいます。',
    todo: 'そのまま 業務を続けてください。',
  }),
  'opening-not-yours': () => ({
    what: '開店の照合は できません。',
    why: '開店の照合は、役席者か 本日の代行だけが行います。',
    todo: '役席者に 声をかけてください。',
  }),
  'sheet-code-wrong': ({ number, sheetDate, triesLeft }) => ({
    what: '照合コードが 違います。',
    why: `ここで待っているのは 第${number}号（${formatDate(sheetDate as CalendarDate, 'ja')}）のコードです。`,
    todo: `日計表の番号と日付を 見比べてください。もっと新しい日計表がお手元にあるときは、記録が古いものに戻されています。業務を始めず、システム担当へ伝えてください。あと${triesLeft}回 入れられます。`,
  }),
  'sheet-tries-spent': () => ({
    what: '照合コードは もう入れられません。',
    why: '違うコードが 3回 入りました。',
    todo: '役席者2人で、理由を書いて 開店してください。',
  }),
  'closing-under-way': () => ({
    what: '締上は もう始まっています。',
    why: '同じ締上が まだ終わっていません。',
    todo: '終わるまで お待ちください。',
  }),
  'deputy-unfit': ({ reason }) => ({
    what: '代行にできません。',
    why: wordIn(closing.unfit, reason) ?? closing.unfit.other,
    todo: '別の方か 別の日を選んでください。',
  }),
  'store-rolled-back': ({ entry, head, seen, seenHead, seenAt }) => ({
    what: '支店の記録が、古いものに戻されています。',
    why: `いまの記録は ${entry}番（${head}）です。この端末は ${
      seenAt === '' ? '' : `${formatMoment(seenAt as Instant, 'ja')}に `
    }${seen}番（${seenHead}）を見ています。`,
    todo: `業務を始めずに、${tellSystems}記録には何も書いていません。`,
  }),
  'device-secret-missing': () => ({
    what: 'この端末の鍵を 取り出せません。',
    why: '鍵がないか、傷んでいるか、別の端末のものです。',
    todo: `記録を作った端末で 開いてください。その端末でも開かないときは ${tellSystems}`,
  }),
  'device-secret-busy': () => ({
    what: 'この端末の鍵が まだ使えません。',
    why: '端末の鍵の保管場所が 閉じています。',
    todo: '保管場所を開いてから、もう一度 席についてください。',
  }),
  'two-persons-needed': () => ({
    what: '2人の方が 揃っていません。',
    why: '始めるには、職員番号も名前もちがう2人が要ります。',
    todo: '別の方を 加えてください。',
  }),
  'enrolment-unknown': () => ({
    what: '二次元コードが 古くなっています。',
    why: '二次元コードを出したあとで、窓口を開き直したか 職員番号が変わりました。',
    todo: '二次元コードを出し直し、読み取り直してください。',
  }),
  'supervisor-needed': () => ({
    what: '役席者が いません。',
    why: '承認できるのは 役席者だけです。',
    todo: '少なくとも1人を 役席者にしてください。',
  }),
  'two-to-administer': () => ({
    what: '職員と鍵を扱える人が 2人いません。',
    why: '職員の登録や停止は 役席者2人、または 役席者と管理担当の2人で行います。',
    todo: '少なくとも2人を 役席者か管理担当にしてください。',
  }),
  'passphrase-weak': ({ staff, reason }) => ({
    what: `${staff} さんの合言葉は 使えません。`,
    why: wordIn(passphraseFaults, reason) ?? '思いつかれやすい合言葉です。',
    todo: '15文字以上で、思いつきにくい文にしてください。',
  }),
  'disk-full': () => ({
    what: '書き込めませんでした。',
    why: 'この端末の空き容量が 足りません。',
    todo: `空きを作ってから、もう一度行ってください。いまの操作は 残っていません。`,
  }),
  'store-read-only': () => ({
    what: '書き込めませんでした。',
    why: '記録のある場所に、書き込む許可がありません。',
    todo: `いまの操作は 残っていません。${tellSystems}`,
  }),
  'store-in-doubt': () => ({
    what: 'いまの操作が 残ったかどうか 分かりません。',
    why: '書き込みの途中で、この端末のディスクが 失敗しました。',
    todo: 'サインインし直して、同じ画面で 結果をお確かめください。',
  }),

  'sign-in-refused': () => ({
    what: 'ご本人と 確かめられませんでした。',
    why: '職員番号か合言葉が ちがいます。',
    todo: '両方を確かめて、入れ直してください。',
  }),
  'sign-in-delayed': ({ seconds }) => ({
    what: `あと ${duration(seconds)} お待ちください。`,
    why: 'ちがう合言葉か数字が 続きました。',
    todo: '待ってから、入れ直してください。',
  }),
  'sign-in-disabled': () => ({
    what: 'この職員番号は 止まっています。',
    why: 'ちがう合言葉か数字が 10回続きました。',
    todo: '管理担当に伝えてください。ご自分では戻せません。',
  }),
  'passphrase-due': () => ({
    what: '先に ご自分の合言葉を決めてください。',
    why: '初期合言葉で席についています。ほかのことは まだできません。',
    todo: '新しい合言葉を 2回入れて、F12 を押してください。',
  }),
  'first-secret-over': ({ reason }) => ({
    what: 'この初期合言葉は もう使えません。',
    why:
      reason === 'used'
        ? '初期合言葉で席につけるのは 1回だけです。'
        : '初期合言葉は、発行から 24時間で切れます。',
    todo: 'ほかの2人（1人は役席者）に、新しい初期合言葉を出してもらってください。',
  }),
  'about-oneself': ({ staff }) => ({
    what: `職員番号 ${staff} のことは、本人では変えられません。`,
    why: '職員の登録は、本人ではない2人で変えます。',
    todo: 'ほかの2人に頼んでください。1人は役席者です。',
  }),
  'standing-forbids': ({ staff, standing }) => ({
    what: `職員番号 ${staff} には、いま それはできません。`,
    why: `いまの状態は「${wordIn(people.standings, standing) ?? '要確認'}」です。`,
    todo: '一覧で いまの状態を お確かめください。',
  }),
  'too-few-people': ({ lacks }) => ({
    what: '残る職員が 足りなくなるので、できません。',
    why:
      lacks === 'supervisor'
        ? '席につける役席者が 1人もいなくなります。'
        : '席につける職員が 2人より少なくなります。',
    todo: '先に 代わりの職員を登録するか、止まっている職員を戻してください。',
  }),
  'staff-number-taken': ({ staff }) => ({
    what: `職員番号 ${staff} は もう使われています。`,
    why: '退職した職員の番号も、ほかの方には使いません。',
    todo: '職員証の番号を お確かめください。',
  }),
  'person-known': ({ staff, name }) => ({
    what: `${name} さんは もう登録されています（${staff}）。`,
    why: '同じ方が2つの番号を持つときも、1人として扱います。',
    todo: '同じ方か、同じ名前の別の方かを 選んでください。',
  }),
  'staff-code-refused': ({ reason }) => ({
    what: 'ご自身のトークンの数字が 通りませんでした。',
    ...(wordIn(staffCodes, reason) ?? otherCode),
  }),

  'contract-unknown': ({ contractNo }) => ({
    what: `契約番号 ${contractNo} は 台帳にありません。`,
    why: '番号がちがうか、契約の取込がまだです。',
    todo: 'F2 を押し、お名前や口座番号でも探してください。',
  }),
  'target-unknown': ({ contractNo }) => ({
    what: '選んだ方か 共通トークンが、契約にありません。',
    why: `開いている間に、契約番号 ${contractNo} の内容が変わったおそれがあります。`,
    todo: '契約の画面を最新にして、選び直してください。',
  }),
  'master-unreadable': ({ reason, columns, line }) => {
    const found = wordIn(master.fileRefusals, reason)
    return {
      what: master.unreadable,
      why: found?.why({ columns, line }) ?? 'わけは 要確認です。',
      todo: found?.todo ?? `書き出し直してください。続くときは ${tellSystems}`,
    }
  },
  'master-plan-unknown': () => ({
    what: 'この下見は もう使えません。',
    why: '下見のあとで、記録が変わったか 窓口を開き直しています。',
    todo: 'ファイルを選び直してください。まだ何も書き込んでいません。',
  }),
  'master-nothing-to-do': () => ({
    what: '取り込むものが ありません。',
    why: '新しい契約も、変わる契約も ありませんでした。',
    todo: 'ファイルの書き出しの日を お確かめください。',
  }),

  'case-unknown': ({ caseNo }) => ({
    what: caseNo === '' ? '開いている案件が ありません。' : `受付番号 ${caseNo} の案件を 開けません。`,
    why: '受付番号がちがうか、案件の画面が閉じています。',
    todo: '一覧か F2 の検索から、開き直してください。',
  }),
  'case-changed': ({ caseNo, version }) => ({
    what: '開いている間に 案件が変わりました。',
    why: `受付番号 ${caseNo} は 第${version}版になりました。前の版への保存も承認も していません。`,
    todo: '新しい内容を見比べてください。',
  }),
  'case-incomplete': ({ fields }) => {
    const names = fieldNames(fields)
    return {
      what: `足りないものが あと${fields.length}つ あります。`,
      why: names.length === 0 ? '用紙の項目が 揃っていません。' : `まだのもの：${names.join('、')}。`,
      todo: '用紙をご覧になり、揃えてから 承認を依頼してください。',
    }
  },
  'case-open-already': ({ caseNo }) => ({
    what: '同じことの案件を、もう受け付けています。',
    why: `受付番号 ${caseNo} が まだ終わっていません。`,
    todo: 'その案件を開いて、続けてください。',
  }),
  'not-a-branch-job': ({ answer }) => ({
    what: 'この件は、窓口の案件になりません。',
    ...(wordIn(answers, answer) ?? otherAnswer),
  }),
  'target-has-no-token': () => ({
    what: '手続きできるトークンが ありません。',
    why: 'この方のトークンは、登録がないか、もう別の状態です。',
    todo: '契約の画面で、いまの状態をお確かめください。',
  }),
  'users-needed': () => ({
    what: '対象の方が いません。',
    why: 'どなたも選ばれていないか、選んだ方に この手続きの要る方がいません。',
    todo: '対象の方に 印を付けてください。',
  }),
  'staff-related': ({ contractNo }) => ({
    what: 'このお客さまの案件には 加われません。',
    why: `契約番号 ${contractNo} のお客さまとの関わりが 届け出られています。`,
    todo: 'ほかの職員にお願いしてください。',
  }),
  'colleague-unknown': ({ staff }) => ({
    what: `職員番号 ${staff} の方は 選べません。`,
    why: '番号がちがうか、この支店で案件を扱う職員ではありません。',
    todo: '職員の一覧から 選び直してください。',
  }),
  'already-stopped': ({ caseNo }) => ({
    what: 'このトークンは、もう止めてあります。',
    why: caseNo === null ? '当店が 利用を止めています。' : `受付番号 ${caseNo} で止めました。`,
    todo:
      caseNo === null
        ? '契約の画面で、当店停止になっていることをお確かめください。'
        : 'その案件を開き、お客さまから聞いたことを書き足してください。',
  }),
  'never-returns': ({ tombstone }) => ({
    what: 'このトークンは もう戻せません。',
    why: wordIn(neverReturns, tombstone) ?? 'サービスの決まりにより、止めたトークンを戻せません。',
    todo: '再発行に進み、新しいトークンを登録してください。',
  }),
  'token-unknown': ({ serial }) => ({
    what: `${serial} のトークンは 記録にありません。`,
    why: '番号がちがうか、契約の取込がまだです。',
    todo: 'F2 を押し、お名前や契約番号でも探してください。',
  }),
  'token-must-be-replaced': ({ serial }) => ({
    what: serial === '' ? 'このトークンの停止は 解けません。' : `${serial} の停止は 解けません。`,
    why: 'ちがう数字が多すぎたので、このトークンは もう使えません。',
    todo: '再発行の手続きで、別のトークンに替えてください。',
  }),
  'administrator-first': ({ name }) => ({
    what: name === '' ? '先に 管理者の方の登録が要ります。' : `先に ${name} さまの登録が要ります。`,
    why: 'このサービスでは、管理者の方が はじめに登録します。',
    todo: '管理者の方の登録を終えてから、続けてください。',
  }),

  'profile-unknown': ({ version }) => ({
    what: 'その商品定義は ありません。',
    why: `この支店の記録に 第${version}版がありません。`,
    todo: '商品定義の一覧から 選び直してください。',
  }),
  'profile-unchanged': () => ({
    what: '商品定義は いまと同じです。',
    why: '変わった項目が ありません。',
    todo: '変える項目を直してから、承認を依頼してください。',
  }),
  'profile-moved-on': ({ version }) => ({
    what: '開いている間に 商品定義が変わりました。',
    why: `いま有効なのは 第${version}版です。前の版からの手続きは できません。`,
    todo: '新しい版を見比べて、やり直してください。',
  }),

  'approver-is-maker': ({ caseNo }) => ({
    what: 'ご自身が入力した案件は 承認できません。',
    why: `受付番号 ${caseNo} には、ご自身の入力があります。`,
    todo: '別の役席者にお願いしてください。',
  }),
  'approver-was-first': ({ caseNo }) => ({
    what: '2人目として承認することは できません。',
    why: `受付番号 ${caseNo} の1人目の承認は、ご自身がなさいました。`,
    todo: '別の役席者にお願いしてください。',
  }),
  'approver-not-supervisor': () => ({
    what: 'この方は 承認できません。',
    why: '承認できるのは 役席者だけです。',
    todo: '役席者に、ご自身の職員番号から入れてもらってください。',
  }),
  'approval-missing': () => ({
    what: '承認する方を まだ確かめていません。',
    why: '承認も差し戻しも、その場で確かめた役席者だけが行えます。',
    todo: '役席者の職員番号、合言葉、トークンの数字を入れてください。',
  }),
  'approval-expired': () => ({
    what: '役席者の本人確認が 切れました。',
    why: '120秒を過ぎたか、用紙から打った末尾が3回ちがいました。',
    todo: 'もう一度 役席者ご本人を確かめてください。',
  }),
  'approval-window-open': ({ caseNo }) => ({
    what: '承認の画面が もう開いています。',
    why: `受付番号 ${caseNo} の承認が まだ終わっていません。`,
    todo: 'その画面を 先に終えてください。',
  }),
  'seal-not-matching': () => ({
    what: 'お届け印が 一致していません。',
    why: '一致しないと 承認できません。',
    todo: '手元の紙をもう一度比べてください。ちがうときは 差し戻すか却下してください。',
  }),
  'type-back-wrong': () => ({
    what: '用紙から打った末尾が 台帳とちがいます。',
    why: '用紙に書かれたものと 台帳のものが、別かもしれません。',
    todo: '用紙をもう一度ご覧ください。3回ちがうと 本人確認からやり直しです。',
  }),
  'reason-needed': () => ({
    what: '理由が 入っていません。',
    why: 'この操作は、理由を記録に残す決まりです。',
    todo: '理由を書いてから、もう一度行ってください。',
  }),

  'serial-malformed': ({ serial, label }) => {
    const name = label === '' ? 'シリアル番号' : label
    return {
      what: serial === '' ? `${name}が 入っていません。` : `${serial} は、${name}の形ではありません。`,
      why:
        serial === ''
          ? '番号がないと、どのトークンか分かりません。'
          : 'このサービスの番号とは、文字の数か種類がちがいます。',
      todo: 'トークンの裏か、アプリの画面をご覧ください。',
    }
  },
  'serial-not-ours': ({ serial }) => ({
    what: `${serial} は、当店の在庫にありません。`,
    why: '英字と数字の 読みちがいかもしれません。',
    todo: 'トークンの裏をご覧になり、O と 0、I と 1 をお確かめください。',
  }),
  'serial-tombstoned': ({ serial }) => ({
    what: `${serial} は、もう使えないトークンです。`,
    why: '前に外したか、紛失や盗難のお届けがあったトークンです。',
    todo: '別のトークンの番号を 入れてください。',
  }),
  'serial-in-use': ({ serial }) => ({
    what: `${serial} は、ほかの方が使っています。`,
    why: 'ほかの方に 登録されているトークンです。',
    todo: '番号をもう一度ご覧ください。合っているときは 別のトークンにしてください。',
  }),
  'serial-is-old': ({ serial }) => ({
    what: `${serial} は、いま外したトークンです。`,
    why: 'このサービスで、外したトークンをもう一度使えるとは 確かめられていません。',
    todo: '新しいトークンの番号を 入れてください。',
  }),
  'serial-warning-unaccepted': ({ serial, warning }) => ({
    what: `${serial} は、手引にない形の番号です。`,
    why: wordIn(serialWarnings, warning) ?? '手引の番号の形と 合いません。',
    todo: 'トークンをご覧になり、それでも登録する理由を書いてください。',
  }),
  'too-early': ({ earliest }) => ({
    what: `${formatMoment(earliest as Instant, 'ja')}以降に 登録できます。`,
    why: 'それより前は 画面にエラーが出ます。故障ではありません。',
    todo: '時刻を過ぎてから、登録してください。',
  }),
  'code-refused': ({ reason, triesLeft }) => {
    const { why, todo } = wordIn(customerCodes, reason) ?? otherCode
    return {
      what: 'お客さまのトークンの数字が 通りませんでした。',
      why,
      todo: triesLeft === null ? todo : `${todo}あと ${triesLeft}回ちがうと、トークンが止まります。`,
    }
  },
  'code-needed': () => ({
    what: 'お客さまのトークンの数字が 要ります。',
    why: 'このトークンの数字は、当店で確かめられます。',
    todo: 'トークンに出ている数字を 入れてください。',
  }),
  'code-not-checkable': () => ({
    what: 'このトークンの数字は、当店では確かめられません。',
    why: '数字を確かめられるのは センターだけです。',
    todo: 'センターの画面で登録を確かめ、「センターで確認済み」を選んでください。',
  }),
  'follow-up-in-past': () => ({
    what: '確かめる日が 過ぎています。',
    why: 'きょうより前の日は 選べません。',
    todo: 'きょうか、それより後の日を入れてください。',
  }),
  'waiver-reason-needed': () => ({
    what: '確かめない理由が 入っていません。',
    why: '確かめずに閉じるときは、理由を記録に残す決まりです。',
    todo: '理由を書くか、お客さまに使えることを確かめてください。',
  }),
  'vendor-closed': ({ vendor, since, instead }) => ({
    what: `${vendor}は、新しく登録できません。`,
    why: `${formatDate(since as CalendarDate, 'ja')}に 新しい登録が終わりました。西暦では ${since.slice(0, 4)}年です。`,
    todo:
      instead.length === 0
        ? '替わりのトークンは 要確認です。サービスの連絡先に お確かめください。'
        : `替わりに登録できるもの：${instead.join('、')}。`,
  }),
  'vendor-needed': () => ({
    what: 'トークンの種類が 選ばれていません。',
    why: 'このサービスには何種類かのトークンがあり、新しく登録できないものもあります。',
    todo: 'お客さまの画面かトークンをご覧になり、種類を選んでください。',
  }),

  'clock-not-doubted': () => ({
    what: 'この端末の時計に 疑いはありません。',
    why: '時計が合わないときだけ、2人で確かめます。',
    todo: 'そのまま お続けください。',
  }),
  'clock-time-differs': ({ secondsFast }) => ({
    what: `この端末の時計が、入れた日時より およそ${duration(Math.abs(secondsFast))} ${secondsFast > 0 ? '進んでいます' : '遅れています'}。`,
    why: '合っていない時計を、合っていることにはできません。',
    todo: '端末の時計を合わせてから、もう一度 入れてください。',
  }),
  'clock-code-differs': () => ({
    what: '数字が、この端末の時計の時刻と 合いません。',
    why: '時計がまだずれているか、数字のまちがいです。どちらの回数も数えていません。',
    todo: '端末の時計を秒まで合わせ、30秒待って、次の数字を入れてください。',
  }),
  'clock-second-person': ({ name, need }) =>
    need === 'supervisor'
      ? {
          what: '2人のうち 1人は、役席者でなければなりません。',
          why: `1人目の ${name} さんは 役席者ではありません。`,
          todo: '役席者の方が 2人目として確かめてください。',
        }
      : {
          what: `${name} さんは、もう1人目として 確かめました。`,
          why: '時計は、別の2人が確かめます。',
          todo: 'ほかの方が 2人目として確かめてください。',
        },
  'resync-refused': ({ reason, triesLeft }) => {
    const { why, todo } = wordIn(resyncs, reason) ?? wordIn(customerCodes, reason) ?? otherCode
    return {
      what: '再同期は できませんでした。',
      why,
      todo: triesLeft === null ? todo : `${todo}あと ${triesLeft}回ちがうと、トークンが止まります。`,
    }
  },
  'drift-none': () => ({
    what: 'このトークンの時計に、覚えているずれは ありません。',
    why: 'もともと 0回分です。',
    todo: '数字が通らないときは、再同期をしてください。',
  }),

  ...backupRefusals,
  ...keyRefusals,
  ...stockRefusals,

  'paper-unavailable': ({ paper }) => ({
    what: `${wordIn(words.papers, paper) ?? 'この紙'}は、まだ出せません。`,
    why: wordIn(papersWait, paper) ?? '紙に載せる内容が 揃っていません。',
    todo: '案件の進み具合を お確かめください。',
  }),
  'print-failed': ({ reason }) => ({
    what: '印刷できませんでした。',
    ...(wordIn(printing, reason) ?? {
      why: 'プリンターが 受け付けませんでした。',
      todo: 'プリンターを確かめ、F7 を押してください。手続きは そのまま進んでいます。',
    }),
  }),
  'save-cancelled': () => ({
    what: 'ファイルは そのままです。',
    why: 'ファイルが選ばれなかったか、その場所に書けませんでした。',
    todo: '続けるときは、もう一度選んでください。',
  }),
}
