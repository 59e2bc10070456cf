import { profileOf } from '#main/profiles/index'
import type { PaperProfile, PaperProps } from '#renderer/papers/facts.ts'
import { serviceOf } from '#renderer/papers/hardware-facts.ts'
import { emptyReport } from '#shared/asks'
import { emptyIntake } from '#shared/intake'
import { CaseSummary, CaseView, type Touched } from '#shared/operations/cases'
import { ContractView, type RouterAnswer } from '#shared/operations/contracts'
import { type FormKind, type Moved, PaperContent, type PaperRequest } from '#shared/operations/papers'
import type { ServiceId } from '#shared/profiles'
import type { Situation } from '#shared/router'
import type { Language } from '#shared/text/wareki'

/** Contents of sheets as main would send them: parsed by the contract, so a sample can never be impossible. */

export const CASE_NO = '012-261120-015'

const person = (userId: string, name: string, role: string, effect: Touched['effect']) => ({
  userId,
  name,
  role,
  transferRight: true,
  serial: 'VSMT82640917',
  registration: 'active' as const,
  authentication: 'usable' as const,
  effect,
  gap: effect === 'unclear' ? 'G-01' : null,
  sharesWith: null,
})

/** What a case did to one link: taken away from somebody in use, unless something else is said. */
export const moves = (
  userId: string,
  name: string,
  role: string | null,
  change: Partial<Record<keyof Moved, unknown>> = {},
) => ({
  userId,
  name,
  role,
  at: '2026-11-20T05:18:05.000Z',
  events: ['detach'],
  serialBefore: 'VSMT82640917',
  serialAfter: null,
  registrationBefore: 'active',
  registrationAfter: 'none',
  authenticationBefore: 'usable',
  authenticationAfter: 'none',
  ...change,
})

const WAKABAYASHI = person('M54100031187', '若林 健一', 'admin', 'detached')

const aCase = {
  caseNo: CASE_NO,
  kind: 'token-detach',
  state: 'awaiting-registration',
  version: 4,
  service: 'P000',
  contractNo: '0120000311',
  customerName: '有限会社 若葉金物店',
  targetName: '若林 健一',
  maker: 'S0127',
  makerName: '高橋 美咲',
  keeper: 'S0127',
  keeperName: '高橋 美咲',
  exception: 'E-01',
  openedAt: '2026-11-20T05:02:00.000Z',
  since: '2026-11-20T05:18:00.000Z',
  affected: 1,
  unclear: 0,
  followUpOn: null,
  touchedByMe: true,
  profileVersion: 1,
  ask: { kind: 'token-detach' },
  target: { kind: 'user', userId: 'M54100031187' },
  intake: {
    ...emptyIntake,
    formNumber: 'FB-07-000412',
    receivedOn: '2026-11-20',
    cameBy: 'representative',
    visitorName: '若林 健一',
    customerId: 'M54100031187',
    customerName: '有限会社 若葉金物店',
    accountNumber: '普通 0318842',
    oldSerial: 'VSMT82640917',
    reason: 'broken',
    reasonNote: '画面がつかない',
    identity: 'driving-licence',
    identityIssuer: '東京都公安委員会',
    identityExpiresOn: '2029-03-15',
    identityLast4: '4471',
    originalKeptAt: '窓口トレイ 2',
  },
  store: {
    customerId: 'M54100031187',
    customerName: '有限会社 若葉金物店',
    accountEnding: '842',
    accountMatches: true,
    targetName: '若林 健一',
    oldSerial: 'VSMT82640917',
    dealingBranchIsOurs: true,
    targetIsAdministrator: true,
    redirectReasonNeeded: false,
    administratorUsable: false,
    today: '2026-11-20',
  },
  touched: [
    WAKABAYASHI,
    person('ono01', '小野 真理', 'general', 'unclear'),
    person('shibata02', '柴田 航', 'general', 'unclear'),
  ],
  history: {
    person: { losses: 0, unlocks: 0, reissues: 1 },
    contract: { losses: 0, unlocks: 0, reissues: 1 },
    cases: 1,
  },
  secondChecker: [],
  firstApproverName: null,
  progress: null,
  linkedCase: null,
  followedBy: [],
  callBack: null,
  edition: 1,
  submittedAt: '2026-11-20T05:14:00.000Z',
  sentBackReason: null,
  receiptNo: 'R-012-000123',
  oldSerial: 'VSMT82640917',
  newSerial: null,
  registeredBy: null,
  executedAt: '2026-11-20T05:18:05.000Z',
  approverName: '中村 修',
  earliestRegistration: '2026-11-20T05:18:05.000Z',
  earliestToConfirm: false,
  entries: [],
}

const aContract = {
  contractNo: '0120000311',
  service: 'P000',
  profileVersion: 1,
  customerId: 'M54100031187',
  name: '有限会社 若葉金物店',
  kana: 'ワカバカナモノテン',
  dealingBranch: '012',
  dealingBranchIsOurs: true,
  accountEnding: '842',
  address: '東京都霞野区本町1-2-3',
  phone: '03-0000-2211',
  usageMode: 'individual',
  users: [],
  sharedSerial: null,
  sharedRegistration: null,
  sharedAuthentication: null,
  cases: [],
  importedAt: '2026-11-19T08:40:00.000Z',
  changes: [],
  related: [],
  progress: null,
}

export const sampleCase = (change: Partial<Record<keyof CaseView, unknown>> = {}): CaseView =>
  CaseView.parse({ ...aCase, ...change })

const sampleContract = (change: Partial<Record<keyof ContractView, unknown>> = {}): ContractView =>
  ContractView.parse({ ...aContract, ...change })

export type Sample = {
  readonly lang?: Language
  readonly practice?: boolean
  readonly case?: Partial<Record<keyof CaseView, unknown>>
  readonly contract?: Partial<Record<keyof ContractView, unknown>> | null
  /** What the case has done so far; the administrator's token by default. */
  readonly moved?: readonly unknown[]
  readonly printedAt?: string
  readonly verificationCode?: string
  readonly dispatch?: unknown
  readonly record?: unknown
}

function props(request: unknown, sample: Sample, about: 'case' | 'contract' | 'nothing'): PaperProps {
  const of = about === 'case' ? sampleCase(sample.case) : null
  const contract = about === 'nothing' ? null : sampleContract(sample.contract ?? {})
  const content = PaperContent.parse({
    request,
    language: 'ja',
    institution: '霞野信用金庫',
    branchNo: '012',
    branchName: '本町支店',
    practice: sample.practice ?? false,
    printedAt: sample.printedAt ?? '2026-11-20T05:24:00.000Z',
    printedBy: '高橋 美咲',
    printCount: 1,
    case: of,
    contract,
    moved: of === null ? [] : (sample.moved ?? [moves('M54100031187', '若林 健一', 'admin')]),
    verificationCode: sample.verificationCode ?? null,
    answer: null,
    dispatch: sample.dispatch ?? null,
    record: sample.record ?? null,
  } satisfies Record<keyof PaperContent, unknown>)
  const service: ServiceId | undefined = serviceOf(content)
  const profile: PaperProfile | null = service === undefined ? null : profileOf(service)
  return { content, lang: sample.lang ?? 'ja', profile }
}

const ofCase = (paper: PaperRequest['paper'], sample: Sample) =>
  props({ paper, caseNo: CASE_NO }, sample, 'case')

export const blank = (sample: Sample = {}) => blankOf(undefined, sample)
export const blankOf = (kind: FormKind | undefined, sample: Sample = {}) =>
  props({ paper: 'request-blank', contractNo: null, kind }, sample, 'nothing')
export const blankFor = (sample: Sample = {}, kind?: FormKind) =>
  props({ paper: 'request-blank', contractNo: '0120000311', kind }, sample, 'contract')
export const request = (sample: Sample = {}) => ofCase('request', sample)
export const receipt = (sample: Sample = {}) => ofCase('receipt', { verificationCode: 'K7M49QXD', ...sample })
export const steps = (sample: Sample = {}) => ofCase('steps', sample)
export const slip = (sample: Sample = {}) => ofCase('slip', { verificationCode: 'K7M49QXD', ...sample })

export const ownAdministrator: RouterAnswer = {
  outcome: 'own-administrator',
  reasons: [{ code: 'own-administrator-detaches', sources: ['R-000-46', 'R-000-48'] }],
  helpers: [
    { name: '若林 健一', role: 'admin', usable: true, registration: 'active', authentication: 'usable' },
    { name: '若林 百合', role: 'admin', usable: false, registration: 'none', authentication: 'none' },
  ],
  alone: false,
  reasonRequired: false,
  job: null,
  stopFirst: false,
  exception: null,
  sheet: 'own-administrator-detach',
  gaps: [],
  touched: [],
}

export const nothingToDo: RouterAnswer = {
  ...ownAdministrator,
  outcome: 'nothing-to-do',
  reasons: [{ code: 'pc-holds-no-token', sources: ['R-000-47'] }],
  helpers: [],
  sheet: null,
}

export const guidance = (
  answer: RouterAnswer = ownAdministrator,
  situation: Situation = 'phone-broken',
  sample: Sample = {},
): PaperProps => {
  const target = { kind: 'user', userId: 'okada02' }
  const asked = { paper: 'guidance', contractNo: '0120000311', target, situation, unavailable: [] }
  const made = props(asked, sample, 'contract')
  return { ...made, content: { ...made.content, answer } }
}

// ── Awkward ones ───────────────────────────────────────────────────────────────────────────────────────

const LONG = '特定非営利活動法人 霞野川流域の水辺と森を次の世代に引き継ぐ市民協議会連合会 本町事務局'
const NAMES = [
  '髙﨑 眞',
  '森田 彩',
  '大野 由紀',
  '岡本 千夏',
  '渡邊 龍之介',
  '齋藤 さくら',
  '小鳥遊 一',
  '柴田 航',
] as const
const staff = (prefix: string, effect: Touched['effect'], role = 'general') =>
  NAMES.map((name, place) => person(`${prefix}${place}`, name, role, effect))

/** A wait, a company with a long name, hardware tokens shared by serial. */
export const hardware: Sample = {
  contract: { service: 'P003', name: LONG, customerId: 'kiri-master' },
  moved: [
    moves('kiri-master', 'アレクサンドラ・マリア・コンスタンティネスク', 'master', {
      events: ['revoke'],
      serialBefore: '78106412',
      registrationAfter: 'revoked',
    }),
  ],
  case: {
    service: 'P003',
    kind: 'reissue',
    ask: { kind: 'reissue' },
    customerName: LONG,
    targetName: 'アレクサンドラ・マリア・コンスタンティネスク',
    target: { kind: 'user', userId: 'kiri-master' },
    touched: [
      person('kiri-master', 'アレクサンドラ・マリア・コンスタンティネスク', 'master', 'detached'),
      ...staff('kiri-', 'none'),
    ],
    oldSerial: '78106412',
    earliestRegistration: '2026-11-20T05:48:00.000Z',
    intake: { ...emptyIntake, ...aCase.intake, reason: 'lost', oldSerial: '78106412', customerId: null },
  },
}

/** One token for the whole contract: everybody loses it together. */
export const shared: Sample = {
  moved: [moves('', '', null)],
  case: {
    target: { kind: 'shared' },
    targetName: '',
    touched: [WAKABAYASHI, ...staff('user', 'shared')].map((user) => ({ ...user, effect: 'shared' })),
  },
}

export const registered: Sample = {
  moved: [
    moves('M54100031187', '若林 健一', 'admin', {
      events: ['detach', 'register'],
      serialAfter: 'VSMT90021458',
      registrationAfter: 'active',
      authenticationAfter: 'usable',
    }),
  ],
  case: { state: 'awaiting-relogin', newSerial: 'VSMT90021458', registeredBy: 'code' },
}

// ── Job by job ─────────────────────────────────────────────────────────────────────────────────────────

const corporate = {
  contract: { service: 'P003', name: '株式会社 霧島製作所', customerId: '', usageMode: null },
  case: {
    service: 'P003',
    customerName: '株式会社 霧島製作所',
    target: { kind: 'contract' },
    targetName: '',
    oldSerial: null,
    intake: {
      ...aCase.intake,
      customerId: null,
      customerName: '株式会社 霧島製作所',
      oldSerial: null,
      reason: null,
    },
    store: {
      ...aCase.store,
      customerId: '',
      customerName: '株式会社 霧島製作所',
      oldSerial: null,
      targetName: '',
    },
  },
} as const

const locked = (
  userId: string,
  name: string,
  role: string,
  more: Partial<Record<keyof Moved, unknown>> = {},
) =>
  moves(userId, name, role, {
    events: ['unlock'],
    serialBefore: '78106412',
    serialAfter: '78106412',
    registrationAfter: 'active',
    authenticationBefore: 'locked',
    authenticationAfter: 'usable',
    ...more,
  })

const SHARERS = [
  person('kiri-master', '霧島 誠', 'master', 'unlocked'),
  person('kiri-admin', '大野 由紀', 'admin', 'unlocked'),
  person('kiri-3', '森田 彩', 'general', 'unlocked'),
  person('kiri-4', '岡本 千夏', 'general', 'none'),
]

/** Everybody of one serial is unlocked together (R-003-24). */
export const unlock: Sample = {
  contract: corporate.contract,
  moved: SHARERS.slice(0, 3).map(({ userId, name, role }) => locked(userId, name, role)),
  case: {
    ...corporate.case,
    kind: 'unlock',
    state: 'closed',
    exception: 'E-03',
    ask: { kind: 'unlock', users: ['kiri-master', 'kiri-admin', 'kiri-3'], alsoReissue: false },
    touched: SHARERS,
    intake: {
      ...corporate.case.intake,
      situationCause: 'mistyped',
      situationNote: '古いトークンの数字を入れ続けた',
      reasonNote: null,
    },
    earliestRegistration: null,
  },
}

/** A lockout lifted and the token revoked under one approval. */
export const unlockReissue: Sample = {
  contract: corporate.contract,
  moved: [
    locked('kiri-master', '霧島 誠', 'master', {
      events: ['unlock', 'revoke'],
      serialAfter: null,
      registrationAfter: 'revoked',
      authenticationAfter: 'none',
    }),
    locked('kiri-admin', '大野 由紀', 'admin', {
      events: ['unlock', 'revoke', 'register'],
      serialAfter: '78106477',
      authenticationAfter: 'usable',
    }),
  ],
  case: {
    ...unlock.case,
    state: 'awaiting-registration',
    ask: { kind: 'unlock', users: ['kiri-master', 'kiri-admin'], alsoReissue: true },
    earliestRegistration: '2026-11-20T05:48:05.000Z',
    newSerial: '78106477',
    registeredBy: 'centre',
    progress: { registered: 1, of: 2, missing: [{ userId: 'kiri-master', name: '霧島 誠' }] },
    touched: SHARERS.slice(0, 2),
  },
}

const loss = {
  kind: 'loss',
  state: 'awaiting-review',
  exception: 'E-05',
  ask: {
    kind: 'loss',
    how: 'stolen',
    report: {
      ...emptyReport,
      callerName: '岡本 千夏',
      callerIs: 'employee',
      callBackNumber: '03-0000-2211',
      whoCalled: 'customer-called',
      codeReadOut: 'no',
      lastLoginTheirs: 'yes',
      ownStopPressed: 'yes',
      policeReportNo: '霞野署 第4821号',
      policeStation: '霞野警察署',
      note: '電車で かばんごと盗まれた',
    },
    found: null,
  },
  intake: { ...emptyIntake, receivedOn: '2026-11-20' },
  receiptNo: null,
  executedAt: null,
  approverName: null,
  earliestRegistration: null,
}

/** Stolen, reported by telephone, and stopped before any paper. */
export const stolen: Sample = {
  moved: [
    moves('M54100031187', '若林 健一', 'admin', {
      events: ['suspend'],
      serialAfter: 'VSMT82640917',
      registrationAfter: 'active',
      authenticationAfter: 'suspended',
    }),
  ],
  case: {
    ...loss,
    touched: [{ ...WAKABAYASHI, effect: 'suspended' }, person('ono01', '小野 真理', 'general', 'none')],
  },
}

/** The branch's own stop is lifted again, because it was a mistake. */
export const resume: Sample = {
  moved: [
    moves('M54100031187', '若林 健一', 'admin', {
      events: ['resume'],
      serialAfter: 'VSMT82640917',
      registrationAfter: 'active',
      authenticationBefore: 'suspended',
      authenticationAfter: 'usable',
    }),
  ],
  case: {
    kind: 'resume',
    state: 'closed',
    ask: { kind: 'resume', lossCase: '012-261120-003', why: 'mistaken-stop' },
    linkedCase: '012-261120-003',
    intake: { ...aCase.intake, reason: null, reasonNote: null, situationNote: '引き出しにあった' },
    touched: [{ ...WAKABAYASHI, effect: 'resumed' }, person('ono01', '小野 真理', 'general', 'none')],
    earliestRegistration: null,
  },
}

/** Two users of a service whose tokens come by mail and bear no number. */
export const application: Sample = {
  contract: { service: 'P004', name: '合同会社 けやき設計', customerId: '', usageMode: null },
  moved: [
    moves('keyaki-1', '柴田 航', 'master', {
      events: ['issue', 'register'],
      serialBefore: null,
      registrationBefore: 'none',
      registrationAfter: 'active',
      authenticationBefore: 'none',
      authenticationAfter: 'usable',
    }),
    moves('keyaki-2', '森田 彩', 'general', {
      events: ['issue'],
      serialBefore: null,
      registrationBefore: 'none',
      registrationAfter: 'issued',
      authenticationBefore: 'none',
    }),
  ],
  case: {
    ...corporate.case,
    service: 'P004',
    kind: 'application',
    exception: 'E-09',
    ask: { kind: 'application', users: ['keyaki-1', 'keyaki-2'] },
    customerName: '合同会社 けやき設計',
    touched: [
      { ...person('keyaki-1', '柴田 航', 'master', 'enabled'), serial: null },
      { ...person('keyaki-2', '森田 彩', 'general', 'enabled'), serial: null },
    ],
    progress: { registered: 1, of: 2, missing: [{ userId: 'keyaki-2', name: '森田 彩' }] },
    earliestRegistration: null,
    registeredBy: 'centre',
  },
}

/** A person gives one-time passwords up, because the token is dead. */
export const optOut: Sample = {
  contract: { service: 'P002', name: '若林 百合', customerId: '20410077', usageMode: null },
  moved: [
    moves('20410077', '若林 百合', 'contractor', { events: ['opt-out'], serialBefore: '2V0716016FK2' }),
  ],
  case: {
    service: 'P002',
    kind: 'opt-out',
    state: 'closed',
    exception: 'E-13',
    ask: { kind: 'opt-out' },
    customerName: '若林 百合',
    targetName: '若林 百合',
    target: { kind: 'user', userId: '20410077' },
    touched: [person('20410077', '若林 百合', 'contractor', 'opted-out')],
    intake: {
      ...aCase.intake,
      cameBy: 'representative',
      visitorName: '若林 百合',
      customerName: '若林 百合',
      customerId: '20410077',
      oldSerial: null,
      reason: null,
      reasonNote: '使わなくなった',
      lowerProtectionAcknowledged: true,
      fallbackSecret: 'card-present',
      assisted: true,
      assistedReason: '目がご不自由なため',
      assistedPresent: '長女 若林 花子さま、係 森',
      assistedReadBack: true,
      recentChange: 'address',
      recentChangeOn: '2026-11-05',
    },
    secondChecker: [{ what: 'address', on: '2026-11-05', from: 'said' }],
    firstApproverName: '藤本 健',
    earliestRegistration: null,
  },
}

/** From own tokens to one for all: everybody's goes, and the new one is not yet there. */
export const usageMode: Sample = {
  moved: [
    moves('M54100031187', '若林 健一', 'admin'),
    moves('ono01', '小野 真理', 'general', { serialBefore: 'VSMT82640930' }),
  ],
  case: {
    kind: 'usage-mode',
    exception: null,
    ask: { kind: 'usage-mode', from: 'individual', to: 'shared' },
    target: { kind: 'contract' },
    targetName: '',
    oldSerial: null,
    intake: { ...aCase.intake, oldSerial: null, reason: null, reasonNote: '台数を減らしたい' },
    touched: [WAKABAYASHI, person('ono01', '小野 真理', 'general', 'detached')],
    progress: { registered: 0, of: 1, missing: [{ userId: '', name: '' }] },
  },
}

/** A first hardware token, in the post: it has a start date, and nothing was taken away for it. */
export const ordered: Sample = {
  contract: { service: 'P003', name: '有限会社 若葉金物店', customerId: 'wakaba-master' },
  moved: [
    moves('wakaba-master', '若林 健一', 'master', {
      events: ['issue'],
      serialBefore: null,
      registrationBefore: 'none',
      registrationAfter: 'issued',
      authenticationBefore: 'none',
    }),
  ],
  case: {
    service: 'P003',
    kind: 'hardware',
    state: 'in-transit',
    ask: {
      kind: 'hardware',
      purpose: 'first',
      model: profileOf('P003').tokenModels.find(({ hardware }) => hardware !== undefined)?.code ?? '',
      delivery: 'mail',
      startOn: '2026-12-14',
      share: null,
    },
    target: { kind: 'user', userId: 'wakaba-master' },
    touched: [{ ...person('wakaba-master', '若林 健一', 'master', 'enabled'), serial: null }],
    oldSerial: null,
    intake: {
      ...aCase.intake,
      oldSerial: null,
      reason: null,
      reasonNote: null,
      customerId: null,
      addressConfirmed: true,
    },
    earliestRegistration: null,
  },
}

/** More people than a first page holds. */
export const crowd: Sample = {
  contract: corporate.contract,
  moved: Array.from({ length: 64 }, (_, place) =>
    locked(`kiri-${place}`, `${NAMES[place % NAMES.length]}${place}`, 'general'),
  ),
  case: {
    ...unlock.case,
    ask: {
      kind: 'unlock',
      users: Array.from({ length: 64 }, (_, place) => `kiri-${place}`),
      alsoReissue: false,
    },
    touched: Array.from({ length: 64 }, (_, place) =>
      person(`kiri-${place}`, `${NAMES[place % NAMES.length]}${place}`, 'general', 'unlocked'),
    ),
  },
}

/** One sample for every job that has a form. */
export const everyJob: Readonly<Record<FormKind, Sample>> = {
  'token-detach': {},
  reissue: hardware,
  unlock,
  loss: stolen,
  resume,
  application,
  'opt-out': optOut,
  'usage-mode': usageMode,
  hardware: ordered,
}

// ── Hardware tokens ────────────────────────────────────────────────────────────────────────────────────

const P003_MODEL = profileOf('P003').tokenModels.find(({ hardware }) => hardware !== undefined)

type About = { readonly parcel?: Readonly<Record<string, unknown>> } & Readonly<Record<string, unknown>>

/** The application of `ordered` with its parcel, packed; everything of it may be said otherwise. */
export const dispatched = ({ parcel = {}, ...change }: About = {}) => ({
  case: {
    ...Object.fromEntries(
      Object.keys(CaseSummary.shape).map((key) => [
        key,
        { ...aCase, ...ordered.case }[key as keyof typeof aCase],
      ]),
    ),
  },
  purpose: 'first',
  delivery: 'mail',
  model: P003_MODEL?.code,
  modelName: P003_MODEL?.name,
  feeYen: null,
  phone: null,
  startOn: '2026-12-14',
  startState: 'planned',
  judgement: 'in-time',
  latestPosting: '2026-12-07',
  contents: ['token', 'cover-letter', 'guide', 'receipt-card'],
  free: 3,
  misreadings: 0,
  ...change,
  parcels: [
    {
      parcel: '012-261120-015/1',
      how: 'mail',
      step: 'packed',
      serial: '78106412',
      model: P003_MODEL?.code,
      modelName: P003_MODEL?.name,
      whereIsTheSerial: P003_MODEL?.whereIsTheSerial,
      picture: 'keyfob',
      serialLength: null,
      addressee: '有限会社 若葉金物店　若林 健一',
      postalCode: '2630023',
      address: '千葉市稲毛区緑町3丁目30-8　郵便ビル403号',
      addressMovedOn: false,
      reservedAt: '2026-11-20T05:02:00.000Z',
      firstReader: '高橋 美咲',
      firstReadAt: '2026-11-20T05:12:00.000Z',
      secondReader: '森 葵',
      packedAt: '2026-11-20T05:14:00.000Z',
      contents: [],
      mailNo: '13112383852',
      bag: null,
      postedAt: null,
      releasedBy: null,
      deliveredAt: null,
      deliveredHow: null,
      returnedAt: null,
      returnReason: null,
      lostAt: null,
      ...parcel,
    },
  ],
})

const ofParcel =
  (paper: 'cover-letter' | 'enclosure' | 'label') =>
  (about: About = {}, sample: Sample = {}) =>
    ofCase(paper, { ...ordered, dispatch: dispatched(about), ...sample })
export const coverLetter = ofParcel('cover-letter')
export const enclosure = ofParcel('enclosure')
export const label = ofParcel('label')

const ofRecord = (asked: Readonly<Record<string, unknown>>, record: unknown, sample: Sample) =>
  props(asked, { ...sample, record }, 'nothing')

const PACKERS = ['高橋 美咲', '森 葵'] as const
export const dispatchList = (letters = 30, sample: Sample = {}) =>
  ofRecord(
    { paper: 'dispatch-list', record: 'MB-012-000007' },
    {
      kind: 'bag',
      bag: {
        bag: 'MB-012-000007',
        at: '2026-11-20T06:30:00.000Z',
        byName: '高橋 美咲',
        releasedByName: '中村 隆',
        lines: Array.from({ length: letters }, (_, place) => ({
          parcel: `012-261120-${String(place + 1).padStart(3, '0')}/1`,
          caseNo: `012-261120-${String(place + 1).padStart(3, '0')}`,
          mailNo: '13112383852',
          addressee:
            place === 3 ? `${LONG}　高橋 美咲` : `有限会社 若葉金物店　${NAMES[place % NAMES.length]}`,
          postalCode: '2630023',
          packers: PACKERS,
        })),
      },
    },
    sample,
  )

/** The record of a restore at the desk, its facts as given beside those of one that lost three cases. */
export const restoreRecord = (facts: Readonly<Record<string, unknown>> = {}, sample: Sample = {}) =>
  ofRecord(
    { paper: 'restore-record', restore: 31 },
    {
      kind: 'restore',
      restore: {
        number: 31,
        at: '2026-11-20T04:10:00.000Z',
        by: ['中村 隆', '内田 恵'],
        how: 'two',
        file: 'madoguchi-1a2b3c4d-20261119-170312.mgbackup',
        digest: '9f'.repeat(32),
        backupAt: '2026-11-19T08:03:12.000Z',
        backupEntries: 48_213,
        old: 'read',
        lost: 12,
        epoch: 1,
        stopped: [{ link: 'FB00031187/M54100031187', serial: 'VSMT82640917', caseNo: '012-261120-004' }],
        notStopped: [],
        disabled: [{ staff: 'S0170', name: '島田 葵' }],
        without: [],
        counters: 0,
        cases: Array.from({ length: 3 }, (_, place) => ({
          caseNo: `012-261120-${String(place + 1).padStart(3, '0')}`,
          kind: 'token-detach',
          state: 'awaiting-registration',
          receiptNo: place === 2 ? '' : `R-012-00001${place}`,
          contractNo: 'FB00031187',
        })),
        others: [{ event: 'session.begun', times: 4 }],
        lastReceipt: 'R-012-000009',
        lastCase: '012-261119-017',
        nextReceipt: 'R-012-000012',
        ...facts,
      },
    },
    sample,
  )

/** A day's sheet, its facts as given beside an ordinary day's. */
export const daySheet = (facts: Readonly<Record<string, unknown>> = {}, sample: Sample = {}) =>
  ofRecord(
    { paper: 'day-sheet', sheet: 12 },
    {
      kind: 'day',
      day: {
        number: 12,
        date: '2026-11-20',
        madeAt: '2026-11-20T08:02:00.000Z',
        madeByName: '中村 隆',
        size: 48_213,
        root: 'MwG4MI5s+xqWR3fH0XII8JdNdRKCzZOmj68XgCr/dP4=',
        note: [
          'madoguchi/霞野信用金庫/012/baa3ed38a891d9cef487265068d604c9',
          '48213',
          'MwG4MI5s+xqWR3fH0XII8JdNdRKCzZOmj68XgCr/dP4=',
          '',
          `— madoguchi/霞野信用金庫/012/baa3ed38a891d9cef487265068d604c9 ${'A'.repeat(92)}=`,
          '',
        ].join('\n'),
        code: 'VEWF6UD6CA',
        previous: '34679ACDEF',
        facts: {
          counts: [
            { event: 'case.saved', count: 1204 },
            { event: 'session.begun', count: 31 },
          ],
          refused: 4,
          openings: [
            { at: '2026-11-19T23:40:00.000Z', how: 'code', by: '内田 恵', second: null, reason: '' },
          ],
          open: [{ state: 'awaiting-approval', count: 3 }],
          lapsed: ['012-261119-004'],
          clock: 'trusted',
          clockDoubts: 0,
          backup: 'done',
          drill: 'none',
          deputies: [],
          sample: [],
          pauses: [],
          pairs: [],
          ...facts,
        },
      },
    },
    sample,
  )

export const stocktake = (change: Readonly<Record<string, unknown>> = {}, sample: Sample = {}) =>
  ofRecord(
    { paper: 'stocktake', record: 'ST-012-000003' },
    {
      kind: 'stocktake',
      stocktake: {
        stocktake: 'ST-012-000003',
        service: 'P003',
        model: null,
        state: 'difference',
        openedAt: '2026-11-20T05:02:00.000Z',
        openedByName: '高橋 美咲',
        closedAt: '2026-11-20T06:02:00.000Z',
        secondName: '森 葵',
        counted: 118,
        expected: 120,
        missing: [
          { serial: '78106412', state: 'in-stock' },
          { serial: '78106413', state: 'in-stock' },
          { serial: '78106420', state: 'reserved' },
        ],
        surplus: [{ serial: '99990001', state: null }],
        caseNo: CASE_NO,
        ...change,
      },
    },
    sample,
  )

export const destruction = (tokens?: readonly unknown[], sample: Sample = {}) =>
  ofRecord(
    { paper: 'destruction', record: 'DS-012-000002' },
    {
      kind: 'destruction',
      destruction: {
        record: 'DS-012-000002',
        service: 'P003',
        at: '2026-11-20T06:30:00.000Z',
        byName: '高橋 美咲',
        witnessName: '中村 隆',
        method: 'crushed',
        why: '電池が切れたもの。3月の棚卸で より分けた',
        tokens:
          tokens ??
          ['78106412', '78106413', '78106414', '78106420'].map((serial, place) => ({
            serial,
            model: 'keyfob',
            before: place === 3 ? 'initial-defect' : 'battery-end',
          })),
      },
    },
    sample,
  )

export const actRecord = (change: Readonly<Record<string, unknown>> = {}, sample: Sample = {}) =>
  ofRecord(
    { paper: 'act-record', entry: 4012 },
    {
      kind: 'act',
      act: {
        entry: 4012,
        act: 'staff.added',
        at: '2026-11-20T06:30:00.000Z',
        rows: [
          { is: 'text', row: 'staff', text: 'S0170' },
          { is: 'text', row: 'name', text: '島田 葵' },
          { is: 'role', before: null, role: 'teller' },
          { is: 'moment', row: 'secretUntil', at: '2026-11-21T06:30:00.000Z' },
          { is: 'key', purpose: 'signing' },
        ],
        byName: '中村 隆',
        secondName: '内田 恵',
        personName: '島田 葵',
        ...change,
      },
    },
    sample,
  )

export const recoveryCard = (change: Readonly<Record<string, unknown>> = {}, sample: Sample = {}) =>
  ofRecord(
    { paper: 'recovery-card', issue: 1, card: 1 },
    {
      kind: 'card',
      card: {
        card: 1,
        issue: 1,
        installation: '8f3ac21b',
        generation: 2,
        text: '2400G2 J7N12K 5V0C8Q 9RTXWA 0M3HDP ZK41YB 6E7GSN QW8RTX 1A2B3C 4D5E6F 7G8HJK MNPQRS',
        madeAt: '2026-11-20T00:30:00.000Z',
        madeByName: '中村 隆',
        madeWithName: '山本 恵',
        ...change,
      },
    },
    sample,
  )

export const transferSlip = (change: Readonly<Record<string, unknown>> = {}, sample: Sample = {}) =>
  ofRecord(
    { paper: 'transfer-slip', record: 'TR-012-000004' },
    {
      kind: 'transfer',
      transfer: {
        transfer: 'TR-012-000004',
        direction: 'out',
        branchNo: '021',
        branchName: '港町支店',
        state: 'sent',
        at: '2026-11-20T06:30:00.000Z',
        byName: '高橋 美咲',
        secondName: '中村 隆',
        tokens: ['78106412', '78106413', '78106414', '78106430'],
        settledAt: null,
        reason: null,
        saves: 'tokens',
        ...change,
      },
    },
    sample,
  )

export const campaignLetter = (round: 1 | 2 = 1, letters?: readonly unknown[], sample: Sample = {}) =>
  ofRecord(
    { paper: 'campaign-letter', record: 'CP-012-000001', round, links: ['0120000311:wakaba-master'] },
    {
      kind: 'letters',
      campaign: {
        campaign: 'CP-012-000001',
        service: 'P003',
        model: null,
        until: '2027-03-31',
        openedAt: '2026-11-20T05:02:00.000Z',
        openedByName: '高橋 美咲',
        total: 24,
        firstLetters: 0,
        secondLetters: 0,
        responded: 0,
        inStock: 40,
      },
      letters: letters ?? [letterTo()],
    },
    sample,
  )
export const letterTo = (change: Readonly<Record<string, unknown>> = {}) => ({
  row: {
    link: '0120000311:wakaba-master',
    contractNo: '0120000311',
    customerName: '有限会社 若葉金物店',
    userId: 'wakaba-master',
    userName: '若林 健一',
    serial: '78106412',
    expiresAt: '2027-02-27T23:00:00.000Z',
    firstLetterAt: null,
    secondLetterAt: null,
    caseNo: null,
    caseKind: null,
    ...change,
  },
  postalCode: '9990012',
  address: '東京都霞野区本町1-2-3',
})

/** An evidence pack of so many entries; every seventh about the mail bag the case was in. */
export const evidencePack = (entries = 60, sample: Sample = {}) => {
  const at = '2026-11-20T05:18:05.000Z'
  const verbs = ['case.saved', 'record.read', 'paper.printed', 'case.submitted', 'case.executed']
  return props(
    { paper: 'evidence', caseNo: CASE_NO },
    {
      ...sample,
      record: {
        kind: 'evidence',
        pack: {
          caseNo: CASE_NO,
          made: '2026-11-21T01:30:00.000Z',
          by: { staff: 'S0160', name: '西村 和子' },
          with: { staff: 'S0131', name: '内田 恵' },
          reason: '警察からの照会（霞野署 第123号）',
          customerName: '有限会社 若葉金物店',
          serviceName: { ja: '法人インターネットバンキング', en: 'Corporate internet banking' },
          facts: {
            kind: 'token-detach',
            state: 'awaiting-registration',
            version: 4,
            service: 'P000',
            contractNo: '0120000311',
            openedAt: at,
            submittedAt: at,
            executedAt: at,
            closedAt: null,
            oldSerial: 'VSMT82640917',
            newSerial: null,
            receiptNo: 'R-012-000015',
            receiptCode: 'K7M49QXD',
            receiptEntry: 405,
            hands: ['practice-S0101', 'practice-S0127'],
            approvals: [
              {
                at,
                approver: 'S0127',
                decision: 'approve',
                version: 3,
                contentHash: '3c'.repeat(32),
                reason: null,
              },
            ],
          },
          approverNames: ['中村 隆'],
          origin: 'madoguchi/霞野信用金庫/012/ab12cd34',
          keys: ['madoguchi/霞野信用金庫/012/ab12cd34+c0ffee00+AcIGuG1AHeCkZyyl3AwRdaPeqtGJlvl8uNf3EcrN3K1b'],
          size: 48_213,
          root: 'MwG4MI5s+xqWR3fH0XII8JdNdRKCzZOmj68XgCr/dP4=',
          note: `madoguchi/霞野信用金庫/012/ab12cd34\n48213\nMwG4MI5s+xqWR3fH0XII8JdNdRKCzZOmj68XgCr/dP4=\n\n— madoguchi/霞野信用金庫/012/ab12cd34 ${'Ab0/'.repeat(23)}\n`,
          fileSha256: '9f'.repeat(32),
          entries: Array.from({ length: entries }, (_, place) => ({
            n: 401 + place * 3,
            leaf: Buffer.alloc(32, place).toString('base64'),
            at,
            who: place % 5 === 4 ? null : { staff: 'S0101', name: '高橋 美咲' },
            role: place % 5 === 4 ? null : 'teller',
            second: place % 3 === 0 ? '中村 隆' : null,
            verb: verbs[place % verbs.length],
            outcome: place % 11 === 10 ? 'refused:case-changed' : 'done',
            facts:
              place % 5 === 4
                ? JSON.stringify({ contentHash: '3c'.repeat(32), receiptNo: 'R-012-000015', purpose: 'pack' })
                : '',
            erased: place === 1,
            about: place % 7 === 6 ? 'BG-012-000004' : null,
          })),
        },
      },
    },
    'nothing',
  )
}
