import { describe, expect, it } from 'vitest'
import { en } from '#shared/messages/en'
import { ja } from '#shared/messages/ja'
import { SEED_ASSUMPTIONS, SEED_FILE_FAULTS, SEED_PROBLEMS } from '#shared/seeds'

const FACTS = {
  firstLine: 7,
  firstKey: 6,
  digits: 9,
  others: 10,
  bytes: 10,
  algorithm: 'MD5',
  period: 45,
  until: '2025-09-29T23:00:00.000Z',
  kind: 'OCRA',
  encoding: 'hex',
}

describe.each([
  ['Japanese', ja.seeds, /。$/],
  ['English', en.seeds, /\.$/],
] as const)('what is said about seed files in %s', (_language, seeds, sentence) => {
  const said = [
    ...SEED_PROBLEMS.flatMap((code) => [seeds.problems[code](FACTS), seeds.problems[code]({})]),
    ...SEED_FILE_FAULTS.flatMap((code) => [seeds.files[code]({ missing: 'serial' }), seeds.files[code]({})]),
  ]

  it('gives every refusal a reason and something to do, also where no fact is known', () => {
    for (const { why, todo } of said) {
      expect(why).toMatch(sentence)
      expect(todo).toMatch(sentence)
    }
    for (const code of SEED_PROBLEMS) {
      if (
        ['leading-zeros-lost', 'serial-twice', 'seed-shared', 'seed-too-short', 'seed-too-long'].includes(
          code,
        )
      )
        continue
      expect(JSON.stringify(seeds.problems[code]({}))).not.toContain('undefined')
    }
    expect(JSON.stringify(SEED_PROBLEMS.map((code) => seeds.problems[code](FACTS)))).not.toContain(
      'undefined',
    )
  })

  it('never shows a code, and says no two refusals in the same words', () => {
    for (const code of SEED_PROBLEMS) {
      if (code.includes('-')) expect(JSON.stringify(seeds.problems[code](FACTS))).not.toContain(code)
    }
    expect(new Set(SEED_PROBLEMS.map((code) => seeds.problems[code](FACTS).why)).size).toBe(
      SEED_PROBLEMS.length,
    )
    expect(new Set(SEED_FILE_FAULTS.map((code) => seeds.files[code]({}).why)).size).toBe(
      SEED_FILE_FAULTS.length,
    )
  })

  it('says the facts that help', () => {
    expect(seeds.problems['period-refused'](FACTS).why).toContain('45')
    expect(seeds.problems['leading-zeros-lost'](FACTS).why).toMatch(/9.*10/)
    expect(seeds.problems['key-expired'](FACTS).why).toMatch(/2025|令和7/)
    expect(seeds.files['header-unknown']({ twice: 'secret' }).why).not.toBe(
      seeds.files['header-unknown']({}).why,
    )
  })

  it('has a word for everything that may be taken for granted', () => {
    expect(new Set(SEED_ASSUMPTIONS.map((name) => seeds.assumptions[name])).size).toBe(
      SEED_ASSUMPTIONS.length,
    )
  })
})
