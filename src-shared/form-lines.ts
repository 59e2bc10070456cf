import type { CaseKind } from './cases.ts'
import type { IntakeField } from './intake.ts'
import { type FormProfile, formFields } from './jobs.ts'

/** A line of a form: what is filled in, or ⑥ the person it is about and ⑦ what they apply for, chosen before the form is. */
export type FormLine = IntakeField | 'target' | 'wish'

/** What belongs under one number. What is not here has none: the branch fills it in for itself. */
const together: readonly (readonly FormLine[])[] = [
  ['receivedOn'],
  ['cameBy', 'visitorName', 'authority'],
  ['customerId'],
  ['customerName'],
  ['accountNumber'],
  ['target'],
  ['wish', 'addressConfirmed'],
  ['situationCause', 'situationNote'],
  ['oldSerial', 'oldSerialCorrected'],
  ['reason', 'reasonNote'],
  ['lowerProtectionAcknowledged'],
  ['seal', 'sealMethod'],
  ['identity', 'identityIssuer', 'identityExpiresOn', 'identityIssuedOn', 'identityLast4'],
]

/**
 * The numbers ① ② … printed on a job's form, the same on paper and on screen.
 *
 * @returns the number of every line that bears one; a line the service does not have takes no number
 */
export function formNumbers(
  kind: CaseKind,
  profile: FormProfile,
  alsoReissue: boolean,
): ReadonlyMap<FormLine, number> {
  const fields = formFields(kind, profile, alsoReissue)
  const present = (line: FormLine): boolean => {
    if (line === 'target') return fields.length > 0
    return line === 'wish' ? kind === 'hardware' : fields.includes(line)
  }
  const numbers = new Map<FormLine, number>()
  let number = 0
  for (const lines of together) {
    const here = lines.filter(present)
    if (here.length > 0) number += 1
    for (const line of here) numbers.set(line, number)
  }
  return numbers
}
