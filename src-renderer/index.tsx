import { styleNonce } from './first.ts'
// Only what our fields are made of: all of Mantine's styles are four times as much, and the first screen waits for them.
import '@mantine/core/styles/default-css-variables.layer.css'
import '@mantine/core/styles/baseline.layer.css'
import '@mantine/core/styles/global.layer.css'
import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/core/styles/ActionIcon.layer.css'
import '@mantine/core/styles/CloseButton.layer.css'
import '@mantine/core/styles/Loader.layer.css'
import '@mantine/core/styles/Combobox.layer.css'
import '@mantine/core/styles/Input.layer.css'
import '@mantine/core/styles/PasswordInput.layer.css'
// Slices for the rarer letters of names (髙 﨑 ㈱), fetched one by one when a name needs them; `fonts.css` comes
// after and covers everything else with one file.
import '@fontsource/biz-udpgothic/400.css'
import '@fontsource/biz-udpgothic/700.css'
import './fonts.css'
import './global.css'
import { MantineProvider } from '@mantine/core'
import { StrictMode, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { listenToCopying } from './desk/copying.ts'
import { listenToKeyboard } from './desk/keys.ts'
import { useMessages } from './desk/messages.ts'
import { useDesk } from './desk/state.ts'
import { theme, variables } from './theme.ts'

function Page() {
  const language = useDesk((desk) => desk.language)
  const { appName } = useMessages().frame
  useEffect(() => {
    document.documentElement.lang = language
    document.title = appName
  }, [language, appName])
  useEffect(listenToKeyboard, [])
  useEffect(listenToCopying, [])
  return <App />
}

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no place to draw on')

createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      forceColorScheme="light"
      getStyleNonce={() => styleNonce}
    >
      <Page />
    </MantineProvider>
  </StrictMode>,
)
