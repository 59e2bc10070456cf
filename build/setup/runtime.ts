/** Which runtime executes the program: the real Electron where it was downloaded, else the stand-in. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The repository's top folder. */
export const root = join(import.meta.dirname, '..', '..')
const electronFolder = join(root, 'node_modules', 'electron')
const standinFolder = join(root, 'build', 'standin')

export interface Runtime {
  readonly kind: 'electron' | 'standin'
  /** The executable to start, with the app's folder as its argument. */
  readonly executable: string
}

/** True when the official program has been downloaded. */
export function hasElectron(): boolean {
  return existsSync(join(electronFolder, 'dist', 'version')) && existsSync(join(electronFolder, 'path.txt'))
}

function electronExecutable(): string {
  return join(electronFolder, 'dist', readFileSync(join(electronFolder, 'path.txt'), 'utf8'))
}

/**
 * Decides, and writes the decision into `env` for everything that asks the electron package for its program
 * (Playwright, electron-vite). STANDIN=1 takes the stand-in although Electron is there.
 */
export function chooseRuntime(env: NodeJS.ProcessEnv): Runtime {
  if (hasElectron() && env.STANDIN !== '1') {
    delete env.ELECTRON_OVERRIDE_DIST_PATH
    return { kind: 'electron', executable: electronExecutable() }
  }
  const executable = join(standinFolder, 'electron')
  env.ELECTRON_OVERRIDE_DIST_PATH = standinFolder
  env.ELECTRON_EXEC_PATH = executable
  return { kind: 'standin', executable }
}
