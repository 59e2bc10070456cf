import { IconMail } from '@tabler/icons-react'
import type { DispatchView, Parcel } from '#shared/operations/dispatch'
import { formatDate, formatDayAndMonth } from '#shared/text/wareki'
import { useHere } from '../../desk/here.ts'
import { useMessages } from '../../desk/messages.ts'
import { useDesk } from '../../desk/state.ts'
import { Code, Figures } from '../../parts/code.tsx'
import { Note } from '../../parts/notices.tsx'
import { Facts, Panel } from '../../parts/panel.tsx'
import css from './dispatch.module.css'
import { StartTag } from './judgement.tsx'

/** The envelope as it is printed: to the registered address and nowhere else, never forwarded (R-002-33). */
export function Envelope({ view, parcel }: { readonly view: DispatchView; readonly parcel: Parcel }) {
  const { dispatch } = useMessages()
  const t = dispatch.pack.envelope
  const language = useDesk((desk) => desk.language)
  const here = useHere(({ state }) => state)
  // The name stays together with its title, wherever the line breaks.
  const at = parcel.addressee.lastIndexOf('　') + 1
  const firm = parcel.addressee.slice(0, Math.max(0, at - 1))
  const person = parcel.addressee.slice(at)
  const forFirm = view.case.target.kind !== 'user'
  const byMail = parcel.how === 'mail'
  return (
    <Panel title={t.title} icon={IconMail} note={byMail ? t.note : t.counterNote}>
      <div className={css.envelope} lang="ja">
        <div className={css.marks}>
          <b>{here?.institution}</b>
          <span>
            {byMail ? (
              <>
                <i data-mark="registered">{t.registered}</i>
                <i>{t.noForwarding}</i>
              </>
            ) : (
              <i>{t.counter}</i>
            )}
          </span>
        </div>
        {byMail && (
          <p>
            {parcel.postalCode !== null && <Figures>{t.postal(postalForm(parcel.postalCode))}</Figures>}
            <span>{parcel.address}</span>
          </p>
        )}
        <p className={css.addressee}>
          {firm !== '' && `${firm}　`}
          <span>
            {person}　{forFirm ? t.honorificFirm : t.honorific}
          </span>
        </p>
        <small>{t.from(here?.branchName ?? '', view.case.caseNo)}</small>
      </div>
      {parcel.addressMovedOn && (
        <Note title={t.movedTitle}>
          <p>{t.moved}</p>
        </Note>
      )}
      <Facts
        items={[
          ...(byMail ? [{ label: t.address, value: <span className={css.quiet}>{t.frozen}</span> }] : []),
          {
            label: t.start,
            value:
              view.startOn === null ? (
                dispatch.noStart
              ) : (
                <>
                  <b>{formatDate(view.startOn, language)}</b> <Figures>{view.startOn}</Figures>{' '}
                  <StartTag judgement={view.judgement} />
                  {view.latestPosting !== null && (
                    <span className={css.under}>
                      {dispatch.pack.latest} {formatDayAndMonth(view.latestPosting, language)}
                    </span>
                  )}
                </>
              ),
          },
          {
            label: t.serial,
            value:
              parcel.serial === null ? (
                <>
                  <span aria-hidden className={css.dots}>
                    {t.hidden}
                  </span>
                  <span className="visually-hidden">{t.hiddenSaid}</span>
                  <span className={css.under}>{t.hiddenWhy}</span>
                </>
              ) : (
                <Code strong>{parcel.serial}</Code>
              ),
          },
          ...(parcel.mailNo === null
            ? []
            : [{ label: t.mailNo, value: <Code strong>{parcel.mailNo}</Code> }]),
        ]}
      />
    </Panel>
  )
}

const postalForm = (code: string): string =>
  /^\d{7}$/.test(code) ? `${code.slice(0, 3)}-${code.slice(3)}` : code
