import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { OutputOf } from '#shared/operations'
import type { DestructionView } from '#shared/operations/stock'
import type { ServiceId } from '#shared/profiles'
import type { Refusal } from '#shared/refusals'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { back, goFrom, say } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { Code, Figures } from '../../parts/code.tsx'
import { FieldStack } from '../../parts/field.tsx'
import { Empty } from '../../parts/notices.tsx'
import { Panel } from '../../parts/panel.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { SecondPerson } from '../../parts/second-person.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { findDestroyable } from './choose-serials.ts'
import { useStockNames } from './names.ts'
import { stockRoute } from './place.ts'
import { ScanField } from './scan-field.tsx'
import css from './stock.module.css'

const TOKENS_MAX = 500
const METHODS = ['crushed', 'shredded', 'vendor', 'other'] as const

type Row = OutputOf<'stock.list'>['rows'][number]

/** 廃棄: which, how and why, before a supervisor as the witness. Then the certificate. */
export function Destroy() {
  const { stock, parts, words, keys } = useMessages()
  const t = stock.destroy
  const names = useStockNames()
  const destroy = useCommand('stock.destroy')
  const [service, setService] = useState<ServiceId | null>(null)
  const [problem, setProblem] = useState<string>()
  const [chosen, setChosen] = useState<readonly Row[]>([])
  const [method, setMethod] = useState<DestructionView['method'] | null>(null)
  const [why, setWhy] = useState('')
  const [refusal, setRefusal] = useState<Refusal>()
  const [asking, setAsking] = useState(false)

  const take = async (text: string) => {
    if (service === null) return
    setProblem(undefined)
    const reply = await findDestroyable(service, text, TOKENS_MAX)
    if ('refused' in reply) {
      switch (reply.refused) {
        case 'not-a-range':
          return setProblem(t.notARange(reply.typed))
        case 'too-many':
          return setProblem(t.max)
        case 'not-ours':
          return setProblem(
            `${t.notOurs(reply.serial)}${reply.meant === null ? '' : ` ${t.meant(reply.meant)}`}`,
          )
        case 'not-now':
          return setProblem(t.notNow(reply.serial, words.stock.state[reply.state]))
      }
    }
    const { found, first, last, of } = reply
    const fresh = found.filter(({ serial }) => !chosen.some((one) => one.serial === serial))
    if (found.length === 0) return setProblem(t.none(parts.serials.range(first, last)))
    if (of === 1 && fresh.length === 0) return setProblem(t.already(first))
    if (chosen.length + fresh.length > TOKENS_MAX) return setProblem(t.max)
    setChosen([...fresh, ...chosen])
    if (found.length < of) setProblem(t.some(parts.serials.range(first, last), found.length, of))
    if (fresh.length > 0) say(t.added(fresh.length))
  }
  const off = chosen.length === 0 || method === null || why.trim() === '' ? t.needs : undefined
  const none = chosen.length === 0 ? t.empty : undefined
  const begin = () => {
    setRefusal(undefined)
    setAsking(true)
  }
  const send = async () => {
    if (service === null || method === null) return
    setRefusal(undefined)
    const reply = await destroy.send({
      service,
      serials: chosen.map(({ serial }) => serial),
      method,
      why,
    })
    if (reply === undefined) return
    if (!reply.ok) {
      setRefusal(reply.error)
      return
    }
    const { record, destroyed } = reply.value
    say(t.done(record, destroyed), 'done')
    goFrom(stockRoute('destructions'), {
      screen: 'paper',
      of: JSON.stringify({ paper: 'destruction', record }),
    })
  }
  useKeys({
    Esc: { label: keys.back, run: back },
    F3: { label: t.removeKey, run: () => setChosen(chosen.slice(1)), off: none },
    F12: { label: t.goKey, run: begin, off },
  })
  return (
    <div className={css.screen} data-fields>
      <Panel
        title={t.title}
        icon={IconTrash}
        lead
        note={<Figures strong>{t.chosen(chosen.length)}</Figures>}
        fill
      >
        <div className={css.counting}>
          <FieldStack>
            <ChoiceField<ServiceId>
              id="destroy-service"
              label={stock.service}
              need="required"
              value={service}
              onChange={(next) => {
                setService(next)
                if (next !== service) setChosen([])
                setProblem(undefined)
              }}
              choices={names.services.map(({ id, name }) => ({ value: id, label: name }))}
              autoFocus
            />
            <ScanField
              id="destroy-serial"
              label={t.add}
              help={t.addHelp}
              onTake={(text) => void take(text)}
              ranges
              disabled={service === null}
              problem={problem === undefined ? undefined : { what: problem }}
            />
            <ChoiceField<DestructionView['method']>
              id="destroy-method"
              label={t.method}
              need="required"
              value={method}
              onChange={setMethod}
              choices={METHODS.map((one) => ({ value: one, label: t.methods[one] }))}
            />
            <TextField
              id="destroy-why"
              label={t.why}
              need="required"
              value={why}
              onChange={setWhy}
              maxLength={500}
            />
            <Actions>
              <Action keyName="F12" tone="stop" off={off} onPress={begin}>
                {t.go(chosen.length)}
              </Action>
              <Action keyName="F3" off={none} onPress={() => setChosen(chosen.slice(1))}>
                {t.removeKey}
              </Action>
            </Actions>
          </FieldStack>
          {chosen.length === 0 ? (
            <Empty title={t.empty} />
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached without a mouse
            <section className={css.scans} aria-label={t.chosen(chosen.length)} tabIndex={0}>
              <ol>
                {chosen.map(({ serial, state, service: of, model }) => (
                  <li key={serial}>
                    <Code strong>{serial}</Code>
                    <span>
                      {names.model(of, model)}　{words.stock.state[state]}
                    </span>
                  </li>
                ))}
              </ol>
            </section>
          )}
        </div>
      </Panel>
      {asking && (
        <SecondPerson
          purpose="destroy"
          about=""
          supervisor
          go={t.go(chosen.length)}
          goKey={t.goKey}
          refusal={refusal}
          busy={destroy.busy}
          onProven={() => void send()}
          onCancel={() => setAsking(false)}
        >
          <p>{t.about(chosen.length)}</p>
        </SecondPerson>
      )}
      {refusal !== undefined && !asking && <RefusalNote refusal={refusal} />}
    </div>
  )
}
