import type { LossReport } from '../../asks.ts'
import type { SituationCause } from '../../intake.ts'
import type { FormKind } from '../../operations/papers.ts'
import type { Delivery, Purpose } from '../../stock.ts'

/** What the forms say that a customer writes, signs and seals. One entry of `of` per job; the lines are shared. */

type FormWords = {
  readonly title: string
  readonly ask: string
  /** ⑥: the person or people it is about. */
  readonly target: string
  /** Above the sentences about what the seal brings about. */
  readonly happens: string
}

const of: Readonly<Record<FormKind, FormWords>> = {
  'token-detach': {
    title: 'トークン解除依頼書',
    ask: '次のとおり、トークンの登録の解除を依頼します。',
    target: '外すトークン',
    happens: '解除すると 起きること',
  },
  reissue: {
    title: 'トークン再発行依頼書',
    ask: '次のとおり、いまのトークンを使えなくし、再発行することを依頼します。',
    target: '再発行するトークン',
    happens: '再発行すると 起きること',
  },
  unlock: {
    title: '利用停止解除依頼書',
    ask: '次のとおり、数字のまちがいによる利用停止の解除を依頼します。',
    target: '解除する方',
    happens: '解除すると 起きること',
  },
  loss: {
    title: '紛失・盗難届',
    ask: '次のとおり、トークンの紛失・盗難などを届け出ます。',
    target: '止めるトークン',
    happens: '届け出ると 起きること',
  },
  resume: {
    title: '停止の再開依頼書',
    ask: '次のとおり、貴店がした停止を解くことを依頼します。',
    target: '停止を解くトークン',
    happens: '停止を解くと 起きること',
  },
  application: {
    title: '利用申込書',
    ask: '次のとおり、ワンタイムパスワードの利用を申し込みます。',
    target: 'お使いになる方',
    happens: '申し込むと 起きること',
  },
  'opt-out': {
    title: '利用中止依頼書',
    ask: '次のとおり、ワンタイムパスワードの利用の中止を依頼します。',
    target: '中止するトークン',
    happens: '中止すると 起きること',
  },
  'usage-mode': {
    title: '利用形態変更届',
    ask: '次のとおり、トークンの利用形態の変更を届け出ます。',
    target: 'トークンの使い方',
    happens: '変更すると 起きること',
  },
  hardware: {
    title: 'ハードウェアトークン利用申込書',
    ask: '次のとおり、ハードウェアトークンの利用を申し込みます。',
    target: 'お使いになる方',
    happens: '申し込むと 起きること',
  },
}

export const request = {
  of,
  small: 'お届け用',
  withReissue: '再発行を含む　お届け用',
  addressee: (institution: string, branch: string) => `${institution}　${branch}　御中`,
  how: '太い枠の中を、黒のボールペンでお書きください。□ は、あてはまるものに ✓ を付けてください。',
  never:
    '暗証番号や、トークンに表示される数字は、お書きにならないでください。この用紙に その欄はありません。',
  date: { year: '年', month: '月', day: '日', era: '令和', hour: '時', minute: '分ごろ' },
  appliedOn: 'お申込日',
  visitor: 'ご来店の方',
  visitorName: 'ご来店の方のお名前',
  authority: '従業員・代理人の方',
  customerName: 'お名前',
  account: '代表口座',
  accountKinds: ['普通', '当座'],
  accountNumber: '口座番号',
  targetUser: 'お一人のトークン',
  targetShared: '共通トークン（皆さまが同じもの）',
  targetName: 'お名前',
  targetAnnex: (count: number, page: number) => `${count}人の方（${page}ページの一覧のとおり）`,
  wish: 'お申込みの内容',
  purpose: '区分',
  purposes: {
    first: '新規',
    exchange: '交換',
    additional: '追加',
    lost: '紛失',
    broken: '故障',
    expired: '期限切れ',
  } satisfies Record<Purpose, string> as Readonly<Record<Purpose, string>>,
  model: '型',
  delivery: 'お渡し',
  deliveries: { mail: '届出住所へ郵送', counter: '窓口で受け取る' } satisfies Record<
    Delivery,
    string
  > as Readonly<Record<Delivery, string>>,
  startOn: '利用開始日',
  share: 'ほかの方と一緒に使うトークンの番号',
  fee: '手数料',
  feeYen: (yen: string) => `${yen}円`,
  feeFree: 'かかりません',
  address: '届出住所に 変わりはありません。',
  addressHelp: 'トークンは 届出住所にだけ お送りします。',
  usageNow: 'いまの使い方',
  usageNew: '新しい使い方',
  situation: '止まったわけ',
  situationHow: 'だれが、どの場面で、何回まちがえたか',
  causes: {
    mistyped: '押しまちがい',
    'token-out-of-step': 'トークンのずれ',
    'token-mixed-up': 'ほかのトークンとの取りちがえ',
    'not-the-customer': '心あたりがない',
    unknown: '分からない',
  } satisfies Record<SituationCause, string> as Readonly<Record<SituationCause, string>>,
  resume: '停止を解くわけ',
  resumeHow: 'もう使ってよいと分かったいきさつ',
  resumeWhy: {
    'mistaken-stop': '紛失・盗難ではなかった',
    'working-again': 'もう一度使えるようになった',
    found: '見つかった',
  },
  oldSerial: (label: string) => `いまの${label}`,
  oldSerialHelp: '英字の O と数字の 0、英字の I と数字の 1 を、見分けられるように お書きください。',
  reason: '理由',
  reasonOf: {
    application: 'お申込みの内容',
    'usage-mode': '変更の理由',
    'opt-out': '中止の理由',
    hardware: 'くわしい内容',
  } as Readonly<Partial<Record<FormKind, string>>>,
  reasonNote: 'くわしく',
  lower: '守りが弱くなること',
  lowerTick: 'お取引を守るものが1つ減ることを 承知しています。',
  lowerNow: (secrets: string) => `これからは ${secrets}だけで お取引ができるようになります。`,
  lowerAnyone: 'これからは ワンタイムパスワードなしで お取引ができるようになります。',
  seal: 'お届け印',
  sealHere: '代表口座のお届け印を 右の枠に押してください。',
  sealBox: 'お届け印',
  identity: '本人確認書類',
  issuer: '発行者',
  expires: '期限または発行日',
  last4: '番号の末尾4文字',
  last4Only: '番号は、末尾の4文字だけ お書きください。',
  /** In place of a text too long for its line, and above it on the last page. */
  continuedOn: (page: number) => `（${page}ページに書きました）`,
  continued: '書ききれなかったもの',
  corrections: '訂正印',
  correctionsHow: '訂正は二重線を引き、この欄に お届け印を。',
  branchUse: '当店使用欄',
  formNumber: '用紙の番号',
  receivedOn: '受付日',
  sealMethod: '印鑑照合の方法',
  sealFinding: '照合の結果',
  keptAt: '原本の保管場所',
  redirectReason: '管理者の方に代わって 当店で行う理由',
  branchReason: 'お取引店のほかで 受け付けた理由',
  recentChange: '最近のお届けの変更',
  recentChanges: { none: 'なし', seal: 'お届け印', address: 'ご住所', administrator: '管理者' },
  changedOn: '変更日',
  secondChecker: (reasons: string) => `2人目の役席者が要ります（${reasons}）`,
  assisted: '代筆・代読',
  assistedTick: 'した',
  assistedReason: 'わけ',
  assistedPresent: '立ち会った者',
  assistedReadBack: '全文を読み上げて 確かめた',
  fallback: 'これから使うカード',
  fallbackCard: { 'card-present': 'お手元にある', 'card-reissue': '再発行する' },
  mailChecked: '発行メールの届け先を ご契約と見比べた',
  effects: {
    detached: '選んだトークンは 使えなくなります。もとには戻せません。',
    untilRegistered: '新しいトークンを登録するまで、トークンの数字が要るお取引は できません。',
    others: 'ほかの方のトークンへの影響は 確かめてから お知らせします。',
    wait: (minutes: number) =>
      `そのあと ${minutes}分は、新しいトークンを登録できません。画面にエラーが出ますが、故障ではありません。`,
    unlocked: '停止が解け、いまのトークンの数字が もう一度使えるようになります。',
    unlockedThenTaken: '停止を解除したうえで、いまのトークンを使えなくします。もとには戻せません。',
    sharers: '同じシリアル番号をお使いの方も、一緒に解除されます。',
    streak: 'まちがえた回数は残ります。続けてまちがえると、新しいトークンが要ります。',
    resumed: '当店の停止が解け、トークンが 止める前の状態に戻ります。',
    enabled: 'お使いになる方が、トークンを登録できるようになります。',
    hardwareSent: 'トークンを お届けします。届くまでは お使いになれません。',
    hardwareStart: '利用開始日からは、トークンがないと ログインできません。',
    hardwareOld: '紛失・故障・期限切れのときは、いまのトークンを使えなくします。もとには戻せません。',
    optedOut: 'トークンの数字は、どのお取引にも 要らなくなります。',
    usageMode: 'いまのトークンは外れます。新しい使い方で 登録し直していただきます。',
    allOrNothing: '全員の登録が終わるまで、どなたも お使いになれません。',
    stopped: 'トークンを すぐに止めます。同じトークンをお使いの方も 一緒に止まります。',
    neverBack: 'なくした・盗まれたトークンは、見つかっても もとには戻りません。',
  },
}

/** 紛失・盗難届: filled by hand, or the print of what was said on the telephone. */
export const lossReport = {
  /** Above the lines, where a case is open: they were written down while the customer spoke. */
  record: '電話で うかがったことの記録です。ちがうところは 訂正印を押して お直しください。',
  later: 'お届け印と本人確認書類は、ご来店のときで かまいません。',
  reportedAt: 'お届けの日時',
  how: '起きたこと',
  caller: 'お届けの方',
  callerName: 'お名前',
  callerIs: { customer: 'ご本人', representative: '代表者', employee: '従業員', other: 'その他' },
  callBack: '折り返しの電話',
  callBackHelp: 'お届けの番号に かけ直します。',
  questions: 'だまし取りの確かめ',
  asked: {
    whoCalled: '先に電話をしたのは どちらですか',
    codeReadOut: 'トークンの数字を だれかに伝えましたか',
    lastLoginTheirs: '前回のログインは ご自身のものですか',
    ownStopPressed: 'ご自身の画面で 取引を止めましたか',
  } satisfies Partial<Record<keyof LossReport, string>>,
  whoCalled: {
    'customer-called': 'お客さま',
    'bank-called-back': '当店（折り返し）',
    'stranger-called-first': '知らない人',
  },
  answer: { yes: 'はい', no: 'いいえ', unknown: '分からない' },
  police: '警察への届出',
  policeNo: '届出の番号',
  policeStation: '警察署',
  note: 'くわしく',
  stopped: '当店で止めたこと',
  stoppedAt: '止めた時刻',
  stoppedBy: '止めた者',
  stoppedWho: '止めた方',
  people: (count: number) => `${count}人`,
  reviewed: '確かめた役席者',
  notYet: 'まだ',
  found: '見つかったもの',
  foundAt: (moment: string, where: string) => `${moment}　${where}`,
  handedIn: '当店でお預かりした',
  stamps: { received: '受付', reviewed: '役席者の確認', papers: '書類の受領' },
}

export type RequestMessages = typeof request
export type LossReportMessages = typeof lossReport
