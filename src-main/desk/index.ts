import type { OperationName } from '#shared/operations'
import { actHandlers } from './act-records.ts'
import { approvalHandlers } from './approval.ts'
import { backupHandlers } from './backup.ts'
import { boardHandlers } from './boards.ts'
import { campaignHandlers } from './campaigns.ts'
import { cardHandlers } from './cards.ts'
import { caseHandlers } from './cases.ts'
import { clockHandlers } from './clock.ts'
import { closingHandlers } from './closing.ts'
import { contractHandlers } from './contracts.ts'
import { openingHandlers } from './day.ts'
import { deputyHandlers } from './deputies.ts'
import { dispatchHandlers } from './dispatch.ts'
import { doorRestoreHandlers } from './door-restore.ts'
import { engineHandlers } from './engine.ts'
import { evidenceHandlers } from './evidence.ts'
import type { Handlers } from './handlers.ts'
import { keyHandlers } from './keys.ts'
import { lossHandlers } from './losses.ts'
import { masterHandlers } from './master.ts'
import { paperHandlers } from './papers.ts'
import { peopleHandlers } from './people.ts'
import { profileHandlers } from './profiles.ts'
import { registrationHandlers } from './registration.ts'
import { restoreHandlers } from './restore.ts'
import { reviewHandlers } from './reviews.ts'
import { secondHandlers } from './second-person.ts'
import { seedHandlers } from './seeds.ts'
import { sessionHandlers } from './session.ts'
import { stockHandlers } from './stock.ts'
import { stocktakeHandlers } from './stocktakes.ts'
import { trailHandlers } from './trail.ts'
import { transferHandlers } from './transfers.ts'

/** All handlers, joined. Fails to compile if one is missing. */
export const handlers: Handlers<OperationName> = {
  ...sessionHandlers,
  ...contractHandlers,
  ...masterHandlers,
  ...caseHandlers,
  ...registrationHandlers,
  ...keyHandlers,
  ...cardHandlers,
  ...lossHandlers,
  ...backupHandlers,
  ...restoreHandlers,
  ...doorRestoreHandlers,
  ...boardHandlers,
  ...clockHandlers,
  ...engineHandlers,
  ...closingHandlers,
  ...openingHandlers,
  ...deputyHandlers,
  ...reviewHandlers,
  ...profileHandlers,
  ...approvalHandlers,
  ...actHandlers,
  ...dispatchHandlers,
  ...secondHandlers,
  ...seedHandlers,
  ...transferHandlers,
  ...stockHandlers,
  ...stocktakeHandlers,
  ...campaignHandlers,
  ...paperHandlers,
  ...peopleHandlers,
  ...trailHandlers,
  ...evidenceHandlers,
}
