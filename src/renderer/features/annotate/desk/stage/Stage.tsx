import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isKnown } from '../../../../../shared/domain/heatMaps/index.ts'
import { useStored } from '../../../../ui/Store.ts'
import { RemarkPins } from '../../remarks/RemarkPins.tsx'
import { EditorDebug } from '../debug/EditorDebug.tsx'
import type { Desk } from '../setup/Desk.ts'
import { HeatLegend } from './HeatLegend.tsx'
import { Minimap } from './Minimap.tsx'
import { PointerPlace } from './PointerPlace.tsx'

/** The canvas, and what lies over its corners. */
export function Stage({ desk, children }: { desk: Desk; children?: ReactNode }) {
  const { open, kept, loaded } = desk
  const { t } = useTranslation()
  const { probabilities, maps = {} } = loaded
  const { proposal } = useStored(open.state, (now) => ({ proposal: now.proposal }))
  return (
    <div className="annotate-stage">
      {/* What a screen reader hears of the canvas; the keyboard's pointer tells where it is. */}
      <div
        ref={open.place}
        className="annotate-canvas"
        data-testid="stage"
        data-measured={open.measured}
        data-proposal={proposal}
        role="img"
        tabIndex={-1}
        aria-label={t('annotate.canvas')}
      />
      {children}
      <RemarkPins state={open.state} remarks={desk.remarks} />
      <PointerPlace state={open.state} />
      <EditorDebug open={open} />
      {kept.heat !== 'off' && probabilities && (
        <HeatLegend
          map={kept.heat}
          opacity={kept.heatOpacity}
          isKnown={isKnown({ probabilities, maps }, kept.heat)}
        />
      )}
      <Minimap
        frame={loaded.id}
        bitmap={loaded.bitmap}
        state={open.state}
        onCentre={(point) => open.editor.current?.view.centreOn(point)}
      />
    </div>
  )
}
