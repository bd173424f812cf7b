import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameSummary } from '../../../shared/contract/frames.ts'
import { useClient } from '../../api/EngineContext.ts'
import { useFrameImage } from '../../api/useFrameImage.ts'

/** More frames than an examination mostly has. */
const LONGEST = 200

/** The frames of the examination at hand, in their order; a dot marks those with a mask. */
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
  useEffect(() => {
    if (current) button.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [current])
  return (
    <button
      ref={button}
      type="button"
      title={frame.name}
      aria-label={frame.name}
      aria-current={current}
      onClick={() => onGo(frame.id)}
    >
      {url && <img src={url} alt="" draggable={false} />}
      {frame.labelled && <span className="mark" />}
    </button>
  )
}
