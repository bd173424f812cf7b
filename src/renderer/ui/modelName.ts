import i18next from 'i18next'
import type { ModelName } from '../../shared/contract/models.ts'

/** "Round 3", or "Model 3, from weights.pth": a model's name in the language on the screen. */
export const modelName = ({ number, source }: ModelName): string =>
  source === null ? i18next.t('models.round', { number }) : i18next.t('models.brought', { number, source })
