import { z } from 'zod'
import { Instant, StaffNo } from '#shared/ids'
import type { Critical } from './rows.ts'

/** What is done to keys and cards, one row each; never changed, and nothing secret in any. */
export const KEY_EVENTS = [
  'cards-made',
  'cards-confirmed',
  'drill',
  'rotation-begun',
  'rotated',
  'rotation-undone',
  /** The ring was begun anew for two people: with cards, or by them because they wanted to. */
  'recovered',
  'begun-anew',
  /** Somebody has left who was shown more than anybody else: every key is to be renewed. */
  'supervisor-left',
] as const
export type KeyEventKind = (typeof KEY_EVENTS)[number]

const KeyEventRow = z.strictObject({
  number: z.int().min(1),
  kind: z.enum(KEY_EVENTS),
  at: Instant,
  by_staff: StaffNo,
  with_staff: StaffNo.nullable(),
  /** JSON: the issue of the cards, or purpose and version of a key. */
  facts: z.string(),
})
type KeyEventRow = z.infer<typeof KeyEventRow>

const Facts = z.strictObject({
  issue: z.int().optional(),
  purpose: z.string().optional(),
  version: z.int().optional(),
})
export type KeyEvent = Pick<KeyEventRow, 'number' | 'kind' | 'at'> & {
  readonly by: StaffNo
  readonly with: StaffNo | null
  readonly facts: z.infer<typeof Facts>
}

/** The book of keys. */
export function keyEvents(critical: Critical) {
  const rows = critical.table<KeyEventRow>({
    table: 'key_event',
    key: 'number',
    fields: ['number', 'kind', 'at', 'by_staff', 'with_staff', 'facts'],
    parse: (row) => KeyEventRow.parse(row),
  })
  const all = rows.select<object>('ORDER BY number')
  const last = rows.select<object>('ORDER BY number DESC LIMIT 1')
  const aboutCards = rows.select<object>(
    "WHERE kind IN ('cards-made', 'cards-confirmed', 'recovered', 'begun-anew') ORDER BY number DESC LIMIT 1",
  )
  const aboutRotation = rows.select<object>(
    "WHERE kind IN ('rotation-begun', 'rotated', 'rotation-undone') ORDER BY number DESC LIMIT 1",
  )
  const told = (row: KeyEventRow | undefined): KeyEvent | undefined =>
    row === undefined
      ? undefined
      : {
          number: row.number,
          kind: row.kind,
          at: row.at,
          by: row.by_staff,
          with: row.with_staff,
          facts: Facts.parse(JSON.parse(row.facts)),
        }
  return {
    /** Everything ever done to the keys, oldest first. */
    all: (): readonly KeyEvent[] => all.all({}).flatMap((row) => told(row) ?? []),
    /** What was done last to the cards; in force only where that is `cards-confirmed`. */
    lastOfCards: (): KeyEvent | undefined => told(aboutCards.get({})),
    /** The last word about replacing a key; unfinished where that is `rotation-begun`. */
    lastOfRotation: (): KeyEvent | undefined => told(aboutRotation.get({})),
    add(event: Omit<KeyEvent, 'number'>): void {
      rows.insert({
        number: (last.get({})?.number ?? 0) + 1,
        kind: event.kind,
        at: event.at,
        by_staff: event.by,
        with_staff: event.with,
        facts: JSON.stringify(event.facts),
      })
    },
  }
}
export type KeyEvents = ReturnType<typeof keyEvents>
