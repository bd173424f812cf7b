import type { Navigation } from './Navigation.ts'

/** What every screen of an open study is given. */
export interface ScreenProps {
  readonly navigation: Navigation
  readonly go: (to: Partial<Navigation>) => void
}
