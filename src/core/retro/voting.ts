import type { Ballot, Group, Retro } from './retro.ts';

/** The groups with their votes, in the order in which they are discussed: most votes first, then what keeps coming back, then
 * what most cards say. */
export function tallied(groups: readonly Group[], ballots: readonly Ballot[]): Group[] {
  const counted = groups.map((group) => ({
    ...group,
    votes: ballots.filter(({ votes }) => votes.includes(group.id)).length,
  }));
  return counted.toSorted(
    (a, b) =>
      b.votes - a.votes ||
      Number(b.topic !== undefined) - Number(a.topic !== undefined) ||
      b.cards.length - a.cards.length,
  );
}

/** The votes that somebody gives, each topic once; a sentence when there are none or too many. */
export function votesIn(
  { groups, votes }: Pick<Retro, 'groups' | 'votes'>,
  picked: readonly string[],
): { ok: true; votes: string[] } | { ok: false; why: string } {
  const known = [...new Set(picked)].filter((id) => groups.some((group) => group.id === id));
  if (known.length === 0) return { ok: false, why: 'Pick at least one topic.' };
  if (known.length > votes)
    return {
      ok: false,
      why: `You have ${votes} ${votes === 1 ? 'vote' : 'votes'}, and picked ${known.length} topics.`,
    };
  return { ok: true, votes: known };
}
