import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { additions } from '../support/adds/additions.ts'
import { SourceCopy } from '../support/adds/SourceCopy.ts'
import { circlesOf } from '../support/circles.ts'
import { importsIn } from '../support/imports.ts'
import { project } from '../support/places.ts'

let copy: SourceCopy
afterAll(() => copy.remove())

/** The table of ARCHITECTURE.md: what is added, and the paths that its row names. */
function tableOfAdditions(): { add: string; paths: string[] }[] {
  const page = readFileSync(join(project, 'ARCHITECTURE.md'), 'utf8')
  const [, table = ''] = page.split('| add | create | one line in |\n|---|---|---|\n')
  const rows = table.slice(0, table.indexOf('\n\n')).split('\n')
  return rows.map((row) => {
    const [, add = '', ...cells] = row.split('|').map((cell) => cell.trim())
    return { add, paths: [...cells.join(' ').matchAll(/`([^`]+)`/g)].map(([, path]) => path ?? '') }
  })
}

const asInTable = (path: string) =>
  path
    .replace('9990-dummy', '00N0-x')
    .replaceAll(/dummy(Found|Weak)/g, 'x')
    .replaceAll('dummy', 'x')
    .replace('Dummy', 'X')

describe('what each addition costs', { timeout: 240_000 }, () => {
  beforeAll(() => {
    copy = new SourceCopy()
    for (const addition of additions) copy.add(addition)
  })

  it('stands in the table, file by file', () => {
    const rows = tableOfAdditions()
    expect(rows.map(({ add }) => add).sort()).toEqual(additions.map(({ add }) => add).sort())
    for (const { add, creates, lines } of additions) {
      const named = rows.find((row) => row.add === add)?.paths ?? []
      const files = [...Object.keys(creates).map(asInTable), ...lines.map(({ file }) => file)]
      const unnamed = files.filter((file) => !named.some((path) => file.endsWith(`/${path}`)))
      expect(unnamed, add).toEqual([])
    }
  })

  it('is all that the compiler asks for', () => {
    const tsc = join(project, 'node_modules/typescript/bin/tsc')
    const { status, stdout } = spawnSync(process.execPath, [tsc, '-b', 'src/main', 'src/renderer'], {
      cwd: copy.path,
      encoding: 'utf8',
    })
    expect(status, stdout).toBe(0)
  })

  it('breaks no rule of what imports what', () => {
    const imports = importsIn(copy.path)
    expect(imports.summary.violations.map((v) => `${v.rule.name}: ${v.from} → ${v.to}`)).toEqual([])
    expect(circlesOf(imports)).toEqual([])
  })

  it('makes it offered wherever its kind is', () => {
    const offered = copy.told(`
      import { Command } from 'commander'
      import { commands } from 'src/main/cli/commands/index.ts'
      import { sections } from 'src/main/cli/experiment/sections/index.ts'
      import { ExportService } from 'src/main/engine/export/ExportService.ts'
      import { ImportService } from 'src/main/engine/import/ImportService.ts'
      import { QueueService } from 'src/main/engine/queue/QueueService.ts'
      import { migrations, SCHEMA_VERSION } from 'src/main/engine/store/migrations/index.ts'
      import { heatMaps } from 'src/shared/domain/heatMaps/index.ts'
      import { roles } from 'src/shared/domain/roles.ts'
      import { wordsOf } from 'src/shared/reasons/wordsOf.ts'
      import { methodHelp } from 'src/shared/trainer/methods/index.ts'
      import { settingsFrom } from 'src/shared/trainer/presets.ts'
      import { tools } from 'src/renderer/editor/tools/index.ts'
      import { annotateCommands } from 'src/renderer/features/annotate/commands.ts'
      import { warningsOf } from 'src/main/engine/training/warnings/index.ts'
      import { timePresets } from 'src/renderer/features/train/times/index.ts'
      const program = new Command()
      for (const command of commands) command.register(program, () => {})
      const help = (name) => program.commands.find((command) => command.name() === name).helpInformation()
      const reason = { name: 'dummyReason', values: { format: 'dummy' } }
      process.stdout.write(JSON.stringify({
        commands: program.commands.some((command) => command.name() === 'dummy'),
        sections: sections.at(-1)({ runs: [] }).heading === 'dummy',
        formats: ExportService.formats.includes('dummy') && help('export').includes('dummy'),
        layouts: ImportService.layouts.includes('dummy') && help('import').includes('dummy'),
        tables: migrations['9990-dummy'] !== undefined && SCHEMA_VERSION === 9990,
        heatMaps: heatMaps.some(({ id }) => id === 'dummy'),
        roles: 'dummy' in roles,
        strategies: QueueService.strategies.some(({ name }) => name === 'dummy') && help('queue').includes('dummy'),
        reasons: [wordsOf(reason, 'en'), wordsOf(reason, 'zh')],
        experiments: help('experiment').includes('dummy'),
        methods: methodHelp.includes('dummy: learns nothing') && help('train').includes('dummy'),
        warnings: warningsOf({ classes: [], labelled: [], validation: [], byModality: {}, sinceLast: null }).length,
        times: timePresets[0].id,
        tools: tools.some(({ id }) => id === 'dummy'),
        keys: annotateCommands.some(({ id }) => id === 'tool.dummy') && annotateCommands.some(({ id }) => id === 'dummy'),
      }))`)
    expect(offered).toEqual({
      commands: true,
      sections: true,
      formats: true,
      layouts: true,
      tables: true,
      heatMaps: true,
      roles: true,
      strategies: true,
      reasons: ['There is no dummy.', '没有 dummy。'],
      experiments: true,
      methods: true,
      warnings: 1,
      times: 'dummy',
      tools: true,
      keys: true,
    })
  })
})
