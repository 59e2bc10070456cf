import { type Backups, backups } from './backups.ts'
import { type Boards, boards } from './boards.ts'
import { type Cases, cases } from './cases.ts'
import { type Contracts, contracts } from './contracts.ts'
import { type Days, days } from './days.ts'
import { type Drift, drift } from './drift.ts'
import { type KeyEvents, keyEvents } from './key-events.ts'
import { type Parcels, parcels } from './parcels.ts'
import { type People, people } from './people.ts'
import { type Prints, prints } from './prints.ts'
import { type ProfileBook, profileBook } from './profiles.ts'
import { type Relations, relations } from './relations.ts'
import { type Reviews, reviews } from './reviews.ts'
import { type SearchIndex, searchIndex } from './search.ts'
import { type Stock, stock } from './stock.ts'
import { type StockRecords, stockRecords } from './stock-records.ts'
import type { Ground, Meta } from './store.ts'
import { type Tokens, tokens } from './tokens.ts'
import { type TrailReading, trailReading } from './trail-reading.ts'

/** Everything a command may do. Exists only inside an attempt. */
export type Writes = {
  readonly people: People
  readonly tokens: Tokens
  readonly contracts: Contracts
  readonly cases: Cases
  readonly keyEvents: KeyEvents
  readonly parcels: Parcels
  readonly profiles: ProfileBook
  readonly relations: Relations
  readonly stock: Stock
  readonly stockRecords: StockRecords
  readonly backups: Backups
  readonly boards: Boards
  readonly drift: Drift
  readonly days: Days
  readonly prints: Prints
  readonly reviews: Reviews
  readonly search: SearchIndex
  readonly trail: TrailReading
  readonly meta: Meta
}

/** What a query may see: the same repositories without their writing halves. */
export type Reads = {
  readonly people: Pick<
    People,
    'row' | 'rows' | 'find' | 'everybody' | 'numbersOf' | 'nameOf' | 'token' | 'standing'
  >
  readonly tokens: Pick<
    Tokens,
    | 'find'
    | 'freeOwnSerials'
    | 'isKnown'
    | 'ready'
    | 'wasTakenAwayHere'
    | 'link'
    | 'links'
    | 'linksOf'
    | 'stoppedFrom'
    | 'stoppedBy'
    | 'historyOfContract'
    | 'historyOfCase'
    | 'historyOfSerial'
    | 'everyOwn'
    | 'everyBuried'
  >
  readonly contracts: Pick<
    Contracts,
    | 'record'
    | 'heading'
    | 'userHeading'
    | 'count'
    | 'importedAt'
    | 'lastImport'
    | 'numbers'
    | 'withSerial'
    | 'withCustomerId'
    | 'changesSince'
    | 'phone'
    | 'fewAdministrators'
  >
  readonly cases: Pick<
    Cases,
    | 'find'
    | 'inState'
    | 'newestInState'
    | 'ofContract'
    | 'openOfContract'
    | 'openOfKeeper'
    | 'openOfService'
    | 'waitingForTime'
    | 'countForTime'
    | 'withWaitSince'
    | 'linkedTo'
    | 'newest'
    | 'lastReceipt'
    | 'lastOfDay'
    | 'count'
    | 'isOpen'
    | 'hands'
    | 'approvals'
    | 'approvalsAfter'
    | 'resetsByPair'
  >
  readonly keyEvents: Omit<KeyEvents, 'add'>
  readonly parcels: Pick<Parcels, 'application' | 'ofCase' | 'underWay' | 'inBag' | 'caseWithMailNo'>
  readonly profiles: Omit<ProfileBook, 'put'>
  readonly relations: Omit<Relations, 'declare'>
  readonly stock: Omit<Stock, 'move' | 'addBox' | 'receive' | 'receiveMany'>
  readonly stockRecords: Omit<
    StockRecords,
    'open' | 'change' | 'count' | 'uncount' | 'addLetter' | 'letterSent' | 'meet' | 'keepIdentity'
  >
  readonly backups: Omit<Backups, 'add' | 'removed'>
  readonly boards: Boards
  readonly drift: Omit<Drift, 'note'>
  readonly days: Omit<Days, 'keepSheet' | 'begin' | 'appoint' | 'endDeputy' | 'endDeputies'>
  readonly prints: Pick<Prints, 'count'>
  readonly reviews: Omit<Reviews, 'keep'>
  readonly search: Pick<SearchIndex, 'find'>
  readonly trail: Omit<TrailReading, 'erase'>
  readonly meta: Pick<Meta, 'find'>
}

/** The repositories over an open database. Statements are prepared here, so a typo in SQL fails at start-up. */
export function tables({ db, critical, meta }: Ground): { read: Reads; write: Writes } {
  const search = searchIndex(db)
  const ownTokens = tokens(db, critical)
  const write: Writes = {
    people: people(critical),
    tokens: ownTokens,
    contracts: contracts(db, ownTokens, search),
    cases: cases(db, critical),
    keyEvents: keyEvents(critical),
    parcels: parcels(db, critical),
    profiles: profileBook(critical),
    relations: relations(critical),
    stock: stock(db, critical),
    stockRecords: stockRecords(db, critical),
    backups: backups(critical),
    boards: boards(db),
    drift: drift(db),
    days: days(db, critical),
    prints: prints(db),
    reviews: reviews(critical),
    search,
    trail: trailReading(db, critical),
    meta,
  }
  return { read: write, write }
}
