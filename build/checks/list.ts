/** Every check of the program's security, once: what is tried, and what must happen. The tests name them. */

/**
 * How a check can be run: T on sources, lock file and bundles; N the core as a Node process; S the real bundles in a
 * window, on the stand-in or on Electron; P the packaged program on its own operating system.
 */
export type RunClass = 'T' | 'N' | 'S' | 'P'

export type Check = {
  readonly id: string
  /** 0 blocks a release; 1 needs a date. */
  readonly priority: 0 | 1
  readonly run: readonly RunClass[]
  readonly says: string
}

const LIST = `
OTP-01 0 N    the vectors of RFC 4226 and RFC 6238 pass through the desk's own verification, and their neighbours do not
OTP-02 0 N    thousands of random seeds, algorithms, lengths, periods and times agree with a second implementation
OTP-03 0 N    an accepted code is refused at once, after a restart and after a kill
OTP-04 0 N    a returned token comes back only with a later code; a lost one never comes back
OTP-06 0 N    a clock that is 95 s wrong is noticed within five tokens, and no failure is counted while it is in doubt
OTP-08 0 N    nine wrong codes and a right one pass; ten wrong ones lock
OTP-10 0 N    full-width and spaced codes are judged by value; other digits, lengths and types are refused as malformed
OTP-12 0 TN   no answer, print or log holds a code or a seed, and only one module computes codes
OTP-13 0 N    counter tokens: look-ahead, resync by two codes in a row, and a counter that never goes back
OTP-14 0 N    a token expires at its moment in Tokyo, whatever zone the machine is set to
OTP-15 0 N    a token is registered again not before 30 minutes, and in the night not before 08:10
OTP-16 0 N    digits, period or algorithm changed by hand: the seed no longer opens, the token is set aside
STO-01 0 N    hundreds of operations leave no customer, seed, code or clear database in any file
STO-02 0 N    a copied data folder does not open on another machine
STO-03 0 N    wrong passphrase, damaged key ring, damaged database and foreign key ring are four refusals, and change nothing
STO-04 0 N    the cipher and the safe settings of the database hold after every opening
STO-07 0 N    two seeds exchanged by hand both stay closed
STO-08 0 T    no way around the encryption in the sources, and SQL only as literals
STO-09 0 N    the largest sort with a tiny cache leaves nothing in temporary files
STO-10 0 N    a key ring with cheaper costs, exchanged slots, another role or an older generation is refused
STO-11 0 N    random single bytes changed anywhere are noticed or without effect, and nothing crashes
STO-12 0 N    a second instance on the same folder is refused, the first goes on
STO-13 1 N    keys and passphrases are gone from memory after signing out
STO-14 0 N    a device seal that protects nothing counts as none; one that fails for a moment is not replaced
IPC-01 0 S    the bridge has its listed functions, frozen, and nothing else answers
IPC-02 0 NS   a question from any frame, origin or window but the right one is refused
IPC-03 0 N    thousands of generated inputs per operation give declared refusals only
IPC-05 0 N    an actor, role, branch or state sent along by the page is refused, never honoured
IPC-06 0 N    who may do what equals the written table, cell by cell
IPC-07 0 N    nothing is answered before sign-in, after a lock, after a role is taken away
IPC-08 0 N    floods of questions are slowed down, and so are questions that use seeds
IPC-09 0 N    no failure shows a stack, a path, SQL or a key
IPC-10 0 N    guessed numbers of others are not found, and the attempt is written down
REN-01 0 SP   the page is sandboxed and isolated, and knows no Node
REN-02 0 T    the page's policy is the written one; no inline script, no web address, no source map, no eval
REN-03 0 S    no text becomes script or style, and whole walks break the policy nowhere
REN-04 0 S    hostile texts in every field are shown as text
REN-05 0 SP   the page goes nowhere else and opens nothing
REN-06 0 SP   every permission is denied, when checked and when asked for
REN-07 0 SP   nothing goes onto the network
REN-08 0 NS   the page's scheme serves its own files and no other path
REN-09 0 S    a locked screen holds nothing of the customer, and another person gets a new page process
REN-10 0 S    the page leaves nothing in storage or on disk
REN-11 0 P    the packaged program does not start with a forbidden switch or variable
REN-12 1 S    masked fields, codes and the approval window cannot be copied from
AUT-01 0 N    a passphrase has 15 to 128 characters of any kind, and all of them count
AUT-03 0 N    names, keyboard rows and listed passphrases are refused with the reason
AUT-04 0 N    wrong passphrases cost time, then a lock that survives a restart, then two others
AUT-06 0 NS   the desk locks after 5 minutes, 12 hours, at closing and when the system locks or sleeps
AUT-07 1 N    an unknown, a disabled and a mistyped person are told apart by neither text nor time
AUT-08 0 N    an approval needs passphrase and a code of one's own that was used for nothing else
AUT-09 0 N    a forgotten passphrase is replaced by two others, one a supervisor, by a secret good once for a day
AUT-10 0 N    a disabled person's session ends at once and their passphrase opens nothing
AUT-11 0 N    a branch begins with two different persons, and with no account before them
AUT-12 0 N    staff tokens and customer tokens never meet
MC-01 0 N     nobody approves their own request, not even by hand in the database
MC-02 0 N     one person with two numbers is one person
MC-04 0 N     thousands of random walks never execute what was not approved
MC-05 0 N     suspending works always, at once, and is looked at by two later
MC-08 0 N     a relative of the customer takes no part
MC-09 0 N     a parcel is read twice and blindly, and activated only when it has arrived
MC-10 0 N     of two approvals at once one counts, and an execution happens once
MC-11 1 N     a pair of people that approves conspicuously often is shown, and the sample drawn cannot be redrawn
MC-12 1 N     too many approvals in an hour make a pause that survives a restart
MC-13 0 N     the seal is checked by a second person, and identity documents by their dates
MC-14 1 N     a deputy serves until closing, for others only, and appoints nobody
AUD-01 0 N    every effect and every refusal is one entry, in the same transaction
AUD-02 0 N    any byte changed in the trail is found, and where
AUD-03 0 N    entries taken out, put in, exchanged or cut off are found
AUD-04 0 N    yesterday's database put back is refused as a rollback
AUD-06 0 N    a whole machine put back does not pass the printed code
AUD-07 0 N    checkpoints verify with an independent implementation
AUD-09 0 N    the daily sheet's code agrees with the database and with the day before
AUD-10 0 N    a crash never leaves two heads that contradict each other
AUD-11 0 N    erased data is gone, and the chain still verifies
AUD-12 1 N    reading the trail is by role and is itself written down; exports are harmless in a spreadsheet
BAK-01 0 N    backups taken during work are whole and lie on the live chain
BAK-02 0 N    a backup alone opens for nobody
BAK-03 0 N    any two recovery cards restore, one or a foreign one does not
BAK-05 0 N    a damaged, foreign or newer backup is refused before anything is touched
BAK-06 0 N    with all slots gone two cards recover, and new cards are due
BAK-07 0 N    a kill during backup or restore leaves the old or the new, whole
BAK-08 1 N    drills and failures of a backup are shown and stand on the sheet
FLT-01 0 N    after a kill at any moment nothing acknowledged is lost and nothing is half done
FLT-03 0 N    a cut write-ahead log gives an exact earlier state, or stops as a rollback
FLT-04 0 N    a kill during key rotation leaves exactly one key that opens everything
FLT-05 0 N    a kill during import, closing, checkpoint or upgrade leaves all or nothing
FLT-07 0 N    a full disk refuses, keeps what was acknowledged, and recovers without a restart
FLT-08 0 N    a read-only or vanished disk gives stable refusals, and no second copy elsewhere
FLT-09 0 N    a clock that goes back stops codes and approvals, not suspensions, until two persons set it right
FLT-10 0 N    a clock that leaps ahead is in doubt, and a trip to a far year does not brick the desk
FLT-11 0 N    an exchanged page of the database is found
FLT-12 0 N    a failed write or sync is never acknowledged, and is answered as in doubt until it is known
FLT-13 1 N    with little memory an import or a passphrase fails cleanly
FLT-14 0 S    a killed or hanging page loses the grant and nothing else
FLT-15 1 S    after sleep a grant is void and the desk is locked
IMP-01 0 N    the seed files of RFC 6030 and their variants open to what they say
IMP-02 0 N    one bit changed in a seed file refuses the batch
IMP-03 0 N    a seed file opens no other file and no connection
IMP-04 0 N    a seed file that explodes is refused or bounded
IMP-06 0 N    a million seeds import within bounds while others work
IMP-07 0 N    malformed files are refused quickly and by name
IMP-08 0 N    weak or unauthenticated encryption is refused, and failures look alike
IMP-09 0 N    files two parsers could read differently are refused or read one way
IMP-10 0 N    absurd key derivations are refused before they start
IMP-11 0 N    plain seeds come in only where two supervisors allowed it
IMP-12 0 N    exports survive a spreadsheet without becoming formulas, and hold no seed
IMP-13 0 N    a transport key is typed in two halves by two supervisors
IMP-14 0 N    the same file or the same keys come in once
IMP-15 0 N    seeds that are short, empty, constant or shared are refused by list
IMP-16 0 N    what a file says about a token is taken exactly or refused
IMP-17 0 N    only a regular file that keeps still is read
SCL-01 1 N    opening with much data is quick
SCL-02 1 N    judging codes among 100,000 tokens is quick
SCL-03 1 N    searching 100,000 customers is quick, and no clear index lies outside
SCL-04 1 N    a long day costs neither memory nor log nor descriptors
SCL-05 1 N    ten years of trail open and verify in time
PRV-02 0 NS   a whole run leaves no canary in any file, log, temporary file or output
PRV-03 0 N    of an identity document only issuer, expiry and four digits can be kept
PRV-04 0 PN   a crash leaves no dump, and nothing would send one
PRV-05 1 N    after seven years personal data goes, and the chain stays
PRV-06 0 S    account numbers show four digits; the rest is shown for a reason, briefly, and written down
PRV-07 1 S    printing leaves no temporary sheet and no full account number
BLD-01 0 P    the packaged binary's fuses equal the written table
BLD-02 0 P    a changed archive or an added folder does not start
BLD-03 0 T    the sources use none of the ways out of the walls
BLD-04 0 T    no install script is needed, everything locked comes from the registry by hash, the SBOM equals the lock file
BLD-05 0 TP   only cryptography that OpenSSL and BoringSSL share, tried out at every start
BLD-06 0 NP   an exchanged native module is refused before it is loaded, by name
BLD-07 0 N    data of a newer version is refused and left alone
BLD-09 1 T    what is built holds no names, paths, addresses, keys, maps or fixtures
BLD-10 1 T    two builds are the same
`

const CLASSES: readonly RunClass[] = ['T', 'N', 'S', 'P']

export const CHECKS: readonly Check[] = LIST.trim()
  .split('\n')
  .map((line) => {
    const [, id = '', priority, run = '', says = ''] = /^(\S+) ([01]) ([TNSP]+) +(.+)$/.exec(line) ?? []
    if (id === '') throw new Error(`not a check: ${line}`)
    return {
      id,
      priority: priority === '0' ? 0 : 1,
      run: CLASSES.filter((one) => run.includes(one)),
      says,
    }
  })

/** Why a check cannot be run where there is no packaged program; these are never passed here. */
export const NEEDS_PACKAGE: Readonly<Record<string, string>> = {
  'REN-11': 'needs the packaged program; the rule itself is tested, and nothing is packaged here',
  'BLD-01': 'needs the packaged program, which is not made here; the table of fuses stands in build/package',
  'BLD-02': 'needs the packaged program on its own system; nothing is packaged here',
}

/** Why no test carries a check that could be run here. Whoever writes the test takes the line out. */
export const WITHOUT_TEST: Readonly<Record<string, string>> = {
  'STO-13': 'no test yet: it needs a look into the memory of the running process',
  'SCL-01': 'a measure and no test: npm run bench -- --large (build/bench/opening.ts)',
  'SCL-02': 'a measure and no test: npm run bench -- --large (build/bench/opening.ts)',
  'SCL-05': 'a measure and no test: the verifier is tried with 50,000 entries, and 500,000 in the long run',
  'SCL-03': 'a measure and no test: npm run bench (build/bench/search.ts)',
}

const ID = /\b(?:OTP|STO|IPC|REN|AUT|MC|AUD|BAK|FLT|IMP|SCL|PRV|BLD)-\d{2}\b/g

/** The checks a title names. A range would hide what is between its ends: only names written out count. */
export const checksIn = (title: string): readonly string[] => [...new Set(title.match(ID))]
