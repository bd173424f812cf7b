import type { Split } from '../../../../shared/contract/frames.ts'

/** What programs that learn call the parts of a set, in folders and lists. */
export const splitNames: Readonly<Record<Split, string>> = { train: 'train', validation: 'val', test: 'test' }
