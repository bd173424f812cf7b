import { Badge, Tooltip } from '@mantine/core'
import { IconScale } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Split } from '../../shared/contract/frames.ts'

/** Says of a frame's patient that they are kept apart to judge models; nothing for one that models learn from. */
export function HeldOutBadge({ split }: { split: Split }) {
  const { t } = useTranslation()
  if (split === 'train') return null
  return (
    <Tooltip label={t('frame.heldOutMeans')} multiline w={300}>
      <Badge
        color="grape"
        variant="light"
        tt="none"
        leftSection={<IconScale size={13} />}
        data-testid="held-out"
      >
        {t(`frame.heldOut.${split}`)}
      </Badge>
    </Tooltip>
  )
}

/** The same as a small mark on a picture. */
export function HeldOutMark({ split }: { split: Split }) {
  const { t } = useTranslation()
  if (split === 'train') return null
  return (
    <span className="held-out" title={`${t(`frame.heldOut.${split}`)}. ${t('frame.heldOutMeans')}`}>
      <IconScale size={13} aria-label={t(`frame.heldOut.${split}`)} />
    </span>
  )
}
