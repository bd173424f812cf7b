import type { Verdict } from '../../../shared/contract/training.ts'

/** Whether something speaks against a model: an alarm, or that it is worse than the one before. */
export const isPoor = ({ alarms, overall }: Pick<Verdict, 'alarms' | 'overall'>): boolean =>
  alarms.length > 0 || overall === 'worse'

/** Whether nothing speaks for a model over the one before: then the old one stays unless somebody wants it otherwise. */
export const hasNotGained = ({ overall, change }: Pick<Verdict, 'overall' | 'change'>): boolean =>
  overall !== 'first' && change <= 0
