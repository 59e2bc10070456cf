import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeBranchIdentity } from '#main/transfer/identity'
import { isFingerprint, readIntroduction, writeIntroduction } from '#main/transfer/introduction'
import { BranchNo } from '#shared/ids'
import { VERIFICATION_ALPHABET } from '#shared/verification-code'
import { AT, foundBranch } from '../../fixtures/branches.ts'

const branch = foundBranch('012', '本町支店')
const { introduction, identity } = branch
const codeOf = (text: string) => {
  const read = readIntroduction(text)
  return read.ok ? 'ok' : read.error.code
}
const facts = {
  institution: 'みどり信用金庫',
  branchNo: BranchNo.parse('012'),
  branchName: '本町支店',
  at: AT,
}

describe('an introduction', () => {
  it('tells number, names and public keys, and is read as it was written', () => {
    expect(readIntroduction(introduction.text)).toEqual({ ok: true, value: introduction })
    expect(introduction).toMatchObject(facts)
    expect(introduction.signing).toEqual(identity.signingPublic)
    expect(introduction.agreement).toEqual(identity.agreementPublic)
  })

  it('is refused when any field of it was altered, though it vouches for itself', () => {
    const other = foundBranch('013', '駅前支店')
    const theirs: Record<string, unknown> = JSON.parse(other.introduction.text)
    const ours: Record<string, unknown> = JSON.parse(introduction.text)
    for (const field of Object.keys(ours)) {
      if (['format', 'version', 'institution', 'at'].includes(field)) continue
      expect([field, codeOf(JSON.stringify({ ...ours, [field]: theirs[field] }))]).toEqual([
        field,
        'signature-wrong',
      ])
    }
    for (const [field, value] of [
      ['institution', 'みどり信用組合'],
      ['at', '2026-11-21T05:30:00.001Z'],
    ] as const) {
      expect(codeOf(JSON.stringify({ ...ours, [field]: value }))).toBe('signature-wrong')
    }
  })

  it('is not taken with a key to which nobody can write secretly', () => {
    const weak = Object.assign(Object.create(identity), {})
    Object.defineProperty(weak, 'agreementPublic', { value: Buffer.alloc(32) })
    Object.defineProperty(weak, 'sign', { value: (bytes: Buffer) => identity.sign(bytes) })
    Object.defineProperty(weak, 'signingPublic', { value: identity.signingPublic })
    expect(() => writeIntroduction(weak, facts)).toThrow('document-malformed')
  })

  it('does not carry names that cannot be shown', () => {
    for (const branchName of ['', ' ', '本町\u202E支店', 'あ'.repeat(61)]) {
      expect(() => writeIntroduction(identity, { ...facts, branchName })).toThrow()
    }
  })

  it('holds no private half', () => {
    expect(Object.keys(JSON.parse(introduction.text)).sort()).toEqual([
      'agreement',
      'at',
      'branchName',
      'branchNo',
      'format',
      'institution',
      'signature',
      'signing',
      'version',
    ])
  })
})

describe('the fingerprint', () => {
  it('is six groups of four characters that cannot be mistaken for one another', () => {
    expect(introduction.fingerprint).toMatch(
      new RegExp(`^[${VERIFICATION_ALPHABET}]{4}(-[${VERIFICATION_ALPHABET}]{4}){5}$`),
    )
    expect(VERIFICATION_ALPHABET).not.toMatch(/[0O1IL2Z5S8B]/)
  })

  it('is that of the keys and the number, whatever the branch is called and whenever it wrote', () => {
    const renamed = writeIntroduction(identity, { ...facts, branchName: '本町中央支店' })
    expect(renamed.fingerprint).toBe(introduction.fingerprint)
    expect(renamed.text).not.toBe(introduction.text)
    const numbered = writeIntroduction(identity, { ...facts, branchNo: BranchNo.parse('112') })
    expect(numbered.fingerprint).not.toBe(introduction.fingerprint)
    const rekeyed = writeIntroduction(makeBranchIdentity(), facts)
    expect(rekeyed.fingerprint).not.toBe(introduction.fingerprint)
  })

  it('is recognised however it is typed, and not with one character wrong or left out', () => {
    const { fingerprint } = introduction
    const wide = [...fingerprint]
      .map((character) => (character === '-' ? 'ー' : String.fromCharCode(character.charCodeAt(0) + 0xfee0)))
      .join('')
    for (const typed of [fingerprint, fingerprint.toLowerCase(), fingerprint.replaceAll('-', ' '), wide]) {
      expect(isFingerprint(typed, introduction)).toBe(true)
    }
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: fingerprint.length - 1 }),
        fc.constantFrom(...VERIFICATION_ALPHABET),
        (at, character) => {
          fc.pre(fingerprint[at] !== '-' && fingerprint[at] !== character)
          const wrong = fingerprint.slice(0, at) + character + fingerprint.slice(at + 1)
          expect(isFingerprint(wrong, introduction)).toBe(false)
        },
      ),
    )
    expect(isFingerprint(fingerprint.slice(0, -1), introduction)).toBe(false)
    expect(isFingerprint('', introduction)).toBe(false)
  })
})
