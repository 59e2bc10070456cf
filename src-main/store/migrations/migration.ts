/** One step of the schema. Applied once, in one transaction; never edited once a program with it has been shipped. */
export type Migration = { readonly number: number; readonly name: string; readonly sql: string }
