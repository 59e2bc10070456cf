import { err, ok, type Result } from '#shared/result'

/**
 * What the store remembers of one token, per serial: two users who share a device share its memory, and it
 * outlives revocation, return to stock and registration to somebody else.
 */
export type TokenMemory = {
  /** The last time step (TOTP) or counter (HOTP) that was accepted. It and everything before it is spent for ever. */
  readonly highWater: number | null
  /** TOTP: how many steps the token's clock is ahead of ours, as learnt from its codes. 0 for HOTP. */
  readonly drift: number
  /** HOTP: the counter expected next. 0 for TOTP. */
  readonly counter: number
  /** Wrong codes since the last accepted one. An unlock does not clear it. */
  readonly failures: number
  readonly locked: boolean
}

/** A token that has never shown us a code. A HOTP token that arrives with a counter starts from that counter. */
export const UNUSED: TokenMemory = { highWater: null, drift: 0, counter: 0, failures: 0, locked: false }

/** Wrong codes in a row that lock a token, and again that many after each unlock. */
export const FAILURES_PER_LOCK = 10
/** Wrong codes in a row after which no unlock helps any more (NIST SP 800-63B-4 §3.2.2). */
export const FAILURES_MAX = 100

/** The first step or counter that has not been spent. */
export function firstUnspent(memory: TokenMemory): number {
  return Math.max(memory.counter, memory.highWater === null ? 0 : memory.highWater + 1)
}

/** True when the token must be bound to its user anew, whatever its lock says. */
export function mustRebind(memory: TokenMemory): boolean {
  return memory.failures >= FAILURES_MAX
}

/** How many wrong codes are left before the token locks. 0 when it is locked or must be bound anew. */
export function triesLeft(memory: TokenMemory): number {
  if (memory.locked || mustRebind(memory)) return 0
  return FAILURES_PER_LOCK - (memory.failures % FAILURES_PER_LOCK)
}

/** The memory after one more wrong code. Every tenth in a row locks. */
export function afterFailure(memory: TokenMemory): TokenMemory {
  const failures = memory.failures + 1
  return { ...memory, failures, locked: memory.locked || failures % FAILURES_PER_LOCK === 0 }
}

/**
 * 停止解除. The streak stays, so that ten more wrong codes lock again and a hundred in all end it: whoever
 * unlocks again and again never gets more than a hundred guesses. Refused when only a new binding helps.
 */
export function unlock(memory: TokenMemory): Result<TokenMemory, { readonly code: 'must-rebind' }> {
  if (mustRebind(memory)) return err({ code: 'must-rebind' })
  return ok({ ...memory, locked: false })
}

/**
 * The memory without so many wrong codes that were right after all: the clock they were judged by was wrong. A lock
 * that only stood because of them falls with them.
 */
export function giveBack(memory: TokenMemory, codes: number): TokenMemory {
  if (codes === 0 || memory.failures === 0) return memory
  return { ...memory, failures: Math.max(0, memory.failures - codes), locked: false }
}

/** The same device bound anew after its holder was identified again: the streak ends, spent codes stay spent. */
export function rebind(memory: TokenMemory): TokenMemory {
  return { ...memory, failures: 0, locked: false }
}
