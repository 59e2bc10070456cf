/** What of Electron's frame says whose page is asking. Null when the frame is gone by the time it is looked at. */
export type Frame = { readonly url: string; readonly parent: unknown } | null

/**
 * Whether a question comes from the main frame of a page of ours (security rule: IPC, sender). Scheme and host are
 * compared as they stand: `URL.origin` is "null" for a scheme of one's own, and a prefix would let
 * `app://desk-1.evil/` pass.
 *
 * @param origins scheme and host, `app://desk-1`, at which the page of the window that asks may stand
 */
export function isOurPage(frame: Frame, origins: readonly string[]): boolean {
  if (frame === null || frame.parent !== null) return false
  const origin = originOf(frame.url)
  return origin !== undefined && origins.includes(origin)
}

function originOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { protocol, host, username, password } = new URL(url)
  return username === '' && password === '' ? `${protocol}//${host}` : undefined
}
