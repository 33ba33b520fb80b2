import type { Reads } from '../../ports.ts';

/** What the metrics read: the store from outside, or a transaction. */
export type Source = Pick<
  Reads,
  | 'rounds'
  | 'prompts'
  | 'updates'
  | 'anonymous'
  | 'escalations'
  | 'events'
  | 'actions'
  | 'objectives'
  | 'rotations'
  | 'turns'
  | 'figures'
>;
