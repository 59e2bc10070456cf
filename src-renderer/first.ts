import { setNonce } from 'get-nonce'
import { z } from 'zod'

/**
 * What must be true before anything else is evaluated; `index.tsx` imports this first.
 *
 * zod would test for `eval` before compiling a schema, and knock on the content policy each time.
 * Trusted Types: Mantine writes its style sheets through `innerHTML`, and a style sheet needs no `<`. So
 * text with none passes, and anything that could become an element throws, whoever wrote it.
 */
z.config({ jitless: true })

type TrustedTypes = {
  createPolicy(name: string, rules: { createHTML(text: string): string }): unknown
}

export function onlyStyleText(text: string): string {
  if (text.includes('<')) throw new TypeError('markup may not be written into the page')
  return text
}

const { trustedTypes } = window as unknown as { trustedTypes?: TrustedTypes }
trustedTypes?.createPolicy('default', { createHTML: onlyStyleText })

/** The nonce of this load, which the main process wrote into the page; empty in development. */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? ''

// react-remove-scroll, inside Mantine's overlays, reads its nonce from here.
setNonce(styleNonce)
