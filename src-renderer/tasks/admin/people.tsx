import { IconUserCog, IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { StaffMember, Standing } from '#shared/operations/people'
import { clockTime, formatMoment, westernDate } from '#shared/text/wareki'
import type { KeyMap } from '../../desk/key-map.ts'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { go, useDesk } from '../../desk/state.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Code, Figures } from '../../parts/code.tsx'
import { ListTable, TwoLines } from '../../parts/list-table.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { type StateName, StateTag } from '../../parts/state-tag.tsx'
import { Add } from './add.tsx'
import css from './admin.module.css'
import { Change } from './change.tsx'
import { type Come, Outcome } from './outcome.tsx'
import type { AdminSheetProps } from './sheet.ts'

const TAGS: Readonly<Record<Standing, StateName>> = {
  active: 'usable',
  'first-secret': 'time',
  'secret-over': 'expired',
  waiting: 'time',
  locked: 'locked',
  disabled: 'suspended',
  'no-slot': 'confirm',
  left: 'none',
}

/** 職員: everybody who works here or did, how they stand, and what two people change about it. */
export function People({ autoFocus }: AdminSheetProps) {
  const { administration, people: words } = useMessages()
  const t = administration.people
  const language = useDesk((desk) => desk.language)
  const role = useDesk(({ who }) => who?.role)
  const acts = role === 'supervisor' || role === 'administrator'
  const { value: members, refusal } = useQuery('people.list', {})
  const [chosen, setChosen] = useState<string>()
  const [doing, setDoing] = useState<'add' | 'change'>()
  const [come, setCome] = useState<Come>()
  const member = members?.find(({ staff }) => staff === chosen) ?? members?.[0]
  const off =
    member === undefined ? t.choose : member.self ? t.notYourself : left(member) ? t.hasLeft : undefined
  const print = () => {
    if (come !== undefined)
      go({ screen: 'paper', of: JSON.stringify({ paper: 'act-record', entry: come.acted.entry }) })
  }
  const keys: KeyMap = acts
    ? {
        F7: { label: t.printKey, run: print, off: come === undefined ? t.nothingToPrint : undefined },
        F10: { label: t.addKey, run: () => setDoing('add') },
        F12: { label: t.changeKey, run: () => setDoing('change'), off },
      }
    : {}
  useKeys(keys)
  const done = (what: Come) => {
    setDoing(undefined)
    setCome(what)
    setChosen(what.staff)
  }
  if (refusal !== undefined) return <RefusalNote refusal={refusal} />
  if (members === undefined) return null
  return (
    <>
      <div className={css.fill}>
        <ListTable<StaffMember>
          label={administration.tabs.people}
          rows={members}
          idOf={({ staff }) => staff}
          chosen={member?.staff}
          onChoose={setChosen}
          onOpen={() => acts && off === undefined && setDoing('change')}
          isOff={left}
          autoFocus={autoFocus}
          columns={[
            {
              id: 'staff',
              title: t.column.staff,
              width: '7rem',
              cell: ({ staff }) => <Code strong>{staff}</Code>,
            },
            {
              id: 'name',
              title: t.column.name,
              name: true,
              cell: ({ name, alsoAs, self }) => (
                <TwoLines under={alsoAs.length > 0 ? t.alsoAs(alsoAs.join('・')) : self ? t.yourself : ''}>
                  {name}
                </TwoLines>
              ),
            },
            {
              id: 'role',
              title: t.column.role,
              width: '8rem',
              cell: ({ role: theirs }) => words.roles[theirs],
            },
            {
              id: 'standing',
              title: t.column.standing,
              width: '19rem',
              cell: ({ standing, at, why, tokenStopped }) => (
                <TwoLines
                  under={[
                    at === null ? '' : t.at[standing](formatMoment(at, language)),
                    why,
                    tokenStopped ? t.tokenStopped : '',
                  ]
                    .filter((text) => text !== '')
                    .join('　')}
                >
                  <StateTag state={TAGS[standing]}>{words.standings[standing]}</StateTag>
                </TwoLines>
              ),
            },
            {
              id: 'seen',
              title: t.column.seen,
              width: '13rem',
              cell: ({ signedInAt }) => (
                <Figures>
                  {signedInAt === null ? t.never : `${westernDate(signedInAt)} ${clockTime(signedInAt)}`}
                </Figures>
              ),
            },
            {
              id: 'cases',
              title: t.column.cases,
              width: '6rem',
              cell: ({ openCases }) => <Figures>{t.cases(openCases)}</Figures>,
            },
          ]}
        />
      </div>
      {acts && (
        <div className={css.foot}>
          <Actions>
            <Action keyName="F12" off={off} onPress={() => setDoing('change')}>
              {t.change}
            </Action>
            <Action keyName="F10" onPress={() => setDoing('add')}>
              {t.add}
            </Action>
            <Action keyName="F7" off={come === undefined ? t.nothingToPrint : undefined} onPress={print}>
              {t.print}
            </Action>
          </Actions>
        </div>
      )}
      {doing === 'add' && (
        <Add icon={IconUserPlus} onDone={done} onClose={() => setDoing(undefined)} members={members} />
      )}
      {doing === 'change' && member !== undefined && (
        <Change icon={IconUserCog} member={member} onDone={done} onClose={() => setDoing(undefined)} />
      )}
      {come !== undefined && come.acted.secret !== null && (
        <Outcome come={come} onClose={() => setCome({ ...come, acted: { ...come.acted, secret: null } })} />
      )}
    </>
  )
}

const left = ({ standing }: StaffMember): boolean => standing === 'left'
