/** Why a store did not open. Codes are stable: screens, logs and tests name them. */
export type OpenFaultCode =
  /** There is no database file, and nobody asked for a new one. Never made silently (STO-05). */
  | 'store-missing'
  /** A new one was asked for, and one is there. */
  | 'store-exists'
  /** Another Madoguchi has it open. */
  | 'store-in-use'
  /** The file is empty, cut, changed, or does not answer to the right key. */
  | 'database-damaged'
  /** A database, but not one of ours. */
  | 'database-not-ours'
  /** Written by a newer program; left untouched. */
  | 'database-newer'
  /** A setting did not take: this SQLite is not the one we ship. */
  | 'database-setting'
  /** A migration that has been applied reads differently in this program. */
  | 'migration-changed'
  /** A copy that is only looked at was written by an older program, and would have to be changed first. */
  | 'migration-missing'
  /** The key ring is of another installation than the database. */
  | 'keyring-foreign'
  /** The key ring is older than the newest one this database has seen: an old file was put back. */
  | 'keyring-older'
  /** The audit chain, the accumulator or a row does not add up (security: stop, no silent repair). */
  | 'store-diverged'
  /** Sound in itself, but older than its anchor has seen, or another history: an old file was put back. Both heads are told. */
  | 'store-rolled-back'
  /** The folder or file cannot be written. */
  | 'store-read-only'

/** An accident at opening. `facts` names numbers and settings only, never data. */
export class OpenFault extends Error {
  readonly code: OpenFaultCode
  readonly facts: Readonly<Record<string, string | number>>

  constructor(code: OpenFaultCode, facts: Readonly<Record<string, string | number>> = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(facts)}`, { cause })
    this.name = 'OpenFault'
    this.code = code
    this.facts = facts
  }
}

/** Why an open store could not do its work. */
export type StoreFaultCode =
  /** A critical row's MAC is wrong: the row was changed behind our back. */
  | 'row-mac'
  /** A critical row is not in the version it was read in, or not there at all. */
  | 'row-version'
  /** No room on the disk. What was acknowledged is safe; nothing new is taken. */
  | 'disk-full'
  /** The disk takes no writes. */
  | 'store-read-only'
  /** A copy could not be written where it was asked for. The store itself is as it was. */
  | 'copy-failed'
  /** The disk failed while committing: the last change is neither a yes nor a no until the store is opened again. */
  | 'in-doubt'
  /** What is stored no longer begins with the head that was signed last. Nothing further is signed or written. */
  | 'signed-head'

export class StoreFault extends Error {
  readonly code: StoreFaultCode
  readonly facts: Readonly<Record<string, string | number>>

  constructor(code: StoreFaultCode, facts: Readonly<Record<string, string | number>> = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(facts)}`, { cause })
    this.name = 'StoreFault'
    this.code = code
    this.facts = facts
  }
}

/** Nothing is lost by it, and it may be over at any moment. */
export type DiskTrouble = Extract<StoreFaultCode, 'disk-full' | 'store-read-only'>

/** The disk's trouble in a fault, where it is one that leaves everything as it was. */
export const troubleIn = (thrown: unknown): DiskTrouble | undefined =>
  thrown instanceof StoreFault && (thrown.code === 'disk-full' || thrown.code === 'store-read-only')
    ? thrown.code
    : undefined
