import type { CardsReason } from '../../operations/keys.ts'
import { type RefusalSentences, type Sentence, wordIn } from '../sentence.ts'

/** What, why, and what to do, for keys and recovery cards. */

const CARDS: Readonly<Record<CardsReason, Sentence>> = {
  'damaged-first': {
    what: 'The first card cannot be read.',
    why: 'A letter is wrong or missing.',
    todo: 'Compare the first card with the paper and type it again.',
  },
  'damaged-second': {
    what: 'The second card cannot be read.',
    why: 'A letter is wrong or missing.',
    todo: 'Compare the second card with the paper and type it again.',
  },
  alike: {
    what: 'The same card was entered twice.',
    why: 'It takes two cards of different numbers.',
    todo: 'Enter another one of the three.',
  },
  'of-two-issues': {
    what: 'These two cards do not go together.',
    why: 'They were made at different times.',
    todo: 'Find two cards of the same issue.',
  },
  superseded: {
    what: 'These cards open nothing any more.',
    why: 'New recovery cards were made after them.',
    todo: 'Enter cards of the newest issue.',
  },
  foreign: {
    what: 'These are not the cards of this branch.',
    why: 'The branch’s mark on the card is another one.',
    todo: 'Look for the envelopes of this branch.',
  },
  none: {
    what: 'There are no recovery cards that open.',
    why: 'None were made yet, or they were used once.',
    todo: 'Tell the number to the system administrators. There is a way back through a backup.',
  },
  'not-of-backup': {
    what: 'These cards do not open this backup.',
    why: 'A backup opens with the recovery cards of the issue it was made under, and with no others.',
    todo: 'Enter two cards of the issue shown here, or choose another backup.',
  },
  'backup-without': {
    what: 'No recovery cards open this backup.',
    why: 'There were none when it was made.',
    todo: 'Choose a backup that was made after the recovery cards.',
  },
}
const OTHER: Sentence = {
  what: 'The recovery cards do not open.',
  why: 'The cards and the key file do not fit.',
  todo: 'Tell the number to the system administrators.',
}

export const keyRefusals = {
  'cards-missing': () => ({
    what: 'Make the recovery cards first.',
    why: 'Without cards nobody could open the branch’s records once everybody has forgotten their passphrase.',
    todo: 'Make them with a colleague under “Keys”. The emergency stop works already.',
  }),
  'cards-refused': ({ reason }) => wordIn<Sentence>(CARDS, reason) ?? OTHER,
  'cards-not-waiting': () => ({
    what: 'There are no recovery cards to confirm.',
    why: 'You have signed out since, or they are confirmed already.',
    todo: 'Look under “Keys”, and make the cards again where that is needed.',
  }),
  'card-group-differs': ({ card }) => ({
    what: `The last six letters of card ${card} are different.`,
    why: 'What is on the paper may not be what the screen showed.',
    todo: `Check the paper of card ${card}. If it cannot be read, that card can be printed again.`,
  }),
  'card-to-file': () => ({
    what: 'A recovery card cannot be saved as a file.',
    why: 'A card that is a file can come into anybody’s hands.',
    todo: 'Print it, or write it down by hand.',
  }),
} satisfies Partial<RefusalSentences>
