import { Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { LayerLines } from '../../ui/LayerLines.tsx'

const STYLES = { label: 'solid', model: 'dashed' } as const
/** A line of the first lesion class, as long as the legend's swatch. */
const SAMPLE = [{ value: 1, points: [2, 5, 34, 5] }]

/** What solid and dashed outlines stand for. */
export function OutlineLegend() {
  const { t } = useTranslation()
  return (
    <Group gap="lg">
      {(['label', 'model'] as const).map((kind) => (
        <Group key={kind} gap={8}>
          <svg width={36} height={10} aria-hidden="true">
            <LayerLines lines={SAMPLE} style={STYLES[kind]} />
          </svg>
          <Text fz="sm">{t(`train.sees.${kind}`)}</Text>
        </Group>
      ))}
    </Group>
  )
}
