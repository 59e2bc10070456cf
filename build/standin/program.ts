/** What was asked for on the command line, read once. Paths are absolute. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

export interface Program {
  /** The app's folder (or the folder of the script that was named). */
  readonly root: string
  /** The script to run as the main process. */
  readonly main: string
  readonly name: string
  readonly version: string
  /** Modules to load before the app (`-r`, how Playwright gets in). */
  readonly requires: readonly string[]
  /** `--name[=value]`, as `app.commandLine` shows them; the app may add to them before it is ready. */
  readonly switches: Map<string, string>
}

interface PackageFile {
  main?: string
  name?: string
  productName?: string
  version?: string
}

function read(argv: readonly string[]): Program {
  const requires: string[] = []
  const switches = new Map<string, string>()
  let entry: string | undefined
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i] ?? ''
    const option = /^--([^=]+)(?:=(.*))?$/s.exec(argument)
    if (argument === '-r') requires.push(resolve(argv[++i] ?? ''))
    else if (option) switches.set(option[1] ?? '', option[2] ?? '')
    else entry ??= argument
  }
  if (entry === undefined || !existsSync(entry)) {
    console.error(`electron-standin: ${entry === undefined ? 'no app was given' : `there is no ${entry}`}`)
    process.exit(2)
  }
  const path = resolve(entry)
  const isFolder = statSync(path).isDirectory()
  const root = isFolder ? path : dirname(path)
  const file = join(root, 'package.json')
  const pkg = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as PackageFile) : {}
  return {
    root,
    main: isFolder ? join(root, pkg.main ?? 'index.js') : path,
    name: pkg.productName ?? pkg.name ?? 'Electron',
    version: pkg.version ?? '0.0.0',
    requires,
    switches,
  }
}

export const program: Program = read(process.argv.slice(2))
