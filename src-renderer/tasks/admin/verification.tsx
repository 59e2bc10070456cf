import { IconLink, IconUnlink } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { OutputOf } from '#shared/operations'
import type { Refusal } from '#shared/refusals'
import { formatMoment } from '#shared/text/wareki'
import { ask } from '../../desk/ask.ts'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { say, useDesk } from '../../desk/state.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Code } from '../../parts/code.tsx'
import { Note } from '../../parts/notices.tsx'
import { Facts } from '../../parts/panel.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import css from './admin.module.css'

/** 検証: the whole trail and every critical row gone through now, and what came of it. */
export function Verification() {
  const { administration, trail } = useMessages()
  const t = administration.verification
  const language = useDesk((desk) => desk.language)
  const { value: status } = useQuery('trail.status', {})
  const here = useRef(true)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])
  const [verdict, setVerdict] = useState<OutputOf<'trail.verify'>>()
  const [refusal, setRefusal] = useState<Refusal>()
  const [accident, setAccident] = useState<{ readonly thrown: unknown }>()
  const [verifying, setVerifying] = useState(false)
  const verify = () => {
    if (verifying) return
    setVerifying(true)
    setRefusal(undefined)
    ask('trail.verify', {}).then(
      (reply) => {
        if (!here.current) return
        setVerifying(false)
        if (!reply.ok) {
          setRefusal(reply.error)
          return
        }
        setVerdict(reply.value)
        const { consistent, entries, divergedAt } = reply.value
        say(consistent ? trail.consistent(entries) : trail.diverged(divergedAt), consistent ? 'done' : 'stop')
      },
      (thrown: unknown) => here.current && setAccident({ thrown }),
    )
  }
  useKeys({ F9: { label: t.key, run: verify, off: verifying ? trail.verifying : undefined } })
  if (accident !== undefined) throw accident.thrown
  return (
    <div className={css.sheet}>
      <p>{t.lead}</p>
      {refusal !== undefined && <RefusalNote refusal={refusal} />}
      {verifying && <p role="status">{trail.verifying}</p>}
      {!verifying && verdict === undefined && <p>{t.notYet}</p>}
      {!verifying && verdict !== undefined && (
        <>
          <p
            className={css.verdict}
            data-good={verdict.consistent || undefined}
            data-bad={!verdict.consistent || undefined}
          >
            {verdict.consistent ? (
              <IconLink size="1.5rem" stroke={2} aria-hidden />
            ) : (
              <IconUnlink size="1.5rem" stroke={2} aria-hidden />
            )}
            <b>
              {verdict.consistent ? trail.consistent(verdict.entries) : trail.diverged(verdict.divergedAt)}
            </b>
          </p>
          <Facts
            items={[
              {
                label: trail.head,
                value: <Code size="sm">{verdict.head.match(/.{1,8}/g)?.join(' ') ?? ''}</Code>,
              },
            ]}
          />
          {!verdict.consistent && <Note>{trail.divergedTodo}</Note>}
        </>
      )}
      {status !== undefined && (
        <Facts
          items={[
            {
              label: t.last,
              value:
                status.verified === null
                  ? t.never
                  : t.at(formatMoment(status.verified.at, language), status.verified.staffName ?? ''),
            },
            {
              label: t.signed,
              value: status.signed === null ? t.never : t.upTo(status.signed.size),
            },
            { label: t.entries, value: status.entries.toLocaleString(language) },
          ]}
        />
      )}
      <Actions>
        <Action keyName="F9" onPress={verify} busy={verifying}>
          {t.go}
        </Action>
      </Actions>
    </div>
  )
}
