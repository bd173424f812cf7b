/** What people may be let do. Each operation of the contract needs one of these. */
export const rights = [
  /** Look at frames, masks, models and rounds. */
  'see',
  /** Paint and say what is finished, tag, write notes. */
  'label',
  /** Say of others' masks whether they stand. No operation needs it before there is review. */
  'review',
  /** Run rounds and choose the model in use. */
  'train',
  /** Bring frames in and put them in order: patients, splits, classes, what is hidden. */
  'arrange',
  /** Take data out, and see whether all of it is sound. */
  'keep',
  /** Look around on the engine's machine, and open studies there. */
  'machine',
] as const
export type Right = (typeof rights)[number]

/** Who may do what. A new role is one entry. */
export const roles = {
  viewer: ['see'],
  annotator: ['see', 'label'],
  reviewer: ['see', 'label', 'review'],
  adjudicator: ['see', 'label', 'review'],
  engineer: ['see', 'train', 'arrange', 'keep', 'machine'],
} as const satisfies Readonly<Record<string, readonly Right[]>>
export type Role = keyof typeof roles
