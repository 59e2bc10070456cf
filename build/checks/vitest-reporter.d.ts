import type { Reporter } from 'vitest/node'
/** Writes down what a whole run of the unit suite found; silent otherwise. */
export declare const vitestRecorder: Reporter
