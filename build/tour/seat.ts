/** Opening the real program for the tour and the window tests, and typing into it as a person does. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { root } from '../setup/runtime.ts'

export interface SeatOptions {
  /** Where stores live; a fresh temporary folder unless given. */
  readonly userData?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Milliseconds between two keystrokes; 0 for tests. */
  readonly pace?: number
}

/** What hands have pressed since this was made: keys that steer, and characters that became text in a field. */
export class Tally {
  /** Enter, function keys, arrows, ticks, the digit of a choice; a chord is one. */
  strokes = 0
  /** Characters typed into a text field. What an input method needs for them is not in it. */
  typed = 0
}

/** Longer than the pause inside a barcode reader's burst, so that typing is never taken for one. */
const BREATH = 70
const PATIENCE = 15_000
/** Between two characters of a barcode reader, in seconds. */
const READER_PAUSE = 0.005

/** The root account cannot have Chromium's own sandbox; see rootArguments in ../setup/prepare.ts. */
const asRoot = (): string[] =>
  process.env.ELECTRON_OVERRIDE_DIST_PATH === undefined &&
  process.platform === 'linux' &&
  process.getuid?.() === 0
    ? ['--no-sandbox']
    : []

/** A started program: its desk window, its other windows, and everything its pages complained about. */
export class Seat {
  readonly app: ElectronApplication
  readonly page: Page
  readonly userData: string
  readonly hands: Hands
  /** Everything pressed in this program, in whichever of its windows. */
  readonly tally = new Tally()
  /** Errors and warnings of every page's console (content policy and trusted types among them), and page errors. */
  readonly complaints: string[]
  readonly #pace: number

  private constructor(
    app: ElectronApplication,
    page: Page,
    userData: string,
    complaints: string[],
    pace: number,
  ) {
    this.app = app
    this.page = page
    this.userData = userData
    this.complaints = complaints
    this.#pace = pace
    this.hands = new Hands(page, pace, this.tally)
  }

  static async open(options: SeatOptions = {}): Promise<Seat> {
    const { userData = mkdtempSync(join(tmpdir(), 'madoguchi-')), args = [], env = {}, pace = 0 } = options
    const app = await _electron.launch({
      args: [root, ...asRoot(), `--user-data-dir=${userData}`, ...args],
      cwd: root,
      env: { ...strings(process.env), ...env },
    })
    const complaints: string[] = []
    const listen = (page: Page): void => {
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(String(error)))
    }
    const heard = new WeakSet<Page>()
    const hear = (window: Page): void => {
      if (!heard.has(window)) listen(window)
      heard.add(window)
    }
    app.on('window', hear)
    const page = await app.firstWindow()
    hear(page)
    await page.locator('[data-key]').first().waitFor({ timeout: 30_000 })
    return new Seat(app, page, userData, complaints, pace)
  }

  /** The approval window, once it stands open and shows its case. A case without a paper begins with `#staff`. */
  async approval(beginsWith = '#seal-yes'): Promise<Hands> {
    const until = Date.now() + PATIENCE
    while (Date.now() < until) {
      for (const page of this.app.windows()) {
        if (page === this.page || page.isClosed()) continue
        const there = await page
          .locator(beginsWith)
          .count()
          .catch(() => 0)
        if (there > 0) return new Hands(page, this.#pace, this.tally)
      }
      await wait(50)
    }
    throw new Error('the approval window did not open')
  }

  /** Files that are saved land in `folder`, under the name the desk suggests; nobody is asked. */
  async saveInto(folder: string): Promise<void> {
    await this.app.evaluate(({ dialog }, into) => {
      dialog.showSaveDialog = (async (...args: unknown[]) => {
        const { defaultPath = 'document.pdf' } = args.at(-1) as { defaultPath?: string }
        return { canceled: false, filePath: `${into}/${defaultPath.split(/[\\/]/).at(-1)}` }
      }) as typeof dialog.showSaveDialog
    }, folder)
  }

  /** The next file that is asked for is this one. */
  async choose(file: string): Promise<void> {
    await this.app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = (async () => ({
        canceled: false,
        filePaths: [path],
      })) as typeof dialog.showOpenDialog
    }, file)
  }

  async close(): Promise<void> {
    await this.app.close()
  }
}

const strings = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined))

/** A pair of hands on the keyboard before one window, and eyes on it. Every wait that fails says what was missed. */
export class Hands {
  readonly page: Page
  readonly tally: Tally
  readonly #pace: number

  constructor(page: Page, pace = 0, tally = new Tally()) {
    this.page = page
    this.tally = tally
    this.#pace = pace
  }

  async press(...keys: readonly string[]): Promise<void> {
    this.tally.strokes += keys.length
    for (const key of keys) await this.page.keyboard.press(key)
  }

  /** Types into whatever has the focus: text into a field, or the digit of a choice. */
  async type(text: string): Promise<void> {
    const field = await this.page.evaluate(textInFocus)
    this.tally[field === null ? 'strokes' : 'typed'] += [...text].length
    await this.page.keyboard.type(text, { delay: this.#pace })
    await wait(BREATH)
  }

  /** Types over what the focused field holds. */
  async retype(text: string): Promise<void> {
    if (await this.page.evaluate(textInFocus)) await this.press('Control+a')
    await this.type(text)
  }

  /**
   * As a barcode reader does: fast, and closed by Enter. The times of its keys are the reader's, as they come from
   * the keyboard's driver, whatever time this machine takes to deliver them: on a busy one the desk would otherwise
   * take the reader for fingers.
   */
  async scan(code: string): Promise<void> {
    const driver = await this.page.context().newCDPSession(this.page)
    const began = Date.now() / 1000
    const keys = [...code].map((text) => ({ key: text, text }))
    for (const [n, key] of [...keys, { key: 'Enter', text: '\r', windowsVirtualKeyCode: 13 }].entries()) {
      const timestamp = began + n * READER_PAUSE
      await driver.send('Input.dispatchKeyEvent', { type: 'keyDown', timestamp, ...key })
      await driver.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp, ...key })
    }
    await driver.detach()
  }

  /** Waits until the focus is in the field of this id. */
  async at(id: string): Promise<void> {
    const found = (wanted: string): boolean => {
      const active = document.activeElement
      return active instanceof HTMLElement && (active.id === wanted || active.dataset.jump === wanted)
    }
    await this.page.waitForFunction(found, id, { timeout: PATIENCE, polling: 30 }).catch(async () => {
      const where = await this.page.evaluate(
        () => document.activeElement?.id || document.activeElement?.tagName,
      )
      throw new Error(`the focus should be in "${id}" and is in "${where}"`)
    })
  }

  /** The field that must have the focus by now is filled, and Enter goes on. */
  async field(id: string, text: string): Promise<void> {
    await this.at(id)
    await this.type(text)
    await this.press('Enter')
  }

  /** Waits until these words stand on the screen. */
  async sees(text: string | RegExp, where = 'body'): Promise<void> {
    await this.page
      .locator(where)
      .getByText(text)
      .filter({ visible: true })
      .first()
      .waitFor({ timeout: PATIENCE })
      .catch(() => {
        throw new Error(`"${String(text)}" should stand on the screen and does not`)
      })
  }

  /** Waits until they stand there no more. */
  async misses(text: string | RegExp, where = 'body'): Promise<void> {
    const gone = this.page.locator(where).getByText(text).filter({ visible: true })
    await gone
      .first()
      .waitFor({ state: 'hidden', timeout: PATIENCE })
      .catch(() => {
        throw new Error(`"${String(text)}" should have gone from the screen and stands there`)
      })
  }

  /** Waits until a function key may be pressed, and presses it. */
  async key(name: string): Promise<void> {
    const key = this.page.locator(`[data-key="${name}"]:not([data-off])`)
    await key.waitFor({ timeout: PATIENCE }).catch(async () => {
      const why = await this.page
        .locator(`[data-key="${name}"]`)
        .getAttribute('title', { timeout: 1000 })
        .catch(() => null)
      throw new Error(`${name} cannot be pressed: ${why ?? 'it does nothing here'}`)
    })
    await this.press(name === 'Esc' ? 'Escape' : name)
  }

  /** What stands in the message line. */
  async says(text: string | RegExp): Promise<void> {
    await this.sees(text)
  }

  /** All the text that can be seen. */
  text(): Promise<string> {
    return this.page.evaluate(() => document.body.innerText)
  }
}

/** Runs in the page: what the text field with the focus holds; null where nothing that takes text has it. */
function textInFocus(): string | null {
  const field = document.activeElement
  if (field instanceof HTMLTextAreaElement) return field.value
  if (!(field instanceof HTMLInputElement)) return null
  return ['radio', 'checkbox', 'button'].includes(field.type) ? null : field.value
}
