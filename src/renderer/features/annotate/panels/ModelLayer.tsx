import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { LayerSummary } from '../../../../shared/contract/layers.ts'
import { withLook } from '../../../editor/looks.ts'
import { lineOf } from '../../../ui/lineOf.ts'
import type { Desk } from '../desk/setup/Desk.ts'
import { LayerRow } from './LayerRow.tsx'
import { OverlayAreas } from './OverlayAreas.tsx'

interface Props {
  readonly desk: Desk
  readonly model: LayerSummary
  readonly name: string
  readonly isHeldOut: boolean
}

/** The overlay of the model in use: its look, what it holds, and making it the mask. */
export function ModelLayer({ desk: { kept, settings, acts, change }, model, name, isHeldOut }: Props) {
  const { t } = useTranslation()
  return (
    <>
      <LayerRow
        name={t('annotate.overlayOf', { model: name })}
        line={lineOf(model)}
        look={kept.model}
        onLook={(look) => change(withLook(kept, 'model', look))}
      />
      <OverlayAreas areas={model.areas} colours={settings.colours} />
      <Button
        fullWidth
        size="xs"
        variant="light"
        disabled={settings.readOnly || isHeldOut}
        title={t(isHeldOut ? 'annotate.acceptHeldOut' : 'annotate.acceptHint')}
        onClick={acts.accept}
      >
        {t('annotate.accept')}
      </Button>
    </>
  )
}
