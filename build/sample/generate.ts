import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { MasterContract, MasterUser, SharedToken } from '#shared/master'
import type { ServiceId } from '#shared/profiles'
import { csvLines } from './csv.ts'
import { AWKWARD_COMPANIES, FORMS, GIVEN, type Named, PLACES, SURNAMES, TRADES } from './names.ts'
import { type Random, random } from './random.ts'
import { encodeShiftJis } from './shift-jis.ts'
import { WALKED } from './walked.ts'

/**
 * Fictional contracts of 霞野信用金庫, the same for the same seed: the sample of the practice branch, and any
 * number more for measuring.
 *
 * npx node build/sample/generate.ts --contracts 300 --seed 1 --out sample.csv --encoding utf8
 */

/** Shares of the services among the contracts. */
const SERVICES: readonly (readonly [ServiceId, number])[] = [
  ['P000', 0.42],
  ['P001', 0.57],
  ['P002', 0.72],
  ['P003', 0.88],
  ['P004', 1],
]
const PREFIX: Readonly<Record<ServiceId, string>> = {
  P000: 'FB',
  P001: 'IA',
  P002: 'IB',
  P003: 'KH',
  P004: 'KA',
}

/**
 * Contracts one by one, in order of their numbers' making. Every serial, contract number and customer id
 * occurs once.
 *
 * @param count how many; the first ones are the hand-made contracts of `walked.ts`
 * @param seed any 32-bit integer
 */
export function* generateContracts({
  count,
  seed,
}: {
  readonly count: number
  readonly seed: number
}): Generator<MasterContract, void, void> {
  const dice = random(seed)
  const serials = serialMaker(dice)
  for (let index = 0; index < count; index += 1) {
    yield WALKED[index] ?? makeContract(index, dice, serials)
  }
}

function makeContract(index: number, dice: Random, serials: SerialMaker): MasterContract {
  const share = dice.next()
  const service = SERVICES.find(([, until]) => share < until)?.[0] ?? 'P000'
  const branch = dice.chance(0.82) ? '999' : dice.pick(['012', '012', '012', '021', '105'])
  const isPerson = service === 'P001' || service === 'P002'
  const person = personOf(dice)
  const [name, kana] = isPerson || (service === 'P004' && dice.chance(0.3)) ? person : companyOf(dice)
  const contract: Omit<MasterContract, 'users' | 'sharedToken' | 'usageMode'> = {
    contractNo: `${PREFIX[service]}${String(40_000 + index).padStart(8, '0')}`,
    service,
    customerId: customerIdOf(service, index),
    name,
    kana,
    dealingBranch: branch,
    account: {
      branch,
      type: !isPerson && dice.chance(0.35) ? 'checking' : 'ordinary',
      number: String(dice.below(dice.chance(0.2) ? 10_000 : 10_000_000)).padStart(7, '0'),
    },
    address: `霞野県霞野市${dice.pick(['本町', '港町', '桜台', '緑ヶ丘', '大字上原字一本松'])}${1 + dice.below(9)}丁目${1 + dice.below(30)}番${1 + dice.below(20)}号`,
    postalCode: `999${String(dice.below(10_000)).padStart(4, '0')}`,
    phone: dice.chance(0.1) ? null : `0299-00-${String(dice.below(10_000)).padStart(4, '0')}`,
  }
  switch (service) {
    case 'P000':
      return { ...contract, ...webFb(contract.customerId ?? '', person, dice, serials) }
    case 'P001':
    case 'P002':
      return {
        ...contract,
        usageMode: null,
        sharedToken: null,
        users: [contractor(service, contract, dice, serials)],
      }
    default:
      return {
        ...contract,
        usageMode: null,
        sharedToken: null,
        users: cooperative(service, index, dice, serials),
      }
  }
}

function customerIdOf(service: ServiceId, index: number): string | null {
  if (service === 'P000') return `M${54_100_040_000 + index * 7}`
  if (service === 'P001' || service === 'P002') return String(10_000 + index * 3).padStart(10, '0')
  return null
}

const companyOf = (dice: Random): Named => {
  if (dice.chance(0.04)) return dice.pick(AWKWARD_COMPANIES)
  const [form, formKana] = dice.pick(FORMS)
  const [place, placeKana] = dice.chance(0.75) ? dice.pick(PLACES) : dice.pick(SURNAMES)
  const [trade, tradeKana] = dice.pick(TRADES)
  return dice.chance(0.8)
    ? [`${form} ${place}${trade}`, `${formKana} ${placeKana}${tradeKana}`]
    : [`${place}${trade} ${form}`, `${placeKana}${tradeKana} ${formKana}`]
}

const personOf = (dice: Random): Named => {
  const [surname, surnameKana] = dice.pick(SURNAMES)
  const [given, givenKana] = dice.pick(GIVEN)
  return [`${surname} ${given}`, `${surnameKana} ${givenKana}`]
}

const NO_LINK: SharedToken = {
  token: null,
  tokenKind: null,
  registration: 'none',
  authentication: 'none',
  tokenExpiry: null,
}
const soft = (token: string | null): SharedToken => ({
  token,
  tokenKind: 'soft',
  registration: 'active',
  authentication: 'usable',
  tokenExpiry: null,
})

/** Individual tokens, or one for all; a few contracts have not begun to use one-time passwords (R-000-18). */
function webFb(
  customerId: string,
  [adminName, adminKana]: Named,
  dice: Random,
  serials: SerialMaker,
): Pick<MasterContract, 'users' | 'usageMode' | 'sharedToken'> {
  const how = dice.next()
  const usageMode = how < 0.06 ? null : how < 0.2 ? 'shared' : 'individual'
  const ownLink = (registered: boolean): SharedToken =>
    usageMode === 'individual' && registered
      ? { ...soft(serials.webFb()), authentication: dice.chance(0.02) ? 'suspended' : 'usable' }
      : NO_LINK
  const users: MasterUser[] = [
    {
      userId: customerId,
      name: adminName,
      kana: adminKana,
      role: 'admin',
      transferRight: true,
      ...ownLink(!dice.chance(0.03)),
    },
  ]
  const others = dice.below(4)
  for (let at = 1; at <= others; at += 1) {
    const [name, kana] = personOf(dice)
    const transferRight = dice.chance(0.8)
    users.push({
      userId: `user${String(at).padStart(2, '0')}`,
      name,
      kana,
      role: 'general',
      transferRight,
      ...ownLink(transferRight && !dice.chance(0.1)),
    })
  }
  return { usageMode, users, sharedToken: usageMode === 'shared' ? soft(serials.webFb()) : null }
}

function contractor(
  service: 'P001' | 'P002',
  { customerId, name, kana }: Pick<MasterContract, 'customerId' | 'name' | 'kana'>,
  dice: Random,
  serials: SerialMaker,
): MasterUser {
  const link: SharedToken = dice.chance(0.1)
    ? NO_LINK
    : service === 'P001'
      ? soft(serials.webFb())
      : { ...soft(serials.mixed()), tokenKind: dice.chance(0.4) ? 'hard' : 'soft' }
  return {
    userId: customerId ?? '0',
    name,
    kana,
    role: 'contractor',
    transferRight: null,
    ...link,
    authentication: link.token !== null && dice.chance(0.02) ? 'suspended' : link.authentication,
  }
}

/** 08:00 in Tokyo on 30 September (R-003-35). */
const EXPIRY = { good: '2029-09-29T23:00:00.000Z', past: '2025-09-29T23:00:00.000Z' } as const

/** Masters, administrators and general users; some share a fob by its serial (R-003-15), some are locked or expired. */
function cooperative(
  service: 'P003' | 'P004',
  index: number,
  dice: Random,
  serials: SerialMaker,
): MasterUser[] {
  const size = 2 + dice.below(4)
  const users: MasterUser[] = []
  let lastFob: SharedToken | null = null
  for (let at = 0; at < size; at += 1) {
    const [name, kana] = personOf(dice)
    const role = at === 0 ? 'master' : at === 1 && dice.chance(0.6) ? 'admin' : 'general'
    const fob: SharedToken = service === 'P003' ? fobOf(role, lastFob, dice, serials) : phoneOf(dice)
    if (service === 'P003' && fob.token !== null) lastFob = fob
    users.push({
      userId: `k${index}-${role === 'general' ? 'user' : role}${String(at + 1).padStart(2, '0')}`,
      name,
      kana,
      role,
      transferRight: null,
      ...fob,
    })
  }
  return users
}

function fobOf(
  role: MasterUser['role'],
  last: SharedToken | null,
  dice: Random,
  serials: SerialMaker,
): SharedToken {
  const state = dice.next()
  if (state < 0.05) return NO_LINK
  if (state < 0.08) return { ...NO_LINK, tokenKind: 'hard', registration: 'issued' }
  if (state < 0.12) return { ...NO_LINK, tokenKind: 'hard', registration: 'revoked' }
  if (role === 'general' && last !== null && last.registration === 'active' && dice.chance(0.45)) {
    return { ...last, authentication: dice.chance(0.1) ? 'locked' : last.authentication }
  }
  const token = serials.fob()
  if (state < 0.16) {
    return {
      token,
      tokenKind: 'hard',
      registration: 'expired',
      authentication: 'usable',
      tokenExpiry: EXPIRY.past,
    }
  }
  return {
    token,
    tokenKind: 'hard',
    registration: 'active',
    authentication: state < 0.22 ? 'locked' : 'usable',
    tokenExpiry: EXPIRY.good,
  }
}

/** This service shows no serials at all (R-004-07), and sometimes no state (R-004-27). */
function phoneOf(dice: Random): SharedToken {
  const state = dice.next()
  const link = soft(null)
  if (state < 0.06) return { ...link, registration: 'unknown', authentication: 'none', tokenKind: null }
  if (state < 0.12) return NO_LINK
  if (state < 0.16) return { ...link, registration: 'revoked', authentication: 'none' }
  return { ...link, authentication: state < 0.24 ? 'locked' : 'usable' }
}

type SerialMaker = { webFb(): string; mixed(): string; fob(): string }

/** Serials that look drawn at random and never repeat: a counter, scattered by a factor prime to the range. */
function serialMaker(dice: Random): SerialMaker {
  const counters = { webFb: 0, mixed: 0, fob: 0 }
  const scattered = (count: number, range: number): number => (count * 7_368_787) % range
  return {
    webFb: () => {
      counters.webFb += 1
      const number = 10_000_000 + scattered(counters.webFb, 40_000_000)
      return dice.chance(0.03) ? `DP03${number}` : `VSMT${number}`
    },
    mixed: () => {
      counters.mixed += 1
      const body = scattered(counters.mixed, 40_000_000).toString(36).toUpperCase().padStart(6, '0')
      return dice.chance(0.6) ? `2V07${body}K2` : `${dice.pick(['GM', 'SY'])}0${body}0`
    },
    fob: () => {
      counters.fob += 1
      // Seven digits, which the guide's own samples have and its text does not allow (R-003-37).
      return counters.fob % 40 === 0 && counters.fob < 40_000
        ? String(7_900_000 + counters.fob / 40)
        : String(20_000_000 + counters.fob)
    },
  }
}

/** The whole file as bytes. UTF-8 carries a mark, as spreadsheets write it. */
export function sampleFile(options: {
  readonly count: number
  readonly seed: number
  readonly encoding: 'utf8' | 'sjis'
}): Uint8Array {
  const text = sampleText(options)
  return options.encoding === 'sjis' ? encodeShiftJis(text) : Buffer.from(`\uFEFF${text}`, 'utf8')
}

/** The whole file as text, with CR LF as hosts write it. */
export const sampleText = (options: { readonly count: number; readonly seed: number }): string =>
  `${[...csvLines(generateContracts(options))].join('\r\n')}\r\n`

/** The practice branch's sample as a module of the program, so that no file needs to be found at run time. */
export const sampleModule = (): string =>
  `/**
 * The contract master file of the practice branch: 300 fictional contracts. Made by
 * \`npx node build/sample/generate.ts --module src-main/practice/sample-contracts.ts\`; a test compares.
 */
export const SAMPLE_CONTRACTS_CSV = \`${sampleText({ count: 300, seed: 1 }).replaceAll('\r\n', '\n')}\`
`

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      contracts: { type: 'string', default: '300' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
      encoding: { type: 'string', default: 'utf8' },
      module: { type: 'string' },
    },
  })
  const count = Number(values.contracts)
  const seed = Number(values.seed)
  const encoding = values.encoding === 'sjis' ? 'sjis' : 'utf8'
  if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed)) {
    console.error('--contracts and --seed must be whole numbers')
    process.exitCode = 1
  } else if (values.module !== undefined) {
    writeFileSync(values.module, sampleModule())
  } else if (values.out === undefined) {
    process.stdout.write(sampleText({ count, seed }))
  } else {
    writeFileSync(values.out, sampleFile({ count, seed, encoding }))
    console.log(`${count} contracts, seed ${seed}, ${encoding}: ${values.out}`)
  }
}
