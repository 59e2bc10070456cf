/** A screen to open windows on: the person's own, or a virtual one that is taken down again. */
import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'

/** True when windows can be shown to somebody. */
export function hasDisplay(env: NodeJS.ProcessEnv = process.env): boolean {
  return process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

/** Whether tests and the tour get a virtual display. MADOGUCHI_SHOW=1 lets them use the person's own. */
export function wantsVirtualDisplay(env: NodeJS.ProcessEnv = process.env): boolean {
  return process.platform === 'linux' && !(env.MADOGUCHI_SHOW === '1' && hasDisplay(env))
}

/**
 * Runs `work` with an environment whose DISPLAY is a fresh virtual screen of 1600 × 1000 (or unchanged where none is
 * wanted), and ends that screen afterwards.
 */
export async function withDisplay<T>(
  env: NodeJS.ProcessEnv,
  work: (env: NodeJS.ProcessEnv) => Promise<T>,
): Promise<T> {
  if (!wantsVirtualDisplay(env)) return work(env)
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset'],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    },
  )
  let complaints = ''
  server.stderr?.on('data', (chunk: Buffer) => {
    complaints += chunk.toString('utf8')
  })
  const number = await new Promise<string>((resolve, reject) => {
    let text = ''
    const channel = server.stdio[3] as Readable
    channel.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8')
      if (text.includes('\n')) resolve(text.trim())
    })
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}: ${complaints.trim()}`)))
  })
  const stop = (): void => void server.kill()
  process.once('exit', stop)
  try {
    const { WAYLAND_DISPLAY: _, ...rest } = env
    return await work({ ...rest, DISPLAY: `:${number}` })
  } finally {
    process.off('exit', stop)
    stop()
  }
}
