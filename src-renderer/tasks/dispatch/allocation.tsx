import { IconBarcode } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { CaseView } from '#shared/operations/cases'
import type { DispatchView } from '#shared/operations/dispatch'
import { foldSerial } from '#shared/text/serial'
import { formatDate, formatDayAndMonth, formatTime, westernDate } from '#shared/text/wareki'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { say, useDesk } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Code } from '../../parts/code.tsx'
import { ListTable } from '../../parts/list-table.tsx'
import { Empty } from '../../parts/notices.tsx'
import { Facts, Panel } from '../../parts/panel.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { SerialField } from '../../parts/serial-field.tsx'
import { ToConfirm } from '../../parts/state-tag.tsx'
import { Window } from '../../parts/window.tsx'
import { currentVersion } from '../case/drafts.ts'
import css from './dispatch.module.css'
import { StartTag } from './judgement.tsx'
import { parcelUnderWay } from './model.ts'

/** As many free tokens as main counts. */
const FREE_SHOWN = 200

type AllocationProps = {
  readonly view: CaseView
  readonly may: boolean
  /** Nothing else goes on before a token is set aside: F12 does it. */
  readonly forward?: boolean | undefined
}

/** Whether a case waits for a token to be set aside, and the parcel it has. */
export function useAllocation(view: Pick<CaseView, 'caseNo' | 'ask'>) {
  const sends = view.ask.kind === 'hardware' && view.ask.share === null
  const { value } = useQuery('dispatch.view', sends ? { caseNo: view.caseNo } : undefined)
  const parcel = value === undefined ? undefined : parcelUnderWay(value)
  return { sends, dispatch: value, parcel, lacks: sends && value !== undefined && parcel === undefined }
}

/** 引き当て: the token that expires first, or the one in somebody's hand, is set aside for the case. */
export function Allocation({ view, may, forward = false }: AllocationProps) {
  const { dispatch } = useMessages()
  const t = dispatch.allocate
  const language = useDesk((desk) => desk.language)
  const { dispatch: value, parcel, sends } = useAllocation(view)
  const allocate = useCommand('dispatch.allocate')
  const [asking, setAsking] = useState(false)
  const [serial, setSerial] = useState<string>()

  const send = async (typed: string): Promise<void> => {
    const version = await currentVersion(view)
    if (version === undefined) return
    const reply = await allocate.send({ caseNo: view.caseNo, version, serial: typed })
    if (reply?.ok !== true) return
    setAsking(false)
    // Its number stands in a window that is closed again, never in the message line: nobody may read it there later.
    setSerial(reply.value.serial)
    say(t.said, 'done')
  }
  const nextKey = forward ? 'F12' : 'Alt+K'
  const usable = may && sends && value !== undefined
  useKeys(
    usable
      ? {
          [nextKey]: { label: t.nextKey, run: () => void send('') },
          'Alt+B': { label: t.bySerialKey, run: () => setAsking(true) },
        }
      : {},
    { rank: 'part' },
  )
  if (view.ask.kind !== 'hardware') return null
  if (!sends) {
    return (
      <Panel title={t.title} icon={IconBarcode}>
        <p>{t.shared}</p>
      </Panel>
    )
  }
  if (value === undefined) return null
  const refused = allocate.refusal
  const busy = allocate.busy
  return (
    <Panel
      title={t.title}
      icon={IconBarcode}
      note={value.free >= FREE_SHOWN ? t.freeMany(FREE_SHOWN) : t.free(value.free)}
    >
      <div className={css.stack}>
        <div className={css.row}>
          <p id="allocation" tabIndex={-1}>
            <b>{parcel === undefined ? t.none : t.done(formatTime(parcel.reservedAt, language))}</b>{' '}
            <span className={css.quiet}>{parcel !== undefined && t.hiddenWhy}</span>
          </p>
          {may && (
            <Actions>
              <Action
                id="allocate"
                keyName={nextKey}
                tone={parcel === undefined ? 'go' : 'plain'}
                busy={busy}
                onPress={() => void send('')}
              >
                {parcel === undefined ? t.next : t.nextAgain}
              </Action>
              <Action keyName="Alt+B" onPress={() => setAsking(true)}>
                {t.bySerial}
              </Action>
            </Actions>
          )}
        </div>
        {value.startOn !== null && (
          <p className={css.row}>
            <span>
              {dispatch.wish.start} <b>{formatDate(value.startOn, language)}</b>
            </span>
            {value.latestPosting !== null && value.delivery === 'mail' && (
              <span>
                {dispatch.wish.latest} <b>{formatDayAndMonth(value.latestPosting, language)}</b>
              </span>
            )}
            <StartTag judgement={value.judgement} />
          </p>
        )}
        {refused !== undefined && !asking && <RefusalNote refusal={refused} />}
      </div>
      {asking && (
        <BySerialWindow
          view={view}
          model={value}
          busy={busy}
          refused={refused && <RefusalNote refusal={refused} />}
          onGo={(typed) => void send(typed)}
          onClose={() => {
            setAsking(false)
            allocate.again()
          }}
        />
      )}
      {serial !== undefined && <TakeOutWindow serial={serial} onClose={() => setSerial(undefined)} />}
    </Panel>
  )
}

type BySerialProps = {
  readonly view: CaseView
  readonly model: DispatchView
  readonly busy: boolean
  readonly refused: ReactNode
  readonly onGo: (serial: string) => void
  readonly onClose: () => void
}

function BySerialWindow({ view, model, busy, refused, onGo, onClose }: BySerialProps) {
  const { dispatch } = useMessages()
  const t = dispatch.allocate.window
  const language = useDesk((desk) => desk.language)
  const [serial, setSerial] = useState('')
  const { value: free } = useQuery('dispatch.free', { service: view.service, model: model.model })
  const off = serial.trim() === '' ? t.needs : undefined
  const act = () => onGo(foldSerial(serial))
  return (
    <Window
      title={t.title}
      icon={IconBarcode}
      size="medium"
      onClose={onClose}
      closeLabel={t.back}
      keys={{ F12: { label: t.goKey, run: act, off } }}
      footer={
        <Actions>
          <Action keyName="Esc" onPress={onClose}>
            {t.back}
          </Action>
          <Action keyName="F12" tone="go" onPress={act} off={off} busy={busy}>
            {t.go}
          </Action>
        </Actions>
      }
    >
      <div className={css.stack}>
        <p>{t.lead}</p>
        <SerialField
          id="allocate-serial"
          label={t.serial}
          need="required"
          value={serial}
          onChange={setSerial}
          autoFocus
        />
        {refused}
        {free !== undefined && (
          <ListTable
            label={t.list}
            rows={free}
            idOf={(one) => one.serial}
            chosen={free.find((one) => one.serial === foldSerial(serial))?.serial}
            onOpen={setSerial}
            empty={<Empty title={t.empty} />}
            columns={[
              {
                id: 'serial',
                title: t.serial,
                name: true,
                cell: (one) => <Code size="sm">{one.serial}</Code>,
              },
              {
                id: 'expiry',
                title: t.expiry,
                cell: ({ validUntil }) =>
                  validUntil === null ? t.noExpiry : formatDate(westernDate(validUntil), language),
              },
              { id: 'box', title: t.boxColumn, cell: ({ box }) => <Code size="sm">{box}</Code> },
            ]}
          />
        )}
      </div>
    </Window>
  )
}

/** The number of the token to take out of the safe: shown once, to whoever allocated it. */
function TakeOutWindow({ serial, onClose }: { readonly serial: string; readonly onClose: () => void }) {
  const { dispatch } = useMessages()
  const t = dispatch.allocate
  return (
    <Window
      title={t.saidTitle}
      icon={IconBarcode}
      size="small"
      onClose={onClose}
      closeLabel={t.close}
      keys={{ F12: { label: t.close, run: onClose } }}
      footer={
        <Actions>
          <Action keyName="F12" tone="go" onPress={onClose} autoFocus>
            {t.close}
          </Action>
        </Actions>
      }
    >
      <div className={css.stack}>
        <p className={css.serial}>
          <Code size="xl" strong>
            {serial}
          </Code>
        </p>
        <p>{t.takeOut}</p>
      </div>
    </Window>
  )
}

/** Purpose, model, delivery, start date and fee of an application, as it stands today. */
export function WishPanel({ view }: { readonly view: DispatchView }) {
  const { dispatch, words: w } = useMessages()
  const t = dispatch.wish
  const language = useDesk((desk) => desk.language)
  return (
    <Panel title={t.title}>
      <Facts
        items={[
          { label: t.purpose, value: w.stock.purpose[view.purpose] },
          { label: t.model, value: view.modelName[language] },
          { label: t.delivery, value: w.stock.delivery[view.delivery] },
          ...(view.startOn === null ? [{ label: t.start, value: t.noStart }] : []),
          {
            label: t.fee,
            value:
              view.feeYen === null ? (
                <ToConfirm />
              ) : view.feeYen === 0 ? (
                t.free
              ) : (
                t.yen(view.feeYen.toLocaleString('en-US'))
              ),
          },
          ...(view.phone === null ? [] : [{ label: t.phone, value: <Code>{view.phone}</Code> }]),
        ]}
      />
    </Panel>
  )
}
