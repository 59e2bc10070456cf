import { textSizes } from './key-map.ts'
import { useDesk } from './state.ts'

/**
 * Language and text size are the same in every window of the desk. They travel by broadcast, in memory: the
 * page keeps nothing on the disk.
 */
type Looks = Pick<ReturnType<typeof useDesk.getState>, 'language' | 'textSize'>

const looks = ({ language, textSize }: Looks): Looks => ({ language, textSize })

function isLooks(said: unknown): said is Looks {
  if (typeof said !== 'object' || said === null) return false
  const { language, textSize } = said as Partial<Looks>
  return (language === 'ja' || language === 'en') && textSizes.some((size) => size === textSize)
}

let channel: BroadcastChannel | undefined

/** Joins the other windows: takes over their looks now, and tells them ours whenever they change. */
export function joinWindows(): void {
  if (channel !== undefined) return
  const open = new BroadcastChannel('looks')
  channel = open
  open.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data === 'which') open.postMessage(looks(useDesk.getState()))
    else if (isLooks(data)) {
      const { language, textSize } = useDesk.getState()
      if (data.language !== language || data.textSize !== textSize) useDesk.setState(looks(data))
    }
  })
  useDesk.subscribe((now, before) => {
    if (now.language !== before.language || now.textSize !== before.textSize) open.postMessage(looks(now))
  })
  open.postMessage('which')
}
