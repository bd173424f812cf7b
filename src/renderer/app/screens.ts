import { IconBrain, IconBrush, IconDatabase, IconLayoutGrid, IconStack2 } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { Annotate } from '../features/annotate/Annotate.tsx'
import { Library } from '../features/library/Library.tsx'
import { Models } from '../features/models/Models.tsx'
import { StudyScreen } from '../features/study/StudyScreen.tsx'
import { Train } from '../features/train/Train.tsx'
import type { Navigation } from '../ui/Navigation.ts'
import type { ScreenProps } from '../ui/screenProps.ts'

export interface Screen {
  readonly id: Navigation['screen']
  readonly icon: ComponentType<{ size?: number; stroke?: number }>
  readonly view: ComponentType<ScreenProps>
}

/** Every screen of an open study, in the order of the rail. A new one is its folder and a line here. */
export const screens: readonly Screen[] = [
  { id: 'library', icon: IconLayoutGrid, view: Library },
  { id: 'annotate', icon: IconBrush, view: Annotate },
  { id: 'train', icon: IconBrain, view: Train },
  { id: 'models', icon: IconStack2, view: Models },
  { id: 'study', icon: IconDatabase, view: StudyScreen },
]
