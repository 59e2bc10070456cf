import { IconFileText, IconPrinter } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { type PaperContent, PaperRequest } from '#shared/operations/papers'
import type { Refusal } from '#shared/refusals'
import type { Language } from '#shared/text/wareki'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { say } from '../desk/state.ts'
import { useCommand } from '../desk/use-command.ts'
import { useProfile } from '../desk/use-profile.ts'
import { useQuery } from '../desk/use-query.ts'
import { useStanding } from '../desk/use-standing.ts'
import { loadFaces } from '../papers/faces.ts'
import { serviceOf } from '../papers/hardware-facts.ts'
import { PaperPreview } from '../papers/preview.tsx'
import { Action, Actions } from '../parts/action.tsx'
import { Code } from '../parts/code.tsx'
import { Empty, Note } from '../parts/notices.tsx'
import { Facts, Panel } from '../parts/panel.tsx'
import { RefusalNote } from '../parts/refusal.tsx'
import css from './paper.module.css'

/** A sheet as it will be printed, and the ways to send it on. `of` is the JSON of a `PaperRequest`. */
export function PaperTask({ of = '' }: { readonly of?: string | undefined }) {
  const { paperScreen: t } = useMessages()
  const request = requestOf(of)
  return request === undefined ? <Empty title={t.broken} /> : <Sheet request={request} />
}

function requestOf(text: string): PaperRequest | undefined {
  try {
    return PaperRequest.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function Sheet({ request }: { readonly request: PaperRequest }) {
  const { paperScreen: t, words } = useMessages()
  const [language, setLanguage] = useState<Language>('ja')
  const { value: content, refusal } = useQuery('paper.preview', { request, language })
  const print = useCommand('paper.print')
  const [result, setResult] = useState<string>()
  const [refused, setRefused] = useState<Refusal>()
  const busy = print.busy
  const off = content === undefined ? t.working : undefined
  const title = t.title(words.papers[request.paper])

  const send = async (to: 'pdf' | 'printer') => {
    setResult(undefined)
    setRefused(undefined)
    const reply = await print.send({ request, language, to })
    if (reply === undefined) return
    if (!reply.ok) {
      // Closing the dialog is a choice, not a trouble.
      if (reply.error.code === 'save-cancelled') say(t.cancelled)
      else setRefused(reply.error)
      return
    }
    const { fileName, pages } = reply.value
    const done = fileName === null ? t.printed(pages) : t.saved(fileName, pages)
    setResult(done)
    say(done, 'done')
  }
  const toPdf = () => void send('pdf')
  const toPrinter = () => void send('printer')
  const turn = () => {
    setResult(undefined)
    setLanguage(language === 'ja' ? 'en' : 'ja')
  }
  useKeys({
    F7: { label: t.toPdf, run: toPdf, off },
    F9: { label: t.otherLanguageKey[language], run: turn },
    F10: { label: t.toPrinter, run: toPrinter, off },
  })
  useStanding(t.asPrinted)

  return (
    <div className={css.columns}>
      <section className={css.preview} data-pane tabIndex={-1} aria-label={title}>
        {refusal !== undefined && <RefusalNote refusal={refusal} />}
        {content !== undefined && <Preview content={content} />}
      </section>
      <Panel title={title} icon={IconFileText} lead>
        <div className={css.aside}>
          <Facts
            items={[
              { label: t.about, value: <About request={request} content={content} /> },
              { label: t.language, value: t.languages[language] },
              { label: t.size, value: t.a4 },
              { label: t.count, value: content === undefined ? '' : t.countNext(content.printCount) },
            ]}
          />
          <Actions>
            <Action keyName="F7" tone="go" autoFocus off={off} busy={busy} onPress={toPdf}>
              {t.toPdfLong}
            </Action>
            <Action keyName="F10" off={off} busy={busy} onPress={toPrinter}>
              {t.toPrinterLong}
            </Action>
            <Action keyName="F9" onPress={turn}>
              {t.otherLanguage[language]}
            </Action>
          </Actions>
          {busy && <p role="status">{t.working}</p>}
          {refused !== undefined && <RefusalNote refusal={refused} />}
          {result !== undefined && (
            <Note tone="plain" icon={IconPrinter} title={result}>
              {content?.practice === true && <p>{t.practice}</p>}
            </Note>
          )}
        </div>
      </Panel>
    </div>
  )
}

/** Drawn once the faces are there: a sheet measured without them would break its lines elsewhere than on paper. */
function Preview({ content }: { readonly content: PaperContent }) {
  const service = serviceOf(content)
  const profile = useProfile(service, content.case?.profileVersion)
  const [ready, setReady] = useState(false)
  const [accident, setAccident] = useState<{ readonly thrown: unknown }>()
  useEffect(() => {
    let here = true
    loadFaces().then(
      () => here && setReady(true),
      (thrown: unknown) => here && setAccident({ thrown }),
    )
    return () => {
      here = false
    }
  }, [])
  if (accident !== undefined) throw accident.thrown
  if (!ready || (service !== undefined && profile === undefined)) return null
  return <PaperPreview content={content} lang={content.language} profile={profile ?? null} />
}

type AboutProps = { readonly request: PaperRequest; readonly content: PaperContent | undefined }

function About({ request, content }: AboutProps) {
  const { paperScreen: t } = useMessages()
  if ('caseNo' in request)
    return (
      <>
        <Code size="sm">{request.caseNo}</Code> {content?.case?.customerName}
      </>
    )
  if ('record' in request) return <Code size="sm">{request.record}</Code>
  if ('entry' in request) return <Code size="sm">{String(request.entry)}</Code>
  if ('sheet' in request) return <Code size="sm">{String(request.sheet)}</Code>
  if ('restore' in request) return <Code size="sm">{String(request.restore)}</Code>
  if ('card' in request) return <Code size="sm">{String(request.card)}</Code>
  if (request.contractNo === null) return t.blankForAnyone
  return (
    <>
      <Code size="sm">{request.contractNo}</Code> {content?.contract?.name}
    </>
  )
}
