import { join, resolve } from 'node:path'
import { checkInWords, selfTestPage, selfTestSum } from '../../../shared/html/selfTest/selfTestPage.ts'
import { runSelfTest } from '../../api/selfTest/runSelfTest.ts'
import { writeDurably } from '../../files/durableFile.ts'
import type { Command } from '../Command.ts'
import { language } from '../inWords.ts'

interface Options {
  readonly out?: string
  readonly json?: boolean
}

/** `loco selftest`: whether this installation does what it must, on a study that is thrown away. */
export const selftest: Command = {
  register(program, terminal) {
    program
      .command('selftest')
      .description('try what this installation must be able to do, on a study that is thrown away')
      .option('--out <file>', 'where the page goes, an .html file; else below the data folder')
      .option('--json', 'one JSON document')
      .action(async ({ out, json = false }: Options) => {
        const { engine, actor, progress, result } = terminal(json)
        const { runtime } = engine
        // Somebody waits for it: the round is not to come behind everything else.
        process.env['LOCO_TRAINER_PRIORITY'] ??= 'normal'
        const report = await runSelfTest({
          runtime,
          actor,
          window: null,
          onProgress: ({ done, total }) => progress(`check ${done + 1} of ${total}`),
        })
        const name = `self-test-${report.at.slice(0, 19).replaceAll(':', '-')}.html`
        const page = out === undefined ? join(runtime.dataFolder, 'reports', name) : resolve(out)
        await writeDurably(page, new TextEncoder().encode(selfTestPage(report, language)))
        const lines = report.checks.map((check) => {
          const { what, came, seen } = checkInWords(check, language)
          return `${came.padEnd(14)}${what.padEnd(26)}${check.seconds.toFixed(1).padStart(6)} s  ${seen}`
        })
        result({ ...report, page }, [...lines, ...selfTestSum(report, language), page].join('\n'))
        if (report.checks.some(({ state }) => state === 'failed')) process.exitCode = 1
      })
  },
}
