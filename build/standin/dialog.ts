/**
 * `dialog`: the desktop's own file chooser where one is installed (zenity or kdialog). Elsewhere the answer comes
 * from MADOGUCHI_STANDIN_DIALOG (a path), or for saving from a folder: MADOGUCHI_SAVE_DIR, else ~/Madoguchi.
 * Every answer that nobody gave by hand is printed. Tests replace these functions, as on Electron.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, delimiter, extname, join, resolve } from 'node:path'
import { say, strict, unsupported } from './refuse.ts'

export interface FileDialogOptions {
  title?: string
  defaultPath?: string
  filters?: { name: string; extensions: string[] }[]
  properties?: string[]
}

function findChooser(): 'zenity' | 'kdialog' | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return (['zenity', 'kdialog'] as const).find((name) =>
    folders.some((folder) => existsSync(join(folder, name))),
  )
}

/** The paths a person chose; empty when they cancelled. */
async function choose(
  chooser: 'zenity' | 'kdialog',
  saving: boolean,
  options: FileDialogOptions,
): Promise<string[]> {
  const { title = '', defaultPath = '', filters = [], properties = [] } = options
  const folder = properties.includes('openDirectory')
  const args =
    chooser === 'zenity'
      ? [
          '--file-selection',
          `--title=${title}`,
          `--filename=${defaultPath}`,
          ...(saving ? ['--save'] : []),
          ...(folder ? ['--directory'] : []),
          ...filters.map(
            ({ name, extensions }) => `--file-filter=${name} | ${extensions.map((e) => `*.${e}`).join(' ')}`,
          ),
        ]
      : [
          '--title',
          title,
          saving ? '--getsavefilename' : folder ? '--getexistingdirectory' : '--getopenfilename',
          resolve(defaultPath || homedir()),
        ]
  const child = spawn(chooser, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString('utf8')
  })
  const code = await new Promise<number | null>((done) => child.once('close', done))
  const path = out.replace(/\n$/, '')
  return code === 0 && path !== '' ? [path] : []
}

/** `folder/name`, with (2), (3) … before the ending when it exists. */
function freePath(folder: string, name: string): string {
  const ending = extname(name)
  const stem = basename(name, ending)
  for (let n = 1; ; n++) {
    const path = join(folder, n === 1 ? name : `${stem} (${n})${ending}`)
    if (!existsSync(path)) return path
  }
}

type Args = [options: FileDialogOptions] | [window: object, options: FileDialogOptions]

export const dialog = strict('dialog', {
  async showSaveDialog(...args: Args): Promise<{ canceled: boolean; filePath: string }> {
    const options = args.at(-1) as FileDialogOptions
    const scripted = process.env.MADOGUCHI_STANDIN_DIALOG
    const name = basename(options.defaultPath ?? '') || 'document'
    const chooser = findChooser()
    if (scripted === undefined && chooser) {
      const [filePath = ''] = await choose(chooser, true, options)
      return { canceled: filePath === '', filePath }
    }
    const folder = process.env.MADOGUCHI_SAVE_DIR ?? join(homedir(), 'Madoguchi')
    const isFile = scripted !== undefined && !(existsSync(scripted) && statSync(scripted).isDirectory())
    if (!isFile) mkdirSync(scripted ?? folder, { recursive: true })
    const filePath = isFile ? resolve(scripted) : freePath(resolve(scripted ?? folder), name)
    say(`saved without a dialog (neither zenity nor kdialog is used here): ${filePath}`)
    return { canceled: false, filePath }
  },
  async showOpenDialog(...args: Args): Promise<{ canceled: boolean; filePaths: string[] }> {
    const options = args.at(-1) as FileDialogOptions
    const scripted = process.env.MADOGUCHI_STANDIN_DIALOG
    const chooser = findChooser()
    if (scripted === undefined && chooser) {
      const filePaths = await choose(chooser, false, options)
      return { canceled: filePaths.length === 0, filePaths }
    }
    if (scripted === undefined) {
      say('no file can be chosen: install zenity, or name the file in MADOGUCHI_STANDIN_DIALOG')
      return { canceled: true, filePaths: [] }
    }
    say(`opened without a dialog, from MADOGUCHI_STANDIN_DIALOG: ${resolve(scripted)}`)
    return { canceled: false, filePaths: [resolve(scripted)] }
  },
  async showMessageBox(): Promise<never> {
    return unsupported('dialog.showMessageBox()')
  },
  showMessageBoxSync(): never {
    return unsupported('dialog.showMessageBoxSync()')
  },
  /** In LIMITS. */
  showErrorBox(title: string, content: string): void {
    console.error(`${title}\n${content}`)
  },
})
