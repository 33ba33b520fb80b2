import type { Change } from '../changes.ts';
import { pathsOf } from '../changes.ts';
import { type Element, heading, list, paragraph, type Text, text } from '../message.ts';
import type { Setting } from '../present/ritual-settings.ts';
import type { Ritual } from '../ritual.ts';
import { showDate, showMinute } from '../time/zone.ts';
import { sentence } from '../wording.ts';

/** How a ritual is set for a team, and which layer says what: shipped, the team's file, or chat; later ones win. */
export function ritualSettings(
  ritual: Ritual,
  settings: readonly Setting[],
  changes: readonly { change: Change; by: string }[],
): Element[] {
  const { name, objective, mode, schedule, lasts, questions, agenda, expires } = ritual;
  const at = showMinute(schedule.at);
  const how =
    mode === 'live'
      ? `a meeting of ${lasts} minutes, at ${at}`
      : `in writing, asked at ${at} on everybody’s own clock`;
  const values: [string, Text][] = [
    ['How', [how]],
    ...(questions.length > 0
      ? [['Asks', [questions.map(({ ask }) => ask).join(' · ')]] as [string, Text]]
      : []),
    ...(agenda.length > 0 ? [['Agenda', [agenda.join(' · ')]] as [string, Text]] : []),
    ...(expires === undefined ? [] : [['Ends', [`after ${showDate(expires)}`]] as [string, Text]]),
    ...layersIn(settings),
  ];
  return [
    heading(name),
    ...(objective ? [paragraph(objective)] : []),
    { element: 'fields', fields: values.map(([label, value]) => ({ label, value })) },
    ...list(changes.map(changeLine)),
  ];
}

/** The fields that each layer decides. */
function layersIn(settings: readonly Setting[]): [string, Text][] {
  const byLayer = Map.groupBy(settings, (setting) => wordsFor(setting));
  return [...byLayer].map(([layer, those]) => [layer, [those.map(({ field }) => field).join(', ')]]);
}

/** The file's name alone: where it lies on the server is nobody's business here. */
function wordsFor(setting: Setting): string {
  if ('at' in setting) return 'Set in chat';
  const file = setting.source.split(/[\\/]/).at(-1) ?? setting.source;
  return `${setting.from === 'team' ? 'Set by the team' : setting.from === 'own' ? 'Set here' : 'As shipped'} (${file})`;
}

function changeLine({ change, by }: { change: Change; by: string }): Text {
  const what = `${by} set ${pathsOf(change.fields).join(', ')} in chat: ${change.why}`;
  return text({ time: change.at, as: 'both' }, ` ${sentence(what)}`);
}
