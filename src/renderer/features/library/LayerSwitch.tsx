import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type TileLayers, tileLayers } from './tileLayers.ts'

interface Props {
  readonly layers: TileLayers
  readonly onChange: (layers: TileLayers) => void
}

/** Whose outlines the tiles show. */
export function LayerSwitch({ layers, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('library.layers.title')}
      title={t('library.layers.title')}
      value={layers}
      data={tileLayers.map((value) => ({ value, label: t(`library.layers.${value}`) }))}
      onChange={onChange}
    />
  )
}
