import { IconCircleCheck, IconPackage } from '@tabler/icons-react'
import type { Parcel } from '#shared/operations/dispatch'
import type { Content } from '#shared/stock'
import { formatTime } from '#shared/text/wareki'
import { useMessages } from '../../desk/messages.ts'
import { useDesk } from '../../desk/state.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { TickField } from '../../parts/choice-field.tsx'
import { Note } from '../../parts/notices.tsx'
import { Panel } from '../../parts/panel.tsx'
import css from './dispatch.module.css'

type ContentsProps = {
  readonly parcel: Parcel
  readonly contents: readonly Content[]
  readonly inside: (content: Content) => boolean
  readonly onTick: (content: Content, ticked: boolean) => void
  readonly onPrint: (paper: 'cover-letter' | 'label' | 'enclosure') => void
  /** The envelope is sealed. */
  readonly fixed: boolean
}

/** What goes into the envelope, ticked as it is put in. The token is ticked by the two readings alone. */
export function Contents({ parcel, contents, inside, onTick, onPrint, fixed }: ContentsProps) {
  const { dispatch, words: w } = useMessages()
  const t = dispatch.pack.contents
  const language = useDesk((desk) => desk.language)
  return (
    <Panel title={t.title} icon={IconPackage} note={t.note(contents.filter(inside).length, contents.length)}>
      <div className={css.contents}>
        {contents.map((content) => (
          <TickField
            key={content}
            id={`content-${content}`}
            label={
              content === 'token'
                ? `${w.stock.content.token} ${parcel.modelName[language]}`
                : w.stock.content[content]
            }
            value={inside(content)}
            disabled={fixed || content === 'token'}
            onChange={(ticked) => onTick(content, ticked)}
            help={t.help[content]}
          />
        ))}
      </div>
      <Note title={t.notIn}>
        <p>{t.notInWhat}</p>
      </Note>
      {parcel.firstReadAt !== null && (
        <p className={css.works}>
          {t.works}
          <b>
            <IconCircleCheck size="1.125rem" stroke={2} aria-hidden /> {t.worksOnce}
          </b>
          <span>{t.worksBy(parcel.firstReader ?? '', formatTime(parcel.firstReadAt, language))}</span>
        </p>
      )}
      <div className={css.prints}>
        <Actions>
          <Action keyName="F7" onPress={() => onPrint('cover-letter')}>
            {w.stock.content['cover-letter']}
          </Action>
          {parcel.how === 'mail' && <Action onPress={() => onPrint('label')}>{t.printLabel}</Action>}
          <Action onPress={() => onPrint('enclosure')}>{t.printGuide}</Action>
        </Actions>
      </div>
    </Panel>
  )
}
