import type { Messages } from './ja.ts'
import { wordIn } from './sentence.ts'

/** What an entry was written down with, in words: the codes of the program are its own business. */

type Tables = Readonly<Record<string, Readonly<Record<string, string>>>>

/** For each fact that is a code, or a few codes, the words for them. A fact that is not here is shown as it stands. */
const tablesOf = (messages: Messages): Tables => {
  const { trail, people, words, cases, closing, stock, seedFiles, keyCare, dispatch, engine, profiles } =
    messages
  const { trailScreen: s, administration } = messages
  return {
    role: people.roles,
    // Of a change of role and of an enabling; who or when stands here otherwise, and is no code.
    from: { ...people.roles, ...people.standings, ...words.secondChecker.from },
    to: { ...people.roles, ...s.codes.to },
    paper: words.papers,
    state: words.states,
    registration: words.states,
    seal: cases.sealFinding,
    operation: trail.operations,
    kind: { ...words.kind, ...administration.backup.kinds },
    how: {
      ...words.stock.delivery,
      ...words.loss.how,
      ...closing.how,
      ...dispatch.life.how,
    },
    event: words.acts,
    purpose: { ...keyCare.purpose, ...words.stock.purpose, ...words.stock.secondPurpose },
    method: stock.destructions.method,
    delivery: words.stock.delivery,
    movement: words.stock.event,
    contents: words.stock.content,
    rule: profiles.values.in.foundAgain ?? {},
    protection: seedFiles.protection,
    reference: engine.clock.references,
    clock: closing.states,
    what: words.secondChecker.what,
    callerIs: words.loss.callerIs,
    identity: cases.identity,
    by: s.codes.by,
    relogin: s.codes.relogin,
    format: { ...seedFiles.format, ...s.codes.format },
    target: s.codes.target,
    subject: s.codes.target,
    tombstone: s.codes.tombstone,
    mode: s.codes.mode,
    defect: words.stock.state,
    finding: closing.reviews.findings,
  }
}

/** A fact's value in words, where it is a code this desk has a word for. */
export function factWord(messages: Messages, name: string, value: string): string {
  const { trailScreen: s, router, closing, administration } = messages
  if (value === 'true') return s.yes
  if (value === 'false') return s.no
  if (name === 'situation') return wordIn(router.situations, value)?.label ?? value
  if (name === 'outcome')
    return wordIn(router.outcomes, value)?.tab ?? wordIn<string>(closing.outcomes, value) ?? value
  if (name === 'about') {
    // A second person's proof for an act about a colleague: the act and the staff number.
    const [act = '', ...number] = value.split(' ')
    return [wordIn(administration.people.form.second, act) ?? act, ...number].join(' ')
  }
  return wordIn(tablesOf(messages)[name] ?? {}, value) ?? value
}

export type FactLine = { readonly name: string; readonly label: string; readonly value: string }

/**
 * The facts of an entry as lines of name and value; whatever an older or newer desk wrote is shown as it stands.
 *
 * @param text the payload as `trail.list` has it; empty where there is none
 */
export function factLines(messages: Messages, text: string): readonly FactLine[] {
  if (text === '') return []
  const asItStands = [{ name: '', label: '', value: text }]
  const { values } = messages.trail.running
  const inWords = (name: string, value: unknown): string => {
    if (Array.isArray(value)) return value.map((one) => inWords(name, one)).join(values)
    if (typeof value !== 'object' || value === null) return factWord(messages, name, String(value ?? '-'))
    return Object.entries(value)
      .filter(([, one]) => one !== null)
      .map(([key, one]) => inWords(key === 'kind' ? name : key, one))
      .join(values)
  }
  try {
    const facts: unknown = JSON.parse(text)
    if (typeof facts !== 'object' || facts === null || Array.isArray(facts)) return asItStands
    return Object.entries(facts).map(([name, value]) => ({
      name,
      label: messages.trail.facts[name] ?? name,
      value: inWords(name, value),
    }))
  } catch {
    return asItStands
  }
}

/** The same in one running text. */
export function factsText(messages: Messages, text: string): string {
  const { fact, all } = messages.trail.running
  return all(factLines(messages, text).map(({ label, value }) => (label === '' ? value : fact(label, value))))
}
