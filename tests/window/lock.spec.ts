/** Leaving the desk, and what survives: nothing is seen, and nothing that was typed is lost. */
import * as job from '../../build/tour/job.ts'
import { OTHER_TELLER, TELLER, wakaba } from '../../build/tour/people.ts'
import { Seat } from '../../build/tour/seat.ts'
import { away, expect, test } from './desk.ts'

/** Only what is nobody else's: it must not be anywhere in a hidden page. */
const CANARY = '蛍袋 紫乃'

test('Ctrl+L hides the desk at once, and what was half typed is there again afterwards', async ({
  seat: { hands },
  tokens,
}) => {
  await job.signIn(hands, tokens, TELLER)
  await job.find(hands, wakaba)
  await job.receive(hands, wakaba)
  await job.openCase(hands)
  await hands.field('formNumber', 'IB-77')
  await hands.page.locator('#visitorName').focus()
  await hands.page.keyboard.type(CANARY)
  // Not even a pause: the key follows the last character.
  await hands.press('Control+l')
  await hands.at('passphrase')
  const page = await hands.page.content()
  for (const trace of [CANARY, '若葉金物店', 'VSMT82640917', '0318842', 'IB-77']) {
    expect(page, 'REN-09: nothing of the desk is left in the page').not.toContain(trace)
  }
  await job.comeBack(hands, tokens, TELLER)
  // In another page, which has to begin first.
  await hands.page.locator('#formNumber').waitFor({ timeout: 30_000 })
  await expect(hands.page.locator('#formNumber')).toHaveValue('IB-77')
  await expect(hands.page.locator('#visitorName')).toHaveValue(CANARY)
})

test('AUT-06: the system’s lock and its going to sleep hide the desk, and nobody else comes back to it', async ({
  seat,
  tokens,
}) => {
  const { hands, app } = seat
  await job.signIn(hands, tokens, TELLER)
  await job.find(hands, wakaba)
  await app.evaluate(({ powerMonitor }) => void powerMonitor.emit('lock-screen'))
  await hands.sees('席を離れています')
  await expect(hands.page.locator('body')).not.toContainText('若葉金物店')
  await job.comeBack(hands, tokens, TELLER)

  await app.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'))
  await hands.sees('席を離れています')
  await expect(hands.page.locator('#staff')).toHaveCount(0)
  await hands.key('F9')
  await job.signIn(hands, tokens, OTHER_TELLER)
  await expect(hands.page.locator('#search-field')).toHaveValue('')
})

test('an approval window goes when the teller leaves the desk, and its proof with it', async ({
  seat,
  tokens,
}) => {
  const { hands } = seat
  await job.signIn(hands, tokens, TELLER)
  await job.takeIn(hands, { ...wakaba, serial: 'VSMT82640917' })
  await job.submit(hands)
  const window = await job.callSupervisor(seat)
  const closed = window.page.waitForEvent('close')
  await hands.sees('役席者の承認中です')
  await hands.press('Control+l')
  await closed
  await hands.at('passphrase')
})

for (const end of ['closed by its person', 'killed in the middle of a word'] as const) {
  test(`a draft is there again after the program was ${end}`, async ({ seat, tokens }) => {
    const { hands } = seat
    await job.signIn(hands, tokens, TELLER)
    await job.find(hands, wakaba)
    await job.receive(hands, wakaba)
    const caseNo = await job.openCase(hands)
    await hands.field('formNumber', 'IB-88')
    await hands.page.locator('#visitorName').focus()
    await hands.type('若林 健')
    if (end === 'closed by its person') {
      await hands.press('Tab')
      await hands.sees('に保存しました')
      await seat.close()
    } else {
      // A pause long enough for the draft to be kept, and then the program dies while more is being typed.
      await hands.page.waitForTimeout(1200)
      await hands.page.keyboard.type('一', { delay: 0 })
      const ended = new Promise((resolve) => seat.app.process().once('exit', resolve))
      seat.app.process().kill('SIGKILL')
      await ended
    }

    const again = await Seat.open({ userData: seat.userData })
    try {
      await job.enterPractice(again.hands)
      await job.signIn(again.hands, tokens, TELLER)
      await job.find(again.hands, { search: caseNo, customer: '若葉金物店' })
      await again.hands.key('F12')
      await expect(again.page.locator('#formNumber')).toHaveValue('IB-88')
      await expect(again.page.locator('#visitorName')).toHaveValue(/^若林 健/)
    } finally {
      await away(again)
    }
  })
}
