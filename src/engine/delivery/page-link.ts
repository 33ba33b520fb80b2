import { sightOf } from '../../core/access.ts';
import { type Message, note } from '../../core/message.ts';
import { pageOfThing } from '../../core/page/page.ts';
import type { Team } from '../../core/team.ts';
import type { StoredItem } from '../../ports.ts';
import type { Context } from '../context.ts';

/** The same message with a link to the page of what it is about, where there are pages and its reader may see that one. */
export function withPage(
  made: Message,
  { thing, team: id, to, rehearsed }: StoredItem,
  context: Context,
): Message {
  const base = context.pages?.();
  const team = context.rhythm.team(id);
  const page = team && pageOfThing(team.id, thing);
  if (base === undefined || !team || !page || !maySee(context, team, rehearsed?.to ?? to, page)) return made;
  const link = note({ link: base + page, text: 'Open it on the dashboard' });
  return { ...made, elements: [...made.elements, link] };
}

/** The team's own channel, and its members; everybody else only digests. */
function maySee({ operators = [] }: Context, team: Team, to: StoredItem['to'], page: string): boolean {
  if (page.endsWith('/digests')) return 'channel' in to || sightOf(team, to.person, operators) !== undefined;
  if ('channel' in to) return to.channel === team.channel;
  const sight = sightOf(team, to.person, operators);
  return sight === 'all' || sight === 'team';
}
