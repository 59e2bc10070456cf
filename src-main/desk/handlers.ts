import type { AuditFacts } from '#main/store/facts'
import type { Reads, Writes } from '#main/store/tables'
import type { Place } from '#shared/contract'
import type {
  CommandName,
  ErrandName,
  OperationName,
  OutputOf,
  OwnRefusalOf,
  QueryName,
  RequestOf,
} from '#shared/operations'
import type { Refusal } from '#shared/refusals'
import type { Result } from '#shared/result'
import type { Staff } from '#shared/staff'
import type { Reading } from '../clock.ts'
import type { Premises } from '../premises.ts'

/** Which window asks, as main knows it. The page is never believed about this. */
export type Caller = { readonly place: Place; readonly window: number }

/** What a handler is given besides the request. */
export type Asked = {
  readonly caller: Caller
  readonly now: Reading
  /** The open branch, who is signed in, and the windows: everything that outlives one question. */
  readonly premises: Premises
}

export type AskedQuery = Asked & { readonly staff: Staff | undefined; readonly db: Reads }
export type AskedCommand = Asked & { readonly staff: Staff; readonly db: Writes }

/**
 * What a command leaves behind: its answer, and the one entry that says what happened. A wrong code is both: it is
 * refused, and the failure it counts must stay; such a refusal is handed over as something done.
 */
export type Done<Output, Refused = never> =
  | { readonly output: Output; readonly audit: AuditFacts }
  | { readonly refusal: Refused; readonly audit: AuditFacts }

type HandlerOf<N extends OperationName> = N extends QueryName
  ? (request: RequestOf<N>, asked: AskedQuery) => Result<OutputOf<N>, OwnRefusalOf<N>>
  : N extends CommandName
    ? (
        request: RequestOf<N>,
        asked: AskedCommand,
      ) => Result<Done<OutputOf<N>, OwnRefusalOf<N>>, OwnRefusalOf<N>>
    : N extends ErrandName
      ? (request: RequestOf<N>, asked: Asked) => Promise<Result<OutputOf<N>, OwnRefusalOf<N>>>
      : never

/** Handlers for some operations. A missing one, a wrong answer or an unlisted refusal does not compile. */
export type Handlers<N extends OperationName> = { readonly [K in N]: HandlerOf<K> }

/**
 * What must be done before the branch serves anybody: a rule answers why an operation has to wait, or nothing. The gate
 * asks them all, in their order, for every command and errand, after it knows that the person may ask at all.
 */
export type ServiceRule = {
  /** The operations that lead out of it; they wait for nothing here. */
  readonly wayOut: readonly OperationName[]
  /** `staff` is undefined where nobody has proven themselves yet. Cheap: it is asked with every command. */
  readonly holds: (
    premises: Premises,
    operation: OperationName,
    staff: Staff | undefined,
    now: Reading,
  ) => Refusal | undefined
}
