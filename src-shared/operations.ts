import type { z } from 'zod'
import type { GateRefusal } from './contract.ts'
import { actOperations } from './operations/acts.ts'
import { approvalOperations } from './operations/approval.ts'
import { backupOperations, restoreOperations } from './operations/backup.ts'
import { caseOperations } from './operations/cases.ts'
import { closingOperations } from './operations/closing.ts'
import { contractOperations } from './operations/contracts.ts'
import { dispatchOperations } from './operations/dispatch.ts'
import { engineOperations } from './operations/engine.ts'
import { keyOperations } from './operations/keys.ts'
import { paperOperations } from './operations/papers.ts'
import { peopleOperations } from './operations/people.ts'
import { reviewOperations } from './operations/reviews.ts'
import { secondOperations } from './operations/second.ts'
import { seedOperations } from './operations/seeds.ts'
import { sessionOperations } from './operations/session.ts'
import { stockOperations } from './operations/stock.ts'
import { trailOperations } from './operations/trail.ts'
import type { Refusal } from './refusals.ts'
import type { Result } from './result.ts'

/** The registry: everything the page may ask, in one place. */
export const operations = {
  ...sessionOperations,
  ...contractOperations,
  ...caseOperations,
  ...approvalOperations,
  ...actOperations,
  ...backupOperations,
  ...restoreOperations,
  ...secondOperations,
  ...seedOperations,
  ...stockOperations,
  ...dispatchOperations,
  ...engineOperations,
  ...closingOperations,
  ...keyOperations,
  ...paperOperations,
  ...peopleOperations,
  ...reviewOperations,
  ...trailOperations,
}

export type Operations = typeof operations
export type OperationName = keyof Operations

type NameOf<Kind extends string> = {
  [N in OperationName]: Operations[N]['kind'] extends Kind ? N : never
}[OperationName]
export type QueryName = NameOf<'query'>
export type CommandName = NameOf<'command'>
export type ErrandName = NameOf<'errand'>

/** What the page sends: before parsing. */
export type InputOf<N extends OperationName> = z.input<Operations[N]['input']>
/** What a handler gets: parsed and branded. */
export type RequestOf<N extends OperationName> = z.output<Operations[N]['input']>
export type OutputOf<N extends OperationName> = z.output<Operations[N]['output']>
/** What the handler may refuse with. */
export type OwnRefusalOf<N extends OperationName> = Refusal<Operations[N]['refusals'][number]>
/** What the page gets back: the output, or a refusal by handler or gate. */
export type ReplyOf<N extends OperationName> = Result<
  OutputOf<N>,
  Refusal<Operations[N]['refusals'][number] | GateRefusal>
>

export const isOperationName = (name: unknown): name is OperationName =>
  typeof name === 'string' && Object.hasOwn(operations, name)
