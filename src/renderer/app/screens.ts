import {
  IconBrain,
  IconBrush,
  IconChecklist,
  IconDatabase,
  IconLayoutGrid,
  IconStack2,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { Right } from '../../shared/domain/roles.ts'
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
  /** Whoever has it is offered the screen. */
  readonly right: Right
  readonly icon: ComponentType<{ size?: number; stroke?: number }>
  readonly view: ComponentType<ScreenProps>
}

/** Every screen of an open study, in the order of the rail. A new one is its folder and a line here. */
export const screens = [
  { id: 'library', right: 'see', icon: IconLayoutGrid, view: Library },
  { id: 'annotate', right: 'see', icon: IconBrush, view: Annotate },
  { id: 'review', right: 'see', icon: IconChecklist, view: Review },
  { id: 'train', right: 'train', icon: IconBrain, view: Train },
  { id: 'models', right: 'oversee', icon: IconStack2, view: Models },
  { id: 'study', right: 'see', icon: IconDatabase, view: StudyScreen },
] as const satisfies readonly Screen[]

export type ScreenId = (typeof screens)[number]['id']
