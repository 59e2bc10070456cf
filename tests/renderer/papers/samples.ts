import { profileOf } from '#main/profiles/index'
import type { PaperProfile, PaperProps } from '#renderer/papers/facts.ts'
import { emptyIntake } from '#shared/intake'
import { CaseView, type Touched } from '#shared/operations/cases'
import { ContractView, type RouterAnswer } from '#shared/operations/contracts'
import { PaperContent, type PaperRequest } from '#shared/operations/papers'
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
  openedAt: '2026-11-20T05:02:00.000Z',
  since: '2026-11-20T05:18:00.000Z',
  affected: 1,
  unclear: 0,
  followUpOn: null,
  touchedByMe: true,
  profileVersion: 1,
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
    administratorUsable: false,
    today: '2026-11-20',
  },
  touched: [
    WAKABAYASHI,
    person('ono01', '小野 真理', 'general', 'unclear'),
    person('shibata02', '柴田 航', 'general', 'unclear'),
  ],
  history: { detached: 1, registered: 1, cases: 1 },
  edition: 1,
  submittedAt: '2026-11-20T05:14:00.000Z',
  sentBackReason: null,
  receiptNo: 'R-012-000123',
  oldSerial: 'VSMT82640917',
  newSerial: null,
  registeredBy: null,
  executedAt: '2026-11-20T05:18:00.000Z',
  approverName: '中村 修',
  earliestRegistration: '2026-11-20T05:18:00.000Z',
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
}

export const sampleCase = (change: Partial<Record<keyof CaseView, unknown>> = {}): CaseView =>
  CaseView.parse({ ...aCase, ...change })

const sampleContract = (change: Partial<Record<keyof ContractView, unknown>> = {}): ContractView =>
  ContractView.parse({ ...aContract, ...change })

type Sample = {
  readonly lang?: Language
  readonly practice?: boolean
  readonly case?: Partial<Record<keyof CaseView, unknown>>
  readonly contract?: Partial<Record<keyof ContractView, unknown>> | null
  readonly printedAt?: string
  readonly verificationCode?: string
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
    verificationCode: sample.verificationCode ?? null,
    answer: null,
  } satisfies Record<keyof PaperContent, unknown>)
  const service: ServiceId | undefined = of?.service ?? contract?.service
  const profile: PaperProfile | null = service === undefined ? null : profileOf(service)
  return { content, lang: sample.lang ?? 'ja', profile }
}

const ofCase = (paper: PaperRequest['paper'], sample: Sample) =>
  props({ paper, caseNo: CASE_NO }, sample, 'case')

export const blank = (sample: Sample = {}) =>
  props({ paper: 'request-blank', contractNo: null }, sample, 'nothing')
export const blankFor = (sample: Sample = {}) =>
  props({ paper: 'request-blank', contractNo: '0120000311' }, sample, 'contract')
export const request = (sample: Sample = {}) => ofCase('request', sample)
export const receipt = (sample: Sample = {}) => ofCase('receipt', { verificationCode: 'K7M49QXD', ...sample })
export const steps = (sample: Sample = {}) => ofCase('steps', sample)

export const ownAdministrator: RouterAnswer = {
  outcome: 'own-administrator',
  reasons: [{ code: 'own-administrator-detaches', sources: ['R-000-46', 'R-000-48'] }],
  helpers: [
    { name: '若林 健一', role: 'admin', usable: true, registration: 'active', authentication: 'usable' },
    { name: '若林 百合', role: 'admin', usable: false, registration: 'none', authentication: 'none' },
  ],
  alone: false,
  reasonRequired: false,
  carriedOut: false,
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

/** A wait, a company with a long name, hardware tokens shared by serial. */
export const hardware: Sample = {
  contract: { service: 'P003', name: LONG, customerId: 'kiri-master' },
  case: {
    service: 'P003',
    customerName: LONG,
    targetName: 'アレクサンドラ・マリア・コンスタンティネスク',
    target: { kind: 'user', userId: 'kiri-master' },
    touched: [
      person('kiri-master', 'アレクサンドラ・マリア・コンスタンティネスク', 'master', 'detached'),
      ...[
        '髙﨑 眞',
        '森田 彩',
        '大野 由紀',
        '岡本 千夏',
        '渡邊 龍之介',
        '齋藤 さくら',
        '小鳥遊 一',
        '柴田 航',
      ].map((name, place) => person(`kiri-${place}`, name, 'general', 'none')),
    ],
    oldSerial: '78106412',
    earliestRegistration: '2026-11-20T05:48:00.000Z',
    intake: { ...emptyIntake, ...aCase.intake, reason: 'lost', oldSerial: '78106412', customerId: null },
  },
}

/** One token for the whole contract: everybody loses it together. */
export const shared: Sample = {
  case: {
    target: { kind: 'shared' },
    targetName: '共通トークン',
    touched: [
      WAKABAYASHI,
      ...[
        '小野 真理',
        '柴田 航',
        '髙﨑 眞',
        '森田 彩',
        '大野 由紀',
        '岡本 千夏',
        '渡邊 龍之介',
        '小鳥遊 一',
      ].map((name, place) => person(`user${place}`, name, 'general', 'shared')),
    ],
  },
}

export const registered: Sample = {
  case: { state: 'awaiting-relogin', newSerial: 'VSMT90021458', registeredBy: 'code' },
}
