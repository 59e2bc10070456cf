import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import { LETTERS_ON_PAGE } from '#renderer/papers/dispatch-list.tsx'
import { Facts, type PaperProps } from '#renderer/papers/facts.ts'
import {
  labelBarcode,
  letterMailing,
  mailingOf,
  pagesOf,
  serviceOf,
} from '#renderer/papers/hardware-facts.ts'
import { Paper } from '#renderer/papers/paper.tsx'
import { paperHardware as en } from '#shared/messages/en/paper-hardware'
import { paperHardware as ja } from '#shared/messages/ja/paper-hardware'
import { BARCODE_MARGIN_MM } from '#shared/postal'
import { barsOf, readCode128 } from './code128.ts'
import {
  CASE_NO,
  campaignLetter,
  coverLetter,
  destruction,
  dispatched,
  dispatchList,
  enclosure,
  label,
  letterTo,
  ordered,
  type Sample,
  stocktake,
  transferSlip,
} from './samples.ts'

const markup = (props: PaperProps) => renderToStaticMarkup(<Paper {...props} />)
const print = (props: PaperProps) =>
  markup(props)
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#x27;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/[ \n]+/g, ' ')

const SERIAL = '78106412'
const both = ['ja', 'en'] as const
const wordsIn = { ja, en } as const

/** A person's token of the service whose guide has an exchange of its own. */
const person: Sample = {
  contract: { service: 'P002', name: '若林 百合', customerId: '20410077', usageMode: null },
  case: {
    ...ordered.case,
    service: 'P002',
    customerName: '若林 百合',
    targetName: '若林 百合',
    target: { kind: 'user', userId: '20410077' },
  },
}
const exchange = {
  purpose: 'exchange',
  startOn: null,
  contents: ['token', 'cover-letter', 'guide', 'exchange-steps', 'receipt-card'],
} as const

/** Every sheet, with the number its barcode reads. */
const everySheet = (lang: 'ja' | 'en', practice = false) => {
  const sample = { lang, practice }
  return [
    ['DS-01', label({}, sample), CASE_NO],
    ['DS-02', coverLetter({}, sample), CASE_NO],
    ['DS-03', enclosure({}, sample), CASE_NO],
    ['DS-04', enclosure(exchange, { ...person, ...sample }), CASE_NO],
    ['DL-01', dispatchList(30, sample), 'MB-012-000007'],
    ['ST-02', stocktake({}, sample), 'ST-012-000003'],
    ['DC-01', destruction(undefined, sample), 'DS-012-000002'],
    ['TR-01', transferSlip({}, sample), 'TR-012-000004'],
    ['CL-01', campaignLetter(1, undefined, sample), 'CP-012-000001'],
    ['CL-02', campaignLetter(2, undefined, sample), 'CP-012-000001'],
  ] as const
}

describe('Every paper of a hardware token', () => {
  it.each(both)('in %s has its form number, its print count, its page and its barcode', (lang) => {
    for (const [form, props, number] of everySheet(lang)) {
      const html = markup(props)
      expect(html, form).toContain(`data-paper="${form}"`)
      expect(print(props), form).toContain(lang === 'ja' ? `様式 ${form}` : `Form ${form},`)
      expect(print(props), form).toContain(lang === 'ja' ? '印刷 1回目' : 'Print 1,')
      const path = /preserveAspectRatio="none"[^>]*><path d="([^"]*)"/.exec(html)?.[1] ?? ''
      expect(readCode128(barsOf(path)), form).toBe(number)
      expect(print(props), form).toContain(number)
    }
  })

  it.each(both)('in %s carries 練習 across it in practice, and only there', (lang) => {
    for (const [form, props] of everySheet(lang, true))
      expect(markup(props), form).toContain('data-watermark')
    for (const [form, props] of everySheet(lang)) expect(markup(props), form).not.toContain('data-watermark')
  })

  it('in English says nothing in Japanese but names, addresses, the Japanese year and what the post reads', () => {
    const known = [
      ...[
        '霞野信用金庫',
        '本町支店',
        '港町支店',
        '有限会社 若葉金物店',
        '若林 健一',
        '高橋',
        '美咲',
        '中村',
        '隆',
      ],
      ...['東京都霞野区本町1-2-3', '電池が切れたもの。3月の棚卸で より分けた', '森 葵', '森', '〒', '様'],
    ]
    for (const [form, props] of everySheet('en')) {
      if (form.startsWith('DS-0') || form === 'DL-01') continue
      const rest = known.reduce((text, word) => text.replaceAll(word, ''), print(props))
      expect(rest.replace(/令和\d+年\d+月\d+日/g, ''), form).not.toMatch(
        /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
      )
    }
  })

  it.each(both)('in %s bears no serial where it goes through the post (R-003-09)', (lang) => {
    for (const [form, props] of everySheet(lang)) {
      if (!form.startsWith('DS') && !form.startsWith('CL') && form !== 'DL-01') continue
      expect(markup(props), form).not.toContain(SERIAL)
    }
    expect(print(stocktake()), 'what lies in the safe is counted by its serials').toContain(SERIAL)
  })

  it('is of the service whose words it is printed in', () => {
    expect(serviceOf(coverLetter().content)).toBe('P003')
    expect(serviceOf(stocktake().content)).toBe('P003')
    expect(serviceOf(campaignLetter().content)).toBe('P003')
    expect(serviceOf(destruction().content)).toBe('P003')
    expect(serviceOf(dispatchList().content)).toBeUndefined()
  })

  it('is refused when main sends another record than was asked for', () => {
    const { content, ...rest } = dispatchList()
    expect(() => markup({ ...rest, content: { ...content, record: stocktake().content.record } })).toThrow(
      'dispatch-list',
    )
  })
})

describe('The cover letter', () => {
  it.each(both)('in %s says from which day on, and that the screen asks for it (R-003-09)', (lang) => {
    const text = print(coverLetter({}, { lang }))
    expect(text).toContain('令和8年')
    expect(text).toContain('2026')
    for (const line of wordsIn[lang].start.forced) expect(text).toContain(line)
  })

  it('of a held start date names no day, and of none the day of arrival', () => {
    const held = print(coverLetter({ startState: 'held' }))
    expect(held).toContain(ja.start.held)
    expect(held).not.toContain('12月14日')
    expect(print(coverLetter({ startOn: null }))).toContain(ja.start.anyDay)
  })

  it('ticks what lies in the envelope, and the exchange steps only where they lie in it (R-002-34)', () => {
    const html = markup(coverLetter())
    expect(html.match(/data-chosen="true"/g)).toHaveLength(4)
    expect(print(coverLetter())).not.toContain(ja.cover.content['exchange-steps'])
    expect(print(coverLetter(exchange))).toContain(ja.cover.content['exchange-steps'])
  })

  it('shows the frozen address in the window, and says what to do when something is missing', () => {
    const html = markup(coverLetter())
    const window = /data-window="">([\s\S]*?)<\/div><\/div>/.exec(html)?.[1] ?? ''
    expect(window).toContain('〒263-0023')
    expect(window).toContain('千葉市稲毛区緑町3丁目30-8')
    expect(window).toContain('若林 健一')
    expect(window).not.toContain(CASE_NO)
    for (const line of ja.cover.missing) expect(html).toContain(line)
  })

  it('names a fee only where the service’s description does (G-10)', () => {
    expect(print(coverLetter())).not.toContain(ja.cover.fee)
    expect(print(coverLetter({ feeYen: 1100 }))).toContain('1,100円')
    expect(print(coverLetter({ feeYen: 0 }))).toContain('かかりません')
  })
})

describe('Behind the name', () => {
  const facts = new Facts(coverLetter())
  const { case: of } = new Facts(coverLetter()).content.dispatch ?? {}
  if (of === undefined) throw new Error('no application')
  const parcel = { address: '本町1-1', postalCode: null }

  it('a firm’s person is 様 beneath the firm, and the firm alone is 御中', () => {
    expect(
      mailingOf(facts, { case: of }, { ...parcel, addressee: '有限会社 若葉金物店　若林 健一' }),
    ).toMatchObject({ firm: '有限会社 若葉金物店', name: '若林 健一', title: 'person' })
    const shared = { ...of, target: { kind: 'shared' as const } }
    expect(mailingOf(facts, { case: shared }, { ...parcel, addressee: '有限会社 若葉金物店' })).toMatchObject(
      {
        firm: '',
        title: 'firm',
      },
    )
    expect(print(label({ case: { ...dispatched().case, target: { kind: 'shared' } } }))).toContain('御中')
  })

  it('a name with a wide blank in it is one name', () => {
    const name = '若林　百合'
    expect(
      mailingOf(facts, { case: { ...of, customerName: name } }, { ...parcel, addressee: name }),
    ).toMatchObject({ firm: '', name, title: 'person' })
    const own = new Facts(coverLetter({}, person))
    expect(
      mailingOf(own, { case: { ...of, customerName: '改姓 百合' } }, { ...parcel, addressee: name }),
    ).toMatchObject({ firm: '', name })
  })

  it('a letter about everybody’s token goes to the firm, and in a service for persons to the person', () => {
    const to = { customerName: '若葉', userId: '', userName: '', ...parcel }
    expect(letterMailing(facts, to)).toMatchObject({ name: '若葉', title: 'firm' })
    expect(letterMailing(new Facts(coverLetter({}, person)), to)).toMatchObject({ title: 'person' })
  })
})

describe('The enclosure', () => {
  it.each(both)('in %s has the guide’s own steps, in its words (R-002-34, R-003-08)', (lang) => {
    const text = print(enclosure({}, { lang }))
    const sheet = profileOf('P003').stepSheets.find(({ code }) => code === 'register-again')
    expect(sheet?.steps.length).toBeGreaterThan(2)
    for (const step of sheet?.steps ?? []) expect(text).toContain(step[lang].replaceAll('&', '&amp;'))
  })

  it('of an exchange has its steps on a page of their own, with the old token’s code', () => {
    const props = enclosure(exchange, person)
    const html = markup(props)
    expect(html.match(/data-paper=/g)).toHaveLength(2)
    const sheet = profileOf('P002').stepSheets.find(({ code }) => code === 'exchange')
    const [first = '', second = ''] = html.split('data-paper="DS-04"')
    for (const step of sheet?.steps ?? []) {
      expect(first).not.toContain(step.ja)
      expect(second).toContain(step.ja)
    }
    expect(second).toContain(ja.enclosure.exchange.lead)
  })

  it('shows where the serial is on this model, and no picture where none is drawn', () => {
    expect(markup(enclosure())).toContain('viewBox="0 0 160 90"')
    expect(markup(enclosure({ parcel: { picture: 'card' } }))).toContain('viewBox="0 0 176 128"')
    const html = markup(enclosure({ parcel: { picture: null } }))
    expect(html).not.toContain('viewBox="0 0 160 90"')
    expect(html).toContain(ja.enclosure.noPicture)
  })

  it('says that codes are never asked for, are good once, and how often they change', () => {
    const text = print(enclosure())
    expect(text).toContain('電話やメールで数字をおたずねすることは、決してありません')
    expect(text).toContain(ja.enclosure.once)
    expect(text).toContain('60秒ごと')
    expect(print(enclosure({ ...exchange, parcel: { model: 'hardware-1' } }, person))).toContain(
      '30秒か60秒ごと',
    )
  })
})

describe('The label', () => {
  it('has the customer barcode of the manual’s example: 67 bars, 79.8 mm wide, with its margin', () => {
    const html = markup(label())
    const svg = /<svg[^>]*data-customer-barcode[\s\S]*?<\/svg>/.exec(html)?.[0] ?? ''
    const bars = [...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)].map(
      ([, x, y, width, height]) => [x, y, width, height].map(Number),
    )
    expect(bars).toHaveLength(67)
    // F D: the start; a bar of six units, then one of four that begins two units lower.
    expect(bars.slice(0, 2)).toEqual([
      [0, 0, 0.6, 3.6],
      [1.2, 1.2, 0.6, 2.4],
    ])
    expect(svg).toContain(`width="${(79.8 + 2 * BARCODE_MARGIN_MM).toFixed(3)}mm"`)
    expect(svg).toContain(`viewBox="-${BARCODE_MARGIN_MM} -${BARCODE_MARGIN_MM} `)
    expect(print(label())).toContain('3-30-8-403')
  })

  it('has none where the post has no town or the address no number, and says why', () => {
    const none = (parcel: Readonly<Record<string, unknown>>) => markup(label({ parcel }))
    for (const [parcel, why] of [
      [{ postalCode: '2630000' }, 'no-town'],
      [{ postalCode: null }, 'no-code'],
      [{ address: '千葉市稲毛区緑町' }, 'no-number'],
    ] as const) {
      const html = none(parcel)
      expect(html).not.toContain('data-customer-barcode')
      expect(html).toContain(`data-no-barcode="${why}"`)
      expect(html).toContain(ja.label.noBarcode[why])
    }
    expect(labelBarcode({ postalCode: '263-0023', address: '緑町3丁目30-8' })).toMatchObject({
      numbers: '3-30-8',
    })
  })

  it.each(both)('in %s bears 簡易書留 and 転送不要, and nothing of what is inside', (lang) => {
    const html = markup(label({}, { lang }))
    const own = /data-label=""([\s\S]*?)<\/section>/.exec(html)?.[1] ?? ''
    for (const word of ['簡易書留', '転送不要', '霞野信用金庫', '若林 健一', '様'])
      expect(own).toContain(word)
    for (const word of [CASE_NO, 'トークン', 'oken', '78106412']) expect(own).not.toContain(word)
    expect([...own.matchAll(/<span>(\d)<\/span>/g)].map(([, digit]) => digit).join('')).toBe('2630023')
  })
})

describe('The dispatch list', () => {
  const pages = (letters: number) => markup(dispatchList(letters)).match(/data-paper="DL-01"/g)?.length

  it('has thirty letters on one page, and more on numbered ones', () => {
    expect(LETTERS_ON_PAGE).toBe(30)
    expect(pages(1)).toBe(1)
    expect(pages(30)).toBe(1)
    expect(pages(31)).toBe(2)
    expect(print(dispatchList(31))).toContain('2／2ページ')
    expect(markup(dispatchList(31)).match(/data-letter=/g)).toHaveLength(31)
    expect(print(dispatchList(31)), 'the numbers run on').toMatch(/ 31 131-12-38385-2/)
    expect(print(dispatchList(31))).toContain(ja.dispatchList.thisPage(1))
  })

  it('has each letter’s number as the post prints it, both packers, and the total', () => {
    const text = print(dispatchList(2))
    expect(text).toContain('131-12-38385-2')
    expect(text).toContain('高橋 美咲・森 葵')
    expect(text).toContain(ja.dispatchList.total(2))
  })

  it('has both persons of the release and room for the post’s stamp on every page', () => {
    const html = markup(dispatchList(61))
    expect(html.match(/data-post-stamp/g)).toHaveLength(3)
    expect(html.match(new RegExp(ja.dispatchList.stamps.released, 'g'))).toHaveLength(3)
    expect(print(dispatchList(61))).toContain('中村')
  })
})

describe('The papers of the safe', () => {
  it('a stocktake says what was expected, counted, missing and found, under the names of both counters', () => {
    const text = print(stocktake())
    for (const word of ['120', '118', '78106412 〜 78106413', '78106420', '99990001', '高橋', '森', CASE_NO])
      expect(text).toContain(word)
    expect(text).toContain(ja.stocktake.unknownSerial)
    expect(text).toContain(ja.stocktake.stamps.supervisor)
  })

  it('a stocktake still being counted tells nothing of the book (blind count)', () => {
    const text = print(
      stocktake({
        state: 'counting',
        expected: null,
        missing: [],
        surplus: [],
        closedAt: null,
        secondName: null,
      }),
    )
    expect(text).toContain(ja.stocktake.stillCounting)
    expect(text).not.toContain(ja.stocktake.none)
    expect(print(stocktake({ state: 'agreed', missing: [], surplus: [] }))).toContain(ja.stocktake.none)
  })

  it('a destruction lists its serials in ranges by what they were, its method, its reason and its witness', () => {
    const text = print(destruction())
    for (const word of ['78106412 〜 78106414', '78106420', '砕いた', '電池が切れたもの', '中村 隆', '4本'])
      expect(text).toContain(word)
    expect(text).toContain('キーホルダー型　電池切れ')
    expect(text).toContain('初期不良')
  })

  it('a destruction of many scattered tokens goes on to further pages and loses none', () => {
    const tokens = Array.from({ length: 60 }, (_, place) => ({
      serial: String(78100000 + place * 2),
      model: 'keyfob',
      before: 'battery-end',
    }))
    const html = markup(destruction(tokens))
    expect(html.match(/data-paper="DC-01"/g)?.length).toBeGreaterThan(1)
    for (const { serial } of tokens) expect(html).toContain(serial)
    expect(html.match(/検印/g)).toHaveLength(1)
    expect(pagesOf([1, 2, 3, 4, 5], 2, 2)).toEqual([[1, 2], [3, 4], [5]])
    expect(pagesOf([], 2, 2)).toEqual([[]])
  })

  it('a transfer slip names both ends and has two names to sign at each', () => {
    const html = markup(transferSlip())
    expect(html.match(/data-signatures/g)).toHaveLength(2)
    const text = print(transferSlip())
    expect(text.indexOf('012　本町支店')).toBeLessThan(text.indexOf('021　港町支店'))
    expect(text).toContain('78106412 〜 78106414')
    const back = print(transferSlip({ direction: 'in', state: 'refused', reason: 'opened-on-the-way' }))
    expect(back.indexOf('021　港町支店')).toBeLessThan(back.indexOf('012　本町支店'))
    expect(back).toContain('封が切れていた')
    expect(back, 'it was we who did not take it').toContain('受け入れずに返した')
  })
})

describe('The letter of a replacement campaign', () => {
  it('names the token by its last four places, and when it stops in Tokyo time (R-003-35)', () => {
    const text = print(campaignLetter())
    expect(text).toContain(ja.campaign.ending('6412'))
    expect(text).toContain('2月28日')
    expect(text).toContain('8時00分')
    expect(text).toContain(ja.campaign.otherwiseIs.yes)
  })

  it('has a page for each letter, and a slip whose barcode is the contract’s number', () => {
    const props = campaignLetter(1, [
      letterTo(),
      letterTo({ link: '0120000311:ono', userId: 'ono', userName: '小野 真理', contractNo: '0120000399' }),
    ])
    const html = markup(props)
    expect(html.match(/data-paper="CL-01"/g)).toHaveLength(2)
    const slips = html.split('data-reply=""').slice(1)
    expect(slips.map((slip) => readCode128(barsOf(/<path d="([^"]*)"/.exec(slip)?.[1] ?? '')))).toEqual([
      '0120000311',
      '0120000399',
    ])
  })

  it('says of a token that has expired already that it has, and not that it will', () => {
    const text = print(campaignLetter(1, [letterTo({ expiresAt: '2025-09-29T23:00:00.000Z' })]))
    expect(text).toContain(ja.campaign.leadOver[1])
    expect(text).toContain(ja.campaign.expired)
    expect(text).not.toContain('近づいています')
    expect(print(campaignLetter())).not.toContain(ja.campaign.expired)
  })

  it('of the second round says that it is a reminder', () => {
    expect(print(campaignLetter(2))).toContain(ja.campaign.lead[2])
    expect(print(campaignLetter(1))).not.toContain(ja.campaign.lead[2])
  })
})
