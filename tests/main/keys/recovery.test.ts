import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hasCards, issueCards, openWithCards, recoveryCopy, unlockWithCards } from '#main/keys/cards'
import { type Device, noDevice } from '#main/keys/device'
import { KDF_FLOOR } from '#main/keys/kdf'
import { createKeyring, unlockSlot } from '#main/keys/keyring'
import { type Keys, reread } from '#main/keys/keys'
import { cardText, joinCards, joinShares, lastGroup, makeCards, readCard, shareAt } from '#main/keys/recovery'
import { foundAnew, settleKey, stageKey } from '#main/keys/replacing'
import { purposes } from '#main/keys/ring-file'

const hana = { staff: 'S0001', role: 'teller', passphrase: 'かなりあ の うた は とおく まで きこえる' }
const ichiro = { staff: 'S0002', role: 'supervisor', passphrase: 'plum trees along the river road' }
const begin = { people: [hana, ichiro], kdf: KDF_FLOOR, device: noDevice }
const installation = 'a1b2c3d4e5f60718293a4b5c6d7e8f90'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'recovery-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const snapshot = (of = dir) => readdirSync(of).map((name) => [name, readFileSync(join(of, name), 'hex')])
const okay = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!result.ok) throw new Error(String(result.error))
  return result.value
}
const pairs = [
  [0, 1],
  [1, 0],
  [0, 2],
  [2, 0],
  [1, 2],
  [2, 1],
] as const

function edit(change: (ring: { cards?: unknown }) => void): void {
  const path = join(dir, 'keyring.json')
  const { body } = JSON.parse(readFileSync(path, 'utf8')) as { body: { cards?: unknown } }
  change(body)
  const sha256 = createHash('sha256').update(JSON.stringify(body)).digest('hex')
  writeFileSync(path, JSON.stringify({ sha256, body }))
}

describe('recovery cards', () => {
  it('share a secret as draft-mcgrew-tss-03 does in its first test case', () => {
    const secret = Buffer.from('7465737400', 'hex')
    const one = Buffer.from('B9FA07E185', 'hex')
    const two = Buffer.from('F5409B4511', 'hex')
    expect(joinShares({ x: 1, share: one }, { x: 2, share: two })).toEqual(secret)
    const slope = Buffer.from(secret.map((byte, index) => byte ^ (one[index] ?? 0)))
    expect(shareAt(secret, slope, 1)).toEqual(one)
    expect(shareAt(secret, slope, 2)).toEqual(two)
  })

  it('give the recovery key back with any two, in any order', () => {
    const secret = createHash('sha256').update('a recovery key').digest()
    const cards = makeCards(secret, { installation, issue: 3 })
    for (const [one, other] of pairs)
      expect(okay(joinCards([cards[one], cards[other]], { installation, issue: 3 }))).toEqual(secret)
  })

  it('may be typed in small or full-width letters, with any spaces, and with I, L and O for what they look like', () => {
    const text = cardText({ card: 2, installation: 'a1b2c3d4', issue: 10, share: Buffer.alloc(32, 0x10) })
    expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{6} ){11}[0-9A-HJKMNP-TV-Z]{6}$/)
    const wide = text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
    const forms = [
      text,
      text.toLowerCase(),
      wide,
      text.replaceAll(' ', '-'),
      text.replaceAll(' ', '　\n'),
      text.replaceAll('0', 'O').replaceAll('1', 'l'),
    ]
    for (const typed of forms) {
      expect(readCard(typed)).toEqual({
        card: 2,
        installation: 'a1b2c3d4',
        issue: 10,
        share: Buffer.alloc(32, 0x10),
      })
    }
    expect(lastGroup(text)).toBe(text.split(' ').at(-1))
  })

  it('notice every single wrong letter, a missing one, one too many, and two changed places', () => {
    const text = makeCards(Buffer.alloc(32, 7), { installation, issue: 1 })[0].replaceAll(' ', '')
    for (let at = 0; at < text.length; at += 1) {
      const wrong = text[at] === 'Z' ? 'Y' : 'Z'
      expect(readCard(text.slice(0, at) + wrong + text.slice(at + 1)), `letter ${at}`).toBeUndefined()
    }
    expect(readCard(text.slice(1))).toBeUndefined()
    expect(readCard(`${text}0`)).toBeUndefined()
    expect(readCard('')).toBeUndefined()
    const swapped = text.slice(6, 12) + text.slice(0, 6) + text.slice(12)
    if (swapped !== text) expect(readCard(swapped)).toBeUndefined()
  })

  it('say what is wrong with two cards that do not go together', () => {
    const secret = Buffer.alloc(32, 9)
    const [one, two] = makeCards(secret, { installation, issue: 2 })
    const [, later] = makeCards(secret, { installation, issue: 3 })
    const [foreign] = makeCards(secret, { installation: `ff${installation.slice(2)}`, issue: 2 })
    const of = { installation, issue: 2 }
    expect(joinCards([one, one], of)).toMatchObject({ error: 'cards-alike' })
    expect(joinCards([one, later], of)).toMatchObject({ error: 'cards-of-two-issues' })
    expect(joinCards([foreign, two], of)).toMatchObject({ error: 'cards-foreign' })
    expect(joinCards([one, two], { installation, issue: 3 })).toMatchObject({ error: 'cards-superseded' })
    expect(joinCards([`${one}X`, two], of)).toMatchObject({ error: 'card-damaged' })
  })
})

describe('a key ring with recovery cards', { timeout: 30_000 }, () => {
  it('opens with two of them when nobody knows a passphrase any more, and nothing changes on disk (BAK-06)', async () => {
    const made = await createKeyring(dir, begin)
    expect(hasCards(dir)).toBe(false)
    expect(recoveryCopy(dir)).toMatchObject({ error: 'no-recovery-cards' })
    const { cards, issue, generation } = okay(issueCards(dir, made))
    expect({ issue, generation }).toEqual({ issue: 1, generation: 2 })
    expect(hasCards(dir)).toBe(true)

    const before = snapshot()
    for (const text of before) for (const card of cards) expect(text.join()).not.toContain(card)
    const opened = okay(unlockWithCards(dir, [cards[2], cards[0]]))
    expect(opened.database.equals(made.database)).toBe(true)
    expect(opened.signing.equals(made.signing)).toBe(true)
    expect(opened).toMatchObject({ staff: '', role: '', generation: 2 })
    expect(snapshot()).toEqual(before)
    expect(okay(await unlockSlot(dir, ichiro.staff, ichiro.passphrase, noDevice)).generation).toBe(2)
  })

  it('opens no more with the cards before, also where one of them is new (BAK-06)', async () => {
    const made = await createKeyring(dir, begin)
    const first = okay(issueCards(dir, made)).cards
    const copy = okay(recoveryCopy(dir))
    const second = okay(issueCards(dir, okay(reread(dir, made)))).cards
    expect(unlockWithCards(dir, [first[0], first[1]])).toMatchObject({ error: 'cards-superseded' })
    expect(unlockWithCards(dir, [first[0], second[1]])).toMatchObject({ error: 'cards-of-two-issues' })
    expect(unlockWithCards(dir, [second[0], second[1]]).ok).toBe(true)
    expect(
      snapshot().some(([, hex]) =>
        Buffer.from(hex ?? '', 'hex')
          .toString()
          .includes(copy.cards.master),
      ),
    ).toBe(false)
    // A backup made then opens with the cards of then.
    expect(okay(openWithCards(copy, [first[0], first[1]])).database.equals(made.database)).toBe(true)
    expect(openWithCards(copy, [second[0], second[1]])).toMatchObject({ error: 'cards-superseded' })
  })

  it('gives backups a copy that is plain JSON, knows nobody, and notices an edit', async () => {
    const made = await createKeyring(dir, begin)
    const { cards } = okay(issueCards(dir, made))
    const copy = okay(recoveryCopy(dir))
    const text = JSON.stringify(copy)
    expect(text).not.toMatch(/S000|slot|staff"?:"|supervisor/)
    const [one, , three] = cards
    const again = JSON.parse(text) as typeof copy
    expect(okay(openWithCards(again, [one, three])).export.equals(made.export)).toBe(true)
    const moved = { ...copy, cards: { ...copy.cards, issue: copy.cards.issue }, keys: copy.keys.toReversed() }
    const swapped = moved.keys.map((key, index) => ({ ...key, wrapped: copy.keys[index]?.wrapped ?? '' }))
    expect(openWithCards({ ...copy, keys: swapped }, [one, three])).toMatchObject({
      error: 'keyring-tampered',
    })
  })

  it('refuses a slot of the cards that was edited, taken out, or of an earlier issue (STO-10)', async () => {
    const made = await createKeyring(dir, begin)
    const first = okay(issueCards(dir, made))
    const old = okay(recoveryCopy(dir)).cards
    const { cards } = okay(issueCards(dir, okay(reread(dir, made))))
    edit((ring) => {
      ring.cards = old
    })
    expect(unlockWithCards(dir, [first.cards[0], first.cards[1]])).toMatchObject({
      error: 'keyring-tampered',
    })
    expect(await unlockSlot(dir, ichiro.staff, ichiro.passphrase, noDevice)).toMatchObject({
      error: 'keyring-tampered',
    })
    edit((ring) => {
      ring.cards = { ...old, issue: 2 }
    })
    expect(unlockWithCards(dir, [cards[0], cards[1]])).toMatchObject({ error: 'keyring-tampered' })
    edit((ring) => {
      delete ring.cards
    })
    expect(await unlockSlot(dir, ichiro.staff, ichiro.passphrase, noDevice)).toMatchObject({
      error: 'keyring-tampered',
    })
  })

  it('is begun anew for two people, whose slots are then the only ones, under another master key', async () => {
    const made = await createKeyring(dir, begin)
    const { cards } = okay(issueCards(dir, made))
    const before = okay(recoveryCopy(dir))
    const opened = okay(unlockWithCards(dir, [cards[0], cards[1]]))
    const jiro = { staff: 'S0003', role: 'teller', passphrase: 'nine bridges over the canal' }
    const anew = { ...ichiro, passphrase: 'a lantern at the second gate' }
    const keys = okay(
      await foundAnew(dir, opened, { people: [anew, jiro], kdf: KDF_FLOOR, device: noDevice }),
    )
    expect(keys.database.equals(made.database)).toBe(true)
    expect(keys.generation).toBe(3)
    expect(await unlockSlot(dir, hana.staff, hana.passphrase, noDevice)).toMatchObject({
      error: 'wrong-passphrase',
    })
    expect(await unlockSlot(dir, ichiro.staff, ichiro.passphrase, noDevice)).toMatchObject({
      error: 'wrong-passphrase',
    })
    expect(okay(await unlockSlot(dir, jiro.staff, jiro.passphrase, noDevice)).rows.equals(made.rows)).toBe(
      true,
    )
    expect(unlockWithCards(dir, [cards[0], cards[1]])).toMatchObject({ error: 'no-recovery-cards' })
    expect(hasCards(dir)).toBe(false)
    const next = okay(issueCards(dir, keys))
    expect(next.issue).toBe(2)
    // The old wrapping of every key is of no use with the new master key.
    const after = okay(recoveryCopy(dir))
    expect(openWithCards({ ...after, keys: before.keys }, [next.cards[0], next.cards[1]])).toMatchObject({
      error: 'keyring-tampered',
    })
  })

  it('is begun anew with a new device secret where the old one does not open here, and keeps one that does', async () => {
    const seal = (mask: number): Device => ({
      policy: 'required',
      seal: {
        backend: () => 'gnome_libsecret',
        available: async () => true,
        seal: async (secret) => Buffer.from(secret.map((byte) => byte ^ mask)),
        unseal: async (sealed) =>
          mask === 1
            ? {
                outcome: 'opened',
                secret: Buffer.from(sealed.map((byte) => byte ^ mask)),
                sealAgain: false,
              }
            : { outcome: 'refused' },
      },
    })
    const here = seal(1)
    const made = await createKeyring(dir, { ...begin, device: here })
    const { cards } = okay(issueCards(dir, made))
    const file = readFileSync(join(dir, 'device.json'), 'utf8')
    const kept = okay(await foundAnew(dir, made, { people: [hana, ichiro], kdf: KDF_FLOOR, device: here }))
    expect(readFileSync(join(dir, 'device.json'), 'utf8')).toBe(file)
    const { cards: later } = okay(issueCards(dir, kept))

    expect(await unlockSlot(dir, hana.staff, hana.passphrase, seal(2))).toMatchObject({
      error: 'device-secret-missing',
    })
    expect(unlockWithCards(dir, [cards[0], cards[1]])).toMatchObject({ error: 'cards-superseded' })
    const opened = okay(unlockWithCards(dir, [later[0], later[1]]))
    const anew = await foundAnew(dir, opened, { people: [hana, ichiro], kdf: KDF_FLOOR, device: seal(2) })
    expect(anew.ok).toBe(true)
    expect(readFileSync(join(dir, 'device.json'), 'utf8')).not.toBe(file)
  })
})

/** A ring as it was written before there were cards, with the same two people. */
const RING_1 =
  '{"sha256":"ca0e726660aba5b62549f89a9ab5c71445d26438fb534757b8ec2484ca449ec2","body":{"version":1,"installation":"0bea0150e28fb56f640c4be052eec439","generation":1,"slots":[{"slot":"9a7df2878eecacca","staff":"S0001","role":"teller","kdf":{"memoryKiB":65536,"passes":3,"lanes":4},"deviceSecret":false,"salt":"AAVpSBm0GgOp9cm6PASz0w==","master":"hJwEvpHcLm5aF9Ec0yjd3afPmyWjU+CXXH3O0s9ZnztiYWBmxNE8j9fQXprxb5yWdxN7XryaWUuZ1Vg+"},{"slot":"bcadbabdcafcca03","staff":"S0002","role":"supervisor","kdf":{"memoryKiB":65536,"passes":3,"lanes":4},"deviceSecret":false,"salt":"v2hHq3Hye+bY+ybtJ0MHNA==","master":"uaT4gqVqjVwO8CQok7LOSrqrRJfrLilQ748zwTqu4Dk06I8qYqPzc1GRZfr/alpfY202sA87WTKUH83g"}],"keys":[{"purpose":"database","version":1,"wrapped":"/cE6g/WlFWY87SqKrWLHfCY5KR9pMQ0cwJWTRkiXUgv9CaUORjVCjxMrvK+r5DCj3DUCzc+R53ObhHq2"},{"purpose":"seeds","version":1,"wrapped":"V8wPhWlLrLaQ4TZetTi/ImuGnyLZm6qwwDoEojf6W0Y7jo1Og0PjwX9WmzntvsbC/k7EOqXajmbai15t"},{"purpose":"rows","version":1,"wrapped":"zd4a7+2Wfb0nZfAT0Mj24BGprvLFllbglk9ayPakbcD9ReOKGxCmug+taPEPMiBq36JbRKECjhpQ4u2A"},{"purpose":"signing","version":1,"wrapped":"IKihy4OuvQM2b4cA0J77OYPGXyfgZulJlAPpsjtBJYf/ry4K/HuvqiVOPLQTk6AxcnjHumppbMd+uocVWo8/m1IaAmXEllVaaUVOYQ=="},{"purpose":"staff","version":1,"wrapped":"YvhtqtgjJioR4D3gJyi2xm+JXfUSHXMuOaD2GeJAA4pWzc0fuv4Z6CkzTFOp3EUJmNuPQlrCcn9Eao9y"},{"purpose":"export","version":1,"wrapped":"k2AW7sKgiEgZdWQ2nPN5nij/hamM6D/G85yg29uxCCoRHkvGXiQD9iwGL2+CIaa1ribGvxaojq8FvWJ0"}],"mac":"lXde05snBRcthemprNzXetdHxrsHAwFGYhBZBhPravA="}}'

describe('a key ring of before there were cards', { timeout: 30_000 }, () => {
  it('opens, and is given cards', async () => {
    writeFileSync(join(dir, 'keyring.json'), RING_1)
    const keys = okay(await unlockSlot(dir, hana.staff, hana.passphrase, noDevice))
    expect(keys).toMatchObject({ staff: 'S0001', generation: 1 })
    expect(hasCards(dir)).toBe(false)
    const { cards } = okay(issueCards(dir, keys))
    expect(okay(unlockWithCards(dir, [cards[0], cards[1]])).seeds.equals(keys.seeds)).toBe(true)
    expect((await unlockSlot(dir, ichiro.staff, ichiro.passphrase, noDevice)).ok).toBe(true)
  })
})

describe('one key of the ring', { timeout: 30_000 }, () => {
  it('stands beside its successor until it is known which of them the store is under', async () => {
    const made = await createKeyring(dir, begin)
    for (const purpose of purposes) {
      const before = okay(reread(dir, made))
      const staged = okay(stageKey(dir, before, purpose))
      expect(staged.coming).toMatchObject({ purpose, version: before.version(purpose) + 1 })
      expect(stageKey(dir, staged, 'export')).toMatchObject({ error: 'key-being-replaced' })
      // Whoever signs in meanwhile holds both.
      const undone = okay(settleKey(dir, okay(reread(dir, made)), 'old'))
      expect(undone.coming).toBeUndefined()
      expect(undone.version(purpose)).toBe(before.version(purpose))

      const again = okay(stageKey(dir, undone, purpose))
      const next = again.coming?.key
      const settled = okay(settleKey(dir, again, 'new'))
      expect(settled.coming).toBeUndefined()
      expect(settled.version(purpose)).toBe(before.version(purpose) + 1)
      const present = okay(await unlockSlot(dir, hana.staff, hana.passphrase, noDevice))
      const key = { database: present.database, signing: present.signing, rows: present.rows }
      if (purpose in key) expect(key[purpose as 'rows'].equals(next as Keys['rows'])).toBe(true)
      expect(readdirSync(dir)).not.toContain('keyring.previous.json')
    }
    const last = okay(reread(dir, made))
    expect(last.signedWith).toHaveLength(2)
    expect(last.signedWith[0]).toBe(made.signedWith[0])
  })
})
