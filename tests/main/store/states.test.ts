import Sqlite from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { migrations } from '#main/store/migrations/index'
import { CaseKind, CaseState } from '#shared/cases'
import { SealFinding } from '#shared/intake'
import { Authentication, Registration } from '#shared/links'
import { TOKEN_KINDS, USAGE_MODES } from '#shared/profiles'
import { Role } from '#shared/staff'

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
  ])('allows in %s.%s exactly what the language knows', (table, column, words) => {
    expect(allowed(table, column).toSorted()).toEqual([...words].toSorted())
  })

  it('has no other list of states than those, and the ones only the store knows', () => {
    const known = [
      'approval.decision',
      'approval.seal',
      'case_file.kind',
      'case_file.registered_by',
      'case_file.state',
      'case_file.target_kind',
      'contract.usage_mode',
      'link.authentication',
      'link.decided_by',
      'link.medium',
      'link.registration',
      'number_key.kind',
      'staff.role',
      'staff_token.algorithm',
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
