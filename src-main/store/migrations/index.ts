import { foundation } from './0001-foundation.ts'
import { desk } from './0002-desk.ts'
import { exceptions } from './0003-exceptions.ts'
import { stock } from './0004-stock.ts'
import { engine } from './0005-engine.ts'
import { trust } from './0006-trust.ts'
import { lapsing } from './0007-lapsing.ts'
import { people } from './0008-people.ts'
import type { Migration } from './migration.ts'

/** Every step of the schema, in order. Adding one: a file beside this, and a line here. */
export const migrations: readonly Migration[] = [
  foundation,
  desk,
  exceptions,
  stock,
  engine,
  trust,
  lapsing,
  people,
]
