import { z } from 'zod'
import { command, errand, query } from '../contract.ts'
import { Instant, StaffNo } from '../ids.ts'
import { Role } from '../staff.ts'
import { secondRefusals } from './second.ts'
import { TypedCode } from './session.ts'

/**
 * The keys of the branch 鍵の管理: the recovery cards 復旧カード, three on paper of which any two open the branch; the rotation
 * 鍵の更新 of each key; and the way back in when nobody can sign in any more.
 */

/** The keys that are replaced one by one; what each is for stands in the words. */
export const KeyPurpose = z.enum(['database', 'seeds', 'rows', 'signing', 'staff', 'export'])
export type KeyPurpose = z.infer<typeof KeyPurpose>

/** One card as somebody types it from paper: full-width or small letters, any spaces. */
const TypedCard = z.string().min(1).max(200)
export const TwoCards = z.array(TypedCard).length(2)
const Passphrase = z.string().min(1).max(512)
/** Two colleagues who choose new passphrases, each with a code of their own token. */
export const TwoPeople = z
  .array(z.strictObject({ staff: StaffNo, passphrase: Passphrase, code: TypedCode }))
  .length(2)
export const twoPeopleRefusals = [
  'two-persons-needed',
  'supervisor-needed',
  'sign-in-refused',
  'passphrase-weak',
  'staff-code-refused',
] as const

/**
 * Why two cards do not open anything. `damaged-first`, `damaged-second`: a letter is wrong. `none`: the ring has no cards
 * that would open it, because none were made or the last ones were used. `not-of-backup`, `backup-without`: of a backup,
 * which opens with the cards of its own time alone.
 */
export const CardsReason = z.enum([
  'damaged-first',
  'damaged-second',
  'alike',
  'of-two-issues',
  'superseded',
  'foreign',
  'none',
  'not-of-backup',
  'backup-without',
])
export type CardsReason = z.infer<typeof CardsReason>

/** Which of the three. */
export const CardNumber = z.union([z.literal(1), z.literal(2), z.literal(3)])
export type CardNumber = z.infer<typeof CardNumber>

/**
 * What stands on one card. Its text is held by main until the cards are confirmed, by the hidden sheet while it is printed,
 * and by the desk's page while it is shown to be written down.
 */
export const RecoveryCard = z.strictObject({
  card: CardNumber,
  issue: z.int(),
  /** The first eight characters of the installation. */
  installation: z.string(),
  /** Of the key ring that took the cards. */
  generation: z.int(),
  /** Twelve groups of six letters, apart by a space; the last group is check letters. */
  text: z.string(),
  madeAt: Instant,
  madeByName: z.string(),
  madeWithName: z.string(),
})
export type RecoveryCard = z.infer<typeof RecoveryCard>

export const KeyStatus = z.strictObject({
  /** Of the key ring; each change of people, cards or keys is the next one. */
  generation: z.int(),
  /** Whether the key store of the operating system is one of the locks. */
  usesDeviceSecret: z.boolean(),
  /** The first eight characters of the installation, which stand on the cards too. */
  installation: z.string(),
  /** The cards in force, or being made; null where none were ever made. */
  cards: z
    .strictObject({
      issue: z.int(),
      madeAt: Instant.nullable(),
      madeBy: z.string(),
      madeWith: z.string(),
      /** When it was shown that they were written down; null until then. */
      confirmedAt: Instant.nullable(),
      drilledAt: Instant.nullable(),
      /** When the next drill is due. */
      drillDue: Instant.nullable(),
      /** False where they open nothing any more: they were used, or the ring was begun anew. */
      open: z.boolean(),
    })
    .nullable(),
  /** How far each of the three has come that wait at this desk to be put on paper and typed back; null where none do. */
  waiting: z
    .array(z.strictObject({ printed: z.int(), shown: z.boolean() }))
    .length(3)
    .nullable(),
  /** Whether the branch serves anybody as far as cards go. */
  inService: z.boolean(),
  keys: z.array(
    z.strictObject({
      purpose: KeyPurpose,
      version: z.int(),
      since: Instant,
      /** By policy: two years, one for the rows. */
      due: Instant,
    }),
  ),
})
export type KeyStatus = z.infer<typeof KeyStatus>

const heads = ['supervisor', 'administrator'] as const
const clerks = ['teller', 'supervisor', 'back-office', 'administrator'] as const
const openRefusals = [
  'store-missing',
  'standin-refuses-branch',
  'keyring-damaged',
  'keyring-foreign',
  'keyring-newer',
  'database-damaged',
  'database-newer',
  'store-in-use',
  'store-of-other-mode',
  'store-diverged',
  'store-rolled-back',
  'store-read-only',
  'device-secret-missing',
  'device-secret-busy',
] as const

export const keyOperations = {
  'keys.status': query({
    from: ['desk'],
    may: ['teller', 'supervisor', 'back-office', 'administrator', 'auditor'],
    input: z.strictObject({}),
    output: KeyStatus,
    refusals: ['store-not-open'],
  }),
  /**
   * Three new cards; those before open nothing any more. With a second person (`shares`), one of the two a supervisor. Main
   * holds the texts until they are confirmed or whoever made them leaves; until then the branch is not in service.
   */
  'keys.make-cards': errand({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({}),
    output: z.strictObject({ issue: z.int() }),
    refusals: [
      'not-signed-in',
      'store-missing',
      'keyring-damaged',
      'keyring-foreign',
      'keyring-newer',
      ...secondRefusals,
    ],
  }),
  /**
   * One card on paper of its own, until it was typed back. Saved as a file in practice alone. The first time a card comes
   * out, on paper or on the screen, belongs to its making; any other time, and any time after the desk was locked, needs a
   * second person (`shares`, about the card's number).
   */
  'keys.print-card': errand({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({
      card: CardNumber,
      language: z.enum(['ja', 'en']).default('ja'),
      to: z.enum(['pdf', 'printer']),
    }),
    output: z.strictObject({ pages: z.int(), fileName: z.string().nullable() }),
    refusals: [
      'not-signed-in',
      'cards-not-waiting',
      'card-to-file',
      'print-failed',
      'save-cancelled',
      ...secondRefusals,
    ],
  }),
  /** The text of one card, for whoever has no printer and writes it down. A second person: as for printing. */
  'keys.show-card': errand({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ card: CardNumber }),
    output: z.strictObject({ text: z.string() }),
    refusals: ['not-signed-in', 'cards-not-waiting', ...secondRefusals],
  }),
  /** The last group of each card, typed back from the paper. */
  'keys.confirm-cards': command({
    from: ['desk'],
    may: clerks,
    input: z.strictObject({ groups: z.array(TypedCard).length(3) }),
    output: z.strictObject({}),
    refusals: ['cards-not-waiting', 'card-group-differs'],
  }),
  /** Two cards out of their envelopes: do they still open? Nothing is changed, and it is written down. */
  'keys.drill': errand({
    from: ['desk'],
    may: heads,
    input: z.strictObject({ cards: TwoCards }),
    output: z.strictObject({ issue: z.int() }),
    refusals: ['not-signed-in', 'cards-refused', 'keyring-damaged', 'sign-in-delayed'],
  }),
  /** Replaces one key. With a second person (`rotate`, about the purpose). Everybody's work stands still meanwhile. */
  'keys.rotate': errand({
    from: ['desk'],
    may: heads,
    input: z.strictObject({ purpose: KeyPurpose }),
    output: z.strictObject({ version: z.int() }),
    refusals: ['not-signed-in', ...openRefusals, 'disk-full', ...secondRefusals],
  }),
  /**
   * Begins the key ring anew for the two who are here (`rotate`, about `master`), under a new master key. Everybody else
   * needs a first secret afterwards, and the cards are made anew.
   */
  'keys.begin-anew': errand({
    from: ['desk'],
    may: heads,
    input: z.strictObject({ passphrase: Passphrase, secondPassphrase: Passphrase }),
    output: z.strictObject({ without: z.array(z.string()) }),
    refusals: [
      'not-signed-in',
      'keyring-damaged',
      'device-secret-missing',
      'device-secret-busy',
      'sign-in-refused',
      'sign-in-delayed',
      'sign-in-disabled',
      ...secondRefusals,
    ],
  }),

  /** The way back in with two cards: who is known here. Opens the branch, looks, and closes it again. */
  'recovery.open': errand({
    from: ['desk'],
    may: 'anyone',
    input: z.strictObject({ cards: TwoCards }),
    output: z.strictObject({
      issue: z.int(),
      people: z.array(z.strictObject({ staff: StaffNo, name: z.string(), role: Role })),
    }),
    refusals: [...openRefusals, 'cards-refused', 'sign-in-delayed'],
  }),
  /**
   * Two colleagues, one of them a supervisor, choose new passphrases and prove themselves with a code of their own token.
   * Their slots replace all others, the cards are spent, and where a key store is there it takes a new secret.
   */
  'recovery.complete': errand({
    from: ['desk'],
    may: 'anyone',
    input: z.strictObject({
      cards: TwoCards,
      people: TwoPeople,
    }),
    output: z.strictObject({
      /** Who needs a first secret now. */
      without: z.array(z.string()),
    }),
    refusals: [...openRefusals, 'cards-refused', 'sign-in-delayed', ...twoPeopleRefusals],
  }),
}
