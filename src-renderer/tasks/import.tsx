import {
  IconArrowsDiff,
  IconEqual,
  IconFileImport,
  IconFileOff,
  IconFilePlus,
  IconFileX,
  IconInfoCircle,
} from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { OutputOf } from '#shared/operations'
import type { MasterPlan } from '#shared/operations/contracts'
import type { Refusal } from '#shared/refusals'
import { ask } from '../desk/ask.ts'
import { useKeys } from '../desk/keys.ts'
import { type Messages, useMessages } from '../desk/messages.ts'
import { say } from '../desk/state.ts'
import { useCommand } from '../desk/use-command.ts'
import { useStanding } from '../desk/use-standing.ts'
import { Action, Actions } from '../parts/action.tsx'
import { ChoiceField } from '../parts/choice-field.tsx'
import { Code, Figures } from '../parts/code.tsx'
import { type Column, ListTable } from '../parts/list-table.tsx'
import { Note, Progress } from '../parts/notices.tsx'
import { Facts, type Icon, Panel } from '../parts/panel.tsx'
import { RefusalNote } from '../parts/refusal.tsx'
import css from './import.module.css'

const kinds = ['new', 'changed', 'rejected', 'absent', 'unchanged', 'warnings'] as const
type Kind = (typeof kinds)[number]

/** The contract master: rehearsed first, shown in full, and only then written. */
export function ImportTask() {
  const { master, importScreen: s, keys: k } = useMessages()
  const t = master.plan
  const rehearse = useCommand('master.rehearse')
  const commit = useCommand('master.commit')
  const [plan, setPlan] = useState<MasterPlan>()
  const [kind, setKind] = useState<Kind>('new')
  const [refused, setRefused] = useState<Refusal>()
  const [done, setDone] = useState<readonly string[]>()
  const reading = rehearse.busy
  const writing = commit.busy

  const choose = async () => {
    if (reading || writing) return
    setRefused(undefined)
    setDone(undefined)
    setPlan(undefined)
    const reply = await rehearse.send({})
    if (reply === undefined) return
    if (!reply.ok && reply.error.code !== 'save-cancelled') setRefused(reply.error)
    else if (!reply.ok || reply.value === null) say(s.notChosen)
    else {
      setPlan(reply.value)
      setKind(mostTelling(reply.value))
      say(s.rehearsed, 'done')
    }
  }
  const write = async () => {
    if (plan === undefined || writing) return
    setRefused(undefined)
    const reply = await commit.send({ plan: plan.plan })
    if (reply === undefined) return
    if (!reply.ok) {
      setRefused(reply.error)
      return
    }
    const lines = [
      t.done(reply.value.added, reply.value.changed),
      ...(plan.rejected > 0 ? [t.doneRejected(plan.rejected)] : []),
    ]
    setDone(lines)
    setPlan(undefined)
    say(lines.join(' '), 'done')
  }
  const drop = () => {
    setPlan(undefined)
    say(s.notChosen)
  }
  const off = plan === undefined ? s.chooseFirst : plan.new + plan.changed === 0 ? t.nothingToDo : undefined
  useKeys({
    ...(plan === undefined ? {} : { Esc: { label: k.back, run: drop } }),
    F9: { label: plan === undefined ? s.chooseKey : s.againKey, run: () => void choose() },
    F12: { label: t.commitKey, run: () => void write(), off },
  })
  useStanding(plan === undefined ? undefined : t.nothingYet)

  return (
    <div className={css.screen}>
      <Panel
        title={t.title}
        icon={IconFileImport}
        lead
        note={
          plan === undefined ? undefined : t.file(plan.fileName, master.encodings[plan.encoding], plan.lines)
        }
      >
        <div className={css.lead}>
          {plan === undefined ? <p>{t.lead}</p> : <p>{t.nothingYet}</p>}
          <Actions>
            {plan !== undefined && (
              <Action keyName="F12" tone="go" off={off} busy={writing} onPress={() => void write()}>
                {t.commit(plan.new, plan.changed)}
              </Action>
            )}
            <Action
              keyName="F9"
              tone={plan === undefined ? 'go' : 'plain'}
              autoFocus
              busy={reading || writing}
              onPress={() => void choose()}
            >
              {plan === undefined ? t.choose : s.again}
            </Action>
            {plan !== undefined && (
              <Action keyName="Esc" onPress={drop}>
                {t.cancel}
              </Action>
            )}
          </Actions>
          {reading && <Reading />}
          {writing && <p role="status">{s.committing}</p>}
          {refused !== undefined && <RefusalNote refusal={refused} />}
          {done !== undefined && (
            <Note tone="plain" title={s.done}>
              {done.map((line) => (
                <p key={line}>{line}</p>
              ))}
            </Note>
          )}
        </div>
      </Panel>
      {plan === undefined ? (
        <Panel title={s.format} icon={IconInfoCircle}>
          <Facts items={s.formatFacts.map(([label, value]) => ({ label, value }))} />
          <p className={css.safe}>{s.safe}</p>
        </Panel>
      ) : (
        <Plan plan={plan} kind={kind} onKind={setKind} />
      )}
    </div>
  )
}

/** What somebody should look at first: lines that are not taken, then changes, then the rest. */
const mostTelling = (plan: MasterPlan): Kind =>
  plan.rejected > 0 ? 'rejected' : plan.changed > 0 ? 'changed' : 'new'

const LOOK_EVERY_MS = 300

/** How far the reading is. Under a second there is nothing to see; stopping leaves everything as it was. */
function Reading() {
  const { master, importScreen: s } = useMessages()
  const [progress, setProgress] = useState<OutputOf<'master.progress'>>(null)
  useEffect(() => {
    let here = true
    const timer = setInterval(() => {
      ask('master.progress', {}).then(
        (reply) => here && reply.ok && setProgress(reply.value),
        // The rehearsal itself says when something went wrong.
        () => undefined,
      )
    }, LOOK_EVERY_MS)
    return () => {
      here = false
      clearInterval(timer)
    }
  }, [])
  if (progress === null) return null
  const percent = Math.floor((100 * progress.bytes) / Math.max(progress.ofBytes, 1))
  return (
    <Progress
      title={`${master.plan.rehearsing} ${s.linesSoFar(progress.lines)}`}
      done={percent}
      total={100}
      unit="%"
      onCancel={() => void ask('master.cancel', {})}
    />
  )
}

const icons: Readonly<Record<Kind, Icon>> = {
  new: IconFilePlus,
  changed: IconArrowsDiff,
  rejected: IconFileX,
  absent: IconFileOff,
  unchanged: IconEqual,
  warnings: IconInfoCircle,
}

type PlanProps = {
  readonly plan: MasterPlan
  readonly kind: Kind
  readonly onKind: (kind: Kind) => void
}

/** The rehearsal, kind by kind: how many, what will become of them, and which. */
function Plan({ plan, kind, onKind }: PlanProps) {
  const { master, importScreen: s } = useMessages()
  const t = master.plan
  const countOf: Readonly<Record<Kind, number>> = { ...plan, warnings: plan.warnings.length }
  const name = kind === 'warnings' ? t.warnings : t.kinds[kind]
  return (
    <>
      <div className={css.kinds}>
        <ChoiceField
          label={s.showKinds}
          bare
          value={kind}
          onChange={onKind}
          choices={kinds.map((one) => ({
            value: one,
            label: one === 'warnings' ? t.warnings : t.kinds[one],
            note: <Figures strong>{t.contracts(countOf[one])}</Figures>,
          }))}
        />
      </div>
      <Panel title={name} icon={icons[kind]} note={shownOf(plan, kind, t)} fill flush>
        <div className={css.list}>
          {kind !== 'warnings' && <p className={css.about}>{t.about[kind]}</p>}
          <Entries plan={plan} kind={kind} />
        </div>
      </Panel>
    </>
  )
}

function shownOf(plan: MasterPlan, kind: Kind, t: Messages['master']['plan']): string | undefined {
  switch (kind) {
    case 'new':
      return t.showing(plan.newContracts.length, plan.new)
    case 'changed':
      return t.showing(new Set(plan.changes.map(({ contractNo }) => contractNo)).size, plan.changed)
    case 'rejected':
      return t.contracts(plan.rejected)
    default:
      return undefined
  }
}

function Entries({ plan, kind }: Pick<PlanProps, 'plan' | 'kind'>) {
  const { master, importScreen: s } = useMessages()
  const t = master.plan
  const { columns: c } = t
  const none = s.nothing(kind === 'warnings' ? t.warnings : t.kinds[kind])
  switch (kind) {
    case 'new':
      return (
        <Table
          label={t.kinds.new}
          rows={plan.newContracts}
          empty={none}
          columns={[
            { id: 'line', title: c.line, width: '7rem', cell: ({ line }) => master.line(line) },
            {
              id: 'contract',
              title: c.contract,
              width: '12rem',
              cell: ({ contractNo }) => <Code size="sm">{contractNo}</Code>,
            },
            { id: 'name', title: c.name, name: true, cell: ({ name }) => name },
          ]}
        />
      )
    case 'changed':
      return (
        <Table
          label={t.kinds.changed}
          rows={plan.changes}
          empty={none}
          columns={[
            {
              id: 'contract',
              title: c.contract,
              name: true,
              cell: ({ contractNo, name }) => (
                <>
                  <Code size="sm">{contractNo}</Code> {name}
                </>
              ),
            },
            {
              id: 'field',
              title: c.field,
              cell: ({ change }) => (
                <>
                  {t.of(change.user)}　<b>{master.column(change.field)}</b>
                </>
              ),
            },
            {
              id: 'before',
              title: c.before,
              cell: ({ change }) => <Value field={change.field} value={change.before} />,
            },
            {
              id: 'after',
              title: c.after,
              cell: ({ change }) => (
                <b>
                  <Value field={change.field} value={change.after} />
                </b>
              ),
            },
          ]}
        />
      )
    case 'rejected':
      return (
        <Table
          label={t.kinds.rejected}
          rows={plan.rejections}
          empty={t.noRejections}
          columns={[
            {
              id: 'line',
              title: c.line,
              width: '6rem',
              name: true,
              cell: ({ problem }) => (problem.line === null ? master.noLine : master.line(problem.line)),
            },
            {
              id: 'contract',
              title: c.contract,
              width: '9rem',
              cell: ({ contractNo }) => contractNo !== null && <Code size="sm">{contractNo}</Code>,
            },
            {
              id: 'found',
              title: c.found,
              cell: ({ problem }) => (
                <>
                  {problem.column !== null && master.column(problem.column)}
                  {problem.found !== null && (
                    <>
                      {' '}
                      <Code size="sm">{master.found(problem.found)}</Code>
                    </>
                  )}
                </>
              ),
            },
            {
              id: 'why',
              title: c.why,
              cell: ({ problem }) => <b>{master.lineProblems[problem.code].why}</b>,
            },
            { id: 'todo', title: c.todo, cell: ({ problem }) => master.lineProblems[problem.code].todo },
          ]}
        />
      )
    case 'warnings':
      return (
        <Table
          label={t.warnings}
          rows={plan.warnings}
          empty={t.noWarnings}
          columns={[
            {
              id: 'line',
              title: c.line,
              width: '6rem',
              name: true,
              cell: ({ line }) => (line === null ? master.noLine : master.line(line)),
            },
            {
              id: 'contract',
              title: c.contract,
              width: '9rem',
              cell: ({ contractNo }) => <Code size="sm">{contractNo}</Code>,
            },
            {
              id: 'found',
              title: c.found,
              cell: ({ found }) => found !== null && <Code size="sm">{master.found(found)}</Code>,
            },
            {
              id: 'why',
              title: c.why,
              cell: ({ code }) => {
                const words: Readonly<Record<string, string>> = master.warnings
                return words[code] ?? code
              },
            },
          ]}
        />
      )
    default:
      return <p className={css.about}>{plan[kind] === 0 ? none : s.staysAsIs}</p>
  }
}

type TableProps<Row> = {
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly empty: ReactNode
}

/** The rows of a plan have no name of their own; their place in the plan is one. */
function Table<Row>({ label, rows, columns, empty }: TableProps<Row>) {
  const [chosen, setChosen] = useState<string>()
  const placed = rows.map((row, place) => ({ row, id: String(place) }))
  return (
    <ListTable
      label={label}
      rows={placed}
      idOf={({ id }) => id}
      chosen={chosen}
      onChoose={setChosen}
      empty={empty}
      columns={columns.map(({ cell, ...column }) => ({
        ...column,
        cell: ({ row }: { readonly row: Row }) => cell(row),
      }))}
    />
  )
}

/** A value of the file in words, where it is a code of ours. */
function Value({ field, value }: { readonly field: string; readonly value: string | null }) {
  const { master, importScreen: s, states } = useMessages()
  if (value === null || value === '') return master.plan.empty
  const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    registration: states.registration,
    authentication: states.tag,
    usageMode: s.values,
    tokenKind: s.values,
    transferRight: s.values,
    accountType: s.values,
  }
  return words[field]?.[value] ?? value
}
