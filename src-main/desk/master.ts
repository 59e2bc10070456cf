import { refuse } from '#shared/refusals'
import type { Handlers } from './handlers.ts'

export const masterHandlers: Handlers<'master.rehearse' | 'master.commit'> = {
  'master.rehearse': async () => refuse('save-cancelled', {}),
  'master.commit': (_request, _asked) => refuse('master-plan-unknown', {}),
}
