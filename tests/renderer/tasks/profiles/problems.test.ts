import { describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import { SERVICE_IDS } from '#shared/profiles'
import { asJson, type Path, setAt } from '../../../../src-renderer/tasks/profiles/edit.ts'
import { checked, lineOf } from '../../../../src-renderer/tasks/profiles/problems.ts'
import type { Json } from '../../../../src-renderer/tasks/profiles/shape.ts'

const p003 = asJson(profileOf('P003'))
const wrong = (path: string, next: Json | undefined) =>
  Object.fromEntries(checked(setAt(p003, path.split('.') as Path, next)).problems)

describe('what is wrong with a description while it is being changed', () => {
  it('is nothing in the five the desk comes with', () => {
    for (const service of SERVICE_IDS) expect(checked(asJson(profileOf(service))).ok, service).toBe(true)
  })

  it('stands at the field, with its reason', () => {
    expect(wrong('reissueWaitMin', '4x')).toEqual({ reissueWaitMin: { code: 'number' } })
    expect(wrong('reissueWaitMin', '')).toEqual({ reissueWaitMin: { code: 'needed' } })
    expect(wrong('reissueWaitMin', -1)).toEqual({
      reissueWaitMin: { code: 'range', min: 0, max: undefined },
    })
    expect(wrong('digits', 9)).toEqual({ digits: { code: 'range', min: 6, max: 8 } })
    expect(wrong('shortName.en', '')).toEqual({ 'shortName.en': { code: 'needed' } })
    expect(wrong('effectiveOn', '')).toEqual({ effectiveOn: { code: 'choose' } })
    expect(wrong('carriers', [])).toEqual({ carriers: { code: 'one-at-least' } })
    expect(wrong('contact.closedDays', ['5/3'])).toEqual({
      'contact.closedDays.0': { code: 'form', example: '05-03' },
    })
  })

  it('is the one thing that was meant where there is a word in place of a value', () => {
    expect(wrong('reissueBlackout.from', '2')).toEqual({
      'reissueBlackout.from': { code: 'form', example: '09:00' },
    })
    expect(wrong('validFrom', '昨日')).toMatchObject({ validFrom: { code: 'form', example: '2026-11-21' } })
    expect(wrong('reissueBlackout', 'none')).toEqual({})
  })

  it('is a token that nobody could order, send or ask for a code', () => {
    expect(wrong('tokenModels.0.hardware.periodSeconds', 45)).toEqual({
      'tokenModels.0.hardware.periodSeconds': { code: 'choose' },
    })
    expect(wrong('tokenModels.0.hardware.digits', 5)).toEqual({
      'tokenModels.0.hardware.digits': { code: 'range', min: 6, max: 8 },
    })
    expect(wrong('tokenModels.0.hardware.leadDays', '二十')).toEqual({
      'tokenModels.0.hardware.leadDays': { code: 'number' },
    })
    expect(wrong('hardwareDispatch.mailDays', 31)).toEqual({
      'hardwareDispatch.mailDays': { code: 'range', min: 0, max: 30 },
    })
    expect(wrong('hardwareFees', [{ purpose: '', yen: 1100 }])).toMatchObject({
      'hardwareFees.0.purpose': { code: 'choose' },
    })
  })

  it('is a fee that was written down without saying where it stands (G-10)', () => {
    const fees = setAt(p003, ['hardwareFees'], [{ purpose: 'lost', yen: 1100 }])
    expect(checked(fees).ok).toBe(true)
    expect(checked(setAt(fees, ['sources', 'hardwareFees'], undefined)).ok).toBe(false)
  })

  it('is a value without a source', () => {
    expect(wrong('sources.reissueWaitMin', undefined)).toEqual({
      'sources.reissueWaitMin': { code: 'source' },
    })
    expect(wrong('sources.reissueWaitMin', ['手引12頁'])).toMatchObject({
      'sources.reissueWaitMin.0': { code: 'form' },
    })
  })

  it('is a role the service does not have', () => {
    expect(wrong('detachBy.0.whose', 'contractor')).toEqual({ detachBy: { code: 'role' } })
  })

  it('belongs to the line in which it is put right', () => {
    expect(lineOf('sources.reissueWaitMin.0')).toBe('reissueWaitMin')
    expect(lineOf('contact.hours.0.from')).toBe('contact')
  })
})
