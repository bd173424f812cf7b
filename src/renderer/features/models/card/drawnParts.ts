import type { TFunction } from 'i18next'
import type { LabelClass } from '../../../../shared/domain/labelClass.ts'
import { escaped } from '../../../../shared/html/escaped.ts'
import { part } from '../../../../shared/html/htmlPage.ts'
import { percent } from '../../../ui/figureText.ts'
import { curvePart } from '../../../ui/pages/curvePart.ts'
import { framePicture } from '../../../ui/pages/framePicture.ts'
import type { CardPictures } from '../../../ui/pages/readPictures.ts'

/** How a model learned and what it sees, drawn into the page; a part without anything to draw is left out. */
export function drawnParts(
  t: TFunction,
  { curves, frames }: CardPictures,
  classes: readonly LabelClass[],
): string {
  const figures = frames
    .map(
      (frame) =>
        `<figure>${framePicture(frame, classes)}<figcaption>${escaped(t('train.sees.agrees', { now: percent(frame.overlap) }))}</figcaption></figure>`,
    )
    .join('')
  const shown =
    figures === '' ? '' : `<p>${escaped(t('card.framesText'))}</p><div class="frames">${figures}</div>`
  return curvePart(t, curves, classes) + part(t('card.frames'), shown)
}
