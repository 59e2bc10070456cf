import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto'

/**
 * A signed head of the trail 署名点: the text of a C2SP tlog-checkpoint (origin, size, root) in a C2SP signed note, with
 * an Ed25519 signature. Whoever holds one can be shown later that the trail they are given begins with that very one.
 */

/** What is signed: whose trail, how many entries, and the RFC 6962 root over them (32 bytes). */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Buffer }

/** Ed25519 in a signed note. */
const ALGORITHM = Buffer.from([1])

/** What a key's name and an origin may not contain (C2SP signed-note), and `/` and `%`, which the origin needs itself. */
const RESERVED = /[\s\p{C}+/%]/gu

const part = (text: string): string =>
  text.normalize('NFC').replace(RESERVED, (found) => encodeURIComponent(found.toWellFormed())) || '-'

/** Names one trail for ever: `madoguchi/<institution>/<branch number>/<installation>`; it is the signing key's name too. */
export const originOf = (institution: string, branchNo: string, installation: string): string =>
  `madoguchi/${part(institution)}/${part(branchNo)}/${part(installation)}`

/** The 32 bytes of an Ed25519 public key, base64; from the private or the public key. */
export function publicKeyOf(key: KeyObject): string {
  const { x } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' })
  if (x === undefined) throw new Error('not an Ed25519 key')
  return Buffer.from(x, 'base64url').toString('base64')
}

/** The first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key). */
const keyIdOf = (name: string, publicKey: string): Buffer =>
  hash(
    'sha256',
    Buffer.concat([Buffer.from(`${name}\n`), ALGORITHM, Buffer.from(publicKey, 'base64')]),
    'buffer',
  ).subarray(0, 4)

/** A public key as verifiers of signed notes take it: `name+key id+base64(0x01 ‖ key)`. */
export const verifierKey = (name: string, publicKey: string): string =>
  `${name}+${keyIdOf(name, publicKey).toString('hex')}+${Buffer.concat([ALGORITHM, Buffer.from(publicKey, 'base64')]).toString('base64')}`

const textOf = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${root.toString('base64')}\n`

/** The signed note. The same head under the same key gives the same note, because Ed25519 draws nothing by chance. */
export function signCheckpoint(head: Checkpoint, key: KeyObject): string {
  const text = textOf(head)
  const signature = sign(null, Buffer.from(text), key)
  const id = keyIdOf(head.origin, publicKeyOf(key))
  return `${text}\n— ${head.origin} ${Buffer.concat([id, signature]).toString('base64')}\n`
}

const NOTE = /^([^\n]+)\n([1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n\n— ([^\n ]+) ([A-Za-z0-9+/]+={0,2})\n$/

/** The head a note speaks of, whoever signed it; undefined where it is no note of ours. */
export function readCheckpoint(note: string): Checkpoint | undefined {
  const [, origin, size, root] = note.match(NOTE) ?? []
  if (origin === undefined || root === undefined) return undefined
  return { origin, size: Number(size), root: Buffer.from(root, 'base64') }
}

const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex')

/** Whether a note was signed under its origin's name with one of these public keys (32 bytes, base64). */
export function isSigned(note: string, publicKeys: readonly string[]): boolean {
  const [, origin, , , name, blob] = note.match(NOTE) ?? []
  if (origin === undefined || name !== origin || blob === undefined) return false
  const signature = Buffer.from(blob, 'base64')
  const text = Buffer.from(note.slice(0, note.indexOf('\n\n') + 1))
  return publicKeys.some((publicKey) => {
    if (!keyIdOf(name, publicKey).equals(signature.subarray(0, 4))) return false
    const key = createPublicKey({
      key: Buffer.concat([SPKI_ED25519, Buffer.from(publicKey, 'base64')]),
      format: 'der',
      type: 'spki',
    })
    return verify(null, text, key, signature.subarray(4))
  })
}
