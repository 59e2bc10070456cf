import { z } from 'zod'
import type { Life } from './life.ts'

/**
 * A case 案件 is one customer's request on paper, and everything the desk did about it.
 *
 * It is written by one person (`draft`), put before another (`awaiting-approval`), and executed in the
 * moment it is approved, because an approval that waits could be overtaken by a change. The token is then
 * off, and the case stays open until the customer has a working one again: `awaiting-registration` while
 * there is none, `awaiting-relogin` until the new one has taken effect (R-000-27). Sending back returns the
 * case to its writer as a draft with the supervisor's reason beside it; nothing typed is lost.
 */
export const CaseState = z.enum([
  'draft',
  'awaiting-approval',
  'awaiting-registration',
  'awaiting-relogin',
  'closed',
  'rejected',
  'withdrawn',
])
export type CaseState = z.infer<typeof CaseState>

export const CaseEvent = z.enum([
  'edit',
  'submit',
  'send-back',
  'reject',
  'withdraw',
  'approve',
  'register',
  'postpone',
  'close',
])
export type CaseEvent = z.infer<typeof CaseEvent>

export const caseLife: Life<CaseState, CaseEvent> = {
  draft: { edit: 'draft', submit: 'awaiting-approval', withdraw: 'withdrawn' },
  'awaiting-approval': {
    edit: 'draft',
    'send-back': 'draft',
    reject: 'rejected',
    withdraw: 'withdrawn',
    approve: 'awaiting-registration',
  },
  'awaiting-registration': { register: 'awaiting-relogin', postpone: 'awaiting-registration' },
  'awaiting-relogin': { close: 'closed' },
  closed: {},
  rejected: {},
  withdrawn: {},
}

/** 管理者トークン解除 (E-01) and 共通トークン解除 (E-02) are one kind of case with different targets. */
export const CaseKind = z.enum(['token-detach'])
export type CaseKind = z.infer<typeof CaseKind>
