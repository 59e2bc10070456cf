import { useEffect, useState } from 'react'
import type { Language } from '#shared/text/wareki'
import { ask } from '../desk/ask.ts'
import { loadFaces } from './faces.ts'
import type { PaperProps } from './facts.ts'
import { Paper } from './paper.tsx'
import './sheet-page.css'

/**
 * The page of the hidden window that main prints. It asks for its content, draws it, waits for its fonts and
 * tells main that it is ready. What goes wrong is written on the root element and never called ready, so
 * that main gives up instead of printing half a sheet: `data-ready="failed"`, and in `data-failure` the
 * refusal's code, `overflow` or `accident`.
 */
export function SheetPage({ lang }: { readonly lang: Language }) {
  const [sheet, setSheet] = useState<PaperProps>()

  useEffect(() => {
    document.documentElement.dataset.view = 'paper'
    document.documentElement.lang = lang
    let here = true
    prepare(lang).then(
      (prepared) => {
        if (!here) return
        if (typeof prepared === 'string') fail(prepared)
        else setSheet(prepared)
      },
      () => here && fail('accident'),
    )
    return () => {
      here = false
    }
  }, [lang])

  useEffect(() => {
    if (sheet !== undefined) settle().catch(() => fail('accident'))
  }, [sheet])

  return sheet === undefined ? null : <Paper {...sheet} />
}

/** The sheet to draw, or the code of the refusal. Rejects when main or a font fails. */
async function prepare(lang: Language): Promise<PaperProps | string> {
  const reply = await ask('paper.content', {})
  if (!reply.ok) return reply.error.code
  const content = reply.value
  const service = content.case?.service ?? content.contract?.service
  const [profile] = await Promise.all([
    service === undefined ? undefined : ask('profile.view', { service }),
    loadFaces(),
  ])
  if (profile !== undefined && !profile.ok) return profile.error.code
  return { content, lang, profile: profile?.value ?? null }
}

/** Waits for the faces of rarer letters, which a name brings in, and for the sheet to fit itself to them. */
async function settle(): Promise<void> {
  await document.fonts.ready
  // Not a frame: a hidden window draws none.
  await new Promise((resolve) => setTimeout(resolve))
  if (document.querySelector('[data-overflow]') !== null) return fail('overflow')
  document.documentElement.dataset.ready = 'true'
  await ask('paper.ready', {})
}

function fail(code: string): void {
  document.documentElement.dataset.failure = code
  document.documentElement.dataset.ready = 'failed'
}
