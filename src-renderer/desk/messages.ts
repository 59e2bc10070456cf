import { en } from '#shared/messages/en'
import { ja, type Messages } from '#shared/messages/ja'
import { useDesk } from './state.ts'

export type { Messages }

const languages = { ja, en } satisfies Record<'ja' | 'en', Messages>

/** The sentences where nothing is being drawn. */
export const messagesNow = (): Messages => languages[useDesk.getState().language]

/** The sentences, in the language of this desk. */
export function useMessages(): Messages {
  return languages[useDesk((desk) => desk.language)]
}
