import type { Happening } from './store.ts'

/** Every event this desk writes down, in the past tense. Codes and facts, so that they read in any language. */
export type EventName =
  | 'branch.founded'
  | 'session.begun'
  | 'session.unlocked'
  | 'session.locked'
  | 'session.ended'
  | 'sign-in.failed'
  | 'code.refused'
  | 'approver.proven'
  | 'advice.given'
  | 'master.imported'
  | 'case.opened'
  | 'case.saved'
  | 'case.submitted'
  | 'case.withdrawn'
  | 'case.executed'
  | 'case.sent-back'
  | 'case.rejected'
  | 'case.registered'
  | 'case.postponed'
  | 'case.closed'
  | 'paper.printed'
  | 'trail.verified'

export type AuditFacts = Happening & { readonly event: EventName }
