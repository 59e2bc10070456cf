import { IconAlertTriangle, IconListSearch, IconPencil, IconWriting } from '@tabler/icons-react'
import { useEffect, useMemo } from 'react'
import type { ServiceId } from '#shared/ids'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { back, go, say } from '../../desk/state.ts'
import { useProfile } from '../../desk/use-profile.ts'
import { useStanding } from '../../desk/use-standing.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Code } from '../../parts/code.tsx'
import { ListTable, TwoLines } from '../../parts/list-table.tsx'
import { jumpTo } from '../../parts/missing-list.tsx'
import { Note } from '../../parts/notices.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ToConfirm } from '../../parts/state-tag.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { beginDraft, changeDraft, dropDraft, type ProfileDraft, useProfileDrafts } from './drafts.ts'
import { asJson, changedNames, getAt, isChanged, isSourced, restored, setAt } from './edit.ts'
import { Editing, fieldId, Leaf, Sources } from './fields.tsx'
import { groupOf, LINES } from './groups.ts'
import { placeText } from './place.ts'
import { checked, lineOf } from './problems.ts'
import css from './profiles.module.css'
import { profileShape } from './shape.ts'
import { Blank } from './value.tsx'
import { useFinder, useProfileWords } from './words.ts'

const [FIRST = ''] = LINES

/** A description line by line, as it is to become. Nothing changes before two persons have said so. */
export function Editor({ service }: { readonly service: ServiceId }) {
  const inForce = useProfile(service)
  const draft = useProfileDrafts(({ of }) => of[service])
  useEffect(() => {
    if (inForce !== undefined) beginDraft(inForce, FIRST)
  }, [inForce])
  if (inForce === undefined || draft === undefined) return null
  return <Draft service={service} draft={draft} />
}

function Draft({ service, draft }: { readonly service: ServiceId; readonly draft: ProfileDraft }) {
  const { profiles: t } = useMessages()
  const w = useProfileWords()
  const base = asJson(draft.base)
  const { line, search, profile, moved } = draft
  const { problems } = useMemo(() => checked(profile), [profile])
  const changed = useMemo(() => changedNames(base, profile), [base, profile])
  const wrongLines = new Set([...problems.keys()].map(lineOf))
  const [firstWrong] = problems.keys()
  const isOne = isChanged(base, profile, line)
  useStanding(
    `${t.changes(changed.length)} ${problems.size > 0 ? t.wrong(problems.size) : ''}`,
    changed.length > 0 ? 'draft' : undefined,
  )

  const restore = () => {
    changeDraft(service, { profile: restored(base, profile, line) })
    say(t.restored(w.line(line)))
  }
  const drop = () => {
    dropDraft(service)
    say(t.dropped, 'done')
    back()
  }
  const review = () => go({ screen: 'profiles', of: placeText(service, 'review') })
  const toWrong = () => {
    if (firstWrong === undefined) return
    changeDraft(service, { line: lineOf(firstWrong), search: '' })
    requestAnimationFrame(() => jumpTo(fieldId(firstWrong.split('.'))))
  }
  const reviewOff =
    problems.size > 0 ? t.wrong(problems.size) : changed.length === 0 ? t.reviewOff : undefined
  useKeys({
    F9: { label: t.wrongKey, run: toWrong, off: problems.size === 0 ? t.nothingWrong : undefined },
    F10: { label: t.restoreKey, run: restore, off: isOne ? undefined : t.restoreOff },
    F12: { label: t.reviewKey, run: review, off: reviewOff },
  })

  const finder = useFinder()
  const linesFor = (text: string) => LINES.filter(finder(text))
  const names = linesFor(search)
  const status = (name: string) =>
    wrongLines.has(name) ? (
      <span className={css.status} data-status="problem">
        <IconAlertTriangle size="1rem" stroke={2} aria-hidden />
        {t.status.problem}
      </span>
    ) : changed.includes(name) ? (
      <span className={css.status} data-status="changed">
        <IconPencil size="1rem" stroke={2} aria-hidden />
        {t.status.changed}
      </span>
    ) : (
      getAt(profile, [name]) === null && <ToConfirm />
    )
  const choose = (name: string) => changeDraft(service, { line: name })
  return (
    <div className={css.screen}>
      <header className={css.editHead}>
        <IconWriting size="1.375rem" stroke={2} aria-hidden />
        <h1>{t.editing(w.say(draft.base.shortName), draft.base.version)}</h1>
        <p>
          {t.changes(changed.length)} {t.draftKept}
        </p>
        <Actions>
          <Action onPress={drop} off={changed.length === 0 ? t.reviewOff : undefined}>
            {t.drop}
          </Action>
          <Action keyName="F12" tone="go" onPress={review} off={reviewOff}>
            {t.reviewKey}
          </Action>
        </Actions>
      </header>
      {moved !== undefined && (
        <Note>
          <p>{t.movedOn(moved.version)}</p>
          {moved.both.length > 0 && <p>{t.bothChanged(moved.both.map(w.line).join('、'))}</p>}
        </Note>
      )}
      <div className={css.editor}>
        <div className={css.pick}>
          <Panel title={t.line} icon={IconListSearch} fill flush note={t.lines(names.length)}>
            <div className={css.search}>
              <TextField
                id="profile-search"
                label={t.find}
                bare
                placeholder={t.findHelp}
                value={search}
                maxLength={40}
                autoFocus
                onChange={(text) => {
                  // What is found is opened at once, so that Enter leads into its first field.
                  const hits = linesFor(text)
                  changeDraft(service, { search: text, line: hits.includes(line) ? line : (hits[0] ?? line) })
                }}
              />
            </div>
            <ListTable
              label={t.line}
              rows={names}
              idOf={(name) => name}
              chosen={line}
              onChoose={choose}
              onOpen={() =>
                document.querySelector<HTMLElement>('[data-line] :is(input,select,textarea)')?.focus()
              }
              empty={t.notFound}
              columns={[
                {
                  id: 'line',
                  title: t.line,
                  name: true,
                  cell: (name) => {
                    const group = groupOf(name)
                    return (
                      <span className={css.pickRow}>
                        <TwoLines under={group === undefined ? '' : t.groups[group]}>{w.line(name)}</TwoLines>
                        {status(name)}
                      </span>
                    )
                  },
                },
              ]}
            />
          </Panel>
        </div>
        <Editing
          value={{
            profile,
            base,
            problems,
            change: (path, next) => changeDraft(service, { profile: setAt(profile, path, next) }),
          }}
        >
          <Line key={line} name={line} draft={draft} changed={isOne} onRestore={restore} />
        </Editing>
      </div>
    </div>
  )
}

type LineProps = {
  readonly name: string
  readonly draft: ProfileDraft
  readonly changed: boolean
  readonly onRestore: () => void
}

/** One line with everything that belongs to it: the value, what stands in for a blank, and the sources. */
function Line({ name, draft, changed, onRestore }: LineProps) {
  const { profiles: t } = useMessages()
  const w = useProfileWords()
  const shape = profileShape.fields.find((field) => field.name === name)?.shape
  if (shape === undefined) return null
  return (
    <Panel title={w.line(name)} icon={IconPencil} note={<Code size="sm">{name}</Code>} fill>
      <div className={css.line} data-line data-fields>
        <Leaf shape={shape} path={[name]} />
        {getAt(draft.profile, [name]) === null && <Blank profile={draft.base} name={name} />}
        {isSourced(name) && <Sources path={['sources', name]} label={t.sources} />}
        <Actions>
          <Action keyName="F10" onPress={onRestore} off={changed ? undefined : t.restoreOff}>
            {t.restore}
          </Action>
        </Actions>
      </div>
    </Panel>
  )
}
