/**
 * `npm test`: set-up, types, lint, architecture and all tests; it ends with what was skipped, and counts. `--golden`
 * runs the golden numbers alone, `--faults` the test beds of `tests/faults` alone, as often as it takes to find faults,
 * and prints what each found.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { say } from './console.mjs'
import { faultTable } from './faultTable.mjs'
import { node, project } from './places.mjs'
import { setUp } from './setup.mjs'
import { linesOf } from './skipped.mjs'

const golden = process.argv.includes('--golden')
const faults = process.argv.includes('--faults')
const rest = process.argv.slice(2).filter((arg) => arg !== '--golden' && arg !== '--faults')

try {
  await setUp()
} catch (error) {
  say(error.message)
  process.exit(1)
}

const checks =
  golden || faults
    ? []
    : [
        { name: 'types', command: ['node_modules/typescript/bin/tsc', '-b'] },
        {
          name: 'lint',
          command: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
        },
      ]
let passed = 0
let failed = 0
for (const { name, command } of checks) {
  say(`Checking ${name} …`)
  const { status } = spawnSync(node(), command, { cwd: project, stdio: 'inherit' })
  if (status === 0) passed++
  else failed++
}

const reports = mkdtempSync(join(tmpdir(), 'loco-test-'))
const report = join(reports, 'report.json')
const warnings = join(reports, 'warnings')
const tallies = join(reports, 'faults')
const vitest = [
  join(project, 'node_modules/vitest/vitest.mjs'),
  'run',
  '--config',
  join(project, 'tests/vitest.config.mts'),
  '--root',
  project,
  '--reporter=default',
  '--reporter=json',
  `--outputFile=${report}`,
]
const wanted = [...(golden ? ['tests/golden'] : []), ...(faults ? ['tests/faults'] : []), ...rest]
const display =
  process.platform === 'linux' && !process.env.DISPLAY && spawnSync('which', ['xvfb-run']).status === 0
const [command, ...args] = display
  ? ['xvfb-run', '-a', node(), ...vitest, ...wanted]
  : [node(), ...vitest, ...wanted]
const code = await new Promise((resolve) =>
  spawn(command, args, {
    cwd: project,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      LOCO_NODE: node(),
      // Every process of the run writes its warnings there, a trainer's worker too: any of them fails the run.
      NODE_REDIRECT_WARNINGS: warnings,
      // Every test bed writes there what it tried and what came of it.
      LOCO_FAULT_TALLIES: tallies,
      ...(faults ? { LOCO_FAULTS: '1' } : {}),
    },
  }).on('close', resolve),
)

let skipped = 0
if (existsSync(report)) {
  const result = JSON.parse(readFileSync(report, 'utf8'))
  passed += result.numPassedTests
  failed += result.numFailedTests
  skipped += result.numPendingTests + (result.numTodoTests ?? 0)
  const broken = result.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  failed += broken.length
  const left = result.testResults.flatMap(({ name: file, assertionResults }) =>
    assertionResults
      .filter((t) => t.status === 'pending' || t.status === 'skipped')
      .map((t) => ({ file, name: t.fullName })),
  )
  for (const line of linesOf(left)) say(line)
} else failed++
if (existsSync(warnings)) {
  say(`Node warned:\n${readFileSync(warnings, 'utf8')}`)
  failed++
}
if (faults && existsSync(tallies)) say(faultTable(readFileSync(tallies, 'utf8')))
rmSync(reports, { recursive: true, force: true })
if (code !== 0 && failed === 0) failed++
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`)
process.exit(failed > 0 ? 1 : 0)
