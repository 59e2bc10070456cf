import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Keys } from '../keys/keys.ts'
import { openTrail } from './audit.ts'
import { asOpenFault, openReadOnly, structuralFaultsInSteps } from './database.ts'
import { openCritical } from './rows.ts'
import { INSTALLATION, metaOver, type Opening, type StoreVerdict, sealKeyOf } from './store.ts'

/** A copy of a store that is looked at and never written. */
export type StoreCopy<Reads> = {
  readonly read: Reads
  readonly installation: string
  readonly entries: number
  /** The chain's value (hex) after the last entry, and the sum of all critical rows that it states. */
  readonly chain: string
  readonly acc: string
  /** As `store.verify`, in steps between which the desk answers others. */
  verify(): Promise<StoreVerdict>
  close(): void
}

/**
 * Opens the copy of a store in `file` for looking at it: nothing is written, no lock is taken, no step of the schema is
 * made up for. Nothing is believed before `verify` has said so.
 *
 * @throws OpenFault with its code; `migration-missing` where the copy is of an older program
 */
export function openCopy<Reads, Writes>({
  file,
  keys,
  migrations,
  repositories,
}: Pick<Opening<Reads, Writes>, 'migrations' | 'repositories'> & {
  readonly file: string
  readonly keys: Pick<Keys, 'database' | 'rows'>
}): StoreCopy<Reads> {
  const db = openReadOnly(file, keys.database, migrations.length)
  try {
    const trail = openTrail(db, sealKeyOf(keys.rows), '')
    const { seq, chain, acc } = trail.head()
    const critical = openCritical(db, keys.rows, acc)
    const meta = metaOver(critical)
    const { read } = repositories({ db, critical, meta })
    return {
      read,
      installation: meta.find(INSTALLATION) ?? '',
      entries: seq,
      chain: chain.toString('hex'),
      acc,
      async verify() {
        const structure = await structuralFaultsInSteps(db)
        const verdict = trail.verify({ payloads: true })
        await nextTurn()
        return { chain: verdict, rows: await critical.verifyInSteps(), structure }
      },
      close: () => void db.close(),
    }
  } catch (thrown) {
    db.close()
    throw asOpenFault(thrown)
  }
}
