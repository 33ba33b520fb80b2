import type { DecisionRecord } from '../record.ts';
import { type Escalation, thingOf } from './escalation.ts';
import { outcomeName } from './outcome.ts';

/** What was decided about an escalation: in the session of level 2, and by leadership. A plan is no decision. */
export function decisionsOf(escalation: Escalation): DecisionRecord[] {
  const { id, team, plan, session } = escalation;
  const [from, notes] = [thingOf(escalation), session?.notes];
  const said = notes?.decision ? { what: notes.decision, by: notes.by, at: notes.at } : undefined;
  const recorded = plan && outcomeName(escalation) === 'Decision' ? plan : undefined;
  return [
    ...(said ? [{ id: `${id}/session`, team, ...said, from }] : []),
    ...(recorded
      ? [{ id: `${id}/decision`, team, what: recorded.text, by: recorded.by, at: recorded.at, from }]
      : []),
  ];
}
