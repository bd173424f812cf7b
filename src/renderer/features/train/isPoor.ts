import type { Verdict } from '../../../shared/contract/training.ts'

/** Whether something speaks against a model: an alarm, or that it is worse than the one before. */
export const isPoor = ({ alarms, overall }: Pick<Verdict, 'alarms' | 'overall'>): boolean =>
  alarms.length > 0 || overall === 'worse'
