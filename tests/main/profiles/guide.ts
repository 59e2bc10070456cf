import { expect } from 'vitest'
import { verify } from '#main/otp/engine'
import { UNUSED } from '#main/otp/memory'
import { profileOf } from '#main/profiles/index'
import type { ServiceId, StepSheet } from '#shared/profiles'
import { deviceOf, rfcSecret } from '../otp/device.ts'

/** Questions the tests ask of a service's description, as a reader of its guide would. */

export function guideOf(id: ServiceId) {
  const profile = profileOf(id)
  const sheet = (code: string): StepSheet => {
    const found = profile.stepSheets.find((entry) => entry.code === code)
    if (found === undefined) throw new Error(`${id} has no sheet ${code}`)
    return found
  }
  const ja = (lines: readonly { readonly ja: string }[]) => lines.map((line) => line.ja)
  return {
    profile,
    sheet,
    /** The numbered steps of a sheet, one text each. */
    steps: (code: string) => ja(sheet(code).steps),
    cautions: (code: string) => ja(sheet(code).cautions).join('\n'),
    /** What is said about a consequence; fails where nothing is. */
    effect: (code: string) => {
      const all = [...profile.effects.afterDetach, ...profile.effects.afterRegister]
      const found = all.find((entry) => entry.code === code)
      if (found === undefined) throw new Error(`${id} says nothing about ${code}`)
      return found
    },
    secretsNeverTaken: ja(profile.secretsNeverTaken),
    /** Every text the profile holds, for what it must not say. */
    everything: JSON.stringify(profile),
  }
}

/** Each step must hold its words, in order: a sheet with a step too few, too many or exchanged is another sheet. */
export function follow(steps: readonly string[], words: readonly (string | RegExp)[]): void {
  expect(steps).toHaveLength(words.length)
  for (const [place, word] of words.entries()) {
    expect(steps[place], `step ${place + 1}`).toMatch(
      word instanceof RegExp ? word : new RegExp(word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')),
    )
  }
}

/** 2026-11-21 16:30 in Tokyo. */
const AT = Date.UTC(2026, 10, 21, 7, 30)

/**
 * A token of this service's period and digits, held by a customer: the code it shows is taken once and never again,
 * neither in its own step nor after one period, and after one period the token shows another code.
 */
export function oneCodeOnce(id: ServiceId): void {
  const { profile } = guideOf(id)
  expect(profile.replay).toBe('refuse-used')
  const period = profile.periodSec
  if (period !== 30 && period !== 60) throw new Error(`${id} has no period a token can have`)
  const token = deviceOf(rfcSecret(20), { periodSeconds: period, digits: 6 })
  const step = AT / (period * 1000)
  const code = token.shows(step)
  const first = verify(token.seed, token.parameters, UNUSED, code, AT)
  expect(first.outcome).toBe('accepted')
  for (const later of [0, (period - 1) * 1000, period * 1000]) {
    expect(verify(token.seed, token.parameters, first.memory, code, AT + later).outcome).toBe('replayed')
  }
  expect(token.shows(step + 1)).not.toBe(code)
  expect(
    verify(token.seed, token.parameters, first.memory, token.shows(step + 1), AT + period * 1000).outcome,
  ).toBe('accepted')
}
