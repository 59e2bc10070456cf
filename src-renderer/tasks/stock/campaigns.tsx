import { IconAlertTriangle, IconMailForward } from '@tabler/icons-react'
import { useState } from 'react'
import type { CalendarDate } from '#shared/ids'
import type { CampaignView } from '#shared/operations/stock'
import { formatDate } from '#shared/text/wareki'
import type { KeyBinding, KeyMap } from '../../desk/key-map.ts'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { say, useDesk } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Code, Figures } from '../../parts/code.tsx'
import { FieldStack } from '../../parts/field.tsx'
import { ListTable, TwoLines } from '../../parts/list-table.tsx'
import { Empty } from '../../parts/notices.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { WarekiField } from '../../parts/wareki-field.tsx'
import { Window } from '../../parts/window.tsx'
import { Foot } from './foot.tsx'
import { useMayAct, useStockNames } from './names.ts'
import { goOn, type SheetProps, stockRoute } from './place.ts'
import { NOTHING_CHOSEN, type Scope, ScopeFields } from './scope-fields.tsx'
import css from './stock.module.css'
import { When } from './when.tsx'

/** 交換の案内: who is written to before their token ends, and who has applied for another since. */
export function Campaigns({ autoFocus }: SheetProps) {
  const { stock } = useMessages()
  const t = stock.campaigns
  const language = useDesk((desk) => desk.language)
  const names = useStockNames()
  const mayAct = useMayAct()
  const { value: campaigns } = useQuery('campaign.list', {})
  const [chosen, setChosen] = useState<string>()
  const [starting, setStarting] = useState(false)
  const row = campaigns?.find(({ campaign }) => campaign === chosen) ?? campaigns?.[0]
  const open = () => {
    if (row !== undefined) goOn('campaigns', stockRoute('campaigns', row.campaign))
  }
  const keys: KeyMap = {
    F12: { label: t.openKey, run: open, off: row === undefined ? stock.off.choose : undefined },
    ...(mayAct ? { F10: { label: t.newKey, run: () => setStarting(true) } } : {}),
  }
  useKeys(keys)
  if (campaigns === undefined) return null
  return (
    <>
      <div className={css.fill}>
        <ListTable<CampaignView>
          label={stock.tabs.campaigns}
          rows={campaigns}
          idOf={({ campaign }) => campaign}
          chosen={row?.campaign}
          onChoose={setChosen}
          onOpen={open}
          autoFocus={autoFocus}
          empty={
            <Empty title={t.empty}>
              <p>{mayAct ? t.emptyHow : stock.never}</p>
            </Empty>
          }
          columns={[
            {
              id: 'no',
              title: t.column.no,
              width: '10rem',
              name: true,
              cell: ({ campaign }) => <Code strong>{campaign}</Code>,
            },
            {
              id: 'what',
              title: t.column.what,
              cell: ({ service, model, until }) => (
                <TwoLines under={t.until(formatDate(until, language))}>
                  {stock.modelOf(
                    names.service(service),
                    model === null ? stock.allModels : names.model(service, model),
                  )}
                </TwoLines>
              ),
            },
            {
              id: 'letters',
              title: t.column.letters,
              width: '14rem',
              cell: ({ firstLetters, secondLetters, total }) => (
                <Figures>{t.letters(firstLetters, secondLetters, total)}</Figures>
              ),
            },
            {
              id: 'answered',
              title: t.column.answered,
              width: '6rem',
              cell: ({ responded, total }) => <Figures strong>{t.answered(responded, total)}</Figures>,
            },
            {
              id: 'stock',
              title: t.column.stock,
              width: '9rem',
              cell: ({ inStock, total, responded }) => (
                <TwoLines
                  under={
                    inStock < total - responded && (
                      <b className={css.level} data-low>
                        <IconAlertTriangle size="1rem" stroke={2} aria-hidden />
                        {t.short}
                      </b>
                    )
                  }
                >
                  <Figures strong>{stock.count(inStock)}</Figures>
                </TwoLines>
              ),
            },
            {
              id: 'at',
              title: t.column.at,
              width: '11rem',
              cell: ({ openedAt, openedByName }) => (
                <TwoLines under={openedByName}>
                  <When at={openedAt} />
                </TwoLines>
              ),
            },
          ]}
        />
      </div>
      <Foot keys={keys} />
      {starting && <StartWindow onClose={() => setStarting(false)} />}
    </>
  )
}

function StartWindow({ onClose }: { readonly onClose: () => void }) {
  const { stock } = useMessages()
  const t = stock.campaigns.start
  const command = useCommand('campaign.open')
  const [scope, setScope] = useState<Scope>(NOTHING_CHOSEN)
  const [until, setUntil] = useState<CalendarDate | null>(null)
  const send = async () => {
    const { service, model } = scope
    if (service === null || until === null) return
    const reply = await command.send({ service, model, until })
    if (reply?.ok !== true) return
    const { campaign, total } = reply.value
    say(t.done(campaign, total), 'done')
    onClose()
    goOn('campaigns', stockRoute('campaigns', campaign))
  }
  const go: KeyBinding = {
    label: t.goKey,
    run: () => void send(),
    off: scope.service === null || until === null ? t.needs : undefined,
  }
  return (
    <Window
      title={t.title}
      icon={IconMailForward}
      size="small"
      onClose={onClose}
      keys={{ F12: go }}
      footer={
        <Actions>
          <Action keyName="Esc" onPress={onClose}>
            {t.cancel}
          </Action>
          <Action keyName="F12" tone="go" off={go.off} busy={command.busy} onPress={go.run}>
            {t.go}
          </Action>
        </Actions>
      }
    >
      <FieldStack>
        <p>{t.lead}</p>
        {command.refusal !== undefined && <RefusalNote refusal={command.refusal} />}
        <ScopeFields id="campaign" modelLabel={stock.model} scope={scope} onChange={setScope} />
        <WarekiField id="campaign-until" label={t.until} need="required" value={until} onChange={setUntil} />
      </FieldStack>
    </Window>
  )
}
