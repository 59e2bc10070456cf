import { useEffect, useState } from 'react'
import type { OutputOf } from '#shared/operations'
import { ask } from '../../desk/ask.ts'
import { useMessages } from '../../desk/messages.ts'
import { Progress } from '../../parts/notices.tsx'

const LOOK_EVERY_MS = 300

/** How far reading or writing is. Stopping leaves everything as it was. */
export function SeedProgress() {
  const { seedFiles: t } = useMessages()
  const [progress, setProgress] = useState<OutputOf<'seeds.progress'>>(null)
  useEffect(() => {
    let here = true
    const timer = setInterval(() => {
      ask('seeds.progress', {}).then(
        (reply) => here && reply.ok && setProgress(reply.value),
        // What is being waited for says itself when something went wrong.
        () => undefined,
      )
    }, LOOK_EVERY_MS)
    return () => {
      here = false
      clearInterval(timer)
    }
  }, [])
  if (progress === null) return null
  return (
    <Progress
      title={`${t.step[progress.step]} ${t.keysSoFar(progress.keys)}`}
      done={Math.floor((100 * progress.done) / Math.max(progress.of, 1))}
      total={100}
      unit="%"
      {...(progress.step === 'writing' ? {} : { onCancel: () => void ask('seeds.cancel', {}) })}
    />
  )
}
