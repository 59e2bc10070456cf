import { z } from 'zod'
import type { Life } from './life.ts'

/**
 * A case 案件 is one request of a customer's, and everything the desk did about it.
 *
 * It is written by one person (`draft`), put before another (`awaiting-approval`), and executed in the
 * moment it is approved, because an approval that waits could be overtaken by a change. What follows depends
 * on the job: a token that was taken away leaves the case open until the customer has a working one again
 * (`awaiting-registration`, then `awaiting-relogin` where the service needs one, R-000-27); a job with nothing
 * left to do is closed by its approval. Sending back returns the case to its writer with the supervisor's reason
 * beside it; nothing typed is lost.
 *
 * A loss 紛失・盗難 begins at its end: one person stops the token at once (R-001-22, R-002-36), a supervisor
 * reviews it afterwards (`awaiting-review`), and the customer's papers follow (`awaiting-papers`).
 *
 * What nobody has decided about by the closing of the next business day ends there (`lapsed`), because what was compared
 * then is old by now; drafts stay.
 *
 * A hardware token has a way to go between its approval and its registration: it is packed (`awaiting-dispatch`),
 * in the post (`in-transit`), perhaps back again 返戻 (`returned`), and registered only once it has arrived
 * (R-003-09).
 */
export const CaseState = z.enum([
  'draft',
  'awaiting-approval',
  'awaiting-second-approval',
  'awaiting-dispatch',
  'in-transit',
  'returned',
  'awaiting-registration',
  'awaiting-relogin',
  'awaiting-review',
  'awaiting-papers',
  'closed',
  'rejected',
  'withdrawn',
  'lapsed',
])
export type CaseState = z.infer<typeof CaseState>

/** Cases somebody still has to do something about. */
export const OPEN_STATES = [
  'draft',
  'awaiting-approval',
  'awaiting-second-approval',
  'awaiting-dispatch',
  'in-transit',
  'returned',
  'awaiting-registration',
  'awaiting-relogin',
  'awaiting-review',
  'awaiting-papers',
] as const satisfies readonly CaseState[]

/**
 * - `approve-first`: the first of two supervisors agrees (a change of seal, address or administrator lies too
 *   close); nothing is executed yet.
 * - `approve`: executed, and the customer's new registration is awaited. `complete`: executed, and done.
 * - `register-one`: one of several users has registered. `register`: the last one has. `register-last`: the same
 *   where the service needs no new login, so that nothing is left to wait for.
 * - `note`, `call-back`, `hand-over`: the case stays where it is, and something is written down.
 * - `review`: a supervisor has gone through a loss. `review-last`: and what followed from it is done already.
 * - `follow`: a case that grew out of the loss has been executed.
 * - `allocate`: a token from the safe is set aside for it, or another in its place. `approve-dispatch`: executed, and
 *   the token is to be sent or handed over. `pack`: a step of packing. `post`, `arrive`, `hand-out`, `come-back`,
 *   `send-again`, `lose-in-post`: the way of the parcel. `move-start`: another start date, agreed by two persons.
 * - `lapse`: nobody has decided about it by the closing of the next business day.
 */
export const CaseEvent = z.enum([
  'edit',
  'submit',
  'send-back',
  'reject',
  'withdraw',
  'approve-first',
  'approve',
  'complete',
  'register-one',
  'register',
  'register-last',
  'postpone',
  'call-back',
  'hand-over',
  'close',
  'note',
  'review',
  'review-last',
  'follow',
  'allocate',
  'approve-dispatch',
  'pack',
  'post',
  'arrive',
  'hand-out',
  'come-back',
  'send-again',
  'lose-in-post',
  'move-start',
  'lapse',
])
export type CaseEvent = z.infer<typeof CaseEvent>

const decided = {
  edit: 'draft',
  'send-back': 'draft',
  reject: 'rejected',
  withdraw: 'withdrawn',
  approve: 'awaiting-registration',
  'approve-dispatch': 'awaiting-dispatch',
  complete: 'closed',
} as const

export const caseLife: Life<CaseState, CaseEvent> = {
  draft: {
    edit: 'draft',
    allocate: 'draft',
    submit: 'awaiting-approval',
    withdraw: 'withdrawn',
    'hand-over': 'draft',
  },
  'awaiting-approval': {
    ...decided,
    'approve-first': 'awaiting-second-approval',
    'hand-over': 'awaiting-approval',
    lapse: 'lapsed',
  },
  'awaiting-second-approval': { ...decided, 'hand-over': 'awaiting-second-approval', lapse: 'lapsed' },
  'awaiting-dispatch': {
    allocate: 'awaiting-dispatch',
    pack: 'awaiting-dispatch',
    post: 'in-transit',
    'hand-out': 'awaiting-registration',
    'move-start': 'awaiting-dispatch',
    withdraw: 'withdrawn',
    'call-back': 'awaiting-dispatch',
    'hand-over': 'awaiting-dispatch',
  },
  'in-transit': {
    arrive: 'awaiting-registration',
    'come-back': 'returned',
    'lose-in-post': 'awaiting-dispatch',
    'move-start': 'in-transit',
    'call-back': 'in-transit',
    'hand-over': 'in-transit',
  },
  returned: {
    'send-again': 'awaiting-dispatch',
    'move-start': 'returned',
    withdraw: 'withdrawn',
    'call-back': 'returned',
    'hand-over': 'returned',
  },
  'awaiting-registration': {
    allocate: 'awaiting-dispatch',
    'move-start': 'awaiting-registration',
    'register-one': 'awaiting-registration',
    register: 'awaiting-relogin',
    'register-last': 'closed',
    postpone: 'awaiting-registration',
    'call-back': 'awaiting-registration',
    'hand-over': 'awaiting-registration',
  },
  'awaiting-relogin': {
    close: 'closed',
    'call-back': 'awaiting-relogin',
    'hand-over': 'awaiting-relogin',
  },
  'awaiting-review': {
    note: 'awaiting-review',
    review: 'awaiting-papers',
    'review-last': 'closed',
    follow: 'awaiting-review',
    'call-back': 'awaiting-review',
    'hand-over': 'awaiting-review',
  },
  'awaiting-papers': {
    note: 'awaiting-papers',
    follow: 'closed',
    'call-back': 'awaiting-papers',
    'hand-over': 'awaiting-papers',
  },
  closed: {},
  rejected: {},
  withdrawn: {},
  lapsed: {},
}

/**
 * What a case is for. One word per job, whatever the service calls it (domain: trap words):
 *
 * - `token-detach` トークン解除 (E-01, E-02, E-11): the token is taken from the user, who registers a new one.
 * - `reissue` 再発行 (E-04, E-06, E-07, E-12, E-14): the same where the service revokes, with its waiting time, or
 *   where the branch must do what the old code can no longer prove.
 * - `unlock` 停止解除 (E-03): a lockout after wrong codes is lifted.
 * - `loss` 紛失・盗難 (E-05): the emergency stop and what follows.
 * - `resume` 停止の再開: the bank's own stop is lifted again.
 * - `application` 利用申込 (E-09): the service's one-time passwords are enabled for users.
 * - `opt-out` 利用中止 (E-13): the customer goes back to less protection, knowing it.
 * - `usage-mode` 利用形態の変更 (R-000-16): individual tokens or one shared token.
 * - `profile-change` 商品定義の変更: what the desk knows of a service's guide is changed.
 * - `hardware` ハードウェアトークン申込 (E-08, E-10): a token from the safe, sent or handed over, and activated.
 * - `stock-difference` 在庫の相違: what a stocktake found missing or too many, accepted by two persons.
 */
export const CaseKind = z.enum([
  'token-detach',
  'reissue',
  'unlock',
  'loss',
  'resume',
  'application',
  'opt-out',
  'usage-mode',
  'profile-change',
  'hardware',
  'stock-difference',
])
export type CaseKind = z.infer<typeof CaseKind>
