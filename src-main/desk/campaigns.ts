import type { LetterRow, Numbered } from '#main/store/stock-records'
import type { Reads } from '#main/store/tables'
import { tokyoInstant } from '#shared/calendar'
import type { Instant, RecordNo, ServiceId } from '#shared/ids'
import type { OutputOf, RequestOf } from '#shared/operations'
import type { PaperContent } from '#shared/operations/papers'
import type { CampaignView } from '#shared/operations/stock'
import { refuse } from '#shared/refusals'
import { ok } from '#shared/result'
import type { Handlers } from './handlers.ts'
import { hardwareModels } from './stock.ts'

/** A list is read and sent in portions; the count says how many there are. */
const ROWS_MAX = 500

/** 交換の案内: who has a token that soon ends, which letters have gone, and who has applied for another since. */
export const campaignHandlers: Handlers<
  'campaign.open' | 'campaign.list' | 'campaign.view' | 'campaign.letters-sent'
> = {
  'campaign.open': ({ service, model, until }, { db, staff, now, premises }) => {
    const expiring = db.stockRecords.expiringLinks(service, model, tokyoInstant(until, '00:00'))
    if (expiring.length === 0) return refuse('campaign-empty', {})
    // Nobody is written to twice about one token: a later campaign is about those whom the earlier ones left out.
    const asked = new Map(
      db.stockRecords
        .inState('campaign', 'open')
        .filter((row) => row.service === service)
        .flatMap(({ record }) =>
          db.stockRecords.letters(record).map(({ link, serial }) => [`${link} ${serial}`, record] as const),
        ),
    )
    const fresh = expiring.filter(({ link, serial }) => !asked.has(`${link} ${serial}`))
    if (fresh.length === 0) {
      const [first] = expiring
      return refuse('campaign-open-already', {
        campaign: (first && asked.get(`${first.link} ${first.serial}`)) ?? '',
      })
    }
    const { record } = db.stockRecords.open('campaign', premises.branch?.branchNo ?? '000', {
      state: 'open',
      service,
      at: now.instant,
      staff: staff.staff,
      second: null,
      data: { model, until },
    })
    for (const { link, serial, expires_at } of fresh)
      db.stockRecords.addLetter(record, link, serial, expires_at)
    return ok({
      output: { campaign: record, total: fresh.length },
      audit: {
        event: 'campaign.opened',
        object: record,
        facts: { service, model, until, total: fresh.length },
      },
    })
  },

  'campaign.list': (_request, { db, now }) => {
    const free = freeIn(db, now.instant)
    return ok(
      db.stockRecords
        .all('campaign')
        .map((row) => viewOf(db, row, db.stockRecords.letters(row.record), free)),
    )
  },

  'campaign.view': ({ campaign, only }, { db, now }) => {
    const row = db.stockRecords.find('campaign', campaign)
    if (row === undefined) return refuse('campaign-unknown', { campaign })
    const letters = db.stockRecords.letters(campaign)
    const chosen = letters.filter(CHOICES[only])
    return ok({
      campaign: viewOf(db, row, letters, freeIn(db, now.instant)),
      rows: chosen.slice(0, ROWS_MAX).map((letter) => rowOf(db, letter)),
      total: chosen.length,
    })
  },

  'campaign.letters-sent': ({ campaign, round, links }, { db, now }) => {
    const row = db.stockRecords.find('campaign', campaign)
    if (row === undefined) return refuse('campaign-unknown', { campaign })
    for (const link of links) {
      const letter = db.stockRecords.letter(campaign, link)
      // The second goes to whom the first went and who has not answered; each goes once.
      const inTurn =
        letter !== undefined && (round === 1 || (letter.first_at !== null && letter.case_no === null))
      if (!inTurn || !db.stockRecords.letterSent(campaign, link, round, now.instant))
        return refuse('letter-out-of-turn', {
          user: letter === undefined ? link : letter.user_id || letter.contract_no,
        })
    }
    return ok({
      output: { sent: links.length },
      audit: { event: 'campaign.letters', object: campaign, facts: { round, links } },
    })
  },
}

const CHOICES: Readonly<Record<RequestOf<'campaign.view'>['only'], (letter: LetterRow) => boolean>> = {
  all: () => true,
  'no-letter': ({ first_at, case_no }) => first_at === null && case_no === null,
  'no-answer': ({ first_at, case_no }) => first_at !== null && case_no === null,
  answered: ({ case_no }) => case_no !== null,
}

/** How many tokens of a model are free, counted once for one answer. */
function freeIn(db: Reads, now: Instant) {
  const counted = new Map<string, number>()
  return (service: ServiceId, model: string): number => {
    const key = `${service} ${model}`
    const count = counted.get(key) ?? db.stock.freeCount(service, model, now)
    counted.set(key, count)
    return count
  }
}

/** The letters of a campaign that are to be printed: to the registered address, in the order they were asked for. */
export function lettersOf(
  db: Reads,
  campaign: RecordNo,
  links: readonly string[],
  now: Instant,
): Extract<NonNullable<PaperContent['record']>, { kind: 'letters' }> | undefined {
  const row = db.stockRecords.find('campaign', campaign)
  if (row === undefined) return undefined
  const letters = links.flatMap((link) => db.stockRecords.letter(campaign, link) ?? [])
  return {
    kind: 'letters',
    campaign: viewOf(db, row, db.stockRecords.letters(campaign), freeIn(db, now)),
    letters: letters.map((letter) => {
      const shown = rowOf(db, letter)
      const contract = db.contracts.record(shown.contractNo)
      return { row: shown, postalCode: contract?.postalCode ?? null, address: contract?.address ?? '' }
    }),
  }
}

function viewOf(
  db: Reads,
  row: Numbered<'campaign'>,
  letters: readonly LetterRow[],
  free: ReturnType<typeof freeIn>,
): CampaignView {
  const { service, data } = row
  if (service === null) throw new Error(`campaign ${row.record} is of no service`)
  const models =
    data.model === null ? hardwareModels(db.profiles.current(service)).map(({ code }) => code) : [data.model]
  return {
    campaign: row.record,
    service,
    model: data.model,
    until: data.until,
    openedAt: row.at,
    openedByName: db.people.nameOf(row.staff),
    total: letters.length,
    firstLetters: letters.filter(({ first_at }) => first_at !== null).length,
    secondLetters: letters.filter(({ second_at }) => second_at !== null).length,
    responded: letters.filter(({ case_no }) => case_no !== null).length,
    inStock: models.reduce((sum, model) => sum + free(service, model), 0),
  }
}

/** The user's name; the shared token's holder is the customer. */
const userNameOf = (db: Reads, { contract_no, user_id }: LetterRow): string =>
  (user_id === ''
    ? db.contracts.heading(contract_no)?.name
    : db.contracts.userHeading(contract_no, user_id)?.name) ?? user_id

const rowOf = (db: Reads, letter: LetterRow): OutputOf<'campaign.view'>['rows'][number] => ({
  link: letter.link,
  contractNo: letter.contract_no,
  customerName: db.contracts.heading(letter.contract_no)?.name ?? '',
  userId: letter.user_id,
  userName: userNameOf(db, letter),
  serial: letter.serial,
  expiresAt: letter.expires_at,
  firstLetterAt: letter.first_at,
  secondLetterAt: letter.second_at,
  caseNo: letter.case_no,
  caseKind: letter.case_no === null ? null : 'hardware',
})
