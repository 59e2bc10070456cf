/** The screen around the router's answer. The answers themselves, and what to say, stand in `router`. */
export const routerScreen = {
  title: '受付先を確かめる',
  ask: 'おたずねすること',
  answerTitle: '受付先',
  chooseFirst: 'どなたのトークンで 何があったかを選ぶと、ここに答えが出ます。',
  chooseFirstWhy: '用紙をいただく前に、窓口の手続きが要るかどうかを確かめます。',
  shared: '共通トークン',
  sharedNote: '全員で1つを使います',
  noToken: 'トークンなし',
  unavailableNote: '印を付けた方は、お手伝いできない方として 記録に残ります。',
  openCases: 'この契約で 進んでいる案件',

  /** The two answers it is not, and why in a few words. */
  otherLanes: {
    'nothing-to-do': { 'own-administrator': '当てはまりません', branch: '当てはまりません' },
    'own-administrator': { 'nothing-to-do': '要りません', branch: '助けられる方が いません' },
    branch: { 'nothing-to-do': '要りません', 'own-administrator': '管理者が使える間は 不要' },
  },
  lane: {
    'nothing-to-do': '手続不要',
    'own-administrator': 'お客さまの管理者が できます',
    branch: '窓口で受付',
  },
  laneAlone: 'お客さまご自身で できます',
  trouble: (situation: string) => `お困りごと：${situation}`,

  by: {
    'own-administrator-detaches': (who: string) => `${who}が、ご自身の画面でトークンを外せます。`,
    'own-administrator-unlocks': (who: string) => `${who}が、ご自身の画面で停止を解除できます。`,
    'own-administrator-revokes': (who: string) => `${who}が、ご自身の画面でトークンを失効できます。`,
  } as Readonly<Record<string, (who: string) => string>>,
  helper: (name: string, role: string) => `${name} さま（${role}）`,
  orHelpers: (names: readonly string[], others: number): string =>
    `${names.join('、または ')}${others > 0 ? `、ほか ${others}人` : ''}`,
  noPapers: '窓口の書面・お届け印は いりません。案内の紙をお渡しして終わりです。',
  noPapersNothing: '窓口の書面・お届け印は いりません。',
  papersNeeded: '書面をいただいて 案件をひらきます。外すのは、役席者が承認したときです。',
  notHere: 'この版の窓口では、この手続きを案件として行えません。',

  bring: 'お持ちいただくもの',
  contact: 'お客さまの連絡先',
  effectsTitle: '外すと 触れる方',
  onlyThem: 'ほかの方は 変わりません。',
  moreUnclear: (count: number) => `ほか ${count}人　要確認`,
  moreNone: (count: number) => `ほか ${count}人　変わりません`,
  moreShared: (count: number) => `ほか ${count}人　一緒に外れます`,
  self: 'ご本人',

  paperOut: '渡す用紙',
  record: '残る記録',
  guidanceSheet: (title: string) => `案内の紙　${title}`,
  guidancePlain: '案内の紙',
  formSheet: '依頼書（F7 で白紙を印刷できます）',
  noSheet: 'ありません',
  recordAdvice: '手続不要・案内済み　受付番号は付きません',
  recordCase: '案件　受付番号が付きます',
  recordBranch: '案内済み　受付番号は付きません',

  opened: (caseNo: string) => `受付番号 ${caseNo} の案件をひらきました。`,
  openExisting: 'その案件を開く',
  waits: {
    choose: 'どなたの・何がを選ぶと押せます',
    reason: '当店で外す理由を書くと押せます',
    noCase: 'すでに案件があります',
  },
  recorded: '案内済みとして 記録に残しました。',
  recordedOnce: 'もう記録に残してあります',
  printBlank: '依頼書（白紙）',
  toContract: '契約を見る',
  reasonHelp: '例　管理者の方が入院中で、お戻りの予定が立たない',
  clearAll: 'はじめから選び直す',
}
