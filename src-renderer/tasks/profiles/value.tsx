import type { ReactNode } from 'react'
import { workingDefault } from '#shared/profile-rules'
import type { ParameterName, ServiceProfile } from '#shared/profiles'
import { useMessages } from '../../desk/messages.ts'
import { Code } from '../../parts/code.tsx'
import { ToConfirm } from '../../parts/state-tag.tsx'
import type { Path } from './edit.ts'
import css from './profiles.module.css'
import { isBilingual, isRecord, type Json, listOf, type Shape } from './shape.ts'
import { useProfileWords } from './words.ts'

type ValueProps = { readonly shape: Shape; readonly value: Json | undefined; readonly path: Path }

/** What stands in one place of a description, as a person reads it. */
export function Value({ shape, value, path }: ValueProps): ReactNode {
  const { profiles: t } = useMessages()
  const w = useProfileWords()
  if (value === undefined) return t.empty
  if (value === null) return <ToConfirm />
  switch (shape.kind) {
    case 'maybe':
      return <Value shape={shape.of} value={value} path={path} />
    case 'either':
      return typeof value === 'string' && shape.codes.includes(value) ? (
        w.code(path, value)
      ) : (
        <Value shape={shape.of} value={value} path={path} />
      )
    case 'choice':
    case 'fixed':
      return w.code(path, String(value))
    case 'set':
      return <Codes values={listOf(value)} path={path} />
    case 'sources':
      return <Code size="sm">{listOf(value).join(' ')}</Code>
    case 'list':
      return <Entries of={shape.of} values={listOf(value)} path={path} />
    case 'words':
      return (
        <dl className={css.parts}>
          {shape.codes.map((code) => {
            const word = isRecord(value) ? value[code] : undefined
            return word === undefined ? null : (
              <div key={code}>
                <dt>{w.code(path, code)}</dt>
                <dd>
                  <Value shape={shape.of} value={word} path={[...path, code]} />
                </dd>
              </div>
            )
          })}
        </dl>
      )
    case 'group': {
      const record = isRecord(value) ? value : {}
      if (isBilingual(shape)) return String(record[w.language] ?? '')
      return (
        <dl className={css.parts}>
          {shape.fields.map(({ name, shape: of }) =>
            record[name] === undefined ? null : (
              <div key={name}>
                <dt>{w.field([...path, name])}</dt>
                <dd>
                  <Value shape={of} value={record[name]} path={[...path, name]} />
                </dd>
              </div>
            ),
          )}
        </dl>
      )
    }
    case 'text':
      if (path.at(-1) === 'parameter') return w.line(String(value))
      return shape.example === undefined ? String(value) : <Code size="sm">{String(value)}</Code>
    default:
      return plainWords(w, path, value)
  }
}

function plainWords(w: ReturnType<typeof useProfileWords>, path: Path, value: Json): string {
  if (typeof value === 'object') return listOf(value).join('、')
  return value === null ? '' : w.value(path, value)
}

function Codes({ values, path }: { readonly values: readonly Json[]; readonly path: Path }) {
  const { profiles: t } = useMessages()
  const w = useProfileWords()
  if (values.length === 0) return t.empty
  return values.map((value) => w.code(path, String(value))).join(w.language === 'ja' ? '、' : ', ')
}

/** Short wordings one under another; entries with parts as sheets of their own. */
function Entries({
  of,
  values,
  path,
}: {
  readonly of: Shape
  readonly values: readonly Json[]
  readonly path: Path
}) {
  const { profiles: t } = useMessages()
  if (values.length === 0) return t.empty
  const isPlain = of.kind === 'text' || isBilingual(of)
  return (
    <ol className={isPlain ? css.plain : css.sheets} data-numbered={path.at(-1) === 'steps' || undefined}>
      {values.map((value, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is the identity
        <li key={place}>
          <Value shape={of} value={value} path={[...path, String(place)]} />
        </li>
      ))}
    </ol>
  )
}

/** What the guide leaves open: the working value, and the question it waits for. */
export function Blank({ profile, name }: { readonly profile: ServiceProfile; readonly name: string }) {
  const { profiles: t } = useMessages()
  const w = useProfileWords()
  const working = workingDefault(profile, name as ParameterName)
  if (working === undefined) {
    return (
      <p className={css.blank}>
        <ToConfirm /> <span>{t.noWorking}</span>
      </p>
    )
  }
  const { value } = working
  const words = (Array.isArray(value) ? value : [value])
    .map((one) => (typeof one === 'string' ? w.code([name], one) : w.value([name], one)))
    .join(w.language === 'ja' ? '、' : ', ')
  return (
    <div className={css.blank}>
      <ToConfirm /> <b>{t.gap(working.gap, words)}</b>
      <p>{w.say(working.note)}</p>
    </div>
  )
}
