import Sqlite from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { migrations } from '#main/store/migrations/index'
import { CaseKind, CaseState, caseLife } from '#shared/cases'
import { SealFinding } from '#shared/intake'
import { Authentication, authenticationLife, Registration, registrationLife } from '#shared/links'
import { Parcel } from '#shared/operations/dispatch'
import { Finding } from '#shared/operations/reviews'
import { SeedBox } from '#shared/operations/seeds'
import { TOKEN_KINDS, USAGE_MODES } from '#shared/profiles'
import { Role } from '#shared/staff'
import { Delivery, ReturnReason, StartState, StockState, stockLife, TWO_PERSON_EVENTS } from '#shared/stock'

/** The lists stand twice, in the language and in the database; here they are held together. */

const db = new Sqlite(':memory:')
for (const { sql } of migrations) db.exec(sql)
afterAll(() => db.close())

/** The words a column's CHECK allows, in the order the database has them. */
function allowed(table: string, column: string): readonly string[] {
  const sql = db.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(table)
  const list = new RegExp(`\\b${column}\\b[^,(]*CHECK \\(${column} IN \\(([^)]*)\\)\\)`).exec(
    String(sql),
  )?.[1]
  return [...(list ?? '').matchAll(/'([^']*)'/g)].map(([, word]) => word ?? '')
}

describe('the database', () => {
  it.each<[string, string, readonly string[]]>([
    ['staff', 'role', Role.options],
    ['link', 'registration', Registration.options],
    ['link', 'authentication', Authentication.options],
    ['link', 'medium', TOKEN_KINDS],
    ['token', 'medium', TOKEN_KINDS],
    ['contract', 'usage_mode', USAGE_MODES],
    ['case_file', 'kind', CaseKind.options],
    ['case_file', 'state', CaseState.options],
    ['approval', 'seal', SealFinding.options],
    ['stock', 'state', StockState.options],
    ['application', 'start_state', StartState.options],
    ['parcel', 'how', Delivery.options],
    ['parcel', 'return_reason', ReturnReason.options],
    ['parcel', 'delivered_how', Parcel.shape.deliveredHow.unwrap().options],
    ['box', 'source', SeedBox.shape.from.options],
    ['sample_review', 'finding', Finding.options],
  ])('allows in %s.%s exactly what the language knows', (table, column, words) => {
    expect(allowed(table, column).toSorted()).toEqual([...words].toSorted())
  })

  it('has no other list of states than those, and the ones only the store knows', () => {
    const known = [
      'application.start_state',
      'approval.decision',
      'approval.seal',
      'backup.kind',
      'box.source',
      'case_file.kind',
      'case_file.registered_by',
      'case_file.state',
      'case_file.target_kind',
      'contract.usage_mode',
      'contract_change.what',
      'day_opening.how',
      'drift_note.how',
      'link.authentication',
      'link.decided_by',
      'link.medium',
      'link.registration',
      'number_key.kind',
      'parcel.delivered_how',
      'parcel.how',
      'parcel.return_reason',
      'record.kind',
      'sample_review.finding',
      'staff.role',
      'staff_token.algorithm',
      'stock.state',
      'token.algorithm',
      'token.kind',
      'token.medium',
      'token.origin',
      'token.tombstone',
    ]
    const rows = db
      .prepare<[], { name: string; sql: string }>(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL",
      )
      .all()
    const lists = rows.flatMap(({ name, sql }) =>
      [...sql.matchAll(/CHECK \((\w+) IN \('/g)].map(([, column]) => `${name}.${column}`),
    )
    expect(lists.toSorted()).toEqual(known)
  })
})

describe('the database knows the life tables', () => {
  const moves = (life: Readonly<Record<string, Readonly<Record<string, string | undefined>>>>) =>
    Object.entries(life)
      .flatMap(([before, events]) =>
        Object.entries(events).map(([event, after]) => `${before} ${event} ${after}`),
      )
      .toSorted()
  const kept = (sql: string) => db.prepare<[], string>(sql).pluck().all().toSorted()

  it('of a case, move by move', () => {
    expect(kept("SELECT before || ' ' || event || ' ' || after FROM case_life")).toEqual(moves(caseLife))
  })

  it('of a token as a thing, move by move', () => {
    expect(kept("SELECT before || ' ' || event || ' ' || after FROM stock_life")).toEqual(moves(stockLife))
  })

  it('of a link, on both axes', () => {
    const axis = (name: string) =>
      kept(`SELECT before || ' ' || event || ' ' || after FROM link_life WHERE axis = '${name}'`)
    expect(axis('registration')).toEqual(moves(registrationLife))
    expect(axis('authentication')).toEqual(moves(authenticationLife))
  })
})

describe('the database knows what nobody does alone', () => {
  it('and has the same list of movements as the language', () => {
    const sql = String(
      db.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get('stock_movement_two'),
    )
    const list = /NEW\.event IN \(([^)]*)\)/.exec(sql)?.[1] ?? ''
    expect([...list.matchAll(/'([^']*)'/g)].map(([, event]) => event).toSorted()).toEqual(
      [...TWO_PERSON_EVENTS].toSorted(),
    )
  })
})

describe('a hand that goes past the program', () => {
  const AT = '2026-11-20T01:00:00.000Z'
  db.exec(`
    INSERT INTO staff VALUES ('S0101', 'p1', '高橋', 'teller', '${AT}', NULL, 1, x'00');
    INSERT INTO staff VALUES ('S0127', 'p2', '中村', 'supervisor', '${AT}', NULL, 1, x'00');
    INSERT INTO contract (contract_no, service, name, kana, dealing_branch, imported_at)
      VALUES ('C1', 'P000', '若葉', 'ワカバ', '999', '${AT}');
    INSERT INTO link VALUES ('C1/u', 'C1', 'u', NULL, NULL, 'active', 'usable', NULL, NULL, '${AT}', 'desk', 1, x'00');
  `)
  const put = (state: string, kind = 'token-detach') =>
    db
      .prepare(`
        INSERT INTO case_file (case_no, kind, state, version, service, profile_version, contract_no, target_kind,
          target_user, ask, intake, maker, keeper, opened_at, since, ver, mac)
        VALUES (:no, :kind, :state, 1, 'P000', 1, 'C1', 'user', 'u', '{}', '{}', 'S0101', 'S0101', :at, :at, 1, x'00')`)
      .run({ no: `${kind}-${state}`, kind, state, at: AT })
  const goTo = (from: string, to: string) =>
    db.prepare('UPDATE case_file SET state = :to WHERE case_no = :no').run({ no: `token-detach-${from}`, to })

  it('finds no way of a case that is not in its life (INV)', () => {
    put('draft')
    expect(() => goTo('draft', 'closed')).toThrow('a case does not go that way')
    expect(() => goTo('draft', 'awaiting-registration')).toThrow('a case does not go that way')
    goTo('draft', 'awaiting-approval')
    goTo('draft', 'closed')
    expect(() => goTo('draft', 'draft')).toThrow('a case does not go that way')
  })

  it('begins no case anywhere but at its beginning', () => {
    expect(() => put('awaiting-registration')).toThrow('a case does not begin there')
    expect(() => put('closed', 'reissue')).toThrow('a case does not begin there')
    expect(() => put('draft', 'loss')).toThrow('a case does not begin there')
    expect(() => put('awaiting-review', 'unlock')).toThrow('a case does not begin there')
    put('awaiting-review', 'loss')
  })

  it('moves no link along a way that is not written, and writes no such history', () => {
    const set = (registration: string, authentication: string) =>
      db.prepare('UPDATE link SET registration = :registration, authentication = :authentication').run({
        registration,
        authentication,
      })
    expect(() => set('issued', 'usable')).toThrow('a link does not go that way')
    expect(() => set('active', 'none')).not.toThrow()
    expect(() => set('active', 'locked')).toThrow('a link does not go that way')
    const note = (event: string, from: [string, string], to: [string, string]) =>
      db
        .prepare(`
          INSERT INTO link_history (link, at, event, registration_before, registration_after, authentication_before,
            authentication_after) VALUES ('C1/u', :at, :event, :r0, :r1, :a0, :a1)`)
        .run({ at: AT, event, r0: from[0], a0: from[1], r1: to[0], a1: to[1] })
    note('unlock', ['active', 'locked'], ['active', 'usable'])
    note('revoke', ['active', 'suspended'], ['revoked', 'none'])
    expect(() => note('unlock', ['active', 'suspended'], ['active', 'usable'])).toThrow(
      'does not go that way',
    )
    expect(() => note('unlock', ['none', 'locked'], ['active', 'usable'])).toThrow('does not go that way')
    expect(() => note('resume', ['active', 'locked'], ['active', 'usable'])).toThrow('does not go that way')
    expect(() => note('wish', ['active', 'usable'], ['active', 'usable'])).toThrow('nothing of that name')
  })

  it('finds no second checker in the person who was the first, and no maker among the approvers (MC-01, MC-02)', () => {
    put('draft', 'reissue')
    db.exec(`INSERT INTO case_hand VALUES ('reissue-draft', 'p1', 'S0101', '${AT}')`)
    const decide = (id: string, decision: string, person: string) =>
      db
        .prepare(`
          INSERT INTO approval (approval, case_no, version, content_hash, maker_person, approver, approver_person,
            decision, at, ver, mac)
          VALUES (:id, 'reissue-draft', 1, 'h', 'p1', 'S0127', :person, :decision, :at, 1, x'00')`)
        .run({ id, decision, person, at: AT })
    expect(() => decide('a', 'approve', 'p1')).toThrow()
    decide('b', 'approve-first', 'p2')
    expect(() => decide('c', 'approve', 'p2')).toThrow('the second checker is a second person')
    decide('d', 'approve', 'p3')
  })
})
