import { defineConfig } from 'vitest/config'
import { watModules } from '../build/watModules.mjs'

/** What adds up numbers: gradients, golden vectors, a step of the paper's net, a resumed run. */
const ARITHMETIC = [
  'tests/unit/main/trainer/nets/Tape.test.ts',
  'tests/unit/main/trainer/ops/{device,filterProducts}.test.ts',
  'tests/golden/{contrast,methodFixtures,resNet50Step}.test.ts',
  'tests/integration/resume.test.ts',
]

/** A person at a window, who trains a round on the way: each waits as much as it works, so two go together. */
const WINDOWS = ['tests/e2e/{chromium,electron,newcomer,train,trainInTwoLights}.test.ts']

/** What trains: a step is half arithmetic on both cores and half on one, so two go together. */
const TRAINING = [
  'tests/golden/**/*.test.ts',
  'tests/unit/main/trainer/**/*.test.ts',
  'tests/faults/{fullDiskTraining,killedTrainer}.test.ts',
  'tests/integration/{batches,checkpoint,collapse,doctor,eighthMethod,experiment,furtherClass,jobs,labelStudy,lookAtFrame,model,onnx,pause,resume,roundLine,warnings}.test.ts',
]

/** What times out when starved, or counts what is asked for in a while: each wants both cores for itself. */
const ALONE = ['tests/faults/{kill,methodsHold,server,soak}.test.ts', 'tests/e2e/trips.test.ts']

/**
 * What mostly waits runs side by side, what trains runs after it. Arithmetic runs a second and a third time, in
 * processes of its own, as processors without AVX-512 and without oneDNN do it.
 */
export default defineConfig({
  plugins: [watModules()],
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A busy machine takes longer than Vitest's second until a window shows what was done.
    expect: { poll: { timeout: 15_000 } },
    pool: 'forks',
    // Other tests load the machine for longer than a round may wait behind them.
    env: { LOCO_TRAINER_PRIORITY: 'normal', LOCO_READ_AHEAD: 'off' },
    projects: [
      together(3, 'side-by-side', ['tests/{unit,integration,faults,e2e}/**/*.test.ts'], 0, [
        ...WINDOWS,
        ...TRAINING,
        ...ALONE,
      ]),
      together(2, 'windows', WINDOWS, 1),
      together(2, 'training', TRAINING, 2),
      alone('alone', ALONE, 3),
      alone('packages', ['tests/packages/**/*.test.ts'], 6),
      alone('avx2', ARITHMETIC, 4, { ONEDNN_MAX_CPU_ISA: 'AVX2' }),
      alone('no-onednn', ARITHMETIC, 5, { TF_ENABLE_ONEDNN_OPTS: '0' }),
    ],
  },
})

/** So many files at a time. */
function together(
  maxWorkers: number,
  name: string,
  include: string[],
  groupOrder: number,
  exclude: string[] = [],
) {
  return {
    extends: true,
    test: { name, include, exclude, maxWorkers, sequence: { groupOrder } },
  } as const
}

/** One file at a time. */
function alone(name: string, include: string[], groupOrder: number, env: Record<string, string> = {}) {
  return {
    extends: true,
    test: { name, include, env, fileParallelism: false, sequence: { groupOrder } },
  } as const
}
