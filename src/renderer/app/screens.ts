import {
  IconBrain,
  IconBrush,
  IconChecklist,
  IconDatabase,
  IconLayoutGrid,
  IconStack2,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { Annotate } from '../features/annotate/Annotate.tsx'
import { Library } from '../features/library/Library.tsx'
import { Models } from '../features/models/Models.tsx'
import { Review } from '../features/review/Review.tsx'
import { StudyScreen } from '../features/study/StudyScreen.tsx'
import { Train } from '../features/train/Train.tsx'
import type { ScreenProps } from '../ui/screenProps.ts'

interface Screen {
  /** Its name among the words is `app.<id>`. */
  readonly id: string
  readonly icon: ComponentType<{ size?: number; stroke?: number }>
  readonly view: ComponentType<ScreenProps>
}

/** Every screen of an open study, in the order of the rail. A new one is its folder and a line here. */
export const screens = [
  { id: 'library', icon: IconLayoutGrid, view: Library },
  { id: 'annotate', icon: IconBrush, view: Annotate },
  { id: 'review', icon: IconChecklist, view: Review },
  { id: 'train', icon: IconBrain, view: Train },
  { id: 'models', icon: IconStack2, view: Models },
  { id: 'study', icon: IconDatabase, view: StudyScreen },
] as const satisfies readonly Screen[]

export type ScreenId = (typeof screens)[number]['id']
