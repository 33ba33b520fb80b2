/** What Slack takes, in UTF-16 characters after escaping unless said otherwise. From its Block Kit reference; the size
 * of a whole message and of a view are not in it and were found by trying. */
export const LIMITS = {
  /** `size`: the blocks as JSON. Slack refuses at about 13,200 characters in all and counts containers somehow too; the
   * JSON is more than any way of counting. */
  message: { blocks: 50, size: 13_000 },
  modal: { blocks: 100, size: 250_000, title: 24, button: 24 },
  home: { blocks: 100, size: 250_000 },
  privateMetadata: 3000,
  id: 255,
  /** The text beside the blocks, which notifications show. */
  fallback: 3000,
  section: 3000,
  fields: 10,
  field: 2000,
  header: 150,
  contextElements: 10,
  context: 3000,
  /** One text of a rich text block. Slack names no limit; this is what any other text may have. */
  richText: 3000,
  actions: 25,
  button: { text: 75, value: 2000 },
  confirm: { title: 100, text: 300, button: 30 },
  url: 3000,
  alt: 2000,
  input: { label: 2000, hint: 2000, placeholder: 150, text: 3000, error: 2000 },
  option: { text: 75, value: 150 },
  options: 100,
  optionGroups: 100,
  checkboxes: 10,
} as const;

/** How much JSON one block of ours holds at most, so that a message is filled evenly. */
export const BLOCK_SIZE = 6000;
