import type { CaseKind } from '../../cases.ts'
import type { EvidenceCode } from '../../evidence.ts'
import { things } from '../../text/counted.ts'

/** What each job's form asks for, and when it takes effect. */
type Job = { readonly head: string; readonly start: string; readonly when: string }

/** The screen around the router's answer. The answers themselves, and what to say, stand in `router`. */
export const routerScreen = {
  title: '受付先を確かめる',
  ask: 'おたずねすること',
  answerTitle: '受付先',
  board: '何がありましたか',
  boardHow: '数字か英字のキーで選べます',
  groups: {
    broken: '動かない',
    lost: 'なくした・消した',
    locked: '止まった・入れない',
    phone: '機種を替える',
    administrator: '管理者が替わった',
    request: '申し込む・変える',
    hardware: 'ハードトークン',
    other: 'そのほか',
  },
  others: (count: number) => `このサービスでは まれなこと　${things(count)}`,
  chosen: 'お困りごと',
  chooseAgain: '選び直す',
  shared: '共通トークン',
  sharedNote: '全員で1つを使います',
  noToken: 'トークンなし',
  unavailableNote: '印を付けた方は、お手伝いできない方として 記録に残ります。',

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
  laneElsewhere: '窓口でご案内',
  trouble: (situation: string) => `お困りごと：${situation}`,

  by: {
    'own-administrator-detaches': (who: string) => `${who}が、ご自身の画面でトークンを外せます。`,
    'own-administrator-unlocks': (who: string) => `${who}が、ご自身の画面で停止を解除できます。`,
    'own-administrator-revokes': (who: string) => `${who}が、ご自身の画面でトークンを失効できます。`,
    'usage-mode-by-administrator': (who: string) => `${who}が、ご自身の画面で利用形態を変えられます。`,
  } as Readonly<Record<string, (who: string) => string>>,
  helper: (name: string, role: string) => `${name} さま（${role}）`,
  orHelpers: (names: readonly string[], others: number): string =>
    `${names.join('、または ')}${others > 0 ? `、ほか ${others}人` : ''}`,
  noPapers: '窓口の書面・お届け印は いりません。案内の紙をお渡しして終わりです。',
  noPapersNothing: '窓口の書面・お届け印は いりません。',
  noCase: '案件は ひらきません。案内の紙をお渡しします。',

  /** By the job the branch would open. */
  jobs: {
    'token-detach': {
      head: 'トークン解除を 窓口で受け付けます。',
      start: 'トークン解除の受付を始める',
      when: '書面をいただいて 案件をひらきます。外すのは、役席者が承認したときです。',
    },
    reissue: {
      head: '再発行を 窓口で受け付けます。',
      start: '再発行の受付を始める',
      when: '書面をいただいて 案件をひらきます。いまのトークンを使えなくするのは、役席者が承認したときです。',
    },
    unlock: {
      head: '停止解除を 窓口で受け付けます。',
      start: '停止解除の受付を始める',
      when: '書面をいただいて 案件をひらきます。停止が解けるのは、役席者が承認したときです。',
    },
    application: {
      head: '利用申込を 窓口で受け付けます。',
      start: '利用申込の受付を始める',
      when: '申込書をいただいて 案件をひらきます。使い始められるのは、役席者が承認したあとです。',
    },
    'opt-out': {
      head: '利用中止を 窓口で受け付けます。',
      start: '利用中止の受付を始める',
      when: '書面をいただいて 案件をひらきます。守りが弱くなることを、お客さまに確かめていただきます。',
    },
    'usage-mode': {
      head: '利用形態の変更を 窓口で受け付けます。',
      start: '利用形態の変更の受付を始める',
      when: '書面をいただいて 案件をひらきます。変わるのは、役席者が承認したときです。',
    },
    hardware: {
      head: 'ハードウェアトークンの申込みを 窓口で受け付けます。',
      start: 'ハードウェアトークンの受付を始める',
      when: '申込書をいただいて 案件をひらきます。お送りするのは、役席者が承認し、2人で封入したあとです。',
    },
  } as Readonly<Partial<Record<CaseKind, Job>>>,
  start: '受付を始める',
  startKey: '窓口で受ける',

  wish: {
    unlock: 'どなたの停止を解きますか',
    unlockTogether: '同じシリアル番号の方は、一緒にしか 解けません。お一人だけは 解けません。',
    stays: (names: readonly string[]) => `${names.join('、')}さまは 停止していないので 変わりません`,
    alsoReissue: '同じ書面で 再発行も申し込む',
    alsoReissueNote: '承認は1回です。停止していたトークンは 使えなくなり、新しいトークンを登録します。',
    application: 'どなたが使い始めますか',
    asked: 'ご本人',
    usageMode: '新しい利用形態',
    now: (mode: string) => `いまは「${mode}」です`,
    modeUnknown: 'いまの利用形態は 決まっていません',
    purpose: '何のためのお申込みですか',
    model: 'どの型ですか',
    share: 'だれのトークンを使いますか',
    shareNone: '新しいトークンを お渡しする',
    shareWith: (names: readonly string[], serial: string) =>
      `${names.join('、')}さまと一緒に使う（${serial}）`,
    shareNote: '何も送りません。承認のあと、その番号を登録します（R-003-15）。',
    delivery: 'どのようにお渡ししますか',
    startOn: '利用開始日',
    startOnHelp: 'この日から、トークンがないとログインできません（R-003-09）。例 081214',
    takesOld: 'いまのトークンは、役席者が承認したときに 使えなくなります。',
    noModel: 'このサービスの商品定義に、在庫で扱う型が ありません。',
  },

  stop: {
    title: '先に 利用を止めてください。',
    how: '書面も承認も いりません。電話でも止められます。止めてから、この先のお手続きに進みます。',
    key: 'すぐに止める',
    stopped: '利用は もう止めてあります。',
    stoppedBy: (caseNo: string) => `紛失・盗難の案件 ${caseNo} につながります。`,
  },

  openSame: 'この方の同じ手続きが もう進んでいます。新しくひらかず、こちらを続けてください。',
  openLoss: 'この方のトークンには 紛失・盗難の届け出があります。これからの案件は それにつながります。',
  openCases: 'この契約で ほかに進んでいる案件',
  openExisting: 'その案件を開く',
  openLossKey: '紛失・盗難の案件を開く',
  openParcel: 'お送りしたものの案件を開く',
  openParcelWhy:
    'この方のハードトークンの案件が 進んでいます。いつ どこへ送ったか、返戻になっていないかは、その案件に出ています。',
  openKey: '案件を開く',

  /** What the branch does where this desk opens no case. Said as it is. */
  instead: {
    title: 'この窓口の画面では、案件として行えません。',
    'parcel-is-looked-for': [
      'お客さまに ご住所を言っていただき、下の届出住所と比べます。こちらから 読み上げないでください。',
      'この方のハードトークンの案件は、いま ひらいていません。F9 の契約の画面で、終わった案件と送った日を調べます。',
      'まだお申込みでないときは、「ハードトークンがほしい」を選んで 受け付けます。',
      'ほかの方が受け取ったおそれがあるときは、F4 で止めてください。',
    ],
    'unlock-not-stated': [
      '停止の解き方は、このサービスの手引に ありません。',
      'お客さまの電話番号をうかがい、下の連絡先に確かめてから 折り返します。',
    ],
    'registration-unclear': [
      'サービスの画面に 登録の状態が出ていないため、当店では外せません。',
      'お客さまの電話番号をうかがい、下の連絡先に確かめてから 折り返します。',
      'なくした・盗まれたおそれがあるときは、確かめる前に F4 で止めます。',
    ],
    'stopped-by-the-branch': [
      'この停止のもとになった届け出は、この窓口の案件に ありません。',
      '止めた店と日を 紙の記録で調べ、役席者に知らせてください。',
    ],
    address: '届出住所',
    phone: '届出の電話番号',
    none: '届出なし',
  },

  bring: 'お持ちいただくもの',
  deskRule: '当店の決まり',
  evidence: {
    'written-form': '所定の書面',
    'registered-seal': 'お届け印',
    'identity-document': 'ご来店の方の本人確認書類',
    authority: '代表者・ご本人以外の方は 権限の確認',
    'dealing-branch': 'お取引店の窓口',
  } as Readonly<Record<EvidenceCode, string>>,
  effectsTitle: {
    taken: '外すと 触れる方',
    unlock: '停止を解くと 触れる方',
    application: '使い始める方',
    'opt-out': 'やめると 触れる方',
    'usage-mode': '利用形態を変えると 触れる方',
    hardware: '申し込むと 触れる方',
  },
  more: (count: number, effect: string) => `ほか ${count}人　${effect}`,
  self: 'ご本人',

  paperOut: '渡す用紙',
  record: '残る記録',
  guidanceSheet: (title: string) => `案内の紙　${title}`,
  guidancePlain: '案内の紙',
  formSheet: '依頼書（白紙 F10・持ち物 F7）',
  noSheet: 'ありません',
  recordAdvice: '手続不要・案内済み　受付番号は付きません',
  recordCase: '案件　受付番号が付きます',
  recordOpen: 'いまの案件　受付番号は変わりません',
  recordBranch: '案内済み　受付番号は付きません',

  opened: (caseNo: string) => `受付番号 ${caseNo} の案件をひらきました。`,
  printGuidance: '案内の紙を印刷する',
  printKey: '案内を印刷',
  waits: {
    choose: 'どなたの・何がを選ぶと押せます',
    reason: '当店で行う理由を書くと押せます',
    users: 'どなたかを選ぶと押せます',
    'usage-mode': '新しい利用形態を選ぶと押せます',
    purpose: '何のためのお申込みかを選ぶと押せます',
    model: '型を選ぶと押せます',
    'start-date': '利用開始日を入れると押せます',
  },
  recorded: '案内済みとして 記録に残しました。',
  printBlank: '依頼書（白紙）',
  toContract: '契約を見る',
  reasonHelp: '例　管理者の方が入院中で、お戻りの予定が立たない',
}
