import { IconChecklist, IconEyeCheck, IconHistory, IconScale, IconUsers } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { Agreement } from './agreement/Agreement.tsx'
import { ToReview } from './frames/ToReview.tsx'
import { Settle } from './settle/Settle.tsx'
import { Trail } from './trail/Trail.tsx'
import { Work } from './work/Work.tsx'

interface Tab {
  /** Its name among the words is `review.tabs.<id>`. */
  readonly id: string
  readonly icon: ComponentType<{ size?: number; stroke?: number }>
  readonly view: ComponentType<ScreenProps>
}

/** Every tab of Review, in their order. A new one is its folder and a line here. */
export const tabs = [
  { id: 'work', icon: IconChecklist, view: Work },
  { id: 'frames', icon: IconEyeCheck, view: ToReview },
  { id: 'settle', icon: IconScale, view: Settle },
  { id: 'agreement', icon: IconUsers, view: Agreement },
  { id: 'trail', icon: IconHistory, view: Trail },
] as const satisfies readonly Tab[]
