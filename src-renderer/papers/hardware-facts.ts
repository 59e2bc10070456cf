import { paperHardware as en } from '#shared/messages/en/paper-hardware'
import { paperHardware as ja, type PaperHardwareMessages } from '#shared/messages/ja/paper-hardware'
import type { DispatchView, Parcel } from '#shared/operations/dispatch'
import type { PaperContent } from '#shared/operations/papers'
import {
  addressNumbers,
  afterTown,
  barcodeOf,
  type CustomerBarcode,
  postalCodeForm,
  readPostalCode,
} from '#shared/postal'
import type { ServiceId } from '#shared/profiles'
import { runsOf } from '#shared/serials'
import type { Facts, PaperProfile } from './facts.ts'

/** What the papers of hardware tokens read from their content; pure. */

export const wordsOf = ({ lang }: Facts): PaperHardwareMessages => (lang === 'ja' ? ja : en)

/** The service whose description and words a sheet is printed in; undefined where it is of no service, or of several. */
export function serviceOf({ case: of, contract, record }: PaperContent): ServiceId | undefined {
  if (of !== null) return of.service
  if (contract !== null) return contract.service
  if (record?.kind === 'stocktake') return record.stocktake.service
  if (record?.kind === 'destruction') return record.destruction.service ?? undefined
  return record?.kind === 'letters' ? record.campaign.service : undefined
}

// ── Where it goes ──────────────────────────────────────────────────────────────────────────────────────

export type Mailing = {
  readonly postalCode: string | null
  readonly address: string
  /** The firm above the person's name; empty where there is only one name. */
  readonly firm: string
  readonly name: string
  /** 様 for a person, 御中 for a firm alone; a firm's person is 様 (never both). */
  readonly title: 'person' | 'firm'
}

const takesFirms = (profile: PaperProfile | null): boolean =>
  profile?.customers.some((customer) => customer !== 'person') ?? true

/** The frozen address of a parcel. A firm and its user are one line there, the firm first and a wide blank between. */
export function mailingOf(
  { profile }: Facts,
  { case: of }: Pick<DispatchView, 'case'>,
  { addressee, address, postalCode }: Pick<Parcel, 'addressee' | 'address' | 'postalCode'>,
): Mailing {
  const alone = (title: Mailing['title']): Mailing => ({
    postalCode,
    address,
    firm: '',
    name: addressee,
    title,
  })
  if (takesFirms(profile) && of.target.kind !== 'user') return alone('firm')
  if (addressee === of.customerName) return alone('person')
  // The customer may have another name by now; what was frozen still parts in two.
  const at = addressee.startsWith(`${of.customerName}　`)
    ? of.customerName.length
    : takesFirms(profile)
      ? addressee.lastIndexOf('　')
      : -1
  if (at < 0) return alone('person')
  return {
    postalCode,
    address,
    firm: addressee.slice(0, at),
    name: addressee.slice(at + 1),
    title: 'person',
  }
}

/** To the user of a token at the contract's address; to the customer itself where the token is everybody's. */
export function letterMailing(
  { profile }: Facts,
  to: {
    readonly customerName: string
    readonly userId: string
    readonly userName: string
    readonly postalCode: string | null
    readonly address: string
  },
): Mailing {
  const { customerName, userId, userName, postalCode, address } = to
  if (userId === '' || userName === '')
    return {
      postalCode,
      address,
      firm: '',
      name: customerName,
      title: takesFirms(profile) ? 'firm' : 'person',
    }
  return {
    postalCode,
    address,
    firm: userName === customerName ? '' : customerName,
    name: userName,
    title: 'person',
  }
}

/** The seven digits of a postal code in any writing; undefined where it is none. */
export function postalDigits(text: string | null) {
  const read = readPostalCode(text ?? '')
  return read.ok ? read.value : undefined
}

/** `〒999-0044`; empty where no code is known, and as written where it is none. */
export function postalLine(text: string | null): string {
  const code = postalDigits(text)
  return code === undefined ? (text ?? '') : `〒${postalCodeForm(code)}`
}

export type LabelBarcode =
  | { readonly code: CustomerBarcode; readonly numbers: string }
  | { readonly none: 'no-code' | 'no-town' | 'no-number' }

/** The customer barcode of an address, or why there is none: an address without numbers would be an office's (manual p18). */
export function labelBarcode({ postalCode, address }: Pick<Mailing, 'postalCode' | 'address'>): LabelBarcode {
  const code = postalDigits(postalCode)
  if (code === undefined) return { none: 'no-code' }
  const numbers = addressNumbers(afterTown(address))
  const bars = barcodeOf(code, address)
  if (bars === null) return { none: 'no-town' }
  return numbers === '' ? { none: 'no-number' } : { code: bars, numbers }
}

// ── Serials in rows ────────────────────────────────────────────────────────────────────────────────────

export type SerialRow = { readonly name: string; readonly serials: string; readonly count: number }

/** Serials gathered into ranges, one row each, in the order of the groups. */
export function serialRows(
  { serials }: PaperHardwareMessages,
  groups: ReadonlyMap<string, readonly string[]>,
): readonly SerialRow[] {
  return [...groups].flatMap(([name, members]) =>
    runsOf(members).map(({ first, last, count }) => ({ name, serials: serials(first, last), count })),
  )
}

/** Things by the name of their group, in the order in which the groups turn up. */
export function grouped<Thing>(
  things: readonly Thing[],
  nameOf: (thing: Thing) => string,
  serialOf: (thing: Thing) => string,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>()
  for (const thing of things) {
    const name = nameOf(thing)
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [serialOf(thing)])
    else group.push(serialOf(thing))
  }
  return groups
}

/** Rows spread over pages: so many on the first, so many on each further one. Never without a first page. */
export function pagesOf<Row>(
  rows: readonly Row[],
  first: number,
  later: number,
): readonly (readonly Row[])[] {
  const pages = [rows.slice(0, first)]
  for (let from = first; from < rows.length; from += later) pages.push(rows.slice(from, from + later))
  return pages
}
