import { z } from 'zod'
import { StaffNo } from './ids.ts'

/** 窓口担当, 役席者, 後方事務, 管理担当, 検査. What each may do stands in the contract, operation by operation. */
export const Role = z.enum(['teller', 'supervisor', 'back-office', 'administrator', 'auditor'])
export type Role = z.infer<typeof Role>

/** A colleague as the desk shows them. Nothing in here is secret. */
export const Staff = z.strictObject({
  staff: StaffNo,
  /** The person behind the staff number: one person with two numbers is still one pair of eyes (MC-02). */
  person: z.string().min(1).max(40),
  name: z.string().min(1).max(60),
  role: Role,
})
export type Staff = z.infer<typeof Staff>
