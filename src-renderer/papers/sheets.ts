import type { CaseView } from '#shared/operations/cases'
import type { StepSheet } from '#shared/profiles'
import type { Facts } from './facts.ts'

/**
 * The guide's sheets for this case. Codes begin with `install` and `register`; a user who does not
 * administer others is registered by `register-user` where the guide has it. A sheet for devices outside
 * today's supported environment is not handed out (R-001-10).
 */
export function sheetsFor(
  { profile, target }: Facts,
  of: CaseView,
): { readonly install: readonly StepSheet[]; readonly register: StepSheet | null } {
  const sheets = profile?.stepSheets.filter(({ obsolete }) => !obsolete) ?? []
  const role = profile?.roles.find(({ code }) => code === target(of)?.role)
  const byAnother = role !== undefined && !role.administers && profile?.enrolledBy === 'admin-for-all'
  const registering = sheets.filter(({ code }) => code.startsWith('register'))
  return {
    install: sheets.filter(({ code }) => code.startsWith('install')),
    register:
      registering.find(({ code }) => code === (byAnother ? 'register-user' : 'register-again')) ??
      registering[0] ??
      null,
  }
}
