import { useState } from 'react'
import { useScan } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { SerialField, type SerialFieldProps } from '../../parts/serial-field.tsx'
import { focusSoon } from '../proof.tsx'

type ScanFieldProps = Omit<SerialFieldProps, 'id' | 'value' | 'onChange' | 'onLeave' | 'scans'> & {
  readonly id: string
  /** A serial was read, or typed and left with Enter. The field is empty again and takes the next. */
  readonly onTake: (text: string) => void
}

/** One serial after another: what a barcode reader sends is taken at once, what is typed with Enter. */
export function ScanField({ onTake, ...field }: ScanFieldProps) {
  const { stock } = useMessages()
  const { id, disabled, problem } = field
  const [typed, setTyped] = useState('')
  const [broken, setBroken] = useState(false)
  const take = (text: string) => {
    if (text.trim() === '') return
    setTyped('')
    setBroken(false)
    focusSoon(id)
    onTake(text)
  }
  useScan(
    disabled === true
      ? undefined
      : (code) => {
          // A reader that faltered has left the beginning of its code in the field: that is no serial, and is read again.
          const input = document.getElementById(id)
          if (input instanceof HTMLInputElement && input.value.trim() !== '') {
            setTyped('')
            setBroken(true)
            focusSoon(id)
          } else take(code)
        },
  )
  return (
    <SerialField
      {...field}
      value={typed}
      onChange={setTyped}
      onLeave={take}
      scans={false}
      problem={broken ? { what: stock.counting.broken } : problem}
    />
  )
}
