// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the list is source text
import { getCiphers, getHashes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { sources, withoutComments } from './sources.ts'

/**
 * Every call of cryptography, held to what OpenSSL under Node and BoringSSL under Electron both have (BLD-05). A new
 * function or algorithm is looked up in both before it is put here, and gets a trial in `self-test.ts`.
 */

/** Of `node:crypto`. Types do not count. */
const FUNCTIONS = new Set([
  ...['createHash', 'hash', 'createHmac', 'createSecretKey', 'createPrivateKey', 'createPublicKey'],
  ...['createCipheriv', 'createDecipheriv', 'hkdfSync', 'pbkdf2', 'pbkdf2Sync', 'timingSafeEqual'],
  ...['randomBytes', 'randomUUID', 'generateKeyPairSync', 'diffieHellman', 'sign', 'verify'],
])

/** The first argument of the functions that take the name of an algorithm, as the source writes it. */
const ALGORITHMS: Readonly<Record<string, readonly string[]>> = {
  createHash: ["'sha1'", "'sha256'", "'sha512'"],
  hash: ["'sha256'"],
  // `algorithm` and `this.#hash` are SHA-1 or SHA-2, by their types.
  createHmac: ["'sha256'", 'algorithm', 'this.#hash'],
  hkdfSync: ["'sha256'"],
  createCipheriv: ["'aes-256-gcm'", '`aes-${…}-ecb`'],
  createDecipheriv: ["'aes-256-gcm'", "'aes-128-cbc'", '`aes-${…}-cbc`', '`aes-${…}-gcm`', '`aes-${…}-ecb`'],
  generateKeyPairSync: ["'ed25519'", "'x25519'"],
  // The algorithm is the key's own.
  sign: ['null'],
  verify: ['null'],
}

/** Where argon2id comes from: never from `node:crypto`, which has it under OpenSSL only. */
const ARGON2 = ['src-main/keys/kdf.ts', 'src-main/self-test.ts']

const IMPORT = /import\s*\{([^}]*)\}\s*from\s*'node:crypto'/g

function findings(path: string, source: string): string[] {
  const text = withoutComments(source)
  const found: string[] = []
  const names = [...text.matchAll(IMPORT)].flatMap(([, list = '']) =>
    list
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type ')),
  )
  if (
    /import\s+(\*|\w)[^{]*from\s*'node:crypto'|(require|import)\('(node:)?crypto'\)|from\s*'crypto'/.test(
      text,
    ) &&
    !/import type/.test(text)
  )
    found.push(`${path}: takes node:crypto as a whole`)
  for (const name of names) if (!FUNCTIONS.has(name)) found.push(`${path}: ${name} is not on the list`)
  for (const name of names) {
    const allowed = ALGORITHMS[name]
    if (allowed === undefined) continue
    for (const [, argument = ''] of text.matchAll(
      new RegExp(`(?<![\\w.#])${name}\\(\\s*([^,()]+?)\\s*[,)]`, 'g'),
    )) {
      const written = argument.replace(/\$\{[^}]*\}/g, '${…}').replace(/ as '[\w-]+'$/, '')
      // A method of the same name is declared here, not the function called.
      if (/^\w+: /.test(written)) continue
      if (!allowed.includes(written)) found.push(`${path}: ${name}(${written}) is not on the list`)
    }
  }
  if (
    /\bargon2\w*\(|'[\w-]+-(wrap|ccm|ocb)'|\bscrypt\w*\(|\bcreate(Sign|Verify|ECDH|DiffieHellman)\b/.test(
      text,
    )
  )
    found.push(`${path}: uses what one of the two libraries does not have`)
  if (/from '@node-rs\/argon2'|import\('@node-rs\/argon2'\)/.test(text) && !ARGON2.includes(path))
    found.push(`${path}: argon2 belongs to ${ARGON2[0]}`)
  return found
}

const main = sources.filter(({ path }) => path.startsWith('src-main/'))

describe('cryptography (BLD-05)', () => {
  it('is called only as OpenSSL and BoringSSL both can', () => {
    const using = main.filter(({ text }) => text.includes("'node:crypto'"))
    expect(using.length).toBeGreaterThan(25)
    expect(main.flatMap(({ path, text }) => findings(path, text))).toEqual([])
  })

  it('has nothing on the list that nobody calls any more', () => {
    const all = main.map(({ text }) => withoutComments(text)).join('\n')
    for (const name of FUNCTIONS) expect(all, name).toMatch(new RegExp(`\\b${name}\\(`))
  })

  it('is found in what is listed: this Node knows every name', () => {
    const ciphers = getCiphers()
    const hashes = getHashes()
    for (const name of [...(ALGORITHMS.createCipheriv ?? []), ...(ALGORITHMS.createDecipheriv ?? [])])
      expect(ciphers).toContain(name.replace(/['`]/g, '').replace('${…}', '256'))
    for (const name of ALGORITHMS.createHash ?? []) expect(hashes).toContain(name.replace(/'/g, ''))
  })

  it('is looked for only where there could be some: the page has none', () => {
    const others = sources.filter(({ path }) => !path.startsWith('src-main/'))
    expect(
      others.filter(({ text }) => /node:crypto|crypto\.subtle|@node-rs/.test(text)).map(({ path }) => path),
    ).toEqual([])
  })

  const imports = (...names: string[]): string => `import { ${names.join(', ')} } from 'node:crypto'\n`
  it.each([
    ['a function one of them lacks', `${imports('argon2Sync')}argon2Sync('argon2id', {})`],
    ['a key wrap', `${imports('createCipheriv')}createCipheriv('id-aes256-wrap', key, iv)`],
    ['CCM', `${imports('createCipheriv')}createCipheriv('aes-256-ccm', key, iv)`],
    ['a hash nobody looked up', `${imports('createHash')}createHash('sha3-256')`],
    ['a name that comes from outside', `${imports('createHash')}createHash(name)`],
    ['another curve', `${imports('generateKeyPairSync')}generateKeyPairSync('ed448')`],
    ['a digest beside a signature', `${imports('sign')}sign('sha256', text, key)`],
    ['the whole module', "import * as crypto from 'node:crypto'"],
    ['the whole module under its old name', "import { hash } from 'crypto'"],
    ['argon2 elsewhere', "import { hashRaw } from '@node-rs/argon2'"],
    ['scrypt', "const key = scryptSync('a', 'b', 32)"],
  ])('is not on the list with %s', (_what, planted) => {
    expect(findings('src-main/desk/planted.ts', planted).length).toBeGreaterThan(0)
  })

  it.each([
    `${imports('createHash')}createHash('sha256').update(text)`,
    `${imports('createDecipheriv', 'type KeyObject')}createDecipheriv(\`aes-\${this.#bits}-cbc\`, this.#key, iv)`,
    "import type { KeyObject } from 'node:crypto'",
    "// never createCipheriv('aes-256-ccm')",
  ])('leaves honest code alone: %s', (honest) => {
    expect(findings('src-main/desk/planted.ts', honest)).toEqual([])
  })
})
