import type { Messages } from '../ja.ts'
export declare const contact: Messages['contact']
