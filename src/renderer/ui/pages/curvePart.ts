import type { TFunction } from 'i18next'
import type { Curves } from '../../../shared/contract/training.ts'
import type { LabelClass } from '../../../shared/domain/labelClass.ts'
import { escaped } from '../../../shared/html/escaped.ts'
import { part } from '../../../shared/html/htmlPage.ts'
import { curvePicture } from './curvePicture.ts'

/** How a round learned, as a part of a page; nothing where there is no curve. */
export function curvePart(t: TFunction, curves: Curves | null, classes: readonly LabelClass[]): string {
  const curve = curves && curvePicture(curves, classes)
  if (!curve) return ''
  const legend = classes
    .slice(1)
    .map(({ name, colour }) => `<span><i style="background:${colour}"></i>${escaped(name)}</span>`)
  return part(t('card.curve'), `${curve}<p class="legend">${legend.join('')}</p>`)
}
