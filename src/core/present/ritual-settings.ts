import type { Change } from '../changes.ts';
import { pathsOf } from '../changes.ts';
import {
  type Button,
  buttons,
  heading,
  list,
  type Message,
  message,
  note,
  paragraph,
  type Text,
  text,
} from '../message.ts';
import type { Ritual } from '../ritual.ts';
import type { Team } from '../team.ts';
import { showDate, showMinute } from '../time/zone.ts';
import type { Instant } from '../time.ts';
import { listed } from '../wording.ts';

/** Where one field has its value from. */
export type Setting = { field: string } & (
  | { from: 'chat'; by: string; at: Instant }
  | { from: string; source: string }
);

export interface RitualShown {
  team: Team;
  ritual: Ritual;
  settings: readonly Setting[];
  /** Open changes from chat. */
  changes: readonly { change: Change; by: string }[];
  mayUndo: boolean;
  /** When it takes place next. */
  next?: Instant;
}

/** How a ritual is set for a team, and which layer says so. */
export function presentOne({ team, ritual, settings, changes, mayUndo, next }: RitualShown): Message {
  const title = `${ritual.name} of ${team.name}`;
  return message(
    title,
    heading(title),
    ritual.objective ? paragraph(ritual.objective) : undefined,
    next === undefined
      ? paragraph('It has no date in the next two months.')
      : paragraph(
          'Next: ',
          { time: next, as: 'both' },
          `, at ${showMinute(ritual.schedule.at)} by the definition.`,
        ),
    ritual.expires ? paragraph(`It expires after ${showDate(ritual.expires)}.`) : undefined,
    settings.length > 0
      ? [paragraph('Where its settings come from:'), ...list(settings.map(settingLine))]
      : undefined,
    changes.length > 0 ? [paragraph('Changed from chat:'), ...list(changes.map(changeLine))] : undefined,
    mayUndo ? buttons(changes.slice(-5).map(undoButton)) : undefined,
    note('Only you see this. Later layers win: shipped, then the team’s file, then chat.'),
  );
}

function settingLine(setting: Setting): Text {
  if ('at' in setting)
    return text({ code: setting.field }, `: chat, by ${setting.by} on `, { time: setting.at, as: 'day' });
  return text({ code: setting.field }, `: ${LAYERS[setting.from] ?? setting.from} (${setting.source})`);
}

const LAYERS: Readonly<Record<string, string>> = {
  shipped: 'shipped',
  own: 'your own file',
  team: 'the team’s file',
};

function changeLine({ change, by }: RitualShown['changes'][number]): Text {
  const fields = listed(pathsOf(change.fields));
  const idle = change.without ? ` Without effect: ${change.without}.` : '';
  return text(
    { time: change.at, as: 'both' },
    ` ${by} set ${fields}: ${change.why.replace(/[.!?]+$/, '')}.${idle}`,
  );
}

function undoButton({ change }: RitualShown['changes'][number]): Button {
  const [field = ''] = pathsOf(change.fields);
  return { id: 'rituals.undo-change', label: `Undo ${field}`, thing: `change:${change.id}`, epoch: 0 };
}
