/** Pages that fall over or stand still, while somebody is at the desk (FLT-14). */
import { execFileSync } from 'node:child_process'
import * as job from '../../build/tour/job.ts'
import { SUPERVISOR, TELLER, wakaba } from '../../build/tour/people.ts'
import type { Seat } from '../../build/tour/seat.ts'
import { expect, test } from './desk.ts'

test('FLT-14: the approval window falls over after the proof; its grant is void, and the desk goes on', async ({
  seat,
  tokens,
}) => {
  const { hands, app } = seat
  await job.signIn(hands, tokens, TELLER)
  await job.takeIn(hands, { ...wakaba, serial: 'VSMT82640917' })
  await job.submit(hands)
  const window = await job.callSupervisor(seat)
  await job.compareAndProve(window, tokens, SUPERVISOR, '0917')
  await window.sees('のうちに決めてください')
  await hands.sees('役席者の承認中です')
  await app.evaluate(({ BrowserWindow }) => {
    const windows = BrowserWindow.getAllWindows().toSorted((left, right) => left.id - right.id)
    windows.at(-1)?.webContents.forcefullyCrashRenderer()
  })
  await expect.poll(() => app.windows().length, { timeout: 30_000 }).toBe(1)
  await expect(hands.page.locator('body')).not.toContainText('役席者の承認中です')
  // Nothing was approved, and a new window wants a new proof.
  const again = await job.callSupervisor(seat)
  await again.at('seal')
  await expect(again.page.locator('body')).not.toContainText('のうちに決めてください')
})

test('FLT-14: the desk’s page falls over while an approval is open; the approval is gone, and the desk is at the sign-in', async ({
  seat,
  tokens,
}) => {
  const { hands, app } = seat
  await job.signIn(hands, tokens, TELLER)
  await job.takeIn(hands, { ...wakaba, serial: 'VSMT82640917' })
  await job.submit(hands)
  await job.callSupervisor(seat)
  await hands.sees('役席者の承認中です')
  // Asked of main from here on: a page that fell over is nobody's to drive any more.
  const fallen = () =>
    app.evaluate(async ({ BrowserWindow }) => {
      const windows = BrowserWindow.getAllWindows()
      const shown = await windows[0]?.webContents.executeJavaScript(
        "[document.querySelector('#staff') !== null, document.body.innerText.includes('若葉金物店')]",
      )
      return [windows.length, ...(shown as boolean[])]
    })
  await app.evaluate(({ BrowserWindow }) => {
    const [desk] = BrowserWindow.getAllWindows().toSorted((left, right) => left.id - right.id)
    desk?.webContents.forcefullyCrashRenderer()
  })
  await expect.poll(() => fallen().catch(() => []), { timeout: 30_000 }).toEqual([1, true, false])
})

test('FLT-14: the graphics process is killed and the desk goes on; its page stands still for ever, and the desk is at the sign-in (that it stands still is told at once; the long run waits until it is found)', async ({
  seat,
  tokens,
}) => {
  test.slow()
  const { hands, app } = seat
  const isLong = process.env.MADOGUCHI_LONG !== undefined
  await job.signIn(hands, tokens, TELLER)
  const graphics = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('--type=gpu-process') && isOf(seat, line))
    .map((line) => Number(/^\s*(\d+)/.exec(line)?.[1]))
  expect(graphics).not.toEqual([])
  for (const pid of graphics) process.kill(pid, 'SIGKILL')
  await job.find(hands, wakaba)
  expect((await hands.page.screenshot()).length, 'what is drawn can be seen').toBeGreaterThan(10_000)

  const gone = app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<string>((resolve) => {
        BrowserWindow.getAllWindows()[0]?.webContents.once('render-process-gone', (_event, { reason }) =>
          resolve(reason),
        )
      }),
  )
  void hands.page
    .evaluate(() => {
      for (;;);
    })
    .catch(() => undefined)
  if (!isLong)
    await app.evaluate(({ BrowserWindow }) => {
      const [desk] = BrowserWindow.getAllWindows()
      ;(desk?.webContents as unknown as NodeJS.EventEmitter | undefined)?.emit('unresponsive')
    })
  expect(await gone).toMatch(/^(crashed|killed)$/)
  const shown = () =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        "[document.querySelector('#staff') !== null, document.body.innerText.includes('若葉金物店')]",
      ),
    )
  await expect.poll(() => shown().catch(() => []), { timeout: 30_000 }).toEqual([true, false])
})

/** Whether a process of Chromium belongs to this program: it names Electron's own folder, or the stand-in's passing one. */
function isOf({ app, userData }: Seat, args: string): boolean {
  const folder = /--user-data-dir=(\S+)/.exec(args)?.[1] ?? ''
  return folder === userData || folder.includes(`-${app.process().pid}-`)
}
