import type { LossHow } from '../../asks.ts'

/** 緊急停止: the window over every screen, while somebody is on the telephone. */
export const emergency = {
  title: '緊急停止',
  lead: '紛失・盗難・だまされた疑い。止めるのは一人でできます。',
  elapsed: '窓を開いてから',
  time: (minutes: number, seconds: number) => `${minutes}分${String(seconds).padStart(2, '0')}秒`,
  back: '止めずに戻る',
  backKey: '戻る',

  byHand:
    'この端末には いま何も残せません。紛失・盗難届（白紙）に 手書きで受け付け、書き込めるようになったら 最初に ここで停止してください。',
  byHandPrint: '手書き用の届を印刷',
  byHandPrintKey: '届を印刷',
  onPaper: '今は記録を残せないため、紙で受け付けます。',

  find: '止める方を探す',
  fieldHelp: 'お名前・かな・電話・口座番号・ID・シリアル番号。一つで探せます。',
  again: '探し直す',
  searching: '探しています。',
  beginAgain: '止める方を探すと押せます',

  who: 'この方ですか',
  count: (count: number, more: boolean) => (more ? `${count}件より多い` : `${count}件`),
  arrows: 'で選び',
  enter: 'で決める',
  onScreen: 'いま開いている契約',
  nobody: (text: string) => `「${text}」に当てはまる方は いません。`,
  nobodyTodo: '読みの一部、IDや番号のはじめの数文字でも探せます。',
  kept: 'うしろの書きかけの画面は、そのまま残っています。',
  kinds: { contract: '契約', user: '利用者', token: 'トークン', case: '案件' },
  customer: (name: string) => `${name} さま`,
  chooseFirst: 'Enter で この方に決めると押せます',

  check: '止まるものを確かめる',
  which: 'どのトークンを止めますか',
  whichFirst: '止めるトークンを選ぶと押せます',
  sharedToken: (count: number) => `共通トークン（${count}人で1つ）`,
  stoppedAlready: (caseNo: string) => `もう止めた案件 ${caseNo} を開く`,
  nothingToStop: 'この契約に 止められるトークンは ありません。',
  nothingToStopWhy: 'だれも登録していないか、もう止めてあります。',

  /** Everybody who can no longer use the token, named as far as a line holds. */
  people: (names: readonly string[], more: number) =>
    names.map((name) => `${name} さま`).join('、') + (more === 0 ? '' : `、ほか${more}人`),
  consequence: {
    yes: (who: string) => `${who}は、いまから インターネットバンキングに入れなくなります。`,
    no: (who: string) => `${who}は、いまから ワンタイムパスワードを使えなくなります。ログインはできます。`,
    'if-customer-chose-login-otp': (who: string) =>
      `${who}は、いまから ワンタイムパスワードを使えなくなります。ログインで使う設定なら、ログインもできません。`,
  },
  token: '止まるトークン',
  numberless: '番号のないトークン',
  together: '一緒に止まる方',
  alone: 'いません（このトークンは一人で使っています）',
  scheduled: '予約ずみの振込',
  scheduledAsk: (contact: string) => `手引に書かれていません。${contact} へ`,
  scheduledSupervisor: '手引に書かれていません。役席者に確かめます',
  undo: '戻すとき',
  undoHow: {
    lost: {
      never: '見つかっても もとには戻しません。新しいトークンを登録します。',
      'before-reissue': '再発行の前に見つかれば、書面と 役席者二人で戻せます。',
    },
    stolen: {
      never: 'もとには戻しません。新しいトークンを登録します。',
      'before-reissue': 'もとには戻しません。新しいトークンを登録します。',
    },
    uninstalled: {
      never: '書面と 役席者の承認が要ります。',
      'before-reissue': '書面と 役席者の承認が要ります。',
    },
    suspicious: {
      never: '書面と 役席者の承認が要ります。',
      'before-reissue': '書面と 役席者の承認が要ります。',
    },
  } satisfies Record<LossHow, Record<'never' | 'before-reissue', string>>,
  how: 'どうしましたか',
  callBack: '折り返しの電話番号',
  callBackHelp: 'あとからでも入れられます',
  onContract: (phone: string) => `お届けの電話 ${phone}`,
  noPhone: 'お届けの電話は 記録にありません',
  useContract: 'お届けの番号にする',
  neverAsk: '電話で聞かないもの',
  neverAskWhat: 'ワンタイムパスワードの数字、ログインパスワード、暗証番号。',
  neverAskSay: '言われそうになったら「おっしゃらないでください」。',

  clock: '時計がずれていても止められます。',
  review: '止めたあと、役席者が きょう中に見直します。',
  stop: (who: string) => `${who}を 今すぐ止める`,
  stopShared: (customer: string) => `${customer} さまの 共通トークンを 今すぐ止める`,
  /** Of several people with one token, the one who was found stands first. */
  andOthers: (name: string, others: number) =>
    others === 0 ? `${name} さま` : `${name} さま ほか${others}人`,
  stopKey: '今すぐ止める',

  stopped: '止めました',
  stoppedWho: (who: string) => `${who}のトークンは、もう使えません。`,
  stoppedAt: '止めた時刻',
  stoppedTokens: '止めたトークン',
  stoppedPeople: '使えなくなった方',
  caseNo: '受付番号',
  next: 'お電話を切らずに、続けて聞いてください',
  nextQuestions: '三つの質問と 折り返しの番号を、案件に書きとめます。役席者は きょう中に見直します。',
  toCase: '電話の続きを書きとめる',
  toCaseKey: '続きを書く',
  openOther: '止めた案件',
  close: '閉じる',
  said: (who: string, caseNo: string) => `${who}を止めました。受付番号は ${caseNo} です。`,
}
