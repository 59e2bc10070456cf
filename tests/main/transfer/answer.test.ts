import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical } from '#main/store/canonical'
import {
  type Difference,
  RefusalReason,
  readAnswer,
  type Sent,
  settle,
  writeReceipt,
  writeRefusal,
} from '#main/transfer/answer'
import { readTransfer, type Transfer, writeTransfer } from '#main/transfer/transfer'
import { Serial } from '#shared/ids'
import { AT, foundBranch, knowing, RECEIVERS, SENDERS, TRANSFER, tokenWith } from '../../fixtures/branches.ts'

const honcho = foundBranch('012', '本町支店')
const ekimae = foundBranch('034', '駅前支店')
const third = foundBranch('056', '港支店')
const known = knowing(honcho, ekimae, third)

const serials = ['FT90000001', 'FT90000002', 'FT90000003', 'FT90000004'].map((serial) => Serial.parse(serial))
const [one, two, three, four] = serials as [Serial, Serial, Serial, Serial]
const stranger = Serial.parse('FT90009999')

const { text: sentText, digest } = writeTransfer(honcho, ekimae.introduction, {
  transfer: TRANSFER,
  at: AT,
  signers: SENDERS,
  tokens: serials.map((serial) => tokenWith({ serial })),
})
const sent: Sent = { transfer: TRANSFER, digest, addressee: ekimae.introduction.fingerprint, serials }
function arrived(): Transfer {
  const read = readTransfer(sentText, ekimae.introduction, known)
  if (!read.ok) throw new Error(read.error.code)
  return read.value
}

const receipt = (accepted: readonly Serial[] = serials, differences: readonly Difference[] = []) =>
  writeReceipt(ekimae, arrived(), { at: AT, signers: RECEIVERS, accepted, differences })
const refusal = (reason: RefusalReason = 'opened-on-the-way', note = '封が破れていた') =>
  writeRefusal(ekimae, arrived(), { at: AT, signers: RECEIVERS, reason, note })
const read = (text: string, us = honcho, book = known) => readAnswer(text, us.introduction, book)
const codeOf = (text: string, us = honcho, book = known) => {
  const answer = read(text, us, book)
  return answer.ok ? 'ok' : answer.error.code
}
function settled(text: string, book = sent) {
  const answer = read(text)
  if (!answer.ok) throw new Error(answer.error.code)
  return settle(book, answer.value)
}

describe('a receipt', () => {
  it('closes the transfer in the sender’s book, token by token', () => {
    expect(settled(receipt().text)).toEqual({
      ok: true,
      value: { transferred: serials, missing: [], returning: [], extra: [] },
    })
    const counted = receipt(
      [one, four],
      [
        { serial: two, found: 'missing' },
        { serial: three, found: 'refused' },
        { serial: stranger, found: 'extra' },
      ],
    )
    expect(settled(counted.text)).toEqual({
      ok: true,
      value: { transferred: [one, four], missing: [two], returning: [three], extra: [stranger] },
    })
  })

  it('says who counted, when, and of which document', () => {
    const { text, digest: own } = receipt()
    expect(read(text)).toMatchObject({
      ok: true,
      value: {
        kind: 'receipt',
        transfer: TRANSFER,
        document: digest,
        from: ekimae.introduction,
        at: AT,
        signers: RECEIVERS,
        digest: own,
      },
    })
  })

  it('is not written unless every token of the list is accounted for once', () => {
    expect(() => receipt([one, two, three])).toThrow('account')
    expect(() => receipt([...serials, one])).toThrow('account')
    expect(() => receipt([...serials, stranger])).toThrow('account')
    expect(() => receipt(serials, [{ serial: one, found: 'missing' }])).toThrow('account')
    expect(() => receipt([one, two, three], [{ serial: four, found: 'extra' }])).toThrow('account')
    expect(() => receipt(serials, [{ serial: stranger, found: 'missing' }])).toThrow('account')
    expect(() =>
      receipt(
        [],
        serials.map((serial) => ({ serial, found: 'missing' as const })),
      ),
    ).toThrow()
  })

  it('accounts for every token in whatever way they were counted', () => {
    const found = fc.constantFrom('accepted' as const, 'missing' as const, 'refused' as const)
    fc.assert(
      fc.property(fc.array(found, { minLength: 4, maxLength: 4 }), (outcome) => {
        const those = (what: string) => serials.filter((_, at) => outcome[at] === what)
        fc.pre(those('accepted').length > 0)
        const differences = (['missing', 'refused'] as const).flatMap((what) =>
          those(what).map((serial) => ({ serial, found: what })),
        )
        const settlement = settled(receipt(those('accepted'), differences).text)
        expect(settlement).toEqual({
          ok: true,
          value: {
            transferred: those('accepted'),
            missing: those('missing'),
            returning: those('refused'),
            extra: [],
          },
        })
      }),
      { numRuns: 40 },
    )
  })

  it('that does not add up closes nothing, though the other branch signed it', () => {
    const resigned = (change: object) => {
      const { signature: _signature, ...fields } = JSON.parse(receipt().text)
      const body = { ...fields, ...change }
      const signature = ekimae.identity.sign(Buffer.from(canonical(body))).toString('base64url')
      return canonical({ ...body, signature })
    }
    expect(settled(resigned({ accepted: [one, two, three] }))).toEqual({
      ok: false,
      error: { code: 'answer-unbalanced', serials: [four] },
    })
    expect(settled(resigned({ accepted: [...serials, stranger] }))).toMatchObject({
      error: { serials: [stranger] },
    })
    expect(settled(resigned({ accepted: [...serials, two] }))).toMatchObject({ error: { serials: [two] } })
    const wrongly = { differences: [{ serial: three, found: 'extra' }] }
    expect(settled(resigned({ accepted: [one, two, four], ...wrongly }))).toMatchObject({
      error: { code: 'answer-unbalanced', serials: [three] },
    })
  })
})

describe('a refusal', () => {
  it.each(RefusalReason.options)('sends the tokens home, or has them looked for: %s', (reason) => {
    const gone = reason === 'not-arrived'
    expect(settled(refusal(reason).text)).toEqual({
      ok: true,
      value: { transferred: [], missing: gone ? serials : [], returning: gone ? [] : serials, extra: [] },
    })
  })

  it('says why, in a word of ours and a note of theirs', () => {
    expect(read(refusal().text)).toMatchObject({
      value: { kind: 'refusal', reason: 'opened-on-the-way', note: '封が破れていた' },
    })
    expect(() => refusal('not-arrived', 'あ'.repeat(201))).toThrow()
    expect(() => refusal('not-arrived', '\u202E')).toThrow()
  })
})

describe.each([
  ['a receipt', () => receipt([one, two, three], [{ serial: four, found: 'missing' }]).text],
  ['a refusal', () => refusal().text],
])('%s', (_name, written) => {
  const text = written()

  it('answers one document of one transfer to one branch', () => {
    const other = { ...sent, digest: '0'.repeat(64) }
    expect(settled(text, other)).toEqual({ ok: false, error: { code: 'answer-to-other-document' } })
    const numbered = { ...sent, transfer: '0'.repeat(32) }
    expect(settled(text, numbered)).toMatchObject({ error: { code: 'answer-to-other-document' } })
    const addressed = { ...sent, addressee: third.introduction.fingerprint }
    expect(settled(text, addressed)).toEqual({
      ok: false,
      error: { code: 'answer-of-other-branch', branchNo: '034' },
    })
  })

  it('is for the sender alone, and of a branch it knows', () => {
    expect(codeOf(text, third)).toBe('not-for-us')
    expect(codeOf(text, honcho, knowing(third))).toBe('branch-unknown')
    expect(codeOf(text)).toBe('ok')
  })

  it('is refused with any field altered, and with a single bit turned', () => {
    const fields: Record<string, unknown> = JSON.parse(text)
    for (const [field, value] of Object.entries({
      transfer: '0'.repeat(32),
      document: '0'.repeat(64),
      at: '2026-11-21T05:30:00.001Z',
      signers: SENDERS,
      to: { branchNo: '056', fingerprint: third.introduction.fingerprint },
      from: { branchNo: '056', fingerprint: third.introduction.fingerprint },
      ...('accepted' in fields
        ? { accepted: [one, two, three, four], differences: [] }
        : { reason: 'not-arrived', note: '' }),
    })) {
      expect([field, codeOf(canonical({ ...fields, [field]: value }))]).toEqual([field, 'signature-wrong'])
    }
    const bytes = Buffer.from(text, 'utf8')
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
        const turned = Buffer.from(bytes)
        turned[at] = (turned[at] ?? 0) ^ (1 << bit)
        expect(codeOf(turned.toString('utf8'))).not.toBe('ok')
      }),
      { numRuns: 200 },
    )
  })
})

describe('what is no answer', () => {
  it('is told apart: a transfer, an introduction, a newer answer, anything else', () => {
    expect(read(sentText)).toMatchObject({ error: { code: 'document-other', found: 'transfer' } })
    expect(read(honcho.introduction.text)).toMatchObject({
      error: { code: 'document-other', found: 'introduction' },
    })
    expect(readTransfer(receipt().text, ekimae.introduction, known)).toMatchObject({
      error: { code: 'document-other', found: 'receipt' },
    })
    for (const text of [receipt().text, refusal().text]) {
      expect(codeOf(JSON.stringify({ ...JSON.parse(text), version: 9 }))).toBe('document-newer')
    }
    expect(codeOf('')).toBe('document-unreadable')
  })
})
