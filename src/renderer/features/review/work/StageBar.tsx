import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ExaminationWork } from '../../../../shared/contract/work.ts'
import { stages } from '../../../../shared/domain/stage.ts'
import { stageColour } from '../../../ui/StageBadge.tsx'

/** From done to not begun, as one reads a bar that fills up. */
const ORDER = [...stages].reverse()

/** How the frames of an examination are spread over the stages; in words where one points at it. */
export function StageBar({ counts }: { readonly counts: ExaminationWork['counts'] }) {
  const { t } = useTranslation()
  const parts = [...ORDER, 'skipped' as const].filter((stage) => counts[stage] > 0)
  const text = parts
    .map((stage) => t('work.stageCount', { stage: t(`work.stages.${stage}`), count: counts[stage] }))
    .join(', ')
  return (
    <Tooltip label={text} multiline maw={320}>
      <span className="stage-bar" role="img" aria-label={text}>
        {parts.map((stage) => (
          <span
            key={stage}
            style={{
              flexGrow: counts[stage],
              background:
                stage === 'unlabelled' || stage === 'skipped'
                  ? undefined
                  : `var(--mantine-color-${stageColour[stage]}-6)`,
            }}
          />
        ))}
      </span>
    </Tooltip>
  )
}
