import { describe, expect, it } from 'vitest'
import { practicePeople, practiceSerials, practiceStaffSeed, practiceTokenSeed } from '#main/practice/people'
import { practiceSafe } from '#main/practice/safe'
import { Instant } from '#shared/ids'

const inSafe = practiceSafe(Instant.parse('2026-11-20T01:00:00.000Z')).flatMap(({ tokens }) =>
  tokens.map(({ serial }) => serial),
)

describe('the published seeds', () => {
  it('are twenty bytes for every token, also for serials of seven and of twelve characters', () => {
    for (const serial of [...practiceSerials, ...inSafe, '7810645']) {
      expect(practiceTokenSeed(serial), serial).toHaveLength(20)
    }
    for (const { staff } of practicePeople) expect(practiceStaffSeed(staff), staff).toHaveLength(20)
  })

  it('are another one for every token, though their serials differ in the last character alone', () => {
    const seeds = [...practiceSerials, ...inSafe].map((serial) => practiceTokenSeed(serial).toString('hex'))
    expect(new Set(seeds).size).toBe(seeds.length)
  })

  it('follow the rule that is written down: SHA-1 of PRACTICE- and the serial', () => {
    // printf PRACTICE-78108001 | sha1sum
    expect(practiceTokenSeed('78108001').toString('hex')).toBe('88f93ba961c53ba05caccb6b89e0db10bcb0bca2')
  })
})

describe('the practice people', () => {
  it('are enough for every job of two, with two supervisors', () => {
    const of = (role: string) => practicePeople.filter((person) => person.role === role).length
    expect(of('supervisor')).toBe(2)
    expect(of('teller')).toBe(2)
    expect(new Set(practicePeople.map(({ staff }) => staff)).size).toBe(practicePeople.length)
  })
})
