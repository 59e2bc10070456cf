import { licences, texts } from 'virtual:licences'
import { IconLicense } from '@tabler/icons-react'
import { useMessages } from '../../desk/messages.ts'
import { Action } from '../../parts/action.tsx'
import { Code } from '../../parts/code.tsx'
import { Panel } from '../../parts/panel.tsx'
import { Window } from '../../parts/window.tsx'
import css from '../help.module.css'

const focus = (here: HTMLElement | null) => here?.focus({ preventScroll: true })

/** What this program is made of and under which licences, with their texts; all of it came with the program. */
export default function LicencesWindow({ onClose }: { readonly onClose: () => void }) {
  const { help, keys } = useMessages()
  const t = help.licences
  return (
    <Window
      title={t.title}
      icon={IconLicense}
      size="large"
      onClose={onClose}
      closeLabel={keys.back}
      footer={
        <Action keyName="Esc" onPress={onClose}>
          {t.back}
        </Action>
      }
    >
      {/* Holds the focus, so that the arrows and Page Down read on. */}
      <div ref={focus} className={css.page} tabIndex={-1}>
        <p>{t.lead}</p>
        <Panel title={t.list(licences.length)}>
          <table className={`${css.words} ${css.parts}`}>
            <thead>
              <tr>
                {t.head.map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {licences.map(({ name, version, licence }) => (
                <tr key={`${name} ${version}`}>
                  <th scope="row">{name}</th>
                  <td>
                    <Code size="sm">{version}</Code>
                  </td>
                  <td>{licence}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
        {texts.map(({ of, text }) => (
          <Panel key={of[0]} title={of.join(', ')}>
            <pre className={css.licence} lang="en">
              {text}
            </pre>
          </Panel>
        ))}
      </div>
    </Window>
  )
}
