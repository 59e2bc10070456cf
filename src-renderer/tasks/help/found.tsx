import { SERVICE_IDS } from '#shared/profiles'
import { useMessages } from '../../desk/messages.ts'
import { useDesk } from '../../desk/state.ts'
import { useProfile } from '../../desk/use-profile.ts'
import { Panel } from '../../parts/panel.tsx'
import css from '../help.module.css'
import { guideLines, lookUp, ownLines } from './lookup.ts'

/** What the help and the five guides say about some words. */
export function Found({ typed }: { readonly typed: string }) {
  const { help: t } = useMessages()
  const language = useDesk((desk) => desk.language)
  const guides = useGuides()
  const found = lookUp([...ownLines(t), ...guides.flatMap((guide) => guideLines(guide, language))], typed)
  if (found === undefined) return null
  return (
    <Panel title={t.find.found(found.count, found.lines.length)}>
      {found.count === 0 && <p className={css.lead}>{t.find.nothing}</p>}
      <dl className={css.told} aria-live="polite">
        {found.lines.map(({ about, text }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same sentence may stand in two sheets of one guide
          <div key={`${place} ${about}`}>
            <dt>{about}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}

/** The descriptions in force, as far as main has told them. */
function useGuides() {
  const [p000, p001, p002, p003, p004] = SERVICE_IDS
  return [useProfile(p000), useProfile(p001), useProfile(p002), useProfile(p003), useProfile(p004)].filter(
    (guide) => guide !== undefined,
  )
}
