import { IconBook2, IconRubberStamp } from '@tabler/icons-react'
import { useState } from 'react'
import type { CaseNo, ServiceId } from '#shared/ids'
import type { OutputOf } from '#shared/operations'
import type { ServiceProfile } from '#shared/profiles'
import { formatMoment } from '#shared/text/wareki'
import { useHere } from '../../desk/here.ts'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { go, say, useDesk } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { useProfile } from '../../desk/use-profile.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Code } from '../../parts/code.tsx'
import { Note } from '../../parts/notices.tsx'
import { Panel } from '../../parts/panel.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { Tabs } from '../../parts/tabs.tsx'
import { SelectField, TextField } from '../../parts/text-field.tsx'
import { isDrafted, useProfileDrafts } from './drafts.ts'
import { asJson, getAt } from './edit.ts'
import { GROUPS, type GroupName, groups, LINES } from './groups.ts'
import { placeText } from './place.ts'
import css from './profiles.module.css'
import { profileShape } from './shape.ts'
import { Blank, Value } from './value.tsx'
import { useFinder, useProfileWords } from './words.ts'

type Listed = OutputOf<'profile.list'>[number]

/** One description as it stands, in any of its versions: every line, its sources, and what is still open. */
export function Reading({ service }: { readonly service: ServiceId }) {
  const { value } = useQuery('profile.list', {})
  const listed = value?.find((one) => one.service === service)
  const [wanted, setWanted] = useState<number>()
  const newest = listed?.versions.at(-1)?.version
  const shown = wanted ?? newest
  const profile = useProfile(shown === undefined ? undefined : service, shown)
  if (listed === undefined || profile === undefined || newest === undefined) return null
  return <Page listed={listed} newest={newest} profile={profile} onVersion={setWanted} />
}

type PageProps = {
  readonly listed: Listed
  readonly newest: number
  readonly profile: ServiceProfile
  readonly onVersion: (version: number) => void
}

function Page({ listed, newest, profile, onVersion }: PageProps) {
  const { profiles: t } = useMessages()
  const language = useDesk((desk) => desk.language)
  const role = useHere(({ state }) => state?.staff?.role)
  const draft = useProfileDrafts(({ of }) => of[profile.id])
  const mayChange = role === 'administrator' || role === 'supervisor'
  const { version, id: service } = profile
  const only = listed.versions.length === 1 ? t.oneVersion : undefined
  const editOff = listed.open !== null ? t.openOff : version === newest ? undefined : t.olderOff
  const edit = () => go({ screen: 'profiles', of: placeText(service, 'edit') })
  const compare = () => go({ screen: 'profiles', of: placeText(service, 'compare') })
  useKeys({
    ...(mayChange ? { F9: { label: t.editKey, run: edit, off: editOff } } : {}),
    F10: { label: t.compareKey, run: compare, off: only },
  })
  const [document, edition] = [profile.source.document, profile.source.edition?.[language] ?? t.noEdition]
  const since = listed.versions.find((one) => one.version === version)
  return (
    <div className={css.screen}>
      <Panel
        title={`${t.title} ${profile.shortName[language]}`}
        icon={IconBook2}
        lead
        note={<Code size="sm">{service}</Code>}
      >
        <div className={css.lead}>
          <div>
            <p>
              <b>{profile.name[language]}</b>
            </p>
            <p>{t.guide(document, edition)}</p>
            <p>
              {since?.since == null ? t.withProgram : formatMoment(since.since, language)}{' '}
              {since?.caseNo != null && <Code size="sm">{since.caseNo}</Code>}{' '}
              {since?.approverName != null && t.approvedBy(since.approverName)}
            </p>
          </div>
          <SelectField
            id="profile-version"
            label={t.show}
            value={String(version)}
            onChange={(chosen) => onVersion(Number(chosen))}
            options={[...listed.versions].reverse().map(({ version: one }) => ({
              value: String(one),
              label: one === newest ? t.inForce(one) : t.version(one),
            }))}
          />
          <Actions>
            {mayChange && (
              <Action keyName="F9" onPress={edit} off={editOff}>
                {t.edit}
              </Action>
            )}
            <Action keyName="F10" onPress={compare} off={only}>
              {t.compare}
            </Action>
          </Actions>
        </div>
        {version !== newest && <Note>{t.older(newest)}</Note>}
        {isDrafted(draft) && listed.open === null && <Note tone="plain">{t.draftWaits}</Note>}
      </Panel>
      {listed.open !== null && <Open caseNo={listed.open} />}
      <Lines profile={profile} />
    </div>
  )
}

/** A change under way: its number, and the supervisor's way to it. */
function Open({ caseNo }: { readonly caseNo: CaseNo }) {
  const { profiles: t } = useMessages()
  const role = useHere(({ state }) => state?.staff?.role)
  const open = useCommand('approval.open')
  const call = async () => {
    const reply = await open.send({ caseNo })
    if (reply?.ok === true) say(t.called, 'info')
  }
  const look = () => go({ screen: 'case', of: caseNo })
  const mayCall = role !== undefined && role !== 'auditor'
  useKeys(mayCall ? { F12: { label: t.callKey, run: () => void call() } } : {}, { rank: 'part' })
  return (
    <Note title={t.openNow} icon={IconRubberStamp}>
      <div className={css.open}>
        <p>{t.openWhat(caseNo)}</p>
        <Actions>
          {mayCall && (
            <Action keyName="F12" tone="go" onPress={() => void call()}>
              {t.call}
            </Action>
          )}
          <Action onPress={look}>{t.look}</Action>
        </Actions>
      </div>
      {open.refusal !== undefined && <RefusalNote refusal={open.refusal} />}
    </Note>
  )
}

/** The lines in the order of the guide, or those whose name was looked for. */
function Lines({ profile }: { readonly profile: ServiceProfile }) {
  const { profiles: t } = useMessages()
  const [at, setAt] = useState<GroupName>('service')
  const [text, setText] = useState('')
  const found = useFinder()(text)
  const names: readonly string[] = text.trim() === '' ? groups[at] : LINES.filter(found)
  return (
    <>
      <div className={css.find}>
        <TextField
          id="profile-find"
          label={t.find}
          bare
          placeholder={t.findHelp}
          value={text}
          onChange={setText}
          maxLength={40}
          autoFocus
        />
      </div>
      <Tabs
        label={t.tabs}
        tabs={GROUPS.map((id) => ({ id, title: t.groups[id] }))}
        at={at}
        onGo={(id) => {
          setText('')
          setAt(id)
        }}
        note={text.trim() === '' ? t.lines(names.length) : t.found(text.trim(), names.length)}
      >
        {names.length === 0 ? (
          <p className={css.nothing}>{t.notFound}</p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keys that scroll it
          <div className={css.scroll} tabIndex={0}>
            <Table profile={profile} names={names} />
          </div>
        )}
      </Tabs>
    </>
  )
}

function Table({ profile, names }: { readonly profile: ServiceProfile; readonly names: readonly string[] }) {
  const { profiles: t, jobs } = useMessages()
  const w = useProfileWords()
  const whole = asJson(profile)
  return (
    <table className={css.lines}>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{jobs.profile.field}</th>
          <th scope="col">{t.fields.value}</th>
          <th scope="col">{t.source}</th>
        </tr>
      </thead>
      <tbody>
        {names.map((name) => {
          const field = profileShape.fields.find((one) => one.name === name)
          const value = getAt(whole, [name])
          return (
            <tr key={name}>
              <th scope="row">
                {w.line(name)}
                <small>
                  <Code size="sm">{name}</Code>
                </small>
              </th>
              <td>
                {value === null ? (
                  <Blank profile={profile} name={name} />
                ) : (
                  field !== undefined && <Value shape={field.shape} value={value} path={[name]} />
                )}
              </td>
              <td data-title={t.source}>
                {(getAt(whole, ['sources', name]) as readonly string[] | undefined)?.map((one) => (
                  <Code key={one} size="sm">
                    {one}
                  </Code>
                ))}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
