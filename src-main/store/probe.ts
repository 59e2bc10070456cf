import Sqlite from 'better-sqlite3'

/** Whether SQLite can be loaded and knows the cipher our databases are written in. Throws what loading it throws. */
export function knowsOurCipher(): boolean {
  const db = new Sqlite(':memory:')
  try {
    db.pragma("cipher = 'chacha20'")
    return db.pragma('cipher', { simple: true }) === 'chacha20'
  } finally {
    db.close()
  }
}
