import { policyOf } from '../definition/policy-file.ts';
import type { Level } from '../team.ts';
import type { Deadline } from '../time/deadline.ts';
import { count, listed } from '../wording.ts';
import { markdown } from './describe.ts';
import { LEVEL_NAMES, LEVELS } from './escalation.ts';

/** The three levels as a team has them that says nothing else, as a Markdown table. */
export function levelsTable(): string {
  const usual = policyOf({});
  return markdown(
    ['level', 'asked', 'told besides', 'answer within', 'resolve within', 'outcome', 'quiet hours'],
    LEVELS.map((level) => [`**${LEVEL_NAMES[level]}**`, ...cellsOf(usual[level])]),
  );
}

function cellsOf({ who, tell, respond, resolve, outcome, quietHours }: Level): string[] {
  return [
    listed(who),
    listed(tell),
    lengthWords(respond),
    lengthWords(resolve),
    outcome.replace('_', ' '),
    quietHours === 'break' ? 'broken' : 'kept',
  ];
}

/** A deadline's length in words. */
export function lengthWords(deadline: Deadline): string {
  switch (deadline.kind) {
    case 'same_working_day':
      return `the same working day, if ${count(deadline.minimumHours, 'working hour')} of it are left, else the next one`;
    case 'working_days':
      return count(deadline.n, 'working day');
    case 'working_hours':
      return count(deadline.n, 'working hour');
    case 'elapsed_hours':
      return `${count(deadline.n, 'hour')} on the wall clock`;
  }
}
