import i18next from 'i18next'
import type { Handed } from '../../shared/shell/desk.ts'
import { say } from '../ui/say.ts'

interface Ways {
  openStudy(folder: string): void
  bring(paths: readonly string[]): void
}

/** The one place that says what becomes of what was handed to the app: of several studies the last is opened. */
export function takeHanded(handed: readonly Handed[], { openStudy, bring }: Ways): void {
  const pathsOf = (kind: Handed['kind']) => handed.flatMap((one) => (one.kind === kind ? [one.path] : []))
  const [study, frames, update] = [pathsOf('study').at(-1), pathsOf('frames'), pathsOf('update').at(-1)]
  if (update !== undefined) say(i18next.t('handed.update'))
  if (study !== undefined) openStudy(study)
  else if (frames.length > 0) bring(frames)
}
