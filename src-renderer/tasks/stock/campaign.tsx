import { IconCheck, IconMailForward } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import type { RecordNo } from '#shared/ids'
import type { InputOf, OutputOf } from '#shared/operations'
import type { Refusal } from '#shared/refusals'
import { formatDate, westernDate } from '#shared/text/wareki'
import type { KeyMap } from '../../desk/key-map.ts'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { goFrom, say, useDesk } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { useQuery } from '../../desk/use-query.ts'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { Code, Figures } from '../../parts/code.tsx'
import { ListTable, TwoLines } from '../../parts/list-table.tsx'
import { Empty } from '../../parts/notices.tsx'
import { Facts, Panel } from '../../parts/panel.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { chooseLetters, useChosenLetters } from './chosen-letters.ts'
import { Foot } from './foot.tsx'
import { useMayAct, useStockNames } from './names.ts'
import { stockRoute } from './place.ts'
import css from './stock.module.css'

type Row = OutputOf<'campaign.view'>['rows'][number]
type Only = InputOf<'campaign.view'>['only']

const ONLY = ['no-letter', 'no-answer', 'answered', 'all'] as const
/** As many as one print holds. */
const LETTERS_MAX = 50

/** The round whose letters are chosen under a filter. */
const roundOf = (only: Only): 1 | 2 | undefined =>
  only === 'no-letter' ? 1 : only === 'no-answer' ? 2 : undefined

/** Whose turn it is for a letter of a round; main judges again. */
const isDue = (row: Row, round: 1 | 2): boolean =>
  row.caseNo === null &&
  (round === 1 ? row.firstLetterAt === null : row.firstLetterAt !== null && row.secondLetterAt === null)

/** One campaign: who is to be written to, who has not answered, who has applied. */
export function Campaign({ campaign }: { readonly campaign: RecordNo }) {
  const { stock } = useMessages()
  const t = stock.campaign
  const language = useDesk((desk) => desk.language)
  const names = useStockNames()
  const mayAct = useMayAct()
  const kept = useChosenLetters()
  const [only, setOnly] = useState<Only>(
    kept.of === `${campaign} 2` && kept.links.length > 0 ? 'no-answer' : 'no-letter',
  )
  const { value, refusal } = useQuery('campaign.view', { campaign, only })
  const letters = useCommand('campaign.letters-sent')
  const [at, setAt] = useState<string>()
  const [refused, setRefused] = useState<Refusal>()
  const round = roundOf(only)
  const of = `${campaign} ${round ?? ''}`
  const due = value === undefined || round === undefined ? [] : value.rows.filter((row) => isDue(row, round))
  const chosen = kept.of === of ? kept.links.filter((link) => due.some((row) => row.link === link)) : []
  const toggle = (link: string) => {
    if (!mayAct || round === undefined || !due.some((row) => row.link === link)) return
    if (chosen.includes(link))
      chooseLetters(
        of,
        chosen.filter((one) => one !== link),
      )
    else if (chosen.length >= LETTERS_MAX) say(t.tooMany, 'caution')
    else chooseLetters(of, [...chosen, link])
  }
  const all = () =>
    chooseLetters(of, chosen.length > 0 ? [] : due.slice(0, LETTERS_MAX).map(({ link }) => link))
  const print = () => {
    if (round === undefined || chosen.length === 0) return
    goFrom(stockRoute('campaigns', campaign), {
      screen: 'paper',
      of: JSON.stringify({ paper: 'campaign-letter', record: campaign, round, links: chosen }),
    })
  }
  const send = async () => {
    if (round === undefined || chosen.length === 0) return
    setRefused(undefined)
    const reply = await letters.send({ campaign, round, links: [...chosen] })
    if (reply === undefined) return
    if (!reply.ok) {
      setRefused(reply.error)
      return
    }
    chooseLetters('', [])
    say(t.done(reply.value.sent, round), 'done')
  }
  const notHere = round === undefined ? t.notHere : undefined
  const off = notHere ?? (chosen.length === 0 ? t.needs : undefined)
  const keys: KeyMap = mayAct
    ? {
        F3: {
          label: chosen.length > 0 ? t.noneKey : t.allKey,
          run: all,
          off: notHere ?? (due.length === 0 ? t.nobody : undefined),
        },
        F7: { label: t.printKey, run: print, off },
        F12: { label: t.sentKey, run: () => void send(), off },
      }
    : {}
  useKeys(keys)
  if (refusal !== undefined) return <RefusalNote refusal={refusal} />
  if (value === undefined) return null
  const { campaign: view, rows, total } = value
  const day = (when: Row['firstLetterAt']) =>
    when === null ? t.notSent : <Figures>{westernDate(when)}</Figures>
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== ' ' || !(event.target instanceof HTMLTableRowElement) || at === undefined) return
    event.preventDefault()
    toggle(at)
  }
  return (
    <div className={css.screen}>
      <Panel
        title={t.title(campaign)}
        icon={IconMailForward}
        lead
        note={`${stock.modelOf(
          names.service(view.service),
          view.model === null ? stock.allModels : names.model(view.service, view.model),
        )}　${stock.campaigns.until(formatDate(view.until, language))}`}
      >
        <div className={css.campaign}>
          <ChoiceField<Only>
            id="campaign-only"
            label={t.show}
            bare
            value={only}
            onChange={setOnly}
            choices={ONLY.map((one) => ({ value: one, label: t.only[one] }))}
          />
          <Facts
            inline
            items={[
              {
                label: stock.campaigns.column.letters,
                value: stock.campaigns.letters(view.firstLetters, view.secondLetters, view.total),
              },
              {
                label: stock.campaigns.column.answered,
                value: stock.campaigns.answered(view.responded, view.total),
              },
              { label: stock.campaigns.column.stock, value: stock.count(view.inStock) },
            ]}
          />
          {refused !== undefined && <RefusalNote refusal={refused} />}
        </div>
      </Panel>
      <Panel
        title={`${t.only[only]}　${t.people(total)}`}
        note={round === undefined ? undefined : t.space}
        fill
        flush
      >
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the space bar of the list within */}
        <div onKeyDown={onKeyDown}>
          <ListTable<Row>
            label={t.only[only]}
            rows={rows}
            idOf={({ link }) => link}
            chosen={at}
            onChoose={setAt}
            onOpen={toggle}
            autoFocus
            empty={<Empty title={t.empty} />}
            columns={[
              ...(round === undefined
                ? []
                : [
                    {
                      id: 'chosen',
                      title: t.column.chosen,
                      width: '6rem',
                      cell: ({ link }: Row) =>
                        chosen.includes(link) ? (
                          <b className={css.picked}>
                            <IconCheck size="1.125rem" stroke={3} aria-hidden />
                            {t.chosen}
                          </b>
                        ) : (
                          ''
                        ),
                    },
                  ]),
              {
                id: 'customer',
                title: t.column.customer,
                name: true,
                cell: ({ customerName, contractNo }) => (
                  <TwoLines under={<Code size="sm">{contractNo}</Code>}>{customerName}</TwoLines>
                ),
              },
              {
                id: 'user',
                title: t.column.user,
                cell: ({ userName, userId }) => (
                  <TwoLines under={<Code size="sm">{userId}</Code>}>{userName}</TwoLines>
                ),
              },
              {
                id: 'serial',
                title: t.column.serial,
                width: '10rem',
                cell: ({ serial }) => <Code>{serial}</Code>,
              },
              {
                id: 'expires',
                title: t.column.expires,
                width: '8rem',
                cell: ({ expiresAt }) => <Figures>{westernDate(expiresAt)}</Figures>,
              },
              {
                id: 'first',
                title: t.column.first,
                width: '8rem',
                cell: ({ firstLetterAt }) => day(firstLetterAt),
              },
              {
                id: 'second',
                title: t.column.second,
                width: '8rem',
                cell: ({ secondLetterAt }) => day(secondLetterAt),
              },
              {
                id: 'answer',
                title: t.column.answer,
                width: '10rem',
                cell: ({ caseNo }) => (caseNo === null ? t.notSent : <Code size="sm">{caseNo}</Code>),
              },
            ]}
          />
          {rows.length < total && <p className={css.quiet}>{t.more(rows.length, total)}</p>}
        </div>
      </Panel>
      <Foot keys={keys}>
        {round !== undefined && (
          <p className={css.quiet} role="status">
            {t.chosenCount(chosen.length)}
          </p>
        )}
      </Foot>
    </div>
  )
}
