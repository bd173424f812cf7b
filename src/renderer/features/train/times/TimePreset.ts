import type { Icon } from '@tabler/icons-react'
import type { RoundOptions } from '../../../../shared/contract/training.ts'

/** How long a round may take, as people say it; its words stand under `train.times` and `train.span`. */
export interface TimePreset {
  readonly id: string
  /** Null for as many steps as its settings name, however long they take. */
  readonly minutes: number | null
  readonly preset: RoundOptions['preset']
  readonly icon: Icon
}
