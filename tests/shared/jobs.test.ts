import { describe, expect, it } from 'vitest'
import { profiles } from '#main/profiles/index'
import { CaseKind } from '#shared/cases'
import { emptyIntake, type IntakeField } from '#shared/intake'
import { endsOf, formFields, jobs } from '#shared/jobs'

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

describe('how a case ends', () => {
  it('waits for a new token where one was taken away or is to come, and is done otherwise', () => {
    const ending = (end: string) => CaseKind.options.filter((kind) => endsOf(kind, false) === end)
    expect(ending('approve')).toEqual(['token-detach', 'reissue', 'application', 'usage-mode'])
    expect(ending('complete')).toEqual(['unlock', 'resume', 'opt-out', 'profile-change'])
    expect(ending('review')).toEqual(['loss'])
  })

  it('waits after an unlock with a re-issue: one approval, both effects', () => {
    expect(endsOf('unlock', true)).toBe('approve')
    for (const kind of CaseKind.options.filter((one) => one !== 'unlock')) {
      expect(endsOf(kind, true)).toBe(endsOf(kind, false))
    }
  })
})
