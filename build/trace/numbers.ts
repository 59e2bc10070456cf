/**
 * Every numbered fact this program answers for.
 *
 * R-000-… to R-004-… are the facts of the five guides, P000 to P004; C-… are the points on which the guides
 * contradict each other, E-… the exceptions that end at the counter, G-… the questions no guide answers, each with what
 * the desk goes by until somebody does.
 */

/**
 * What a fact asks of the program. C: it does something. D: it takes a form of data. P: a parameter of the service's
 * profile. S: words for the teller or the customer. N: noise in the copy of the guide, on which nothing may be built.
 */
export const KINDS = ['C', 'D', 'P', 'S', 'N'] as const
export type Kind = (typeof KINDS)[number]

export type Fact = {
  readonly number: string
  /** One or two of {@link KINDS}, as `P/C`; empty for contradictions, exceptions and questions. */
  readonly kind: string
  readonly says: string
}

const LINES = `
R-000-01 P    the code changes every 30 seconds
R-000-02 C    a code works once; the same or an earlier one is refused
R-000-03 P    the token is software
R-000-04 P    the code is asked for at ad-hoc transfers and replaces the fixed confirmation password
R-000-05 P/C  smartphone or tablet only; PCs and simple mobile phones are refused
R-000-06 C    the administrator registers first, then everybody with the right to transfer
R-000-07 C    partial use is impossible: all users with the right to transfer, or none
R-000-08 S    screens may differ from the pictures
R-000-09 S    four steps to install the app on Android
R-000-10 S    five steps to install the app on iOS
R-000-11 D    Credential ID is the token ID, Security Code the one-time password
R-000-12 C    a fresh installation makes a new token ID; the old one is dead
R-000-13 S    the way to the screen 管理機能 → ワンタイムパスワード認証情報管理
R-000-14 S    the customer’s own emergency stop WEB-FB取引停止; IDロック解除 is another lock
R-000-15 S    the screen shows the previous login: is it yours?
R-000-16 C    the usage mode is set with 利用形態設定: present mode and new mode
R-000-17 P/C  one token per user, or one token all users of the contract share
R-000-18 D    before the first use there is no usage mode: “-”
R-000-19 N    the guide writes 利用する and 使用する for the same
R-000-20 C    the approval password is asked for by the service and never by the desk
R-000-21 D    a user has ID, name, right, token ID and registration state
R-000-22 D    the code has six digits, leading zeros and all
R-000-23 D    a token ID is VSMT and eight digits
R-000-24 D    customer IDs are compared without blanks and width; sub-user IDs are free
R-000-25 C    the shared token stands in the list as 共通トークン, which is nobody’s
R-000-26 S    the message 利用形態の設定、およびトークンの登録が完了しました。
R-000-27 P/C  a registration takes effect after logging in again
R-000-28 C    with one token per user, registering goes on with all other users
R-000-29 C    the list of users has six columns in the service’s order
R-000-30 P    the registration states are 未登録 and 登録完了
R-000-31 P    the rights are 管理者 and 一般者
R-000-32 P    users are chosen one at a time
R-000-33 D    the pager counts 1から2件/2件
R-000-34 C    users are filtered by ID and by name
R-000-35 S    the buttons 登録・登録解除, 利用形態設定, 戻る
R-000-36 D/C  an ID of DP and ten digits is taken, but does not fit the guide
R-000-37 S    another user is registered with the same three entries
R-000-38 C    after トークンの登録が完了しました。 it is repeated for each user
R-000-39 C    the administrator’s token changes what all users see; the effect of taking it is not said
R-000-40 S    the code is typed on the transfer’s confirmation screen, as item ④
R-000-41 S    check the payee well
R-000-42 C    a broken phone: detach the token, then register again
R-000-43 C    what is to be done depends on whose token it is
R-000-44 C    the administrator’s token: at the dealing branch, in writing
R-000-45 C    bring the registered seal of the representative account
R-000-46 C    anybody else’s token: the customer’s own administrator detaches it online
R-000-47 S    a new PC needs no procedure
R-000-48 P    login asks no code, so an administrator with a dead phone can still act for others
R-000-49 P    tokens and electronic certificates can be used together
R-000-50 C    loss and theft are not mentioned, only failure
R-000-51 N    descriptions of pictures with misread names

R-001-01 C    a code works once and changes each time
R-001-02 P    the token is software
R-001-03 P    the code is asked for at login: a dead token means no access at all
R-001-04 P    the code changes every 30 seconds
R-001-05 P    the app is free, for PC or smartphone
R-001-06 P/C  either the PC or the phone: one token per customer
R-001-07 N    the address of the vendor’s site
R-001-08 S    six steps to install the app on Android
R-001-09 S    six steps to install the app on iPhone, iPad and iPod touch
R-001-10 S    six steps to install the app on Windows Phone, today obsolete
R-001-11 P/C  iPad, iPod touch and Windows phones are outside the recommended environment
R-001-12 S    after the download, use must be registered
R-001-13 P    the code is needed from the next login on
R-001-14 S    after the code the top page appears
R-001-15 C    opting out is the customer’s own: link at login, ID, password, code, 停止
R-001-16 C    after opting out, login takes ID and password only
R-001-17 S    the message ワンタイムパスワードの利用停止が完了しました。(00001)
R-001-18 C    a customer with a new device changes the token alone
R-001-19 S    do not remove the old app before the new token is registered
R-001-20 C    an old token that cannot start: the institution re-issues
R-001-21 S    five steps to exchange, with the old code as the proof
R-001-22 C    lost, stolen or uninstalled: call at once, as for a lost cash card
R-001-23 P    the contractor is the only actor: nobody to be redirected to
R-001-24 P    no rule of locking is stated, and none is invented
R-001-25 N    steps for devices that are not supported

R-002-01 D    the code has six digits
R-002-02 P    the code is asked for at transfers and payment services
R-002-03 P    it replaces the confirmation password or the picture card
R-002-04 S    the purpose: fewer unauthorised logins and transfers
R-002-05 P    every 30 seconds, on a smartphone, free
R-002-06 P    since 13 March 2017 there is the shinkin banks’ own app
R-002-07 P/C  Symantec tokens cannot be newly registered since 24 July 2017
R-002-08 C    registered Symantec tokens keep working
R-002-09 P/C  PC tokens can be neither registered nor exchanged since 12 March 2018
R-002-10 P    a smartphone token or a hardware token
R-002-11 S    found in the stores by name; iOS 8, Android 4.X and later
R-002-12 P    the verbs are 利用開始, 交換 and 利用中止
R-002-13 S    hints: letters are case sensitive, no back and forward, the layout may differ
R-002-14 S    the customer logs in with contractor ID and login password; the desk never takes it
R-002-15 D    a serial of letters and digits, a code of digits only, whatever their width
R-002-16 S    without a token no transfer can be made
R-002-17 C    four models of tokens, each with the place of its serial
R-002-18 S    the serial stands below the password in the app, on the back of hardware
R-002-19 C    the confirmation password is on the customer’s card and is not copied
R-002-20 P/C  the customer chooses whether login asks for the code
R-002-21 D    the result shows a receipt number and a time, 2014年07月18日 10時35分25秒
R-002-22 D/C  two serials that differ by 1 and I: point it out, never correct
R-002-23 D    the receipt number is seven free digits
R-002-24 P    the code is needed from the next transaction on
R-002-25 S    登録する or 登録しない: the customer may postpone
R-002-26 S    opting out takes the code and the transfer password
R-002-27 C    after opting out the confirmation password is used again
R-002-28 P    self-service exchange: app to app, app to hardware
R-002-29 P    hardware to anything is not listed, so not self-service
R-002-30 S    do not remove the old app before the new token is registered
R-002-31 C    an old token that cannot start: the institution re-issues
R-002-32 C    only hardware tokens this institution has sent can be used
R-002-33 C    hardware tokens are dispatched after an application
R-002-34 S    the steps of the exchange, with the old code
R-002-35 D    the result shows the serial before and after; two letters and eight characters
R-002-36 C    device lost: contact at once
R-002-37 C    uninstalled before opting out: inquire
R-002-38 P    the contact and its hours, weekdays 9 to 17
R-002-39 N    masked parts of screens
R-002-40 N    the phone section speaks of hardware

R-003-01 P    the edition of August 2018
R-003-02 P    the code is asked for at login, beside the password
R-003-03 P    made by an app or by a device
R-003-04 P    a new code every minute, each works once
R-003-05 P    an app on smartphone or mobile phone, or a key fob; the customer chooses
R-003-06 C    step 1: apply at the counter
R-003-07 C    step 2: the token is sent by the start date
R-003-08 S    step 3 and 4: register, then use
R-003-09 C    from the start date on, login shows the registration screen
R-003-10 S    the screen BLG3020
R-003-11 S    its texts, and the button 認証確認
R-003-12 D    a serial has 8 to 12 digits, leading zeros and all
R-003-13 P    effective at once: after 認証確認 the top page appears
R-003-14 C    serial and expiry are printed on the token
R-003-15 P/C  several users may share one token by registering its serial
R-003-16 P    a number of consecutive errors, not given, stops the codes
R-003-17 C    unlock only after checking the situation
R-003-18 P    masters and administrators unlock
R-003-19 S    the way 管理 → 利用者管理 → ワンタイムパスワードの利用停止解除
R-003-20 C    the unlock list and its six columns
R-003-21 P    the authentication states are 利用可能 and 停止中
R-003-22 P    the user classes are マスターユーザ, 管理者ユーザ and 一般ユーザ
R-003-23 P    several users at once; sorted by login ID
R-003-24 P/C  all users of the same serial are unlocked with it
R-003-25 C    the confirmation password is never collected at the desk
R-003-26 S    the result names each user who was unlocked
R-003-27 C    a new token after loss: revoke first
R-003-28 S    the way to トークンの失効
R-003-29 C    the warning that the selected users can no longer log in
R-003-30 P/C  a token can be issued 30 minutes after revocation
R-003-31 P/C  revoked from 2:06 to 8:10: from 8:10
R-003-32 C    the revoke list adds state and expiry
R-003-33 P    the registration states: five words
R-003-34 D    without a token, serial and expiry show “-”; history keeps the last serial
R-003-35 D    the expiry is an instant, 08:00 in Tokyo
R-003-36 C    an expired token also goes through revocation
R-003-37 D    serials of seven digits exist against the guide’s own rule: warn
R-003-38 P    several revoked at once, with the confirmation password
R-003-39 D    the result of revoking shows what was before
R-003-40 N    the result names other users than were chosen
R-003-41 P/C  a revoked hardware token can be registered again
R-003-42 P    revoking touches the selected users only
R-003-43 P    everybody who could unlock is locked: not described

R-004-01 P    offered since 20 April 2015
R-004-02 P    voluntary
R-004-03 C    apply at the dealing branch beforehand
R-004-04 P    no fee at all
R-004-05 P    ID and password, then the code
R-004-06 P    a new code every minute, each works once
R-004-07 P    the phone itself is the token; no serial is shown
R-004-08 P    for every user of the corporate service
R-004-09 C    the issue mail goes to the phone’s address
R-004-10 S    download from the address in the mail, initial setting
R-004-11 S    the code is confirmed on the PC
R-004-12 S    once only
R-004-13 C    the start password is the customer’s own and never taken at the desk
R-004-14 D    service ID and user ID for the app are not stored
R-004-15 P    effective at once: the top page is the end
R-004-16 P    the help desk’s hours and closed days
R-004-17 P    a number of wrong codes, not given, stops the user’s whole service
R-004-18 P    only masters and administrators unlock
R-004-19 C    all of them stopped: the counter of the dealing branch lifts it
R-004-20 S    the way 管理 → ワンタイムパスワードの管理 → 利用停止解除
R-004-21 P    the unlock list has no serial
R-004-22 S    revoke before changing the phone
R-004-23 P    30 minutes later the new phone can be set up
R-004-24 P    only masters and administrators revoke
R-004-25 C    a phone changed without revoking: login is impossible
R-004-26 P    the revoke list and its columns
R-004-27 P    the states, with 非登録 and blanks
R-004-28 C    for 30 minutes after revocation an error is shown: nothing is broken
R-004-29 P    no blackout at night
R-004-30 N    misread characters

C-01 - how often the code changes
C-02 - where the code is asked for
C-03 - the kinds of tokens
C-04 - simple mobile phones
C-05 - tokens on PCs
C-06 - tablets
C-07 - sharing a token
C-08 - whether only some users may take part
C-09 - who may unlock
C-10 - how far an unlock reaches
C-11 - who may detach or revoke
C-12 - the wait before a new token
C-13 - when a registration takes effect
C-14 - the words for states
C-15 - the name of the token’s ID
C-16 - the form of the token’s ID
C-17 - digits or letters in the code
C-18 - the secret asked for on approving
C-19 - what 利用停止 and 解除 mean
C-20 - whether a revoked token may come back
C-21 - fees
C-22 - which applications are on paper
C-23 - one user or several at a time
C-24 - what to do after a loss
C-25 - hours
C-26 - contradictions inside one guide are warnings, not errors
C-27 - vendors

E-01 - an administrator’s phone is broken
E-02 - the phone with the shared token is broken
E-03 - all masters and administrators are locked
E-04 - the old token cannot start
E-05 - lost, stolen or uninstalled
E-06 - the phone was changed without revoking, and no other administrator
E-07 - the only master has lost the hardware token, or it expired
E-08 - application for a hardware token
E-09 - application for one-time passwords
E-10 - a hardware token was not delivered
E-11 - the administrator has changed, with the token in old hands
E-12 - a PC token after 12 March 2018
E-13 - opting out with a token that no longer works
E-14 - the issue mail never arrives, and no other administrator

G-01 - does taking the administrator’s token stop the others? Shown as 要確認
G-02 - loss and theft in WEB-FB: the same form, and an immediate stop
G-03 - all masters and administrators locked at P003: the counter, as at P004
G-04 - do others of a shared serial feel a revocation? No, but warn
G-05 - thresholds of locks: unknown and not displayed
G-06 - hardware to hardware at P002: re-issue at the branch
G-07 - the proof at the counter: seal, identity document, authority
G-08 - a wait that ends inside the blackout: flagged
G-09 - digits and algorithm at P003 and P004: six, TOTP
G-10 - fees for lost and defective hardware: blank
G-11 - another branch than the dealing one: only with a reason
G-12 - agents and assisted writing: recorded
`

export const FACTS: readonly Fact[] = LINES.split('\n').flatMap((line) => {
  const [, number, kind = '', says] = /^(\S+) +(\S+) +(.+)$/.exec(line) ?? []
  if (number === undefined || says === undefined) return []
  return [{ number, kind: kind === '-' ? '' : kind, says }]
})

/** How a number of a fact is written. Receipt and check numbers (R-012-000123, IPC-01) are none. */
const NUMBER = /(?<![\w-])(?:R-\d{3}-\d{2}|[CEG]-\d{2})(?![\d-])/g

/** The numbers in a text, each once, in order. */
export const numbersIn = (text: string): readonly string[] => [...new Set(text.match(NUMBER) ?? [])]

/**
 * Ranges and shortened lists of numbers: `R-000-47…49`, `R-004-18/19`, `E-01 to E-03`. They are refused in titles,
 * because whoever looks for R-000-48 must find its test by that very text.
 */
const RANGE =
  /(?<![\w-])(?:R-\d{3}-\d{2}|[CEG]-\d{2})(?:\s*(?:…|\.{2,3}|–|—|〜|～|-|to|through)\s*(?:R-\d{3}-\d|[CEG]-\d|\d)|[/,]\s?\d{2}\b)/

export const hasRange = (text: string): boolean => RANGE.test(text)
