/**
 * `npm test`: set-up, types, lint, architecture and all tests; it ends with what was skipped, and counts. `--golden`
 * runs the golden numbers alone, `--offline` the end-to-end tests where nothing but loopback leads anywhere, `--faults`
 * the test beds of `tests/faults` alone (and twenty people of a department), as often as it takes to find faults, then those; it prints what each found.
 * `--exchange` compares with other programs' readers alone, and prints one table.
 */
import { spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { say } from './console.mjs'
import { exchangeTable } from './exchangeTable.mjs'
import { faultsFound, faultTable } from './faultTable.mjs'
import { node, project } from './places.mjs'
import { setUp } from './setup.mjs'
import { canCutOff, linesOf } from './skipped.mjs'

const golden = process.argv.includes('--golden')
const faults = process.argv.includes('--faults')
const offline = process.argv.includes('--offline')
const exchange = process.argv.includes('--exchange')
const kinds = ['--golden', '--faults', '--offline', '--exchange']
const rest = process.argv.slice(2).filter((arg) => !kinds.includes(arg))

try {
  await setUp()
} catch (error) {
  say(error.message)
  process.exit(1)
}

const checks =
  golden || faults || offline || exchange
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
const warnings = join(reports, 'warnings')
const tallies = join(reports, 'faults')
const exchanged = join(reports, 'exchanged')
/** More files than these that fail in one run are no chance. */
const MOST_AGAIN = 6
let skipped = 0
if (!offline)
  await run(
    [
      ...(golden ? ['tests/golden'] : []),
      ...(exchange ? ['tests/exchange'] : []),
      ...(faults ? ['tests/faults', 'tests/integration/department.test.ts'] : []),
      ...rest,
    ],
    {
      again: !faults,
    },
  )
if (offline || (faults && rest.length === 0)) await runOffline(rest.length > 0 ? rest : ['tests/e2e'])
if (existsSync(warnings)) {
  say(`Node warned:\n${readFileSync(warnings, 'utf8')}`)
  failed++
}
if (existsSync(tallies)) {
  const found = readFileSync(tallies, 'utf8')
  const wrong = faultsFound(found)
  if (faults || offline) say(faultTable(found))
  else if (wrong.length > 0) say(faultTable(wrong.join('\n')))
  // The test that counted it has failed already, unless it passed when it ran again.
  if (wrong.length > 0 && failed === 0) failed++
}
if (exchange && existsSync(exchanged)) say(exchangeTable(readFileSync(exchanged, 'utf8')))
rmSync(reports, { recursive: true, force: true })
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`)
process.exit(failed > 0 ? 1 : 0)

/**
 * Runs test files, within a command where one is named; counts what came of them, and returns the counts. Where `again`,
 * files that failed are run once more, alone, and that run counts: a machine that stood still for half a minute is not a
 * fault of the product. It is said, since a file that is named often has one of its own. Many at once are no chance, and
 * what a test bed counted as lost or dead fails the run whatever comes afterwards.
 */
async function run(wanted, { within = [], again = false } = {}) {
  const report = join(reports, `${randomUUID()}.json`)
  const strays = `${report}.strays`
  const vitest = [
    join(project, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--config',
    join(project, 'tests/vitest.config.mts'),
    '--root',
    project,
    '--reporter=default',
    '--reporter=json',
    `--reporter=${join(project, 'build/strayErrors.mjs')}`,
    `--outputFile.json=${report}`,
  ]
  const display =
    process.platform === 'linux' && !process.env.DISPLAY && spawnSync('which', ['xvfb-run']).status === 0
  const [command, ...args] = [...(display ? ['xvfb-run', '-a'] : []), ...within, node(), ...vitest, ...wanted]
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
        LOCO_EXCHANGE_ROWS: exchanged,
        LOCO_STRAY_ERRORS: strays,
        ...(faults ? { LOCO_FAULTS: '1' } : {}),
      },
    }).on('close', resolve),
  )
  const files = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).testResults : undefined
  const failing = new Set((files ?? []).filter((file) => failuresIn(file) > 0).map(({ name }) => name))
  const restless = again && failing.size <= MOST_AGAIN ? failing : new Set()
  const came = files && countsOf(files.filter(({ name }) => !restless.has(name)))
  const stray = linesIn(strays).filter((file) => !restless.has(file))
  if (stray.length > 0) say(`Errors outside all tests fail the run: ${stray.join(', ')}`)
  if (!came || stray.length > 0 || (code !== 0 && came.failed === 0 && restless.size === 0)) failed++
  for (const file of restless) {
    const name = relative(project, file)
    say(`Running ${name} again, alone: it failed beside others.`)
    const { failed: still } = await run([name])
    if (still === 0) say(`${name} passed when it ran alone.`)
  }
  return came ?? { ran: 0, failed: 1 }
}

function linesIn(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : []
}

/** How many tests of a file failed; one that could not be loaded counts as one. */
function failuresIn({ status, assertionResults }) {
  const failures = assertionResults.filter((test) => test.status === 'failed').length
  return status === 'failed' ? Math.max(1, failures) : failures
}

function countsOf(files) {
  const tests = files.flatMap(({ name: file, assertionResults }) =>
    assertionResults.map((test) => ({ file, name: test.fullName, status: test.status })),
  )
  const left = tests.filter(({ status }) => ['pending', 'skipped', 'todo'].includes(status))
  const succeeded = tests.filter(({ status }) => status === 'passed').length
  const failures = files.reduce((sum, file) => sum + failuresIn(file), 0)
  passed += succeeded
  skipped += left.length
  failed += failures
  for (const line of linesOf(left)) say(line)
  return { ran: succeeded + failures, failed: failures }
}

/** The same where one interface leads out of the machine, whose packets are counted and go nowhere. */
async function runOffline(wanted) {
  if (!canCutOff()) {
    say('skipped the end-to-end tests without a network: run as root on Linux, with util-linux and iproute2')
    return
  }
  say('Running end-to-end tests where nothing but loopback leads anywhere …')
  const at = (name) => join(project, 'tests/support/egress', name)
  const packets = join(reports, 'packets')
  const within = ['unshare', '-n', '-m', at('network.sh'), node(), at('counted.ts'), packets]
  const { ran, failed: fails } = await run(wanted, { within })
  const sent = existsSync(packets) ? Number(readFileSync(packets, 'utf8')) : 1
  if (sent > 0) {
    say(`${sent} packets left the machine.`)
    failed++
  }
  const row = {
    fault: 'end-to-end tests without a network',
    tried: ran,
    lost: sent > 0 ? 1 : 0,
    crashed: fails,
  }
  appendFileSync(tallies, `${JSON.stringify({ ...row, unclear: 0 })}\n`)
}
