import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EMPTY_FRONTIER, type Frontier, grown, leafOf, rootOf, treeOver } from '#main/store/merkle'

/** RFC 6962 §2.1 word for word, as slow as it stands there. */
const sha = (...parts: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest()
const leaf = (data: Uint8Array): Buffer => sha(Buffer.from([0]), data)
function split(count: number): number {
  let half = 1
  while (half * 2 < count) half *= 2
  return half
}
function slowRoot(leaves: readonly Buffer[]): Buffer {
  const [first] = leaves
  if (first === undefined) return sha()
  if (leaves.length === 1) return first
  const half = split(leaves.length)
  return sha(Buffer.from([1]), slowRoot(leaves.slice(0, half)), slowRoot(leaves.slice(half)))
}

/** RFC 9162 §2.1.3.2 and §2.1.4.2: what somebody does who has only the proof. */
function includes(
  index: number,
  size: number,
  leafHash: Buffer,
  path: readonly Buffer[],
): Buffer | undefined {
  let [fn, sn] = [index, size - 1]
  let root = leafHash
  for (const node of path) {
    if (sn === 0) return undefined
    if (fn % 2 === 1 || fn === sn) {
      root = sha(Buffer.from([1]), node, root)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
    } else root = sha(Buffer.from([1]), root, node)
    ;[fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  }
  return sn === 0 ? root : undefined
}
function extended(
  from: number,
  size: number,
  firstRoot: Buffer,
  proof: readonly Buffer[],
): { first: Buffer; second: Buffer } | undefined {
  if (from === size) return proof.length === 0 ? { first: firstRoot, second: firstRoot } : undefined
  const path = Math.log2(from) % 1 === 0 ? [firstRoot, ...proof] : [...proof]
  let [fn, sn] = [from - 1, size - 1]
  while (fn % 2 === 1) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  const start = path.shift()
  if (start === undefined) return undefined
  let [first, second] = [start, start]
  for (const node of path) {
    if (sn === 0) return undefined
    if (fn % 2 === 1 || fn === sn) {
      first = sha(Buffer.from([1]), node, first)
      second = sha(Buffer.from([1]), node, second)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
    } else second = sha(Buffer.from([1]), second, node)
    ;[fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  }
  return sn === 0 ? { first, second } : undefined
}

const leavesOf = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, index) => leafOf(`entry ${index}`))
const frontierOf = (leaves: readonly Buffer[]): Frontier => leaves.reduce(grown, EMPTY_FRONTIER)

describe('the tree over the trail (RFC 6962)', () => {
  it('gives the published roots of the certificate transparency test data', () => {
    const data = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ]
    const leaves = data.map((hex) => leaf(Buffer.from(hex, 'hex')))
    const roots = leaves.map((_, index) => rootOf(frontierOf(leaves.slice(0, index + 1))).toString('hex'))
    expect(roots).toEqual([
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ])
    expect(
      treeOver(leaves)
        .inclusion(0, 8)
        .map((node) => node.toString('hex')),
    ).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ])
    expect(rootOf(EMPTY_FRONTIER).toString('hex')).toBe(sha().toString('hex'))
    expect(leafOf('検証').toString('hex')).toBe(leaf(Buffer.from('検証')).toString('hex'))
  })

  it('has the same root grown leaf by leaf, built at once, and computed by the definition', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), (count, pick) => {
        const leaves = leavesOf(count)
        const size = 1 + (pick % count)
        const root = slowRoot(leaves.slice(0, size)).toString('hex')
        expect(rootOf(frontierOf(leaves.slice(0, size))).toString('hex')).toBe(root)
        expect(treeOver(leaves).root(size).toString('hex')).toBe(root)
      }),
      { numRuns: 100 },
    )
  })

  it('proves that an entry is in it, and that it begins with what was signed before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(), fc.nat(), (count, pick, other) => {
        const leaves = leavesOf(count)
        const tree = treeOver(leaves)
        const size = 1 + (pick % count)
        const index = other % size
        const leafHash = leaves[index] ?? Buffer.alloc(32)
        const root = tree.root(size)
        expect(includes(index, size, leafHash, tree.inclusion(index, size))?.equals(root)).toBe(true)
        expect(includes(index, size, leafOf('another'), tree.inclusion(index, size))?.equals(root)).toBe(
          false,
        )

        const from = 1 + (other % size)
        const first = tree.root(from)
        const both = extended(from, size, first, tree.consistency(from, size))
        expect(both?.first.equals(first) && both.second.equals(root)).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  it('proves nothing about what is not in it', () => {
    const tree = treeOver(leavesOf(5))
    expect(() => tree.inclusion(5)).toThrow('no proof')
    expect(() => tree.inclusion(0, 6)).toThrow('no proof')
    expect(() => tree.consistency(0)).toThrow('no proof')
    expect(() => tree.consistency(4, 3)).toThrow('no proof')
  })
})
