import type { LinkChange } from '../../operations/contracts.ts'

/** What became of a token and its user: the history, before and after. */
export const changes = {
  title: '変わったこと',
  none: '変わったことの記録は まだありません。',
  column: { at: '日時', event: 'できごと', who: 'どなたの', serial: '番号', state: '登録と認証' },
  /** Names of what happened, for whatever service; its own word stands beside them. */
  events: {
    issue: '発行',
    register: '登録',
    exchange: '交換',
    detach: '登録解除',
    revoke: '失効',
    'opt-out': '利用中止',
    lock: '誤入力で停止',
    unlock: '停止解除',
    suspend: '当店停止',
    resume: '再開',
    'resume-locked': '再開（誤入力の停止は残る）',
    'resume-unused': '再開（まだ使い始めていない）',
    import: '取込',
  } satisfies Record<LinkChange['event'], string> as Readonly<Record<LinkChange['event'], string>>,
  serviceWord: (word: string) => `サービスの言葉では「${word}」`,
  before: '前',
  after: '後',
  nothing: '―',
  shared: '共通トークン',
}
