/** What a branch does for its own safety, by keyboard: backups, closing and opening. Steps as in `job.ts`. */
import type { Tokens } from './codes.ts'
import { beside } from './hardware.ts'
import type { Hands } from './seat.ts'

/** On the sheet of backups: their place is chosen by two, one is made, and the newest is restored for a trial. */
export async function backUp(hands: Hands, tokens: Tokens, second: string): Promise<void> {
  await hands.key('F10')
  await beside(hands, tokens, second)
  await hands.sees('バックアップの保存先を決めました。')
  await hands.key('F9')
  await hands.sees('バックアップは 今日の分まで あります')
  await hands.key('F12')
  await hands.sees('最新のバックアップを仮の場所に復元し')
}

/** On the sheet of the day: closed, after being asked once more. */
export async function close(hands: Hands): Promise<void> {
  await hands.key('F12')
  await hands.sees('締上をしますか')
  await hands.key('F10')
  await hands.sees('本日は 締上が済んでいます。')
}

/** The code that stands on the daily sheet in the preview. */
export async function codeOn(hands: Hands): Promise<string> {
  let code: string | undefined
  // The sheet is set in its fonts before it is shown.
  for (let tries = 0; code === undefined && tries < 50; tries += 1) {
    code = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(await hands.text())?.[0]
    if (code === undefined) await hands.page.waitForTimeout(200)
  }
  if (code === undefined) throw new Error('no code stands on the daily sheet')
  return code
}

/** The day is opened anew with the code of its own sheet. */
export async function openAgain(hands: Hands, code: string, look: () => Promise<void>): Promise<void> {
  await hands.key('F10')
  await hands.at('sheetCode')
  await hands.type(code)
  await look()
  await hands.key('F12')
  await hands.sees('開店しました。')
}
