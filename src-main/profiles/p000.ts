import type { ServiceProfile } from '#shared/profiles'

/** Corporate WEB-FB of a shinkin bank: software token, asked for at ad-hoc transfers only. */
export const p000: ServiceProfile = {
  id: 'P000',
  version: 1,
  name: { ja: '法人WEB-FB（信用金庫）', en: 'Corporate WEB-FB (shinkin bank)' },
  shortName: { ja: '法人WEB-FB', en: 'WEB-FB' },
  source: {
    document: 'ワンタイムパスワード利用開始手順（WEB-FB）',
    issuer: null,
    edition: { ja: '画面の日付 2016年1月13日', en: 'Screens dated 13 January 2016' },
  },

  institutionWord: { ja: '当金庫', en: 'our bank' },
  institutionWordAlso: [],
  customers: ['corporate'],
  severalUsers: true,
  roles: [
    { code: 'admin', word: { ja: '管理者', en: 'Administrator' }, rank: 2, administers: true },
    { code: 'general', word: { ja: '一般者', en: 'General user' }, rank: 1, administers: false },
  ],
  validFrom: null,

  periodSec: 30,
  digits: 6,
  replay: 'refuse-used',

  tokenKinds: ['soft'],
  guideCovers: ['soft'],
  tokenModels: [
    {
      code: 'vip-access',
      kind: 'soft',
      name: { ja: 'VIP Access（スマートフォン・タブレット）', en: 'VIP Access (smartphone, tablet)' },
      whereIsTheSerial: {
        ja: 'アプリの画面の上の段「クレデンシャルID」',
        en: 'Upper line of the app, “Credential ID”',
      },
    },
  ],
  carriers: ['smartphone', 'tablet'],
  refusedCarriers: ['pc', 'featurePhone'],
  unsupportedDevices: [],
  vendors: [
    {
      code: 'symantec-vip',
      name: { ja: 'Symantec VIP', en: 'Symantec VIP' },
      carriers: ['smartphone', 'tablet'],
      sources: ['R-000-09'],
    },
  ],
  tokenIdLabel: { ja: 'トークンID（クレデンシャルID）', en: 'Token ID (credential ID)' },
  tokenIdAliases: ['トークンID', 'クレデンシャルID', 'Credential ID'],
  tokenIdPatterns: [
    { pattern: 'VSMT\\d{8}', example: 'VSMT99999999', kind: 'soft', verdict: 'ok', sources: ['R-000-23'] },
    {
      pattern: 'DP\\d{10}',
      example: 'DP0331735022',
      verdict: 'warn',
      warning: 'carrier-mismatch',
      sources: ['R-000-36', 'R-000-05'],
    },
  ],
  ownStockOnly: 'not-applicable',

  usePoints: ['adhocTransfer'],
  loginOtpOptional: false,
  deadTokenBlocksLogin: 'no',
  replacesSecret: [{ ja: '都度振込送信確認パスワード', en: 'Ad-hoc transfer confirmation password' }],
  combinesWith: ['clientCertificate'],

  sharing: 'contract-mode',
  maxActiveTokensPerUser: null,
  allOrNothing: 'transfer-right-users',
  mandatory: null,
  enrolOrder: 'admin-first',
  enrolledBy: 'admin-for-all',
  startDateRule: 'none',

  approvalSecrets: [{ ja: '承認用パスワード', en: 'Approval password' }],
  secretsNeverTaken: [
    { ja: '承認用パスワード', en: 'Approval password' },
    { ja: '都度振込送信確認パスワード', en: 'Ad-hoc transfer confirmation password' },
    { ja: 'ログインパスワード', en: 'Login password' },
  ],

  lockRule: null,
  lockThreshold: null,
  lockEffect: null,
  unlockBy: null,
  unlockScope: null,
  unlockFallback: null,

  detachBy: [
    {
      whose: 'admin',
      selfServiceBy: [],
      selfServiceNeeds: [],
      branch: 'always',
      branchReasonRequired: false,
      exception: 'E-01',
      sources: ['R-000-44', 'R-000-45', 'C-11'],
    },
    {
      whose: 'shared',
      selfServiceBy: [],
      selfServiceNeeds: [],
      branch: 'always',
      branchReasonRequired: false,
      exception: 'E-02',
      sources: ['R-000-17', 'R-000-44'],
    },
    {
      whose: 'general',
      selfServiceBy: ['admin'],
      selfServiceNeeds: [],
      branch: 'no-helper-usable',
      branchReasonRequired: true,
      sources: ['R-000-46', 'R-000-48'],
    },
  ],
  resetVerb: 'detach',
  revokeScope: 'user-or-shared-token',
  administratorDetachAffectsUsers: null,
  reissueWaitMin: 0,
  reissueBlackout: 'none',
  effectiveOn: 'nextLogin',
  closing: 'relogin',
  reuseAfterRevoke: 'no',
  exchangeSelfService: 'detach-then-register',
  exchangePaths: 'not-applicable',
  applicationForms: ['admin-release'],
  hardwareExpiry: 'not-applicable',
  fee: null,
  hardwareFees: 'not-applicable',
  hardwareDispatch: 'not-applicable',

  selectMode: 'single',
  listColumns: [
    { code: 'select', word: { ja: '選択', en: 'Select' } },
    { code: 'userId', word: { ja: 'お客様ID', en: 'Customer ID' } },
    { code: 'userName', word: { ja: '利用者名', en: 'User name' } },
    { code: 'tokenId', word: { ja: 'トークンID', en: 'Token ID' } },
    { code: 'role', word: { ja: '利用権限', en: 'Right' } },
    { code: 'registration', word: { ja: '登録状況', en: 'Registration' } },
  ],

  registrationWords: {
    none: { ja: '未登録', en: 'Not registered' },
    active: { ja: '登録完了', en: 'Registered' },
  },
  authenticationWords: null,
  verbWords: {
    register: { ja: '登録', en: 'Register' },
    detach: { ja: '登録解除', en: 'Cancel registration' },
    exchange: { ja: '登録解除のうえ再登録', en: 'Cancel, then register again' },
  },

  lossRoute: 'branch-form',
  lossRouteInferred: true,
  foundAgain: 'never',
  combinationDays: 30,
  requiredEvidence: [
    {
      code: 'written-form',
      word: { ja: '所定の書面', en: 'The prescribed written form' },
      sources: ['R-000-44'],
    },
    {
      code: 'registered-seal',
      word: { ja: '代表口座のお届け印', en: 'Registered seal of the representative account' },
      sources: ['R-000-45'],
    },
    {
      code: 'dealing-branch',
      word: { ja: 'お取引先支店の窓口', en: 'The counter of the dealing branch' },
      sources: ['R-000-44', 'G-11'],
    },
    {
      code: 'identity-document',
      word: { ja: 'ご来店の方の本人確認書類', en: 'Identity document of the person at the counter' },
      sources: ['DESK'],
    },
    {
      code: 'authority',
      word: { ja: '代表者以外の方は 権限の確認', en: 'Proof of authority, unless the representative comes' },
      sources: ['DESK', 'G-12'],
    },
  ],
  contact: {
    name: { ja: 'お取引先支店', en: 'The dealing branch' },
    hours: [],
    closedDays: [],
  },

  effects: {
    afterDetach: [
      {
        code: 'no-adhoc-transfer',
        text: {
          ja: '新しいトークンを登録するまで、都度振込を送れません。',
          en: 'No ad-hoc transfer can be sent until a new token is registered.',
        },
        sources: ['R-000-04', 'R-000-07'],
      },
      {
        code: 'login-works',
        text: { ja: 'ログインはできます。', en: 'Logging in still works.' },
        sources: ['R-000-48'],
      },
      {
        code: 'other-users-unclear',
        text: {
          ja: '管理者のトークンを外したとき、ほかの利用者の都度振込がどうなるかは 手引に書かれていません。',
          en: 'The guide does not say what happens to other users’ ad-hoc transfers when the administrator’s token is detached.',
        },
        gap: 'G-01',
        sources: ['R-000-39'],
      },
      {
        code: 'old-id-dead',
        text: {
          ja: 'アプリを入れ直すと トークンIDが新しくなります。古いトークンIDは使えません。',
          en: 'Installing the app again makes a new token ID. The old one cannot be used.',
        },
        sources: ['R-000-12'],
      },
    ],
    afterRegister: [
      {
        code: 'effective-after-relogin',
        text: {
          ja: '新しいトークンは 再ログイン後に有効になります。',
          en: 'The new token takes effect after logging in again.',
        },
        sources: ['R-000-27'],
      },
      {
        code: 'all-transfer-users',
        text: {
          ja: '都度振込の権限がある方は、全員の登録が必要です。',
          en: 'Every user with the right to ad-hoc transfers must be registered.',
        },
        sources: ['R-000-06', 'R-000-07'],
      },
      {
        code: 'check-payee',
        text: {
          ja: '振込の前に、受取人の口座と名前を十分にご確認ください。',
          en: 'Check the payee’s account and name well before each transfer.',
        },
        sources: ['R-000-41'],
      },
    ],
  },

  stepSheets: [
    {
      code: 'install-android',
      title: { ja: 'アプリの準備（Android）', en: 'Preparing the app (Android)' },
      steps: [
        {
          ja: 'Google Play で「Symantec VIP」と検索します。',
          en: 'Search for “Symantec VIP” in Google Play.',
        },
        { ja: 'アプリをインストールします（無料）。', en: 'Install the app (free of charge).' },
        { ja: 'ホーム画面の「VIP Access」を開きます。', en: 'Open “VIP Access” on the home screen.' },
        {
          ja: '初期化と登録が自動で行われ、Credential ID（トークンID）と Security Code（ワンタイムパスワード）が表示されます。',
          en: 'It initialises itself and shows the Credential ID (token ID) and the Security Code (one-time password).',
        },
      ],
      cautions: [
        {
          ja: 'パソコンや、スマートフォン以外の携帯電話に入れたものは使えません。',
          en: 'A PC or a mobile phone that is not a smartphone cannot be used.',
        },
      ],
      obsolete: false,
      sources: ['R-000-09', 'R-000-05', 'R-000-11'],
    },
    {
      code: 'install-ios',
      title: { ja: 'アプリの準備（iPhone・iPad）', en: 'Preparing the app (iPhone, iPad)' },
      steps: [
        {
          ja: 'App Store で「Symantec VIP」と検索します。',
          en: 'Search for “Symantec VIP” in the App Store.',
        },
        { ja: 'アプリをインストールします（無料）。', en: 'Install the app (free of charge).' },
        { ja: 'ホーム画面の「VIP Access」を開きます。', en: 'Open “VIP Access” on the home screen.' },
        {
          ja: '初期化と登録が自動で行われ、ホーム画面が出ます。「VIP Access」をタップします。',
          en: 'It initialises itself and shows its home screen. Tap “VIP Access”.',
        },
        {
          ja: 'Credential ID（トークンID）と Security Code（ワンタイムパスワード）が表示されます。',
          en: 'The Credential ID (token ID) and the Security Code (one-time password) are shown.',
        },
      ],
      cautions: [
        {
          ja: 'パソコンや、スマートフォン以外の携帯電話に入れたものは使えません。',
          en: 'A PC or a mobile phone that is not a smartphone cannot be used.',
        },
      ],
      obsolete: false,
      sources: ['R-000-10', 'R-000-05', 'R-000-11'],
    },
    {
      code: 'register-again',
      title: {
        ja: '新しいトークンの登録（管理者・共通トークン）',
        en: 'Registering the new token (administrator or shared token)',
      },
      steps: [
        {
          ja: 'WEB-FBにログインし、「管理機能」の「ワンタイムパスワード認証情報管理」を開きます。',
          en: 'Log in to WEB-FB and open 管理機能 → ワンタイムパスワード認証情報管理.',
        },
        { ja: '「利用形態設定」を押します。', en: 'Press 利用形態設定 (usage mode).' },
        {
          ja: '利用形態を選び「次へ」を押します。利用者ごとにトークンを分けるか、全員で1つを使うかを選びます。',
          en: 'Choose the usage mode and press 次へ: one token per user, or one token for all.',
        },
        {
          ja: 'アプリを開き、トークンIDとワンタイムパスワード（数字6桁）を入力します。',
          en: 'Open the app and enter the token ID and the one-time password (6 digits).',
        },
        {
          ja: '承認用パスワードを入力し「確定」を押します。承認用パスワードは 窓口ではうかがいません。',
          en: 'Enter your approval password and press 確定. The desk never asks for it.',
        },
        {
          ja: '「登録完了　利用形態の設定、およびトークンの登録が完了しました。」を確かめ、いったんログアウトして もう一度ログインします。',
          en: 'See 登録完了　利用形態の設定、およびトークンの登録が完了しました。, then log out and log in again.',
        },
      ],
      cautions: [
        {
          ja: '登録は 再ログイン後に有効になります。',
          en: 'The registration takes effect after logging in again.',
        },
        {
          ja: '利用者ごとの形態では、続けて ほかの利用者の登録も行ってください。',
          en: 'With one token per user, go on to register the other users.',
        },
      ],
      obsolete: false,
      sources: ['R-000-13', 'R-000-16', 'R-000-17', 'R-000-20', 'R-000-26', 'R-000-27', 'R-000-28'],
    },
    {
      code: 'register-user',
      title: { ja: 'ほかの利用者のトークンの登録', en: 'Registering another user’s token' },
      steps: [
        {
          ja: '管理者がWEB-FBにログインし、「管理機能」の「ワンタイムパスワード認証情報管理」を開きます。',
          en: 'The administrator logs in to WEB-FB and opens 管理機能 → ワンタイムパスワード認証情報管理.',
        },
        {
          ja: '登録する利用者の「選択」欄に印を付け、「登録・登録解除」を押します。',
          en: 'Select the user and press 登録・登録解除.',
        },
        {
          ja: 'その利用者のトークンIDとワンタイムパスワード（数字6桁）、承認用パスワードを入力し「確定」を押します。',
          en: 'Enter that user’s token ID, one-time password (6 digits) and the approval password, then press 確定.',
        },
        {
          ja: '「トークンの登録が完了しました。」を確かめます。利用者ごとに繰り返します。',
          en: 'See トークンの登録が完了しました。 Repeat for each user.',
        },
      ],
      cautions: [
        {
          ja: '利用者の一覧から出るときは「戻る」を押します。',
          en: 'Press 戻る to leave the list of users.',
        },
        {
          ja: '登録は 再ログイン後に有効になります。',
          en: 'The registration takes effect after logging in again.',
        },
      ],
      obsolete: false,
      sources: ['R-000-32', 'R-000-35', 'R-000-37', 'R-000-38'],
    },
    {
      code: 'own-administrator-detach',
      title: {
        ja: '一般者のトークンを 管理者が外す手順',
        en: 'How your administrator detaches a general user’s token',
      },
      steps: [
        {
          ja: '管理者権限のIDでWEB-FBにログインします。管理者のトークンが使えなくても ログインはできます。',
          en: 'Log in to WEB-FB with an administrator’s ID. This works even without the administrator’s token.',
        },
        {
          ja: '「管理機能」の「ワンタイムパスワード認証情報管理」を開きます。',
          en: 'Open 管理機能 → ワンタイムパスワード認証情報管理.',
        },
        {
          ja: '利用者の「選択」欄に印を付け、「登録・登録解除」を押して登録を解除します。',
          en: 'Select the user, press 登録・登録解除 and cancel the registration.',
        },
        {
          ja: '新しいトークンの準備ができたら、同じ画面で登録します。',
          en: 'When the new token is ready, register it on the same screen.',
        },
      ],
      cautions: [
        {
          ja: '書面もお届け印も いりません。',
          en: 'Neither a written form nor the seal is needed.',
        },
        {
          ja: '同じメニューの「IDロック解除」は 別の機能です。トークンは外れません。',
          en: 'IDロック解除 in the same menu is another function. It does not detach a token.',
        },
      ],
      obsolete: false,
      sources: ['R-000-46', 'R-000-48', 'R-000-13', 'R-000-14'],
    },
    {
      code: 'usage-mode',
      title: { ja: '利用形態を設定する手順', en: 'Setting the usage mode' },
      steps: [
        {
          ja: '管理者がWEB-FBにログインし、「管理機能」の「ワンタイムパスワード認証情報管理」を開きます。',
          en: 'The administrator logs in to WEB-FB and opens 管理機能 → ワンタイムパスワード認証情報管理.',
        },
        { ja: '「利用形態設定」を押します。', en: 'Press 利用形態設定 (usage mode).' },
        {
          ja: '現利用形態を確かめ、新利用形態を選び「次へ」を押します。「管理者、利用者が異なるトークンを利用する。」か「管理者、利用者が同じトークンを利用する。」です。',
          en: 'See the present mode 現利用形態, choose the new one 新利用形態 (different tokens, or the same token) and press 次へ.',
        },
        {
          ja: 'トークンIDとワンタイムパスワード（数字6桁）、承認用パスワードを入力し「確定」を押します。',
          en: 'Enter the token ID, the one-time password (6 digits) and the approval password, and press 確定.',
        },
      ],
      cautions: [
        {
          ja: '初めて設定するときは、現利用形態が「-」と表示されます。',
          en: 'The first time, the present mode is shown as “-”.',
        },
        {
          ja: '一部の方だけがワンタイムパスワードを利用することはできません。',
          en: 'It is not possible that only some users use one-time passwords.',
        },
      ],
      obsolete: false,
      sources: ['R-000-07', 'R-000-16', 'R-000-17', 'R-000-18', 'R-000-35'],
    },
    {
      code: 'transfer',
      title: {
        ja: '都度振込で ワンタイムパスワードを入力するところ',
        en: 'Where the one-time password goes in an ad-hoc transfer',
      },
      steps: [
        {
          ja: '「振込内容確認」の画面で ①出金元情報 ②振込データ基本情報 ③振込先情報 を確認します。',
          en: 'On 振込内容確認 check ①出金元情報 ②振込データ基本情報 ③振込先情報.',
        },
        {
          ja: '金額を訂正する場合は「修正」を押します。',
          en: 'To correct the amount press 修正.',
        },
        {
          ja: '④ワンタイムパスワードに、トークンに表示されている数字6桁を入力します。30秒毎に数字が変更されます。',
          en: 'In ④ワンタイムパスワード enter the six digits the token shows. They change every 30 seconds.',
        },
        {
          ja: '以上の内容で間違いなければ「確定」を押します。',
          en: 'If everything is right press 確定.',
        },
      ],
      cautions: [
        {
          ja: '受取人口座情報や受取人情報を十分にご確認ください。',
          en: 'Check the payee’s account and name well.',
        },
      ],
      obsolete: false,
      sources: ['R-000-01', 'R-000-22', 'R-000-39', 'R-000-40', 'R-000-41'],
    },
    {
      code: 'stop-transactions',
      title: {
        ja: '紛失・盗難のとき まず取引を止める手順',
        en: 'Loss or theft: stopping transactions first',
      },
      steps: [
        {
          ja: 'WEB-FBにログインし、前回のログイン日時がご自身のものか確かめます。',
          en: 'Log in to WEB-FB and check that the previous login time is your own.',
        },
        {
          ja: '「管理機能」の「WEB-FB取引停止」を押します。',
          en: 'Press 管理機能 → WEB-FB取引停止.',
        },
        {
          ja: 'お取引先支店にご連絡ください。',
          en: 'Call your dealing branch.',
        },
      ],
      cautions: [],
      obsolete: false,
      sources: ['R-000-14', 'R-000-15', 'R-000-50'],
    },
  ],

  workingDefaults: [
    {
      parameter: 'administratorDetachAffectsUsers',
      value: 'unclear',
      gap: 'G-01',
      note: {
        ja: '要確認と表示し、全員に知らせます。',
        en: 'Shown as to be confirmed; all users are told.',
      },
    },
  ],

  sources: {
    institutionWord: ['R-000-44'],
    institutionWordAlso: ['R-000-44'],
    customers: ['R-000-06'],
    severalUsers: ['R-000-06'],
    roles: ['R-000-31'],
    periodSec: ['R-000-01', 'C-01'],
    digits: ['R-000-22', 'C-17'],
    replay: ['R-000-02'],
    tokenKinds: ['R-000-03', 'C-03'],
    guideCovers: ['R-000-03'],
    tokenModels: ['R-000-09', 'R-000-11'],
    carriers: ['R-000-05', 'R-000-47', 'C-06'],
    refusedCarriers: ['R-000-05', 'C-04', 'C-05'],
    unsupportedDevices: ['R-000-05'],
    vendors: ['R-000-09', 'C-27'],
    tokenIdLabel: ['R-000-11', 'C-15'],
    tokenIdAliases: ['R-000-11'],
    tokenIdPatterns: ['R-000-23', 'R-000-36', 'C-16'],
    ownStockOnly: ['R-000-03'],
    usePoints: ['R-000-04', 'R-000-48', 'C-02'],
    loginOtpOptional: ['R-000-48'],
    deadTokenBlocksLogin: ['R-000-48'],
    replacesSecret: ['R-000-04'],
    combinesWith: ['R-000-49'],
    sharing: ['R-000-17', 'C-07'],
    allOrNothing: ['R-000-06', 'R-000-07', 'C-08'],
    enrolOrder: ['R-000-06'],
    enrolledBy: ['R-000-20', 'R-000-37'],
    startDateRule: ['R-000-27'],
    approvalSecrets: ['R-000-20', 'C-18'],
    secretsNeverTaken: ['R-000-20', 'R-000-04'],
    lockRule: ['C-09', 'G-05'],
    lockThreshold: ['G-05'],
    unlockBy: ['C-09', 'R-000-14'],
    detachBy: ['R-000-42', 'R-000-43', 'R-000-44', 'R-000-45', 'R-000-46', 'C-11'],
    resetVerb: ['R-000-42', 'C-19'],
    revokeScope: ['R-000-17', 'R-000-32'],
    administratorDetachAffectsUsers: ['R-000-39', 'G-01'],
    reissueWaitMin: ['C-12'],
    reissueBlackout: ['C-12'],
    effectiveOn: ['R-000-27', 'C-13'],
    closing: ['R-000-27'],
    reuseAfterRevoke: ['R-000-12', 'C-20'],
    exchangeSelfService: ['R-000-42'],
    exchangePaths: ['R-000-42'],
    applicationForms: ['R-000-44', 'C-22'],
    hardwareExpiry: ['R-000-03'],
    fee: ['C-21'],
    hardwareFees: ['R-000-03'],
    hardwareDispatch: ['R-000-03'],
    selectMode: ['R-000-32', 'C-23'],
    listColumns: ['R-000-29'],
    registrationWords: ['R-000-30', 'C-14'],
    verbWords: ['R-000-35', 'C-19'],
    lossRoute: ['R-000-50', 'G-02', 'C-24'],
    lossRouteInferred: ['R-000-50', 'G-02'],
    foundAgain: ['DESK'],
    combinationDays: ['DESK'],
    requiredEvidence: ['R-000-44', 'R-000-45'],
    contact: ['R-000-44', 'C-25'],
  },
}
