import { useTranslation } from 'react-i18next'
import type { EditorState } from '../../../../editor/EditorEvents.ts'
import { type Store, useStored } from '../../../../ui/Store.ts'

/** Where the keyboard's pointer is, for those who hear it. */
export function PointerPlace({ state }: { state: Store<EditorState> }) {
  const { t } = useTranslation()
  const { pointer } = useStored(state, (now) => ({ pointer: now.pointer }))
  return (
    <output className="unseen">
      {pointer && t('annotate.pointerAt', { x: Math.round(pointer.x), y: Math.round(pointer.y) })}
    </output>
  )
}
