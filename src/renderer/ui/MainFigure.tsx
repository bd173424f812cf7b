import { Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { LesionFigure } from '../../shared/contract/training.ts'
import { Explained } from './Explained.tsx'
import { basisOf, percent } from './figureText.ts'

/** The one figure that models are told by, named, with what it was measured on. */
export function MainFigure({ figure }: { figure: LesionFigure }) {
  const { t } = useTranslation()
  return (
    <div data-testid="main-figure">
      <Group gap={8} align="baseline" wrap="nowrap">
        <span className="big">{percent(figure.overlap)}</span>
        <Text fw={600}>{t('figure.name')}</Text>
        <Text className="quiet" fz="sm">
          {t('figure.of')}
        </Text>
        <Explained text={t('figure.means')} />
      </Group>
      <Text className="quiet" fz="sm">
        {basisOf(figure)}
      </Text>
    </div>
  )
}
