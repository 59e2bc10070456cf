import { describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import { senderOf } from '#renderer/tasks/case/hardware.ts'

describe('whose token the safe sends', () => {
  it('is known where the service names one sender, so that nobody is asked (R-002-10, R-002-32)', () => {
    expect(senderOf(profileOf('P002'))?.code).toBe('own-hardware')
  })

  it('is open where the service names nobody', () => {
    expect(senderOf(profileOf('P003'))).toBeUndefined()
  })

  it('is asked where there are several', () => {
    const [own, ...others] =
      profileOf('P002').vendors?.filter(({ carriers }) => carriers.includes('keyfob')) ?? []
    if (own === undefined) throw new Error('the service sends nothing')
    expect(senderOf({ vendors: [own, ...others, { ...own, code: 'another' }] })).toBeUndefined()
  })
})
