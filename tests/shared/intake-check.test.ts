import { describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import type { CaseKind } from '#shared/cases'
import { CalendarDate, Serial } from '#shared/ids'
import {
  emptyIntake,
  FallbackSecret,
  IdentityDocument,
  Intake,
  type IntakeField,
  type StoreSide,
} from '#shared/intake'
import { markOf, missingFrom, neverExpires, sameText } from '#shared/intake-check'
import { formFields } from '#shared/jobs'
import type { ServiceId } from '#shared/profiles'

const day = (text: string) => CalendarDate.parse(text)

/** What the store knows about the walk's customer, on Friday 2026-11-20. */
const store: StoreSide = {
  customerId: 'M54100031187',
  customerName: '有限会社 若葉金物店',
  accountEnding: '842',
  accountMatches: true,
  targetName: '若林 健一',
  oldSerial: Serial.parse('VSMT82640917'),
  dealingBranchIsOurs: true,
  targetIsAdministrator: true,
  redirectReasonNeeded: false,
  administratorUsable: true,
  today: day('2026-11-20'),
}

const complete: Intake = {
  ...emptyIntake,
  formNumber: 'FB-07',
  receivedOn: day('2026-11-20'),
  cameBy: 'representative',
  visitorName: '若林 健一',
  customerId: 'M54100031187',
  customerName: '有限会社 若葉金物店',
  accountNumber: '0318842',
  oldSerial: 'VSMT82640917',
  reason: 'broken',
  seal: 'matches',
  sealMethod: 'side-by-side',
  identity: 'driving-licence',
  identityIssuer: '東京都公安委員会',
  identityExpiresOn: day('2027-03-15'),
  identityLast4: '4471',
  recentChange: 'none',
  originalKeptAt: '窓口トレイ2',
}

/** The form of the walk: a token detached in WEB-FB. */
const detachment = formFields('token-detach', profileOf('P000'), false)

const gaps = (changes: Partial<Intake> = {}, about: Partial<StoreSide> = {}) =>
  missingFrom({ ...complete, ...changes }, { ...store, ...about }, detachment).map(
    ({ field, gap }) => `${field} ${gap}`,
  )

describe('a form', () => {
  it('that is filled in completely and rightly lacks nothing (R-000-44, R-000-45)', () => {
    expect(gaps()).toEqual([])
  })

  it('that is blank lacks everything, in the order of the paper', () => {
    expect(missingFrom(emptyIntake, store, detachment)).toEqual(
      (
        [
          'formNumber',
          'receivedOn',
          'cameBy',
          'visitorName',
          'customerId',
          'customerName',
          'accountNumber',
          'oldSerial',
          'reason',
          'seal',
          'sealMethod',
          'identity',
          'recentChange',
          'originalKeptAt',
        ] satisfies IntakeField[]
      ).map((field) => ({ field, gap: 'empty' })),
    )
  })

  it.each<[string, Partial<Intake>, Partial<StoreSide>, string[]]>([
    ['blanks are nothing', { formNumber: '  　' }, {}, ['formNumber empty']],
    ['tomorrow has not come', { receivedOn: day('2026-11-21') }, {}, ['receivedOn date-in-future']],
    ['another customer ID', { customerId: 'M54100031188' }, {}, ['customerId differs']],
    ['another name', { customerName: '若葉金物' }, {}, ['customerName differs']],
    ['another account', {}, { accountMatches: false }, ['accountNumber differs']],
    ['a recent change without its day', { recentChange: 'seal' }, {}, ['recentChangeOn empty']],
    [
      'a recent change of tomorrow',
      { recentChange: 'address', recentChangeOn: day('2026-11-21') },
      {},
      ['recentChangeOn date-in-future'],
    ],
    ['a question about changes nobody asked', { recentChange: null }, {}, ['recentChange empty']],
    ['another serial', { oldSerial: 'VSMT82640918' }, {}, ['oldSerial differs']],
    ['no agent without authority (MC-13)', { cameBy: 'agent' }, {}, ['authority authority-missing']],
    ['no employee without authority', { cameBy: 'employee' }, {}, ['authority authority-missing']],
    ['a seal that differs (R-000-45)', { seal: 'differs' }, {}, ['seal seal-differs']],
    ['a seal nobody can read', { seal: 'unreadable' }, {}, ['seal seal-differs']],
    [
      'a licence that ended yesterday (MC-13)',
      { identityExpiresOn: day('2026-11-19') },
      {},
      ['identityExpiresOn document-expired'],
    ],
    [
      'four characters, not twelve (PRV-03)',
      { identityLast4: '012345678901' },
      {},
      ['identityLast4 last4-form'],
    ],
    [
      'another branch’s customer without a reason (R-000-44, G-11)',
      {},
      { dealingBranchIsOurs: false },
      ['branchReason reason-for-branch'],
    ],
    [
      'a general user’s token (R-000-46)',
      {},
      { redirectReasonNeeded: true },
      ['redirectReason reason-for-redirect'],
    ],
  ])('is not complete: %s', (_what, changes, about, expected) => {
    expect(gaps(changes, about)).toEqual(expected)
  })

  it.each<[string, Partial<Intake>, Partial<StoreSide>]>([
    ['width, case and blanks', { customerId: 'ｍ５４　100031187', customerName: '有限会社若葉金物店' }, {}],
    [
      'a corrected serial, with the customer’s 訂正印',
      { oldSerial: 'VSMT82640918', oldSerialCorrected: true },
      {},
    ],
    [
      'an account where the store has none',
      { accountNumber: null },
      { accountEnding: null, accountMatches: null },
    ],
    ['a licence valid until this very day (MC-13)', { identityExpiresOn: day('2026-11-20') }, {}],
    ['an agent with a letter', { cameBy: 'agent', authority: 'letter-of-attorney' }, {}],
    [
      'another branch’s customer, with the reason',
      { branchReason: '出張先のため' },
      { dealingBranchIsOurs: false },
    ],
    ['a general user, with the reason', { redirectReason: '管理者が入院中' }, { redirectReasonNeeded: true }],
    ['four characters in any width', { identityLast4: '４４７a' }, {}],
  ])('is complete with %s', (_what, changes, about) => {
    expect(gaps(changes, about)).toEqual([])
  })
})

describe('the form of each job', () => {
  /** What a form filled in rightly still lacks, but for the lines named. */
  const lacking = (
    [kind, service, alsoReissue = false]: readonly [CaseKind, ServiceId, boolean?],
    changes: Partial<Intake> = {},
    about: Partial<StoreSide> = {},
  ) =>
    missingFrom(
      { ...complete, ...changes },
      { ...store, ...about },
      formFields(kind, profileOf(service), alsoReissue),
    ).map(({ field, gap }) => `${field} ${gap}`)

  const blank = (job: readonly [CaseKind, ServiceId, boolean?]) =>
    missingFrom(emptyIntake, store, formFields(job[0], profileOf(job[1]), job[2] ?? false)).map(
      ({ field }) => field,
    )
  const visitor = [
    'formNumber',
    'receivedOn',
    'cameBy',
    'visitorName',
    'customerId',
    'customerName',
    'accountNumber',
  ]
  const proof = ['seal', 'sealMethod', 'identity', 'recentChange', 'originalKeptAt']

  it.each<[CaseKind, ServiceId, boolean, readonly string[]]>([
    ['token-detach', 'P000', false, ['oldSerial', 'reason']],
    ['reissue', 'P001', false, ['oldSerial', 'reason']],
    ['reissue', 'P002', false, ['oldSerial', 'reason']],
    ['reissue', 'P003', false, ['oldSerial', 'reason']],
    ['reissue', 'P004', false, ['reason']],
    ['unlock', 'P003', false, ['situationCause', 'situationNote']],
    ['unlock', 'P003', true, ['situationCause', 'situationNote', 'oldSerial', 'reason']],
    ['unlock', 'P004', false, ['situationCause', 'situationNote']],
    ['unlock', 'P004', true, ['situationCause', 'situationNote', 'reason']],
    ['opt-out', 'P001', false, ['lowerProtectionAcknowledged']],
    ['opt-out', 'P002', false, ['lowerProtectionAcknowledged', 'fallbackSecret']],
    ['resume', 'P003', false, ['situationNote', 'oldSerial']],
    ['resume', 'P004', false, ['situationNote']],
    ['application', 'P004', false, []],
    ['usage-mode', 'P000', false, []],
  ])('of %s in %s, re-issuing too: %s, wants these lines of its own', (kind, service, alsoReissue, own) => {
    expect(blank([kind, service, alsoReissue])).toEqual([...visitor, ...own, ...proof])
  })

  it.each(['loss', 'profile-change', 'stock-difference'] as const)(
    'of %s has no paper to wait for',
    (kind) => {
      expect(blank([kind, 'P000'])).toEqual([])
    },
  )

  it('of an unlock wants to know how it came about, and what was found out (R-003-17)', () => {
    const told = { situationCause: 'mistyped', situationNote: '月末の振込で続けて打ちまちがえた' } as const
    for (const service of ['P003', 'P004'] as const) {
      expect(lacking(['unlock', service])).toEqual(['situationCause empty', 'situationNote empty'])
      expect(lacking(['unlock', service], { ...told, situationNote: '　 ' })).toEqual(['situationNote empty'])
      expect(lacking(['unlock', service], told)).toEqual([])
    }
  })

  it('of an opt-out wants the lower protection acknowledged, not merely told (R-001-16)', () => {
    expect(lacking(['opt-out', 'P001'])).toEqual(['lowerProtectionAcknowledged not-acknowledged'])
    expect(lacking(['opt-out', 'P001'], { lowerProtectionAcknowledged: true })).toEqual([])
  })

  it('of an opt-out wants to know of the card the customer falls back on, where there is one (R-002-03, R-002-27)', () => {
    const known = { lowerProtectionAcknowledged: true } as const
    expect(lacking(['opt-out', 'P002'], known)).toEqual(['fallbackSecret empty'])
    for (const fallbackSecret of ['card-present', 'card-reissue'] as const) {
      expect(lacking(['opt-out', 'P002'], { ...known, fallbackSecret })).toEqual([])
    }
    expect(lacking(['opt-out', 'P001'], known)).toEqual([])
  })

  it('of an application for hardware wants the registered address confirmed by the customer (R-002-33)', () => {
    expect(lacking(['hardware', 'P003'])).toEqual(['addressConfirmed not-checked'])
    expect(lacking(['hardware', 'P003'], { addressConfirmed: true })).toEqual([])
    // Nothing is sent for any other job, so nobody is asked.
    expect(lacking(['application', 'P003'])).toEqual([])
    expect(lacking(['reissue', 'P003'])).toEqual([])
  })

  it('about a missing issue mail wants the address compared with the contract (R-004-09)', () => {
    const missing = { reason: 'issue-mail-missing' } as const
    expect(lacking(['reissue', 'P004'], missing)).toEqual(['mailAddressChecked not-checked'])
    expect(lacking(['reissue', 'P004'], { ...missing, mailAddressChecked: true })).toEqual([])
    expect(lacking(['reissue', 'P004'])).toEqual([])
    // No mail issues a token here.
    expect(lacking(['reissue', 'P003'], missing)).toEqual([])
  })

  it.each([
    ['token-detach', 'P000'],
    ['reissue', 'P003'],
    ['unlock', 'P004'],
    ['opt-out', 'P002'],
    ['application', 'P004'],
    ['usage-mode', 'P000'],
    ['resume', 'P001'],
    ['hardware', 'P002'],
  ] as const)(
    'of %s in %s, written or read for the customer, wants why, before whom, and read back (G-12)',
    (kind, service) => {
      const settled: Partial<Intake> = {
        situationCause: 'mistyped',
        situationNote: '打ちまちがえた',
        lowerProtectionAcknowledged: true,
        fallbackSecret: 'card-present',
        addressConfirmed: true,
      }
      const assisted = { ...settled, assisted: true }
      expect(lacking([kind, service], assisted)).toEqual([
        'assistedReason empty',
        'assistedPresent empty',
        'assistedReadBack not-read-back',
      ])
      const recorded = { ...assisted, assistedReason: '右手のけが', assistedPresent: '長女 若林 澄江' }
      expect(lacking([kind, service], recorded)).toEqual(['assistedReadBack not-read-back'])
      expect(lacking([kind, service], { ...recorded, assistedReadBack: true })).toEqual([])
      expect(lacking([kind, service], settled)).toEqual([])
    },
  )

  it('asks for no number where the service or the store has none (R-004-07, R-004-09)', () => {
    expect(lacking(['reissue', 'P003'], { oldSerial: null }, { oldSerial: null })).toEqual([])
    expect(lacking(['reissue', 'P004'], { customerId: null }, { customerId: '' })).toEqual([])
  })
})

describe('an identity document', () => {
  const certificate = (issued: string | null, today = '2026-11-20') =>
    gaps(
      {
        identity: 'seal-certificate',
        identityExpiresOn: null,
        identityIssuedOn: issued === null ? null : day(issued),
        receivedOn: day(today),
      },
      { today: day(today) },
    )

  it('either expires or was issued within six months, and no other question is asked', () => {
    expect(IdentityDocument.options.filter(neverExpires)).toEqual(['seal-certificate', 'company-registry'])
    expect(certificate(null)).toEqual(['identityIssuedOn empty'])
    expect(gaps({ identityExpiresOn: null })).toEqual(['identityExpiresOn empty'])
  })

  it.each([
    ['2026-05-20', '2026-11-20', []],
    ['2026-05-19', '2026-11-20', ['identityIssuedOn document-too-old']],
    ['2026-11-20', '2026-11-20', []],
    ['2026-11-21', '2026-11-20', ['identityIssuedOn date-in-future']],
    // The last day of a shorter month stands for a day it does not have.
    ['2026-08-31', '2027-02-28', []],
    ['2026-08-31', '2027-03-01', ['identityIssuedOn document-too-old']],
    ['2027-08-31', '2028-02-29', []],
    ['2026-12-31', '2027-06-30', []],
  ])('issued on %s is looked at on %s', (issued, today, expected) => {
    expect(certificate(issued, today)).toEqual(expected)
  })

  it('has no field for its number, its picture, or a secret of the customer’s (PRV-03, R-000-20, R-002-19, R-003-25, R-004-13)', () => {
    const named = Object.keys(Intake.shape)
    expect(
      named.filter((field) => /number|image|photo|scan|password|pin|code|secret|seed/i.test(field)),
    ).toEqual(['formNumber', 'accountNumber', 'fallbackSecret'])
    // Of the secret one falls back on, only whether its card is at hand (R-002-19).
    expect(FallbackSecret.options).toEqual(['card-present', 'card-reissue'])
  })
})

describe('the spine between paper and store', () => {
  const mark = (field: IntakeField, changes: Partial<Intake> = {}, about: Partial<StoreSide> = {}) =>
    markOf(field, { ...complete, ...changes }, { ...store, ...about }, detachment)

  it('is open while nothing is typed, and says same or differs once something is', () => {
    expect(mark('customerId', { customerId: null })).toBe('open')
    expect(mark('customerId')).toBe('same')
    expect(mark('customerId', { customerId: 'X1' })).toBe('differs')
    expect(mark('customerName', { customerName: '別の会社' })).toBe('differs')
    expect(mark('oldSerial', { oldSerial: 'vsmt 8264 0917' })).toBe('same')
    expect(mark('oldSerial', { oldSerial: 'VSMT82640918', oldSerialCorrected: true })).toBe('differs')
    expect(mark('accountNumber', {}, { accountMatches: null })).toBe('open')
    expect(mark('accountNumber', {}, { accountMatches: false })).toBe('differs')
    expect(mark('seal', { seal: 'unreadable' })).toBe('differs')
    expect(mark('formNumber')).toBe('same')
  })

  it('takes look-alike characters for what they are (R-002-22)', () => {
    expect(sameText('VSMT8264O917', 'VSMT82640917')).toBe(false)
    expect(sameText('ＶＳＭＴ８２６４０９１７', 'vsmt82640917')).toBe(true)
    expect(sameText(null, '')).toBe(true)
  })
})
