import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { FrameSummary } from '../../../../shared/contract/frames.ts'
import type { Declaration } from '../../../../shared/contract/layers.ts'
import { moved } from '../../../../shared/domain/alignment.ts'
import { grown, smoothed, withHolesFilled, withoutIslands } from '../../../../shared/domain/cleanUp.ts'
import { IGNORE } from '../../../../shared/domain/labelClass.ts'
import { emptyMask, type Mask, resizeNearest } from '../../../../shared/domain/mask.ts'
import { withoutSpecks } from '../../../../shared/domain/specks.ts'
import { useClient, useStudy } from '../../../api/EngineContext.ts'
import { maskFrom } from '../../../api/maskBytes.ts'
import type { EditorSettings } from '../../../editor/EditorSettings.ts'
import { shownChord } from '../../../keyboard/chord.ts'
import { useKeyboard } from '../../../keyboard/Keyboard.tsx'
import { showFailure } from '../../../ui/showFailure.ts'
import type { FramePlace } from '../place/useFramePlace.ts'
import { saveRescueFile } from '../saving/rescueFile.ts'
import type { LoadedFrame } from './openFrame.ts'
import type { OpenEditor } from './useEditor.ts'

/** Parts below this many pixels are islands. */
const ISLAND = 64
const STEP = 2

/** What can be done to a class at once. */
export const cleanUps = {
  holes: withHolesFilled,
  islands: (mask: Mask, value: number) => withoutIslands(mask, value, ISLAND),
  smooth: (mask: Mask, value: number) => smoothed(mask, value, STEP),
  grow: (mask: Mask, value: number) => grown(mask, value, STEP),
  shrink: (mask: Mask, value: number) => grown(mask, value, -STEP),
} as const
export type CleanUp = keyof typeof cleanUps

/** Everything that can be done to the frame at hand besides painting. */
export interface FrameActs {
  accept(): void
  cleanUp(name: CleanUp): void
  copyFrom(which: 'previous' | 'next', aligned: boolean): void
  interpolate(): void
  confirm(): void
  /** Says how far one has come with the frame. Returns whether that could be said. */
  declare(as: Declaration): boolean
  proposeIgnored(): void
  calibrate(mmPerPixel: number | null): void
  retry(): void
  keepMine(): void
  takeTheirs(): void
  rescue(): void
}

interface Desk {
  readonly settings: EditorSettings
  /** Loads the frame anew. */
  onAgain(): void
}

export function useFrameActs(
  loaded: LoadedFrame,
  { editor, queue, unverified, markVerified }: OpenEditor,
  place: FramePlace,
  { settings, onAgain }: Desk,
): FrameActs {
  const client = useClient()
  const study = useStudy()
  const queries = useQueryClient()
  const { keys } = useKeyboard()
  const { t } = useTranslation()
  const say = (message: string) => void notifications.show({ message })
  const attempt = (work: () => Promise<void>) => {
    if (!settings.readOnly) work().catch(showFailure)
  }

  const copy = async (from: number | null, aligned: boolean) => {
    const own =
      from === null ? undefined : (await client.layers.list({ frame: from })).find((layer) => layer.own)
    if (from === null || !own) return say(t('annotate.nothingThere'))
    const mask = maskFrom((await client.layers.mask({ layer: own.id })).mask)
    const shift = aligned
      ? await editor.current?.pictureWorks.ask(
          'shift',
          (await client.frames.image({ id: from, size: 'full' })) as unknown as Blob,
        )
      : undefined
    editor.current?.change((now) => {
      const fitting = resizeNearest(mask, now.width, now.height)
      return shift ? moved(fitting, shift) : fitting
    }, true)
    if (shift) say(t('annotate.aligned', { dx: shift.dx, dy: shift.dy }))
  }

  const interpolate = async () => {
    // The nearest painted frame on either side of this one, within the examination.
    const { frame } = place
    if (!frame) return
    const { patient, examination } = frame
    const { frames } = await client.frames.page({ filter: { patient, examination }, offset: 0, limit: 500 })
    const at = frames.findIndex(({ id }) => id === loaded.id)
    const hasMask = ({ painted }: FrameSummary) => painted.length > 0
    const before = frames.slice(0, at).findLast(hasMask)
    const after = frames.slice(at + 1).find(hasMask)
    const here = hasMask(frame) ? frame : undefined
    const [first, second] = here ? [before ?? here, before ? here : after] : [before, after]
    if (!first || !second) return say(t('annotate.nothingToInterpolate'))
    const { frames: filled } = await client.layers.interpolate({ first: first.id, second: second.id })
    say(t('annotate.interpolated', { count: filled.length }))
    for (const id of filled) {
      // One that was made ready before is old now; the one at hand is loaded anew.
      if (id === loaded.id) onAgain()
      else queries.removeQueries({ queryKey: ['frame-layers', id] })
    }
  }

  return {
    accept() {
      const overlay = loaded.others.find(({ layer }) => layer === loaded.model)
      if (!loaded.model || !overlay || settings.readOnly) return
      // The same as the engine makes of it.
      editor.current?.adopt(withoutSpecks(overlay.mask))
      queue.current?.accept(loaded.model.id)
      markVerified()
      say(t('annotate.accepted', { key: shownChord(keys('history.undo')[0] ?? '') }))
    },
    declare(as) {
      const mask = editor.current?.mask
      if (!mask || settings.readOnly) return false
      const lesion = mask.data.some((value) => value !== 0 && value !== IGNORE)
      if (as === 'done' && !lesion) say(t('annotate.nothingToFinish'))
      else if (as === 'noLesion' && lesion) say(t('annotate.lesionThere'))
      else {
        if (as === 'open' && mask.data.some((value) => value !== 0))
          editor.current?.change(({ width, height }) => emptyMask(width, height))
        queue.current?.declare(as)
        markVerified()
        return true
      }
      return false
    },
    cleanUp(name) {
      const { value } = settings
      if (value === 0 || value === IGNORE) say(t('annotate.cleanNeedsClass'))
      else editor.current?.change((mask) => cleanUps[name](mask, value))
    },
    copyFrom: (which, aligned) => attempt(() => copy(place[which], aligned)),
    interpolate: () => attempt(interpolate),
    confirm() {
      if (!unverified || settings.readOnly) return
      queue.current?.confirm()
      markVerified()
    },
    proposeIgnored: () =>
      attempt(async () => {
        const found = await editor.current?.pictureWorks.ask('nuisances', null)
        const count = found?.data.reduce((sum, v) => sum + (v > 0 ? 1 : 0), 0) ?? 0
        if (!found || count === 0) return say(t('annotate.nothingToIgnore'))
        editor.current?.change(({ width, height, data }) => ({
          width,
          height,
          data: data.map((v, i) => (found.data[i]! > 0 ? IGNORE : v)),
        }))
        say(t('annotate.ignored', { percent: Math.round((1000 * count) / found.data.length) / 10 }))
      }),
    calibrate: (mmPerPixel) =>
      attempt(async () => {
        await client.frames.calibrate({ id: loaded.id, mmPerPixel })
        await queries.invalidateQueries({ queryKey: ['frame', loaded.id] })
      }),
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
      if (mask) saveRescueFile(mask, place.frame?.name ?? String(loaded.id), study.name)
    },
  }
}
