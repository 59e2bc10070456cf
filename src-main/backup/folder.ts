import { closeSync, fsyncSync, openSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readChecked, writeChecked } from '../keys/files.ts'

/** The folder or medium that backups go to, and which of them may go again. No database, no keys. */

const MARK = 'madoguchi-backups.json'
const MAKING = '.making'
export const EXTENSION = 'mgbackup'

/** How many are kept: 14 daily ones, 8 weekly ones, and of those that somebody asked for the newest 8. */
export const KEPT = { daily: 14, weekly: 8, manual: 8 } as const
export type MadeKind = keyof typeof KEPT
/** None but the newest is kept longer: what was erased in the store is gone from its backups then too. */
export const KEPT_DAYS = 90
/** How many of those made last never go, whatever times they bear: a clock that is wrong must not take the way back. */
export const NEVER_GO = 3

/**
 * Says that backups of `installation` lie here. An unplugged medium leaves an empty folder of the same name behind on
 * some systems, and a backup on the PC's own disk must never be taken for one on the medium.
 */
export function markFolder(folder: string, installation: string): void {
  writeChecked(join(folder, MARK), { version: 1, installation })
  const probe = join(folder, `probe${MAKING}`)
  const handle = openSync(probe, 'w', 0o600)
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
    rmSync(probe, { force: true })
  }
}

/** Whether this is the folder that was chosen, with the medium in it. */
export function isMarked(folder: string): boolean {
  const read = readChecked(join(folder, MARK))
  return read.ok
}

/** `madoguchi-1a2b3c4d-20261121-163000.mgbackup`: installation and time in Japan, nothing else; numbered where it is taken. */
export function nameFor(folder: string, installation: string, at: string): string {
  const inJapan = new Date(Date.parse(at) + 9 * 3_600_000).toISOString()
  const digits = inJapan.replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15)
  const stem = `madoguchi-${installation.slice(0, 8)}-${digits}`
  const taken = new Set(readdirSync(folder))
  for (let number = 1; ; number += 1) {
    const name = `${stem}${number === 1 ? '' : `-${number}`}.${EXTENSION}`
    if (!taken.has(name)) return name
  }
}

export const makingName = (name: string): string => `${name}${MAKING}`

/** Removes what a killed run left half-written. */
export function sweepFolder(folder: string): number {
  const orphans = readdirSync(folder).filter((name) => name.endsWith(`.${EXTENSION}${MAKING}`))
  for (const name of orphans) rmSync(join(folder, name), { force: true })
  return orphans.length
}

/** Bytes of a file in the folder; undefined where it is not there. */
export function sizeIn(folder: string, name: string): number | undefined {
  return statSync(join(folder, name), { throwIfNoEntry: false })?.size
}

/**
 * Of the backups there are, those beyond what is kept of their kind, and those of more than 90 days by `now`, a time that
 * is believed. `at` decides which of a kind are the newest; the `NEVER_GO` that were made last, by their numbers, are never
 * among them.
 */
export function outdated<
  Row extends { readonly number: number; readonly kind: MadeKind; readonly at: string },
>(made: readonly Row[], now: string): readonly Row[] {
  const oldest = Date.parse(now) - KEPT_DAYS * 86_400_000
  const kinds: readonly MadeKind[] = ['daily', 'weekly', 'manual']
  const madeLast = new Set([...made].sort((left, right) => right.number - left.number).slice(0, NEVER_GO))
  return kinds.flatMap((kind) =>
    made
      .filter((row) => row.kind === kind)
      .sort((left, right) => right.at.localeCompare(left.at))
      .filter((row, place) => !madeLast.has(row) && (place >= KEPT[kind] || Date.parse(row.at) < oldest)),
  )
}

/** Removes a backup whose time is over; true where it is gone, false where the folder is not there to be asked. */
export function removeFrom(folder: string, name: string): boolean {
  if (!isMarked(folder)) return false
  try {
    rmSync(join(folder, name), { force: true })
    return true
  } catch {
    return false
  }
}

export const pathIn = (folder: string, name: string): string => join(folder, name)
