import { EDITABLE } from './edit.ts'

/** The lines of a description in the order in which a guide tells them. */
export const groups = {
  service: [
    'name',
    'shortName',
    'source',
    'institutionWord',
    'institutionWordAlso',
    'customers',
    'severalUsers',
    'roles',
    'validFrom',
  ],
  token: [
    'periodSec',
    'digits',
    'replay',
    'tokenKinds',
    'guideCovers',
    'tokenModels',
    'carriers',
    'refusedCarriers',
    'unsupportedDevices',
    'vendors',
    'tokenIdLabel',
    'tokenIdAliases',
    'tokenIdPatterns',
    'ownStockOnly',
  ],
  use: [
    'usePoints',
    'loginOtpOptional',
    'deadTokenBlocksLogin',
    'replacesSecret',
    'combinesWith',
    'sharing',
    'maxActiveTokensPerUser',
    'allOrNothing',
    'mandatory',
    'enrolOrder',
    'enrolledBy',
    'startDateRule',
    'approvalSecrets',
    'secretsNeverTaken',
  ],
  lock: ['lockRule', 'lockThreshold', 'lockEffect', 'unlockBy', 'unlockScope', 'unlockFallback'],
  reset: [
    'detachBy',
    'resetVerb',
    'revokeScope',
    'administratorDetachAffectsUsers',
    'reissueWaitMin',
    'reissueBlackout',
    'effectiveOn',
    'closing',
    'reuseAfterRevoke',
    'exchangeSelfService',
    'exchangePaths',
    'applicationForms',
    'hardwareExpiry',
    'fee',
    'hardwareFees',
    'hardwareDispatch',
  ],
  words: ['selectMode', 'listColumns', 'registrationWords', 'authenticationWords', 'verbWords'],
  counter: [
    'lossRoute',
    'lossRouteInferred',
    'foundAgain',
    'combinationDays',
    'requiredEvidence',
    'contact',
    'workingDefaults',
  ],
  sheets: ['effects', 'stepSheets'],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type GroupName = keyof typeof groups
export const GROUPS = Object.keys(groups) as readonly GroupName[]

export const groupOf = (name: string): GroupName | undefined =>
  GROUPS.find((group) => (groups[group] as readonly string[]).includes(name))

/** Every line, as the screen has them one under another. */
export const LINES: readonly string[] = [
  ...GROUPS.flatMap((group) => groups[group] as readonly string[]),
  // A parameter nobody has put into a group yet is still there.
  ...EDITABLE.filter((name) => groupOf(name) === undefined),
]
