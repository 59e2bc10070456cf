import { IconCircleCheck, IconDeviceFloppy, IconListDetails, IconNumber123 } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { SeedRehearsal, SeedRow } from '#shared/operations/seeds'
import type { Refusal } from '#shared/refusals'
import { SEED_PROBLEMS, type SeedProblemCode } from '#shared/seeds'
import { formatMoment, westernDate } from '#shared/text/wareki'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { say, useDesk } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { Code, Figures } from '../../parts/code.tsx'
import { FieldStack } from '../../parts/field.tsx'
import { type Column, ListTable, TwoLines } from '../../parts/list-table.tsx'
import { Empty, Note, Refused } from '../../parts/notices.tsx'
import { Facts, Panel } from '../../parts/panel.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { SecondPerson } from '../../parts/second-person.tsx'
import { CodeField } from '../../parts/text-field.tsx'
import { focusSoon } from '../proof.tsx'
import { SeedProgress } from './progress.tsx'
import css from './seeds.module.css'

const KINDS = ['all', 'new', 'same', 'changed', 'refused'] as const
type Kind = (typeof KINDS)[number]
const WINDOW = 200

type PlanProps = {
  readonly plan: SeedRehearsal
  readonly onPlan: (plan: SeedRehearsal) => void
  /** Written; what to say about it. */
  readonly onDone: (lines: readonly string[]) => void
}

/** What a file would do, serial by serial; its samples; and the word of two supervisors. */
export function SeedPlanView({ plan, onPlan, onDone }: PlanProps) {
  const { seedFiles: t } = useMessages()
  const [kind, setKind] = useState<Kind>(mostTelling(plan))
  const [writing, setWriting] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()
  const commit = useCommand('seeds.commit')
  const list = useCommand('seeds.retry-list')
  const busy = commit.busy
  const blocked = plan.writtenAs === null ? plan.same + plan.changed + plan.refused : 0
  const off =
    blocked > 0
      ? t.commit.refused
      : plan.writtenAs === null && plan.samples.some(({ proven }) => !proven)
        ? t.commit.samples
        : undefined

  const write = async () => {
    setRefusal(undefined)
    const reply = await commit.send({ plan: plan.plan })
    if (reply === undefined) return
    if (!reply.ok) {
      setRefusal(reply.error)
      return
    }
    const { box, added, already } = reply.value
    onDone(already ? [t.commit.already(box)] : [t.commit.done(box, added), t.commit.archive])
  }
  const start = () => {
    if (off !== undefined || busy) return
    // What was written before needs nobody's word: nothing happens.
    if (plan.writtenAs === null) setWriting(true)
    else void write()
  }
  const saveList = async () => {
    const reply = await list.send({ plan: plan.plan })
    if (reply?.ok) say(t.result.listSaved(reply.value.fileName ?? ''), 'done')
    else if (reply !== undefined && reply.error.code !== 'save-cancelled') setRefusal(reply.error)
  }
  // One after another, and then the word of two.
  const next = plan.samples.find(({ proven }) => !proven)?.serial
  useEffect(() => {
    focusSoon(blocked > 0 ? 'seedList' : next === undefined ? 'seedCommit' : `sample-${next}`)
  }, [next, blocked])
  useKeys({
    ...(blocked > 0 ? { F7: { label: t.result.listKey, run: () => void saveList() } } : {}),
    F12: { label: t.commit.key, run: start, off },
  })

  return (
    <div className={css.plan}>
      <div className={css.main}>
        <div className={css.counts}>
          <ChoiceField
            label={t.result.title}
            bare
            value={kind}
            onChange={setKind}
            choices={KINDS.map((one) => ({
              value: one,
              label: t.result.counts[one],
              note: <Figures strong>{t.result.count(one === 'all' ? plan.keys : plan[one])}</Figures>,
            }))}
          />
        </div>
        <Panel title={t.result.counts[kind]} icon={IconListDetails} note={t.result.nothingYet} fill flush>
          <div className={css.list}>
            <Rows key={`${plan.plan} ${kind}`} plan={plan} kind={kind} />
          </div>
        </Panel>
      </div>
      <div className={css.side}>
        {/* Nothing of a file with a fault is written, so nobody is sent to the box for its codes. */}
        {blocked === 0 && (
          <Panel title={t.samples.title} icon={IconNumber123}>
            {plan.samples.length === 0 ? (
              <p>{t.samples.none}</p>
            ) : (
              <FieldStack>
                <p>{t.samples.lead}</p>
                {plan.samples.map(({ serial, proven }) => (
                  <Sample key={serial} plan={plan} serial={serial} proven={proven} onPlan={onPlan} />
                ))}
              </FieldStack>
            )}
          </Panel>
        )}
        <Panel title={t.result.stored} icon={IconDeviceFloppy}>
          <FieldStack>
            <Stored plan={plan} />
            {plan.writtenAs !== null && <Note tone="plain">{t.result.writtenAs(plan.writtenAs)}</Note>}
            {blocked > 0 && (
              <Note title={t.result.blocked(blocked)}>
                <Actions>
                  <Action id="seedList" keyName="F7" onPress={() => void saveList()}>
                    {t.result.list}
                  </Action>
                </Actions>
              </Note>
            )}
            {busy ? (
              <SeedProgress />
            ) : (
              <Actions>
                <Action id="seedCommit" keyName="F12" tone="go" off={off} onPress={start}>
                  {t.commit.button(plan.new)}
                </Action>
              </Actions>
            )}
            {refusal !== undefined && !writing && <RefusalNote refusal={refusal} />}
          </FieldStack>
        </Panel>
      </div>
      {writing && (
        <SecondPerson
          purpose="seed-commit"
          about={plan.plan}
          supervisor
          go={t.commit.button(plan.new)}
          goKey={t.commit.key}
          refusal={refusal}
          busy={busy}
          onCancel={() => setWriting(false)}
          onProven={() => void write()}
        >
          <p>{t.commit.about(plan.fileName, plan.new, plan.fingerprint)}</p>
        </SecondPerson>
      )}
    </div>
  )
}

const mostTelling = ({ refused, changed, same }: SeedRehearsal): Kind =>
  refused > 0 ? 'refused' : changed > 0 ? 'changed' : same > 0 ? 'same' : 'all'

function Stored({ plan }: { readonly plan: SeedRehearsal }) {
  const { seedFiles: t, seeds } = useMessages()
  const language = useDesk((desk) => desk.language)
  const name = (code: string) => (seeds.assumptions as Readonly<Record<string, string>>)[code] ?? code
  return (
    <>
      {plan.parameters.map((one) => (
        <div key={`${one.kind}${one.algorithm}${one.digits}${one.periodSeconds}${one.assumed.join()}`}>
          <p>
            <b>
              {t.result.parameters(one.algorithm, one.digits, one.kind === 'totp' ? one.periodSeconds : null)}
            </b>
            {'　'}
            {one.kind === 'totp' ? t.result.totp : t.result.hotp}
            {'　'}
            <Figures>{t.result.count(one.keys)}</Figures>
          </p>
          {one.assumed.length > 0 && <p className={css.assumed}>{seeds.assumed(one.assumed.map(name))}</p>}
        </div>
      ))}
      <Facts
        items={[
          {
            label: t.result.range,
            value: <Code size="sm">{`${plan.first ?? '—'} – ${plan.last ?? '—'}`}</Code>,
          },
          {
            label: t.result.expiry,
            value: plan.latestExpiry === null ? t.result.noExpiry : formatMoment(plan.latestExpiry, language),
          },
          {
            label: t.result.encoding,
            value: plan.encodings.map(({ encoding }) => seeds.encodings[encoding] ?? encoding).join('、'),
          },
          { label: t.result.fingerprint, value: <Code size="sm">{plan.fingerprint}</Code> },
        ]}
      />
    </>
  )
}

/** Columns of what would be stored. */
const STORED: ReadonlySet<string> = new Set(['parameters', 'until'])

type RowsProps = { readonly plan: SeedRehearsal; readonly kind: Kind }

function Rows({ plan, kind }: RowsProps) {
  const { seedFiles: t } = useMessages()
  const [from, setFrom] = useState(0)
  const { value } = useQuery('seeds.rows', { plan: plan.plan, only: kind, from })
  // Of what is refused there is only to say why.
  const columns = useColumns().filter(({ id }) => kind !== 'refused' || !STORED.has(id))
  if (value === undefined) return null
  return (
    <>
      <ListTable<SeedRow>
        label={t.result.counts[kind]}
        columns={columns}
        rows={value.rows}
        idOf={({ key }) => String(key)}
        empty={<Empty title={t.result.empty} />}
      />
      {value.total > WINDOW && (
        <Actions>
          <p>{t.result.more(Math.min(from + WINDOW, value.total), value.total)}</p>
          <Action off={from === 0 ? t.result.empty : undefined} onPress={() => setFrom(from - WINDOW)}>
            {t.result.previous}
          </Action>
          <Action
            off={from + WINDOW >= value.total ? t.result.empty : undefined}
            onPress={() => setFrom(from + WINDOW)}
          >
            {t.result.next}
          </Action>
        </Actions>
      )}
    </>
  )
}

const isProblem = (code: string | null): code is SeedProblemCode =>
  SEED_PROBLEMS.some((problem) => problem === code)

function useColumns(): Column<SeedRow>[] {
  const { seedFiles: t, seeds } = useMessages()
  const language = useDesk((desk) => desk.language)
  return [
    {
      id: 'line',
      title: t.result.column.line,
      width: '4.5rem',
      cell: ({ line }) => <Figures>{line}</Figures>,
    },
    {
      id: 'serial',
      title: t.result.column.serial,
      width: '11rem',
      name: true,
      cell: ({ serial }) => (serial === null ? '—' : <Code size="sm">{serial}</Code>),
    },
    {
      id: 'finding',
      title: t.result.column.finding,
      cell: ({ finding, code, facts }) =>
        isProblem(code) ? (
          <TwoLines under={seeds.problems[code](facts).todo}>
            <b>{t.result.finding[finding]}</b>　{seeds.problems[code](facts).why}{' '}
            <Code size="sm">{code}</Code>
          </TwoLines>
        ) : (
          t.result.finding[finding]
        ),
    },
    {
      id: 'parameters',
      title: t.result.column.parameters,
      width: '13rem',
      cell: ({ algorithm, digits, periodSeconds, kind, assumed }) =>
        algorithm === null || digits === null ? (
          '—'
        ) : (
          <TwoLines under={assumed.length > 0 ? t.result.assumed : ''}>
            {t.result.parameters(algorithm, digits, kind === 'totp' ? periodSeconds : null)}
          </TwoLines>
        ),
    },
    {
      id: 'until',
      title: t.result.column.until,
      width: '8rem',
      cell: ({ validUntil }) =>
        validUntil === null ? (
          '—'
        ) : (
          <span title={formatMoment(validUntil, language)}>
            <Figures>{westernDate(validUntil)}</Figures>
          </span>
        ),
    },
  ]
}

type SampleProps = {
  readonly plan: SeedRehearsal
  readonly serial: string
  readonly proven: boolean
  readonly onPlan: (plan: SeedRehearsal) => void
}

/** One token out of the box shows that its seed was read as it is meant. */
function Sample({ plan, serial, proven, onPlan }: SampleProps) {
  const { seedFiles: t } = useMessages()
  const tryCode = useCommand('seeds.try-code')
  const take = useCommand('seeds.take-proposal')
  const [code, setCode] = useState('')
  const [said, setSaid] = useState<{
    readonly refusal?: Refusal
    readonly proposal?: Proposal
    readonly wrong?: true
  }>()
  const digits = plan.parameters[0]?.digits
  const places = digits === 7 || digits === 8 ? digits : 6
  const send = async () => {
    const reply = await tryCode.send({ plan: plan.plan, serial, code })
    if (reply === undefined) return
    setCode('')
    if (!reply.ok || !reply.value.fits) focusSoon(`sample-${serial}`)
    if (!reply.ok) setSaid({ refusal: reply.error })
    else if (reply.value.fits) {
      setSaid(undefined)
      onPlan({ ...plan, samples: reply.value.samples })
    } else setSaid(reply.value.proposal === null ? { wrong: true } : { proposal: reply.value.proposal })
  }
  const accept = async (proposal: Proposal) => {
    const reply = await take.send({ plan: plan.plan, ...proposal })
    if (reply === undefined) return
    if (!reply.ok) setSaid({ refusal: reply.error })
    else {
      setSaid(undefined)
      onPlan(reply.value)
    }
  }
  return (
    <div className={css.sample}>
      <p>
        {t.samples.serial} <Code>{serial}</Code>
      </p>
      {proven ? (
        <p className={css.taken}>
          <IconCircleCheck size="1.125rem" stroke={2} aria-hidden />
          {t.samples.right}
        </p>
      ) : (
        <>
          <CodeField
            id={`sample-${serial}`}
            label={t.samples.code}
            digits={places}
            value={code}
            onChange={setCode}
          />
          <Actions>
            <Action
              id={`sample-${serial}-go`}
              tone="go"
              off={code.length < places ? t.samples.lead : undefined}
              busy={tryCode.busy}
              onPress={() => void send()}
            >
              {t.samples.try}
            </Action>
          </Actions>
          {said?.wrong === true && <Refused what={t.samples.wrong} />}
          {said?.refusal !== undefined && <RefusalNote refusal={said.refusal} />}
          {said?.proposal !== undefined && (
            <Note title={t.samples.proposal(said.proposal.algorithm, said.proposal.periodSeconds)}>
              <Actions>
                <Action onPress={() => said.proposal !== undefined && void accept(said.proposal)}>
                  {t.samples.take(said.proposal.algorithm, said.proposal.periodSeconds)}
                </Action>
              </Actions>
            </Note>
          )}
        </>
      )}
    </div>
  )
}

type Proposal = { readonly algorithm: 'SHA1' | 'SHA256'; readonly periodSeconds: 30 | 60 }
