import type { ServiceProfile } from '#shared/profiles'

/** Personal internet banking (B) of a shinkin bank: app or hardware token, asked for at transactions. */
export const p002: ServiceProfile = {
  id: 'P002',
  version: 1,
  name: {
    ja: '個人インターネットバンキング B（信用金庫）',
    en: 'Personal internet banking B (shinkin bank)',
  },
  shortName: { ja: '個人IB B', en: 'Personal IB B' },
  source: {
    document: '～ソフトウェアトークンによる～ ワンタイムパスワードご利用の手引き',
    issuer: '白河信用金庫',
    edition: {
      ja: '日付なし（平成30年3月12日の取扱変更を含む）',
      en: 'Undated (includes the change of 12 March 2018)',
    },
  },

  institutionWord: { ja: '当庫', en: 'our bank' },
  institutionWordAlso: ['当金庫'],
  customers: ['person'],
  severalUsers: false,
  roles: [{ code: 'contractor', word: { ja: '契約者', en: 'Contractor' }, rank: 1, administers: false }],
  validFrom: null,

  periodSec: 30,
  digits: 6,
  replay: 'refuse-used',

  tokenKinds: ['soft', 'hard'],
  guideCovers: ['soft', 'hard'],
  tokenModels: [
    {
      code: 'shinkin-app',
      kind: 'soft',
      name: { ja: 'しんきん（個人）ワンタイムパスワード', en: 'Shinkin (personal) one-time password app' },
      whereIsTheSerial: { ja: 'アプリのパスワードの下', en: 'Below the password in the app' },
    },
    {
      code: 'hardware-1',
      kind: 'hard',
      name: { ja: 'ハードウェアトークン 例1', en: 'Hardware token, example 1' },
      whereIsTheSerial: { ja: '裏面', en: 'On the back' },
      // The guide shows three devices and three forms of serials, and does not say which has which: the forms
      // are spread over them here, as the desk reads them (R-002-22, R-002-35).
      hardware: {
        picture: 'keyfob',
        serialPattern: '\\d[A-Z][0-9A-Z]{10}',
        algorithm: null,
        digits: null,
        periodSeconds: null,
        batteryMonths: null,
        leadDays: 20,
        reorderLevel: 10,
      },
    },
    {
      code: 'hardware-2',
      kind: 'hard',
      name: { ja: 'ハードウェアトークン 例2', en: 'Hardware token, example 2' },
      whereIsTheSerial: { ja: '裏面', en: 'On the back' },
      hardware: {
        picture: 'keyfob-wide',
        serialPattern: 'GM[0-9A-Z]{8}',
        algorithm: null,
        digits: null,
        periodSeconds: null,
        batteryMonths: null,
        leadDays: 20,
        reorderLevel: 10,
      },
    },
    {
      code: 'hardware-3',
      kind: 'hard',
      name: { ja: 'ハードウェアトークン 例3', en: 'Hardware token, example 3' },
      whereIsTheSerial: { ja: '裏面', en: 'On the back' },
      hardware: {
        picture: 'card',
        serialPattern: 'SY[0-9A-Z]{8}',
        algorithm: null,
        digits: null,
        periodSeconds: null,
        batteryMonths: null,
        leadDays: 20,
        reorderLevel: 10,
      },
    },
  ],
  carriers: ['smartphone', 'keyfob'],
  refusedCarriers: [],
  unsupportedDevices: [],
  vendors: [
    {
      code: 'shinkin-app',
      name: { ja: 'しんきん（個人）ワンタイムパスワード', en: 'Shinkin (personal) one-time password' },
      carriers: ['smartphone'],
      from: '2017-03-13',
      sources: ['R-002-06'],
    },
    {
      code: 'own-hardware',
      name: { ja: '当庫から発送するハードウェアトークン', en: 'Hardware token sent by us' },
      carriers: ['keyfob'],
      sources: ['R-002-10', 'R-002-32'],
    },
    {
      code: 'symantec',
      name: { ja: 'シマンテック社製トークン', en: 'Symantec token' },
      carriers: ['smartphone'],
      closedToNewFrom: '2017-07-24',
      // The form of its IDs stands in another service's guide (R-000-23).
      serialPattern: 'VS[A-Z]{2}\\d{8}',
      sources: ['R-002-07', 'R-002-08'],
    },
    {
      code: 'pc-software',
      name: { ja: 'ソフトウェアトークン（パソコン版）', en: 'Software token (PC edition)' },
      carriers: ['pc'],
      closedToNewFrom: '2018-03-12',
      sources: ['R-002-09'],
    },
  ],
  tokenIdLabel: { ja: 'シリアル番号', en: 'Serial number' },
  tokenIdAliases: ['シリアル番号', 'クレデンシャルID', 'トークンID'],
  tokenIdPatterns: [
    { pattern: '[0-9A-Z]{12}', example: '2V0716016FK2', verdict: 'ok', sources: ['R-002-22'] },
    { pattern: '[A-Z]{2}[0-9A-Z]{8}', example: 'GMXXXXXXXX', verdict: 'ok', sources: ['R-002-35'] },
  ],
  ownStockOnly: 'yes',

  usePoints: ['transfer', 'payment'],
  loginOtpOptional: true,
  deadTokenBlocksLogin: 'if-customer-chose-login-otp',
  replacesSecret: [
    { ja: '資金移動用パスワード（確認用パスワード）', en: 'Funds transfer (confirmation) password' },
    { ja: '画像認証カード', en: 'Picture card' },
  ],
  combinesWith: null,

  sharing: null,
  maxActiveTokensPerUser: null,
  allOrNothing: 'not-applicable',
  mandatory: null,
  enrolOrder: 'not-applicable',
  enrolledBy: 'contractor',
  startDateRule: 'none',

  approvalSecrets: [
    { ja: '確認用パスワード', en: 'Confirmation password' },
    { ja: '振込用パスワード', en: 'Transfer password' },
  ],
  secretsNeverTaken: [
    { ja: '確認用パスワード', en: 'Confirmation password' },
    { ja: '振込用パスワード', en: 'Transfer password' },
    { ja: '資金移動用パスワード', en: 'Funds transfer password' },
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
      whose: 'contractor',
      selfServiceBy: ['contractor'],
      selfServiceNeeds: ['current-otp', 'transfer-password'],
      branch: 'token-unusable',
      branchReasonRequired: false,
      exception: 'E-04',
      sources: ['R-002-26', 'R-002-31', 'C-11'],
    },
  ],
  resetVerb: 'branchReissue',
  revokeScope: 'not-applicable',
  administratorDetachAffectsUsers: 'not-applicable',
  reissueWaitMin: 0,
  reissueBlackout: 'none',
  effectiveOn: 'nextTransaction',
  closing: 'next-transaction',
  reuseAfterRevoke: null,
  exchangeSelfService: 'old-otp',
  exchangePaths: [
    { from: 'soft', to: 'soft' },
    { from: 'soft', to: 'hard' },
  ],
  applicationForms: ['hardware-token'],
  hardwareExpiry: null,
  fee: 'app-free',
  hardwareFees: null,
  hardwareDispatch: { preparationDays: 2, mailDays: 3 },

  selectMode: 'not-applicable',
  listColumns: [],

  registrationWords: null,
  authenticationWords: null,
  verbWords: {
    register: { ja: '利用開始', en: 'Start using' },
    optOut: { ja: '利用中止', en: 'Stop using' },
    exchange: { ja: '交換', en: 'Exchange' },
    branchReissue: { ja: '再発行処理', en: 'Reissue by the bank' },
  },

  lossRoute: 'call-at-once',
  lossRouteInferred: false,
  foundAgain: 'never',
  combinationDays: 30,
  requiredEvidence: null,
  contact: {
    name: {
      ja: '事務統括部 インターネットバンキング担当',
      en: 'Administration division, internet banking desk',
    },
    phone: '0248-23-4513',
    hours: [{ days: 'weekdays', from: '09:00', to: '17:00' }],
    closedDays: [],
  },

  effects: {
    afterDetach: [
      {
        code: 'falls-back-to-password',
        text: {
          ja: '利用中止のあとは、確認用パスワード（または画像認証カード）での認証に戻ります。カードがあるかを確かめます。',
          en: 'After stopping, the confirmation password (or picture card) is used again. Check that the card still exists.',
        },
        sources: ['R-002-03', 'R-002-27'],
      },
      {
        code: 'no-transfer-without-token',
        text: {
          ja: 'トークンがない間は、振込や収納サービスを使えません。',
          en: 'Without a token, transfers and payment services cannot be used.',
        },
        sources: ['R-002-02', 'R-002-16'],
      },
    ],
    afterRegister: [
      {
        code: 'effective-next-transaction',
        text: {
          ja: '次回のお取引から ワンタイムパスワードが必要です。',
          en: 'The one-time password is needed from the next transaction on.',
        },
        sources: ['R-002-24'],
      },
    ],
  },

  stepSheets: [
    {
      code: 'install-app',
      title: { ja: 'アプリの準備', en: 'Preparing the app' },
      steps: [
        {
          ja: 'App Store または Google Play で「しんきん（個人）ワンタイムパスワード」と検索します。',
          en: 'Search for しんきん（個人）ワンタイムパスワード in the App Store or Google Play.',
        },
        { ja: 'アプリをインストールします（無料）。', en: 'Install the app (free of charge).' },
        {
          ja: 'アプリを開くと、数字6桁のワンタイムパスワードと、その下にシリアル番号が表示されます。',
          en: 'Open it: the 6-digit one-time password is shown with the serial number below it.',
        },
      ],
      cautions: [
        {
          ja: '動作環境は iOS 8以上、Android 4.X以上です（手引の記載）。',
          en: 'Needs iOS 8 or Android 4.X and later (according to the guide).',
        },
      ],
      obsolete: false,
      sources: ['R-002-06', 'R-002-11', 'R-002-18'],
    },
    {
      code: 'register-again',
      title: { ja: 'ワンタイムパスワードの利用開始', en: 'Starting to use the one-time password' },
      steps: [
        {
          ja: 'ログイン画面の「利用開始」を押します。',
          en: 'Press 利用開始 on the login screen.',
        },
        {
          ja: '契約者ID（利用者番号）とログインパスワードを入力し「次へ」を押します。',
          en: 'Enter the contractor ID and the login password and press 次へ.',
        },
        {
          ja: 'シリアル番号とワンタイムパスワード（数字6桁）を入力します。',
          en: 'Enter the serial number and the one-time password (6 digits).',
        },
        {
          ja: 'ログイン時の認証要否（認証する・認証しない）を選びます。',
          en: 'Choose whether login also asks for it (認証する / 認証しない).',
        },
        {
          ja: 'お客様カードの確認用パスワードを入力し「登録」を押します。確認用パスワードは 窓口ではうかがいません。',
          en: 'Enter the confirmation password from your card and press 登録. The desk never asks for it.',
        },
        {
          ja: '受付番号・受付時刻・シリアル番号を確かめます。',
          en: 'Check the acceptance number, time and serial number.',
        },
      ],
      cautions: [
        {
          ja: '英字は 大文字と小文字を区別します。ブラウザの「戻る」「進む」は使わないでください。',
          en: 'Letters are case sensitive. Do not use the browser’s back and forward buttons.',
        },
        {
          ja: 'ご利用のOSおよびブラウザや文字の大きさによっては、画面のレイアウトが若干異なる場合がありますが、お取扱いには影響ありません。',
          en: 'The layout may differ slightly with the system, the browser and the size of the text; it does not matter.',
        },
        {
          ja: '「登録しない」を選び、あとで登録することもできます。',
          en: 'With 登録しない you may register later.',
        },
      ],
      obsolete: false,
      sources: [
        'R-002-25',
        'R-002-12',
        'R-002-13',
        'R-002-14',
        'R-002-15',
        'R-002-19',
        'R-002-20',
        'R-002-21',
      ],
    },
    {
      code: 'exchange',
      title: { ja: 'トークンを ご自身で交換する手順', en: 'Exchanging the token by yourself' },
      steps: [
        {
          ja: '新しいスマートフォンにアプリを入れるか、当庫から届いたハードウェアトークンを手元に用意します。',
          en: 'Install the app on the new smartphone, or have the hardware token we sent you at hand.',
        },
        { ja: 'ログイン画面の下の「交換」を押します。', en: 'Press 交換 at the bottom of the login screen.' },
        {
          ja: '契約者IDとログインパスワードを入力し「次へ」を押します。',
          en: 'Enter the contractor ID and the login password and press 次へ.',
        },
        {
          ja: '古いトークンのワンタイムパスワードを入力し「次へ」を押します。',
          en: 'Enter the one-time password of the old token and press 次へ.',
        },
        {
          ja: '新しいトークンのシリアル番号とワンタイムパスワードを入力し「登録」を押します。',
          en: 'Enter the new token’s serial number and one-time password and press 登録.',
        },
      ],
      cautions: [
        {
          ja: '新しいトークンの登録が終わるまで、古い端末のアプリを消さないでください。',
          en: 'Do not remove the old app before the new token is registered.',
        },
        {
          ja: 'ハードウェアトークンは 当庫から発送したものだけが使えます。',
          en: 'Only hardware tokens sent by us can be used.',
        },
      ],
      obsolete: false,
      sources: ['R-002-28', 'R-002-30', 'R-002-32', 'R-002-34'],
    },
    {
      code: 'opt-out',
      title: { ja: '利用中止の手順', en: 'Stopping the one-time password' },
      steps: [
        {
          ja: 'ログイン画面の下の「利用中止」を押します。',
          en: 'Press 利用中止 at the bottom of the login screen.',
        },
        {
          ja: '契約者IDとログインパスワードを入力し「次へ」を押します。',
          en: 'Enter the contractor ID and the login password and press 次へ.',
        },
        {
          ja: 'ワンタイムパスワードと振込用パスワードを入力し「停止」を押します。',
          en: 'Enter the one-time password and the transfer password and press 停止.',
        },
      ],
      cautions: [
        {
          ja: '以後は 確認用パスワードでの認証になります。',
          en: 'From then on the confirmation password is used.',
        },
        {
          ja: 'ワンタイムパスワードは、第三者による不正ログインおよび不正送金のリスクを減らします。',
          en: 'The one-time password lowers the risk of logins and transfers by others.',
        },
      ],
      obsolete: false,
      sources: ['R-002-04', 'R-002-26', 'R-002-27'],
    },
  ],

  workingDefaults: [
    {
      parameter: 'tokenModels',
      value: 'expiry-of-file',
      gap: 'G-06',
      note: {
        ja: '電池の寿命と数字の作り方は 手引にありません。届いたファイルと本体の印字のとおりに扱います。',
        en: 'The guide gives neither battery life nor how codes are made. The file that came and the print on the token count.',
      },
    },
    {
      parameter: 'exchangePaths',
      value: 'hard-to-hard-at-branch',
      gap: 'G-06',
      note: {
        ja: 'ハードウェアトークン同士の交換は 手引にありません。確認が取れるまで 窓口で再発行します。',
        en: 'The guide has no exchange between hardware tokens. Until confirmed, the branch reissues.',
      },
    },
  ],

  sources: {
    institutionWord: ['R-002-32', 'R-002-31'],
    institutionWordAlso: ['R-002-31', 'R-002-36'],
    customers: ['R-002-14'],
    severalUsers: ['R-002-14'],
    roles: ['R-002-14'],
    periodSec: ['R-002-05', 'C-01'],
    digits: ['R-002-01', 'C-17'],
    replay: ['R-002-01'],
    tokenKinds: ['R-002-10', 'C-03'],
    guideCovers: ['R-002-10'],
    tokenModels: ['R-002-17', 'R-002-18', 'R-002-22', 'R-002-35', 'G-06', 'DESK'],
    carriers: ['R-002-05', 'R-002-10', 'C-05'],
    refusedCarriers: ['R-002-09'],
    unsupportedDevices: ['R-002-11'],
    vendors: ['R-002-06', 'R-002-07', 'R-002-09', 'C-27'],
    tokenIdLabel: ['R-002-15', 'C-15'],
    tokenIdAliases: ['R-002-15', 'R-002-17'],
    tokenIdPatterns: ['R-002-22', 'R-002-35', 'C-16'],
    ownStockOnly: ['R-002-32'],
    usePoints: ['R-002-02', 'C-02'],
    loginOtpOptional: ['R-002-20', 'C-02'],
    deadTokenBlocksLogin: ['R-002-20'],
    replacesSecret: ['R-002-03'],
    sharing: ['C-07'],
    allOrNothing: ['R-002-14'],
    enrolOrder: ['R-002-14'],
    enrolledBy: ['R-002-12', 'R-002-14'],
    startDateRule: ['R-002-24'],
    approvalSecrets: ['R-002-19', 'R-002-26', 'C-18'],
    secretsNeverTaken: ['R-002-14', 'R-002-19', 'R-002-26'],
    lockRule: ['C-09', 'G-05'],
    lockThreshold: ['C-09', 'G-05'],
    unlockBy: ['C-09'],
    detachBy: ['R-002-26', 'R-002-31', 'C-11'],
    resetVerb: ['R-002-31', 'C-19'],
    revokeScope: ['R-002-14'],
    administratorDetachAffectsUsers: ['R-002-14'],
    reissueWaitMin: ['C-12'],
    reissueBlackout: ['C-12'],
    effectiveOn: ['R-002-24', 'C-13'],
    closing: ['R-002-24'],
    exchangeSelfService: ['R-002-28', 'R-002-34'],
    exchangePaths: ['R-002-28', 'R-002-29', 'G-06'],
    applicationForms: ['R-002-33', 'C-22'],
    fee: ['R-002-05', 'C-21'],
    hardwareFees: ['G-10'],
    hardwareDispatch: ['R-002-33', 'DESK'],
    selectMode: ['R-002-14'],
    listColumns: ['R-002-14'],
    registrationWords: ['C-14'],
    authenticationWords: ['C-14'],
    verbWords: ['R-002-12', 'R-002-31', 'C-19'],
    lossRoute: ['R-002-36', 'C-24'],
    lossRouteInferred: ['R-002-36'],
    foundAgain: ['DESK'],
    combinationDays: ['DESK'],
    contact: ['R-002-38', 'C-25'],
  },
}
