/** How the program ends when it must not start, and what is left when it is killed. */
import { spawn } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chooseRuntime, root } from '../../build/setup/runtime.ts'
import { Seat } from '../../build/tour/seat.ts'
import { expect, temporary, test } from './desk.ts'

const { executable } = chooseRuntime(process.env)

/** Starts the program in `folder` and waits until it has ended by itself: how, and what it said. */
async function endOf(folder: string, userData: string, env: Readonly<Record<string, string>> = {}) {
  const child = spawn(executable, [folder, '--no-sandbox', `--user-data-dir=${userData}`], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let voice = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (voice += String(data)))
  const code = await new Promise((done) => child.once('exit', done))
  return { code, voice }
}

test('BLD-06: started with another native module than its own, the program names the file, opens nothing and ends', async () => {
  const userData = temporary()
  const foreign = join(userData, 'foreign.node')
  writeFileSync(foreign, 'not ours')
  const { code, voice } = await endOf(root, userData, { NAPI_RS_NATIVE_LIBRARY_PATH: foreign })
  expect(code).toBe(70)
  expect(voice).toContain('窓口を 始められません')
  expect(voice).toContain('部品 foreign.node が')
  expect(voice).toContain('part foreign.node is not the one it was made with')
  expect(existsSync(join(userData, 'stores'))).toBe(false)
  rmSync(userData, { recursive: true, force: true })
})

test('REN-08: with one other bit in a file of the page, the program names the file, opens nothing and ends', async () => {
  const [userData, folder] = [temporary(), temporary()]
  cpSync(join(root, 'out'), join(folder, 'out'), { recursive: true })
  cpSync(join(root, 'package.json'), join(folder, 'package.json'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const assets = join(folder, 'out/renderer/assets')
  const name = readdirSync(assets).find((one) => /^index-.*\.js$/.test(one)) ?? ''
  const content = readFileSync(join(assets, name))
  content.writeUInt8(content.readUInt8(100) ^ 1, 100)
  writeFileSync(join(assets, name), content)
  const { code, voice } = await endOf(folder, userData)
  expect(code).toBe(70)
  expect(voice).toContain(`/assets/${name}`)
  expect(existsSync(join(userData, 'stores'))).toBe(false)
  for (const one of [userData, folder]) rmSync(one, { recursive: true, force: true })
})

test('PRV-04: killed by a fault of its own, the program leaves no dump, and could not have', async () => {
  // No other system shows from outside what a process may leave behind.
  test.skip(process.platform !== 'linux', 'what a process may leave is read from /proc')
  const userData = temporary()
  const seat = await Seat.open({ userData })
  await seat.hands.sees('練習支店')
  const child = seat.app.process()
  const pid = child.pid ?? 0
  expect(readFileSync(`/proc/${pid}/coredump_filter`, 'utf8').trim()).toMatch(/^0+$/)
  expect(readFileSync(`/proc/${pid}/limits`, 'utf8')).toMatch(/Max core file size +0 +/)
  const before = readdirSync(root)
  const gone = new Promise((done) => child.once('exit', done))
  process.kill(pid, 'SIGSEGV')
  await gone
  expect(readdirSync(join(userData, 'dumps'))).toEqual([])
  expect(readdirSync(root).filter((name) => !before.includes(name))).toEqual([])
  await seat.close().catch(() => undefined)
  rmSync(userData, { recursive: true, force: true })
})
