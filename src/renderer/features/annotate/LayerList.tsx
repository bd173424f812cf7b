import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { heatMaps } from '../../../shared/domain/heatMaps/index.ts'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { hiddenLook } from '../../editor/EditorSettings.ts'
import { withLook } from '../../editor/looks.ts'
import { lineOf } from '../../ui/lineOf.ts'
import { modelName } from '../../ui/modelName.ts'
import type { KeptSettings } from './keptSettings.ts'
import { LayerRow } from './LayerRow.tsx'
import { areaText } from './measureText.ts'
import type { LoadedFrame } from './openFrame.ts'

interface Props {
  readonly loaded: LoadedFrame
  readonly kept: KeptSettings
  readonly colours: readonly string[]
  /** Whether the frame judges the models: their overlays teach nobody there. */
  readonly isHeldOut: boolean
  readonly onAccept: () => void
  readonly onChange: (part: Partial<KeptSettings>) => void
}

/** All that can be seen over the frame: one's own mask, the model's, others', and heat maps. */
export function LayerList({ loaded, kept, colours, isHeldOut, onAccept, onChange }: Props) {
  const { t } = useTranslation()
  const { readOnly } = useStudy()
  const others = loaded.others.filter(({ layer }) => layer !== loaded.model)
  const client = useClient()
  const models = useQuery({
    queryKey: ['models'],
    queryFn: () => client.models.list(),
    enabled: loaded.others.some(({ layer }) => layer.kind === 'model'),
  })
  const nameOf = (author: string) => {
    const model = models.data?.find(({ id }) => id === author)
    return model ? modelName(model) : author
  }
  return (
    <Stack gap={6}>
      <LayerRow
        name={t('annotate.mine')}
        line="solid"
        look={kept.mask}
        onLook={(look) => onChange(withLook(kept, 'mask', look))}
      />
      {loaded.model ? (
        <>
          <LayerRow
            name={t('annotate.overlayOf', { model: nameOf(loaded.model.author) })}
            line={lineOf(loaded.model)}
            look={kept.model}
            onLook={(look) => onChange(withLook(kept, 'model', look))}
          />
          <Areas areas={loaded.model.areas} colours={colours} />
          <Button
            fullWidth
            size="xs"
            variant="light"
            disabled={readOnly !== null || isHeldOut}
            title={t(isHeldOut ? 'annotate.acceptHeldOut' : 'annotate.acceptHint')}
            onClick={onAccept}
          >
            {t('annotate.accept')}
          </Button>
        </>
      ) : (
        <Text fz="sm" className="quiet">
          {t(isHeldOut ? 'annotate.overlayHidden' : 'annotate.noOverlay')}
        </Text>
      )}
      {others.map(({ layer }) => (
        <LayerRow
          key={layer.id}
          name={t(`annotate.layerOf.${layer.kind}`, { author: nameOf(layer.author) })}
          line={lineOf(layer)}
          look={kept.others[layer.id] ?? hiddenLook}
          onLook={(look) => onChange(withLook(kept, layer.id, look))}
        />
      ))}
      {loaded.probabilities && (
        <div>
          <Text fz="xs" className="quiet" mb={4}>
            {t('annotate.heat.title')}
          </Text>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t('annotate.heat.title')}
            value={kept.heat}
            data={(['off', ...heatMaps.map(({ id }) => id)] as const).map((value) => ({
              value,
              label: t(`annotate.heat.${value}`),
            }))}
            onChange={(heat) => onChange({ heat })}
          />
        </div>
      )}
    </Stack>
  )
}

function Areas({ areas, colours }: { areas: readonly number[]; colours: readonly string[] }) {
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
