import type { BoardLink } from '#main/store/boards'
import type { Reads } from '#main/store/tables'
import { CalendarDate, ContractNo, Instant, Serial } from '#shared/ids'
import type { OutputOf } from '#shared/operations'
import { administers, earliestReissue, vendorBySerial, vendorClosed } from '#shared/profile-rules'
import { SERVICE_IDS, type ServiceId } from '#shared/profiles'
import { ok } from '#shared/result'
import { canLogIn } from '#shared/router'
import { westernDate } from '#shared/text/wareki'
import { profileFor, summaryOf } from './case-view.ts'
import type { Handlers } from './handlers.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** A board is read by people: more than this is a campaign, and the count says how many there are. */
const ROWS_MAX = 200
/** How far back an unregistered case stays on the clock board after its time has come. */
const BOARD_DAYS = 14
/** How long before its last morning a token is on the list of those to be exchanged. */
const EXPIRING_DAYS = 90

/** What the branch looks at without a customer: whose time has come, who is alone, and what runs out. */
export const boardHandlers: Handlers<'board.reissue' | 'board.radar' | 'board.sunset'> = {
  'board.reissue': (_request, { db, staff, now }) => {
    const since = Instant.parse(new Date(now.wall - BOARD_DAYS * DAY_MS).toISOString())
    return ok(
      db.cases.withWaitSince(since).flatMap((row) => {
        const { executed_at: executedAt, earliest_registration: earliest, contract_no: contractNo } = row
        if (executedAt === null || earliest === null || contractNo === null) return []
        return [
          {
            case: summaryOf(db, row, staff?.person),
            executedAt,
            earliest,
            toConfirm: earliestReissue(profileFor(db, row), executedAt).toConfirm,
            phone: db.contracts.phone(contractNo),
            callBack:
              row.called_back_at === null
                ? null
                : { at: row.called_back_at, reached: row.call_reached === 1 },
          },
        ]
      }),
    )
  },

  'board.radar': ({ service }, { db }) => {
    const found = (service === null ? SERVICE_IDS : [service]).map((one) => fewIn(db, one))
    const rows = found
      .flatMap((one) => one.rows)
      .sort((a, b) => a.usable - b.usable)
      .slice(0, ROWS_MAX)
    return ok({ rows, total: found.reduce((sum, one) => sum + one.total, 0) })
  },

  'board.sunset': ({ list }, { db, now }) => {
    const today = westernDate(now.instant)
    const links =
      list === 'expiring'
        ? db.boards.expiringUntil(new Date(now.wall + EXPIRING_DAYS * DAY_MS).toISOString())
        : SERVICE_IDS.filter((service) =>
            (db.profiles.current(service).vendors ?? []).some(
              (vendor) => vendor.closedToNewFrom !== undefined,
            ),
          ).flatMap((service) => db.boards.registeredOf(service))
    const rows = links.flatMap((link) => {
      const row = sunsetRow(db, link, today)
      return list === 'legacy' && row.closedSince === null ? [] : [row]
    })
    return ok({ rows: rows.slice(0, ROWS_MAX), total: rows.length })
  },
}

/** Contracts of one service with at most one administrator who can still help; services of one person have none to lose. */
function fewIn(db: Reads, service: ServiceId): OutputOf<'board.radar'> {
  const profile = db.profiles.current(service)
  const roles = profile.roles.filter((role) => role.administers).map(({ code }) => code)
  if (!profile.severalUsers || roles.length === 0) return { rows: [], total: 0 }
  const { rows, total } = db.contracts.fewAdministrators(
    service,
    roles,
    profile.deadTokenBlocksLogin === 'no',
    ROWS_MAX,
  )
  return {
    total,
    rows: rows.flatMap(({ contractNo }) => {
      const contract = db.contracts.record(contractNo)
      if (contract === undefined) return []
      const people = contract.users
        .filter((user) => administers(profile, user.role))
        .map((user) => ({
          name: user.name,
          role: user.role,
          usable: canLogIn(profile, user),
          registration: user.registration,
          authentication: user.authentication,
          expiresAt: user.tokenExpiry as Instant | null,
        }))
      return [
        {
          contractNo: ContractNo.parse(contractNo),
          service,
          name: contract.name,
          phone: contract.phone,
          usable: people.filter(({ usable }) => usable).length,
          administrators: people.length,
          people,
        },
      ]
    }),
  }
}

function sunsetRow(db: Reads, link: BoardLink, today: string): OutputOf<'board.sunset'>['rows'][number] {
  const service = link.service as ServiceId
  const profile = db.profiles.current(service)
  const vendor =
    link.vendor ?? (link.serial === null ? null : (vendorBySerial(profile, link.serial)?.code ?? null))
  const closed = vendor === null ? null : vendorClosed(profile, vendor, today)
  return {
    contractNo: ContractNo.parse(link.contractNo),
    service,
    name: db.contracts.heading(link.contractNo)?.name ?? '',
    userId: link.userId === '' ? null : link.userId,
    userName:
      link.userId === ''
        ? null
        : (db.contracts.userHeading(link.contractNo, link.userId)?.name ?? link.userId),
    phone: db.contracts.phone(link.contractNo),
    serial: Serial.nullable().parse(link.serial),
    vendor,
    closedSince: closed === null ? null : CalendarDate.parse(closed.since),
    expiresAt: Instant.nullable().parse(link.expiry),
  }
}
