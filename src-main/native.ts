import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { NATIVE_HASHES } from './native-hashes.ts'

/** A native module that is not the one this program was made with. The message names the file. */
export class NativeFault extends Error {
  override readonly name = 'NativeFault'
  /** The name of the file, without its folders. */
  readonly file: string
  constructor(file: string) {
    super(`The native module ${file} is not the one this program was made with, and was not loaded.`)
    this.file = file
  }
}

/**
 * From now on a native module is loaded only when the file's SHA-256 is the one that was written down when the program
 * was made, under that file name; every other is refused before a byte of it runs (BLD-06). Whichever way Node comes to
 * a module, through a package's loader, a variable of the environment or a path, it ends in `process.dlopen`.
 *
 * To be called before anything loads one. What this cannot see is a file that is exchanged between being read here and
 * being loaded: whoever can do that can write into the program's folder, which the installation must not allow.
 *
 * @returns the names of the files that were refused, as they come: packages swallow the refusal and try the next file
 */
export function guardNatives(known: Readonly<Record<string, string>> = NATIVE_HASHES): readonly string[] {
  const refused: string[] = []
  const load = process.dlopen
  process.dlopen = (module: object, filename: string, ...flags: number[]): void => {
    const file = basename(filename)
    const right = Object.hasOwn(known, file) ? known[file] : undefined
    if (right === undefined || createHash('sha256').update(readFileSync(filename)).digest('hex') !== right) {
      refused.push(file)
      throw new NativeFault(file)
    }
    load.call(process, module, filename, ...(flags as [number]))
  }
  return refused
}
