import { mkdirSync, rmSync, writeFileSync } from 'node:fs'

/**
 * What a crash leaves behind holds what was in memory: names, codes, keys. So it is to leave nothing (PRV-04).
 *
 * Linux writes a core file where its limit allows one, and Node cannot lower that limit itself; but a process may say
 * which of its memory goes into one, and this says: none. Children inherit it, except the page's process, which Electron
 * forks earlier: whoever starts the program on Linux sets the limit to 0 (`ulimit -c 0`), as the stand-in does. On
 * Windows and macOS dumps are the system's and switched off there by policy. The program never starts a reporter, so
 * nothing is sent anywhere.
 */
export function leaveNoDumps(): void {
  const { report } = process
  report.reportOnFatalError = false
  report.reportOnSignal = false
  report.reportOnUncaughtException = false
  if (process.platform !== 'linux') return
  try {
    writeFileSync('/proc/self/coredump_filter', '0')
  } catch {
    // A kernel made without it writes no core files either.
  }
}

/** Whatever an earlier crash put into the folder for dumps is gone, and the folder is there and ours alone. */
export function emptyDumps(dir: string): void {
  rmSync(dir, { recursive: true, force: true })
  mkdirSync(dir, { recursive: true, mode: 0o700 })
}
