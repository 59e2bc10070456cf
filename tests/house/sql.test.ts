// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the samples are source text
import { describe, expect, it } from 'vitest'
import { read, sources, withoutComments } from './sources.ts'

/** Where SQL may be, and how it may be put together (STO-08). Read as text, because a reviewer reads it so too. */

const STORE = 'src-main/store/'

/** Ways to an unencrypted copy, to foreign code, or to bound values in a log. */
const BANNED: readonly (readonly [RegExp, string])[] = [
  [/\bserialize\(/, 'serialize() makes an unencrypted copy'],
  [/\.backup\(/, 'backup() does not work on an encrypted database; VACUUM INTO does'],
  [/\bATTACH\b/, 'ATTACH opens a second, perhaps unencrypted, database'],
  [/\bloadExtension\b/, 'loadExtension runs foreign code'],
  [/\bverbose\s*:/, 'verbose prints bound values'],
]

/** The only calls whose SQL is not one literal, each in the file that explains it. */
const PUT_TOGETHER: Readonly<Record<string, readonly string[]>> = {
  'src-main/store/database.ts': [
    'pragma(set)',
    'pragma(name, { simple: true })',
    `pragma(\`key = "x'\${bytes.toString('hex')}'"\`)`,
    'exec(step.sql)',
    'pragma(`user_version = ${step.number}`)',
  ],
  'src-main/store/rekey.ts': [
    `pragma(\`key = "x'\${bytes.toString('hex')}'"\`)`,
    `pragma(\`rekey = "x'\${bytes.toString('hex')}'"\`)`,
    'prepare<[], Raw>(`${from} ORDER BY ${key} LIMIT ${PAGE}`)',
    'prepare<{ after: Field }, Raw>( `${from} WHERE ${key} > :after ORDER BY ${key} LIMIT ${PAGE}`',
    'prepare(`UPDATE ${table} SET mac = :mac WHERE ${key} = :pk`)',
    'exec(`DROP TRIGGER ${name}`)',
    'exec(sql)',
  ],
  'src-main/store/rows.ts': [
    'prepare<{ pk: string | number }, Raw>(`${from} WHERE ${key} = :pk`)',
    'prepare<[], Raw>(from)',
    'prepare( `INSERT INTO ${name}',
    'prepare(`UPDATE ${name} SET',
    'prepare<Params, Raw>(`${from} ${tail}`)',
  ],
}

const SQL =
  /['"`]\s*(SELECT\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+(TABLE|INDEX|TRIGGER|VIEW|VIRTUAL)\s|DROP\s+TABLE\s|PRAGMA\s)/

/** The call that begins at `from`, to its closing bracket, with white space folded. */
function callAt(text: string, from: number): string {
  let depth = 0
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1
    if (text[at] === ')') {
      depth -= 1
      if (depth === 0) return text.slice(from, at + 1).replace(/\s+/g, ' ')
    }
  }
  return text.slice(from).replace(/\s+/g, ' ')
}

/** One string without placeholders, and nothing added to it. */
const LITERAL = /^('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\$]|\$(?!\{)|\\.)*`)\s*,?\s*[,)]/

/** Everything wrong with SQL in one source file; `path` from the root, with slashes. */
function sqlFindings(path: string, source: string): string[] {
  const text = withoutComments(source)
  const findings: string[] = []
  for (const [pattern, why] of BANNED) if (pattern.test(text)) findings.push(`${path}: ${why}`)

  if (!path.startsWith(STORE)) {
    if (/from\s+'better-sqlite3'|require\('better-sqlite3'\)|import\('better-sqlite3'\)/.test(text)) {
      findings.push(`${path}: better-sqlite3 belongs to ${STORE}`)
    }
    if (SQL.test(text)) findings.push(`${path}: SQL belongs into ${STORE}`)
    return findings
  }

  for (const match of text.matchAll(
    /\.(prepare|exec|pragma|select)\b(<(?:[^<>()]|\([^()]*\)|<[^<>]*>)*>)?\(/g,
  )) {
    const call = callAt(text, match.index + 1)
    const argument = call.slice(call.indexOf('(', match[2]?.length ?? 0) + 1).trim()
    const literal = LITERAL.test(argument)
    const known = PUT_TOGETHER[path]?.some((allowed) => call.startsWith(allowed)) ?? false
    if (!literal && !known) findings.push(`${path}: put together: ${call.slice(0, 100)}`)
  }
  return findings
}

describe('SQL', () => {
  it('stands in the store only, in literals, and without the ways around encryption (STO-08)', () => {
    expect(sources.length).toBeGreaterThan(20)
    const findings = sources.flatMap(({ path, text }) => sqlFindings(path, text))
    expect(findings).toEqual([])
  })

  it('that is excused here is really there: no excuse outlives its reason', () => {
    for (const [path, calls] of Object.entries(PUT_TOGETHER)) {
      const text = withoutComments(read(path).text).replace(/\s+/g, ' ')
      for (const call of calls) expect(text, `${path}: ${call}`).toContain(call)
    }
  })
})

describe('the search for misplaced SQL', () => {
  it.each([
    ['src-main/desk/reset.ts', "const rows = 'SELECT * FROM token'"],
    ['src-main/desk/reset.ts', 'const rows = `\n  UPDATE token SET state = :state`'],
    ['src-main/desk/reset.ts', "import Database from 'better-sqlite3'"],
    ['src-renderer/tasks/reset.tsx', 'ask("DELETE FROM audit_entry")'],
    ['src-main/store/tokens.ts', 'db.prepare(`SELECT * FROM token WHERE serial = ${serial}`)'],
    ['src-main/store/tokens.ts', 'db.prepare<{ a: string }, Row>(`SELECT ${columns} FROM token`)'],
    ['src-main/store/tokens.ts', 'db.exec(sql)'],
    ['src-main/store/tokens.ts', 'db.pragma(wish)'],
    ['src-main/store/tokens.ts', "db.prepare('SELECT * FROM ' + table)"],
    ['src-main/store/tokens.ts', 'tokens.select<{ a: string }>(`WHERE ${column} = :a`)'],
    ['src-main/store/tokens.ts', 'const copy = db.serialize()'],
    ['src-main/store/tokens.ts', "await db.backup('copy.db')"],
    ['src-main/store/tokens.ts', `db.exec("ATTACH 'x' AS y KEY ''")`],
    ['src-main/store/tokens.ts', "db.loadExtension('x')"],
    ['src-main/store/database.ts', 'new Sqlite(file, { verbose: console.log })'],
  ])('finds what was planted in %s: %s', (path, planted) => {
    expect(sqlFindings(path, planted)).not.toEqual([])
  })

  it.each([
    [
      'src-main/store/tokens.ts',
      "db.prepare<{ serial: Serial }>('SELECT serial FROM token WHERE serial = :serial')",
    ],
    ['src-main/store/tokens.ts', 'db.prepare(`\n SELECT serial\n FROM token`)'],
    ['src-main/store/tokens.ts', '// never ATTACH, and no db.exec(sql)\nconst a = 1'],
    ['src-main/desk/reset.ts', "const label = 'Select a token'; pattern.exec(text)"],
    ['src-main/keys/keyring.ts', "const note = 'Update your passphrase'"],
  ])('leaves honest code alone in %s', (path, honest) => {
    expect(sqlFindings(path, honest)).toEqual([])
  })
})
