/** A name as earlier versions derived it, where it begins with "-": 22 signs of base64url. */
const EARLIER_ID = /^-[\w-]{21}$/;

/** The words of a command line with such names behind a `--`, so that none of them is taken for an option. Their order stays. */
export function idsLast(args: readonly string[]): readonly string[] {
  const ids = args.filter((word) => EARLIER_ID.test(word));
  return ids.length === 0 || args.includes('--') ? args : [...args.filter((word) => !EARLIER_ID.test(word)), '--', ...ids];
}
