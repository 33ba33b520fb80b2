import type { Topic } from '../record.ts';
import type { PersonId } from '../team.ts';
import { type Instant, MINUTE } from '../time.ts';
import { firstGroups, type Material, textsOf, titleOf } from './groups.ts';
import { covered, event, type Moved } from './moved.ts';
import { type Group, type Retro, thingOfRetro } from './retro.ts';
import { retroJob } from './telling.ts';
import type { RetroView } from './view.ts';
import { tallied } from './voting.ts';

/** Its end, by hand or because its time is up: what was not discussed goes on the list for the next one. What people have
 * written is shown in any case, and votes that are in are counted. */
export function end(
  retro: Retro,
  view: RetroView,
  { by, why }: { by: PersonId | 'schedule'; why: string },
  now: Instant,
): Moved {
  const written = retro.groups.length > 0 ? retro.groups : firstGroups(retro, view.cards, view.topics);
  const groups = retro.phase === 'vote' ? tallied(written, view.ballots) : written;
  const open = retro.phase === 'discuss' ? withTalkedAbout({ ...retro, groups }, now) : groups;
  const added = leftOver(retro, open, view, now);
  const state: Retro = {
    ...retro,
    phase: 'ended',
    open: false,
    groups: open,
    ...(retro.phase === 'vote' ? { voters: view.ballots.length } : {}),
    ended: { at: now, why },
    left: added.length + open.filter(({ topic, discussed }) => topic !== undefined && !discussed).length,
    step: retro.step + 1,
    version: retro.version + 1,
  };
  return {
    state,
    events: [event(retro, 'ended', by, now, why)],
    effects: [
      { do: 'cancel', key: retroJob('time', retro, now).key },
      { do: 'cancel', key: retroJob('close', retro, now).key },
      { do: 'refresh', thing: thingOfRetro(retro) },
    ],
    topics: {
      changed: covered(
        open.filter(({ discussed }) => discussed === now),
        retro,
        view,
        now,
      ),
      added,
    },
  };
}

/** Ended in the middle of a topic: it was talked about, unless it has only just come up. */
function withTalkedAbout(retro: Retro, now: Instant): Group[] {
  const { groups, current, since = now } = retro;
  return groups[current]?.discussed || now - since < TALKED ? [...groups] : withDiscussed(retro, now);
}

const TALKED = 2 * MINUTE;

/** So much of what was not discussed goes on the next list; the rest stays in the summary. */
const MOST_LEFT = 10;

function leftOver(retro: Retro, groups: readonly Group[], view: RetroView, now: Instant): Topic[] {
  const left = groups.filter(({ discussed, topic }) => !discussed && topic === undefined);
  return left.slice(0, MOST_LEFT).map((group) => ({
    id: leftId(retro, group),
    team: retro.team,
    text: leftText(group, view),
    why: 'The last retro did not come to it.',
    from: [],
    at: now,
    open: true,
    version: 1,
  }));
}

/** What a group is called on the list for the next retro. */
export function leftText(group: Group, view: Material): string {
  const others = textsOf(group, view).length - 1;
  const more = others > 0 ? ` (and ${others} more like it)` : '';
  return `${titleOf(group, view, 250)}${more}`;
}

/** The topic that a group becomes on that list. */
export function leftId({ team }: Pick<Retro, 'team'>, { id }: Pick<Group, 'id'>): string {
  return `${team}/left-${id}`;
}

/** The topics that a retro may have put on the list when it ended. */
export function leftBehind(retro: Retro): { id: string }[] {
  return retro.groups.map((group) => ({ id: leftId(retro, group) }));
}

/** The topic that is talked about now is done. */
export function withDiscussed({ groups, current }: Retro, now: Instant): Group[] {
  return groups.map((group, at) => (at === current ? { ...group, discussed: now } : group));
}
