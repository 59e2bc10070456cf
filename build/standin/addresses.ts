/**
 * Addresses. Chromium cannot be taught a standard scheme from outside, so `app://desk/x` is shown to it as
 * `https://desk--app--standin.invalid/x`, and every address is turned back before main sees it. Each host is a
 * registrable name, so each is a site of its own to Chromium, as each host of a standard scheme is in Electron.
 */
const SUFFIX = 'standin.invalid'
const privileged = new Set<string>()

/** From now on addresses with `scheme` are mapped. */
export function registerScheme(scheme: string): void {
  privileged.add(scheme)
}

/** As main writes it → as Chromium sees it. */
export function toPage(url: string): string {
  const match = /^([a-z][a-z0-9+-]*):\/\/([^/?#]*)(.*)$/is.exec(url)
  const [, scheme = '', host = '', rest = ''] = match ?? []
  if (!privileged.has(scheme.toLowerCase())) return url
  return `https://${host.toLowerCase()}--${scheme.toLowerCase()}--${SUFFIX}${rest.startsWith('/') ? rest : `/${rest}`}`
}

/** As Chromium sees it → as main writes it. */
export function fromPage(url: string): string {
  return url.replace(/^https:\/\/([^/?#]*?)--([a-z][a-z0-9+]*)--standin\.invalid(?=[/?#]|$)/, '$2://$1')
}

/** The same inside a header value, for instance a Content-Security-Policy that names `app://desk`. */
export function toPageText(text: string): string {
  return text.replace(/\b([a-z][a-z0-9+-]*):\/\/([a-z0-9.-]+)/g, (all, scheme: string, host: string) =>
    privileged.has(scheme) ? `https://${host}--${scheme}--${SUFFIX}` : all,
  )
}

/** The origin of an address as Electron reports it: `app://desk`, `https://x:1`, `file://`, else `null`. */
export function originOf(url: string): string {
  if (url.startsWith('file:')) return 'file://'
  const match = /^([a-z][a-z0-9+-]*:\/\/[^/?#]*)/i.exec(url)
  return match?.[1] ?? 'null'
}

/** Electron's match patterns: `<all_urls>`, `*://*` + `/*`, `app://desk/*`. */
export function matches(patterns: readonly string[] | undefined, url: string): boolean {
  if (!patterns || patterns.length === 0) return true
  return patterns.some((pattern) => {
    if (pattern === '<all_urls>') return true
    const parts = /^(\*|[a-z][a-z0-9+-]*):\/\/([^/]*)(\/.*)$/i.exec(pattern)
    if (!parts) throw new TypeError(`Invalid url pattern ${pattern}`)
    const [, scheme = '', host = '', path = ''] = parts
    const [, urlScheme = '', urlHost = '', urlPath = ''] = /^([^:]+):(?:\/\/([^/?#]*))?(.*)$/s.exec(url) ?? []
    const glob = (text: string) =>
      text
        .split('*')
        .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('.*')
    const schemeFits = scheme === '*' ? /^(https?|wss?)$/.test(urlScheme) : scheme === urlScheme
    const hostPattern = host.startsWith('*.') ? `(.*\\.)?${glob(host.slice(2))}` : glob(host)
    return (
      schemeFits &&
      new RegExp(`^${hostPattern}$`).test(urlHost) &&
      new RegExp(`^${glob(path)}$`, 's').test(urlPath || '/')
    )
  })
}
