import { useState } from 'react'
import type { KeyBinding } from '../../desk/key-map.ts'
import { useMessages } from '../../desk/messages.ts'
import { useRefused } from '../../desk/refused.ts'
import { say } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { useNow } from '../../desk/use-now.ts'
import { Action } from '../../parts/action.tsx'
import { Refused } from '../../parts/notices.tsx'
import { SerialField } from '../../parts/serial-field.tsx'
import { CodeField } from '../../parts/text-field.tsx'
import { modelDigits, modelPeriod, type PackProps } from './model.ts'
import { Seconds } from './seconds.tsx'

/** The first person reads the serial off the token in their hand, and it shows one right code. */
export function useFirstReading({ view, parcel, profile }: PackProps) {
  const { dispatch } = useMessages()
  const t = dispatch.pack.read
  const { caseNo, version } = view.case
  const [serial, setSerial] = useState('')
  const [code, setCode] = useState('')
  const read = useCommand('dispatch.read-first')
  const now = useNow()
  const refusal = useRefused()
  const digits = modelDigits(profile, parcel.model)
  const off = serial.trim() === '' || code.length < digits ? t.firstNeeds : undefined
  const send = async () => {
    if (off !== undefined) return
    const reply = await read.send({ caseNo, version, serial, code })
    if (reply === undefined) return
    setCode('')
    if (reply.ok) {
      // From here on nobody may see what was read: the second person reads for themselves.
      setSerial('')
      say(t.firstSaid, 'done')
      return
    }
    const field = reply.error.code === 'serial-differs' || reply.error.code === 'serial-malformed'
    if (field) setSerial('')
    document.getElementById(field ? 'first-serial' : 'first-code')?.focus()
  }
  const refused = read.refusal
  const key: KeyBinding = { label: t.firstKey, run: () => void send(), off }
  const fields = (
    <>
      <SerialField
        id="first-serial"
        label={t.serial}
        need="required"
        value={serial}
        onChange={(typed) => {
          setSerial(typed)
          if (refused !== undefined) read.again()
        }}
      />
      <CodeField
        id="first-code"
        label={t.code}
        need="required"
        digits={digits}
        value={code}
        onChange={setCode}
      />
      <Seconds now={now} period={modelPeriod(profile, parcel.model)} />
      {refused !== undefined &&
        (refused.code === 'serial-differs' ? (
          <Refused
            what={t.firstDiffers}
            code={refusal(refused).code}
            why={t.firstDiffersWhy}
            todo={t.firstDiffersDo}
          />
        ) : (
          <Refused {...refusal(refused)} />
        ))}
      <Action keyName="F12" tone="go" onPress={() => void send()} off={off} busy={read.busy}>
        {t.firstGo}
      </Action>
    </>
  )
  return { key, fields }
}
