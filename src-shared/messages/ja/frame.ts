/** What stands around every screen: top bar, rail, message line, doorway. */
/** A length of time as one says it, in its largest fitting unit. */
const about = (seconds: number): string => {
  if (seconds < 120) return `${seconds}秒`
  if (seconds < 2 * 3600) return `${Math.round(seconds / 60)}分`
  return seconds < 2 * 86_400 ? `${Math.round(seconds / 3600)}時間` : `${Math.round(seconds / 86_400)}日`
}

export const frame = {
  appName: '窓口',
  /** Where there is no room for the name. */
  appShort: '窓口',
  practice: '練習',
  own: '自分の合言葉を変える',
  /** As `appShort`. */
  practiceShort: '練習',
  practiceStanding: '練習中です。ここで行ったことは、本番の記録に残りません。',
  standin: '評価用の代わりの実行環境で動いています。本番の記録は開きません。',
  jobs: '業務',
  content: '画面の中身',
  standing: '常に出ている注意',
  messageLine: 'お知らせ',
  leave: '席を離れる',
  clock: { trusted: '時計 正常', suspect: '時計 要確認', rejected: '時計 停止' },
  /** By how much the clock seems to be wrong, and how that was noticed. */
  clockDoubt: (reason: string, secondsFast: number) => {
    const length = `およそ${about(Math.abs(secondsFast))}`
    const fast = secondsFast > 0
    switch (reason) {
      case 'jump':
        return `この端末の時計が、動いている間に ${length} ${fast ? '進みました' : '戻りました'}。`
      case 'behind':
        return `この端末の時計が、最後の記録より ${length} 遅れています。`
      case 'before-program':
        return 'この端末の時計が、ありえない昔の日時を示しています。'
      case 'gap':
        return `最後の記録から ${length} たっています。時計が合っているか、まだ確かめていません。`
      case 'earlier':
        return '前に閉じたとき、この端末の時計が 合っているか確かめられないままでした。'
      default:
        return `この端末の時計が ${length} ${fast ? '進んでいます' : '遅れています'}。`
    }
  },
  clockStops: '数字の確認と承認を止めました。時計を合わせ、F3 を押して 2人で確かめてください。',
  roles: {
    teller: '窓口担当',
    supervisor: '役席者',
    'back-office': '後方事務',
    administrator: '管理担当',
    auditor: '検査',
  },
  keyIsOff: (key: string, why: string) => `${key} は、${why}`,
  history: 'これまでのお知らせ',
  historyEmpty: 'お知らせは まだありません。',
  locked: {
    title: '席を離れています',
    whose: (name: string) => `${name} さんの画面です。`,
    kept: '入力していたものは 下書きに残っています。',
  },
  textSize: (percent: number) => `文字の大きさを ${percent}% にしました。`,
}
