import type { ReactNode } from 'react'
import { useMe } from '../../../api/useMe.ts'
import type { FramePlace } from '../place/useFramePlace.ts'
import { FindingLines } from '../reviewing/FindingLines.tsx'
import type { OnDesk } from '../reviewing/OnDesk.ts'
import { ReviewBar } from '../reviewing/ReviewBar.tsx'
import { ReviewSide } from '../reviewing/ReviewSide.tsx'
import { type ReviewMode, useReviewing } from '../reviewing/useReviewing.ts'
import { useReviewKeys } from '../reviewing/useReviewKeys.ts'
import type { LoadedFrame } from './frame/openFrame.ts'
import type { Desk } from './setup/Desk.ts'
import { useDesk } from './setup/useDesk.ts'
import { LinkedFrame } from './stage/LinkedFrame.tsx'
import { Stage } from './stage/Stage.tsx'
import { ToolOptions } from './tools/ToolOptions.tsx'
import { ToolStrip } from './tools/ToolStrip.tsx'

interface Props {
  readonly loaded: LoadedFrame
  readonly place: FramePlace
  /** Somebody is to say whether its label stands. */
  readonly isJudged: boolean
  /** Loads the frame anew. */
  readonly onAgain: () => void
  readonly review: ReviewMode
  /** What stands beside the canvas. */
  readonly panels: (desk: Desk) => ReactNode
}

/** Canvas, tools and panels of one frame; in review its findings and what is said of them instead. */
export function FrameDesk({ loaded, place, isJudged, onAgain, review, panels }: Props) {
  const desk = useDesk(loaded, place, { isJudged, looksOnly: review.isOn }, onAgain)
  const { can } = useMe()
  const onDesk = reviewedOn(desk)
  const reviewing = useReviewing(onDesk, review)
  useReviewKeys(reviewing, review, can('review'))
  const { kept, change } = desk
  const linked = kept.linked ? place.linked[0] : undefined
  const isOn = review.isOn
  return (
    <div
      className="annotate-desk"
      data-alone={kept.alone}
      data-linked={!isOn && linked !== undefined}
      data-reviewing={isOn}
    >
      {!isOn && (
        <ToolStrip tool={kept.tool} refused={{ box: desk.assist.off }} onTool={(tool) => change({ tool })} />
      )}
      <Stage desk={desk}>{isOn && <FindingLines desk={onDesk} reviewing={reviewing} />}</Stage>
      {!isOn && linked !== undefined && <LinkedFrame id={linked} desk={desk} />}
      {isOn ? <ReviewSide desk={onDesk} reviewing={reviewing} /> : panels(desk)}
      {isOn ? <ReviewBar reviewing={reviewing} /> : <ToolOptions desk={desk} />}
    </div>
  )
}

/** The desk as a frame's review knows it. */
const reviewedOn = ({ loaded, place, open, remarks, settings }: Desk): OnDesk => ({
  frame: loaded.id,
  loaded,
  next: place.next,
  previous: place.previous,
  editor: open.editor,
  state: open.state,
  remarks,
  colours: settings.colours,
  mmPerPixel: place.mmPerPixel,
  toCanvas: () => open.place.current?.focus({ preventScroll: true }),
})
