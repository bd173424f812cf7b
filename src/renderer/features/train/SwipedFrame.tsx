import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ComparedFrame } from '../../../shared/contract/models.ts'
import { CompareView } from '../../ui/compare/CompareView.tsx'
import { percent } from '../../ui/figureText.ts'

interface Props {
  readonly frames: readonly ComparedFrame[]
  /** The frame that is looked at closely; undefined for none. */
  readonly close: number | undefined
  /** Names of the models; null where there was none before: then the label stands on that side. */
  readonly before: string | null
  readonly now: string
  readonly onChange: (frame: number | undefined) => void
  readonly onOpen: (frame: ComparedFrame) => void
}

/** The frame that was clicked, large, the model before on the left of the line and this one on its right. */
export function SwipedFrame({ frames, close, before, now, onChange, onOpen }: Props) {
  const { t } = useTranslation()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (close !== undefined) place.current?.scrollIntoView({ block: 'nearest' })
  }, [close])
  const at = frames.findIndex(({ id }) => id === close)
  const frame = frames[at]
  if (!frame) return null
  const step = (by: number) => {
    const other = frames[at + by]
    return other && (() => onChange(other.id))
  }
  return (
    <div ref={place}>
      <CompareView
        frame={frame.id}
        name={frame.name}
        patient={frame.patient}
        label={frame.label}
        left={
          before === null
            ? { name: t('train.sees.label'), layer: frame.label }
            : { name: before, layer: frame.overlayBefore }
        }
        right={{ name: now, layer: frame.overlayNow }}
        onPrevious={step(-1)}
        onNext={step(1)}
        onOpen={() => onOpen(frame)}
        onClose={() => onChange(undefined)}
      >
        {frame.before === null
          ? t('train.sees.agrees', { now: percent(frame.now) })
          : t('train.sees.change', { before: percent(frame.before), now: percent(frame.now) })}
      </CompareView>
    </div>
  )
}
