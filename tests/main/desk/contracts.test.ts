import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ContractNo } from '#shared/ids'
import type { InputOf } from '#shared/operations'
import { openDesk, type TestDesk } from '../../fixtures/desk.ts'
import { administrator, executeCase, openDraft, versionOf } from '../../fixtures/walk.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await openDesk()
  await desk.signIn('S0101')
})
afterEach(() => desk.close())

const find = async (text: string) => (await desk.must('search.find', { text })).hits
const wakaba = ContractNo.parse('FB00031187')
const kirishima = ContractNo.parse('KH00008812')
const nobody = ContractNo.parse('FB99999999')

describe('search from anywhere', () => {
  it.each([
    ['the contract number', 'FB00031187', 'contract'],
    ['the beginning of a number', 'FB000311', 'contract'],
    ['small letters, full width', 'ｆｂ０００３１１８７', 'contract'],
    ['the company’s kanji', '若葉金物', 'contract'],
    ['kanji in the middle of a name', '葉金物', 'contract'],
    ['hiragana', 'わかばかなもの', 'contract'],
    ['katakana', 'ワカバカナモノ', 'contract'],
    ['half-width kana', 'ﾜｶﾊﾞｶﾅﾓﾉ', 'contract'],
    ['a person’s kanji (R-000-34)', '小野 真理', 'user'],
    ['a person without the blank', '小野真理', 'user'],
    ['a person’s half-width kana', 'ｵﾉﾏﾘ', 'user'],
    ['the account', '0318842', 'contract'],
    ['the telephone, as it is read out', '０２９９ ００ ３１１８', 'contract'],
    ['the telephone, as it is written', '0299-00-3118', 'contract'],
    ['the customer ID with its blank', 'M54 100031187', 'contract'],
    ['a user’s ID (R-000-34)', 'shibata01', 'user'],
    ['a serial', 'VSMT82640925', 'token'],
    ['a serial as it is read out', 'vsmt 8264 0925', 'token'],
  ])('finds by %s', async (_what, text, kind) => {
    const hits = await find(text)
    expect(hits[0]).toMatchObject({ contractNo: wakaba, service: 'P000', kind })
  })

  it('finds by the number of a case, from the moment it is opened, and by that of its receipt', async () => {
    const draft = await openDraft(desk, { kind: 'shared' }, '青葉運送')
    expect(await find(draft)).toMatchObject([{ kind: 'case', caseNo: draft, contractNo: 'FB00031204' }])
    const caseNo = await executeCase(desk)
    expect(await find(caseNo)).toMatchObject([{ kind: 'case', caseNo, contractNo: wakaba }])
    expect(await find('R-999-000001')).toMatchObject([{ kind: 'case', caseNo, detail: 'R-999-000001' }])
    expect(await find('Ｒ－９９９－０００００１')).toMatchObject([{ caseNo }])
  })

  it('finds name kanji however they are written, and shows them as they are (R-000-24)', async () => {
    const [hit] = await find('崎山水産')
    expect(hit).toMatchObject({ title: '﨑山水産 合同会社' })
    expect((await find('高橋 淳')).map(({ title }) => title)).toContain('髙橋 淳')
  })

  it('leads from an old serial to its contract, and from the new one too (R-002-35)', async () => {
    const caseNo = await executeCase(desk)
    expect(await find('VSMT82640917')).toMatchObject([{ contractNo: wakaba, userId: 'M54100031187' }])
    await desk.must('case.register', {
      userId: null,
      vendor: null,
      caseNo,
      version: await versionOf(desk, caseNo),
      serial: 'VSMT70310012',
      proof: { kind: 'code', code: desk.tokenCode('VSMT70310012') },
      warningReason: null,
    })
    const hit = { contractNo: wakaba, userId: 'M54100031187', kind: 'token' }
    expect(await find('VSMT82640917')).toMatchObject([
      { ...hit, detail: 'VSMT82640917', authentication: null },
    ])
    expect(await find('VSMT70310012')).toMatchObject([
      { ...hit, detail: 'VSMT70310012', authentication: 'usable' },
    ])
  })

  it('finds a shared token, with the state of the contract’s own link (R-000-17)', async () => {
    expect(await find('VSMT51820034')).toMatchObject([
      {
        kind: 'token',
        userId: null,
        title: '株式会社 青葉運送',
        detail: 'VSMT51820034',
        authentication: 'usable',
      },
    ])
  })

  it('names both of two customers of one name, and both users of one serial (R-003-15)', async () => {
    const names = (await find('ささきのぶお')).map(({ title }) => title)
    expect(names).toEqual(expect.arrayContaining(['佐々木 信夫', '笹木 信雄']))
    const users = (await find('78106431')).map(({ userId }) => userId)
    expect(users.toSorted()).toEqual(['kiri-keiri1', 'kiri-keiri2', 'kiri-keiri3'])
  })

  it.each(['', ' ', '　', '-', '%', "' OR 1=1 --", '"', '存在しない会社', 'ZZZZ9999'])(
    'finds nothing by %j, and stumbles over nothing',
    async (text) => {
      expect(await find(text)).toEqual([])
    },
  )

  it('shows twenty and says that there are more', async () => {
    const { hits, more } = await desk.must('search.find', { text: 'FB' })
    expect(hits).toHaveLength(20)
    expect(more).toBe(true)
    expect((await desk.must('search.find', { text: 'FB00031187' })).more).toBe(false)
  })

  it('tells no full account number, whatever it is asked (PRV-06)', async () => {
    for (const text of ['0318842', '若葉金物', 'VSMT82640917', '03188']) {
      expect(JSON.stringify(await find(text))).not.toContain('0318842')
    }
  })
})

describe('a contract', () => {
  it('shows its users with both axes of their tokens, and three digits of the account (PRV-06)', async () => {
    const view = await desk.must('contract.view', { contractNo: wakaba })
    expect(view).toMatchObject({
      name: '有限会社 若葉金物店',
      service: 'P000',
      dealingBranchIsOurs: true,
      accountEnding: '842',
      usageMode: 'individual',
      sharedSerial: null,
      cases: [],
    })
    expect(view.users).toMatchObject([
      { userId: 'M54100031187', serial: 'VSMT82640917', registration: 'active', authentication: 'usable' },
      { userId: 'ono01', serial: 'VSMT82640925', sharedWith: 0 },
      { userId: 'shibata01', serial: null, registration: 'none', transferRight: false },
    ])
    expect(JSON.stringify(view)).not.toContain('0318842')
  })

  it('of WEB-FB shows of each user ID, name, right, token ID and registration, in its own words (R-000-21)', async () => {
    const { users } = await desk.must('contract.view', { contractNo: wakaba })
    const { roles, registrationWords } = await desk.must('profile.view', { version: null, service: 'P000' })
    const shown = users.map(({ userId, name, role, serial, registration }) => [
      userId,
      name,
      roles.find(({ code }) => code === role)?.word.ja,
      serial,
      registrationWords?.[registration]?.ja,
    ])
    expect(shown).toEqual([
      ['M54100031187', '若林 健一', '管理者', 'VSMT82640917', '登録完了'],
      ['ono01', '小野 真理', '一般者', 'VSMT82640925', '登録完了'],
      ['shibata01', '柴田 航', '一般者', null, '未登録'],
    ])
  })

  it('is one of so many, and the records say when an import last wrote any of them', async () => {
    const { importedAt } = await desk.must('contract.view', { contractNo: wakaba })
    const register = await desk.must('contract.register', {})
    expect(register.contracts).toBeGreaterThan(1)
    expect(register.importedAt).toBe(importedAt)
  })

  it('says with how many others a serial is shared (R-003-42)', async () => {
    const { users } = await desk.must('contract.view', { contractNo: kirishima })
    expect(users.filter(({ serial }) => serial === '78106431').map(({ sharedWith }) => sharedWith)).toEqual([
      2, 2, 2,
    ])
    expect(users.find(({ userId }) => userId === 'kiri-adm02')).toMatchObject({ authentication: 'suspended' })
  })

  it('lists its cases, and whose they are', async () => {
    const caseNo = await openDraft(desk)
    const { cases } = await desk.must('contract.view', { contractNo: wakaba })
    expect(cases).toMatchObject([{ caseNo, state: 'draft', makerName: '高橋 美咲', touchedByMe: true }])
  })

  it('that nobody knows is refused by its number', async () => {
    expect(await desk.ask('contract.view', { contractNo: nobody })).toEqual({
      ok: false,
      error: { code: 'contract-unknown', contractNo: nobody },
    })
  })

  it('is one of three hundred in the practice branch', async () => {
    expect(await desk.must('contract.register', {})).toEqual({
      contracts: 300,
      importedAt: '2026-11-20T00:59:00.000Z',
    })
  })
})

describe('a service’s profile', () => {
  it('is told to every window, before anybody has signed in', async () => {
    await desk.must('session.sign-out', {})
    for (const place of ['desk', 'approval', 'paper'] as const) {
      expect(
        await desk.ask('profile.view', { version: null, service: 'P000' }, { place, window: 9 }),
      ).toMatchObject({
        ok: true,
        value: { id: 'P000', name: { ja: expect.any(String) } },
      })
    }
  })
})

describe('the router, at the gate', () => {
  const route = (changes: Partial<InputOf<'router.answer'>> = {}) =>
    desk.ask('router.answer', {
      contractNo: wakaba,
      target: administrator,
      situation: 'phone-broken',
      unavailable: [],
      ...changes,
    })

  it('sends the administrator’s token to the branch, with everybody it touches (R-000-44, R-000-39)', async () => {
    expect(await route()).toMatchObject({
      ok: true,
      value: {
        outcome: 'branch',
        job: 'token-detach',
        reasonRequired: false,
        touched: [
          { userId: 'M54100031187', effect: 'detached' },
          { userId: 'ono01', effect: 'unclear' },
          { userId: 'shibata01', effect: 'unclear' },
        ],
      },
    })
  })

  it('sends a general user to the administrator, by name (R-000-46)', async () => {
    expect(await route({ target: { kind: 'user', userId: 'ono01' } })).toMatchObject({
      value: { outcome: 'own-administrator', helpers: [{ name: '若林 健一', usable: true }] },
    })
  })

  it('takes a general user when the customer says that the administrator cannot act (R-000-46)', async () => {
    expect(
      await route({ target: { kind: 'user', userId: 'ono01' }, unavailable: ['M54100031187'] }),
    ).toMatchObject({ value: { outcome: 'branch', reasonRequired: true } })
  })

  it('has nothing to do when only the computer was changed (R-000-47)', async () => {
    expect(await route({ situation: 'pc-changed' })).toMatchObject({ value: { outcome: 'nothing-to-do' } })
  })

  it('refuses a contract, a user and a shared token that are not there', async () => {
    expect(await route({ contractNo: nobody })).toMatchObject({ error: { code: 'contract-unknown' } })
    expect(await route({ target: { kind: 'user', userId: 'ghost' } })).toMatchObject({
      error: { code: 'target-unknown', contractNo: wakaba },
    })
    expect(await route({ target: { kind: 'shared' } })).toMatchObject({ error: { code: 'target-unknown' } })
  })

  it('leaves a note that an answer was enough, and none for a contract nobody knows', async () => {
    await desk.must('advice.record', {
      contractNo: wakaba,
      outcome: 'nothing-to-do',
      reason: 'pc-holds-no-token',
    })
    expect(
      await desk.ask('advice.record', {
        contractNo: nobody,
        outcome: 'nothing-to-do',
        reason: 'pc-holds-no-token',
      }),
    ).toMatchObject({ error: { code: 'contract-unknown' } })
    const entries = desk.premises.branch?.store.trail.ofObject(wakaba)
    expect(entries).toMatchObject([
      { verb: 'advice.given', outcome: 'done', actor: 'S0101', payload: { outcome: 'nothing-to-do' } },
    ])
  })
})
