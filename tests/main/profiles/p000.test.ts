import { describe, expect, it } from 'vitest'
import { COLUMNS } from '#main/master/columns'
import { checkTokenId } from '#shared/token-id'
import { follow, guideOf, oneCodeOnce } from './guide.ts'

const { profile, sheet, steps, cautions, effect, secretsNeverTaken } = guideOf('P000')

describe('the corporate WEB-FB: the token', () => {
  it('shows another code every 30 seconds, and each works once (R-000-01)', () => {
    expect(profile.periodSec).toBe(30)
    oneCodeOnce('P000')
    expect(steps('transfer').join()).toContain('30秒毎に数字が変更されます')
  })

  it('is software (R-000-03)', () => {
    expect(profile.tokenKinds).toEqual(['soft'])
    expect(profile.tokenModels.map((model) => model.kind)).toEqual(['soft'])
  })

  it('lives on a smartphone or tablet, and not on a PC or a simple mobile phone (R-000-05)', () => {
    expect(profile.carriers).toEqual(['smartphone', 'tablet'])
    expect(profile.refusedCarriers).toEqual(['pc', 'featurePhone'])
    for (const code of ['install-android', 'install-ios']) {
      expect(cautions(code)).toContain('パソコンや、スマートフォン以外の携帯電話に入れたものは使えません')
    }
  })

  it('is known as トークンID, クレデンシャルID and Credential ID, its code as Security Code (R-000-11)', () => {
    expect(profile.tokenIdAliases).toEqual(['トークンID', 'クレデンシャルID', 'Credential ID'])
    expect(COLUMNS.token).toEqual(expect.arrayContaining(['トークンID', 'クレデンシャルID']))
    for (const code of ['install-android', 'install-ios']) {
      expect(steps(code).at(-1)).toMatch(/Credential ID（トークンID）.*Security Code（ワンタイムパスワード）/)
    }
  })

  it('gets a new ID with every installation, and the old one is dead (R-000-12)', () => {
    expect(profile.reuseAfterRevoke).toBe('no')
    expect(effect('old-id-dead').text.ja).toContain('古いトークンIDは使えません')
  })

  it('has a code of six digits (R-000-22)', () => {
    expect(profile.digits).toBe(6)
    expect(steps('register-again').join()).toContain('数字6桁')
  })

  it('has an ID of VSMT and eight digits; DP and ten digits does not fit the guide (R-000-23, R-000-36)', () => {
    expect(checkTokenId(profile, 'VSMT99999999').verdict).toBe('ok')
    expect(checkTokenId(profile, 'VSMT9999999').verdict).toBe('refused')
    expect(checkTokenId(profile, 'DP0331735022')).toMatchObject({
      verdict: 'warn',
      warning: 'carrier-mismatch',
    })
    expect(checkTokenId(profile, 'DP033173502').verdict).toBe('refused')
  })
})

describe('the corporate WEB-FB: its users and its use', () => {
  it('asks for the code at ad-hoc transfers, in place of the fixed password (R-000-04)', () => {
    expect(profile.usePoints).toEqual(['adhocTransfer'])
    expect(profile.replacesSecret.map((secret) => secret.ja)).toEqual(['都度振込送信確認パスワード'])
    expect(effect('no-adhoc-transfer').text.ja).toContain('都度振込を送れません')
  })

  it('knows 管理者 above 一般者, and one user is chosen at a time (R-000-31, R-000-32)', () => {
    expect(profile.roles.map((role) => [role.word.ja, role.administers])).toEqual([
      ['管理者', true],
      ['一般者', false],
    ])
    expect(profile.roles[0]?.rank).toBeGreaterThan(profile.roles[1]?.rank ?? 0)
    expect(profile.selectMode).toBe('single')
  })

  it('calls a registration 未登録 or 登録完了, and has no other word (R-000-30)', () => {
    expect(profile.registrationWords).toEqual({
      none: { ja: '未登録', en: 'Not registered' },
      active: { ja: '登録完了', en: 'Registered' },
    })
  })

  it('takes electronic certificates beside tokens, and needs no code at login (R-000-48, R-000-49)', () => {
    expect(profile.combinesWith).toEqual(['clientCertificate'])
    expect(profile.deadTokenBlocksLogin).toBe('no')
    expect(effect('login-works').text.ja).toBe('ログインはできます。')
  })

  it('never lets the desk take the approval password (R-000-20)', () => {
    expect(secretsNeverTaken).toContain('承認用パスワード')
    expect(steps('register-again').join()).toContain('承認用パスワードは 窓口ではうかがいません')
  })
})

describe('the corporate WEB-FB: what the customer is told', () => {
  it('installs the app on Android in four steps (R-000-09)', () => {
    follow(steps('install-android'), ['Google Play', 'インストール', '「VIP Access」', '初期化と登録が自動'])
    expect(steps('install-android')[0]).toContain('「Symantec VIP」')
  })

  it('installs the app on iOS in five, with one tap more (R-000-10)', () => {
    follow(steps('install-ios'), [
      'App Store',
      'インストール',
      '「VIP Access」',
      '「VIP Access」をタップ',
      'Credential ID',
    ])
  })

  it('finds the screen by 管理機能 and ワンタイムパスワード認証情報管理 (R-000-13)', () => {
    for (const code of ['register-again', 'register-user', 'own-administrator-detach']) {
      expect(steps(code).join()).toMatch(/「管理機能」の「ワンタイムパスワード認証情報管理」/)
    }
  })

  it('stops transactions alone by WEB-FB取引停止, and knows IDロック解除 for something else (R-000-14)', () => {
    expect(steps('stop-transactions').join()).toContain('「管理機能」の「WEB-FB取引停止」')
    expect(cautions('own-administrator-detach')).toMatch(
      /「IDロック解除」は 別の機能です。トークンは外れません/,
    )
  })

  it('looks at the previous login first: is it theirs? (R-000-15)', () => {
    expect(steps('stop-transactions')[0]).toContain('前回のログイン日時がご自身のものか')
  })

  it('sees the guide’s own words when the registration is done (R-000-26)', () => {
    expect(steps('register-again').at(-1)).toContain(
      '「登録完了　利用形態の設定、およびトークンの登録が完了しました。」',
    )
  })

  it('registers the administrator or the shared token in six steps (R-000-16, R-000-20, R-000-27)', () => {
    follow(steps('register-again'), [
      '「管理機能」の「ワンタイムパスワード認証情報管理」',
      '「利用形態設定」',
      /利用形態を選び「次へ」.*利用者ごとにトークンを分けるか、全員で1つを使うか/,
      /トークンIDとワンタイムパスワード（数字6桁）/,
      /承認用パスワードを入力し「確定」/,
      /いったんログアウトして もう一度ログイン/,
    ])
    expect(cautions('register-again')).toContain('登録は 再ログイン後に有効になります')
    expect(profile.effectiveOn).toBe('nextLogin')
  })

  it('goes on to register the other users where each has an own token (R-000-28)', () => {
    expect(cautions('register-again')).toContain('利用者ごとの形態では、続けて ほかの利用者の登録も')
  })

  it('presses 登録・登録解除, 利用形態設定 and 戻る (R-000-35)', () => {
    expect(steps('register-again')[1]).toContain('「利用形態設定」')
    expect(steps('own-administrator-detach').join()).toContain('「登録・登録解除」')
    expect(cautions('register-user')).toContain('「戻る」')
  })

  it('enters token ID, code and approval password for another user too (R-000-37)', () => {
    follow(steps('register-user'), [
      /管理者がWEB-FBにログイン/,
      /「選択」欄に印を付け、「登録・登録解除」/,
      /トークンID.*ワンタイムパスワード.*承認用パスワード.*「確定」/,
      'トークンの登録が完了しました。',
    ])
  })

  it('repeats it for each user after トークンの登録が完了しました。 (R-000-38)', () => {
    expect(steps('register-user').at(-1)).toMatch(
      /「トークンの登録が完了しました。」.*利用者ごとに繰り返します/,
    )
  })

  it('sets the usage mode from the present to a new one: different tokens, or the same (R-000-16, R-000-17)', () => {
    follow(steps('usage-mode'), [
      '「管理機能」の「ワンタイムパスワード認証情報管理」',
      '「利用形態設定」',
      /現利用形態.*新利用形態.*「管理者、利用者が異なるトークンを利用する。」か「管理者、利用者が同じトークンを利用する。」/,
      /承認用パスワードを入力し「確定」/,
    ])
    expect(profile.sharing).toBe('contract-mode')
    expect(cautions('usage-mode')).toContain('現利用形態が「-」')
  })

  it('types the code as item ④ of the transfer’s confirmation, below ① to ③ (R-000-40)', () => {
    follow(steps('transfer'), [
      /①出金元情報 ②振込データ基本情報 ③振込先情報/,
      '「修正」',
      /④ワンタイムパスワード.*数字6桁/,
      '「確定」',
    ])
  })

  it('checks the payee well, on the sheet and on the receipt (R-000-41)', () => {
    expect(cautions('transfer')).toBe('受取人口座情報や受取人情報を十分にご確認ください。')
    expect(effect('check-payee').text.ja).toContain('受取人の口座と名前を十分にご確認ください')
  })

  it('needs neither form nor seal where the own administrator detaches (R-000-46)', () => {
    expect(cautions('own-administrator-detach')).toContain('書面もお届け印も いりません')
    expect(sheet('own-administrator-detach').obsolete).toBe(false)
  })
})
