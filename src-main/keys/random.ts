import { randomBytes } from 'node:crypto'

/**
 * The one source of secrets: `size` unpredictable bytes from the operating system. Kept as a named
 * door so that a search for it finds everything that is meant to be unguessable.
 */
export function secretBytes(size: number): Buffer {
  return randomBytes(size)
}
