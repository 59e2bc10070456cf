import { z } from 'zod'
import type { Life } from './life.ts'

/**
 * 在庫: the physical axis of a hardware token, from the vendor's box to its destruction. It is a third axis beside
 * registration and authentication (`links.ts`), because a token can lie in the safe, be in the post or be in a
 * customer's drawer whatever the service thinks of it (R-002-32, R-003-07, R-003-09, R-003-41). Nothing is ever
 * deleted: every state is left by a movement that has who, when, why, and the second person where two are needed.
 */
export const StockState = z.enum([
  'received',
  'inspected',
  'in-stock',
  'reserved',
  'packed',
  'dispatched',
  'delivered',
  'registered',
  'returned-by-customer',
  'undelivered',
  'lost-in-post',
  'lost-by-customer',
  'initial-defect',
  'battery-end',
  'in-transfer',
  'transferred',
  'missing',
  'destroyed',
])
export type StockState = z.infer<typeof StockState>

/**
 * What happens to a token as a thing. 入庫 by a seed file or a transfer makes it `received`; that is no event.
 *
 * - `inspect` 検品: looked at, counted, the printed expiry compared (R-003-14). `shelve` 格納: into the safe.
 * - `reserve` 引き当て, `release` 引き当て取消, `pack` 封入, `unpack` 中身を戻す, `post` 差し出し.
 * - `arrive` お届け, `hand-over` 窓口交付, `come-back` 返戻, `lose-in-post` 郵便事故, `send-again` 再発送.
 * - `register` 登録 and `put-down` (taken from the user, still in the customer's hands).
 * - `bring-back` お客さま返却, `lose` お客さま紛失, `turn-up` (a stop that was a mistake).
 * - `reject` 初期不良, `run-down` 電池切れ, `destroy` 廃棄.
 * - `send-away`, `settle`, `take-home` 店間移管: gone to another branch, confirmed there, or refused there.
 *   `take-in`: a token of ours that another branch sends back.
 * - `miss` and `find`: the outcome of a stocktake whose difference two persons have accepted; `miss` also of a transfer
 *   that the other branch says has not arrived.
 */
export const StockEvent = z.enum([
  'inspect',
  'shelve',
  'reserve',
  'release',
  'pack',
  'unpack',
  'post',
  'arrive',
  'hand-over',
  'come-back',
  'lose-in-post',
  'send-again',
  'register',
  'put-down',
  'bring-back',
  'lose',
  'turn-up',
  'reject',
  'run-down',
  'destroy',
  'send-away',
  'settle',
  'take-home',
  'take-in',
  'miss',
  'find',
])
export type StockEvent = z.infer<typeof StockEvent>

export const stockLife: Life<StockState, StockEvent> = {
  received: { inspect: 'inspected', reject: 'initial-defect', miss: 'missing' },
  inspected: { shelve: 'in-stock', reject: 'initial-defect', destroy: 'destroyed', miss: 'missing' },
  'in-stock': {
    reserve: 'reserved',
    reject: 'initial-defect',
    'run-down': 'battery-end',
    'send-away': 'in-transfer',
    destroy: 'destroyed',
    miss: 'missing',
  },
  reserved: {
    release: 'in-stock',
    pack: 'packed',
    reject: 'initial-defect',
    'run-down': 'battery-end',
    miss: 'missing',
  },
  packed: { unpack: 'reserved', post: 'dispatched', 'hand-over': 'delivered', miss: 'missing' },
  dispatched: { arrive: 'delivered', 'come-back': 'undelivered', 'lose-in-post': 'lost-in-post' },
  delivered: { register: 'registered', 'bring-back': 'returned-by-customer', lose: 'lost-by-customer' },
  registered: {
    register: 'registered',
    'put-down': 'delivered',
    'bring-back': 'returned-by-customer',
    lose: 'lost-by-customer',
  },
  'returned-by-customer': {
    inspect: 'inspected',
    reject: 'initial-defect',
    'run-down': 'battery-end',
    destroy: 'destroyed',
    miss: 'missing',
  },
  undelivered: {
    'send-again': 'reserved',
    inspect: 'inspected',
    destroy: 'destroyed',
    miss: 'missing',
  },
  'lost-in-post': { destroy: 'destroyed' },
  'lost-by-customer': { 'turn-up': 'registered', destroy: 'destroyed' },
  'initial-defect': { destroy: 'destroyed', miss: 'missing' },
  'battery-end': { destroy: 'destroyed', miss: 'missing' },
  'in-transfer': { settle: 'transferred', 'take-home': 'received', miss: 'missing' },
  transferred: { 'take-in': 'received' },
  missing: { find: 'received', destroy: 'destroyed' },
  destroyed: {},
}

/** Where a token physically is while in a state; the book equals the safe when every token `here` is there. */
export type Whereabouts = 'here' | 'post' | 'customer' | 'elsewhere' | 'nowhere'
export const whereabouts: Readonly<Record<StockState, Whereabouts>> = {
  received: 'here',
  inspected: 'here',
  'in-stock': 'here',
  reserved: 'here',
  packed: 'here',
  dispatched: 'post',
  delivered: 'customer',
  registered: 'customer',
  'returned-by-customer': 'here',
  undelivered: 'here',
  'lost-in-post': 'nowhere',
  'lost-by-customer': 'nowhere',
  'initial-defect': 'here',
  'battery-end': 'here',
  'in-transfer': 'post',
  transferred: 'elsewhere',
  missing: 'nowhere',
  destroyed: 'nowhere',
}

/** States whose tokens a stocktake expects to find in the branch. */
export const HERE: readonly StockState[] = StockState.options.filter((state) => whereabouts[state] === 'here')

/**
 * States in which a customer's code is judged at all: until a token has been handed over, and once it has come
 * back, no code of it opens anything (MC-09).
 */
export const mayActivate = (state: StockState): boolean => state === 'delivered' || state === 'registered'

/** Movements that nobody makes alone: a second person has proven themselves for exactly this one. */
export const TWO_PERSON_EVENTS = [
  'shelve',
  'pack',
  'unpack',
  'post',
  'lose-in-post',
  'send-again',
  'destroy',
  'send-away',
  'settle',
  'take-home',
  'take-in',
  'miss',
  'find',
] as const satisfies readonly StockEvent[]

/** Why a registered letter came back 返戻, as the post writes on it. */
export const ReturnReason = z.enum([
  'absent',
  'moved',
  'unknown-address',
  'refused',
  'unclaimed',
  'incomplete-address',
])
export type ReturnReason = z.infer<typeof ReturnReason>

export const Purpose = z.enum(['first', 'exchange', 'additional', 'lost', 'broken', 'expired'])
/** What a hardware token is applied for (R-002-33, R-003-06). Fees hang on it (G-10). */
export type Purpose = z.infer<typeof Purpose>

/** The old token is gone, broken or over, so it stops being the user's now; in an exchange it works until the new one does. */
export const givesUpOldToken = (purpose: Purpose): boolean =>
  purpose === 'lost' || purpose === 'broken' || purpose === 'expired'

/** 郵送 to the registered address, or 窓口交付 over the counter. */
export const Delivery = z.enum(['mail', 'counter'])
export type Delivery = z.infer<typeof Delivery>

/** The usage start date 利用開始日: asked for, held while the token is not with the customer, or confirmed (R-003-09). */
export const StartState = z.enum(['planned', 'held', 'confirmed'])
export type StartState = z.infer<typeof StartState>

/** What goes into the envelope, ticked while packing. */
export const CONTENTS = ['token', 'cover-letter', 'guide', 'exchange-steps', 'receipt-card'] as const
export const Content = z.enum(CONTENTS)
export type Content = z.infer<typeof Content>

/** What the envelope of an application holds: the exchange steps only where an old token is given up with its code (R-002-34). */
export const contentsOf = (purpose: Purpose): readonly Content[] =>
  CONTENTS.filter((content) => content !== 'exchange-steps' || purpose === 'exchange')
