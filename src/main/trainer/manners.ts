import type { Manners } from '../../shared/trainer/messages.ts'
import { goBehind } from '../process/goBehind.ts'

/**
 * Keeps this process out of others' way, before TensorFlow is loaded: its threads inherit what is set here, and their number
 * is read once.
 */
export function keepManners({ behind, threads }: Manners): void {
  if (behind) goBehind()
  // An engineer who sets it means it.
  if (threads !== null) process.env['TF_NUM_INTRAOP_THREADS'] ??= String(threads)
}
