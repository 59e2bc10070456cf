import { IconCertificate } from '@tabler/icons-react'
import { useState } from 'react'
import type { CaseNo, Instant } from '#shared/ids'
import { clockTime, formatDate, westernDate } from '#shared/text/wareki'
import { useMessages } from '../../desk/messages.ts'
import { useDesk } from '../../desk/state.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Figures } from '../../parts/code.tsx'
import { Facts, Panel } from '../../parts/panel.tsx'
import css from '../trail.module.css'
import type { Narrowing } from './narrow.tsx'
import { EraseWindow, EvidenceWindow, TakeOutWindow } from './take-out.tsx'

type StandingProps = {
  /** What the list is of at present; a copy of the list is of the same. */
  readonly text: string
  readonly filter: Narrowing
  /** The case the chosen entry is about, where there is one. */
  readonly caseNo: CaseNo | null
}

/** How the trail stands: signed, verified, taken out, erased; and the ways to do these things. */
export function Standing({ text, filter, caseNo }: StandingProps) {
  const { trailScreen } = useMessages()
  const { standing: t, takeOut, erase } = trailScreen
  const language = useDesk((desk) => desk.language)
  const role = useDesk((desk) => desk.who?.role)
  const { value } = useQuery('trail.status', {})
  const [open, setOpen] = useState<'copy' | 'evidence' | 'erase'>()
  const close = () => setOpen(undefined)
  if (value === undefined) return null

  const when = (one: { readonly at: Instant; readonly staffName: string | null } | null) =>
    one === null ? (
      t.never
    ) : (
      <Figures>{t.by(`${westernDate(one.at)} ${clockTime(one.at)}`, one.staffName ?? '')}</Figures>
    )
  const { signed, erasures, due, keptSince } = value
  const last = erasures.at(-1)
  return (
    <Panel title={t.title} icon={IconCertificate}>
      <div className={css.standing}>
        <Facts
          items={[
            {
              label: t.signed,
              value: <Figures>{signed === null ? t.noneSigned : t.signedNow(signed.size)}</Figures>,
            },
            { label: t.verified, value: when(value.verified) },
            { label: t.exported, value: when(value.exported) },
            { label: t.kept, value: t.keptSince(formatDate(keptSince, language)) },
            ...(due > 0 ? [{ label: t.due, value: <Figures>{t.dueCount(due)}</Figures> }] : []),
            ...(last === undefined
              ? []
              : [
                  { label: t.erased, value: <Figures>{t.erasedCount(last.payloads, last.through)}</Figures> },
                ]),
          ]}
        />
        <Actions>
          <Action id="trail-take-out" onPress={() => setOpen('copy')}>
            {takeOut.open}
          </Action>
          {caseNo !== null && (
            <Action id="trail-evidence" onPress={() => setOpen('evidence')}>
              {takeOut.evidence(caseNo)}
            </Action>
          )}
          {role === 'supervisor' && due > 0 && (
            <Action id="trail-erase" onPress={() => setOpen('erase')}>
              {erase.open}
            </Action>
          )}
        </Actions>
      </div>
      {open === 'copy' && <TakeOutWindow text={text} filter={filter} onClose={close} />}
      {open === 'evidence' && caseNo !== null && <EvidenceWindow caseNo={caseNo} onClose={close} />}
      {open === 'erase' && <EraseWindow due={due} keptSince={keptSince} onClose={close} />}
    </Panel>
  )
}
