// @ts-check
/** The least a program can do on this runtime: one window, one page, one button. The floor of starting. */
import { app, BrowserWindow } from 'electron'

void app.whenReady().then(async () => {
  const window = new BrowserWindow({ width: 1366, height: 768, show: false })
  window.once('ready-to-show', () => window.show())
  await window.loadURL('data:text/html,<!doctype html><title>empty</title><button type="button">1</button>')
})
