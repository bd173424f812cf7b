import { Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStudy } from '../../../api/EngineContext.ts'
import { areaText } from '../../../ui/measureText.ts'

interface Props {
  /** Pixels of each class. */
  readonly areas: readonly number[]
  readonly colours: readonly string[]
}

/** How much of each class an overlay holds. */
export function OverlayAreas({ areas, colours }: Props) {
  const { classes } = useStudy()
  const { t } = useTranslation()
  const seen = classes.flatMap(({ name }, c) =>
    c > 0 && (areas[c] ?? 0) > 0 ? [{ name, colour: colours[c], area: areas[c] ?? 0 }] : [],
  )
  if (seen.length === 0) {
    return (
      <Text fz="sm" className="quiet">
        {t('annotate.overlayEmpty')}
      </Text>
    )
  }
  return (
    <Stack gap={4}>
      {seen.map(({ name, colour, area }) => (
        <Group key={name} gap={8} wrap="nowrap">
          <span className="swatch" style={{ background: colour }} />
          <Text fz="sm" className="cut">
            {name}
          </Text>
          <Text fz="sm" className="quiet" ml="auto" style={{ whiteSpace: 'nowrap' }}>
            {areaText(t, area, null)}
          </Text>
        </Group>
      ))}
    </Stack>
  )
}
