import type { CalendarDate, Instant } from '../../ids.ts'
import { formatDate, formatMoment } from '../../text/wareki.ts'
import type { RefusalSentences } from '../sentence.ts'
import { tellSystems } from './refusal-words.ts'

/** What, why, and what to do, for the store, its keys and its disk, and the day that is opened and closed. */

/** Nothing is mended behind anybody's back: what was found is written down, and a backup takes the place. */
const restoreAtDoor =
  'ここに出た番号は、書き取ってください。バックアップは、最初の画面の「バックアップから この端末に戻す」で戻せます。'

export const storeRefusals = {
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
  'store-still-opens': () => ({
    what: 'この端末の支店の記録は、まだ置き換えません。',
    why: '開くか、または 開かないことを まだ誰も確かめていません。開く記録は、席についてから復元します。',
    todo: '「支店をひらく」で席についてください。開いたら「店舗の管理」の「バックアップ」で戻します。開かないと出たら、窓口を閉じずに、もう一度 ここで戻してください。',
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
    todo: `ファイルに触らずに、${tellSystems}${restoreAtDoor}`,
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
    todo: `業務を始めずに、${tellSystems}${restoreAtDoor}`,
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
  'store-rolled-back': ({ entry, head, seen, seenHead, seenAt }) => ({
    what: '支店の記録が、古いものに戻されています。',
    why: `いまの記録は ${entry}番（${head}）です。この端末は ${
      seenAt === '' ? '' : `${formatMoment(seenAt as Instant, 'ja')}に `
    }${seen}番（${seenHead}）を見ています。`,
    todo: `業務を始めずに、${tellSystems}記録には何も書いていません。${restoreAtDoor}`,
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
} satisfies Partial<RefusalSentences>
