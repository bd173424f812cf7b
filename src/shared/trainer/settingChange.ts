import { refused } from '../reasons/Refused.ts'
import { methodKinds } from './methods/index.ts'
import { roundSettings } from './parts/round.ts'
import { type TrainingSettings, trainingSettings } from './settings.ts'

/** A setting said otherwise than the preset does: its path, as `learningRate` or `loco.filter.gamma`, and its value. */
export interface SettingChange {
  readonly path: string
  readonly value: unknown
}

type Table = Readonly<Record<string, unknown>>

/**
 * Settings with changes made to them, in turn; one of another method's own settings is passed over, so that a list may
 * be for several methods. Throws `noSuchSetting` and `settingWrong`.
 */
export function changedSettings(
  settings: TrainingSettings,
  changes: readonly SettingChange[],
): TrainingSettings {
  if (changes.length === 0) return settings
  const changed = changes
    .filter(({ path }) => isFor(path, settings.method))
    .reduce<Table>((table, change) => withChange(table, change, change.path.split('.')), { ...settings })
  const read = trainingSettings.safeParse(changed)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const path = issue?.path.join('.') ?? ''
  throw refused('settingWrong', { setting: path, why: issue?.message ?? '' })
}

/** Of all methods, or of this one alone. */
function isFor(path: string, method: string): boolean {
  const [first = ''] = path.split('.')
  return first === method || methodKinds.every(({ name }) => name !== first)
}

/** Presets leave it out, and it can be said all the same. */
const isLeftOut = ({ path }: SettingChange): boolean => Object.hasOwn(roundSettings.shape, path)

function withChange(table: Table, change: SettingChange, [key = '', ...below]: readonly string[]): Table {
  const before = Object.hasOwn(table, key) ? table[key] : undefined
  if (below.length === 0 && (before !== undefined || isLeftOut(change)))
    return { ...table, [key]: change.value }
  if (typeof before !== 'object' || before === null)
    throw refused('noSuchSetting', { setting: change.path, settings: Object.keys(table) })
  // What is an object here is a table of settings.
  return { ...table, [key]: withChange(before as Table, change, below) }
}
