import {
  IconAdjustmentsCog,
  IconAntenna,
  IconArrowsExchange,
  IconBook2,
  IconBuildingWarehouse,
  IconClipboardList,
  IconClockEdit,
  IconClockPlay,
  IconFileImport,
  IconHandStop,
  IconHourglass,
  IconListSearch,
  IconMailbox,
  IconMoonStars,
  IconPackage,
  IconPackageImport,
  IconRubberStamp,
  IconSearch,
  IconSunset2,
  IconWalk,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { OutputOf } from '#shared/operations'
import type { Role } from '#shared/staff'
import type { Route } from '../desk/state.ts'
import type { Icon } from '../parts/panel.tsx'
import { AdministrationTask } from './administration.tsx'
import { Approvals } from './approvals.tsx'
import { AwaitingCustomer } from './awaiting-customer.tsx'
import { AwaitingTime } from './awaiting-time.tsx'
import { BoardDrift } from './board-drift.tsx'
import { BoardRadar } from './board-radar.tsx'
import { BoardReissue } from './board-reissue.tsx'
import { BoardSunset } from './board-sunset.tsx'
import { CaseTask } from './case.tsx'
import { ClosingTask } from './closing.tsx'
import { ContractTask } from './contract.tsx'
import { DispatchTask, ReturnedMailTask } from './dispatch.tsx'
import { DispatchPack } from './dispatch-pack.tsx'
import { ImportTask } from './import.tsx'
import { Losses } from './losses.tsx'
import { MyCases } from './my-cases.tsx'
import { PaperTask } from './paper.tsx'
import { ProfilesTask } from './profiles.tsx'
import { RouterTask } from './router.tsx'
import type { ScreenProps } from './screen.ts'
import { SearchTask } from './search.tsx'
import { SeedsTask } from './seeds.tsx'
import { StockTask } from './stock.tsx'
import { TokenTask } from './token.tsx'
import { TrailTask } from './trail.tsx'
import { TransfersTask } from './transfers.tsx'

/**
 * Every place in the desk. `of` is: contract and router a contract number, token a serial, case a case number, paper
 * the JSON of a `PaperRequest`, profiles nothing for the list or a service with what is done to its description, transfers
 * nothing for the list or what is being done, stock the name of a sheet and after a slash what it is about.
 */
export type ScreenName =
  | 'search'
  | 'contract'
  | 'token'
  | 'router'
  | 'case'
  | 'my-cases'
  | 'approvals'
  | 'awaiting-time'
  | 'awaiting-customer'
  | 'losses'
  | 'dispatch'
  | 'dispatch-pack'
  | 'returned-mail'
  | 'stock'
  | 'seeds'
  | 'transfers'
  | 'board-reissue'
  | 'board-radar'
  | 'board-sunset'
  | 'board-drift'
  | 'import'
  | 'profiles'
  | 'closing'
  | 'trail'
  | 'administration'
  | 'paper'

export type RailGroupName = (typeof railGroups)[number]

/** What is counted beside the entries of the rail. */
export type RailCounts = OutputOf<'case.counts'> & Pick<OutputOf<'dispatch.counts'>, 'pack' | 'returned'>

export type Screen = {
  readonly component: ComponentType<ScreenProps>
  /** Who finds it on their rail and can go there. The gate decides anew for every question. */
  readonly may: readonly Role[]
  /** Its entry on the rail; its words stand in `messages.shell.screens`. */
  readonly rail?: {
    readonly group: RailGroupName
    readonly icon: Icon
    readonly count?: keyof RailCounts
  }
}

const clerks = ['teller', 'supervisor', 'back-office'] as const
const everybody = [...clerks, 'administrator', 'auditor'] as const

/** The table of screens, in the order of the rail. The first one a person may see is their home. */
export const screens: Readonly<Record<ScreenName, Screen>> = {
  search: { component: SearchTask, may: everybody, rail: { group: 'reception', icon: IconSearch } },
  contract: { component: ContractTask, may: everybody },
  token: { component: TokenTask, may: everybody },
  router: { component: RouterTask, may: clerks },
  'my-cases': {
    component: MyCases,
    may: clerks,
    rail: { group: 'cases', icon: IconClipboardList, count: 'mine' },
  },
  approvals: {
    component: Approvals,
    may: clerks,
    rail: { group: 'cases', icon: IconRubberStamp, count: 'awaitingApproval' },
  },
  'awaiting-time': {
    component: AwaitingTime,
    may: clerks,
    rail: { group: 'cases', icon: IconHourglass, count: 'awaitingTime' },
  },
  'awaiting-customer': {
    component: AwaitingCustomer,
    may: clerks,
    rail: { group: 'cases', icon: IconWalk, count: 'awaitingCustomer' },
  },
  losses: {
    component: Losses,
    may: [...clerks, 'auditor'],
    rail: { group: 'cases', icon: IconHandStop, count: 'losses' },
  },
  dispatch: {
    component: DispatchTask,
    may: everybody,
    rail: { group: 'tokens', icon: IconPackage, count: 'pack' },
  },
  'dispatch-pack': { component: DispatchPack, may: clerks },
  'returned-mail': {
    component: ReturnedMailTask,
    may: everybody,
    rail: { group: 'tokens', icon: IconMailbox, count: 'returned' },
  },
  stock: {
    component: StockTask,
    may: everybody,
    rail: { group: 'tokens', icon: IconBuildingWarehouse },
  },
  seeds: {
    component: SeedsTask,
    may: ['supervisor'],
    rail: { group: 'tokens', icon: IconPackageImport },
  },
  transfers: {
    component: TransfersTask,
    may: everybody,
    rail: { group: 'tokens', icon: IconArrowsExchange },
  },
  'board-reissue': {
    component: BoardReissue,
    may: everybody,
    rail: { group: 'tokens', icon: IconClockPlay },
  },
  'board-radar': { component: BoardRadar, may: everybody, rail: { group: 'tokens', icon: IconAntenna } },
  'board-sunset': { component: BoardSunset, may: everybody, rail: { group: 'tokens', icon: IconSunset2 } },
  'board-drift': { component: BoardDrift, may: everybody, rail: { group: 'tokens', icon: IconClockEdit } },
  paper: { component: PaperTask, may: [...clerks, 'administrator'] },
  import: {
    component: ImportTask,
    may: ['supervisor', 'administrator'],
    rail: { group: 'branch', icon: IconFileImport },
  },
  profiles: { component: ProfilesTask, may: everybody, rail: { group: 'branch', icon: IconBook2 } },
  closing: {
    component: ClosingTask,
    may: ['supervisor', 'administrator', 'auditor'],
    rail: { group: 'branch', icon: IconMoonStars },
  },
  trail: {
    component: TrailTask,
    may: ['supervisor', 'administrator', 'auditor'],
    rail: { group: 'branch', icon: IconListSearch },
  },
  administration: {
    component: AdministrationTask,
    may: ['supervisor', 'administrator', 'auditor'],
    rail: { group: 'branch', icon: IconAdjustmentsCog },
  },
  case: { component: CaseTask, may: everybody },
}

/** The first screen of somebody of this role. */
export const homeOf = (role: Role): ScreenName => names.find((name) => sees(role, name)) ?? 'search'

/** What stands on the rail of somebody of this role, in its groups. */
export function railOf(role: Role) {
  return railGroups
    .map((group) => ({
      group,
      entries: railNames.flatMap((id) => {
        const rail = screens[id].rail
        return rail?.group === group && sees(role, id) ? [{ id, icon: rail.icon, count: rail.count }] : []
      }),
    }))
    .filter(({ entries }) => entries.length > 0)
}

/** The rail entry we came by: the last one on the way that stands on the rail. */
export const whereOnRail = (routes: readonly Route[]): string | undefined =>
  routes.findLast(({ screen }) => railNames.some((name) => name === screen))?.screen

const railGroups = ['reception', 'cases', 'tokens', 'branch'] as const
const railNames = [
  'search',
  'my-cases',
  'approvals',
  'awaiting-time',
  'awaiting-customer',
  'losses',
  'dispatch',
  'returned-mail',
  'stock',
  'seeds',
  'transfers',
  'board-reissue',
  'board-radar',
  'board-sunset',
  'board-drift',
  'import',
  'profiles',
  'closing',
  'trail',
  'administration',
] as const
const names = Object.keys(screens) as ScreenName[]
const sees = (role: Role, name: ScreenName): boolean => screens[name].may.includes(role)
