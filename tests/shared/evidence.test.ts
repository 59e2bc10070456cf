import { describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import { evidenceFor } from '#shared/evidence'

describe('what a customer brings to the counter', () => {
  it('is what the guide names, in its own words and order (R-000-44, R-000-45)', () => {
    const brought = evidenceFor(profileOf('P000'))
    expect(brought.map(({ code }) => code).slice(0, 2)).toEqual(['written-form', 'registered-seal'])
    expect(brought.every(({ word, toConfirm }) => word !== null && !toConfirm)).toBe(true)
  })

  it('is what the desk goes by where the guide is silent, each thing to be confirmed (G-07)', () => {
    const brought = evidenceFor(profileOf('P004'))
    expect(brought.map(({ code }) => code)).toEqual([
      'written-form',
      'registered-seal',
      'identity-document',
      'authority',
    ])
    expect(brought.every(({ toConfirm, word }) => toConfirm && word === null)).toBe(true)
    expect(brought[0]?.sources).toEqual(['G-07'])
  })

  it('is what every form has a line for where nobody has said anything', () => {
    const silent = { requiredEvidence: null, workingDefaults: [] }
    expect(evidenceFor(silent).map(({ code }) => code)).toContain('registered-seal')
    expect(evidenceFor(silent).every(({ sources }) => sources.join() === 'DESK')).toBe(true)
  })
})
