import { defineConfig } from 'vitest/config'

/** One file at a time: the trainer's tests want both cores, and the end-to-end tests time out when starved. */
export default defineConfig({
  test: {
    include: ['tests/{unit,integration,golden,e2e}/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    execArgv: ['--no-deprecation'],
  },
})
