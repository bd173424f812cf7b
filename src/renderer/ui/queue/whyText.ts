import type { TFunction } from 'i18next'
import type { Why } from '../../../shared/contract/queue.ts'
import { assertNever } from '../../../shared/domain/assertNever.ts'
import type { LabelClass } from '../../../shared/domain/labelClass.ts'

/** Why a frame is worth a label, in one line of the language at hand; classes as the study names them. */
export function whyText(t: TFunction, why: Why, classes: readonly LabelClass[]): string {
  const named = (value: number) => classes[value]?.name ?? String(value)
  const percent = (share: number) => Math.round(100 * share)
  switch (why.name) {
    case 'torn': {
      const [first, second] = why.between
      const names = { first: beginning(named(first)), second: named(second) }
      return t('queue.why.torn', { ...names, percent: percent(why.share) })
    }
    case 'netsDiffer':
      return t('queue.why.netsDiffer', { percent: percent(why.share) })
    case 'rare':
    case 'lesion':
    case 'likeClass':
      return t(`queue.why.${why.name}`, { name: named(why.class) })
    case 'fewOfPatient':
      return t('queue.why.fewOfPatient', { count: why.labelled })
    case 'fewOfLight':
      return why.modality === 'other'
        ? t('queue.why.fewOfOther')
        : t('queue.why.fewOfLight', { light: why.modality })
    case 'begun':
    case 'unsure':
    case 'edge':
    case 'unlike':
    case 'newPatient':
      return t(`queue.why.${why.name}`)
    default:
      return assertNever(why)
  }
}

const beginning = (name: string): string => name.charAt(0).toLocaleUpperCase() + name.slice(1)
