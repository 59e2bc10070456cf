import type { Gap, IdentityDocument, Intake, IntakeField, Missing, StoreSide } from './intake.ts'

/**
 * What a submission still needs, in the order of the paper. The same function tells the teller while typing
 * and refuses the submission in main.
 *
 * @param fields the lines of this job's form, from `formFields`
 *
 * Sources: R-000-44 and R-000-45 (written form, dealing branch, registered seal), R-001-16 (lower protection is
 * acknowledged), R-003-17 (the situation is checked), R-002-33 (a token goes to the registered address), the Act on Prevention of Transfer of Criminal Proceeds for
 * identity documents (valid on the day, or issued within six months).
 */
export function missingFrom(
  intake: Intake,
  store: StoreSide,
  fields: readonly IntakeField[],
): readonly Missing[] {
  const missing: Missing[] = []
  const lacks = (field: IntakeField, gap: Gap) => missing.push({ field, gap })
  const need = (field: IntakeField) => {
    if (isEmpty(intake[field])) lacks(field, 'empty')
    return !isEmpty(intake[field])
  }
  /** What each line of a form demands. A line without a rule may stay empty. */
  const rules: Partial<Record<IntakeField, () => void>> = {
    formNumber: () => need('formNumber'),
    receivedOn: () => {
      if (need('receivedOn') && intake.receivedOn !== null && intake.receivedOn > store.today)
        lacks('receivedOn', 'date-in-future')
    },
    // A service without customer IDs has no such line on its form (R-004-07).
    customerId: () => {
      if (store.customerId !== '' && need('customerId') && !sameText(intake.customerId, store.customerId))
        lacks('customerId', 'differs')
    },
    customerName: () => {
      if (need('customerName') && !sameText(intake.customerName, store.customerName))
        lacks('customerName', 'differs')
    },
    accountNumber: () => {
      if (store.accountEnding !== null && need('accountNumber') && store.accountMatches === false)
        lacks('accountNumber', 'differs')
    },
    oldSerial: () => {
      // A link may hold no token although it can be taken away: one that was issued and never started (R-004-09).
      if (store.oldSerial === null) return
      if (need('oldSerial') && !sameText(intake.oldSerial, store.oldSerial) && !intake.oldSerialCorrected)
        lacks('oldSerial', 'differs')
    },
    reason: () => need('reason'),
    seal: () => {
      if (need('seal') && intake.seal !== 'matches') lacks('seal', 'seal-differs')
    },
    sealMethod: () => need('sealMethod'),
    cameBy: () => need('cameBy'),
    visitorName: () => need('visitorName'),
    authority: () => {
      if (intake.cameBy !== null && intake.cameBy !== 'representative' && intake.authority === null)
        lacks('authority', 'authority-missing')
    },
    identity: () => need('identity'),
    identityIssuer: () => {
      if (intake.identity !== null) need('identityIssuer')
    },
    identityExpiresOn: () => {
      if (intake.identity === null || neverExpires(intake.identity)) return
      if (need('identityExpiresOn') && (intake.identityExpiresOn ?? '') < store.today)
        lacks('identityExpiresOn', 'document-expired')
    },
    identityIssuedOn: () => {
      if (intake.identity === null || !neverExpires(intake.identity)) return
      if (!need('identityIssuedOn') || intake.identityIssuedOn === null) return
      if (intake.identityIssuedOn > store.today) lacks('identityIssuedOn', 'date-in-future')
      else if (sixMonthsAfter(intake.identityIssuedOn) < store.today)
        lacks('identityIssuedOn', 'document-too-old')
    },
    identityLast4: () => {
      if (intake.identity === null) return
      if (need('identityLast4') && !/^[0-9A-Z]{4}$/.test(folded(intake.identityLast4)))
        lacks('identityLast4', 'last4-form')
    },
    situationCause: () => need('situationCause'),
    situationNote: () => need('situationNote'),
    recentChange: () => need('recentChange'),
    recentChangeOn: () => {
      if (intake.recentChange === null || intake.recentChange === 'none') return
      if (need('recentChangeOn') && (intake.recentChangeOn ?? '') > store.today)
        lacks('recentChangeOn', 'date-in-future')
    },
    assistedReason: () => {
      if (intake.assisted) need('assistedReason')
    },
    assistedPresent: () => {
      if (intake.assisted) need('assistedPresent')
    },
    assistedReadBack: () => {
      if (intake.assisted && !intake.assistedReadBack) lacks('assistedReadBack', 'not-read-back')
    },
    lowerProtectionAcknowledged: () => {
      if (!intake.lowerProtectionAcknowledged) lacks('lowerProtectionAcknowledged', 'not-acknowledged')
    },
    fallbackSecret: () => need('fallbackSecret'),
    mailAddressChecked: () => {
      if (intake.reason === 'issue-mail-missing' && !intake.mailAddressChecked)
        lacks('mailAddressChecked', 'not-checked')
    },
    addressConfirmed: () => {
      if (!intake.addressConfirmed) lacks('addressConfirmed', 'not-checked')
    },
    originalKeptAt: () => need('originalKeptAt'),
    redirectReason: () => {
      if (store.redirectReasonNeeded && isEmpty(intake.redirectReason))
        lacks('redirectReason', 'reason-for-redirect')
    },
    branchReason: () => {
      if (!store.dealingBranchIsOurs && isEmpty(intake.branchReason))
        lacks('branchReason', 'reason-for-branch')
    },
  }
  for (const field of fields) rules[field]?.()
  return missing
}

/** Documents that bear a day of issue instead of a day of expiry. */
export const neverExpires = (document: IdentityDocument): boolean =>
  document === 'seal-certificate' || document === 'company-registry'

export type Mark = 'same' | 'differs' | 'open'

/** How one line of the paper stands against the store, for the spine of marks between them. */
export function markOf(
  field: IntakeField,
  intake: Intake,
  store: StoreSide,
  fields: readonly IntakeField[],
): Mark {
  const value = intake[field]
  if (isEmpty(value)) return 'open'
  switch (field) {
    case 'customerId':
      return sameText(intake.customerId, store.customerId) ? 'same' : 'differs'
    case 'customerName':
      return sameText(intake.customerName, store.customerName) ? 'same' : 'differs'
    case 'accountNumber':
      return store.accountMatches === null ? 'open' : store.accountMatches ? 'same' : 'differs'
    case 'oldSerial':
      return sameText(intake.oldSerial, store.oldSerial) ? 'same' : 'differs'
    default:
      return missingFrom(intake, store, fields).some((missing) => missing.field === field)
        ? 'differs'
        : 'same'
  }
}

/** Width, case and spaces do not make two numbers or names different (R-000-24). */
const folded = (text: string | null): string =>
  (text ?? '').normalize('NFKC').replace(/\s/gu, '').toUpperCase()
export const sameText = (a: string | null, b: string | null): boolean => folded(a) === folded(b)

const isEmpty = (value: Intake[IntakeField]): boolean =>
  value === null || (typeof value === 'string' && value.trim() === '')

/** The same day six months later, or the last day of that month. */
function sixMonthsAfter(day: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const target = new Date(Date.UTC(year, month - 1 + 6, 1))
  const lastDay = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate()
  target.setUTCDate(Math.min(date, lastDay))
  return target.toISOString().slice(0, 10)
}
