/** What was built, read as bytes: nothing of ours in it that a stranger should not have, and the same each time. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { homedir, hostname, userInfo } from 'node:os'
import { extname, join, relative, sep } from 'node:path'
import { expect, test } from '@playwright/test'
import { root } from '../../build/setup/runtime.ts'
import { temporary } from './desk.ts'

type Built = { readonly path: string; readonly bytes: Buffer }

function builtIn(out: string): Built[] {
  return readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== '.built')
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path: relative(out, path).split(sep).join('/'), bytes: readFileSync(path) }))
}
const built = builtIn(join(root, 'out'))
const texts = built.filter(({ path }) => /\.(js|cjs|css|html)$/.test(path))

type Find = {
  readonly says: string
  readonly pattern: RegExp
  readonly planted: string
  /** The one file that may hold it. */
  readonly but?: RegExp
}
const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Words only this machine has. A user name as short or as common as `root` stands in every program. */
const OWN = [root, homedir(), hostname(), userInfo().username].filter((word) => word.length > 5)

const PRIVATE: readonly Find[] = [
  {
    says: 'a folder or a name of the machine it was built on',
    pattern: new RegExp(
      [...OWN.map(literally), String.raw`(?<![\w$.])/(home|Users)/\w`, String.raw`\b[A-Z]:\\Users`].join('|'),
    ),
    planted: `at ${root}/src-main/gate.ts`,
  },
  {
    // Built from parts of characters, a pattern is no address.
    says: 'somebody’s e-mail address',
    // A licence names its author, as its author wants it to.
    but: /^renderer\/assets\/licences-[\w-]+\.js$/,
    pattern:
      /(?<![\w.+$\\[\]-])[a-z][\w.+-]*@(?!example\.)[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)*\.(?:com|org|net|io|dev|jp)\b/,
    planted: 'written by jane.doe@bank.co.jp',
  },
  {
    says: 'a private key',
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[A-Za-z0-9+/]{20}/,
    planted: `-----BEGIN PRIVATE KEY-----\n${'M'.repeat(64)}`,
  },
  { says: 'a source map', pattern: /[#@] sourceMappingURL=/, planted: '//# sourceMappingURL=index.js.map' },
  {
    says: 'anything that was made for tests',
    pattern: /CANARYSEED0123456789|検証 花子|\b7654321\b|かなりあ の うた|tests\/fixtures|vitest|playwright/i,
    planted: "import { openDesk } from '../../tests/fixtures/desk.ts'",
  },
]

/** What tests and measures do to a desk: a clock that is set, a store that is stalled, a worker that acknowledges. */
const HARNESS: readonly Find[] = [
  {
    says: 'the stand-in for Electron',
    pattern: /electron-standin|build\/standin/,
    planted: 'electron-standin: x',
  },
  {
    says: 'the workers of crash tests',
    pattern: /\bACK \$\{|'ACK '|"ACK "|KILL_AT|openStall|canaryBranch/,
    planted: "write('ACK ')",
  },
  {
    says: 'a clock made by hand',
    pattern: /\bmakeStall\b|\bopenDesk\(\{|MADOGUCHI_(LONG|RECORD|STANDIN|SAVE_DIR)/,
    planted: 'MADOGUCHI_LONG',
  },
  {
    says: 'a way past the device seal',
    pattern: /MADOGUCHI_STANDIN_KEYRING/,
    planted: 'MADOGUCHI_STANDIN_KEYRING',
  },
]

const found = ({ pattern, but }: Find, { path, bytes }: Built): string[] => {
  if (but?.test(path) === true) return []
  const hit = pattern.exec(bytes.toString('utf8'))
  return hit === null ? [] : [`${path}: ${hit[0]}`]
}

test('BLD-09: what was built names no person and no machine, and holds no key, no source map and no test data', () => {
  expect(texts.length).toBeGreaterThan(5)
  for (const find of PRIVATE) {
    expect(
      texts.flatMap((one) => found(find, one)),
      find.says,
    ).toEqual([])
    // The search finds what is planted for it.
    expect(found(find, { path: 'planted', bytes: Buffer.from(find.planted) }), find.says).toHaveLength(1)
  }
})

test('BLD-09: what was built is of the few kinds a program needs', () => {
  const kinds = new Set(built.map(({ path }) => extname(path)))
  expect([...kinds].sort()).toEqual(['.cjs', '.css', '.html', '.js', '.json', '.woff2'])
  // What the page's files are held to, and no other data.
  expect(built.map(({ path }) => path).filter((path) => extname(path) === '.json')).toEqual([
    'main/page-files.json',
  ])
})

test('BLD-08: nothing that serves tests only is in the program', () => {
  for (const find of HARNESS) {
    expect(
      texts.flatMap((one) => found(find, one)),
      find.says,
    ).toEqual([])
    expect(found(find, { path: 'planted', bytes: Buffer.from(find.planted) }), find.says).toHaveLength(1)
  }
})

test('BLD-10: built once more, in a clean folder elsewhere, the program is the same to the last byte', () => {
  test.setTimeout(600_000)
  const elsewhere = join(temporary(), 'another', 'folder')
  try {
    mkdirSync(elsewhere, { recursive: true })
    for (const part of [
      ...['src-main', 'src-shared', 'src-renderer', 'electron.vite.config.ts'],
      ...['package.json', 'package-lock.json', 'tsconfig.json', 'build', 'tests/tsconfig.json'],
    ])
      cpSync(join(root, part), join(elsewhere, part), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(elsewhere, 'node_modules'))
    execFileSync(
      process.execPath,
      [join(elsewhere, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'],
      { cwd: elsewhere, env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '' }, stdio: 'pipe' },
    )
    const hashes = (all: readonly Built[]): string[] =>
      all.map(({ path, bytes }) => `${createHash('sha256').update(bytes).digest('hex')}  ${path}`)
    expect(hashes(builtIn(join(elsewhere, 'out')))).toEqual(hashes(built))
  } finally {
    rmSync(elsewhere, { recursive: true, force: true })
  }
})
