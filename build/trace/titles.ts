import { type ESTree, parseSync, Visitor } from 'vite'

/**
 * The titles of tests, read from their source without running it: `describe › describe › test`, as a runner prints them.
 *
 * The source is parsed, not searched: a title in a comment or in a string proves nothing, and a title may be written as
 * a template, over several lines, or in the table of `it.each`. Where such a table is a literal of the same file its
 * words are put in their places (`%s`, `$name`); what only a run would know stands as `…`.
 */

export type Title = {
  /** 1-based. */
  readonly line: number
  readonly title: string
  /** False: it is skipped for good, left for later or expected to fail, and so proves nothing. */
  readonly proves: boolean
}

const GROUPS = new Set(['describe', 'suite'])
const TESTS = new Set(['it', 'test'])
/** Members of `it`, `test` and `describe` after which the call is still one of a test or group. */
const MEMBERS = new Set([
  ...['each', 'for', 'only', 'concurrent', 'sequential', 'serial', 'parallel', 'runIf', 'skipIf'],
  ...['describe', 'skip', 'todo', 'fixme', 'fail', 'fails'],
])
const PROVES_NOTHING = new Set(['skip', 'todo', 'fixme', 'fail', 'fails'])

type Call = { readonly group: boolean; readonly proves: boolean; readonly table: ESTree.Expression | null }

/**
 * @param file its name, of which only the ending counts
 * @throws SyntaxError when the text is no TypeScript
 */
export function titlesOf(file: string, text: string): readonly Title[] {
  const { program, errors } = parseSync(file, text)
  const [error] = errors
  if (error !== undefined) throw new SyntaxError(`${file}: ${error.message}`)

  const constants = constantsOf(program)
  const found: Title[] = []
  /** The groups around the place where the walk is; several titles where a group has a table. */
  const around: { readonly titles: readonly string[]; readonly proves: boolean; readonly call: unknown }[] =
    []

  new Visitor({
    CallExpression(node) {
      const call = testCall(node.callee)
      const [first] = node.arguments
      if (call === null || first === undefined || first.type === 'SpreadElement') return
      const own = textOf(first, constants)
      // `test.skip(condition, 'why')` within a file is no test, and neither is a call without a title.
      if (own === null) return
      const rows = call.table === null ? null : rowsOf(call.table, constants)
      const filled = rows === null ? [own] : rows.map((row) => fill(own, row))
      const above = around.at(-1)
      const titles = (above?.titles ?? ['']).flatMap((head) =>
        filled.map((title) => (head === '' ? title : `${head} › ${title}`)),
      )
      const proves = call.proves && (above?.proves ?? true)
      if (call.group) around.push({ titles, proves, call: node })
      else {
        const line = text.slice(0, node.start).split('\n').length
        found.push(...titles.map((title) => ({ line, title, proves })))
      }
    },
    'CallExpression:exit'(node) {
      if (around.at(-1)?.call === node) around.pop()
    },
  }).visit(program)
  return found
}

/** What `it.each(table)`, `test.describe.serial` and the like are, or null where it is something else. */
function testCall(callee: ESTree.Expression | ESTree.Super): Call | null {
  let at = callee
  let table: ESTree.Expression | null = null
  const members: string[] = []
  for (;;) {
    if (at.type === 'CallExpression') {
      const [argument] = at.arguments
      if (argument !== undefined && argument.type !== 'SpreadElement') table = argument
      at = at.callee
    } else if (at.type === 'MemberExpression') {
      if (at.property.type !== 'Identifier') return null
      members.push(at.property.name)
      at = at.object
    } else break
  }
  if (at.type !== 'Identifier' || !members.every((member) => MEMBERS.has(member))) return null
  const group = GROUPS.has(at.name) || members.includes('describe')
  if (!group && !TESTS.has(at.name)) return null
  const ofTable = members.includes('each') || members.includes('for')
  return {
    group,
    proves: !members.some((member) => PROVES_NOTHING.has(member)),
    table: ofTable ? table : null,
  }
}

type Constants = ReadonlyMap<string, ESTree.Expression>

/** `const` names of the file with what they were set to; a name that is declared twice is not among them. */
function constantsOf(program: ESTree.Program): Constants {
  const values = new Map<string, ESTree.Expression>()
  const twice = new Set<string>()
  new Visitor({
    VariableDeclarator({ id, init }) {
      if (id.type !== 'Identifier' || init === null) return
      if (values.has(id.name)) twice.add(id.name)
      values.set(id.name, init)
    },
  }).visit(program)
  for (const name of twice) values.delete(name)
  return values
}

function plain(expression: ESTree.Expression, constants: Constants): ESTree.Expression {
  let at = expression
  for (let depth = 0; depth < 8; depth += 1) {
    if (
      at.type === 'TSAsExpression' ||
      at.type === 'TSSatisfiesExpression' ||
      at.type === 'ParenthesizedExpression'
    ) {
      at = at.expression
    } else if (at.type === 'Identifier') {
      const value = constants.get(at.name)
      if (value === undefined) return at
      at = value
    } else return at
  }
  return at
}

/** The text of a literal; null for everything that is none. */
function textOf(expression: ESTree.Expression, constants: Constants): string | null {
  const at = plain(expression, constants)
  if (at.type === 'Literal') return at.value === null ? null : String(at.value)
  if (at.type !== 'TemplateLiteral') return null
  return at.quasis
    .map(({ value }, place) => {
      const hole = at.expressions[place]
      const filling = hole === undefined ? '' : (textOf(hole, constants) ?? '…')
      return (value.cooked ?? value.raw) + filling
    })
    .join('')
}

type Row = { readonly cells: readonly (string | null)[]; readonly named: ReadonlyMap<string, string | null> }

/** The rows of a table that is a literal; null where only a run would know them. */
function rowsOf(table: ESTree.Expression, constants: Constants): readonly Row[] | null {
  const list = plain(table, constants)
  if (list.type !== 'ArrayExpression' || list.elements.length === 0) return null
  const rows: Row[] = []
  for (const element of list.elements) {
    if (element === null || element.type === 'SpreadElement') return null
    const row = plain(element, constants)
    const named = new Map<string, string | null>()
    if (row.type === 'ObjectExpression') {
      for (const property of row.properties) {
        if (property.type === 'Property' && property.key.type === 'Identifier') {
          named.set(property.key.name, textOf(property.value, constants))
        }
      }
    }
    const cells =
      row.type === 'ArrayExpression'
        ? row.elements.map((cell) =>
            cell === null || cell.type === 'SpreadElement' ? null : textOf(cell, constants),
          )
        : [textOf(row, constants)]
    rows.push({ cells, named })
  }
  return rows
}

function fill(title: string, { cells, named }: Row): string {
  let place = 0
  return title
    .replace(/%[sdifjoOp]/g, () => cells[place++] ?? '…')
    .replace(/\$(\w+)/g, (_whole, name: string) => named.get(name) ?? '…')
}
