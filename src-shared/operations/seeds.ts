import { z } from 'zod'
import { command, errand, query } from '../contract.ts'
import { Instant, RecordNo, Serial, ServiceId } from '../ids.ts'
import { SEED_FACTS } from '../seeds.ts'
import { secondRefusals } from './second.ts'

/**
 * 入庫: a vendor's seed file becomes stock. Chosen, opened with a transport key that two supervisors hold in halves,
 * rehearsed 下読み without writing anything, proven with live codes of samples, and written as a whole by both.
 */

const importers = ['supervisor'] as const

export const SeedFileView = z.strictObject({
  /** Names this file while it is open; gone with the session. */
  file: z.string(),
  fileName: z.string(),
  bytes: z.number(),
  format: z.enum(['pskc', 'csv']),
  protection: z.enum(['plain', 'key', 'password']),
  /** What the file calls its transport key. */
  keyName: z.string().nullable(),
  /** Secrets stand in it unprotected, and this branch does not take such files until two supervisors allow it. */
  plainRefused: z.boolean(),
  /** Halves of the transport key that are in. */
  halves: z.int().min(0).max(2),
})
export type SeedFileView = z.infer<typeof SeedFileView>

export const SeedRow = z.strictObject({
  key: z.int(),
  line: z.int(),
  serial: z.string().nullable(),
  /** `new`: will be written. The others are not, and then nothing is. */
  finding: z.enum(['new', 'same', 'changed', 'refused']),
  /** Why not: a code of SEED_PROBLEMS. */
  code: z.string().nullable(),
  facts: z.partialRecord(z.enum(SEED_FACTS), z.union([z.string(), z.number()])),
  kind: z.enum(['totp', 'hotp']).nullable(),
  algorithm: z.string().nullable(),
  digits: z.int().nullable(),
  periodSeconds: z.int().nullable(),
  counter: z.number().nullable(),
  validFrom: Instant.nullable(),
  validUntil: Instant.nullable(),
  /** What the file did not say and was taken for granted. */
  assumed: z.array(z.string()),
})
export type SeedRow = z.infer<typeof SeedRow>

export const SeedRehearsal = z.strictObject({
  plan: z.string(),
  fileName: z.string(),
  format: z.enum(['pskc', 'csv']),
  protection: z.enum(['plain', 'key', 'password']),
  /** The first eight characters of the file's SHA-256, by which both persons name the same file. */
  fingerprint: z.string(),
  /** This very file was written already: writing it again does nothing. */
  writtenAs: RecordNo.nullable(),
  service: ServiceId,
  model: z.string(),
  keys: z.int(),
  new: z.int(),
  same: z.int(),
  changed: z.int(),
  refused: z.int(),
  /** How often each way of computing codes occurs. */
  parameters: z.array(
    z.strictObject({
      kind: z.enum(['totp', 'hotp']),
      algorithm: z.string(),
      digits: z.int(),
      periodSeconds: z.int().nullable(),
      keys: z.int(),
      assumed: z.array(z.string()),
    }),
  ),
  encodings: z.array(z.strictObject({ encoding: z.enum(['hex', 'base32', 'base64']), keys: z.int() })),
  earliestExpiry: Instant.nullable(),
  latestExpiry: Instant.nullable(),
  first: z.string().nullable(),
  last: z.string().nullable(),
  /** Drawn by the desk; each must show one right code before anything is written. At most three. */
  samples: z.array(z.strictObject({ serial: z.string(), proven: z.boolean() })),
})
export type SeedRehearsal = z.infer<typeof SeedRehearsal>

export const seedOperations = {
  /** Lets the person choose a seed file and reads its head. Null when they changed their mind. */
  'seeds.choose': errand({
    from: ['desk'],
    may: importers,
    input: z.strictObject({}),
    output: SeedFileView.nullable(),
    refusals: ['seed-file-refused'],
  }),
  /**
   * One half of the transport key, hexadecimal, with the check value printed beside it. The first half is typed by whoever
   * is signed in, the second by the second person (`seed-key`), who is a supervisor too (IMP-13).
   */
  'seeds.half': errand({
    from: ['desk'],
    may: importers,
    input: z.strictObject({
      file: z.string().max(64),
      which: z.union([z.literal(1), z.literal(2)]),
      half: z.string().max(200),
      checkValue: z.string().max(20),
    }),
    output: z.strictObject({ halves: z.int(), checkValueOfBoth: z.string().nullable() }),
    refusals: ['seed-file-unknown', 'seed-half-malformed', 'check-value-wrong', ...secondRefusals],
  }),
  /** Reads the whole file and says what it would do. Writes nothing. */
  'seeds.rehearse': errand({
    from: ['desk'],
    may: importers,
    input: z.strictObject({
      file: z.string().max(64),
      service: ServiceId,
      model: z.string().max(40),
      password: z.string().max(512).nullable(),
    }),
    output: SeedRehearsal,
    refusals: [
      'seed-file-unknown',
      'seed-file-refused',
      'seed-key-missing',
      'plain-seeds-refused',
      'model-unknown',
    ],
  }),
  'seeds.progress': query({
    from: ['desk'],
    may: importers,
    input: z.strictObject({}),
    output: z
      .strictObject({
        step: z.enum(['reading', 'preparing', 'writing']),
        done: z.number(),
        of: z.number(),
        keys: z.int(),
      })
      .nullable(),
    refusals: [],
  }),
  /** Stops reading or preparing, or lets a rehearsal go. Nothing was written, and nothing is. */
  'seeds.cancel': errand({
    from: ['desk'],
    may: importers,
    input: z.strictObject({}),
    output: z.strictObject({}),
    refusals: [],
  }),
  /** The lines of a rehearsal, for the eye. */
  'seeds.rows': query({
    from: ['desk'],
    may: importers,
    input: z.strictObject({
      plan: z.string().max(64),
      only: z.enum(['all', 'new', 'same', 'changed', 'refused']),
      from: z.int().min(0),
    }),
    output: z.strictObject({ rows: z.array(SeedRow).max(200), total: z.int() }),
    refusals: ['seed-plan-unknown'],
  }),
  /** A live code of one of the tokens of the rehearsal. Tells whether it fits, and if not, which parameters it would fit. */
  'seeds.try-code': errand({
    from: ['desk'],
    may: importers,
    input: z.strictObject({ plan: z.string().max(64), serial: z.string().max(40), code: z.string().max(32) }),
    output: z.strictObject({
      fits: z.boolean(),
      /** Only where the file had not said it. */
      proposal: z
        .strictObject({
          algorithm: z.enum(['SHA1', 'SHA256']),
          periodSeconds: z.union([z.literal(30), z.literal(60)]),
        })
        .nullable(),
      samples: z.array(z.strictObject({ serial: z.string(), proven: z.boolean() })),
    }),
    refusals: ['seed-plan-unknown', 'token-unknown', 'clock-untrusted'],
  }),
  /** Takes a proposal for every key whose file did not say. The samples have to be proven again. */
  'seeds.take-proposal': errand({
    from: ['desk'],
    may: importers,
    input: z.strictObject({
      plan: z.string().max(64),
      algorithm: z.enum(['SHA1', 'SHA256']),
      periodSeconds: z.union([z.literal(30), z.literal(60)]),
    }),
    output: SeedRehearsal,
    refusals: ['seed-plan-unknown'],
  }),
  /** Saves which serials were refused and why, without any secret, for whoever prepares the next file. */
  'seeds.retry-list': errand({
    from: ['desk'],
    may: importers,
    input: z.strictObject({ plan: z.string().max(64) }),
    output: z.strictObject({ fileName: z.string().nullable() }),
    refusals: ['seed-plan-unknown', 'save-cancelled'],
  }),
  /**
   * Writes exactly what was rehearsed, whole or not at all, with the second supervisor (`seed-commit`). A file that was
   * written before is not written again.
   */
  'seeds.commit': errand({
    from: ['desk'],
    may: importers,
    input: z.strictObject({ plan: z.string().max(64) }),
    output: z.strictObject({ box: RecordNo, added: z.int(), already: z.boolean() }),
    refusals: [
      'seed-plan-unknown',
      'seeds-refused-among',
      'samples-unproven',
      'clock-untrusted',
      ...secondRefusals,
    ],
  }),
  /** Whether this branch takes files whose secrets are unprotected; changed by two supervisors (`plain-seeds`, IMP-11). */
  'seeds.allow-plain': command({
    from: ['desk'],
    may: importers,
    input: z.strictObject({ allow: z.boolean() }),
    output: z.strictObject({ allow: z.boolean() }),
    refusals: [...secondRefusals],
  }),
  'seeds.policy': query({
    from: ['desk'],
    may: ['supervisor', 'administrator', 'auditor', 'back-office', 'teller'],
    input: z.strictObject({}),
    output: z.strictObject({ plainAllowed: z.boolean() }),
    refusals: [],
  }),
}

/** Files that were written: the boxes and when they came. */
export const SeedBox = z.strictObject({
  box: RecordNo,
  service: ServiceId,
  model: z.string(),
  fileName: z.string(),
  /** From a vendor's file, or from another branch. */
  from: z.enum(['file', 'transfer']),
  tokens: z.int(),
  first: Serial.nullable(),
  last: Serial.nullable(),
  at: Instant,
  byName: z.string(),
  secondName: z.string(),
  /** How many are in each state now. */
  received: z.int(),
  inspected: z.int(),
  inStock: z.int(),
})
export type SeedBox = z.infer<typeof SeedBox>
