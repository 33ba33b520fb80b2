/** A posted message: Slack names it by the conversation it stands in and a timestamp that is unique there. */
export interface Spot {
  /** The conversation's id; for direct messages one that begins with D. */
  channel: string;
  ts: string;
}

/** The reference of a message, as the engine keeps it: `C0123ABCD/1795235254.000101`. */
export function refOf({ channel, ts }: Spot): string {
  return `${channel}/${ts}`;
}

/** What a reference names, or nothing when it is not one of Slack's. */
export function spotOf(ref: string): Spot | undefined {
  const [channel, ts] = ref.split('/');
  return channel && ts ? { channel, ts } : undefined;
}
