import { practiceCode } from '#main/practice/codes'
import { practicePeople, practiceStaffSeed } from '#main/practice/people'
import { Seat } from '../tour/seat.ts'
import { type BenchRow, benchRow, median, percentile } from './row.ts'
import type { Prepared } from './stores.ts'

/** What is typed at the counter, character by character. */
const TYPED = [
  'カブシキ',
  'やまだ',
  '株式会社',
  'サトウ',
  'M5410',
  'ｱｵﾊﾞ',
  '山﨑',
  'FB0004',
  'ゼツボウ',
  '佐藤',
  'タナカ',
]
/** How long the list has stood still when the next key comes. */
const STILL = 130
const PASSES = 5

declare global {
  interface Window {
    /** In the measured page: when the last key arrived, and when the last frame with another list was drawn. */
    bench: { key: number; drawn: number }
  }
}

/**
 * From the key's own time stamp to the end of the frame with the new list, in the real window over the real program.
 * Each key is pressed once a pass, and its middle time counts.
 */
export async function benchScreen(prepared: Prepared, kind: string): Promise<BenchRow[]> {
  const copy = prepared.copy()
  try {
    const seat = await Seat.open({ userData: copy.userData })
    try {
      const { page } = seat
      await page.keyboard.press('1')
      await page.locator('#staff').waitFor({ timeout: 60_000 })
      await signIn(seat)
      await page.keyboard.press('F2')
      await page.locator('#search-field').waitFor({ timeout: 60_000 })
      await page.evaluate(watch)
      const times = new Map<string, number[]>()
      for (let pass = 0; pass < PASSES; pass += 1) {
        for (const text of TYPED) {
          await page.locator('#search-field').fill('')
          await page.waitForTimeout(STILL)
          for (const [place, character] of [...text].entries()) {
            await page.keyboard.insertText(character)
            await page.waitForTimeout(STILL)
            const { key, drawn } = await page.evaluate(() => window.bench)
            const name = `${text} ${place}`
            if (drawn > key) times.set(name, [...(times.get(name) ?? []), drawn - key])
          }
        }
      }
      const middle = [...times.values()].map(median)
      console.error(
        `bench: ${middle.length} keys to the screen: p50 ${median(middle).toFixed(1)} ms; ` +
          `single keys, p99 ${percentile([...times.values()].flat(), 0.99).toFixed(0)} ms`,
      )
      return [
        benchRow(
          `search as one types, 100,000 contracts, key to screen, p99 (${kind})`,
          'ms',
          percentile(middle, 0.99),
          1,
          50,
        ),
      ]
    } finally {
      await seat.close()
    }
  } finally {
    copy.remove()
  }
}

/** How far one turn of the wheel goes, and how often it is turned. */
const WHEEL_PX = 1_500
const TURNS = 60

/**
 * The list of 100,000 tokens in the real window: from the key that opens it to the frame with its first row, frames while
 * it is scrolled, and how much of it is ever in the document.
 */
export async function benchStockList(prepared: Prepared, kind: string): Promise<BenchRow[]> {
  const copy = prepared.copy()
  try {
    const seat = await Seat.open({ userData: copy.userData })
    try {
      const { page } = seat
      await page.keyboard.press('1')
      await page.locator('#staff').waitFor({ timeout: 60_000 })
      await signIn(seat)
      await page.getByRole('navigation').getByText('在庫・棚卸').click()
      const tab = page.getByRole('tab').nth(1)
      await tab.waitFor({ timeout: 60_000 })
      const opened: number[] = []
      for (let pass = 0; pass < PASSES; pass += 1) {
        await page.getByRole('tab').first().click()
        await page.waitForTimeout(STILL)
        opened.push(await tab.evaluate(openList))
      }
      await page.locator('#stock-list').hover()
      const frames: number[] = []
      let nodes = 0
      for (let turn = 0; turn < TURNS; turn += 1) {
        const next = page.evaluate(longestFrame)
        await page.mouse.wheel(0, WHEEL_PX)
        frames.push(await next)
        nodes = Math.max(nodes, await page.locator('#stock-list *').count())
      }
      return [
        benchRow(
          `stock list of 100,000 tokens, key to its first row, p50 (${kind})`,
          'ms',
          median(opened),
          1,
          100,
        ),
        benchRow('… the longest frame of a turn of the wheel, p50', 'ms', median(frames), 1, 16.7),
        benchRow('… elements of the list in the document, at most', '', nodes, 1, 500),
      ]
    } finally {
      await seat.close()
    }
  } finally {
    copy.remove()
  }
}

/** Runs in the page: chooses the tab, and answers how long it took until a frame with a row's serial was over. */
function openList(tab: Element): Promise<number> {
  const began = performance.now()
  ;(tab as HTMLElement).click()
  return new Promise((resolve) => {
    const look = (): void => {
      const row = document.querySelector('#stock-list [role="gridcell"] ~ [role="gridcell"]')
      if (row === null) requestAnimationFrame(look)
      else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)))
    }
    look()
  })
}

/** Runs in the page: the longest time between two frames within a third of a second. */
function longestFrame(): Promise<number> {
  return new Promise((resolve) => {
    const began = performance.now()
    let before = began
    let longest = 0
    const frame = (): void => {
      const now = performance.now()
      longest = Math.max(longest, now - before)
      before = now
      if (now - began > 330) resolve(longest)
      else requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
}

async function signIn({ page, hands }: Seat): Promise<void> {
  const [person] = practicePeople
  if (person === undefined) throw new Error('nobody practises')
  await page.locator('#staff').fill(person.staff)
  await page.locator('#passphrase').fill(person.passphrase)
  await page.locator('#code').fill(practiceCode(practiceStaffSeed(person.staff), Date.now()).code)
  await hands.press('F12')
  await page.locator('[data-key="F2"]').waitFor({ timeout: 120_000 })
}

/** Runs in the page. A frame is over when the task after its animation callbacks runs. */
function watch(): void {
  window.bench = { key: 0, drawn: 0 }
  addEventListener('input', (event) => (window.bench.key = event.timeStamp), { capture: true })
  const list = document.querySelector('#search-hits')?.parentElement
  if (!list) throw new Error('there is no list of hits')
  const frame = new MessageChannel()
  frame.port1.onmessage = () => (window.bench.drawn = performance.now())
  new MutationObserver(() => requestAnimationFrame(() => frame.port2.postMessage(0))).observe(list, {
    childList: true,
    subtree: true,
    characterData: true,
    attributes: true,
  })
}
