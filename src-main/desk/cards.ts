import { cardsOf, issueCards } from '#main/keys/cards'
import { lastGroup, plainLetters, shortId } from '#main/keys/recovery'
import type { Instant, StaffNo } from '#shared/ids'
import type { CardNumber, KeyStatus, RecoveryCard } from '#shared/operations/keys'
import { type Refusal, refuse } from '#shared/refusals'
import { err, ok, type Result } from '#shared/result'
import type { Reading } from '../clock.ts'
import { type Branch, by, type Premises, type Session } from '../premises.ts'
import type { Handlers, ServiceRule } from './handlers.ts'
import { bringOut, cardPrinted } from './papers.ts'
import { takeSecond } from './second-person.ts'
import { refusalOf } from './staff-proof.ts'

/**
 * The ceremony of the recovery cards 復旧カード: three are made by two people, each is put on paper alone (printed, or written
 * down by hand), and all three are typed back. Until then main holds their texts in memory. Besides, a text is in the
 * hidden sheet while that is printed, and on the desk's page while it is written down by hand; in no file.
 *
 * Two cards open the branch, so one person alone must never get two. The two who made them stand together while each card
 * comes out once. For everything after that they prove themselves again: a card that comes out once more, and every card
 * after the desk was locked.
 */

type Waiting = {
  readonly issue: number
  /** Of the key ring that takes them. */
  readonly generation: number
  readonly cards: readonly string[]
  readonly at: Instant
  readonly by: StaffNo
  readonly with: StaffNo
  /** Where both proved themselves, and when it had been locked last by then. */
  readonly session: Session
  readonly lockedAt: number | undefined
  /** How often each came out of the printer, or is about to. */
  readonly printed: Map<CardNumber, number>
  /** Those that were shown to be written down by hand. */
  readonly shown: Set<CardNumber>
}

/** Cards that were made, while the store they were made over stays open; see `heldIn`. */
const waiting = new WeakMap<Branch, Waiting>()
/** Whether the cards of an open branch are confirmed and open its ring; asked with every command, and read once. */
const confirmed = new WeakMap<Branch, boolean>()

/** Whether the open branch has cards that open it and were shown to be written down. Practice needs none. */
export function hasConfirmedCards(branch: Branch): boolean {
  return branch.mode === 'practice' || areConfirmed(branch)
}

function areConfirmed(branch: Branch): boolean {
  const known = confirmed.get(branch)
  if (known !== undefined) return known
  const ring = cardsOf(branch.dir)
  const last = branch.store.read.keyEvents.lastOfCards()
  const are = ring?.open === true && last?.kind === 'cards-confirmed' && last.facts.issue === ring.issue
  confirmed.set(branch, are)
  // Asked of the book, which says so only once it is durable: a disk that was full then leaves them to be typed back.
  if (are) waiting.delete(branch)
  return are
}

/** The cards that were made at this desk and not typed back yet. */
function heldIn(branch: Branch): Waiting | undefined {
  if (areConfirmed(branch)) return undefined
  const held = waiting.get(branch)
  return held?.issue === cardsOf(branch.dir)?.issue ? held : undefined
}

/** Whoever stands beside the first one where a card comes out that does not belong to the making any more. */
function besideFor(
  premises: Premises,
  session: Session,
  held: Waiting,
  card: CardNumber,
  now: Reading,
): Result<{ readonly with?: StaffNo }, SecondRefusal> {
  const same = held.session === session && held.lockedAt === session.lockedAt
  const first = !held.shown.has(card) && (held.printed.get(card) ?? 0) === 0
  if (same && first) return ok({})
  const second = takeSecond(premises, session.staff, 'shares', String(card), now, {
    supervisor: session.staff.role !== 'supervisor',
  })
  return second.ok ? ok({ with: second.value.staff }) : second
}

/** Something was done to the cards: whether they are in force is looked up anew. */
export const cardsChanged = (branch: Branch): void => void confirmed.delete(branch)

/** How far each card that waits has come, in their order; null where none wait. */
export function cardsWaiting(branch: Branch): KeyStatus['waiting'] {
  const held = heldIn(branch)
  if (held === undefined) return null
  return CARDS.map((card) => ({ printed: held.printed.get(card) ?? 0, shown: held.shown.has(card) }))
}

const CARDS: readonly CardNumber[] = [1, 2, 3]

/** Before the branch serves anybody, three cards lie in their envelopes (AUT-11), and after they were used, three new ones (BAK-06). */
export const cardsRule: ServiceRule = {
  wayOut: [
    'keys.make-cards',
    'keys.print-card',
    'keys.show-card',
    'keys.confirm-cards',
    'recovery.open',
    'recovery.complete',
    // What a restore left to be done is on paper before anybody is served.
    'paper.print',
    'opening.check',
    'opening.override',
  ],
  holds: ({ branch }) =>
    branch === undefined || hasConfirmedCards(branch) ? undefined : { code: 'cards-missing' },
}

/** What is printed on one card. */
function cardSheet({ keys, store }: Branch, held: Waiting, card: CardNumber): RecoveryCard {
  const { people } = store.read
  return {
    card,
    issue: held.issue,
    installation: shortId(keys.installation),
    generation: held.generation,
    text: held.cards[card - 1] ?? '',
    madeAt: held.at,
    madeByName: people.nameOf(held.by),
    madeWithName: people.nameOf(held.with),
  }
}

type SecondRefusal = Refusal<
  'second-missing' | 'second-expired' | 'second-is-first' | 'second-not-supervisor'
>
type RingRefusal = 'not-signed-in' | 'store-missing' | 'keyring-damaged' | 'keyring-foreign' | 'keyring-newer'

export const cardHandlers: Handlers<
  'keys.make-cards' | 'keys.print-card' | 'keys.show-card' | 'keys.confirm-cards'
> = {
  'keys.make-cards': async (_request, { premises, now }) => {
    const { branch, session } = premises
    if (branch === undefined || session === undefined) return refuse('not-signed-in', {})
    const second = takeSecond(premises, session.staff, 'shares', '', now, {
      // One of the two is enough: a new branch may have but one.
      supervisor: session.staff.role !== 'supervisor',
    })
    if (!second.ok) return second
    const issued = issueCards(branch.dir, branch.keys)
    if (!issued.ok) {
      // One an hour, for seven years.
      if (issued.error === 'too-many-issues') throw new Error('the numbers for issues of cards are used up')
      return err(refusalOf(issued.error) as Refusal<RingRefusal>)
    }
    const { issue, generation, cards } = issued.value
    const both = { by: session.staff.staff, with: second.value.staff }
    const asked = by(premises, now, session.staff, 'keys.make-cards')
    cardsChanged(branch)
    waiting.set(branch, {
      issue,
      generation,
      cards,
      at: now.instant,
      ...both,
      session,
      lockedAt: session.lockedAt,
      printed: new Map(),
      shown: new Set(),
    })
    branch.store.attempt(asked, (db) => {
      db.keyEvents.add({ kind: 'cards-made', at: now.instant, ...both, facts: { issue } })
      return ok({ output: undefined, audit: { event: 'keys.cards-made', facts: { issue, ...both } } })
    })
    branch.store.recordGeneration(asked, generation)
    premises.around.changed()
    return ok({ issue })
  },

  'keys.print-card': async ({ card, language, to }, { premises, now }) => {
    const { branch, session } = premises
    if (branch === undefined || session === undefined) return refuse('not-signed-in', {})
    const held = heldIn(branch)
    if (held === undefined) return refuse('cards-not-waiting', {})
    if (to === 'pdf' && branch.mode !== 'practice') return refuse('card-to-file', {})
    const beside = besideFor(premises, session, held, card, now)
    if (!beside.ok) return beside
    const { issue } = held
    const { staff } = session
    // On record before it is handed over: whatever happens while the printer's window is open, no card is without its
    // entry. One that did not come out after all has the refusal as the next one.
    branch.store.attempt(by(premises, now, staff, 'keys.print-card'), (db) => {
      const copy = cardPrinted(db, issue, card) + 1
      db.prints.add('recovery-card', `${issue}-${card}`, now.instant, staff.staff)
      return ok({
        output: undefined,
        audit: { event: 'keys.card-printed', facts: { issue, card, copy, to, ...beside.value } },
      })
    })
    held.printed.set(card, (held.printed.get(card) ?? 0) + 1)
    const job = {
      request: { paper: 'recovery-card', issue, card },
      language,
      card: cardSheet(branch, held, card),
    } as const
    const brought = await bringOut(premises, branch, job, to, () => undefined)
    if (!brought.ok) held.printed.set(card, (held.printed.get(card) ?? 1) - 1)
    premises.around.changed()
    return brought
  },

  'keys.show-card': async ({ card }, { premises, now }) => {
    const { branch, session } = premises
    if (branch === undefined || session === undefined) return refuse('not-signed-in', {})
    const held = heldIn(branch)
    if (held === undefined) return refuse('cards-not-waiting', {})
    const beside = besideFor(premises, session, held, card, now)
    if (!beside.ok) return beside
    const facts = { issue: held.issue, card, ...beside.value }
    branch.store.attempt(by(premises, now, session.staff, 'keys.show-card'), () =>
      ok({ output: undefined, audit: { event: 'keys.card-shown', facts } }),
    )
    held.shown.add(card)
    premises.around.changed()
    return ok({ text: held.cards[card - 1] ?? '' })
  },

  'keys.confirm-cards': ({ groups }, { premises, staff, now, db }) => {
    const { branch } = premises
    const held = branch === undefined ? undefined : heldIn(branch)
    if (branch === undefined || held === undefined) return refuse('cards-not-waiting', {})
    const wrong = groups.findIndex(
      (group, index) => plainLetters(group) !== lastGroup(held.cards[index] ?? ''),
    )
    if (wrong >= 0) return refuse('card-group-differs', { card: wrong + 1 })
    const { issue } = held
    db.keyEvents.add({
      kind: 'cards-confirmed',
      at: now.instant,
      by: staff.staff,
      with: null,
      facts: { issue },
    })
    cardsChanged(branch)
    const printed = CARDS.filter((card) => (held.printed.get(card) ?? 0) > 0)
    return ok({
      output: {},
      audit: {
        event: 'keys.cards-confirmed',
        facts: { issue, printedCards: printed, byHand: [...held.shown].sort() },
      },
    })
  },
}
