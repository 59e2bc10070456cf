/** Practice and the real thing: what exists only in one of them, and how a branch begins. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { chooseRuntime } from '../../build/setup/runtime.ts'
import { oathtool } from '../../build/tour/codes.ts'
import { type Hands, Seat } from '../../build/tour/seat.ts'
import { away, expect, photograph, temporary, test } from './desk.ts'

const onStandin = chooseRuntime(process.env).kind === 'standin'

test('AUT-11: a real branch begins with two persons and their own tokens, and knows no practice', async ({
  saved: shots,
}, info) => {
  const userData = temporary()
  const args = ['--allow-branch-on-standin']
  const seat = await Seat.open({ userData, args })
  try {
    const { hands } = seat
    await hands.press('2')
    await hands.field('institution', '霞野信用金庫')
    await hands.field('branchNo', '０１２')
    await hands.field('branchName', '本町支店')
    const first = await person(hands, shots, 1, 'T0001', '山田 花子', '朝の川辺を ゆっくり歩いて帰る')
    // One person alone cannot begin.
    await hands.page.locator('#code-1').focus()
    await hands.type('000000')
    await hands.key('F12')
    await hands.sees('足りないもの')
    expect(existsSync(join(userData, 'stores', 'branch'))).toBe(false)

    const second = await person(hands, shots, 2, 'T0002', '田中 太郎', '古い時計が 三つ並んだ窓辺の下で')
    await hands.page.locator('#code-1').focus()
    const now = Math.floor(Date.now() / 1000)
    await hands.retype(oathtool(first, now))
    await hands.press('Enter')
    await hands.at('code-2')
    await hands.retype(oathtool(second, now))
    await hands.key('F12')
    await hands.sees('支店の設定が終わりました。')

    // The branch is there, and there is no practice token anywhere in it.
    await hands.at('staff')
    await expect(hands.page.locator('body')).not.toContainText('練習用トークン')
    const practice = await hands.page.evaluate(() =>
      (window as unknown as Bridge).desk.ask('practice.tokens', {}),
    )
    expect(practice).toMatchObject({ ok: false })
    await hands.field('staff', 'T0002')
    await hands.field('passphrase', '古い時計が 三つ並んだ窓辺の下で')
    // The code that proved the enrolment is spent; the token's next one is good.
    await hands.type(oathtool(second, now + 30))
    await hands.key('F12')
    await hands.sees('席につきました')
    await hands.sees('本町支店')
    // Nobody is served before there are recovery cards, so their ceremony opens by itself.
    await hands.sees('緊急停止のほかの業務は 始められません。')
    await hands.page.locator('#secondStaff').waitFor()
    await hands.press('Escape')
    await expect(hands.page.locator('body')).not.toContainText('練習')
    await hands.press('Alt+p')
    await expect(hands.page.locator('body')).not.toContainText('練習')
    expect(readdirSync(join(userData, 'stores'))).toEqual(['branch'])
    expect(seat.complaints).toEqual([])

    // Without being told to, the stand-in leaves it closed; nobody can begin over it.
    if (onStandin) {
      await seat.close()
      const again = await Seat.open({ userData })
      await again.hands.press('2')
      await again.hands.sees('評価用の代わりの実行環境では、本番の記録を扱いません。')
      await expect(again.page.locator('#staff')).toHaveCount(0)
      // Nor by asking main directly, past the screen.
      for (const [name, input] of [
        ['branch.choose', {}],
        ['setup.enrol', { staff: 'T0003', institution: '霞野信用金庫' }],
      ] as const) {
        expect(
          await again.page.evaluate(
            ([operation, given]) => (window as unknown as Bridge).desk.ask(operation, given),
            [name, input] as const,
          ),
        ).toMatchObject({ ok: false, error: { code: 'standin-refuses-branch' } })
      }
      await again.close()
    }
  } catch (thrown) {
    await photograph(seat, info)
    throw thrown
  } finally {
    await away(seat)
  }
})

interface Bridge {
  readonly desk: { ask(name: string, input: unknown): Promise<unknown> }
}

/** One person's fields, by keyboard; their seed is read from the picture by `zbarimg`, as a telephone reads it. */
async function person(
  hands: Hands,
  shots: string,
  place: number,
  staff: string,
  name: string,
  passphrase: string,
): Promise<string> {
  await hands.page.locator(`#staff-${place}`).focus()
  await hands.field(`staff-${place}`, staff)
  await hands.field(`name-${place}`, name)
  await hands.at(`role-${place}`)
  await hands.press('Enter')
  await hands.field(`passphrase-${place}`, passphrase)
  await hands.page.locator(`#enrol-${place}`).focus()
  await hands.press('Enter')
  const picture = hands.page.getByRole('img', { name: staff })
  await picture.waitFor()
  const path = join(shots, `${staff}.png`)
  await picture.screenshot({ path })
  expect(await hands.text(), 'the seed is nowhere as text').not.toMatch(/otpauth|[A-Z2-7]{32}/)
  // It complains on its error output about having no camera's message bus.
  const read = execFileSync('zbarimg', ['--quiet', '--raw', path], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim()
  const seed = new URL(read).searchParams.get('secret') ?? ''
  expect(seed).toMatch(/^[A-Z2-7]{32,}$/)
  return hexOf(seed)
}

/** RFC 4648 base32, as authenticators read it, to hexadecimal, as `oathtool` takes it. */
function hexOf(base32: string): string {
  const bits = [...base32].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  )
  const bytes = bits.join('').match(/.{8}/g) ?? []
  return bytes.map((byte) => Number.parseInt(byte, 2).toString(16).padStart(2, '0')).join('')
}
