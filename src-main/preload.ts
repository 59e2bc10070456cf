import { contextBridge, ipcRenderer } from 'electron'

/** The page's two ways to main: one question, and one nudge that something may have changed. */
contextBridge.exposeInMainWorld('desk', {
  ask: (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke('desk:ask', name, input),
  onChange: (listener: () => void): void => {
    // The event object stays on this side: it would hand the page the sender.
    ipcRenderer.on('desk:changed', () => listener())
  },
})
