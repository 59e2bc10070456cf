import { createHash } from 'node:crypto'
import { KDF_FLOOR } from '#main/keys/kdf'
import type { Keys } from '#main/keys/keys'
import { peopleWithSlots } from '#main/keys/ring-file'
import { sealSeed } from '#main/keys/seal'
import { type PracticeParameters, practiceCode, USUAL } from '#main/practice/codes'
import { practiceContracts } from '#main/practice/contracts'
import {
  PRACTICE,
  practicePeople,
  practiceSerials,
  practiceStaffSeed,
  practiceTokenSeed,
} from '#main/practice/people'
import {
  type PracticeBox,
  type PracticeToken,
  practiceSafe,
  practiceStepsAhead,
  SAFE_KEEPERS,
} from '#main/practice/safe'
import type { TokenRow } from '#main/store/records'
import type { Reads, Writes } from '#main/store/tables'
import { BranchNo, type Instant, Serial, StaffNo } from '#shared/ids'
import type { OutputOf } from '#shared/operations'
import type { ServiceId } from '#shared/profiles'
import { foldSerial } from '#shared/text/serial'
import type { Reading } from '../clock.ts'
import type { Premises } from '../premises.ts'
import { foundBranch } from './opening.ts'

type Shown = OutputOf<'practice.tokens'>[number]

/** How many free tokens of a model stand in the panel: the next to be allocated, and the one after it. */
const NEXT = 2
/** Of how many applications the token stands there. */
const UNDER_WAY = 8

/**
 * The practice branch: published people and tokens, the sample of fictional contracts, and a safe in which every job
 * with hardware can be tried at once.
 *
 * @param boxes what lies in the safe
 */
export async function foundPractice(
  premises: Premises,
  boxes: (now: Instant) => readonly PracticeBox[] = practiceSafe,
): Promise<void> {
  const contracts = practiceContracts()
  await foundBranch(premises, 'practice', {
    institution: PRACTICE.institution,
    branchNo: BranchNo.parse(PRACTICE.branchNo),
    branchName: PRACTICE.branchName,
    people: practicePeople.map((person) => ({
      ...person,
      person: `practice-${person.staff}`,
      seed: practiceStaffSeed(person.staff),
      spentStep: null,
    })),
    kdf: KDF_FLOOR,
    furnish: (db, keys, now) => {
      const safe = boxes(now.instant)
      for (const serial of practiceSerials) know(db, keys, { serial, at: now.instant })
      // Known before their customers are: a serial of the contracts' file is then one of ours.
      for (const { service, parameters, at, tokens } of safe) {
        for (const { serial, tombstone = null } of tokens) {
          know(db, keys, { serial, at, service, parameters, tombstone })
        }
      }
      for (const contract of contracts) db.contracts.put(contract, now.instant)
      for (const box of safe) fill(db, box)
    },
  })
}

/** A token of ours becomes known with its published seed: one that customers bring, or with `service` one of the safe. */
function know(
  db: Writes,
  keys: Keys,
  token: {
    readonly serial: Serial
    readonly at: Instant
    readonly service?: ServiceId
    readonly parameters?: PracticeParameters
    readonly tombstone?: TokenRow['tombstone']
  },
): void {
  const { serial, at, service = null, parameters = USUAL, tombstone = null } = token
  const bound = {
    serial,
    rowId: `practice-${serial}`,
    algorithm: parameters.algorithm,
    digits: parameters.digits,
    period: parameters.periodSeconds,
  } as const
  const seed = practiceTokenSeed(serial)
  db.tokens.add({
    serial,
    row_id: bound.rowId,
    origin: 'own',
    medium: service === null ? 'soft' : 'hard',
    service,
    seed: sealSeed(keys, seed, { ...bound, pool: 'customer', keyVersion: keys.version('seeds') }),
    kind: 'totp',
    algorithm: parameters.algorithm,
    digits: parameters.digits,
    period_seconds: parameters.periodSeconds,
    high_water: null,
    drift: 0,
    counter: 0,
    failures: 0,
    locked: 0,
    tombstone,
    known_since: at,
  })
  seed.fill(0)
}

/** A box with its tokens, each of which goes the way it has gone: by the life table, as everything in the safe does. */
function fill(db: Writes, { service, model, fileName, at, tokens }: PracticeBox): void {
  const { box } = db.stock.addBox(PRACTICE.branchNo, {
    service,
    model,
    source: 'file',
    file_name: fileName,
    sha256: createHash('sha256').update(`PRACTICE-${fileName}`, 'utf8').digest('hex'),
    tokens: tokens.length,
    first_serial: tokens.at(0)?.serial ?? null,
    last_serial: tokens.at(-1)?.serial ?? null,
    at,
    ...SAFE_KEEPERS,
  })
  // Only where the service's tokens have it printed on them (R-003-14).
  const { hardwareExpiry } = db.profiles.current(service)
  const isPrinted = hardwareExpiry !== null && hardwareExpiry !== 'not-applicable'
  for (const { serial, validUntil, way, shown = [] } of tokens) {
    const arrival = { serial, service, model, box, valid_from: null, valid_until: validUntil }
    db.stock.receive({ ...arrival, printed_expiry: null }, at)
    for (const move of way) walk(db, serial, move, isPrinted ? validUntil : null)
    for (const { at: seen, drift } of shown) showDrift(db, serial, seen, drift)
  }
}

/** An accepted code has shown how far the token's clock is off, and that is remembered of it. */
function showDrift(db: Writes, serial: Serial, at: Instant, drift: number): void {
  const row = db.tokens.find(serial)
  if (row?.period_seconds == null) throw new Error(`${serial} has no clock`)
  db.drift.note({ serial, at, how: 'code', drift, periodSeconds: row.period_seconds })
  db.tokens.change(row, { drift })
}

function walk(db: Writes, serial: Serial, move: PracticeToken['way'][number], printed: Instant | null): void {
  const row = db.stock.find(serial)
  if (row === undefined) throw new Error(`${serial} never came`)
  const { event, at, why, contractNo } = move
  const moved = db.stock.move(row, event, {
    at,
    why,
    ...SAFE_KEEPERS,
    changes: {
      ...(contractNo === undefined ? {} : { contract_no: contractNo }),
      ...(event === 'inspect' && printed !== null ? { printed_expiry: printed } : {}),
    },
  })
  if (!moved.ok) throw new Error(`${serial} cannot ${event} from ${row.state}`)
}

/** Everybody's codes now, for the panel: staff, customers' own tokens, those of the safe that are next, and `asked`. */
export function practiceTokens(premises: Premises, now: Reading, asked: string): readonly Shown[] {
  const db = premises.branch?.store.read
  return [
    ...staffShown(premises, db).map(({ staff, name, role, passphrase }) => ({
      kind: 'staff' as const,
      label: staff,
      name,
      role,
      passphrase,
      periodSeconds: USUAL.periodSeconds,
      ...practiceCode(practiceStaffSeed(staff), now.wall),
    })),
    ...practiceSerials.map((serial) => tokenShown('customer', serial, '', now, USUAL)),
    ...(db === undefined ? [] : nextOfSafe(db, now)),
    ...(asked === '' ? [] : askedFor(db, now, asked)),
  ]
}

/** The published seed of whoever is given a token at the practice branch; the caller's to wipe. */
export const practiceSeed = (staff: StaffNo): Buffer => practiceStaffSeed(staff)

/** Everybody who has a slot: those who come with the branch, and those whom somebody practised to add. */
function staffShown(premises: Premises, db: Reads | undefined) {
  const slots = peopleWithSlots(premises.dirOf('practice')).map(({ staff }) => StaffNo.parse(staff))
  return [
    ...practicePeople.filter(({ staff }) => slots.includes(staff)),
    ...slots
      .filter((staff) => !practicePeople.some((person) => person.staff === staff))
      .map((staff) => ({ staff, name: db?.people.nameOf(staff) ?? staff, role: null, passphrase: null })),
  ]
}

function tokenShown(
  kind: Exclude<Shown['kind'], 'staff'>,
  serial: string,
  name: string,
  now: Reading,
  parameters: PracticeParameters,
): Shown {
  return {
    kind,
    label: serial,
    name,
    role: null,
    passphrase: null,
    periodSeconds: parameters.periodSeconds,
    ...practiceCode(
      practiceTokenSeed(serial),
      now.wall + practiceStepsAhead(serial) * parameters.periodSeconds * 1000,
      parameters,
    ),
  }
}

/** Tokens of applications under way with their addressee, and of each model the next ones to be allocated. */
function nextOfSafe(db: Reads, now: Reading): readonly Shown[] {
  const underWay = (['awaiting-dispatch', 'in-transit', 'returned', 'awaiting-registration'] as const)
    .flatMap((state) => db.cases.newestInState(state, UNDER_WAY))
    .flatMap(({ case_no }) => db.parcels.underWay(case_no) ?? [])
    .map(({ serial, addressee }) => ({ serial, name: addressee }))
  const free = db.profiles
    .all()
    .flatMap(({ id, tokenModels }) => tokenModels.map(({ code, hardware }) => ({ id, code, hardware })))
    .flatMap(({ id, code, hardware }) =>
      hardware === undefined ? [] : db.stock.free(id, code, now.instant, NEXT),
    )
    .map(({ serial }) => ({ serial, name: '' }))
  return [...underWay.slice(0, UNDER_WAY), ...free].flatMap(({ serial, name }) => {
    const parameters = parametersOf(db.tokens.find(serial))
    return parameters === undefined ? [] : [tokenShown('safe', serial, name, now, parameters)]
  })
}

/**
 * Any serial: as its token makes codes where it is ours. One that is not in the safe yet, because its seed file is only
 * being rehearsed, is shown as a service with such serials would have it: digits alone come with a code a minute.
 */
function askedFor(db: Reads | undefined, now: Reading, asked: string): readonly Shown[] {
  const serial = Serial.safeParse(foldSerial(asked))
  if (!serial.success) return []
  const row = db?.tokens.find(serial.data)
  const guess = { ...USUAL, periodSeconds: /^\d+$/.test(serial.data) ? 60 : 30 } as const
  const parameters = row === undefined ? guess : parametersOf(row)
  return parameters === undefined ? [] : [tokenShown('asked', serial.data, '', now, parameters)]
}

/** How a token of ours makes its codes; undefined for a vendor's, and for one that counts. */
function parametersOf(row: TokenRow | undefined): PracticeParameters | undefined {
  if (row === undefined || row.kind !== 'totp') return undefined
  const { algorithm, digits, period_seconds: periodSeconds } = row
  return algorithm === null || digits === null || periodSeconds === null
    ? undefined
    : { algorithm, digits, periodSeconds }
}
