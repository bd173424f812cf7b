import { IconChecklist, IconHistory, IconUsers } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { Agreement } from './agreement/Agreement.tsx'
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
  { id: 'agreement', icon: IconUsers, view: Agreement },
  { id: 'trail', icon: IconHistory, view: Trail },
] as const satisfies readonly Tab[]
