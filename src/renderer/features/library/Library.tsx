import './library.css'
import { Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStudy } from '../../api/EngineContext.ts'
import { AlikeDrawer, type AlikeTo } from '../../ui/alike/AlikeDrawer.tsx'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { FilterBar } from './FilterBar.tsx'
import { FrameGrid } from './FrameGrid.tsx'
import { LayerSwitch } from './LayerSwitch.tsx'
import { QueueShelf } from './QueueShelf.tsx'
import { SelectionBar } from './SelectionBar.tsx'
import { useTileLayers } from './tileLayers.ts'
import { useSelection } from './useSelection.ts'

/** All frames: filtered, ordered, chosen, and marked many at a time. */
export function Library({ navigation, go }: ScreenProps) {
  const { frames } = useStudy()
  const { t } = useTranslation()
  const { filter, sort } = navigation
  const [{ total, ready }, setTotal] = useState({ total: 0, ready: false })
  const [layers, setLayers] = useTileLayers()
  const selection = useSelection(filter, sort)
  const [alike, setAlike] = useState<AlikeTo>()
  const change = (to: Parameters<typeof go>[0]) => {
    selection.clear()
    go(to)
  }
  return (
    <Stack h="100%" gap={0}>
      <FilterBar filter={filter} sort={sort} total={total} onChange={change}>
        <LayerSwitch layers={layers} onChange={setLayers} />
      </FilterBar>
      <SelectionBar selection={selection} total={total} hidden={filter.hidden ?? false} />
      {frames > 0 && <QueueShelf onOpen={(frame) => go({ screen: 'annotate', frame, queued: true })} />}
      {ready && total === 0 && (
        <Stack align="center" mt={96} gap="xs">
          <Text fw={600}>{t(frames > 0 ? 'library.none' : 'library.empty')}</Text>
          {frames > 0 ? (
            <Button variant="default" onClick={() => change({ filter: {} })}>
              {t('library.clear')}
            </Button>
          ) : (
            <Button onClick={() => go({ screen: 'study' })}>{t('library.import')}</Button>
          )}
        </Stack>
      )}
      <FrameGrid
        navigation={navigation}
        layers={layers}
        selection={selection}
        onOpen={(frame) => go({ screen: 'annotate', frame })}
        onAlike={setAlike}
        onTotal={setTotal}
      />
      <AlikeDrawer
        to={alike}
        onOpen={(frame) => go({ screen: 'annotate', frame })}
        onClose={() => setAlike(undefined)}
      />
    </Stack>
  )
}
