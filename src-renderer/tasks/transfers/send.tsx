import { IconPackageExport } from '@tabler/icons-react'
import { useState } from 'react'
import type { BranchNo, RecordNo, Serial, ServiceId } from '#shared/ids'
import type { OutputOf } from '#shared/operations'
import type { Refusal } from '#shared/refusals'
import { readRange, serialsOf } from '#shared/serials'
import { ask } from '../../desk/ask.ts'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { back, say, useDesk } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Figures } from '../../parts/code.tsx'
import { FieldStack } from '../../parts/field.tsx'
import { Empty } from '../../parts/notices.tsx'
import { Panel } from '../../parts/panel.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { SecondPerson } from '../../parts/second-person.tsx'
import { SerialField } from '../../parts/serial-field.tsx'
import { SelectField } from '../../parts/text-field.tsx'
import { Saved } from './saved.tsx'
import { SerialGrid } from './serial-grid.tsx'
import css from './transfers.module.css'

const TOKENS_MAX = 1000

type Model = OutputOf<'stock.models'>[number]
type Sent = OutputOf<'transfer.send'>

const keyOf = ({ service, model }: Model): string => `${service}/${model}`

/** What of a model lies free in the safe: all of a box, or all beginning so; as much as one transfer carries. */
async function inStock(
  { service, model }: Model,
  only: { readonly box: RecordNo | null; readonly serial: string },
): Promise<readonly Serial[]> {
  const found: Serial[] = []
  for (let from = 0; found.length <= TOKENS_MAX; ) {
    const reply = await ask('stock.list', { service, model, state: 'in-stock', ...only, from })
    if (!reply.ok || reply.value.rows.length === 0) break
    found.push(...reply.value.rows.map(({ serial }) => serial))
    from += reply.value.rows.length
    if (from >= reply.value.total) break
  }
  return found
}

/** What two serials have in common at their beginning. */
function commonHead(one: string, other: string): string {
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  return one.slice(0, at)
}

/** Tokens for another branch: where to, which, and then out of the safe before a supervisor. */
export function Send() {
  const { transfers: t, parts, words, keys } = useMessages()
  const s = t.send
  const language = useDesk((desk) => desk.language)
  const { value: known } = useQuery('transfer.list', {})
  const { value: models } = useQuery('stock.models', {})
  const { value: boxes } = useQuery('stock.boxes', {})
  const send = useCommand('transfer.send')
  const [to, setTo] = useState<BranchNo | null>(null)
  const [modelKey, setModelKey] = useState<string | null>(null)
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string>()
  const [chosen, setChosen] = useState<readonly Serial[]>([])
  const [refused, setRefused] = useState<Refusal>()
  const [asking, setAsking] = useState(false)
  const [sent, setSent] = useState<Sent>()

  const offered = models?.filter(({ counts }) => (counts['in-stock'] ?? 0) > 0)
  const model =
    offered?.find((one) => keyOf(one) === modelKey) ?? (offered?.length === 1 ? offered[0] : undefined)
  const peer =
    known?.peers.find(({ branchNo }) => branchNo === to) ??
    (known?.peers.length === 1 ? known.peers[0] : undefined)

  const focusSerial = () => requestAnimationFrame(() => document.getElementById('send-serial')?.focus())
  const add = (more: readonly Serial[]): void => {
    const fresh = more.filter((serial) => !chosen.includes(serial))
    if (chosen.length + fresh.length > TOKENS_MAX) {
      setProblem(s.max)
      return
    }
    setChosen([...fresh, ...chosen])
    if (fresh.length > 0) say(s.added(fresh.length))
  }
  const addOne = async (of: Model, text: string) => {
    const reply = await ask('stock.look', { service: of.service, typed: text })
    if (!reply.ok) return setRefused(reply.error)
    const { serial, finding, state, suggestion } = reply.value
    if (finding === 'malformed') return setProblem(s.notARange(text))
    if (chosen.some((one) => one === serial)) return setProblem(s.already(serial))
    const [row] = finding === 'ours' && state === 'in-stock' ? await inStock(of, { box: null, serial }) : []
    if (row === serial) {
      add([row])
      return
    }
    setProblem(
      finding === 'ours' && state !== null && state !== 'in-stock'
        ? s.notFree(serial, words.stock.state[state])
        : `${s.notOurs(serial)}${suggestion === null ? '' : ` ${s.meant(suggestion)}`}`,
    )
  }
  const take = async (text: string) => {
    if (text.trim() === '' || model === undefined) return
    setTyped('')
    setProblem(undefined)
    focusSerial()
    const range = readRange(text, TOKENS_MAX)
    if (!range.ok || range.value.count === 1) {
      if (!range.ok && range.error === 'too-many') return setProblem(s.max)
      await addOne(model, text)
      return
    }
    const { first, last, count } = range.value
    const wanted = new Set(serialsOf(range.value))
    const rows = await inStock(model, { box: null, serial: commonHead(first, last) })
    const found = rows.filter((serial) => wanted.has(serial))
    const what = parts.serials.range(first, last)
    if (found.length === 0) return setProblem(s.noneInStock(what))
    add(found)
    if (found.length < count) setProblem(s.someInStock(what, found.length, count))
  }
  const takeBox = async (box: RecordNo) => {
    if (model === undefined) return
    setProblem(undefined)
    const rows = await inStock(model, { box, serial: '' })
    if (rows.length === 0) setProblem(s.noneInStock(box))
    else add(rows)
    focusSerial()
  }
  const off = peer === undefined || model === undefined || chosen.length === 0 ? s.needs : undefined
  const none = chosen.length === 0 ? s.empty : undefined
  const begin = () => setAsking(true)
  const proven = async (service: ServiceId, branchNo: BranchNo) => {
    setRefused(undefined)
    const reply = await send.send({ to: branchNo, service, serials: [...chosen] })
    if (reply === undefined) return
    setAsking(false)
    if (!reply.ok) {
      setRefused(reply.error)
      return
    }
    say(t.sent.title(reply.value.transfer), 'done')
    setSent(reply.value)
  }
  useKeys({
    Esc: { label: t.backKey, run: back },
    F3: { label: s.removeKey, run: () => setChosen(chosen.slice(1)), off: none },
    F7: { label: s.clearKey, run: () => setChosen([]), off: none },
    F12: { label: s.goKey, run: begin, off },
  })
  if (sent !== undefined)
    return (
      <Saved
        transfer={sent.transfer}
        title={t.sent.title(sent.transfer)}
        fileName={sent.fileName}
        words={t.sent}
        next={[t.sent.next]}
      />
    )
  if (known === undefined || offered === undefined || boxes === undefined) return null
  const ofModel = boxes.filter(
    (box) => box.service === model?.service && box.model === model.model && box.inStock > 0,
  )
  return (
    <div className={css.screen} data-fields>
      <Panel
        title={s.title}
        icon={IconPackageExport}
        lead
        note={<Figures strong>{s.chosen(chosen.length)}</Figures>}
        fill
      >
        <div className={css.columns}>
          <FieldStack>
            <SelectField
              id="send-to"
              label={s.to}
              need="required"
              value={peer?.branchNo ?? null}
              onChange={setTo}
              options={known.peers.map(({ branchNo, branchName }) => ({
                value: branchNo,
                label: t.branch(branchNo, branchName),
              }))}
              autoFocus
            />
            {offered.length === 0 ? (
              <Empty title={s.noModels} />
            ) : (
              <SelectField
                id="send-model"
                label={s.model}
                need="required"
                value={model === undefined ? null : keyOf(model)}
                onChange={(key) => {
                  setModelKey(key)
                  setChosen([])
                  setProblem(undefined)
                }}
                options={offered.map((one) => ({
                  value: keyOf(one),
                  label: s.modelOption(one.service, one.name[language], one.counts['in-stock'] ?? 0),
                }))}
              />
            )}
            <SerialField
              id="send-serial"
              label={s.add}
              help={s.addHelp}
              value={typed}
              onChange={setTyped}
              onLeave={(text) => void take(text)}
              ranges
              disabled={model === undefined}
              problem={problem === undefined ? undefined : { what: problem }}
            />
            <SelectField
              id="send-box"
              label={s.box}
              value={null}
              onChange={(box) => void takeBox(box)}
              disabled={model === undefined}
              options={ofModel.map(({ box, inStock: count }) => ({
                value: box,
                label: s.boxOption(box, count),
              }))}
            />
            {refused !== undefined && <RefusalNote refusal={refused} />}
            <Actions>
              <Action keyName="F12" tone="go" off={off} onPress={begin}>
                {s.go(chosen.length)}
              </Action>
              <Action keyName="Esc" onPress={back}>
                {keys.back}
              </Action>
            </Actions>
          </FieldStack>
          {chosen.length === 0 ? (
            <Empty title={s.empty} />
          ) : (
            <SerialGrid label={s.chosen(chosen.length)} serials={chosen} />
          )}
        </div>
      </Panel>
      {asking && peer !== undefined && model !== undefined && (
        <SecondPerson
          purpose="transfer"
          about=""
          supervisor
          go={s.go(chosen.length)}
          goKey={s.goKey}
          busy={send.busy}
          onProven={() => void proven(model.service, peer.branchNo)}
          onCancel={() => setAsking(false)}
        >
          <p>{s.confirm(t.branch(peer.branchNo, peer.branchName), chosen.length)}</p>
        </SecondPerson>
      )}
    </div>
  )
}
