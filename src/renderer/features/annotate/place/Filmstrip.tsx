import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../../api/EngineContext.ts'
import { Still } from './Still.tsx'
import type { FrameFacts } from './useFramePlace.ts'

/** More frames than an examination mostly has. */
const LONGEST = 200

/** The frames of the examination at hand, in their order; a dot says how far one has come with each. */
export function Filmstrip({ frame, onGo }: { frame: FrameFacts; onGo: (frame: number) => void }) {
  const client = useClient()
  const { t } = useTranslation()
  const { patient, examination } = frame
  const frames = useQuery({
    queryKey: ['film', patient, examination],
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
