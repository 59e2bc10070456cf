import type { Layout } from './layout.ts'
import type { Line } from './lines.ts'

/**
 * Token files of SafeWord (SafeNet, Aladdin): some lines per token, `name: value`, a blank line between two.
 *
 *     sccAuthenticatorId: ABC001
 *     sccTokenData: sccKey=…;sccMode=T;sccPwLen=6;sccTick=30;
 *
 * Each token is folded into one line of a list, so that it is judged as any other.
 */
export const isSafeWord = (sample: readonly Line[]): boolean =>
  sample.some(({ text }) => /^\s*sccAuthenticatorId\s*:/iu.test(text))

export const SAFEWORD: Layout = {
  dialect: 'safeword',
  delimiter: '|',
  at: { serial: 0, secret: 1, kind: 2, digits: 3, period: 4, model: 5 },
  periodOrCounter: null,
  width: 6,
  firstLine: 1,
  encoding: 'hex',
  encodingStated: true,
  encodingAssumed: false,
  serialsVary: true,
  serialDigits: new Map(),
}

/** Gives a token's line as soon as the next one begins; `end` gives the last. */
export function safeWordFolder() {
  let open: { readonly number: number; readonly fields: Map<string, string> } | null = null
  const closed = (): readonly Line[] => {
    if (open === null) return []
    const { number, fields } = open
    open = null
    const cells = ['sccauthenticatorid', 'scckey', 'sccmode', 'sccpwlen', 'scctick', 'scctokentype']
    return [{ number, text: cells.map((name) => fields.get(name) ?? '').join('|') }]
  }
  return {
    take(lines: readonly Line[]): readonly Line[] {
      const tokens: Line[] = []
      for (const { number, text } of lines) {
        const match = /^\s*(dn|scc\w+)\s*:(.*)$/iu.exec(text)
        const name = match?.[1]?.toLowerCase()
        if (name === undefined) continue
        // A token begins with its name in the directory, or where there is none, with its serial.
        if (name === 'dn' || (name === 'sccauthenticatorid' && open?.fields.has(name) !== false)) {
          tokens.push(...closed())
          open = { number, fields: new Map() }
        }
        const value = (match?.[2] ?? '').trim()
        if (name !== 'scctokendata') open?.fields.set(name, value)
        else
          for (const [part, of] of value.split(';').map((pair) => pair.split('='))) {
            if (part !== undefined && of !== undefined) open?.fields.set(part.trim().toLowerCase(), of.trim())
          }
      }
      return tokens
    },
    end: closed,
  }
}
