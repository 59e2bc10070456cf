import { createHash } from 'node:crypto'
import type { Serial, StaffNo } from '#shared/ids'
import type { Role } from '#shared/staff'

/**
 * The fictional staff and tokens of the practice branch. Their passphrases and seeds are *published*: they stand
 * in this file, so they protect nothing, and the practice branch holds nothing worth protecting. A real branch
 * never reads this file except through `practice.tokens`, which answers only while the practice branch is chosen.
 */

export const PRACTICE = {
  institution: '霞野信用金庫',
  branchNo: '999',
  branchName: '練習支店',
} as const

export type PracticePerson = {
  readonly staff: StaffNo
  readonly name: string
  readonly role: Role
  readonly passphrase: string
}

const person = (staff: string, name: string, role: Role, passphrase: string): PracticePerson => ({
  staff: staff as StaffNo,
  name,
  role,
  passphrase,
})

export const practicePeople: readonly PracticePerson[] = [
  person('S0101', '高橋 美咲', 'teller', 'practice takahashi misaki'),
  person('S0102', '森 健太', 'teller', 'practice mori kenta'),
  person('S0127', '中村 隆', 'supervisor', 'practice nakamura takashi'),
  person('S0131', '内田 恵', 'supervisor', 'practice uchida megumi'),
  person('S0140', '小林 直人', 'back-office', 'practice kobayashi naoto'),
  person('S0150', '佐伯 優', 'administrator', 'practice saeki yu desk'),
  person('S0160', '柏木 玲', 'auditor', 'practice kashiwagi rei'),
]

/** Twenty published bytes per member of staff: `PRACTICE-STAFF-S0101`. SHA-1, six digits, 30 seconds. */
export const practiceStaffSeed = (staff: string): Buffer => Buffer.from(`PRACTICE-STAFF-${staff}`, 'ascii')

/** New tokens that practice customers bring to the counter. Their seeds are in the practice store, as own tokens are. SHA-1, six digits, 30 seconds. */
export const practiceSerials: readonly Serial[] = [
  'VSMT70310012',
  'VSMT70310020',
  'VSMT70310038',
  'VSMT70310046',
].map((serial) => serial as Serial)

/**
 * Twenty published bytes per practice token: SHA-1 of `PRACTICE-` and its serial. Whatever is in the practice branch's
 * safe follows this rule, and so do the seed files to be tried there; a token says itself how it makes codes of them.
 */
export const practiceTokenSeed = (serial: string): Buffer =>
  createHash('sha1').update(`PRACTICE-${serial}`, 'ascii').digest()
