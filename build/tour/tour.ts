/**
 * `npm run tour`: the whole job by keyboard in the real window, without a person. Leaves numbered pictures and the
 * papers in tour-output/, and fails with one sentence when a step does not do what it should.
 * `npm run tour -- --docs` renews the README's pictures in build/tour/pictures/ as well.
 */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { SAMPLE_CONTRACTS_CSV } from '#main/practice/sample-contracts'
import { sampleSeedFiles } from '../sample/seeds/generate.ts'
import { chooseRuntime, root } from '../setup/runtime.ts'
import { Album } from './album.ts'
import { Tokens } from './codes.ts'
import { approve, EARLIEST, takeIn, visits } from './exceptions.ts'
import * as hardware from './hardware.ts'
import * as job from './job.ts'
import * as people from './people.ts'
import { type Hands, Seat } from './seat.ts'
import * as trust from './trust.ts'

/** Milliseconds between keystrokes: quick, and still typing. */
const PACE = 12
const NEW_TOKEN = 'VSMT70310012'
/** What the README shows. */
const DOCS = [
  'case',
  'router',
  'approval',
  'receipt',
  'contract-en',
  'emergency',
  'clock',
  'packing',
  'cover-letter',
  'safe',
  'rehearsal',
  'people',
  'closing',
  'day-sheet',
  'trail-verified',
] as const

const { kind } = chooseRuntime(process.env)
const folder = join(root, 'tour-output')
const album = new Album(folder)
const saved = mkdtempSync(join(tmpdir(), 'madoguchi-tour-'))
const tokens = new Tokens()
let doing = 'opening the desk'

/** What is being done now; said when it fails. */
function now(sentence: string): void {
  doing = sentence
  console.log(sentence)
}

/** F7 in the preview saves the PDF; it is taken into the album. */
async function savePaper(hands: Hands, name: string, says: string): Promise<void> {
  await hands.sees('この見本のとおりに')
  await album.picture(hands.page, `${name}-preview`, `The preview: ${says}`)
  await hands.key('F7')
  const file = await arrives(saved)
  await hands.sees(`「${file}」に保存しました`)
  album.sheet(join(saved, file), name, says)
  await hands.key('Esc')
  await hands.misses('この見本のとおりに')
}

/** The PDF that appears in the folder. */
async function arrives(into: string): Promise<string> {
  for (const until = Date.now() + 20_000; Date.now() < until; await wait(50)) {
    const file = readdirSync(into).find((name) => name.endsWith('.pdf'))
    if (file !== undefined) return file
  }
  throw new Error('no PDF was saved')
}

async function theJob(seat: Seat): Promise<void> {
  const { hands, page } = seat
  const picture = (name: string, says: string) => album.picture(page, name, says)

  now('A newcomer opens the desk and takes the practice branch.')
  await hands.sees('どの支店をひらきますか')
  await picture('choice', 'The first window: practise, or set up a branch of one’s own.')
  await job.enterPractice(hands)
  await picture(
    'sign-in',
    'Signing in; the practice tokens stand beside it, so that nobody needs a telephone.',
  )

  now('The teller signs in with staff number, passphrase and a code of her own token.')
  await job.signIn(hands, tokens, people.TELLER)
  await picture('home', 'At work: reception is the first screen.')

  now('A customer is searched for by half-width kana.')
  await job.find(hands, people.wakaba)
  await picture('search', 'First results while typing; the contract in a glance beside them.')

  now('The router: whose token, and what happened?')
  await job.receive(hands, people.wakaba)
  await hands.sees('管理者の方のトークンは 窓口で外します。')
  await picture('router', 'The only administrator’s phone is broken: this is a job for the branch, and why.')

  now('The case is opened, and the paper is taken in, in its own order.')
  const caseNo = await job.openCase(hands)
  await picture('paper', `Case ${caseNo}: the paper, the records, and what is missing.`)
  await job.fillToSerial(hands, people.wakaba)
  await hands.sees('英字の O と 数字の 0 でちがいます')
  await picture('case', 'A letter O where the records have a zero: pointed out, never corrected silently.')
  await hands.press('Alt+y')
  await hands.misses('でちがいます')
  await job.fillFromReason(hands)
  await hands.sees('足りないものは ありません。')
  await picture('paper-complete', 'Nothing is missing; what will happen stands beside the paper.')

  now('The request form is previewed, saved as a PDF, and handed over to be signed.')
  await hands.key('F7')
  await savePaper(hands, 'request', 'The request form, filled from the case, to be signed.')
  await hands.sees('足りないものは ありません。')

  now('The teller asks for approval, and calls the supervisor to her own desk.')
  await job.submit(hands)
  await picture('awaiting-approval', 'Waiting: nothing can be typed any more.')
  const window = await job.callSupervisor(seat)
  await hands.sees('役席者の承認中です')
  await picture('frozen', 'The teller’s desk stands still meanwhile.')
  await job.compareAndProve(window, tokens, people.SUPERVISOR, '0917')
  await window.sees('のうちに決めてください')
  await album.picture(
    window.page,
    'approval',
    'A window of its own, built from the database: seal, type-back, and the supervisor in person.',
  )

  now('The supervisor approves; the token is detached in the same moment.')
  const receipt = await job.approve(window)
  await album.picture(window.page, 'approved', `Detached. The receipt bears the number ${receipt}.`)
  await job.closeWindow(window)

  now('The customer gets a sheet with the steps to take on the new telephone.')
  await hands.at('newSerial')
  await hands.key('F10')
  await savePaper(hands, 'steps', 'The step sheet for the customer.')

  now(`The customer’s new token ${NEW_TOKEN} is registered with a code that oathtool produced.`)
  await job.register(hands, tokens, NEW_TOKEN)
  await picture('registration', 'The new token, and the code it shows now.')
  await hands.key('F12')
  await hands.at('relogin')

  now('The customer’s receipt is saved.')
  await hands.key('F7')
  await savePaper(hands, 'receipt', 'The customer’s receipt 控え.')

  now('The customer has logged in again: the case is closed.')
  await hands.at('relogin')
  await hands.press('1')
  await picture('relogin', 'The new token works.')
  await hands.key('F12')
  await hands.sees('この案件は 終わっています')
  await picture('closed', 'The case is closed; what was done stays to be read.')
}

async function theExceptions(seat: Seat): Promise<void> {
  const { hands, page } = seat
  const picture = (name: string, says: string) => album.picture(page, name, says)

  now('The telephone rings: a token is lost. F4, a name, Enter, F12.')
  await hands.key('F2')
  await hands.at('search-field')
  await hands.press('F4')
  await hands.at('emergency-field')
  await hands.type('もりたあ')
  await hands.press('Enter')
  await hands.at('emergency-how')
  await hands.sees(/森田 彩 さま、佐々木 望 さま、池田 翔 さまは、いまから/)
  await picture('emergency', 'Emergency stop from any screen: whom it stops stands there before the key.')
  await hands.key('F12')
  await hands.sees('お電話を切らずに、続けて聞いてください')
  await picture('stopped', 'Stopped, by one teller and before any paper; what to ask next.')

  now('Three questions against fraud, and the supervisor who looks at it the same day.')
  await hands.key('F12')
  await hands.at('report-whoCalled')
  await hands.press('3', 'Enter', '1', 'Enter', '2', 'Enter')
  await hands.sees('だまし取られるおそれがあります')
  await hands.press('Alt+d')
  await picture('loss', 'Somebody called and asked for the code: the warning, and whom to call.')
  await hands.key('F12')
  const review = await seat.approval('#staff')
  await review.sees('緊急停止の確認')
  await job.prove(review, tokens, people.SUPERVISOR)
  await review.sees('のうちに決めてください')
  await album.picture(review.page, 'review', 'The supervisor reviews what one person alone has done.')
  await review.key('F12')
  await review.sees('書類とトークンの再発行は、この案件から続けられます。')
  await job.closeWindow(review)

  now('Two people share a locked token: it is unlocked for both, and that is said before and after.')
  const unlock = visits['E-03 P003']
  await takeIn(hands, unlock)
  await picture('unlock', 'An unlock with its reach: everybody who uses the serial.')
  await job.submit(hands)
  await approve(seat, tokens, people.SUPERVISOR, unlock, (window) =>
    album.picture(window.page, 'unlock-approval', 'The supervisor sees the same reach, from the database.'),
  )
  await hands.sees('この案件は 終わっています')
  await picture('unlocked', 'Unlocked: whom it touched, and what is as before.')

  now('A key fob is revoked to be re-issued, and the service makes everybody wait.')
  const reissue = visits['E-07 P003']
  await takeIn(hands, reissue)
  await job.submit(hands)
  await approve(seat, tokens, people.SUPERVISOR, reissue)
  await hands.sees(EARLIEST)
  await picture('waiting', 'Revoked. From when the new one may be registered, to the minute.')
  await hands.key('F7')
  await savePaper(hands, 'receipt-reissue', 'The receipt of a re-issue, with the earliest time.')

  now('What the branch looks at without a customer: clocks, last administrators, leaving tokens.')
  await job.goTo(hands, '再発行の時計')
  await hands.sees(reissue.customer)
  await picture('clock', 'The re-issue clock board: who waits until when, and who is to be called back.')
  await job.goTo(hands, '最後の管理者')
  await rows(hands)
  await picture('radar', 'Contracts in which only one person can still help themselves, or nobody.')
  await job.goTo(hands, '移行リスト')
  await rows(hands)
  await picture('sunset', 'Tokens whose vendor or carrier is leaving.')

  now('The token’s whole life, its contract, and what the service’s guide says.')
  await job.find(hands, { search: reissue.serial, customer: reissue.serial })
  await hands.key('F10')
  await hands.sees('このトークンについて')
  await hardware.tab(hands, '在庫の動き')
  await hands.sees('書留で発送')
  await picture('token-way', 'Where a token of ours has been as a thing, and who moved it.')
  await hardware.tab(hands, '変わったこと')
  await hands.sees('失効中', 'table')
  await picture('token', 'A revoked token keeps its whole life, before and after.')
  await job.find(hands, reissue)
  await hands.key('F9')
  await hands.sees('進んでいる案件')
  await picture('contract-waiting', 'The contract: who uses what, the case under way, and the clock.')
  await job.goTo(hands, '商品定義')
  await hands.sees('プログラムに入っていた版')
  await picture('services', 'What the desk knows of the five services.')

  now('The same in English.')
  await job.goTo(hands, '再発行の時計')
  await hands.sees(reissue.customer)
  await otherLanguage(hands, 'Help')
  await hands.key('Esc')
  await hands.sees('Re-issue clock')
  await picture('clock-en', 'The clock board in English.')
  await hands.press('F4')
  await hands.at('emergency-field')
  await hands.type('あおばうん')
  await hands.press('Enter')
  await hands.at('emergency-how')
  await picture('emergency-en', 'Emergency stop in English.')
  await hands.press('Escape')
  await otherLanguage(hands, 'ヘルプ')
  await hands.key('Esc')
}

/** A list that has been read. */
const rows = ({ page }: Hands): Promise<void> => page.getByRole('table').getByRole('row').nth(1).waitFor()

/** F10 in the help window; it is then called what the other language calls it. */
async function otherLanguage(hands: Hands, title: string): Promise<void> {
  await hands.key('F1')
  await hands.key('F10')
  await hands.sees(title)
}

async function aroundTheJob(seat: Seat): Promise<void> {
  const { hands, page } = seat
  const picture = (name: string, says: string) => album.picture(page, name, says)

  now('A general user’s token is not the branch’s job while the customer’s administrator can act.')
  await job.find(hands, people.wakaba)
  await job.receive(hands, { whose: '2', situation: '1' })
  await hands.sees('ご自身の画面でトークンを外せます')
  await picture('own-administrator', 'The customer’s own administrator can do it; no case is opened.')
  await hands.key('F12')
  await savePaper(hands, 'guidance', 'The guidance sheet for the customer.')

  now('A contract page, in both languages, and at twice the size.')
  await job.find(hands, people.aoba)
  await hands.key('F9')
  await hands.sees('M54100031204')
  await picture('contract', 'Users and tokens in the service’s own words, and what its guide says.')
  await hands.key('F1')
  await picture('help', 'F1: keys, jobs, and words that mean two things.')
  await hands.key('F10')
  await hands.key('Esc')
  await hands.key('F5')
  await picture('contract-en', 'The same contract in English.')
  await hands.key('F2')
  await hands.sees('M54100031204')
  await picture('search-en', 'Reception in English.')
  await otherLanguage(hands, 'ヘルプ')
  await hands.key('Esc')
  await job.find(hands, people.wakaba)
  await hands.key('F11')
  await hands.key('F11')
  await hands.key('F11')
  await hands.sees('200')
  await picture('large', 'The text at 200 %: nothing is cut off sideways.')
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  if (sideways > 0) throw new Error(`at 200 % the page is ${sideways} px wider than its window`)
  await hands.key('F11')

  now('The teller leaves the desk: nothing of it can be seen.')
  await hands.press('Control+l')
  await hands.at('passphrase')
  await picture('locked', 'Hidden at once; what was typed is kept.')
  await hands.key('F9')
}

async function theParcel(seat: Seat): Promise<void> {
  const { hands, page } = seat
  const picture = (name: string, says: string) => album.picture(page, name, says)
  const { kirishima } = hardware

  now('A customer applies for a hardware token, to be sent before a start date.')
  await job.signIn(hands, tokens, people.TELLER)
  await hardware.wish(hands)
  await picture('wish', 'What is applied for: purpose, model, delivery, start date, fee.')
  const caseNo = await job.openCase(hands)
  const serial = await hardware.allocate(hands, () =>
    picture('allocated', 'The one that expires first is set aside; its serial is shown this once.'),
  )
  await hardware.form(hands)
  await picture('application', 'The application: whom it touches, when it goes out, and to which address.')
  await hands.key('F7')
  await savePaper(hands, 'application-form', 'The form of the application, RQ-09.')
  await job.submit(hands)
  await approve(seat, tokens, people.SUPERVISOR, kirishima, (window) =>
    album.picture(window.page, 'application-approval', 'The supervisor agrees to the address as well.'),
  )
  await hands.sees('封入の画面をひらく')
  await picture('awaiting-dispatch', 'Approved: to be packed by two.')

  now('Two people pack it, and the second does not see what the first has read.')
  await hands.key('F12')
  await hands.sees('簡易書留')
  await picture('packing-first', 'The envelope, what goes into it, and the first reading.')
  await hardware.readFirst(hands, tokens, serial)
  await hands.key('F7')
  await savePaper(hands, 'cover-letter', 'The cover letter 送付状.')
  await job.goTo(hands, 'あて名')
  await savePaper(hands, 'label', 'The address label with the customer barcode.')
  await job.goTo(hands, 'しおり')
  await savePaper(hands, 'leaflet', 'What lies beside the token: the steps of the service.')
  await hardware.callSecond(hands, tokens, hardware.BACK_OFFICE)
  await picture('packing', 'The second reading, blind: it agrees, or it does not.')
  await inEnglish(hands, () => picture('packing-en', 'Packing in English.'))
  await hardware.tabTo(hands, 'second-serial')
  await hardware.readSecond(hands, serial)
  await hands.at('mail-no')
  await hands.type(hardware.MAIL_NO)
  await hands.key('F12')
  await hands.sees('この封筒は 差し出せます。')
  await picture('packed', 'They agree: sealed by both, with its registered-mail number.')

  now('A supervisor who packed none of it lets the mail bag go.')
  await hands.key('F12')
  await hands.sees('引受番号まで済み')
  await hands.key('F9')
  await hands.sees('郵袋 1通')
  await picture('dispatch', 'What is to be packed and posted, the earliest start date first.')
  await hands.key('F10')
  await hardware.beside(hands, tokens, people.SUPERVISOR)
  await hands.sees('差し出しを認めた役席者：中村 隆')
  await picture('posted', 'Posted, with both names.')
  await hands.key('F12')
  await savePaper(hands, 'dispatch-list', 'The list of the bag 書留差出票.')

  now('The letter comes back: the start date is held, and a list waits for it.')
  await job.find(hands, { search: caseNo, customer: '霧島製作所' })
  await hands.key('F12')
  await hands.sees('お届けを記録する')
  await hands.key('F9')
  await hands.at('returnReason')
  await hands.press('1')
  await hands.key('F12')
  await hands.sees('封筒が戻りました。')
  await picture('returned', 'Returned mail: the token is barred, the start date held.')
  await job.goTo(hands, '返戻')
  await hands.sees('不在')
  await picture('returned-list', 'What came back, and why.')
  await inEnglish(hands, () => picture('returned-list-en', 'Returned mail in English.'))

  now('It is handed over at the counter instead, and its first right code activates it.')
  await hands.key('F12')
  await hands.sees('封筒が戻りました。')
  await hands.key('F12')
  await hands.at('againHow')
  await hands.press('2', 'Enter')
  await hands.at('againNote')
  await hands.type('届出の電話でご来店の日を確かめた')
  await hands.press('Enter')
  await picture('again', 'Sent or handed over again only before a supervisor.')
  await hardware.beside(hands, tokens, people.SUPERVISOR)
  await hands.sees('封入の画面をひらく')
  await hands.key('F12')
  await hardware.readFirst(hands, tokens, serial)
  await hardware.callSecond(hands, tokens, hardware.BACK_OFFICE)
  await hardware.readSecond(hands, serial)
  // The first reading says 合いました too: what comes next is offered when both have.
  await hands.sees('お渡しに進む', 'main')
  await hands.key('F12')
  await hands.sees('ご来店の方の本人確認をして、お渡しします。')
  await hands.key('F12')
  await hands.at('handVisitor')
  await hands.type('原　さつき')
  await hands.press('Enter')
  await hands.at('handIdentity')
  await hands.press('ArrowDown', 'Enter')
  await hands.at('handLast4')
  await hands.type('4471')
  await hands.key('F12')
  await hands.at('newSerial')
  await hands.type(serial)
  await hands.sees('登録できる番号です')
  await hands.press('Enter')
  await hands.at('code')
  await hands.type(await tokens.customer(serial, hardware.FOB))
  await hands.key('F12')
  await hands.sees('この案件は 終わっています')
  await picture('activated', 'The whole way of the parcel, twice out and once back.')
  await job.handOver(hands)
}

async function theSafe(seat: Seat): Promise<void> {
  const { hands, page } = seat
  const picture = (name: string, says: string) => album.picture(page, name, says)

  now('The safe: what there is of each model, and every token.')
  await job.signIn(hands, tokens, people.SUPERVISOR)
  await job.goTo(hands, '在庫・棚卸')
  await hands.sees('発注点')
  await picture('safe', 'The safe by model: what there is, how long it lasts, what runs out.')
  await inEnglish(hands, () => picture('safe-en', 'The safe in English.'))
  await hardware.tab(hands, '一覧')
  await hands.sees('2V0704DXSJK2')
  await picture('stock-list', 'Every token of ours, wherever it is now.')

  now('A seed file is opened by two supervisors, rehearsed, and proven with live codes.')
  await job.goTo(hands, '入庫')
  const [sample] = sampleSeedFiles()
  if (sample === undefined) throw new Error('there are no sample seed files')
  const file = join(saved, sample.name)
  writeFileSync(file, sample.content)
  await seat.choose(file)
  await hands.key('F10')
  await hands.at('half1')
  await picture('seed-file', 'A seed file: two halves of its key, each with a check value.')
  await hardware.halves(hands, tokens, people.OTHER_SUPERVISOR)
  await hardware.tabTo(hands, 'seedService')
  await hands.press('1', 'Enter')
  await hands.at('seedModel')
  await hands.press('ArrowDown', 'Enter')
  await hands.key('F12')
  await hands.sees('まだ何も書き込んでいません')
  await hardware.samples(hands, tokens)
  await picture(
    'rehearsal',
    'The rehearsal: every serial, what will be stored, and samples that proved themselves.',
  )
  await inEnglish(hands, () => picture('rehearsal-en', 'The rehearsal in English.'))
  await hands.key('F12')
  await hardware.beside(hands, tokens, people.OTHER_SUPERVISOR)
  await hands.sees(/を 箱 .* として 入庫しました|入庫しました/)
  await picture('received', 'Written by two, as a whole; the file is not kept.')
  rmSync(file)

  now('The box is counted, compared with what is printed on it, and put into the safe by two.')
  await hands.key('F12')
  await hands.sees('検品待ち 20本')
  await picture('boxes', 'The boxes, and what each of them waits for.')
  await hands.key('F12')
  await hands.field('inspect-counted', '20')
  await hands.field('inspect-printed', '2031/09')
  await picture('inspection', 'How many there should be is not shown.')
  await hands.key('F12')
  await hands.sees('格納待ち 20本')
  await hands.key('F12')
  await hardware.beside(hands, tokens, people.OTHER_SUPERVISOR)
  await hands.sees('の 20本を格納しました。')

  now('A stocktake is counted blind, and what differs becomes a case.')
  await hardware.tab(hands, '棚卸')
  await hands.key('F10')
  await hands.at('stocktake-service')
  await hands.press('2', 'Enter')
  await hands.key('F12')
  await hands.at('count-serial')
  for (const serial of ['78108001', '78108002', '78108003', '78108003', '78199999']) {
    await hands.at('count-serial')
    await hands.type(serial)
    await hands.press('Enter')
    await hands.sees(serial, 'main')
  }
  await hands.sees('もう数えています')
  await picture('counting', 'One by one; what the book says is shown nowhere.')
  await hands.key('F12')
  await hardware.tabTo(hands, 'secondStaff')
  await hardware.beside(hands, tokens, hardware.BACK_OFFICE)
  await hands.sees('帳簿と合いません')
  await picture('difference', 'What is missing and what is over; the book waits for another supervisor.')
  await hands.key('F7')
  await savePaper(hands, 'stocktake-sheet', 'The sheet of a stocktake 棚卸表.')

  now('Tokens are destroyed before a witness, and letters go to those whose token ends.')
  await hands.key('Esc')
  await hardware.tab(hands, '廃棄')
  await hands.key('F10')
  await hands.at('destroy-service')
  await hands.press('1', 'Enter')
  for (const serial of ['2V0826039KHM', '2V0826040KHM']) {
    await hands.at('destroy-serial')
    await hands.type(serial)
    await hands.press('Enter')
    await hands.sees(serial, 'main')
  }
  await hardware.tabTo(hands, 'destroy-why')
  await hands.type('電池切れと 印字の不良')
  await hands.press('Shift+Enter')
  await hands.press('1')
  await picture('destruction', 'What is destroyed, how and why.')
  await hands.key('F12')
  await hardware.beside(hands, tokens, people.OTHER_SUPERVISOR)
  await savePaper(hands, 'destruction-certificate', 'The certificate of a destruction 廃棄証明書.')
  await hardware.tab(hands, '交換の案内')
  await hands.key('F10')
  await hands.at('campaign-service')
  await hands.press('1')
  await hardware.tabTo(hands, 'campaign-until')
  await hands.type(people.today(120).replaceAll('-', ''))
  await hands.press('Enter')
  await hands.key('F12')
  await hands.sees('まだ送っていない')
  await picture('campaign', 'Whose token ends, which letters went, and who has applied.')

  await hands.key('F3')
  await hands.key('F7')
  await savePaper(hands, 'campaign-letter', 'The letter of a replacement campaign, one page a token.')
  await hands.key('Esc')

  now('Another branch will know ours by a fingerprint that is read out on the telephone.')
  await job.goTo(hands, '店間移管')
  await hardware.tab(hands, '当店の名乗り')
  await hands.key('F12')
  await hands.sees('名乗りを「')
  await picture(
    'introduction',
    'Our introduction: a fingerprint, and the same as codes to be read from the screen.',
  )

  now('How far the tokens’ clocks are off.')
  await job.goTo(hands, '時計のずれ')
  await hands.sees('ずれの大きいトークン')
  await picture('drift', 'Drift by model and age, and the tokens that are furthest off.')
  await inEnglish(hands, () => picture('drift-en', 'Drift in English.'))
  await job.handOver(hands)
}

/** What is done while the desk speaks English; it is Japanese again afterwards. */
async function inEnglish(hands: Hands, look: () => Promise<void>): Promise<void> {
  await otherLanguage(hands, 'Help')
  await hands.key('Esc')
  await look()
  await otherLanguage(hands, 'ヘルプ')
  await hands.key('Esc')
}

async function theBranch(seat: Seat): Promise<void> {
  const { hands, page } = seat
  const picture = (name: string, says: string) => album.picture(page, name, says)

  now('The administrator rehearses a contract master file.')
  await job.signIn(hands, tokens, people.ADMINISTRATOR)
  await job.goTo(hands, '契約の取込')
  const file = join(saved, 'contracts.csv')
  writeFileSync(file, masterFile())
  await seat.choose(file)
  await hands.key('F9')
  await hands.sees('下見が終わりました')
  await picture('import', 'What is new, changed, unchanged and rejected, before anything is written.')
  rmSync(file)

  now('A service’s description is changed; a supervisor would have to agree.')
  await job.goTo(hands, '商品定義')
  await hands.sees('プログラムに入っていた版')
  await hands.press('End', 'Enter')
  await hands.at('profile-find')
  await hands.key('F9')
  await hands.at('profile-search')
  await hands.type('再発行までの分')
  await hands.press('Enter')
  await hands.at('p-reissueWaitMin')
  await hands.retype('45')
  await picture('service-edit', 'Every line of a description, where it comes from, and what it was.')
  await hands.key('F12')
  await hands.sees('ちがうところ')
  await picture('service-compare', 'Field by field, before a second person is asked.')
  await job.handOver(hands)

  now('The auditor reads the trail, and has its chain verified.')
  await job.signIn(hands, tokens, people.AUDITOR)
  await job.goTo(hands, '記録を調べる')
  await picture('trail', 'Who did what, and when.')
  await hands.key('F9')
  await hands.sees('に確かめました')
  await picture('trail-verified', 'No entry is missing, none was changed.')
}

async function theDay(seat: Seat): Promise<void> {
  const { hands, page } = seat
  const picture = (name: string, says: string) => album.picture(page, name, says)
  await job.handOver(hands)

  now('The administration: the people, a backup that is read back, and the keys with their age.')
  await job.signIn(hands, tokens, people.SUPERVISOR)
  await job.goTo(hands, '店舗の管理')
  await hands.sees('小林 直人')
  await picture(
    'people',
    'Everybody who works here, how they stand, and what two people may change about it.',
  )
  const backups = mkdtempSync(join(tmpdir(), 'madoguchi-tour-backups-'))
  await seat.choose(backups)
  await hardware.tab(hands, 'バックアップ')
  await trust.backUp(hands, tokens, people.OTHER_SUPERVISOR)
  await picture('backup', 'A backup was made, read back, and restored for a trial.')
  await hardware.tab(hands, '鍵')
  await hands.sees('鍵の一覧')
  await picture('keys', 'The recovery cards, and each key with the day by which it is to be replaced.')

  now('The day is closed; its numbered sheet carries the code for the next morning.')
  await job.goTo(hands, '締上')
  await hands.sees('日計表は 第1号になります。')
  await picture('closing', 'What the day was, and what ends with it, before it is closed.')
  await trust.close(hands)
  await hands.key('F7')
  await hands.sees('この見本のとおりに')
  const code = await trust.codeOn(hands)
  await savePaper(hands, 'day-sheet', 'The daily sheet 日計表, with the checkpoint and the code.')
  await trust.openAgain(hands, code, () =>
    picture('opening', 'The opening check 開店照合: the code is typed from the paper.'),
  )
  rmSync(backups, { recursive: true })
}

/** The sample file with a few lines as such files have them: changed, new, and not to be taken. */
function masterFile(): string {
  const [head = '', ...lines] = SAMPLE_CONTRACTS_CSV.split('\n').filter((line) => line !== '')
  const changed = lines.map((line) => line.replace('若葉金物店', '若葉金物店 本店'))
  const fresh = lines
    .slice(0, 3)
    .map((line) =>
      line
        .replaceAll('FB00031187', 'FB00099001')
        .replaceAll('M54100031187', 'M54100099001')
        .replaceAll('M54 100031187', 'M54100099001')
        .replaceAll('0318842', '0399001')
        .replaceAll('VSMT8264', 'VSMT8299'),
    )
  const bad = [
    'FB00099002,法人WEB-FB,M54100099002',
    fresh[0]?.replace('FB00099001', 'FB00099003').replace('法人WEB-FB', '法人WEB-XX') ?? '',
  ]
  return `${[head, ...changed, ...fresh, ...bad].join('\n')}\n`
}

async function main(): Promise<void> {
  console.log(
    `The tour, on ${kind === 'electron' ? 'the real Electron' : 'the stand-in for Electron'}, into ${folder}`,
  )
  const began = performance.now()
  const seat = await Seat.open({ pace: PACE })
  try {
    await seat.saveInto(saved)
    await theJob(seat)
    await theExceptions(seat)
    await aroundTheJob(seat)
    await theParcel(seat)
    await theSafe(seat)
    await theBranch(seat)
    await theDay(seat)
    if (seat.complaints.length > 0) throw new Error(`the pages complained: ${seat.complaints.join(' | ')}`)
    if (process.argv.includes('--docs')) {
      const pictures = join(import.meta.dirname, 'pictures')
      album.keep(DOCS, pictures)
      console.log(`The README’s pictures have been renewed in ${pictures}`)
    }
    const took = Math.round((performance.now() - began) / 1000)
    console.log(
      `The tour is over after ${took} s: everything did what it should. Pictures and papers: ${folder}`,
    )
  } catch (thrown) {
    process.exitCode = 1
    for (const page of seat.app.windows()) {
      await album.picture(page, 'stopped-here', 'Where the tour stopped.').catch(() => undefined)
    }
    console.error(`The tour stopped while it was at: ${doing}`)
    console.error(thrown instanceof Error ? thrown.message : String(thrown))
  } finally {
    await seat.close().catch(() => undefined)
    rmSync(seat.userData, { recursive: true, force: true })
    rmSync(saved, { recursive: true, force: true })
  }
}

await main()
