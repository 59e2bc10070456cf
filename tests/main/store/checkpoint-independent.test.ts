import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leafOf, treeOver } from '#main/store/merkle'
import { madeCopy, ORIGIN } from '../../fixtures/audit-copy.ts'

/**
 * A second implementation in another language: Python's hashlib for roots and consistency, the openssl program for
 * Ed25519. Written from RFC 6962 and the C2SP texts, not from ours.
 */
const PYTHON = String.raw`
import base64, hashlib, json, os, subprocess, sys, tempfile
H = lambda b: hashlib.sha256(b).digest()
def mth(leaves):
    n = len(leaves)
    if n == 0: return H(b'')
    if n == 1: return leaves[0]
    k = 1
    while k * 2 < n: k *= 2
    return H(b'\x01' + mth(leaves[:k]) + mth(leaves[k:]))
def follows(first, second, root1, root2, proof):
    if first == second: return root1 == root2 and not proof
    path = list(proof)
    if first & (first - 1) == 0: path.insert(0, root1)
    if not path: return False
    fn, sn = first - 1, second - 1
    while fn & 1: fn >>= 1; sn >>= 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0: return False
        if fn & 1 or fn == sn:
            fr = H(b'\x01' + c + fr); sr = H(b'\x01' + c + sr)
            while not fn & 1 and fn: fn >>= 1; sn >>= 1
        else: sr = H(b'\x01' + sr + c)
        fn >>= 1; sn >>= 1
    return sn == 0 and fr == root1 and sr == root2
given = json.load(open(sys.argv[1]))
leaves = [H(b'\x00' + text.encode()) for text in given['texts']]
name = given['key'][:given['key'].index('+')]
keyid, blob = given['key'][len(name) + 1:].split('+', 1)
raw = base64.b64decode(blob)
assert raw[0] == 1 and H(name.encode() + b'\n' + raw)[:4].hex() == keyid
folder = tempfile.mkdtemp()
pem = os.path.join(folder, 'key.pem')
spki = bytes.fromhex('302a300506032b6570032100') + raw[1:]
open(pem, 'w').write('-----BEGIN PUBLIC KEY-----\n' + base64.b64encode(spki).decode() + '\n-----END PUBLIC KEY-----\n')
def good(note):
    text, signature = note.split('\n\n')
    text += '\n'
    origin, size, root = text.split('\n')[:3]
    dash, signer, sig = signature.rstrip('\n').split(' ')
    sig = base64.b64decode(sig)
    if dash != '—' or signer != name or origin != name or sig[:4].hex() != keyid: return None
    open(os.path.join(folder, 'text'), 'wb').write(text.encode())
    open(os.path.join(folder, 'sig'), 'wb').write(sig[4:])
    done = subprocess.run(['openssl', 'pkeyutl', '-verify', '-pubin', '-inkey', pem, '-rawin',
                           '-in', os.path.join(folder, 'text'), '-sigfile', os.path.join(folder, 'sig')],
                          capture_output=True)
    if done.returncode != 0: return None
    size = int(size); root = base64.b64decode(root)
    return (size, root) if mth(leaves[:size]) == root else None
heads = [good(note) for note in given['notes']]
changed = [good(note) for note in given['changed']]
consistent = 0
for at, proof in enumerate(given['proofs']):
    (size, root), (size2, root2) = heads[at], heads[at + 1]
    path = [base64.b64decode(node) for node in proof]
    if follows(size, size2, root, root2, path) and not follows(size, size2, root2, root, path): consistent += 1
print(json.dumps({'good': sum(h is not None for h in heads), 'changed': sum(h is not None for h in changed), 'consistent': consistent}))
`

const missing = ['python3', 'openssl'].filter(
  (program) => spawnSync(program, [program === 'openssl' ? 'version' : '--version']).status !== 0,
)
/** 20 heads here, 100 in the long run; three heads are also tried with another size, origin and root. */
const HEADS = process.env.MADOGUCHI_LONG === undefined ? 20 : 100

describe('signed heads and an independent implementation (AUD-07)', { timeout: 120_000 }, () => {
  let dir: string
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'madoguchi-heads-'))
  })
  afterAll(() => rmSync(dir, { recursive: true, force: true }))

  it.skipIf(missing.length > 0)(
    `agree on ${HEADS} of ${HEADS} notes, roots, signatures and proofs of consistency${missing.length > 0 ? ` (not run here: no ${missing.join(', ')})` : ''}`,
    () => {
      const made = madeCopy({ entries: HEADS * 7, headsEvery: 7 })
      const texts = made.lines.filter(({ e }) => e !== undefined).map(({ e }) => String(e))
      const tree = treeOver(texts.map(leafOf))
      const proofs = made.notes
        .slice(1)
        .map((_, at) => tree.consistency((at + 1) * 7, (at + 2) * 7).map((node) => node.toString('base64')))
      const changed = made.notes.slice(0, 3).flatMap((note, at) => {
        const [, size = '', root = ''] = note.split('\n')
        return [
          note.replace(`\n${size}\n`, `\n${Number(size) + 1}\n`),
          note.replaceAll('/012/', '/013/'),
          note.replace(root, `${root.startsWith('A') ? 'B' : 'A'}${root.slice(1)}`),
          note.replace(`${ORIGIN}\n`, `${ORIGIN}${at}\n`),
        ]
      })
      const file = join(dir, 'given.json')
      writeFileSync(file, JSON.stringify({ texts, key: made.key, notes: made.notes, changed, proofs }))
      const { stdout, stderr } = spawnSync('python3', ['-c', PYTHON, file], { encoding: 'utf8' })
      expect(stderr).toBe('')
      expect(JSON.parse(stdout)).toEqual({ good: HEADS, changed: 0, consistent: HEADS - 1 })
    },
  )
})
