import { describe, expect, it } from 'vitest'
import { profileOf, profiles } from '#main/profiles/index'
import { Instant } from '#shared/ids'
import { earliestReissue, unknowns, vendorsOpenOn, workingDefault } from '#shared/profile-rules'
import type { ServiceId, ServiceProfile } from '#shared/profiles'
import { checkTokenId } from '#shared/token-id'

/**
 * Points on which the five guides say different things. None is resolved: each is a parameter, and each row here is
 * what P000, P001, P002, P003 and P004 say, written down from the guides. `null` is silence.
 */

const say = <T>(read: (profile: ServiceProfile) => T): T[] => profiles.map(read)
const has = (...wanted: string[]) =>
  wanted.map((carrier) => say(({ carriers }) => carriers.some((one) => one === carrier)))

describe('the five guides differ, and the desk with them, about', () => {
  it('how often the code changes (C-01)', () => {
    expect(say((profile) => profile.periodSec)).toEqual([30, 30, 30, 60, 60])
  })

  it('where the code is asked for (C-02)', () => {
    expect(say((profile) => profile.usePoints.join('+'))).toEqual([
      'adhocTransfer',
      'login',
      'transfer+payment',
      'login',
      'login',
    ])
    expect(say((profile) => profile.loginOtpOptional)).toEqual([false, false, true, false, false])
  })

  it('the kinds of tokens (C-03)', () => {
    expect(say((profile) => profile.tokenKinds.toSorted().join('+'))).toEqual([
      'soft',
      'soft',
      'hard+soft',
      'hard+soft',
      'soft',
    ])
    expect(say((profile) => profile.guideCovers.toSorted().join('+'))).toEqual([
      'soft',
      'soft',
      'hard+soft',
      'hard',
      'soft',
    ])
  })

  it('simple mobile phones: refused, not named, allowed (C-04)', () => {
    expect(has('featurePhone')).toEqual([[false, false, false, true, true]])
    expect(say((profile) => profile.refusedCarriers.includes('featurePhone'))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
  })

  it('PCs: refused, allowed, closed since 12 March 2018 (C-05)', () => {
    expect(has('pc')).toEqual([[false, true, false, false, false]])
    expect(profileOf('P000').refusedCarriers).toContain('pc')
    const onPc = (day: string) =>
      vendorsOpenOn(profileOf('P002'), day)?.some((vendor) => vendor.carriers.includes('pc'))
    expect([onPc('2018-03-11'), onPc('2018-03-12')]).toEqual([true, false])
  })

  it('tablets: allowed, or outside what is recommended (C-06)', () => {
    expect(has('tablet')).toEqual([[true, false, false, false, false]])
    expect(say((profile) => profile.unsupportedDevices.includes('iPad'))).toEqual([
      false,
      true,
      false,
      false,
      false,
    ])
  })

  it('sharing a token: by the contract’s mode, not at all, by serial (C-07)', () => {
    expect(say((profile) => profile.sharing)).toEqual(['contract-mode', 'none', null, 'by-serial', null])
    expect(say((profile) => profile.maxActiveTokensPerUser)).toEqual([null, 1, null, null, null])
  })

  it('whether only some users may take part (C-08)', () => {
    expect(say((profile) => profile.allOrNothing)).toEqual([
      'transfer-right-users',
      'not-applicable',
      'not-applicable',
      null,
      'no',
    ])
    expect(say((profile) => profile.mandatory)).toEqual([null, null, null, null, false])
  })

  it('who may unlock, and who when nobody of theirs can (C-09)', () => {
    const both = ['master', 'admin']
    expect(say((profile) => profile.unlockBy)).toEqual([null, null, null, both, both])
    expect(say((profile) => profile.unlockFallback)).toEqual([null, null, null, null, 'counter'])
  })

  it('how far an unlock reaches (C-10)', () => {
    expect(say((profile) => profile.unlockScope)).toEqual([
      null,
      null,
      null,
      'all-users-of-serial',
      'selected-users',
    ])
  })

  it('who may detach or revoke, and when the branch does (C-11)', () => {
    const rules = say(({ detachBy }) =>
      detachBy.map(({ whose, selfServiceBy, branch }) => `${whose} by ${selfServiceBy} or ${branch}`),
    )
    const byOthers = (whose: string) => `${whose} by master,admin or no-helper-usable`
    expect(rules).toEqual([
      ['admin by  or always', 'shared by  or always', 'general by admin or no-helper-usable'],
      ['contractor by contractor or token-unusable'],
      ['contractor by contractor or token-unusable'],
      ['master', 'admin', 'general'].map(byOthers),
      ['master', 'admin', 'general'].map(byOthers),
    ])
    expect(say((profile) => profile.resetVerb)).toEqual([
      'detach',
      'branchReissue',
      'branchReissue',
      'revoke',
      'revoke',
    ])
  })

  it('the wait before a new token (C-12)', () => {
    // 05:00 and 12:00 in Tokyo.
    const earliest = (revokedAt: string) =>
      say((profile) => earliestReissue(profile, Instant.parse(revokedAt)).earliest.slice(11, 16))
    expect(earliest('2026-11-19T20:00:00.000Z')).toEqual(['20:00', '20:00', '20:00', '23:10', '20:30'])
    expect(earliest('2026-11-20T03:00:00.000Z')).toEqual(['03:00', '03:00', '03:00', '03:30', '03:30'])
  })

  it('when a registration takes effect (C-13)', () => {
    expect(say((profile) => profile.effectiveOn)).toEqual([
      'nextLogin',
      'nextLogin',
      'nextTransaction',
      'immediately',
      'immediately',
    ])
  })

  it('the words for states (C-14)', () => {
    expect(say((profile) => profile.registrationWords?.none?.ja)).toEqual([
      '未登録',
      undefined,
      undefined,
      '未登録',
      '非登録',
    ])
    expect(say((profile) => Object.keys(profile.registrationWords ?? {}).length)).toEqual([2, 0, 0, 5, 3])
    expect(say((profile) => profile.authenticationWords?.locked?.ja)).toEqual([
      undefined,
      undefined,
      undefined,
      '停止中',
      '即時利用停止',
    ])
  })

  it('the name of the token’s ID (C-15)', () => {
    expect(say(({ tokenIdLabel }) => (tokenIdLabel === 'none' ? 'none' : tokenIdLabel.ja))).toEqual([
      'トークンID（クレデンシャルID）',
      'トークンID',
      'シリアル番号',
      'シリアル番号',
      'none',
    ])
  })

  it('the form of the token’s ID (C-16)', () => {
    const of = (serial: string) => say((profile) => checkTokenId(profile, serial).verdict)
    expect(of('VSMT99999999')).toEqual(['ok', 'warn', 'ok', 'refused', 'refused'])
    expect(of('2V0716016FK2')).toEqual(['refused', 'warn', 'ok', 'refused', 'refused'])
    expect(of('GM12345678')).toEqual(['refused', 'warn', 'ok', 'refused', 'refused'])
    expect(of('12345678')).toEqual(['refused', 'warn', 'refused', 'ok', 'refused'])
    expect(of('DP0331735022')).toEqual(['warn', 'warn', 'ok', 'refused', 'refused'])
  })

  it('how many digits a code has; two say six, three say nothing (C-17, G-09)', () => {
    expect(say((profile) => profile.digits)).toEqual([6, null, 6, null, null])
    for (const id of ['P003', 'P004'] as const) {
      expect(workingDefault(profileOf(id), 'digits')).toMatchObject({ value: 6, gap: 'G-09' })
    }
  })

  it('the secret asked for on approving (C-18)', () => {
    expect(say((profile) => profile.approvalSecrets.map((secret) => secret.ja))).toEqual([
      ['承認用パスワード'],
      [],
      ['確認用パスワード', '振込用パスワード'],
      ['確認用パスワード'],
      ['確認用パスワード', '利用開始パスワード'],
    ])
  })

  it('what 利用停止 and 解除 mean: the desk has a verb of its own for each (C-19)', () => {
    const words = (verb: keyof ServiceProfile['verbWords']) => say((profile) => profile.verbWords[verb]?.ja)
    const none = undefined
    expect(words('detach')).toEqual(['登録解除', none, none, none, none])
    expect(words('optOut')).toEqual([none, '利用停止', '利用中止', none, none])
    expect(words('unlock')).toEqual([none, none, none, '停止解除', '停止解除'])
    expect(words('revoke')).toEqual([none, none, none, '失効', '失効'])
    expect(words('branchReissue')).toEqual([none, '再発行処理', '再発行処理', none, none])
  })

  it('whether a token that was taken away may come back (C-20)', () => {
    expect(say((profile) => profile.reuseAfterRevoke)).toEqual(['no', 'no', null, 'yes', 'not-applicable'])
  })

  it('fees: free, the app free, or nothing said, and then nothing is shown (C-21, G-10)', () => {
    expect(say((profile) => profile.fee)).toEqual([null, 'app-free', 'app-free', null, 'free'])
    for (const id of ['P000', 'P003'] as const) {
      expect(unknowns(profileOf(id))).toContain('fee')
      expect(workingDefault(profileOf(id), 'fee')).toBeUndefined()
    }
    expect(JSON.stringify(profiles)).not.toMatch(/\d+円/)
  })

  it('which applications are on paper (C-22)', () => {
    expect(say((profile) => profile.applicationForms)).toEqual([
      ['admin-release'],
      [],
      ['hardware-token'],
      ['hardware-token'],
      ['otp-use'],
    ])
  })

  it('one user or several at a time (C-23)', () => {
    expect(say((profile) => profile.selectMode)).toEqual([
      'single',
      'not-applicable',
      'not-applicable',
      'multi',
      'multi',
    ])
  })

  it('what to do after a loss, and whether they say so themselves (C-24)', () => {
    expect(say((profile) => [profile.lossRoute, profile.lossRouteInferred])).toEqual([
      ['branch-form', true],
      ['call-at-once', false],
      ['call-at-once', false],
      ['own-administrator-revokes', true],
      ['own-administrator-revokes', true],
    ])
  })

  it('hours (C-25)', () => {
    expect(say(({ contact }) => contact.hours.map(({ days, from, to }) => `${days} ${from}-${to}`))).toEqual([
      [],
      [],
      ['weekdays 09:00-17:00'],
      [],
      ['weekdays 09:00-24:00', 'weekends-and-holidays 09:00-17:00'],
    ])
  })

  it('themselves: what one guide says against itself is a warning and never an error (C-26)', () => {
    const warned: [ServiceId, string][] = [
      ['P000', 'DP0331735022'],
      ['P003', '7810641'],
    ]
    for (const [id, serial] of warned) expect(checkTokenId(profileOf(id), serial).verdict).toBe('warn')
    const obsolete = profiles.flatMap(({ stepSheets }) => stepSheets.filter((sheet) => sheet.obsolete))
    expect(obsolete.map((sheet) => sheet.code)).toEqual(['install-windows-phone'])
    expect(profileOf('P002').tokenModels.filter((model) => model.kind === 'hard')).toHaveLength(3)
  })

  it('vendors and their days (C-27)', () => {
    const windows = say(({ vendors }) =>
      vendors === null
        ? null
        : vendors.map(({ from, closedToNewFrom }) => `${from ?? ''}-${closedToNewFrom ?? ''}`),
    )
    expect(windows.map((days) => days?.toSorted())).toEqual([
      ['-'],
      ['-'],
      ['-', '-2017-07-24', '-2018-03-12', '2017-03-13-'],
      undefined,
      ['-'],
    ])
    expect(profileOf('P003').vendors).toBeNull()
  })
})

describe('questions no guide answers', () => {
  it('are shown as open, and the desk says what it goes by (G-01, G-03, G-06, G-07, G-09)', () => {
    const defaults = profiles.flatMap(({ id, workingDefaults }) =>
      workingDefaults.map(({ gap, parameter, value }) => [gap, id, parameter, value]),
    )
    expect(defaults.toSorted()).toEqual([
      ['G-01', 'P000', 'administratorDetachAffectsUsers', 'unclear'],
      ['G-03', 'P003', 'unlockFallback', 'counter'],
      ['G-06', 'P002', 'exchangePaths', 'hard-to-hard-at-branch'],
      ['G-06', 'P002', 'tokenModels', 'expiry-of-file'],
      ['G-07', 'P003', 'requiredEvidence', ['registered-seal', 'identity-document', 'authority']],
      ['G-07', 'P004', 'requiredEvidence', ['registered-seal', 'identity-document', 'authority']],
      ['G-09', 'P003', 'digits', 6],
      ['G-09', 'P003', 'tokenModels', 'expiry-of-file'],
      ['G-09', 'P004', 'digits', 6],
    ])
  })

  it('about thresholds of locks stay open in every service, without a number anywhere (G-05)', () => {
    for (const profile of profiles) {
      expect(profile.lockThreshold).toBeNull()
      expect(workingDefault(profile, 'lockThreshold')).toBeUndefined()
    }
  })

  it('about a wait that ends inside the blackout flag the time, and promise nothing earlier (G-08)', () => {
    const p003 = profileOf('P003')
    // 01:50 in Tokyo: half an hour later the blackout has begun.
    const within = earliestReissue(p003, Instant.parse('2026-11-19T16:50:00.000Z'))
    expect(within).toEqual({ earliest: '2026-11-19T17:20:00.000Z', toConfirm: true })
    expect(earliestReissue(p003, Instant.parse('2026-11-19T16:30:00.000Z')).toConfirm).toBe(false)
    expect(p003.sources.reissueBlackout).toContain('G-08')
  })
})
