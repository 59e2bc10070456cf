import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Facts, keyTime, type PaperProps } from '#renderer/papers/facts.ts'
import { Paper } from '#renderer/papers/paper.tsx'
import { nextSteps } from '#renderer/papers/receipt.tsx'
import { effects } from '#renderer/papers/request.tsx'
import { sheetsFor } from '#renderer/papers/sheets.ts'
import { Instant } from '#shared/ids'
import { en as sentencesEn } from '#shared/messages/en'
import { papers as en } from '#shared/messages/en/papers'
import { ja as sentencesJa } from '#shared/messages/ja'
import { papers as ja } from '#shared/messages/ja/papers'
import type { CaseView } from '#shared/operations/cases'
import { SERVICE_IDS } from '#shared/profiles'
import { barsOf, readCode128 } from './code128.ts'
import {
  blank,
  blankFor,
  CASE_NO,
  coverLetter,
  daySheet,
  enclosure,
  guidance,
  hardware,
  label,
  nothingToDo,
  receipt,
  registered,
  request,
  sampleCase,
  shared,
  slip,
  steps,
  stolen,
} from './samples.ts'

const markup = (props: PaperProps) => renderToStaticMarkup(<Paper {...props} />)
/** What a reader sees: no tags, entities resolved. */
const print = (props: PaperProps) =>
  markup(props)
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#x27;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/\s+/g, ' ')

const everySheet = (lang: 'ja' | 'en', practice: boolean) =>
  [
    ['blank request', blank({ lang, practice })],
    ['blank request of a contract', blankFor({ lang, practice })],
    ['request', request({ lang, practice })],
    ['receipt', receipt({ lang, practice })],
    ['receipt with a wait', receipt({ ...hardware, lang, practice })],
    ['receipt of a shared token', receipt({ ...shared, lang, practice }), 2],
    ['receipt after registration', receipt({ ...registered, lang, practice })],
    ['steps', steps({ lang, practice })],
    ['steps for hardware', steps({ ...hardware, lang, practice })],
    ['guidance', guidance(undefined, undefined, { lang, practice })],
    ['guidance: nothing to do', guidance(nothingToDo, 'pc-changed', { lang, practice })],
  ] as const

const both = ['ja', 'en'] as const

describe('every sheet', () => {
  it.each(both)('in %s names its form, its print count and its page', (lang) => {
    for (const [name, props, pages = 1] of everySheet(lang, false)) {
      const text = print(props)
      expect(text, name).toMatch(
        lang === 'ja' ? /様式 [A-Z]{2}-\d{2} 第\d版/ : /Form [A-Z]{2}-\d{2}, edition \d/,
      )
      expect(text, name).toContain(lang === 'ja' ? '印刷 1回目' : 'Print 1,')
      for (let page = 1; page <= pages; page += 1) {
        expect(text, name).toContain(lang === 'ja' ? `${page}／${pages}ページ` : `Page ${page} of ${pages}`)
      }
    }
  })

  it.each(both)('in %s carries the practice mark across it in practice, and only there', (lang) => {
    const { mark, line } = (lang === 'ja' ? ja : en).practice
    for (const [name, props] of everySheet(lang, true)) {
      expect(markup(props), name).toContain('data-watermark')
      expect(print(props).split(mark).length - 1, name).toBeGreaterThanOrEqual(3)
      expect(print(props), name).toContain(line)
    }
    for (const [name, props] of everySheet(lang, false)) {
      expect(markup(props), name).not.toContain('data-watermark')
      expect(print(props), name).not.toContain(line)
    }
  })

  it('about a case carries the case number as a barcode that reads back', () => {
    for (const props of [request(), receipt(), steps()]) {
      const path = /<path d="([^"]*)"/.exec(markup(props))?.[1] ?? ''
      expect(readCode128(barsOf(path))).toBe(CASE_NO)
      expect(print(props)).toContain(CASE_NO)
    }
  })

  it.each(both)(
    'in %s that a customer or the post takes along bears no whole account number (PRV-07)',
    (lang) => {
      const account = /\d{7}/.exec(sampleCase().intake.accountNumber ?? '')?.[0] ?? 'none'
      for (const props of [receipt({ lang }), slip({ ...stolen, lang }), steps({ lang })])
        expect(markup(props), props.content.request.paper).not.toContain(account)
      for (const sheet of [coverLetter, enclosure, label, daySheet])
        expect(markup(sheet({}, { lang })), sheet.name).not.toContain(account)
      // The search would find it: on the customer's own request it stands as they gave it.
      expect(markup(request({ lang }))).toContain(account)
    },
  )

  it('in English says nothing in Japanese but names, words of the service, and the Japanese year', () => {
    const words = [
      ...[
        '有限会社 若葉金物店',
        '霞野信用金庫',
        '本町支店',
        '若林 健一',
        '小野 真理',
        '柴田 航',
        '高橋',
        '中村',
      ],
      ...['東京都公安委員会', '普通', '窓口トレイ', '画面がつかない'],
    ]
    for (const props of [request({ lang: 'en' }), receipt({ lang: 'en' })]) {
      const rest = words.reduce((text, word) => text.replaceAll(word, ''), print(props))
      expect(rest.replace(/令和\d+年\d+月\d+日/g, '')).not.toMatch(
        /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
      )
    }
  })

  it('prints text of the customer as text, never as markup', () => {
    const name = '<img src=x onerror=alert(1)> 商店'
    const props = receipt({ contract: { name }, case: { customerName: name } })
    expect(markup(props)).not.toContain('<img')
    expect(markup(props)).toContain('&lt;img')
  })
})

describe('the request form', () => {
  it.each(both)('in %s has no field for any secret of the customer (R-000-20)', (lang) => {
    for (const props of [blank({ lang }), blankFor({ lang }), request({ lang })]) {
      expect(print(props)).not.toMatch(/パスワード|合言葉|password|passphrase/i)
      expect(print(props)).toContain((lang === 'ja' ? ja : en).request.never)
    }
  })

  it('asks in the order of the screen: ten numbered fields', () => {
    const numbers = [...markup(blank()).matchAll(/<i>(\d+)<\/i>/g)].map(([, number]) => Number(number))
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    const { request: words } = ja
    const text = print(blank())
    const places = [
      words.appliedOn,
      words.visitor,
      ja.userId,
      words.account,
      words.of['token-detach'].target,
      words.oldSerial('トークンID'),
      words.sealHere,
      words.identity,
    ].map((word) => text.indexOf(word))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(Math.min(...places)).toBeGreaterThan(0)
  })

  it('has a box for the registered seal (R-000-45) and stamps for receiving, comparing and approving', () => {
    expect(markup(blank())).toContain('data-seal-box')
    for (const stamp of [ja.stamps.received, ja.stamps.compared, ja.stamps.approved]) {
      expect(print(blank())).toContain(stamp)
    }
  })

  it('has an empty box instead of a barcode while no case is open', () => {
    expect(markup(blank())).not.toContain(ja.barcode(''))
    expect(print(blank())).toContain(ja.caseNoByBranch)
  })

  it('marks what no guide answers as to be confirmed (G-01)', () => {
    const unclear = effects(new Facts(request()), 'token-detach').filter((effect) => effect.unclear)
    expect(unclear).toHaveLength(1)
    expect(print(request())).toContain(`${ja.request.effects.others} ${ja.unknown}`)
  })

  it('never gives away from the store what the customer must know: the old serial and the account', () => {
    const props = request({
      case: { intake: { ...sampleCase().intake, oldSerial: null, accountNumber: null } },
    })
    const text = print(props).replace(/ /g, '')
    expect(text).not.toContain('VSMT82640917')
    expect(text).not.toContain('842')
  })

  it('ticks what the case says and leaves the rest to the pen', () => {
    const ticked = (props: PaperProps) => markup(props).split('data-chosen="true"').length - 1
    expect(ticked(request()), 'who came, whose token, why, which document').toBe(4)
    expect(ticked(blank())).toBe(0)
  })
})

describe('the receipt', () => {
  const all = both.flatMap((lang) =>
    [{}, hardware, shared, registered].map((sample) => ({ lang, props: receipt({ ...sample, lang }) })),
  )

  it('reminds of the payee (R-000-41) and of keeping the digits to oneself, always', () => {
    for (const { lang, props } of all) {
      const { asks } = lang === 'ja' ? ja : en
      expect(print(props)).toContain(asks.payee.title)
      expect(print(props)).toContain(asks.secret.title)
      expect(print(props)).not.toMatch(/承認用パスワード|確認用パスワード|approval password/i)
    }
  })

  it('says that it takes effect after logging in again, where the service says so (R-000-27)', () => {
    expect(print(receipt())).toContain('有効は再ログイン後')
    expect(print(receipt({ lang: 'en' }))).toContain('Effective after logging in again')
    expect(print(receipt(hardware))).not.toContain('有効は再ログイン後')
  })

  it('prints the earliest time in large figures, and that an error before it is no fault (R-003-30)', () => {
    const html = markup(receipt(hardware))
    expect(html).toMatch(/data-key-time="wait"/)
    expect(html).toMatch(/<b>14<\/b> 時 <b>48<\/b> 分 以降/)
    expect(print(receipt(hardware))).toContain('それより前は、画面にエラーが出ます。')
    expect(print(receipt({ ...hardware, lang: 'en' }))).toMatch(/14 : 48 or later/)
  })

  it('says that it can be registered at once where nothing is to be waited for', () => {
    expect(markup(receipt())).toContain('data-key-time="now"')
    expect(print(receipt())).toContain('ただいまから登録できます')
    expect(print(receipt())).not.toContain('画面にエラーが出ます')
  })

  it('shows the serial before and now, and every person who lost a token with it (R-000-17)', () => {
    expect(print(receipt())).toMatch(/VSMT82640917 → いま なし/)
    expect(print(receipt(registered))).toMatch(/VSMT82640917 → いま VSMT90021458/)
    expect(print(receipt(shared))).toContain('9人の方（2ページの一覧のとおり）')
    for (const { name } of sampleCase(shared.case).touched) expect(print(receipt(shared))).toContain(name)
    expect(print(receipt(shared)).match(/VSMT82640917 → なし 登録完了 → 未登録/g)).toHaveLength(9)
    expect(print(receipt())).toContain('ほかの2人の方への影響は 要確認です')
    expect(print(receipt())).toContain('小野 真理 さま、柴田 航 さま')
    expect(print(receipt(hardware))).toContain('ほかの8人の方は、いままでどおりです')
  })

  it('prints the eight characters one to a box', () => {
    const boxes = /aria-label="K7M49QXD">(.*?)<\/div>/.exec(markup(receipt()))?.[1] ?? ''
    expect([...boxes.matchAll(/<span>(.)<\/span>/g)].map(([, letter]) => letter).join('')).toBe('K7M49QXD')
  })

  it('asks for a second administrator only where that would help', () => {
    expect(print(receipt())).toContain(ja.asks.second.title)
    const helped = { store: { ...sampleCase().store, administratorUsable: true } }
    expect(print(receipt({ case: helped }))).not.toContain(ja.asks.second.title)
  })

  it('says today only on the day itself', () => {
    const later = { printedAt: '2026-11-24T01:00:00.000Z' }
    expect(print(receipt())).toContain(ja.receipt.doneToday)
    expect(print(receipt(later))).not.toContain(ja.receipt.doneToday)
    expect(print(receipt({ ...hardware, ...later }))).not.toContain('本日')
  })

  it('gives the day in both calendars', () => {
    expect(print(receipt())).toContain('令和8年（2026年）11月20日（金）')
    expect(print(receipt({ lang: 'en' }))).toContain('Fri 20 November 2026 (令和8年11月20日)')
  })
})

describe('the earliest time', () => {
  const printed = Instant.parse('2026-11-20T05:24:00.000Z')
  const at = (earliestRegistration: string | null, more: Partial<Record<keyof CaseView, unknown>> = {}) =>
    keyTime(sampleCase({ earliestRegistration, ...more }), printed)

  it('is rounded up to the minute, because a sheet never promises too early', () => {
    expect(at('2026-11-20T05:48:00.000Z')).toMatchObject({ kind: 'wait', hour: '14', minute: '48' })
    expect(at('2026-11-20T05:48:00.001Z')).toMatchObject({ kind: 'wait', hour: '14', minute: '49' })
    expect(at('2026-11-20T05:59:59.999Z')).toMatchObject({ kind: 'wait', hour: '15', minute: '00' })
  })

  it('is of another day when the clock passes midnight in Tokyo', () => {
    expect(at('2026-11-20T14:59:00.000Z')).toMatchObject({ hour: '23', minute: '59', today: true })
    expect(at('2026-11-20T14:59:01.000Z')).toMatchObject({ hour: '0', minute: '00', today: false })
    expect(at('2026-11-20T23:10:00.000Z')).toMatchObject({ hour: '8', minute: '10', today: false })
  })

  it('is now when the service knows no wait, and past once the new token is registered', () => {
    expect(at(null)).toEqual({ kind: 'now' })
    expect(at('2026-11-20T05:18:00.000Z')).toEqual({ kind: 'now' })
    expect(at('2026-11-20T05:48:00.000Z', { newSerial: 'VSMT90021458' })).toEqual({ kind: 'registered' })
  })
})

describe('the next steps', () => {
  it('end with logging in again where that makes the token valid (R-000-27)', () => {
    const props = receipt()
    const given = nextSteps(new Facts(props), sampleCase())
    expect(given).toHaveLength(4)
    expect(given.at(-1)).toBe(ja.next.logOutAndIn)
  })

  it('never invent the number of digits where the guide is silent', () => {
    const props = receipt(hardware)
    expect(props.profile?.digits).toBeNull()
    expect(print(props)).toContain('表示された数字を入れます')
    expect(print(receipt())).toContain('表示された6桁の数字')
  })
})

describe('the step sheet', () => {
  it('has the installation for both kinds of phone and the registration (R-000-09, R-000-10, R-000-13)', () => {
    const text = print(steps())
    expect(text).toContain('Google Play')
    expect(text).toContain('App Store')
    expect(text).toContain('ワンタイムパスワード認証情報管理')
    expect(text).toContain('有効は再ログイン後')
    expect(text).toContain(ja.asks.payee.title)
  })

  it('gives an administrator and a general user the sheet that is theirs', () => {
    const general = sampleCase({
      target: { kind: 'user', userId: 'ono01' },
      touched: [{ ...sampleCase().touched[1], effect: 'detached' }],
    })
    const facts = new Facts(steps())
    expect(sheetsFor(facts, sampleCase()).register?.code).toBe('register-again')
    expect(sheetsFor(facts, general).register?.code).toBe('register-user')
  })

  it.each(SERVICE_IDS)('of %s has steps, or says that they are to be confirmed', (service) => {
    const props = steps({ case: { service } })
    const { register } = sheetsFor(new Facts(props), sampleCase({ service }))
    if (register === null) expect(print(props)).toContain(ja.steps.none)
    else for (const step of register.steps) expect(print(props)).toContain(step.ja.replace(/\s+/g, ' '))
  })

  it('marks what is outside the supported environment, and hands out no steps for it (R-001-10, R-001-11)', () => {
    let obsolete = 0
    for (const service of SERVICE_IDS) {
      const props = steps({ case: { service } })
      for (const sheet of props.profile?.stepSheets ?? []) {
        if (!sheet.obsolete) continue
        obsolete += 1
        expect(print(props)).toContain(ja.steps.obsolete(sheet.title.ja))
        expect(markup(props)).not.toContain(`<h2 class="heading">${sheet.title.ja}`)
        const others = props.profile?.stepSheets.filter((other) => !other.obsolete) ?? []
        const own = sheet.steps.filter(
          ({ ja: step }) => !others.some(({ steps: known }) => known.some((one) => one.ja === step)),
        )
        expect(own.length).toBeGreaterThan(0)
        for (const step of own) expect(print(props)).not.toContain(step.ja)
      }
    }
    expect(obsolete).toBeGreaterThan(0)
    expect(print(steps({ case: { service: 'P001' } }))).toContain(
      'iPad・iPod touch・Windows Phone・Windows Mobileは 推奨環境の対象外です',
    )
    expect(print(steps())).not.toContain('推奨環境の対象外')
  })
})

describe('the guidance sheet', () => {
  it.each(both)('in %s prints the helpdesk’s hours and the way outside them (R-002-38, R-004-16)', (lang) => {
    const of = (service: 'P002' | 'P004' | 'P000') =>
      print(guidance(undefined, undefined, { lang, contract: { service } }))
    const { urgent } = (lang === 'ja' ? sentencesJa : sentencesEn).contact
    expect(of('P002')).toContain('0248-23-4513')
    expect(of('P002')).toContain(lang === 'ja' ? '受付時間 平日 9時〜17時' : 'Hours Weekdays 09:00–17:00')
    expect(of('P002')).toContain(urgent)
    expect(of('P004')).toContain(
      lang === 'ja' ? '休み 12月31日〜1月3日、5月3日〜5日' : 'Closed 31 December – 3 January, 3–5 May',
    )
    // Where the guide gives no hours the sheet gives none either.
    expect(of('P000')).not.toContain(urgent)
  })
})
