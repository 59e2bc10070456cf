import { useEffect, useState } from 'react'
import type { ServiceId } from '#shared/profiles'
import type { Language } from '#shared/text/wareki'
import { ask } from '../desk/ask.ts'
import type { PaperProfile, PaperProps } from './facts.ts'
import { loadFonts } from './fonts.ts'
import { Paper } from './paper.tsx'
import './sheet-page.css'

type SheetPageProps = {
  readonly lang: Language
  readonly profileOf: (service: ServiceId) => Promise<PaperProfile>
}

/**
 * The page of the hidden window that main prints. It asks for its content, draws it, and says on the root
 * element how far it is: `data-ready="true"` when every font is there and the sheet stands, `"failed"` when
 * it never will, with the refusal's code, `overflow` or `accident` in `data-failure`. Main prints on `true` only.
 */
export function SheetPage({ lang, profileOf }: SheetPageProps) {
  const [sheet, setSheet] = useState<PaperProps>()

  useEffect(() => {
    const root = document.documentElement
    root.dataset.view = 'paper'
    root.lang = lang
    let here = true
    prepare(lang, profileOf).then(
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
  }, [lang, profileOf])

  useEffect(() => {
    if (sheet === undefined) return
    // The fonts were loaded before; this waits for whatever else the sheet itself brought in.
    document.fonts.ready.then(() => {
      if (document.querySelector('[data-overflow]') === null) document.documentElement.dataset.ready = 'true'
      else fail('overflow')
    })
  }, [sheet])

  return sheet === undefined ? null : <Paper {...sheet} />
}

function fail(code: string): void {
  document.documentElement.dataset.failure = code
  document.documentElement.dataset.ready = 'failed'
}

/** The sheet to draw, or the code of the refusal. Rejects when main or a font fails. */
async function prepare(lang: Language, profileOf: SheetPageProps['profileOf']): Promise<PaperProps | string> {
  const reply = await ask('paper.content', {})
  if (!reply.ok) return reply.error.code
  const content = reply.value
  const service = content.case?.service ?? content.contract?.service
  const [profile] = await Promise.all([service === undefined ? null : profileOf(service), loadFonts()])
  return { content, lang, profile }
}
