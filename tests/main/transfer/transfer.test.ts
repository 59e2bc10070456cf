import { createSecretKey, hkdfSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gcmSeal } from '#main/keys/wrap'
import { verify } from '#main/otp/engine'
import { UNUSED } from '#main/otp/memory'
import { canonical } from '#main/store/canonical'
import { agreeOnce } from '#main/transfer/identity'
import {
  memoryOnArrival,
  openSeeds,
  readTransfer,
  type SeededToken,
  TOKENS_MAX,
  wipeSeeds,
  writeTransfer,
} from '#main/transfer/transfer'
import { Instant, Serial } from '#shared/ids'
import { AT, foundBranch, knowing, SENDERS, TRANSFER, tokenWith } from '../../fixtures/branches.ts'
import { deviceOf, seedOf } from '../otp/device.ts'

const honcho = foundBranch('012', '本町支店')
const ekimae = foundBranch('034', '駅前支店')
const third = foundBranch('056', '港支店')
const known = knowing(honcho, ekimae, third)

const write = (tokens: readonly SeededToken[] = [tokenWith()], to = ekimae, from = honcho) =>
  writeTransfer(from, to.introduction, { transfer: TRANSFER, at: AT, signers: SENDERS, tokens })
const read = (text: string, us = ekimae, book = known) => readTransfer(text, us.introduction, book)
const codeOf = (text: string, us = ekimae, book = known) => {
  const answer = read(text, us, book)
  return answer.ok ? 'ok' : answer.error.code
}
function received(text: string, us = ekimae): readonly SeededToken[] {
  const transfer = read(text, us)
  if (!transfer.ok) throw new Error(transfer.error.code)
  const opened = openSeeds(transfer.value, us)
  if (!opened.ok) throw new Error(opened.error.code)
  return opened.value
}

const anyToken = fc
  .record({
    serial: fc.stringMatching(/^[0-9A-Z]{4,20}$/).map((text) => Serial.parse(text)),
    model: fc.constantFrom('OTP c200', 'ワンタイム カード', 'VASCO GO7'),
    kind: fc.constantFrom('totp' as const, 'hotp' as const),
    algorithm: fc.constantFrom('SHA1' as const, 'SHA256' as const, 'SHA512' as const),
    digits: fc.constantFrom(6 as const, 7 as const, 8 as const),
    periodSeconds: fc.constantFrom(30 as const, 60 as const),
    memory: fc.record({
      highWater: fc.option(fc.maxSafeNat()),
      drift: fc.integer({ min: -10, max: 10 }),
      counter: fc.maxSafeNat(),
      failures: fc.nat(100),
      locked: fc.boolean(),
    }),
    seed: fc
      .uint8Array({ minLength: 16, maxLength: 64 })
      .filter((bytes) => new Set(bytes).size > 1)
      .map((bytes) => Buffer.from(bytes)),
    ours: fc.boolean(),
    usedBefore: fc.boolean(),
    validUntil: fc.option(fc.constant(Instant.parse('2031-12-31T15:00:00.000Z'))),
  })
  .map(({ kind, algorithm, digits, periodSeconds, ours, seed, ...rest }) =>
    tokenWith({
      ...rest,
      parameters: ours ? { kind, algorithm, digits, periodSeconds } : null,
      seed: ours ? seed : null,
    }),
  )
const anyTokens = fc.uniqueArray(anyToken, { selector: ({ serial }) => serial, minLength: 1, maxLength: 8 })

describe('a transfer', () => {
  it('arrives as it was sent: every token, its seed, and all that it remembers', () => {
    fc.assert(
      fc.property(anyTokens, (tokens) => {
        expect(received(write(tokens).text)).toEqual(tokens)
      }),
      { numRuns: 60 },
    )
  })

  it('tells who sent it and who signed, and is named by the digest both books keep', () => {
    const { text, digest } = write()
    expect(read(text)).toMatchObject({
      ok: true,
      value: { transfer: TRANSFER, from: honcho.introduction, at: AT, signers: SENDERS, digest },
    })
  })

  it('goes there and back again between two branches that know each other', () => {
    const there = received(write().text)
    const back = received(write(there, honcho, ekimae).text, honcho)
    expect(back).toEqual([tokenWith()])
  })

  it('carries a thousand tokens and not one more', () => {
    const many = Array.from({ length: TOKENS_MAX }, (_, at) =>
      tokenWith({
        serial: Serial.parse(`FT${String(at).padStart(18, '0')}`),
        model: '型'.repeat(60),
        seed: Buffer.alloc(64, (at % 254) + 1),
      }),
    )
    expect(received(write(many).text)).toHaveLength(TOKENS_MAX)
    expect(() => write([...many, tokenWith()])).toThrow()
  })

  it('is not written to ourselves, of nothing, twice of one serial, or with a seed that is none', () => {
    expect(() => write([tokenWith()], honcho, honcho)).toThrow('ourselves')
    expect(() => write([])).toThrow()
    expect(() => write([tokenWith(), tokenWith()])).toThrow()
    for (const seed of [
      null,
      Buffer.alloc(15, 1),
      Buffer.alloc(65, 1),
      Buffer.alloc(20),
      Buffer.alloc(20, 0xff),
    ]) {
      expect(() => write([tokenWith({ seed })])).toThrow('cannot travel')
    }
    expect(() => write([tokenWith({ parameters: null })])).toThrow('cannot travel')
  })
})

describe('a spent code', () => {
  it('is not accepted a second time at the new branch (R-003-41)', () => {
    const bytes = tokenWith().seed ?? Buffer.alloc(0)
    const { seed, parameters, shows } = deviceOf(bytes, { periodSeconds: 60 })
    const at = Date.parse(AT)
    const code = shows(Math.floor(at / 60_000))
    const here = verify(seed, parameters, UNUSED, code, at)
    expect(here.outcome).toBe('accepted')
    const [arrived] = received(write([tokenWith({ memory: here.memory })]).text)
    if (arrived === undefined) throw new Error('nothing arrived')
    const there = seedOf(arrived.seed ?? Buffer.alloc(0))
    expect(verify(there, parameters, arrived.memory, code, at).outcome).toBe('replayed')
    expect(verify(there, parameters, UNUSED, code, at).outcome).toBe('accepted')
  })

  it('stays spent at a branch the token comes back to, whatever the document says', () => {
    const here = { highWater: 900, drift: 1, counter: 40, failures: 3, locked: true }
    const arriving = { highWater: 700, drift: -2, counter: 41, failures: 0, locked: false }
    expect(memoryOnArrival(here, arriving)).toEqual({ ...arriving, highWater: 900 })
    expect(memoryOnArrival(arriving, here)).toEqual({ ...here, counter: 41 })
    expect(memoryOnArrival(UNUSED, UNUSED)).toEqual(UNUSED)
    expect(memoryOnArrival({ ...UNUSED, highWater: 0 }, UNUSED).highWater).toBe(0)
  })
})

describe('the seeds in a transfer', () => {
  const base32 = (bytes: Buffer): string =>
    [...bytes]
      .map((byte) => byte.toString(2).padStart(8, '0'))
      .join('')
      .replace(/.{5}/g, (bits) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(Number.parseInt(bits, 2)))
      .replace(/[01]+$/, '')
  /** Every spelling of the bytes, wherever in a longer run they begin. */
  const spellings = (seed: Buffer): string[] => [
    seed.toString('hex'),
    seed.toString('hex').toUpperCase(),
    seed.toString('latin1'),
    base32(seed),
    ...[0, 1, 2].flatMap((shift) =>
      (['base64', 'base64url'] as const).map((encoding) =>
        Buffer.concat([Buffer.alloc(shift), seed])
          .toString(encoding)
          .slice(4, 20),
      ),
    ),
  ]

  it('stand nowhere in the clear, in no spelling, neither in the text nor in the bytes it carries', () => {
    const tokens = [
      tokenWith(),
      tokenWith({ serial: Serial.parse('FT90001235'), seed: Buffer.from('canary-canary-canary') }),
    ]
    const { text } = write(tokens)
    const carried = [...text.matchAll(/"([\w-]{20,})"/g)].map(([, inner = '']) =>
      Buffer.from(inner, 'base64url'),
    )
    expect(carried.length).toBeGreaterThan(3)
    for (const { seed } of tokens) {
      for (const spelling of spellings(seed ?? Buffer.alloc(0))) expect(text).not.toContain(spelling)
      for (const bytes of carried) expect(bytes.includes(seed?.subarray(0, 8) ?? '')).toBe(false)
    }
    // The search would find one: what is opened again is searched the same way.
    const clear = canonical(received(text).map(({ seed }) => seed?.toString('hex') ?? ''))
    expect(spellings(tokens[1]?.seed ?? Buffer.alloc(0)).some((spelling) => clear.includes(spelling))).toBe(
      true,
    )
  })

  it('are sealed anew in every document', () => {
    const [one, two] = [JSON.parse(write().text), JSON.parse(write().text)]
    expect(one.seeds).not.toBe(two.seeds)
    expect(one.ephemeral).not.toBe(two.ephemeral)
  })

  it('open for the addressee alone: not for a third branch, and not for the sender', () => {
    const { text } = write()
    const transfer = read(text)
    if (!transfer.ok) throw new Error(transfer.error.code)
    expect(codeOf(text, third)).toBe('not-for-us')
    expect(codeOf(text, honcho)).toBe('not-for-us')
    for (const other of [third, honcho]) {
      expect(openSeeds(transfer.value, other)).toEqual({ ok: false, error: { code: 'seeds-unreadable' } })
      // Somebody else's keys under our own name help as little.
      const posing = { introduction: ekimae.introduction, identity: other.identity }
      expect(openSeeds(transfer.value, posing)).toEqual({ ok: false, error: { code: 'seeds-unreadable' } })
    }
    expect(openSeeds(transfer.value, ekimae).ok).toBe(true)
  })

  it('cannot be asked for before the document was found genuine', () => {
    const transfer = read(write().text)
    if (!transfer.ok) throw new Error(transfer.error.code)
    expect(() => openSeeds({ ...transfer.value }, ekimae)).toThrow('not read here')
  })

  it('are refused as a whole when they do not belong to this list, even if the sender signed it so', () => {
    const resigned = (change: (fields: Record<string, unknown>) => Record<string, unknown>) => {
      const { signature: _signature, ...fields } = JSON.parse(
        write([tokenWith(), tokenWith({ serial: Serial.parse('FT90001235'), seed: Buffer.alloc(32, 9) })])
          .text,
      )
      const body = change(fields)
      const signature = honcho.identity.sign(Buffer.from(canonical(body))).toString('base64url')
      return canonical({ ...body, signature })
    }
    const outcome = (text: string) => {
      const transfer = read(text)
      return transfer.ok ? openSeeds(transfer.value, ekimae).ok : transfer.error.code
    }
    const listOf = (fields: Record<string, unknown>) => fields.tokens as Record<string, unknown>[]
    expect(outcome(resigned((fields) => fields))).toBe(true)
    expect(outcome(resigned((fields) => ({ ...fields, transfer: '0'.repeat(32) })))).toBe(false)
    expect(outcome(resigned((fields) => ({ ...fields, at: '2026-11-21T05:30:00.001Z' })))).toBe(false)
    expect(outcome(resigned((fields) => ({ ...fields, tokens: listOf(fields).reverse() })))).toBe(false)
    expect(outcome(resigned((fields) => ({ ...fields, tokens: listOf(fields).slice(1) })))).toBe(false)
    expect(
      outcome(resigned((fields) => ({ ...fields, ephemeral: Buffer.alloc(32).toString('base64url') }))),
    ).toBe(false)
  })

  it('are sealed as the readme says, and refused unless there is one of the right length for every token', () => {
    const seeds = [Buffer.alloc(20, 7), Buffer.alloc(64, 8)]
    const vendors = { parameters: null, seed: null }
    const tokens = [
      tokenWith({ seed: seeds[0] ?? null }),
      tokenWith({ serial: Serial.parse('FT90001235'), seed: seeds[1] ?? null }),
      tokenWith({ serial: Serial.parse('FT90001236'), ...vendors }),
    ]
    /** A document put together by hand over whatever bytes, signed by the sender. */
    const handmade = (packed: Buffer) => {
      const { signature: _signature, seeds: _seeds, ...fields } = JSON.parse(write(tokens).text)
      const { ephemeral, shared } = agreeOnce(ekimae.introduction.agreement)
      const plain = { ...fields, ephemeral: ephemeral.toString('base64url') }
      const info = Buffer.concat([
        Buffer.from('madoguchi|transfer-seeds|v1|'),
        ephemeral,
        ekimae.introduction.agreement,
        honcho.introduction.signing,
      ])
      const key = createSecretKey(
        Buffer.from(hkdfSync('sha256', shared, Buffer.from(TRANSFER, 'hex'), info, 32)),
      )
      const body = { ...plain, seeds: gcmSeal(key, packed, canonical(plain)).toString('base64url') }
      const signature = honcho.identity.sign(Buffer.from(canonical(body))).toString('base64url')
      return canonical({ ...body, signature })
    }
    const pack = (...parts: readonly (Buffer | undefined)[]) =>
      Buffer.concat(parts.flatMap((part) => [Buffer.from([part?.length ?? 0]), part ?? Buffer.alloc(0)]))
    const opens = (packed: Buffer) => {
      const transfer = read(handmade(packed))
      if (!transfer.ok) throw new Error(transfer.error.code)
      return openSeeds(transfer.value, ekimae)
    }
    const [one, two] = seeds
    const right = pack(one, two, undefined)
    expect(opens(right)).toEqual({ ok: true, value: tokens })
    for (const wrong of [
      right.subarray(0, -1),
      right.subarray(0, 40),
      Buffer.concat([right, Buffer.alloc(1)]),
      pack(one, two, one),
      pack(one, undefined, undefined),
      pack(one, two?.subarray(0, 15), undefined),
      pack(one, Buffer.alloc(65, 3), undefined),
      pack(one, Buffer.alloc(20), undefined),
      Buffer.alloc(1),
    ]) {
      expect(opens(wrong)).toEqual({ ok: false, error: { code: 'seeds-unreadable' } })
    }
  })

  it('are gone once they are wiped', () => {
    const tokens = received(write().text)
    wipeSeeds(tokens)
    expect(tokens[0]?.seed).toEqual(Buffer.alloc(20))
  })
})

/** Every value in a document, by its way from the top. */
function* leaves(value: unknown, way: readonly string[] = []): Generator<readonly string[]> {
  if (typeof value !== 'object' || value === null) yield way
  else for (const [name, inner] of Object.entries(value)) yield* leaves(inner, [...way, name])
}

function changed(document: unknown, way: readonly string[], change: (value: unknown) => unknown): unknown {
  const [name, ...rest] = way
  if (name === undefined) return change(document)
  const copy = structuredClone(document) as Record<string, unknown>
  copy[name] = changed(copy[name], rest, change)
  return copy
}

describe('a transfer that somebody altered', () => {
  const { text } = write([
    tokenWith(),
    tokenWith({ serial: Serial.parse('FT90001235'), seed: Buffer.alloc(32, 9) }),
  ])
  const document: unknown = JSON.parse(text)

  /** Another value that would be as good, so that it is the signature that finds it. */
  const other = (value: unknown): unknown => {
    if (typeof value === 'number') return value === 6 ? 8 : value === 60 ? 30 : value + 1
    if (typeof value === 'boolean') return !value
    if (value === null) return '2030-01-01T00:00:00.000Z'
    if (value === 'totp') return 'hotp'
    if (value === 'SHA1') return 'SHA256'
    const text = String(value)
    const at = text.search(/[0-9A-Za-z高中美隆]/)
    const character = text.charAt(at)
    return (
      text.slice(0, at) +
      (character === '3' ? '4' : character === 'A' ? 'C' : /[0-9]/.test(character) ? '3' : 'A') +
      text.slice(at + 1)
    )
  }

  it.each([...leaves(document)].map((way) => [way.join('.'), way] as const))(
    'is refused: %s',
    (_name, way) => {
      const altered = canonical(changed(document, way, other))
      expect(altered).not.toBe(text)
      expect(codeOf(altered)).toMatch(
        /^(signature-wrong|branch-unknown|document-(malformed|unreadable|newer))$/,
      )
    },
  )

  it('is found by its signature in what it says of tokens, people and the addressee', () => {
    for (const way of [
      ['tokens', '0', 'memory', 'highWater'],
      ['tokens', '0', 'memory', 'drift'],
      ['tokens', '0', 'memory', 'locked'],
      ['tokens', '1', 'serial'],
      ['tokens', '0', 'validFrom'],
      ['tokens', '0', 'parameters', 'digits'],
      ['signers', '1', 'name'],
      ['transfer'],
      ['to', 'branchNo'],
      ['to', 'fingerprint'],
      ['seeds'],
      ['ephemeral'],
    ]) {
      expect([way, codeOf(canonical(changed(document, way, other)))]).toEqual([way, 'signature-wrong'])
    }
  })

  it('is refused wherever a single bit of its text was turned', () => {
    const bytes = Buffer.from(text, 'utf8')
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
        const turned = Buffer.from(bytes)
        turned[at] = (turned[at] ?? 0) ^ (1 << bit)
        expect(codeOf(turned.toString('utf8'))).not.toBe('ok')
      }),
      { numRuns: 400 },
    )
  })

  it('is refused cut short, with another line, or with a field more or less', () => {
    for (const cut of [0, 1, 100, text.length - 1])
      expect(codeOf(text.slice(0, cut))).toBe('document-unreadable')
    expect(codeOf(`${text}\n`)).toBe('document-malformed')
    for (const place of [[], ['tokens', '0'], ['tokens', '0', 'memory'], ['from'], ['signers', '0']]) {
      const more = changed(document, place, (value) => ({ ...(value as object), more: 1 }))
      expect(codeOf(canonical(more))).toBe('document-malformed')
    }
    for (const way of leaves(document)) {
      const less = changed(document, way.slice(0, -1), (value) => {
        const { [way.at(-1) ?? '']: _gone, ...rest } = value as Record<string, unknown>
        return rest
      })
      expect(codeOf(canonical(less))).toMatch(/^document-(malformed|unreadable)$/)
    }
  })
})

describe('a transfer of somebody else', () => {
  it('is not believed from a branch that nobody here has met', () => {
    const { text } = write()
    expect(read(text, ekimae, knowing(third))).toEqual({
      ok: false,
      error: { code: 'branch-unknown', branchNo: '012', fingerprint: honcho.introduction.fingerprint },
    })
    const renumbered = { ...honcho.introduction, branchNo: third.introduction.branchNo }
    expect(codeOf(text, ekimae, () => renumbered)).toBe('branch-unknown')
  })

  it('is not believed when it only claims to come from a branch we know', () => {
    const impostor = { introduction: honcho.introduction, identity: third.identity }
    expect(codeOf(write([tokenWith()], ekimae, impostor).text)).toBe('signature-wrong')
  })

  it('is held against its signature before it is asked whether it is for us', () => {
    const impostor = { introduction: honcho.introduction, identity: third.identity }
    expect(codeOf(write([tokenWith()], third, impostor).text)).toBe('signature-wrong')
    expect(codeOf(write([tokenWith()], third).text)).toBe('not-for-us')
  })

  it('is read again as the same transfer, so that the book can tell a second arrival', () => {
    const { text } = write()
    const [one, two] = [read(text), read(text)]
    expect(
      one.ok && two.ok && one.value.transfer === two.value.transfer && one.value.digest === two.value.digest,
    ).toBe(true)
  })
})
