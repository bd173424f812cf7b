import { join, relative, sep } from 'node:path'
import type { Reason } from '../../../shared/reasons/index.ts'
import type { Candidate, Scores } from '../../../shared/trainer/protocol.ts'
import { writeJson } from './jsonFile.ts'
import { folderOf } from './keptRuns.ts'
import type { ExperimentPlan, Run, RunName, Way } from './plan.ts'
import type { PreparedRun } from './preparedRun.ts'

/** A run that ended without a model. */
export interface FailedRun extends RunName {
  readonly reason: Reason
}

/**
 * Writes `results.json`, with everything: the plan, who was on which side, and each finished run with its settings, its
 * scores on every test frame and what it took. Frames are named relative to the data's folder.
 */
export async function writeResults(
  plan: ExperimentPlan,
  all: readonly PreparedRun[],
  runs: readonly Run[],
  failed: readonly FailedRun[],
): Promise<void> {
  const name = namesIn(plan.data)
  await writeJson(join(plan.out, 'results.json'), {
    plan: planAsJson(plan),
    splits: splitsOf(all, plan.ways !== undefined, name),
    runs: runs.map((run) => runAsJson(run, relative(plan.out, folderOf(plan.out, run)), name)),
    failed: failed.map(({ labelled, ...rest }) => ({ ...rest, share: labelled })),
    unfinished: all
      .map((run) => run.name)
      .filter((own) => !runs.some((run) => isSame(run, own)))
      .map(({ labelled, ...rest }) => ({ ...rest, share: labelled })),
  })
}

const isSame = (a: RunName, b: RunName) =>
  a.method === b.method && a.labelled === b.labelled && a.seed === b.seed

const namesIn = (data: string) => (path: string) => relative(data, path).split(sep).join('/')

const planAsJson = ({ maskMap, groupBy, ways, ...rest }: ExperimentPlan) => ({
  ...rest,
  ...(ways ? { ways: ways.map(wayAsJson) } : {}),
  ...(maskMap ? { maskMap: Object.fromEntries(maskMap) } : {}),
  ...(groupBy
    ? { groupBy: groupBy.kind === 'regex' ? { ...groupBy, pattern: groupBy.pattern.source } : groupBy }
    : {}),
})

const wayAsJson = ({ name, method, strategy, start }: Way) => ({
  ...{ name, method, start: start.name },
  strategy: strategy === 'random' ? strategy : strategy.name,
})

/** Sides are the same for all methods of a share and seed, but not where each way chooses its own frames. */
function splitsOf(runs: readonly PreparedRun[], hasWays: boolean, name: (path: string) => string) {
  const bySplit = new Map(
    runs.map(({ name: { method, labelled, seed }, sides }) => {
      const way = hasWays ? { way: method } : {}
      return [`${hasWays ? method : ''} ${labelled} ${seed}`, { ...way, labelled, seed, sides }]
    }),
  )
  return [...bySplit.values()].map(({ labelled: share, seed, sides, ...way }) => {
    const paths = (side: keyof typeof sides) => sides[side].map(({ path }) => name(path))
    return {
      ...way,
      share,
      seed,
      test: paths('test'),
      validation: paths('validation'),
      labelled: paths('labelled'),
      unlabelled: paths('unlabelled'),
    }
  })
}

function runAsJson(run: Run, folder: string, name: (path: string) => string) {
  const { method, labelled, seed, settings, counts, stepsDone, seconds, peakMb, madeBy, net } = run
  const { perFrame, ...scores } = run.scores
  return {
    method,
    share: labelled,
    seed,
    folder,
    settings,
    counts,
    steps: stepsDone,
    seconds,
    secondsPerStep: stepsDone > 0 ? seconds / stepsDone : null,
    peakMb,
    madeBy,
    net,
    scores: { ...scores, perFrame: perFrame.map((frame) => ({ ...frame, id: name(frame.id) })) },
    candidates: run.candidates.map(candidateAsJson),
  }
}

const candidateAsJson = ({ net, step, validation, test }: Candidate) => ({
  net,
  step,
  validation: summaryOf(validation),
  test: summaryOf(test),
})

const summaryOf = (scores: Scores | null) => {
  if (!scores) return null
  const { iou, miou, miouForeground, dice, nsd } = scores
  return { iou, miou, miouForeground, dice, nsd }
}
