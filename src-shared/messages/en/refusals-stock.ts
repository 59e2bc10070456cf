import { CalendarDate } from '../../ids.ts'
import { formatDate } from '../../text/wareki.ts'
import { type RefusalSentences, wordIn } from '../sentence.ts'
import { type Because, count, start, state, tellSystems } from './refusal-words.ts'
import { words } from './words.ts'

const day = (text: string): string => {
  const date = CalendarDate.safeParse(text)
  return date.success ? formatDate(date.data, 'en') : `“${text}”`
}
const atLine = (line: number): string => (line > 0 ? `Look at line ${line}. ` : '')

const newFile = 'Ask whoever made the file for another one.'
const seedFaults: Readonly<Record<string, Because>> = {
  'not-a-file': { why: 'It is not an ordinary file.', todo: 'Choose the file itself as it arrived.' },
  'file-empty': { why: 'It is empty.', todo: newFile },
  'file-too-large': { why: 'It is too large.', todo: 'Ask for one file per box.' },
  'file-changed': {
    why: 'It changed while it was being read.',
    todo: 'Make sure that nobody else has it open, then choose it again.',
  },
  'file-unreadable': {
    why: 'It cannot be read to its end.',
    todo: 'Take the USB stick out, put it back and choose the file again.',
  },
  'format-unknown': {
    why: 'It does not have the form of a seed file.',
    todo: 'Make sure that it is the file the vendor sent.',
  },
  'encoding-refused': { why: 'Its characters cannot be read.', todo: newFile },
  'doctype-refused': { why: 'It contains a declaration that is never accepted.', todo: newFile },
  'xml-malformed': { why: 'It breaks off or is not written correctly.', todo: newFile },
  'limit-exceeded': { why: 'Something in it is longer or more than allowed.', todo: newFile },
  'structure-refused': { why: 'It contains what no seed file has.', todo: newFile },
  'header-unknown': {
    why: 'Its headings do not tell where the numbers and the keys are.',
    todo: newFile,
  },
  'encryption-refused': { why: 'It is encrypted in a way that is not accepted.', todo: newFile },
  'key-needed': {
    why: 'A key is needed to open it.',
    todo: 'Let two supervisors each type their half of the key.',
  },
  'password-needed': {
    why: 'A password is needed to open it.',
    todo: 'Enter the password that was sent separately.',
  },
  'key-wrong': {
    why: 'The key or the password does not open it.',
    todo: 'Look at the paper again and type it once more.',
  },
  'check-value-wrong': {
    why: 'A check value in it does not agree.',
    todo: 'Make sure that the key belongs to this file.',
  },
  'iterations-refused': {
    why: 'Its password is protected less or more than is accepted.',
    todo: newFile,
  },
  'no-keys': { why: 'There is no token in it.', todo: newFile },
  cancelled: { why: 'Reading was stopped.', todo: 'Rehearse it again when you want to go on.' },
}
const otherFault: Because = {
  why: 'Why is to be confirmed.',
  todo: `Choose it again. If it persists, ${tellSystems}`,
}

const again = 'Ask the other branch for a new document.'
const documentFaults: Readonly<Record<string, Because>> = {
  'document-too-large': { why: 'It is too large.', todo: again },
  'document-unreadable': {
    why: 'It is not a transfer document, or not a whole one.',
    todo: 'Make sure that you chose the right file.',
  },
  'document-other': {
    why: 'It is a document of another kind.',
    todo: 'Choose the one this screen asks for.',
  },
  'document-newer': {
    why: 'A newer version of Madoguchi wrote it.',
    todo: 'Read it with the newer version.',
  },
  'document-malformed': { why: 'Something in it is missing or out of place.', todo: again },
  'signature-wrong': {
    why: 'Its signature is wrong: another branch wrote it, or somebody changed it.',
    todo: 'Take nothing in, and call the branch at the number on record.',
  },
  'branch-unknown': {
    why: 'Nobody has compared the fingerprint of that branch yet.',
    todo: 'Make the other branch known first, on the telephone.',
  },
  'not-for-us': { why: 'It is addressed to another branch.', todo: 'Tell the branch that sent it.' },
  'seeds-unreadable': { why: 'The keys in it do not open, or some are missing.', todo: again },
  'answer-of-other-branch': {
    why: 'It is the receipt of a branch we did not send to.',
    todo: 'Choose the receipt of the right branch.',
  },
  'answer-to-other-document': {
    why: 'It is the receipt for another transfer.',
    todo: 'Choose the receipt for this transfer.',
  },
  'answer-unbalanced': { why: 'It counts other tokens than were sent.', todo: again },
  'own-branch': {
    why: 'It is our own, or of a branch with our number.',
    todo: 'Choose the introduction of the other branch.',
  },
  'other-institution': {
    why: 'It is of another institution.',
    todo: 'Do not make it known, and tell a supervisor.',
  },
  'fingerprint-differs': {
    why: 'What was typed is not the fingerprint of this introduction.',
    todo: 'Call the branch at the number on record, have it read out, and type it again.',
  },
  'qr-part-unreadable': { why: 'A QR code was read in part.', todo: 'Read the same code again.' },
  'qr-parts-mixed': {
    why: 'QR codes of two documents were mixed.',
    todo: 'Read the codes of one document only.',
  },
  'qr-parts-missing': { why: 'Some of the QR codes have not been read.', todo: 'Read the others too.' },
}

const mailNos: Readonly<Record<string, Because>> = {
  empty: { why: 'Without it the letter cannot be traced.', todo: 'Scan the label.' },
  characters: { why: 'It contains something else than digits.', todo: 'Enter the digits only.' },
  length: { why: 'A registered-mail number has 11 digits.', todo: 'Look at the label and enter it again.' },
  'check-digit': {
    why: 'Its last digit does not agree with the others.',
    todo: 'Compare it digit by digit with the label.',
  },
  parcel: { why: 'Twelve digits are the number of a parcel.', todo: 'Enter the registered-mail number.' },
  abroad: { why: 'It is the number of mail from abroad.', todo: 'Enter a registered-mail number of Japan.' },
}

export const stockRefusals = {
  'second-missing': ({ purpose }) => ({
    what: 'There is no second person yet.',
    why: `Two people are needed for ${wordIn<string>(words.stock.secondPurpose, purpose) ?? 'this'}.`,
    todo: 'Let the second person enter their staff number, passphrase and the digits of their token.',
  }),
  'second-expired': () => ({
    what: 'The proof of the second person has run out.',
    why: '120 seconds have passed, or it was used already.',
    todo: 'Let the second person prove themselves once more.',
  }),
  'second-is-first': () => ({
    what: 'The second person has to be somebody else.',
    why: 'It is the person who is signed in.',
    todo: 'Call a colleague.',
  }),
  'second-not-supervisor': () => ({
    what: 'This person cannot be the second one.',
    why: 'The second person for this is a supervisor.',
    todo: 'Call a supervisor.',
  }),

  'seed-file-refused': ({ fault, line }) => {
    const { why, todo } = wordIn(seedFaults, fault) ?? otherFault
    return { what: 'This seed file cannot be taken.', why, todo: `${atLine(line)}${todo}` }
  },
  'seed-file-unknown': () => ({
    what: 'This seed file is no longer open.',
    why: 'Somebody else has signed in, or it was let go.',
    todo: 'Choose the file again. Nothing has been written yet.',
  }),
  'seed-half-malformed': () => ({
    what: 'This half of the key cannot be read.',
    why: 'It does not have the right number of characters 0 to 9 and A to F.',
    todo: 'Look at the paper and type it again.',
  }),
  'check-value-wrong': ({ which }) => ({
    what:
      which === 1 || which === 2
        ? `The ${which === 1 ? 'first' : 'second'} half of the key is not right.`
        : 'The key made of both halves is not right.',
    why: 'Its check value is not the one on the paper.',
    todo: 'Compare it character by character with the paper and type it again.',
  }),
  'seed-key-missing': ({ halves }) => ({
    what: 'The key to the file is missing.',
    why:
      halves === 0
        ? 'Neither half of it has been typed.'
        : `Typed so far: ${count(halves, 'half', 'halves')}.`,
    todo: 'Let two supervisors each type their half of the key.',
  }),
  'plain-seeds-refused': () => ({
    what: 'Unprotected seed files are not taken.',
    why: 'Anybody could read the secrets of its tokens.',
    todo: 'Ask for a protected file. If there is no other way, two supervisors can allow it.',
  }),
  'seed-plan-unknown': () => ({
    what: 'This rehearsal can no longer be used.',
    why: 'The records changed or somebody else signed in since then.',
    todo: 'Rehearse the file again. Nothing has been written yet.',
  }),
  'seeds-refused-among': ({ refused }) => ({
    what: `${count(refused, 'token', 'tokens')} of the file cannot be taken.`,
    why: 'A file is taken in whole or not at all.',
    todo: 'Save the list of refused tokens and ask for a new file.',
  }),
  'samples-unproven': ({ serials }) => ({
    what: 'The digits of the sample tokens have not been checked.',
    why: serials.length === 0 ? 'Every sample is needed.' : `Still to do: ${serials.join(', ')}.`,
    todo: 'Take those tokens out of the box and enter the digits they show.',
  }),
  'model-unknown': () => ({
    what: 'There is no such model.',
    why: 'The service description does not name it as a model of our stock.',
    todo: 'Choose again from the list of models.',
  }),

  'box-unknown': ({ box }) => ({
    what: `There is no box ${box}.`,
    why: 'The number is wrong, or the box has not been received yet.',
    todo: 'Choose again from the list of boxes.',
  }),
  'count-differs': ({ counted, expected }) => ({
    what: 'The number of tokens does not agree.',
    why: `Counted: ${counted}. On record: ${expected}.`,
    todo: 'Count again. If it still differs, tell a supervisor.',
  }),
  'expiry-unreadable': ({ typed }) => ({
    what: 'The printed expiry cannot be read.',
    why: typed === '' ? 'Nothing was entered.' : `Which year and month “${typed}” means is not certain.`,
    todo: 'Enter year and month as they are printed on the token.',
  }),
  'expiry-differs': ({ printed, file }) => ({
    what: 'The printed expiry is not that of the file.',
    why: `Printed: ${day(printed)}. In the file: ${day(file)}.`,
    todo: 'Look at the token again. If it is to be accepted, write why.',
  }),
  'serial-twice': ({ serial }) => ({
    what: `${serial} was entered twice.`,
    why: 'A token counts once.',
    todo: 'Remove one of them, or enter the number of the other token.',
  }),
  'token-still-linked': ({ serial, contractNo }) => ({
    what: `${serial} is still registered for a customer.`,
    why: `It is registered in contract ${contractNo}.`,
    todo: "Take it away first, in a case of the customer's.",
  }),
  'stocktake-unknown': ({ stocktake }) => ({
    what: `There is no stocktake ${stocktake}.`,
    why: 'The number is wrong.',
    todo: 'Open it again from the list of stocktakes.',
  }),
  'stocktake-open-already': ({ stocktake }) => ({
    what: 'A stocktake of these tokens is open already.',
    why: `Stocktake ${stocktake} has not ended yet.`,
    todo: 'Go on with that one.',
  }),
  'peer-unknown': ({ branch }) => ({
    what: `Nothing can be sent to branch ${branch} yet.`,
    why: 'Its introduction has not been compared on the telephone.',
    todo: 'Make the other branch known first.',
  }),
  'transfer-unknown': ({ transfer }) => ({
    what: transfer === '' ? 'That transfer is not on record here.' : `There is no transfer ${transfer}.`,
    why: 'The number or the document is wrong.',
    todo: 'Look at the list of transfers.',
  }),
  'transfer-document-refused': ({ reason }) => ({
    what: 'This document cannot be taken.',
    ...(wordIn(documentFaults, reason) ?? { why: 'Why is to be confirmed.', todo: again }),
  }),
  'transfer-replayed': ({ transfer }) => ({
    what: 'This transfer has been taken in already.',
    why: `It is on record as transfer ${transfer}.`,
    todo: 'It is not taken in twice. Check how many tokens there are.',
  }),
  'models-mixed': ({ serial }) => ({
    what: `${serial} is of another model than the others.`,
    why: 'One transfer carries one model.',
    todo: 'Send each model in a transfer of its own.',
  }),
  'seed-unreadable': ({ serial }) => ({
    what: `The key of ${serial} does not open.`,
    why: 'The record is damaged, or somebody changed it.',
    todo: `Put this token aside without using it, and ${tellSystems}`,
  }),
  'campaign-unknown': ({ campaign }) => ({
    what: `There is no replacement campaign ${campaign}.`,
    why: 'The number is wrong.',
    todo: 'Open it again from the list of campaigns.',
  }),
  'campaign-empty': () => ({
    what: 'There is nobody to write to.',
    why: 'No token expires before that day.',
    todo: 'Choose another model or another day.',
  }),
  'campaign-open-already': ({ campaign }) => ({
    what: 'Such a replacement campaign is open already.',
    why: `Campaign ${campaign} covers the same tokens.`,
    todo: 'Go on with that one.',
  }),
  'letter-out-of-turn': ({ user }) => ({
    what: user === '' ? 'This letter is not due.' : `The letter to user ${user} is not due.`,
    why: 'The first letter has not been sent, or this one has been sent already.',
    todo: 'Refresh the list and choose again.',
  }),

  'stock-empty': () => ({
    what: 'There is no token to allocate.',
    why: 'No token of this model is left in the safe.',
    todo: 'Tell the back office, and ask for a box or for a transfer from another branch.',
  }),
  'serial-not-free': ({ serial, state: now }) => ({
    what: `${serial} cannot be allocated.`,
    why: `The state of this token is now “${state(now)}”.`,
    todo: 'Choose another token of the stock.',
  }),
  'serial-differs': ({ triesLeft }) => ({
    what: 'The two readings do not agree.',
    why: 'One of them is wrong, or two tokens were mixed up.',
    todo:
      triesLeft > 0
        ? `Look at the back of the token and read it again. A supervisor is needed after ${count(triesLeft, 'more wrong reading', 'more wrong readings')}.`
        : 'Call a supervisor to read it as the second person.',
  }),
  'serial-not-allocated': ({ serial }) => ({
    what: `${serial} is not the token of this case.`,
    why: 'Another number was sent to the customer.',
    todo: 'Ask the customer to look at the back of their token again.',
  }),
  'token-not-handed-out': ({ serial, state: now }) => ({
    what: `${serial} is not with the customer yet.`,
    why: `The state of this token is now “${state(now)}”.`,
    todo: 'Record its delivery or its handing out first.',
  }),
  'nothing-to-send': () => ({
    what: 'Nothing is sent in this case.',
    why: 'The customer shares a token that another user has already.',
    todo: 'Go on to the registration.',
  }),
  'not-allocated': () => ({
    what: 'No token has been allocated yet.',
    why: 'Which token is to be sent is not settled.',
    todo: 'Allocate one of the stock first.',
  }),
  'not-read-first': () => ({
    what: 'The first person has not read the number yet.',
    why: 'A token is packed only when two people have read the same number.',
    todo: 'Let the first person enter its number and its digits.',
  }),
  'not-packed': () => ({
    what: 'The token has not been packed yet.',
    why: 'Only a token that two people have checked and packed leaves the safe.',
    todo: 'Pack it first.',
  }),
  'not-numbered': ({ caseNo }) => ({
    what: `Case ${caseNo} has no registered-mail number.`,
    why: 'Without it the letter cannot be traced.',
    todo: 'Scan its label, then post it.',
  }),
  'contents-missing': ({ contents }) => {
    const names = contents.flatMap((code) => wordIn<string>(words.stock.content, code) ?? [])
    return {
      what: 'Something is missing from the envelope.',
      why: names.length === 0 ? 'Something has not been ticked.' : `Still to do: ${start(names.join(', '))}.`,
      todo: 'Put it in, then tick it.',
    }
  },
  'mail-no-malformed': ({ reason }) => ({
    what: 'This is not a registered-mail number.',
    ...(wordIn(mailNos, reason) ?? {
      why: 'It has another form.',
      todo: 'Look at the label and enter it again.',
    }),
  }),
  'mail-no-used': ({ caseNo }) => ({
    what: 'This registered-mail number has been used already.',
    why: `It belongs to the letter of case ${caseNo}.`,
    todo: 'Scan the label of this envelope.',
  }),
  'releaser-packed': ({ caseNo }) => ({
    what: 'This person cannot release the bag.',
    why: `They read and packed the token of case ${caseNo}.`,
    todo: 'Call a supervisor who packed none of it.',
  }),
  'identity-missing': () => ({
    what: "The visitor's identity has not been checked.",
    why: 'At the counter a token is handed out on sight of an identity document.',
    todo: 'Enter the name and the last four characters of the document.',
  }),
  'start-before-delivery': () => ({
    what: 'The start date cannot be confirmed yet.',
    why: 'The token is not with the customer.',
    todo: 'Make sure that it has arrived, and confirm the date then.',
  }),
  'start-in-past': () => ({
    what: 'The start date has passed.',
    why: 'A day before today cannot be chosen.',
    todo: 'Agree on a later day with the customer.',
  }),
  'start-not-in-service': () => ({
    what: 'This service has no start date.',
    why: 'A token works from the moment it is registered.',
    todo: 'Leave the start date empty and go on.',
  }),
  'start-too-soon': ({ earliest }) => ({
    what: 'That start date cannot be met.',
    why: `Counting preparation and post, the first possible day is ${day(earliest)}.`,
    todo: 'Agree on that day or a later one with the customer.',
  }),
} satisfies Partial<RefusalSentences>
