import { hash } from 'node:crypto'

/**
 * The tree over the trail's leaf hashes: the Merkle tree hash of RFC 6962 §2.1. A leaf is SHA-256(0x00 ‖ text), which is
 * the leaf the chain is made of as well; a node is SHA-256(0x01 ‖ left ‖ right).
 *
 * To know the root only the roots of the complete subtrees are needed, at most one for each bit of the size. That
 * frontier is kept in memory; the whole tree is built where somebody asks for a proof.
 */

const NODE = Buffer.from([1])

/** The leaf hash of one entry's text, 32 bytes. */
export const leafOf = (text: string): Buffer => hash('sha256', `\0${text}`, 'buffer')

const nodeOf = (left: Buffer, right: Buffer): Buffer =>
  hash('sha256', Buffer.concat([NODE, left, right], 65), 'buffer')

/** The roots of the complete subtrees, the largest first, over the first `size` leaves. Never changed in place. */
export type Frontier = { readonly size: number; readonly peaks: readonly Buffer[] }

export const EMPTY_FRONTIER: Frontier = { size: 0, peaks: [] }

/** The frontier with one leaf more. */
export function grown({ size, peaks }: Frontier, leaf: Buffer): Frontier {
  const next = [...peaks]
  let node = leaf
  for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
    const left = next.pop()
    if (left === undefined) throw new Error(`a frontier of ${size} leaves lacks a peak`)
    node = nodeOf(left, node)
  }
  next.push(node)
  return { size: size + 1, peaks: next }
}

/** The root over all leaves, 32 bytes; over none, the hash of nothing. */
export function rootOf({ peaks }: Frontier): Buffer {
  let root: Buffer | undefined
  for (const peak of [...peaks].reverse()) root = root === undefined ? peak : nodeOf(peak, root)
  return root ?? hash('sha256', '', 'buffer')
}

/** A whole tree, for proofs. Holds 64 bytes a leaf. */
export type Tree = {
  readonly size: number
  root(size?: number): Buffer
  /** The audit path of the leaf with this index, counted from 0, in the tree of `size` leaves (RFC 6962 §2.1.1). */
  inclusion(index: number, size?: number): readonly Buffer[]
  /** That the tree of `from` leaves begins the tree of `size` leaves (RFC 6962 §2.1.2). */
  consistency(from: number, size?: number): readonly Buffer[]
}

/** The largest power of two below `count`, which is 2 or more. */
function split(count: number): number {
  let half = 1
  while (half * 2 < count) half *= 2
  return half
}

/** The tree over these leaf hashes. */
export function treeOver(leaves: readonly Buffer[]): Tree {
  // levels[k][i] is the root over the 2^k leaves from i·2^k; only complete subtrees stand here.
  const levels: Buffer[][] = [[...leaves]]
  for (let below = levels[0] ?? []; below.length > 1; ) {
    const level: Buffer[] = []
    for (let at = 0; at + 1 < below.length; at += 2) level.push(nodeOf(need(below, at), need(below, at + 1)))
    levels.push(level)
    below = level
  }

  /** The tree hash of `count` leaves from `start`, which is a multiple of the smallest power of two not below count. */
  function hashOf(start: number, count: number): Buffer {
    if (count === 0) return hash('sha256', '', 'buffer')
    const level = Math.log2(count)
    if (Number.isInteger(level)) return need(levels[level] ?? [], start / count)
    const half = split(count)
    return nodeOf(hashOf(start, half), hashOf(start + half, count - half))
  }

  function pathOf(index: number, start: number, count: number): Buffer[] {
    if (count <= 1) return []
    const half = split(count)
    return index < half
      ? [...pathOf(index, start, half), hashOf(start + half, count - half)]
      : [...pathOf(index - half, start + half, count - half), hashOf(start, half)]
  }

  function subproof(from: number, start: number, count: number, whole: boolean): Buffer[] {
    if (from === count) return whole ? [] : [hashOf(start, count)]
    const half = split(count)
    return from <= half
      ? [...subproof(from, start, half, whole), hashOf(start + half, count - half)]
      : [...subproof(from - half, start + half, count - half, false), hashOf(start, half)]
  }

  function within(what: number, low: number, size: number): void {
    if (size > leaves.length || what < low || what > size)
      throw new Error(`no proof of ${what} in ${size} of ${leaves.length} leaves`)
  }

  return {
    size: leaves.length,
    root: (size = leaves.length) => hashOf(0, size),
    inclusion(index, size = leaves.length) {
      within(index + 1, 1, size)
      return pathOf(index, 0, size)
    },
    consistency(from, size = leaves.length) {
      within(from, 1, size)
      return subproof(from, 0, size, true)
    },
  }
}

function need(list: readonly Buffer[], at: number): Buffer {
  const found = list[at]
  if (found === undefined) throw new Error(`the tree has no node ${at}`)
  return found
}
