import type { ServiceProfile } from '#shared/profiles'

/** Internet banking of a credit cooperative with key-fob tokens: several users, shared by serial. */
export const p003: ServiceProfile = {
  id: 'P003',
  version: 1,
  name: {
    ja: '法人インターネットバンキング ハードウェアトークン（信用組合）',
    en: 'Corporate internet banking, hardware token (credit cooperative)',
  },
  shortName: { ja: '法人IB ハードトークン', en: 'Corporate IB, hardware' },
  source: {
    document: '埼玉信用組合インターネットバンキング ワンタイムパスワード操作手順書（ハードウェアトークン）',
    issuer: '埼玉信用組合',
    edition: { ja: '2018年8月', en: 'August 2018' },
  },

  institutionWord: { ja: '当組合', en: 'our cooperative' },
  institutionWordAlso: [],
  customers: ['corporate'],
  severalUsers: true,
  roles: [
    { code: 'master', word: { ja: 'マスターユーザ', en: 'Master user' }, rank: 3, administers: true },
    { code: 'admin', word: { ja: '管理者ユーザ', en: 'Administrator user' }, rank: 2, administers: true },
    { code: 'general', word: { ja: '一般ユーザ', en: 'General user' }, rank: 1, administers: false },
  ],
  validFrom: null,

  periodSec: 60,
  digits: null,
  replay: 'refuse-used',

  tokenKinds: ['hard', 'soft'],
  guideCovers: ['hard'],
  tokenModels: [
    {
      code: 'keyfob',
      kind: 'hard',
      name: { ja: 'キーホルダー型', en: 'Key fob' },
      whereIsTheSerial: { ja: '裏面（有効期限も裏面）', en: 'On the back, with the expiry' },
      hardware: {
        picture: 'keyfob',
        serialPattern: '\\d{7,12}',
        algorithm: null,
        digits: null,
        periodSeconds: 60,
        batteryMonths: null,
        leadDays: 20,
        reorderLevel: 10,
      },
    },
  ],
  carriers: ['keyfob', 'smartphone', 'featurePhone'],
  refusedCarriers: [],
  unsupportedDevices: [],
  vendors: null,
  tokenIdLabel: { ja: 'シリアル番号', en: 'Serial number' },
  tokenIdAliases: ['シリアル番号'],
  tokenIdPatterns: [
    {
      pattern: '\\d{8,12}',
      example: '12345678',
      kind: 'hard',
      verdict: 'ok',
      sources: ['R-003-12'],
    },
    {
      pattern: '\\d{7}',
      example: '7810641',
      kind: 'hard',
      verdict: 'warn',
      warning: 'short-serial',
      sources: ['R-003-37'],
    },
  ],
  ownStockOnly: null,

  usePoints: ['login'],
  loginOtpOptional: false,
  deadTokenBlocksLogin: 'yes',
  replacesSecret: [],
  combinesWith: null,

  sharing: 'by-serial',
  maxActiveTokensPerUser: null,
  allOrNothing: null,
  mandatory: null,
  enrolOrder: 'per-user',
  enrolledBy: 'each-user',
  startDateRule: 'sent-by-start-date-then-forced',

  approvalSecrets: [{ ja: '確認用パスワード', en: 'Confirmation password' }],
  secretsNeverTaken: [
    { ja: '確認用パスワード', en: 'Confirmation password' },
    { ja: 'ログインパスワード', en: 'Login password' },
  ],

  lockRule: 'consecutive-errors',
  lockThreshold: null,
  lockEffect: 'otp-stopped-no-login',
  unlockBy: ['master', 'admin'],
  unlockScope: 'all-users-of-serial',
  unlockFallback: null,

  detachBy: [
    {
      whose: 'master',
      selfServiceBy: ['master', 'admin'],
      selfServiceNeeds: ['confirmation-password'],
      branch: 'no-helper-usable',
      branchReasonRequired: true,
      exception: 'E-07',
      sources: ['R-003-27', 'R-003-36', 'C-11'],
    },
    {
      whose: 'admin',
      selfServiceBy: ['master', 'admin'],
      selfServiceNeeds: ['confirmation-password'],
      branch: 'no-helper-usable',
      branchReasonRequired: true,
      exception: 'E-07',
      sources: ['R-003-27', 'R-003-36', 'C-11'],
    },
    {
      whose: 'general',
      selfServiceBy: ['master', 'admin'],
      selfServiceNeeds: ['confirmation-password'],
      branch: 'no-helper-usable',
      branchReasonRequired: true,
      exception: 'E-07',
      sources: ['R-003-27', 'C-11'],
    },
  ],
  resetVerb: 'revoke',
  revokeScope: 'selected-users',
  administratorDetachAffectsUsers: 'no',
  reissueWaitMin: 30,
  reissueBlackout: { from: '02:06', to: '08:10', release: '08:10', mode: 'strict' },
  effectiveOn: 'immediately',
  closing: 'registration',
  reuseAfterRevoke: 'yes',
  exchangeSelfService: 'revoke-then-register',
  exchangePaths: 'not-applicable',
  applicationForms: ['hardware-token'],
  hardwareExpiry: { printed: true, instantOfDay: '08:00' },
  fee: null,
  hardwareFees: null,
  hardwareDispatch: { preparationDays: 2, mailDays: 3 },

  selectMode: 'multi',
  listColumns: [
    { code: 'select', word: { ja: '選択', en: 'Select' } },
    { code: 'userId', word: { ja: 'ログインID', en: 'Login ID' }, sorted: 'ascending' },
    { code: 'userName', word: { ja: '利用者名', en: 'User name' } },
    { code: 'role', word: { ja: '利用者区分', en: 'User class' } },
    { code: 'tokenId', word: { ja: 'シリアル番号', en: 'Serial number' } },
    { code: 'authentication', word: { ja: 'ワンタイムパスワード認証状態', en: 'Authentication state' } },
    { code: 'registration', word: { ja: 'ワンタイムパスワード状態', en: 'One-time password state' } },
    { code: 'expiry', word: { ja: 'トークン有効期限', en: 'Token expiry' } },
  ],

  registrationWords: {
    none: { ja: '未登録', en: 'Not registered' },
    issued: { ja: 'トークン発行済み', en: 'Token issued' },
    active: { ja: 'サービス利用中', en: 'In use' },
    expired: { ja: 'トークン有効期限切れ', en: 'Token expired' },
    revoked: { ja: '失効中', en: 'Revoked' },
  },
  authenticationWords: {
    usable: { ja: '利用可能', en: 'Usable' },
    locked: { ja: '停止中', en: 'Stopped' },
  },
  verbWords: {
    register: { ja: '利用開始登録', en: 'Register' },
    unlock: { ja: '停止解除', en: 'Lift the stop' },
    revoke: { ja: '失効', en: 'Revoke' },
    issue: { ja: 'トークン発行', en: 'Issue a token' },
    exchange: { ja: '失効のうえ再登録', en: 'Revoke, then register' },
  },

  lossRoute: 'own-administrator-revokes',
  lossRouteInferred: true,
  foundAgain: 'never',
  combinationDays: 30,
  requiredEvidence: null,
  contact: { name: { ja: '当組合窓口', en: 'Our counter' }, hours: [], closedDays: [] },

  effects: {
    afterDetach: [
      {
        code: 'no-login',
        text: {
          ja: '失効を行うと、選択された利用者はログインできなくなります。',
          en: 'The selected users can no longer log in.',
        },
        sources: ['R-003-29'],
      },
      {
        code: 'shared-serial-unclear',
        text: {
          ja: '同じシリアル番号を使う ほかの利用者がどうなるかは 手引に書かれていません。',
          en: 'The guide does not say what happens to other users of the same serial number.',
        },
        gap: 'G-04',
        sources: ['R-003-42', 'R-003-15'],
      },
      {
        code: 'wait-30',
        text: {
          ja: '新しいトークンは 失効の30分後から登録できます。2時6分から8時10分までに失効したときは 8時10分からです。',
          en: 'A new token can be registered 30 minutes later; after a revocation between 2:06 and 8:10, from 8:10.',
        },
        sources: ['R-003-30', 'R-003-31'],
      },
    ],
    afterRegister: [
      {
        code: 'effective-at-once',
        text: {
          ja: '登録のあとすぐに有効です。次のログインから ワンタイムパスワードが要ります。',
          en: 'Effective at once; each later login asks for the one-time password.',
        },
        sources: ['R-003-13'],
      },
    ],
  },

  stepSheets: [
    {
      code: 'register-again',
      title: { ja: 'ハードウェアトークンの利用開始登録', en: 'Registering the hardware token' },
      steps: [
        {
          ja: '利用開始日以降に、ログインIDとパスワードでログインします。',
          en: 'From the start date on, log in with login ID and password.',
        },
        {
          ja: '「ワンタイムパスワード利用開始登録（ハードウェアトークン）」の画面（BLG3020）に「セキュリティ向上のため、ワンタイムパスワードでの認証が追加されました。」と出ます。',
          en: 'The screen BLG3020 ワンタイムパスワード利用開始登録 appears and says that authentication was added for security.',
        },
        {
          ja: 'トークンの裏のシリアル番号と、表示されているワンタイムパスワードを入力します。',
          en: 'Enter the serial number from the back and the one-time password on the display.',
        },
        {
          ja: '「認証確認」を押します。トップページが出れば 登録は終わりです。',
          en: 'Press 認証確認. When the top page appears the registration is complete.',
        },
      ],
      cautions: [
        {
          ja: 'ほかの利用者が使っているトークンを登録すると、1つを一緒に使えます。',
          en: 'Registering a token another user already uses shares it.',
        },
      ],
      obsolete: false,
      sources: ['R-003-09', 'R-003-10', 'R-003-11', 'R-003-13', 'R-003-14', 'R-003-15'],
    },
    {
      code: 'own-administrator-unlock',
      title: {
        ja: '利用停止を ご自身の管理者が解除する手順',
        en: 'How your own administrator lifts the stop',
      },
      steps: [
        {
          ja: 'マスターユーザか管理者ユーザがログインし、「管理」を押します。',
          en: 'A master or administrator user logs in and presses 管理.',
        },
        { ja: '「利用者管理」を押します。', en: 'Press 利用者管理.' },
        {
          ja: '「ワンタイムパスワードの利用停止解除」を押します。',
          en: 'Press ワンタイムパスワードの利用停止解除.',
        },
        {
          ja: '対象の利用者に印を付け、確認用パスワードを入力し「停止解除」を押します。',
          en: 'Select the users, enter the confirmation password and press 停止解除.',
        },
        {
          ja: '「以下の利用者に対して、ワンタイムパスワードの利用停止状態を解除しました。」の画面で、おひとりずつ「利用可能」を確かめます。',
          en: 'The result screen names the users whose stop was lifted; see 利用可能 for each of them.',
        },
      ],
      cautions: [
        {
          ja: '同じシリアル番号を使う利用者も 一緒に解除されます。',
          en: 'Users of the same serial number are unlocked as well.',
        },
        {
          ja: '数字を続けて間違えた事情を 先に確かめてください。',
          en: 'First find out how the wrong entries came about.',
        },
      ],
      obsolete: false,
      sources: ['R-003-17', 'R-003-18', 'R-003-19', 'R-003-24', 'R-003-25', 'R-003-26'],
    },
    {
      code: 'own-administrator-detach',
      title: {
        ja: 'トークンを ご自身の管理者が失効する手順',
        en: 'How your own administrator revokes a token',
      },
      steps: [
        {
          ja: 'マスターユーザか管理者ユーザがログインし、「管理」を押します。',
          en: 'A master or administrator user logs in and presses 管理.',
        },
        { ja: '「利用者管理」を押します。', en: 'Press 利用者管理.' },
        { ja: '「トークンの失効」を押します。', en: 'Press トークンの失効.' },
        {
          ja: '対象の利用者に印を付け、確認用パスワードを入力し「失効」を押します。',
          en: 'Select the users, enter the confirmation password and press 失効.',
        },
        {
          ja: '30分後から 新しいトークンを登録できます。',
          en: 'A new token can be registered 30 minutes later.',
        },
      ],
      cautions: [
        {
          ja: '失効すると、選んだ利用者はログインできなくなります。',
          en: 'The selected users can no longer log in.',
        },
        {
          ja: '2時6分から8時10分までに失効したときは、8時10分から登録できます。',
          en: 'After a revocation between 2:06 and 8:10, registration is possible from 8:10.',
        },
      ],
      obsolete: false,
      sources: ['R-003-27', 'R-003-28', 'R-003-29', 'R-003-30', 'R-003-31', 'R-003-38'],
    },
  ],

  workingDefaults: [
    {
      parameter: 'tokenModels',
      value: 'expiry-of-file',
      gap: 'G-09',
      note: {
        ja: '数字の作り方と電池の寿命は 手引にありません。届いたファイルと本体の印字のとおりに扱います。',
        en: 'The guide gives neither how codes are made nor battery life. The file that came and the print on the token count.',
      },
    },
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
      parameter: 'unlockFallback',
      value: 'counter',
      gap: 'G-03',
      note: {
        ja: '全員が停止したときの扱いは 手引にありません。窓口で受けます。',
        en: 'The guide is silent when everybody is locked; the counter takes it.',
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
    institutionWord: ['R-003-06'],
    institutionWordAlso: ['R-003-06'],
    customers: ['R-003-22'],
    severalUsers: ['R-003-22'],
    roles: ['R-003-22'],
    periodSec: ['R-003-04', 'C-01'],
    digits: ['G-09', 'C-17'],
    replay: ['R-003-04'],
    tokenKinds: ['R-003-03', 'R-003-05', 'C-03'],
    guideCovers: ['R-003-01'],
    tokenModels: ['R-003-04', 'R-003-05', 'R-003-12', 'R-003-14', 'R-003-37', 'G-09', 'DESK'],
    carriers: ['R-003-05', 'C-04'],
    refusedCarriers: ['R-003-05'],
    unsupportedDevices: ['R-003-05'],
    vendors: ['C-27'],
    tokenIdLabel: ['R-003-12', 'C-15'],
    tokenIdAliases: ['R-003-12'],
    tokenIdPatterns: ['R-003-12', 'R-003-37', 'C-16'],
    usePoints: ['R-003-02', 'C-02'],
    loginOtpOptional: ['R-003-02'],
    deadTokenBlocksLogin: ['R-003-13', 'R-003-16'],
    replacesSecret: ['R-003-02'],
    sharing: ['R-003-15', 'C-07'],
    enrolOrder: ['R-003-09'],
    enrolledBy: ['R-003-09', 'R-003-13'],
    startDateRule: ['R-003-07', 'R-003-09'],
    approvalSecrets: ['R-003-25', 'C-18'],
    secretsNeverTaken: ['R-003-25', 'R-003-38'],
    lockRule: ['R-003-16'],
    lockThreshold: ['R-003-16', 'G-05'],
    lockEffect: ['R-003-16'],
    unlockBy: ['R-003-18', 'C-09'],
    unlockScope: ['R-003-24', 'C-10'],
    unlockFallback: ['R-003-43', 'G-03'],
    detachBy: ['R-003-27', 'R-003-36', 'R-003-38', 'C-11'],
    resetVerb: ['R-003-27', 'C-19'],
    revokeScope: ['R-003-42', 'G-04'],
    administratorDetachAffectsUsers: ['R-003-42'],
    reissueWaitMin: ['R-003-30', 'C-12'],
    reissueBlackout: ['R-003-31', 'C-12', 'G-08'],
    effectiveOn: ['R-003-13', 'C-13'],
    closing: ['R-003-13'],
    reuseAfterRevoke: ['R-003-41', 'C-20'],
    exchangeSelfService: ['R-003-27'],
    exchangePaths: ['R-003-27'],
    applicationForms: ['R-003-06', 'C-22'],
    hardwareExpiry: ['R-003-14', 'R-003-35'],
    fee: ['G-10', 'C-21'],
    hardwareFees: ['G-10'],
    hardwareDispatch: ['R-003-07', 'DESK'],
    selectMode: ['R-003-23', 'C-23'],
    listColumns: ['R-003-20', 'R-003-23', 'R-003-32'],
    registrationWords: ['R-003-33', 'C-14'],
    authenticationWords: ['R-003-21', 'C-14'],
    verbWords: ['R-003-18', 'R-003-27', 'R-003-30', 'C-19'],
    lossRoute: ['R-003-27', 'C-24'],
    lossRouteInferred: ['R-003-27'],
    foundAgain: ['R-003-41', 'DESK'],
    combinationDays: ['DESK'],
    requiredEvidence: ['G-07'],
    contact: ['R-003-06'],
  },
}
