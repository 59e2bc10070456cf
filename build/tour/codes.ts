/**
 * Codes as the people's own tokens show them, made by `oathtool` (OATH Toolkit) from the published practice seeds.
 * It shares no line with this program, so a code it makes and the desk accepts is an independent witness.
 */
import { execFileSync } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { practiceStaffSeed, practiceTokenSeed } from '#main/practice/people'

/** How a token makes its codes, with SHA-1: its digits, and the seconds each of them lasts. */
export interface Made {
  readonly digits?: 6 | 8
  readonly period?: 30 | 60
}

/** A code of a seed at a moment (seconds since 1970 UTC): SHA-1, six digits, 30 seconds. `seed` is hexadecimal. */
export function oathtool(seed: string, at: number, { digits = 6, period = 30 }: Made = {}): string {
  const how = [`--digits=${digits}`, `--time-step-size=${period}s`, `--now=@${at}`]
  return execFileSync('oathtool', ['--totp', ...how, seed], { encoding: 'utf8' }).trim()
}

/** Everybody's tokens. A code is good once, so each asking gives a code that its token has not shown before. */
export class Tokens {
  readonly #last = new Map<string, number>()

  /** A member of the practice staff reads their token. */
  staff(staff: string): Promise<string> {
    return this.next(staff, practiceStaffSeed(staff).toString('hex'))
  }

  /** The customer reads the token they hold; `made` where it is one of the safe that makes codes in another way. */
  customer(serial: string, made: Made = {}): Promise<string> {
    return this.next(serial, practiceTokenSeed(serial).toString('hex'), made)
  }

  /** Of any token whose seed is known, in hexadecimal. Waits for the token to move on when it must. */
  async next(name: string, seed: string, made: Made = {}): Promise<string> {
    const { period = 30 } = made
    const last = this.#last.get(name) ?? 0
    for (;;) {
      const now = Math.floor(Date.now() / 1000 / period)
      // The desk takes the code before and after, as the guide allows; the next one is good already.
      const step = Math.max(now, last + 1)
      if (step <= now + 1) {
        this.#last.set(name, step)
        return oathtool(seed, step * period, made)
      }
      await wait(250)
    }
  }

  /** Six digits that this token shows neither now nor soon. */
  wrong(staff: string): string {
    const seed = practiceStaffSeed(staff).toString('hex')
    return wrongOf(seed)
  }

  wrongCustomer(serial: string): string {
    return wrongOf(practiceTokenSeed(serial).toString('hex'))
  }
}

function wrongOf(seed: string): string {
  const now = Math.floor(Date.now() / 1000)
  const right = new Set(Array.from({ length: 9 }, (_, n) => oathtool(seed, now + (n - 4) * 30)))
  for (let code = 111111; ; code++) if (!right.has(String(code))) return String(code)
}
