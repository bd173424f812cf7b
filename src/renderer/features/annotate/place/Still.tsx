import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameSummary } from '../../../../shared/contract/frames.ts'
import { useStudy } from '../../../api/EngineContext.ts'
import { useFrameImage } from '../../../api/useFrameImage.ts'
import { HeldOutMark } from '../../../ui/HeldOut.tsx'

/** Share of what either calls a lesion from which reader and model are said to disagree. */
const DISAGREES = 0.5

/** What a frame holds, by area: painted, or seen by the model where nobody has painted. */
function ClassBar({ areas }: { areas: readonly number[] }) {
  const { classes } = useStudy()
  const held = classes.flatMap(({ colour }, c) =>
    c > 0 && (areas[c] ?? 0) > 0 ? [{ colour, area: areas[c] ?? 0 }] : [],
  )
  if (held.length === 0) return null
  return (
    <span className="class-bar">
      {held.map(({ colour, area }) => (
        <span key={colour} style={{ background: colour, flexGrow: area }} />
      ))}
    </span>
  )
}

interface Props {
  readonly frame: FrameSummary
  readonly current: boolean
  readonly onGo: (id: number) => void
}

/** One frame of a film, with how far one has come with it. */
export function Still({ frame, current, onGo }: Props) {
  const url = useFrameImage(frame.id, 'thumbnail')
  const button = useRef<HTMLButtonElement>(null)
  const { t } = useTranslation()
  const held = frame.split === 'train' ? [] : [t(`frame.heldOut.${frame.split}`)]
  const about = [frame.name, t(`frame.states.${frame.state}`), ...held].join(' · ')
  useEffect(() => {
    if (current) button.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [current])
  return (
    <button
      ref={button}
      type="button"
      title={about}
      aria-label={about}
      aria-current={current}
      onClick={() => onGo(frame.id)}
    >
      {url && <img src={url} alt="" draggable={false} />}
      <ClassBar areas={frame.painted.length > 0 ? frame.painted : frame.predicted} />
      {frame.state !== 'untouched' && <span className="mark" data-state={frame.state} />}
      <HeldOutMark split={frame.split} />
      {(frame.disagreement ?? 0) >= DISAGREES && (
        <span className="mark doubt" title={t('annotate.disagrees')} />
      )}
    </button>
  )
}
