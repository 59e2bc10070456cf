import { useQuery } from '../../desk/use-query.ts'
import type { StageProps } from '../case/stage.ts'
import css from './dispatch.module.css'
import { ParcelLife } from './life.tsx'
import { StartPanel } from './start.tsx'

/** Beside the registration of a token that was sent: its start date and its way (R-003-09). */
export function AfterDispatch({ view, may }: Pick<StageProps, 'view' | 'may'>) {
  const { value } = useQuery('dispatch.view', { caseNo: view.caseNo })
  if (value === undefined || value.case.caseNo !== view.caseNo) return null
  return (
    <div className={css.after}>
      <StartPanel view={value} may={may} />
      {value.parcels.length > 0 && <ParcelLife view={value} />}
    </div>
  )
}
