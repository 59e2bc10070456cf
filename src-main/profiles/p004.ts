import type { ServiceProfile } from '#shared/profiles'

/** Corporate internet banking of a credit cooperative with an app issued by mail; no serial is ever shown. */
export const p004: ServiceProfile = {
  id: 'P004',
  version: 1,
  name: {
    ja: '法人・個人事業主向けインターネットバンキング（信用組合）',
    en: 'Internet banking for companies and sole traders (credit cooperative)',
  },
  shortName: { ja: '法人IB アプリ', en: 'Corporate IB, app' },
  source: {
    document:
      '法人・個人事業主向けインターネットバンキングサービスにおける ～ワンタイムパスワードの導入について～',
    issuer: 'けんみん信組',
    edition: { ja: '平成27年4月20日 導入時', en: 'At introduction, 20 April 2015' },
  },

  institutionWord: { ja: '当組合', en: 'our cooperative' },
  institutionWordAlso: ['けんみん信組'],
  customers: ['corporate', 'sole-trader'],
  severalUsers: true,
  roles: [
    { code: 'master', word: { ja: 'マスターユーザ', en: 'Master user' }, rank: 3, administers: true },
    { code: 'admin', word: { ja: '管理者ユーザ', en: 'Administrator user' }, rank: 2, administers: true },
    { code: 'general', word: { ja: '一般ユーザ', en: 'General user' }, rank: 1, administers: false },
  ],
  validFrom: '2015-04-20',

  periodSec: 60,
  digits: null,
  replay: 'refuse-used',

  tokenKinds: ['soft'],
  guideCovers: ['soft'],
  tokenModels: [],
  carriers: ['featurePhone', 'smartphone'],
  refusedCarriers: [],
  unsupportedDevices: [],
  vendors: [
    {
      code: 'mail-app',
      name: {
        ja: 'ワンタイムパスワードアプリ（メールで発行）',
        en: 'One-time password app (issued by mail)',
      },
      carriers: ['featurePhone', 'smartphone'],
      sources: ['R-004-09', 'R-004-10'],
    },
  ],
  tokenIdLabel: 'none',
  tokenIdAliases: [],
  tokenIdPatterns: 'none',
  ownStockOnly: 'not-applicable',

  usePoints: ['login'],
  loginOtpOptional: false,
  deadTokenBlocksLogin: 'yes',
  replacesSecret: [],
  combinesWith: null,

  sharing: null,
  maxActiveTokensPerUser: null,
  allOrNothing: 'no',
  mandatory: false,
  enrolOrder: 'per-user',
  enrolledBy: 'each-user-by-mail',
  startDateRule: 'none',

  approvalSecrets: [
    { ja: '確認用パスワード', en: 'Confirmation password' },
    { ja: '利用開始パスワード', en: 'Start password' },
  ],
  secretsNeverTaken: [
    { ja: '確認用パスワード', en: 'Confirmation password' },
    { ja: '利用開始パスワード', en: 'Start password' },
    {
      ja: 'サービスID・ユーザID（アプリの設定用）',
      en: 'Service ID and user ID shown for setting up the app',
    },
    { ja: 'ログインパスワード', en: 'Login password' },
  ],

  lockRule: 'errors',
  lockThreshold: null,
  lockEffect: 'service-of-user-stopped',
  unlockBy: ['master', 'admin'],
  unlockScope: 'selected-users',
  unlockFallback: 'counter',

  detachBy: [
    {
      whose: 'master',
      selfServiceBy: ['master', 'admin'],
      selfServiceNeeds: ['confirmation-password'],
      branch: 'no-helper-usable',
      branchReasonRequired: true,
      exception: 'E-06',
      sources: ['R-004-24', 'R-004-25', 'C-11'],
    },
    {
      whose: 'admin',
      selfServiceBy: ['master', 'admin'],
      selfServiceNeeds: ['confirmation-password'],
      branch: 'no-helper-usable',
      branchReasonRequired: true,
      exception: 'E-06',
      sources: ['R-004-24', 'R-004-25', 'C-11'],
    },
    {
      whose: 'general',
      selfServiceBy: ['master', 'admin'],
      selfServiceNeeds: ['confirmation-password'],
      branch: 'no-helper-usable',
      branchReasonRequired: true,
      exception: 'E-06',
      sources: ['R-004-24', 'C-11'],
    },
  ],
  resetVerb: 'revoke',
  revokeScope: 'selected-users',
  administratorDetachAffectsUsers: 'no',
  reissueWaitMin: 30,
  reissueBlackout: 'none',
  effectiveOn: 'immediately',
  closing: 'registration',
  reuseAfterRevoke: 'not-applicable',
  exchangeSelfService: 'revoke-wait-issue',
  exchangePaths: 'not-applicable',
  applicationForms: ['otp-use'],
  hardwareExpiry: 'not-applicable',
  fee: 'free',
  hardwareFees: 'not-applicable',
  hardwareDispatch: 'not-applicable',

  selectMode: 'multi',
  listColumns: [
    { code: 'select', word: { ja: '選択', en: 'Select' } },
    { code: 'userId', word: { ja: 'ログインID', en: 'Login ID' } },
    { code: 'userName', word: { ja: '利用者名', en: 'User name' } },
    { code: 'role', word: { ja: '利用者区分', en: 'User class' } },
    { code: 'authentication', word: { ja: 'ワンタイムパスワード認証状態', en: 'Authentication state' } },
    { code: 'registration', word: { ja: 'ワンタイムパスワード状態', en: 'One-time password state' } },
  ],

  registrationWords: {
    none: { ja: '非登録', en: 'Not registered' },
    active: { ja: 'サービス利用中', en: 'In use' },
    revoked: { ja: '失効中', en: 'Revoked' },
  },
  authenticationWords: {
    usable: { ja: '利用可能', en: 'Usable' },
    locked: { ja: '即時利用停止', en: 'Stopped at once' },
  },
  verbWords: {
    register: { ja: '初期設定', en: 'Initial setting' },
    unlock: { ja: '停止解除', en: 'Lift the stop' },
    revoke: { ja: '失効', en: 'Revoke' },
    issue: { ja: 'トークン発行', en: 'Issue a token' },
    exchange: { ja: '失効のうえ再発行', en: 'Revoke, then issue again' },
  },

  lossRoute: 'own-administrator-revokes',
  lossRouteInferred: true,
  foundAgain: 'never',
  combinationDays: 30,
  requiredEvidence: null,
  contact: {
    name: {
      ja: 'けんみん信組インターネットバンキングヘルプデスク',
      en: 'Kenmin Shinkumi internet banking help desk',
    },
    phone: '0120-565-657',
    hours: [
      { days: 'weekdays', from: '09:00', to: '24:00' },
      { days: 'weekends-and-holidays', from: '09:00', to: '17:00' },
    ],
    closedDays: ['01-01', '01-02', '01-03', '05-03', '05-04', '05-05', '12-31'],
  },

  effects: {
    afterDetach: [
      {
        code: 'no-login-30',
        text: {
          ja: '失効のあと30分間は エラーが表示され、ログインできません。故障ではありません。',
          en: 'For 30 minutes after revocation an error is shown and login fails. Nothing is broken.',
        },
        sources: ['R-004-28'],
      },
      {
        code: 'issue-after-30',
        text: {
          ja: '30分後に、新しい携帯電話・スマートフォンで 初期設定ができます。',
          en: 'After 30 minutes the new phone can be set up.',
        },
        sources: ['R-004-23'],
      },
    ],
    afterRegister: [
      {
        code: 'effective-at-once',
        text: { ja: '初期設定のあとすぐに有効です。', en: 'Effective at once after the initial setting.' },
        sources: ['R-004-15'],
      },
    ],
  },

  stepSheets: [
    {
      code: 'register-again',
      title: { ja: 'ワンタイムパスワードの初期設定', en: 'Setting up the one-time password' },
      steps: [
        {
          ja: 'パソコンで法人IBにログインし、「ワンタイムパスワードトークン発行」の画面を開きます。',
          en: 'Log in to the corporate IB on a PC and open ワンタイムパスワードトークン発行.',
        },
        {
          ja: '携帯電話・スマートフォンのメールアドレスと、お決めになる利用開始パスワードを入力し「トークン発行」を押します。',
          en: 'Enter the phone’s mail address and a start password of your own and press トークン発行.',
        },
        {
          ja: '届いたメールのURLからアプリを入れ、パソコンの画面のサービスID・ユーザIDと利用開始パスワードを入力します。',
          en: 'Install the app from the URL in the mail and enter service ID, user ID (from the PC screen) and start password.',
        },
        {
          ja: 'アプリのワンタイムパスワードを パソコンの画面に入力します。',
          en: 'Enter the app’s one-time password on the PC.',
        },
        {
          ja: 'トップ画面が表示されれば 初期設定は終わりです。',
          en: 'When the top page appears the setting is complete.',
        },
      ],
      cautions: [
        {
          ja: '利用開始パスワードは 窓口ではうかがいません。',
          en: 'The desk never asks for the start password.',
        },
        {
          ja: 'この操作は ご利用当初一回のみの操作で、ご利用開始後は必要ありません。',
          en: 'This is done only once, at the beginning.',
        },
      ],
      obsolete: false,
      sources: ['R-004-09', 'R-004-10', 'R-004-11', 'R-004-12', 'R-004-13', 'R-004-14', 'R-004-15'],
    },
    {
      code: 'own-administrator-unlock',
      title: {
        ja: '利用停止を ご自身の管理者が解除する手順',
        en: 'How your own administrator lifts the stop',
      },
      steps: [
        {
          ja: 'マスターユーザか管理者ユーザがログインし、「管理」から「ワンタイムパスワードの管理」を開きます。',
          en: 'A master or administrator user logs in and opens 管理 → ワンタイムパスワードの管理.',
        },
        {
          ja: '「ワンタイムパスワードの利用停止解除」を押します。',
          en: 'Press ワンタイムパスワードの利用停止解除.',
        },
        {
          ja: '対象の利用者に印を付け、確認用パスワードを入力し「停止解除」を押します。',
          en: 'Select the users, enter the confirmation password and press 停止解除.',
        },
        { ja: '結果の画面で「利用可能」を確かめます。', en: 'See 利用可能 on the result screen.' },
      ],
      cautions: [
        {
          ja: '数字を間違えた事情を 先に確かめてください。',
          en: 'First find out how the wrong entries came about.',
        },
      ],
      obsolete: false,
      sources: ['R-004-18', 'R-004-20', 'R-004-21'],
    },
    {
      code: 'own-administrator-detach',
      title: {
        ja: 'トークンを ご自身の管理者が失効する手順',
        en: 'How your own administrator revokes a token',
      },
      steps: [
        {
          ja: 'マスターユーザか管理者ユーザがログインし、「管理」から「ワンタイムパスワードの管理」を開きます。',
          en: 'A master or administrator user logs in and opens 管理 → ワンタイムパスワードの管理.',
        },
        { ja: '「トークンの失効」を押します。', en: 'Press トークンの失効.' },
        {
          ja: '対象の利用者に印を付け、確認用パスワードを入力し「失効」を押します。',
          en: 'Select the users, enter the confirmation password and press 失効.',
        },
        {
          ja: '30分後に、新しい携帯電話・スマートフォンで初期設定を行います。',
          en: 'After 30 minutes set up the new phone.',
        },
      ],
      cautions: [
        {
          ja: '機種変更の前に 失効してください。失効せずに交換すると ログインできなくなります。',
          en: 'Revoke before changing the phone. Otherwise login becomes impossible.',
        },
        {
          ja: '失効のあと30分間は エラーが表示されます。故障ではありません。',
          en: 'For 30 minutes an error is shown. Nothing is broken.',
        },
      ],
      obsolete: false,
      sources: ['R-004-22', 'R-004-23', 'R-004-24', 'R-004-25', 'R-004-28'],
    },
  ],

  workingDefaults: [
    {
      parameter: 'digits',
      value: 6,
      gap: 'G-09',
      note: {
        ja: '桁数は 手引にありません。6桁とみなします。',
        en: 'The guide gives no digits; 6 is assumed.',
      },
    },
    {
      parameter: 'requiredEvidence',
      value: ['registered-seal', 'identity-document', 'authority'],
      gap: 'G-07',
      note: {
        ja: '窓口での本人確認は 手引にありません。印鑑・本人確認書類・権限の確認とします。',
        en: 'The guide names no proof at the counter; seal, identity document and authority are asked for.',
      },
    },
  ],

  sources: {
    institutionWord: ['R-004-03', 'R-004-16'],
    institutionWordAlso: ['R-004-16'],
    customers: ['R-004-01', 'R-004-08'],
    severalUsers: ['R-004-18'],
    roles: ['R-004-18', 'R-004-26'],
    validFrom: ['R-004-01'],
    periodSec: ['R-004-06', 'C-01'],
    digits: ['G-09', 'C-17'],
    replay: ['R-004-06'],
    tokenKinds: ['R-004-07', 'C-03'],
    guideCovers: ['R-004-07'],
    tokenModels: ['R-004-07'],
    carriers: ['R-004-07', 'C-04'],
    refusedCarriers: ['R-004-07'],
    unsupportedDevices: ['R-004-07'],
    vendors: ['R-004-09', 'C-27'],
    tokenIdLabel: ['R-004-07', 'R-004-21', 'C-15'],
    tokenIdAliases: ['R-004-07'],
    tokenIdPatterns: ['R-004-07', 'C-16'],
    ownStockOnly: ['R-004-07'],
    usePoints: ['R-004-05', 'C-02'],
    loginOtpOptional: ['R-004-05'],
    deadTokenBlocksLogin: ['R-004-25'],
    replacesSecret: ['R-004-05'],
    sharing: ['C-07'],
    allOrNothing: ['R-004-02', 'C-08'],
    mandatory: ['R-004-02', 'C-08'],
    enrolOrder: ['R-004-09', 'R-004-12'],
    enrolledBy: ['R-004-09'],
    startDateRule: ['R-004-03'],
    approvalSecrets: ['R-004-13', 'R-004-21', 'C-18'],
    secretsNeverTaken: ['R-004-13', 'R-004-14', 'R-004-21'],
    lockRule: ['R-004-17'],
    lockThreshold: ['R-004-17', 'G-05'],
    lockEffect: ['R-004-17'],
    unlockBy: ['R-004-18', 'C-09'],
    unlockScope: ['R-004-21', 'C-10'],
    unlockFallback: ['R-004-19', 'C-09'],
    detachBy: ['R-004-24', 'R-004-25', 'C-11'],
    resetVerb: ['R-004-22', 'C-19'],
    revokeScope: ['R-004-26'],
    administratorDetachAffectsUsers: ['R-004-26'],
    reissueWaitMin: ['R-004-23', 'C-12'],
    reissueBlackout: ['R-004-29', 'C-12'],
    effectiveOn: ['R-004-15', 'C-13'],
    closing: ['R-004-15'],
    reuseAfterRevoke: ['R-004-07', 'C-20'],
    exchangeSelfService: ['R-004-22', 'R-004-23'],
    exchangePaths: ['R-004-22'],
    applicationForms: ['R-004-03', 'C-22'],
    hardwareExpiry: ['R-004-07'],
    fee: ['R-004-04', 'C-21'],
    hardwareFees: ['R-004-07'],
    hardwareDispatch: ['R-004-07'],
    selectMode: ['R-004-21', 'C-23'],
    listColumns: ['R-004-21', 'R-004-26'],
    registrationWords: ['R-004-27', 'C-14'],
    authenticationWords: ['R-004-17', 'R-004-21', 'C-14'],
    verbWords: ['R-004-20', 'R-004-22', 'R-004-09', 'C-19'],
    lossRoute: ['R-004-24', 'C-24'],
    lossRouteInferred: ['R-004-24'],
    foundAgain: ['DESK'],
    combinationDays: ['DESK'],
    requiredEvidence: ['G-07'],
    contact: ['R-004-16', 'C-25'],
  },
}
