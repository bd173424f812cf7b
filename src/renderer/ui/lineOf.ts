import type { LayerSummary } from '../../shared/contract/layers.ts'
import type { LineStyle } from '../editor/lines/lineStyles.ts'

/** How the outline of a layer is drawn, by whose it is. */
export function lineOf({ own, kind, inUse }: Pick<LayerSummary, 'own' | 'kind' | 'inUse'>): LineStyle {
  if (own) return 'solid'
  switch (kind) {
    case 'model':
      return inUse ? 'dashed' : 'sparse'
    case 'reader':
      return 'dotted'
    case 'reference':
      return 'dashDotted'
  }
}
