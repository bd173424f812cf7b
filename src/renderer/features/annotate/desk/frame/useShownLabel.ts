import { useEffect, useEffectEvent } from 'react'
import { hiddenLook } from '../../../../editor/EditorSettings.ts'
import { withLook } from '../../../../editor/looks.ts'
import type { LoadedFrame } from './openFrame.ts'
import type { DeskSettings } from './useDeskSettings.ts'

/** Shows the mask of another reader that is the frame's label, to whoever is to judge it; hidden by hand it stays hidden. */
export function useShownLabel(
  { id, others }: LoadedFrame,
  { kept, change }: DeskSettings,
  isJudged: boolean,
): void {
  const show = useEffectEvent(() => {
    const label = others.find(({ layer }) => layer.kind === 'reader' && layer.isLabel)?.layer
    if (label && kept.others[label.id] === undefined)
      change(withLook(kept, label.id, { ...hiddenLook, shown: true }))
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each frame
  useEffect(() => {
    if (isJudged) show()
  }, [id, isJudged])
}
