import type { TFunction } from 'i18next'
import type { Client } from '../../../../api/client.ts'
import type { EditorSettings } from '../../../../editor/EditorSettings.ts'
import type { FramePlace } from '../../place/useFramePlace.ts'
import type { LoadedFrame } from '../frame/openFrame.ts'
import type { OpenEditor } from '../frame/useEditor.ts'

/** What acts on a frame work with. */
export interface Acting {
  readonly client: Client
  readonly loaded: LoadedFrame
  readonly place: FramePlace
  readonly open: OpenEditor
  readonly settings: EditorSettings
  /** The study's name. */
  readonly study: string
  readonly t: TFunction
  /** The key of a command as a person reads it. */
  keyOf(command: string): string
  say(message: string): void
  /** Does something where the study may be written to, and tells where it fails. */
  attempt(work: () => Promise<void>): void
  /** Loads the frame anew. */
  onAgain(): void
}
