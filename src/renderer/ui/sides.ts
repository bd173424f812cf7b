import type { Split } from '../../shared/contract/frames.ts'

/** The sides of the split, from learning to judging. */
export const SIDES: readonly Split[] = ['train', 'validation', 'test']
