import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { circlesOf } from '../support/circles.ts'
import { importsIn } from '../support/imports.ts'
import { project } from '../support/places.ts'

/** Imports that must be reported: rule, file that imports, what it imports. */
const forbidden = [
  ['shared-stands-alone', 'src/shared/domain/wrong.ts', '../../main/files/durableFile.ts'],
  ['renderer-never-imports-main', 'src/renderer/ui/wrong.ts', '../../main/engine/Engine.ts'],
  ['trainer-knows-only-shared', 'src/main/trainer/loop/wrong.ts', '../../engine/study/Broadcast.ts'],
  ['trainer-rooms-stand-on-floors', 'src/main/trainer/methods/wrong2.ts', '../loop/train.ts'],
  ['trainer-rooms-stand-on-floors', 'src/main/trainer/ops/wrong.ts', '../nets/Network.ts'],
  ['assistant-knows-only-shared', 'src/main/assistant/wrong.ts', '../engine/Engine.ts'],
  ['onnx-runtime-in-the-assistant-only', 'src/main/engine/assist/wrong.ts', 'onnxruntime-node'],
  ['install-stands-below', 'src/main/install/wrong.ts', '../engine/Engine.ts'],
  ['engine-never-imports-upward', 'src/main/engine/labels/wrong.ts', '../../trainer/runJob.ts'],
  ['one-door-per-service', 'src/main/engine/labels/wrong2.ts', '../models/verdict.ts'],
  ['store-is-the-floor-of-the-engine', 'src/main/engine/store/wrong.ts', '../labels/LabelService.ts'],
  ['sqlite-in-the-store-only', 'src/main/engine/keep/wrong.ts', 'better-sqlite3'],
  ['sqlite-in-the-store-only', 'src/main/api/wrong.ts', '../engine/store/connection.ts'],
  ['engine-is-reached-through-doors', 'src/main/api/wrong2.ts', '../engine/labels/storeMask.ts'],
  ['engine-is-reached-through-doors', 'src/main/cli/wrong2.ts', '../engine/store/openStore.ts'],
  ['trainers-start-in-jobs-only', 'src/main/cli/wrong.ts', '../engine/jobs/TrainerProcess.ts'],
  ['methods-do-not-know-each-other', 'src/main/trainer/methods/wrong.ts', './loco.ts'],
  ['features-do-not-know-each-other', 'src/renderer/features/train/wrong.ts', '../models/Models.tsx'],
  [
    'annotate-saving-knows-its-neighbours',
    'src/renderer/features/annotate/saving/wrong.ts',
    '../desk/setup/Desk.ts',
  ],
  [
    'annotate-desk-knows-its-neighbours',
    'src/renderer/features/annotate/desk/wrong.ts',
    '../panels/SidePanel.tsx',
  ],
  [
    'annotate-place-knows-its-neighbours',
    'src/renderer/features/annotate/place/wrong.ts',
    '../FrameView.tsx',
  ],
  ['annotate-desk-has-doors', 'src/renderer/features/annotate/panels/wrong.ts', '../desk/frame/useEditor.ts'],
  ['features-never-import-the-app', 'src/renderer/features/train/wrong2.ts', '../../app/theme.ts'],
  ['editor-has-no-react', 'src/renderer/editor/wrong.ts', 'react'],
  ['electron-in-the-shell-only', 'src/main/server/wrong.ts', 'electron'],
] as const

/** No file is longer, and half of them are no longer than the second, in lines. */
const LONGEST = 400
const USUAL = 80

describe('architecture', () => {
  const copy = mkdtempSync(join(tmpdir(), 'loco-edges-'))
  afterAll(() => rmSync(copy, { recursive: true, force: true }))
  const imports = importsIn(project)

  it('has no forbidden import', () => {
    const { violations, totalCruised } = imports.summary
    expect(violations.map((v) => `${v.rule.name}: ${v.from} → ${v.to}`)).toEqual([])
    expect(totalCruised).toBeGreaterThan(150)
  })

  it('reports each forbidden edge when there is one', () => {
    for (const name of [
      'src',
      'resources',
      '.dependency-cruiser.cjs',
      'tsconfig.base.json',
      'package.json',
    ]) {
      cpSync(join(project, name), join(copy, name), { recursive: true })
    }
    symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'))
    for (const [, file, imported] of forbidden) {
      mkdirSync(join(copy, dirname(file)), { recursive: true })
      writeFileSync(join(copy, file), `import * as wrong from '${imported}'\nexport const used = wrong\n`)
    }
    const found = importsIn(copy).summary.violations.map((v) => `${v.rule.name} ${v.from}`)
    for (const [rule, file] of forbidden) expect(found).toContain(`${rule} ${file}`)
  })

  it('has no circle of folders', () => {
    expect(circlesOf(imports)).toEqual([])
  })

  it('would report circles: of a folder and its child, of rooms whose files know no circle', () => {
    const module = (source: string, ...resolved: string[]) => ({
      source,
      dependencies: resolved.map((to) => ({ resolved: to })),
    })
    const modules = [
      module('src/a/top.ts', 'src/a/list/index.ts'),
      module('src/a/list/index.ts', 'src/a/Kind.ts'),
      module('src/a/Kind.ts', 'node_modules/zod/index.d.cts'),
      module('src/b/low/x.ts', 'src/c/low/y.ts'),
      module('src/c/low/y.ts'),
      module('src/c/high/z.ts', 'src/b/high/w.ts'),
      module('src/b/high/w.ts', 'src/d/alone.ts'),
      module('src/d/alone.ts'),
    ]
    expect(circlesOf({ modules })).toEqual([
      'src/a → src/a/list',
      'src/a/list → src/a',
      'src/b → src/c',
      'src/c → src/b',
    ])
  })

  it('has small files', () => {
    const folder = join(project, 'src')
    const lengths = (readdirSync(folder, { recursive: true }) as string[])
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => ({ file, lines: readFileSync(join(folder, file), 'utf8').split('\n').length - 1 }))
      .sort((a, b) => a.lines - b.lines)
    expect(lengths.filter(({ lines }) => lines > LONGEST)).toEqual([])
    expect(lengths[lengths.length >> 1]?.lines).toBeLessThanOrEqual(USUAL)
  })
})
