import type { ServiceProfile } from '#shared/profiles'

/** Personal internet banking (A) of a shinkin bank: software token, asked for at every login. */
export const p001: ServiceProfile = {
  id: 'P001',
  version: 1,
  name: {
    ja: '個人インターネットバンキング A（信用金庫）',
    en: 'Personal internet banking A (shinkin bank)',
  },
  shortName: { ja: '個人IB A', en: 'Personal IB A' },
  source: {
    document: 'ワンタイムパスワードの利用方法 ～ご利用開始までの流れ～',
    issuer: null,
    edition: null,
  },

  institutionWord: { ja: '当金庫', en: 'our bank' },
  institutionWordAlso: [],
  customers: ['person'],
  severalUsers: false,
  roles: [{ code: 'contractor', word: { ja: '契約者', en: 'Contractor' }, rank: 1, administers: false }],
  validFrom: null,

  periodSec: 30,
  digits: null,
  replay: 'refuse-used',

  tokenKinds: ['soft'],
  guideCovers: ['soft'],
  tokenModels: [
    {
      code: 'vip-access',
      kind: 'soft',
      name: { ja: 'VIP Access（スマートフォン・パソコン）', en: 'VIP Access (smartphone, PC)' },
      whereIsTheSerial: { ja: 'アプリの画面の「Credential ID」', en: '“Credential ID” in the app' },
    },
  ],
  carriers: ['pc', 'smartphone'],
  refusedCarriers: [],
  unsupportedDevices: ['iPad', 'iPod touch', 'Windows Phone', 'Windows Mobile'],
  vendors: [
    {
      code: 'symantec-vip',
      name: { ja: 'Symantec VIP', en: 'Symantec VIP' },
      carriers: ['pc', 'smartphone'],
      sources: ['R-001-08', 'R-001-09'],
    },
  ],
  tokenIdLabel: { ja: 'トークンID', en: 'Token ID' },
  tokenIdAliases: ['トークンID', 'Credential ID'],
  tokenIdPatterns: null,
  ownStockOnly: 'not-applicable',

  usePoints: ['login'],
  loginOtpOptional: false,
  deadTokenBlocksLogin: 'yes',
  replacesSecret: [],
  combinesWith: null,

  sharing: 'none',
  maxActiveTokensPerUser: 1,
  allOrNothing: 'not-applicable',
  mandatory: null,
  enrolOrder: 'not-applicable',
  enrolledBy: 'contractor',
  startDateRule: 'none',

  approvalSecrets: [],
  secretsNeverTaken: [{ ja: 'ログインパスワード', en: 'Login password' }],

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
      selfServiceNeeds: ['current-otp'],
      branch: 'token-unusable',
      branchReasonRequired: false,
      exception: 'E-04',
      sources: ['R-001-15', 'R-001-20', 'R-001-23', 'C-11'],
    },
  ],
  resetVerb: 'branchReissue',
  revokeScope: 'not-applicable',
  administratorDetachAffectsUsers: 'not-applicable',
  reissueWaitMin: 0,
  reissueBlackout: 'none',
  effectiveOn: 'nextLogin',
  closing: 'relogin',
  reuseAfterRevoke: 'no',
  exchangeSelfService: 'old-otp',
  exchangePaths: [{ from: 'soft', to: 'soft' }],
  applicationForms: [],
  hardwareExpiry: 'not-applicable',
  fee: 'app-free',
  hardwareFees: 'not-applicable',
  hardwareDispatch: 'not-applicable',

  selectMode: 'not-applicable',
  listColumns: [],

  registrationWords: null,
  authenticationWords: null,
  verbWords: {
    register: { ja: '利用登録', en: 'Register use' },
    optOut: { ja: '利用停止', en: 'Stop using' },
    exchange: { ja: '変更', en: 'Change' },
    branchReissue: { ja: '再発行処理', en: 'Reissue by the bank' },
  },

  lossRoute: 'call-at-once',
  lossRouteInferred: false,
  foundAgain: 'never',
  combinationDays: 30,
  requiredEvidence: null,
  contact: { name: { ja: '当金庫', en: 'Our bank' }, hours: [], closedDays: [] },

  effects: {
    afterDetach: [
      {
        code: 'login-without-otp',
        text: {
          ja: '利用停止のあとは、契約者IDとログインパスワードだけでログインします。守りが弱くなります。',
          en: 'After stopping, login takes only the contractor ID and password. Protection is weaker.',
        },
        sources: ['R-001-16'],
      },
      {
        code: 'dead-token-no-access',
        text: {
          ja: 'トークンが使えない間は、ログインできません。振込も照会もできません。',
          en: 'While the token is unusable the customer cannot log in: no transfers, no enquiries.',
        },
        sources: ['R-001-03'],
      },
    ],
    afterRegister: [
      {
        code: 'effective-next-login',
        text: {
          ja: '次回のログインから ワンタイムパスワードが必要です。',
          en: 'The one-time password is needed from the next login on.',
        },
        sources: ['R-001-13'],
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
        {
          ja: '「VIP Access」を選び、インストールします（無料）。',
          en: 'Choose “VIP Access” and install it (free of charge).',
        },
        { ja: '「VIP Access」を開きます。', en: 'Open “VIP Access”.' },
        { ja: '初期化と登録が自動で行われます。', en: 'It initialises and registers itself.' },
        {
          ja: '「Welcome to VIP Access」の画面で「OK」を押します。',
          en: 'Press OK on “Welcome to VIP Access”.',
        },
        {
          ja: 'Credential ID（トークンID）と Security Code（ワンタイムパスワード）が表示されます。',
          en: 'The Credential ID (token ID) and the Security Code (one-time password) are shown.',
        },
      ],
      cautions: [
        {
          ja: 'パソコンとスマートフォンの どちらか一方でだけ使えます。',
          en: 'Only one device can be used: the PC or the smartphone.',
        },
      ],
      obsolete: false,
      sources: ['R-001-08', 'R-001-06'],
    },
    {
      code: 'install-ios',
      title: { ja: 'アプリの準備（iPhone）', en: 'Preparing the app (iPhone)' },
      steps: [
        {
          ja: 'App Store で「Symantec VIP」と検索します。',
          en: 'Search for “Symantec VIP” in the App Store.',
        },
        {
          ja: '「VIP Access for iPhone」をインストールします（無料）。',
          en: 'Install “VIP Access for iPhone” (free of charge).',
        },
        { ja: '「VIP Access」を開きます。', en: 'Open “VIP Access”.' },
        { ja: '初期化と登録が自動で行われます。', en: 'It initialises and registers itself.' },
        { ja: 'ホーム画面が出たら「VIP Access」を押します。', en: 'On its home screen press “VIP Access”.' },
        {
          ja: 'Credential ID（トークンID）と Security Code（ワンタイムパスワード）が表示されます。',
          en: 'The Credential ID (token ID) and the Security Code (one-time password) are shown.',
        },
      ],
      cautions: [
        {
          ja: 'iPad と iPod touch は 推奨環境の対象外です。',
          en: 'iPad and iPod touch are outside the recommended environment.',
        },
      ],
      obsolete: false,
      sources: ['R-001-09', 'R-001-11'],
    },
    {
      code: 'install-windows-phone',
      title: { ja: 'アプリの準備（Windows Phone）', en: 'Preparing the app (Windows Phone)' },
      steps: [
        {
          ja: 'Windows Marketplace for Mobile で「Symantec VIP」と検索します。',
          en: 'Search for “Symantec VIP” in Windows Marketplace for Mobile.',
        },
        {
          ja: '「Download Now」を押し、インストールします（無料）。',
          en: 'Press “Download Now” and install it.',
        },
        { ja: 'アプリを開きます。', en: 'Open the app.' },
        { ja: '初期化と登録を行います。', en: 'Initialise and register it.' },
        { ja: 'ホーム画面で「OK」を押します。', en: 'Press OK on the home screen.' },
        {
          ja: 'Credential ID（トークンID）と Security Code（ワンタイムパスワード）が表示されます。',
          en: 'The Credential ID (token ID) and the Security Code (one-time password) are shown.',
        },
      ],
      cautions: [
        {
          ja: '推奨環境の対象外です。',
          en: 'Outside the recommended environment.',
        },
      ],
      obsolete: true,
      sources: ['R-001-10', 'R-001-11', 'R-001-25'],
    },
    {
      code: 'register-again',
      title: { ja: 'ワンタイムパスワードの利用登録', en: 'Registering to use the one-time password' },
      steps: [
        {
          ja: 'トークンのアプリを入れます。パソコンでもスマートフォンでも、そのあとに利用登録が必要です。',
          en: 'Install the token app. On a PC and on a smartphone alike, use must then be registered.',
        },
        {
          ja: 'ログイン画面の下の「ワンタイムパスワード利用登録はこちら」から 利用登録をします。',
          en: 'Register by ワンタイムパスワード利用登録はこちら at the bottom of the login screen.',
        },
        {
          ja: '次回のログインから、契約者ID、ログインパスワードに加え、ワンタイムパスワードが必要となります。',
          en: 'From the next login on, the one-time password is needed beside contractor ID and login password.',
        },
        {
          ja: 'ワンタイムパスワードを入力した後、IBのトップページへ移動します。',
          en: 'After the one-time password is entered, the top page of the internet banking appears.',
        },
      ],
      cautions: [
        {
          ja: '利用登録の画面は 手引にないため、途中の表示は 要確認です。',
          en: 'The guide does not show the screens of the registration; what they say is to be confirmed.',
        },
      ],
      obsolete: false,
      sources: ['R-001-12', 'R-001-13', 'R-001-14'],
    },
    {
      code: 'exchange',
      title: {
        ja: '新しい端末へ ご自身で変更する手順',
        en: 'Changing to a new device by yourself',
      },
      steps: [
        {
          ja: '新しい端末に トークンのアプリを入れます。',
          en: 'Install the token app on the new device.',
        },
        {
          ja: 'ログイン画面の下の「ワンタイムパスワード利用登録はこちら」を押します。',
          en: 'At the bottom of the login screen press ワンタイムパスワード利用登録はこちら.',
        },
        {
          ja: '契約者IDとログインパスワードを入力し「次へ」を押します。',
          en: 'Enter the contractor ID and the login password and press 次へ.',
        },
        {
          ja: '古いトークンのワンタイムパスワードを入力し「次へ」を押します。',
          en: 'Enter the one-time password of the old token and press 次へ.',
        },
        {
          ja: '新しいトークンのトークンIDとワンタイムパスワードを入力し「登録」を押します。',
          en: 'Enter the new token’s ID and one-time password and press 登録.',
        },
      ],
      cautions: [
        {
          ja: '新しいトークンの登録が終わるまで、古い端末のアプリを消さないでください。',
          en: 'Do not remove the old app before the new token is registered.',
        },
      ],
      obsolete: false,
      sources: ['R-001-18', 'R-001-19', 'R-001-21'],
    },
    {
      code: 'opt-out',
      title: { ja: '利用停止の手順', en: 'Stopping the one-time password' },
      steps: [
        {
          ja: 'ログイン画面の下の「ワンタイムパスワード利用停止はこちら」を押します。',
          en: 'At the bottom of the login screen press ワンタイムパスワード利用停止はこちら.',
        },
        {
          ja: '契約者IDとログインパスワードを入力し「次へ」を押します。',
          en: 'Enter the contractor ID and the login password and press 次へ.',
        },
        {
          ja: 'トークンのワンタイムパスワードを入力し「停止」を押します。',
          en: 'Enter the token’s one-time password and press 停止.',
        },
        {
          ja: '「ワンタイムパスワードの利用停止が完了しました。(00001)」を確かめます。',
          en: 'See ワンタイムパスワードの利用停止が完了しました。(00001).',
        },
      ],
      cautions: [
        {
          ja: '以後は IDとパスワードだけのログインになります。',
          en: 'From then on login takes only ID and password.',
        },
      ],
      obsolete: false,
      sources: ['R-001-15', 'R-001-16', 'R-001-17'],
    },
  ],

  workingDefaults: [],

  sources: {
    institutionWord: ['R-001-20'],
    institutionWordAlso: ['R-001-20'],
    customers: ['R-001-23'],
    severalUsers: ['R-001-23'],
    roles: ['R-001-23'],
    periodSec: ['R-001-04', 'C-01'],
    replay: ['R-001-01'],
    tokenKinds: ['R-001-02', 'C-03'],
    guideCovers: ['R-001-02'],
    tokenModels: ['R-001-08', 'R-001-09'],
    carriers: ['R-001-05', 'C-05'],
    refusedCarriers: ['R-001-05'],
    unsupportedDevices: ['R-001-11', 'C-06'],
    vendors: ['R-001-08', 'C-27'],
    tokenIdLabel: ['R-001-08', 'C-15'],
    tokenIdAliases: ['R-001-08'],
    tokenIdPatterns: ['C-16'],
    ownStockOnly: ['R-001-02'],
    usePoints: ['R-001-03', 'C-02'],
    loginOtpOptional: ['R-001-13'],
    deadTokenBlocksLogin: ['R-001-03'],
    replacesSecret: ['R-001-03'],
    sharing: ['R-001-06', 'C-07'],
    maxActiveTokensPerUser: ['R-001-06'],
    allOrNothing: ['R-001-23'],
    enrolOrder: ['R-001-23'],
    enrolledBy: ['R-001-12', 'R-001-23'],
    startDateRule: ['R-001-13'],
    approvalSecrets: ['C-18'],
    secretsNeverTaken: ['R-001-03'],
    lockRule: ['R-001-24', 'G-05'],
    lockThreshold: ['R-001-24', 'G-05'],
    lockEffect: ['R-001-24'],
    unlockBy: ['R-001-24', 'C-09'],
    unlockScope: ['R-001-24'],
    unlockFallback: ['R-001-24'],
    detachBy: ['R-001-15', 'R-001-20', 'R-001-23', 'C-11'],
    resetVerb: ['R-001-20', 'C-19'],
    revokeScope: ['R-001-23'],
    administratorDetachAffectsUsers: ['R-001-23'],
    reissueWaitMin: ['C-12'],
    reissueBlackout: ['C-12'],
    effectiveOn: ['R-001-13', 'C-13'],
    closing: ['R-001-13'],
    reuseAfterRevoke: ['C-20'],
    exchangeSelfService: ['R-001-18', 'R-001-21'],
    exchangePaths: ['R-001-18'],
    applicationForms: ['C-22'],
    hardwareExpiry: ['R-001-02'],
    fee: ['R-001-05', 'C-21'],
    hardwareFees: ['R-001-02'],
    hardwareDispatch: ['R-001-02'],
    selectMode: ['R-001-23', 'C-23'],
    listColumns: ['R-001-23'],
    registrationWords: ['C-14'],
    authenticationWords: ['C-14'],
    verbWords: ['R-001-12', 'R-001-15', 'R-001-18', 'R-001-20', 'C-19'],
    lossRoute: ['R-001-22', 'C-24'],
    lossRouteInferred: ['R-001-22'],
    foundAgain: ['DESK'],
    combinationDays: ['DESK'],
    contact: ['R-001-20', 'R-001-22'],
  },
}
