import { describe, expect, it } from 'vitest'
import { workingDefault } from '#shared/profile-rules'
import { checkTokenId } from '#shared/token-id'
import { follow, guideOf, oneCodeOnce } from './guide.ts'

const { profile, steps, cautions, effect, secretsNeverTaken, everything } = guideOf('P003')

describe('internet banking with key fobs: the token', () => {
  it('is described by the guide of August 2018 (R-003-01)', () => {
    expect(profile.source).toMatchObject({ issuer: '埼玉信用組合', edition: { ja: '2018年8月' } })
  })

  it('is asked for at login, beside the password (R-003-02)', () => {
    expect(profile.usePoints).toEqual(['login'])
    expect(profile.replacesSecret).toEqual([])
    expect(profile.deadTokenBlocksLogin).toBe('yes')
  })

  it('is a device or an app; the guide is about the device (R-003-03)', () => {
    expect(profile.tokenKinds).toEqual(['hard', 'soft'])
    expect(profile.guideCovers).toEqual(['hard'])
  })

  it('shows another code every minute, and each works once (R-003-04)', () => {
    expect(profile.periodSec).toBe(60)
    oneCodeOnce('P003')
  })

  it('is a key fob, or lives on a smartphone or mobile phone (R-003-05)', () => {
    expect(profile.carriers).toEqual(['keyfob', 'smartphone', 'featurePhone'])
    expect(profile.tokenModels.map((model) => model.name.ja)).toEqual(['キーホルダー型'])
  })

  it('has a serial of 8 to 12 digits, zeros in front and all; 7 digits are taken with a warning (R-003-12, R-003-37)', () => {
    for (const serial of ['12345678', '00781064', '123456789012']) {
      expect(checkTokenId(profile, serial), serial).toMatchObject({ verdict: 'ok', serial })
    }
    expect(checkTokenId(profile, '7810641')).toMatchObject({ verdict: 'warn', warning: 'short-serial' })
    for (const serial of ['781064', '1234567890123', '1234567A']) {
      expect(checkTokenId(profile, serial).verdict, serial).toBe('refused')
    }
  })

  it('may be registered again after it was revoked (R-003-41)', () => {
    expect(profile.reuseAfterRevoke).toBe('yes')
  })

  it('expires at 08:00 in Tokyo, on the day printed on it (R-003-35)', () => {
    expect(profile.hardwareExpiry).toEqual({ printed: true, instantOfDay: '08:00' })
  })
})

describe('internet banking with key fobs: its users and its use', () => {
  it('stops the codes after consecutive errors, of a number not given (R-003-16)', () => {
    expect(profile.lockRule).toBe('consecutive-errors')
    expect(profile.lockThreshold).toBeNull()
    expect(profile.lockEffect).toBe('otp-stopped-no-login')
    expect(workingDefault(profile, 'lockThreshold')).toBeUndefined()
    expect(everything).not.toMatch(/\d+回(以上)?(続けて)?(まちがえ|間違え)/)
  })

  it('says 利用可能 and 停止中 of a token that may speak or not (R-003-21)', () => {
    expect(profile.authenticationWords).toMatchObject({
      usable: { ja: '利用可能' },
      locked: { ja: '停止中' },
    })
  })

  it('says five words of a registration (R-003-33)', () => {
    const words = Object.values(profile.registrationWords ?? {}).map((word) => word?.ja)
    expect(words.toSorted()).toEqual(
      ['サービス利用中', 'トークン有効期限切れ', '失効中', 'トークン発行済み', '未登録'].toSorted(),
    )
  })

  it('chooses several users at once (R-003-23)', () => {
    expect(profile.selectMode).toBe('multi')
  })

  it('unlocks all users of a serial, and says so beforehand (R-003-24)', () => {
    expect(profile.unlockScope).toBe('all-users-of-serial')
    expect(cautions('own-administrator-unlock')).toContain(
      '同じシリアル番号を使う利用者も 一緒に解除されます',
    )
  })

  it('revokes the chosen users only, and does not know about the others of the serial (R-003-42, G-04)', () => {
    expect(profile.revokeScope).toBe('selected-users')
    expect(effect('shared-serial-unclear')).toMatchObject({ gap: 'G-04' })
  })

  it('is silent about who unlocks when all are locked; the desk goes by the counter and says so (R-003-43, G-03)', () => {
    expect(profile.unlockFallback).toBeNull()
    expect(workingDefault(profile, 'unlockFallback')).toMatchObject({ value: 'counter', gap: 'G-03' })
  })

  it('takes effect at once (R-003-13)', () => {
    expect(profile.effectiveOn).toBe('immediately')
    expect(profile.closing).toBe('registration')
    expect(steps('register-again').at(-1)).toMatch(/「認証確認」.*トップページが出れば 登録は終わり/)
  })

  it('never lets the desk take the confirmation password (R-003-25)', () => {
    expect(secretsNeverTaken).toContain('確認用パスワード')
    expect(profile.approvalSecrets.map((secret) => secret.ja)).toEqual(['確認用パスワード'])
  })

  it('warns that the chosen users can no longer log in, in the guide’s own words (R-003-29)', () => {
    expect(effect('no-login').text.ja).toBe('失効を行うと、選択された利用者はログインできなくなります。')
    expect(cautions('own-administrator-detach')).toContain('選んだ利用者はログインできなくなります')
  })
})

describe('internet banking with key fobs: what the customer is told', () => {
  it('registers and then uses it, from the start date on (R-003-08)', () => {
    expect(steps('register-again')[0]).toContain('利用開始日以降に、ログインIDとパスワードでログイン')
    expect(profile.verbWords.register?.ja).toBe('利用開始登録')
    expect(effect('effective-at-once').text.ja).toContain('次のログインから ワンタイムパスワードが要ります')
  })

  it('meets the screen BLG3020 with its own words (R-003-10, R-003-11)', () => {
    follow(steps('register-again'), [
      'ログインします',
      /BLG3020.*「セキュリティ向上のため、ワンタイムパスワードでの認証が追加されました。」/,
      /シリアル番号と、表示されているワンタイムパスワードを入力/,
      '「認証確認」',
    ])
  })

  it('unlocks by 管理, 利用者管理, ワンタイムパスワードの利用停止解除 (R-003-19)', () => {
    follow(steps('own-administrator-unlock'), [
      '「管理」',
      '「利用者管理」',
      '「ワンタイムパスワードの利用停止解除」',
      /印を付け、確認用パスワードを入力し「停止解除」/,
      '「利用可能」',
    ])
  })

  it('sees on the result each user whose stop was lifted (R-003-26)', () => {
    expect(steps('own-administrator-unlock').at(-1)).toMatch(
      /「以下の利用者に対して、ワンタイムパスワードの利用停止状態を解除しました。」.*おひとりずつ/,
    )
  })

  it('revokes by 管理, 利用者管理, トークンの失効, several users with one password (R-003-28, R-003-38)', () => {
    follow(steps('own-administrator-detach'), [
      '「管理」',
      '「利用者管理」',
      '「トークンの失効」',
      /対象の利用者に印を付け、確認用パスワードを入力し「失効」/,
      '30分後から',
    ])
    expect(profile.selectMode).toBe('multi')
  })
})
