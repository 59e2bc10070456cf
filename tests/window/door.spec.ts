/** The door of the desk: choosing a branch, signing in, leaving the desk, and the first set-up, in the real window. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, test as base, expect, type Locator, type Page } from '@playwright/test'
import { practiceStaffSeed } from '#main/practice/people'
import { chooseRuntime, root } from '../../build/setup/runtime.ts'
import { oathtool } from '../../build/tour/codes.ts'
import { readQr } from '../fixtures/qr-reader.ts'

type Open = (...args: string[]) => Promise<Page>

const test = base.extend<{ open: Open }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from this pattern
  open: async ({}, use) => {
    const dir = mkdtempSync(join(tmpdir(), 'door-'))
    const started: { close(): Promise<void> }[] = []
    await use(async (...args) => {
      const app = await _electron.launch({ args: [root, `--user-data-dir=${dir}`, '--no-sandbox', ...args] })
      started.push(app)
      return app.firstWindow()
    })
    for (const app of started) await app.close()
    rmSync(dir, { recursive: true, force: true })
  },
})

/** From the first screen to the desk, by keyboard alone, as the member of the practice staff at `place`. */
async function signInForPractice(page: Page, place: number): Promise<void> {
  await expect(page.getByRole('heading', { name: 'どの支店をひらきますか' })).toBeVisible()
  await page.keyboard.press('1')
  await expect(page.getByRole('heading', { name: '席につく' })).toBeVisible({ timeout: 30_000 })
  await fillIn(page, place)
  await page.keyboard.press('F12')
  await expect(page.getByRole('navigation', { name: '業務' })).toBeVisible({ timeout: 15_000 })
}

async function fillIn(page: Page, place: number): Promise<void> {
  await expect(page.getByRole('button', { name: /この人で入力する/ }).nth(0)).toBeVisible()
  await page.keyboard.press(`Alt+${place}`)
  await expect(page.getByLabel(/自分のトークンの数字/)).toHaveValue(/^\d{6}$/)
}

/** The code now, by the independent program. */
const codeOf = (secret: string): string =>
  execFileSync('oathtool', ['--totp', '--base32', secret], { encoding: 'utf8' }).trim()

/** The code that the token shows next. It is good already (one step on), so that nobody has to wait for it here. */
const nextCodeOf = (secret: string): string =>
  execFileSync('oathtool', ['--totp', '--base32', `--now=@${Math.floor(Date.now() / 1000) + 30}`, secret], {
    encoding: 'utf8',
  }).trim()

/** The rows of a drawn QR picture, from what stands on the screen. */
async function rowsOf(picture: Locator): Promise<string[]> {
  const side = Number((await picture.getAttribute('viewBox'))?.split(' ')[2]) - 8
  const path = (await picture.locator('path').getAttribute('d')) ?? ''
  const rows = Array.from({ length: side }, () => Array<string>(side).fill('0'))
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    rows[Number(y) - 4]?.fill('1', Number(x) - 4, Number(x) - 4 + Number(length))
  }
  return rows.map((row) => row.join(''))
}

test('a newcomer opens the practice branch and signs in by keyboard, without a telephone', async ({
  open,
}) => {
  const page = await open()
  await signInForPractice(page, 1)
  await expect(page.getByText('高橋 美咲 さん、席につきました。')).toBeVisible()
  await expect(page.getByRole('banner')).toContainText('練習')
  await expect(page.getByRole('banner')).toContainText('999')
})

test('leaving the desk hides it at once, and only the same person with a fresh code gets it back', async ({
  open,
}) => {
  test.setTimeout(120_000)
  const page = await open()
  await signInForPractice(page, 3)
  await page.keyboard.press('F8')
  const list = page.getByRole('heading', { name: '承認待ち', exact: true })
  await expect(list).toBeVisible()

  await page.keyboard.press('Control+l')
  await expect(page.getByRole('dialog', { name: '席を離れています' })).toBeVisible()
  // Not covered but gone: what was on the screen is not in the page any more.
  await expect(page.getByRole('navigation')).toHaveCount(0)
  await expect(list).toHaveCount(0)
  await expect(page.getByRole('button', { name: /この人で入力する/ })).toHaveCount(1)

  // The code that opened the desk is spent (RFC 6238 §5.2); the panel says so, and trying it is refused.
  if (await page.getByText('使用済み').isVisible()) {
    await fillIn(page, 1)
    await page.keyboard.press('F12')
    await expect(page.getByRole('alert')).toContainText('SI-0104')
  }
  // The failure costs a second.
  await page.waitForTimeout(1100)
  await fillIn(page, 1)
  const next = oathtool(practiceStaffSeed('S0127').toString('hex'), Math.floor(Date.now() / 1000) + 30)
  await page.getByLabel(/自分のトークンの数字/).fill(next)
  await page.keyboard.press('F12')
  await expect(list).toBeVisible({ timeout: 15_000 })
})

test('on the lock screen somebody else can take the desk over, but not the screen', async ({ open }) => {
  const page = await open()
  await signInForPractice(page, 1)
  await page.keyboard.press('Control+l')
  // The page is loaded anew before the lock stands on it.
  await expect(page.locator('#passphrase')).toBeFocused()
  await page.keyboard.press('F9')
  await expect(page.getByRole('heading', { name: '席につく' })).toBeVisible()
  await fillIn(page, 2)
  await page.keyboard.press('F12')
  await expect(page.getByRole('banner')).toContainText('森 健太')
})

test('help, the other language and the text size are there before anybody has signed in', async ({
  open,
}) => {
  const page = await open()
  await expect(page.getByRole('heading', { name: 'どの支店をひらきますか' })).toBeVisible()
  await page.keyboard.press('F10')
  await expect(page.getByRole('heading', { name: 'Which branch do you want to open?' })).toBeVisible()
  await page.keyboard.press('F1')
  await expect(page.getByRole('dialog', { name: 'Help' })).toContainText('AP-0207')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  // The focus is where it was, so that Enter still opens what it stood on.
  await expect(page.getByRole('button', { name: /Open the practice branch/ })).toBeFocused()
  for (const size of ['125', '150', '200', '100']) {
    await page.keyboard.press('F11')
    await expect(page.locator('html')).toHaveAttribute('data-text-size', size)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  }
})

test('the stand-in does not set up a real branch unless it was told to', async ({ open }) => {
  // Decided by the runtime that was chosen, not by the banner: a banner that is missing must fail here.
  test.skip(chooseRuntime(process.env).kind === 'electron', 'the real Electron may always open a real branch')
  const page = await open()
  await expect(page.getByRole('heading', { name: 'どの支店をひらきますか' })).toBeVisible()
  await expect(page.getByText('評価用の代わりの実行環境で動いています')).toBeVisible()
  await page.keyboard.press('F12')
  await expect(page.getByText('F12: 評価用の代わりの実行環境では押せません')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'はじめての設定' })).toHaveCount(0)
})

test('nobody begins alone: two persons set a branch up with passphrases and tokens of their own', async ({
  open,
}) => {
  test.setTimeout(150_000)
  const page = await open('--allow-branch-on-standin')
  await expect(page.getByRole('heading', { name: 'どの支店をひらきますか' })).toBeVisible()
  await page.keyboard.press('F12')
  await page.getByLabel(/金融機関の名前/).fill('霞野信用金庫')
  await page.getByLabel(/店番/).fill('０１２')
  await page.getByLabel(/支店の名前/).fill('本町支店')

  const passphrases = ['あさがおと青い自転車で海まで行く', 'misaki no neko wa kuruma ga suki'] as const
  const people = [
    { staff: 'ｓ０１２７', name: '中村 隆', passphrase: passphrases[0] },
    { staff: 'S0101', name: '高橋 美咲', passphrase: passphrases[1] },
  ]
  const secrets: string[] = []
  for (const [at, { staff, name, passphrase }] of people.entries()) {
    const part = page.getByRole('group', { name: `${at + 1}人目` })
    await part.getByLabel(/職員番号/).fill(staff)
    await part.getByLabel(/^名前/).fill(at === 0 ? name : '中村　隆')
    await part.locator('[autocomplete=new-password]').fill('霞野信用金庫本町支店012')
    await expect(part).toContainText(/短すぎます|名前・番号・店名だけ/)
    await part.locator('[autocomplete=new-password]').fill(passphrase)
    await expect(part).toContainText('この合言葉は使えます。')
    await part.getByRole('button', { name: '二次元コードを出す' }).click()
    const told = new URL(readQr(await rowsOf(part.getByRole('img', { name: /二次元コード/ }))))
    expect(decodeURIComponent(told.pathname)).toContain(at === 0 ? 'S0127' : 'S0101')
    secrets.push(told.searchParams.get('secret') ?? '')
  }

  // One person under two numbers is still one person (MC-02).
  await page.keyboard.press('F12')
  await expect(page.getByRole('group', { name: '2人目' })).toContainText('1人が2人分になることはできません')
  await page.getByRole('group', { name: '2人目' }).getByLabel(/^名前/).fill('高橋 美咲')

  const codes = page.getByRole('group', { name: '全員の数字' })
  await codes.getByLabel(/中村/).fill(codeOf(secrets[0] ?? ''))
  await codes.getByLabel(/高橋/).fill('000000')
  await page.keyboard.press('F12')
  await expect(codes.getByRole('alert')).toContainText('SI-0104')

  await codes.getByLabel(/中村/).fill(codeOf(secrets[0] ?? ''))
  await codes.getByLabel(/高橋/).fill(codeOf(secrets[1] ?? ''))
  await page.keyboard.press('F12')
  await expect(page.getByRole('heading', { name: '席につく' })).toBeVisible({ timeout: 60_000 })
  // A real branch has no list of codes.
  await expect(page.getByText('練習用トークン')).toHaveCount(0)

  await page.getByLabel(/職員番号/).fill('　Ｓ０１０１')
  await page.locator('#passphrase').fill(passphrases[1])
  await page.getByLabel(/自分のトークンの数字/).fill(nextCodeOf(secrets[1] ?? ''))
  await page.keyboard.press('F12')
  await expect(page.getByRole('banner')).toContainText('高橋 美咲', { timeout: 20_000 })
  await expect(page.getByRole('banner')).toContainText('本町支店')
})
