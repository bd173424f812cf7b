import type { Change, Destination, Navigation } from './Navigation.ts'

/** What a screen changes of where the user is. */
export type Step = Omit<Change, 'screen'> & { readonly screen?: Destination }

/** What every screen of an open study is given. */
export interface ScreenProps {
  readonly navigation: Navigation
  readonly go: (to: Step) => void
}
