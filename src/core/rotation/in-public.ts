/** Why somebody leads a round, as the channel reads it: without those who were passed over, of whom one may only have said
 * nothing. Whoever asks “why” reads it all. */
export function whyInPublic(why: string): string {
  return why.replace(/; passed over: .*$/s, '').replace(/\.$/, '');
}
