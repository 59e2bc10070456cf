import type { RecordNo } from '#shared/ids'
import { useQuery } from '../../desk/use-query.ts'
import { RefusalNote } from '../../parts/refusal.tsx'
import { Counting } from './counting.tsx'
import { StocktakeResult } from './result.tsx'

/** One stocktake: counted until it is closed, and then what came of it. */
export function Stocktake({ stocktake }: { readonly stocktake: RecordNo }) {
  const { value: view, refusal } = useQuery('stocktake.view', { stocktake })
  if (refusal !== undefined) return <RefusalNote refusal={refusal} />
  if (view === undefined) return null
  return view.state === 'counting' ? <Counting view={view} /> : <StocktakeResult view={view} />
}
