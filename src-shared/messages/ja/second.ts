/** The second person at somebody else's desk. */
export const second = {
  title: (what: string) => `2人目の確認 ― ${what}`,
  titleSupervisor: (what: string) => `役席者の確認 ― ${what}`,
  lead: '席にいる人とは別の方が、ご自分で入れてください。席につくことには なりません。',
  leadSupervisor: '席にいる人とは別の役席者が、ご自分で入れてください。席につくことには なりません。',
  staff: '2人目の職員番号',
  staffSupervisor: '役席者の職員番号',
  passphrase: '合言葉',
  code: '自分のトークンの数字',
  go: 'ご本人を確かめる',
  goKey: '確かめる',
  asking: '確かめています',
  needs: '職員番号、合言葉、6桁の数字を入れると押せます',
  cancel: 'やめて戻る',
  proven: (name: string) => `2人目 ${name} さん`,
  left: (seconds: number) => `あと ${seconds}秒`,
  over: '120秒を過ぎました。もう一度 ご本人を確かめてください。',
}
