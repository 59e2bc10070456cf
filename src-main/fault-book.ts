import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { PageFileFault } from './page-files.ts'
import { StoreFault } from './store/faults.ts'

export type FaultBook = {
  /** Writes an accident down without its data, and answers the number the person is shown. */
  record(thrown: unknown): string
}

const BYTES_MAX = 1024 * 1024

/**
 * The book of accidents: when, what kind, where in the code. No message is kept, because messages quote values,
 * and no value of a customer's may reach a log (security rule: the logger writes only declared fields).
 */
export function faultBook(dir: string, now: () => string): FaultBook {
  let count = 0
  return {
    record(thrown) {
      count += 1
      const at = now()
      const number = `F-${at.slice(2, 10).replaceAll('-', '')}-${at.slice(11, 19).replaceAll(':', '')}-${count}`
      const line = {
        number,
        at,
        kind: thrown instanceof Error ? thrown.name : typeof thrown,
        code: thrown instanceof StoreFault || thrown instanceof PageFileFault ? thrown.code : null,
        frames: thrown instanceof Error ? framesOf(thrown) : [],
      }
      try {
        mkdirSync(dir, { recursive: true })
        const path = join(dir, 'faults.log')
        if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > BYTES_MAX) renameSync(path, `${path}.1`)
        appendFileSync(path, `${JSON.stringify(line)}\n`)
      } catch {
        // The disk that failed the work may fail the book too; the person still gets the number.
      }
      return number
    },
  }
}

/** `at name (file:line:column)` or `at file:line:column`; nothing that is not written in our own letters. */
const FRAME = /^ +at (?:(?<name>[\w$.<>[\] ]+) \()?(?:.*[\\/:])?(?<place>[\w$.-]+:\d+:\d+)\)?$/

/**
 * Function names and places only. A stack begins with the message, which may have several lines and may look like a
 * place in the code, so what the message says is cut off first, and of the rest only what has the form of a frame is
 * kept, without its folders.
 */
function framesOf({ stack = '', message }: Error): string[] {
  const from = stack.indexOf(message)
  return stack
    .slice(from === -1 ? 0 : from + message.length)
    .split('\n')
    .flatMap((line) => {
      const { name, place } = FRAME.exec(line)?.groups ?? {}
      if (place === undefined) return []
      return [name === undefined ? `at ${place}` : `at ${name} (${place})`]
    })
    .slice(0, 8)
}
