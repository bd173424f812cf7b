import type { TFunction } from 'i18next'
import type { LabelClass } from '../../../../shared/domain/labelClass.ts'
import { escaped } from '../../../../shared/html/escaped.ts'
import { htmlPage, list, table } from '../../../../shared/html/htmlPage.ts'
import type { CardPictures } from '../../../ui/pages/readPictures.ts'
import type { CardPart } from './cardParts.ts'
import { drawnParts } from './drawnParts.ts'

interface Card {
  readonly title: string
  readonly study: string
  readonly language: string
  /** Of LoCo Studio. */
  readonly version: string
  readonly note: string
  readonly parts: readonly CardPart[]
  readonly classes: readonly LabelClass[]
  readonly pictures: CardPictures
}

/** A model's card as one HTML file that needs nothing else and names no patient. */
export function cardPage(t: TFunction, card: Card): string {
  const { title, study, language, version, note, parts, classes, pictures } = card
  const told = parts.map(
    ({ id, rows, lines }) => `<h2>${escaped(t(`card.part.${id}`))}</h2>${list(lines)}${table(rows)}`,
  )
  // What was learned from and what it came to stand first, then how it looks, then what few ask for.
  const sections = [...told.slice(0, 3), drawnParts(t, pictures, classes), ...told.slice(3)].join('')
  const written = note === '' ? '' : `<h2>${escaped(t('card.note'))}</h2><pre>${escaped(note)}</pre>`
  return htmlPage({ title, study, language, version, body: `${sections}${written}` })
}
