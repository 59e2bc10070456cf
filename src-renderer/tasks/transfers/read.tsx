import { IconBox, IconFileText, IconMailForward } from '@tabler/icons-react'
import { useState } from 'react'
import type { OutputOf } from '#shared/operations'
import type { Refusal } from '#shared/refusals'
import { formatMoment } from '#shared/text/wareki'
import { TRANSFER_REFUSALS, type TransferRefusal } from '#shared/transfers'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { back, say, useDesk } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { Code, Figures } from '../../parts/code.tsx'
import { FieldStack } from '../../parts/field.tsx'
import { Note } from '../../parts/notices.tsx'
import { Facts, Panel } from '../../parts/panel.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { SecondPerson } from '../../parts/second-person.tsx'
import { SerialField } from '../../parts/serial-field.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { Window } from '../../parts/window.tsx'
import { countOf, reading } from './count.ts'
import { Saved } from './saved.tsx'
import { SerialGrid } from './serial-grid.tsx'
import { Source } from './source.tsx'
import css from './transfers.module.css'

type Letter = NonNullable<OutputOf<'transfer.read'>>
type Done = {
  readonly transfer: Letter['transfer'] & string
  readonly fileName: string | null
  readonly title: string
  readonly next: readonly string[]
}

/** A document of another branch: what it says first, and only then what is done about it, by two. */
export function ReadLetter() {
  const { transfers: t } = useMessages()
  const read = useCommand('transfer.read')
  const [letter, setLetter] = useState<Letter>()
  const [refused, setRefused] = useState<Refusal>()
  const [done, setDone] = useState<Done>()
  const open = async (scanned: string[] | null) => {
    setRefused(undefined)
    const reply = await read.send({ scanned })
    if (reply === undefined) return
    setLetter(reply.ok ? (reply.value ?? undefined) : undefined)
    if (!reply.ok) setRefused(reply.error)
    else if (reply.value === null) say(t.source.notChosen)
  }
  useKeys({ Esc: { label: t.backKey, run: back } })
  if (done !== undefined)
    return (
      <Saved
        transfer={done.transfer}
        title={done.title}
        fileName={done.fileName}
        words={{ saved: t.taken.answer, notSaved: t.taken.notSaved }}
        next={done.next}
      />
    )
  return (
    <div className={css.screen} data-fields>
      <Panel title={t.read.title} icon={IconFileText} lead>
        <Source
          lead={t.read.lead}
          busy={read.busy}
          again={letter !== undefined}
          onRead={(scanned) => void open(scanned)}
        />
        {refused !== undefined && <RefusalNote refusal={refused} />}
      </Panel>
      {letter?.kind === 'tokens' && <Tokens key={letter.document} letter={letter} onDone={setDone} />}
      {letter?.kind === 'receipt' && <Answer key={letter.document} letter={letter} />}
    </div>
  )
}

function Heading({ letter }: { readonly letter: Letter }) {
  const { transfers: t } = useMessages()
  const language = useDesk((desk) => desk.language)
  const model = letter.tokens[0]?.name[language]
  return (
    <Facts
      inline
      items={[
        { label: t.read.from, value: t.branch(letter.branchNo, letter.branchName) },
        { label: t.read.at, value: formatMoment(letter.at, language) },
        { label: t.read.signers, value: letter.signers.join(language === 'ja' ? '、' : ', ') },
        ...(model === undefined ? [] : [{ label: t.read.model, value: model }]),
        { label: t.read.tokens, value: <Figures strong>{t.count(letter.tokens.length)}</Figures> },
      ]}
    />
  )
}

/** What has been done about this document before, where something was. */
function Before({ letter, direction }: { readonly letter: Letter; readonly direction: 'in' | 'out' }) {
  const { transfers: t } = useMessages()
  if (letter.transfer === null || letter.state === null) return null
  return (
    <Note tone="caution">
      <p>{t.read.before(letter.transfer, t.standing[direction][letter.state])}</p>
    </Note>
  )
}

function Tokens({ letter, onDone }: { readonly letter: Letter; readonly onDone: (done: Done) => void }) {
  const { transfers: t } = useMessages()
  const s = t.read
  const accept = useCommand('transfer.accept')
  const sendBack = useCommand('transfer.refuse')
  const [read, setRead] = useState<readonly string[]>([])
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string>()
  const [refused, setRefused] = useState<Refusal>()
  const [asking, setAsking] = useState<'accept' | 'why' | 'refuse'>()
  const [reason, setReason] = useState<TransferRefusal | null>(null)
  const [note, setNote] = useState('')
  const listed = letter.tokens.map(({ serial }) => serial)
  const { matched, extra } = countOf(listed, read)
  const branch = t.branch(letter.branchNo, letter.branchName)
  const isOver = letter.state !== null

  const take = (text: string) => {
    if (text.trim() === '') return
    const one = reading(read, text)
    setTyped('')
    setProblem(
      one.kind === 'taken' ? undefined : one.kind === 'again' ? s.again(one.serial) : s.malformed(one.serial),
    )
    if (one.kind === 'taken') setRead(one.read)
    requestAnimationFrame(() => document.getElementById('counted')?.focus())
  }
  const settled = (outcome: Done) => {
    setAsking(undefined)
    say(outcome.title, 'done')
    onDone(outcome)
  }
  const takeIn = async () => {
    setRefused(undefined)
    const reply = await accept.send({ document: letter.document, counted: [...read] })
    if (reply === undefined) return
    setAsking(undefined)
    if (!reply.ok) {
      setRefused(reply.error)
      return
    }
    const { transfer, box, fileName } = reply.value
    settled({ transfer, fileName, title: t.taken.title(transfer), next: [t.taken.box(box)] })
  }
  const returnAll = async () => {
    if (reason === null) return
    setRefused(undefined)
    const reply = await sendBack.send({ document: letter.document, reason, note })
    if (reply === undefined) return
    setAsking(undefined)
    if (!reply.ok) {
      setRefused(reply.error)
      return
    }
    const { transfer, fileName } = reply.value
    settled({ transfer, fileName, title: t.taken.returned(transfer), next: [t.taken.returnNext] })
  }
  const before =
    letter.transfer === null || letter.state === null
      ? undefined
      : s.before(letter.transfer, t.standing.in[letter.state])
  const off = isOver
    ? before
    : extra.length > 0
      ? s.hasExtra
      : matched.size < listed.length
        ? s.needsCount
        : undefined
  useKeys({
    F7: { label: s.refuseKey, run: () => setAsking('why'), off: isOver ? before : undefined },
    F12: { label: s.acceptKey, run: () => setAsking('accept'), off },
  })
  return (
    <Panel
      title={s.tokensTitle}
      icon={IconBox}
      note={<Figures strong>{s.counted(matched.size, listed.length)}</Figures>}
      fill
    >
      <div className={css.columns}>
        <div className={css.source}>
          <Heading letter={letter} />
          <Before letter={letter} direction="in" />
          {!isOver && (
            <>
              <SerialField
                id="counted"
                label={s.serial}
                help={s.countLead}
                value={typed}
                onChange={setTyped}
                onLeave={take}
                problem={problem === undefined ? undefined : { what: problem }}
                autoFocus
              />
              {extra.length > 0 && (
                <Note tone="caution">
                  <p>{s.extra(extra.join('、'))}</p>
                  <Action onPress={() => setRead(read.filter((serial) => !extra.includes(serial)))}>
                    {s.dropExtra}
                  </Action>
                </Note>
              )}
            </>
          )}
          {refused !== undefined && <RefusalNote refusal={refused} />}
          <Actions>
            <Action keyName="F12" tone="go" off={off} onPress={() => setAsking('accept')}>
              {s.accept(listed.length)}
            </Action>
            <Action keyName="F7" off={isOver ? before : undefined} onPress={() => setAsking('why')}>
              {s.refuse}
            </Action>
          </Actions>
        </div>
        <SerialGrid
          label={s.list(listed.length)}
          serials={listed}
          counted={isOver ? undefined : { serials: matched, yes: s.isCounted, no: s.notYet }}
        />
      </div>
      {asking === 'accept' && (
        <SecondPerson
          purpose="transfer"
          about=""
          supervisor
          go={s.accept(listed.length)}
          goKey={s.acceptKey}
          busy={accept.busy}
          onProven={() => void takeIn()}
          onCancel={() => setAsking(undefined)}
        >
          <p>{s.confirmAccept(branch, listed.length)}</p>
        </SecondPerson>
      )}
      {asking === 'why' && (
        <Why
          reason={reason}
          note={note}
          onReason={setReason}
          onNote={setNote}
          onNext={() => setAsking('refuse')}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking === 'refuse' && (
        <SecondPerson
          purpose="transfer"
          about=""
          supervisor
          go={s.refuse}
          goKey={s.refuseKey}
          busy={sendBack.busy}
          onProven={() => void returnAll()}
          onCancel={() => setAsking(undefined)}
        >
          <p>{s.confirmRefuse(branch, listed.length)}</p>
        </SecondPerson>
      )}
    </Panel>
  )
}

type WhyProps = {
  readonly reason: TransferRefusal | null
  readonly note: string
  readonly onReason: (reason: TransferRefusal) => void
  readonly onNote: (note: string) => void
  readonly onNext: () => void
  readonly onClose: () => void
}

/** Why everything goes back. The other branch reads it. */
function Why({ reason, note, onReason, onNote, onNext, onClose }: WhyProps) {
  const { transfers: t } = useMessages()
  const s = t.read
  const off = reason === null ? s.needsReason : undefined
  return (
    <Window
      title={s.refuse}
      icon={IconMailForward}
      size="small"
      onClose={onClose}
      keys={{ F12: { label: s.refuseKey, run: onNext, off } }}
      footer={
        <Actions>
          <Action keyName="F12" tone="go" off={off} onPress={onNext}>
            {s.refuse}
          </Action>
        </Actions>
      }
    >
      <FieldStack>
        <ChoiceField
          label={s.reason}
          need="required"
          direction="column"
          value={reason}
          onChange={onReason}
          autoFocus
          choices={TRANSFER_REFUSALS.map((value) => ({ value, label: t.reasons[value] }))}
        />
        <TextField
          label={s.noteLabel}
          need="optional"
          help={s.noteHelp}
          value={note}
          onChange={onNote}
          maxLength={200}
        />
      </FieldStack>
    </Window>
  )
}

function Answer({ letter }: { readonly letter: Letter }) {
  const { transfers: t } = useMessages()
  const s = t.read
  const settle = useCommand('transfer.settle')
  const [refused, setRefused] = useState<Refusal>()
  const [asking, setAsking] = useState(false)
  const { transfer, state, differences, reason, accepted } = letter
  const isOpen = state === 'sent'
  const off = isOpen ? undefined : s.before(transfer ?? '', t.standing.out[state ?? 'settled'])

  const record = async () => {
    setRefused(undefined)
    const reply = await settle.send({ document: letter.document })
    if (reply === undefined) return
    setAsking(false)
    if (!reply.ok) {
      setRefused(reply.error)
      return
    }
    say(t.taken.settled(reply.value.transfer), 'done')
    back()
  }
  const found = (what: 'missing' | 'refused') => differences.filter((one) => one.found === what).length
  const gone = reason === 'not-arrived' ? letter.tokens.length : found('missing')
  const home = accepted === true ? found('refused') : letter.tokens.length - gone
  const transferred = letter.tokens.length - gone - home
  useKeys({ F12: { label: s.settleKey, run: () => setAsking(true), off } })
  return (
    <Panel
      title={s.answerTitle}
      icon={IconFileText}
      note={transfer === null ? undefined : <Code>{transfer}</Code>}
    >
      <div className={css.source}>
        <Heading letter={letter} />
        <Facts
          items={[
            {
              label: s.outcome,
              value: (
                <b>
                  {reason === null
                    ? differences.length === 0
                      ? s.accepted
                      : t.count(transferred)
                    : s.refused(t.reasons[reason])}
                </b>
              ),
            },
            ...(letter.note === '' ? [] : [{ label: s.note, value: letter.note }]),
            ...differences.map((one) => ({
              key: one.serial,
              label: s.differences[one.found],
              value: <Code size="sm">{one.serial}</Code>,
            })),
          ]}
        />
        {!isOpen && <Before letter={letter} direction="out" />}
        {refused !== undefined && <RefusalNote refusal={refused} />}
        <Actions>
          <Action keyName="F12" tone="go" off={off} autoFocus={isOpen} onPress={() => setAsking(true)}>
            {s.settle}
          </Action>
        </Actions>
      </div>
      {asking && (
        <SecondPerson
          purpose="transfer"
          about=""
          supervisor
          go={s.settle}
          goKey={s.settleKey}
          busy={settle.busy}
          onProven={() => void record()}
          onCancel={() => setAsking(false)}
        >
          <div>
            {transferred > 0 && <p>{s.confirmSettle.accepted(transferred)}</p>}
            {home > 0 && <p>{s.confirmSettle.refused(home)}</p>}
            {gone > 0 && <p>{s.confirmSettle.missing(gone)}</p>}
          </div>
        </SecondPerson>
      )}
    </Panel>
  )
}
