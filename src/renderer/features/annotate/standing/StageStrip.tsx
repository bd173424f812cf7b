import { Text } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../../api/EngineContext.ts'
import { useMe } from '../../../api/useMe.ts'
import { StageBadge } from '../../../ui/StageBadge.tsx'
import { reviewQuery } from '../place/reviewQuery.ts'
import type { FrameFacts } from '../place/useFramePlace.ts'
import { Judging } from './Judging.tsx'
import { useStanding } from './useStanding.ts'

interface Props {
  readonly frame: FrameFacts
  /** Whether one came by a list of work: then it shows in a study too where nobody has reviewed anything yet. */
  readonly isAsked: boolean
  /** Whether regions are reviewed one by one, which has its own ways to say the same. */
  readonly isReviewing: boolean
  /** Somebody has said whether a mask stands. */
  readonly onSaid: () => void
}

/** Where a frame stands between its readers and its reviewer, and what a reviewer says of it. */
export function StageStrip({ frame, isAsked, isReviewing, onSaid }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const me = useMe()
  const { data: review } = useQuery(reviewQuery(client, frame.id))
  const standing = useStanding(frame, review)
  // It is there for every frame of a study or for none: nothing moves under a hand that paints.
  if (!review || !(review.isInUse || isAsked)) return null
  const { signedBy } = frame
  const mayJudge = !isReviewing && me.can('review') && signedBy === null && !frame.isBlind
  return (
    <section
      className="stage-strip"
      aria-label={t('work.strip')}
      data-tone={standing.tone}
      data-testid="stage-strip"
    >
      {signedBy === null ? (
        <StageBadge stage={frame.stage} />
      ) : (
        <IconLock size={18} style={{ flex: 'none' }} aria-label={t('work.locked')} />
      )}
      <Text fz="sm" className="cut" flex={1} miw={0} title={standing.text} data-testid="standing">
        {standing.text}
      </Text>
      {mayJudge && <Judging frame={frame} review={review} onSaid={onSaid} />}
    </section>
  )
}
