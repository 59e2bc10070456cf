import { IconClockEdit } from '@tabler/icons-react'
import { type CSSProperties, useId } from 'react'
import { DRIFT_STEPS_MAX } from '#shared/drift'
import type { OutputOf } from '#shared/operations'
import { westernDate } from '#shared/text/wareki'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { go, useDesk } from '../desk/state.ts'
import { useProfile } from '../desk/use-profile.ts'
import { Code, Figures } from '../parts/code.tsx'
import { ListTable, TwoLines } from '../parts/list-table.tsx'
import { Empty } from '../parts/notices.tsx'
import { Panel } from '../parts/panel.tsx'
import css from './board/drift.module.css'
import lists from './lists.module.css'
import { useServiceWords } from './reception/words.tsx'
import { useStill } from './still.ts'
import { TrendCell } from './token/drift.tsx'

type Board = OutputOf<'board.drift'>
type Group = Board['groups'][number]
type Far = Board['worst'][number]

const rowsOf = ({ worst }: Board): readonly Far[] => worst
const idOf = ({ serial }: Far): string => serial
/** From here on a token is soon out of reach. */
const WATCH_FROM = 6

const reachOf = (drift: number): 'near' | 'far' | 'over' =>
  Math.abs(drift) >= DRIFT_STEPS_MAX ? 'over' : Math.abs(drift) >= WATCH_FROM ? 'far' : 'near'

/** 時計のずれ: how far the clocks of our tokens have wandered, by what they are, and which of them go first. */
export function BoardDrift() {
  const { board: t, drift: d } = useMessages().engine
  const list = useStill('board.drift', {}, rowsOf, idOf)
  const { ready, value, rows, row, chosen, choose, isGone, checkedAt } = list
  const open = (serial: string | undefined) => serial !== undefined && go({ screen: 'token', of: serial })
  useKeys(row === undefined ? {} : { F12: { label: t.openToken, run: () => open(chosen) } })
  const groups = value?.groups ?? []
  return (
    <div className={lists.screen}>
      <h1 className="visually-hidden">{d.title}</h1>
      <Panel title={t.groups} icon={IconClockEdit} note={checkedAt}>
        <p>{t.lead}</p>
        {ready && value !== undefined && (
          <p className={css.counts}>{t.measured(value.measured, value.unmeasured)}</p>
        )}
        {ready && groups.length === 0 ? (
          <Empty title={t.empty}>
            <p>{t.emptyHow}</p>
          </Empty>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and is scrolled by the arrow keys
          <section className={css.groups} aria-label={t.groups} tabIndex={0}>
            {groups.map((group) => (
              <GroupChart key={JSON.stringify([group.sort, group.years])} group={group} />
            ))}
          </section>
        )}
      </Panel>
      <Panel title={t.worst(rows.length)} flush fill>
        {ready && (
          <ListTable<Far>
            label={t.worst(rows.length)}
            rows={rows}
            idOf={idOf}
            chosen={chosen}
            onChoose={choose}
            onOpen={open}
            isOff={isGone}
            autoFocus
            empty={
              <Empty title={t.noneWorst}>
                <p>{checkedAt}</p>
              </Empty>
            }
            columns={[
              {
                id: 'serial',
                title: t.serial,
                name: true,
                cell: ({ serial }) => <Code strong>{serial}</Code>,
              },
              {
                id: 'model',
                title: t.model,
                cell: ({ sort, years }) => (
                  <TwoLines under={t.years(years)}>
                    <SortName sort={sort} />
                  </TwoLines>
                ),
              },
              {
                id: 'drift',
                title: t.drift,
                cell: ({ drift, sort }) => (
                  <TwoLines under={d.offset(drift, sort.periodSeconds)}>
                    <b>
                      {d.steps(drift)} {t.reach[reachOf(drift)]}
                    </b>
                  </TwoLines>
                ),
              },
              {
                id: 'trend',
                title: d.trend,
                cell: ({ drift, trend }) => <TrendCell drift={drift} trend={trend} of="rate" />,
              },
              {
                id: 'leaves',
                title: d.leaves,
                cell: ({ drift, trend }) => <TrendCell drift={drift} trend={trend} of="leaves" />,
              },
              {
                id: 'seen',
                title: t.seen,
                width: '8rem',
                cell: ({ lastAt }) => <Figures>{westernDate(lastAt)}</Figures>,
              },
            ]}
          />
        )}
      </Panel>
    </div>
  )
}

/** The model's name where the safe knows it, and what it is otherwise. */
function SortName({ sort }: { readonly sort: Group['sort'] }) {
  const { engine, tokenPage } = useMessages()
  const language = useDesk((desk) => desk.language)
  const { service } = useServiceWords(useProfile(sort.service ?? undefined))
  const what =
    sort.name?.[language] ??
    `${tokenPage.media[sort.medium]} ${engine.resync.everySeconds(sort.periodSeconds)}`
  return sort.service === null ? (
    <span>{what}</span>
  ) : (
    <span>
      {what} <small>{service}</small>
    </span>
  )
}

/** How many tokens of one sort stand where: a table first, whose numbers the bars repeat. */
function GroupChart({ group }: { readonly group: Group }) {
  const { board: t, drift: d } = useMessages().engine
  const heading = useId()
  const most = Math.max(...group.at.map(({ tokens }) => tokens))
  return (
    <section className={css.group} aria-labelledby={heading}>
      <h3 id={heading}>
        <SortName sort={group.sort} />
        <small>
          {t.years(group.years)} {t.tokens(group.tokens)}
        </small>
      </h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.drift}</th>
            <th scope="col">{t.howMany}</th>
            <th scope="col">{t.verdict}</th>
          </tr>
        </thead>
        <tbody>
          {group.at.map(({ drift, tokens }) => (
            <tr key={drift} data-reach={reachOf(drift)}>
              <th scope="row">{d.steps(drift)}</th>
              <td>
                <span className={css.bar} style={{ '--share': tokens / most } as CSSProperties} aria-hidden />
                <Figures>{t.tokens(tokens)}</Figures>
              </td>
              <td>{t.reach[reachOf(drift)]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {group.stepsPerYear !== null && <p>{t.middle(d.perYear(group.stepsPerYear))}</p>}
    </section>
  )
}
