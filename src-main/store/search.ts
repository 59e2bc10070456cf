import { bigramPhrase, bigrams, idKey, searchKey } from '#shared/text/normalise'
import type { Database } from './database.ts'

export type NumberKind = 'contract' | 'customer' | 'account' | 'phone' | 'user' | 'token' | 'case' | 'receipt'
export type Found = {
  readonly kind: NumberKind | 'name'
  /** The number that was met; empty for a name. */
  readonly key: string
  readonly contractNo: string
  readonly userId: string | null
  readonly caseNo: string | null
}

type Names = { readonly userId: string | null; readonly keys: readonly string[] }
type Numbers = { readonly kind: NumberKind; readonly key: string; readonly userId: string }

/** The character after every other: the open end of a prefix range. */
const END = '\u{10ffff}'
/** Numbers are looked up from two characters on: a single digit begins nearly every number there is. */
const NUMBER_CHARACTERS_MIN = 2

/**
 * Search from anywhere. Numbers by prefix; names by prefix first, then anywhere in the name by pairs of
 * characters. All of it lies in the encrypted database, and no query sorts more than it shows.
 */
export function searchIndex(db: Database) {
  const dropNames = db.prepare<{ no: string }, { id: number }>(
    'DELETE FROM name_key WHERE contract_no = :no RETURNING id',
  )
  const dropPairs = db.prepare('DELETE FROM name_bigram WHERE rowid = :id')
  const dropNumbers = db.prepare(
    "DELETE FROM number_key WHERE contract_no = :no AND kind IN ('contract', 'customer', 'account', 'phone', 'user')",
  )
  const addName = db.prepare('INSERT INTO name_key (key, contract_no, user_id) VALUES (:key, :no, :userId)')
  const addPairs = db.prepare('INSERT INTO name_bigram (rowid, pairs) VALUES (:id, :pairs)')
  const addNumber = db.prepare(
    `INSERT INTO number_key (key, kind, contract_no, user_id, case_no) VALUES (:key, :kind, :no, :userId, :caseNo)
     ON CONFLICT DO NOTHING`,
  )
  type Row = {
    kind: Found['kind']
    key: string
    contract_no: string
    user_id: string | null
    case_no: string | null
  }
  const byNumber = db.prepare<{ from: string; to: string; limit: number }, Row>(
    `SELECT kind, key, contract_no, user_id, case_no FROM number_key
      WHERE key >= :from AND key < :to ORDER BY key LIMIT :limit`,
  )
  const byPrefix = db.prepare<{ from: string; to: string; limit: number }, Row>(
    `SELECT 'name' AS kind, '' AS key, contract_no, user_id, NULL AS case_no FROM name_key
      WHERE key >= :from AND key < :to ORDER BY key LIMIT :limit`,
  )
  const byPairs = db.prepare<{ phrase: string; limit: number }, Row>(
    `SELECT 'name' AS kind, '' AS key, n.contract_no, n.user_id, NULL AS case_no
       FROM (SELECT rowid FROM name_bigram WHERE name_bigram MATCH :phrase LIMIT :limit) hit
       JOIN name_key n ON n.id = hit.rowid`,
  )

  return {
    /** Puts the names and numbers of one contract. Serials it once had, cases and receipts keep leading to it. */
    replace(no: string, { names, numbers }: { names: readonly Names[]; numbers: readonly Numbers[] }): void {
      for (const { id } of dropNames.all({ no })) dropPairs.run({ id })
      dropNumbers.run({ no })
      for (const { userId, keys } of names) {
        for (const key of new Set(keys)) {
          if (key === '') continue
          const { lastInsertRowid } = addName.run({ key, no, userId })
          addPairs.run({ id: lastInsertRowid, pairs: bigrams(key) })
        }
      }
      for (const { kind, key, userId } of numbers) addNumber.run({ key, kind, no, userId, caseNo: '' })
    },

    /** One more number that leads to a contract: a new serial, a case, a receipt. */
    add(kind: NumberKind, key: string, no: string, userId = '', caseNo = ''): void {
      addNumber.run({ key, kind, no, userId, caseNo })
    },

    /** Up to `limit` things that `text` may mean, nearest first, each once. */
    find(text: string, limit: number): readonly Found[] {
      const found = new Map<string, Found>()
      const take = (rows: readonly Row[]) => {
        for (const row of rows) {
          const userId = row.user_id === '' ? null : row.user_id
          const caseNo = row.case_no === '' ? null : row.case_no
          // A user's old serial and the present one are two things: one is in use and the other is not.
          const serial = row.kind === 'token' ? row.key : ''
          const name = `${row.contract_no}|${userId ?? ''}|${caseNo ?? ''}|${serial}`
          if (found.size < limit && !found.has(name)) {
            found.set(name, { kind: row.kind, key: row.key, contractNo: row.contract_no, userId, caseNo })
          }
        }
      }
      const number = idKey(text)
      if (number.length >= NUMBER_CHARACTERS_MIN && /^[0-9A-Z-]/.test(number)) {
        take(byNumber.all({ from: number, to: number + END, limit }))
      }
      const key = searchKey(text)
      const phrase = bigramPhrase(key)
      if (phrase !== null) {
        if (found.size < limit) take(byPrefix.all({ from: key, to: key + END, limit }))
        if (found.size < limit) take(byPairs.all({ phrase, limit }))
      }
      return [...found.values()]
    },
  }
}
export type SearchIndex = ReturnType<typeof searchIndex>
