import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Tokens } from '../tour/codes.ts'
import { approve, takeIn, visits } from '../tour/exceptions.ts'
import * as job from '../tour/job.ts'
import { SUPERVISOR, TELLER, wakaba } from '../tour/people.ts'
import { type Hands, Seat } from '../tour/seat.ts'
import { type BenchRow, benchFigure, benchRow } from './row.ts'

/** What the product promises. */
const STOP_STROKES = 12
const STOP_SECONDS = 10
const UNLOCK_STROKES = 60
/** A stroke of somebody who can type and has the telephone in the other hand. */
const PER_STROKE = 250

/** One telephone call: what is on the screen when it comes, and what is typed until somebody is stopped. */
type Call = {
  readonly from: string
  readonly before: (hands: Hands) => Promise<unknown>
  /** Kana by kana, each with the letters that are pressed for it. */
  readonly name: readonly (readonly [kana: string, letters: string])[]
  /** How far down the list the one who is meant stands. */
  readonly down?: number
  readonly found: string
  /** What is chosen after Enter: how it came about, or which of several tokens. */
  readonly choice?: { readonly at: string; readonly digit: string }
}

const CALLS: readonly Call[] = [
  {
    from: 'reception',
    before: (hands) => hands.key('F2'),
    name: [
      ['い', 'i'],
      ['と', 'to'],
      ['う', 'u'],
      ['の', 'no'],
    ],
    found: '伊藤 望',
    choice: { at: 'emergency-how', digit: '2' },
  },
  {
    from: 'a contract, with help open over it',
    before: async (hands) => {
      await job.find(hands, wakaba)
      await hands.key('F9')
      await hands.sees('並び順')
      await hands.key('F1')
    },
    name: [
      ['あ', 'a'],
      ['お', 'o'],
      ['ば', 'ba'],
      ['う', 'u'],
      ['ん', 'nn'],
    ],
    found: '青葉運送',
  },
  {
    from: 'a form half filled in',
    before: async (hands) => {
      await hands.press('Escape') // help is still open
      await job.find(hands, wakaba)
      await job.receive(hands, wakaba)
      await job.openCase(hands)
      await hands.type('IB-0004127')
    },
    name: [
      ['も', 'mo'],
      ['り', 'ri'],
      ['た', 'ta'],
      ['あ', 'a'],
    ],
    found: '森田 彩',
  },
  {
    from: 'a list',
    before: async (hands) => {
      await hands.key('F2')
      await job.goTo(hands, '最後の管理者')
      await hands.page.getByRole('table').getByRole('row').nth(1).waitFor()
    },
    name: [
      ['た', 'ta'],
      ['き', 'ki'],
    ],
    found: '滝沢 清',
  },
]

/** The dearest in the practice branch: seven contracts begin like this one, and it has several tokens. */
const ALIKE: Call = {
  from: 'reception, one of seven alike',
  before: (hands) => hands.key('F2'),
  name: [
    ['き', 'ki'],
    ['り', 'ri'],
    ['し', 'si'],
  ],
  down: 2,
  found: '霧島製作所',
  choice: { at: 'emergency-token', digit: '1' },
}

/**
 * Strokes and seconds of two jobs in the real window over the real program, in the practice branch.
 *
 * Emergency stop, from four screens, F4 to "stopped": every key counts, a name in kana by its Latin letters and one
 * more for the input method. The worst of the calls is the row; names that begin alike cost arrows, and are shown.
 *
 * Unlock (E-03) by a teller and a supervisor who know the way, F2 to the customer's receipt: what a text field takes is
 * free text (names, notes, numbers read off the paper, the staff number, passphrase and code), every other key is a
 * stroke: Enter, function keys, arrows, ticks, the digit of a choice. What an input method needs belongs to the text.
 */
export async function benchStrokes(kind: string): Promise<BenchRow[]> {
  const saved = mkdtempSync(join(tmpdir(), 'madoguchi-bench-'))
  const seat = await Seat.open()
  try {
    await seat.saveInto(saved)
    const tokens = new Tokens()
    await job.enterPractice(seat.hands)
    await job.signIn(seat.hands, tokens, TELLER)
    const unlock = await countUnlock(seat, tokens, saved)
    const calls: Stopped[] = []
    for (const call of CALLS) calls.push(await countStop(seat.hands, call))
    const alike = await countStop(seat.hands, ALIKE)
    const worst = (of: keyof Stopped) => Math.max(...calls.map((call) => call[of]))
    return [
      benchRow(
        `emergency stop, F4 to stopped, worst of ${calls.length} screens`,
        'strokes',
        worst('strokes'),
        1,
        STOP_STROKES,
      ),
      benchRow(
        `the same, typed at ${PER_STROKE} ms a stroke (${kind})`,
        's',
        worst('seconds'),
        1,
        STOP_SECONDS,
      ),
      benchFigure(
        'the same for one of seven names that begin alike, with several tokens',
        'strokes',
        alike.strokes,
      ),
      benchRow(
        'E-03 unlock by a practised pair, F2 to the receipt, beyond free text',
        'strokes',
        unlock.strokes,
        1,
        UNLOCK_STROKES,
      ),
      benchFigure('the same, free text', 'characters', unlock.typed),
    ]
  } finally {
    await seat.close()
    for (const folder of [saved, seat.userData])
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

type Stopped = { readonly strokes: number; readonly seconds: number }

async function countStop(hands: Hands, call: Call): Promise<Stopped> {
  await call.before(hands)
  const began = performance.now()
  let strokes = 0
  const stroke = async (press: () => Promise<void>, of = 1): Promise<void> => {
    strokes += of
    await wait(of * PER_STROKE)
    await press()
  }
  await stroke(() => hands.press('F4'))
  await hands.at('emergency-field')
  for (const [kana, letters] of call.name) {
    await stroke(() => hands.page.keyboard.insertText(kana), letters.length)
  }
  await stroke(async () => undefined) // the Enter that the input method takes for itself
  if (call.down !== undefined) {
    await hands.page.getByRole('option').nth(call.down).waitFor()
    for (let n = 0; n < call.down; n += 1) await stroke(() => hands.press('ArrowDown'))
  }
  await hands.page.getByRole('option', { selected: true }).filter({ hasText: call.found }).waitFor()
  await stroke(() => hands.press('Enter'))
  const { choice } = call
  await hands.at(choice?.at ?? 'emergency-how')
  if (choice !== undefined) await stroke(() => hands.press(choice.digit))
  await stroke(() => hands.key('F12'))
  await hands.sees('お電話を切らずに、続けて聞いてください')
  const seconds = (performance.now() - began) / 1000
  console.error(`bench: stopped from ${call.from}: ${strokes} strokes, ${seconds.toFixed(1)} s`)
  await hands.press('Escape')
  await hands.misses('お電話を切らずに、続けて聞いてください')
  return { strokes, seconds }
}

async function countUnlock(seat: Seat, tokens: Tokens, saved: string) {
  const { hands, tally } = seat
  const visit = visits['E-03 P004']
  const before = { ...tally }
  await takeIn(hands, visit)
  await job.submit(hands)
  await approve(seat, tokens, SUPERVISOR, visit)
  await hands.sees('この案件は 終わっています')
  await hands.key('F7')
  await hands.sees('この見本のとおりに')
  await hands.key('F7')
  await hands.sees(/に保存しました/)
  if (!readdirSync(saved).some((name) => name.endsWith('.pdf'))) throw new Error('no receipt was saved')
  await hands.key('Esc')
  await hands.misses('この見本のとおりに')
  return { strokes: tally.strokes - before.strokes, typed: tally.typed - before.typed }
}
