import { IconQrcode } from '@tabler/icons-react'
import { useState } from 'react'
import { BranchNo, StaffNo } from '#shared/ids'
import type { DeskState } from '#shared/operations/session'
import { checkPassphrase, PASSPHRASE_MIN, passphraseLength } from '#shared/passphrase'
import type { Refusal } from '#shared/refusals'
import { Role } from '#shared/staff'
import { foldDigits, foldName, idKey } from '#shared/text/normalise'
import { type Messages, useMessages } from '../desk/messages.ts'
import { say } from '../desk/state.ts'
import { useCommand } from '../desk/use-command.ts'
import { Action, Actions } from '../parts/action.tsx'
import type { Sentence } from '../parts/notices.tsx'
import { PassphraseField } from '../parts/passphrase-field.tsx'
import { Qr } from '../parts/qr.tsx'
import { RefusalNote } from '../parts/refusal.tsx'
import { CodeField, SelectField, TextField } from '../parts/text-field.tsx'
import css from './door.module.css'
import { Door } from './door.tsx'
import { CODE_DIGITS, focusSoon } from './proof.tsx'

type Place = { readonly institution: string; readonly branchNo: string; readonly branchName: string }

type Person = {
  readonly key: number
  readonly staff: string
  readonly name: string
  readonly role: Role | null
  readonly passphrase: string
  readonly code: string
  /** The picture shown, and the staff number it was made for. */
  readonly enrolled: {
    readonly enrolment: string
    readonly qr: readonly string[]
    readonly staff: string
  } | null
}

const PEOPLE_MIN = 2
const PEOPLE_MAX = 8

const person = (key: number, role: Role | null): Person => ({
  key,
  staff: '',
  name: '',
  role,
  passphrase: '',
  code: '',
  enrolled: null,
})

const sameName = (name: string): string => name.normalize('NFKC').replace(/\s/gu, '')

/** はじめての設定: the branch, and at least two persons who each prove their own passphrase and token. */
export function SetUp({ state, onLeave }: { readonly state: DeskState; readonly onLeave: () => void }) {
  const messages = useMessages()
  const t = messages.door.setUp
  const complete = useCommand('setup.complete')
  const [place, setPlace] = useState<Place>({ institution: '', branchNo: '', branchName: '' })
  const [people, setPeople] = useState<readonly Person[]>([person(1, 'supervisor'), person(2, 'supervisor')])
  const [refusal, setRefusal] = useState<Refusal>()
  /** Problems stand under their fields once somebody has tried to finish; before, only the count. */
  const [tried, setTried] = useState(false)

  const problems = problemsOf(place, people, messages)
  const problem = (id: string): Sentence | undefined => {
    const what = tried ? problems.get(id) : undefined
    return what === undefined ? undefined : { what }
  }
  const busy = complete.busy
  const set = (fields: Partial<Place>) => setPlace((before) => ({ ...before, ...fields }))
  const change = (key: number, fields: Partial<Person>) =>
    setPeople((before) => before.map((one) => (one.key === key ? { ...one, ...fields } : one)))

  async function submit() {
    setTried(true)
    const [first] = problems.keys()
    if (first !== undefined) {
      focusSoon(first)
      say(t.left(problems.size), 'caution')
      return
    }
    const reply = await complete.send({
      institution: foldName(place.institution),
      branchNo: foldDigits(place.branchNo),
      branchName: foldName(place.branchName),
      people: people.map(({ staff, name, role, passphrase, code, enrolled }) => ({
        enrolment: enrolled?.enrolment ?? '',
        staff: idKey(staff),
        name: foldName(name),
        role: role ?? 'teller',
        passphrase,
        code,
      })),
    })
    if (reply === undefined) return
    if (reply.ok) {
      say(t.done, 'done')
      onLeave()
      return
    }
    setRefusal(reply.error)
    setTried(false)
    // Codes have moved on meanwhile, whatever the reason was.
    setPeople((before) => before.map((one) => ({ ...one, code: '' })))
    focusSoon(`code-${people[0]?.key}`)
  }

  return (
    <Door
      state={state}
      title={t.title}
      lead={t.lead}
      wide
      keys={{
        Esc: { label: messages.keys.back, run: onLeave },
        F9:
          people.length < PEOPLE_MAX
            ? {
                label: t.add,
                run: () =>
                  setPeople((before) => [
                    ...before,
                    person(Math.max(...before.map(({ key }) => key)) + 1, null),
                  ]),
              }
            : undefined,
        F12: { label: t.keyComplete, run: () => void submit() },
      }}
    >
      <fieldset className={css.part}>
        <legend>{t.branchPart}</legend>
        <div className={css.three}>
          <TextField
            id="institution"
            label={t.institution}
            need="required"
            help={t.institutionHelp}
            value={place.institution}
            onChange={(institution) => set({ institution })}
            fold={foldName}
            maxLength={60}
            autoFocus
            problem={problem('institution')}
          />
          <TextField
            id="branchNo"
            label={t.branchNo}
            need="required"
            help={t.branchNoHelp}
            value={place.branchNo}
            onChange={(branchNo) => set({ branchNo })}
            fold={foldDigits}
            maxLength={8}
            code
            numeric
            problem={problem('branchNo')}
          />
          <TextField
            id="branchName"
            label={t.branchName}
            need="required"
            help={t.branchNameHelp}
            value={place.branchName}
            onChange={(branchName) => set({ branchName })}
            fold={foldName}
            maxLength={60}
            problem={problem('branchName')}
          />
        </div>
      </fieldset>

      {people.map((one, at) => (
        <PersonPart
          key={one.key}
          one={one}
          title={t.personPart(at + 1)}
          place={place}
          problem={problem}
          onChange={(fields) => change(one.key, fields)}
          onRefused={setRefusal}
          onRemove={
            people.length > PEOPLE_MIN
              ? () => setPeople((before) => before.filter(({ key }) => key !== one.key))
              : undefined
          }
        />
      ))}

      <fieldset className={css.part}>
        <legend>{t.codesPart}</legend>
        <p>{t.codesLead}</p>
        {refusal !== undefined && <RefusalNote refusal={refusal} />}
        <div className={css.three}>
          {people.map((one, at) => (
            <CodeField
              key={one.key}
              id={`code-${one.key}`}
              label={t.code(one.name.trim() === '' ? t.personPart(at + 1) : one.name)}
              need="required"
              digits={CODE_DIGITS}
              value={one.code}
              onChange={(code) => change(one.key, { code })}
              problem={problem(`code-${one.key}`)}
            />
          ))}
        </div>
      </fieldset>

      <Actions>
        <Action keyName="F12" tone="go" busy={busy} onPress={() => void submit()}>
          {t.complete}
        </Action>
        <Action keyName="Esc" onPress={onLeave}>
          {t.leave}
        </Action>
      </Actions>
      <p className={css.busy} role="status">
        {busy ? t.completing : problems.size > 0 && t.left(problems.size)}
      </p>
    </Door>
  )
}

type PersonPartProps = {
  readonly one: Person
  readonly title: string
  readonly place: Place
  readonly problem: (id: string) => Sentence | undefined
  readonly onChange: (fields: Partial<Person>) => void
  readonly onRefused: (refusal: Refusal | undefined) => void
  readonly onRemove: (() => void) | undefined
}

/** One person: who they are, their passphrase judged while they type it, and the picture for their token. */
function PersonPart({ one, title, place, problem, onChange, onRefused, onRemove }: PersonPartProps) {
  const messages = useMessages()
  const t = messages.door.setUp
  const enrol = useCommand('setup.enrol')
  const staff = StaffNo.safeParse(idKey(one.staff))
  const institution = foldName(place.institution)
  const fault = one.passphrase === '' ? undefined : passphraseFault(one, place, messages)
  const stale = one.enrolled !== null && one.enrolled.staff !== idKey(one.staff)

  async function show() {
    if (!staff.success) return
    const reply = await enrol.send({ staff: staff.data, institution })
    if (reply === undefined) return
    onRefused(reply.ok ? undefined : reply.error)
    if (reply.ok) onChange({ enrolled: { ...reply.value, staff: staff.data } })
  }

  return (
    <fieldset className={css.part}>
      <legend>
        {title}
        {onRemove !== undefined && <Action onPress={onRemove}>{t.remove}</Action>}
      </legend>
      <div className={css.person}>
        <div className={css.fields}>
          <div className={css.three}>
            <TextField
              id={`staff-${one.key}`}
              label={t.staff}
              need="required"
              help={t.staffHelp}
              value={one.staff}
              onChange={(value) => onChange({ staff: value })}
              fold={idKey}
              maxLength={12}
              code
              problem={problem(`staff-${one.key}`)}
            />
            <TextField
              id={`name-${one.key}`}
              label={t.name}
              need="required"
              value={one.name}
              onChange={(name) => onChange({ name })}
              fold={foldName}
              maxLength={60}
              problem={problem(`name-${one.key}`)}
            />
            <SelectField
              id={`role-${one.key}`}
              label={t.role}
              need="required"
              help={one.role === null ? undefined : t.roleNote[one.role]}
              value={one.role}
              onChange={(role) => onChange({ role })}
              options={Role.options.map((value) => ({ value, label: messages.frame.roles[value] }))}
              problem={problem(`role-${one.key}`)}
            />
          </div>
          <PassphraseField
            id={`passphrase-${one.key}`}
            label={t.passphrase}
            need="required"
            choosing
            value={one.passphrase}
            onChange={(passphrase) => onChange({ passphrase })}
            help={
              <>
                {t.passphraseRules}
                <br />
                <b aria-live="polite">
                  {one.passphrase === ''
                    ? t.passphraseLength(0, PASSPHRASE_MIN)
                    : (fault ?? t.passphraseGood)}
                </b>
              </>
            }
            problem={problem(`passphrase-${one.key}`)}
          />
        </div>
        <div className={css.enrol}>
          {one.enrolled !== null && !stale ? (
            <>
              <Qr rows={one.enrolled.qr} label={t.qr(one.enrolled.staff)} />
              <p>{t.scan}</p>
            </>
          ) : (
            <p className={css.noQr}>
              <IconQrcode size="2.5rem" stroke={1.5} aria-hidden />
              <span>{stale ? t.enrolStale : t.enrolWhy}</span>
            </p>
          )}
          <Action
            id={`enrol-${one.key}`}
            busy={enrol.busy}
            off={staff.success && institution !== '' ? undefined : t.enrolWhy}
            onPress={() => void show()}
          >
            {one.enrolled === null ? t.enrol : t.enrolAgain}
          </Action>
          {problem(`enrol-${one.key}`) !== undefined && (
            <p className={css.why}>{problem(`enrol-${one.key}`)?.what}</p>
          )}
        </div>
      </div>
    </fieldset>
  )
}

/** What is wrong with a passphrase for this person at this branch, in words; nothing when it may be used. */
function passphraseFault(one: Person, place: Place, messages: Messages): string | undefined {
  const t = messages.door.setUp.passphraseFault
  const judged = checkPassphrase(one.passphrase, {
    words: [foldName(place.institution), foldName(place.branchName), foldDigits(place.branchNo)],
    own: [idKey(one.staff), foldName(one.name)],
  })
  if (judged.ok) return undefined
  const { error } = judged
  switch (error.code) {
    case 'too-short':
      return t['too-short'](passphraseLength(one.passphrase), error.minimum)
    case 'too-long':
      return t['too-long'](error.maximum)
    default:
      return t[error.code]
  }
}

/** Everything that still lacks or cannot be, by the field it stands under, in the order of the screen. */
function problemsOf(
  place: Place,
  people: readonly Person[],
  messages: Messages,
): ReadonlyMap<string, string> {
  const t = messages.door.setUp.problem
  const found = new Map<string, string>()
  const note = (id: string, bad: boolean, why: string) => {
    if (bad && !found.has(id)) found.set(id, why)
  }
  note('institution', foldName(place.institution) === '', t.empty)
  note('branchNo', !BranchNo.safeParse(foldDigits(place.branchNo)).success, t.branchNo)
  note('branchName', foldName(place.branchName) === '', t.empty)
  for (const one of people) {
    const others = people.filter(({ key }) => key !== one.key)
    const staff = idKey(one.staff)
    note(`staff-${one.key}`, !StaffNo.safeParse(staff).success, t.staff)
    note(
      `staff-${one.key}`,
      others.some((other) => idKey(other.staff) === staff),
      t.sameStaff,
    )
    note(`name-${one.key}`, sameName(one.name) === '', t.empty)
    note(
      `name-${one.key}`,
      others.some((other) => sameName(other.name) === sameName(one.name)),
      t.sameName,
    )
    note(`role-${one.key}`, one.role === null, t.empty)
    note(`passphrase-${one.key}`, one.passphrase === '', t.empty)
    const fault = passphraseFault(one, place, messages)
    note(`passphrase-${one.key}`, fault !== undefined, fault ?? t.empty)
    note(`enrol-${one.key}`, one.enrolled === null || one.enrolled.staff !== staff, t.notEnrolled)
  }
  const [first] = people
  if (first !== undefined) {
    note(`role-${first.key}`, !people.some(({ role }) => role === 'supervisor'), t.supervisor)
  }
  for (const one of people) note(`code-${one.key}`, one.code.length < CODE_DIGITS, t.code)
  return found
}
