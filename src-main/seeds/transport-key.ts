import { createCipheriv } from 'node:crypto'
import type { KeyHalf } from './pending.ts'

/**
 * The transport key of a seed file, which comes in two envelopes and which nobody knows alone (IMP-13): two halves of one
 * length, joined by XOR.
 */

/** A half as it is printed: hexadecimal in full or half width, blanks and hyphens between groups. 16, 24 or 32 bytes. */
export function halfOf(typed: string): Buffer | undefined {
  const text = folded(typed)
  return /^(?:[0-9A-F]{32}|[0-9A-F]{48}|[0-9A-F]{64})$/.test(text) ? Buffer.from(text, 'hex') : undefined
}

/**
 * The check value of a key or of one half of it, six hexadecimal digits: the first three bytes of a block of zeros
 * enciphered with it (ANSI X9.24, KCV). It tells a slip of the finger and nothing about the key.
 */
export function checkValueOf(key: Buffer): string {
  const cipher = createCipheriv(`aes-${key.length * 8}-ecb`, key, null)
  return cipher.update(Buffer.alloc(16)).subarray(0, 3).toString('hex').toUpperCase()
}

/** Whether this is the check value, as somebody typed it off the paper. */
export const isCheckValue = (key: Buffer, typed: string): boolean => checkValueOf(key) === folded(typed)

/** Both halves together; undefined as long as one is missing. The caller wipes it. */
export function joinHalves(halves: ReadonlyMap<1 | 2, Pick<KeyHalf, 'bytes'>>): Buffer | undefined {
  const first = halves.get(1)?.bytes
  const second = halves.get(2)?.bytes
  if (first === undefined || second === undefined) return undefined
  return Buffer.from(first.map((byte, index) => byte ^ (second[index] ?? 0)))
}

const folded = (typed: string): string => typed.normalize('NFKC').replace(/[\s-]/gu, '').toUpperCase()
