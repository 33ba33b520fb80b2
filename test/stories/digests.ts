import type { DigestSettings, Team } from '../../src/core/team.ts';
import { atlas, type Change, only, people } from '../atlas.ts';
import { type Harness, harness } from '../harness.ts';

/** Changes the team's settings for its digest. */
export const digesting =
  (settings: Partial<DigestSettings>): Change =>
  (team) => ({ ...team, digest: { ...team.digest, ...settings } });

/** A team of two, on the Thursday before its review and digest. Mia approves it, and Ivo, the lead, is her deputy. */
export async function thursday(...changes: Change[]): Promise<Harness> {
  const team = await atlas(only('weekly-review', 'weekly-digest'), people('mia', 'tom'), ...changes);
  return harness({ at: '2026-11-05T12:00:00Z', teams: [team] });
}

/** The same team under another name, with a channel of its own. */
export function another(team: Team, id: string, name: string): Team {
  const rename = (word: string) => word.replace('atlas', id);
  return {
    ...team,
    id,
    name,
    channel: rename(team.channel),
    stakeholders: team.stakeholders.map((to) => ('channel' in to ? { channel: rename(to.channel) } : to)),
  };
}

/** What the review says is told elsewhere. */
export function quiet(story: Harness): void {
  story.ignore(/^(\w+ · |You facilitate|You take over|Weekly review|Minutes: )/);
}
