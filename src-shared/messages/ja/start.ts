/** What is said instead of a desk when the program must not start. */
export const start = {
  title: '窓口を 始められません',
  nativeChanged: (files: string) =>
    `プログラムの部品 ${files} が、作られたときのものと違います。読み込まずに止まりました。`,
  selfTestFailed: (names: string) => `暗号の自己検査に失敗しました: ${names}。何も開かずに止まりました。`,
  todo: 'この端末では作業を続けず、システム担当へ伝えてください。記録は変わっていません。',
}
