import { spawnSync } from 'node:child_process'
import { SetupError } from '../console.mjs'
import { project } from '../places.mjs'

/** The time a build bears: `SOURCE_DATE_EPOCH` (seconds), else that of the commit, never that of the clock. */
export function buildTime() {
  const told = process.env.SOURCE_DATE_EPOCH
  const commit = () =>
    spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: project, encoding: 'utf8' }).stdout
  const seconds = Number.parseInt(told ?? commit() ?? '', 10)
  if (Number.isFinite(seconds)) return new Date(seconds * 1000)
  throw new SetupError(
    'The build has no time',
    'this is no checkout of git, and SOURCE_DATE_EPOCH is not set',
    'set SOURCE_DATE_EPOCH to the seconds since 1970 that it should bear',
  )
}
