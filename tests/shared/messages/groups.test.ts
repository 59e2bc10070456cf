import { describe, expect, it } from 'vitest'
import { COLUMN_NAMES } from '#main/master/columns'
import type { EventName } from '#main/store/facts'
import { FILE_REFUSALS, LINE_PROBLEMS, PLAN_WARNINGS } from '#shared/master'
import { en } from '#shared/messages/en'
import { ja } from '#shared/messages/ja'
import { factWord } from '#shared/messages/trail-facts'
import { trailOutcome, trailSentence } from '#shared/messages/trail-sentence'
import { type OperationName, operations } from '#shared/operations'
import { type RefusalCode, refusalNumbers } from '#shared/refusals'
import { OUTCOMES, ROUTE_REASONS, SITUATIONS } from '#shared/router'

/** A new event does not compile until it stands here, and does not pass until it has a sentence. */
const events: Readonly<Record<EventName, true>> = {
  'branch.founded': true,
  'session.begun': true,
  'session.unlocked': true,
  'session.locked': true,
  'session.ended': true,
  'passphrase.proven': true,
  'passphrase.changed': true,
  'staff.added': true,
  'staff.role-changed': true,
  'staff.disabled': true,
  'staff.enabled': true,
  'staff.left': true,
  'staff.secret-issued': true,
  'staff.token-replaced': true,
  'sign-in.failed': true,
  'code.refused': true,
  'approver.proven': true,
  'advice.given': true,
  'master.imported': true,
  'case.opened': true,
  'case.saved': true,
  'case.submitted': true,
  'case.withdrawn': true,
  'case.lapsed': true,
  'sample.reviewed': true,
  'closing.begun': true,
  'day.closed': true,
  'day.opened': true,
  'day.sheet-code-wrong': true,
  'deputy.appointed': true,
  'deputy.ended': true,
  'case.executed': true,
  'case.sent-back': true,
  'case.rejected': true,
  'case.registered': true,
  'case.postponed': true,
  'case.closed': true,
  'case.handed-over': true,
  'case.called-back': true,
  'case.first-approved': true,
  'case.reviewed': true,
  'token.stopped': true,
  'loss.noted': true,
  'loss.found': true,
  'relation.declared': true,
  'profile.proposed': true,
  'profile.changed': true,
  'second.proven': true,
  'seeds.imported': true,
  'seeds.list-saved': true,
  'seeds.plain-allowed': true,
  'seeds.plain-forbidden': true,
  'stock.inspected': true,
  'stock.shelved': true,
  'stock.moved': true,
  'stock.destroyed': true,
  'stocktake.opened': true,
  'stocktake.counted': true,
  'stocktake.uncounted': true,
  'stocktake.closed': true,
  'stocktake.settled': true,
  'transfer.introduced': true,
  'transfer.met': true,
  'transfer.sent': true,
  'transfer.saved-again': true,
  'transfer.received': true,
  'transfer.refused': true,
  'transfer.settled': true,
  'campaign.opened': true,
  'campaign.letters': true,
  'dispatch.allocated': true,
  'dispatch.read-first': true,
  'dispatch.misread': true,
  'dispatch.packed': true,
  'dispatch.numbered': true,
  'dispatch.unpacked': true,
  'dispatch.defective': true,
  'dispatch.posted': true,
  'dispatch.handed-out': true,
  'dispatch.arrived': true,
  'dispatch.came-back': true,
  'dispatch.sent-again': true,
  'dispatch.lost': true,
  'dispatch.start-moved': true,
  'dispatch.start-confirmed': true,
  'paper.printed': true,
  'clock.doubted': true,
  'clock.put-right': true,
  'clock.stated': true,
  'clock.confirmed': true,
  'token.resynced': true,
  'token.drift-reset': true,
  'backup.folder-set': true,
  'backup.made': true,
  'backup.failed': true,
  'backup.removed': true,
  'backup.drilled': true,
  'backup.restored': true,
  'store.set-aside': true,
  'trail.verified': true,
  'keys.cards-made': true,
  'keys.card-printed': true,
  'keys.card-shown': true,
  'keys.cards-confirmed': true,
  'keys.drilled': true,
  'keys.rotation-begun': true,
  'keys.rotated': true,
  'keys.rotation-undone': true,
  'keys.begun-anew': true,
  'keys.recovery-opened': true,
  'keys.recovered': true,
  'trail.read': true,
  'record.read': true,
  'trail.exported': true,
  'trail.erased': true,
  'alarm.raised': true,
  'alarm.answered': true,
}

/** Every text in a group, functions left out. */
const texts = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(texts)
      : []

describe.each([
  ['Japanese', ja],
  ['English', en],
] as const)('the words in %s', (language, messages) => {
  const { trail, master, router } = messages
  const sentence = language === 'Japanese' ? /。$/ : /\.$/

  it('tell every event of the trail in the past tense, and each differently', () => {
    const said = Object.keys(events).map((verb) => trailSentence(messages, { verb, outcome: 'done' }))
    expect(said.filter((text) => text === trail.otherEvent)).toEqual([])
    expect(new Set(said).size).toBe(said.length)
    for (const text of said) expect(text).toMatch(language === 'Japanese' ? /[ただ]。$/ : /\.$/)
  })

  it('tell every refusal of every operation without showing a code', () => {
    const codes = Object.keys(refusalNumbers) as RefusalCode[]
    for (const verb of Object.keys(operations) as OperationName[]) {
      const said = trailSentence(messages, { verb, outcome: 'refused:role-forbids' })
      expect(said).toContain(trail.operations[verb])
      expect(said).not.toContain(verb)
    }
    for (const code of codes) {
      const said = trailSentence(messages, { verb: 'case.open', outcome: `refused:${code}` })
      expect(said).toContain(trail.refusals[code])
      expect(said).not.toContain(code)
    }
    expect(new Set(codes.map((code) => trail.refusals[code])).size).toBe(codes.length)
  })

  it('say something sensible about an entry another version wrote', () => {
    expect(trailSentence(messages, { verb: 'constructor', outcome: 'done' })).toBe(trail.otherEvent)
    const refusal = trailSentence(messages, { verb: 'unknown', outcome: 'refused:of-tomorrow' })
    expect(refusal).toContain(trail.otherOperation)
    expect(refusal).not.toContain('of-tomorrow')
    expect(trailOutcome(messages, 'refused:of-tomorrow')).toBe(trail.outcome.refused)
    expect(trailOutcome(messages, 'done')).toBe(trail.outcome.done)
  })

  it('say a role and a standing that an entry was written down with, and leave numbers and dates as they are', () => {
    const { roles, standings } = messages.people
    expect(factWord(messages, 'from', 'teller')).toBe(roles.teller)
    expect(factWord(messages, 'to', 'back-office')).toBe(roles['back-office'])
    expect(factWord(messages, 'from', 'disabled')).toBe(standings.disabled)
    expect(factWord(messages, 'how', 'override')).toBe(messages.closing.how.override)
    expect(factWord(messages, 'about', 'disabled S0131')).toBe(
      `${messages.administration.people.form.second.disabled} S0131`,
    )
    expect(factWord(messages, 'about', '001-261121-001')).toBe('001-261121-001')
    expect(factWord(messages, 'to', 'S0131')).toBe('S0131')
    expect(factWord(messages, 'from', '2026-11-21')).toBe('2026-11-21')
  })

  it('give every answer of the router a heading and words to read out', () => {
    for (const { heading, say } of [
      ...OUTCOMES.map((outcome) => router.outcomes[outcome]),
      ...ROUTE_REASONS.map((reason) => router.reasons[reason]),
    ]) {
      expect(heading).toMatch(sentence)
      expect(say).toMatch(language === 'Japanese' ? /[。か]。?$/ : /[.?]$/)
      // Read out to a customer, so it names no role of ours, no requirement and no gap.
      expect(say).not.toMatch(/R-0|G-0|E-\d|要確認|案件|役席|supervisor/)
    }
    for (const situation of SITUATIONS) {
      expect(router.situation(situation)).not.toBe('')
      expect(router.situations[situation].means).toMatch(sentence)
    }
    expect(new Set(SITUATIONS.map(router.situation)).size).toBe(SITUATIONS.length)
  })

  it('name the requirements an answer rests on, and nothing where there are none', () => {
    expect(router.sources(['R-000-46', 'C-11'])).toMatch(/R-000-46.*C-11/)
    expect(router.sources([])).toBe('')
    expect(router.gap('G-01', router.gaps['G-01'])).toContain('G-01')
    expect(router.gap('G-99', router.gaps['G-99'])).toMatch(/G-99/)
  })

  it('say of every line and file that is not taken why, and how to correct it', () => {
    for (const code of LINE_PROBLEMS) {
      const { why, todo } = master.lineProblems[code]
      expect(why).toMatch(sentence)
      expect(todo).toMatch(sentence)
    }
    for (const code of FILE_REFUSALS) {
      const { why, todo } = master.fileRefusals[code]
      expect(why({ columns: ['contractNo'], line: 1 })).toMatch(sentence)
      expect(why({ columns: [], line: null })).toMatch(sentence)
      expect(todo).toMatch(sentence)
    }
    for (const code of PLAN_WARNINGS) expect(master.warnings[code]).toMatch(sentence)
  })

  it('have a name for every column of the contract file, and show a foreign heading as it stands', () => {
    // Some names of one word are English already: `role` is the role.
    const named = COLUMN_NAMES.filter((name) => language === 'Japanese' || /[A-Z]/.test(name))
    expect(named.filter((name) => master.column(name) === name)).toEqual([])
    expect(master.column('備考２')).toBe('備考２')
    expect(master.columns(['contractNo', '備考２'])).toContain('備考２')
  })

  it('are never empty and never the word undefined', () => {
    const all = texts([messages.words, messages.people, messages.trail, messages.master, messages.router])
    expect(all.length).toBeGreaterThan(200)
    expect(all.filter((text) => text.trim() === '' || /undefined|NaN/.test(text))).toEqual([])
  })
})
