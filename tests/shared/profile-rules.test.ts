import { describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import { Instant } from '#shared/ids'
import {
  administers,
  authenticationWord,
  earliestReissue,
  registrationWord,
  rolesByRank,
  vendorBySerial,
  vendorClosed,
  vendorsOpenOn,
  verbWord,
  workingDefault,
} from '#shared/profile-rules'
import type { ServiceProfile } from '#shared/profiles'

/** A time of day in Tokyo on an ordinary day. */
const at = (clock: string) => Instant.parse(new Date(`2026-11-20T${clock}:00+09:00`).toISOString())
const clockOf = (instant: Instant) =>
  new Date(Date.parse(instant) + 9 * 3_600_000).toISOString().slice(11, 16)

describe('the re-issue clock (R-003-30, R-003-31, R-004-23)', () => {
  const strict = profileOf('P003')
  const literal: ServiceProfile =
    strict.reissueBlackout === 'none'
      ? strict
      : { ...strict, reissueBlackout: { ...strict.reissueBlackout, mode: 'literal' } }
  const plain = profileOf('P004')

  it.each([
    // revoked, without blackout, literal, strict, strict flagged
    ['01:30', '02:00', '02:00', '02:00', false],
    ['01:50', '02:20', '02:20', '02:20', true],
    ['02:05', '02:35', '02:35', '02:35', true],
    ['02:06', '02:36', '08:10', '08:10', false],
    ['05:00', '05:30', '08:10', '08:10', false],
    ['07:50', '08:20', '08:10', '08:20', false],
    ['08:09', '08:39', '08:10', '08:39', false],
    ['08:10', '08:40', '08:10', '08:40', false],
    ['08:11', '08:41', '08:41', '08:41', false],
    ['23:45', '00:15', '00:15', '00:15', false],
  ])('revoked at %s', (revoked, without, asWritten, careful, flagged) => {
    expect(clockOf(earliestReissue(plain, at(revoked)).earliest)).toBe(without)
    expect(clockOf(earliestReissue(literal, at(revoked)).earliest)).toBe(asWritten)
    const answer = earliestReissue(strict, at(revoked))
    expect([clockOf(answer.earliest), answer.toConfirm]).toEqual([careful, flagged])
  })

  it('never promises a second too early: a started minute counts as a full one', () => {
    const revoked = Instant.parse('2026-11-20T01:30:00.001Z')
    expect(earliestReissue(plain, revoked).earliest).toBe('2026-11-20T02:01:00.000Z')
  })

  it('does not wait where the guide knows no wait', () => {
    const now = Instant.parse('2026-11-20T01:30:12.345Z')
    expect(earliestReissue(profileOf('P000'), now)).toEqual({ earliest: now, toConfirm: false })
  })
})

describe('words', () => {
  it('are the service’s own where it has them (R-000-30, R-004-27)', () => {
    expect(registrationWord(profileOf('P000'), 'active')).toMatchObject({
      own: true,
      word: { ja: '登録完了' },
    })
    expect(registrationWord(profileOf('P004'), 'none')).toMatchObject({ own: true, word: { ja: '非登録' } })
    expect(authenticationWord(profileOf('P003'), 'locked')).toMatchObject({
      own: true,
      word: { ja: '停止中' },
    })
  })

  it('are the desk’s and say so where it has none', () => {
    expect(registrationWord(profileOf('P001'), 'active')).toMatchObject({ own: false })
    expect(registrationWord(profileOf('P000'), 'revoked')).toMatchObject({ own: false })
    expect(authenticationWord(profileOf('P003'), 'suspended')).toMatchObject({
      own: false,
      word: { ja: '当店停止' },
    })
  })

  it('keep detaching and unlocking apart, whatever 解除 means in a service', () => {
    expect(verbWord(profileOf('P000'), 'detach')?.ja).toBe('登録解除')
    expect(verbWord(profileOf('P000'), 'unlock')).toBeUndefined()
    expect(verbWord(profileOf('P003'), 'unlock')?.ja).toBe('停止解除')
    expect(verbWord(profileOf('P003'), 'detach')).toBeUndefined()
    expect(verbWord(profileOf('P001'), 'optOut')?.ja).toBe('利用停止')
    expect(verbWord(profileOf('P002'), 'optOut')?.ja).toBe('利用中止')
  })
})

describe('roles', () => {
  it('rank master above administrator above general user (R-003-22)', () => {
    expect(rolesByRank(profileOf('P003')).map((role) => role.code)).toEqual(['master', 'admin', 'general'])
  })

  it('tell who acts for others', () => {
    expect(administers(profileOf('P000'), 'admin')).toBe(true)
    expect(administers(profileOf('P000'), 'general')).toBe(false)
    expect(administers(profileOf('P001'), 'contractor')).toBe(false)
    expect(administers(profileOf('P000'), 'master')).toBe(false)
  })
})

describe('vendors by day (R-002-06, R-002-07, R-002-09)', () => {
  const names = (day: string) =>
    vendorsOpenOn(profileOf('P002'), day)?.map((vendor) => vendor.carriers.join())
  it.each([
    ['2017-03-12', ['keyfob', 'smartphone', 'pc']],
    ['2017-03-13', ['smartphone', 'keyfob', 'smartphone', 'pc']],
    ['2017-07-23', ['smartphone', 'keyfob', 'smartphone', 'pc']],
    ['2017-07-24', ['smartphone', 'keyfob', 'pc']],
    ['2018-03-11', ['smartphone', 'keyfob', 'pc']],
    ['2018-03-12', ['smartphone', 'keyfob']],
  ])('on %s', (day, expected) => {
    expect(names(day)).toEqual(expected)
  })

  it('are unknown where the guide names none', () => {
    expect(vendorsOpenOn(profileOf('P003'), '2026-11-20')).toBeNull()
  })
})

describe('a vendor that takes no new tokens', () => {
  const p002 = profileOf('P002')
  const instead = (code: string, day: string) => vendorClosed(p002, code, day)?.instead.map(({ ja }) => ja)

  it.each([
    ['symantec', '2017-07-23', null],
    ['symantec', '2017-07-24', '2017-07-24'],
    ['symantec', '2026-11-20', '2017-07-24'],
    ['pc-software', '2018-03-11', null],
    ['pc-software', '2018-03-12', '2018-03-12'],
    ['pc-software', '2026-11-20', '2018-03-12'],
    ['shinkin-app', '2026-11-20', null],
    ['own-hardware', '2026-11-20', null],
    ['nobody-knows', '2026-11-20', null],
  ])('%s on %s: closed since %s (R-002-07, R-002-09)', (code, day, since) => {
    expect(vendorClosed(p002, code, day)?.since ?? null).toBe(since)
  })

  it('is answered with what can be registered that day (R-002-10)', () => {
    const app = 'しんきん（個人）ワンタイムパスワード'
    const hardware = '当庫から発送するハードウェアトークン'
    expect(instead('symantec', '2017-07-24')).toEqual([app, hardware, 'ソフトウェアトークン（パソコン版）'])
    expect(instead('pc-software', '2018-03-12')).toEqual([app, hardware])
    expect(instead('symantec', '2026-11-20')).not.toContain('シマンテック社製トークン')
  })

  it('is told by the serial where one can tell, and by nothing else (R-002-08)', () => {
    expect(vendorBySerial(p002, 'VSMT82640917')?.code).toBe('symantec')
    for (const serial of ['2V0716016FK2', 'GM12345678', 'VSMT8264091', 'XVSMT82640917', 'VSMT826409177']) {
      expect(vendorBySerial(p002, serial), serial).toBeUndefined()
    }
    expect(vendorBySerial(profileOf('P003'), '12345678')).toBeUndefined()
  })

  it('closes nothing in a service whose guide names no end', () => {
    for (const id of ['P000', 'P001', 'P003', 'P004'] as const) {
      for (const vendor of profileOf(id).vendors ?? []) {
        expect(vendorClosed(profileOf(id), vendor.code, '2026-11-20')).toBeNull()
      }
    }
  })
})

describe('working defaults', () => {
  it('stand beside the blank and never in its place (G-09)', () => {
    const profile = profileOf('P003')
    expect(profile.digits).toBeNull()
    expect(workingDefault(profile, 'digits')).toMatchObject({ value: 6, gap: 'G-09' })
    expect(workingDefault(profile, 'lockThreshold')).toBeUndefined()
  })
})
