import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { profileOf, profiles } from '#main/profiles/index'
import { Facts } from '#renderer/papers/facts.ts'
import { Guidance } from '#renderer/papers/guidance.tsx'
import { guidance as en } from '#shared/messages/en/paper-guidance'
import { guidance as ja } from '#shared/messages/ja/paper-guidance'
import type { RouterAnswer } from '#shared/operations/contracts'
import { PaperContent } from '#shared/operations/papers'
import type { ServiceId } from '#shared/profiles'
import { type RouteUser, route, SITUATIONS, type Situation } from '#shared/router'
import type { Language } from '#shared/text/wareki'

type Asked = {
  readonly service: ServiceId
  readonly situation: Situation
  readonly users: readonly RouteUser[]
}

const names: Readonly<Record<string, string>> = { self: '原 徹', helper: '大野 由紀', late: '藤本 直樹' }

/** The router's own answer, with names where it has IDs: as main gives it to the sheet. */
function answerOf({ service, situation, users }: Asked): RouterAnswer {
  const profile = profileOf(service)
  const answer = route({ profile, situation, whose: { kind: 'user', userId: 'self' }, users, shared: null })
  if (!answer.ok) throw new Error(answer.error.code)
  return {
    ...answer.value,
    reasons: answer.value.reasons.map(({ code, sources }) => ({ code, sources: [...sources] })),
    gaps: [...answer.value.gaps],
    helpers: answer.value.helpers.map(({ userId, role, usable }) => ({
      name: names[userId] ?? userId,
      role,
      usable,
      registration: 'active',
      authentication: 'usable',
    })),
    touched: [],
  }
}

function sheet(asked: Asked, lang: Language = 'ja'): { readonly html: string; readonly text: string } {
  const answer = answerOf(asked)
  const content = PaperContent.parse({
    request: {
      paper: 'guidance',
      contractNo: 'KA00004401',
      target: { kind: 'user', userId: 'self' },
      situation: asked.situation,
      unavailable: [],
    },
    language: lang,
    institution: '霞野信用金庫',
    branchNo: '012',
    branchName: '本町支店',
    practice: false,
    printedAt: '2026-11-20T05:24:00.000Z',
    printedBy: '高橋 美咲',
    printCount: 1,
    case: null,
    contract: {
      contractNo: 'KA00004401',
      service: asked.service,
      profileVersion: 1,
      customerId: 'sakiyama',
      name: '﨑山水産 合同会社',
      kana: 'サキヤマスイサン',
      dealingBranch: '012',
      dealingBranchIsOurs: true,
      accountEnding: '401',
      address: '霞野県霞野市港町9丁目1番1号',
      phone: '0299-00-4401',
      usageMode: null,
      users: [
        {
          userId: 'self',
          name: '原 徹',
          kana: 'ハラ トオル',
          role: profileOf(asked.service).roles.at(-1)?.code ?? '',
          transferRight: true,
          serial: null,
          sharedWith: 0,
          registration: 'active',
          authentication: 'usable',
          expiresAt: null,
          vendor: null,
          legacy: false,
        },
      ],
      sharedSerial: null,
      sharedRegistration: null,
      sharedAuthentication: null,
      cases: [],
      importedAt: '2026-11-19T08:40:00.000Z',
      changes: [],
      related: [],
      progress: null,
    },
    moved: [],
    verificationCode: null,
    answer,
    dispatch: null,
    record: null,
  } satisfies Record<keyof PaperContent, unknown>)
  const facts = new Facts({ content, lang, profile: profileOf(asked.service) })
  const html = renderToStaticMarkup(<Guidance facts={facts} situation={asked.situation} answer={answer} />)
  const text = html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#x27;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/\s+/g, ' ')
  return { html, text }
}

type States = Pick<RouteUser, 'registration' | 'authentication'>
const working: States = { registration: 'active', authentication: 'usable' }
const locked: States = { registration: 'active', authentication: 'locked' }
const dead: States = { registration: 'expired', authentication: 'usable' }
const without: States = { registration: 'none', authentication: 'none' }
const stopped: States = { registration: 'active', authentication: 'suspended' }

/** The person themselves in a state, with or without an administrator who can act. */
function people(service: ServiceId, states: States, helped: boolean): readonly RouteUser[] {
  const { roles } = profileOf(service)
  const own = roles.find(({ administers }) => !administers) ?? roles[0]
  const admin = roles.find(({ administers }) => administers)
  return [
    { userId: 'self', role: own?.code ?? 'general', unavailable: false, ...states },
    ...(admin === undefined
      ? []
      : [
          { userId: 'helper', role: admin.code, unavailable: !helped, ...working },
          { userId: 'late', role: admin.code, unavailable: true, ...stopped },
        ]),
  ]
}

/** Every answer each service can give to each situation, once. */
const everyCase: readonly Asked[] = [
  ...new Map(
    profiles.flatMap(({ id: service }) =>
      SITUATIONS.flatMap((situation) =>
        [working, locked, dead, without, stopped].flatMap((states) =>
          [true, false].map((helped) => {
            const asked: Asked = { service, situation, users: people(service, states, helped) }
            return [`${service} ${situation} ${JSON.stringify(answerOf(asked))}`, asked] as const
          }),
        ),
      ),
    ),
  ).values(),
]

describe('the guidance sheet', () => {
  it.each(['ja', 'en'] as const)(
    'in %s answers every situation of every service: headline, what was asked, and every reason (R-000-46, R-000-47)',
    (lang) => {
      const t = lang === 'ja' ? ja : en
      const headlines = new Set<string>()
      for (const asked of everyCase) {
        const answer = answerOf(asked)
        const { text } = sheet(asked, lang)
        const where = `${asked.service} ${asked.situation} ${answer.outcome}`
        const headline = Object.values(t.headline).find((words) => text.includes(words))
        expect(headline, where).toBeDefined()
        headlines.add(headline ?? '')
        expect(text, where).toContain(t.situations[asked.situation])
        for (const { code } of answer.reasons) expect(text, where).toContain(t.reasons[code])
        expect(text, where).not.toMatch(/undefined|NaN|\[object/)
      }
      expect(headlines, 'each headline is used').toEqual(new Set(Object.values(t.headline)))
    },
  )

  it('says what to bring wherever the branch opens a case, and marks what no guide asks for (G-07)', () => {
    const jobs = new Set<string>()
    for (const asked of everyCase) {
      const { job, outcome } = answerOf(asked)
      const { html, text } = sheet(asked)
      expect(html.includes('data-bring'), `${asked.service} ${asked.situation}`).toBe(job !== null)
      if (job === null) continue
      jobs.add(job)
      expect(outcome).toBe('branch')
      expect(text).toContain(ja.jobs[job])
      const silent = profileOf(asked.service).requiredEvidence === null
      expect(text.includes(ja.bringConfirm)).toBe(silent)
    }
    expect([...jobs].sort()).toEqual([
      'application',
      'hardware',
      'opt-out',
      'reissue',
      'token-detach',
      'unlock',
      'usage-mode',
    ])
  })

  it('names who can help today, and nobody who cannot (R-000-46, R-004-18)', () => {
    const { text } = sheet({ service: 'P004', situation: 'locked-out', users: people('P004', locked, true) })
    expect(text).toContain('大野 由紀 さま')
    expect(text).not.toContain('藤本 直樹')
    expect(text).toContain('原 徹 さま（一般ユーザ）')
  })

  it('puts the stop before everything else for a loss, and says how to call (R-001-22, R-002-36)', () => {
    const { text } = sheet({ service: 'P004', situation: 'lost', users: people('P004', working, false) })
    expect(text.indexOf(ja.stop.title)).toBeGreaterThan(0)
    expect(text.indexOf(ja.stop.title)).toBeLessThan(text.indexOf(ja.why))
    expect(text).toContain('0120-565-657')
    const own = sheet({ service: 'P000', situation: 'stolen', users: people('P000', working, true) })
    expect(own.text, 'the service’s own emergency stop (R-000-14)').toContain('WEB-FB取引停止')
    const broken = sheet({
      service: 'P004',
      situation: 'phone-broken',
      users: people('P004', working, false),
    })
    expect(broken.text).not.toContain(ja.stop.title)
  })

  it('says that an error during the wait after a re-issue is no fault (R-004-28)', () => {
    const { text } = sheet({ service: 'P004', situation: 'phone-broken', users: people('P004', dead, false) })
    expect(text).toContain(ja.wait(30))
    const none = sheet({ service: 'P001', situation: 'phone-broken', users: people('P001', dead, false) })
    expect(none.text).not.toContain(ja.wait(0))
  })

  it('says how a parcel is looked for, for which no other case is opened (E-10)', () => {
    const { text } = sheet({
      service: 'P003',
      situation: 'hardware-not-delivered',
      users: people('P003', working, true),
    })
    for (const line of ja.parcel) expect(text).toContain(line)
  })

  it('gives the steps of the guide where the customer does it, and none where the branch does', () => {
    const alone = sheet({ service: 'P001', situation: 'opt-out', users: people('P001', working, false) })
    const steps = profileOf('P001').stepSheets.find(({ code }) => code === 'opt-out')?.steps ?? []
    expect(steps.length).toBeGreaterThan(0)
    for (const { ja: step } of steps) expect(alone.text).toContain(step)
    const branch = sheet({ service: 'P001', situation: 'opt-out', users: people('P001', dead, false) })
    for (const { ja: step } of steps) expect(branch.text).not.toContain(step)
  })

  it('asks for no secret of the customer, whatever the answer (R-000-20)', () => {
    const written = [ja, en].flatMap((t) => [
      ...Object.values(t.jobs),
      ...Object.values(t.evidence),
      ...t.parcel,
      ...t.stopped,
      ...t.confirming,
    ])
    for (const line of written) {
      expect(line.replace('ワンタイムパスワード', '').replace('one-time passwords', '')).not.toMatch(
        /パスワード|暗証番号|password|passphrase/i,
      )
    }
    for (const asked of everyCase) expect(sheet(asked).text).toContain('数字を人に教えないでください。')
  })
})
