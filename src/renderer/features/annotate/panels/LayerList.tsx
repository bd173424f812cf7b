import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { hiddenLook } from '../../../editor/EditorSettings.ts'
import { withLook } from '../../../editor/looks.ts'
import { lineOf } from '../../../ui/lineOf.ts'
import { useAuthors } from '../../../ui/useAuthors.ts'
import type { Desk } from '../desk/setup/Desk.ts'
import { AskModel } from './AskModel.tsx'
import { HeatChoice } from './HeatChoice.tsx'
import { LayerRow } from './LayerRow.tsx'
import { ModelLayer } from './ModelLayer.tsx'
import { StaleOverlay } from './StaleOverlay.tsx'

interface Props {
  readonly desk: Desk
  /** Whether the frame judges the models: their overlays teach nobody there. */
  readonly isHeldOut: boolean
}

/** All that can be seen over the frame: one's own mask, the model's, others', and heat maps. */
export function LayerList({ desk, isHeldOut }: Props) {
  const { t } = useTranslation()
  const { loaded, kept, change } = desk
  const { model, probabilities, maps } = loaded
  const others = loaded.others.filter(({ layer }) => layer !== model)
  const { nameOf, isOutdated } = useAuthors(loaded.others.some(({ layer }) => layer.kind === 'model'))
  // Where the model in use has not looked, an older one may have.
  const older = (model ?? others.find(({ layer }) => layer.kind === 'model')?.layer)?.author
  return (
    <Stack gap={6}>
      <LayerRow
        name={t('annotate.mine')}
        line="solid"
        look={kept.mask}
        onLook={(look) => change(withLook(kept, 'mask', look))}
      />
      {model && <ModelLayer desk={desk} model={model} name={nameOf(model.author)} isHeldOut={isHeldOut} />}
      {older !== undefined && isOutdated(older) && <StaleOverlay model={nameOf(older)} />}
      {!model && older === undefined && (
        <Text fz="sm" className="quiet">
          {t(isHeldOut ? 'annotate.overlayHidden' : 'annotate.noOverlay')}
        </Text>
      )}
      {(model || !isHeldOut) && <AskModel desk={desk} />}
      {others.map(({ layer }) => (
        <LayerRow
          key={layer.id}
          name={t(`annotate.layerOf.${layer.kind}`, { author: nameOf(layer.author) })}
          line={lineOf(layer)}
          look={kept.others[layer.id] ?? hiddenLook}
          onLook={(look) => change(withLook(kept, layer.id, look))}
        />
      ))}
      {probabilities && (
        <HeatChoice
          kept={kept}
          onChange={change}
          doubted={{ probabilities, maps: maps ?? {} }}
          hasMaps={maps !== undefined}
        />
      )}
    </Stack>
  )
}
