/** What printing leaves behind: the sheet where it was asked for, and nothing anywhere else. */
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as job from '../../build/tour/job.ts'
import { SUPERVISOR } from '../../build/tour/people.ts'
import { atPracticeDoor, away, expect, test } from './desk.ts'

/** Every PDF under `folders`, whatever it is called. */
const pdfsIn = (...folders: readonly string[]): readonly string[] =>
  folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .map((name) => join(folder, String(name)))
      .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
      .filter((path) => readFileSync(path).includes('%PDF-')),
  )

test('a daily sheet that was not kept, found no printer, and was kept at last leaves one PDF and no other (PRV-07)', async ({
  practice,
  tokens,
  saved,
}) => {
  // A folder of its own for what is temporary, so that nothing of others is taken for ours, and nothing of ours missed.
  const temporary = join(saved, 'tmp')
  const kept = join(saved, 'kept')
  for (const folder of [temporary, kept]) mkdirSync(folder)
  const seat = await atPracticeDoor(practice, { env: { TMPDIR: temporary } })
  try {
    const { hands } = seat
    await job.signIn(hands, tokens, SUPERVISOR)
    await job.goTo(hands, '締上')
    await hands.sees('日計表は 第1号になります。')
    await hands.key('F12')
    await hands.sees('締上をしますか')
    await hands.key('F10')
    await hands.sees('締上をしました。日計表は 第1号です。')
    await hands.key('F7')
    await hands.sees('署名点と 翌営業日の開店照合のための用紙')

    await seat.app.evaluate(({ dialog }) => {
      dialog.showSaveDialog = async () => ({ canceled: true, filePath: '' })
    })
    await hands.key('F7')
    await hands.sees('保存せずに戻りました。')
    expect(pdfsIn(seat.userData, saved)).toEqual([])

    // As where no printer is, or it says no.
    await seat.app.evaluate(({ app }) => {
      app.on('web-contents-created', (_event, contents) => {
        contents.print = (_options, done) => done?.(false, 'Print job failed')
      })
    })
    await hands.key('F10')
    await hands.sees('印刷できませんでした。')
    expect(pdfsIn(seat.userData, saved)).toEqual([])

    await seat.saveInto(kept)
    await hands.key('F7')
    await expect.poll(() => readdirSync(kept), { timeout: 30_000 }).toEqual(['日計表_1.pdf'])
    await hands.sees('日計表_1.pdf')
    expect(pdfsIn(seat.userData, saved)).toEqual([join(kept, '日計表_1.pdf')])
  } finally {
    await away(seat)
  }
  expect(pdfsIn(saved)).toEqual([join(kept, '日計表_1.pdf')])
})
