/** The panel of a newcomer who has no token in hand: whatever lies in the practice safe shows its code. */

import { practiceTokenSeed } from '#main/practice/people'
import { oathtool } from '../../build/tour/codes.ts'
import * as job from '../../build/tour/job.ts'
import { TELLER } from '../../build/tour/people.ts'
import { barriers, expect, test } from './desk.ts'

const shown = (code: string): string => `${code.slice(0, code.length / 2)} ${code.slice(code.length / 2)}`

test('the codes of the practice safe stand beside the desk, and that of any serial that is typed', async ({
  seat,
  tokens,
}) => {
  const { hands } = seat
  await job.signIn(hands, tokens, TELLER)
  await hands.press('Alt+p')
  const safe = hands.page.getByRole('list', { name: '金庫のトークン' })
  await expect(safe.getByRole('listitem')).toHaveCount(4)
  await expect(safe).toContainText('78108001')
  await expect(safe).toContainText('2V0826001KHM')

  // A token that changes every minute and shows eight digits, from a box that nobody has opened yet.
  await hands.page.locator('#practice-serial').focus()
  await hands.type('７８１０９００１')
  const asked = hands.page.getByRole('list', { name: '入れた番号' })
  await expect(asked).toContainText('78109001')
  const seed = practiceTokenSeed('78109001').toString('hex')
  await expect(async () => {
    const now = Math.floor(Date.now() / 1000)
    expect(await asked.textContent()).toContain(shown(oathtool(seed, now, { digits: 8, period: 60 })))
  }).toPass({ timeout: 5000 })
  expect(await barriers(hands)).toEqual([])

  // The panel keeps the serial while the desk is worked at.
  await hands.press('Alt+p')
  await expect(asked).toHaveCount(0)
  await hands.press('Alt+p')
  await expect(asked).toContainText('78109001')
  expect(seat.complaints).toEqual([])
})
