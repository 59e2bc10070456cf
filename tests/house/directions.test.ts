import { describe, expect, it } from 'vitest'
import { importsOf, sources, targetOf, withoutComments } from './sources.ts'

/** Which way things lean, who may use what, and what nobody may say. Each rule finds what was planted for it. */

const inside =
  (...places: readonly string[]) =>
  (target: string): boolean =>
    places.some((place) => (place.endsWith('/') ? target.startsWith(place) : target === place))

/**
 * What the files of a place may import: other places of ours, and packages. The first line that fits a file
 * counts, so a single file stands before its folder.
 */
const LEANINGS: readonly (readonly [place: string, may: readonly string[]])[] = [
  // The language both sides speak: no Node, no DOM, no React, no clock, and nothing of either side.
  ['src-shared/', ['src-shared/', 'zod', '@holiday-jp/holiday_jp']],

  // The page knows one way out, `ask()`; nothing of main, no Node, no Electron. No part and no sheet knows a task.
  [
    'src-renderer/parts/',
    [
      'src-renderer/parts/',
      'src-renderer/desk/',
      'src-shared/',
      'react',
      'react-dom',
      '@mantine/core',
      '@tabler/icons-react',
    ],
  ],
  [
    'src-renderer/papers/',
    [
      'src-renderer/papers/',
      'src-renderer/parts/',
      'src-renderer/desk/',
      'src-renderer/theme.ts',
      'src-shared/',
      'react',
      'bwip-js',
    ],
  ],
  [
    'src-renderer/desk/',
    ['src-renderer/desk/', 'src-renderer/parts/', 'src-shared/', 'react', 'react-dom', 'zustand'],
  ],
  [
    'src-renderer/',
    [
      'src-renderer/',
      'src-shared/',
      'react',
      'react-dom',
      '@mantine/core',
      '@mantine/hooks',
      '@tabler/icons-react',
      '@tanstack/react-virtual',
      '@fontsource/biz-udpgothic',
      'zustand',
      'zod',
      'get-nonce',
      // Made of the lock file when the program is.
      'virtual:licences',
    ],
  ],

  // Main, from the ground up. Store, OTP engine and key ring do not know the desk; the desk is handed what it works on.
  ['src-main/otp/', ['src-main/otp/', 'src-shared/', 'otplib', 'node:crypto', 'node:util']],
  [
    'src-main/keys/',
    ['src-main/keys/', 'src-shared/', '@node-rs/argon2', 'zod', 'node:crypto', 'node:fs', 'node:path'],
  ],
  // Documents between branches: keys and a token's memory, and the store's canonical text but nothing of its rows.
  [
    'src-main/transfer/',
    [
      'src-main/transfer/',
      'src-main/keys/',
      'src-main/otp/',
      'src-main/store/canonical.ts',
      'src-shared/',
      'zod',
      'node:crypto',
      // The one file somebody chose, read whole.
      'node:fs',
    ],
  ],
  ['src-main/profiles/', ['src-main/profiles/', 'src-shared/']],
  [
    'src-main/master/',
    [
      'src-main/master/',
      'src-shared/',
      'csv-parse',
      'node:buffer',
      'node:crypto',
      'node:fs',
      'node:timers/promises',
    ],
  ],
  // Seed files: what they say becomes records here, and stock elsewhere. No store, no desk.
  [
    'src-main/seeds/',
    [
      'src-main/seeds/',
      'src-main/keys/random.ts',
      'src-main/otp/',
      'src-shared/',
      'node:buffer',
      'node:crypto',
      'node:fs',
      'node:fs/promises',
      'node:path',
      'node:timers/promises',
    ],
  ],
  [
    'src-main/store/',
    [
      'src-main/store/',
      'src-main/keys/',
      // Version 1 of every service's description comes with the program; the store keeps the later ones.
      'src-main/profiles/',
      'src-shared/',
      'better-sqlite3',
      'canonicalize',
      'zod',
      'node:crypto',
      'node:fs',
      'node:path',
      'node:timers/promises',
    ],
  ],
  // Backups: one file out of a store and a store out of one file. Nothing of the desk's rules.
  [
    'src-main/backup/',
    [
      'src-main/backup/',
      'src-main/keys/',
      'src-main/store/',
      'src-shared/',
      'zod',
      'node:crypto',
      'node:fs',
      'node:fs/promises',
      'node:path',
      'node:stream/promises',
    ],
  ],
  [
    'src-main/practice/',
    ['src-main/practice/', 'src-main/master/', 'src-main/profiles/', 'src-shared/', 'node:crypto'],
  ],

  // Only the practice branch and the sign-in that opens it know its published people and tokens.
  [
    'src-main/desk/practice-branch.ts',
    [
      'src-main/desk/opening.ts',
      'src-main/keys/',
      'src-main/practice/',
      'src-main/store/',
      'src-main/premises.ts',
      'src-main/clock.ts',
      'src-shared/',
      'node:crypto',
    ],
  ],
  // Signing in also makes seeds, and draws the picture that carries one.
  [
    'src-main/desk/session.ts',
    [
      'src-main/desk/',
      'src-main/backup/restore.ts',
      'src-main/keys/',
      'src-main/otp/',
      'src-main/practice/',
      'src-main/premises.ts',
      'src-shared/',
      'bwip-js',
      'node:crypto',
    ],
  ],
  // Only opening and founding a branch move folders about; a restore that still waits to take its place is looked for.
  [
    'src-main/desk/opening.ts',
    [
      'src-main/desk/',
      'src-main/backup/restore.ts',
      'src-main/keys/',
      'src-main/store/',
      'src-main/premises.ts',
      'src-main/clock.ts',
      'src-shared/',
      'node:fs',
      'node:path',
    ],
  ],
  [
    'src-main/desk/',
    [
      'src-main/desk/',
      'src-main/backup/',
      'src-main/store/',
      'src-main/keys/',
      'src-main/otp/',
      'src-main/master/',
      'src-main/profiles/',
      'src-main/seeds/',
      'src-main/transfer/',
      'src-main/premises.ts',
      'src-main/clock.ts',
      'src-shared/',
      'node:crypto',
    ],
  ],

  ['src-main/clock.ts', ['node:os', 'src-shared/']],
  ['src-main/faults.ts', ['src-main/keys/files.ts', 'src-main/store/faults.ts', 'src-shared/']],
  ['src-main/fault-book.ts', ['src-main/page-files.ts', 'src-main/store/faults.ts', 'node:fs', 'node:path']],
  [
    'src-main/premises.ts',
    [
      'src-main/clock.ts',
      'src-main/keys/',
      'src-main/master/',
      'src-main/otp/sentinel.ts',
      // The mark of a colleague's token, while the disk takes nothing and it cannot be kept.
      'src-main/otp/memory.ts',
      // What lies on the desk for as long as somebody sits there.
      'src-main/seeds/pending.ts',
      'src-main/store/',
      'src-shared/',
      'zod',
      'node:crypto',
      'node:path',
    ],
  ],
  [
    'src-main/gate.ts',
    [
      'src-main/desk/',
      'src-main/faults.ts',
      'src-main/premises.ts',
      'src-main/rate.ts',
      'src-main/store/',
      'src-shared/',
    ],
  ],
  ['src-main/rate.ts', ['src-shared/']],
  ['src-main/device-seal.ts', ['src-main/keys/device.ts', 'electron']],
  [
    'src-main/hearing.ts',
    ['src-main/desk/handlers.ts', 'src-main/fault-book.ts', 'src-main/gate.ts', 'src-main/sender.ts'],
  ],
  ['src-main/ipc.ts', ['src-main/fault-book.ts', 'src-main/hearing.ts', 'electron']],
  ['src-main/sender.ts', []],
  ['src-main/dumps.ts', ['node:fs']],
  ['src-main/native-hashes.ts', []],
  ['src-main/native.ts', ['src-main/native-hashes.ts', 'node:crypto', 'node:fs', 'node:path']],
  // It tries what the others work with, each once.
  [
    'src-main/self-test.ts',
    [
      'src-main/keys/wrap.ts',
      'src-main/seeds/pskc-crypto.ts',
      'src-main/store/probe.ts',
      '@node-rs/argon2',
      'node:crypto',
    ],
  ],
  ['src-main/walls.ts', ['node:path']],
  ['src-main/page-files.ts', ['src-main/walls.ts', 'node:crypto', 'node:fs', 'node:path']],
  ['src-main/preload.ts', ['electron']],
  [
    'src-main/window.ts',
    [
      'src-main/desk/handlers.ts',
      'src-main/fault-book.ts',
      'src-main/hearing.ts',
      'src-main/page-files.ts',
      'src-main/premises.ts',
      'src-main/walls.ts',
      'src-shared/',
      'electron',
      'node:crypto',
      'node:path',
    ],
  ],
  ['src-main/index.ts', ['src-main/', 'src-shared/messages/', 'electron', 'node:path']],
  ['src-main/writing.ts', ['src-shared/', 'node:crypto', 'node:fs', 'node:path']],
]

const leaningOf = (path: string) => LEANINGS.find(([place]) => inside(place)(path))

function leaningFindings(path: string, text: string): string[] {
  const leaning = leaningOf(path)
  if (leaning === undefined) return [`${path}: stands in no place we know`]
  const [place, may] = leaning
  return importsOf(text).flatMap((name) => {
    const target = targetOf(path, name)
    if (/\.(css|svg)$/.test(target) && path.startsWith('src-renderer/')) return []
    return inside(...may)(target) ? [] : [`${path} imports ${name}, which ${place} does not`]
  })
}

type Rule = {
  readonly says: string
  readonly pattern: RegExp
  /** The files that may, each with the reason. */
  readonly may: Readonly<Record<string, string>>
  /** One sample for each thing it looks for. */
  readonly planted: string | readonly string[]
}

/** What is said in few places, or in none. */
const RULES: readonly Rule[] = [
  {
    says: 'the wall clock is read in one place (BLD-03)',
    pattern: /\bDate\.now\b|\bnew Date\(\s*\)/,
    may: { 'src-main/clock.ts': 'the one clock' },
    planted: ['const at = new Date()', 'const at = Date.now()'],
  },
  {
    says: 'the master key is lent to the key ring alone',
    pattern: /\blendMaster\b/,
    may: {
      'src-main/keys/keys.ts': 'whose it is',
      'src-main/keys/keyring.ts': 'wraps it for a person',
      'src-main/keys/cards.ts': 'wraps it for the cards',
      'src-main/keys/replacing.ts': 'wraps a new key with it',
    },
    planted: 'keys[lendMaster]((master) => master)',
  },
  {
    says: 'time is measured where it is measured',
    pattern: /\bperformance\.now\b|\bhrtime\b/,
    may: {
      'src-main/clock.ts': 'the one clock',
      'src-main/keys/kdf.ts': 'calibrates what a passphrase costs on this machine',
      'src-renderer/desk/use-now.ts': 'carries main’s time on between two questions, for the eye only',
      'src-renderer/tasks/emergency.tsx': 'how long the caller has been waiting, for the eye only',
      'src-renderer/tasks/loss/emergency-state.ts': 'the moment that is counted from',
    },
    planted: 'const from = performance.now()',
  },
  {
    says: 'nothing is left to chance that a machine could guess (BLD-03)',
    pattern: /\bMath\.random\b/,
    may: {},
    planted: 'const id = Math.random()',
  },
  {
    says: 'random bytes are made in few places',
    pattern: /\brandomBytes\b|\bgetRandomValues\b|\brandomFill/,
    may: {
      'src-main/keys/random.ts': 'keys and salts',
      'src-main/desk/session.ts': 'a new authenticator’s seed at set-up',
      'src-main/window.ts': 'the nonce of a page',
      'src-main/writing.ts': 'the passing name of a file being written',
      'src-main/otp/seed.ts': 'refuses otplib’s wish for them',
    },
    planted: 'const seed = randomBytes(20)',
  },
  {
    says: 'ciphers are made in few places',
    pattern: /\bcreate(?:Cipher|Decipher)iv\b/,
    may: {
      'src-main/keys/wrap.ts': 'seeds and keys at rest',
      'src-main/backup/chunks.ts': 'the body of a backup',
      'src-main/seeds/pskc-crypto.ts': 'values of a seed file',
      'src-main/seeds/transport-key.ts': 'check values of a transport key',
      'src-main/self-test.ts': 'tries them with published vectors',
    },
    planted: "const cipher = createCipheriv('aes-128-ecb', key, null)",
  },
  {
    says: 'names that nobody chose are made in few places',
    pattern: /\brandomUUID\b/,
    may: {
      'src-main/premises.ts': 'a run of the program',
      'src-main/desk/people.ts': 'an enrolment, a person',
      'src-main/desk/session.ts': 'a session, an enrolment, a person',
      'src-main/desk/approval.ts': 'a grant',
      'src-main/desk/master.ts': 'a rehearsed plan',
      'src-main/desk/seeds.ts': 'a file on the desk, a rehearsed plan',
      'src-main/desk/transfers.ts': 'a document on the desk',
      'src-main/desk/door-restore.ts': 'a backup chosen at the door',
    },
    planted: 'const plan = randomUUID()',
  },
  {
    says: 'a seed’s crypto stays in the OTP engine (OTP-12)',
    pattern: /\bcryptoOf\b|\bstepsShowing\b/,
    may: {
      'src-main/otp/seed.ts': 'has it',
      'src-main/otp/steps.ts': 'asks it',
      'src-main/otp/engine.ts': 'judges by it',
    },
    planted: 'const steps = stepsShowing(seed, parameters, typed, 0, 1)',
  },
  {
    says: 'otplib computes codes for the engine only (OTP-12)',
    pattern: /\bgenerateSync\b|\bgenerate\(/,
    may: { 'src-main/otp/steps.ts': 'at which steps does otplib show this code' },
    planted: 'const code = generateSync({ secret })',
  },
  {
    says: 'nothing is printed to a console that somebody else may read (BLD-03)',
    pattern: /\bconsole\s*\.|\bprocess\.(stdout|stderr)\b/,
    may: { 'src-main/index.ts': 'the name of a switch the program does not start with' },
    planted: ["console.log('here')", 'process.stdout.write(text)', 'process.stderr.write(text)'],
  },
  {
    says: 'no text becomes code or markup (BLD-03)',
    pattern:
      /\beval\s*\(|\bnew Function\b|\bdangerouslySetInnerHTML\b|\binnerHTML\b|\bexecuteJavaScript\b|\binsertCSS\b|\bdocument\.write\b/,
    may: {},
    planted: [
      'element.innerHTML = text',
      'eval(text)',
      'new Function(text)',
      '<p dangerouslySetInnerHTML={{ __html: text }} />',
      'contents.executeJavaScript(text)',
      'contents.insertCSS(text)',
      'document.write(text)',
    ],
  },
  {
    says: 'the window is never unlocked (BLD-03)',
    pattern:
      /\bnodeIntegration\w*:\s*true|\bsandbox:\s*false|\bcontextIsolation:\s*false|\bwebSecurity:\s*false|\bwebviewTag:\s*true|\benableRemoteModule\b|@electron\/remote|\bopenExternal\b|\bcrashReporter\b/,
    may: {},
    planted: [
      'new BrowserWindow({ webPreferences: { sandbox: false } })',
      'nodeIntegration: true',
      'nodeIntegrationInWorker: true',
      'contextIsolation: false',
      'webSecurity: false',
      'webviewTag: true',
      'enableRemoteModule',
      "import remote from '@electron/remote'",
      'shell.openExternal(address)',
      'crashReporter.start({})',
    ],
  },
  {
    says: 'only the preload speaks to main (BLD-03)',
    pattern: /\bipcRenderer\b|\bcontextBridge\b/,
    may: { 'src-main/preload.ts': 'two functions, and no channel of the page’s choice' },
    planted: ["ipcRenderer.send('anything')", "contextBridge.exposeInMainWorld('all', require)"],
  },
  {
    says: 'nothing leaves this machine',
    pattern:
      /\bfetch\s*\(|\bXMLHttpRequest\b|\bWebSocket\b|\bsendBeacon\b|['"]node:(?:net|http|https|dgram|tls)['"]/,
    may: {},
    planted: "await fetch('/anything')",
  },
  {
    says: 'the page keeps nothing on disk (REN-10)',
    pattern: /\blocalStorage\b|\bsessionStorage\b|\bindexedDB\b|\bdocument\.cookie\b/,
    may: {},
    planted: "localStorage.setItem('draft', text)",
  },
]

const saying = (rule: Rule, path: string, text: string): string[] =>
  rule.pattern.test(withoutComments(text)) && !Object.hasOwn(rule.may, path) ? [`${path}: ${rule.says}`] : []

describe('imports', () => {
  it('lean as the house leans: the page and main meet in what they share, and nowhere else', () => {
    expect(sources.length).toBeGreaterThan(100)
    expect(sources.flatMap(({ path, text }) => leaningFindings(path, text))).toEqual([])
  })

  it('name no place that is not there, and no package that main or the shared language do not use', () => {
    const unused = LEANINGS.filter(([place]) => !place.startsWith('src-renderer/')).flatMap(
      ([place, may]) => {
        const files = sources.filter(({ path }) => leaningOf(path)?.[0] === place)
        if (files.length === 0) return [place]
        const targets = files.flatMap(({ path, text }) => importsOf(text).map((name) => targetOf(path, name)))
        // Folders of ours are where a place may lean; packages are listed because they are used.
        return may
          .filter((name) => !name.startsWith('src-') && !targets.some(inside(name)))
          .map((name) => `${place}: ${name}`)
      },
    )
    expect(unused).toEqual([])
  })

  it.each([
    ['src-shared/cases.ts', "import { readFileSync } from 'node:fs'"],
    ['src-shared/cases.ts', "import { useState } from 'react'"],
    ['src-shared/cases.ts', "import { gate } from '#main/gate'"],
    ['src-shared/text/serial.ts', "import { gate } from '../../src-main/gate.ts'"],
    ['src-shared/cases.ts', "export { theme } from '#renderer/theme'"],
    ['src-renderer/tasks/search.tsx', "import type { Reads } from '#main/store/tables'"],
    ['src-renderer/tasks/search.tsx', "const gate = await import('../../src-main/gate.ts')"],
    ['src-renderer/tasks/search.tsx', "import { ipcRenderer } from 'electron'"],
    ['src-renderer/tasks/search.tsx', "import { join } from 'node:path'"],
    ['src-renderer/parts/frame.tsx', "import { Search } from '../tasks/search.tsx'"],
    ['src-main/gate.ts', "import { theme } from '#renderer/theme'"],
    ['src-main/desk/cases.ts', "import { app } from 'electron'"],
    ['src-main/desk/cases.ts', "import Sqlite from 'better-sqlite3'"],
    ['src-main/desk/transfers.ts', "import { readFileSync } from 'node:fs'"],
    ['src-main/premises.ts', "import { openSeedFile } from './seeds/reader.ts'"],
    ['src-main/seeds/rehearsal.ts', "import { openStore } from '#main/store/store'"],
    ['src-main/transfer/envelope.ts', "import { rowMac } from '../store/rows.ts'"],
    ['src-main/desk/cases.ts', "import { verifySync } from 'otplib'"],
    ['src-main/desk/codes.ts', "import { practiceCode } from '#main/practice/codes'"],
    ['src-main/practice/codes.ts', "import { generateSync } from 'otplib'"],
    ['src-main/store/tokens.ts', "import { verify } from '../otp/engine.ts'"],
    ['src-main/otp/engine.ts', "import { openStore } from '#main/store/store'"],
    ['src-main/keys/kdf.ts', "import 'better-sqlite3'"],
    ['src-main/clock.ts', "const electron = require('electron')"],
    ['src-main/somewhere/new.ts', "import { ok } from '#shared/result'"],
  ])('are found where they lean the wrong way: %s, %s', (path, planted) => {
    expect(leaningFindings(path, planted)).toHaveLength(1)
  })

  it('are left alone in a comment, and where they are right', () => {
    expect(
      leaningFindings('src-shared/cases.ts', "// import { a } from 'node:fs'\n/* from 'react' */"),
    ).toEqual([])
    expect(leaningFindings('src-main/desk/cases.ts', "import { ok } from '#shared/result'")).toEqual([])
  })
})

describe.each(RULES)('$says', (rule) => {
  it('everywhere but where it is excused', () => {
    expect(sources.flatMap(({ path, text }) => saying(rule, path, text))).toEqual([])
  })

  it('and every excuse is still needed', () => {
    for (const path of Object.keys(rule.may)) {
      const source = sources.find((one) => one.path === path)
      expect(source, path).toBeDefined()
      expect(rule.pattern.test(withoutComments(source?.text ?? '')), path).toBe(true)
    }
  })

  it('and what was planted is found', () => {
    for (const planted of [rule.planted].flat()) {
      expect(saying(rule, 'src-main/desk/planted.ts', planted), planted).toHaveLength(1)
      expect(saying(rule, 'src-renderer/tasks/planted.tsx', planted), planted).toHaveLength(1)
    }
  })
})
