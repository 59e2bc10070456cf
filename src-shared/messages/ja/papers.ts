import type { LossHow } from '../../asks.ts'
import type { ResetReason } from '../../intake.ts'
import type { Authentication, Registration } from '../../links.ts'
import type { FormKind } from '../../operations/papers.ts'
import { lossReport, request } from './paper-forms.ts'
import { states } from './states.ts'

/**
 * What the printed sheets say. They go to customers: お客さま is spoken to, nobody is told what the program
 * did, and no sheet asks for a secret. Where the service has its own word, the profile's word is printed.
 */
export const papers = {
  form: {
    line: (number: string, edition: number) => `様式 ${number}　第${edition}版`,
    print: (count: number, moment: string, by: string) => `印刷 ${count}回目　${moment}　${by}`,
    page: (page: number, of: number) => `${page}／${of}ページ`,
  },
  practice: {
    mark: '練習',
    line: '練習用です。手続きには使えません。',
  },
  caseNo: '受付番号',
  caseNoByBranch: '受付番号（当店で記入）',
  receiptNo: '控え番号',
  contractNo: '契約番号',
  barcode: (value: string) => `バーコード ${value}`,
  addressee: (name: string, company: boolean) => (company ? `${name}　御中` : `${name}　さま`),
  person: (name: string) => `${name} さま`,
  withRole: (name: string, role: string) => `${name} さま（${role}）`,
  names: (names: readonly string[], more: number): string =>
    more > 0 ? `${names.join('、')} ほか${more}人` : names.join('、'),
  bothCalendars: (japanese: string, western: string) =>
    japanese.replace('年', `年（${western.slice(0, 4)}年）`),
  unknown: '要確認',
  sharedToken: '共通トークン',
  userId: 'お客様ID',
  tokenId: 'トークンID',
  service: 'サービス',
  institution: '当店',
  contact: {
    here: (institution: string, branch: string) => `お問い合わせ　${institution} ${branch}`,
    phone: (name: string, phone: string) => `${name}　${phone}`,
  },

  reason: {
    broken: '故障',
    lost: '紛失',
    stolen: '盗難',
    replaced: '機種変更',
    reinstalled: 'アプリの入れ直し',
    'administrator-changed': '管理者の交代',
    'sim-removed': 'SIMの抜き取り',
    'factory-reset': '端末の初期化',
    'screen-broken': '画面の破損',
    'pc-token-ended': 'パソコンのトークンの終了',
    expired: '有効期限切れ',
    'changed-without-revoke': '外さずに機種変更',
    'issue-mail-missing': '発行メールが届かない',
  } satisfies Record<ResetReason, string> as Readonly<Record<ResetReason, string>>,
  cameBy: { representative: '代表者', employee: '従業員', agent: '代理人' },
  authority: {
    'letter-of-attorney': '委任状',
    'employee-card': '社員証',
    'registered-agent': '届け出済みの代理人',
  },
  identity: {
    'driving-licence': '運転免許証',
    'my-number-card-front': '個人番号カード（表の面）',
    passport: '旅券',
    'residence-card': '在留カード',
    'seal-certificate': '印鑑登録証明書',
    'company-registry': '登記事項証明書',
    other: 'その他',
  },
  sealMethod: { 'side-by-side': '平面照合', folded: '折り重ね', device: '照合機' },
  sealFinding: { matches: '一致', differs: '相違', unreadable: '不鮮明' },
  stamps: { received: '受付', compared: '照合', approved: '承認', handed: 'お受取り' },

  request,
  lossReport,

  /** Our own name of each job, beside which the service's stands. */
  kinds: {
    'token-detach': 'トークン解除',
    reissue: '再発行',
    unlock: '停止解除',
    loss: '紛失・盗難による停止',
    resume: '停止の再開',
    application: '利用申込',
    'opt-out': '利用中止',
    'usage-mode': '利用形態の変更',
    hardware: 'ハードウェアトークンの申込み',
  } satisfies Record<FormKind, string> as Readonly<Record<FormKind, string>>,
  lossHow: {
    lost: '紛失',
    stolen: '盗難',
    uninstalled: 'アプリの消去',
    suspicious: '不審な取引・連絡',
  } satisfies Record<LossHow, string> as Readonly<Record<LossHow, string>>,
  usageMode: { individual: 'お一人に1つずつ', shared: '皆さまで1つ（共通トークン）' },
  registration: states.registration satisfies Record<Registration, string> as Readonly<
    Record<Registration, string>
  >,
  authentication: {
    none: 'なし',
    usable: '利用可能',
    locked: '停止中',
    suspended: '当店停止',
  } satisfies Record<Authentication, string> as Readonly<Record<Authentication, string>>,

  receipt: {
    title: 'お手続きの控え',
    small: 'お客さま用',
    received: '受付',
    doneToday: 'きょう行ったこと',
    done: '行ったこと',
    procedure: '手続き',
    both: (kind: string, other: string) => `${kind}と${other}`,
    inService: (word: string) => `サービスの言葉では「${word}」`,
    because: (reason: string) => `${reason}によるもの`,
    target: '対象の方',
    several: (count: number) => `${count}人の方`,
    onNextPage: (count: number, page: number) => `${count}人の方（${page}ページの一覧のとおり）`,
    before: '前',
    now: 'いま',
    change: '前 → いま',
    nothingYet: 'なし（新しいものを登録するまで）',
    nothing: 'なし',
    registration: '登録の状態',
    authentication: '認証の状態',
    state: '状態',
    unchanged: '変わりません',
    executedAt: '行った時刻',
    usageMode: '使い方',
    why: {
      'mistaken-stop': 'まちがえて止めたため',
      'working-again': 'もう一度使えると分かったため',
      found: '見つかったため',
    },
    linked: 'つながる受付',
    others: 'ほかの方への影響',
    othersNone: (count: number): string =>
      count === 0 ? 'ありません。' : `ありません。ほかの${count}人の方は、いままでどおりです。`,
    othersUnclear: (count: number) =>
      `ほかの${count}人の方への影響は 要確認です。使えないときは 当店にお知らせください。`,
    progress: '登録の進み',
    progressOf: (registered: number, of: number) => `${of}人のうち ${registered}人の登録が終わりました。`,
    sharedMissing: '共通トークンの登録が まだ終わっていません。',
    sharedDone: '共通トークンの登録が終わりました。',
    missing: (names: string) => `まだの方　${names}`,
    allOrNothing: '全員の登録が終わるまで、どなたも お使いになれません。',
    effective: '有効になる時',
    effectiveOn: {
      nextLogin: '有効は再ログイン後',
      nextTransaction: '有効は次のお取引から',
      immediately: '登録するとすぐに有効',
    },
    effectiveHow: {
      nextLogin: '登録のあと いちどログアウトし、もう一度ログインしてください。',
      nextTransaction: '登録のあとの 最初のお取引から 新しいトークンを使います。',
      immediately: '登録が終わった時から 新しいトークンを使います。',
    },
    /** Where nothing is registered: a stop was lifted, or one-time passwords were given up. */
    effectiveAlone: 'いちどログアウトし、もう一度ログインしてください。',
    lower: '守りが弱くなること',
    lowerAcknowledged: 'ご承知のうえ お申し込みになりました。',
    fallback: 'これから使うもの',
    fallbackCard: { 'card-present': 'お手元にあります', 'card-reissue': '再発行します' },
    passwordsOnly: 'IDとログインパスワード',
    requests: 'お願い',
    code: '確認コード',
    codeHow:
      'お問い合わせのとき、この8文字と受付番号をお知らせください。この紙と当店の記録が同じものか、すぐに確かめられます。暗証番号ではありません。',
  },

  /** The list of everybody, where the first page has no room for it. */
  annex: {
    title: '対象の方の一覧',
    small: (of: string) => `${of}の別紙`,
    count: (count: number) => `${count}人`,
    number: '番号',
    name: 'お名前',
  },

  /** 受付票: what the customer holds after a loss, which has no receipt. */
  slip: {
    title: '受付票',
    small: 'お客さま用',
    headline: (how: string) => `${how}のお届けを受け、トークンを 止めました。`,
    done: '止めたこと',
    how: 'お届けの内容',
    stoppedAt: '止めた時刻',
    stopped: '止めた方',
    nowState: 'いまの状態',
    foundAt: '見つかったもの',
    found: {
      handedIn: '当店でお預かりしています。',
      kept: 'お使いにならずに、当店にお持ちください。',
    },
    next: 'これからのこと',
    steps: {
      review: '役席者が きょうのうちに 内容を確かめます。お届けの番号に お電話することがあります。',
      police: '盗難や 悪用のおそれがあるときは、警察にも届け出て、届出の番号を お知らせください。',
      policeKnown: (no: string, station: string) =>
        `警察への届出　${station === '' ? '' : `${station}　`}番号 ${no}`,
      papers: '下のものをお持ちになり、お取引店の窓口に お越しください。書面でお手続きします。',
      again: '新しいトークンを登録するまで、トークンの数字が要るお取引は できません。',
      returns: '見つかっても、お使いにならないでください。当店に お知らせください。',
    },
    bring: 'お持ちいただくもの',
    bringCase: 'この受付票（受付番号が分かるもの）',
    evidence: {
      'written-form': '紛失・盗難届などの所定の書面（窓口にもあります）',
      'registered-seal': 'お届け印',
      'identity-document': 'ご来店の方の本人確認書類',
      authority: '代表者・ご本人のほかの方は、委任状など',
      'dealing-branch': 'お取引店の窓口に お越しください',
    },
  },

  time: {
    title: '新しいトークンを登録できる時刻',
    today: (day: string) => `本日　${day}`,
    day: (day: string) => day,
    hour: '時',
    minute: '分',
    after: '以降',
    early: [
      'それより前は、画面にエラーが出ます。',
      '故障ではありません。',
      '時刻を過ぎてからお試しください。',
    ],
    now: 'ただいまから登録できます',
    nowNote: ['お待ちいただく時間は ありません。', 'この紙の手順で 登録してください。'],
    registeredTitle: '新しいトークンの登録',
    registered: '登録が終わりました',
    parcelTitle: 'トークンの登録',
    parcel: 'お手元に届いてから',
    parcelNote: {
      mail: ['書留で お届けします。', '利用開始日までに届かないときは 当店にお知らせください。'],
      counter: ['窓口でお渡しします。', '本人確認書類を お持ちください。'],
    },
    startsOn: (day: string) => `利用開始日　${day}`,
    toConfirm: 'この時刻は 手引に はっきり書かれていません。登録できないときは 当店にお知らせください。',
    usableTitle: '使えるようになる時',
    usable: 'ただいまから使えます',
    unlocked: ['停止を解除しました。', 'いまのトークンを そのままお使いください。'],
    resumed: ['当店の停止を解きました。', 'いまのトークンを そのままお使いください。'],
    stillLocked: 'まだ使えません',
    stillLockedNote: ['数字のまちがいによる停止が 残っています。', '停止解除のお手続きが 要ります。'],
    withoutTitle: 'これからのログインとお取引',
    without: 'ワンタイムパスワードは 要りません',
  },

  next: {
    title: 'これからの手順',
    hardware: (label: string) => `お渡ししたトークンの ${label}を お手元に置きます。`,
    parcel: (label: string) => `トークンが届くのを待ち、${label}を お手元に置きます。`,
    software: (label: string) => `アプリを入れます。${label}が 画面に出ます。`,
    logIn: 'いつものIDで ログインします。',
    logInAfter: '上の時刻を過ぎてから、いつものIDで ログインします。',
    enter: (label: string, digits: number | null): string =>
      digits === null
        ? `登録の画面に、${label}と 表示された数字を入れます。`
        : `登録の画面に、${label}と 表示された${digits}桁の数字を入れます。`,
    logOut: 'いちど ログアウトします。',
    logInAgain: 'もう一度 ログインします。ここから有効です。',
    logOutAndIn: 'いちどログアウトし、もう一度ログインします。ここから有効です。',
    finished: '登録が終わった画面が出れば、終わりです。',
    tryIt: '新しいトークンの数字が 使えることを お確かめください。',
    tellUs: '使えたことを 当店にお知らせください。お手続きは これで終わりです。',
    waitFirst: '上の時刻まで お待ちください。',
    unlocked: [
      'いつものIDで ログインします。',
      'いまのトークンに表示された数字を 入れます。数字が替わってすぐに入れると 確かです。',
      '入らないときは、続けて入れずに 当店にお知らせください。まちがいが続くと また止まります。',
    ],
    stillLocked: [
      '数字を 入れないでください。',
      'この控えをお持ちになり、停止解除のお手続きを 窓口でお申し出ください。',
    ],
    /** `secrets` is empty where nothing takes the place of one-time passwords. */
    optedOut: (secrets: string) => [
      'いつものIDと ログインパスワードで ログインします。',
      ...(secrets === '' ? [] : [`ワンタイムパスワードの代わりに ${secrets}を使います。`]),
      '使わなくなったアプリは 消してかまいません。器具は 当店にお返しください。',
      'もう一度 使い始めるときは、窓口に お申し出ください。',
    ],
  },

  asks: {
    secret: {
      title: '数字を人に教えないでください。',
      body: (institution: string) =>
        `${institution}が電話やメールで数字をおたずねすることは、決してありません。`,
    },
    payee: {
      title: 'お振込先を お確かめください。',
      body: '数字を入れる前に、画面の振込先と金額を お確かめください。',
    },
    password: {
      title: 'パスワードを人に教えないでください。',
      body: (institution: string) =>
        `${institution}が電話やメールでパスワードをおたずねすることは、決してありません。`,
    },
    stranger: {
      title: '知らない人の言うとおりにしないでください。',
      body: '電話やメールで数字や操作を求められたら、すぐに切って 当店にお知らせください。',
    },
    second: {
      title: '管理者をもう一人 お決めください。',
      body: '使える管理者が2人いれば、窓口にお越しにならずに 解除できます。',
    },
  },

  steps: {
    title: 'トークン登録の手順',
    small: 'お客さま用',
    whose: '登録する方',
    newSerial: (label: string) => `新しい${label}`,
    writeDown: '（画面に出たものを ここに書いてください）',
    cautions: 'ご注意',
    none: 'このサービスの手順は 要確認です。窓口でおたずねください。',
    screensDiffer: '画面は 実際と少し違うことがあります。',
    afterTitle: { unlock: '停止解除のあとの手順', 'opt-out': '利用中止のあとの手順' },
    nextTime: '次に止まったときは、ご自身の管理者の方が 解除できます',
    unsupported: (devices: string) => `${devices}は 推奨環境の対象外です。うまく動かないことがあります。`,
    obsolete: (titles: string) => `手引にある「${titles}」は、推奨環境の対象外のため お渡ししていません。`,
    number: (label: string) => `${label}は ありません`,
  },
}

export type PaperMessages = typeof papers
