import type { Addition } from './Addition.ts'

/** What engine and command line get. */
export const engineAdditions: readonly Addition[] = [
  {
    add: 'an import layout',
    creates: {
      'src/main/engine/import/layouts/dummy.ts': `
import type { Layout } from './Layout.ts'

export const dummyLayout: Layout = { name: 'dummy', recognises: async () => false, find: async () => [] }
`,
    },
    lines: [
      {
        file: 'src/main/engine/import/layouts/index.ts',
        imports: "import { dummyLayout } from './dummy.ts'",
        from: '  folderLayout,\n]',
        to: '  dummyLayout,\n  folderLayout,\n]',
      },
    ],
  },
  {
    add: 'an export format',
    creates: {
      'src/main/engine/export/exporters/dummy.ts': `
import type { Exporter } from './Exporter.ts'

export const dummyExporter: Exporter = {
  name: 'dummy',
  begin: () => ({ add: async () => {}, finish: async () => {} }),
}
`,
    },
    lines: [
      {
        file: 'src/main/engine/export/exporters/index.ts',
        imports: "import { dummyExporter } from './dummy.ts'",
        from: '  csvExporter,\n]',
        to: '  csvExporter,\n  dummyExporter,\n]',
      },
    ],
  },
  {
    add: 'a warning before a round',
    creates: {
      'src/main/engine/training/warnings/dummy.ts': `
import { reasonOf } from '../../../../shared/reasons/Refused.ts'
import type { WarningKind } from './Warning.ts'

export const dummy: WarningKind = () => [
  { reason: reasonOf('nothingNewToLearn'), remedy: { kind: 'judges' } },
]
`,
    },
    lines: [
      {
        file: 'src/main/engine/training/warnings/index.ts',
        imports: "import { dummy } from './dummy.ts'",
        from: '  nothingNewToLearn,\n]',
        to: '  nothingNewToLearn,\n  dummy,\n]',
      },
    ],
  },
  {
    add: 'a queue strategy',
    creates: {
      'src/main/engine/queue/strategies/dummy.ts': `
import type { Strategy } from './Strategy.ts'

export const dummy: Strategy = { name: 'dummy', sentence: 'none', delays: (candidates) => candidates.map(() => 1) }
`,
    },
    lines: [
      {
        file: 'src/main/engine/queue/strategies/index.ts',
        imports: "import { dummy } from './dummy.ts'",
        from: '  inOrder,\n]',
        to: '  inOrder,\n  dummy,\n]',
      },
    ],
  },
  {
    add: 'a place to do jobs',
    creates: {
      'src/main/engine/jobs/dummy.ts': `
import type { Driver } from './Driver.ts'

export const dummy = (): Driver => ({
  room: { long: 1, warm: 1, apart: 1 },
  start: () => ({
    pid: undefined,
    ended: Promise.resolve({ kind: 'crashed', code: null, signal: null, lastWords: '' }),
    cancel() {},
    pause() {},
    prefer() {},
    hold() {},
    takes() {},
  }),
  close: async () => {},
})
`,
    },
    lines: [
      {
        file: 'src/main/engine/jobs/drivers.ts',
        imports: "import { dummy } from './dummy.ts'",
        from: 'new TrainersHere(runtime),\n}',
        to: 'new TrainersHere(runtime),\n  dummy,\n}',
      },
    ],
  },
  {
    add: 'a command',
    creates: {
      'src/main/cli/commands/dummy.ts': `
import type { Command } from '../Command.ts'

export const dummy: Command = {
  register(program, terminal) {
    program.command('dummy').action(() => terminal(false).result(null, ''))
  },
}
`,
    },
    lines: [
      {
        file: 'src/main/cli/commands/index.ts',
        imports: "import { dummy } from './dummy.ts'",
        from: '  report,\n]',
        to: '  report,\n  dummy,\n]',
      },
    ],
  },
  {
    add: 'a table or figure of experiments',
    creates: {
      'src/main/cli/experiment/sections/dummy.ts': `
import { type Section, table } from '../../report/section.ts'
import { plainRows } from '../../report/table.ts'
import type { Report } from '../measures/Report.ts'

export const dummy = ({ runs }: Report): Section => ({
  heading: 'dummy',
  parts: [table({ head: ['runs'], rows: plainRows([[String(runs.length)]]) })],
})
`,
    },
    lines: [
      {
        file: 'src/main/cli/experiment/sections/index.ts',
        imports: "import { dummy } from './dummy.ts'",
        from: '  everyRun,\n]',
        to: '  everyRun,\n  dummy,\n]',
      },
    ],
  },
  {
    add: 'what rounds of an experiment begin with',
    creates: {},
    lines: [
      {
        file: 'src/main/engine/experiment/starts.ts',
        from: 'export const starts: readonly Start[] = [\n',
        to: "export const starts: readonly Start[] = [\n  { name: 'dummy', sentence: 'nothing', goesOn: false, settings: (settings) => settings },\n",
      },
    ],
  },
  {
    add: 'a preset of experiments',
    creates: {},
    lines: [
      {
        file: 'src/main/engine/experiment/presets.ts',
        from: "  code: { ...short, preset: 'code' },\n",
        to: "  code: { ...short, preset: 'code' },\n  dummy: { ...short, preset: 'cpu', size: 64 },\n",
      },
    ],
  },
  {
    add: 'a table',
    creates: {
      'src/main/engine/store/migrations/9990-dummy.ts': `
import type { Kysely } from 'kysely'

export const up = (db: Kysely<unknown>): Promise<void> =>
  db.schema.createTable('dummy').addColumn('id', 'integer').execute()
`,
    },
    lines: [
      {
        file: 'src/main/engine/store/migrations/index.ts',
        imports: "import * as dummy from './9990-dummy.ts'",
        from: ': adjustableSplit,\n',
        to: ": adjustableSplit,\n  '9990-dummy': dummy,\n",
      },
    ],
  },
  {
    add: 'an operation',
    creates: {},
    lines: [
      {
        file: 'src/shared/contract/models.ts',
        from: 'export const models = {\n',
        to: "export const models = {\n  dummy: operation('MODEL_NOT_FOUND').output(z.string()),\n",
      },
      {
        file: 'src/main/api/study/modelRoutes.ts',
        from: 'export const modelRoutes = {\n',
        to: 'export const modelRoutes = {\n  dummy: see.models.dummy.handler(({ context: { study } }) => study.name),\n',
      },
    ],
  },
]
