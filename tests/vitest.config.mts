import { defineConfig } from 'vitest/config'

/** What adds up numbers: gradients, golden vectors, a step of the paper's net, a resumed run. */
const ARITHMETIC = [
  'tests/unit/main/trainer/nets/Tape.test.ts',
  'tests/unit/main/trainer/{device,ops/filterProducts}.test.ts',
  'tests/golden/{contrast,methodFixtures,resNet50Step}.test.ts',
  'tests/integration/resume.test.ts',
]

/**
 * One file at a time: the trainer's tests want both cores, and the end-to-end tests time out when starved. Arithmetic
 * runs a second and a third time, in processes of its own, as processors without AVX-512 and without oneDNN do it.
 */
export default defineConfig({
  test: {
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    execArgv: ['--no-deprecation'],
    projects: [
      {
        extends: true,
        test: { name: 'as-it-is', include: ['tests/{unit,integration,golden,e2e}/**/*.test.ts'] },
      },
      {
        extends: true,
        test: { name: 'avx2', include: ARITHMETIC, env: { ONEDNN_MAX_CPU_ISA: 'AVX2' } },
      },
      {
        extends: true,
        test: { name: 'no-onednn', include: ARITHMETIC, env: { TF_ENABLE_ONEDNN_OPTS: '0' } },
      },
    ],
  },
})
