import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { knownBranches, ourBranch } from '#main/desk/branches'
import { openSeed } from '#main/keys/seal'
import { writeReceipt } from '#main/transfer/answer'
import { digestOf } from '#main/transfer/envelope'
import { splitForQr } from '#main/transfer/qr'
import { readTransfer } from '#main/transfer/transfer'
import { BranchNo, Serial } from '#shared/ids'
import { RECEIVERS } from '../../fixtures/branches.ts'
import { judgeCode } from '../../fixtures/desk.ts'
import {
  type House,
  introduce,
  judgeAt,
  lastOn,
  openHouse,
  readAt,
  withSecond,
} from '../../fixtures/houses.ts'
import { inStore, proveSecond, putStock, stateOf } from '../../fixtures/stock.ts'
import { newest } from '../../fixtures/walk.ts'

let honcho: House
let ekimae: House
let minato: House

beforeAll(async () => {
  honcho = await openHouse('012', '本町支店')
  ekimae = await openHouse('034', '駅前支店')
  minato = await openHouse('056', '港支店')
  await introduce(honcho, ekimae)
  await introduce(ekimae, honcho)
  await introduce(honcho, minato)
  await introduce(minato, honcho)
  for (const { desk } of [honcho, ekimae, minato]) await desk.signIn('S0101')
}, 60_000)
afterAll(() => {
  for (const { desk } of [honcho, ekimae, minato]) desk.close()
})

const EKIMAE = BranchNo.parse('034')
let next = 78_100_000
/** Serials nobody has used before. */
function fresh(count: number): string[] {
  next += count
  return Array.from({ length: count }, (_, index) => String(next - index))
}

async function send(
  serials: readonly string[],
  from = honcho,
  to: string = EKIMAE,
  service = 'P003' as const,
) {
  await withSecond(from)
  return from.desk.must('transfer.send', { to: BranchNo.parse(to), service, serials: [...serials] })
}

/** Sent from 本町 with two persons, and what lies on the stick then. */
async function sentDocument(serials: readonly string[]): Promise<string> {
  putStock(honcho.desk, serials)
  await send(serials)
  return lastOn(honcho)
}

async function accept(text: string, serials: readonly string[], at = ekimae) {
  const { document } = await readAt(at, text)
  await withSecond(at)
  return at.desk.must('transfer.accept', { document, counted: [...serials] })
}

/** The other branch's answer closes the transfer here. */
async function settleAt(house: House, text: string) {
  const { document } = await readAt(house, text)
  await withSecond(house)
  return house.desk.must('transfer.settle', { document })
}

const codeOf = (reply: { ok: boolean; error?: unknown }) =>
  reply.ok ? 'ok' : (reply.error as { code: string }).code
const reasonOf = (reply: { ok: boolean; error?: unknown }) =>
  reply.ok ? 'ok' : (reply.error as { reason?: string }).reason
const states = ({ desk }: House, serials: readonly string[]) => serials.map((one) => stateOf(desk, one))

function seedAt({ desk }: House, serial: string): Buffer | undefined {
  const { branch } = desk.premises
  const row = branch?.store.read.tokens.find(Serial.parse(serial))
  if (branch === undefined || row?.seed == null || row.algorithm === null || row.digits === null)
    return undefined
  return openSeed(branch.keys, row.seed, {
    pool: 'customer',
    serial,
    rowId: row.row_id,
    algorithm: row.algorithm,
    digits: row.digits,
    period: row.period_seconds ?? 0,
    keyVersion: branch.keys.version('seeds'),
  })
}

/** Two houses keep the same time. */
function sameTime(one: House, other: House): void {
  const apart = one.desk.clock.wall - other.desk.clock.wall
  ;(apart > 0 ? other : one).desk.clock.advance(Math.abs(apart))
}

describe('tokens that go to another branch', () => {
  it('leave one book and enter the other with their seeds, and both know the same number', async () => {
    const serials = fresh(3)
    const text = await sentDocument(serials)
    expect(states(honcho, serials)).toEqual(['in-transfer', 'in-transfer', 'in-transfer'])
    const said = await readAt(ekimae, text)
    expect(said).toMatchObject({ kind: 'tokens', branchNo: '012', transfer: null })
    expect(said.tokens.map(({ serial }) => serial)).toEqual(serials)
    expect(said.signers).toEqual(['高橋 美咲', '内田 恵'])

    const { box, fileName } = await accept(text, serials.toReversed())
    expect(fileName).toContain('受領書')
    expect(states(ekimae, serials)).toEqual(['received', 'received', 'received'])
    const boxes = await ekimae.desk.must('stock.boxes', {})
    expect(boxes.find((one) => one.box === box)).toMatchObject({ from: 'transfer', tokens: 3, received: 3 })

    const { accepted } = await settleAt(honcho, lastOn(ekimae))
    expect(accepted).toBe(true)
    expect(states(honcho, serials)).toEqual(['transferred', 'transferred', 'transferred'])
    for (const serial of serials) {
      sameTime(honcho, ekimae)
      expect(judgeAt(ekimae, serial, ekimae.desk.tokenCode(serial))).toBe('accepted')
      expect(judgeAt(honcho, serial, honcho.desk.tokenCode(serial))).toBe('quarantined')
    }
    const outgoing = honcho.desk.premises.branch?.store.read.stockRecords.all('transfer')[0]
    const incoming = ekimae.desk.premises.branch?.store.read.stockRecords.all('transfer')[0]
    expect(incoming?.data.id).toBe(outgoing?.data.id)
    expect(incoming?.data.digest).toBe(digestOf(text))
  })

  it('leave no seed behind that anything would take for one, and none twice where they came to', async () => {
    const [serial = ''] = fresh(1)
    const text = await sentDocument([serial])
    const before = seedAt(honcho, serial)
    expect(before?.some((byte) => byte !== 0)).toBe(true)
    await accept(text, [serial])
    expect(seedAt(ekimae, serial)).toEqual(before)
    expect(ekimae.desk.premises.branch?.store.read.stockRecords.all('transfer')[0]?.data.document).toBe('')
    // Until the receipt is here the tokens may come home, and need their seeds then.
    expect(seedAt(honcho, serial)).toEqual(before)
    await settleAt(honcho, lastOn(ekimae))
    expect(seedAt(honcho, serial)?.every((byte) => byte === 0)).toBe(true)
  })

  it('take along which codes were spent (R-003-41)', async () => {
    const [serial = ''] = fresh(1)
    putStock(honcho.desk, [serial])
    const code = honcho.desk.tokenCode(serial)
    expect(judgeAt(honcho, serial, code)).toBe('accepted')
    await send([serial])
    await accept(lastOn(honcho), [serial])
    sameTime(honcho, ekimae)
    expect(judgeAt(ekimae, serial, code)).toBe('replayed')
  })

  it('come home with what they learnt elsewhere, and never unspent', async () => {
    const [serial = ''] = fresh(1)
    await accept(await sentDocument([serial]), [serial])
    await settleAt(honcho, lastOn(ekimae))
    sameTime(honcho, ekimae)
    const code = ekimae.desk.tokenCode(serial)
    expect(judgeAt(ekimae, serial, code)).toBe('accepted')
    inStore(ekimae.desk, (db, at) => {
      const who = { at, staff: db.people.everybody()[0]?.staff ?? ('' as never), second: null, why: '' }
      const second = db.people.everybody()[1]?.staff ?? null
      for (const event of ['inspect', 'shelve'] as const) {
        const row = db.stock.find(Serial.parse(serial))
        if (row === undefined || !db.stock.move(row, event, { ...who, second }).ok) throw new Error(event)
      }
    })
    await withSecond(ekimae)
    await ekimae.desk.must('transfer.send', {
      to: BranchNo.parse('012'),
      service: 'P003',
      serials: [serial],
    })
    await accept(lastOn(ekimae), [serial], honcho)
    expect(stateOf(honcho.desk, serial)).toBe('received')
    sameTime(honcho, ekimae)
    expect(judgeAt(honcho, serial, code)).toBe('replayed')
    honcho.desk.clock.advance(60_000)
    expect(judgeAt(honcho, serial, honcho.desk.tokenCode(serial))).toBe('accepted')
    const shown = await honcho.desk.must('stock.token', { serial: Serial.parse(serial) })
    expect(shown?.movements.map(({ event }) => event)).toContain('take-in')
  })

  it('cannot be used by a customer before they were handed out there (MC-09)', async () => {
    const [serial = ''] = fresh(1)
    await accept(await sentDocument([serial]), [serial])
    expect(judgeCode(ekimae.desk, serial, ekimae.desk.tokenCode(serial)).outcome).toBe('not-handed-out')
  })
})

describe('nobody does it alone', () => {
  const someone = { to: EKIMAE, service: 'P003' as const }

  it('needs a second person to send, who is a supervisor and not the same person', async () => {
    const serials = fresh(1)
    putStock(honcho.desk, serials)
    const ask = () => honcho.desk.ask('transfer.send', { ...someone, serials })
    expect(codeOf(await ask())).toBe('second-missing')
    const alone = await honcho.desk.ask('second.prove', {
      purpose: 'transfer',
      about: '',
      staff: 'S0101' as never,
      passphrase: 'practice takahashi misaki',
      code: honcho.desk.staffCode('S0101'),
    })
    expect(codeOf(alone)).toBe('second-is-first')
    const teller = await honcho.desk.ask('second.prove', {
      purpose: 'transfer',
      about: '',
      staff: 'S0102' as never,
      passphrase: 'practice mori kenta',
      code: honcho.desk.staffCode('S0102'),
    })
    expect(codeOf(teller)).toBe('second-not-supervisor')
    expect(codeOf(await ask())).toBe('second-missing')
    expect(states(honcho, serials)).toEqual(['in-stock'])
  })

  it('takes no proof for another thing, none that is two minutes old, and none twice', async () => {
    const [one = '', other = ''] = fresh(2)
    putStock(honcho.desk, [one, other])
    await proveSecond(honcho.desk, 'S0131', 'destroy')
    expect(codeOf(await honcho.desk.ask('transfer.send', { ...someone, serials: [one] }))).toBe(
      'second-missing',
    )
    await withSecond(honcho)
    honcho.desk.clock.advance(120_000)
    expect(codeOf(await honcho.desk.ask('transfer.send', { ...someone, serials: [one] }))).toBe(
      'second-expired',
    )
    await send([one])
    expect(codeOf(await honcho.desk.ask('transfer.send', { ...someone, serials: [other] }))).toBe(
      'second-missing',
    )
  })

  it('needs one to take in, to send back and to settle', async () => {
    const serials = fresh(1)
    const text = await sentDocument(serials)
    const { document } = await readAt(ekimae, text)
    const { desk } = ekimae
    expect(codeOf(await desk.ask('transfer.accept', { document, counted: serials }))).toBe('second-missing')
    expect(codeOf(await desk.ask('transfer.refuse', { document, reason: 'not-expected', note: '' }))).toBe(
      'second-missing',
    )
    expect(states(ekimae, serials)).toEqual([undefined])
    await accept(text, serials)
    const answer = await readAt(honcho, lastOn(ekimae))
    const alone = await honcho.desk.ask('transfer.settle', { document: answer.document })
    expect(codeOf(alone)).toBe('second-missing')
    expect(states(honcho, serials)).toEqual(['in-transfer'])
  })

  it('writes both names on either side into the movement', async () => {
    const [serial = ''] = fresh(1)
    await sentDocument([serial])
    const shown = await honcho.desk.must('stock.token', { serial: Serial.parse(serial) })
    expect(shown?.movements[0]).toMatchObject({
      event: 'send-away',
      staffName: '高橋 美咲',
      secondName: '内田 恵',
    })
    expect(newest(honcho.desk)).toEqual(['done transfer.sent'])
  })
})

describe('a document', () => {
  it('is taken in once, and never after it was sent back', async () => {
    const serials = fresh(2)
    const text = await sentDocument(serials)
    await accept(text, serials)
    const again = await readAt(ekimae, text)
    expect(again.state).toBe('received')
    await withSecond(ekimae)
    const replayed = await ekimae.desk.ask('transfer.accept', { document: again.document, counted: serials })
    expect(codeOf(replayed)).toBe('transfer-replayed')
    const refused = await ekimae.desk.ask('transfer.refuse', {
      document: again.document,
      reason: 'not-expected',
      note: '',
    })
    expect(codeOf(refused)).toBe('transfer-replayed')

    const [other = ''] = fresh(1)
    const second = await sentDocument([other])
    const { document } = await readAt(ekimae, second)
    await withSecond(ekimae)
    await ekimae.desk.must('transfer.refuse', { document, reason: 'not-expected', note: 'まちがい' })
    await withSecond(ekimae)
    const late = await readAt(ekimae, second)
    expect(
      codeOf(await ekimae.desk.ask('transfer.accept', { document: late.document, counted: [other] })),
    ).toBe('transfer-replayed')
  })

  it('is nothing to a third branch, also where it knows both', async () => {
    const text = await sentDocument(fresh(1))
    minato.put(text)
    expect(await minato.desk.ask('transfer.read', { scanned: null })).toMatchObject({
      error: { code: 'transfer-document-refused', reason: 'not-for-us' },
    })
    await withSecond(minato)
    expect(reasonOf(await minato.desk.ask('transfer.accept', { document: 'of nobody', counted: [] }))).toBe(
      'document-unreadable',
    )
  })

  it('of a branch nobody has telephoned with is not believed', async () => {
    const stranger = await openHouse('078', '山手支店')
    await introduce(ekimae, stranger)
    await stranger.desk.signIn('S0101')
    await ekimae.desk.signIn('S0101')
    const serials = fresh(1)
    putStock(stranger.desk, serials)
    await send(serials, stranger)
    ekimae.put(lastOn(stranger))
    expect(reasonOf(await ekimae.desk.ask('transfer.read', { scanned: null }))).toBe('branch-unknown')
    stranger.desk.close()
  })

  it('that was altered on its way is refused, whatever was altered', async () => {
    const [serial = ''] = fresh(1)
    const text = await sentDocument([serial])
    const read = async (altered: string) => {
      ekimae.put(altered)
      const reply = await ekimae.desk.ask('transfer.read', { scanned: null })
      expect(codeOf(reply)).toBe(reply.ok ? 'ok' : 'transfer-document-refused')
      return reasonOf(reply)
    }
    expect(await read(text.replace(serial, `${serial.slice(0, -1)}X`))).toBe('signature-wrong')
    expect(await read(text.replace('"usedBefore":false', '"usedBefore":true'))).toBe('signature-wrong')
    expect(await read(text.slice(0, -2))).toBe('document-unreadable')
    expect(await read(`${text} `)).toBe('document-malformed')
    expect(await read('x'.repeat(3 * 1024 * 1024))).toBe('document-too-large')
    expect(await read(text)).toBe('ok')
  })

  it('is gone with whoever had read it', async () => {
    const serials = fresh(1)
    const { document } = await readAt(ekimae, await sentDocument(serials))
    await ekimae.desk.must('session.sign-out', {})
    await ekimae.desk.signIn('S0102')
    await withSecond(ekimae)
    expect(reasonOf(await ekimae.desk.ask('transfer.accept', { document, counted: serials }))).toBe(
      'document-unreadable',
    )
    await ekimae.desk.must('session.sign-out', {})
    await ekimae.desk.signIn('S0101')
  })
})

describe('what does not travel', () => {
  const ask = async (serials: readonly string[], service = 'P003' as const) => {
    await withSecond(honcho)
    return honcho.desk.ask('transfer.send', { to: EKIMAE, service, serials: [...serials] })
  }

  it('is what is not free in the safe', async () => {
    const [reserved = '', free = ''] = fresh(2)
    putStock(honcho.desk, [reserved], { state: 'reserved' })
    putStock(honcho.desk, [free])
    expect(codeOf(await ask([free, reserved]))).toBe('state-forbids')
    expect(codeOf(await ask([free, free]))).toBe('serial-twice')
    expect(codeOf(await ask([free, '99999999']))).toBe('serial-not-ours')
    expect(codeOf(await ask(['??']))).toBe('serial-malformed')
    expect(states(honcho, [reserved, free])).toEqual(['reserved', 'in-stock'])
  })

  it('is what was lost once', async () => {
    const [serial = ''] = fresh(1)
    putStock(honcho.desk, [serial])
    inStore(honcho.desk, (db) => {
      const row = db.tokens.find(Serial.parse(serial))
      if (row !== undefined) db.tokens.change(row, { tombstone: 'lost' })
    })
    expect(codeOf(await ask([serial]))).toBe('serial-tombstoned')
  })

  it('is two models in one transfer', async () => {
    const [one = '', other = ''] = fresh(2)
    putStock(honcho.desk, [one], { service: 'P002', model: 'hardware-1' })
    putStock(honcho.desk, [other], { service: 'P002', model: 'hardware-2' })
    await withSecond(honcho)
    const mixed = await honcho.desk.ask('transfer.send', {
      to: EKIMAE,
      service: 'P002',
      serials: [one, other],
    })
    expect(codeOf(mixed)).toBe('models-mixed')
  })

  it('is a token whose seed was moved onto it (OTP-16)', async () => {
    const [one = '', other = ''] = fresh(2)
    putStock(honcho.desk, [one, other])
    inStore(honcho.desk, (db) => {
      const from = db.tokens.find(Serial.parse(other))
      const to = db.tokens.find(Serial.parse(one))
      if (from !== undefined && to !== undefined) db.tokens.change(to, { seed: from.seed })
    })
    expect(codeOf(await ask([one]))).toBe('seed-unreadable')
    expect(states(honcho, [one])).toEqual(['in-stock'])
  })

  it('goes to no branch that is not known', async () => {
    const serials = fresh(1)
    putStock(honcho.desk, serials)
    await withSecond(honcho)
    const nowhere = await honcho.desk.ask('transfer.send', {
      to: BranchNo.parse('099'),
      service: 'P003',
      serials,
    })
    expect(codeOf(nowhere)).toBe('peer-unknown')
  })
})

describe('taking in', () => {
  const ask = async (text: string, counted: readonly string[]) => {
    const { document } = await readAt(ekimae, text)
    await withSecond(ekimae)
    return ekimae.desk.ask('transfer.accept', { document, counted: [...counted] })
  }

  it('wants every token of the document counted, and no other', async () => {
    const [one = '', two = '', strange = ''] = fresh(3)
    const text = await sentDocument([one, two])
    expect(await ask(text, [one])).toMatchObject({
      error: { code: 'count-differs', counted: 1, expected: 2 },
    })
    expect(await ask(text, [one, strange])).toMatchObject({ error: { code: 'count-differs', counted: 1 } })
    expect(await ask(text, [one, two, strange])).toMatchObject({
      error: { code: 'count-differs', counted: 3, expected: 2 },
    })
    expect(codeOf(await ask(text, [one, one]))).toBe('serial-twice')
    expect(codeOf(await ask(text, [one, '!']))).toBe('serial-malformed')
    expect(states(ekimae, [one, two])).toEqual([undefined, undefined])
    expect(codeOf(await ask(text, [one, two]))).toBe('ok')
  })

  it('takes nothing that is in use here, or was lost here', async () => {
    const [used = '', lost = ''] = fresh(2)
    putStock(ekimae.desk, [used])
    expect(codeOf(await ask(await sentDocument([used]), [used]))).toBe('serial-in-use')
    putStock(ekimae.desk, [lost], { state: 'lost-by-customer' })
    inStore(ekimae.desk, (db) => {
      const row = db.tokens.find(Serial.parse(lost))
      if (row !== undefined) db.tokens.change(row, { tombstone: 'lost' })
    })
    expect(codeOf(await ask(await sentDocument([lost]), [lost]))).toBe('serial-tombstoned')
    expect(states(ekimae, [used, lost])).toEqual(['in-stock', 'lost-by-customer'])
  })

  it('takes no model that is not kept here', async () => {
    const serials = fresh(1)
    putStock(honcho.desk, serials, { model: 'keyfob-of-tomorrow' })
    await send(serials)
    expect(codeOf(await ask(lastOn(honcho), serials))).toBe('model-unknown')
  })

  it('marks what a customer has had where the service gives nothing out twice (R-003-41)', async () => {
    const [used = '', unused = ''] = fresh(2)
    for (const [serial, state] of [
      [used, 'returned-by-customer'],
      [unused, 'in-stock'],
    ] as const)
      putStock(honcho.desk, [serial], { service: 'P002', model: 'hardware-1', state })
    inStore(honcho.desk, (db, at) => {
      const [one, other] = db.people.everybody()
      for (const event of ['inspect', 'shelve'] as const) {
        const row = db.stock.find(Serial.parse(used))
        if (row === undefined || one === undefined || other === undefined) throw new Error('nothing there')
        db.stock.move(row, event, { at, staff: one.staff, second: other.staff, why: '' })
      }
    })
    await withSecond(honcho)
    await honcho.desk.must('transfer.send', { to: EKIMAE, service: 'P002', serials: [used, unused] })
    await accept(lastOn(honcho), [used, unused])
    const tombstone = (serial: string) =>
      ekimae.desk.premises.branch?.store.read.tokens.find(Serial.parse(serial))?.tombstone
    expect([tombstone(used), tombstone(unused)]).toEqual(['retired', null])
  })
})

describe('an answer', () => {
  it('that sends everything back brings the tokens home', async () => {
    const serials = fresh(2)
    const { document } = await readAt(ekimae, await sentDocument(serials))
    await withSecond(ekimae)
    const { fileName } = await ekimae.desk.must('transfer.refuse', {
      document,
      reason: 'opened-on-the-way',
      note: '封が\n 切れている',
    })
    expect(fileName).toContain('返送書')
    expect(states(ekimae, serials)).toEqual([undefined, undefined])
    const said = await readAt(honcho, lastOn(ekimae))
    expect(said).toMatchObject({ accepted: false, reason: 'opened-on-the-way', note: '封が 切れている' })
    await withSecond(honcho)
    await honcho.desk.must('transfer.settle', { document: said.document })
    expect(states(honcho, serials)).toEqual(['received', 'received'])
    const { transfers } = await honcho.desk.must('transfer.list', {})
    expect(transfers.find(({ transfer }) => transfer === said.transfer)).toMatchObject({
      state: 'refused',
      reason: 'opened-on-the-way',
      saves: null,
    })
    expect(seedAt(honcho, serials[0] ?? '')?.some((byte) => byte !== 0)).toBe(true)
  })

  it('that says nothing has arrived makes the tokens missing', async () => {
    const serials = fresh(1)
    const { document } = await readAt(ekimae, await sentDocument(serials))
    await withSecond(ekimae)
    await ekimae.desk.must('transfer.refuse', { document, reason: 'not-arrived', note: '' })
    await settleAt(honcho, lastOn(ekimae))
    expect(states(honcho, serials)).toEqual(['missing'])
  })

  it('that tells tokens apart is followed token by token', async () => {
    const [taken = '', missing = '', returned = '', extra = ''] = fresh(4)
    const text = await sentDocument([taken, missing, returned])
    const { branch } = ekimae.desk.premises
    if (branch === undefined) throw new Error('no store is open')
    const us = inStore(ekimae.desk, (db, at) => ourBranch(db, branch, at))
    const read = readTransfer(text, us.introduction, knownBranches(branch.store.read))
    if (!read.ok) throw new Error(read.error.code)
    const receipt = writeReceipt(us, read.value, {
      at: ekimae.desk.premises.around.clock.read().instant,
      signers: RECEIVERS,
      accepted: [Serial.parse(taken)],
      differences: [
        { serial: Serial.parse(missing), found: 'missing' },
        { serial: Serial.parse(returned), found: 'refused' },
        { serial: Serial.parse(extra), found: 'extra' },
      ],
    })
    const said = await readAt(honcho, receipt.text)
    expect(said.differences.map(({ found }) => found)).toEqual(['missing', 'refused', 'extra'])
    await settleAt(honcho, receipt.text)
    expect(states(honcho, [taken, missing, returned, extra])).toEqual([
      'transferred',
      'missing',
      'received',
      undefined,
    ])
    const isBlank = (serial: string) => seedAt(honcho, serial)?.every((byte) => byte === 0)
    expect([isBlank(taken), isBlank(missing), isBlank(returned)]).toEqual([true, false, false])
  })

  it('settles once', async () => {
    const serials = fresh(1)
    await accept(await sentDocument(serials), serials)
    const receipt = lastOn(ekimae)
    await settleAt(honcho, receipt)
    const { document, state } = await readAt(honcho, receipt)
    expect(state).toBe('settled')
    await withSecond(honcho)
    expect(codeOf(await honcho.desk.ask('transfer.settle', { document }))).toBe('state-forbids')
  })

  it('to what we have never sent settles nothing', async () => {
    const serials = fresh(1)
    await accept(await sentDocument(serials), serials)
    const receipt = lastOn(ekimae)
    // The branch that was written to cannot be made to answer for another.
    minato.put(receipt)
    expect(reasonOf(await minato.desk.ask('transfer.read', { scanned: null }))).toBe('branch-unknown')
    const { document } = await readAt(honcho, await receiptFor(minato))
    await withSecond(honcho)
    const transfers = honcho.desk.premises.branch?.store.read.stockRecords.all('transfer').length
    expect(codeOf(await honcho.desk.ask('transfer.settle', { document }))).toBe('ok')
    expect(honcho.desk.premises.branch?.store.read.stockRecords.all('transfer').length).toBe(transfers)
    // A transfer document is no answer.
    const tokens = await readAt(ekimae, await sentDocument(fresh(1)))
    await withSecond(ekimae)
    expect(reasonOf(await ekimae.desk.ask('transfer.settle', { document: tokens.document }))).toBe(
      'document-other',
    )
  })

  async function receiptFor(house: House): Promise<string> {
    const serials = fresh(1)
    putStock(honcho.desk, serials)
    await send(serials, honcho, '056')
    await accept(lastOn(honcho), serials, house)
    return lastOn(house)
  }
})

describe('a machine that stops between the book and the stick', () => {
  it('has the tokens on their way, and saves the very same document again', async () => {
    const serials = fresh(1)
    putStock(honcho.desk, serials)
    for (const saving of ['fails', 'cancelled'] as const) {
      honcho.saving = saving
      const lost = fresh(1)
      putStock(honcho.desk, lost)
      const { fileName } = await send(lost)
      expect(fileName).toBe(null)
      expect(states(honcho, lost)).toEqual(['in-transfer'])
    }
    const { transfers } = await honcho.desk.must('transfer.list', {})
    const [last] = transfers
    expect(last).toMatchObject({ state: 'sent', saves: 'tokens' })
    const refused = await honcho.desk.ask('transfer.save-again', {
      transfer: last?.transfer ?? ('' as never),
    })
    expect(codeOf(refused)).toBe('save-cancelled')
    honcho.saving = 'works'
    await honcho.desk.must('transfer.save-again', { transfer: last?.transfer ?? ('' as never) })
    expect(newest(honcho.desk)).toEqual(['noted transfer.saved-again'])
    await accept(lastOn(honcho), last?.tokens ?? [])
    expect(states(ekimae, last?.tokens ?? [])).toEqual(['received'])
  })

  it('stands there with the same document after a new start', async () => {
    const dir = ekimae.desk.dir
    const [serial = ''] = fresh(1)
    const text = await sentDocument([serial])
    ekimae.saving = 'fails'
    const { transfer } = await accept(text, [serial])
    ekimae.desk.close()
    ekimae = await openHouse('034', '駅前支店', { dir, at: ekimae.desk.clock.wall + 60_000 })
    await ekimae.desk.signIn('S0101')
    const { fileName } = await ekimae.desk.must('transfer.save-again', { transfer })
    expect(fileName).toContain(transfer)
    await settleAt(honcho, lastOn(ekimae))
    expect(states(honcho, [serial])).toEqual(['transferred'])
  })

  it('saves nothing of a transfer that is not there or needs no document any more', async () => {
    const serials = fresh(1)
    await accept(await sentDocument(serials), serials)
    const { transfer } = await settleAt(honcho, lastOn(ekimae))
    expect(codeOf(await honcho.desk.ask('transfer.save-again', { transfer }))).toBe('state-forbids')
    const never = { transfer: 'TR-012-999999' as never }
    expect(codeOf(await honcho.desk.ask('transfer.save-again', never))).toBe('transfer-unknown')
  })
})

describe('a document on the screen instead of the stick', () => {
  it('is read code by code, tokens and receipt alike', async () => {
    const serials = fresh(2)
    putStock(honcho.desk, serials)
    const sent = await send(serials)
    const { codes } = await honcho.desk.must('transfer.codes', { transfer: sent.transfer })
    const read = await ekimae.desk.must('transfer.read', { scanned: codes?.toReversed() ?? [] })
    await withSecond(ekimae)
    const { transfer } = await ekimae.desk.must('transfer.accept', {
      document: read?.document ?? '',
      counted: serials,
    })
    const back = await ekimae.desk.must('transfer.codes', { transfer })
    const answer = await honcho.desk.must('transfer.read', { scanned: back.codes ?? [] })
    await withSecond(honcho)
    await honcho.desk.must('transfer.settle', { document: answer?.document ?? '' })
    expect(states(honcho, serials)).toEqual(['transferred', 'transferred'])
    const over = await honcho.desk.ask('transfer.codes', { transfer: sent.transfer })
    expect(codeOf(over)).toBe('state-forbids')
  })

  it('is offered only where it is short enough', async () => {
    const many = fresh(40)
    putStock(honcho.desk, many)
    const { transfer } = await send(many)
    expect(await honcho.desk.must('transfer.codes', { transfer })).toEqual({ codes: null })
  })
})

describe('making another branch known', () => {
  const meeting = async (house: House, text: string, typed?: string) => {
    house.put(text)
    const read = await house.desk.must('transfer.read-introduction', { scanned: null })
    await withSecond(house)
    return house.desk.ask('transfer.meet', {
      document: read?.document ?? '',
      fingerprint: typed ?? read?.fingerprint ?? '',
    })
  }
  let third: House
  let introduction = ''
  beforeAll(async () => {
    third = await openHouse('090', '西支店')
    await third.desk.signIn('S0127')
    await third.desk.must('transfer.introduce', {})
    introduction = lastOn(third)
    await honcho.desk.must('session.sign-out', {})
    await honcho.desk.signIn('S0127')
  })
  afterAll(async () => {
    third.desk.close()
    await honcho.desk.must('session.sign-out', {})
    await honcho.desk.signIn('S0101')
  })

  it('wants the fingerprint typed as it was heard, in whatever width', async () => {
    const { ownFingerprint } = await third.desk.must('transfer.list', {})
    const heard = ownFingerprint ?? ''
    const other = heard.replace(/^./, (letter) => (letter === 'A' ? 'C' : 'A'))
    expect(reasonOf(await meeting(honcho, introduction, other))).toBe('fingerprint-differs')
    expect(reasonOf(await meeting(honcho, introduction, ''))).toBe('fingerprint-differs')
    expect(codeOf(await meeting(honcho, introduction, heard.toLowerCase().replaceAll('-', ' ')))).toBe('ok')
    const { peers } = await honcho.desk.must('transfer.list', {})
    expect(peers.find(({ branchNo }) => branchNo === '090')?.fingerprint).toBe(heard)
  })

  it('knows no stranger, no second self and nobody of another institution', async () => {
    const read = async (text: string) => {
      honcho.put(text)
      return reasonOf(await honcho.desk.ask('transfer.read-introduction', { scanned: null }))
    }
    await honcho.desk.must('transfer.introduce', {})
    expect(await read(lastOn(honcho))).toBe('own-branch')
    const double = await openHouse('012', '本町支店')
    await double.desk.signIn('S0127')
    await double.desk.must('transfer.introduce', {})
    expect(await read(lastOn(double))).toBe('own-branch')
    double.desk.close()
    const foreign = await openHouse('091', '東支店', { institution: '別の信用金庫' })
    await foreign.desk.signIn('S0127')
    await foreign.desk.must('transfer.introduce', {})
    expect(await read(lastOn(foreign))).toBe('other-institution')
    foreign.desk.close()
  })

  it('reads an introduction from the codes on a screen, in any order', async () => {
    const codes = splitForQr(introduction) ?? []
    expect(codes.length).toBeGreaterThan(1)
    const read = await honcho.desk.must('transfer.read-introduction', { scanned: codes.toReversed() })
    expect(read?.branchNo).toBe('090')
    const part = await honcho.desk.ask('transfer.read-introduction', { scanned: codes.slice(1) })
    expect(reasonOf(part)).toBe('qr-parts-missing')
    const { ownCodes } = await third.desk.must('transfer.list', {})
    expect(ownCodes).toEqual(codes)
  })

  it('is nothing one person does', async () => {
    honcho.put(introduction)
    const read = await honcho.desk.must('transfer.read-introduction', { scanned: null })
    const alone = await honcho.desk.ask('transfer.meet', {
      document: read?.document ?? '',
      fingerprint: read?.fingerprint ?? '',
    })
    expect(codeOf(alone)).toBe('second-missing')
  })
})
