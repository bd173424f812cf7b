import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import type { WarningKind } from './Warning.ts'

const LIGHTS = ['NBI', 'WLI'] as const

/** A light in which frames wait and none is labelled: the same lesion looks otherwise there. */
export const lightNotLabelled: WarningKind = ({ byModality }) =>
  LIGHTS.filter((light) => {
    const { labelled = 0, unlabelled = 0 } = byModality[light] ?? {}
    return labelled === 0 && unlabelled > 0
  }).map((light) => ({
    reason: reasonOf('lightNotLabelled', { light }),
    remedy: { kind: 'label', split: 'train', modality: light },
  }))
