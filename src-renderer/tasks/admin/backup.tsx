import { IconDatabaseExclamation, IconDatabaseHeart } from '@tabler/icons-react'
import { useState } from 'react'
import type { OutputOf } from '#shared/operations'
import type { BackupLine, ChosenBackup } from '#shared/operations/backup'
import { formatMoment } from '#shared/text/wareki'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { endedBy } from '../../desk/renewal.ts'
import { say, useDesk } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { ListTable } from '../../parts/list-table.tsx'
import { Empty, Note } from '../../parts/notices.tsx'
import { type Fact, Facts } from '../../parts/panel.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { SecondPerson } from '../../parts/second-person.tsx'
import css from './admin.module.css'
import { Restored } from './restored.tsx'

type Status = OutputOf<'backup.status'>

/** バックアップ: where they go, whether they are good, and the two things that are done with them. */
export function BackupSheet() {
  const t = useMessages().administration.backup
  const language = useDesk((desk) => desk.language)
  const role = useDesk((desk) => desk.who?.role)
  const asked = useQuery('backup.status', {})
  const restored = useQuery('backup.restore-record', {})
  const make = useCommand('backup.make')
  const drill = useCommand('backup.drill')
  const chooseFolder = useCommand('backup.choose-folder')
  const setFolder = useCommand('backup.set-folder')
  const choose = useCommand('backup.choose')
  const restore = useCommand('backup.restore')
  /** Chosen, and waiting for the second person: where backups go, or which one is restored. */
  const [folder, setChosenFolder] = useState<string>()
  const [backup, setBackup] = useState<ChosenBackup>()
  const [chosen, setChosen] = useState<string>()

  const keeper = role === 'supervisor' || role === 'administrator'
  const busy = [make, drill, chooseFolder, setFolder, choose, restore].some((one) => one.busy)
  const status = asked.value
  const off = !keeper ? t.keepersOnly : busy ? t.working : undefined
  const noFolder = status?.folder === null ? t.chooseFirst : undefined
  /** What an earlier command was refused is no news beside the next one's answer. */
  const anew = () => {
    for (const one of [make, drill, choose, chooseFolder]) one.again()
  }
  const goMake = () => {
    anew()
    void make.send({}).then((reply) => reply?.ok === true && say(t.made(reply.value.file), 'done'))
  }
  const goDrill = () => {
    anew()
    void drill.send({}).then((reply) => reply?.ok === true && say(t.drilled, 'done'))
  }
  const goFolder = () => {
    anew()
    void chooseFolder.send({}).then((reply) => reply?.ok === true && setChosenFolder(reply.value.folder))
  }
  useKeys({
    F9: { label: t.makeKey, run: goMake, off: off ?? noFolder },
    F10: { label: t.folderKey, run: goFolder, off },
    F12: { label: t.drillKey, run: goDrill, off: off ?? noFolder },
  })
  if (status === undefined) return null
  const refusal = make.refusal ?? drill.refusal ?? choose.refusal ?? chooseFolder.refusal
  const good = status.state === 'good'
  return (
    <div className={css.sheet}>
      <p
        className={css.verdict}
        data-good={good || undefined}
        data-bad={status.state === 'bad' || undefined}
        role="status"
      >
        {status.state === 'bad' ? (
          <IconDatabaseExclamation size="1.5rem" stroke={2} aria-hidden />
        ) : (
          <IconDatabaseHeart size="1.5rem" stroke={2} aria-hidden />
        )}
        <b>{busy ? t.working : t.states[stateOf(status)]}</b>
      </p>
      {refusal !== undefined && !busy && <RefusalNote refusal={refusal} />}
      <Facts items={factsOf(status, t, (at) => formatMoment(at, language))} />
      {!status.cards && (
        <Note>
          <p>{t.noCards}</p>
        </Note>
      )}
      <Actions>
        <Action keyName="F9" onPress={goMake} off={off ?? noFolder} busy={make.busy}>
          {t.make}
        </Action>
        <Action keyName="F12" onPress={goDrill} off={off ?? noFolder} busy={drill.busy}>
          {t.drill}
        </Action>
        <Action keyName="F10" onPress={goFolder} off={off} busy={chooseFolder.busy}>
          {t.folder}
        </Action>
        {role === 'supervisor' && (
          <Action
            tone="stop-quiet"
            onPress={() => {
              anew()
              void choose.send({}).then((reply) => {
                if (reply?.ok !== true) return
                setBackup(reply.value)
              })
            }}
            off={off}
            busy={choose.busy}
          >
            {t.restore}
          </Action>
        )}
      </Actions>
      {restored.value != null && <Restored record={restored.value} />}
      <ListTable<BackupLine & { readonly id: string }>
        label={t.list}
        rows={status.lines.map((line) => ({ ...line, id: String(line.number) }))}
        idOf={({ id }) => id}
        chosen={chosen}
        onChoose={setChosen}
        empty={<Empty title={t.none} />}
        columns={[
          { id: 'at', title: t.at, name: true, cell: ({ at }) => formatMoment(at, language) },
          { id: 'kind', title: t.kind, cell: ({ kind }) => t.kinds[kind] },
          { id: 'outcome', title: t.outcome, cell: ({ outcome }) => t.outcomes[outcome] },
          { id: 'size', title: t.size, cell: ({ bytes }) => (bytes === 0 ? '' : t.bytes(bytes)) },
          {
            id: 'here',
            title: t.file,
            cell: ({ file, here }) => (file === '' ? '' : `${file} ${t.here[here]}`),
          },
        ]}
      />
      {folder !== undefined && (
        <SecondPerson
          purpose="backup"
          about={folder}
          supervisor
          go={t.folderGo}
          refusal={setFolder.refusal}
          busy={setFolder.busy}
          onProven={() =>
            void setFolder.send({ folder }).then((reply) => {
              if (reply?.ok !== true) return
              setChosenFolder(undefined)
              say(t.folderSet, 'done')
            })
          }
          onCancel={() => {
            setFolder.again()
            setChosenFolder(undefined)
          }}
        >
          <Facts items={[{ label: t.place, value: folder }]} />
          <p>{t.folderLead}</p>
        </SecondPerson>
      )}
      {backup !== undefined && (
        <SecondPerson
          purpose="restore"
          about={backup.id}
          supervisor
          go={t.restoreGo}
          refusal={restore.refusal}
          busy={restore.busy}
          onProven={() =>
            void restore.send({ id: backup.id }).then((reply) => reply?.ok === true && endedBy('restored'))
          }
          onCancel={() => {
            restore.again()
            setBackup(undefined)
          }}
        >
          <Facts
            items={[
              { label: t.at, value: formatMoment(backup.at, language) },
              { label: t.entries, value: t.entryCount(backup.entries) },
              {
                label: t.behind,
                value: backup.behind === null ? t.otherHistory : t.entryCount(backup.behind),
              },
            ]}
          />
          <p>{t.restoreLead}</p>
        </SecondPerson>
      )}
    </div>
  )
}

/** Which sentence says how the branch stands. */
function stateOf({ state, folder, lastDone, lastTry, lastDrill }: Status) {
  if (state === 'good') return 'good'
  if (state === 'due') return 'due'
  if (folder === null) return 'no-folder'
  if (lastTry === null || lastDone === null) return 'never'
  if (lastTry.outcome !== 'done') return 'failed'
  return lastDrill !== null && lastDrill.outcome !== 'done' ? 'drill-failed' : 'late'
}

type Words = ReturnType<typeof useMessages>['administration']['backup']

function factsOf(status: Status, t: Words, when: (at: BackupLine['at']) => string): readonly Fact[] {
  const { folder, reachable, lastDone, lastTry, lastDrill, drillDue } = status
  return [
    { label: t.place, value: folder === null ? t.noPlace : `${folder} ${reachable ? '' : t.notThere}` },
    { label: t.last, value: lastDone === null ? t.none : when(lastDone.at) },
    ...(lastTry === null || lastTry.outcome === 'done'
      ? []
      : [{ label: t.lastTry, value: `${when(lastTry.at)} ${t.outcomes[lastTry.outcome]}` }]),
    {
      label: t.lastDrill,
      value: `${lastDrill === null ? t.none : `${when(lastDrill.at)} ${t.outcomes[lastDrill.outcome]}`}${drillDue ? ` ${t.drillDue}` : ''}`,
    },
    { label: t.next, value: t.nextAtClosing },
  ]
}
