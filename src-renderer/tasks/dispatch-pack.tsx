import { useEffect, useRef, useState } from 'react'
import type { DispatchView } from '#shared/operations/dispatch'
import type { PaperRequest } from '#shared/operations/papers'
import { CONTENTS, type Content } from '#shared/stock'
import { formatDayAndMonth } from '#shared/text/wareki'
import type { KeyBinding } from '../desk/key-map.ts'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { go, goTop, say, useDesk } from '../desk/state.ts'
import { useCommand } from '../desk/use-command.ts'
import { useProfile } from '../desk/use-profile.ts'
import { useQuery } from '../desk/use-query.ts'
import { Action } from '../parts/action.tsx'
import { CaseHead } from '../parts/case-layout.tsx'
import { Empty } from '../parts/notices.tsx'
import { RefusalNote } from '../parts/refusal.tsx'
import { SecondPerson, type SecondProof } from '../parts/second-person.tsx'
import { TextField } from '../parts/text-field.tsx'
import { ReasonWindow } from './case/reason-window.tsx'
import { Contents } from './dispatch/contents.tsx'
import css from './dispatch/dispatch.module.css'
import { Envelope } from './dispatch/envelope.tsx'
import { isPressing, StartTag } from './dispatch/judgement.tsx'
import { type PackProps, parcelUnderWay } from './dispatch/model.ts'
import { useFirstReading } from './dispatch/read-first.tsx'
import { useSecondReading } from './dispatch/read-second.tsx'
import { Reading } from './dispatch/reading.tsx'
import { useSealing } from './dispatch/sealing.tsx'
import { tick, untick, useTicks } from './dispatch/ticks.ts'

/** 封入: two people, one envelope. What each step asks is what the parcel still lacks. */
export function DispatchPack({ of = '' }: { readonly of?: string | undefined }) {
  const { dispatch: t } = useMessages()
  const { value: view, refusal } = useQuery('dispatch.view', { caseNo: of })
  const profile = useProfile(view?.case.service)
  if (refusal !== undefined) return <Empty title={t.pack.unknown(of)} />
  if (view === undefined || view.case.caseNo !== of || profile === undefined) return null
  const parcel = parcelUnderWay(view)
  return view.case.state === 'awaiting-dispatch' && parcel !== undefined && parcel.step !== 'gone' ? (
    <Pack view={view} parcel={parcel} profile={profile} />
  ) : (
    <NotHere view={view} />
  )
}

function NotHere({ view }: { readonly view: DispatchView }) {
  const { dispatch: t } = useMessages()
  const open = () => go({ screen: 'case', of: view.case.caseNo })
  const allocate = view.case.state === 'awaiting-dispatch'
  useKeys({ F12: { label: allocate ? t.pack.read.toAllocate : t.openCaseKey, run: open } })
  return (
    <Empty title={allocate ? t.pack.read.unallocated : t.pack.notHere}>
      <Action keyName="F12" tone="go" onPress={open} autoFocus>
        {allocate ? t.pack.read.toAllocate : t.openCaseKey}
      </Action>
    </Empty>
  )
}

function Pack({ view, parcel, profile }: PackProps) {
  const { cases, dispatch, words: w } = useMessages()
  const t = dispatch.pack
  const language = useDesk((desk) => desk.language)
  const { caseNo, version, customerName, targetName } = view.case
  const { step, how } = parcel
  const ticked = useTicks(({ of }) => of[parcel.parcel])
  const [proof, setProof] = useState<SecondProof>()
  const [asking, setAsking] = useState<'second' | 'unpack' | 'defect'>()
  const { value: board } = useQuery('dispatch.board', { list: 'pack' })
  const defective = useCommand('dispatch.defective')

  const packed = step === 'packed' || step === 'numbered'
  const contents = CONTENTS.filter((content) => view.contents.includes(content))
  const inside = (content: Content): boolean => packed || ticked?.includes(content) === true
  const lacking = contents.filter((content) => content !== 'token' && !inside(content))

  const waiting = (board ?? []).filter((row) => row.step !== 'numbered' && row.step !== 'gone')
  const next = waiting.find((row) => row.case.caseNo !== caseNo && row.step !== 'unallocated')
  const place = (board ?? []).findIndex((row) => row.case.caseNo === caseNo)

  const first = useFirstReading({ view, parcel, profile })
  const second = useSecondReading({
    view,
    parcel,
    profile,
    proof,
    contents,
    off:
      lacking.length > 0
        ? t.contents.needs(
            lacking.map((content) => w.stock.content[content]).join(language === 'ja' ? '、' : ', '),
          )
        : undefined,
    onSpent: () => setProof(undefined),
    onCall: () => setAsking('second'),
  })
  const onward = {
    go:
      how === 'counter'
        ? () => go({ screen: 'case', of: caseNo })
        : next === undefined
          ? () => goTop({ screen: 'dispatch' })
          : () => go({ screen: 'dispatch-pack', of: next.case.caseNo }),
    label: how === 'counter' ? t.read.toCounter : next === undefined ? t.read.toList : t.read.nextEnvelope,
  }
  const print = (paper: 'cover-letter' | 'label' | 'enclosure') =>
    go({ screen: 'paper', of: JSON.stringify({ paper, caseNo } satisfies PaperRequest) })
  const sealing = useSealing({ view, parcel, onward })

  // Work goes on in the field of the step; the first drawing included.
  const shown = useRef<string>(undefined)
  const stage = `${step} ${proof?.key ?? ''} ${sealing.again}`
  useEffect(() => {
    if (shown.current === stage || asking !== undefined) return
    shown.current = stage
    const begin =
      step === 'allocated'
        ? 'first-serial'
        : step === 'read-first'
          ? firstToDo(proof, lacking)
          : step === 'packed' || sealing.again
            ? 'mail-no'
            : 'onward'
    requestAnimationFrame(() => document.getElementById(begin)?.focus())
  })

  const forward: Readonly<Record<typeof step, KeyBinding | undefined>> = {
    unallocated: undefined,
    allocated: first.key,
    'read-first': second.key,
    packed: sealing.key,
    numbered: sealing.key,
    gone: undefined,
  }
  useKeys({
    F7: {
      label: t.coverKey,
      run: () => print('cover-letter'),
    },
    F9: {
      label: t.unpackKey,
      run: () => setAsking('unpack'),
      off: packed ? undefined : t.unpackOff,
    },
    F10: {
      label: t.defectKey,
      run: () => setAsking('defect'),
      off: packed ? t.defectOff : undefined,
    },
    F12: forward[step],
  })

  const notDefective = defective.refusal
  return (
    <div className={css.screen}>
      <CaseHead
        numberLabel={cases.number}
        number={caseNo}
        title={how === 'counter' ? t.counterTitle : t.title}
        end={
          view.startOn === null && view.latestPosting === null ? undefined : (
            <div className={css.due} data-pressing={isPressing(view.judgement) || undefined}>
              <span>
                {t.latest}
                <b>
                  {view.latestPosting === null
                    ? dispatch.noLatest
                    : formatDayAndMonth(view.latestPosting, language)}
                </b>
              </span>
              <StartTag judgement={view.judgement} />
            </div>
          )
        }
      >
        <b>{customerName}</b> {targetName !== customerName && targetName} {profile.shortName[language]}{' '}
        {place >= 0 && <b>{t.place(place + 1, board?.length ?? 1)}</b>}
      </CaseHead>
      <div className={css.panes}>
        <Envelope view={view} parcel={parcel} />
        <Contents
          parcel={parcel}
          contents={contents}
          inside={inside}
          onTick={(content, inside) => tick(parcel.parcel, content, inside)}
          onPrint={print}
          fixed={packed}
        />
        <Reading
          view={view}
          parcel={parcel}
          profile={profile}
          proof={proof}
          onOver={() => setProof(undefined)}
        >
          {step === 'allocated' && first.fields}
          {step === 'read-first' && second.fields}
          {packed && sealing.fields}
        </Reading>
      </div>
      {asking === 'second' && (
        <SecondPerson
          purpose="pack"
          about={caseNo}
          supervisor={view.misreadings >= 2}
          onProven={(_name, proven) => {
            setAsking(undefined)
            setProof(proven)
            second.begin()
          }}
          onCancel={() => setAsking(undefined)}
        >
          <p>{view.misreadings >= 2 ? t.read.callSupervisor : t.read.callLead}</p>
        </SecondPerson>
      )}
      {asking === 'unpack' && (
        <UnpackWindow view={view} parcel={parcel} onClose={() => setAsking(undefined)} />
      )}
      {asking === 'defect' && (
        <ReasonWindow
          title={t.defect.title}
          lead={t.defect.lead}
          label={t.defect.why}
          go={t.defect.go}
          goKey={t.defectKey}
          needed={t.defect.needed}
          back={t.defect.back}
          busy={defective.busy}
          refused={notDefective && <RefusalNote refusal={notDefective} />}
          onGo={(why) =>
            void defective.send({ caseNo, version, why }).then((reply) => {
              if (reply?.ok !== true) return
              setAsking(undefined)
              say(t.defect.done, 'done')
            })
          }
          onClose={() => setAsking(undefined)}
        />
      )}
    </div>
  )
}

const firstToDo = (proof: SecondProof | undefined, lacking: readonly Content[]): string =>
  proof !== undefined ? 'second-serial' : lacking[0] !== undefined ? `content-${lacking[0]}` : 'second-call'

/** 中身を戻す: the reason, and a second person who watches. */
function UnpackWindow({
  view,
  parcel,
  onClose,
}: Pick<PackProps, 'view' | 'parcel'> & { readonly onClose: () => void }) {
  const { dispatch } = useMessages()
  const t = dispatch.pack
  const { caseNo, version } = view.case
  const [why, setWhy] = useState('')
  const unpack = useCommand('dispatch.unpack')
  const send = async () => {
    const reply = await unpack.send({ caseNo, version, why: why.trim() })
    if (reply?.ok !== true) return
    untick(parcel.parcel)
    say(t.unpack.done, 'done')
    onClose()
  }
  const refused = unpack.refusal
  return (
    <SecondPerson
      purpose="pack"
      about={caseNo}
      title={t.unpack.title}
      go={t.unpack.go}
      goKey={t.unpackKey}
      off={why.trim() === '' ? t.reasonNeeded : undefined}
      refusal={refused}
      busy={unpack.busy}
      onProven={() => void send()}
      onCancel={onClose}
    >
      <p>{t.unpack.lead}</p>
      <TextField
        id="unpack-why"
        label={t.unpack.why}
        need="required"
        value={why}
        onChange={setWhy}
        maxLength={500}
      />
    </SecondPerson>
  )
}
