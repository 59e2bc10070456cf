import { IconInfoCircle, IconKey, IconPackageImport, IconShieldOff } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { SeedFileView, SeedRehearsal } from '#shared/operations/seeds'
import { SERVICE_IDS, type ServiceId } from '#shared/profiles'
import type { Refusal } from '#shared/refusals'
import { ask } from '../desk/ask.ts'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { go, say, useDesk } from '../desk/state.ts'
import { useCommand } from '../desk/use-command.ts'
import { useProfile } from '../desk/use-profile.ts'
import { useQuery } from '../desk/use-query.ts'
import { useStanding } from '../desk/use-standing.ts'
import { Action, Actions } from '../parts/action.tsx'
import { ChoiceField } from '../parts/choice-field.tsx'
import { FieldStack } from '../parts/field.tsx'
import { Note } from '../parts/notices.tsx'
import { Facts, Panel } from '../parts/panel.tsx'
import { PassphraseField } from '../parts/passphrase-field.tsx'
import { RefusalNote } from '../parts/refusal.tsx'
import { SecondPerson } from '../parts/second-person.tsx'
import { SelectField } from '../parts/text-field.tsx'
import css from './import.module.css'
import { Halves } from './seeds/halves.tsx'
import { SeedProgress } from './seeds/progress.tsx'
import { SeedPlanView } from './seeds/rehearsal.tsx'

/** 入庫: a vendor's file is opened by two, rehearsed, proven with live codes, and written by two. */
export function SeedsTask() {
  const { seedFiles: t } = useMessages()
  const choose = useCommand('seeds.choose')
  const [file, setFile] = useState<SeedFileView>()
  const [plan, setPlan] = useState<SeedRehearsal>()
  const [refused, setRefused] = useState<Refusal>()
  const [done, setDone] = useState<readonly string[]>()
  const busy = choose.busy

  // Whoever leaves the screen leaves no file on the counter.
  useEffect(
    () => () => {
      ask('seeds.cancel', {}).catch(() => undefined)
    },
    [],
  )

  const pick = async () => {
    if (busy) return
    setRefused(undefined)
    setDone(undefined)
    const reply = await choose.send({})
    if (reply === undefined) return
    if (!reply.ok) setRefused(reply.error)
    else if (reply.value === null) say(t.notChosen)
    else {
      setPlan(undefined)
      setFile(reply.value)
    }
  }
  const letGo = () => {
    ask('seeds.cancel', {}).catch(() => undefined)
    setFile(undefined)
    setPlan(undefined)
    setRefused(undefined)
  }
  useKeys({
    ...(file === undefined ? {} : { Esc: { label: t.letGoKey, run: letGo } }),
    F10: { label: t.chooseKey, run: () => void pick() },
    ...(done === undefined
      ? {}
      : { F12: { label: t.commit.nextKey, run: () => go({ screen: 'stock', of: 'boxes' }) } }),
  })
  useStanding(plan === undefined ? undefined : t.result.nothingYet)

  return (
    <div className={css.screen}>
      <Panel
        title={t.title}
        icon={IconPackageImport}
        lead
        note={file === undefined ? undefined : t.file(file.fileName, sizeOf(file.bytes))}
      >
        <div className={css.lead}>
          {file === undefined && <p>{t.lead}</p>}
          <Actions>
            <Action
              keyName="F10"
              tone={file === undefined && done === undefined ? 'go' : 'plain'}
              autoFocus={file === undefined}
              busy={busy}
              onPress={() => void pick()}
            >
              {file === undefined ? t.choose : t.again}
            </Action>
            {file !== undefined && (
              <Action keyName="Esc" onPress={letGo}>
                {t.letGo}
              </Action>
            )}
            {done !== undefined && (
              <Action keyName="F12" tone="go" onPress={() => go({ screen: 'stock', of: 'boxes' })}>
                {t.commit.next}
              </Action>
            )}
          </Actions>
          {refused !== undefined && <RefusalNote refusal={refused} />}
          {done !== undefined && (
            <Note tone="plain" title={done[0]}>
              {done.slice(1).map((line) => (
                <p key={line}>{line}</p>
              ))}
            </Note>
          )}
        </div>
      </Panel>
      {file === undefined && <HowItWorks />}
      {file !== undefined && plan === undefined && (
        <OpenFile
          key={file.file}
          file={file}
          onFile={setFile}
          onPlan={(made) => {
            setPlan(made)
            setRefused(undefined)
          }}
        />
      )}
      {file !== undefined && plan !== undefined && (
        <SeedPlanView
          plan={plan}
          onPlan={setPlan}
          onDone={(lines) => {
            setFile(undefined)
            setPlan(undefined)
            setDone(lines)
            say(lines.join(' '), 'done')
          }}
        />
      )}
    </div>
  )
}

/** A choice is not a field itself: the one of its answers that takes the focus says whose it is. */
const jumpSoon = (id: string): void => {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-jump="${id}"]`)?.focus())
}

const sizeOf = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} B`
    : bytes < 1024 ** 2
      ? `${Math.ceil(bytes / 1024)} KiB`
      : `${(bytes / 1024 ** 2).toFixed(1)} MiB`

/** The four steps, and whether unprotected files are taken at all. */
function HowItWorks() {
  const { seedFiles: t } = useMessages()
  const { value: policy } = useQuery('seeds.policy', {})
  const [asking, setAsking] = useState(false)
  return (
    <Panel title={t.how.title} icon={IconInfoCircle}>
      <div className={css.lead}>
        {t.how.steps.map((step) => (
          <p key={step}>{step}</p>
        ))}
        {policy?.plainAllowed === true && (
          <Note title={t.plain.standing} icon={IconShieldOff}>
            <Actions>
              <Action onPress={() => setAsking(true)}>{t.plain.forbid}</Action>
            </Actions>
          </Note>
        )}
      </div>
      {asking && (
        <PlainPolicy allow={false} onDone={() => setAsking(false)} onCancel={() => setAsking(false)} />
      )}
    </Panel>
  )
}

type PolicyProps = { readonly allow: boolean; readonly onDone: () => void; readonly onCancel: () => void }

/** Whether unprotected files are taken is the word of two supervisors, either way. */
function PlainPolicy({ allow, onDone, onCancel }: PolicyProps) {
  const { seedFiles: t } = useMessages()
  const command = useCommand('seeds.allow-plain')
  const [refusal, setRefusal] = useState<Refusal>()
  return (
    <SecondPerson
      purpose="plain-seeds"
      about=""
      supervisor
      go={allow ? t.plain.allow : t.plain.forbid}
      goKey={t.plain.allowKey}
      refusal={refusal}
      busy={command.busy}
      onCancel={onCancel}
      onProven={() => {
        setRefusal(undefined)
        void command.send({ allow }).then((reply) => {
          if (reply === undefined) return
          if (!reply.ok) setRefusal(reply.error)
          else {
            say(allow ? t.plain.allowed : t.plain.forbidden, 'done')
            onDone()
          }
        })
      }}
    />
  )
}

type OpenProps = {
  readonly file: SeedFileView
  readonly onFile: (file: SeedFileView) => void
  readonly onPlan: (plan: SeedRehearsal) => void
}

/** What the file is, what opens it, and for which model it is. */
function OpenFile({ file, onFile, onPlan }: OpenProps) {
  const { seedFiles: t } = useMessages()
  const language = useDesk((desk) => desk.language)
  const rehearse = useCommand('seeds.rehearse')
  const [service, setService] = useState<ServiceId>()
  const [model, setModel] = useState<string | null>(null)
  const [password, setPassword] = useState('')
  const [refused, setRefused] = useState<Refusal>()
  const [allowing, setAllowing] = useState(false)
  const profile = useProfile(service)
  const services = useHardwareServices()
  const models = profile?.tokenModels.filter(({ hardware }) => hardware !== undefined) ?? []
  const chosen = model ?? (models.length === 1 ? (models[0]?.code ?? null) : null)
  const reading = rehearse.busy

  const off = file.plainRefused
    ? t.plainFirst
    : file.protection === 'key' && file.halves < 2
      ? t.halvesFirst
      : service === undefined || chosen === null
        ? t.rehearseOff
        : file.protection === 'password' && password === ''
          ? t.passwordFirst
          : undefined
  const run = async () => {
    if (off !== undefined || service === undefined || chosen === null || reading) return
    setRefused(undefined)
    const reply = await rehearse.send({
      file: file.file,
      service,
      model: chosen,
      password: file.protection === 'password' ? password : null,
    })
    if (reply === undefined) return
    setPassword('')
    if (reply.ok) onPlan(reply.value)
    else setRefused(reply.error)
  }
  useKeys({ F12: { label: t.rehearseKey, run: () => void run(), off } })
  // A file that needs no envelopes begins with what it is for.
  const begins = file.protection !== 'key' && !file.plainRefused
  useEffect(() => {
    if (begins) jumpSoon('seedService')
  }, [begins])

  return (
    <>
      <Panel title={t.facts.protection} icon={IconKey}>
        <div className={css.lead}>
          <Facts
            inline
            items={[
              { label: t.facts.format, value: t.format[file.format] },
              { label: t.facts.protection, value: t.protection[file.protection] },
              ...(file.keyName === null ? [] : [{ label: t.facts.keyName, value: file.keyName }]),
            ]}
          />
          {file.plainRefused && (
            <Note title={t.plain.title} icon={IconShieldOff}>
              <p>{t.plain.why}</p>
              <Actions>
                <Action onPress={() => setAllowing(true)}>{t.plain.allow}</Action>
              </Actions>
            </Note>
          )}
          {file.protection === 'key' && (
            <Halves file={file} onFile={onFile} onBoth={() => jumpSoon('seedService')} />
          )}
        </div>
        {allowing && (
          <PlainPolicy
            allow
            onDone={() => {
              setAllowing(false)
              onFile({ ...file, plainRefused: false })
            }}
            onCancel={() => setAllowing(false)}
          />
        )}
      </Panel>
      <Panel title={t.model} icon={IconInfoCircle}>
        <FieldStack>
          <ChoiceField
            id="seedService"
            label={t.service}
            value={service ?? null}
            onChange={(next) => {
              setService(next)
              setModel(null)
            }}
            choices={services.map((one) => ({ value: one.id, label: one.shortName[language] }))}
          />
          {service !== undefined &&
            (models.length === 0 && profile !== undefined ? (
              <p>{t.models}</p>
            ) : (
              <SelectField
                id="seedModel"
                label={t.model}
                value={chosen}
                onChange={setModel}
                options={models.map(({ code, name }) => ({ value: code, label: name[language] }))}
              />
            ))}
          {file.protection === 'password' && (
            <PassphraseField id="seedPassword" label={t.password} value={password} onChange={setPassword} />
          )}
          {reading ? (
            <SeedProgress />
          ) : (
            <Actions>
              <Action keyName="F12" tone="go" off={off} onPress={() => void run()}>
                {t.rehearse}
              </Action>
            </Actions>
          )}
          {refused !== undefined && <RefusalNote refusal={refused} />}
        </FieldStack>
      </Panel>
    </>
  )
}

/** Services that have hardware of ours, by their descriptions in force. */
function useHardwareServices() {
  const profiles = [
    useProfile(SERVICE_IDS[0]),
    useProfile(SERVICE_IDS[1]),
    useProfile(SERVICE_IDS[2]),
    useProfile(SERVICE_IDS[3]),
    useProfile(SERVICE_IDS[4]),
  ]
  return profiles.flatMap((profile) =>
    profile?.tokenModels.some(({ hardware }) => hardware !== undefined) ? [profile] : [],
  )
}
