import type { z } from 'zod'
import type { RefusalCode } from './refusals.ts'
import type { Role } from './staff.ts'

/**
 * Which windows may ask: the teller's desk, the approval window that main builds from the database, or the
 * hidden sheet that main prints. The window is known by main, never told by the page.
 */
export type Place = 'desk' | 'approval' | 'paper'

type Terms<In extends z.ZodType, Out extends z.ZodType, Code extends RefusalCode> = {
  readonly from: readonly Place[]
  /** Who may ask. Checked once, in `src-main/gate.ts`. `anyone` needs no session. */
  readonly may: readonly Role[] | 'anyone'
  readonly input: In
  readonly output: Out
  /** Every refusal the handler itself may give; the gate's own are not listed again. */
  readonly refusals: readonly Code[]
}

/** What a read leaves in the trail 参照記録: whose record was looked at, or how the trail was searched. */
export type ReadMark = {
  readonly event: 'record.read' | 'trail.read' | 'trail.verified'
  /** A contract or case number, a serial. Never a name. */
  readonly object: string | null
  readonly facts: Readonly<Record<string, string | number | null>>
  /** One reading within the ten minutes whatever the facts say, as of somebody who types a name letter by letter. */
  readonly alike?: true
}

/**
 * Reads. Nothing is written but, where somebody asks for what is not there, the entry that it was refused; and with
 * `reads`, the entry that says who looked, once in ten minutes for the same thing.
 */
export const query = <In extends z.ZodType, Out extends z.ZodType, const Code extends RefusalCode>(
  terms: Terms<In, Out, Code> & {
    /** Undefined where nobody's record was shown. */
    readonly reads?: (request: z.output<In>, answer: z.output<Out>) => ReadMark | undefined
  },
) => ({ kind: 'query' as const, ...terms })

/** Writes. One synchronous handler in one transaction, ending in exactly one audit entry. */
export const command = <In extends z.ZodType, Out extends z.ZodType, const Code extends RefusalCode>(
  terms: Terms<In, Out, Code>,
) => ({ kind: 'command' as const, ...terms })

/**
 * Concerns the person, the windows or the machine: signing in, printing, choosing a file. May wait (a key is
 * derived, a dialog is open); whatever it writes it writes through one attempt of its own.
 */
export const errand = <In extends z.ZodType, Out extends z.ZodType, const Code extends RefusalCode>(
  terms: Terms<In, Out, Code>,
) => ({ kind: 'errand' as const, ...terms })

/** Refusals any operation may meet at the gate. */
export type GateRefusal =
  | 'not-signed-in'
  | 'session-locked'
  | 'passphrase-due'
  | 'desk-frozen'
  | 'day-not-opened'
  | 'role-forbids'
  | 'window-forbids'
  | 'operation-unknown'
  | 'too-many-calls'
  | 'seed-uses-spent'
  | 'cards-missing'
  | 'input-malformed'
  | 'store-not-open'
  | 'already-done'
  | 'clock-untrusted'
  | 'disk-full'
  | 'store-read-only'
  | 'store-in-doubt'
