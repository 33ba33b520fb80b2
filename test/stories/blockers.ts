import type { Reply } from '../../src/core/decision.ts';
import type { FormValues } from '../../src/core/form.ts';
import { formIn, type Harness, inputOf, sentAt } from '../harness.ts';

/** Fills the form behind `/escalate`; values by the end of an input's id: `what`, `needs`, `when`, `by`, `link`. */
export async function raise(story: Harness, user: string, values: FormValues): Promise<Reply> {
  return fill(story, user, await story.slash(user, '/escalate'), values);
}

/** Fills the form of a reply, values by the id of an input or its end, and sends it. */
export async function fill(story: Harness, user: string, reply: Reply, values: FormValues): Promise<Reply> {
  const form = formIn(reply);
  const named = Object.entries(values).map(
    ([end, value]) => [inputOf(form, new RegExp(`(^|\\.)${end}$`)), value] as const,
  );
  return story.submit(user, form, Object.fromEntries(named));
}

/** Everything that was posted and not looked at yet, in the order of time and recipient, as `when, to whom: first line`. It
 * counts as read from now on. */
export function told(story: Harness): string[] {
  const lines = story.unread().map((one) => `${sentAt(one)} ${one.to}: ${one.text.split('\n')[0]}`);
  story.ignore(/(?:)/);
  return lines.sort();
}
