import { setNonce } from 'get-nonce'
import { z } from 'zod'
import { onlyStyleText } from './style-text.ts'

/**
 * What must be true before anything else is evaluated; `index.tsx` imports this first.
 *
 * zod would test for `eval` before compiling a schema, and knock on the content policy each time. The default
 * Trusted Types policy is the only one there is: no script text, no script address, and style text alone.
 */
z.config({ jitless: true })

type TrustedTypes = {
  createPolicy(name: string, rules: { createHTML(text: string): string }): unknown
}

const { trustedTypes } = window as unknown as { trustedTypes?: TrustedTypes }
trustedTypes?.createPolicy('default', { createHTML: onlyStyleText })

/** The nonce of this load, which the main process wrote into the page; empty in development. */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? ''

// react-remove-scroll, inside Mantine's overlays, reads its nonce from here.
setNonce(styleNonce)
