import { useTranslation } from 'react-i18next'
import type { EditorState } from '../../../editor/EditorEvents.ts'
import { toScreen } from '../../../editor/Viewport.ts'
import { type Store, useStored } from '../../../ui/Store.ts'
import type { Remarking } from './useRemarks.ts'

/** The remarks that are pinned to places of the frame, each at its place, whatever the view is. */
export function RemarkPins({ state, remarks }: { state: Store<EditorState>; remarks: Remarking }) {
  const { t } = useTranslation()
  const { view } = useStored(state, (now) => ({ view: now.view }))
  const pinned = remarks.threads.flatMap((thread) =>
    thread.remark.place ? [{ ...thread, place: thread.remark.place }] : [],
  )
  const { draft } = remarks
  if (view.scale === 0 || (pinned.length === 0 && !draft?.place)) return null
  const at = (place: { readonly x: number; readonly y: number }) => {
    const { x, y } = toScreen(view, place)
    return { left: x, top: y }
  }
  return (
    <div className="remark-pins">
      {pinned.map(({ number, remark, place }) => (
        <button
          key={remark.id}
          type="button"
          className="remark-pin"
          style={at(place)}
          data-settled={remark.settled !== null}
          data-chosen={remarks.chosen === remark.id}
          title={remark.text}
          aria-label={t('reviewing.remarks.pin', { number })}
          onClick={() => remarks.choose(remark.id)}
        >
          {number}
        </button>
      ))}
      {draft?.place && <span className="remark-pin" data-draft="true" style={at(draft.place)} />}
    </div>
  )
}
