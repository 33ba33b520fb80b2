import { nameOf } from '../escalation/people.ts';
import type { Objective } from '../planning/objective.ts';
import type { DigestLine } from '../record.ts';
import { listed, oneLine } from '../wording.ts';
import { type DigestMaterial, line, ritualOf, teamLine, within } from './material.ts';

const RESULTS = { met: 'Met', partly: 'Partly met', not_met: 'Not met' } as const;
const ORDER = ['met', 'partly', 'not_met'] as const;

/** What became of the objectives that were scored in the digest's time: the numbers, then each. */
export function objectiveLines(material: DigestMaterial): DigestLine[] {
  const scored = scoredIn(material);
  if (scored.length === 0) return [];
  const { met, partly, notMet } = material.metrics.objectives;
  const counts = [
    met > 0 && `${met} met`,
    partly > 0 && `${partly} partly met`,
    notMet > 0 && `${notMet} not met`,
  ];
  return [
    teamLine(material, 'objectives', `${listed(counts.filter((one) => one !== false))}.`),
    ...ORDER.flatMap((result) =>
      scored
        .filter(({ score }) => score?.result === result)
        .map((one) =>
          line('objectives', `objective:${one.id}`, `${RESULTS[result]}: ${named(material, one)}`),
        ),
    ),
  ];
}

/** Objectives that were scored in the digest's time and not dropped. */
export function scoredIn(material: DigestMaterial): Objective[] {
  return material.objectives.filter(({ score, dropped }) => !dropped && within(material, score?.at));
}

function named({ team }: DigestMaterial, { what, owner }: Objective): string {
  return `${oneLine(what, 200)} (${nameOf(team, owner)})`;
}

/** What had not ended when the digest was made: rounds that go on, and objectives that nobody has scored. */
export function openLines(material: DigestMaterial): DigestLine[] {
  const { team, objectives } = material;
  const rounds = material.rounds.flatMap((round) => {
    const ritual = ritualOf(material, round);
    return round.state === 'open' && round.opensAt <= material.to && ritual ? [ritual] : [];
  });
  const goingOn = [...new Map(rounds.map((ritual) => [ritual.id, ritual])).values()].map(({ id, name }) =>
    line('open', `ritual:${team.id}/${id}`, `${name} was not over yet: what comes of it is told next time.`),
  );
  const waiting = objectives.filter(({ open, confirmed }) => open && confirmed).length;
  if (waiting === 0) return goingOn;
  const words =
    waiting === 1 ? '1 objective has no result yet.' : `${waiting} objectives have no result yet.`;
  return [...goingOn, teamLine(material, 'open', words)];
}
