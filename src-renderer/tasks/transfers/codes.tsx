import { IconQrcode } from '@tabler/icons-react'
import type { RecordNo } from '#shared/ids'
import { useMessages } from '../../desk/messages.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Qr } from '../../papers/barcode.tsx'
import { Note } from '../../parts/notices.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { Window } from '../../parts/window.tsx'
import css from './transfers.module.css'

/** Edge of one picture in millimetres: modules a hand scanner still tells apart on a screen. */
const EDGE = 46

/** The texts of a document as pictures, each with its place among them. */
export function Codes({ codes }: { readonly codes: readonly string[] }) {
  const { transfers: t } = useMessages()
  return (
    <div className={css.codes}>
      {codes.map((code, index) => {
        const place = t.own.code(index + 1, codes.length)
        return (
          <figure key={code}>
            <Qr value={code} label={place} height={EDGE} />
            <figcaption>{place}</figcaption>
          </figure>
        )
      })}
    </div>
  )
}

/** A transfer's document, or our answer to one, for a branch that reads it from the screen. */
export function CodesWindow({
  transfer,
  onClose,
}: {
  readonly transfer: RecordNo
  readonly onClose: () => void
}) {
  const { transfers: t } = useMessages()
  const { value, refusal } = useQuery('transfer.codes', { transfer })
  return (
    <Window title={t.codes.title(transfer)} icon={IconQrcode} size="large" onClose={onClose}>
      {refusal !== undefined && <RefusalNote refusal={refusal} />}
      {value?.codes === null && (
        <Note tone="caution">
          <p>{t.codes.tooLong}</p>
        </Note>
      )}
      {value?.codes != null && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached without a mouse
        <section aria-label={t.codes.title(transfer)} tabIndex={0}>
          <p>{t.codes.lead(value.codes.length)}</p>
          <Codes codes={value.codes} />
        </section>
      )}
    </Window>
  )
}
