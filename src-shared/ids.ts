import { z } from 'zod'
import { serviceId } from './profiles.ts'

/**
 * Names of things, branded so that a serial cannot be passed where a contract number is due. They are made
 * only by parsing, and parsing never repairs: folding what a person typed is the business of `text/`.
 */

/** An instant: ISO 8601, UTC, milliseconds. Shown to people in Asia/Tokyo only. */
export const Instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
  .brand<'Instant'>()
export type Instant = z.infer<typeof Instant>

/** A day of the calendar in Asia/Tokyo, `YYYY-MM-DD`. */
export const CalendarDate = z.iso.date().brand<'CalendarDate'>()
export type CalendarDate = z.infer<typeof CalendarDate>

/** A staff number as printed on the badge: one letter and four digits, `S0127`. */
export const StaffNo = z
  .string()
  .regex(/^[A-Z]\d{4}$/)
  .brand<'StaffNo'>()
export type StaffNo = z.infer<typeof StaffNo>

/** The number of a contract in the contract master. */
export const ContractNo = z
  .string()
  .regex(/^[0-9A-Z-]{1,20}$/)
  .brand<'ContractNo'>()
export type ContractNo = z.infer<typeof ContractNo>

/** A token's serial, folded (upper case, half width). The service may call it トークンID or シリアル番号. */
export const Serial = z
  .string()
  .regex(/^[0-9A-Z]{4,20}$/)
  .brand<'Serial'>()
export type Serial = z.infer<typeof Serial>

/** 受付番号: branch, day, running number of that day, `012-261121-001`. Issued when the case is opened. */
export const CaseNo = z
  .string()
  .regex(/^\d{3}-\d{6}-\d{3}$/)
  .brand<'CaseNo'>()
export type CaseNo = z.infer<typeof CaseNo>

/** 控え番号: branch and a running number without gaps, `R-012-000123`. Issued when a case is executed. */
export const ReceiptNo = z
  .string()
  .regex(/^R-\d{3}-\d{6}$/)
  .brand<'ReceiptNo'>()
export type ReceiptNo = z.infer<typeof ReceiptNo>

/** A parcel: the case it belongs to and a running number, `012-261121-001/1`; one more for each sending. */
export const ParcelId = z
  .string()
  .regex(/^\d{3}-\d{6}-\d{3}\/\d{1,2}$/)
  .brand<'ParcelId'>()
export type ParcelId = z.infer<typeof ParcelId>

/** A numbered record of the safe: stocktake `ST`, destruction `DS`, transfer `TR`, box `BX`, mail bag `MB`, campaign `CP`, e.g. `ST-012-000007`. */
export const RecordNo = z
  .string()
  .regex(/^(ST|DS|TR|BX|MB|CP)-\d{3}-\d{6}$/)
  .brand<'RecordNo'>()
export type RecordNo = z.infer<typeof RecordNo>

/** A branch number, three digits. */
export const BranchNo = z
  .string()
  .regex(/^\d{3}$/)
  .brand<'BranchNo'>()
export type BranchNo = z.infer<typeof BranchNo>

/** The name of a service profile. What the service does is asked of the profile, never of this name. */
export const ServiceId = serviceId
export type ServiceId = z.infer<typeof ServiceId>
