import { describe, expect, it } from 'vitest'
import { decideResume } from '#main/desk/losses'
import { profiles } from '#main/profiles/index'
import { emptyReport } from '#shared/asks'
import { Instant } from '#shared/ids'
import { type LossAsk, resumeReasons } from '../../../../src-renderer/tasks/loss/rules.ts'

const loss = (how: LossAsk['how'], found: LossAsk['found'] = null): LossAsk => ({
  kind: 'loss',
  how,
  report: emptyReport,
  found,
})
const found = { at: Instant.parse('2026-11-21T05:00:00.000Z'), where: '車の中', handedIn: false }

describe('why a stop may be lifted', () => {
  it('R-003-41: nothing but a mistake lifts the stop of a stolen token, in any service', () => {
    for (const profile of profiles)
      expect(resumeReasons(loss('stolen', found), { ...profile, foundAgain: 'before-reissue' })).toEqual([
        'mistaken-stop',
      ])
  })

  it('a lost token returns only where the profile lets it, and only once it was recorded as found', () => {
    for (const profile of profiles) {
      expect(resumeReasons(loss('lost', found), { ...profile, foundAgain: 'never' })).toEqual([
        'mistaken-stop',
      ])
      expect(resumeReasons(loss('lost'), { ...profile, foundAgain: 'before-reissue' })).toEqual([
        'mistaken-stop',
      ])
      expect(resumeReasons(loss('lost', found), { ...profile, foundAgain: 'before-reissue' })).toEqual([
        'mistaken-stop',
        'found',
      ])
    }
  })

  it('an app that was deleted, or a suspicion that came to nothing, is lifted when it works again', () => {
    for (const profile of profiles)
      for (const how of ['uninstalled', 'suspicious'] as const)
        expect(resumeReasons(loss(how), profile)).toContain('working-again')
  })

  it('is only offered where main would agree, and for a lost or stolen token always where it would', () => {
    for (const profile of profiles)
      for (const foundAgain of ['never', 'before-reissue'] as const)
        for (const how of ['lost', 'stolen', 'uninstalled', 'suspicious'] as const)
          for (const turnedUp of [null, found])
            for (const why of ['mistaken-stop', 'working-again', 'found'] as const) {
              const ask = loss(how, turnedUp)
              const rule = { ...profile, foundAgain }
              const agreed = decideResume(ask, why, rule).ok
              const offered = resumeReasons(ask, rule).includes(why)
              if (offered) expect(agreed).toBe(true)
              if (how === 'lost' || how === 'stolen') expect(offered).toBe(agreed)
            }
  })
})
