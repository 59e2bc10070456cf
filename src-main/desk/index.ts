import type { OperationName } from '#shared/operations'
import { approvalHandlers } from './approval.ts'
import { caseHandlers } from './cases.ts'
import { contractHandlers } from './contracts.ts'
import type { Handlers } from './handlers.ts'
import { masterHandlers } from './master.ts'
import { paperHandlers } from './papers.ts'
import { sessionHandlers } from './session.ts'
import { trailHandlers } from './trail.ts'

/** All handlers, joined. Fails to compile if one is missing. */
export const handlers: Handlers<OperationName> = {
  ...sessionHandlers,
  ...contractHandlers,
  ...masterHandlers,
  ...caseHandlers,
  ...approvalHandlers,
  ...paperHandlers,
  ...trailHandlers,
}
