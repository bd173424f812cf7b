/** What people may be let do. Each operation of the contract needs one of these. */
export const rights = [
  /** Look at frames, masks, models and rounds. */
  'see',
  /** Paint and say what is finished, tag, write notes. */
  'label',
  /** Say of others' masks whether they stand, sign examinations. */
  'review',
  /** Settle what readers differ on. */
  'settle',
  /** Share work out, see how far and how alike readers are, read the trail. */
  'oversee',
  /** Run rounds and choose the model in use. */
  'train',
  /** Bring frames in and put them in order: patients, splits, classes, what is hidden. */
  'arrange',
  /** Take data out, and see whether all of it is sound. */
  'keep',
  /** Say who may sign in, and as what. */
  'people',
  /** Look around on the engine's machine, and open studies there. */
  'machine',
] as const
export type Right = (typeof rights)[number]

/** Who may do what. A new role is one entry. */
export const roles = {
  viewer: ['see'],
  annotator: ['see', 'label'],
  reviewer: ['see', 'label', 'review', 'oversee'],
  adjudicator: ['see', 'label', 'review', 'settle', 'oversee'],
  engineer: ['see', 'oversee', 'train', 'arrange', 'keep', 'people', 'machine'],
} as const satisfies Readonly<Record<string, readonly Right[]>>
export type Role = keyof typeof roles
