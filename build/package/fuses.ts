/**
 * The switches that are burnt into the packaged program's binary, and their values. Nothing is packaged in this
 * repository yet: the table is what packaging has to take, with `strictlyRequireAllFuses`, so that a fuse which a newer
 * Electron adds stops the packaging until somebody has decided about it.
 */
export const FUSES = {
  strictlyRequireAllFuses: true,
  /** The binary is never a plain Node. */
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  /** Windows and macOS; Linux has no such check. */
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  /** No snapshot of our own is shipped, and reading one costs time at the start. */
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  /** As Electron has it; no WebAssembly is shipped. */
  WasmTrapHandlers: true,
} as const

/** Outside the archive, because the system loads them itself: held to `src-main/native-hashes.ts` at each start. */
export const UNPACKED = ['**/*.node'] as const
