/** One MQTT control packet as it lies in the stream: its first byte, and where its body begins and ends. */
export interface Frame {
  readonly first: number;
  readonly from: number;
  readonly to: number;
}

/** `more`: the packet is not whole yet. `garbage`: a length that runs over four bytes, which no packet has [MQTT 3.1.1, 2.2.3]. */
export type Framed = Frame | 'more' | 'too-large' | 'garbage';

/** The packet that begins at `at`. What it announces counts, so that one too large is known before its body has come. */
export function frameAt(bytes: Uint8Array, at: number, maxBytes: number): Framed {
  let length = 0;
  for (let i = 1; i <= 4; i++) {
    const digit = bytes[at + i];
    if (digit === undefined) return 'more';
    length += (digit & 0x7f) * 128 ** (i - 1);
    if (digit >= 0x80) continue;
    if (length > maxBytes) return 'too-large';
    const from = at + 1 + i;
    return from + length > bytes.length ? 'more' : { first: bytes[at]!, from, to: from + length };
  }
  return 'garbage';
}
