import type { CaseView } from '#shared/operations/cases'
import type { Effect as ProfileEffect, ServiceProfile } from '#shared/profiles'
import { formatDate, formatTime } from '#shared/text/wareki'
import { useMessages } from '../../desk/messages.ts'
import type { Effect, Touched } from '../../parts/effects.tsx'
import css from './case.module.css'
import { endingOf, feeOf, type HardwareAsk, modelName } from './hardware.ts'
import { isMeant, registersIn, sharersOf, statesAfter } from './shape.ts'
import type { CaseWords, Worded } from './words.ts'

export type Consequential = Worded &
  Pick<CaseView, 'executedAt' | 'earliestRegistration' | 'earliestToConfirm' | 'openedAt'>

type Asked = {
  readonly view: Consequential
  readonly profile: ServiceProfile
  readonly words: CaseWords
}

export type Consequences = {
  /** The sentences that decide, the first one most of all. */
  readonly lines: readonly string[]
  /** What the service's guide says follows from it. */
  readonly guide: readonly ProfileEffect[]
  readonly effects: readonly Effect[]
  readonly touched: readonly Touched[]
  /** Those nothing happens to, in one sentence where they are many. */
  readonly spared: string | undefined
}

/** As many as are named although nothing happens to them. */
const SPARED_MAX = 3

/** Consequences in the guide of having no token for good; of no concern where a new one is registered. */
const OF_OPT_OUT: readonly string[] = ['login-without-otp', 'falls-back-to-password']

/** An icon for a consequence, from the words of its code; the sentence says it all. */
const iconFor = (code: string): Effect['kind'] =>
  /transfer|payment|payee/.test(code)
    ? 'money'
    : /effective|wait|earliest/.test(code)
      ? 'time'
      : /login/.test(code)
        ? 'person'
        : 'info'

/** What the case says first, in the words of its kind, before or after it is done. */
export function useLinesOf({ view, profile, words }: Asked): readonly string[] {
  const { jobs: t } = useMessages()
  const { ask, executedAt } = view
  const who = words.targetSaid
  const revokes = profile.resetVerb === 'revoke'
  const all = words.meant.length
  if (executedAt !== null) {
    switch (ask.kind) {
      case 'token-detach':
      case 'reissue':
        if (words.isShared) return [revokes ? t.done.revokedShared : t.done.detachedShared]
        return [revokes ? t.done.revoked(who) : t.done.detached(who)]
      case 'unlock':
        return [ask.alsoReissue ? t.done.unlockedReissued(who) : t.done.unlocked(who)]
      case 'resume':
        return [t.done.resumed(who)]
      case 'application':
        return [t.done.enabled(who)]
      case 'opt-out':
        return [t.done.optedOut(who), t.effects.lower]
      case 'usage-mode':
        return [ask.to === 'shared' ? t.done.toShared : t.done.toIndividual]
      case 'profile-change':
        return [t.done.profile]
      case 'hardware':
        return [
          ...(view.touched.some(({ effect }) => effect === 'detached')
            ? [revokes ? t.done.revoked(who) : t.done.detached(who)]
            : []),
          t.done.hardware(who),
        ]
      case 'stock-difference':
        return [t.done.difference]
      case 'loss':
        break
    }
  }
  switch (ask.kind) {
    case 'token-detach':
    case 'reissue':
      return [
        words.isShared
          ? revokes
            ? t.effects.revokedShared(all)
            : t.effects.detachedShared(all)
          : revokes
            ? t.effects.revoked(who)
            : t.effects.detached(who),
        t.effects.forEver,
      ]
    case 'unlock': {
      // Where the guide lets one choose, whoever shares a token is one of those chosen.
      const { named, sharing } =
        profile.unlockScope === 'all-users-of-serial'
          ? sharersOf(words.meant)
          : { named: words.meant, sharing: [] }
      return [
        t.effects.unlocked(words.names(named)),
        ...(sharing.length > 0 ? [t.effects.alsoUnlocked(words.names(sharing))] : []),
        ...(ask.alsoReissue ? [t.effects.thenReissue] : []),
      ]
    }
    case 'loss':
      return [t.effects.stopped(who, formatTime(view.openedAt, words.language)), t.effects.reviewed]
    case 'resume':
      return [t.effects.resumed(who), t.effects.resumedTo]
    case 'application':
      return [
        t.effects.enabled(who),
        ...(profile.enrolOrder === 'admin-first' && all > 1 ? [t.effects.administratorFirst] : []),
        ...(all > 1 ? [t.effects.oneAfterAnother] : []),
      ]
    case 'opt-out':
      return [t.effects.optedOut(who), t.effects.lower]
    case 'usage-mode':
      return [
        ask.to === 'shared' ? t.effects.toShared(view.touched.length) : t.effects.toIndividual,
        t.effects.forEver,
      ]
    case 'profile-change':
      return [t.effects.profile(words.service, ask.profile.version), t.effects.profileKept]
    case 'hardware':
      return hardwareLines(ask, { view, profile, words }, t.effects)
    case 'stock-difference':
      return [t.effects.difference(ask.missing.length, ask.surplus.length), t.effects.differenceKept]
  }
}

/** What an application for hardware brings about: the old token first, because that cannot be taken back. */
function hardwareLines(
  ask: HardwareAsk,
  { view, profile, words }: Asked,
  t: ReturnType<typeof useMessages>['jobs']['effects'],
): readonly string[] {
  const who = words.targetSaid
  const model = words.say(modelName(profile, ask.model))
  const goes = view.touched.some(({ effect }) => effect === 'detached')
  const fee = feeOf(profile, ask.purpose)
  return [
    ...(goes
      ? [profile.resetVerb === 'revoke' ? t.revoked(who) : t.detached(who), t.forEver]
      : ask.purpose === 'exchange'
        ? [t.oldStays]
        : []),
    ask.share !== null
      ? t.shares(who, endingOf(ask.share))
      : ask.delivery === 'mail'
        ? t.byMail(who, model)
        : t.atCounter(who, model),
    ...(ask.startOn === null ? [] : [t.startsOn(formatDate(ask.startOn, words.language))]),
    fee === undefined ? t.feeToConfirm : fee === 0 ? t.free : t.fee(fee.toLocaleString('en-US')),
  ]
}

const rank: Readonly<Record<Worded['touched'][number]['effect'], number>> = {
  detached: 0,
  unlocked: 0,
  suspended: 0,
  resumed: 0,
  enabled: 0,
  'opted-out': 0,
  shared: 1,
  unclear: 2,
  none: 3,
}

const firstIcon: Readonly<Record<CaseView['kind'], Effect['kind']>> = {
  'token-detach': 'detach',
  reissue: 'detach',
  unlock: 'unlock',
  loss: 'lock',
  resume: 'unlock',
  application: 'person',
  'opt-out': 'detach',
  'usage-mode': 'detach',
  'profile-change': 'info',
  hardware: 'person',
  'stock-difference': 'info',
}

/** What the case does: in sentences, for everyone on both axes, with 要確認 where the guide is silent. */
export function useConsequences(asked: Asked): Consequences {
  const { view, profile, words } = asked
  const { cases: t, jobs, words: w } = useMessages()
  const lines = useLinesOf(asked)
  const done = view.executedAt !== null
  const stopped = view.ask.kind === 'loss'
  const unclear = view.touched.some(({ effect }) => effect === 'unclear')
  const takesAway =
    view.touched.some(({ effect }) => effect === 'detached' || effect === 'shared') ||
    (view.ask.kind === 'unlock' && view.ask.alsoReissue)
  const [first = '', ...others] = lines
  const optsOut = view.ask.kind === 'opt-out'
  const guide =
    takesAway || optsOut
      ? // What the guide leaves open is only said where somebody is concerned by it.
        profile.effects.afterDetach.filter(
          ({ code, gap }) => OF_OPT_OUT.includes(code) === optsOut && (gap === undefined || unclear),
        )
      : []
  const effects: Effect[] = [
    {
      id: 'first',
      kind: firstIcon[view.kind],
      text: (
        <>
          <b>{first}</b> {others.join(' ')}
        </>
      ),
    },
    ...(view.kind === 'unlock' && !done && !takesAway
      ? [{ id: 'streak', kind: 'lock' as const, text: jobs.effects.streak }]
      : []),
    ...guide.map(({ code, text, gap, sources }) => ({
      id: code,
      kind: iconFor(code),
      text: (
        <>
          {words.say(text)} <small className={css.source}>{gap ?? sources[0]}</small>
        </>
      ),
      confirm: gap !== undefined,
    })),
    ...(registersIn(view)
      ? [
          {
            id: 'effective',
            kind: 'time' as const,
            text: (
              <>
                {t.effects.effective[profile.effectiveOn]}{' '}
                <small className={css.source}>{profile.sources.effectiveOn?.[0]}</small>
              </>
            ),
          },
        ]
      : []),
    ...(view.earliestRegistration !== null && profile.reissueWaitMin > 0
      ? [
          {
            id: 'earliest',
            kind: 'time' as const,
            text: view.earliestToConfirm
              ? jobs.effects.waitsToConfirm
              : t.effects.earliest(formatTime(view.earliestRegistration, words.language)),
            confirm: view.earliestToConfirm,
          },
        ]
      : []),
  ]
  // Afterwards the new way of using is what everybody has, and nobody's own token is left to tell of.
  const everybody = done && view.ask.kind === 'usage-mode' ? [] : view.touched
  const spared = everybody.filter(({ effect }) => effect === 'none')
  const named = spared.length > SPARED_MAX ? everybody.filter(({ effect }) => effect !== 'none') : everybody
  const touched = named
    .toSorted((a, b) => rank[a.effect] - rank[b.effect])
    .map((one) => ({
      id: one.userId,
      name: one.name,
      role: words.role(one.role),
      effect: done || stopped ? w.touchedDone[one.effect] : w.touched[one.effect],
      changes: isMeant(one),
      states: done || stopped ? [] : changesOf(one, profile, words, jobs, view.kind),
      confirm: one.effect === 'unclear',
    }))
  return {
    lines,
    guide,
    effects,
    touched,
    spared: named === everybody ? undefined : jobs.effects.spared(spared.length),
  }
}

/** What changes for somebody on the two axes, in the service's words: 停止中 → 利用可能. */
export function changesOf(
  one: Worded['touched'][number],
  profile: ServiceProfile,
  words: Pick<CaseWords, 'registration' | 'authentication'>,
  jobs: ReturnType<typeof useMessages>['jobs'],
  kind?: CaseView['kind'],
): readonly string[] {
  const after = statesAfter(one, profile, kind)
  if (after === undefined) return []
  if (after === 'before-stop') {
    return [jobs.toState(words.authentication(one.authentication), jobs.beforeStop)]
  }
  return [
    ...(after.registration === one.registration
      ? []
      : [jobs.toState(words.registration(one.registration), words.registration(after.registration))]),
    // Whoever has no token has nothing to authenticate with: the other axis has said it already.
    ...(after.authentication === one.authentication || after.authentication === 'none'
      ? []
      : [jobs.toState(words.authentication(one.authentication), words.authentication(after.authentication))]),
  ]
}
