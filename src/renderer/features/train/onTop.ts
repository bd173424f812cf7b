import type { RoundSummary } from '../../../shared/contract/training.ts'

type Round = Pick<RoundSummary, 'id' | 'state'>

/**
 * The round whose card stands above the form: the one that runs, or the newest while it is paused; else the one that stood
 * there before, so that a verdict comes where its reader looks. `rounds`: newest first.
 */
export function onTop(rounds: readonly Round[], before: string | undefined): string | undefined {
  const running = rounds.find(({ state }) => state === 'running')
  if (running) return running.id
  const [newest] = rounds
  return newest?.state === 'paused' ? newest.id : before
}
