import type { ReactNode } from 'react'
import type { FramePlace } from '../place/useFramePlace.ts'
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
  /** What stands beside the canvas. */
  readonly panels: (desk: Desk) => ReactNode
}

/** Canvas, tools and panels of one frame. */
export function FrameDesk({ loaded, place, isJudged, onAgain, panels }: Props) {
  const desk = useDesk(loaded, place, isJudged, onAgain)
  const { kept, change } = desk
  const linked = kept.linked ? place.linked[0] : undefined
  return (
    <div className="annotate-desk" data-alone={kept.alone} data-linked={linked !== undefined}>
      <ToolStrip tool={kept.tool} refused={{ box: desk.assist.off }} onTool={(tool) => change({ tool })} />
      <Stage desk={desk} />
      {linked !== undefined && <LinkedFrame id={linked} desk={desk} />}
      {panels(desk)}
      <ToolOptions desk={desk} />
    </div>
  )
}
