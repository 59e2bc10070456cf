import { useState } from 'react'
import { StaffNo } from '#shared/ids'
import type { InputOf, OutputOf } from '#shared/operations'
import { useMessages } from '../desk/messages.ts'
import { FieldStack } from '../parts/field.tsx'
import { PassphraseField } from '../parts/passphrase-field.tsx'
import { CodeField, SelectField } from '../parts/text-field.tsx'
import css from './door.module.css'
import { CODE_DIGITS } from './proof.tsx'

type Person = { readonly staff: string | null; readonly passphrase: string; readonly code: string }
const NOBODY: Person = { staff: null, passphrase: '', code: '' }

/** Two colleagues who choose new passphrases. What is typed lives on this page alone. */
export function useTwoPeople() {
  const [people, setPeople] = useState<readonly [Person, Person]>([NOBODY, NOBODY])
  return {
    people,
    isWhole: people.every(
      ({ staff, passphrase, code }) => staff !== null && passphrase !== '' && code.length >= CODE_DIGITS,
    ),
    change: (place: 0 | 1, changes: Partial<Person>) =>
      setPeople(([one, other]) =>
        place === 0 ? [{ ...one, ...changes }, other] : [one, { ...other, ...changes }],
      ),
    typed: (): InputOf<'recovery.complete'>['people'] =>
      people.map(({ staff, ...rest }) => ({ ...rest, staff: StaffNo.parse(staff) })),
    /** Others are asked for. */
    clear: () => setPeople([NOBODY, NOBODY]),
    /** A code that was refused, or spent, is good for nothing. */
    clearCodes: () =>
      setPeople(([one, other]) => [
        { ...one, code: '' },
        { ...other, code: '' },
      ]),
  }
}

type TwoPeopleProps = {
  readonly two: ReturnType<typeof useTwoPeople>
  /** Who is known in the branch. */
  readonly known: OutputOf<'recovery.open'>['people']
}

export function TwoPeople({ two: { people, change }, known }: TwoPeopleProps) {
  const { keyCare, frame } = useMessages()
  const t = keyCare.anew
  return ([0, 1] as const).map((place) => (
    <fieldset key={place} className={css.part}>
      <legend>{t.person(place + 1)}</legend>
      <FieldStack>
        <SelectField
          id={`who-${place + 1}`}
          label={t.who}
          need="required"
          value={people[place].staff}
          onChange={(staff) => change(place, { staff })}
          options={known.map(({ staff, name, role }) => ({
            value: staff as string,
            label: `${staff}　${name}　${frame.roles[role]}`,
          }))}
          autoFocus={place === 0}
        />
        <PassphraseField
          id={`new-passphrase-${place + 1}`}
          label={t.passphrase}
          need="required"
          choosing
          value={people[place].passphrase}
          onChange={(passphrase) => change(place, { passphrase })}
        />
        <CodeField
          id={`own-code-${place + 1}`}
          label={t.code}
          need="required"
          digits={CODE_DIGITS}
          value={people[place].code}
          onChange={(code) => change(place, { code })}
        />
      </FieldStack>
    </fieldset>
  ))
}
