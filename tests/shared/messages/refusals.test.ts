import { describe, expect, it } from 'vitest'
import { CaseEvent, CaseState } from '#shared/cases'
import { emptyIntake, type IntakeField } from '#shared/intake'
import { Authentication, LinkEvent, Registration } from '#shared/links'
import { FILE_REFUSALS } from '#shared/master'
import { en } from '#shared/messages/en'
import { ja } from '#shared/messages/ja'
import { refused } from '#shared/messages/refused'
import { type OperationName, operations } from '#shared/operations'
import { CardsReason } from '#shared/operations/keys'
import { PaperKind } from '#shared/operations/papers'
import { Standing } from '#shared/operations/people'
import { SecondPurpose } from '#shared/operations/second'
import { PASSPHRASE_MIN, type PassphraseFault } from '#shared/passphrase'
import type { RegisteredNoRefusal } from '#shared/postal'
import { PARAMETERS } from '#shared/profiles'
import { type Refusal, type RefusalCode, type RefusalFacts, refusalNumbers } from '#shared/refusals'
import { OUTCOMES } from '#shared/router'
import { SEED_FILE_FAULTS } from '#shared/seeds'
import { Role } from '#shared/staff'
import { CONTENTS, StockEvent, StockState } from '#shared/stock'
import { TOKEN_ID_WARNINGS } from '#shared/token-id'
import { DOCUMENT_PROBLEMS, QR_PROBLEMS } from '#shared/transfers'
import type { CodeOutcome } from '../../../src-main/desk/codes.ts'
import type { TokenRow } from '../../../src-main/store/records.ts'

/** Keys of a record that has to name every member of a union: a new member does not compile until it stands here. */
const every = <K extends string>(record: Readonly<Record<K, true>>): readonly K[] =>
  Object.keys(record) as K[]

const operationNames = Object.keys(operations) as OperationName[]
const intakeFields = Object.keys(emptyIntake) as IntakeField[]
const codeReasons = every<Exclude<CodeOutcome, 'accepted'>>({
  wrong: true,
  replayed: true,
  malformed: true,
  locked: true,
  rebind: true,
  'clock-behind': true,
  quarantined: true,
  expired: true,
  suspended: true,
  tombstoned: true,
  'clock-contradicted': true,
  'clock-doubted': true,
  'not-handed-out': true,
})
const passphraseFaults = every<PassphraseFault['code']>({
  'too-short': true,
  'too-long': true,
  common: true,
  repeats: true,
  sequence: true,
  keyboard: true,
  context: true,
})

const mailNoReasons = every<RegisteredNoRefusal['code']>({
  empty: true,
  characters: true,
  length: true,
  'check-digit': true,
  parcel: true,
  abroad: true,
})

const tombstones = every<NonNullable<TokenRow['tombstone']>>({ lost: true, stolen: true, retired: true })

/** What no version of this desk has ever said, and what every JavaScript object has. */
const strange = ['a-code-from-tomorrow', 'constructor']

const CASE = '012-261121-001'
const SERIAL = 'VSMT12345678'
const nothing = [{}]

/** Facts as main gives them, for every code; a code without a sample does not compile. */
const samples: { readonly [K in RefusalCode]: readonly RefusalFacts[K][] } = {
  'not-signed-in': nothing,
  'session-locked': nothing,
  'desk-frozen': nothing,
  'role-forbids': [...operationNames, ...strange].flatMap((operation) =>
    [...Role.options, ...strange].map((role) => ({ role, operation })),
  ),
  'window-forbids': [...operationNames, ...strange].map((operation) => ({ operation })),
  'operation-unknown': [{ operation: 'store.dump' }],
  'too-many-calls': [{ waitMs: 50 }],
  'seed-uses-spent': [{ perHour: 60 }],
  'input-malformed': [
    { fields: [] },
    { fields: ['input'] },
    { fields: ['people.0.passphrase', 'intake.formNumber', 'proof.code'] },
    { fields: strange },
  ],
  'state-forbids': [
    ...CaseState.options,
    ...Registration.options,
    ...Authentication.options,
    ...strange,
  ].flatMap((state) =>
    [...CaseEvent.options, ...LinkEvent.options, ...strange].map((event) => ({ thing: CASE, state, event })),
  ),
  'already-done': [...operationNames, ...strange].map((operation) => ({ operation })),
  'clock-untrusted': [
    ...['suspect', 'rejected', ...strange].map((clock) => ({ clock })),
    ...['jump', 'tokens', ...strange].flatMap((reason) =>
      [62, -95, 3_600, -90_000, 9 * 365 * 86_400].map((secondsFast) => ({
        clock: 'suspect',
        reason,
        secondsFast,
      })),
    ),
  ],
  'store-not-open': nothing,
  'store-exists': nothing,
  'store-still-opens': nothing,
  'store-missing': nothing,
  'standin-refuses-branch': nothing,
  'keyring-damaged': nothing,
  'keyring-foreign': nothing,
  'keyring-newer': nothing,
  'database-damaged': nothing,
  'database-newer': [{ found: 9, known: 2 }],
  'store-in-use': nothing,
  'store-of-other-mode': nothing,
  'store-diverged': [{ entry: 0 }, { entry: 4711 }],
  'day-not-opened': [
    { number: 12, sheetDate: '2026-11-19' },
    { number: 0, sheetDate: '' },
  ],
  'opening-not-due': [{}],
  'opening-not-yours': [{}],
  'sheet-code-wrong': [
    { number: 12, sheetDate: '2026-11-19', triesLeft: 1 },
    { number: 12, sheetDate: '2026-11-19', triesLeft: 0 },
  ],
  'sheet-tries-spent': [{}],
  'closing-under-way': [{}],
  'deputy-unfit': [{ reason: 'role' }, { reason: 'past' }, { reason: 'unheard-of' }],
  'store-rolled-back': [
    { entry: 410, head: '1F0C33AA', seen: 4711, seenHead: '90B1C2D3', seenAt: '2026-11-20T07:30:00.000Z' },
    { entry: 410, head: '1F0C33AA', seen: 410, seenHead: '90B1C2D3', seenAt: '' },
  ],
  'device-secret-missing': nothing,
  'device-secret-busy': nothing,
  'two-persons-needed': nothing,
  'enrolment-unknown': nothing,
  'supervisor-needed': nothing,
  'two-to-administer': nothing,
  'passphrase-weak': [...passphraseFaults, ...strange].map((reason) => ({ staff: 'S0127', reason })),
  'cards-missing': nothing,
  'cards-refused': [...CardsReason.options, ...strange].map((reason) => ({ reason })),
  'cards-not-waiting': nothing,
  'card-group-differs': [{ card: 2 }],
  'card-to-file': nothing,
  'disk-full': nothing,
  'store-read-only': nothing,
  'store-in-doubt': nothing,
  'sign-in-refused': nothing,
  'sign-in-delayed': [{ seconds: 1 }, { seconds: 8 }, { seconds: 900 }],
  'sign-in-disabled': nothing,
  'staff-code-refused': [...codeReasons, ...strange].map((reason) => ({ reason })),
  'passphrase-due': nothing,
  'first-secret-over': ['used', 'late', ...strange].map((reason) => ({ reason })),
  'about-oneself': [{ staff: 'S0127' }],
  'standing-forbids': [...Standing.options, ...strange].map((standing) => ({ staff: 'S0127', standing })),
  'too-few-people': ['two', 'supervisor', ...strange].map((lacks) => ({ lacks })),
  'staff-number-taken': [{ staff: 'S0127' }],
  'person-known': [{ staff: 'S0127', name: '中村 隆' }],
  'contract-unknown': [{ contractNo: '0012-345' }],
  'target-unknown': [{ contractNo: '0012-345' }],
  'master-unreadable': [...FILE_REFUSALS, ...strange].flatMap((reason) => [
    { reason, columns: [], line: null },
    { reason, columns: ['contractNo', 'userName'], line: 3 },
  ]),
  'master-plan-unknown': nothing,
  'master-nothing-to-do': nothing,
  'case-unknown': [{ caseNo: CASE }, { caseNo: '' }],
  'case-changed': [{ caseNo: CASE, version: 7 }],
  'case-incomplete': [{ fields: intakeFields }, { fields: ['seal'] }, { fields: strange }],
  'case-open-already': [{ caseNo: CASE }],
  'not-a-branch-job': [...OUTCOMES, ...strange].map((answer) => ({ answer })),
  'target-has-no-token': nothing,
  'users-needed': nothing,
  'staff-related': [{ contractNo: '0012-345' }],
  'colleague-unknown': [{ staff: 'S0127' }],
  'already-stopped': [{ caseNo: CASE }, { caseNo: null }],
  'never-returns': [...tombstones, ...strange].map((tombstone) => ({ tombstone })),
  'token-unknown': [{ serial: SERIAL }],
  'token-must-be-replaced': [{ serial: SERIAL }, { serial: '' }],
  'administrator-first': [{ name: '若林 健一' }, { name: '' }],
  'profile-unknown': [{ service: 'P003', version: 7 }],
  'profile-unchanged': nothing,
  'profile-moved-on': [{ version: 2 }],
  'approver-is-maker': [{ caseNo: CASE }],
  'approver-was-first': [{ caseNo: CASE }],
  'approvals-paused': [{ until: '2026-11-21T02:10:00.000Z', count: 20 }],
  'sample-unknown': [{ entry: 4012 }],
  'sample-reviewed': [{ caseNo: CASE }],
  'review-not-yours': [
    { caseNo: CASE, because: 'part' },
    { caseNo: CASE, because: 'supervisors' },
  ],
  'approver-not-supervisor': nothing,
  'approval-missing': nothing,
  'approval-expired': nothing,
  'approval-window-open': [{ caseNo: CASE }],
  'seal-not-matching': nothing,
  'type-back-wrong': nothing,
  'reason-needed': nothing,
  'serial-malformed': [
    { serial: SERIAL, label: 'トークンID' },
    { serial: SERIAL, label: '' },
    { serial: '', label: '' },
  ],
  'serial-not-ours': [{ serial: SERIAL }],
  'serial-tombstoned': [{ serial: SERIAL }],
  'serial-in-use': [{ serial: SERIAL }],
  'serial-is-old': [{ serial: SERIAL }],
  'serial-warning-unaccepted': [...TOKEN_ID_WARNINGS, ...strange].map((warning) => ({
    serial: SERIAL,
    warning,
  })),
  'too-early': [{ earliest: '2026-11-21T05:48:00.000Z' }],
  'code-refused': [...codeReasons, ...strange].flatMap((reason) => [
    { reason, triesLeft: null },
    { reason, triesLeft: 1 },
    { reason, triesLeft: 3 },
  ]),
  'code-needed': nothing,
  'code-not-checkable': nothing,
  'follow-up-in-past': nothing,
  'waiver-reason-needed': nothing,
  'vendor-closed': [
    {
      vendor: 'シマンテック社製トークン',
      since: '2017-07-24',
      instead: ['しんきん（個人）ワンタイムパスワード'],
    },
    { vendor: 'ソフトウェアトークン', since: '2018-03-12', instead: [] },
  ],
  'vendor-needed': nothing,
  'second-missing': [...SecondPurpose.options, ...strange].map((purpose) => ({ purpose })),
  'second-expired': nothing,
  'second-is-first': nothing,
  'second-not-supervisor': nothing,
  'seed-file-refused': [...SEED_FILE_FAULTS, ...strange].flatMap((fault) =>
    [0, 17].map((line) => ({ fault, line, facts: {} })),
  ),
  'seed-file-unknown': nothing,
  'seed-half-malformed': nothing,
  'check-value-wrong': [{ which: 1 }, { which: 2 }, { which: 0 }],
  'seed-key-missing': [{ halves: 0 }, { halves: 1 }],
  'plain-seeds-refused': nothing,
  'seed-plan-unknown': nothing,
  'seeds-refused-among': [{ refused: 1 }, { refused: 12 }],
  'samples-unproven': [{ serials: [SERIAL, '78106412'] }, { serials: [] }],
  'model-unknown': [{ model: strange[0] ?? '' }],
  'box-unknown': [{ box: 'BX-012-000003' }],
  'count-differs': [{ counted: 99, expected: 100 }],
  'expiry-unreadable': [{ typed: '31/31' }, { typed: '' }],
  'expiry-differs': [
    { printed: '2031-09-30', file: '2031-10-31' },
    { printed: '2031/09', file: '2031-10-31' },
  ],
  'serial-twice': [{ serial: SERIAL }],
  'token-still-linked': [{ serial: '78106420', contractNo: 'KH00008812' }],
  'stocktake-unknown': [{ stocktake: 'ST-012-000007' }],
  'stocktake-open-already': [{ stocktake: 'ST-012-000007' }],
  'peer-unknown': [{ branch: '015' }],
  'transfer-unknown': [{ transfer: 'TR-012-000002' }, { transfer: '' }],
  'transfer-document-refused': [...DOCUMENT_PROBLEMS, ...QR_PROBLEMS, ...strange].map((reason) => ({
    reason,
  })),
  'transfer-replayed': [{ transfer: 'TR-012-000002' }],
  'models-mixed': [{ serial: SERIAL, model: strange[0] ?? '' }],
  'seed-unreadable': [{ serial: SERIAL }],
  'campaign-unknown': [{ campaign: 'CP-012-000001' }],
  'campaign-empty': nothing,
  'campaign-open-already': [{ campaign: 'CP-012-000001' }],
  'letter-out-of-turn': [{ user: 'M54100031187' }, { user: '' }],
  'stock-empty': [{ model: strange[0] ?? '' }],
  'serial-not-free': [...StockState.options, ...strange].map((state) => ({ serial: SERIAL, state })),
  'serial-differs': [{ triesLeft: 1 }, { triesLeft: 2 }, { triesLeft: 0 }],
  'serial-not-allocated': [{ serial: SERIAL }],
  'token-not-handed-out': [...StockState.options, ...strange].map((state) => ({ serial: SERIAL, state })),
  'nothing-to-send': nothing,
  'not-allocated': nothing,
  'not-read-first': nothing,
  'not-packed': nothing,
  'not-numbered': [{ caseNo: CASE }],
  'contents-missing': [{ contents: [...CONTENTS] }, { contents: [] }, { contents: strange }],
  'mail-no-malformed': [...mailNoReasons, ...strange].map((reason) => ({ reason })),
  'mail-no-used': [{ caseNo: CASE }],
  'releaser-packed': [{ caseNo: CASE }],
  'identity-missing': nothing,
  'start-before-delivery': nothing,
  'start-in-past': nothing,
  'start-not-in-service': nothing,
  'start-too-soon': [{ earliest: '2026-12-14' }],
  'clock-not-doubted': nothing,
  'clock-time-differs': [{ secondsFast: 95 }, { secondsFast: -3700 }],
  'backup-busy': nothing,
  'backup-no-folder': nothing,
  'backup-none': nothing,
  'backup-full': nothing,
  'backup-gone': nothing,
  'backup-not-writable': nothing,
  'backup-unsound': nothing,
  'backup-interrupted': nothing,
  'backup-not-one': nothing,
  'backup-newer': nothing,
  'backup-damaged': nothing,
  'backup-foreign': nothing,
  'backup-other-keys': nothing,
  'backup-not-chosen': nothing,
  'folder-not-chosen': nothing,
  'clock-code-differs': nothing,
  'clock-second-person': ['another', 'supervisor', ...strange].map((need) => ({ name: '中村 隆', need })),
  'resync-refused': [...codeReasons, ...strange].flatMap((reason) =>
    [null, 0, 1, 9].map((triesLeft) => ({ reason, triesLeft })),
  ),
  'drift-none': nothing,
  'paper-unavailable': [...PaperKind.options, '', ...strange].map((paper) => ({ paper })),
  'print-failed': ['no-printer', 'layout', ...strange].map((reason) => ({ reason })),
  'save-cancelled': nothing,
  'pack-name-taken': [{ fileName: '証拠一式_012-261121-001' }],
}

const codes = Object.keys(samples) as RefusalCode[]
const refusalsOf = (code: RefusalCode): readonly Refusal[] =>
  // A code with facts of its own: TypeScript forgets which belonged to which once they stand in one list.
  samples[code].map((facts) => ({ code, ...facts }) as Refusal)

/** Everything a refusal can carry that a person must never read. */
const rawCodes: readonly string[] = [
  ...codes,
  ...operationNames,
  ...codeReasons,
  ...passphraseFaults,
  ...strange,
  ...FILE_REFUSALS,
  ...SEED_FILE_FAULTS,
  ...DOCUMENT_PROBLEMS,
  ...QR_PROBLEMS,
  ...SecondPurpose.options,
  ...StockState.options,
  ...CONTENTS,
  ...TOKEN_ID_WARNINGS,
  ...OUTCOMES,
  ...Role.options,
  ...CaseState.options,
  ...Registration.options,
  ...intakeFields,
  ...PARAMETERS,
  ...Authentication.options,
]
/** Those of them that are no words of English, such as `serial-in-use`, `case.open` or `formNumber`. */
const unsayable = rawCodes.filter((code) => /[-.]|[a-z][A-Z]/.test(code) && code !== 'one-time')

describe.each([
  ['Japanese', ja],
  ['English', en],
] as const)('every no, in %s', (language, messages) => {
  it.each(codes)('%s says what, why and what to do, with its number', (code) => {
    expect(refusalsOf(code).length).toBeGreaterThan(0)
    for (const refusal of refusalsOf(code)) {
      const { what, why, todo, code: number } = refused(messages, refusal)
      expect(number).toBe(refusalNumbers[code])
      for (const sentence of [what, why, todo]) {
        expect(sentence).toMatch(language === 'Japanese' ? /[。]$/ : /^[A-Z0-9“].*\.$/)
        expect(sentence).not.toMatch(/undefined|null|NaN|\[object|\$\{|function|=>/)
        expect(sentence).not.toMatch(/\s\s|。。|\.\.|^\s|\s$/)
        expect(unsayable.filter((raw) => sentence.includes(raw))).toEqual([])
      }
    }
  })

  it('gives every reason a word of its own instead of the one for reasons nobody knows', () => {
    const why = (refusal: Refusal) => JSON.stringify(refused(messages, refusal))
    const known = <C extends RefusalCode>(
      make: (reason: string) => Refusal<C>,
      reasons: readonly string[],
    ) => {
      for (const reason of reasons)
        expect(why(make(reason) as Refusal)).not.toBe(why(make('nobody-knows') as Refusal))
    }
    known((reason): Refusal<'staff-code-refused'> => ({ code: 'staff-code-refused', reason }), codeReasons)
    known(
      (reason): Refusal<'code-refused'> => ({ code: 'code-refused', reason, triesLeft: null }),
      codeReasons,
    )
    known(
      (reason): Refusal<'passphrase-weak'> => ({ code: 'passphrase-weak', staff: 'S0127', reason }),
      passphraseFaults,
    )
    known(
      (reason): Refusal<'master-unreadable'> => ({
        code: 'master-unreadable',
        reason,
        columns: [],
        line: null,
      }),
      FILE_REFUSALS,
    )
    known(
      (warning): Refusal<'serial-warning-unaccepted'> => ({
        code: 'serial-warning-unaccepted',
        serial: SERIAL,
        warning,
      }),
      TOKEN_ID_WARNINGS,
    )
    known(
      (role): Refusal<'role-forbids'> => ({ code: 'role-forbids', role, operation: 'case.open' }),
      Role.options,
    )
    known((operation): Refusal<'already-done'> => ({ code: 'already-done', operation }), operationNames)
    known(
      (clock): Refusal<'clock-untrusted'> => ({ code: 'clock-untrusted', clock }),
      ['suspect', 'rejected'],
    )
    known((tombstone): Refusal<'never-returns'> => ({ code: 'never-returns', tombstone }), tombstones)
    known(
      (purpose): Refusal<'second-missing'> => ({ code: 'second-missing', purpose }),
      SecondPurpose.options,
    )
    known(
      (fault): Refusal<'seed-file-refused'> => ({ code: 'seed-file-refused', fault, line: 0, facts: {} }),
      SEED_FILE_FAULTS,
    )
    known(
      (reason): Refusal<'transfer-document-refused'> => ({ code: 'transfer-document-refused', reason }),
      [...DOCUMENT_PROBLEMS, ...QR_PROBLEMS],
    )
    known((reason): Refusal<'mail-no-malformed'> => ({ code: 'mail-no-malformed', reason }), mailNoReasons)
    known(
      (state): Refusal<'serial-not-free'> => ({ code: 'serial-not-free', serial: SERIAL, state }),
      StockState.options,
    )
    known((reason): Refusal<'print-failed'> => ({ code: 'print-failed', reason }), ['no-printer', 'layout'])
  })

  it('names each state and each act in which a case or a token can be caught', () => {
    const said = (state: string, event: string) =>
      refused(messages, { code: 'state-forbids', thing: CASE, state, event })
    const states = [
      ...CaseState.options,
      ...Registration.options.filter((state) => state !== 'unknown'),
      ...Authentication.options,
      ...StockState.options,
    ]
    expect(states.filter((state) => said(state, 'edit').what === said('nobody-knows', 'edit').what)).toEqual(
      [],
    )
    const acts = [...CaseEvent.options, ...LinkEvent.options, ...StockEvent.options]
    expect(acts.filter((act) => said('draft', act).why === said('draft', 'nobody-knows').why)).toEqual([])
  })

  it('says of a token in the safe what it would say otherwise of a case', () => {
    const why = (state: string, event: string) =>
      refused(messages, { code: 'state-forbids', thing: SERIAL, state, event }).why
    for (const event of ['reject', 'hand-over']) expect(why('in-stock', event)).not.toBe(why('draft', event))
    expect(why('in-stock', 'register')).toBe(why('draft', 'register'))
  })

  it('lists what the envelope still lacks, and nothing that is in it', () => {
    const { why } = refused(messages, { code: 'contents-missing', contents: ['guide', 'receipt-card'] })
    const said = why.toLowerCase()
    const named = CONTENTS.filter((content) =>
      said.includes(messages.words.stock.content[content].toLowerCase()),
    )
    expect(named).toEqual(['guide', 'receipt-card'])
  })

  it('tells a day in the calendar of the reader, and what no calendar knows as it is printed', () => {
    const { why } = refused(messages, { code: 'expiry-differs', printed: '31/31', file: '2031-09-30' })
    expect(why).toContain('31/31')
    expect(why).toContain(language === 'Japanese' ? '令和13年9月30日' : '30 September 2031')
  })

  it('calls a supervisor once the second reading was wrong twice', () => {
    const todo = (triesLeft: number) => refused(messages, { code: 'serial-differs', triesLeft }).todo
    expect(todo(1)).toContain('1')
    expect(todo(0)).not.toBe(todo(1))
    expect(todo(0)).toMatch(language === 'Japanese' ? /^役席者/ : /^Call a supervisor/)
  })

  it('lists every line of the form that is still missing', () => {
    const { why } = refused(messages, { code: 'case-incomplete', fields: intakeFields })
    expect(intakeFields.filter((field) => !why.includes(messages.words.intake[field]))).toEqual([])
  })

  it('says since when a vendor takes no new tokens, and what to register instead (R-002-06, R-002-07, R-002-09)', () => {
    const closed = refused(messages, {
      code: 'vendor-closed',
      vendor: 'シマンテック社製トークン',
      since: '2017-07-24',
      instead: ['しんきん（個人）ワンタイムパスワード', 'ハードウェアトークン'],
    })
    expect(closed.what).toContain('シマンテック社製トークン')
    for (const part of language === 'Japanese' ? ['平成29年7月24日', '2017年'] : ['24 July 2017']) {
      expect(closed.why).toContain(part)
    }
    expect(closed.todo).toContain('しんきん（個人）ワンタイムパスワード')
    expect(closed.todo).toContain('ハードウェアトークン')
  })

  it('tells the length a passphrase really needs, the tries left, and the moment registration opens', () => {
    const weak = refused(messages, { code: 'passphrase-weak', staff: 'S0127', reason: 'too-short' })
    expect(weak.todo).toContain(String(PASSPHRASE_MIN))
    const wrong = refused(messages, { code: 'code-refused', reason: 'wrong', triesLeft: 3 })
    expect(wrong.todo).toContain('3')
    const clock = (reason: string, secondsFast: number) =>
      refused(messages, { code: 'clock-untrusted', clock: 'suspect', reason, secondsFast }).what
    expect(clock('tokens', 62)).toContain('62')
    expect(
      new Set([1, -1].flatMap((way) => ['jump', 'tokens'].map((how) => clock(how, way * 62)))).size,
    ).toBe(4)
    const early = refused(messages, { code: 'too-early', earliest: '2026-11-21T05:48:00.000Z' })
    expect(early.what).toContain(language === 'Japanese' ? '14時48分' : '14:48')
  })

  it('apologises for nothing, asks for no secret and has no はい, OK or エラーが発生しました', () => {
    for (const refusal of codes.flatMap(refusalsOf)) {
      const { what, why, todo } = refused(messages, refusal)
      expect(`${what}${why}${todo}`).not.toMatch(
        /申し訳|すみません|恐れ入り|はい(?!け)|エラーが発生|正常に|\bOK\b|[Ss]orry|[Aa]n error occurred|successfully|PIN|暗証/,
      )
    }
  })
})

describe('sentences in Japanese', () => {
  it('hold no English word but the names people know: CSV, UTF-8, Shift_JIS', () => {
    for (const refusal of codes.flatMap(refusalsOf)) {
      const { what, why, todo } = refused(ja, refusal)
      expect(`${what}${why}${todo}`.replaceAll('Shift_JIS', '')).not.toMatch(/[a-z]{2,}/)
    }
  })
})
