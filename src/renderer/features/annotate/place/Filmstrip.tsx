import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameSummary } from '../../../../shared/contract/frames.ts'
import { useClient, useStudy } from '../../../api/EngineContext.ts'
import { useFrameImage } from '../../../api/useFrameImage.ts'
import { HeldOutMark } from '../../../ui/HeldOut.tsx'

/** More frames than an examination mostly has. */
const LONGEST = 200

/** The frames of the examination at hand, in their order; a dot says how far one has come with each. */
export function Filmstrip({ frame, onGo }: { frame: FrameSummary; onGo: (frame: number) => void }) {
  const client = useClient()
  const { t } = useTranslation()
  const { patient, examination } = frame
  const frames = useQuery({
    queryKey: ['frames', 'examination', patient, examination],
    queryFn: () => client.frames.page({ filter: { patient, examination }, offset: 0, limit: LONGEST }),
    placeholderData: (before) => before,
  })
  if ((frames.data?.total ?? 0) < 2) return null
  return (
    <nav className="filmstrip" aria-label={t('annotate.examination', { patient, examination })}>
      {frames.data?.frames.map((other) => (
        <Still key={other.id} frame={other} current={other.id === frame.id} onGo={onGo} />
      ))}
    </nav>
  )
}

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

function Still({
  frame,
  current,
  onGo,
}: {
  frame: FrameSummary
  current: boolean
  onGo: (id: number) => void
}) {
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
