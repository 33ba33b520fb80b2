import { layerOf } from '../../core/definition/layers.ts';
import { nameOf } from '../../core/escalation/people.ts';
import { type Element, paragraph } from '../../core/message.ts';
import type { PageElement } from '../../core/page/page.ts';
import { table } from '../../core/page/plans.ts';
import { ritualSettings as settingsShown } from '../../core/page/settings.ts';
import { presentSettings } from '../../core/present/settings.ts';
import type { Ritual } from '../../core/ritual.ts';
import { settingsOf as sourcesOf } from '../rituals/one.ts';
import { upcoming } from '../rounds/upcoming.ts';
import type { Asking } from './pages.ts';

/** So far ahead the rituals are shown, in days. */
const AHEAD = 14;

/** What comes in the next two weeks, and who leads it where that is known. */
export async function ritualsOf({ read, team, now }: Asking): Promise<PageElement[]> {
  const coming = await upcoming(read, team, now, AHEAD);
  return [
    paragraph(
      'The next two weeks. Private calendar addresses for your calendar program: ',
      { code: '/rondo calendar' },
      '.',
    ),
    table('Coming rounds', ['When', 'Ritual', 'How', 'On duty'], coming, 'Nothing comes up.', (one) => [
      [{ time: one.at, as: 'both' }],
      [{ bold: one.ritual.name }],
      [one.ritual.mode === 'live' ? `meeting, ${one.ritual.lasts} minutes` : 'in writing'],
      [one.external ?? (one.facilitator === undefined ? 'not fixed yet' : nameOf(team, one.facilitator))],
    ]),
  ];
}

/** The team's settings in words, and for each ritual which layer says what. */
export async function settingsOf(asking: Asking): Promise<PageElement[]> {
  const { team } = asking;
  const rituals = await Promise.all(team.rituals.map((ritual) => ritualSettings(asking, ritual)));
  return [...presentSettings(team), ...rituals.flat()];
}

async function ritualSettings({ context, read, team }: Asking, ritual: Ritual): Promise<Element[]> {
  const open = await read.changes.find(
    { about: `ritual:${team.id}/${ritual.id}`, open: true },
    { order: 'at' },
  );
  const layers = context.rhythm.layersOf(team.id, ritual.id);
  const settings = sourcesOf(team, open, (field) => {
    const layer = layerOf(layers, field);
    return layer && { from: layer.name, source: layer.source };
  });
  const changes = open.map((change) => ({ change, by: nameOf(team, change.by) }));
  return settingsShown(ritual, settings, changes);
}
