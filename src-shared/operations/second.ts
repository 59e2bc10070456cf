import { z } from 'zod'
import { errand } from '../contract.ts'
import { StaffNo } from '../ids.ts'
import { proofRefusals, TypedCode } from './session.ts'

/**
 * What a second person 2人目 proves themselves for at somebody else's desk. Unlike an approval it decides about no case:
 * two people do one thing together, now (dual control), and both names stand in the entry.
 */
export const SecondPurpose = z.enum([
  'seed-key',
  'seed-commit',
  'plain-seeds',
  'shelve',
  'stock-move',
  'stocktake',
  'destroy',
  'transfer',
  'pack',
  'post',
  'send-again',
  'lose-in-post',
  'move-start',
  'resync',
  'staff',
  'reset',
  'deputy',
  'shares',
  'rotate',
  'open-day',
  'backup',
  'restore',
  'export',
  'erase',
])
export type SecondPurpose = z.infer<typeof SecondPurpose>

/** Longer is no path that anybody chooses. */
export const PATH_MAX = 1024

/** Refusals of whatever needs a second person. */
export const secondRefusals = [
  'second-missing',
  'second-expired',
  'second-is-first',
  'second-not-supervisor',
] as const

export const secondOperations = {
  /**
   * The second person's passphrase and code. The proof is good for one thing (`purpose`) about one object (`about`),
   * once, for 120 seconds, in this session.
   */
  'second.prove': errand({
    from: ['desk'],
    may: ['teller', 'supervisor', 'back-office', 'administrator', 'auditor'],
    input: z.strictObject({
      purpose: SecondPurpose,
      /** What it is about: a case number, a record, a plan, `aboutStaff`, a folder; `''` where the purpose says everything. */
      about: z.string().max(PATH_MAX),
      staff: StaffNo,
      passphrase: z.string().min(1).max(512),
      code: TypedCode,
    }),
    output: z.strictObject({ staff: StaffNo, name: z.string(), role: z.string(), secondsLeft: z.int() }),
    refusals: [...proofRefusals, 'second-is-first', 'second-not-supervisor'],
  }),
}
