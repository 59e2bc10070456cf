import { describe, expect, it } from 'vitest'
import { unknowns } from '#shared/profile-rules'
import { follow, guideOf, oneCodeOnce } from './guide.ts'

const { profile, sheet, steps, cautions, effect, everything } = guideOf('P001')

describe('personal internet banking A: the token', () => {
  it('shows another code every 30 seconds, and each works once (R-001-01, R-001-04)', () => {
    expect(profile.periodSec).toBe(30)
    oneCodeOnce('P001')
  })

  it('is software, free, for PC or smartphone (R-001-02, R-001-05)', () => {
    expect(profile.tokenKinds).toEqual(['soft'])
    expect(profile.carriers).toEqual(['pc', 'smartphone'])
    expect(profile.fee).toBe('app-free')
    expect(steps('install-android').join()).toContain('無料')
  })

  it('is one per customer: the PC or the phone, not both (R-001-06)', () => {
    expect(profile.maxActiveTokensPerUser).toBe(1)
    expect(profile.sharing).toBe('none')
    expect(cautions('install-android')).toContain('どちらか一方でだけ使えます')
  })

  it('is asked for at every login, so that a dead one means no access at all (R-001-03)', () => {
    expect(profile.usePoints).toEqual(['login'])
    expect(profile.deadTokenBlocksLogin).toBe('yes')
    expect(effect('dead-token-no-access').text.ja).toMatch(/ログインできません。振込も照会もできません/)
  })

  it('belongs to the contractor, who is the only actor (R-001-23)', () => {
    expect(profile.roles.map((role) => [role.word.ja, role.administers])).toEqual([['契約者', false]])
    expect(profile.severalUsers).toBe(false)
    expect(profile.detachBy.map((rule) => rule.whose)).toEqual(['contractor'])
  })

  it('has no rule of locking, and none is invented (R-001-24)', () => {
    const ofLocks = ['lockRule', 'lockThreshold', 'lockEffect', 'unlockBy', 'unlockScope', 'unlockFallback']
    expect(unknowns(profile)).toEqual(expect.arrayContaining(ofLocks))
    expect(profile.workingDefaults.filter((entry) => ofLocks.includes(entry.parameter))).toEqual([])
    expect(everything).not.toMatch(/\d+回(以上)?(続けて)?(まちがえ|間違え)/)
  })

  it('is needed from the next login after its registration (R-001-13)', () => {
    expect(profile.effectiveOn).toBe('nextLogin')
    expect(effect('effective-next-login').text.ja).toContain('次回のログインから')
    expect(steps('register-again').join()).toMatch(
      /次回のログインから、契約者ID、ログインパスワードに加え、ワンタイムパスワード/,
    )
  })
})

describe('personal internet banking A: what the customer is told', () => {
  it('installs the app on Android in six steps, by Welcome to VIP Access (R-001-08)', () => {
    follow(steps('install-android'), [
      /Google Play.*「Symantec VIP」/,
      '「VIP Access」を選び',
      '「VIP Access」を開き',
      '初期化と登録が自動',
      /「Welcome to VIP Access」.*「OK」/,
      /Credential ID（トークンID）.*Security Code/,
    ])
  })

  it('installs the app on an iPhone in six (R-001-09)', () => {
    follow(steps('install-ios'), [
      /App Store.*「Symantec VIP」/,
      '「VIP Access for iPhone」',
      '「VIP Access」を開き',
      '初期化と登録が自動',
      '「VIP Access」を押します',
      /Credential ID（トークンID）.*Security Code/,
    ])
  })

  it('installed it on a Windows Phone in six, which is obsolete today (R-001-10)', () => {
    follow(steps('install-windows-phone'), [
      'Windows Marketplace for Mobile',
      '「Download Now」',
      'アプリを開き',
      '初期化と登録',
      '「OK」',
      'Credential ID',
    ])
    expect(sheet('install-windows-phone').obsolete).toBe(true)
  })

  it('is warned that iPad, iPod touch and Windows phones are outside the recommended environment (R-001-11)', () => {
    expect(profile.unsupportedDevices).toEqual(['iPad', 'iPod touch', 'Windows Phone', 'Windows Mobile'])
    expect(cautions('install-ios')).toContain('iPad と iPod touch は 推奨環境の対象外')
    expect(cautions('install-windows-phone')).toContain('推奨環境の対象外')
  })

  it('registers to use it after the download; what the guide does not show is said to be unknown (R-001-12)', () => {
    expect(profile.verbWords.register?.ja).toBe('利用登録')
    expect(steps('register-again')[0]).toMatch(/パソコンでもスマートフォンでも、そのあとに利用登録が必要/)
    expect(cautions('register-again')).toContain('要確認')
  })

  it('sees the top page after the code (R-001-14)', () => {
    expect(steps('register-again').at(-1)).toMatch(/ワンタイムパスワードを入力した後、IBのトップページ/)
  })

  it('opts out alone with a working token: link, ID and password, code, 停止 (R-001-15)', () => {
    follow(steps('opt-out'), [
      '「ワンタイムパスワード利用停止はこちら」',
      /契約者IDとログインパスワード.*「次へ」/,
      /ワンタイムパスワードを入力し「停止」/,
      '利用停止が完了しました',
    ])
    expect(profile.detachBy[0]).toMatchObject({
      selfServiceBy: ['contractor'],
      selfServiceNeeds: ['current-otp'],
      branch: 'token-unusable',
    })
    expect(profile.verbWords.optOut?.ja).toBe('利用停止')
  })

  it('sees the message with its code 00001 (R-001-17)', () => {
    expect(steps('opt-out').at(-1)).toContain('「ワンタイムパスワードの利用停止が完了しました。(00001)」')
  })

  it('keeps the old app until the new token is registered (R-001-19)', () => {
    expect(sheet('exchange').cautions[0]?.ja).toBe(
      '新しいトークンの登録が終わるまで、古い端末のアプリを消さないでください。',
    )
  })

  it('exchanges in five steps, with the old code as the proof (R-001-21)', () => {
    follow(steps('exchange'), [
      '新しい端末に',
      '「ワンタイムパスワード利用登録はこちら」',
      /契約者IDとログインパスワード.*「次へ」/,
      /古いトークンのワンタイムパスワード.*「次へ」/,
      /新しいトークンのトークンIDとワンタイムパスワード.*「登録」/,
    ])
    expect(profile.exchangeSelfService).toBe('old-otp')
  })
})
