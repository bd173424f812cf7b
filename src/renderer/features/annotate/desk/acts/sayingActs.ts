import { IGNORE } from '../../../../../shared/domain/labelClass.ts'
import { emptyMask } from '../../../../../shared/domain/mask.ts'
import type { Acting } from './Acting.ts'
import type { SayingActs } from './FrameActs.ts'

export function sayingActs({ client, loaded, open, settings, t, say, attempt }: Acting): SayingActs {
  const { editor, queue } = open
  return {
    declare(as) {
      const mask = editor.current?.mask
      if (!mask || settings.readOnly) return false
      // It is on the screen and not in the mask: whoever is through with the frame may mean it.
      if (as !== 'open' && as !== 'skipped' && open.state.now.proposal !== 'none') {
        say(t('annotate.stillOffered'))
        return false
      }
      const lesion = mask.data.some((value) => value !== 0 && value !== IGNORE)
      if (as === 'done' && !lesion) say(t('annotate.nothingToFinish'))
      else if (as === 'noLesion' && lesion) say(t('annotate.lesionThere'))
      else {
        if (as === 'open' && mask.data.some((value) => value !== 0))
          editor.current?.change(({ width, height }) => emptyMask(width, height))
        queue.current?.declare(as)
        open.markVerified()
        return true
      }
      return false
    },
    confirm() {
      if (!open.unverified || settings.readOnly) return
      queue.current?.confirm()
      open.markVerified()
    },
    calibrate: (mmPerPixel) =>
      attempt(async () => void (await client.frames.calibrate({ id: loaded.id, mmPerPixel }))),
  }
}
