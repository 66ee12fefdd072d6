/** What a model may be told of a question; a page is enough to be understood. */
const MOST = 500;

/**
 * A question without what would tell who asks: names that are known of this patient, mail addresses, links, and numbers as long as a
 * telephone's or a card's. Invisible characters go too: nobody types them. `most`: characters that are left of it.
 */
export function redacted(text: string, names: readonly string[], most = MOST): string {
  let bare = text
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\p{Co}\p{Cn}]/gu, '')
    .replaceAll(/[\p{Cc}]/gu, ' ')
    .replaceAll(/https?:\S+|www\.\S+/giu, '…')
    .replaceAll(/[\w.+-]+@[\w.-]+/gu, '…')
    .replaceAll(/\+?\d(?:[\s().-]*\d){6,}[xX]?/gu, '…');
  for (const name of names.filter((one) => one.length > 1).toSorted((a, b) => b.length - a.length))
    bare = bare.replaceAll(new RegExp(name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'giu'), '…');
  return bare.trim().slice(0, most);
}
