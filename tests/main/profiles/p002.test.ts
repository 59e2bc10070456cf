import { describe, expect, it } from 'vitest'
import { unknowns, vendorsOpenOn, workingDefault } from '#shared/profile-rules'
import { checkTokenId } from '#shared/token-id'
import { follow, guideOf, oneCodeOnce } from './guide.ts'

const { profile, sheet, steps, cautions, effect, secretsNeverTaken } = guideOf('P002')

describe('personal internet banking B: the token', () => {
  it('has a code of six digits (R-002-01)', () => {
    expect(profile.digits).toBe(6)
    expect(steps('install-app').join()).toContain('数字6桁')
  })

  it('shows another code every 30 seconds, each works once, and the app is free (R-002-05)', () => {
    expect(profile.periodSec).toBe(30)
    oneCodeOnce('P002')
    expect(profile.carriers).toContain('smartphone')
    expect(profile.fee).toBe('app-free')
  })

  it('is an app or hardware (R-002-10)', () => {
    expect(profile.tokenKinds).toEqual(['soft', 'hard'])
    expect(profile.carriers).toEqual(['smartphone', 'keyfob'])
  })

  it('comes in four models, each with the place of its serial (R-002-17, R-002-18)', () => {
    expect(profile.tokenModels.map((model) => [model.kind, model.whereIsTheSerial.ja])).toEqual([
      ['soft', 'アプリのパスワードの下'],
      ['hard', '裏面'],
      ['hard', '裏面'],
      ['hard', '裏面'],
    ])
    expect(new Set(profile.tokenModels.map((model) => model.code)).size).toBe(4)
  })

  it('of the old vendor keeps working, although no new one of it is registered (R-002-08)', () => {
    const today = vendorsOpenOn(profile, '2026-11-20') ?? []
    const symantec = profile.vendors?.find((vendor) => vendor.name.ja.includes('シマンテック'))
    expect(symantec?.closedToNewFrom).toBe('2017-07-24')
    expect(today.map((vendor) => vendor.name.ja)).not.toContain(symantec?.name.ja)
    // Its IDs are still taken for what they are, in a contract master and in the search.
    expect(checkTokenId(profile, 'VSMT82640917').verdict).toBe('ok')
  })

  it('has a serial of twelve characters, or of two letters and eight characters (R-002-22, R-002-35)', () => {
    for (const serial of ['2V0716016FK2', '2V07160I6FK2', 'GMXXXXXXXX', 'SYXXXXXXXX']) {
      expect(checkTokenId(profile, serial).verdict, serial).toBe('ok')
    }
    for (const serial of ['2V0716016FK', '2V0716016FK22', 'G1XXXXXXXX', 'GMXXXXXXX']) {
      expect(checkTokenId(profile, serial).verdict, serial).toBe('refused')
    }
  })
})

describe('personal internet banking B: its use', () => {
  it('asks for the code at transfers and payments (R-002-02)', () => {
    expect(profile.usePoints).toEqual(['transfer', 'payment'])
    expect(effect('no-transfer-without-token').text.ja).toContain('振込や収納サービス')
  })

  it('says that nothing can be transferred without a token (R-002-16)', () => {
    expect(effect('no-transfer-without-token').text.ja).toMatch(/トークンがない間は.*使えません/)
    expect(effect('no-transfer-without-token').sources).toContain('R-002-16')
  })

  it('replaces the confirmation password or the picture card, to which the customer falls back (R-002-03, R-002-27)', () => {
    expect(profile.replacesSecret.map((secret) => secret.ja)).toEqual([
      '資金移動用パスワード（確認用パスワード）',
      '画像認証カード',
    ])
    expect(effect('falls-back-to-password').text.ja).toMatch(
      /確認用パスワード（または画像認証カード）での認証に戻ります。カードがあるかを確かめます/,
    )
    expect(cautions('opt-out')).toContain('以後は 確認用パスワードでの認証')
  })

  it('lets the customer choose whether login asks for it, which decides what a dead token blocks (R-002-20)', () => {
    expect(profile.loginOtpOptional).toBe(true)
    expect(profile.deadTokenBlocksLogin).toBe('if-customer-chose-login-otp')
    expect(steps('register-again').join()).toMatch(/ログイン時の認証要否（認証する・認証しない）/)
  })

  it('is needed from the next transaction on (R-002-24)', () => {
    expect(profile.effectiveOn).toBe('nextTransaction')
    expect(profile.closing).toBe('next-transaction')
    expect(effect('effective-next-transaction').text.ja).toContain('次回のお取引から')
  })

  it('has the verbs 利用開始, 交換 and 利用中止 (R-002-12)', () => {
    expect(profile.verbWords).toMatchObject({
      register: { ja: '利用開始' },
      exchange: { ja: '交換' },
      optOut: { ja: '利用中止' },
    })
  })

  it('exchanges an app for an app or for hardware, and hardware for nothing, by oneself (R-002-28, R-002-29, G-06)', () => {
    expect(profile.exchangePaths).toEqual([
      { from: 'soft', to: 'soft' },
      { from: 'soft', to: 'hard' },
    ])
    expect(workingDefault(profile, 'exchangePaths')).toMatchObject({ gap: 'G-06' })
    expect(workingDefault(profile, 'exchangePaths')?.note.ja).toContain('窓口で再発行します')
  })

  it('takes hardware tokens of its own stock only (R-002-32)', () => {
    expect(profile.ownStockOnly).toBe('yes')
    expect(cautions('exchange')).toContain('当庫から発送したものだけが使えます')
  })

  it('says nothing about locks, sharing or reuse, and so does the desk', () => {
    expect(unknowns(profile)).toEqual(
      expect.arrayContaining(['lockThreshold', 'sharing', 'reuseAfterRevoke']),
    )
  })

  it('has a contact with hours (R-002-38)', () => {
    expect(profile.contact).toMatchObject({
      name: { ja: '事務統括部 インターネットバンキング担当' },
      phone: '0248-23-4513',
      hours: [{ days: 'weekdays', from: '09:00', to: '17:00' }],
    })
  })
})

describe('personal internet banking B: what the customer is told', () => {
  it('why there are one-time passwords at all, where they are given up (R-002-04)', () => {
    expect(cautions('opt-out')).toContain('第三者による不正ログインおよび不正送金のリスクを減らします')
  })

  it('finds the app by its name in both stores, and what it needs (R-002-11)', () => {
    follow(steps('install-app'), [
      /App Store または Google Play で「しんきん（個人）ワンタイムパスワード」/,
      /インストールします（無料）/,
      /数字6桁のワンタイムパスワードと、その下にシリアル番号/,
    ])
    expect(cautions('install-app')).toContain('iOS 8以上、Android 4.X以上')
  })

  it('minds capitals, does not go back and forward, and is not put off by the layout (R-002-13)', () => {
    expect(cautions('register-again')).toMatch(/大文字と小文字を区別します/)
    expect(cautions('register-again')).toMatch(/「戻る」「進む」は使わないでください/)
    expect(cautions('register-again')).toMatch(
      /画面のレイアウトが若干異なる場合がありますが、お取扱いには影響ありません/,
    )
  })

  it('logs in with contractor ID and login password, which the desk never takes (R-002-14)', () => {
    for (const code of ['register-again', 'exchange', 'opt-out']) {
      expect(steps(code).join()).toMatch(/契約者ID(（利用者番号）)?とログインパスワードを入力し「次へ」/)
    }
    expect(secretsNeverTaken).toContain('ログインパスワード')
  })

  it('has the confirmation password on the card, which the desk never takes either (R-002-19)', () => {
    expect(steps('register-again').join()).toMatch(
      /お客様カードの確認用パスワード.*確認用パスワードは 窓口ではうかがいません/,
    )
    expect(secretsNeverTaken).toEqual(
      expect.arrayContaining(['確認用パスワード', '振込用パスワード', '資金移動用パスワード']),
    )
  })

  it('compares the receipt number, the time and the serial at the end (R-002-21)', () => {
    expect(steps('register-again').at(-1)).toBe('受付番号・受付時刻・シリアル番号を確かめます。')
  })

  it('may postpone with 登録しない (R-002-25)', () => {
    expect(cautions('register-again')).toContain('「登録しない」を選び、あとで登録する')
  })

  it('opts out with the code and the transfer password, so with a working token (R-002-26)', () => {
    follow(steps('opt-out'), [
      '「利用中止」',
      /契約者IDとログインパスワード.*「次へ」/,
      /ワンタイムパスワードと振込用パスワードを入力し「停止」/,
    ])
    expect(profile.detachBy[0]).toMatchObject({
      selfServiceNeeds: ['current-otp', 'transfer-password'],
      branch: 'token-unusable',
    })
  })

  it('keeps the old app until the new token is registered (R-002-30)', () => {
    expect(sheet('exchange').cautions[0]?.ja).toBe(
      '新しいトークンの登録が終わるまで、古い端末のアプリを消さないでください。',
    )
  })

  it('exchanges with the old code, the new serial and its code (R-002-34)', () => {
    follow(steps('exchange'), [
      /新しいスマートフォンにアプリ.*当庫から届いたハードウェアトークン/,
      '「交換」',
      /契約者IDとログインパスワード.*「次へ」/,
      /古いトークンのワンタイムパスワード.*「次へ」/,
      /新しいトークンのシリアル番号とワンタイムパスワード.*「登録」/,
    ])
  })
})
