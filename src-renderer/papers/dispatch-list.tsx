import type { BagView } from '#shared/operations/dispatch'
import { readRegisteredNo, registeredNoForm } from '#shared/postal'
import { Code, Row, Rows, Stamps } from './bits.tsx'
import own from './dispatch-list.module.css'
import type { Facts } from './facts.ts'
import styles from './hardware.module.css'
import { pagesOf, postalLine, wordsOf } from './hardware-facts.ts'
import { fromBranch, NumberCorner, Page } from './page.tsx'

const FORM = { number: 'DL-01', edition: 1 } as const

/** A page holds so many letters; each page is stamped by the post on its own. */
export const LETTERS_ON_PAGE = 30

/** 書留差出票: the letters of one mail bag, who packed each, who let the bag go, and room for the stamp of the post. */
export function DispatchList({ facts, bag }: { readonly facts: Facts; readonly bag: BagView }) {
  const { dispatchList: words } = wordsOf(facts)
  const pages = pagesOf(bag.lines, LETTERS_ON_PAGE, LETTERS_ON_PAGE)
  return pages.map((lines, place) => (
    <Page
      key={lines[0]?.parcel ?? bag.bag}
      facts={facts}
      form={FORM}
      title={words.title}
      small={words.small}
      over={fromBranch(facts)}
      corner={<NumberCorner facts={facts} value={bag.bag} name={wordsOf(facts).record} />}
      page={place + 1}
      of={pages.length}
    >
      <div className={own.facts}>
        <Rows>
          <Row name={words.at}>{facts.moment(bag.at)}</Row>
        </Rows>
        <p className={own.totals}>
          {pages.length > 1 && <span>{words.thisPage(lines.length)}</span>}
          <b data-total="">{words.total(bag.lines.length)}</b>
        </p>
      </div>
      <table className={`${styles.list} ${own.letters}`}>
        <thead>
          <tr>
            <th scope="col">{words.column.number}</th>
            <th scope="col">{words.column.mailNo}</th>
            <th scope="col">{words.column.addressee}</th>
            <th scope="col">{words.column.postalCode}</th>
            <th scope="col">{words.column.caseNo}</th>
            <th scope="col">{words.column.packers}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ parcel, mailNo, addressee, postalCode, caseNo, packers }, line) => (
            <tr key={parcel} data-letter="">
              <td className={styles.figure}>{place * LETTERS_ON_PAGE + line + 1}</td>
              <td>
                <Code>{mailNoForm(mailNo)}</Code>
              </td>
              <td className={own.addressee}>{addressee}</td>
              <td>
                <Code>{postalLine(postalCode)}</Code>
              </td>
              <td>
                <Code>{caseNo}</Code>
              </td>
              <td>{packers.join(facts.lang === 'ja' ? '・' : ', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.lastStamps}>
        <div className={own.post} data-post-stamp="">
          {words.post}
        </div>
        <Stamps
          stamps={[
            { name: words.stamps.by, people: [bag.byName] },
            { name: words.stamps.released, people: [bag.releasedByName] },
          ]}
        />
      </div>
    </Page>
  ))
}

/** As the label of the post has it; whatever else was taken down stands as it is. */
function mailNoForm(text: string): string {
  const read = readRegisteredNo(text)
  return read.ok ? registeredNoForm(read.value) : text
}
