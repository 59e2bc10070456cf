import { basename, join } from 'node:path'
import { app, dialog, powerMonitor } from 'electron'
import { frame as frameInEnglish } from '#shared/messages/en/frame'
import { start as inEnglish } from '#shared/messages/en/start'
import { start as inJapanese } from '#shared/messages/ja/start'
import { machineClock } from './clock.ts'
import { systemSeal } from './device-seal.ts'
import { emptyDumps, leaveNoDumps } from './dumps.ts'
import { faultBook } from './fault-book.ts'
import type { Answer } from './hearing.ts'
import { listen } from './ipc.ts'
import type { KdfParams } from './keys/kdf.ts'
import { guardNatives } from './native.ts'
import { changedPageFiles, pageFiles } from './page-files.ts'
import { type Files, NameTaken, Premises } from './premises.ts'
import { makeLimits } from './rate.ts'
import { FORBIDDEN_START_EXIT, forbiddenStart } from './walls.ts'
import { devServer, makeWindows, registerScheme } from './window.ts'
import { besideAsJson, writePieces, writeTogether } from './writing.ts'

/** Composition: opens, wires, listens. The only file that knows everybody. */

// Before anything else: started so that somebody else could look in, it does not start.
const forbidden = app.isPackaged ? forbiddenStart(process.argv.slice(1), process.env) : undefined
if (forbidden !== undefined) {
  process.stderr.write(`Madoguchi does not start with ${forbidden}.\n`)
  app.exit(FORBIDDEN_START_EXIT)
}

leaveNoDumps()
// Nothing native is loaded before this line: both modules that are one come with the self-test and the gate.
const refusedNatives = guardNatives()

app.enableSandbox()
registerScheme()
if (!app.requestSingleInstanceLock()) app.exit(0)

const standin = process.versions.standin !== undefined
const clock = machineClock()
let measured: KdfParams | undefined

// Not `await app.whenReady()`: ready fires only once this module has been evaluated.
void app.whenReady().then(async () => {
  const dumps = join(app.getPath('userData'), 'dumps')
  app.setPath('crashDumps', dumps)
  emptyDumps(dumps)
  const faults = faultBook(join(app.getPath('userData'), 'faults'), () => clock.read().instant)
  process.on('uncaughtException', (thrown) => void faults.record(thrown))
  process.on('unhandledRejection', (thrown) => void faults.record(thrown))

  const page =
    devServer() === undefined
      ? pageFiles(join(import.meta.dirname, '../renderer'), join(import.meta.dirname, 'page-files.json'))
      : new Map()
  if (page === undefined) {
    void refuseToWork([], ['page-files.json'])
    return
  }
  const desk = makeWindows(join(import.meta.dirname, '../preload/index.cjs'), page, faults)
  const premises = new Premises({
    dataDir: join(app.getPath('userData'), 'stores'),
    anchorDir: join(app.getPath('userData'), 'anchors'),
    runtime: standin ? 'standin' : 'electron',
    branchAllowed: !standin || app.commandLine.hasSwitch('allow-branch-on-standin'),
    version: app.getVersion(),
    clock,
    device: { policy: 'optional', seal: systemSeal() },
    kdf: async () => {
      const { calibrate } = await import('./keys/kdf.ts')
      measured ??= await calibrate()
      return measured
    },
    windows: desk.windows,
    files: filesOf(() => desk.deskWindow()),
    changed: desk.changed,
  })
  const opening = desk.openDesk(
    (approval) => {
      if (premises.approval?.window === approval) {
        premises.approval = undefined
        desk.changed()
      }
    },
    // The page fell over, and with it whatever its person was doing: they sign in again, at a new one.
    () => {
      try {
        premises.leave()
      } catch (thrown) {
        faults.record(thrown)
      }
    },
  )
  // Read while Chromium starts the page: rules, store and ciphers are most of the program, and its first question is
  // still to come. Every cipher is tried meanwhile, and nothing is answered, hence nothing opened, before all were right.
  const gate = import('./gate.ts')
  const answering = import('./self-test.ts')
    .then(({ selfTest }) => selfTest())
    .then(async (failed) => {
      const changed = [...new Set([...refusedNatives, ...changedPageFiles(page)])]
      if (failed.length > 0 || changed.length > 0) return refuseToWork(failed, changed)
      return (await gate).gate(premises, makeLimits())
    })
  // What keeps the gate from being loaded, the self-test says.
  gate.catch(() => undefined)
  const answer: Answer = async (...question) => (await answering)(...question)
  listen(answer, desk.seatOf, faults)

  const lock = () => premises.lock()
  powerMonitor.on('lock-screen', lock)
  powerMonitor.on('suspend', lock)
  setInterval(() => premises.tick(), 1000).unref()

  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', () => premises.leave())
  app.on('second-instance', () => desk.deskWindow()?.focus())
  const window = await opening
  window.on('closed', () => app.quit())
})

/** How the program ends whose own parts or ciphers are not right. */
const SELF_TEST_EXIT = 70

/** Says so, in both languages because nobody has chosen one yet, and ends. */
function refuseToWork(failed: readonly string[], changed: readonly string[]): Promise<never> {
  const text = [inJapanese, inEnglish].map(({ partsChanged, selfTestFailed, todo }) =>
    [changed.length === 0 ? selfTestFailed(failed.join(', ')) : partsChanged(changed.join(', ')), todo].join(
      '\n',
    ),
  )
  dialog.showErrorBox(`${inJapanese.title} · ${inEnglish.title}`, text.join('\n\n'))
  app.exit(SELF_TEST_EXIT)
  return new Promise(() => {})
}

/** By what they are chosen for; the system shows nothing else. */
const EXTENSIONS = {
  master: ['csv', 'txt'],
  seeds: ['xml', 'pskc', 'pskcxml', 'csv', 'txt'],
  document: ['json'],
  backup: ['mgbackup'],
} as const

type DeskWindow = ReturnType<ReturnType<typeof makeWindows>['deskWindow']>

/** The words over the system's dialogs, in the language of whoever is at the desk: its page bears its name in it. */
const dialogWords = (window: DeskWindow) =>
  (window?.webContents.getTitle() === frameInEnglish.appName ? inEnglish : inJapanese).files

/** The person's own choices of files, through the system's dialogs. */
function filesOf(owner: () => DeskWindow): Files {
  async function choose(what: 'master' | 'seeds' | 'document' | 'backup') {
    const window = owner()
    const t = dialogWords(window)
    const filters = [{ name: t.kinds[what], extensions: [...EXTENSIONS[what]] }]
    const options = { title: t.titles[what], properties: ['openFile' as const], filters }
    const { canceled, filePaths } = await (window === undefined
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(window, options))
    const [path] = filePaths
    return canceled || path === undefined ? undefined : { path, name: basename(path) }
  }
  async function whereTo(suggestedName: string): Promise<string | undefined> {
    const extension = suggestedName.slice(suggestedName.lastIndexOf('.') + 1)
    const filters = [{ name: extension.toUpperCase(), extensions: [extension] }]
    const window = owner()
    const options = { title: dialogWords(window).titles.save, defaultPath: suggestedName, filters }
    const { canceled, filePath } = await (window === undefined
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(window, options))
    return canceled || filePath === '' ? undefined : filePath
  }
  async function save(suggestedName: string, content: Buffer, putOnRecord: () => void, json?: string) {
    const filePath = await whereTo(suggestedName)
    if (filePath === undefined) return undefined
    const files = [{ path: filePath, content }]
    if (json !== undefined) {
      const beside = besideAsJson(filePath)
      if (!beside.ok) throw new NameTaken(beside.error)
      files.unshift({ path: beside.value, content: Buffer.from(json, 'utf8') })
    }
    putOnRecord()
    writeTogether(files)
    return basename(filePath)
  }
  return {
    chooseMaster: () => choose('master'),
    chooseFile: choose,
    chooseFolder: async () => {
      const window = owner()
      const options = {
        title: dialogWords(window).titles.folder,
        properties: ['openDirectory' as const, 'createDirectory' as const],
      }
      const { canceled, filePaths } = await (window === undefined
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(window, options))
      const [path] = filePaths
      return canceled || path === undefined ? undefined : { path }
    },
    savePdf: save,
    saveText: (suggestedName, text, putOnRecord) =>
      save(suggestedName, Buffer.from(text, 'utf8'), putOnRecord),
    async saveLines(suggestedName, begin) {
      const filePath = await whereTo(suggestedName)
      if (filePath === undefined) return undefined
      await writePieces(filePath, begin())
      return basename(filePath)
    },
  }
}
