import { useMessages } from '../desk/messages.ts'
import { TextField } from '../parts/text-field.tsx'

/** Two recovery cards as they are typed from paper. */
export function TwoCards({
  cards,
  onChange,
}: {
  readonly cards: readonly [string, string]
  readonly onChange: (cards: [string, string]) => void
}) {
  const { keyCare } = useMessages()
  const t = keyCare.two
  const [first, second] = cards
  return (
    <>
      <TextField
        id="card-one"
        label={t.first}
        need="required"
        help={t.help}
        value={first}
        onChange={(text) => onChange([text, second])}
        maxLength={200}
        code
        secret
        autoFocus
      />
      <TextField
        id="card-two"
        label={t.second}
        need="required"
        value={second}
        onChange={(text) => onChange([first, text])}
        maxLength={200}
        code
        secret
      />
    </>
  )
}
