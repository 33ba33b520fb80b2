import { createHash } from 'node:crypto';
import type { Answer } from '../../core/round.ts';
import type { Tx } from '../../ports.ts';

/** Keeps anonymous answers, by question, so that the rows of a round say nothing but what was answered: a row's id is made of
 * its answer, so they are the same whoever answers first. Equal answers are numbered: which of them is whose is nowhere. */
export async function keepUnnamed(tx: Tx, round: string, given: readonly [string, Answer][]): Promise<void> {
  for (const [question, answer] of given) {
    const made = `${round}/${question}/${hashOf(answer)}`;
    let number = 1;
    while (!(await tx.anonymous.insert({ id: `${made}/${number}`, round, question, answer }))) number += 1;
  }
}

function hashOf(answer: Answer): string {
  return createHash('sha256').update(JSON.stringify(answer)).digest('base64url');
}
