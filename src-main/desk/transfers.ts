import { randomUUID } from 'node:crypto'
import { secretBytes } from '#main/keys/random'
import type { AuditFacts } from '#main/store/facts'
import type { Numbered } from '#main/store/stock-records'
import type { Reads, Writes } from '#main/store/tables'
import {
  type Answer,
  readAnswer,
  type Settlement,
  settle,
  writeReceipt,
  writeRefusal,
} from '#main/transfer/answer'
import { documentKind } from '#main/transfer/envelope'
import { textOfFile } from '#main/transfer/file'
import { type Introduction, isFingerprint, readIntroduction } from '#main/transfer/introduction'
import { joinFromQr, splitForQr } from '#main/transfer/qr'
import { openSeeds, readTransfer, type Transfer, wipeSeeds, writeTransfer } from '#main/transfer/transfer'
import type { Serial } from '#shared/ids'
import type { ErrandName, OutputOf, OwnRefusalOf } from '#shared/operations'
import { type Refusal, refuse } from '#shared/refusals'
import { err, ok, type Result } from '#shared/result'
import type { Staff } from '#shared/staff'
import type { StockEvent } from '#shared/stock'
import type { DocumentProblem, QrProblem } from '#shared/transfers'
import type { Reading } from '../clock.ts'
import { type Branch, by, type Premises } from '../premises.ts'
import { knownBranches, ourBranch, ourIntroduction } from './branches.ts'
import type { Handlers } from './handlers.ts'
import { whereChosen } from './saving.ts'
import { takeSecond } from './second-person.ts'
import { modelName, serialIn } from './stock.ts'
import { decideArrival, decideSending, destroySeed, takeIn, withSeeds } from './transfer-goods.ts'

/**
 * 店間移管: tokens and their seeds go to another branch and come from one, on a stick or as QR codes, with two people at
 * either end. What the documents are and whom they are believed of stands in `transfer/`; here it becomes movements.
 *
 * The book is written first and the document saved then: what was lost on the way to the stick is saved once more.
 */

type DocumentRefused = Refusal<'transfer-document-refused'>
type View = NonNullable<OutputOf<'transfer.read'>>

const refused = (reason: DocumentProblem | QrProblem) => refuse('transfer-document-refused', { reason })

/** Who stands at the desk, and the branch they stand in: the gate has seen to both before any handler is asked. */
function atTheDesk({ branch, session }: Premises): { readonly branch: Branch; readonly staff: Staff } {
  if (branch === undefined || session === undefined) throw new Error('nobody is at the desk')
  return { branch, staff: session.staff }
}

/** The one attempt of an errand. A refusal of it stands in the trail already. */
function inOneAttempt<N extends ErrandName, T>(
  premises: Premises,
  { branch, staff }: ReturnType<typeof atTheDesk>,
  now: Reading,
  operation: N,
  work: (db: Writes) => Result<{ readonly output: T; readonly audit: AuditFacts }, OwnRefusalOf<NoInfer<N>>>,
): Result<T, OwnRefusalOf<N>> {
  const done = branch.store.attempt(by(premises, now, staff, operation), work)
  if (done.ok) return done
  premises.onRecord.add(done.error)
  // Without a request id nothing is ever done already.
  return err(done.error as OwnRefusalOf<N>)
}

/** Lets the person keep a document. Where they did not, what is on the book can be saved once more. */
function save(
  premises: Premises,
  branch: Branch,
  name: string,
  text: string,
  putOnRecord: () => void = () => undefined,
): Promise<Result<string, Refusal<'save-cancelled'>>> {
  return whereChosen(() =>
    premises.around.files.saveText(name, text, () => {
      if (premises.branch !== branch) throw new Error('the person who asked for the document has gone')
      putOnRecord()
    }),
  )
}

/** A document's text, chosen as a file or scanned; undefined where nothing was chosen. */
async function textOf(
  premises: Premises,
  branch: Branch,
  scanned: readonly string[] | null,
): Promise<Result<string | undefined, DocumentRefused>> {
  if (scanned !== null) {
    const joined = joinFromQr(scanned)
    return joined.ok ? joined : refused(joined.error.code)
  }
  const chosen = await premises.around.files.chooseFile('document')
  // Whoever was asked for a file may have gone, and the store with them.
  if (chosen === undefined || premises.branch !== branch) return ok(undefined)
  const read = textOfFile(chosen.path)
  return read.ok ? read : refused(read.error.code)
}

/** Keeps a document that was read until the next one is, or the desk is left. */
function hold(premises: Premises, text: string): string {
  const letter = { id: randomUUID(), text }
  premises.letter = letter
  return letter.id
}

const heldText = (premises: Premises, id: string): Result<string, DocumentRefused> =>
  premises.letter?.id === id ? ok(premises.letter.text) : refused('document-unreadable')

/** An introduction that is not our own and of our institution. */
function decideStranger(
  { branchNo, institution }: Branch,
  read: ReturnType<typeof readIntroduction>,
  own: Introduction | undefined,
): Result<Introduction, DocumentRefused> {
  if (!read.ok) return refused(read.error.code)
  const other = read.value
  if (other.fingerprint === own?.fingerprint || other.branchNo === branchNo) return refused('own-branch')
  return other.institution === institution ? ok(other) : refused('other-institution')
}

const signersOf = (one: Staff, other: Staff): Transfer['signers'] => [
  { staff: one.staff, name: one.name },
  { staff: other.staff, name: other.name },
]

/** What can be saved of a transfer, under which name; undefined once nobody needs it. */
function paperOf({
  record,
  state,
  data: { direction, document, answer },
}: Numbered<'transfer'>):
  | { readonly saves: 'tokens' | 'receipt' | 'refusal'; readonly name: string; readonly text: string }
  | undefined {
  if (direction === 'out')
    return state === 'sent' ? { saves: 'tokens', name: `移管_${record}.json`, text: document } : undefined
  if (answer === null) return undefined
  return state === 'received'
    ? { saves: 'receipt', name: `受領書_${record}.json`, text: answer }
    : { saves: 'refusal', name: `返送書_${record}.json`, text: answer }
}

/** A transfer as its screen and its slip show it. */
export function viewOf(db: Reads, row: Numbered<'transfer'>): OutputOf<'transfer.list'>['transfers'][number] {
  const { data } = row
  return {
    transfer: row.record,
    direction: data.direction,
    branchNo: data.branchNo,
    branchName: data.branchName,
    state: row.state,
    at: row.at,
    byName: db.people.nameOf(row.staff),
    secondName: row.second === null ? '' : db.people.nameOf(row.second),
    tokens: data.tokens,
    settledAt: data.settledAt,
    reason: data.reason,
    saves: paperOf(row)?.saves ?? null,
  }
}

const signerNames = ({ signers }: Pick<Transfer, 'signers'>): string[] => signers.map(({ name }) => name)

/** What a document of another branch says, before anybody has agreed to it. */
function readLetter(db: Reads, text: string): Result<Omit<View, 'document'>, DocumentRefused> {
  const kind = documentKind(text)
  const us = ourIntroduction(db)
  // Nobody can have written to a branch that has never introduced itself.
  if (us === undefined)
    return refused(
      kind === undefined ? 'document-unreadable' : kind === 'introduction' ? 'document-other' : 'not-for-us',
    )
  return kind === 'receipt' || kind === 'refusal' ? readTheirAnswer(db, text, us) : readTokens(db, text, us)
}

function readTokens(
  db: Reads,
  text: string,
  us: Introduction,
): Result<Omit<View, 'document'>, DocumentRefused> {
  const read = readTransfer(text, us, knownBranches(db))
  if (!read.ok) return refused(read.error.code)
  const { transfer, from, at, signers, tokens } = read.value
  const before = db.stockRecords.transferWithId(transfer, 'in')
  return ok({
    kind: 'tokens',
    branchNo: from.branchNo,
    branchName: from.branchName,
    at,
    transfer: before?.record ?? null,
    state: before?.state ?? null,
    tokens: tokens.map(({ serial, service, model }) => ({
      serial,
      service,
      model,
      name: service === null ? { ja: model, en: model } : modelName(db, service, model),
    })),
    differences: [],
    signers: signerNames({ signers }),
    accepted: null,
    reason: null,
    note: '',
  })
}

type Answered = { readonly row: Numbered<'transfer'>; readonly answer: Answer; readonly outcome: Settlement }

/** An answer, the transfer of ours it is to, and what becomes of the tokens. */
function answeredBy(
  db: Reads,
  text: string,
  us: Introduction,
): Result<Answered, DocumentRefused | Refusal<'transfer-unknown'>> {
  const read = readAnswer(text, us, knownBranches(db))
  if (!read.ok) return refused(read.error.code)
  const answer = read.value
  const row = db.stockRecords.transferWithId(answer.transfer, 'out')
  if (row === undefined) return refuse('transfer-unknown', { transfer: '' })
  const { id, digest, fingerprint, tokens } = row.data
  const settled = settle({ transfer: id, digest, addressee: fingerprint, serials: tokens }, answer)
  return settled.ok ? ok({ row, answer, outcome: settled.value }) : refused(settled.error.code)
}

function readTheirAnswer(
  db: Reads,
  text: string,
  us: Introduction,
): Result<Omit<View, 'document'>, DocumentRefused> {
  const answered = answeredBy(db, text, us)
  if (!answered.ok)
    return answered.error.code === 'transfer-unknown'
      ? refused('answer-to-other-document')
      : err(answered.error)
  const { row, answer } = answered.value
  return ok({
    kind: 'receipt',
    branchNo: answer.from.branchNo,
    branchName: answer.from.branchName,
    at: answer.at,
    transfer: row.record,
    state: row.state,
    tokens: row.data.tokens.flatMap((serial) => {
      const token = db.stock.find(serial)
      if (token === undefined) return []
      const { service, model } = token
      return [{ serial, service, model, name: modelName(db, service, model) }]
    }),
    differences: answer.kind === 'receipt' ? [...answer.differences] : [],
    signers: signerNames(answer),
    accepted: answer.kind === 'receipt',
    reason: answer.kind === 'refusal' ? answer.reason : null,
    note: answer.kind === 'refusal' ? answer.note : '',
  })
}

/** A transfer that lies before the two, genuine and not taken on or sent back before. */
function incoming(
  db: Reads,
  premises: Premises,
  id: string,
  us: Introduction,
): Result<Transfer, DocumentRefused | Refusal<'transfer-replayed'>> {
  const text = heldText(premises, id)
  if (!text.ok) return text
  const read = readTransfer(text.value, us, knownBranches(db))
  if (!read.ok) return refused(read.error.code)
  const before = db.stockRecords.transferWithId(read.value.transfer, 'in')
  return before === undefined ? ok(read.value) : refuse('transfer-replayed', { transfer: before.record })
}

/** Whether what was counted is what the document says, token by token. */
function decideCount(
  listed: readonly Serial[],
  counted: readonly string[],
): Result<null, Refusal<'serial-malformed' | 'serial-twice' | 'count-differs'>> {
  const found = new Set<Serial>()
  for (const typed of counted) {
    const serial = serialIn(typed)
    if (!serial.ok) return serial
    if (found.has(serial.value)) return refuse('serial-twice', { serial: serial.value })
    found.add(serial.value)
  }
  const matched = listed.filter((serial) => found.has(serial)).length
  if (matched === listed.length && found.size === listed.length) return ok(null)
  // Where as many were counted as are listed and one is another, it is the listed ones that are told.
  return refuse('count-differs', {
    counted: matched === listed.length ? found.size : matched,
    expected: listed.length,
  })
}

export const transferHandlers: Handlers<
  | 'transfer.list'
  | 'transfer.introduce'
  | 'transfer.read-introduction'
  | 'transfer.meet'
  | 'transfer.send'
  | 'transfer.save-again'
  | 'transfer.codes'
  | 'transfer.read'
  | 'transfer.accept'
  | 'transfer.refuse'
  | 'transfer.settle'
> = {
  'transfer.list': (_request, { db }) => {
    const own = ourIntroduction(db)
    return ok({
      transfers: db.stockRecords.all('transfer').map((row) => viewOf(db, row)),
      peers: db.stockRecords.peers().map((peer) => ({
        branchNo: peer.branch_no,
        branchName: peer.branch_name,
        institution: peer.institution,
        fingerprint: peer.fingerprint,
        since: peer.since,
      })),
      ownFingerprint: own?.fingerprint ?? null,
      ownCodes: own === undefined ? [] : [...(splitForQr(own.text) ?? [])],
    })
  },

  'transfer.introduce': async (_request, { premises, now }) => {
    const desk = atTheDesk(premises)
    const made = inOneAttempt(premises, desk, now, 'transfer.introduce', (db) => {
      const { introduction } = ourBranch(db, desk.branch, now.instant)
      const { fingerprint } = introduction
      return ok({ output: introduction, audit: { event: 'transfer.introduced', facts: { fingerprint } } })
    })
    if (!made.ok) return made
    const { text, fingerprint } = made.value
    const saved = await save(premises, desk.branch, `名乗り_${desk.branch.branchNo}.json`, text)
    return ok({ fileName: saved.ok ? saved.value : null, fingerprint })
  },

  'transfer.read-introduction': async ({ scanned }, { premises }) => {
    const { branch } = atTheDesk(premises)
    const text = await textOf(premises, branch, scanned)
    if (!text.ok) return text
    if (text.value === undefined) return ok(null)
    const { stockRecords } = branch.store.read
    const own = ourIntroduction(branch.store.read)
    const stranger = decideStranger(branch, readIntroduction(text.value), own)
    if (!stranger.ok) return stranger
    const { branchNo, branchName, institution, fingerprint } = stranger.value
    const before = stockRecords.peer(branchNo)?.fingerprint ?? null
    return ok({
      document: hold(premises, text.value),
      branchNo,
      branchName,
      institution,
      fingerprint,
      before,
    })
  },

  'transfer.meet': ({ document, fingerprint: heard }, { db, staff, now, premises }) => {
    const { branch } = atTheDesk(premises)
    const text = heldText(premises, document)
    if (!text.ok) return text
    const stranger = decideStranger(branch, readIntroduction(text.value), ourIntroduction(db))
    if (!stranger.ok) return stranger
    if (!isFingerprint(heard, stranger.value)) return refused('fingerprint-differs')
    const second = takeSecond(premises, staff, 'transfer', '', now)
    if (!second.ok) return second
    const { branchNo, branchName, institution, fingerprint } = stranger.value
    const before = db.stockRecords.peer(branchNo)?.fingerprint ?? null
    db.stockRecords.meet({
      branch_no: branchNo,
      branch_name: branchName,
      institution,
      fingerprint,
      introduction: text.value,
      since: now.instant,
      staff: staff.staff,
      second: second.value.staff,
    })
    premises.letter = undefined
    return ok({
      output: { branchNo },
      audit: {
        event: 'transfer.met',
        facts: { branch: branchNo, branchName, fingerprint, before, second: second.value.staff },
      },
    })
  },

  'transfer.send': async ({ to, service, serials }, { premises, now }) => {
    const desk = atTheDesk(premises)
    const { branch, staff } = desk
    const sent = inOneAttempt(premises, desk, now, 'transfer.send', (db) => {
      const peer = db.stockRecords.peer(to)
      const addressee = peer === undefined ? undefined : knownBranches(db)(peer.fingerprint)
      if (addressee === undefined) return refuse('peer-unknown', { branch: to })
      const chosen = decideSending(db, service, serials)
      if (!chosen.ok) return chosen
      const seeded = withSeeds(db, branch.keys, chosen.value)
      if (!seeded.ok) return seeded
      try {
        const second = takeSecond(premises, staff, 'transfer', '', now)
        if (!second.ok) return second
        const facts = { at: now.instant, signers: signersOf(staff, second.value) }
        const id = secretBytes(16).toString('hex')
        const us = ourBranch(db, branch, now.instant)
        const { text, digest } = writeTransfer(us, addressee, {
          ...facts,
          transfer: id,
          tokens: seeded.value,
        })
        const who = { at: now.instant, staff: staff.staff, second: second.value.staff }
        const row = db.stockRecords.open('transfer', branch.branchNo, {
          ...who,
          state: 'sent',
          service,
          data: {
            direction: 'out',
            id,
            branchNo: addressee.branchNo,
            branchName: addressee.branchName,
            fingerprint: addressee.fingerprint,
            tokens: chosen.value.map(({ serial }) => serial),
            digest,
            document: text,
            ...UNSETTLED,
          },
        })
        for (const token of chosen.value) {
          const moved = db.stock.move(token, 'send-away', { ...who, why: '', record: row.record })
          if (!moved.ok) return moved
        }
        return ok({
          output: row,
          audit: {
            event: 'transfer.sent',
            object: row.record,
            facts: {
              branch: to,
              tokens: seeded.value.length,
              model: chosen.value[0]?.model ?? '',
              sha256: digest,
              second: second.value.staff,
            },
          },
        })
      } finally {
        wipeSeeds(seeded.value)
      }
    })
    if (!sent.ok) return sent
    return ok({
      transfer: sent.value.record,
      fileName: await savePaper(premises, branch, sent.value),
    })
  },

  'transfer.save-again': async ({ transfer }, { premises }) => {
    const { branch, staff } = atTheDesk(premises)
    const row = branch.store.read.stockRecords.find('transfer', transfer)
    if (row === undefined) return refuse('transfer-unknown', { transfer })
    const paper = paperOf(row)
    if (paper === undefined)
      return refuse('state-forbids', { thing: transfer, state: row.state, event: 'save-again' })
    const saved = await save(premises, branch, paper.name, paper.text, () => {
      branch.store.note(by(premises, premises.around.clock.read(), staff, 'transfer.save-again'), {
        event: 'transfer.saved-again',
        object: transfer,
        facts: { document: paper.saves },
      })
    })
    return saved.ok ? ok({ fileName: saved.value }) : saved
  },

  'transfer.codes': ({ transfer }, { db }) => {
    const row = db.stockRecords.find('transfer', transfer)
    if (row === undefined) return refuse('transfer-unknown', { transfer })
    const paper = paperOf(row)
    return paper === undefined
      ? refuse('state-forbids', { thing: transfer, state: row.state, event: 'save-again' })
      : ok({ codes: splitForQr(paper.text)?.slice() ?? null })
  },

  'transfer.read': async ({ scanned }, { premises }) => {
    const { branch } = atTheDesk(premises)
    const text = await textOf(premises, branch, scanned)
    if (!text.ok) return text
    if (text.value === undefined) return ok(null)
    const said = readLetter(branch.store.read, text.value)
    return said.ok ? ok({ ...said.value, document: hold(premises, text.value) }) : said
  },

  'transfer.accept': async ({ document, counted }, { premises, now }) => {
    const desk = atTheDesk(premises)
    const { branch, staff } = desk
    const taken = inOneAttempt(premises, desk, now, 'transfer.accept', (db) => {
      const us = ourBranch(db, branch, now.instant)
      const read = incoming(db, premises, document, us.introduction)
      if (!read.ok) return read
      const transfer = read.value
      const serials = transfer.tokens.map(({ serial }) => serial)
      const count = decideCount(serials, counted)
      if (!count.ok) return count
      const arrival = decideArrival(db, transfer.tokens)
      if (!arrival.ok) return arrival
      const opened = openSeeds(transfer, us)
      if (!opened.ok) return refused(opened.error.code)
      try {
        const second = takeSecond(premises, staff, 'transfer', '', now)
        if (!second.ok) return second
        const who = { at: now.instant, staff: staff.staff, second: second.value.staff }
        const { service, model } = arrival.value
        const { box } = db.stock.addBox(branch.branchNo, {
          ...who,
          service,
          model,
          source: 'transfer',
          file_name: transfer.from.branchName,
          sha256: transfer.digest,
          tokens: serials.length,
          first_serial: serials[0] ?? null,
          last_serial: serials.at(-1) ?? null,
        })
        const receipt = writeReceipt(us, transfer, {
          at: now.instant,
          signers: signersOf(staff, second.value),
          accepted: serials,
          differences: [],
        })
        const row = openIncoming(db, branch, transfer, {
          ...who,
          state: 'received',
          service,
          answer: receipt.text,
          reason: null,
        })
        const retired: Serial[] = []
        for (const token of opened.value) {
          const came = takeIn(db, branch.keys, token, { ...arrival.value, box, ...who, record: row.record })
          if (came === 'retired') retired.push(token.serial)
        }
        return ok({
          output: { row, box },
          audit: {
            event: 'transfer.received',
            object: row.record,
            facts: {
              branch: transfer.from.branchNo,
              box,
              tokens: serials.length,
              model,
              sha256: transfer.digest,
              signers: transfer.signers.map(({ staff: number, name }) => `${number} ${name}`),
              retired,
              second: second.value.staff,
            },
          },
        })
      } finally {
        wipeSeeds(opened.value)
      }
    })
    if (!taken.ok) return taken
    const { row, box } = taken.value
    premises.letter = undefined
    return ok({ transfer: row.record, box, fileName: await savePaper(premises, branch, row) })
  },

  'transfer.refuse': async ({ document, reason, note }, { premises, now }) => {
    const desk = atTheDesk(premises)
    const { branch, staff } = desk
    const sentBack = inOneAttempt(premises, desk, now, 'transfer.refuse', (db) => {
      const us = ourBranch(db, branch, now.instant)
      const read = incoming(db, premises, document, us.introduction)
      if (!read.ok) return read
      const transfer = read.value
      const second = takeSecond(premises, staff, 'transfer', '', now)
      if (!second.ok) return second
      const refusal = writeRefusal(us, transfer, {
        at: now.instant,
        signers: signersOf(staff, second.value),
        reason,
        // A document has one line.
        note: note.replace(/\s+/g, ' ').trim(),
      })
      const row = openIncoming(db, branch, transfer, {
        at: now.instant,
        staff: staff.staff,
        second: second.value.staff,
        state: 'refused',
        service: transfer.tokens[0]?.service ?? null,
        answer: refusal.text,
        reason,
      })
      return ok({
        output: row,
        audit: {
          event: 'transfer.refused',
          object: row.record,
          facts: {
            branch: transfer.from.branchNo,
            tokens: transfer.tokens.length,
            reason,
            note,
            sha256: transfer.digest,
            second: second.value.staff,
          },
        },
      })
    })
    if (!sentBack.ok) return sentBack
    premises.letter = undefined
    return ok({
      transfer: sentBack.value.record,
      fileName: await savePaper(premises, branch, sentBack.value),
    })
  },

  'transfer.settle': ({ document }, { db, staff, now, premises }) => {
    const { branch } = atTheDesk(premises)
    const text = heldText(premises, document)
    if (!text.ok) return text
    const us = ourIntroduction(db)
    if (us === undefined) return refused('not-for-us')
    const answered = answeredBy(db, text.value, us)
    if (!answered.ok) return answered
    const { row, answer, outcome } = answered.value
    if (row.state !== 'sent')
      return refuse('state-forbids', { thing: row.record, state: row.state, event: 'settle' })
    const second = takeSecond(premises, staff, 'transfer', '', now)
    if (!second.ok) return second
    const accepted = answer.kind === 'receipt'
    const reason = answer.kind === 'refusal' ? answer.reason : null
    const by = {
      at: now.instant,
      staff: staff.staff,
      second: second.value.staff,
      why: answer.kind === 'refusal' ? answer.note : '',
      record: row.record,
    }
    const events: readonly (readonly [readonly Serial[], StockEvent])[] = [
      [outcome.transferred, 'settle'],
      [outcome.returning, 'take-home'],
      [outcome.missing, 'miss'],
    ]
    for (const [serials, event] of events) {
      for (const serial of serials) {
        const token = db.stock.find(serial)
        if (token === undefined) throw new Error(`no stock ${serial}`)
        const moved = db.stock.move(token, event, by)
        if (!moved.ok) return moved
        if (event === 'settle') destroySeed(db, branch.keys, serial)
      }
    }
    db.stockRecords.change(row, {
      state: accepted ? 'settled' : 'refused',
      closed_at: now.instant,
      data: {
        ...row.data,
        answer: text.value,
        reason,
        settledAt: now.instant,
        settledBy: staff.staff,
        settledSecond: second.value.staff,
      },
    })
    premises.letter = undefined
    return ok({
      output: { transfer: row.record, accepted },
      audit: {
        event: 'transfer.settled',
        object: row.record,
        facts: {
          branch: answer.from.branchNo,
          tokens: outcome.transferred.length,
          returned: outcome.returning.length,
          missing: outcome.missing,
          surplus: outcome.extra,
          reason,
          signers: answer.signers.map(({ staff: number, name }) => `${number} ${name}`),
          sha256: answer.digest,
          second: second.value.staff,
        },
      },
    })
  },
}

const UNSETTLED = {
  answer: null,
  reason: null,
  settledAt: null,
  settledBy: null,
  settledSecond: null,
} as const

/** The record of what came, with our answer to it. The document itself is not kept: it holds the seeds once more. */
function openIncoming(
  db: Writes,
  { branchNo }: Branch,
  { transfer, digest, from, tokens }: Transfer,
  {
    answer,
    reason,
    ...facts
  }: Pick<Numbered<'transfer'>, 'state' | 'service' | 'at' | 'staff' | 'second'> &
    Pick<Numbered<'transfer'>['data'], 'answer' | 'reason'>,
): Numbered<'transfer'> {
  return db.stockRecords.open('transfer', branchNo, {
    ...facts,
    data: {
      ...UNSETTLED,
      direction: 'in',
      id: transfer,
      branchNo: from.branchNo,
      branchName: from.branchName,
      fingerprint: from.fingerprint,
      tokens: tokens.map(({ serial }) => serial),
      digest,
      document: '',
      answer,
      reason,
    },
  })
}

/** The document or the answer that has just been put on the book. Null: not saved, and still to be. */
async function savePaper(
  premises: Premises,
  branch: Branch,
  row: Numbered<'transfer'>,
): Promise<string | null> {
  const paper = paperOf(row)
  if (paper === undefined) throw new Error(`${row.record} has no document to save`)
  const saved = await save(premises, branch, paper.name, paper.text)
  return saved.ok ? saved.value : null
}
