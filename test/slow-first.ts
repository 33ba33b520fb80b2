import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes long, the longest first. */
const SLOW = [
  'test/model/escalations.test.ts',
  'test/adapters/playground/page.test.ts',
  'test/model/chat.test.ts',
  'test/start.test.ts',
];

/** Begins with the slow files, so that none of them runs alone at the end. On a machine that has not run the tests before,
 * nothing else says how long one takes. */
export default class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rest = await super.sort(files);
    return rest.toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const at = SLOW.findIndex((name) => moduleId.endsWith(`/${name}`));
  return at === -1 ? SLOW.length : at;
}
