import type { Keys } from '../keys/keys.ts'
import type { Moment } from './audit.ts'
import { openCopy, type StoreCopy } from './copy.ts'
import type { AuditFacts } from './facts.ts'
import { migrations } from './migrations/index.ts'
import { openStore, type Store } from './store.ts'
import { type Reads, tables, type Writes } from './tables.ts'

/** The desk's own store: the general one, with this program's tables and events. */
export type DeskStore = Store<Reads, Writes, AuditFacts>

/**
 * Opens the desk's store in `dir`, or makes a new one there.
 *
 * @throws OpenFault as `openStore` does.
 */
export const openDeskStore = (opening: {
  readonly dir: string
  readonly keys: Keys
  readonly create: boolean
  /** For looking only; see `openStore`. */
  readonly viewing?: boolean
  readonly at: Moment
  readonly build: string
  /** The file of its anchor; see `openStore`. */
  readonly anchor: string
}): DeskStore => openStore({ ...opening, migrations, repositories: tables })

/**
 * Opens the copy of a desk's store in `file` for looking at it.
 *
 * @throws OpenFault as `openCopy` does.
 */
export const openDeskCopy = (file: string, keys: Pick<Keys, 'database' | 'rows'>): StoreCopy<Reads> =>
  openCopy({ file, keys, migrations, repositories: tables })
