import type { z } from 'zod'
import { CalendarDate, type ContractNo, type Instant, type Serial } from '#shared/ids'
import { type MasterContract, masterContract, masterUser } from '#shared/master'
import type { UsageMode } from '#shared/profiles'
import type { ContractChange } from '#shared/second-checker'
import { idKey, searchKey } from '#shared/text/normalise'
import { westernDate } from '#shared/text/wareki'
import type { Database } from './database.ts'
import type { SearchIndex } from './search.ts'
import { linkName, type Tokens } from './tokens.ts'

const ContractHeading = masterContract.pick({
  contractNo: true,
  service: true,
  customerId: true,
  name: true,
  kana: true,
})
type ContractHeading = z.infer<typeof ContractHeading>
const UserHeading = masterUser.pick({ userId: true, name: true, kana: true })
type UserHeading = z.infer<typeof UserHeading>

type ContractRow = {
  contract_no: string
  service: string
  customer_id: string | null
  name: string
  kana: string
  dealing_branch: string
  account_branch: string | null
  account_type: string | null
  account_number: string | null
  address: string | null
  postal_code: string | null
  phone: string | null
  usage_mode: string | null
  imported_at: string
}
type UserRow = {
  contract_no: string
  user_id: string
  position: number
  name: string
  kana: string | null
  role: string
  transfer_right: number | null
}

type ChangeRow = { what: 'address' | 'administrator'; on_day: string }
type FewQuery = { service: string; roles: string; dead: number; limit: number }
type FewRow = { contract_no: string; usable: number; total: number }

/** What the contract master says, with the links as they stand today. */
export function contracts(db: Database, tokens: Tokens, index: SearchIndex) {
  const find = db.prepare<{ no: string }, ContractRow>('SELECT * FROM contract WHERE contract_no = :no')
  const users = db.prepare<{ no: string }, UserRow>(
    'SELECT * FROM contract_user WHERE contract_no = :no ORDER BY position',
  )
  const oneUser = db.prepare<{ no: string; userId: string }, UserRow>(
    'SELECT * FROM contract_user WHERE contract_no = :no AND user_id = :userId',
  )
  const numbers = db.prepare<[], string>('SELECT contract_no FROM contract ORDER BY contract_no').pluck()
  const count = db.prepare<[], number>('SELECT count(*) FROM contract').pluck()
  const lastImport = db.prepare<[], string | null>('SELECT max(imported_at) FROM contract').pluck()
  const bySerial = db
    .prepare<{ serial: string }, string>('SELECT contract_no FROM link WHERE serial = :serial')
    .pluck()
  const byCustomer = db
    .prepare<{ key: string }, string>(
      "SELECT contract_no FROM number_key WHERE key = :key AND kind = 'customer'",
    )
    .pluck()
  const noteChange = db.prepare(
    'INSERT INTO contract_change (contract_no, what, on_day, at) VALUES (:no, :what, :on, :at)',
  )
  const changesSince = db.prepare<{ no: string; day: string }, ChangeRow>(
    'SELECT DISTINCT what, on_day FROM contract_change WHERE contract_no = :no AND on_day >= :day ORDER BY on_day',
  )
  const setMode = db.prepare('UPDATE contract SET usage_mode = :mode WHERE contract_no = :no')
  const few = db.prepare<FewQuery, FewRow>(`
    SELECT contract_no, sum(usable) AS usable, count(*) OVER () AS total FROM (
      SELECT u.contract_no AS contract_no,
             CASE WHEN l.authentication = 'suspended' THEN 0
                  WHEN :dead = 1 THEN 1
                  WHEN l.registration = 'active' AND l.authentication = 'usable' THEN 1
                  ELSE 0 END AS usable
        FROM contract c
        JOIN contract_user u ON u.contract_no = c.contract_no
        LEFT JOIN link l ON l.link = u.contract_no || '/' || u.user_id
       WHERE c.service = :service AND u.role IN (SELECT value FROM json_each(:roles)))
    GROUP BY contract_no HAVING sum(usable) <= 1
    ORDER BY usable, contract_no LIMIT :limit`)
  const upsert = db.prepare(`
    INSERT INTO contract (contract_no, service, customer_id, name, kana, dealing_branch, account_branch, account_type,
                          account_number, address, postal_code, phone, usage_mode, imported_at)
    VALUES (:contractNo, :service, :customerId, :name, :kana, :dealingBranch, :accountBranch, :accountType,
            :accountNumber, :address, :postalCode, :phone, :usageMode, :at)
    ON CONFLICT (contract_no) DO UPDATE SET
      customer_id = :customerId, name = :name, kana = :kana, dealing_branch = :dealingBranch,
      account_branch = :accountBranch, account_type = :accountType, account_number = :accountNumber,
      address = :address, postal_code = :postalCode, phone = :phone, usage_mode = :usageMode, imported_at = :at`)
  const upsertUser = db.prepare(`
    INSERT INTO contract_user (contract_no, user_id, position, name, kana, role, transfer_right)
    VALUES (:contractNo, :userId, :position, :name, :kana, :role, :transferRight)
    ON CONFLICT (contract_no, user_id) DO UPDATE SET
      position = :position, name = :name, kana = :kana, role = :role, transfer_right = :transferRight`)

  function record(no: string): MasterContract | undefined {
    const row = find.get({ no })
    if (row === undefined) return undefined
    const links = new Map(tokens.links(no).map((link) => [link.user_id, link]))
    const linkOf = (userId: string) => {
      const link = links.get(userId)
      return {
        token: link?.serial ?? null,
        tokenKind: link?.medium ?? null,
        registration: link?.registration ?? ('none' as const),
        authentication: link?.authentication ?? ('none' as const),
        tokenExpiry: link?.token_expiry ?? null,
      }
    }
    return masterContract.parse({
      contractNo: row.contract_no,
      service: row.service,
      customerId: row.customer_id,
      name: row.name,
      kana: row.kana,
      dealingBranch: row.dealing_branch,
      account:
        row.account_number === null
          ? null
          : { branch: row.account_branch, type: row.account_type, number: row.account_number },
      address: row.address,
      postalCode: row.postal_code,
      phone: row.phone,
      usageMode: row.usage_mode,
      users: users.all({ no }).map((user) => ({
        userId: user.user_id,
        name: user.name,
        kana: user.kana,
        role: user.role,
        transferRight: user.transfer_right === null ? null : user.transfer_right === 1,
        ...linkOf(user.user_id),
      })),
      sharedToken: links.has('') ? linkOf('') : null,
    })
  }

  /** Brings one link to what the file says, and keeps what it was. */
  function setLink(
    contract: MasterContract,
    userId: string,
    wanted: NonNullable<MasterContract['sharedToken']>,
    at: Instant,
  ): void {
    // The serial was folded and checked when the file was read.
    const serial = wanted.token as Serial | null
    if (serial !== null && tokens.find(serial) === undefined) {
      tokens.addVendor(serial, wanted.tokenKind ?? 'soft', contract.service, at)
    }
    const values = {
      serial,
      medium: wanted.tokenKind,
      registration: wanted.registration,
      authentication: wanted.authentication,
      token_expiry: wanted.tokenExpiry as Instant | null,
      decided_by: 'master' as const,
    }
    // The file does not know vendors; what is known of the same token stays.
    const vendorOf = (before: { serial: Serial | null; vendor: string | null } | undefined) =>
      before !== undefined && before.serial === serial ? before.vendor : null
    const before = tokens.link(contract.contractNo, userId)
    if (before === undefined) {
      tokens.addLink({
        link: linkName(contract.contractNo, userId),
        contract_no: contract.contractNo as ContractNo,
        user_id: userId,
        since: at,
        vendor: null,
        ...values,
      })
      return
    }
    const same = (['serial', 'medium', 'registration', 'authentication', 'token_expiry'] as const).every(
      (field) => before[field] === values[field],
    )
    if (same) return
    const exchanged =
      before.registration === 'active' &&
      values.registration === 'active' &&
      before.authentication === 'usable' &&
      values.authentication === 'usable' &&
      before.serial !== serial
    tokens.changeLink(
      before,
      { ...values, vendor: vendorOf(before) },
      // Another token in the place of a working one is what the customer did alone, with the old one's code.
      { event: exchanged ? 'exchange' : 'import', at, caseNo: null },
    )
  }

  /** Keeps what the combination rule asks about later: a changed address, or other people as administrators. */
  function noteChanges(contract: MasterContract, at: Instant): void {
    const before = record(contract.contractNo)
    if (before === undefined) return
    const highest = (users: MasterContract['users']) =>
      users
        .filter(({ role }) => role === 'master' || role === 'admin' || role === 'contractor')
        .map(({ userId, name }) => `${userId} ${name}`)
        .sort()
        .join('\n')
    const on = westernDate(at)
    if (before.address !== contract.address)
      noteChange.run({ no: contract.contractNo, what: 'address', on, at })
    // Users that are missing from the file stay, so only those in the file can show a change.
    const kept = before.users.filter(({ userId }) => contract.users.some((user) => user.userId === userId))
    if (highest(kept) !== highest(contract.users))
      noteChange.run({ no: contract.contractNo, what: 'administrator', on, at })
  }

  return {
    record,
    /** Changes of address and administrators that imports have shown since a day. */
    changesSince: (no: string, day: string): readonly ContractChange[] =>
      changesSince.all({ no, day }).map(({ what, on_day }) => ({ what, on: CalendarDate.parse(on_day) })),
    /** What the branch telephones, where the master has a number. */
    phone: (no: string): string | null => find.get({ no })?.phone ?? null,
    /** The usage mode is the branch's to change after a case of two persons (R-000-16). */
    setUsageMode: (no: string, mode: UsageMode): void => {
      setMode.run({ no, mode })
    },
    /**
     * Contracts of a service in which at most one administrator can still help: the radar. Usable means what
     * `canLogIn` of the router means.
     *
     * @param roles of administrators; @param deadTokenStillLogsIn the service asks no code at login (R-000-48)
     */
    fewAdministrators: (
      service: string,
      roles: readonly string[],
      deadTokenStillLogsIn: boolean,
      limit: number,
    ): {
      readonly rows: readonly { readonly contractNo: string; readonly usable: number }[]
      readonly total: number
    } => {
      const rows = few.all({
        service,
        roles: JSON.stringify(roles),
        dead: deadTokenStillLogsIn ? 1 : 0,
        limit,
      })
      return {
        rows: rows.map(({ contract_no, usable }) => ({ contractNo: contract_no, usable })),
        total: rows[0]?.total ?? 0,
      }
    },
    /** What a search shows of a contract. `record` reads every user and link, which twenty hits need not. */
    heading(no: string): ContractHeading | undefined {
      const row = find.get({ no })
      return row === undefined
        ? undefined
        : ContractHeading.parse({
            contractNo: row.contract_no,
            service: row.service,
            customerId: row.customer_id,
            name: row.name,
            kana: row.kana,
          })
    },
    /** The same of one user in it. */
    userHeading(no: string, userId: string): UserHeading | undefined {
      const row = oneUser.get({ no, userId })
      return row === undefined
        ? undefined
        : UserHeading.parse({ userId: row.user_id, name: row.name, kana: row.kana })
    },
    count: (): number => count.get() ?? 0,
    importedAt: (no: string): Instant | undefined => find.get({ no })?.imported_at as Instant | undefined,
    /** When an import last wrote a contract; null while there is none. */
    lastImport: (): Instant | null => (lastImport.get() ?? null) as Instant | null,
    // All at once: an open cursor would keep the connection busy while a rehearsal pauses.
    numbers: (): readonly string[] => numbers.all(),
    /** Contracts one of whose links bears a serial. */
    withSerial: (serial: string): readonly string[] => bySerial.all({ serial }),
    withCustomerId: (customerId: string): readonly string[] => byCustomer.all({ key: idKey(customerId) }),

    /** Puts a contract as the file has it; users missing from the file stay, and so does everything about them. */
    put(contract: MasterContract, at: Instant): void {
      noteChanges(contract, at)
      upsert.run({
        contractNo: contract.contractNo,
        service: contract.service,
        customerId: contract.customerId,
        name: contract.name,
        kana: contract.kana,
        dealingBranch: contract.dealingBranch,
        accountBranch: contract.account?.branch ?? null,
        accountType: contract.account?.type ?? null,
        accountNumber: contract.account?.number ?? null,
        address: contract.address,
        postalCode: contract.postalCode,
        phone: contract.phone,
        usageMode: contract.usageMode,
        at,
      })
      for (const [position, user] of contract.users.entries()) {
        upsertUser.run({
          contractNo: contract.contractNo,
          userId: user.userId,
          position,
          name: user.name,
          kana: user.kana,
          role: user.role,
          transferRight: user.transferRight === null ? null : user.transferRight ? 1 : 0,
        })
        setLink(contract, user.userId, user, at)
      }
      if (contract.sharedToken !== null) setLink(contract, '', contract.sharedToken, at)

      const no = contract.contractNo
      index.replace(no, {
        names: [
          { userId: null, keys: [searchKey(contract.name), searchKey(contract.kana)] },
          ...contract.users.map((user) => ({
            userId: user.userId,
            keys: [searchKey(user.name), ...(user.kana === null ? [] : [searchKey(user.kana)])],
          })),
        ],
        numbers: [
          { kind: 'contract', key: no, userId: '' },
          ...(contract.customerId === null
            ? []
            : [{ kind: 'customer' as const, key: idKey(contract.customerId), userId: '' }]),
          ...(contract.account === null
            ? []
            : [{ kind: 'account' as const, key: contract.account.number, userId: '' }]),
          ...(contract.phone === null
            ? []
            : [contract.phone, contract.phone.replaceAll('-', '')].map((key) => ({
                kind: 'phone' as const,
                key,
                userId: '',
              }))),
          ...contract.users.flatMap((user) => [
            { kind: 'user' as const, key: idKey(user.userId), userId: user.userId },
            ...(user.token === null
              ? []
              : [{ kind: 'token' as const, key: user.token, userId: user.userId }]),
          ]),
          ...(contract.sharedToken?.token == null
            ? []
            : [{ kind: 'token' as const, key: contract.sharedToken.token, userId: '' }]),
        ],
      })
    },
  }
}
export type Contracts = ReturnType<typeof contracts>
