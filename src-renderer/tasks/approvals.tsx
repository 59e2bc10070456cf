import { IconBan, IconRubberStamp } from '@tabler/icons-react'
import type { CaseSummary } from '#shared/operations/cases'
import { clockTime } from '#shared/text/wareki'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { go, say, useDesk } from '../desk/state.ts'
import { useCommand } from '../desk/use-command.ts'
import { useProfile } from '../desk/use-profile.ts'
import { Action } from '../parts/action.tsx'
import { Figures } from '../parts/code.tsx'
import { ListTable, TwoLines } from '../parts/list-table.tsx'
import { Empty } from '../parts/notices.tsx'
import { Panel } from '../parts/panel.tsx'
import { RefusalNote } from '../parts/refusal.tsx'
import { CaseCell, CustomerCell, EffectCell } from './case/cells.tsx'
import { useStillList } from './case/list.ts'
import css from './lists.module.css'

const MINUTE = 60_000
const HOUR = 60
const DAY = 24 * HOUR

/** What waits for a supervisor, the longest wait first. Own cases stay in sight, and say why they cannot be opened. */
export function Approvals() {
  const { jobs, lists: t, people } = useMessages()
  const role = useDesk(({ who }) => who?.role)
  const { ready, rows, row, chosen, choose, now, checkedAt } = useStillList('awaiting-approval')
  const command = useCommand('approval.open')
  const isSupervisor = role === 'supervisor'
  const language = useDesk((desk) => desk.language)
  const described = useProfile(row?.contractNo === null ? row.service : undefined)
  const service = described?.shortName[language] ?? ''
  const own = rows.filter(({ touchedByMe }) => touchedByMe).length

  /** A supervisor decides; whoever may not decide looks at the case. */
  const open = async (caseNo: string | undefined) => {
    const of = rows.find((one) => one.caseNo === caseNo)
    if (of === undefined) return
    if (!isSupervisor || of.touchedByMe) {
      go({ screen: 'case', of: of.caseNo })
      return
    }
    const reply = await command.send({ caseNo: of.caseNo })
    if (reply?.ok === true) say(t.opened)
  }
  const decides = isSupervisor && row !== undefined && !row.touchedByMe
  useKeys(
    row === undefined
      ? {}
      : {
          ...(decides
            ? { F9: { label: t.openCase, run: () => go({ screen: 'case', of: row.caseNo }) } }
            : {}),
          F12: { label: decides ? t.openKey : t.openCase, run: () => void open(chosen) },
        },
  )
  if (!ready) return null
  const refused = command.refusal
  return (
    <div className={css.screen}>
      <h1 className="visually-hidden">{t.approvals}</h1>
      {refused !== undefined && <RefusalNote refusal={refused} />}
      <Panel
        title={t.title(t.approvals, rows.length)}
        icon={IconRubberStamp}
        note={isSupervisor && own > 0 ? t.notMine(own) : checkedAt}
        flush
        fill
      >
        <ListTable<CaseSummary>
          label={t.approvals}
          rows={rows}
          idOf={({ caseNo }) => caseNo}
          chosen={chosen}
          onChoose={choose}
          onOpen={(caseNo) => void open(caseNo)}
          isOff={({ touchedByMe }) => isSupervisor && touchedByMe}
          autoFocus
          empty={<Empty title={t.emptyApprovals} />}
          columns={[
            {
              id: 'waited',
              title: t.column.waited,
              width: '6rem',
              cell: ({ since }) => <Waited since={since} now={now} />,
            },
            {
              id: 'case',
              title: t.column.caseNo,
              width: '15.5rem',
              name: true,
              cell: (of) => <CaseCell of={of} />,
            },
            { id: 'customer', title: t.column.customer, cell: (of) => <CustomerCell of={of} /> },
            {
              id: 'effect',
              title: t.column.effect,
              cell: (of) =>
                isSupervisor && of.touchedByMe ? (
                  <TwoLines under={t.yoursWhy}>
                    <span className={css.cannot}>
                      <IconBan size="1rem" stroke={2} aria-hidden />
                      {t.yours}
                    </span>
                  </TwoLines>
                ) : (
                  <EffectCell of={of} />
                ),
            },
            {
              id: 'maker',
              title: t.column.maker,
              width: '8rem',
              cell: ({ makerName, since }) => (
                <TwoLines under={<Figures>{clockTime(since)}</Figures>}>{makerName}</TwoLines>
              ),
            },
          ]}
        />
      </Panel>
      {row !== undefined && (
        <div className={css.foot}>
          <p>
            <b>
              {jobs.sentence[row.kind](
                row.contractNo === null ? service : people.customer(row.targetName),
                row.affected,
                row.target.kind === 'shared',
              )}
            </b>
            <span>
              {row.unclear > 0 ? t.sentenceUnclear(row.unclear) : ''}{' '}
              {row.state === 'awaiting-second-approval' ? jobs.secondNeeded : isSupervisor ? '' : t.tellerMay}
            </span>
          </p>
          <Action keyName="F12" tone="go" onPress={() => void open(chosen)} busy={command.busy}>
            {decides ? t.open : t.openCase}
          </Action>
        </div>
      )}
    </div>
  )
}

function Waited({ since, now }: { readonly since: string; readonly now: string | undefined }) {
  const { lists: t } = useMessages()
  if (now === undefined) return null
  const minutes = Math.max(0, Math.floor((Date.parse(now) - Date.parse(since)) / MINUTE))
  const words =
    minutes < HOUR
      ? t.minutes(minutes)
      : minutes < DAY
        ? t.hours(Math.floor(minutes / HOUR))
        : t.days(Math.floor(minutes / DAY))
  const [, figure = '', unit = ''] = /^(\d+)(.*)$/u.exec(words) ?? []
  return (
    <span className={css.waited}>
      <b>{figure}</b>
      {unit}
    </span>
  )
}
