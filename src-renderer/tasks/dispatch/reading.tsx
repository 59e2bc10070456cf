import { IconCircleCheck, IconEyeOff, IconScan, IconUser } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { DispatchView, Parcel } from '#shared/operations/dispatch'
import type { ServiceProfile } from '#shared/profiles'
import { formatTime } from '#shared/text/wareki'
import { useHere } from '../../desk/here.ts'
import { useMessages } from '../../desk/messages.ts'
import { useDesk } from '../../desk/state.ts'
import { Panel } from '../../parts/panel.tsx'
import { SecondLeft, type SecondProof } from '../../parts/second-person.tsx'
import { TokenPicture } from '../../parts/token-picture.tsx'
import css from './dispatch.module.css'

type ReadingProps = {
  readonly view: DispatchView
  readonly parcel: Parcel
  readonly profile: ServiceProfile
  readonly proof: SecondProof | undefined
  readonly onOver: () => void
  /** What the step asks. */
  readonly children: ReactNode
}

/** The reading pane: who has read and who reads now, where the serial is, and what the step asks. */
export function Reading({ view, parcel, proof, onOver, children }: ReadingProps) {
  const { dispatch } = useMessages()
  const t = dispatch.pack.read
  const language = useDesk((desk) => desk.language)
  const { step } = parcel
  const packed = step === 'packed' || step === 'numbered'
  const title = packed ? t.sealedTitle : step === 'allocated' ? t.firstTitle : t.secondTitle
  const where = parcel.whereIsTheSerial[language]
  return (
    <Panel title={title} icon={IconEyeOff} note={step === 'read-first' ? t.secondNote : undefined}>
      <div className={css.people}>
        <Person
          role={t.first}
          at={parcel.firstReadAt === null ? undefined : formatTime(parcel.firstReadAt, language)}
          name={useFirstName(parcel)}
          now={step === 'allocated'}
          done={parcel.firstReadAt === null ? undefined : packed ? t.agreed : t.firstDone}
          waits={t.firstNow}
        />
        <Person
          role={t.second}
          at={parcel.packedAt === null ? undefined : formatTime(parcel.packedAt, language)}
          name={parcel.secondReader ?? proof?.name ?? t.nobody}
          now={step === 'read-first'}
          done={packed ? t.agreed : undefined}
          waits={proof === undefined ? t.secondWaits : t.firstNow}
        />
      </div>
      {proof !== undefined && step === 'read-first' && (
        <SecondLeft key={proof.key} proof={proof} onOver={onOver} />
      )}
      {!packed && (
        <div className={css.where}>
          <TokenPicture picture={parcel.picture} where={t.where(where)} />
          <p>
            {where !== '' && <b>{t.where(where)}</b>} {t.notFrom}
            {step === 'allocated' && <span className={css.under}>{t.whichToken}</span>}
          </p>
        </div>
      )}
      <div className={css.step} data-misread={view.misreadings > 0 || undefined}>
        {children}
      </div>
    </Panel>
  )
}

/** Until somebody has read it, whoever is at the desk is the first person. */
function useFirstName(parcel: Parcel): string {
  const { dispatch } = useMessages()
  const me = useHere(({ state }) => state?.staff?.name)
  return parcel.firstReader ?? me ?? dispatch.pack.read.you
}

type PersonProps = {
  readonly role: string
  readonly at: string | undefined
  readonly name: string
  readonly now: boolean
  readonly done: string | undefined
  readonly waits: string
}

function Person({ role, at, name, now, done, waits }: PersonProps) {
  return (
    <div className={css.person} data-now={now || undefined}>
      <small>
        {role} {at}
      </small>
      <b>{name}</b>
      {done !== undefined ? (
        <span data-done>
          <IconCircleCheck size="1rem" stroke={2} aria-hidden /> {done}
        </span>
      ) : (
        now && (
          <span>
            {waits === '' ? null : <IconScan size="1rem" stroke={2} aria-hidden />} {waits}
          </span>
        )
      )}
      {!now && done === undefined && <IconUser size="1rem" stroke={2} aria-hidden />}
    </div>
  )
}
