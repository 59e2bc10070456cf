import { describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import { CaseKind } from '#shared/cases'
import { CalendarDate } from '#shared/ids'
import { emptyIntake, type Intake } from '#shared/intake'
import { jobs } from '#shared/jobs'
import { type ContractChange, secondChecker } from '#shared/second-checker'

const day = (text: string) => CalendarDate.parse(text)
const today = day('2026-11-20')
const profile = profileOf('P000')

const asked = (
  changes: Partial<Intake>,
  master: readonly ContractChange[] = [],
  kind: CaseKind = 'token-detach',
  days = profile.combinationDays,
) => secondChecker(kind, { ...emptyIntake, ...changes }, master, { ...profile, combinationDays: days }, today)

const said = (on: string): Partial<Intake> => ({ recentChange: 'seal', recentChangeOn: day(on) })

describe('a second supervisor', () => {
  it('is not needed while nothing was changed', () => {
    expect(asked({})).toEqual({ needed: false, because: [] })
    expect(asked({ recentChange: 'none' })).toEqual({ needed: false, because: [] })
    // A day without a change says nothing.
    expect(asked({ recentChange: 'none', recentChangeOn: today })).toEqual({ needed: false, because: [] })
  })

  it.each([
    ['2026-11-20', true],
    ['2026-11-19', true],
    ['2026-10-22', true],
    ['2026-10-21', true],
    ['2026-10-20', false],
    ['2025-11-20', false],
  ])('is asked of a change on %s, thirty days at most before today: %s', (on, needed) => {
    expect(asked(said(on)).needed).toBe(needed)
    expect(asked({}, [{ what: 'address', on: day(on) }]).needed).toBe(needed)
  })

  it('counts the days of the profile and no others', () => {
    expect(asked(said('2026-11-19'), [], 'token-detach', 0).needed).toBe(false)
    expect(asked(said('2026-11-20'), [], 'token-detach', 0).needed).toBe(true)
    expect(asked(said('2026-08-22'), [], 'token-detach', 90).needed).toBe(true)
    expect(asked(said('2026-08-21'), [], 'token-detach', 90).needed).toBe(false)
  })

  it.each(['seal', 'address', 'administrator'] as const)(
    'names the change of %s, the day, and that the customer said it',
    (what) => {
      expect(asked({ recentChange: what, recentChangeOn: day('2026-11-01') })).toEqual({
        needed: true,
        because: [{ what, on: '2026-11-01', from: 'said' }],
      })
    },
  )

  it('takes a change without a day for one of today', () => {
    expect(asked({ recentChange: 'seal' }).because).toEqual([{ what: 'seal', on: today, from: 'said' }])
  })

  it.each(['address', 'administrator'] as const)(
    'believes the contract master about a change of %s',
    (what) => {
      expect(asked({ recentChange: 'none' }, [{ what, on: day('2026-11-02') }])).toEqual({
        needed: true,
        because: [{ what, on: '2026-11-02', from: 'master' }],
      })
    },
  )

  it('is asked of a reset whose very reason is a new administrator, even when nothing else is said (E-11)', () => {
    expect(asked({ reason: 'administrator-changed' })).toEqual({
      needed: true,
      because: [{ what: 'administrator', on: today, from: 'said' }],
    })
    expect(
      asked({ reason: 'administrator-changed', recentChange: 'administrator', recentChangeOn: today })
        .because,
    ).toHaveLength(1)
    expect(asked({ reason: 'broken' }).needed).toBe(false)
  })

  it('names everything close enough, and leaves out what is too long ago', () => {
    const answer = asked({ ...said('2026-11-10'), reason: 'administrator-changed' }, [
      { what: 'address', on: day('2026-10-21') },
      { what: 'administrator', on: day('2026-10-20') },
    ])
    expect(answer.because).toEqual([
      { what: 'seal', on: '2026-11-10', from: 'said' },
      { what: 'administrator', on: today, from: 'said' },
      { what: 'address', on: '2026-10-21', from: 'master' },
    ])
  })

  it('counts across the end of a year and a leap day', () => {
    const on = (from: string, now: string) =>
      secondChecker('reissue', { ...emptyIntake, ...said(from) }, [], profile, day(now)).needed
    expect(on('2026-12-15', '2027-01-14')).toBe(true)
    expect(on('2026-12-15', '2027-01-15')).toBe(false)
    expect(on('2028-02-10', '2028-03-11')).toBe(true)
    expect(on('2028-02-10', '2028-03-12')).toBe(false)
  })

  it('is asked of the jobs that take protection away or renew it, and of no other', () => {
    const needing = CaseKind.options.filter((kind) => asked(said('2026-11-19'), [], kind).needed)
    expect(needing).toEqual([
      'token-detach',
      'reissue',
      'unlock',
      'resume',
      'opt-out',
      'usage-mode',
      'hardware',
    ])
    expect(needing).toEqual(CaseKind.options.filter((kind) => jobs[kind].resets))
  })
})
