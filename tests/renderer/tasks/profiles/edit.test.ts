import { describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import { differences } from '#shared/differences'
import { PARAMETERS, SERVICE_IDS, serviceProfile } from '#shared/profiles'
import {
  asJson,
  changedNames,
  EDITABLE,
  getAt,
  isChanged,
  raised,
  rebased,
  restored,
  setAt,
  ticked,
  typedNumber,
  typedSources,
} from '../../../../src-renderer/tasks/profiles/edit.ts'

const p004 = asJson(profileOf('P004'))
const changedAt = (path: string, next: Parameters<typeof setAt>[2]) => setAt(p004, path.split('.'), next)
const told = (after: Parameters<typeof setAt>[0]) =>
  differences(p004, after).map(({ path, before, after: is }) => `${path}: ${before} → ${is}`)

describe('changing a description leaf by leaf', () => {
  it('changes one leaf and nothing else, and leaves what it was given alone', () => {
    expect(told(changedAt('reissueWaitMin', 45))).toEqual(['reissueWaitMin: 30 → 45'])
    expect(told(changedAt('contact.hours.1.to', '18:00'))).toEqual(['contact.hours.1.to: 17:00 → 18:00'])
    expect(getAt(p004, ['reissueWaitMin'])).toBe(30)
    expect(getAt(p004, ['contact', 'hours', '1', 'to'])).toBe('17:00')
  })

  it('makes a value 要確認 and brings it back', () => {
    const blank = changedAt('periodSec', null)
    expect(told(blank)).toEqual(['periodSec: 60 → null'])
    expect(serviceProfile.safeParse(blank).success).toBe(true)
    expect(told(restored(p004, blank, 'periodSec'))).toEqual([])
  })

  it('takes an entry out of a list, and what follows moves up; takes a field that need not be there', () => {
    const rest = changedAt('contact.hours.0', undefined)
    expect(getAt(rest, ['contact', 'hours'])).toEqual([
      { days: 'weekends-and-holidays', from: '09:00', to: '17:00' },
    ])
    const silent = changedAt('contact.phone', undefined)
    expect(told(silent)).toEqual(['contact.phone: 0120-565-657 → null'])
    expect(Object.keys(getAt(silent, ['contact']) as object)).not.toContain('phone')
  })

  it('adds at the end, and lifts an entry one place', () => {
    expect(getAt(changedAt('institutionWordAlso.1', '当信組'), ['institutionWordAlso'])).toEqual([
      'けんみん信組',
      '当信組',
    ])
    expect(raised(['一', '二', '三'], 2)).toEqual(['一', '三', '二'])
    expect(raised(['一', '二'], 0)).toEqual(['一', '二'])
  })

  it('ticks codes in the order of the schema, whatever the order of the hands', () => {
    const codes = ['login', 'transfer', 'payment']
    expect(ticked(codes, ['payment'], 'login', true)).toEqual(['login', 'payment'])
    expect(ticked(codes, ['login', 'payment'], 'transfer', true)).toEqual(['login', 'transfer', 'payment'])
    expect(ticked(codes, ['login', 'payment'], 'login', false)).toEqual(['payment'])
  })

  it('reads numbers and sources in any width, and keeps what is no number as it was typed', () => {
    expect(typedNumber('４５ ')).toBe(45)
    expect(typedNumber('４5分')).toBe('45分')
    expect(typedNumber('')).toBe('')
    expect(typedSources('ｒ-004-23、C-12  c-12')).toEqual(['R-004-23', 'C-12'])
    expect(typedSources('  ')).toEqual([])
  })
})

describe('the lines of a description', () => {
  it('are all to be changed, except what the desk counts itself', () => {
    expect(EDITABLE).toEqual(expect.arrayContaining([...PARAMETERS, 'name', 'stepSheets', 'workingDefaults']))
    expect(EDITABLE).not.toContain('version')
    expect(EDITABLE).not.toContain('sources')
  })

  it('are changed by their value and by their sources alike', () => {
    expect(changedNames(p004, p004)).toEqual([])
    const sourced = changedAt('sources.reissueWaitMin', ['DESK'])
    expect(changedNames(p004, sourced)).toEqual(['reissueWaitMin'])
    expect(isChanged(p004, sourced, 'effectiveOn')).toBe(false)
    expect(told(restored(p004, sourced, 'reissueWaitMin'))).toEqual([])
  })

  it('move onto a newer version one by one, and those that both changed are named', () => {
    const ours = setAt(changedAt('reissueWaitMin', 45), ['digits'], 8)
    const newer = setAt(setAt(changedAt('reissueWaitMin', 20), ['fee'], 'app-free'), ['version'], 2)
    const { profile, both } = rebased(p004, ours, newer)
    expect(both).toEqual(['reissueWaitMin'])
    expect(getAt(profile, ['reissueWaitMin'])).toBe(45)
    expect(getAt(profile, ['digits'])).toBe(8)
    expect(getAt(profile, ['fee'])).toBe('app-free')
    expect(getAt(profile, ['version'])).toBe(2)
  })

  it('compare to nothing where nothing was changed, in every service', () => {
    for (const service of SERVICE_IDS) {
      const whole = asJson(profileOf(service))
      const touched = EDITABLE.reduce((into, name) => restored(whole, into, name), whole)
      expect(differences(whole, touched), service).toEqual([])
    }
  })
})
