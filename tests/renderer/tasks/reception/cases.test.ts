import { describe, expect, it } from 'vitest'
import { CaseState, OPEN_STATES } from '#shared/cases'
import { Instant } from '#shared/ids'
import { isUnderWay, waitsUntil } from '../../../../src-renderer/tasks/reception/cases.ts'

const now = Instant.parse('2026-11-21T05:26:00.000Z')
const later = Instant.parse('2026-11-21T05:48:00.000Z')

describe('A case in a list', () => {
  it('is under way exactly while somebody still has to do something', () => {
    for (const state of CaseState.options) {
      expect(isUnderWay({ state })).toBe((OPEN_STATES as readonly string[]).includes(state))
    }
  })

  it('waits for the time only until it has come, and only while a registration is due', () => {
    expect(waitsUntil({ state: 'awaiting-registration', earliestRegistration: later }, now)).toBe(later)
    expect(waitsUntil({ state: 'awaiting-registration', earliestRegistration: now }, now)).toBeUndefined()
    expect(waitsUntil({ state: 'awaiting-registration', earliestRegistration: null }, now)).toBeUndefined()
    expect(waitsUntil({ state: 'closed', earliestRegistration: later }, now)).toBeUndefined()
  })
})
