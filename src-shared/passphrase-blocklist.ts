/**
 * Passphrases that are long enough and still among the first to be tried. Folded as `checkPassphrase` folds: lower
 * case, without blanks and punctuation. Public leak lists hold few strings of fifteen characters and more; those that
 * recur there are mostly made of the parts below, of lyrics, proverbs, prayers, and example phrases from articles
 * about passphrases.
 */
const ENGLISH = `
correct horse battery staple | the quick brown fox jumps over the lazy dog | the quick brown fox | the lazy brown dog
jumps over the lazy dog | i love you so much | i love you forever | i love my family | i love my mother | i love jesus christ
i love my husband | i love my wife | i love my daughter | i love my children | i love my grandchildren | i love chocolate cake
jesus is my savior | jesus is lord | jesus christ is lord | jesus loves me this i know | in god we trust | god is good all the time
god bless america | god save the queen | god save the king | the lord is my shepherd | our father who art in heaven
our father in heaven | hail mary full of grace | for god so loved the world | in the beginning god created
in the beginning was the word | to be or not to be | to be or not to be that is the question | all the worlds a stage
romeo and juliet | et tu brute | friends romans countrymen | once upon a time | happily ever after | once upon a midnight dreary
it was the best of times | it was a dark and stormy night | call me ishmael | all happy families are alike
may the force be with you | use the force luke | i am your father | luke i am your father | do or do not there is no try
live long and prosper | beam me up scotty | to infinity and beyond | winter is coming | you know nothing jon snow
one ring to rule them all | you shall not pass | my precious precious | not all those who wander are lost
expecto patronum | avada kedavra | harry potter and the | i solemnly swear that i am up to no good | mischief managed
elementary my dear watson | the game is afoot | i think therefore i am | cogito ergo sum | carpe diem carpe diem | veni vidi vici
et in arcadia ego | lorem ipsum dolor sit amet | lorem ipsum dolor | hello world hello | hello my name is | what is your name
my name is inigo montoya | hasta la vista baby | ill be back | show me the money | houston we have a problem
life is like a box of chocolates | run forrest run | frankly my dear | heres looking at you kid | theres no place like home
toto weve a feeling | somewhere over the rainbow | over the rainbow | let it go let it go | do you want to build a snowman
never gonna give you up | never gonna let you down | dont stop believing | dont worry be happy | stairway to heaven
bohemian rhapsody | is this the real life | hotel california | smells like teen spirit | here comes the sun
yellow submarine | all you need is love | let it be let it be | hey jude dont make it bad | imagine all the people
we are the champions | we will rock you | eye of the tiger | born in the usa | born to be wild | sweet child of mine
twinkle twinkle little star | mary had a little lamb | humpty dumpty sat on a wall | row row row your boat | jack and jill went up the hill
old macdonald had a farm | the itsy bitsy spider | london bridge is falling down | happy birthday to you | jingle bells jingle bells
merry christmas and a happy new year | we wish you a merry christmas | silent night holy night | happy new year everyone
all work and no play | an apple a day keeps the doctor away | a penny saved is a penny earned | practice makes perfect
time is money money | money money money | show me the way | home sweet home | honesty is the best policy | knowledge is power
the early bird catches the worm | actions speak louder than words | better late than never | two wrongs dont make a right
when in rome do as the romans | the pen is mightier than the sword | you cant always get what you want | no pain no gain
this is my password | this is my passphrase | this is a password | this is a secret | this is a long password | this is a passphrase
my password is password | my password is secret | my password is long | mypasswordispassword | my secret password | my very secret password
my super secret password | super secret password | super strong password | strong password | very strong password | very long password
a very long password | a very long passphrase | long passphrase | secure passphrase | secure password | top secret password
correct password | wrong password | forgot my password | i forgot my password | i forgot my passphrase | i hate passwords | i hate my password
no password needed | password is password | password password | passphrase passphrase | please let me in | please let me in now
let me in please | open sesame open sesame | open the door please | changeme changeme | change me change me | change me please | change this password
change me immediately | default password | temporary password | temp password | initial password | new password | old password | admin password
administrator | administrator password | administrator account | system administrator | root password | user password | test password | demo password
welcome to the jungle | welcome to the bank | welcome to my world | welcome home | welcome welcome | welcome back | good morning everyone
good morning vietnam | good night sleep tight | have a nice day | how are you today | i am fine thank you | thank you very much | see you tomorrow
trust no one trust no one | trustno1trustno1 | letmeinletmein | iloveyouiloveyou | qwertyqwerty | sunshine sunshine | princess princess | monkey monkey
football football | baseball baseball | superman superman | dragon dragon | starwars starwars | pokemon pokemon | liverpool football club
manchester united | youll never walk alone | real madrid | new york yankees | los angeles lakers | united states of america | land of the free
we the people of the united states | i have a dream | ask not what your country | four score and seven years ago | one small step for man
to whom it may concern | yours sincerely | four random common words | horse battery staple | battery horse staple correct | diceware passphrase
purple monkey dishwasher | tr0ub4dor and 3 | abracadabra abracadabra | supercalifragilisticexpialidocious | antidisestablishmentarianism
pneumonoultramicroscopicsilicovolcanoconiosis | internationalization | incomprehensibilities | uncharacteristically | electroencephalograph
`

const JAPANESE = `
いろはにほへとちりぬるを | いろはにほへとちりぬるをわか | いろはにほへとちりぬるをわかよたれそつねならむ | いろはにほへと | 色は匂へど散りぬるを
あいうえおかきくけこさしすせそ | あいうえおかきくけこ | あかさたなはまやらわ | ひふみよいむなや | じゅげむじゅげむごこうのすりきれ | 寿限無寿限無五劫の擦り切れ
吾輩は猫である名前はまだ無い | 吾輩は猫である名前はまだない | わがはいはねこであるなまえはまだない | わがはいはねこである | 吾輩は猫である
国境の長いトンネルを抜けると雪国であった | こっきょうのながいとんねるをぬけると | メロスは激怒した | 親譲りの無鉄砲で | 親譲りの無鉄砲で子供の時から損ばかりしている
春はあけぼのやうやう白くなりゆく | 春はあけぼの | 祇園精舎の鐘の声 | 祇園精舎の鐘の声諸行無常の響きあり | ぎおんしょうじゃのかねのこえ | つれづれなるままに日くらし | つれづれなるままに
ゆく河の流れは絶えずして | 月日は百代の過客にして | いづれの御時にか | 今は昔竹取の翁といふものありけり | 男もすなる日記といふものを
古池や蛙飛び込む水の音 | ふるいけやかわずとびこむみずのおと | 柿くへば鐘が鳴るなり法隆寺 | かきくえばかねがなるなりほうりゅうじ | 閑さや岩にしみ入る蝉の声 | しずかさやいわにしみいるせみのこえ
五月雨をあつめて早し最上川 | 夏草や兵どもが夢の跡 | 菜の花や月は東に日は西に | 雀の子そこのけそこのけお馬が通る | やせ蛙まけるな一茶これにあり | 荒海や佐渡によこたふ天の河
君が代は千代に八千代に | きみがよはちよにやちよに | 千代に八千代に | さざれ石の巌となりて | さくらさくらやよいのそらは | さくらさくら | うさぎ追いしかの山 | うさぎおいしかのやま | 夕焼け小焼けの赤とんぼ
ゆうやけこやけのあかとんぼ | ゆうやけこやけでひがくれて | どんぐりころころどんぶりこ | かえるのうたがきこえてくるよ | かえるのうたが | もしもしかめよかめさんよ | むすんでひらいててをうって | ちょうちょうちょうちょう菜の葉にとまれ
ももたろうさんももたろうさん | むかしむかしあるところにおじいさんとおばあさんが | むかしむかしあるところに | おじいさんは山へ芝刈りに | めでたしめでたし
さくらがさいたさくらがさいた | 上を向いて歩こう | 世界に一つだけの花 | ナンバーワンにならなくてもいい | 残酷な天使のテーゼ | 残酷な天使のように | 少年よ神話になれ | 川の流れのように | 負けないで | 乾杯今君は人生の
七転び八起き | ななころびやおき | 石の上にも三年 | いしのうえにもさんねん | 猿も木から落ちる | さるもきからおちる | 猫に小判豚に真珠 | 犬も歩けば棒に当たる | いぬもあるけばぼうにあたる | 花より団子 | 塵も積もれば山となる
ちりもつもればやまとなる | 急がば回れ | 継続は力なり | けいぞくはちからなり | 一期一会 | 千里の道も一歩から | せんりのみちもいっぽから | 初心忘るべからず | 為せば成る為さねば成らぬ何事も | 人事を尽くして天命を待つ | 温故知新 | 時は金なり
ありがとうございます | ありがとうございました | どうもありがとうございます | おはようございます | よろしくおねがいします | よろしくお願いします | よろしくお願いいたします | お疲れ様です | おつかれさまです | おつかれさまでした | お世話になっております | おせわになっております
いつもお世話になっております | いつもおせわになっております | いらっしゃいませ | 少々お待ちください | 申し訳ございません | もうしわけございません | かしこまりました | 明けましておめでとうございます | あけましておめでとうございます | おめでとうございます | いただきます | ごちそうさまでした
これはパスワードです | これはぱすわーどです | わたしのパスワード | 私のパスワードです | 私のパスワードは秘密です | ぱすわーどぱすわーど | パスワードパスワード | ひみつのパスワード | ひみつのあいことば | 秘密の合言葉 | 合言葉は山と川 | ひらけごま | 開けゴマ開けゴマ | 忘れないパスワード | パスワードを忘れました
`

const ROMAJI = `
irohanihoheto chirinuruwo | irohanihohetochirinuruwowaka | aiueokakikukeko | aiueokakikukekosashisuseso | akasatanahamayarawa
wagahai wa neko de aru | wagahaiwanekodearu | arigatougozaimasu | arigatougozaimashita | arigatou gozaimasu | arigato gozaimasu | doumoarigatou
ohayougozaimasu | konnichiwa konnichiwa | yoroshikuonegaishimasu | yoroshiku onegaishimasu | yorosikuonegaisimasu | otsukaresamadesu | otsukaresamadeshita | osewaninatteorimasu
itsumoosewaninatteorimasu | irasshaimase | akemashiteomedetou | akemashiteomedetougozaimasu | omedetougozaimasu | gochisousamadeshita
himitsunopasuwaado | pasuwaadopasuwaado | watashinopasuwaado | hirakegomahirakegoma | himitsunoaikotoba | sakurasakura | sakurasakurasakura | kimigayowa chiyoniyachiyoni | furuikeya kawazutobikomu
ganbarenippon | gambarenippon | nipponganbare | nihondaisuki | daisukidaisuki | aishiteruaishiteru | daisukidayo | tanjoubiomedetou | otanjoubiomedetou | hajimemashite | hajimemashite yoroshiku
doraemon doraemon | pikachuu pikachuu | totoro tonari no totoro | tonarinototoro | sentochihiro no kamikakushi | kimetsunoyaiba | shingekinokyojin | onepiece onepiece | dragonball dragonball | evangelion evangelion
yomiuri giants | hanshin tigers | hanshintigers | fukuoka softbank hawks | hiroshima toyo carp | nihon no bank | watashi wa nihonjin desu | toukyoutocchouson | tokyo osaka nagoya | tokyoosakanagoya
`

const entries = (text: string): readonly string[] =>
  text
    .split(/[|\n]/u)
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** The common passphrases as people write them, about four hundred; `checkPassphrase` folds both sides. */
export const COMMON_PASSPHRASES: readonly string[] = [ENGLISH, JAPANESE, ROMAJI].flatMap(entries)

/**
 * Words that add nothing however often they are strung together: a passphrase made of nothing but these, context
 * words, and short numbers is refused. Deliberately few, so that an honest sentence is not.
 */
export const WEAK_WORDS: readonly string[] = `
password passphrase passwort passcode pass word phrase secret private login logon signin user admin administrator root guest master
test demo temp default change changeme welcome hello letmein open sesame please my is the a the this new old long very strong secure super
bank ginko ginkou shinkin shinkumi branch shiten honten madoguchi teller desk counter token otp onetime code security internet banking
abc abcd abcde qwerty asdf zxcv iloveyou love sunshine princess dragon monkey football baseball superman spring summer autumn winter
january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
haru natsu aki fuyu sakura nihon nippon japan tokyo osaka heisei reiwa showa
パスワード 合言葉 あいことば 暗証番号 暗証 番号 秘密 ひみつ 窓口 銀行 信用金庫 信金 信用組合 支店 本店 出張所 担当 役席 私の わたしの です は の
春 夏 秋 冬 令和 平成 昭和 日本 東京 大阪 さくら 桜
`
  .split(/\s+/u)
  .filter((word) => word !== '')
