import type { Outcome, ROUTE_REASONS, SITUATIONS, Situation } from '../../router.ts'
import type { TouchedEffect } from '../../touched.ts'

/**
 * Where the customer is to be sent, and the words in which the teller may tell them. `say` is read out: it is
 * spoken to the customer, uses no word of the desk's own, and asks for no secret.
 */

type Said = { readonly heading: string; readonly say: string }
/** A situation at reception: the choice, and how to tell it from its neighbours. */
type Choice = { readonly label: string; readonly means: string }

const situations: Readonly<Record<(typeof SITUATIONS)[number], Choice>> = {
  'phone-broken': { label: '故障した', means: 'スマートフォンやトークンが 動かない、画面が出ない。' },
  lost: { label: 'なくした', means: 'どこにあるか 分からない。先に利用を止めます。' },
  stolen: { label: '盗まれた', means: 'ほかの人が 持っているおそれがある。先に利用を止めます。' },
  uninstalled: { label: 'アプリを消した', means: '機器はあるが、トークンのアプリを消してしまった。' },
  'old-token-cannot-start': {
    label: '前のトークンが動かない',
    means: '新しい機器にしたあと、前のものを使えない。',
  },
  'token-replaced': { label: '機種を替えた', means: 'もう新しい機器に替えてしまった。' },
  'change-planned': { label: 'これから機種を替える', means: 'いまのトークンは まだ使える。' },
  'token-expired': { label: '有効期限が切れた', means: 'トークンの有効期限が 過ぎている。' },
  'locked-out': { label: '数字をまちがえて止まった', means: 'ちがう数字が続いて、使えなくなった。' },
  'cannot-login-without-code': {
    label: '数字がなくてログインできない',
    means: 'ログインの画面で 困っている。',
  },
  'administrator-changed': { label: '管理者が替わった', means: '退職や異動で、管理者の方が替わった。' },
  'issue-mail-missing': {
    label: '発行のメールが届かない',
    means: 'トークンの発行を始めたが、メールが来ない。',
  },
  'pc-token-ended': {
    label: 'パソコン版のトークンが動かない',
    means: 'パソコンに入れたトークンが 使えなくなった。',
  },
  'pc-changed': { label: 'パソコンを替えた', means: 'パソコンだけを替え、トークンは そのまま。' },
  'certificate-problem': { label: '電子証明書のこと', means: 'トークンではなく、電子証明書で困っている。' },
  apply: { label: '使い始めたい', means: 'ワンタイムパスワードを まだ使っていない。' },
  'opt-out': { label: '使うのをやめたい', means: 'ワンタイムパスワードのない使い方に 戻したい。' },
  'usage-mode': {
    label: 'トークンの持ち方を変えたい',
    means: '1人に1つにするか、全員で1つにするかを 変えたい。',
  },
  'apply-hardware': {
    label: 'ハードトークンがほしい',
    means: 'キーホルダー型などの機器を 申し込みたい。',
  },
  'hardware-not-delivered': {
    label: 'ハードトークンが届かない',
    means: '申し込んだ機器が まだ届いていない。',
  },
}

const outcomes: Readonly<Record<Outcome, Said & { readonly tab: string }>> = {
  'nothing-to-do': {
    tab: '手続不要',
    heading: 'お手続きは いりません。',
    say: 'お手続きは いりません。このままお使いください。',
  },
  'own-administrator': {
    tab: 'お客さまの管理者',
    heading: 'お客さまの管理者の方が、ご自身の画面でできます。',
    say: '窓口のお手続きは いりません。手順を書いた紙を お渡しします。',
  },
  branch: {
    tab: '窓口で受付',
    heading: '窓口で受け付けます。',
    say: 'こちらの窓口で お手続きいたします。お持ちいただくものを ご案内します。',
  },
}

const reasons: Readonly<Record<(typeof ROUTE_REASONS)[number], Said>> = {
  'pc-holds-no-token': {
    heading: 'トークンは パソコンの中にありません。',
    say: 'トークンは パソコンの中には入っていません。新しいパソコンでも、いまのトークンをそのままお使いになれます。',
  },
  'pc-may-hold-the-token': {
    heading: 'トークンが そのパソコンの中にあるかもしれません。',
    say: '前のパソコンに トークンのアプリを入れていましたか。そのときは 新しいトークンが要ります。',
  },
  'certificate-is-another-matter': {
    heading: '電子証明書は トークンとは別のお手続きです。',
    say: '電子証明書のお手続きは、トークンとは別のものです。トークンは そのままお使いください。',
  },
  'login-asks-no-code': {
    heading: 'ログインでは トークンの数字を使いません。',
    say: 'ログインの画面では トークンの数字をおたずねしません。数字がなくても ログインできます。',
  },
  'no-token-registered': {
    heading: 'この方のトークンは 登録されていません。',
    say: 'トークンは いま登録されていません。外すものはありませんので、登録から始められます。',
  },
  'registration-unclear': {
    heading: '登録の状態が 要確認です。',
    say: 'トークンの登録のようすを、センターに確かめます。確かめてから お知らせします。',
  },
  'mail-address-first': {
    heading: 'メールアドレスを入れ直して、もう一度 発行できます。',
    say: 'メールアドレスにまちがいがないかを確かめて、もう一度 トークンの発行をお試しください。迷惑メールに入っていないかも ご覧ください。',
  },
  'administrator-goes-to-branch': {
    heading: '管理者の方のトークンは 窓口で外します。',
    say: '管理者の方のトークンは、お取引店の窓口で 書面により外します。代表口座のお届け印をお持ちください。',
  },
  'shared-token-goes-to-branch': {
    heading: '共通トークンは 窓口で外します。',
    say: '皆さまが同じトークンをお使いですので、窓口で書面により外します。外すと、皆さまが使えなくなります。',
  },
  'own-administrator-detaches': {
    heading: '管理者の方が、ご自身の画面でトークンを外せます。',
    say: '管理者の方が、インターネットバンキングの画面でトークンを外せます。そのあと 新しいトークンを登録してください。',
  },
  'own-administrator-unlocks': {
    heading: '管理者の方が、ご自身の画面で停止を解除できます。',
    say: '管理者の方が、インターネットバンキングの画面で停止を解除できます。トークンの数字は 電話ではうかがいません。',
  },
  'own-administrator-revokes': {
    heading: '管理者の方が、ご自身の画面でトークンを失効できます。',
    say: '管理者の方が、インターネットバンキングの画面でトークンを失効できます。そのあと 新しいトークンを登録してください。',
  },
  'no-administrator-usable': {
    heading: 'いま お使いになれる管理者の方が いません。',
    say: 'いま お手伝いできる管理者の方がいらっしゃらないようです。窓口でお手続きいたします。',
  },
  'nobody-to-redirect-to': {
    heading: 'ほかにできる方が いません。',
    say: 'ご契約に ほかの方がいらっしゃいませんので、窓口でお手続きいたします。',
  },
  'exchange-alone': {
    heading: 'いまのトークンが使えるうちは、ご自身で替えられます。',
    say: 'いまのトークンが動くうちに、ご自身の画面で新しいトークンに替えてください。窓口のお手続きは いりません。',
  },
  'unlock-not-stated': {
    heading: '停止を解除する方法は 要確認です。',
    say: '停止を解除する方法を 確かめてから お知らせします。',
  },
  'unlock-nothing-locked': {
    heading: 'この方は 止まっていません。',
    say: '記録では 止まっていません。次の数字が出るのを待って、もう一度お試しください。',
  },
  'stopped-by-the-branch': {
    heading: '当店が 利用を止めています。',
    say: '紛失や盗難のお届けがあり、こちらで利用をお止めしています。お届けの続きとして ご案内します。',
  },
  'all-administrators-locked': {
    heading: '停止を解除できる管理者の方が いません。',
    say: '停止を解除できる管理者の方がいらっしゃらないようです。窓口でお受けします。',
  },
  'stop-first': {
    heading: '先に 利用を止めます。',
    say: 'ほかの方に使われないように、先に利用をお止めします。',
  },
  'application-at-the-counter': {
    heading: '使い始めるお申込みを 窓口で受け付けます。',
    say: 'お使いになる前に、お取引店の窓口でお申込みが要ります。申込書に ご記入いただきます。',
  },
  'application-not-on-paper': {
    heading: '窓口でのお申込みは いりません。',
    say: '窓口でのお申込みは いりません。ご自身の画面で登録すると、お使いになれます。',
  },
  'registered-already': {
    heading: 'トークンは もう登録されています。',
    say: 'トークンは もう登録されています。そのままお使いになれます。',
  },
  'opt-out-alone': {
    heading: 'いまのトークンで、ご自身の画面からやめられます。',
    say: 'いまのトークンの数字を使って、ご自身の画面でおやめになれます。おやめになると 守りが弱くなります。',
  },
  'opt-out-token-unusable': {
    heading: 'トークンが使えないので、窓口でやめる手続きをします。',
    say: 'ご自身の画面でやめるには、トークンの数字が要ります。トークンが使えませんので、窓口でお手続きいたします。',
  },
  'opt-out-not-in-service': {
    heading: 'このサービスに、やめる手続きは ありません。',
    say: 'このサービスでは、ワンタイムパスワードだけをおやめになることは できません。このままお使いください。',
  },
  'usage-mode-by-administrator': {
    heading: '管理者の方が、ご自身の画面で持ち方を変えられます。',
    say: '管理者の方が、インターネットバンキングの画面でトークンの持ち方を変えられます。そのあと 新しい持ち方で登録してください。',
  },
  'usage-mode-at-the-counter': {
    heading: '持ち方を変えられる管理者の方が いません。',
    say: 'いま 画面で変えられる管理者の方がいらっしゃらないようです。窓口で、書面によりお手続きいたします。',
  },
  'usage-mode-not-in-service': {
    heading: 'このサービスでは、持ち方を選びません。',
    say: 'このサービスでは、トークンの持ち方を選ぶことは できません。いまのままお使いください。',
  },
  'pc-token-closed': {
    heading: 'パソコン版のトークンは、もう新しく登録できません。',
    say: 'パソコンに入れるトークンは、もう新しく登録できません。スマートフォンのアプリか、機器のトークンに替えていただきます。',
  },
  'hardware-is-dispatched': {
    heading: 'ハードトークンは、お申込みのあとに発送します。',
    say: '機器のトークンは、お申込みをいただいてからお送りします。お送り先のご住所を確かめます。',
  },
  'parcel-is-looked-for': {
    heading: 'お送りしたものの行方を 調べます。',
    say: 'お送りしたものの行方を お調べします。お届けのご住所を おっしゃってください。',
  },
  'hardware-not-in-service': {
    heading: 'このサービスに、ハードトークンは ありません。',
    say: 'このサービスに、機器のトークンはありません。スマートフォンなどのアプリをお使いください。',
  },
}

export const router = {
  title: '受付先を確かめる',
  whose: 'どなたのトークンですか',
  what: '何がありましたか',
  unavailable: 'いま お手伝いできない方（退職、ご病気など）',
  situations,
  situation: (situation: Situation): string => situations[situation].label,
  outcomes,
  reasons,
  /** Small, beside the reason: the requirements the answer rests on. */
  sources: (sources: readonly string[]): string => (sources.length === 0 ? '' : `根拠 ${sources.join('、')}`),
  sayTo: 'お客さまへの言い方',
  quoted: (say: string) => `「${say}」`,
  why: 'わけ',

  helpers: (usable: number, of: number) => `いま ご自身で助けられる方　${of}人中 ${usable}人`,
  helper: (name: string, role: string) => `${name} さま（${role}）`,
  helperUsable: '助けられます',
  helperNot: 'いまは助けられません',
  noHelpers: '助けられる方は いません。',
  lastHelper: '使える管理者は 残り1人です。2人目の登録を お勧めください。',
  alone: 'ご本人が、ご自身の画面で できます。',
  stopFirst: '先に 利用を止めてください。そのあと お手続きに進みます。',
  reasonRequired: '管理者の方に案内する決まりの方です。当店で外す理由を 記録に残します（R-000-46）。',
  reasonLabel: '当店で外す理由',
  notCarriedOut:
    'この手続きは、まだこの窓口の画面では行えません。これまでの事務の手順で 受け付けてください。',
  exception: (code: string) => `例外事務 ${code}`,

  effects: {
    detached: 'トークンが外れます',
    shared: '同じトークンなので、一緒に外れます',
    unlocked: '停止が解けます',
    suspended: '当店が利用を止めます',
    resumed: '当店の停止が解けます',
    enabled: '登録できるようになります',
    'opted-out': 'トークンなしに戻り、守りが弱くなります',
    unclear: '要確認',
    none: '変わりません',
  } satisfies Record<TouchedEffect, string> as Readonly<Record<TouchedEffect, string>>,
  touched: '触れる方',

  /** Open questions, by their number. Shown as 要確認 and never answered by a guess. */
  gaps: {
    'G-01': '管理者のトークンを外すと、ほかの方のトークンも止まるかどうか',
    'G-02': '紛失・盗難のときの書面',
    'G-03': '管理者の方が皆さま停止中のときの手続き',
    'G-04': '同じトークンの ほかの方への影響',
    'G-05': '停止になる回数と、停止の解き方',
    'G-06': '電池切れのときの ハードトークンどうしの交換',
    'G-07': '窓口での ご本人の確かめ方',
    'G-08': '登録できない時間帯に 待ち時間が終わるとき',
    'G-09': '数字の桁数と方式',
  } as Readonly<Record<string, string>>,
  gap: (code: string, question: string | undefined): string =>
    question === undefined ? `要確認 ${code}` : `要確認　${question}（${code}）`,

  openCase: '窓口で受け付ける',
  openCaseKey: '窓口で受ける',
  printGuidance: '案内の紙を印刷する',
  printGuidanceKey: '案内を印刷',
  record: '案内済みとして記録する',
  recordKey: '案内済みにする',
  recorded: '手続不要・案内済みとして 記録に残しました。受付番号は付きません。',
}
