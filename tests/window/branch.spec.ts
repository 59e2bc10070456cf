/** What the branch's own people do besides: bringing the contracts up to date, and reading what was done. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SAMPLE_CONTRACTS_CSV } from '#main/practice/sample-contracts'
import * as job from '../../build/tour/job.ts'
import { ADMINISTRATOR, AUDITOR, TELLER, wakaba } from '../../build/tour/people.ts'
import { barriers, expect, test } from './desk.ts'

test('a contract file is rehearsed, a bad line is named, and only then are its contracts found', async ({
  seat,
  tokens,
  saved,
}) => {
  const { hands } = seat
  const [head = '', first = '', ...rest] = SAMPLE_CONTRACTS_CSV.trimEnd().split('\n')
  const fresh = first
    .replaceAll('FB00031187', 'FB00099001')
    .replaceAll('M54100031187', 'M54100099001')
    .replaceAll('M54 100031187', 'M54100099001')
    .replaceAll('0318842', '0399001')
    .replaceAll('VSMT82640917', 'VSMT82990917')
    .replaceAll('若葉金物店', '双葉金物店')
    .replaceAll('ﾜｶﾊﾞｶﾅﾓﾉﾃﾝ', 'ﾌﾀﾊﾞｶﾅﾓﾉﾃﾝ')
  const file = join(saved, 'contracts.csv')
  writeFileSync(file, [head, first, ...rest, fresh, 'FB00099002,法人WEB-FB,=1+1'].join('\n'))

  await job.signIn(hands, tokens, ADMINISTRATOR)
  await job.goTo(hands, '契約の取込')
  // The system's own window over the file speaks the language of whoever sits here.
  await seat.app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = (async (...args: unknown[]) => {
      const told = globalThis as { titles?: unknown[] }
      told.titles = [...(told.titles ?? []), (args.at(-1) as { title?: string }).title]
      return { canceled: true, filePaths: [] }
    }) as typeof dialog.showOpenDialog
  })
  const asked = () => seat.app.evaluate(() => (globalThis as { titles?: unknown[] }).titles)
  await hands.key('F9')
  await expect.poll(asked).toEqual(['契約の取込ファイルを選ぶ'])
  for (const key of ['F1', 'F10', 'Esc', 'F9']) await hands.key(key)
  await expect.poll(asked).toEqual(['契約の取込ファイルを選ぶ', 'Choose the contract file'])
  for (const key of ['F1', 'F10', 'Esc']) await hands.key(key)
  await seat.choose(file)
  await hands.key('F9')
  await hands.sees('下見が終わりました。')
  await hands.sees('まだ何も書き込んでいません。')
  await hands.sees('FB00099002')
  await hands.sees('項目の数が 見出しと合いません。')
  expect(await barriers(hands)).toEqual([])
  await hands.key('F12')
  await hands.sees(/新しい契約.*1件|1件.*新しい/)
  await job.handOver(hands)
  await job.signIn(hands, tokens, TELLER)
  await job.find(hands, { search: 'ふたばかな', customer: '双葉金物店' })
  await job.find(hands, wakaba)
  expect(seat.complaints).toEqual([])
})

test('AUD-12: an auditor reads everything that was done, has the chain verified, and can do nothing else', async ({
  seat,
  tokens,
}) => {
  const { hands } = seat
  await job.signIn(hands, tokens, TELLER)
  await job.find(hands, wakaba)
  await job.receive(hands, wakaba)
  const caseNo = await job.openCase(hands)
  await job.handOver(hands)
  await job.signIn(hands, tokens, AUDITOR)
  await job.goTo(hands, '記録を調べる')
  await hands.sees('高橋 美咲')
  await hands.sees(caseNo)
  await hands.key('F9')
  await hands.sees(/件の記録が すべてつながっています。/)
  expect(await barriers(hands)).toEqual([])
  await expect(hands.page.getByRole('button', { name: '契約の取込' })).toHaveCount(0)
  const reply = await hands.page.evaluate(
    (of) =>
      (window as unknown as { desk: { ask(name: string, input: unknown): Promise<unknown> } }).desk.ask(
        'case.withdraw',
        {
          caseNo: of,
          version: 1,
          reason: '試し',
        },
      ),
    caseNo,
  )
  expect(reply).toMatchObject({ ok: false, error: { code: 'role-forbids' } })
})
