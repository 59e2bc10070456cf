import { useEffect, useState } from 'react'
import { ask } from '../desk/ask.ts'
import { loadFaces } from './faces.ts'
import type { PaperProps } from './facts.ts'
import { serviceOf } from './hardware-facts.ts'
import { Paper } from './paper.tsx'
import './sheet-page.css'

/**
 * The page of the hidden window that main prints. It asks for its content, draws it, waits for its fonts and
 * tells main that it is ready, or that it cannot be: half a sheet is never printed.
 */
export default function SheetPage() {
  const [sheet, setSheet] = useState<PaperProps>()

  useEffect(() => {
    document.documentElement.dataset.view = 'paper'
    let here = true
    prepare().then(
      (prepared) => {
        if (!here) return
        if (prepared === undefined) return fail('refused')
        document.documentElement.lang = prepared.lang
        setSheet(prepared)
      },
      () => here && fail('accident'),
    )
    return () => {
      here = false
    }
  }, [])

  useEffect(() => {
    if (sheet !== undefined) settle().catch(() => fail('accident'))
  }, [sheet])

  return sheet === undefined ? null : <Paper {...sheet} />
}

/** The sheet to draw, or undefined where main refuses its content. Rejects when main or a font fails. */
async function prepare(): Promise<PaperProps | undefined> {
  const reply = await ask('paper.content', {})
  if (!reply.ok) return undefined
  const content = reply.value
  const service = serviceOf(content)
  const [profile] = await Promise.all([
    service === undefined
      ? undefined
      : ask('profile.view', { service, version: content.case?.profileVersion ?? null }),
    loadFaces(),
  ])
  if (profile !== undefined && !profile.ok) return undefined
  return { content, lang: content.language, profile: profile?.value ?? null }
}

/** Waits for the faces of rarer letters, which a name brings in, and for the sheet to fit itself to them. */
async function settle(): Promise<void> {
  await document.fonts.ready
  // Not a frame: a hidden window draws none.
  await new Promise((resolve) => setTimeout(resolve))
  if (document.querySelector('[data-overflow]') !== null) return fail('overflow')
  document.documentElement.dataset.ready = 'true'
  await ask('paper.ready', { outcome: 'ready' })
}

/** Main is told at once, so that nobody waits for a sheet that will not come. */
function fail(outcome: 'overflow' | 'accident' | 'refused'): void {
  document.documentElement.dataset.ready = 'failed'
  void ask('paper.ready', { outcome })
}
