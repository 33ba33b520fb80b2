import { shownAs } from '../metrics/measure.ts';
import type { Scored } from '../metrics/satisfaction.ts';
import type { DigestLine } from '../record.ts';
import { type DigestMaterial, teamLine } from './material.ts';

/** How people felt, without names: the means that every page and report shows. Too few answers have no number. */
export function moodLines(material: DigestMaterial): DigestLine[] {
  const { mood, satisfaction, stakeholders } = material.metrics;
  return [
    ...scored(material, 'Mood', mood),
    ...scored(material, 'Satisfaction of the team', satisfaction),
    ...scored(material, 'Satisfaction of stakeholders', stakeholders),
  ];
}

function scored(material: DigestMaterial, name: string, score: Scored | undefined): DigestLine[] {
  if (!score) return [];
  const words = `${name}: ${shownAs(score.mean, '1 to 5')}, from ${score.n} answers without names.`;
  return [teamLine(material, 'mood', words)];
}
