import { describe, expect, it } from 'vitest'
import { openCases } from '#renderer/tasks/reception/same-token.ts'
import { wayOf } from '#renderer/tasks/reception/way.ts'
import type { Subject } from '#shared/intake'
import { CaseSummary } from '#shared/operations/cases'
import type { RouterAnswer } from '#shared/operations/contracts'

let last = 0
const aCase = (kind: CaseSummary['kind'], target: Subject, changes: Partial<CaseSummary> = {}): CaseSummary =>
  CaseSummary.parse({
    caseNo: `012-261121-${String(++last).padStart(3, '0')}`,
    kind,
    state: kind === 'loss' ? 'awaiting-papers' : 'draft',
    version: 1,
    service: 'P003',
    contractNo: 'KH00008812',
    customerName: '株式会社 霧島製作所',
    target,
    targetName: '',
    exception: null,
    maker: 'S0101',
    makerName: '高橋 美咲',
    keeper: 'S0101',
    keeperName: '高橋 美咲',
    openedAt: '2026-11-21T02:00:00.000Z',
    since: '2026-11-21T02:00:00.000Z',
    affected: 1,
    unclear: 0,
    followUpOn: null,
    earliestRegistration: null,
    touchedByMe: false,
    ...changes,
  })
const of = (userId: string): Subject => ({ kind: 'user', userId })
const users = [
  { userId: 'sasaki', serial: '78106431' },
  { userId: 'morita', serial: '78106431' },
  { userId: 'hara', serial: null },
]
const sasaki = { kind: 'user', userId: 'sasaki' } as const

describe('what is under way in a contract, seen from one token', () => {
  it('is the same where it is about the same person, whatever their name', () => {
    const [own, anothers] = [aCase('reissue', of('sasaki')), aCase('reissue', of('morita'))]
    expect(openCases([anothers, own], users, sasaki, 'reissue')).toEqual({
      same: own,
      loss: undefined,
      others: [anothers],
    })
  })

  it('has the loss of a serial for everybody who has it, and for nobody else', () => {
    const loss = aCase('loss', of('morita'))
    expect(openCases([loss], users, sasaki, 'reissue').loss).toBe(loss)
    const hara = { kind: 'user', userId: 'hara' } as const
    expect(openCases([loss], users, hara, 'reissue')).toMatchObject({ loss: undefined, others: [loss] })
  })

  it('shows a case about several users beside, because it may be about others', () => {
    const unlock = aCase('unlock', { kind: 'contract' })
    expect(openCases([unlock], users, sasaki, 'unlock')).toMatchObject({ same: undefined, others: [unlock] })
  })

  it('has a change of usage mode in the way of everything, because it is about everybody', () => {
    const mode = aCase('usage-mode', { kind: 'contract' })
    expect(openCases([mode], users, { kind: 'shared' }, 'token-detach').same).toBe(mode)
    expect(openCases([mode], users, sasaki, 'usage-mode').same).toBe(mode)
  })

  it('knows the shared token from a user of the contract', () => {
    const shared = aCase('token-detach', { kind: 'shared' })
    expect(openCases([shared], users, { kind: 'shared' }, 'token-detach').same).toBe(shared)
    expect(openCases([shared], users, sasaki, 'token-detach').same).toBeUndefined()
  })

  it('leaves out what has ended', () => {
    const ended = [
      aCase('reissue', of('sasaki'), { state: 'closed' }),
      aCase('loss', of('sasaki'), { state: 'closed' }),
    ]
    expect(openCases(ended, users, sasaki, 'reissue')).toEqual({
      same: undefined,
      loss: undefined,
      others: [],
    })
  })
})

describe('the way on', () => {
  const answer: RouterAnswer = {
    outcome: 'branch',
    reasons: [{ code: 'no-administrator-usable', sources: [] }],
    helpers: [],
    alone: false,
    reasonRequired: false,
    job: 'reissue',
    stopFirst: false,
    exception: null,
    sheet: null,
    gaps: [],
    touched: [],
  }
  const none = openCases([], users, sasaki, 'reissue')

  it('is a new case, unless the same is open already', () => {
    expect(wayOf(answer, none).kind).toBe('case')
    const same = aCase('reissue', of('sasaki'))
    expect(wayOf(answer, openCases([same], users, sasaki, 'reissue'))).toEqual({ kind: 'open', of: same })
  })

  it('is a new case beside an open loss, because papers and re-issue follow it', () => {
    const loss = aCase('loss', of('sasaki'))
    expect(wayOf(answer, openCases([loss], users, sasaki, 'reissue')).kind).toBe('case')
  })

  it('leads from our own stop to the loss it belongs to, or to the sheet where there is none', () => {
    const stopped: RouterAnswer = {
      ...answer,
      reasons: [{ code: 'stopped-by-the-branch', sources: [] }],
      job: null,
    }
    const loss = aCase('loss', of('morita'))
    expect(wayOf(stopped, openCases([loss], users, sasaki, null))).toEqual({ kind: 'open', of: loss })
    expect(wayOf(stopped, none).kind).toBe('guidance')
  })

  it('is the sheet wherever the branch is not needed, or carries nothing out as a case', () => {
    expect(wayOf({ ...answer, outcome: 'own-administrator', job: null }, none).kind).toBe('guidance')
    expect(wayOf({ ...answer, job: null }, none).kind).toBe('guidance')
  })
})

describe('a parcel that has not come (E-10)', () => {
  const sought = {
    outcome: 'branch',
    job: null,
    reasons: [{ code: 'parcel-is-looked-for', sources: [] }],
  } as unknown as RouterAnswer

  it('is looked for in the case it is sent by, and in no other of the same person', () => {
    const [sent, other] = [
      aCase('hardware', of('sasaki'), { state: 'in-transit' }),
      aCase('reissue', of('sasaki')),
    ]
    const open = openCases([other, sent], users, sasaki, null, true)
    expect(open).toMatchObject({ same: sent, others: [other] })
    expect(wayOf(sought, open)).toEqual({ kind: 'open', of: sent })
  })

  it('opens nothing where nothing was sent to this person', () => {
    const sent = aCase('hardware', of('morita'), { state: 'in-transit' })
    const open = openCases([sent], users, sasaki, null, true)
    expect(open.same).toBeUndefined()
    expect(wayOf(sought, open)).toEqual({ kind: 'guidance' })
  })

  it('leads on from a second application to the one under way', () => {
    const sent = aCase('hardware', of('sasaki'), { state: 'returned' })
    const answer = { ...sought, job: 'hardware', reasons: [] } as unknown as RouterAnswer
    expect(wayOf(answer, openCases([sent], users, sasaki, 'hardware'))).toEqual({ kind: 'open', of: sent })
  })
})
