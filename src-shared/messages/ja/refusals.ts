import { type RefusalSentences, wordIn } from '../sentence.ts'
import { people } from './people.ts'
import { type Because, fieldNames, state, tellSystems } from './refusal-words.ts'
import { backupRefusals } from './refusals-backup.ts'
import { caseRefusals } from './refusals-cases.ts'
import { codeRefusals } from './refusals-codes.ts'
import { keyRefusals } from './refusals-keys.ts'
import { peopleRefusals } from './refusals-people.ts'
import { stockRefusals } from './refusals-stock.ts'
import { storeRefusals } from './refusals-store.ts'
import { trail } from './trail.ts'
import { words } from './words.ts'

/**
 * What, why, and what to do, for every "no" the desk gives. Plain and polite, one fact per sentence; nobody is
 * blamed and nothing is asked for that could be a secret. Facts come as codes and leave as words: where a code
 * has no word (an older desk, a newer one), the sentence says 要確認 and never shows the code.
 */

const operation = (name: string): string => wordIn(trail.operations, name) ?? trail.otherOperation

/** What cannot be done now; of a token in the safe, its own word. */
const act = (now: string, event: string): string | undefined =>
  (wordIn<string>(words.stock.state, now) === undefined ? undefined : wordIn(words.stockActs, event)) ??
  wordIn(words.acts, event)

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
  ...storeRefusals,
  ...peopleRefusals,
  ...codeRefusals,
  ...caseRefusals,
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
  'pack-name-taken': ({ fileName }) => ({
    what: '保存していません。',
    why: `PDF といっしょに保存するファイル ${fileName} の名前が、空いていません。`,
    todo: '別の名前の PDF で、もう一度保存してください。',
  }),
}
