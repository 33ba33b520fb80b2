import { checkQuestions } from './check-questions.ts';
import type { Draft } from './draft.ts';
import { type Finding, mistake, show } from './finding.ts';
import type { ritualFile } from './ritual-file.ts';
import { modeOf } from './ritual-of.ts';

export type RitualDraft = Draft<typeof ritualFile>;

/** What is wrong with a ritual beyond the form of each field, as far as it can be seen without a team. */
export function checkRitual(ritual: RitualDraft): Finding[] {
  return [
    ...checkSchedule(ritual.schedule),
    ...checkFacilitator(ritual.facilitator),
    ...checkQuestions(ritual.questions ?? []),
    ...checkContent(ritual),
    ...checkRetro(ritual),
  ];
}

function checkSchedule(schedule: RitualDraft['schedule']): Finding[] {
  if (!schedule) return [];
  const findings: Finding[] = [];
  const { at, on, every, from, until } = schedule;
  for (const [field, value] of Object.entries({ at, on, every }))
    if ('cron' in schedule && value !== undefined)
      findings.push(
        mistake(['schedule', field], `no "${field}" next to "cron", which says it already`, 'both'),
      );
  if (!('cron' in schedule) && !('at' in schedule))
    findings.push(mistake(['schedule'], 'the field "at" (a wall time like "09:00") or "cron"', 'neither'));
  if (every && every.n > 1 && !('from' in schedule))
    findings.push(
      mistake(
        ['schedule', 'every'],
        `the field "from" next to it (the date it counts from)`,
        `every ${every.n} ${every.unit} without from`,
      ),
    );
  if (from && until && until < from)
    findings.push(mistake(['schedule', 'until'], `a date from ${from} on`, show(until)));
  return findings;
}

function checkFacilitator(facilitator: RitualDraft['facilitator']): Finding[] {
  if (!facilitator) return [];
  const who = ['role', 'roles', 'people', 'external', 'rotation'];
  if (who.some((field) => field in facilitator)) return [];
  return [mistake(['facilitator'], `at least one of ${who.join(', ')}`, 'none of them')];
}

/** An answered ritual without questions falls back on its agenda; without either there is nothing to answer. */
function checkContent(ritual: RitualDraft): Finding[] {
  const silent = ritual.kind === 'digest' || ritual.kind === 'duty' || !ritual.kind;
  if (
    silent ||
    modeOf(ritual) === 'live' ||
    (ritual.kind === 'retro' && (ritual.format || ritual.columns)) ||
    (ritual.questions?.length ?? 0) + (ritual.agenda?.length ?? 0) > 0
  )
    return [];
  if ('questions' in ritual && !ritual.questions) return [];
  return [mistake(ritual.mode ? ['mode'] : [], 'questions or an agenda, because it is async', 'neither')];
}

/** Only a retro has cards, and they are sorted in one way. */
function checkRetro({ kind, format, columns, votes, topic_time }: RitualDraft): Finding[] {
  const given = Object.entries({ format, columns, votes, topic_time }).filter(
    ([, value]) => value !== undefined,
  );
  if (kind && kind !== 'retro')
    return given.map(([field]) => mistake([field], `"${field}" with kind: retro only`, `kind: ${kind}`));
  if (format && columns) return [mistake(['columns'], 'either a format or columns', 'both')];
  if (kind && given.length > 0 && !format && !columns)
    return given.map(([field]) => mistake([field], 'a format or columns next to it', 'neither'));
  const again = columns?.findIndex((name, at) => columns.indexOf(name) !== at) ?? -1;
  return again < 0
    ? []
    : [mistake(['columns', again], 'a column that is not there yet', show(columns?.[again]))];
}
