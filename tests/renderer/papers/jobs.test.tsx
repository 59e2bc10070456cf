import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import { Facts, type PaperProfile, type PaperProps } from '#renderer/papers/facts.ts'
import { Paper } from '#renderer/papers/paper.tsx'
import { spread } from '#renderer/papers/people.tsx'
import { effects } from '#renderer/papers/request.tsx'
import { whatComesNext } from '#renderer/papers/slip.tsx'
import { formNumbers } from '#shared/form-lines'
import { papers as en } from '#shared/messages/en/papers'
import { papers as ja } from '#shared/messages/ja/papers'
import { FormKind } from '#shared/operations/papers'
import {
  application,
  blankFor,
  blankOf,
  CASE_NO,
  crowd,
  everyJob,
  hardware,
  moves,
  optOut,
  ordered,
  receipt,
  request,
  resume,
  type Sample,
  sampleCase,
  slip,
  steps,
  stolen,
  unlock,
  unlockReissue,
  usageMode,
} from './samples.ts'

/** The papers of each job: its form, its receipt (a loss has a slip instead) and its steps. */

const markup = (props: PaperProps) => renderToStaticMarkup(<Paper {...props} />)
const print = (props: PaperProps) =>
  markup(props)
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#x27;/g, "'")
    .replace(/\s+/g, ' ')

/** A sentence as {@link print} gives it back. */
const flat = (text: string) => text.replace(/\s+/g, ' ')

const kinds = FormKind.options
const onPaper = kinds.filter((kind) => kind !== 'loss')
const both = ['ja', 'en'] as const
const ticked = (props: PaperProps) => markup(props).split('data-chosen="true"').length - 1
const numbersOf = (props: PaperProps) =>
  [...markup(props).matchAll(/<i>(\d+)<\/i>/g)].map(([, number]) => Number(number))

describe('the form of every job', () => {
  it.each(kinds)('%s has its own title and number, blank and filled, in both languages', (kind) => {
    for (const lang of both) {
      const { request: words } = lang === 'ja' ? ja : en
      for (const props of [blankOf(kind, { lang }), request({ ...everyJob[kind], lang })]) {
        expect(print(props)).toContain(words.of[kind].title)
        expect(print(props)).toContain(words.never)
        expect(markup(props)).toContain('data-seal-box')
      }
    }
    const number = (props: PaperProps) => /data-paper="([^"]*)"/.exec(markup(props))?.[1]
    const others = kinds.filter((other) => other !== kind).map((other) => number(blankOf(other)))
    expect(others).not.toContain(number(blankOf(kind)))
    expect(number(request(everyJob[kind]))).toBe(number(blankOf(kind)))
  })

  it.each(onPaper)('%s bears the numbers of the screen that takes it in, each once and in order', (kind) => {
    const props = request(everyJob[kind])
    const { ask, kind: job } = sampleCase(everyJob[kind].case)
    const { profile } = props
    if (profile === null) throw new Error('a case has a service')
    const expected = formNumbers(job, profile, ask.kind === 'unlock' && ask.alsoReissue)
    expect(numbersOf(props)).toEqual([...new Set(expected.values())])
  })

  it('has a line for a serial only where the service’s tokens bear one (R-004-07)', () => {
    expect(print(blankFor(application, 'token-detach'))).not.toContain('いまの')
    expect(print(blankFor({}, 'token-detach'))).toContain('いまのトークンID')
  })

  it('leaves everything of a blank form to the pen', () => {
    for (const kind of kinds) expect(ticked(blankOf(kind)), kind).toBe(0)
  })

  it('names everybody an unlocking is asked for, and the re-issue on the same form', () => {
    expect(print(request(unlock))).toContain('霧島 誠 さま（マスターユーザ） kiri-master')
    expect(print(request(unlock))).toContain('森田 彩 さま（一般ユーザ） kiri-3')
    expect(print(request(unlock))).not.toContain('岡本 千夏')
    expect(print(request(unlock))).not.toContain(flat(ja.request.withReissue))
    expect(print(request(unlockReissue))).toContain(flat(ja.request.withReissue))
    expect(print(request(unlockReissue))).toContain(ja.request.effects.unlockedThenTaken)
  })

  it('asks how the wrong codes came about before an unlocking (R-003-17), and says whom it reaches (R-003-24)', () => {
    expect(print(request(unlock))).toContain('古いトークンの数字を入れ続けた')
    const happens = (sample: Sample) => effects(new Facts(request(sample)), 'unlock').map(({ text }) => text)
    expect(happens(unlock)).toContain(ja.request.effects.sharers)
    const one = { ...unlock, case: { ...unlock.case, service: 'P004' } }
    expect(happens(one)).not.toContain(ja.request.effects.sharers)
  })

  it('has the present mode and the new one on the form for the usage mode (R-000-16, R-000-17)', () => {
    const { usageNow, usageNew } = ja.request
    expect(print(request(usageMode))).toMatch(new RegExp(`${usageNow}.*${usageNew}`))
    expect(
      ticked(request(usageMode)) -
        ticked(
          request({ case: { ...usageMode.case, ask: { kind: 'usage-mode', from: null, to: 'shared' } } }),
        ),
    ).toBe(1)
  })

  it.each(both)(
    'in %s has the customer sign for less protection when opting out (R-001-16, R-002-03)',
    (lang) => {
      const words = (lang === 'ja' ? ja : en).request
      const text = print(request({ ...optOut, lang }))
      expect(text).toContain(words.lowerTick)
      expect(text).toContain(words.fallback)
      if (lang === 'ja')
        expect(text).toContain('これからは 資金移動用パスワード（確認用パスワード）・画像認証カードだけで')
      const person = { ...optOut, lang, case: { ...optOut.case, service: 'P001' } }
      expect(print(request(person))).toContain(
        words.lowerNow((lang === 'ja' ? ja : en).receipt.passwordsOnly),
      )
      // A service that replaces no secret has no card to look for.
      expect(print(request(person))).not.toContain(words.fallback)
      expect(print(blankOf('opt-out', { lang }))).toContain(words.lowerAnyone)
    },
  )

  it('records who wrote or read for the customer, why, who was present, and that it was read back', () => {
    const text = print(request(optOut))
    for (const said of ['目がご不自由なため', '長女 若林 花子さま、係 森', ja.request.assistedReadBack]) {
      expect(text).toContain(said)
    }
    expect(ticked(request(optOut))).toBeGreaterThan(
      ticked(
        request({
          ...optOut,
          case: { ...optOut.case, intake: { ...sampleCase(optOut.case).intake, assisted: false } },
        }),
      ),
    )
  })

  it('records a recent change of seal, address or administrator, and that a second supervisor is needed', () => {
    expect(print(request(optOut))).toContain('2人目の役席者が要ります（ご住所 2026-11-05）')
    expect(print(request())).not.toContain('2人目の役席者')
  })

  it('of mailed tokens has the branch compare the address, and takes none down (R-004-09)', () => {
    const mailed = blankFor(application, 'reissue')
    expect(print(mailed)).toContain(ja.request.mailChecked)
    expect(print(blankFor({}, 'reissue'))).not.toContain(ja.request.mailChecked)
  })

  it('is blank for token detachment where no job is named', () => {
    expect(markup(blankOf(undefined))).toBe(markup(blankOf('token-detach')))
    expect(markup(blankOf(undefined))).not.toBe(markup(blankOf('reissue')))
  })
})

describe('the report of a loss', () => {
  it('prints the telephone record: call-back number, the three answers, and the police report (R-000-15, R-001-22)', () => {
    const props = request(stolen)
    const text = print(props)
    expect(text).toContain('03-0000-2211')
    for (const asked of Object.values(ja.lossReport.asked)) expect(text).toContain(asked)
    expect(text).toContain('届出の番号 霞野署 第4821号')
    expect(text).toContain('止めた時刻 2026年11月20日 14時18分05秒')
    expect(text).toContain('1人 若林 健一 さま（管理者）')
    // Whose token, how, who reported it, and four answers.
    expect(ticked(props)).toBe(7)
  })

  it('asks whether the customer pressed the service’s own stop, only where it has one (R-000-14)', () => {
    const asked = ja.lossReport.asked.ownStopPressed
    expect(print(request(stolen))).toContain(asked)
    expect(print(request({ ...stolen, case: { ...stolen.case, service: 'P003' } }))).not.toContain(asked)
  })

  it('bears no serial, nor does the slip: whoever holds them is not known by it', () => {
    for (const props of [request(stolen), slip(stolen)]) expect(print(props)).not.toContain('VSMT82640917')
  })
})

describe('the slip of a loss', () => {
  it('says what was stopped and when, what comes next and what to bring, and never to give codes away', () => {
    const text = print(slip(stolen))
    expect(text).toContain('盗難のお届けを受け、トークンを 止めました。')
    expect(text).toContain('若林 健一 さま（管理者）')
    expect(text).toContain('前 利用可能 → いま 当店停止')
    expect(text).toContain('2026年11月20日 14時18分05秒')
    expect(text).toContain('代表口座のお届け印')
    expect(text).toContain(CASE_NO)
    expect(text).toContain(ja.asks.secret.title)
    expect(text).toContain(ja.asks.stranger.title)
    expect(text).toContain('K 7 M 4 9 Q X D')
  })

  it('marks what to bring as to be confirmed where the guide is silent (G-07)', () => {
    const confirm = (service: string) =>
      print(slip({ ...stolen, case: { ...stolen.case, service } })).split(ja.unknown).length - 1
    expect(confirm('P003')).toBe(4)
    expect(confirm('P000')).toBe(0)
  })

  it('gives the number of the police back, or asks for it; and never promises a stolen token again', () => {
    const next = (sample: Sample) => {
      const props = slip(sample)
      return whatComesNext(new Facts(props), sampleCase(sample.case))
    }
    expect(next(stolen)).toContain('警察への届出　霞野警察署　番号 霞野署 第4821号')
    expect(next(stolen)).toContain(ja.slip.steps.returns)
    const { ask } = sampleCase(stolen.case)
    if (ask.kind !== 'loss') throw new Error('not a loss')
    const gone = {
      ...ask,
      how: 'uninstalled',
      report: { ...ask.report, policeReportNo: null, policeStation: null },
    }
    const uninstalled = { ...stolen, case: { ...stolen.case, ask: gone, approverName: '中村 修' } }
    expect(next(uninstalled)).toEqual([ja.slip.steps.police, ja.slip.steps.papers, ja.slip.steps.again])
  })
})

describe('the application for a hardware token (RQ-09)', () => {
  const kind = 'hardware'
  const sampled = sampleCase(ordered.case)
  const asking = (change: object) => ({
    ...ordered,
    case: { ...ordered.case, ask: { ...sampled.ask, ...change } },
  })
  const fobs = (lang: 'ja' | 'en') =>
    profileOf('P003')
      .tokenModels.filter((model) => model.hardware !== undefined)
      .map(({ name }) => name[lang])

  it('says what it is for, which model, how it is handed over and from when (R-003-06, R-003-07)', () => {
    for (const lang of both) {
      const { request: t } = lang === 'ja' ? ja : en
      const said = print(request({ ...ordered, lang }))
      for (const word of [...Object.values(t.purposes), ...Object.values(t.deliveries), t.startOn, t.address])
        expect(said).toContain(word)
      expect(said).toContain(fobs(lang)[0] ?? 'no model')
      expect(said).toContain('2026')
    }
    expect(print(request(ordered))).toContain('令和8年（2026年）12月14日（月）')
    const html = (props: PaperProps) => markup(props)
    const ticks = (change: object) =>
      [...html(request(asking(change))).matchAll(/data-chosen="true"[^>]*>(?:<[^>]*>)*([^<]+)/g)].map(
        ([, word]) => word,
      )
    expect(ticks({ purpose: 'exchange' })).toContain(ja.request.purposes.exchange)
    expect(ticks({ purpose: 'exchange' })).not.toContain(ja.request.purposes.first)
    expect(ticks({ delivery: 'counter' })).toContain(ja.request.deliveries.counter)
    expect(ticks({})).toContain(ja.request.address)
  })

  it('bears the fee of what it is for, and 要確認 where the guide names none (G-10)', () => {
    const fees = (hardwareFees: PaperProfile['hardwareFees'], change: object = {}) => {
      const props = request(asking(change))
      if (props.profile === null) throw new Error('a case has a service')
      return print({ ...props, profile: { ...props.profile, hardwareFees } })
    }
    const unknown = `${ja.request.fee} ${ja.unknown}`
    expect(fees(null)).toContain(unknown)
    expect(fees([{ purpose: 'lost', yen: 1650 }])).toContain(unknown)
    expect(fees([{ purpose: 'lost', yen: 1650 }], { purpose: 'lost' })).toContain('1,650円')
    expect(fees('not-applicable')).toContain(ja.request.feeFree)
  })

  it('has no line for a start date or a shared token where the service has neither', () => {
    const props = request(ordered)
    if (props.profile === null) throw new Error('a case has a service')
    expect(print(props)).toContain(ja.request.share)
    const other = { ...props, profile: { ...props.profile, startDateRule: 'none', sharing: 'none' } as const }
    expect(print(other)).not.toContain(ja.request.startOn)
    expect(print(other)).not.toContain(ja.request.share)
    // For no service in particular there is a line for everything.
    expect(print(blankOf(kind))).toContain(ja.request.share)
    expect(print(blankOf(kind))).toContain(ja.request.startOn)
  })

  it('says on the receipt that nothing can be registered before the token has come, and when it is wanted (R-003-09)', () => {
    const parcel = receipt(ordered)
    expect(markup(parcel)).toContain('data-key-time="parcel"')
    expect(print(parcel)).toContain(ja.time.parcel)
    for (const line of ja.time.parcelNote.mail) expect(print(parcel)).toContain(flat(line))
    expect(print(parcel)).toContain('令和8年（2026年）12月14日（月）')
    expect(print(parcel)).not.toContain(ja.time.now)
    const arrived = receipt({ ...ordered, case: { ...ordered.case, state: 'awaiting-registration' } })
    expect(print(arrived)).toContain(ja.time.now)
    const shared = receipt(asking({ share: '78106412' }))
    expect(print(shared)).not.toContain(ja.time.parcel)
  })
})

describe('the receipt of every job', () => {
  it.each(onPaper)('%s says what was done, to whom, and reminds of the payee (R-000-41)', (kind) => {
    for (const lang of both) {
      const t = lang === 'ja' ? ja : en
      const props = receipt({ ...everyJob[kind], lang })
      expect(print(props)).toContain(t.kinds[kind])
      expect(print(props)).toContain(t.asks.payee.title)
      expect(print(props)).toContain('R-012-000123')
      for (const { userId, name } of props.content.moved) {
        expect(print(props)).toContain(name)
        expect(print(props)).toContain(userId)
      }
    }
  })

  it('gives the service’s word beside ours where it has another', () => {
    expect(print(receipt(hardware))).toContain('再発行 サービスの言葉では「失効」 紛失によるもの')
    expect(print(receipt())).toContain('トークン解除 サービスの言葉では「登録解除」')
    expect(print(receipt({ ...optOut, case: { ...optOut.case, service: 'P001' } }))).toContain('「利用停止」')
    // The same word is not said twice.
    expect(print(receipt(optOut))).not.toContain('サービスの言葉')
    expect(print(receipt(unlock))).not.toContain('サービスの言葉')
    expect(print(receipt(unlockReissue))).toContain('停止解除と再発行 サービスの言葉では「停止解除・失効」')
  })

  it('gives the moment to the second, in the form of the services’ own results (R-002-21)', () => {
    expect(print(receipt())).toContain('行った時刻 2026年11月20日 14時18分05秒')
    expect(print(receipt({ lang: 'en' }))).toContain('Done at Fri 20 November 2026, 14:18:05')
  })

  it('ties the new serial to the old one, person by person (R-002-35)', () => {
    expect(print(receipt(unlockReissue))).toContain('78106412 → 78106477')
    expect(print(receipt(unlockReissue))).toContain('78106412 → なし')
  })

  it('shows every user of an unlocked serial before and after, in the service’s words (R-003-24, R-003-26)', () => {
    expect(print(receipt(unlock)).match(/停止中 → 利用可能/g)).toHaveLength(3)
    expect(print(receipt(unlock))).toContain('ほかの1人の方は、いままでどおりです')
    const mail = {
      ...unlock,
      case: { ...unlock.case, service: 'P004' },
      moved:
        unlock.moved?.map((one) => ({ ...(one as object), serialBefore: null, serialAfter: null })) ?? [],
    }
    expect(print(receipt(mail))).toContain('即時利用停止 → 利用可能')
    expect(print(receipt(mail))).not.toContain('シリアル番号')
  })

  it('says from when on an unlocked token works, and waits for nothing', () => {
    expect(markup(receipt(unlock))).toContain('data-key-time="usable"')
    expect(markup(receipt(unlock))).not.toMatch(/data-key-time="(wait|now)"/)
  })

  it('gives the exact earliest time, and that an error before it is no fault (R-003-30, R-004-28)', () => {
    const html = markup(receipt(unlockReissue))
    // 14:48:05 is promised as 14:49: never too early.
    expect(html).toMatch(/<b>14<\/b> 時 <b>49<\/b> 分 以降/)
    expect(print(receipt(unlockReissue))).toContain(
      'それより前は、画面にエラーが出ます。 故障ではありません。',
    )
  })

  it('marks a time the guide leaves open as to be confirmed (R-003-31, G-08)', () => {
    const open = { ...hardware, case: { ...hardware.case, earliestToConfirm: true } }
    expect(print(receipt(open))).toContain(ja.time.toConfirm)
    expect(print(receipt(open))).toContain(ja.unknown)
    expect(print(receipt(hardware))).not.toContain(ja.time.toConfirm)
  })

  it('takes effect after logging in again where the service says so, for a lifted stop too (R-000-27)', () => {
    for (const sample of [{}, resume, usageMode])
      expect(print(receipt(sample))).toContain('有効は再ログイン後')
    expect(print(receipt(resume))).not.toContain('登録のあと')
    expect(print(receipt(unlock))).not.toContain(ja.receipt.effective)
  })

  it('says why a stop was lifted and of which loss, and that a lockout beneath it remains', () => {
    expect(print(receipt(resume))).toContain('まちがえて止めたため つながる受付 012-261120-003')
    expect(print(receipt(resume))).toContain('VSMT82640917 変わりません')
    expect(print(receipt(resume))).toContain('前 当店停止 → いま 利用可能')
    const locked = {
      ...resume,
      moved: [
        moves('M54100031187', '若林 健一', 'admin', {
          events: ['resume-locked'],
          serialAfter: 'VSMT82640917',
          registrationAfter: 'active',
          authenticationBefore: 'suspended',
          authenticationAfter: 'locked',
        }),
      ],
    }
    expect(markup(receipt(locked))).toContain('data-key-time="locked"')
    expect(print(receipt(locked))).toContain(ja.next.stillLocked[0])
    expect(print(receipt(locked))).not.toContain(ja.time.usable)
  })

  it('counts who has registered and names who has not (R-000-06, R-000-07)', () => {
    expect(print(receipt(application))).toContain('2人のうち 1人の登録が終わりました。 まだの方 森田 彩 さま')
    expect(print(receipt(application))).not.toContain(ja.receipt.allOrNothing)
    expect(print(receipt(usageMode))).toContain(ja.receipt.sharedMissing)
    expect(print(receipt(usageMode))).toContain(ja.receipt.allOrNothing)
    expect(markup(receipt(application))).not.toContain('data-key-time="registered"')
    const all = { registered: 2, of: 2, missing: [] }
    expect(markup(receipt({ ...application, case: { ...application.case, progress: all } }))).toContain(
      'data-key-time="registered"',
    )
  })

  it('records that less protection was accepted, and what is used from now on (R-001-16, R-002-27)', () => {
    const text = print(receipt(optOut))
    expect(text).toContain(ja.receipt.lowerAcknowledged)
    expect(text).toContain('資金移動用パスワード（確認用パスワード）・画像認証カード お手元にあります')
    expect(text).toContain('利用中止のあとは、確認用パスワード（または画像認証カード）での認証に戻ります。')
    expect(text).toContain(ja.asks.password.title)
    expect(text).not.toContain('トークンがない間は')
    expect(markup(receipt(optOut))).toContain('data-key-time="without"')
  })

  it('bears both supervisors where two were needed', () => {
    expect(print(receipt(optOut))).toContain('藤本・中村')
  })

  it('follows somebody from the shared token to their own as one line', () => {
    const shared = moves('', '', null, { serialBefore: 'VSMT11112222' })
    const own = moves('ono01', '小野 真理', 'general', {
      at: '2026-11-20T06:00:00.000Z',
      events: ['register'],
      serialBefore: null,
      serialAfter: 'VSMT33334444',
      registrationBefore: 'none',
      registrationAfter: 'active',
      authenticationBefore: 'none',
      authenticationAfter: 'usable',
    })
    const props = receipt({ ...usageMode, moved: [shared, own] })
    expect(print(props)).toContain('VSMT11112222 → VSMT33334444')
    expect(print(props)).toContain('VSMT11112222 → なし')
  })
})

describe('a long text', () => {
  const long = '窓口で うかがった事情を ここに書きます。'.repeat(20)
  const intake = { ...sampleCase().intake, reasonNote: long, branchReason: 'お近くのため' }
  const store = { ...sampleCase().store, dealingBranchIsOurs: false }

  it('stands in full on a page of its own, with its place on the form', () => {
    const text = print(request({ case: { intake, store } }))
    expect(text).toContain('（2ページに書きました）')
    expect(text).toContain('2／2ページ')
    expect(text.split(flat(long)).length - 1, 'once').toBe(1)
    expect(text).toContain('お近くのため')
    expect(print(request({ case: { store } }))).toContain('1／1ページ')
  })

  it('does so behind the list of people, and on the report of a loss', () => {
    const many = {
      ...crowd,
      case: { ...crowd.case, intake: { ...sampleCase(crowd.case).intake, situationNote: long } },
    }
    expect(print(request(many))).toContain('（5ページに書きました）')
    expect(print(request(many))).toContain('5／5ページ')
    const { ask } = sampleCase(stolen.case)
    if (ask.kind !== 'loss') throw new Error('not a loss')
    const told = { ...ask, report: { ...ask.report, note: long } }
    const text = print(request({ ...stolen, case: { ...stolen.case, ask: told } }))
    expect(text).toContain('（2ページに書きました）')
    expect(text.split(flat(long)).length - 1).toBe(1)
  })
})

describe('people without number', () => {
  it('go to pages of their own, all of them, counted through', () => {
    for (const props of [receipt(crowd), request(crowd)]) {
      const text = print(props)
      expect(text).toContain('64人の方（2ページの一覧のとおり）')
      for (let page = 1; page <= 4; page += 1) expect(text).toContain(`${page}／4ページ`)
      for (let place = 0; place < 64; place += 1) expect(text).toContain(`kiri-${place} `)
    }
  })

  it('are on the first page while they are few', () => {
    const people = (count: number, who = '若林 健一 さま') =>
      Array.from({ length: count }, (_, place) => ({ who, userId: `user${place}` }))
    expect(spread(people(5))).toEqual({ here: people(5), annex: [] })
    expect(spread(people(6))).toEqual({ here: [], annex: [people(6)] })
    expect(spread(people(31)).annex.map(({ length }) => length)).toEqual([30, 1])
    // Names of two lines each fill the first page sooner; one person alone is in rows, whatever the name.
    const long = 'アレクサンドラ・マリア・コンスタンティネスク さま（一般ユーザ）'
    expect(spread(people(3, long)).annex).toHaveLength(1)
    expect(spread(people(1, long)).annex).toHaveLength(0)
  })
})

describe('the steps of every job', () => {
  it.each(onPaper)('%s has some, or says that they are to be confirmed', (kind) => {
    for (const lang of both) expect(numbersOf(steps({ ...everyJob[kind], lang })).length).toBeGreaterThan(0)
  })

  it('for hardware name the service’s own screen (R-003-10)', () => {
    expect(print(steps(hardware))).toContain('BLG3020')
  })

  it('for mailed tokens say how one comes about, with no number to write down (R-004-09, R-004-13)', () => {
    const text = print(steps(application))
    expect(text).toContain('メールアドレス')
    expect(text).toContain('利用開始パスワードは 窓口ではうかがいません')
    expect(text).not.toContain(ja.steps.writeDown)
    expect(text).toContain('登録する方 森田 彩 さま')
  })

  it('after an unlocking show how their own administrator lifts the next stop (R-003-18, R-003-19)', () => {
    const text = print(steps(unlock))
    expect(text).toContain(ja.steps.afterTitle.unlock)
    expect(text).toContain(ja.next.unlocked[2])
    expect(text).toContain(ja.steps.nextTime)
    expect(text).toContain('「利用者管理」を押します')
    expect(text).not.toContain(ja.steps.title)
  })

  it('after opting out say what is used instead (R-002-27)', () => {
    expect(print(steps(optOut))).toContain(
      'ワンタイムパスワードの代わりに 資金移動用パスワード（確認用パスワード）・画像認証カードを使います。',
    )
  })
})
