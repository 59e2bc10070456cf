/** One step of the schema. Applied once, in one transaction; never edited once a program with it has been shipped. */
export type Migration = {
  readonly number: number
  readonly name: string
  readonly sql: string
  /**
   * The step makes a table anew that others refer to, because SQLite cannot change a CHECK. References are then looked at
   * once, after the step and before it is committed, instead of row by row.
   */
  readonly rebuilds?: true
}
