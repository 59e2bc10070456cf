import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { filesUnder, read, root, type Source, sources, withoutComments } from './sources.ts'

/**
 * What our text says and does not say: it speaks of the desk, not of how the desk came about, and leaves nothing
 * for later. The words looked for are put together here, so that this file does not contain them.
 */

const word = (...parts: readonly string[]): string => parts.join('')
const any = (...words: readonly string[]): RegExp => new RegExp(words.join('|'), 'i')

/** Everything a reader of the repository may open. */
const texts: readonly Source[] = [
  ...['src-main', 'src-shared', 'src-renderer', 'tests', 'build', '.ci'].flatMap((top) =>
    filesUnder(top, /\.(tsx?|jsx?|css|html|md|sh|py|csv|yml|json)$|^[^.]+$/),
  ),
  ...readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|json|md)$|^LICENSE$/.test(entry.name))
    .map(({ name }) => name)
    .filter((name) => name !== 'package-lock.json'),
].map(read)

const code = texts.filter(({ path }) => /\.(tsx?|js)$/.test(path))

type Ban = { readonly says: string; readonly pattern: RegExp; readonly planted: readonly string[] }

const BANS: readonly Ban[] = [
  {
    says: 'names no folder of the place where it was written',
    pattern: any(
      word('(?<![\\w#.])/wo', 'rk/'),
      word('/tmp', '/mado/'),
      word('/root', '/'),
      word('/home', '/(?!\\$|user)\\w'),
    ),
    planted: [word('see /wo', 'rk/main/README'), word('/tmp', '/mado/x'), word('cd /root', '/x')],
  },
  {
    says: 'leans on no document but its own',
    pattern: new RegExp(
      word(
        '\\b(?:house|domain|security|acceptance-security|performance|runtime|models|peers|product|design|lessons-from-peers|NO',
        'TES)\\.m',
        'd\\b',
      ),
    ),
    planted: [word('as in house.m', 'd §3'), word('acceptance-security.m', 'd'), word('NO', 'TES.m', 'd')],
  },
  {
    says: 'says nothing about who or what wrote it',
    pattern: any(
      word('\\bsub', '-?agents?\\b'),
      word('\\bcl', 'aude\\b'),
      word('\\banth', 'ropic\\b'),
      word('\\bchat', 'gpt\\b'),
      word('\\bco', 'pilot\\b'),
      word('\\blanguage ', 'models?\\b'),
      word('\\bAI[- ](gene', 'rated|assis', 'tant)\\b'),
      word('\\bco-auth', 'ored-by\\b'),
      word('\\bsession ', '\\d'),
      word('\\bissue ', '#?\\d'),
    ),
    planted: [
      word('a sub', 'agent did it'),
      word('CL', 'AUDE wrote'),
      word('in session ', '4'),
      word('see issue ', '#2'),
      word('Co-Auth', 'ored-By: x'),
    ],
  },
]

const CODE_BANS: readonly Ban[] = [
  {
    says: 'leaves nothing for later',
    pattern: new RegExp(word('\\b(?:TO', 'DO|FIX', 'ME|XX', 'X|HA', 'CK)\\b')),
    planted: [word('// TO', 'DO: later'), word('/* FIX', 'ME */')],
  },
  {
    says: 'silences no checker without saying why',
    pattern: new RegExp(
      [
        word('@ts-', 'ignore'),
        word('@ts-', 'nocheck'),
        word('@ts-', 'expect-error(?!\\s*:?\\s+\\S.{6})'),
        word('biome-', 'ignore(?!(?:-all|-start|-end)? [\\w/]+: \\S.{6})'),
        word('eslint-', 'disable'),
      ].join('|'),
    ),
    planted: [
      word('// @ts-', 'ignore'),
      word('// @ts-', 'expect-error'),
      word('// biome-', 'ignore lint/suspicious/noConsole:'),
      word('// biome-', 'ignore lint/suspicious/noConsole: why'),
    ],
  },
  {
    says: 'skips no test for good and prefers none',
    pattern: new RegExp(word('\\b(?:it|test|describe)\\.(?:on', 'ly\\b|to', 'do\\b|sk', 'ip\\(\\s*[`\'"])')),
    planted: [word('it.on', 'ly("x")'), word('describe.sk', 'ip("x")')],
  },
]

/** Strings, templates and comments blanked out: what is left is code. */
const bare = (text: string): string =>
  withoutComments(text).replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, "''")
const ANY = new RegExp(word('(?::|<|\\||&|,|=>|\\bas)\\s*an', 'y\\b(?=\\s*(?:[;,)>|&=\\]{}]|\\[\\]|$))'), 'm')

const finding = ({ pattern, says }: Ban, { path, text }: Source): string[] => {
  const found = pattern.exec(text)
  return found === null ? [] : [`${path}: ${says}: ${text.slice(found.index, found.index + 60)}`]
}

describe.each(BANS)('our text', (ban) => {
  it(ban.says, () => {
    expect(texts.length).toBeGreaterThan(200)
    expect(texts.flatMap((text) => finding(ban, text))).toEqual([])
  })
  it.each(ban.planted)('… and the search finds what was planted: %s', (planted) => {
    expect(finding(ban, { path: 'planted.md', text: planted })).toHaveLength(1)
  })
})

describe.each(CODE_BANS)('our code', (ban) => {
  it(ban.says, () => {
    expect(code.flatMap((text) => finding(ban, text))).toEqual([])
  })
  it.each(ban.planted)('… and the search finds what was planted: %s', (planted) => {
    expect(finding(ban, { path: 'planted.ts', text: planted })).toHaveLength(1)
  })
})

describe('types', () => {
  it('are said: nothing is of every type at once', () => {
    expect(sources.filter(({ text }) => ANY.test(bare(text))).map(({ path }) => path)).toEqual([])
  })
  it.each([
    'const a: an_y = 1',
    'const a = b as an_y',
    'function f(a: Record<string, an_y>): void {}',
    'type A = string | an_y',
    'const f = (a: an_y[]) => a',
  ])('… and the search finds what was planted: %s', (planted) => {
    expect(ANY.test(bare(planted.replace('_', '')))).toBe(true)
  })
  it.each(["const a = 'as any'", '// as any', 'const any = 1', 'if (any) go()', '`: any`'])(
    '… and leaves alone %s',
    (honest) => {
      expect(ANY.test(bare(honest))).toBe(false)
    },
  )
})
