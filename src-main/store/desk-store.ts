import type { Keys } from '../keys/keyring.ts'
import type { Moment } from './audit.ts'
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
  readonly at: Moment
  readonly build: string
}): DeskStore => openStore({ ...opening, migrations, repositories: tables })
