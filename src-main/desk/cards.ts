import { cardsOf, issueCards } from '#main/keys/cards'
import { lastGroup, plainLetters, shortId } from '#main/keys/recovery'
import type { Instant, StaffNo } from '#shared/ids'
import type { CardNumber, KeyStatus, RecoveryCard } from '#shared/operations/keys'
import { refuse } from '#shared/refusals'
import { ok } from '#shared/result'
import { type Branch, by } from '../premises.ts'
import type { Handlers, ServiceRule } from './handlers.ts'
import { bringOut, cardPrinted } from './papers.ts'
import { takeSecond } from './second-person.ts'

/**
 * The ceremony of the recovery cards 復旧カード: three are made by two people, each is put on paper alone (printed, or written
 * down by hand), and all three are typed back. Until then main holds their texts, in memory and nowhere else.
 */

type Waiting = {
  readonly issue: number
  /** Of the key ring that takes them. */
  readonly generation: number
  readonly cards: readonly string[]
  readonly at: Instant
  readonly by: StaffNo
  readonly with: StaffNo
  /** Those that were shown to be written down by hand. */
  readonly shown: Set<CardNumber>
}

/** Cards that were made and not typed back yet, while the store they were made over stays open. */
const waiting = new WeakMap<Branch, Waiting>()
/** Whether the cards of an open branch are confirmed and open its ring; asked with every command, and read once. */
const confirmed = new WeakMap<Branch, boolean>()

/** Whether the open branch has cards that open it and were shown to be written down. Practice needs none. */
export function hasConfirmedCards(branch: Branch): boolean {
  if (branch.mode === 'practice') return true
  const known = confirmed.get(branch)
  if (known !== undefined) return known
  const ring = cardsOf(branch.dir)
  const last = branch.store.read.keyEvents.lastOfCards()
  const are = ring?.open === true && last?.kind === 'cards-confirmed' && last.facts.issue === ring.issue
  confirmed.set(branch, are)
  return are
}

/** Something was done to the cards: whether they are in force is looked up anew. */
export const cardsChanged = (branch: Branch): void => void confirmed.delete(branch)

/** How far each card that waits has come, in their order; null where none wait. */
export function cardsWaiting(branch: Branch): KeyStatus['waiting'] {
  const held = waiting.get(branch)
  if (held === undefined || held.issue !== cardsOf(branch.dir)?.issue) return null
  return CARDS.map((card) => ({
    printed: cardPrinted(branch.store.read, held.issue, card),
    shown: held.shown.has(card),
  }))
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
    if (!issued.ok) return refuse('keyring-damaged', {})
    const { issue, generation, cards } = issued.value
    const both = { by: session.staff.staff, with: second.value.staff }
    const asked = by(premises, now, session.staff, 'keys.make-cards')
    cardsChanged(branch)
    waiting.set(branch, { issue, generation, cards, at: now.instant, ...both, shown: new Set() })
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
    const held = waiting.get(branch)
    if (held === undefined) return refuse('cards-not-waiting', {})
    if (to === 'pdf' && branch.mode !== 'practice') return refuse('card-to-file', {})
    const { issue } = held
    const { staff } = session
    return bringOut(
      premises,
      branch,
      {
        request: { paper: 'recovery-card', issue, card },
        language,
        card: cardSheet(branch, held, card),
      },
      to,
      () => {
        branch.store.attempt(by(premises, premises.around.clock.read(), staff, 'keys.print-card'), (db) => {
          const copy = cardPrinted(db, issue, card) + 1
          db.prints.add('recovery-card', `${issue}-${card}`, now.instant, staff.staff)
          return ok({
            output: undefined,
            audit: { event: 'keys.card-printed', facts: { issue, card, copy, to } },
          })
        })
        premises.around.changed()
      },
    )
  },

  'keys.show-card': async ({ card }, { premises, now }) => {
    const { branch, session } = premises
    if (branch === undefined || session === undefined) return refuse('not-signed-in', {})
    const held = waiting.get(branch)
    if (held === undefined) return refuse('cards-not-waiting', {})
    branch.store.attempt(by(premises, now, session.staff, 'keys.show-card'), () =>
      ok({ output: undefined, audit: { event: 'keys.card-shown', facts: { issue: held.issue, card } } }),
    )
    held.shown.add(card)
    premises.around.changed()
    return ok({ text: held.cards[card - 1] ?? '' })
  },

  'keys.confirm-cards': ({ groups }, { premises, staff, now, db }) => {
    const { branch } = premises
    const held = branch === undefined ? undefined : waiting.get(branch)
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
    waiting.delete(branch)
    cardsChanged(branch)
    const printed = CARDS.filter((card) => cardPrinted(db, issue, card) > 0)
    return ok({
      output: {},
      audit: {
        event: 'keys.cards-confirmed',
        facts: { issue, printedCards: printed, byHand: [...held.shown].sort() },
      },
    })
  },
}
