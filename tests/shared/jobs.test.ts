import { describe, expect, it } from 'vitest'
import { profileOf, profiles } from '#main/profiles/index'
import { type CaseAsk, emptyReport } from '#shared/asks'
import { CaseKind } from '#shared/cases'
import { CaseNo, Serial } from '#shared/ids'
import { emptyIntake, type IntakeField } from '#shared/intake'
import { endsOf, formFields, jobs } from '#shared/jobs'
import { Delivery, Purpose } from '#shared/stock'

const lines = Object.keys(emptyIntake) as IntakeField[]
const visitor: readonly IntakeField[] = [
  'formNumber',
  'receivedOn',
  'cameBy',
  'visitorName',
  'authority',
  'customerId',
  'customerName',
  'accountNumber',
]
const proof: readonly IntakeField[] = [
  'seal',
  'sealMethod',
  'identity',
  'identityIssuer',
  'identityExpiresOn',
  'identityIssuedOn',
  'identityLast4',
  'recentChange',
  'recentChangeOn',
  'assisted',
  'assistedReason',
  'assistedPresent',
  'assistedReadBack',
  'originalKeptAt',
  'redirectReason',
  'branchReason',
]

/** The lines a job has of its own, in every service, written by hand: what differs is whether there is a serial, a mail, a card. */
const OWN: Readonly<Record<CaseKind, readonly string[] | null>> = {
  'token-detach': ['oldSerial?', 'oldSerialCorrected?', 'reason', 'reasonNote', 'mailAddressChecked?'],
  reissue: ['oldSerial?', 'oldSerialCorrected?', 'reason', 'reasonNote', 'mailAddressChecked?'],
  unlock: ['situationCause', 'situationNote'],
  loss: null,
  resume: ['situationNote', 'oldSerial?', 'oldSerialCorrected?'],
  application: ['reasonNote'],
  'opt-out': ['reasonNote', 'lowerProtectionAcknowledged', 'fallbackSecret?'],
  'usage-mode': ['reasonNote'],
  'profile-change': null,
  hardware: ['addressConfirmed', 'reasonNote'],
  'stock-difference': null,
}
const WITHOUT: Readonly<Record<string, readonly string[]>> = {
  P000: ['mailAddressChecked'],
  P001: ['mailAddressChecked', 'fallbackSecret'],
  P002: ['mailAddressChecked'],
  P003: ['mailAddressChecked', 'fallbackSecret'],
  // No serial is ever shown, and no card is replaced (R-004-07).
  P004: ['oldSerial', 'oldSerialCorrected', 'fallbackSecret'],
}

const pairs = profiles.flatMap((profile) =>
  CaseKind.options.map((kind) => ({ profile, id: profile.id, kind })),
)

describe('the lines of a form', () => {
  it.each(pairs)('of $kind in $id stand in the order of the paper', ({ profile, id, kind }) => {
    const own = OWN[kind]
    const expected =
      own === null
        ? []
        : [
            ...visitor,
            ...own
              .filter((line) => !line.endsWith('?') || !WITHOUT[id]?.includes(line.slice(0, -1)))
              .map((line) => line.replace('?', '')),
            ...proof,
          ]
    expect(formFields(kind, profile, false)).toEqual(expected)
  })

  it('of an unlock with a re-issue ask for the token too, and of nothing else by that', () => {
    for (const { profile, kind } of pairs) {
      const more = formFields(kind, profile, true).filter(
        (line) => !formFields(kind, profile, false).includes(line),
      )
      const numbered = profile.id === 'P004' ? [] : ['oldSerial', 'oldSerialCorrected']
      expect(more).toEqual(kind === 'unlock' ? [...numbered, 'reason', 'reasonNote'] : [])
    }
  })

  it('stand once each, and every line of the form belongs to some job', () => {
    for (const { profile, kind } of pairs) {
      const fields = formFields(kind, profile, true)
      expect(new Set(fields).size).toBe(fields.length)
    }
    const used = new Set(pairs.flatMap(({ profile, kind }) => formFields(kind, profile, true)))
    expect(lines.filter((line) => !used.has(line))).toEqual([])
  })

  it('are there with a seal for every job on paper, and for no other (R-000-44, R-000-45)', () => {
    for (const { profile, kind } of pairs) {
      expect(formFields(kind, profile, false).includes('seal')).toBe(jobs[kind].onPaper)
    }
  })
})

/** One case of every kind, asking for as little as it can. */
const ASKS: Readonly<Record<CaseKind, CaseAsk>> = {
  'token-detach': { kind: 'token-detach' },
  reissue: { kind: 'reissue' },
  unlock: { kind: 'unlock', users: ['u'], alsoReissue: false },
  loss: { kind: 'loss', how: 'lost', report: emptyReport, found: null },
  resume: { kind: 'resume', lossCase: CaseNo.parse('012-261121-001'), why: 'found' },
  application: { kind: 'application', users: ['u'] },
  'opt-out': { kind: 'opt-out' },
  'usage-mode': { kind: 'usage-mode', from: null, to: 'shared' },
  'profile-change': {
    kind: 'profile-change',
    service: 'P000',
    from: 1,
    profile: profileOf('P000'),
    reason: '',
  },
  hardware: { kind: 'hardware', purpose: 'first', model: 'm', delivery: 'mail', startOn: null, share: null },
  'stock-difference': {
    kind: 'stock-difference',
    stocktake: 'ST-012-000001',
    model: null,
    missing: [],
    surplus: [],
    reason: '',
  },
}

describe('how a case ends', () => {
  it('waits for a new token where one was taken away or is to come, and is done otherwise', () => {
    const ending = (end: string) => CaseKind.options.filter((kind) => endsOf(ASKS[kind]) === end)
    expect(ending('approve')).toEqual(['token-detach', 'reissue', 'application', 'usage-mode'])
    expect(ending('dispatch')).toEqual(['hardware'])
    expect(ending('complete')).toEqual(['unlock', 'resume', 'opt-out', 'profile-change', 'stock-difference'])
    expect(ending('review')).toEqual(['loss'])
  })

  it('waits after an unlock with a re-issue: one approval, both effects', () => {
    expect(endsOf({ kind: 'unlock', users: ['u'], alsoReissue: true })).toBe('approve')
  })

  it('sends nothing where a token is shared that somebody has already, over the counter or not (R-003-15)', () => {
    const share = Serial.parse('78106412')
    for (const delivery of Delivery.options) {
      for (const purpose of Purpose.options) {
        const ask = { ...ASKS.hardware, delivery, purpose } as CaseAsk
        expect(endsOf(ask)).toBe('dispatch')
        expect(endsOf({ ...ask, share } as CaseAsk)).toBe('approve')
      }
    }
  })
})
