/** Pages that fall over or stand still, while somebody is at the desk (FLT-14). */
import * as job from '../../build/tour/job.ts'
import { SUPERVISOR, TELLER, wakaba } from '../../build/tour/people.ts'
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
