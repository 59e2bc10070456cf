/**
 * `npm run -s trace`: every numbered fact of the five guides with the tests that prove it, or the reason why none does.
 * Ends with an error when the table is not complete; the tests hold it to that too.
 */
import { printed, proofsInTests, traced } from './table.ts'

const table = traced(proofsInTests())
console.log(printed(table))
process.exitCode = table.faults.length === 0 ? 0 : 1
