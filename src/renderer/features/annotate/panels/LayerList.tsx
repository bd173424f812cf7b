import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { hiddenLook } from '../../../editor/EditorSettings.ts'
import { withLook } from '../../../editor/looks.ts'
import { lineOf } from '../../../ui/lineOf.ts'
import type { Desk } from '../desk/setup/Desk.ts'
import { HeatChoice } from './HeatChoice.tsx'
import { LayerRow } from './LayerRow.tsx'
import { ModelLayer } from './ModelLayer.tsx'
import { useAuthorNames } from './useAuthorNames.ts'

interface Props {
  readonly desk: Desk
  /** Whether the frame judges the models: their overlays teach nobody there. */
  readonly isHeldOut: boolean
}

/** All that can be seen over the frame: one's own mask, the model's, others', and heat maps. */
export function LayerList({ desk, isHeldOut }: Props) {
  const { t } = useTranslation()
  const { loaded, kept, change } = desk
  const others = loaded.others.filter(({ layer }) => layer !== loaded.model)
  const nameOf = useAuthorNames(loaded.others.some(({ layer }) => layer.kind === 'model'))
  return (
    <Stack gap={6}>
      <LayerRow
        name={t('annotate.mine')}
        line="solid"
        look={kept.mask}
        onLook={(look) => change(withLook(kept, 'mask', look))}
      />
      {loaded.model ? (
        <ModelLayer
          desk={desk}
          model={loaded.model}
          name={nameOf(loaded.model.author)}
          isHeldOut={isHeldOut}
        />
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
          onLook={(look) => change(withLook(kept, layer.id, look))}
        />
      ))}
      {loaded.probabilities && <HeatChoice value={kept.heat} onChange={(heat) => change({ heat })} />}
    </Stack>
  )
}
