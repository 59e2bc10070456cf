import type { ContractNo } from '#shared/ids'
import { RelationRow } from './records.ts'
import type { Critical } from './rows.ts'

/** Colleagues who are related to a customer and take no part in that customer's cases (MC-08). */
export function relations(critical: Critical) {
  const table = critical.table<RelationRow>({
    table: 'relation',
    key: 'relation',
    fields: ['relation', 'contract_no', 'person', 'staff', 'note', 'declared_by', 'since'],
    parse: (row) => RelationRow.parse(row),
  })
  const ofContract = table.select<{ contract: string }>('WHERE contract_no = :contract ORDER BY since')
  const nameOf = (contractNo: string, person: string): string => `${contractNo}/${person}`
  return {
    ofContract: (contract: ContractNo) => ofContract.all({ contract }),
    isRelated: (contractNo: string, person: string): boolean =>
      table.find(nameOf(contractNo, person)) !== undefined,
    declare: (row: Omit<RelationRow, 'relation'>): void => {
      table.insert({ ...row, relation: nameOf(row.contract_no, row.person) })
    },
  }
}
export type Relations = ReturnType<typeof relations>
