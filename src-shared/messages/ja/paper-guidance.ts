import type { CaseKind } from '../../cases.ts'
import type { EvidenceCode } from '../../evidence.ts'
import type { RouteReasonCode, Situation } from '../../router.ts'

/** What the sheet says that a customer takes home from reception: whom to turn to, with what, and why. */

type Situations = Readonly<Record<Situation, string>>
type Reasons = Readonly<Record<RouteReasonCode, string>>

const situations: Situations = {
  'phone-broken': 'スマートフォンやトークンが故障した',
  lost: 'トークンをなくした',
  stolen: 'トークンを盗まれた',
  uninstalled: 'トークンのアプリを消してしまった',
  'old-token-cannot-start': '前のトークンが動かない',
  'token-replaced': '機種を替えた',
  'change-planned': 'これから機種を替える',
  'token-expired': 'トークンの有効期限が切れた',
  'locked-out': '数字をまちがえて使えなくなった',
  'cannot-login-without-code': '数字がなくてログインできない',
  'administrator-changed': '管理者が替わった',
  'issue-mail-missing': 'トークンを発行するメールが届かない',
  'pc-token-ended': 'パソコンのトークンが使えなくなった',
  'pc-changed': 'パソコンを替えた',
  'certificate-problem': '電子証明書のこと',
  apply: 'ワンタイムパスワードを使い始めたい',
  'opt-out': 'ワンタイムパスワードをやめたい',
  'usage-mode': 'トークンの使い方（お一人に1つ・皆さまで1つ）を変えたい',
  'apply-hardware': 'ハードトークンを申し込みたい',
  'hardware-not-delivered': 'ハードトークンが届かない',
}

const reasons: Reasons = {
  'pc-holds-no-token': 'トークンは パソコンの中にはありません。パソコンを替えても そのまま使えます。',
  'pc-may-hold-the-token': 'トークンが そのパソコンの中にあるときは、新しいトークンが要ります。',
  'pc-token-closed':
    'パソコンのトークンは、新しい登録を終わりました。ほかの種類のトークンに替えていただきます。',
  'certificate-is-another-matter': '電子証明書のお手続きは、トークンとは別のものです。',
  'login-asks-no-code': 'ログインでは トークンの数字をおたずねしません。数字がなくても ログインできます。',
  'no-token-registered': 'トークンは 登録されていません。外すものはありません。',
  'registration-unclear': 'トークンの登録の状態は 要確認です。',
  'mail-address-first':
    'メールアドレスを確かめて、もう一度 トークンの発行ができます。迷惑メールに入っていないかも ご覧ください。',
  'registered-already': 'トークンは もう登録されていて、お使いになれます。',
  'administrator-goes-to-branch': '管理者の方のトークンは、お取引店の窓口で 書面により外します。',
  'shared-token-goes-to-branch': '共通トークンは、お取引店の窓口で 書面により外します。',
  'own-administrator-detaches':
    '管理者の方が、インターネットバンキングの画面で トークンを外せます。そのあと 新しいトークンを登録します。',
  'own-administrator-unlocks': '管理者の方が、インターネットバンキングの画面で 停止を解除できます。',
  'own-administrator-revokes':
    '管理者の方が、インターネットバンキングの画面で トークンを失効できます。そのあと 新しいトークンを登録します。',
  'no-administrator-usable': 'いま お使いになれる管理者の方が いません。',
  'nobody-to-redirect-to': '代わりにできる方が いません。',
  'exchange-alone': 'いまのトークンが動くうちは、ご自身の画面で 新しいトークンに替えられます。',
  'unlock-not-stated': '停止を解除する方法は 要確認です。',
  'unlock-nothing-locked': 'トークンは 数字のまちがいでは止まっていません。',
  'all-administrators-locked': '停止を解除できる管理者の方が、いま いません。',
  'stop-first': 'ほかの方に使われないように、先に利用を止めます。',
  'stopped-by-the-branch': 'なくした・盗まれたという お届けにより、当店が利用を止めています。',
  'application-at-the-counter': '使い始めるには、お取引店の窓口で 書面のお申し込みが要ります。',
  'application-not-on-paper': '書面のお申し込みは いりません。ご自身の画面で 登録から始められます。',
  'opt-out-alone': 'いまのトークンが動くうちは、ご自身の画面で やめる手続きができます。',
  'opt-out-token-unusable': 'トークンが使えないので、やめる手続きは お取引店の窓口で 書面により行います。',
  'opt-out-not-in-service': 'このサービスには、ワンタイムパスワードをやめる手続きが ありません。',
  'usage-mode-by-administrator':
    '管理者の方が、インターネットバンキングの画面で トークンの使い方を変えられます。',
  'usage-mode-at-the-counter':
    '画面で変えられる管理者の方がいないので、お取引店の窓口で 書面により行います。',
  'usage-mode-not-in-service': 'このサービスには、トークンの使い方を選ぶ設定が ありません。',
  'hardware-is-dispatched': 'ハードトークンは、お届けの住所に お送りします。',
  'parcel-is-looked-for': 'お送りしたものの行方を 当店が調べます。',
  'hardware-not-in-service': 'このサービスには、ハードトークンが ありません。',
}

export const guidance = {
  title: 'ご案内',
  small: 'お客さま用',
  headline: {
    'own-administrator': '窓口のお手続きは いりません。お客さまの管理者の方が できます。',
    alone: '窓口のお手続きは いりません。ご自身の画面で できます。',
    'nothing-to-do': 'お手続きは いりません。',
    branch: 'お取引店の窓口で お手続きください。',
    confirming: '当店で確かめて お知らせします。',
    stopped: '当店が 利用を止めています。',
  },
  stop: {
    title: 'まず、利用を止めてください。',
    call: 'まだ止めていないときは、いますぐ 当店にお電話ください。書面もお届け印も いりません。',
  },
  whose: 'どなたのトークン',
  situation: 'おたずね',
  situations,
  why: 'その理由',
  reasons,
  helpers: 'お手伝いできる方',
  helpersHow: (count: number): string =>
    count === 1 ? 'この方に、この紙をお渡しください。' : 'どなたか お一人に、この紙をお渡しください。',
  self: 'ご自身で できます。',
  how: '手順',
  noSteps: '画面の名前は 要確認です。分からないときは 窓口でおたずねください。',
  nothingMore: 'このまま お使いください。',
  counter: '窓口で行うこと',
  jobs: {
    'token-detach': 'いまのトークンを外し、新しいトークンを登録できるようにします。',
    reissue: 'いまのトークンを使えなくし、新しいトークンを登録できるようにします。',
    unlock: '数字のまちがいで止まったトークンを、もう一度 使えるようにします。',
    application: 'ワンタイムパスワードを 使い始められるようにします。',
    'opt-out':
      'ワンタイムパスワードをやめます。やめると、お取引を守るものが1つ減ります。そのことを 窓口でお確かめいただきます。',
    'usage-mode': 'トークンの使い方を変えます。いまのトークンは外れ、新しく登録していただきます。',
    hardware:
      'ハードトークンの申込書を お書きいただきます。承認のあと、届出住所に書留でお送りするか、窓口でお渡しします。住所が変わっているときは、先に 住所変更のお手続きをお願いします。',
  } as Readonly<Partial<Record<CaseKind, string>>>,
  wait: (minutes: number) =>
    `お手続きのあと ${minutes}分は、新しいトークンを登録できません。画面にエラーが出ますが、故障ではありません。`,
  bring: 'お持ちいただくもの',
  bringConfirm: '要確認のものは、お持ちいただく前に 当店にお電話でお確かめください。',
  evidence: {
    'written-form': '所定の書面（窓口にもあります）',
    'registered-seal': 'お届け印',
    'identity-document': 'ご来店の方の本人確認書類',
    authority: '代表者・ご本人のほかの方は、委任状など',
    'dealing-branch': 'お取引店の窓口に お越しください',
  } as Readonly<Record<EvidenceCode, string>>,
  parcel: [
    'ご住所を確かめます。本人確認書類を お取引店の窓口にお持ちください。',
    'お送りしたものの行方を当店が調べ、もう一度お送りするか、窓口でお渡しします。',
    '届くまでのあいだ、利用開始日のことは 窓口でお確かめください。',
  ],
  stopped: [
    '止めたときの受付番号を お知らせください。',
    'もう一度使えるようにするには、お取引店の窓口で 書面のお手続きが要ります。',
  ],
  confirming: ['お知らせする電話番号を 窓口でお伝えください。', '数字を 続けて入れないでください。'],
  stillStuck: 'うまくいかないときは、この紙をお持ちになって 窓口にお越しください。',
  askUs: '分からないことは、この紙をお持ちになって 窓口でおたずねください。',
}

export type GuidanceMessages = typeof guidance
