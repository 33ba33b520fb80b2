import type { Sight } from '../access.ts';
import type { AuditEvent } from '../decision.ts';
import { paragraph, type Text, text } from '../message.ts';
import { whyInPublic } from '../rotation/in-public.ts';
import type { PersonId } from '../team.ts';
import type { Instant } from '../time.ts';
import { oneLine, sentence } from '../wording.ts';
import { type PageElement, pageOfThing } from './page.ts';
import { table } from './plans.ts';

/** What the whole team may read of what happened. What is not named here concerns one person, or may say why somebody is away. */
const PUBLIC = new Set([
  ...['round', 'ritual', 'rotation', 'turn', 'escalation', 'action', 'dependency', 'decision', 'risk'],
  ...[
    'objective',
    'week',
    'topic',
    'lesson',
    'retro',
    'digest',
    'team',
    'pause',
    'rehearsal',
    'renewal',
    'expiry',
  ],
]);
/** Admins see besides what was asked of whom and what was done about the team and its people. */
const FOR_ADMINS = new Set([
  'prompt',
  'update',
  'member',
  'roster',
  'joiners',
  'leaving',
  'figure',
  'hook',
  'token',
  'job',
  'alarm',
  'message',
]);
/** Words that speak of somebody's time away. */
const AWAY = /\b(absence|holiday|vacation|sick|out of office|calendar)\b/i;

/** Whether somebody with that sight may read an event; what is about themselves they always may. Whether a private thing is
 * behind it is for the caller to say: the event does not know. */
export function mayReadEvent(event: AuditEvent, viewer: PersonId, sight: Sight): boolean {
  const subject = event.about.slice(0, event.about.indexOf(':'));
  const own = event.person === viewer || event.who === viewer;
  if (PUBLIC.has(subject)) return true;
  if (own && (subject === 'prompt' || subject === 'update')) return true;
  return sight === 'all' && FOR_ADMINS.has(subject);
}

/** True where all of the words are somewhere in it. */
export function isFound(event: AuditEvent, words: string, nameOf: (who: string) => string): boolean {
  const all = [event.what, event.about, event.why ?? '', nameOf(event.who), event.from]
    .join(' ')
    .toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

/** One page of the audit log, newest first. `next`: where the next page goes on. */
export function logPage(
  events: readonly AuditEvent[],
  { words, next, team }: { words: string; next?: Instant; team: string },
): PageElement[] {
  const none = words === '' ? 'Nothing has happened yet.' : 'Nothing that was looked at fits these words.';
  return [
    paragraph('Who did what, when, and why. Whatever is private is left out.'),
    {
      element: 'search',
      label: 'Look for',
      value: words,
      hint: 'for example: escalated, atlas-12, or a name',
    },
    table('Events', ['When', 'Who', 'What', 'Thing', 'Why'], events, none, (event) => cellsOf(event, team)),
    ...(next === undefined ? [] : [{ element: 'older', before: next, words } as const]),
  ];
}

function cellsOf(event: AuditEvent, team: string): Text[] {
  const { about, at, who, what, from } = event;
  const page = pageOfThing(team, about);
  const id = about.slice(about.indexOf(':') + 1);
  const thing = `${about.slice(0, about.indexOf(':'))} ${id.startsWith(`${team}/`) ? id.slice(team.length + 1) : id}`;
  return [
    [{ time: at, as: 'both' }],
    text(MACHINES.has(who) ? who : { person: who }, ` (${from})`),
    [what],
    page === undefined ? [thing] : [{ link: page, text: thing }],
    [reasonOf(event)],
  ];
}

const MACHINES = new Set<string>(['timer', 'schedule', 'delivery', 'files', 'engine']);

/** Nobody reads here why somebody is away, nor who was passed over for it. */
function reasonOf({ why = '', person }: AuditEvent): string {
  if (person !== undefined && AWAY.test(why)) return '';
  return sentence(oneLine(whyInPublic(why), 300));
}
