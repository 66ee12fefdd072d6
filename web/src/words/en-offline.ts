/** A patient's own page without a connection, in English. */
export const offlineEn = {
  offline: {
    asOf: (when: string) => `As of ${when}, no connection. Nothing newer can be seen, and nobody sees what you write here.`,
    looking: (when: string) => `As of ${when}. Looking for what is newer…`,
    emergency: 'Nothing was sent. If you are very unwell, call the emergency number (120 in China) now.',
    title: 'Not sent yet',
    hint: 'This is kept on this phone and goes out once, when there is a connection. Leave this page open, or open it again then.',
    stale: (when: string) => `You said this a while ago (${when}). Is it still so?`,
    sendNow: 'Yes, send it',
    back: 'Delete',
    notKept: 'There is no connection, and this phone keeps nothing: it was not sent. Please try again when there is a connection.',
    sent: (what: string) => `Sent: ${what}`,
    closed: (what: string) => `Not needed any more, the question was answered already or its time has passed: ${what}`,
    refused: (what: string) => `It could not be taken: ${what}`,
    lost: 'This was kept on this phone and was not sent. It is gone with the link:',
    kept: (day: string) => `So that this page opens without a connection, your phone keeps a locked copy of it until ${day}.`,
    keepNot: 'Keep nothing on this phone',
    notKeeping: 'This phone keeps nothing of this page.',
    keepAgain: 'Keep it, so that it opens without a connection',
  },
};
