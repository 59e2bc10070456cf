/** What main says itself, through the system's own windows: instead of a desk that must not start, and over files. */
export const start = {
  title: '窓口を 始められません',
  partsChanged: (files: string) =>
    `プログラムの部品 ${files} が、作られたときのものと違います。読み込まずに止まりました。`,
  selfTestFailed: (names: string) => `暗号の自己検査に失敗しました: ${names}。何も開かずに止まりました。`,
  todo: 'この端末では作業を続けず、システム担当へ伝えてください。記録は変わっていません。',
  files: {
    titles: {
      master: '契約の取込ファイルを選ぶ',
      seeds: 'シードファイルを選ぶ',
      document: '店間移管の書類を選ぶ',
      backup: 'バックアップを選ぶ',
      folder: 'バックアップの保存先を選ぶ',
      save: '保存する場所を選ぶ',
    },
    kinds: {
      master: '契約の一覧（CSV）',
      seeds: 'シードファイル（PSKC・CSV）',
      document: '店間移管の書類（JSON）',
      backup: 'バックアップ',
    },
  },
}
