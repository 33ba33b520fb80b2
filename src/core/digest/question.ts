import type { PersonId } from '../team.ts';
import type { Instant } from '../time.ts';

/** What a stakeholder asks a team about its digest, and what comes back. Its thing key is `question:<id>`. */
export interface AskedQuestion {
  /** `team/` and a random id. */
  id: string;
  team: string;
  /** The digest it was asked at. */
  digest?: string;
  by: PersonId;
  text: string;
  at: Instant;
  open: boolean;
  answered?: { by: PersonId; at: Instant; text: string };
  /** The team does not answer it. */
  declined?: { by: PersonId; at: Instant };
  version: number;
}
