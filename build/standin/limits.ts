/**
 * LIMITS: everything the stand-in accepts from the program without doing it, each with its reason. The
 * conformance suite prints this table and uses every line of it. What is not here either works or throws.
 */

export interface Limit {
  /** What the program may call, set or listen for. */
  readonly what: string
  /** Why nothing comes of it here. */
  readonly why: string
}

export const LIMITS = [
  {
    what: 'app.enableSandbox()',
    why: 'Noted. A window that asks to be unsandboxed is refused; the sandbox itself is Chromium’s, and is off for root and where the system gives it no namespaces.',
  },
  { what: 'app.setAppUserModelId()', why: 'Windows only, on Electron too; the stand-in runs on Linux.' },
  {
    what: 'app.commandLine.appendSwitch(other)',
    why: 'Only the switches named in app.ts reach Chromium; all are remembered for hasSwitch().',
  },
  {
    what: 'BrowserWindow.setContentProtection()',
    why: 'Electron has it on Windows and macOS only; X11 cannot do it.',
  },
  { what: 'BrowserWindow.removeMenu()', why: 'There is no menu bar.' },
  { what: 'BrowserWindow.setMenu(null)', why: 'There is no menu bar.' },
  { what: 'BrowserWindow.setMenuBarVisibility(false)', why: 'There is no menu bar.' },
  { what: 'Menu.setApplicationMenu(null)', why: 'There is no menu bar. A menu that is not null throws.' },
  { what: 'BrowserWindow option autoHideMenuBar', why: 'There is no menu bar.' },
  {
    what: 'BrowserWindow option minWidth, minHeight',
    why: 'Chromium cannot be told a smallest size from outside.',
  },
  {
    what: 'BrowserWindow option resizable, minimizable, maximizable, fullscreenable, skipTaskbar',
    why: 'Chromium cannot be told from outside.',
  },
  {
    what: 'BrowserWindow option show: false',
    why: 'The window waits outside the screen; a window manager may pull its edge in.',
  },
  {
    what: 'BrowserWindow event close',
    why: 'When a person closes a window by its frame, Chromium has closed it before main hears; preventDefault() works for close() and quit().',
  },
  {
    what: 'BrowserWindow.isFocused()',
    why: 'The window last shown or focused by the program or clicked by a person counts as focused.',
  },
  {
    what: 'webPreferences.disableBlinkFeatures: Auxclick',
    why: 'Always off in every window. Other values throw.',
  },
  { what: 'webPreferences.webgl: false', why: 'Always off in every window.' },
  { what: 'webPreferences.spellcheck: false', why: 'Always off in every window.' },
  { what: 'webPreferences.navigateOnDragDrop: false', why: 'Always off in every window.' },
  { what: 'webPreferences.enableWebSQL: false', why: 'Chromium no longer has it.' },
  { what: 'webPreferences.v8CacheOptions', why: 'Chromium’s own code cache lives in the temporary profile.' },
  {
    what: 'webPreferences.devTools',
    why: 'The stand-in never opens developer tools; openDevTools() throws.',
  },
  { what: 'webPreferences.backgroundThrottling: false', why: 'Always off in every window.' },
  {
    what: 'webContents event will-attach-webview',
    why: 'Never emitted: webviewTag is refused when the window is made, so there is no <webview>.',
  },
  {
    what: 'webContents event unresponsive, responsive',
    why: 'Emitted after 30 s without an answer to our own question, not by Chromium’s hang detector.',
  },
  {
    what: 'webContents.setZoomFactor()',
    why: 'Follows sizes that main sets, not a person dragging the frame.',
  },
  {
    what: 'session permission handlers',
    why: 'Asked once per kind when a window is made, not at each request.',
  },
  {
    what: 'session.setDevicePermissionHandler()',
    why: 'Kept and never asked: USB, HID, serial and Bluetooth are switched off in every window.',
  },
  {
    what: 'session.setBluetoothPairingHandler()',
    why: 'Kept and never asked: Bluetooth is switched off in every window.',
  },
  {
    what: 'session.setDisplayMediaRequestHandler()',
    why: 'Kept and never asked: screen capture is refused in every window.',
  },
  {
    what: 'session.setProxy({ mode: direct })',
    why: 'Chromium is always started without a proxy. Other modes throw.',
  },
  { what: 'session.setSpellCheckerEnabled(false)', why: 'Always off.' },
  {
    what: 'session webRequest',
    why: 'Does not see WebSockets; names outside localhost do not resolve, so none can connect.',
  },
  {
    what: 'powerMonitor events lock-screen, unlock-screen, suspend, resume',
    why: 'The stand-in hears nothing from the system; tests emit them.',
  },
  {
    what: 'safeStorage',
    why: 'There is no key store: isEncryptionAvailable() is false and the backend is basic_text, unless MADOGUCHI_STANDIN_KEYRING=1 switches on a file for tests.',
  },
  {
    what: 'dialog.showErrorBox()',
    why: 'Written to standard error, as Electron does on Linux before it is ready.',
  },
] as const satisfies readonly Limit[]
