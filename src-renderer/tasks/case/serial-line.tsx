import type { Intake, IntakeField } from '#shared/intake'
import { sameText } from '#shared/intake-check'
import type { CaseView } from '#shared/operations/cases'
import { differences, foldSerial } from '#shared/text/serial'
import type { useMessages } from '../../desk/messages.ts'
import { Code } from '../../parts/code.tsx'
import type { CompareRow } from '../../parts/compare-table.tsx'
import { SerialField } from '../../parts/serial-field.tsx'
import css from './case.module.css'
import type { CaseWords } from './words.ts'

const isDigit = (character: string): boolean => /^\d$/.test(character)

/** ⑦, where one character decides: the two serials side by side, each differing place framed, and two ways out. */
export function serialLine(
  view: CaseView,
  intake: Intake,
  words: CaseWords,
  put: ((changes: Partial<Intake>) => void) | undefined,
  typing: IntakeField | undefined,
  t: ReturnType<typeof useMessages>['cases'],
): { readonly row: CompareRow } {
  const { differs, store: side } = t
  const known = view.store?.oldSerial ?? null
  const typed = foldSerial(intake.oldSerial ?? '')
  const same = sameText(typed, known)
  const unfinished = typing === 'oldSerial' && known !== null && typed.length < known.length
  const off = typed !== '' && !same && !unfinished
  const corrected = off && intake.oldSerialCorrected
  const places = off && known !== null ? differences(typed, known) : []
  const single = places.length === 1 ? places[0] : undefined
  const sameLength = known !== null && known.length === typed.length
  const name = (character: string) =>
    character === ''
      ? differs.nothing
      : isDigit(character)
        ? differs.digit(character)
        : differs.letter(character)

  const what = corrected
    ? differs.isCorrected
    : single !== undefined && sameLength
      ? differs.letters(single.position, name(single.a), name(single.b))
      : sameLength
        ? differs.several(places.map(({ position }) => position).join('・'))
        : differs.length(typed.length, known?.length ?? 0)
  const marked = sameLength ? places.map(({ position }) => position) : []
  const choices =
    put === undefined || !off || known === null
      ? []
      : corrected
        ? [
            {
              keyName: 'Alt+Y' as const,
              label: differs.undo,
              onPick: () => put({ oldSerialCorrected: false }),
            },
          ]
        : [
            {
              keyName: 'Alt+Y' as const,
              label:
                single !== undefined && sameLength ? differs.sameOne(name(single.b)) : differs.same(known),
              onPick: () => put({ oldSerial: known, oldSerialCorrected: false }),
            },
            {
              keyName: 'Alt+N' as const,
              label:
                single !== undefined && sameLength ? differs.correctedOne(name(single.a)) : differs.corrected,
              onPick: () => put({ oldSerialCorrected: true }),
            },
          ]
  return {
    row: {
      id: 'line-oldSerial',
      label: '',
      paper:
        put === undefined ? (
          <Code differs={marked}>{intake.oldSerial ?? ''}</Code>
        ) : (
          <SerialField
            id="oldSerial"
            label={t.paper.oldSerial(words.tokenLabel)}
            bare
            value={intake.oldSerial ?? ''}
            differs={corrected ? [] : marked}
            onChange={(text) => put({ oldSerial: text === '' ? null : text, oldSerialCorrected: false })}
          />
        ),
      mark: typed === '' ? 'waiting' : same || corrected ? 'equal' : off ? 'differs' : 'waiting',
      store:
        known === null ? (
          <span className={css.quiet}>{side.noToken}</span>
        ) : (
          <>
            <Code differs={corrected ? [] : marked}>{known}</Code>{' '}
            {view.executedAt === null && words.holder !== undefined && (
              <small>{words.registration(words.holder.registration)}</small>
            )}
          </>
        ),
      ...(off
        ? {
            below: (
              <>
                <b>{what}</b> {corrected ? '' : differs.lookAgain}
              </>
            ),
          }
        : {}),
      choices,
    },
  }
}
