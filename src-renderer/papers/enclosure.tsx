import type { CaseView } from '#shared/operations/cases'
import type { DispatchView } from '#shared/operations/dispatch'
import type { StepSheet } from '#shared/profiles'
import { TokenPicture } from '../parts/token-picture.tsx'
import { Asks, Heading } from './bits.tsx'
import type { Facts } from './facts.ts'
import styles from './hardware.module.css'
import { Points, StartDay, WhomToCall } from './hardware-bits.tsx'
import { wordsOf } from './hardware-facts.ts'
import { fromBranch, NumberCorner, Page } from './page.tsx'
import { sheetsFor } from './sheets.ts'
import { Cautions, StepList } from './steps.tsx'

const LEAFLET = { number: 'DS-03', edition: 1 } as const
const EXCHANGE = { number: 'DS-04', edition: 1 } as const

type EnclosureProps = {
  readonly facts: Facts
  readonly of: CaseView
  readonly dispatch: DispatchView
}

/**
 * ご利用のしおり: from which day, where the serial is on this very model, the steps in the words of the service's guide
 * (R-002-34, R-003-08), and what to know of a code. An exchange has its steps on a page of its own, 交換の手順, because
 * the old token is needed for them.
 */
export function Enclosure({ facts, of, dispatch }: EnclosureProps) {
  const { t, say } = facts
  const { enclosure: words } = wordsOf(facts)
  const parcel = dispatch.parcels[0]
  if (parcel === undefined) throw new Error('a leaflet without a parcel')
  const exchanges = dispatch.purpose === 'exchange'
  const sheet = sheetsFor(facts, of).register
  const corner = <NumberCorner facts={facts} value={of.caseNo} name={t.caseNo} />
  const hardware = facts.profile?.tokenModels.find(({ code }) => code === parcel.model)?.hardware
  const pages = exchanges ? 2 : 1
  return (
    <>
      <Page
        facts={facts}
        form={LEAFLET}
        title={words.title}
        small={words.small}
        over={fromBranch(facts)}
        corner={corner}
        of={pages}
      >
        <StartDay facts={facts} />
        <Heading>{words.where(facts.tokenId)}</Heading>
        <div className={styles.where} data-where="">
          <TokenPicture picture={parcel.picture} where={say(parcel.whereIsTheSerial)} />
          <div>
            <p>
              <b>{say(parcel.modelName)}</b>
            </p>
            <p>
              {facts.tokenId}　<b>{say(parcel.whereIsTheSerial)}</b>
            </p>
            <p>{parcel.picture === null ? words.noPicture : words.whereNote}</p>
          </div>
        </div>

        {exchanges ? (
          <p className={styles.warn}>{words.onNextPage}</p>
        ) : (
          <>
            <StepList facts={facts} sheet={sheet} wide />
            <Cautions facts={facts} sheets={sheet === null ? [] : [sheet]} more={[t.steps.screensDiffer]} />
          </>
        )}

        <Heading>{words.know}</Heading>
        <Points lines={[words.changes(hardware?.periodSeconds ?? null), words.once, words.wrong]} />
        <div className={styles.two}>
          <div>
            <Heading>{words.lostTitle}</Heading>
            <Points lines={words.lost} />
          </div>
          <div>
            <Heading>{words.expiryTitle}</Heading>
            <Points lines={words.expiry} />
          </div>
        </div>
        <Heading>{words.endTitle}</Heading>
        <Points lines={words.end} />
        <Heading>{t.receipt.requests}</Heading>
        <Asks facts={facts} names={['secret', 'stranger']} />
        <div className={styles.last}>
          <WhomToCall facts={facts} />
        </div>
      </Page>
      {exchanges && <Exchange facts={facts} of={of} dispatch={dispatch} pages={pages} />}
    </>
  )
}

/** The guide's own sheet for an exchange; where it has none, its registration. */
function Exchange({ facts, of, pages }: EnclosureProps & { readonly pages: number }) {
  const { t, profile } = facts
  const { enclosure: words } = wordsOf(facts)
  const own = profile?.stepSheets.find(({ code, obsolete }) => code === 'exchange' && !obsolete)
  const sheet: StepSheet | null = own ?? sheetsFor(facts, of).register
  return (
    <Page
      facts={facts}
      form={EXCHANGE}
      title={words.exchange.title}
      small={words.small}
      over={fromBranch(facts)}
      corner={<NumberCorner facts={facts} value={of.caseNo} name={t.caseNo} />}
      page={pages}
      of={pages}
    >
      <div className={styles.warn}>
        <b>{own === undefined ? words.exchange.leadWithoutOld : words.exchange.lead}</b>
        {own !== undefined && <p>{words.exchange.oldBroken}</p>}
      </div>
      <StepList facts={facts} sheet={sheet} wide />
      <Cautions facts={facts} sheets={sheet === null ? [] : [sheet]} more={[t.steps.screensDiffer]} />
      <Heading>{words.know}</Heading>
      <Points lines={[words.once, words.wrong]} />
      <Heading>{t.receipt.requests}</Heading>
      <Asks facts={facts} names={['secret', 'stranger']} />
      <div className={styles.last}>
        <WhomToCall facts={facts} />
      </div>
    </Page>
  )
}
