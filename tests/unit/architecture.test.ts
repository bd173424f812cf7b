import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { project } from '../support/places.ts'

interface Report {
  summary: { violations: { rule: { name: string }; from: string; to: string }[]; totalCruised: number }
}

const cruiser = join(project, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')

function violationsIn(root: string): Report['summary'] {
  const args = [cruiser, 'src', '--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json']
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256e6,
  })
  if (!stdout.startsWith('{')) throw new Error(stderr)
  return (JSON.parse(stdout) as Report).summary
}

/** Imports that must be reported: rule, file that imports, what it imports. */
const forbidden = [
  ['shared-stands-alone', 'src/shared/domain/wrong.ts', '../../main/files/durableFile.ts'],
  ['renderer-never-imports-main', 'src/renderer/ui/wrong.ts', '../../main/engine/Engine.ts'],
  ['trainer-knows-only-shared', 'src/main/trainer/loop/wrong.ts', '../../engine/Broadcast.ts'],
  ['engine-never-imports-upward', 'src/main/engine/labels/wrong.ts', '../../trainer/runJob.ts'],
  ['one-door-per-service', 'src/main/engine/labels/wrong2.ts', '../models/verdict.ts'],
  ['store-is-the-floor-of-the-engine', 'src/main/engine/store/wrong.ts', '../labels/LabelService.ts'],
  ['trainers-start-in-jobs-only', 'src/main/cli/wrong.ts', '../engine/jobs/TrainerProcess.ts'],
  ['methods-do-not-know-each-other', 'src/main/trainer/methods/wrong.ts', './loco.ts'],
  ['features-do-not-know-each-other', 'src/renderer/features/train/wrong.ts', '../models/Models.tsx'],
  ['features-never-import-the-app', 'src/renderer/features/train/wrong2.ts', '../../app/theme.ts'],
  ['editor-has-no-react', 'src/renderer/editor/wrong.ts', 'react'],
  ['electron-in-the-shell-only', 'src/main/server/wrong.ts', 'electron'],
] as const

describe('architecture', () => {
  const copy = mkdtempSync(join(tmpdir(), 'loco-edges-'))
  afterAll(() => rmSync(copy, { recursive: true, force: true }))

  it('has no forbidden import', () => {
    const { violations, totalCruised } = violationsIn(project)
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
    const found = violationsIn(copy).violations.map((v) => `${v.rule.name} ${v.from}`)
    for (const [rule, file] of forbidden) expect(found).toContain(`${rule} ${file}`)
  })
})
