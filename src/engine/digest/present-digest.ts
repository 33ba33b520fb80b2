import { presentDigest, presentDigestPreview, presentSeveral } from '../../core/present/digest.ts';
import type { Audience } from '../../core/team.ts';
import type { StoredItem } from '../../ports.ts';
import { idOf } from '../call.ts';
import type { Presenter, Showing } from '../delivery/present.ts';
import { linksFor } from './links.ts';

const GONE = { drop: 'the digest is gone' } as const;

/** One team's digest as it is; several as a line each. */
export const presentDigestItems: Presenter = async (items, showing) => {
  const found = (await Promise.all(items.map((item) => digestIn(item, showing)))).flat();
  const [only] = found;
  if (!only) return GONE;
  if (found.length > 1) return presentSeveral(found);
  const links = linksFor(showing.context, only.team, showing.viewer?.id);
  return presentDigest(only.digest, only.team, only.as, links);
};

export const presentPreviewItem: Presenter = async ([item], showing) => {
  const [found] = item ? await digestIn(item, showing) : [];
  if (!found || !showing.viewer) return GONE;
  const links = linksFor(showing.context, found.team, showing.viewer.id);
  return presentDigestPreview(found.digest, found.team, showing.now, links);
};

async function digestIn({ thing, facts }: StoredItem, { context, read }: Showing) {
  const digest = await read.digests.get(idOf(thing));
  const team = digest && context.rhythm.team(digest.team);
  return digest && team ? [{ digest, team, as: audienceIn(facts?.as) }] : [];
}

function audienceIn(word: unknown): Audience {
  return word === 'leadership' || word === 'both' ? word : 'stakeholders';
}
