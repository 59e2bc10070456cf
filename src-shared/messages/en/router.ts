import type { Messages } from '../ja.ts'

type Router = Messages['router']

const situations: Router['situations'] = {
  'phone-broken': { label: 'Broken', means: 'The phone or token does not work or shows nothing.' },
  lost: { label: 'Lost', means: 'Nobody knows where it is. Its use is stopped first.' },
  stolen: { label: 'Stolen', means: 'Somebody else may have it. Its use is stopped first.' },
  uninstalled: { label: 'App removed', means: 'The device is there, but the token app was removed.' },
  'old-token-cannot-start': {
    label: 'Old token does not start',
    means: 'After moving to a new device the old one no longer works.',
  },
  'token-replaced': { label: 'New phone', means: 'The device has already been replaced.' },
  'change-planned': { label: 'Phone to be replaced', means: 'The present token still works.' },
  'token-expired': { label: 'Expired', means: 'The token is past its expiry date.' },
  'locked-out': { label: 'Stopped after wrong digits', means: 'Wrong digits in a row stopped it.' },
  'cannot-login-without-code': {
    label: 'Cannot log in without digits',
    means: 'The customer is stuck at the login screen.',
  },
  'administrator-changed': {
    label: 'New administrator',
    means: 'The administrator has left or moved to another post.',
  },
  'issue-mail-missing': {
    label: 'Issue mail missing',
    means: 'The token was asked for, but no mail has come.',
  },
  'pc-token-ended': {
    label: 'PC token does not work',
    means: 'The token inside the PC can no longer be used.',
  },
  'pc-changed': { label: 'New PC', means: 'Only the PC was replaced; the token is the same.' },
  'certificate-problem': {
    label: 'Electronic certificate',
    means: 'The trouble is with the certificate, not with the token.',
  },
  apply: { label: 'Wants to begin', means: 'One-time passwords are not in use yet.' },
  'opt-out': { label: 'Wants to stop using it', means: 'Back to using it without one-time passwords.' },
  'usage-mode': {
    label: 'Wants another usage mode',
    means: 'One token per user, or one token for all of them.',
  },
  'apply-hardware': {
    label: 'Wants a hardware token',
    means: 'A key fob or another device is to be applied for.',
  },
  'hardware-not-delivered': {
    label: 'Hardware token not delivered',
    means: 'The device that was applied for has not come yet.',
  },
}

export const router: Router = {
  title: 'Where to send the customer',
  whose: 'Whose token is it?',
  what: 'What happened?',
  unavailable: 'People who cannot help today (left the firm, ill and so on)',
  situations,
  situation: (situation) => situations[situation].label,
  outcomes: {
    'nothing-to-do': {
      tab: 'Nothing to do',
      heading: 'There is nothing to do.',
      say: 'There is nothing you need to do. Please go on using it as it is.',
    },
    'own-administrator': {
      tab: 'Own administrator',
      heading: "The customer's own administrator can do it.",
      say: 'You do not need the branch for this. We will give you a sheet with the steps.',
    },
    branch: {
      tab: 'Branch',
      heading: 'The branch does it.',
      say: 'We can do it here. We will tell you what to bring.',
    },
  },
  reasons: {
    'pc-holds-no-token': {
      heading: 'The token is not inside the PC.',
      say: 'The token is not inside the PC. You can use your present token with the new one.',
    },
    'pc-may-hold-the-token': {
      heading: 'The token may be inside that PC.',
      say: 'Was the token app installed on the old PC? If so, you need a new token.',
    },
    'certificate-is-another-matter': {
      heading: 'The electronic certificate is a separate procedure.',
      say: 'The electronic certificate is a separate procedure. Your token stays as it is.',
    },
    'login-asks-no-code': {
      heading: "Logging in does not use the token's digits.",
      say: "The login screen does not ask for the token's digits. You can log in without them.",
    },
    'no-token-registered': {
      heading: 'No token is registered for this person.',
      say: 'No token is registered at present. There is nothing to detach, so you can start by registering one.',
    },
    'registration-unclear': {
      heading: 'The state of the registration is to be confirmed.',
      say: 'We will ask the centre about the registration of your token. We will tell you once we know.',
    },
    'mail-address-first': {
      heading: 'The customer can enter the mail address anew and issue it again.',
      say: 'Please check your mail address and ask for the token once more. Please also look among your junk mail.',
    },
    'administrator-goes-to-branch': {
      heading: "An administrator's token is detached at the branch.",
      say: "An administrator's token is detached in writing at the branch you deal with. Please bring the registered seal of the representative account.",
    },
    'shared-token-goes-to-branch': {
      heading: 'A shared token is detached at the branch.',
      say: 'All of you use the same token, so it is detached in writing at the branch. Afterwards none of you can use it.',
    },
    'own-administrator-detaches': {
      heading: 'An administrator can detach the token without the branch.',
      say: 'Your administrator can detach the token in internet banking. Then register a new one.',
    },
    'own-administrator-unlocks': {
      heading: 'An administrator can lift the stop without the branch.',
      say: "Your administrator can lift the stop in internet banking. We never ask for the token's digits by telephone.",
    },
    'own-administrator-revokes': {
      heading: 'An administrator can revoke the token without the branch.',
      say: 'Your administrator can revoke the token in internet banking. Then register a new one.',
    },
    'no-administrator-usable': {
      heading: 'No administrator can act at present.',
      say: 'It seems that no administrator of yours can help at present. We will do it here.',
    },
    'nobody-to-redirect-to': {
      heading: 'There is nobody else who could do it.',
      say: 'There is nobody else in your contract who could do it. We will do it here.',
    },
    'exchange-alone': {
      heading: 'While the present token works, the customer can exchange it alone.',
      say: 'Please exchange the token in internet banking while the present one still works. You do not need the branch.',
    },
    'unlock-not-stated': {
      heading: 'How the stop is lifted is to be confirmed.',
      say: 'We will find out how the stop is lifted and tell you.',
    },
    'unlock-nothing-locked': {
      heading: 'This person is not locked.',
      say: 'Our records show no stop. Please wait for the next digits and try again.',
    },
    'stopped-by-the-branch': {
      heading: 'We have stopped its use.',
      say: 'A loss or theft was reported, so we have stopped its use. We will go on from that report.',
    },
    'all-administrators-locked': {
      heading: 'No administrator can lift the stop.',
      say: 'It seems that no administrator of yours can lift the stop. We will take it in here.',
    },
    'stop-first': {
      heading: 'Its use is stopped first.',
      say: 'We stop its use first, so that nobody else can use it.',
    },
    'application-at-the-counter': {
      heading: 'The application is taken in at the branch.',
      say: 'Before you can use it, you apply at the branch you deal with. We will give you the form.',
    },
    'application-not-on-paper': {
      heading: 'No application at the branch is needed.',
      say: 'You need no application at the branch. Register it in internet banking and you can use it.',
    },
    'registered-already': {
      heading: 'The token is registered already.',
      say: 'Your token is registered already. You can use it as it is.',
    },
    'opt-out-alone': {
      heading: 'With the present token the customer can stop it alone.',
      say: "You can stop it in internet banking with your present token's digits. You will be less protected afterwards.",
    },
    'opt-out-token-unusable': {
      heading: 'The token does not work, so the branch stops it.',
      say: "Stopping it in internet banking takes the token's digits. As your token does not work, we will do it here.",
    },
    'opt-out-not-in-service': {
      heading: 'This service cannot be used without it.',
      say: 'This service does not let you give up one-time passwords alone. Please go on using it as it is.',
    },
    'usage-mode-by-administrator': {
      heading: 'An administrator can change the usage mode without the branch.',
      say: 'Your administrator can change the usage mode in internet banking. Then register the tokens in the new mode.',
    },
    'usage-mode-at-the-counter': {
      heading: 'No administrator can change the usage mode at present.',
      say: 'It seems that no administrator of yours can change it at present. We will do it here in writing.',
    },
    'usage-mode-not-in-service': {
      heading: 'This service has no usage modes to choose from.',
      say: 'This service has no usage modes to choose from. Please go on using it as it is.',
    },
    'pc-token-closed': {
      heading: 'Tokens for PCs can no longer be registered.',
      say: 'A token inside a PC can no longer be registered. You will change to the app on a smartphone or to a device.',
    },
    'hardware-is-dispatched': {
      heading: 'A hardware token is sent after the application.',
      say: 'A token device is sent after you have applied for it. We will check the address it goes to.',
    },
    'parcel-is-looked-for': {
      heading: 'We find out where the parcel is.',
      say: 'We will find out where it is. Please tell us the address you have given us.',
    },
    'hardware-not-in-service': {
      heading: 'This service has no hardware tokens.',
      say: 'This service has no token devices. Please use the app on a smartphone or a similar device.',
    },
  },
  sources: (sources) => (sources.length === 0 ? '' : `Rests on ${sources.join(', ')}`),
  sayTo: 'What to tell the customer',
  quoted: (say) => `“${say}”`,
  why: 'Why',

  helpers: (usable, of) => `Who could help without the branch: ${usable} of ${of} today`,
  helper: (name, role) => `${name} (${role})`,
  helperUsable: 'can help',
  helperNot: 'cannot help today',
  noHelpers: 'Nobody can help.',
  lastHelper: 'Only one administrator is usable. Suggest appointing a second one.',
  alone: 'The customer can do it alone in internet banking.',
  stopFirst: 'Stop its use first. Then go on.',
  reasonRequired:
    'The guide sends this user to the administrator. Why the branch does it is recorded (R-000-46).',
  reasonLabel: 'Why the branch detaches it',
  notCarriedOut: 'This desk does not carry this out yet. Take it in as you did before.',
  exception: (code) => `Exception ${code}`,

  effects: {
    detached: 'Loses the token',
    shared: 'Has the same token and loses it too',
    unlocked: 'Is unlocked',
    suspended: 'Is stopped by us',
    resumed: 'Our stop is lifted',
    enabled: 'May register',
    'opted-out': 'Goes without a token and is less protected',
    unclear: 'To be confirmed',
    none: 'Stays as it is',
  },
  touched: 'Who is touched',

  gaps: {
    'G-01': "whether detaching an administrator's token stops the others' tokens",
    'G-02': 'which form is needed after loss or theft',
    'G-03': 'what is done when all administrators are stopped',
    'G-04': 'the effect on others with the same token',
    'G-05': 'after how many wrong digits it stops, and how that is lifted',
    'G-06': 'exchanging one hardware token for another when the battery is empty',
    'G-07': 'how identity is proven at the counter',
    'G-08': 'what happens when the waiting time ends while registration is closed',
    'G-09': 'how many digits it shows, and by which method',
  },
  gap: (code, question) =>
    question === undefined ? `To be confirmed: ${code}` : `To be confirmed: ${question} (${code})`,

  openCase: 'Take it in at the branch',
  openCaseKey: 'Take it in',
  printGuidance: 'Print the guidance sheet',
  printGuidanceKey: 'Guidance',
  record: 'Record that the customer was advised',
  recordKey: 'Record advice',
  recorded: 'Recorded as advised. It gets no case number.',
}
