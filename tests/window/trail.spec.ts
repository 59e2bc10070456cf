/** The trail by keyboard, in one sitting: the evidence pack of a case as paper and file, and a copy for the auditor. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as hardware from '../../build/tour/hardware.ts'
import * as job from '../../build/tour/job.ts'
import { OTHER_SUPERVISOR, SUPERVISOR, wakaba } from '../../build/tour/people.ts'
import { barriers, expect, test, wordsOf } from './desk.ts'

const shots = process.env.SHOTS

const isDraft = (text: string | undefined): boolean => text?.includes('"verb":"case.saved"') === true

test('the evidence pack of a case is one PDF and one file that say the same, and a copy of the trail is taken out by two (AUD-12)', async ({
  seat: { hands },
  tokens,
  saved,
}) => {
  test.slow()
  await job.signIn(hands, tokens, SUPERVISOR)
  const caseNo = await job.takeIn(hands, wakaba)
  await job.goTo(hands, '記録')
  await hands.at('trail-text')
  await hands.type(caseNo)
  await hands.sees(`${caseNo}の証拠一式`)
  if (shots !== undefined) await hands.page.screenshot({ path: `${shots}/trail.png` })
  await hardware.tabTo(hands, 'trail-evidence')
  await hands.press('Enter')
  await hands.at('evidenceReason')
  await hands.type('警察からの照会')
  const found = await barriers(hands)
  if (shots !== undefined) await hands.page.screenshot({ path: `${shots}/evidence.png` })
  await hardware.tabTo(hands, 'secondStaff')
  await hardware.beside(hands, tokens, OTHER_SUPERVISOR)
  await expect.poll(() => readdirSync(saved).length, { timeout: 30_000 }).toBe(2)
  const json = readFileSync(join(saved, `証拠一式_${caseNo}.json`), 'utf8')
  const pack = JSON.parse(json)
  const words = wordsOf(join(saved, `証拠一式_${caseNo}.pdf`)).replace(/\s+/g, '')
  expect(words).toContain(createHash('sha256').update(json).digest('hex'))
  expect(words).toContain('内田恵')
  for (const [place, { n, e }] of pack.entries.entries()) {
    const leaf = createHash('sha256').update(Buffer.of(0)).update(e).digest('base64')
    // Drafts that were saved one after the other stand in one line, which says that each of them is in the file.
    const drafts = [pack.entries[place - 1], pack.entries[place + 1]].some((beside) => isDraft(beside?.e))
    if (!isDraft(e) || !drafts) expect(words, String(n)).toContain(leaf)
  }
  expect(words).toContain(pack.entries.map(({ n }: { n: number }) => n - 1).join(''))

  await hardware.tabTo(hands, 'trail-take-out')
  await hands.press('Enter')
  await hardware.tabTo(hands, 'takeOutReason')
  await hands.type('定例の監査')
  found.push(...(await barriers(hands)))
  if (shots !== undefined) await hands.page.screenshot({ path: `${shots}/take-out.png` })
  await hardware.tabTo(hands, 'secondStaff')
  await hardware.beside(hands, tokens, OTHER_SUPERVISOR)
  await expect
    .poll(() => readdirSync(saved).filter((name) => name.endsWith('.jsonl')), { timeout: 30_000 })
    .toHaveLength(1)
  expect(found, 'axe').toEqual([])
})
