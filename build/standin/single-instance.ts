/**
 * One running program per userData folder. The holder's process id stands in a lock file; a later start leaves
 * a note in a folder that the holder watches, which becomes its `second-instance` event.
 */
import { randomUUID } from 'node:crypto'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  watch,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

export interface Note {
  argv: string[]
  cwd: string
  data: unknown
}
interface Holder {
  pid: number
  started: string
}

/** When a process began, in the kernel's ticks: a number that a later process with the same id does not have. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}

/** True when this process now holds `folder`; false when another does, which has then been left a note. */
export function lockFolder(folder: string, data: unknown, onNote: (note: Note) => void): boolean {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'SingletonLock.standin')
  const inbox = join(folder, 'SingletonInbox.standin')
  for (;;) {
    const me: Holder = { pid: process.pid, started: startOf(process.pid) ?? '' }
    try {
      writeFileSync(file, JSON.stringify(me), { flag: 'wx' })
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    let holder: Holder | undefined
    try {
      holder = JSON.parse(readFileSync(file, 'utf8')) as Holder
    } catch {
      // removed or half-written by a process that was killed: taken over below
    }
    if (holder?.pid === process.pid) return true
    if (holder && startOf(holder.pid) === holder.started) {
      mkdirSync(inbox, { recursive: true })
      const note: Note = { argv: process.argv, cwd: process.cwd(), data }
      const path = join(inbox, randomUUID())
      writeFileSync(`${path}.writing`, JSON.stringify(note))
      renameSync(`${path}.writing`, `${path}.note`)
      return false
    }
    rmSync(file, { force: true })
  }
  rmSync(inbox, { recursive: true, force: true })
  mkdirSync(inbox)
  watch(inbox, () => {
    for (const name of readdirSync(inbox).filter((entry) => entry.endsWith('.note'))) {
      const path = join(inbox, name)
      const note = JSON.parse(readFileSync(path, 'utf8')) as Note
      unlinkSync(path)
      onNote(note)
    }
  }).unref()
  process.on('exit', () => {
    rmSync(file, { force: true })
    rmSync(inbox, { recursive: true, force: true })
  })
  return true
}
