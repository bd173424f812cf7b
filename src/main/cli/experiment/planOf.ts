import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { SettingChange } from '../../../shared/trainer/settingChange.ts'
import {
  type ExperimentPlan,
  ExperimentService,
  type TestSet,
} from '../../engine/experiment/ExperimentService.ts'
import { maskMeanings } from '../maskMeanings.ts'

/** What `loco experiment` was asked about its plan; what is absent, the preset says. */
export interface PlanOptions extends Pick<ExperimentPlan, 'data' | 'layout' | 'ditherMasks' | 'groupBy'> {
  readonly preset: string
  readonly maskMap?: ReadonlyMap<string, string>
  readonly splitFiles?: string
  readonly classes?: number
  readonly methods?: readonly string[]
  readonly labelled?: readonly string[]
  readonly active?: readonly string[]
  readonly starts?: readonly string[]
  readonly validation: string
  readonly seeds: readonly string[]
  readonly steps?: number
  readonly epochs?: number
  readonly matchSteps?: boolean
  readonly size?: number
  readonly batch?: number
  readonly backbone?: string
  readonly set?: readonly SettingChange[]
  readonly testSet?: readonly TestSet[]
  readonly out?: string
}

/** The plan of an experiment: a preset, with what was asked for otherwise. Fails WRONG_USAGE. */
export function planOf(asked: PlanOptions): ExperimentPlan {
  const { data, layout, ditherMasks, groupBy, maskMap, splitFiles, out } = asked
  const preset = ExperimentService.preset(asked.preset)
  const classes = asked.classes ?? preset.classes
  return {
    ...preset,
    data: resolve(data),
    layout,
    ...(ditherMasks ? { ditherMasks } : {}),
    ...(groupBy ? { groupBy } : {}),
    ...(maskMap ? { maskMap: maskMeanings(maskMap, ExperimentService.classesOf(classes)) } : {}),
    ...(splitFiles === undefined ? {} : { splitFiles: resolve(splitFiles) }),
    classes,
    ...methodsOf(asked, preset.methods),
    shares: unlike(asked.labelled ?? preset.shares),
    testSets: asked.testSet ?? preset.testSets ?? [],
    validation: asked.validation,
    seeds: unlike(asked.seeds.map(Number)),
    length: lengthOf(asked, preset.length),
    size: asked.size ?? preset.size,
    batch: asked.batch ?? preset.batch,
    backbone: asked.backbone ?? preset.backbone,
    changes: [...(preset.changes ?? []), ...(asked.set ?? [])],
    out: resolve(out ?? join(tmpdir(), `loco-experiment-${process.pid}`)),
  }
}

/** Methods as they are, or in rounds: LoCo where none is named, each way of doing them taking a method's place. */
function methodsOf(
  { methods, active, starts }: PlanOptions,
  preset: readonly string[],
): Pick<ExperimentPlan, 'methods' | 'ways'> {
  if (active === undefined && starts === undefined) return { methods: unlike(methods ?? preset) }
  const { waysOf, usualStart } = ExperimentService.rounds
  const ways = waysOf({
    methods: unlike(methods ?? ['loco']),
    strategies: unlike(active ?? ['random']),
    starts: unlike(starts ?? [usualStart]),
  })
  return { methods: ways.map(({ name }) => name), ways }
}

/** Each once: what is named twice would be done twice, in one folder. */
const unlike = <T>(items: readonly T[]): T[] => [...new Set(items)]

/** Steps that were asked for go before epochs that were, and both before the preset's. */
function lengthOf(
  { steps, epochs, matchSteps = false }: PlanOptions,
  preset: ExperimentPlan['length'],
): ExperimentPlan['length'] {
  if (steps !== undefined) return { steps }
  if (epochs !== undefined) return { epochs, matchSteps }
  return 'epochs' in preset ? { ...preset, matchSteps } : preset
}
