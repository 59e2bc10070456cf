import { IconScale } from '@tabler/icons-react'
import { useMessages } from '../../desk/messages.ts'
import { Panel } from '../../parts/panel.tsx'
import { type DifferenceAsk, DifferenceTable } from './difference-table.tsx'
import { PaperlessStage } from './paperless-stage.tsx'
import type { StageProps } from './stage.ts'

/** What a stocktake found missing or too many, and whose turn it is: the book changes only by an approval. */
export function DifferenceStage(props: StageProps) {
  const { ask } = props.view
  return ask.kind === 'stock-difference' ? <Difference {...props} ask={ask} /> : null
}

function Difference({ view, profile, words, ask }: StageProps & { readonly ask: DifferenceAsk }) {
  const { difference: t } = useMessages().jobs
  return (
    <PaperlessStage
      view={view}
      profile={profile}
      words={words}
      facts={[
        { label: t.stocktake, value: ask.stocktake },
        { label: t.reason, value: ask.reason },
        { label: t.by, value: view.makerName },
      ]}
      awaits={t.awaits}
      sentBack={t.withdrawLead}
      withdrawLead={t.withdrawLead}
    >
      <Panel
        title={t.stocktake}
        icon={IconScale}
        note={t.counted(ask.missing.length, ask.surplus.length)}
        flush
      >
        <DifferenceTable ask={ask} />
      </Panel>
    </PaperlessStage>
  )
}
