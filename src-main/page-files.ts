import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isPageFile } from './walls.ts'

/** A file of the page, where it lies, and the SHA-256 it had when it was built. */
export type PageFile = { readonly path: string; readonly sha256: string }

/** A file of the page that is not the one that was built. */
export class PageFileFault extends Error {
  override readonly name = 'PageFileFault'
  /** The file's own name, without its folders. */
  readonly code: string
  constructor(path: string) {
    super(`The file ${basename(path)} is not the one this program was built with, and was not shown.`)
    this.code = basename(path)
  }
}

/**
 * Every file a page may ask for, by the path it is asked for under. What the build did not write down is not there, and
 * nothing is ever looked up by a path from outside (REN-08).
 *
 * @param root the folder of the built page
 * @param manifest the file the build wrote: JSON, path below `root` with slashes → SHA-256 in hexadecimal
 * @returns undefined where the manifest is not there or is none
 */
export function pageFiles(root: string, manifest: string): ReadonlyMap<string, PageFile> | undefined {
  const written = hashesIn(manifest)
  if (written === undefined) return undefined
  return new Map(
    written
      .filter(([name]) => isPageFile(name))
      .map(([name, sha256]) => [`/${name}`, { path: join(root, name), sha256 }]),
  )
}

function hashesIn(manifest: string): readonly (readonly [name: string, sha256: string])[] | undefined {
  let found: unknown
  try {
    found = JSON.parse(readFileSync(manifest, 'utf8'))
  } catch {
    return undefined
  }
  if (typeof found !== 'object' || found === null) return undefined
  const hashes = Object.entries(found).flatMap(([name, sha256]: [string, unknown]) =>
    typeof sha256 === 'string' ? [[name, sha256] as const] : [],
  )
  return hashes.some(([name]) => name === 'index.html') ? hashes : undefined
}

/** The bytes that were built, or nothing at all. Throws PageFileFault where they are others, or are not there. */
export function readPageFile({ path, sha256 }: PageFile): Buffer<ArrayBuffer> {
  let content: Buffer<ArrayBuffer>
  try {
    content = readFileSync(path)
  } catch {
    throw new PageFileFault(path)
  }
  // Of the very bytes that are handed on: between looking and serving nothing can be exchanged.
  if (createHash('sha256').update(content).digest('hex') !== sha256) throw new PageFileFault(path)
  return content
}

/** The paths of all files that are not the ones that were built. Reads them all. */
export const changedPageFiles = (files: ReadonlyMap<string, PageFile>): readonly string[] =>
  [...files].flatMap(([path, file]) => {
    try {
      readPageFile(file)
      return []
    } catch {
      return [path]
    }
  })
