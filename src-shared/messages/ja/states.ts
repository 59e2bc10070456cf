/**
 * The desk's own word for each state. The service's word is shown beside it where it differs, because one
 * word means opposite things in two services.
 */
export const states = {
  tag: {
    usable: '利用可能',
    done: '完了',
    approval: '承認待ち',
    time: '時刻待ち',
    customer: 'お客さま待ち',
    locked: '停止中',
    suspended: '当店停止',
    expired: '有効期限切れ',
    draft: '入力中',
    confirm: '要確認',
    none: '—',
  },
  registration: {
    none: '未登録',
    issued: '発行済み',
    active: '利用中',
    expired: '期限切れ',
    revoked: '失効中',
    unknown: '要確認',
  },
}
