import { IconArrowRight } from '@tabler/icons-react'
import { useState } from 'react'
import type { DispatchView, Parcel } from '#shared/operations/dispatch'
import type { KeyBinding, KeyMap, KeyName } from '../../desk/key-map.ts'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { go, goTop, say } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { useQuery } from '../../desk/use-query.ts'
import { useStanding } from '../../desk/use-standing.ts'
import { Action } from '../../parts/action.tsx'
import { CaseLayout } from '../../parts/case-layout.tsx'
import { Panel } from '../../parts/panel.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { Aside } from '../case/aside.tsx'
import { Head } from '../case/head.tsx'
import { ReasonWindow } from '../case/reason-window.tsx'
import { Executed } from '../case/registration.tsx'
import type { StageProps } from '../case/stage.ts'
import { Allocation, WishPanel } from './allocation.tsx'
import css from './dispatch.module.css'
import { ParcelLife } from './life.tsx'
import { parcelUnderWay } from './model.ts'
import { StartPanel } from './start.tsx'
import { ArriveWindow, ComeBackWindow, HandOutWindow, LostWindow, SendAgainWindow } from './windows.tsx'

/** An approved application until its token is with the customer: packed, in the post, back again. */
export function DispatchStage(props: StageProps) {
  const { value } = useQuery('dispatch.view', { caseNo: props.view.caseNo })
  return value === undefined || value.case.caseNo !== props.view.caseNo ? null : (
    <Stage {...props} dispatched={value} />
  )
}

type Asking = 'hand-out' | 'arrive' | 'come-back' | 'again' | 'lost' | 'withdraw'
type Way = KeyBinding & { readonly keyName: KeyName; readonly long: string }

function Stage(props: StageProps & { readonly dispatched: DispatchView }) {
  const { view, profile, words, may, dispatched } = props
  const { dispatch, cases } = useMessages()
  const t = dispatch.stage
  const { caseNo, version, state } = view
  const parcel = parcelUnderWay(dispatched)
  const withdraw = useCommand('case.withdraw')
  const [asking, setAsking] = useState<Asking>()
  useStanding('', state === 'in-transit' ? 'customer' : undefined)

  const packed = parcel?.step === 'packed' || parcel?.step === 'numbered'
  const toPack: Way = {
    keyName: 'F12',
    label: t.toPackKey,
    long: t.toPack,
    run: () => go({ screen: 'dispatch-pack', of: caseNo }),
  }
  const ask = (keyName: KeyName, label: string, long: string, what: Asking, off?: string): Way => ({
    keyName,
    label,
    long,
    run: () => setAsking(what),
    off,
  })
  const withdrawing = ask(
    'F10',
    t.withdraw,
    cases.withdraw.title,
    'withdraw',
    packed ? t.withdrawUnpack : undefined,
  )
  const { lead, ways } = waysOf()
  const closeAsking = () => setAsking(undefined)

  function waysOf(): { readonly lead: string; readonly ways: readonly Way[] } {
    if (state === 'in-transit') {
      return {
        lead: t.transitLead,
        ways: [
          ask('F12', t.arriveKey, t.arrive, 'arrive'),
          ask('F9', t.comeBackKey, t.comeBack, 'come-back'),
          ask('F10', t.lostKey, t.lost, 'lost'),
        ],
      }
    }
    if (state === 'returned') {
      return { lead: t.returnedLead, ways: [ask('F12', t.againKey, t.again, 'again'), withdrawing] }
    }
    if (parcel === undefined) return { lead: t.allocateLead, ways: [withdrawing] }
    if (packed && parcel.how === 'counter') {
      return {
        lead: t.handOutLead,
        ways: [ask('F12', t.handOutKey, t.handOut, 'hand-out'), { ...toPack, keyName: 'F9' }, withdrawing],
      }
    }
    if (parcel.step === 'numbered') {
      const toBoard: Way = {
        keyName: 'F12',
        label: t.toBoard,
        long: t.toBoard,
        run: () => goTop({ screen: 'dispatch' }),
      }
      return { lead: t.postLead, ways: [toBoard, { ...toPack, keyName: 'F9' }, withdrawing] }
    }
    return { lead: t.packLead, ways: [toPack, withdrawing] }
  }

  useKeys(
    may ? (Object.fromEntries(ways.map(({ keyName, long: _, ...key }) => [keyName, key])) as KeyMap) : {},
  )

  const takeBack = async (reason: string) => {
    const reply = await withdraw.send({ caseNo, version, reason })
    if (reply?.ok !== true) return
    closeAsking()
    say(cases.withdraw.done(caseNo), 'done')
  }
  const notWithdrawn = withdraw.refusal
  const [last] = dispatched.parcels
  return (
    <CaseLayout
      head={<Head view={view} words={words} />}
      missing={
        <Panel title={t.next} icon={IconArrowRight}>
          <div className={css.stack}>
            <p>{lead}</p>
            {may && (
              <div className={css.ways}>
                {ways.map(({ keyName, long, run, off }) => (
                  <Action
                    key={keyName}
                    keyName={keyName}
                    tone={keyName === 'F12' ? 'go' : 'plain'}
                    onPress={run}
                    off={off}
                    autoFocus={keyName === 'F12'}
                  >
                    {long}
                  </Action>
                ))}
              </div>
            )}
          </div>
        </Panel>
      }
      aside={<Aside view={view} profile={profile} words={words} may={may} />}
    >
      <div className={css.before}>
        {state === 'awaiting-dispatch' && !packed && (
          <Allocation view={view} may={may} forward={parcel === undefined} />
        )}
        <ParcelLife view={dispatched} />
        <StartPanel view={dispatched} may={may} />
        <WishPanel view={dispatched} />
        <Executed view={view} profile={profile} words={words} />
      </div>
      {windowOf(asking, dispatched, last, closeAsking)}
      {asking === 'withdraw' && (
        <ReasonWindow
          title={cases.withdraw.title}
          lead={cases.withdraw.lead(caseNo)}
          label={cases.withdraw.reason}
          go={cases.withdraw.go}
          goKey={t.withdraw}
          needed={cases.withdraw.needed}
          back={cases.withdraw.close}
          busy={withdraw.busy}
          refused={notWithdrawn && <RefusalNote refusal={notWithdrawn} />}
          onGo={(reason) => void takeBack(reason)}
          onClose={closeAsking}
        />
      )}
    </CaseLayout>
  )
}

function windowOf(
  asking: Asking | undefined,
  view: DispatchView,
  parcel: Parcel | undefined,
  onClose: () => void,
) {
  switch (asking) {
    case 'hand-out':
      return <HandOutWindow view={view} onClose={onClose} />
    case 'arrive':
      return parcel === undefined ? null : <ArriveWindow view={view} parcel={parcel} onClose={onClose} />
    case 'come-back':
      return <ComeBackWindow view={view} onClose={onClose} />
    case 'again':
      return <SendAgainWindow view={view} onClose={onClose} />
    case 'lost':
      return <LostWindow view={view} onClose={onClose} />
    default:
      return null
  }
}
