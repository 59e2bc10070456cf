/** The branch's own people by keyboard: somebody is added by two, comes in with a first secret, and works. */
import * as hardware from '../../build/tour/hardware.ts'
import * as job from '../../build/tour/job.ts'
import { ADMINISTRATOR, passphraseOf, SUPERVISOR, wakaba } from '../../build/tour/people.ts'
import type { Hands } from '../../build/tour/seat.ts'
import { barriers, expect, test } from './desk.ts'

const shots = process.env.SHOTS

const NEW = 'S0170'
const NAME = '島田 葵'
const OWN = '鷺が三羽、河原の葦をくわえて飛ぶ'

async function look(hands: Hands, name: string): Promise<void> {
  expect(await barriers(hands), `axe on ${name}`).toEqual([])
  const isWide = await hands.page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  )
  expect(isWide, `${name} scrolls sideways`).toBe(false)
  if (shots !== undefined) await hands.page.screenshot({ path: `${shots}/${name}.png` })
}

test('AUT-09: a colleague is added by two, comes in with the first secret, chooses a passphrase, and works', async ({
  seat: { hands },
  tokens,
}) => {
  test.slow()
  await job.signIn(hands, tokens, ADMINISTRATOR)
  await job.goTo(hands, '店舗の管理')
  await hands.sees('高橋 美咲')
  await look(hands, 'people')
  await hands.key('F10')
  await hands.field('add-staff', NEW)
  await hands.field('add-name', NAME)
  await hands.at('add-role')
  await hands.press('ArrowDown', 'Enter')
  await hardware.tabTo(hands, 'token-show')
  await hands.press('Enter')
  await hands.at('token-code')
  await look(hands, 'people-add')
  await hands.type(await tokens.staff(NEW))
  await hands.sees('本人のトークンを確かめました')
  await hands.key('F12')
  await hands.at('secondStaff')
  await hardware.beside(hands, tokens, SUPERVISOR)
  const secretLine = hands.page.locator('[data-first-secret]')
  await secretLine.waitFor()
  await look(hands, 'people-secret')
  const secret = (await secretLine.innerText()).replace(/\s/g, '')
  expect(secret).toMatch(/^[acdefhjkmnprtuvwxy3467]{20}$/)
  await hands.key('F10')
  await secretLine.waitFor({ state: 'detached' })
  expect(await hands.page.content()).not.toContain(secret)

  await hands.key('F7')
  await hands.sees('管理の記録')
  await hands.page.locator('text=島田').first().waitFor()
  await look(hands, 'people-record')

  await job.handOver(hands)
  await hands.field('staff', NEW)
  await hands.field('passphrase', secret)
  await hands.at('code')
  await hands.type(await tokens.staff(NEW))
  await hands.key('F12')
  await hands.at('new-passphrase')
  await look(hands, 'people-first')
  await hands.field('new-passphrase', OWN)
  await hands.field('new-passphrase-again', OWN)
  await hands.key('F12')
  await hands.sees('新しい合言葉に変わりました')
  await job.find(hands, wakaba)
})

test('AUT-09: somebody who has forgotten their passphrase is helped by two, and everybody may choose another', async ({
  seat: { hands },
  tokens,
}) => {
  test.slow()
  await job.signIn(hands, tokens, SUPERVISOR)
  await job.goTo(hands, '店舗の管理')
  await hands.sees('高橋 美咲')
  await hands.page.locator('tr[tabindex="0"]').first().waitFor()
  // The first row is the teller 高橋.
  await hands.key('F12')
  await hands.page.locator('#act-secret-issued').waitFor()
  await look(hands, 'people-change')
  await hands.press('1', 'Enter')
  await hands.field('act-reason', '合言葉を忘れた')
  await hands.key('F12')
  await hands.at('secondStaff')
  await look(hands, 'people-second')
  await hardware.beside(hands, tokens, 'S0102')
  await hands.page.locator('[data-first-secret]').waitFor()
  await hands.key('F10')
  await hands.sees('初期合言葉 待ち')

  await hands.press('Alt+0')
  await hands.field('passphrase', passphraseOf(SUPERVISOR))
  await hands.at('code')
  await hands.type(await tokens.staff(SUPERVISOR))
  await hardware.tabTo(hands, 'new-passphrase')
  await hands.field('new-passphrase', OWN)
  await hands.field('new-passphrase-again', OWN)
  await look(hands, 'people-own')
  await hands.key('F12')
  await hands.sees('新しい合言葉に変わりました')
})
