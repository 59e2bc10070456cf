import { describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import type { LinkChange } from '#shared/operations/contracts'
import { serviceWordOf, touchedBy } from '../../../../src-renderer/tasks/reception/changes.ts'

const change = (given: object): LinkChange =>
  ({
    serialBefore: '78106412',
    serialAfter: '78106412',
    registrationBefore: 'active',
    registrationAfter: 'active',
    authenticationBefore: 'usable',
    authenticationAfter: 'usable',
    ...given,
  }) as LinkChange

describe('A change in the history of a token', () => {
  it('has a before and an after for the serial of an exchange (R-002-35)', () => {
    expect(touchedBy(change({ serialBefore: 'SY12345678', serialAfter: 'GM12345678' }))).toEqual({
      serial: true,
      registration: false,
      authentication: false,
    })
  })

  it('keeps the serial that a revocation took away (R-003-34, R-003-39)', () => {
    const revoked = change({ serialAfter: null, registrationAfter: 'revoked', authenticationAfter: 'none' })
    expect(touchedBy(revoked)).toEqual({ serial: true, registration: true, authentication: true })
    expect(revoked.serialBefore).toBe('78106412')
  })

  it('is called by the service’s own word where it has one', () => {
    expect(serviceWordOf(profileOf('P003'), 'revoke')?.ja).toBe('失効')
    expect(serviceWordOf(profileOf('P002'), 'exchange')?.ja).toBe('交換')
    expect(serviceWordOf(profileOf('P000'), 'suspend')).toBeUndefined()
    expect(serviceWordOf(undefined, 'revoke')).toBeUndefined()
  })
})
