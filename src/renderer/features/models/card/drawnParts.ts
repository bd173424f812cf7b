import type { TFunction } from 'i18next'
import type { LabelClass } from '../../../../shared/domain/labelClass.ts'
import { escaped } from '../../../../shared/html/escaped.ts'
import { percent } from '../../../ui/figureText.ts'
import { curvePicture } from './curvePicture.ts'
import { framePicture } from './framePicture.ts'
import type { CardPictures } from './readPictures.ts'

/** How a model learned and what it sees, drawn into the page; a part without anything to draw is left out. */
export function drawnParts(
  t: TFunction,
  { curves, frames }: CardPictures,
  classes: readonly LabelClass[],
): string {
  const curve = curves && curvePicture(curves, classes)
  const legend = classes
    .slice(1)
    .map(({ name, colour }) => `<span><i style="background:${colour}"></i>${escaped(name)}</span>`)
    .join('')
  const figures = frames
    .map(
      (frame) =>
        `<figure>${framePicture(frame, classes)}<figcaption>${escaped(t('train.sees.agrees', { now: percent(frame.overlap) }))}</figcaption></figure>`,
    )
    .join('')
  return [
    curve ? `<h2>${escaped(t('card.curve'))}</h2>${curve}<p class="legend">${legend}</p>` : '',
    figures === ''
      ? ''
      : `<h2>${escaped(t('card.frames'))}</h2><p>${escaped(t('card.framesText'))}</p><div class="frames">${figures}</div>`,
  ].join('')
}
