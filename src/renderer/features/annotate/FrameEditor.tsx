import type { LoadedFrame } from './desk/openFrame.ts'
import { LinkedFrame } from './desk/stage/LinkedFrame.tsx'
import { Stage } from './desk/stage/Stage.tsx'
import { ToolOptions } from './desk/tools/ToolOptions.tsx'
import { ToolStrip } from './desk/tools/ToolStrip.tsx'
import { useDesk } from './desk/useDesk.ts'
import { SidePanel } from './panels/SidePanel.tsx'
import type { FramePlace } from './place/useFramePlace.ts'

interface Props {
  readonly loaded: LoadedFrame
  readonly place: FramePlace
  readonly onAgain: () => void
}

/** Canvas, tools and panels of one frame. */
export function FrameEditor({ loaded, place, onAgain }: Props) {
  const desk = useDesk(loaded, place, onAgain)
  const { kept, change } = desk
  const linked = kept.linked ? place.linked[0] : undefined
  return (
    <div className="annotate-desk" data-alone={kept.alone} data-linked={linked !== undefined}>
      <ToolStrip tool={kept.tool} onTool={(tool) => change({ tool })} />
      <Stage desk={desk} />
      {linked !== undefined && <LinkedFrame id={linked} desk={desk} />}
      <SidePanel desk={desk} />
      <ToolOptions desk={desk} />
    </div>
  )
}
