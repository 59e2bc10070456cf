import { IconHelp } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { DeskState } from '#shared/operations/session'
import { searchKey } from '#shared/text/normalise'
import { clockTime, formatDate } from '#shared/text/wareki'
import { focusNextPane } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { setLanguage, useDesk } from '../desk/state.ts'
import { Action } from '../parts/action.tsx'
import { Code, KeyCap } from '../parts/code.tsx'
import { MessageHistory } from '../parts/message-line.tsx'
import { Facts, Panel } from '../parts/panel.tsx'
import { TextField } from '../parts/text-field.tsx'
import { Window } from '../parts/window.tsx'
import { Found } from './help/found.tsx'
import css from './help.module.css'

/** Longer than all the rest of the help, and read once in a while. */
const LicencesWindow = lazy(() => import('./help/licences.tsx'))

/** Whether the help of F1 is open. */
export function useHelp() {
  const [shown, setShown] = useState(false)
  return { shown, open: () => setShown(true), close: () => setShown(false) }
}

const FIND = 'help-find'
const focus = (here: HTMLElement | null) => here?.focus({ preventScroll: true })
const toField = () => document.getElementById(FIND)?.focus()

/** F1: the screen one is on, keys, jobs, the desk's own terms, words with two meanings, help desk numbers, earlier messages, this machine. */
export function HelpWindow({ state, onClose }: { readonly state: DeskState; readonly onClose: () => void }) {
  const { help: t, frame, keys: keyWords } = useMessages()
  const language = useDesk((desk) => desk.language)
  const screen = useDesk((desk) => desk.routes.at(-1)?.screen)
  const here = screen === undefined ? undefined : t.here.screens[screen]
  const [typed, setTyped] = useState('')
  const [licences, setLicences] = useState(false)
  const finding = searchKey(typed) !== ''
  const other = () => setLanguage(language === 'ja' ? 'en' : 'ja')
  const keys = state.mode === 'practice' ? [...t.keys, t.practiceKey] : t.keys
  return (
    <Window
      title={t.title}
      icon={IconHelp}
      size="large"
      onClose={onClose}
      keys={{
        F1: { label: keyWords.close, run: onClose },
        F2: { label: t.find.key, run: toField },
        F6: { label: keyWords.nextPane, run: focusNextPane },
        F9: { label: t.licences.key, run: () => setLicences(true) },
        F10: { label: t.languageKey, run: other },
      }}
      footer={
        <>
          <Action keyName="Esc" onPress={onClose}>
            {t.close}
          </Action>
          <Action keyName="F10" onPress={other}>
            {t.language}
          </Action>
          <Action keyName="F9" onPress={() => setLicences(true)}>
            {t.licences.open}
          </Action>
        </>
      }
    >
      {/* Holds the focus, so that the arrows and Page Down read on. */}
      <div ref={focus} className={css.page} tabIndex={-1}>
        <TextField
          id={FIND}
          label={t.find.label}
          help={t.find.help}
          value={typed}
          onChange={setTyped}
          maxLength={40}
        />
        {finding && <Found typed={typed} />}
        <div className={css.help} hidden={finding}>
          <div>
            {here !== undefined && (
              <Panel title={t.here.title} note={here[0]}>
                <div className={css.told}>
                  {here.slice(1).map((said) => (
                    <p key={said}>{said}</p>
                  ))}
                </div>
              </Panel>
            )}
            <Panel title={t.sections.jobs}>
              <dl className={css.told}>
                {t.jobs.map(([job, story]) => (
                  <div key={job}>
                    <dt>{job}</dt>
                    <dd>{story}</dd>
                  </div>
                ))}
              </dl>
            </Panel>
            <Panel title={t.sections.terms}>
              <dl className={css.told}>
                {t.terms.map(([term, meaning]) => (
                  <div key={term}>
                    <dt>{term}</dt>
                    <dd>{meaning}</dd>
                  </div>
                ))}
              </dl>
            </Panel>
            <Panel title={t.sections.words}>
              <p className={css.lead}>{t.wordsLead}</p>
              <table className={css.words}>
                <thead>
                  <tr>
                    {t.wordsHead.map((head) => (
                      <th key={head} scope="col">
                        {head}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {t.words.map(([word, meaning, ours]) => (
                    <tr key={word}>
                      <th scope="row" lang="ja">
                        {word}
                      </th>
                      <td>{meaning}</td>
                      <td>
                        <b>{ours}</b>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Panel>
          </div>
          <div>
            <Panel title={t.sections.keys}>
              <dl className={css.keys}>
                {keys.map(([key, does]) => (
                  <div key={key}>
                    <dt>
                      <KeyCap>{key}</KeyCap>
                    </dt>
                    <dd>{does}</dd>
                  </div>
                ))}
              </dl>
              <p className={css.lead}>{t.barcode}</p>
            </Panel>
            <Panel title={t.sections.messages}>
              <MessageHistory />
            </Panel>
            <Panel title={t.sections.codes}>
              <p className={css.lead}>{t.codesLead}</p>
              <dl className={css.keys}>
                {t.codes.map(([prefix, about]) => (
                  <div key={prefix}>
                    <dt>
                      <Code size="sm" strong>
                        {prefix}
                      </Code>
                    </dt>
                    <dd>{about}</dd>
                  </div>
                ))}
              </dl>
            </Panel>
            <Panel title={t.sections.desk}>
              <Facts
                items={[
                  { label: t.desk.version, value: `${frame.appName} ${state.version}` },
                  { label: t.desk.runtime, value: t.desk.runtimes[state.runtime] },
                  ...(state.branchName === null
                    ? []
                    : [
                        {
                          label: t.desk.branch,
                          value: `${state.institution ?? ''} ${state.branchName} ${state.branchNo ?? ''}`,
                        },
                      ]),
                  {
                    label: t.desk.clock,
                    value: `${formatDate(state.now, language)} ${clockTime(state.now)}　${t.desk.clocks[state.clock]}`,
                  },
                  { label: t.desk.idle, value: t.desk.idleAfter },
                ]}
              />
            </Panel>
          </div>
        </div>
      </div>
      {licences && (
        <Suspense>
          <LicencesWindow onClose={() => setLicences(false)} />
        </Suspense>
      )}
    </Window>
  )
}
