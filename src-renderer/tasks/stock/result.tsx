import { IconCircleMinus, IconCirclePlus, IconClipboardCheck } from '@tabler/icons-react'
import type { StocktakeView } from '#shared/operations/stock'
import { formatMoment } from '#shared/text/wareki'
import type { KeyMap } from '../../desk/key-map.ts'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { go, useDesk } from '../../desk/state.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Code, Figures } from '../../parts/code.tsx'
import { FieldStack } from '../../parts/field.tsx'
import { Note } from '../../parts/notices.tsx'
import { type Fact, Facts, Panel } from '../../parts/panel.tsx'
import { useMayAct, useStockNames } from './names.ts'
import css from './stock.module.css'
import { StocktakeTag } from './stocktakes.tsx'

/** What a count came to: what the book has and nobody counted, and the other way round. */
export function StocktakeResult({ view }: { readonly view: StocktakeView }) {
  const { stock, words } = useMessages()
  const t = stock.result
  const language = useDesk((desk) => desk.language)
  const names = useStockNames()
  const mayAct = useMayAct()
  const { stocktake, service, model, caseNo } = view
  const toCase = () => caseNo !== null && go({ screen: 'case', of: caseNo })
  const print = () => go({ screen: 'paper', of: JSON.stringify({ paper: 'stocktake', record: stocktake }) })
  const keys: KeyMap = {
    ...(mayAct ? { F7: { label: t.printKey, run: print } } : {}),
    F12: { label: t.openCaseKey, run: toCase, off: caseNo === null ? t.noCase : undefined },
  }
  useKeys(keys)
  const moment = (at: StocktakeView['openedAt']) => formatMoment(at, language)
  const items: readonly Fact[] = [
    { label: t.counted, value: <Figures strong>{stock.count(view.counted)}</Figures> },
    {
      label: t.expected,
      value: view.expected === null ? '―' : <Figures strong>{stock.count(view.expected)}</Figures>,
    },
    { label: t.opened, value: `${moment(view.openedAt)}　${view.openedByName}` },
    ...(view.closedAt === null
      ? []
      : [{ label: t.closed, value: `${moment(view.closedAt)}　${view.secondName ?? ''}` }]),
    ...(caseNo === null ? [] : [{ label: t.case, value: <Code>{caseNo}</Code> }]),
  ]
  return (
    <div className={css.screen}>
      <Panel
        title={
          <>
            {stock.counting.title(stocktake)} <StocktakeTag state={view.state} />
          </>
        }
        icon={IconClipboardCheck}
        note={stock.modelOf(
          names.service(service),
          model === null ? stock.allModels : names.model(service, model),
        )}
        lead
      >
        <FieldStack>
          <Facts items={items} />
          {view.state === 'difference' && <Note title={t.difference}>{t.waits}</Note>}
          {view.state === 'settled' && <Note title={t.settled} tone="plain" />}
          {view.state === 'agreed' && <Note title={t.agreed} tone="plain" />}
          <Actions>
            {caseNo !== null && (
              <Action keyName="F12" tone="go" autoFocus onPress={toCase}>
                {t.openCase}
              </Action>
            )}
            {mayAct && (
              <Action keyName="F7" autoFocus={caseNo === null} onPress={print}>
                {t.print}
              </Action>
            )}
          </Actions>
        </FieldStack>
      </Panel>
      <div className={css.halves}>
        <Panel
          title={t.missing}
          icon={IconCircleMinus}
          note={<Figures strong>{stock.count(view.missing.length)}</Figures>}
          fill
        >
          {view.missing.length === 0 ? (
            <p className={css.quiet}>{t.nothing}</p>
          ) : (
            <ul className={css.found}>
              {view.missing.map(({ serial, state }) => (
                <li key={serial}>
                  <Code strong>{serial}</Code> <small>{t.book(words.stock.state[state])}</small>
                </li>
              ))}
            </ul>
          )}
        </Panel>
        <Panel
          title={t.surplus}
          icon={IconCirclePlus}
          note={<Figures strong>{stock.count(view.surplus.length)}</Figures>}
          fill
        >
          {view.surplus.length === 0 ? (
            <p className={css.quiet}>{t.nothing}</p>
          ) : (
            <ul className={css.found}>
              {view.surplus.map(({ serial, state }) => (
                <li key={serial}>
                  <Code strong>{serial}</Code>{' '}
                  <small>{state === null ? t.notOurs : t.book(words.stock.state[state])}</small>
                </li>
              ))}
            </ul>
          )}
        </Panel>
      </div>
    </div>
  )
}
