import { Alert, Text } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { LesionFigure } from '../../../shared/contract/training.ts'
import { ENOUGH_PATIENTS } from '../../../shared/domain/enoughPatients.ts'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { Remedies } from './Remedies.tsx'

interface Props {
  readonly figure: LesionFigure
  readonly go: ScreenProps['go']
}

/** How little a verdict on so few patients says, and what would make it say more; nothing where they are enough. */
export function FewPatients({ figure: { patientsWithLesion }, go }: Props) {
  const { t } = useTranslation()
  if (patientsWithLesion >= ENOUGH_PATIENTS) return null
  return (
    <Alert color="orange" icon={<IconUsers />} data-testid="few-patients">
      <Text fz="sm" mb={8}>
        {t('train.fewPatients', { count: patientsWithLesion })}
      </Text>
      <Remedies remedy={{ kind: 'judges' }} go={go} />
    </Alert>
  )
}
