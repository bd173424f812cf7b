import { IGNORE } from '../../../../../shared/domain/labelClass.ts'
import { withoutSpecks } from '../../../../../shared/domain/specks.ts'
import type { Acting } from './Acting.ts'
import { cleanUps } from './cleanUps.ts'
import type { MaskActs } from './FrameActs.ts'
import { questionOf, regionToSnap } from './regionToSnap.ts'

export function maskActs({ loaded, open, settings, t, say, keyOf, attempt }: Acting): MaskActs {
  const { editor, queue } = open
  return {
    accept() {
      const overlay = loaded.others.find(({ layer }) => layer === loaded.model)
      if (!loaded.model || !overlay || settings.readOnly) return
      // The same as the engine makes of it.
      editor.current?.adopt(withoutSpecks(overlay.mask))
      queue.current?.accept(loaded.model.id)
      open.markVerified()
      say(t('annotate.accepted', { key: keyOf('history.undo') }))
    },
    cleanUp(name) {
      const { value } = settings
      if (value === 0 || value === IGNORE) say(t('annotate.cleanNeedsClass'))
      else editor.current?.change((mask) => cleanUps[name](mask, value))
    },
    snap: () =>
      attempt(async () => {
        const overlay = loaded.others.find(({ layer }) => layer === loaded.model)
        const now = editor.current
        if (!now) return
        const model = overlay && { mask: withoutSpecks(overlay.mask), isOwn: false }
        const own = { mask: now.mask, isOwn: true }
        const found = regionToSnap(open.unverified ? [own, model] : [model, own], now.pointer)
        const question = found && questionOf(found, now.mask)
        if (question) now.propose(question, found.value)
        else say(t('annotate.nothingToSnap'))
      }),
    proposeIgnored: () =>
      attempt(async () => {
        const found = await editor.current?.pictureWorks.ask('nuisances', null)
        const count = found?.data.reduce((sum, v) => sum + (v > 0 ? 1 : 0), 0) ?? 0
        if (!found || count === 0) return say(t('annotate.nothingToIgnore'))
        editor.current?.change(({ width, height, data }) => ({
          width,
          height,
          data: data.map((v, i) => ((found.data[i] ?? 0) > 0 ? IGNORE : v)),
        }))
        say(t('annotate.ignored', { percent: Math.round((1000 * count) / found.data.length) / 10 }))
      }),
  }
}
