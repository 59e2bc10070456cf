import { describe, expect, it } from 'vitest'
import { profileOf, profiles } from '#main/profiles/index'
import { unknowns } from '#shared/profile-rules'
import { PARAMETERS, type ParameterName, SERVICE_IDS, type ServiceId, serviceProfile } from '#shared/profiles'

/**
 * The table of the five guides, written down a second time and independently of the profiles: one row per
 * parameter, P000 … P004. `null` is a blank of the table: the guide says nothing.
 */
const TABLE: Partial<Record<ParameterName, readonly [unknown, unknown, unknown, unknown, unknown]>> = {
  customers: [['corporate'], ['person'], ['person'], ['corporate'], ['corporate', 'sole-trader']],
  severalUsers: [true, false, false, true, true],
  periodSec: [30, 30, 30, 60, 60],
  digits: [6, null, 6, null, null],
  replay: ['refuse-used', 'refuse-used', 'refuse-used', 'refuse-used', 'refuse-used'],
  guideCovers: [['soft'], ['soft'], ['soft', 'hard'], ['hard'], ['soft']],
  carriers: [
    ['smartphone', 'tablet'],
    ['pc', 'smartphone'],
    ['smartphone', 'keyfob'],
    ['keyfob', 'smartphone', 'featurePhone'],
    ['featurePhone', 'smartphone'],
  ],
  usePoints: [['adhocTransfer'], ['login'], ['transfer', 'payment'], ['login'], ['login']],
  loginOtpOptional: [false, false, true, false, false],
  deadTokenBlocksLogin: ['no', 'yes', 'if-customer-chose-login-otp', 'yes', 'yes'],
  sharing: ['contract-mode', 'none', null, 'by-serial', null],
  allOrNothing: ['transfer-right-users', 'not-applicable', 'not-applicable', null, 'no'],
  enrolOrder: ['admin-first', 'not-applicable', 'not-applicable', 'per-user', 'per-user'],
  enrolledBy: ['admin-for-all', 'contractor', 'contractor', 'each-user', 'each-user-by-mail'],
  startDateRule: ['none', 'none', 'none', 'sent-by-start-date-then-forced', 'none'],
  lockRule: [null, null, null, 'consecutive-errors', 'errors'],
  lockThreshold: [null, null, null, null, null],
  lockEffect: [null, null, null, 'otp-stopped-no-login', 'service-of-user-stopped'],
  unlockBy: [null, null, null, ['master', 'admin'], ['master', 'admin']],
  unlockScope: [null, null, null, 'all-users-of-serial', 'selected-users'],
  unlockFallback: [null, null, null, null, 'counter'],
  resetVerb: ['detach', 'branchReissue', 'branchReissue', 'revoke', 'revoke'],
  revokeScope: [
    'user-or-shared-token',
    'not-applicable',
    'not-applicable',
    'selected-users',
    'selected-users',
  ],
  administratorDetachAffectsUsers: [null, 'not-applicable', 'not-applicable', 'no', 'no'],
  reissueWaitMin: [0, 0, 0, 30, 30],
  reissueBlackout: [
    'none',
    'none',
    'none',
    { from: '02:06', to: '08:10', release: '08:10', mode: 'strict' },
    'none',
  ],
  effectiveOn: ['nextLogin', 'nextLogin', 'nextTransaction', 'immediately', 'immediately'],
  reuseAfterRevoke: ['no', 'no', null, 'yes', 'not-applicable'],
  exchangeSelfService: [
    'detach-then-register',
    'old-otp',
    'old-otp',
    'revoke-then-register',
    'revoke-wait-issue',
  ],
  exchangePaths: [
    'not-applicable',
    [{ from: 'soft', to: 'soft' }],
    [
      { from: 'soft', to: 'soft' },
      { from: 'soft', to: 'hard' },
    ],
    'not-applicable',
    'not-applicable',
  ],
  applicationForms: [['admin-release'], [], ['hardware-token'], ['hardware-token'], ['otp-use']],
  hardwareExpiry: [
    'not-applicable',
    'not-applicable',
    null,
    { printed: true, instantOfDay: '08:00' },
    'not-applicable',
  ],
  fee: [null, 'app-free', 'app-free', null, 'free'],
  hardwareFees: ['not-applicable', 'not-applicable', null, null, 'not-applicable'],
  hardwareDispatch: [
    'not-applicable',
    'not-applicable',
    { preparationDays: 2, mailDays: 3 },
    { preparationDays: 2, mailDays: 3 },
    'not-applicable',
  ],
  selectMode: ['single', 'not-applicable', 'not-applicable', 'multi', 'multi'],
  lossRoute: [
    'branch-form',
    'call-at-once',
    'call-at-once',
    'own-administrator-revokes',
    'own-administrator-revokes',
  ],
  lossRouteInferred: [true, false, false, true, true],
  foundAgain: ['never', 'never', 'never', 'never', 'never'],
  combinationDays: [30, 30, 30, 30, 30],
}

/** Rows whose cells are words, patterns or lists: the Japanese of each cell. */
const WORDS = {
  institutionWord: ['当金庫', '当金庫', '当庫', '当組合', '当組合'],
  tokenIdLabel: ['トークンID（クレデンシャルID）', 'トークンID', 'シリアル番号', 'シリアル番号', 'none'],
  roles: [
    ['管理者', '一般者'],
    ['契約者'],
    ['契約者'],
    ['マスターユーザ', '管理者ユーザ', '一般ユーザ'],
    ['マスターユーザ', '管理者ユーザ', '一般ユーザ'],
  ],
  tokenIdPatterns: [
    ['VSMT\\d{8}', 'DP\\d{10}'],
    null,
    ['[0-9A-Z]{12}', '[A-Z]{2}[0-9A-Z]{8}'],
    ['\\d{8,12}', '\\d{7}'],
    'none',
  ],
  replacesSecret: [
    ['都度振込送信確認パスワード'],
    [],
    ['資金移動用パスワード（確認用パスワード）', '画像認証カード'],
    [],
    [],
  ],
  approvalSecrets: [
    ['承認用パスワード'],
    [],
    ['確認用パスワード', '振込用パスワード'],
    ['確認用パスワード'],
    ['確認用パスワード', '利用開始パスワード'],
  ],
  listColumns: [
    ['選択', 'お客様ID', '利用者名', 'トークンID', '利用権限', '登録状況'],
    [],
    [],
    [
      '選択',
      'ログインID',
      '利用者名',
      '利用者区分',
      'シリアル番号',
      'ワンタイムパスワード認証状態',
      'ワンタイムパスワード状態',
      'トークン有効期限',
    ],
    [
      '選択',
      'ログインID',
      '利用者名',
      '利用者区分',
      'ワンタイムパスワード認証状態',
      'ワンタイムパスワード状態',
    ],
  ],
  registrationWords: [
    { none: '未登録', active: '登録完了' },
    null,
    null,
    {
      none: '未登録',
      issued: 'トークン発行済み',
      active: 'サービス利用中',
      expired: 'トークン有効期限切れ',
      revoked: '失効中',
    },
    { none: '非登録', active: 'サービス利用中', revoked: '失効中' },
  ],
  authenticationWords: [
    null,
    null,
    null,
    { usable: '利用可能', locked: '停止中' },
    { usable: '利用可能', locked: '即時利用停止' },
  ],
  phone: [undefined, undefined, '0248-23-4513', undefined, '0120-565-657'],
  edition: [
    '画面の日付 2016年1月13日',
    null,
    '日付なし（平成30年3月12日の取扱変更を含む）',
    '2018年8月',
    '平成27年4月20日 導入時',
  ],
  resetWord: ['登録解除', '再発行処理', '再発行処理', '失効', '失効'],
} as const

const ja = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ja)
  if (typeof value !== 'object' || value === null) return value
  if ('ja' in value) return value.ja
  if ('word' in value) return ja(value.word)
  if ('pattern' in value) return value.pattern
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, ja(part)]))
}

const cellsOf = (row: keyof typeof WORDS) =>
  profiles.map((profile) => {
    if (row === 'phone') return profile.contact.phone
    if (row === 'edition') return profile.source.edition?.ja ?? null
    if (row === 'resetWord') return profile.verbWords[profile.resetVerb]?.ja
    return ja(profile[row])
  })

describe('the five service profiles', () => {
  it('are there, in order, parsed and frozen', () => {
    expect(profiles.map((profile) => profile.id)).toEqual([...SERVICE_IDS])
    expect(profiles.every((profile) => Object.isFrozen(profile.detachBy))).toBe(true)
    expect(profiles.every((profile) => serviceProfile.safeParse(profile).success)).toBe(true)
  })

  it.each(Object.entries(TABLE))('say the same as the table about %s', (name, row) => {
    expect(profiles.map((profile) => profile[name as ParameterName])).toEqual(row)
  })

  it.each(Object.keys(WORDS) as (keyof typeof WORDS)[])('use the guides’ own words for %s', (row) => {
    expect(cellsOf(row)).toEqual(WORDS[row])
  })

  it('send the administrator and the shared token of WEB-FB to the branch, with form and seal (R-000-44, R-000-45)', () => {
    const profile = profileOf('P000')
    const atBranch = profile.detachBy.filter((rule) => rule.branch === 'always').map((rule) => rule.whose)
    expect(atBranch).toEqual(['admin', 'shared'])
    expect(profile.requiredEvidence?.map((entry) => entry.code)).toEqual(
      expect.arrayContaining(['written-form', 'registered-seal']),
    )
  })

  it('close the Symantec and PC tokens of P002 on their days (R-002-07, R-002-09)', () => {
    expect(profileOf('P002').vendors?.map(({ from, closedToNewFrom }) => [from, closedToNewFrom])).toEqual([
      ['2017-03-13', undefined],
      [undefined, undefined],
      [undefined, '2017-07-24'],
      [undefined, '2018-03-12'],
    ])
  })

  it('know the help desk’s hours and closed days (R-004-16) and the weekday hours of R-002-38', () => {
    const { contact } = profileOf('P004')
    expect(contact.hours).toEqual([
      { days: 'weekdays', from: '09:00', to: '24:00' },
      { days: 'weekends-and-holidays', from: '09:00', to: '17:00' },
    ])
    expect(contact.closedDays).toEqual(['01-01', '01-02', '01-03', '05-03', '05-04', '05-05', '12-31'])
    expect(profileOf('P002').contact.hours).toEqual([{ days: 'weekdays', from: '09:00', to: '17:00' }])
  })
})

describe('the hardware of the services', () => {
  it('is described for what can lie in the safe, and for nothing else (R-002-17, R-003-05)', () => {
    expect(
      profiles.flatMap(({ id, tokenModels }) =>
        tokenModels.flatMap(({ code, kind, hardware }) =>
          hardware === undefined ? [] : [[id, code, kind, hardware.picture]],
        ),
      ),
    ).toEqual([
      ['P002', 'hardware-1', 'hard', 'keyfob'],
      ['P002', 'hardware-2', 'hard', 'keyfob-wide'],
      ['P002', 'hardware-3', 'hard', 'card'],
      ['P003', 'keyfob', 'hard', 'keyfob'],
    ])
    // Every piece of hardware of a service that sends some is there.
    expect(
      profiles.flatMap(({ tokenModels }) =>
        tokenModels.filter(({ kind, hardware }) => (kind === 'hard') !== (hardware !== undefined)),
      ),
    ).toEqual([])
  })

  it('is told apart by its serial where the guide shows several forms (R-002-22, R-002-35)', () => {
    const bearing = (serial: string) =>
      profileOf('P002').tokenModels.flatMap(({ code, hardware }) =>
        new RegExp(`^(?:${hardware?.serialPattern ?? '$.'})$`).test(serial) ? [code] : [],
      )
    expect(bearing('2V0716016FK2')).toEqual(['hardware-1'])
    expect(bearing('2V07160I6FK2')).toEqual(['hardware-1'])
    expect(bearing('GMXXXXXXXX')).toEqual(['hardware-2'])
    expect(bearing('SYXXXXXXXX')).toEqual(['hardware-3'])
    expect(profileOf('P003').tokenModels[0]?.hardware?.serialPattern).toBe('\\d{7,12}')
    // The ID of an app, which is as long as the first of them.
    expect(bearing('VSMT82640917')).toEqual([])
  })

  it('shows a new code every minute where the guide says so (R-003-04)', () => {
    expect(profileOf('P003').tokenModels[0]?.hardware?.periodSeconds).toBe(60)
  })

  it('has the branch’s own numbers, named as such', () => {
    for (const id of ['P002', 'P003'] as const) {
      const { sources, tokenModels } = profileOf(id)
      expect(sources.tokenModels).toContain('DESK')
      expect(sources.hardwareDispatch).toContain('DESK')
      for (const { hardware } of tokenModels) {
        if (hardware !== undefined) expect(hardware).toMatchObject({ leadDays: 20, reorderLevel: 10 })
      }
    }
    expect(profileOf('P003').sources.hardwareDispatch).toContain('R-003-07')
    expect(profileOf('P002').sources.hardwareFees).toEqual(['G-10'])
  })
})

describe('what the guides leave open', () => {
  /** Written down from the blanks of the table, service by service. */
  const BLANKS: Record<ServiceId, readonly ParameterName[]> = {
    P000: [
      'validFrom',
      'maxActiveTokensPerUser',
      'mandatory',
      'lockRule',
      'lockThreshold',
      'lockEffect',
      'unlockBy',
      'unlockScope',
      'unlockFallback',
      'administratorDetachAffectsUsers',
      'fee',
      'authenticationWords',
    ],
    P001: [
      'validFrom',
      'digits',
      'tokenIdPatterns',
      'combinesWith',
      'mandatory',
      'lockRule',
      'lockThreshold',
      'lockEffect',
      'unlockBy',
      'unlockScope',
      'unlockFallback',
      'registrationWords',
      'authenticationWords',
      'requiredEvidence',
    ],
    P002: [
      'validFrom',
      'combinesWith',
      'sharing',
      'maxActiveTokensPerUser',
      'mandatory',
      'lockRule',
      'lockThreshold',
      'lockEffect',
      'unlockBy',
      'unlockScope',
      'unlockFallback',
      'reuseAfterRevoke',
      'hardwareExpiry',
      'hardwareFees',
      'registrationWords',
      'authenticationWords',
      'requiredEvidence',
    ],
    P003: [
      'validFrom',
      'digits',
      'vendors',
      'ownStockOnly',
      'combinesWith',
      'maxActiveTokensPerUser',
      'allOrNothing',
      'mandatory',
      'lockThreshold',
      'unlockFallback',
      'fee',
      'hardwareFees',
      'requiredEvidence',
    ],
    P004: [
      'digits',
      'combinesWith',
      'sharing',
      'maxActiveTokensPerUser',
      'lockThreshold',
      'requiredEvidence',
    ],
  }

  it.each([...SERVICE_IDS])('is listed for %s, blank by blank', (id) => {
    expect([...unknowns(profileOf(id))].sort()).toEqual([...BLANKS[id]].sort())
  })

  it.each([...SERVICE_IDS])('hides no null of %s inside a value', (id) => {
    const profile = profileOf(id)
    const nulls: string[] = []
    const walk = (value: unknown, path: string): void => {
      if (value === null) nulls.push(path)
      else if (typeof value === 'object') {
        for (const [key, part] of Object.entries(value ?? {}))
          walk(part, path === '' ? key : `${path}.${key}`)
      }
    }
    walk(profile, '')
    const inside = nulls.filter((path) => !path.startsWith('source.') && !path.includes('.hardware.'))
    expect(inside.sort()).toEqual([...unknowns(profile)].sort())
  })

  it('is, of the tokens themselves, how their codes are made and how long they last', () => {
    const blank = (id: ServiceId) =>
      profileOf(id).tokenModels.flatMap(({ code, hardware }) =>
        Object.entries(hardware ?? {}).flatMap(([name, value]) =>
          value === null ? [`${code} ${name}`] : [],
        ),
      )
    const always = ['algorithm', 'digits', 'batteryMonths']
    expect(blank('P003').sort()).toEqual(always.map((name) => `keyfob ${name}`).sort())
    expect(blank('P002').sort()).toEqual(
      ['hardware-1', 'hardware-2', 'hardware-3']
        .flatMap((code) => [...always, 'periodSeconds'].map((name) => `${code} ${name}`))
        .sort(),
    )
  })

  it.each([...SERVICE_IDS])(
    'has a working default in %s only for a blank or an open question, and names it',
    (id) => {
      const profile = profileOf(id)
      for (const entry of profile.workingDefaults) {
        expect(PARAMETERS).toContain(entry.parameter)
        expect(profile.sources[entry.parameter as ParameterName]).toContain(entry.gap)
      }
    },
  )
})

describe('where each value comes from', () => {
  it.each([...SERVICE_IDS])('is named for every value of %s, from that service’s own guide', (id) => {
    const profile = profileOf(id)
    const guide = id.slice(1)
    for (const name of PARAMETERS) {
      if (profile[name] === null) continue
      const refs = profile.sources[name] ?? []
      expect(refs.length, name).toBeGreaterThan(0)
      const foreign = refs.filter((ref) => ref.startsWith('R-') && !ref.startsWith(`R-${guide}-`))
      expect(foreign, name).toEqual([])
    }
  })

  it('is demanded by the schema: a value without a source is refused', () => {
    const { periodSec: _dropped, ...sources } = profileOf('P000').sources
    const read = serviceProfile.safeParse({ ...profileOf('P000'), sources })
    expect(read.success).toBe(false)
  })

  it('leaves no room for a parameter nobody knows', () => {
    expect(serviceProfile.safeParse({ ...profileOf('P000'), lockAfter: 5 }).success).toBe(false)
  })

  it('covers the sheets and consequences too', () => {
    for (const profile of profiles) {
      const parts = [...profile.stepSheets, ...profile.effects.afterDetach, ...profile.effects.afterRegister]
      expect(parts.every((part) => part.sources.length > 0)).toBe(true)
      const codes = profile.stepSheets.map((sheet) => sheet.code)
      expect(new Set(codes).size).toBe(codes.length)
    }
  })

  it('prints no address of a third party (R-001-07)', () => {
    expect(JSON.stringify(profiles)).not.toMatch(/https?:|www\.|\.com/)
  })

  it('asks for none of the customer’s secrets in a step at the desk (R-000-20)', () => {
    for (const profile of profiles) {
      const never = profile.secretsNeverTaken.map((secret) => secret.ja)
      expect(profile.approvalSecrets.every((secret) => never.includes(secret.ja))).toBe(true)
    }
  })
})
