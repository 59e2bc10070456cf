/**
 * Starts here: the app's real main bundle runs under Node, with the module `electron` resolved to the stand-in.
 * Order as in Electron: command line, then `-r` modules (Playwright), then the app, then `ready`.
 */
import Module, { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { program } from './program.ts'

const electronModule = new URL('./electron.ts', import.meta.url).href
Module.registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'electron' || specifier === 'electron/main' || specifier === 'electron/common')
      return { url: electronModule, format: 'module-typescript', shortCircuit: true }
    return next(specifier, context)
  },
})

process.argv = [process.argv[0] ?? 'electron', ...process.argv.slice(2)]
Object.assign(process, { type: 'browser', defaultApp: true })
process.on('unhandledRejection', (reason) => {
  console.error('electron-standin: unhandled rejection', reason)
})

const { launch } = await import('./electron.ts')
const require = createRequire(import.meta.url)
for (const file of program.requires) require(file)
try {
  await import(pathToFileURL(program.main).href)
} catch (error) {
  console.error('electron-standin: the main process could not be loaded', error)
  process.exit(1)
}
await launch()
