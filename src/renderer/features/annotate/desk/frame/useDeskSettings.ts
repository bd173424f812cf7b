import { useEffect, useMemo, useState } from 'react'
import { IGNORE } from '../../../../../shared/domain/labelClass.ts'
import { coloursOf } from '../../../../../shared/domain/palettes.ts'
import { useStudy } from '../../../../api/EngineContext.ts'
import { useHindrance } from '../../../../api/useHindrance.ts'
import type { EditorSettings } from '../../../../editor/EditorSettings.ts'
import { toolKind } from '../../../../editor/tools/index.ts'
import { type KeptSettings, keepSettings, keptSettings } from '../../saving/keptSettings.ts'
import { SIZES } from './brushSizes.ts'

/** Tools, rules and looks as they are set now, and the ways to set them. */
export interface DeskSettings {
  readonly kept: KeptSettings
  /** The same as the editor takes it. */
  readonly settings: EditorSettings
  /** The class that was in hand before. */
  readonly lastValue: number
  /** How many classes the study has. */
  readonly classes: number
  change(part: Partial<KeptSettings>): void
  /** Takes a class into hand. */
  take(value: number): void
  resize(by: number): void
}

export function useDeskSettings(): DeskSettings {
  const study = useStudy()
  const [kept, setKept] = useState(keptSettings)
  const [lastValue, setLastValue] = useState(2)
  useEffect(() => keepSettings(kept), [kept])
  const readOnly = useHindrance('label') !== null
  const colours = useMemo(() => coloursOf(study.classes, kept.palette), [study.classes, kept.palette])
  const settings = useMemo((): EditorSettings => ({ ...kept, colours, readOnly }), [kept, colours, readOnly])
  const change = (part: Partial<KeptSettings>) => setKept((now) => ({ ...now, ...part }))
  return {
    kept,
    settings,
    lastValue,
    classes: study.classes.length,
    change,
    take(value) {
      if (value >= study.classes.length && value !== IGNORE) return
      if (value !== kept.value) setLastValue(kept.value)
      change({ value, ...(toolKind(kept.tool).does === 'paints' ? {} : { tool: 'brush' }) })
    },
    resize: (by) =>
      change({ size: Math.min(SIZES.largest, Math.max(SIZES.smallest, Math.round(kept.size + by))) }),
  }
}
