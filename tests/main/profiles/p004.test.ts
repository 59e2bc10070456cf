import { describe, expect, it } from 'vitest'
import { Instant } from '#shared/ids'
import { earliestReissue } from '#shared/profile-rules'
import { follow, guideOf, oneCodeOnce } from './guide.ts'

const { profile, steps, cautions, effect, secretsNeverTaken, everything } = guideOf('P004')

describe('internet banking with an app by mail: the token', () => {
  it('is offered since 20 April 2015, to every user of the corporate service (R-004-01, R-004-08)', () => {
    expect(profile.validFrom).toBe('2015-04-20')
    expect(profile.customers).toEqual(['corporate', 'sole-trader'])
  })

  it('is voluntary: some users may take part and others not (R-004-02)', () => {
    expect(profile.mandatory).toBe(false)
    expect(profile.allOrNothing).toBe('no')
  })

  it('costs nothing (R-004-04)', () => {
    expect(profile.fee).toBe('free')
  })

  it('is asked for at login after ID and password (R-004-05)', () => {
    expect(profile.usePoints).toEqual(['login'])
    expect(profile.replacesSecret).toEqual([])
  })

  it('shows another code every minute, and each works once (R-004-06)', () => {
    expect(profile.periodSec).toBe(60)
    oneCodeOnce('P004')
  })

  it('is the phone itself, with no serial to be shown (R-004-07)', () => {
    expect(profile.tokenKinds).toEqual(['soft'])
    expect(profile.carriers).toEqual(['featurePhone', 'smartphone'])
    expect(profile.tokenIdLabel).toBe('none')
    expect(profile.tokenIdPatterns).toBe('none')
    expect(profile.tokenIdAliases).toEqual([])
  })
})

describe('internet banking with an app by mail: its use', () => {
  it('stops a user’s whole service at once after wrong codes, of a number not given (R-004-17)', () => {
    expect(profile.lockRule).toBe('errors')
    expect(profile.lockThreshold).toBeNull()
    expect(profile.lockEffect).toBe('service-of-user-stopped')
    expect(profile.authenticationWords?.locked?.ja).toBe('即時利用停止')
    expect(everything).not.toMatch(/\d+回(以上)?(続けて)?(まちがえ|間違え)/)
  })

  it('lets only masters and administrators unlock and revoke (R-004-18, R-004-24)', () => {
    expect(profile.unlockBy).toEqual(['master', 'admin'])
    for (const rule of profile.detachBy) expect(rule.selfServiceBy).toEqual(['master', 'admin'])
    expect(profile.detachBy.map((rule) => rule.whose)).toEqual(['master', 'admin', 'general'])
  })

  it('has lists without a serial and without an expiry (R-004-21, R-004-26)', () => {
    expect(profile.listColumns.map((column) => column.code)).toEqual([
      'select',
      'userId',
      'userName',
      'role',
      'authentication',
      'registration',
    ])
  })

  it('waits 30 minutes after a revocation, and knows no blackout at night (R-004-23, R-004-29)', () => {
    expect(profile.reissueBlackout).toBe('none')
    // 05:00 in Tokyo, in the middle of the other cooperative's blackout.
    expect(earliestReissue(profile, Instant.parse('2026-11-19T20:00:00.000Z'))).toEqual({
      earliest: '2026-11-19T20:30:00.000Z',
      toConfirm: false,
    })
  })

  it('takes effect at once; the top page is the end of it (R-004-15)', () => {
    expect(profile.effectiveOn).toBe('immediately')
    expect(effect('effective-at-once').text.ja).toContain('すぐに有効')
    expect(steps('register-again').at(-1)).toContain('トップ画面が表示されれば 初期設定は終わり')
  })

  it('never lets the desk take the start password, nor the IDs for the app (R-004-13, R-004-14)', () => {
    expect(secretsNeverTaken).toEqual(
      expect.arrayContaining(['利用開始パスワード', 'サービスID・ユーザID（アプリの設定用）']),
    )
    expect(cautions('register-again')).toContain('利用開始パスワードは 窓口ではうかがいません')
  })
})

describe('internet banking with an app by mail: what the customer is told', () => {
  it('sets it up by the mail, and confirms the code on the PC (R-004-10, R-004-11)', () => {
    follow(steps('register-again'), [
      '「ワンタイムパスワードトークン発行」',
      /メールアドレス.*利用開始パスワードを入力し「トークン発行」/,
      /届いたメールのURLからアプリ.*サービスID・ユーザIDと利用開始パスワード/,
      /ワンタイムパスワードを パソコンの画面に入力/,
      'トップ画面',
    ])
  })

  it('does so once only (R-004-12)', () => {
    expect(cautions('register-again')).toContain('ご利用当初一回のみの操作で、ご利用開始後は必要ありません')
  })

  it('unlocks by 管理, ワンタイムパスワードの管理, ワンタイムパスワードの利用停止解除 (R-004-20)', () => {
    follow(steps('own-administrator-unlock'), [
      '「管理」から「ワンタイムパスワードの管理」',
      '「ワンタイムパスワードの利用停止解除」',
      /印を付け、確認用パスワードを入力し「停止解除」/,
      '「利用可能」',
    ])
  })

  it('revokes before changing the phone; otherwise login is impossible (R-004-22, R-004-25)', () => {
    expect(cautions('own-administrator-detach')).toMatch(
      /機種変更の前に 失効してください。失効せずに交換すると ログインできなくなります/,
    )
    expect(profile.deadTokenBlocksLogin).toBe('yes')
  })

  it('is told that an error for 30 minutes is no fault (R-004-28)', () => {
    expect(effect('no-login-30').text.ja).toMatch(
      /30分間は エラーが表示され、ログインできません。故障ではありません/,
    )
    expect(cautions('own-administrator-detach')).toContain('故障ではありません')
  })
})
