import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Stage } from '../../shared/domain/stage.ts'

/** Red and blue are kept for lesions. */
export const stageColour: Readonly<Record<Stage, string>> = {
  unlabelled: 'gray',
  inProgress: 'yellow',
  submitted: 'cyan',
  inReview: 'grape',
  returned: 'orange',
  accepted: 'teal',
}

/** How far a frame has come on its way to being accepted. */
export function StageBadge({ stage }: { readonly stage: Stage }) {
  const { t } = useTranslation()
  return (
    <Badge
      color={stageColour[stage]}
      variant="light"
      tt="none"
      style={{ flex: 'none' }}
      data-testid="frame-stage"
      data-stage={stage}
    >
      {t(`work.stages.${stage}`)}
    </Badge>
  )
}
