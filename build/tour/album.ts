/** The pictures and sheets a tour leaves behind, numbered in the order they were taken, with one line said about each. */
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Page } from '@playwright/test'

export class Album {
  readonly folder: string
  readonly #taken = new Map<string, string>()
  #number = 0

  /** An empty folder: what an earlier tour left there is removed. */
  constructor(folder: string) {
    this.folder = folder
    mkdirSync(folder, { recursive: true })
    for (const name of readdirSync(folder)) {
      if (/^\d{2,3}-.*\.(png|pdf)$/.test(name)) rmSync(join(folder, name))
    }
  }

  /** A picture of the window as it stands, once it has stopped moving. */
  async picture(page: Page, name: string, says: string): Promise<void> {
    const file = this.#next(name, 'png')
    // The display's own pointer stands somewhere in the window, and would leave a mark on what is under it.
    await page.mouse.move(0, 0)
    await page.evaluate(async () => {
      await document.fonts.ready
      await Promise.all(
        document.getAnimations().map((animation) => animation.finished.catch(() => undefined)),
      )
    })
    await page.screenshot({ path: join(this.folder, file) })
    this.#say(name, file, says)
  }

  /** A PDF that was just saved as `saved` gets its number, and beside it a picture of every page where pdftoppm is. */
  sheet(saved: string, name: string, says: string): string {
    const file = this.#next(name, 'pdf')
    const path = join(this.folder, file)
    renameSync(saved, path)
    this.#say(name, file, says)
    const stem = basename(file, '.pdf')
    try {
      execFileSync('pdftoppm', ['-png', '-r', '80', path, join(this.folder, stem)], { stdio: 'ignore' })
    } catch {
      console.log('                           (no pictures of its pages: pdftoppm is missing)')
    }
    return path
  }

  /** The chosen pictures, for the README: small copies under their names without numbers. */
  keep(names: readonly string[], folder: string): void {
    mkdirSync(folder, { recursive: true })
    for (const name of readdirSync(folder)) if (name.endsWith('.png')) rmSync(join(folder, name))
    for (const name of names) {
      const file = this.#taken.get(name)
      if (file === undefined) throw new Error(`the tour took no picture named "${name}"`)
      const from = file.endsWith('.pdf') ? firstPage(this.folder, basename(file, '.pdf')) : file
      copyFileSync(join(this.folder, from), join(folder, `${name}.png`))
    }
  }

  #next(name: string, ending: string): string {
    this.#number += 1
    return `${String(this.#number).padStart(3, '0')}-${name}.${ending}`
  }

  #say(name: string, file: string, says: string): void {
    this.#taken.set(name, file)
    console.log(`  ${file.padEnd(34)} ${says}`)
  }
}

/** pdftoppm numbers pages with as many digits as there are pages to number. */
function firstPage(folder: string, stem: string): string {
  const page = readdirSync(folder).find((name) => new RegExp(`^${stem}-0*1\\.png$`).test(name))
  if (page === undefined) throw new Error(`there is no picture of the first page of ${stem}`)
  return page
}
