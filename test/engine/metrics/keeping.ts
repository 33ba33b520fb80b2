import type { Tx } from '../../../src/ports.ts';
import { MATERIAL } from '../../core/metrics/fixture.ts';

/** The hand-computed two weeks, as they would be stored; and the same of another team, which nothing may be counted of. */
export async function keepFixture(tx: Tx): Promise<void> {
  const other = <R extends { id: string; team: string }>(row: R) => ({
    ...row,
    id: `other-${row.id}`,
    team: 'other',
  });
  for (const round of MATERIAL.rounds) for (const one of [round, other(round)]) await tx.rounds.insert(one);
  for (const prompt of MATERIAL.prompts)
    for (const one of [prompt, { ...other(prompt), round: `other-${prompt.round}` }])
      await tx.prompts.insert(one);
  for (const update of MATERIAL.updates)
    for (const one of [update, { ...other(update), round: `other-${update.round}` }])
      await tx.updates.insert(one);
  for (const [n, one] of MATERIAL.unnamed.entries()) await tx.anonymous.insert({ ...one, id: `${n}` });
  for (const escalation of MATERIAL.escalations)
    for (const one of [escalation, other(escalation)]) await tx.escalations.insert(one);
  for (const event of MATERIAL.events)
    for (const team of ['atlas', 'other'])
      await tx.events.append({ ...event, team, about: named(event, team) });
  for (const action of MATERIAL.actions)
    for (const one of [action, other(action)]) await tx.actions.insert(one);
  for (const objective of MATERIAL.objectives)
    for (const one of [objective, other(objective)]) await tx.objectives.insert(one);
  for (const rotation of MATERIAL.rotations) await tx.rotations.insert(rotation);
  for (const turn of MATERIAL.turns) for (const one of [turn, other(turn)]) await tx.turns.insert(one);
  for (const figure of MATERIAL.figures)
    for (const one of [figure, other(figure)]) await tx.figures.insert(one);
  await noteEnds(tx);
}

function named({ about }: { about: string }, team: string): string {
  return team === 'atlas' ? about : about.replace(':', ':other-');
}

/** What an action or objective is found by is the event of its end. */
async function noteEnds(tx: Tx): Promise<void> {
  const line = { team: 'atlas', who: 'tom', from: 'test' };
  for (const { id, done } of MATERIAL.actions)
    if (done) await tx.events.append({ ...line, about: `action:${id}`, what: 'done', at: done.at });
  for (const { id, score } of MATERIAL.objectives)
    if (score) await tx.events.append({ ...line, about: `objective:${id}`, what: 'scored', at: score.at });
}
