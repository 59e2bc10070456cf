import type { CaseView } from '#shared/operations/cases'
import { Code, Row } from './bits.tsx'
import type { Facts, PersonRow } from './facts.ts'
import { type FormName, fromBranch, NumberCorner, Page } from './page.tsx'
import styles from './people.module.css'

/** More lines than this go to pages of their own, so that the first keeps its size. */
const LINES_ON_SHEET = 5
const ON_ANNEX = 30
/** A name and an ID longer than this together take two lines. */
const LETTERS_IN_LINE = 34

type Named = Pick<PersonRow, 'who' | 'userId'>

/** How the people of a case are spread over its pages. */
export function spread<Person extends Named>(
  people: readonly Person[],
): {
  readonly here: readonly Person[]
  readonly annex: readonly (readonly Person[])[]
} {
  const lines = people.reduce(
    (sum, { who, userId }) => sum + (who.length + userId.length > LETTERS_IN_LINE ? 2 : 1),
    0,
  )
  if (people.length <= 1 || lines <= LINES_ON_SHEET) return { here: people, annex: [] }
  const pages = Math.ceil(people.length / ON_ANNEX)
  return {
    here: [],
    annex: Array.from({ length: pages }, (_, page) => people.slice(page * ON_ANNEX, (page + 1) * ON_ANNEX)),
  }
}

/** Whom a case was about, and what they had before and have now: one person in rows, several in a table. */
export function PeopleRows({
  facts,
  of,
  serials = true,
}: {
  readonly facts: Facts
  readonly of: CaseView
  /** Without serials where the paper may come into anybody's hands. */
  readonly serials?: boolean
}) {
  const { receipt } = facts.t
  const people = facts.people(of)
  const { here, annex } = spread(people)
  const shared = facts.sharedMoved !== undefined
  const only = people.length === 1 ? people[0] : undefined
  if (only === undefined) {
    return (
      <>
        <Row name={receipt.target}>
          {shared && people.length > 0 && `${facts.t.sharedToken}　`}
          {annex.length > 0
            ? receipt.onNextPage(people.length, 2)
            : here.length > 0
              ? receipt.several(here.length)
              : facts.targetWords(of)}
        </Row>
        {serials && of.target.kind === 'shared' && people[0] !== undefined && (
          <SerialRow facts={facts} of={of} person={people[0]} />
        )}
      </>
    )
  }
  return (
    <>
      <Row name={receipt.target}>
        {shared && `${facts.t.sharedToken}　`}
        {only.who}
        {`　${facts.userId} `}
        <Code>{only.userId}</Code>
      </Row>
      {serials && <SerialRow facts={facts} of={of} person={only} />}
      {only.changes.map(({ axis, before, after }) => (
        <Row key={axis} name={facts.axis(axis)}>
          {receipt.before}　{before}　→　{receipt.now}　<b>{after}</b>
        </Row>
      ))}
    </>
  )
}

/** Several people, beneath the rows. */
export function PeopleBelow({
  facts,
  of,
  serials = true,
}: {
  readonly facts: Facts
  readonly of: CaseView
  readonly serials?: boolean
}) {
  const { here } = spread(facts.people(of))
  return here.length > 1 ? <PeopleTable facts={facts} people={here} serials={serials} /> : null
}

const hasSerial = ({ serialBefore, serialAfter }: PersonRow): boolean =>
  serialBefore !== null || serialAfter !== null
const sameSerial = ({ serialBefore, serialAfter }: PersonRow): boolean =>
  serialBefore !== null && serialBefore === serialAfter

/** The serial before and now, which ties the new token to the old one (R-002-35). */
function SerialRow({
  facts,
  of,
  person,
}: {
  readonly facts: Facts
  readonly of: CaseView
  readonly person: PersonRow
}) {
  const { receipt } = facts.t
  if (!hasSerial(person)) return null
  const { serialBefore, serialAfter } = person
  return (
    <Row name={facts.tokenId} also={facts.tokenIdAlso}>
      {sameSerial(person) ? (
        <>
          <Code>{serialBefore}</Code>　{receipt.unchanged}
        </>
      ) : (
        <>
          {receipt.before}　{serialBefore === null ? receipt.nothing : <Code>{serialBefore}</Code>}
          {`　→　${receipt.now}　`}
          {serialAfter === null ? nothingNow(facts, of) : <Code>{serialAfter}</Code>}
        </>
      )}
    </Row>
  )
}

/** A token that goes for good leaves nothing behind; one that is re-issued, nothing until the new one is registered. */
const nothingNow = ({ t }: Facts, of: CaseView): string =>
  of.kind === 'opt-out' ? t.receipt.nothing : t.receipt.nothingYet

/** One line for each person. */
export function PeopleTable({
  facts,
  people,
  serials = true,
  from = 1,
}: {
  readonly facts: Facts
  readonly people: readonly PersonRow[]
  readonly serials?: boolean
  /** The number of the first line. */
  readonly from?: number
}) {
  const { receipt, annex } = facts.t
  const numbered = serials && people.some(hasSerial)
  const changed = people.some(({ changes }) => changes.length > 0)
  return (
    <table className={styles.people} data-people="">
      <thead>
        <tr>
          <th scope="col">{annex.number}</th>
          <th scope="col">{annex.name}</th>
          <th scope="col">{facts.userId}</th>
          {numbered && (
            <th scope="col">
              {facts.tokenId}　<small>{receipt.change}</small>
            </th>
          )}
          {changed && (
            <th scope="col">
              {headOf(facts, people)}　<small>{receipt.change}</small>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {people.map((person, place) => (
          <tr key={person.userId}>
            <td>{from + place}</td>
            <td>{person.who}</td>
            <td>
              <Code>{person.userId}</Code>
            </td>
            {numbered && (
              <td>
                {sameSerial(person) ? (
                  <>
                    <Code>{person.serialBefore}</Code> {receipt.unchanged}
                  </>
                ) : (
                  <>
                    {person.serialBefore === null ? receipt.nothing : <Code>{person.serialBefore}</Code>}
                    {' → '}
                    {person.serialAfter === null ? receipt.nothing : <Code>{person.serialAfter}</Code>}
                  </>
                )}
              </td>
            )}
            {changed && (
              <td>
                {person.changes.map(({ axis, before, after }) => (
                  <p key={axis}>
                    {before} → <b>{after}</b>
                  </p>
                ))}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The axis everybody changed on, in the service's word. */
function headOf(facts: Facts, people: readonly PersonRow[]): string {
  const axes = new Set(people.flatMap(({ changes }) => changes.map(({ axis }) => axis)))
  const [only, ...others] = axes
  return only === undefined || others.length > 0 ? facts.t.receipt.state : facts.axis(only)
}

type AnnexProps = {
  readonly facts: Facts
  readonly of: CaseView
  readonly form: FormName
  /** The title of the sheet it belongs to. */
  readonly title: string
  readonly pages: readonly (readonly PersonRow[])[]
  readonly serials?: boolean
}

/** 別紙: everybody, on pages of their own behind the first. */
export function Annex({ facts, of, form, title, pages, serials = true }: AnnexProps) {
  const { t } = facts
  const count = pages.reduce((sum, page) => sum + page.length, 0)
  return pages.map((people, place) => (
    <Page
      // biome-ignore lint/suspicious/noArrayIndexKey: pages have nothing but their place
      key={place}
      facts={facts}
      form={form}
      title={t.annex.title}
      small={t.annex.small(title)}
      over={fromBranch(facts)}
      corner={<NumberCorner facts={facts} value={of.caseNo} name={t.caseNo} />}
      page={place + 2}
      of={pages.length + 1}
    >
      <p className={styles.count}>
        {facts.t.addressee(facts.customerName, facts.isCompany)}　{t.annex.count(count)}
      </p>
      <PeopleTable
        facts={facts}
        people={people}
        serials={serials}
        from={pages.slice(0, place).reduce((sum, page) => sum + page.length, 1)}
      />
    </Page>
  ))
}
