import { clockTime, westernDate } from '#shared/text/wareki'
import { useMessages } from '../../desk/messages.ts'
import { Code, Figures } from '../../parts/code.tsx'
import { Facts } from '../../parts/panel.tsx'
import { StateTag, ToConfirm } from '../../parts/state-tag.tsx'
import css from '../contract.module.css'
import { useServiceWords } from '../reception/words.tsx'
import type { Known } from './known.ts'

/** Who the customer is, with which service, and until when our records reach. */
export function Head({ view, profile }: Known) {
  const { contract: t, search } = useMessages()
  const { say } = useServiceWords(profile)
  return (
    <header className={css.head}>
      <div>
        <h1>
          {view.name}
          <small>{view.kana}</small>
        </h1>
        <Facts
          inline
          items={[
            {
              label: t.service,
              value: (
                <>
                  <b>{say(profile.shortName)}</b> {t.edition(view.profileVersion)}
                </>
              ),
            },
            {
              label: t.branch,
              value: view.dealingBranchIsOurs ? (
                t.ours(view.dealingBranch)
              ) : (
                <StateTag state="confirm">{t.notOurs(view.dealingBranch)}</StateTag>
              ),
            },
            {
              label: t.account,
              value:
                view.accountEnding === null ? (
                  <ToConfirm />
                ) : (
                  <Figures>{t.accountEnding(view.accountEnding)}</Figures>
                ),
            },
            { label: t.contractNo, value: <Code size="sm">{view.contractNo}</Code> },
            ...(view.customerId === ''
              ? []
              : [{ label: t.customerId, value: <Code size="sm">{view.customerId}</Code> }]),
          ]}
        />
      </div>
      <p>
        {view.usageMode !== null && <span>{search.usageModes[view.usageMode]}</span>}
        <span>{t.imported(`${westernDate(view.importedAt)} ${clockTime(view.importedAt)}`)}</span>
      </p>
    </header>
  )
}
