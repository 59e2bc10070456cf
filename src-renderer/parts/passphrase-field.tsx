import { PasswordInput } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useMessages } from '../desk/messages.ts'
import { type FieldProps, inputProps } from './field.tsx'

export type PassphraseFieldProps = FieldProps & {
  readonly value: string
  readonly onChange: (value: string) => void
  /** True where a passphrase is being chosen, so that nothing offers an old one. */
  readonly choosing?: boolean | undefined
}

/** The staff's own 合言葉. It can be shown, it can be pasted, and Caps Lock is pointed out. */
export function PassphraseField(props: PassphraseFieldProps) {
  const { value, onChange, choosing = false } = props
  const { fields } = useMessages()
  const [caps, setCaps] = useState(false)
  const [shown, setShown] = useState(false)
  return (
    <PasswordInput
      {...inputProps(caps ? { ...props, help: fields.capsLock } : props)}
      value={value}
      visible={shown}
      onVisibilityChange={setShown}
      autoComplete={choosing ? 'new-password' : 'current-password'}
      spellCheck={false}
      data-secret
      visibilityToggleButtonProps={{ 'aria-label': shown ? fields.conceal : fields.reveal, tabIndex: 0 }}
      visibilityToggleIcon={({ reveal }) =>
        reveal ? <IconEyeOff size="1.125rem" stroke={2} /> : <IconEye size="1.125rem" stroke={2} />
      }
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyUp={(event) => setCaps(event.getModifierState('CapsLock'))}
    />
  )
}
