import type { HeatMapId } from '../../../../shared/domain/heatMaps/index.ts'
import type { PaletteName } from '../../../../shared/domain/palettes.ts'
import { plainWindow } from '../../../../shared/domain/window.ts'
import type { EditorSettings } from '../../../editor/EditorSettings.ts'

/** What stays as it is from frame to frame, and what of it over restarts. */
export interface KeptSettings extends Omit<EditorSettings, 'readOnly' | 'colours'> {
  readonly palette: PaletteName
  /** Whether the panels are away. */
  readonly alone: boolean
  readonly linked: boolean
  /** The heat map that was looked at last: the one that a key brings back. */
  readonly lastHeat: HeatMapId
}

const KEY = 'loco-editor'

const first: KeptSettings = {
  tool: 'brush',
  value: 1,
  size: 24,
  hardness: 1,
  pressure: true,
  rules: { overwrite: 'all', locked: [] },
  mask: { shown: true, filled: false, fill: 0.4, line: 1 },
  model: { shown: true, filled: false, fill: 0.4, line: 1 },
  others: {},
  heat: 'off',
  heatOpacity: 0.7,
  window: plainWindow,
  palette: 'study',
  alone: false,
  linked: false,
  lastHeat: 'uncertainty',
}

let kept: KeptSettings | undefined

export function keptSettings(): KeptSettings {
  if (kept) return kept
  const before = read()
  // Looks of an earlier version lack what they are made of today.
  const mask = { ...first.mask, ...before.mask }
  const model = { ...first.model, ...before.model }
  kept = { ...first, ...before, mask, model }
  return kept
}

/** Rules and the look of a picture belong to the work at hand: after a restart they are as usual again. */
export function keepSettings(settings: KeptSettings): void {
  if (settings === kept) return
  kept = settings
  const { tool, value, size, hardness, pressure, mask, model, heatOpacity, palette } = settings
  const stays = { tool, value, size, hardness, pressure, mask, model, heatOpacity, palette }
  localStorage.setItem(KEY, JSON.stringify(stays))
}

function read(): Partial<KeptSettings> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<KeptSettings>
  } catch {
    return {}
  }
}
