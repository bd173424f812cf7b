import { saveRescueFile } from '../../saving/rescueFile.ts'
import type { Acting } from './Acting.ts'
import type { SavingActs } from './FrameActs.ts'

export function savingActs({ loaded, place, open, study, attempt, onAgain }: Acting): SavingActs {
  const { editor, queue } = open
  return {
    retry: () => void queue.current?.retry(),
    keepMine: () =>
      attempt(async () => {
        const mask = editor.current?.mask
        if (mask) await queue.current?.keepMine({ ...mask, x: 0, y: 0 })
      }),
    takeTheirs() {
      queue.current?.takeTheirs()
      onAgain()
    },
    rescue() {
      const mask = editor.current?.mask
      if (mask) saveRescueFile(mask, place.frame?.name ?? String(loaded.id), study)
    },
  }
}
