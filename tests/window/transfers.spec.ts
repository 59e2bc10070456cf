/** 店間移管 by keyboard in the real window. The other branch is played by this test, with keys of its own. */
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PRACTICE, practiceTokenSeed } from '#main/practice/people'
import { readAnswer, writeReceipt } from '#main/transfer/answer'
import { makeBranchIdentity } from '#main/transfer/identity'
import {
  type Introduction,
  type OurBranch,
  readIntroduction,
  writeIntroduction,
} from '#main/transfer/introduction'
import { splitForQr } from '#main/transfer/qr'
import { openSeeds, readTransfer, writeTransfer } from '#main/transfer/transfer'
import { BranchNo, Instant, Serial, ServiceId } from '#shared/ids'
import type { Tokens } from '../../build/tour/codes.ts'
import * as job from '../../build/tour/job.ts'
import { OTHER_SUPERVISOR, passphraseOf, SUPERVISOR } from '../../build/tour/people.ts'
import type { Hands } from '../../build/tour/seat.ts'
import { RECEIVERS, tokenWith } from '../fixtures/branches.ts'
import { barriers, expect, test } from './desk.ts'

const shots = process.env.SHOTS
const now = () => Instant.parse(new Date().toISOString())

/** Looked at, read by axe, and not wider than the window. */
async function look(hands: Hands, name: string): Promise<void> {
  expect(await barriers(hands), `axe on ${name}`).toEqual([])
  const isWide = await hands.page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  )
  expect(isWide, `${name} scrolls sideways`).toBe(false)
  if (shots !== undefined) await hands.page.screenshot({ path: `${shots}/${name}.png` })
}

/** A branch of the same institution with keys of its own. */
function ekimae(): OurBranch {
  const identity = makeBranchIdentity()
  const introduction = writeIntroduction(identity, {
    institution: PRACTICE.institution,
    branchNo: BranchNo.parse('034'),
    branchName: '駅前支店',
    at: now(),
  })
  return { introduction, identity }
}

async function second(hands: Hands, tokens: Tokens): Promise<void> {
  await hands.field('secondStaff', OTHER_SUPERVISOR)
  await hands.field('secondPassphrase', passphraseOf(OTHER_SUPERVISOR))
  await hands.at('secondCode')
  await hands.type(await tokens.staff(OTHER_SUPERVISOR))
  await hands.key('F12')
}

/** Walks through the titles of the tabs to this one. */
async function tab(hands: Hands, name: string): Promise<void> {
  const wanted = hands.page.getByRole('tab', { name })
  const selected = hands.page.locator('[role=tab][aria-selected=true]')
  for (let n = 0; n < 60; n += 1) {
    if (await selected.evaluate((element) => element === document.activeElement)) break
    await hands.press('Tab')
  }
  for (let n = 0; n < 3 && (await wanted.getAttribute('aria-selected')) !== 'true'; n += 1)
    await hands.press('ArrowRight')
  expect(await wanted.getAttribute('aria-selected')).toBe('true')
}

test('tokens go to another branch, and another branch’s come, by stick and telephone', async ({
  seat,
  tokens,
  saved,
}) => {
  // Four times two people prove themselves, and a code is good once.
  test.slow()
  const { hands } = seat
  const onStick = (begins: string): string => {
    const name = readdirSync(saved).find((one) => one.normalize().startsWith(begins))
    if (name === undefined) throw new Error(`no ${begins} was saved`)
    return readFileSync(join(saved, name), 'utf8')
  }
  const choose = async (name: string, text: string): Promise<void> => {
    const path = join(saved, name)
    writeFileSync(path, text)
    await seat.choose(path)
  }
  const them = ekimae()
  await job.signIn(hands, tokens, SUPERVISOR)
  await job.goTo(hands, '店間移管')
  await hands.sees('移管は まだありません。')

  await test.step('we make ourselves known', async () => {
    await tab(hands, '当店の名乗り')
    await hands.key('F12')
    await hands.says('名乗りを「')
    await look(hands, 'transfers-own')
  })
  const introduced = readIntroduction(onStick('名乗り_'))
  if (!introduced.ok) throw new Error(introduced.error.code)
  const us: Introduction = introduced.value
  for (const group of us.fingerprint.split('-')) await hands.sees(group)
  const known = (fingerprint: string) => (fingerprint === us.fingerprint ? us : undefined)

  await test.step('they become known, by what is heard on the telephone', async () => {
    await tab(hands, '相手店')
    await choose('their-introduction.json', them.introduction.text)
    await hands.key('F10')
    await hands.sees('相手店の登録')
    await hands.key('F10')
    await hands.sees('電話で確かめる')
    // What is to be typed is nowhere to be copied from.
    expect(await hands.text()).not.toContain(them.introduction.fingerprint.slice(0, 9))
    const wrong = them.introduction.fingerprint.split('-').reverse().join(' ')
    await hands.at('fingerprint')
    await hands.type(wrong)
    await hands.key('F12')
    await second(hands, tokens)
    await hands.sees('入れた指紋が、この名乗りのものと 合いません。')
    await look(hands, 'transfers-meet')
    await hands.page.locator('#fingerprint').focus()
    await hands.retype(them.introduction.fingerprint.toLowerCase())
    await hands.key('F12')
    await second(hands, tokens)
    await hands.says('034 駅前支店 を登録しました。')
  })

  const free = await hands.page.evaluate(async () => {
    const asked = await (
      window as unknown as { desk: { ask(name: string, input: object): Promise<unknown> } }
    ).desk.ask('stock.list', {
      service: 'P003',
      model: 'keyfob',
      state: 'in-stock',
      box: null,
      serial: '',
      from: 0,
    })
    return (asked as { value: { rows: { serial: string }[] } }).value.rows.map(({ serial }) => serial)
  })
  const [one = '', other = ''] = free

  await test.step('two of ours are sent', async () => {
    await hands.key('F7')
    await hands.at('send-to')
    await hands.press('Enter')
    await hands.at('send-model')
    await hands.page.locator('#send-model').selectOption('P003/keyfob')
    await hands.press('Enter')
    await hands.at('send-serial')
    await hands.type(one)
    await hands.press('Enter')
    await hands.sees('送るトークン 1本')
    await hands.at('send-serial')
    await hands.scan(other)
    await hands.at('send-serial')
    await hands.press('Enter')
    await hands.sees('送るトークン 2本')
    await look(hands, 'transfers-send')
    await hands.key('F12')
    await hands.sees('034 駅前支店 へ 2本を送ります。')
    await second(hands, tokens)
    await hands.sees('文書を「移管_TR-999-000001.json」に保存しました。')
    await look(hands, 'transfers-sent')
  })

  const read = readTransfer(onStick('移管_'), them.introduction, known)
  if (!read.ok) throw new Error(read.error.code)
  const opened = openSeeds(read.value, them)
  if (!opened.ok) throw new Error(opened.error.code)
  expect(opened.value.map(({ serial, seed }) => [serial, seed?.toString('hex')]).toSorted()).toEqual(
    [one, other].map((serial) => [serial, practiceTokenSeed(serial).toString('hex')]).toSorted(),
  )

  await test.step('their receipt closes it', async () => {
    const receipt = writeReceipt(them, read.value, {
      at: now(),
      signers: RECEIVERS,
      accepted: read.value.tokens.map(({ serial }) => serial),
      differences: [],
    })
    await choose('their-receipt.json', receipt.text)
    await hands.key('Esc')
    await hands.sees('相手店の返事待ち')
    await hands.key('F10')
    await hands.sees('相手店の文書を読む')
    await hands.key('F10')
    await hands.sees('全部を受け入れた')
    await look(hands, 'transfers-answer')
    await hands.key('F12')
    await hands.sees('当店の鍵は消えます')
    await second(hands, tokens)
    await hands.says('移管 TR-999-000001 の結果を記録しました')
    await hands.sees('移管済み')
  })

  const serials = ['99410001', '99410002']
  const letter = writeTransfer(them, us, {
    transfer: randomBytes(16).toString('hex'),
    at: now(),
    signers: RECEIVERS,
    tokens: serials.map((serial) =>
      tokenWith({
        serial: Serial.parse(serial),
        model: 'keyfob',
        service: ServiceId.parse('P003'),
        seed: randomBytes(20),
      }),
    ),
  })

  await test.step('theirs are counted and taken in', async () => {
    await choose('their-tokens.json', letter.text)
    await hands.key('F10')
    await hands.sees('相手店の文書を読む')
    await hands.key('F10')
    await hands.sees('届いたトークン')
    await hands.field('counted', serials[0] ?? '')
    await hands.sees('2本のうち 1本')
    await hands.field('counted', '99410009')
    await hands.sees('文書にない番号：99410009')
    await look(hands, 'transfers-count')
    await hands.page.getByRole('button', { name: '文書にない番号を消す' }).press('Enter')
    await hands.page.locator('#counted').focus()
    await hands.scan(serials[1] ?? '')
    await hands.at('counted')
    await hands.press('Enter')
    await hands.sees('2本のうち 2本')
    await hands.key('F12')
    await second(hands, tokens)
    await hands.sees('移管 TR-999-000002 を受け入れました')
    await look(hands, 'transfers-taken')
  })
  const answer = readAnswer(onStick('受領書_'), them.introduction, known)
  expect(answer.ok && answer.value.kind === 'receipt' && [...answer.value.accepted].toSorted()).toEqual(
    serials,
  )

  await test.step('the same document a second time is told as such', async () => {
    await hands.key('Esc')
    await hands.sees('受け入れ済み')
    await look(hands, 'transfers-list')
    await hands.key('F10')
    await hands.sees('相手店の文書を読む')
    await hands.key('F10')
    await hands.sees('この文書は もう扱いました（TR-999-000002 受け入れ済み）。')
  })

  await test.step('in English there is room for it as well', async () => {
    await look(hands, 'transfers-again')
    await hands.key('F1')
    await hands.key('F10')
    await hands.key('Esc')
    await hands.sees('This document was dealt with before')
    await look(hands, 'transfers-again-en')
    await hands.key('Esc')
    await look(hands, 'transfers-list-en')
    await tab(hands, 'Our introduction')
    await look(hands, 'transfers-own-en')
    await tab(hands, 'Transfers')
    await hands.key('F7')
    await look(hands, 'transfers-send-en')
    await hands.key('Esc')
  })
  expect(seat.complaints).toEqual([])
})

test('an introduction is read off a screen, and a box that was opened on the way goes back', async ({
  seat,
  tokens,
  saved,
}) => {
  test.slow()
  const { hands } = seat
  const them = ekimae()
  const told = (name: string, input: object) =>
    hands.page.evaluate(
      async ([operation, asked]) => {
        const { desk } = window as unknown as { desk: { ask(name: string, input: object): Promise<unknown> } }
        const reply = (await desk.ask(operation as string, asked as object)) as {
          ok: boolean
          value: unknown
        }
        if (!reply.ok) throw new Error(JSON.stringify(reply))
        return reply.value
      },
      [name, input] as const,
    )
  await job.signIn(hands, tokens, SUPERVISOR)
  await told('transfer.introduce', {})
  const name = readdirSync(saved).find((one) => one.normalize().startsWith('名乗り_')) ?? ''
  const us = readIntroduction(readFileSync(join(saved, name), 'utf8'))
  if (!us.ok) throw new Error(us.error.code)

  await test.step('code by code, as a reader types them', async () => {
    await job.goTo(hands, '店間移管')
    await tab(hands, '相手店')
    await hands.key('F10')
    await hands.sees('相手店の登録')
    const codes = splitForQr(them.introduction.text) ?? []
    await hands.scan(codes.at(-1) ?? '')
    await hands.sees(`${codes.length}枚のうち 1枚を読み取りました。`)
    for (const code of codes.slice(0, -1)) await hands.scan(code)
    await hands.sees('電話で確かめる')
    await hands.at('fingerprint')
    await hands.type(them.introduction.fingerprint)
    await hands.key('F12')
    await second(hands, tokens)
    await hands.says('034 駅前支店 を登録しました。')
  })

  const letter = writeTransfer(them, us.value, {
    transfer: randomBytes(16).toString('hex'),
    at: now(),
    signers: RECEIVERS,
    tokens: ['99410001', '99410002', '99410003'].map((serial) =>
      tokenWith({
        serial: Serial.parse(serial),
        model: 'keyfob',
        service: ServiceId.parse('P003'),
        seed: randomBytes(20),
      }),
    ),
  })

  await test.step('everything goes back, with the reason', async () => {
    const path = join(saved, 'their-tokens.json')
    writeFileSync(path, letter.text)
    await seat.choose(path)
    await hands.key('F10')
    await hands.sees('相手店の文書を読む')
    await hands.key('F10')
    await hands.sees('届いたトークン')
    await hands.key('F7')
    await hands.sees('返すわけ')
    await look(hands, 'transfers-why')
    await hands.type('2')
    await hands.press('Enter')
    await hands.type('テープが切れていた')
    await hands.key('F12')
    await look(hands, 'transfers-why-second')
    await second(hands, tokens)
    await hands.sees('移管 TR-999-000001 を受け入れずに返します')
    const back = readdirSync(saved).find((one) => one.normalize().startsWith('返送書_')) ?? ''
    const answer = readAnswer(readFileSync(join(saved, back), 'utf8'), them.introduction, () => us.value)
    expect(answer).toMatchObject({
      ok: true,
      value: { kind: 'refusal', reason: 'opened-on-the-way', note: 'テープが切れていた' },
    })
  })

  await test.step('the return is shown as codes as well', async () => {
    await hands.key('Esc')
    await hands.sees('受け入れずに返した')
    await hands.key('F3')
    await hands.sees('移管 TR-999-000001 の二次元コード')
    await look(hands, 'transfers-codes')
    await hands.key('Esc')
  })
  expect(seat.complaints).toEqual([])
})
