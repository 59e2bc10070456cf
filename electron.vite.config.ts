import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import { licencesForThePage } from './build/sbom/plugin.ts'

const at = (path: string) => resolve(import.meta.dirname, path)

/** Fontsource names each slice twice; every Chromium reads woff2, so the older twin is left out. */
const woff2Only: Plugin = {
  name: 'woff2-only',
  enforce: 'pre',
  transform: (code, id) =>
    id.includes('@fontsource') && id.endsWith('.css')
      ? code.replaceAll(/, url\([^)]+\.woff\) format\('woff'\)/g, '')
      : undefined,
}

/** What the main process holds the page's files to (src-main/page-files.ts): path below the page → SHA-256. */
const hashesForMain: Plugin = {
  name: 'hashes-for-main',
  writeBundle({ dir = '' }, bundle) {
    const hashes = Object.keys(bundle)
      .sort()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(dir, name)))
          .digest('hex'),
      ])
    writeFileSync(at('out/main/page-files.json'), JSON.stringify(Object.fromEntries(hashes)))
  },
}

/** No names of folders in what is built: it is the same bytes wherever it was made. */
const experimental = { attachDebugInfo: 'none' as const }

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      // Bundled, because Node takes longer to find and read their hundred small files than to run them. The native
      // ones cannot be, and bwip-js need not: it is loaded when somebody is enrolled.
      externalizeDeps: { exclude: ['canonicalize', 'csv-parse', 'otplib', 'zod'] },
      rolldownOptions: { input: { index: at('src-main/index.ts') }, experimental },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload can require nothing but `electron`, so it is bundled whole and as CommonJS.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('src-main/preload.ts') },
        experimental,
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src-renderer'),
    plugins: [woff2Only, licencesForThePage(import.meta.dirname), react(), hashesForMain],
    build: {
      outDir: at('out/renderer'),
      // A font inside a data: address would be stopped by `font-src 'self'`.
      assetsInlineLimit: 0,
      minify: true,
      rolldownOptions: { input: { index: at('src-renderer/index.html') }, experimental },
    },
  },
})
